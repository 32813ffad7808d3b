"""The road graph: junctions and stretches read from the roads table, in whole metres.

Roads join at every vertex that their lines share. A stretch takes its length from the table. Where
the table has none, a drawn line is measured along its points, and a road given by its ends alone
is the straight line times the detour factor 1.3, which a note says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from sites.distance import Point, haversine_m
from sites.many_objects import no_search_for_cycles
from sites.roads import rules as road_rules
from sites.roads.graph import graph_of
from sites.roads.meetings import meetings, near_vertices
from sites.roads.mesh import (
    Mesh,
    cut,
    joints_inside,
    levels_apart,
    merged,
    mesh_of,
    straight_share,
    together,
)
from sites.roads.parts import join_parts
from sites.roads.rows import RowsRead, read_rows
from sites.roads.settings import RoadSettings
from sites.roads.tangles import Tally, Tangled, tangle_finding

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record
    from sites.roads.mesh import RoadLines


DETOUR_FACTOR_TENTHS = 13
"""Road length over straight length in tenths: 1.3, usual in the country (assumption)."""
_STRAIGHT_M = 2_000.0  # a road drawn straight over this length is probably a sketch
_MOSTLY = 0.5
_MANY = 5  # crossings, and more than a twentieth of the junctions: hardly all of them are bridges
_LISTED = 6  # classes named in a finding


def read_roads(
    records: Iterable[Record],
    known_points: Mapping[str, Point],
    settings: RoadSettings | None = None,
    tally: Tally | None = None,
) -> tuple[nx.Graph[str], list[Finding]]:
    """Return the road graph and what is wrong with its rows; no graph of a tangle.

    `known_points` places nodes that the table only names: PoPs, towers and places by id. `tally`
    has other limits of the work than the usual, and keeps how much of it there was.
    """
    listed, chosen = tuple(records), settings or RoadSettings()
    if not listed:
        return nx.Graph(), []
    with no_search_for_cycles():
        return _read(listed, known_points, chosen, tally or Tally())


def _read(
    listed: Sequence[Record], known_points: Mapping[str, Point], chosen: RoadSettings, tally: Tally
) -> tuple[nx.Graph[str], list[Finding]]:
    files = "; ".join(sorted({record.file for record in listed}))
    rows = read_rows(listed, known_points, chosen)
    findings = [*rows.findings, *_of_classes(rows)]
    if not len(rows.lines.points):
        return nx.Graph(), [*findings, _nothing(files)]
    whole = mesh_of(rows.lines, DETOUR_FACTOR_TENTHS)
    try:
        mesh, joints = _joined(rows.lines, whole, chosen, tally)
    except Tangled as tangled:
        return nx.Graph(), [*findings, tangle_finding(tangled, rows.lines)]
    if not len(mesh.ends):
        return nx.Graph(), [*findings, _no_length(files)]
    findings += _of_joints(files, joints, chosen)
    findings += _of_sketches(files, straight_share(mesh, _STRAIGHT_M))
    classes = rows.lines.classes
    del rows, whole  # of a large layer they take as much memory as the graph leaves
    graph = graph_of(mesh, classes)
    return graph, [*findings, *_of_parts(files, join_parts(graph, chosen), chosen)]


def line_length_m(line: Iterable[Point]) -> float:
    """Return the length of a line along its points, in metres."""
    return sum(haversine_m(a, b) for a, b in pairwise(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joints:
    """How lines were joined."""

    junctions: int
    inside: int  # junctions inside a line, not only at ends of lines
    snapped: int  # near misses
    crossings: int  # of one level, without a shared vertex
    bridges: int  # crossings of two levels


def _joined(
    lines: RoadLines, mesh: Mesh, settings: RoadSettings, tally: Tally
) -> tuple[Mesh, _Joints]:
    """Return the mesh with near misses joined, and crossings where that is asked for."""
    near = near_vertices(mesh, settings.snap_m, tally)
    mesh = merged(mesh, near)
    found = meetings(mesh, settings.snap_m, settings.joins_crossings, tally)
    cuts = [found.ends, *([found.crossings] if settings.joins_crossings else [])]
    mesh, passed = levels_apart(cut(found.mesh, together(cuts)))
    return mesh, _Joints(
        junctions=int((mesh.degree >= 3).sum()),
        inside=joints_inside(lines, mesh),
        snapped=len(np.unique(near[:, 1])) + len(found.ends.vertex),
        crossings=found.crossing_places,
        bridges=found.bridges + passed,
    )


# --- telling ---------------------------------------------------------------------------------


def _nothing(files: str) -> Finding:
    return road_rules.ROAD_NONE.finding(
        files,
        found="no line that can be used",
        expected="lines of roads",
        todo="see the findings above; classes, tracks and ferries are chosen under [roads]",
    )


def _no_length(files: str) -> Finding:
    return road_rules.ROAD_NONE.finding(
        files,
        found="lines that fall into single points",
        expected="lines of roads",
        todo="check the layer's coordinate system, or lower snap_m under [roads]",
    )


def _of_classes(rows: RowsRead) -> Iterator[Finding]:
    """Yield one finding for each file whose lines were left out, or have classes of their own."""
    for file, listed in _by_file(rows.left_out):
        yield road_rules.ROAD_CLASS_LEFT_OUT.finding(
            file,
            found=f"lines left out: {listed}",
            expected="classes along which a trench may be laid",
            todo="change classes, tracks or ferries under [roads] in kholboo.toml if that is wrong",
        )
    for file, listed in _by_file(rows.unknown):
        yield road_rules.ROAD_CLASS_UNKNOWN.finding(
            file,
            found=f"lines used all the same: {listed}",
            expected="classes of OpenStreetMap, or those listed under [roads]",
            todo="list the classes to use as classes under [roads], or leave the column out",
        )


def _by_file(counts: Counter[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield every file with its classes, the most frequent first."""
    for file in sorted({file for file, _ in counts}):
        of_file = [(-n, name) for (where, name), n in counts.items() if where == file]
        shown = [f"{-n:,} {name}" for n, name in sorted(of_file)[:_LISTED]]
        more = -sum(n for n, _ in sorted(of_file)[_LISTED:])
        yield file, ", ".join([*shown, *([f"{more:,} of other classes"] if more else [])])


def _of_joints(files: str, joints: _Joints, settings: RoadSettings) -> Iterator[Finding]:
    """Yield how roads were joined, nothing where lines only meet at their ends."""
    if joints.inside:
        yield road_rules.ROAD_JOINS.finding(
            files,
            found=f"{joints.inside:,} of {joints.junctions:,} junctions inside a line",
            expected="a vertex in common where roads meet",
            todo="nothing to do",
        )
    if joints.snapped:
        yield road_rules.ROAD_SNAPPED.finding(
            files,
            found=f"{joints.snapped:,} near misses of at most {settings.snap_m:g} m",
            expected="a vertex in common where roads meet",
            todo="nothing, if they are junctions; else lower snap_m under [roads]",
        )
    if joints.bridges:
        yield road_rules.ROAD_BRIDGES.finding(
            files,
            found=f"{joints.bridges:,} crossings at different levels",
            expected="bridges and tunnels",
            todo="nothing to do",
        )
    if joints.crossings:
        yield _of_crossings(files, joints, settings)


def _of_parts(files: str, made: Sequence[int], settings: RoadSettings) -> Iterator[Finding]:
    """Yield what joined the parts of the roads, where that is asked for."""
    if made:
        yield road_rules.ROAD_PARTS_JOINED.finding(
            files,
            found=f"{len(made):,} ways across the country, {sum(made) / 1000:.1f} km",
            expected=f"parts at most {settings.bridge_km:g} km apart",
            todo="nothing, if a trench may be laid there; else lower bridge_km under [roads]",
        )


def _of_crossings(files: str, joints: _Joints, settings: RoadSettings) -> Finding:
    """Return what became of crossings; many of them are a question until it is answered."""
    count = f"{joints.crossings:,} crossings without a shared vertex"
    if settings.joins_crossings:
        return road_rules.ROAD_CROSSINGS_JOINED.finding(
            files,
            found=count,
            expected="junctions, as [roads] says",
            todo="nothing to do",
        )
    many = joints.crossings >= _MANY and joints.crossings * 20 > joints.junctions
    if many and settings.join is None:
        return road_rules.ROAD_CROSSINGS_MANY.finding(
            files,
            found=f"{count}, not joined, and {joints.junctions:,} junctions",
            expected="junctions with a vertex in common, or bridges",
            todo='write join = "crossings" under [roads] if they are junctions, "vertices" if not',
        )
    return road_rules.ROAD_CROSSINGS.finding(
        files,
        found=f"{count}, not joined",
        expected="bridges, or a vertex in common",
        todo='nothing, if they are bridges; else write join = "crossings" under [roads]',
    )


def _of_sketches(files: str, share: float) -> Iterator[Finding]:
    if share > _MOSTLY:
        yield road_rules.ROAD_SKETCHED.finding(
            files,
            found=f"{share:.0%} of the length drawn straight over 2 km and more",
            expected="lines that follow the road, or a length",
            todo="draw the roads, or give length_m; lines are measured as they are drawn",
        )
