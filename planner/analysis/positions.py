"""Where sites stand, in words: what corrections moved, in one run and between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.language.label import Label
from planner.language.labels import LABELS, filled, plain
from sites.distance import Point, haversine_m
from sites.site import Site

FIELDS = frozenset({"longitude", "latitude"})
"""Fields of a site that are told as one position."""


def moved_sites(
    before: Iterable[Site], after: Iterable[Site]
) -> Iterator[tuple[str, Label, Label]]:
    """Yield each site of both runs whose position moved, where it was and where it is, by id."""
    was = {site.id: site for site in before}
    for site in sorted(after, key=lambda s: s.id):
        old = was.get(site.id)
        if old is not None and (_point(old), old.corrected) != (_point(site), site.corrected):
            yield site.id, _told(old), _told(site, _point(old))


def position_note(site: Site) -> Label | None:
    """Return that a site stands where the table of corrections says, None where it does not."""
    if not site.corrected:
        return None
    stated = site.stated_position
    if stated is None:
        return filled("explain.position_given", position=_in_degrees(_point(site)))
    return filled(
        "explain.position_corrected",
        position=_in_degrees(_point(site)),
        stated=_in_degrees(stated),
        km=_km(stated, _point(site)),
    )


def _point(site: Site) -> Point | None:
    if site.longitude is None or site.latitude is None:
        return None
    return site.longitude, site.latitude


def _told(site: Site, before: Point | None = None) -> Label:
    """Return a position with who gave it, and how far it lies from an earlier one."""
    told = _in_degrees(_point(site))
    if site.corrected:
        told = filled("compare.position_corrected", position=told)
    now = _point(site)
    if before is None or now is None or before == now:
        return told
    return filled("compare.position_moved", position=told, km=_km(before, now))


def _in_degrees(point: Point | None) -> Label:
    if point is None:
        return LABELS["compare.no_position"]
    return plain(f"{point[1]:.8g}, {point[0]:.8g}")


def _km(start: Point, end: Point | None) -> str:
    return f"{haversine_m(start, end or start) / 1000:.1f}"
