"""Values of OpenStreetMap tags that name roads."""

from __future__ import annotations

TRACK, FERRY = "track", "ferry"
_MAIN = ("motorway", "trunk", "primary", "secondary", "tertiary")
USABLE = frozenset(
    (
        *_MAIN,
        *(f"{name}_link" for name in _MAIN),
        "unclassified",
        "residential",
        "living_street",
        "service",
        "pedestrian",
        "road",
    )
)
"""Values of highway that vehicles use, tracks aside: the default of `classes`, an assumption."""
