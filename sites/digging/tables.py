"""Soils and rivers, read from their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sites import cells
from sites.boundaries import sound_polygon
from sites.digging import rules
from sites.network import River, Soil

if TYPE_CHECKING:
    import networkx as nx

    from inventory.findings import Finding
    from inventory.records import Record
    from sites.network import Boundary

_LEAST_SHARE = 0.01  # of an area: overlaps below it are slivers of drawing


def read_soils(
    records: Iterable[Record], boundaries: Sequence[Boundary]
) -> tuple[tuple[Soil, ...], list[Finding]]:
    """Return the soils, drawn ones before those of whole areas, and what is wrong with the table.

    A row that draws no area takes the outline of the area that it names.
    """
    outlines = {area.code: area.geometry for area in reversed(boundaries)}
    drawn: list[tuple[Record, Soil]] = []
    whole: list[tuple[Record, Soil]] = []
    findings: list[Finding] = []
    for record in records:
        name, area = cells.text(record, "soil_class").casefold(), cells.text(record, "area_code")
        if not name:
            continue  # an error of the table already
        geometry, fault = sound_polygon(record, name)
        findings += [fault] if fault else []
        if geometry is not None:
            drawn.append((record, Soil(soil_class=name, geometry=geometry)))
        elif fault is None and area in outlines:
            whole.append((record, Soil(soil_class=name, geometry=outlines[area])))
        elif fault is None:
            findings.append(_without_area(record, area))
    for group in (drawn, whole):
        findings += _overlaps(group)
    return tuple(soil for _, soil in [*drawn, *whole]), findings


def _without_area(record: Record, area: str) -> Finding:
    return rules.SOIL_WITHOUT_AREA.finding(
        *record.at("area_code"),
        found=area or "no area",
        expected="a polygon, or a code of the boundaries table",
        todo="draw the area, correct the code, or add its outline to [tables.boundaries]",
    )


def _overlaps(group: Sequence[tuple[Record, Soil]]) -> Iterator[Finding]:
    """Yield one finding for the areas of different soils that overlap."""
    if len(group) < 2:
        return
    import shapely

    shapes = [soil.geometry for _, soil in group]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist()
    met = [(a, b) for a, b in sorted(pairs) if a < b and _differ(group[a][1], group[b][1])]
    if met:
        first, record = (group[n][0] for n in met[0])
        yield rules.SOILS_OVERLAP.finding(
            record.file,
            record.row,
            cells.header(record, "soil_class"),
            found=f"{len(met):,} pairs, first rows {first.row} and {record.row}",
            expected="areas that only touch",
            todo="draw them apart, or put the row that should count first",
        )


def _differ(one: Soil, other: Soil) -> bool:
    """Return whether two areas of different soils share more than a sliver."""
    if one.soil_class == other.soil_class:
        return False
    smaller = min(float(one.geometry.area), float(other.geometry.area))
    shared = float(one.geometry.intersection(other.geometry).area)
    return shared > _LEAST_SHARE * smaller


def read_rivers(records: Iterable[Record]) -> tuple[River, ...]:
    """Return the rivers as single lines, in the order of the table.

    A row without a line is an error of the table already.
    """
    return tuple(
        River(name=cells.text(record, "river"), coordinates=line)
        for record in records
        for line in cells.lines(record.geometry)
        if len(set(line)) > 1
    )


def roads_without_soil(soils: Sequence[Soil], roads: nx.Graph[str], file: str) -> Iterator[Finding]:
    """Yield how many junctions of the roads lie in no soil, nothing where all do."""
    if not soils or not roads.number_of_nodes():
        return
    import numpy as np

    from sites.digging.underground import Underground

    nodes: list[dict[str, Any]] = [roads.nodes[n] for n in sorted(roads.nodes)]
    points = np.array([(n["longitude"], n["latitude"]) for n in nodes], dtype=float)
    outside = int((Underground(soils=tuple(soils)).soil_at(points) < 0).sum())
    if outside:
        yield rules.SOIL_UNKNOWN_PLACES.finding(
            file,
            found=f"{outside:,} of {len(nodes):,} junctions",
            expected="a soil wherever a trench may be laid",
            todo="draw the rest, or name a soil for whole areas in rows that draw none",
        )
