"""Trenches cost more by road, soil, slope and river, and plans say what they are dug through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest

from inventory.prices.catalogue import Role
from optimizers import verify
from optimizers.solve import solve
from planner.candidates.candidate import RoadMetres, SlopeMetres, SoilMetres
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.plan.links import built_links
from planner.plan.plan import BuiltLink
from planner.project.checks.trench_extras import check_trench_extras
from sites.distance import METRES_PER_DEGREE
from sites.network import Network, Pop, River, Soil
from sites.site import LinkToday, LinkType, SiteKind, Users
from sites.terrain.ground import Heights
from sites.terrain.settings import TerrainSettings


class StepGround:
    """Ground that is level up to a longitude, and climbs 20 m in 100 m from there on."""

    def __init__(self, from_longitude: float, unknown_from: float = 180.0) -> None:
        self.settings = TerrainSettings()
        self.begin, self.unknown = from_longitude, unknown_from

    def heights(self, points: Any) -> Heights:
        """Return the heights of points of longitude and latitude."""
        degrees = np.asarray(points, dtype=float).reshape(-1, 2)
        per_degree = METRES_PER_DEGREE * np.cos(np.radians(degrees[:, 1]))
        east_m = (degrees[:, 0] - self.begin) * per_degree
        metres = np.where(degrees[:, 0] > self.unknown, np.nan, 0.2 * np.maximum(east_m, 0.0))
        return Heights(ground_m=metres, relief_m=np.zeros(len(metres)))


OTHERS = ("upgrade", "neighbour", "microwave", "leo", "geo", "content", "cellular")


@pytest.fixture
def by_the_road(three_villages: Any, make_site: Any, point_at: Any, make_item: Any) -> Any:
    """Return a library at the end of a road of 900 m primary and 1,100 m track from a PoP."""
    roads: nx.Graph[str] = nx.Graph()
    for name, east in (("p", 0), ("q", 2_000)):
        longitude, latitude = point_at(east)
        roads.add_node(name, longitude=longitude, latitude=latitude)
    classes = (("primary", 900), ("track", 1_100))
    line = (point_at(0), point_at(2_000))
    roads.add_edge("p", "q", length_m=2_000, coordinates=line, classes=classes)
    x, y = point_at(0)
    users, none = Users(visitors_per_day=400.0), LinkToday(type=LinkType.NONE)
    site = make_site("L", SiteKind.LIBRARY, 2_000, 40, users=users, link=none)
    technologies: dict[str, Any] = {name: {"enabled": False} for name in OTHERS}
    technologies["fibre"] = {"mesh_reach_km": 0.0}

    def world(*extras: tuple[str, int], items: Any = (), **known: Any) -> Any:
        of_roads = (
            make_item(f"X-{name}", Role.TRENCH_EXTRA, price, unit="MTR", road_class=name)
            for name, price in extras
        )
        catalogue, ground = three_villages.catalogue, known.pop("ground", None)
        pops = (Pop(id="P", name="P", longitude=x, latitude=y),)
        return three_villages.changed(
            sites=(site,),
            network=Network(pops=pops, roads=roads, **known),
            catalogue=replace(catalogue, items=(*catalogue.items, *of_roads, *items)),
            ground=ground,
        ).with_policy(technologies=technologies)

    return world


def trench_of(world: Any) -> BuiltLink:
    """Return the trench of the best plan, whose certificate holds."""
    model = build_problem(world, build_offers(world))
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    links = built_links(world, model, result.chosen or ())
    (trench,) = [link for link in links if link.kind == "trench"]
    return trench


def test_a_trench_says_how_many_metres_follow_which_class(by_the_road: Any) -> None:
    """Without any extra the metres by class are there, and the bill is as before."""
    trench = trench_of(by_the_road())

    assert trench.roads == (
        RoadMetres(road_class="primary", metres=900),
        RoadMetres(road_class="track", metres=1_100),
    )
    assert [line.role for line in trench.lines if line.role == "trench_extra"] == []


def test_the_extra_of_a_class_is_bought_for_its_metres(by_the_road: Any) -> None:
    """900 m of primary road cost 2 more each; a class without an extra costs none."""
    plain = trench_of(by_the_road())
    trench = trench_of(by_the_road(("primary", 2)))
    extra = [line for line in trench.lines if line.role == "trench_extra"]

    assert [(line.sku, line.quantity, line.amount_minor) for line in extra] == [
        ("X-primary", 900, 1_800)
    ]
    assert [line for line in trench.lines if line not in extra] == list(plain.lines)


def test_an_extra_for_a_class_that_no_road_has_is_told(by_the_road: Any) -> None:
    """A misspelt class would never be bought."""
    world = by_the_road(("primary", 2), ("trak", 5))
    (finding,) = check_trench_extras(world.catalogue, world.network)

    assert (finding.rule, finding.column) == ("item.road_class", "road_class")
    assert finding.found == "trak of X-trak"
    assert "primary, track" in finding.expected
    assert list(check_trench_extras(by_the_road().catalogue, world.network)) == []
    assert list(check_trench_extras(world.catalogue, Network())) == []


@pytest.fixture
def square(point_at: Any) -> Any:
    """Return what draws a rectangle between two distances east, 1 km to either side of the road."""

    def draw(west_m: float, east_m: float) -> Any:
        import shapely

        (west, south), (east, north) = point_at(west_m, -1_000), point_at(east_m, 1_000)
        return shapely.box(west, south, east, north)

    return draw


def test_soil_slope_and_rivers_are_bought_and_told(
    by_the_road: Any, square: Any, point_at: Any, make_item: Any, tmp_path: Any
) -> None:
    """Rock for 500 m, a slope of 20 % from 1,000 m on, two rivers: each a line of the bill.

    Soil is looked at every 25 m: 20 of 81 pieces of the road, for which 2,000 m are stated. Slopes
    take 100 m: 10 pieces of 21.
    """
    items = (
        make_item("X-rock", Role.TRENCH_EXTRA, 3, unit="MTR", soil_class="rock"),
        make_item("X-steep", Role.TRENCH_EXTRA, 2, unit="MTR", slope_percent=15),
        make_item("X-river", Role.RIVER_CROSSING, 5_000),
    )
    soils = (
        Soil(soil_class="rock", geometry=square(0, 500)),
        Soil(soil_class="loam", geometry=square(-9_000, 9_000)),
    )
    rivers = tuple(
        River(name="Tuul", coordinates=(point_at(east, -500), point_at(east, 500)))
        for east in (300, 700)
    )
    ground = StepGround(from_longitude=point_at(1_000)[0])
    plain = trench_of(by_the_road())
    known = {"soils": soils, "rivers": rivers, "ground": ground}
    trench = trench_of(by_the_road(items=items, **known))

    assert trench.soils == (
        SoilMetres(soil_class="loam", metres=1_506),
        SoilMetres(soil_class="rock", metres=494),
    )
    assert trench.slopes == (
        SlopeMetres(from_percent=0, metres=1_048),
        SlopeMetres(from_percent=15, metres=952),
    )
    assert trench.crossings == 2
    more = {line.sku: (line.quantity, line.amount_minor) for line in trench.lines}
    assert {sku: more[sku] for sku in ("X-rock", "X-steep", "X-river")} == {
        "X-rock": (494, 1_482),
        "X-steep": (952, 1_904),
        "X-river": (2, 10_000),
    }
    kept = [line for line in trench.lines if line.sku not in ("X-rock", "X-steep", "X-river")]
    assert kept == list(plain.lines)
    assert (plain.soils, plain.slopes, plain.crossings) == ((), (), 0)


def test_what_is_known_and_not_priced_is_told_and_costs_nothing(
    by_the_road: Any, square: Any, point_at: Any
) -> None:
    """A soil and a river without items leave the bill as it was."""
    soils = (Soil(soil_class="rock", geometry=square(0, 500)),)
    river = River(name="Tuul", coordinates=(point_at(300, -500), point_at(300, 500)))
    trench = trench_of(by_the_road(soils=soils, rivers=(river,)))

    assert (trench.soils[0].metres, trench.crossings, trench.slopes) == (494, 1, ())
    assert trench.lines == trench_of(by_the_road()).lines


def test_extras_that_nothing_makes_due_are_told(
    by_the_road: Any, square: Any, point_at: Any, make_item: Any
) -> None:
    """A soil that no area has, slopes without heights, crossings without rivers, free rivers."""
    items = (
        make_item("X-rock", Role.TRENCH_EXTRA, 3, unit="MTR", soil_class="rok"),
        make_item("X-steep", Role.TRENCH_EXTRA, 2, unit="MTR", slope_percent=15),
        make_item("X-river", Role.RIVER_CROSSING, 5_000),
    )
    soils = (Soil(soil_class="rock", geometry=square(0, 500)),)
    world = by_the_road(items=items, soils=soils)
    found = {f.rule: f.found for f in check_trench_extras(world.catalogue, world.network)}
    assert found == {
        "item.soil_class": "rok of X-rock",
        "item.slope_percent": "no elevation model",
        "item.river_crossing": "X-river",
    }
    half = StepGround(from_longitude=point_at(9_000)[0], unknown_from=point_at(1_000)[0])
    sloping = check_trench_extras(world.catalogue, world.network, half)
    assert "1 of 2 junctions without a height" in [f.found for f in sloping]

    river = River(name="Tuul", coordinates=(point_at(300, -500), point_at(300, 500)))
    world = by_the_road(rivers=(river,))
    (finding,) = check_trench_extras(world.catalogue, world.network)
    assert (finding.rule, finding.found) == ("river.no_price", "1 lines of rivers")
