"""Soils and rivers of a project: drawn or named areas, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
import shapely

from inventory.records import Record
from sites.digging.tables import read_rivers, read_soils, roads_without_soil
from sites.network import Boundary

A1 = Boundary(code="A1", level="aimag", known=True, geometry=shapely.box(0, 0, 10, 10))


@pytest.fixture
def row() -> Any:
    """Return what makes a row of a table."""

    def make(number: int, geometry: Any = None, **values: str) -> Record:
        return Record(
            file="soils.csv",
            row=number,
            values=dict(values),
            raw={},
            headers={},
            geometry=geometry,
        )

    return make


def test_drawn_soils_stand_before_those_of_whole_areas(row: Any) -> None:
    """An area named by code is the rest of what is drawn in it."""
    rows = [
        row(2, soil_class="Loam", area_code="A1"),
        row(3, shapely.box(1, 1, 2, 2), soil_class="rock", area_code=""),
    ]
    soils, findings = read_soils(rows, [A1])

    assert [soil.soil_class for soil in soils] == ["rock", "loam"]
    assert soils[1].geometry.equals(A1.geometry)
    assert findings == []


def test_a_soil_without_an_area_is_an_error(row: Any) -> None:
    """Neither a polygon nor a code with an outline says where it is."""
    soils, findings = read_soils([row(2, soil_class="rock", area_code="A9")], [A1])
    assert soils == ()
    assert [(f.rule, f.row, f.found) for f in findings] == [("soil.without_area", 2, "A9")]


def test_overlapping_soils_are_told_with_their_rows(row: Any) -> None:
    """Slivers and areas of one soil may overlap; others are named by row."""
    rows = [
        row(2, shapely.box(0, 0, 2, 2), soil_class="rock", area_code=""),
        row(3, shapely.box(1, 1, 3, 3), soil_class="sand", area_code=""),
        row(4, shapely.box(1.999, 0, 4, 1), soil_class="clay", area_code=""),
        row(5, shapely.box(0, 0, 1, 1), soil_class="rock", area_code=""),
    ]
    _, findings = read_soils(rows, [])
    (finding,) = findings
    assert (finding.rule, finding.found) == ("soil.overlap", "1 pairs, first rows 2 and 3")


def test_a_soil_that_crosses_itself_is_repaired_and_told(row: Any) -> None:
    """A bow tie becomes two triangles."""
    tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    soils, findings = read_soils([row(2, tie, soil_class="rock", area_code="")], [])
    assert [f.rule for f in findings] == ["boundary.crossing"]
    assert soils[0].geometry.is_valid


def test_roads_where_no_soil_is_known_are_counted(row: Any) -> None:
    """One junction of two lies in no area."""
    soils, _ = read_soils([row(2, shapely.box(0, 0, 1, 1), soil_class="rock", area_code="")], [])
    roads: nx.Graph[str] = nx.Graph()
    roads.add_node("a", longitude=0.5, latitude=0.5)
    roads.add_node("b", longitude=5.0, latitude=0.5)
    (finding,) = roads_without_soil(soils, roads, "soils.csv")
    assert (finding.rule, finding.found) == ("soil.unknown_places", "1 of 2 junctions")
    assert list(roads_without_soil((), roads, "soils.csv")) == []
    assert list(roads_without_soil(soils, nx.Graph(), "soils.csv")) == []


def test_a_river_of_several_lines_is_several(row: Any) -> None:
    """Lines of a multi-line count each; a row without a line is an error of the table already."""
    two = shapely.MultiLineString([[(0, 0), (1, 0)], [(2, 0), (3, 0)], [(4, 0), (4, 0)]])
    rivers = read_rivers([row(2, two, river="Tuul"), row(3, river="none")])
    assert [river.coordinates for river in rivers] == [((0, 0), (1, 0)), ((2, 0), (3, 0))]
