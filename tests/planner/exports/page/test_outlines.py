"""Boundaries on the page: what areas share is drawn once, near enough, and in few points."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import Any

import pytest
from pages import winding_areas
from printed_plan import context, plan
from shapely import (
    MultiLineString,
    MultiPolygon,
    Polygon,
    STRtree,
    box,
    get_coordinates,
    points,
    union_all,
)

from planner.exports.page.outlines import MOST_POINTS, STEPS, outlines, true_to_km
from planner.exports.page.page_data import page_data
from planner.language.labels import filled
from planner.rendering.context import ExportContext
from sites.network import Boundary

__all__ = ["context", "plan"]


def area(code: str, level: str, geometry: Any) -> Boundary:
    """Return an outline of a place."""
    return Boundary(code=code, level=level, known=True, geometry=geometry)


def drawn(step: int, lines: list[list[int]]) -> MultiLineString:
    """Return lines as the script reads them, in degrees."""
    found, start = [], (0, 0)
    for x, y, *rest in lines:
        start = (start[0] + x, start[1] + y)
        xs = accumulate([start[0], *rest[::2]])
        ys = accumulate([start[1], *rest[1::2]])
        found.append([(a * step / 1e5, b * step / 1e5) for a, b in zip(xs, ys, strict=True)])
    return MultiLineString(found)


def test_a_shared_side_is_drawn_once() -> None:
    """Two aimags of two soums: outer lines and the one between them, then one within each."""
    soums_of = [[box(x, y, x + 1, y + 1) for y in (45, 46)] for x in (100, 101)]
    areas = [
        *(area(f"{n}", "aimag", union_all(soums)) for n, soums in enumerate(soums_of)),
        *(area(f"{soum}", "soum", soum) for soums in soums_of for soum in soums),
    ]
    step, aimags, soums = outlines(areas)

    assert step == STEPS[-1]
    assert drawn(step, aimags).length == pytest.approx(2 * 2 + 3 * 2)
    assert drawn(step, soums).length == pytest.approx(1 + 1)
    assert drawn(step, soums).bounds == pytest.approx((100, 46, 102, 46))


def test_holes_and_islands_are_drawn() -> None:
    """An area in two parts, one of them with a hole, has three outlines."""
    holed = box(100, 45, 102, 47) - box(100.5, 45.5, 101, 46)
    parts = union_all([holed, box(103, 45, 104, 46)])
    step, aimags, soums = outlines([area("1", "aimag", parts)])

    assert drawn(step, aimags).length == pytest.approx(8 + 2 + 4)
    assert soums == []


def test_drawn_lines_lie_near_the_given_ones_and_are_few() -> None:
    """Of winding soums at most so many points stay, and none lay farther off than what is said."""
    areas = winding_areas(9, 6)
    step, aimags, soums = outlines(areas)
    shown = STRtree([line for lines in (aimags, soums) for line in drawn(step, lines).geoms])
    corners = get_coordinates([a.geometry for a in areas])
    _, away = shown.query_nearest(points(corners), return_distance=True, all_matches=False)

    assert len(corners) > 2 * MOST_POINTS
    assert sum(map(len, (*aimags, *soums))) <= 2 * MOST_POINTS
    assert STEPS[-1] < step < STEPS[0]
    assert step / 2e5 < max(away) <= true_to_km(step) / 111.195


def test_order_does_not_matter_and_nothing_is_nothing() -> None:
    """The same areas in another order give the same lines; no areas give none."""
    areas = winding_areas(6, 6, 30)

    assert outlines(areas) == outlines(areas[::-1])
    assert outlines(()) == (STEPS[-1], [], [])


def test_what_collapses_is_left_out() -> None:
    """An area too small for the grid beside a large one vanishes, the large one stays."""
    dot = box(100, 45, 100.000_01, 45.000_01)
    lines = MultiPolygon([Polygon(), box(90, 45, 91, 46)])
    step, aimags, _ = outlines([area("1", "aimag", dot), area("2", "aimag", lines)])

    assert drawn(step, aimags).length == pytest.approx(4)


def test_the_page_holds_boundaries_around_its_sites_alone(context: ExportContext) -> None:
    """Areas that no site is near are left out; the rest of the data is that of a page without."""
    near, far = box(88, 46, 105, 51), box(10, 10, 20, 20)
    bounded = replace(
        context.network, boundaries=(area("BO", "aimag", near), area("X", "aimag", far))
    )
    data = page_data(replace(context, network=bounded))
    borders = data["network"].pop("borders")
    without = page_data(replace(context, country=""))

    assert data == without and "borders" not in without["network"]
    assert drawn(borders["step"], borders["aimags"]).bounds == pytest.approx(near.bounds)
    words = filled("map.boundaries", km="0.1")
    assert borders["name"] == [words.mn, words.en]


def test_a_project_without_boundaries_is_drawn_in_its_country(context: ExportContext) -> None:
    """Mongolia from 87.7 to 119.9 E and 41.6 to 52.1 N (CIA World Factbook: 42 to 52 N)."""
    borders = page_data(context)["network"]["borders"]
    bounds = drawn(borders["step"], borders["aimags"]).bounds

    assert context.country == "MN"
    assert bounds == pytest.approx((87.8, 41.6, 119.9, 52.1), abs=0.1)
    assert borders["soums"] == [] and "Natural Earth" in borders["name"][0]
