"""Roads kept in the project's cache are those that would be read, in the same order."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from inventory.kept import kept_in
from planner.project import kept_roads
from planner.project.load import load_inputs
from planner.scenario.inputs import Inputs


def ordered(roads: nx.Graph[str]) -> Any:
    """Return everything of a graph, with the order of junctions and neighbours."""
    near = [(name, list(found.items())) for name, found in roads.adj.items()]
    return repr((list(roads.nodes.items()), near))


def kept_read(project: Path) -> Inputs:
    """Return the inputs, read with the project's cache."""
    return load_inputs(project, kept=kept_in(project))


def test_roads_are_read_once(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken from the cache is what is read without one, findings included."""
    plain = load_inputs(small)
    first = kept_read(small)
    monkeypatch.setattr(kept_roads, "read_roads", None)
    second = kept_read(small)

    assert len(plain.network.roads) > 10
    for inputs in (first, second):
        assert ordered(inputs.network.roads) == ordered(plain.network.roads)
        assert inputs.findings == plain.findings


def test_settings_and_points_make_other_entries(small: Path) -> None:
    """Under [roads], and where a place moves that a road may name, the roads are read again."""

    def entries() -> int:
        assert ordered(kept_read(small).network.roads) == ordered(load_inputs(small).network.roads)
        return len(list((small / ".kholboo/cache").glob("roads-*.json")))

    assert entries() == 1
    config = small / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text + "\n[roads]\nbridge_km = 50\n", encoding="utf-8")
    assert entries() == 2
    places = small / "data/places.csv"
    lines = places.read_text(encoding="utf-8").splitlines(keepends=True)
    places.write_text("".join(lines[:-1]), encoding="utf-8")
    assert entries() == 3


def test_another_table_makes_other_roads(small: Path) -> None:
    """A row less is another table."""
    before = ordered(kept_read(small).network.roads)
    path = small / "data/roads.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    after = ordered(kept_read(small).network.roads)

    assert after == ordered(load_inputs(small).network.roads) != before
    shutil.rmtree(small / ".kholboo")
    assert ordered(kept_read(small).network.roads) == after
