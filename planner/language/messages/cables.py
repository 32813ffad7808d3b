"""Findings of spans, cables and shared buildings."""

from __future__ import annotations

PHRASES: tuple[str, ...] = (
    "points within {most} m",
    "correct the code of the building or the position; they share no link",
    "no item of the role cabling; {count} sites in {all} buildings: {list}",
    "an item of the role cabling",
    "add the item with its price, or set share_in_buildings = false",
    "set the status to operational once the span is lit",
    "longitude and latitude of WGS 84",
    "declare the coordinate system under `crs`, or correct the line",
    "write one of {list}, or translate it under `values`; the span is not tapped",
    (
        "no item of the role splice; {count} of {all} sites lie nearer to a lit cable than to a"
        " PoP: {list}"
    ),
    "an item of the role splice: joining new fibre to a cable between its ends",
    (
        "add the item with its price; or enter splice points as PoPs; or write tap_allowed = no"
        " for spans whose owner refuses"
    ),
)
"""Mongolian by English phrase; a blank stands for a figure or a value from the file."""
