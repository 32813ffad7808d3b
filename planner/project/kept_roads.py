"""The road graph, kept in the project's cache: near vertices and crossings are looked for once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding
from inventory.kept import NOTHING_KEPT, Kept, made_by, plain
from inventory.kept_tables import finding_from_json, finding_to_json, settings_of
from sites.roads.plain_roads import roads_from_json, roads_to_json
from sites.roads.read import read_roads

if TYPE_CHECKING:
    import networkx as nx

    from inventory.project import Project
    from inventory.records import Record, TableRead
    from sites.distance import Point
    from sites.read import RoadsOf
    from sites.roads.settings import RoadSettings

_ROADS = "roads"
_ROOT = Path(__file__).parents[2]


def roads_kept(kept: Kept, project: Project, tables: Mapping[str, TableRead]) -> RoadsOf:
    """Return what reads the roads of a project as `read_roads` does, from what was kept of it."""
    made_of = _made_of(project, tables) if kept is not NOTHING_KEPT else None

    def roads_of(
        records: Sequence[Record], known: Mapping[str, Point], settings: RoadSettings | None
    ) -> tuple[nx.Graph[str], list[Finding]]:
        key = None if made_of is None else {**made_of, "known": _digest(known)}
        found = None if key is None else kept.get(_ROADS, key)
        if found is not None:
            graph, findings = found
            return roads_from_json(graph), [finding_from_json(one) for one in findings]
        roads, told = read_roads(records, known, settings)
        written = None if key is None else roads_to_json(roads)
        if written is not None:
            kept.put(_ROADS, key, [written, [finding_to_json(one) for one in told]])
        return roads, told

    return roads_of


def _made_of(project: Project, tables: Mapping[str, TableRead]) -> dict[str, Any] | None:
    """Return what the roads depend on but for the points of places; None where it is not known."""
    spec, table = project.tables.get(_ROADS), tables.get(_ROADS)
    maker = made_by(_ROOT / "inventory", _ROOT / "sites")
    if spec is None or table is None or maker is None:
        return None
    if not all(source.sha256 for source in table.files):
        return None
    return {
        "files": [[source.path, source.sha256] for source in table.files],
        "read": [settings_of(file) for file in spec.files],
        "settings": plain(project.roads.items()),
        "country": project.country,
        "levels": list(project.levels),
        "maker": maker,
    }


def _digest(known: Mapping[str, Point]) -> str:
    points = sorted((name, *point) for name, point in known.items())
    return hashlib.sha256(json.dumps(points).encode()).hexdigest()
