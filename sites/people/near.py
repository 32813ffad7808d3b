"""Sites with the people who fall to them, and what the people and the sites tell of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding
from sites.people import rules
from sites.people.read import People
from sites.site import Site, SiteKind

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

MOST_A_KM2 = 200_000.0  # assumption: denser than any square kilometre; Dharavi has about as many
_NAMED = 3
_DIGITS = 3  # of people, so that their sums are the same wherever they are added up


@dataclass
class _Told:
    """What the cells that were looked at tell of a raster."""

    negative: int = 0
    least: float = 0.0
    densest: float = 0.0
    off: list[str] = field(default_factory=list)  # ids of sites that name no users
    edge: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    asked: int = 0


def with_people_near(
    sites: Sequence[Site], radius_km: Mapping[SiteKind, float], people: People
) -> tuple[tuple[Site, ...], list[Finding]]:
    """Return the sites with the people within the radius of their kind, and what is to be said.

    Everybody is shared alike by the sites of one kind that reach them, those that name their users
    among them. A site beyond the raster, or with nobody in reach, has None.
    """
    if people.is_empty or not radius_km:
        return tuple(sites), []
    from sites.terrain.rasters import DamagedRasterError

    found: dict[str, float] = {}
    told = _Told()
    try:
        for kind in sorted(radius_km):
            of_kind = [s for s in sites if s.kind is kind and s.longitude is not None]
            if of_kind:
                found |= _of_kind(of_kind, radius_km[kind] * 1000, people, told)
    except DamagedRasterError as damage:
        return tuple(sites), [damage.finding]
    findings = list(_findings(people, told))
    if any(f.rule == rules.POPULATION_NEGATIVE.id for f in findings):
        return tuple(sites), findings
    return tuple(replace(s, people_near=found.get(s.id, s.people_near)) for s in sites), findings


def _of_kind(
    sites: Sequence[Site], radius_m: float, people: People, told: _Told
) -> dict[str, float]:
    """Return the people of those sites of one kind to whom any fall, by their ids."""
    import numpy as np

    from sites.people.cells import around, is_on
    from sites.people.reach import shared

    points = np.array([(s.longitude, s.latitude) for s in sites], dtype=float)
    falls = shared(points, radius_m, _counted(people, points, radius_m, told))
    on: Array = np.ones(len(sites), dtype=bool)
    whole: Array = on
    if people.mosaic is not None:
        on = is_on(people.mosaic, points)
        whole = np.asarray(is_on(people.mosaic, around(points, radius_m)).all(axis=1))
    found = {}
    for k, site in enumerate(sites):
        if on[k] and falls[k] > 0:
            found[site.id] = round(float(falls[k]), _DIGITS)
        if site.users.is_counted:
            continue
        told.asked += 1
        if not on[k]:
            told.off.append(site.id)
        elif falls[k] <= 0:
            told.empty.append(site.id)
        if on[k] and not whole[k]:
            told.edge.append(site.id)
    return found


def _counted(
    people: People, points: Array, radius_m: float, told: _Told
) -> Iterator[tuple[Array, Array]]:
    """Yield where people live around points, and how many they are."""
    import numpy as np

    from sites.people.cells import blocks_of

    if people.mosaic is None:
        table = np.array(people.points, dtype=float).reshape(-1, 3)
        yield table[:, :2], table[:, 2]
        return
    for block in blocks_of(people.mosaic, points, radius_m):
        told.negative += block.negative
        told.least = min(told.least, block.least)
        told.densest = max(told.densest, block.densest)
        yield block.points, block.people


def _findings(people: People, told: _Told) -> Iterator[Finding]:
    if told.negative:
        yield rules.POPULATION_NEGATIVE.finding(
            people.label,
            found=f"{told.least:g} people; {told.negative} cells below 0",
            expected="0 or more, and a declared value for missing",
            todo=f"declare it: `gdal_edit.py -a_nodata {told.least:g}` on the file",
        )
        return
    if told.densest > MOST_A_KM2:
        yield rules.POPULATION_DENSE.finding(
            people.label,
            found=f"{told.densest:.0f} people a square kilometre",
            expected=f"at most {MOST_A_KM2:.0f}",
            todo='write unit = "people_per_km2" under [tables.population] if it holds these',
        )
    if told.asked and len(told.off) == told.asked:
        yield rules.POPULATION_ELSEWHERE.finding(
            people.label,
            found=f"none of {told.asked} sites on it: {_listed(told.off)}",
            expected="people of the region planned for",
            todo="check its coordinate system and region; longitude comes before latitude",
        )
        return
    yield from _of_sites(rules.POPULATION_MISSING, people, told.off, "beyond it")
    yield from _of_sites(rules.POPULATION_EDGE, people, told.edge, "whose reach it cuts")
    yield from _of_sites(rules.POPULATION_NOBODY, people, told.empty, "with nobody in reach")


def _of_sites(rule: Any, people: People, ids: Sequence[str], what: str) -> Iterable[Finding]:
    if ids:
        found = f"{len(ids)} sites {what}: {_listed(ids)}"
        expected = "people around every site that names no users"
        todo = "add the files of that region, correct positions, or state users for these sites"
        yield rule.finding(people.label, found=found, expected=expected, todo=todo)


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(sorted(ids)[:_NAMED]) + more
