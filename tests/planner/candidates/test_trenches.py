"""Where fibre could run, and that leaving the useless out never costs anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import networkx as nx
import shapely
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tried_trenches import GROUND, ROADS, cheapest, places

from planner.candidates.nodes import ROOT, premises
from planner.candidates.stretches.prune import prune
from planner.candidates.stretches.stretch import (
    DROP,
    EXISTING,
    TRENCH,
    Buildings,
    Ground,
    Stretch,
    directed,
)
from planner.candidates.trenches import all_stretches, lay, useful
from sites.distance import least_lengths
from sites.network import Network, Pop, River, Soil

PointAt = Callable[..., tuple[float, float]]


def a_network(
    point_at: PointAt,
    pops: dict[str, tuple[float, float]],
    *lines: str,
    classes: Mapping[str, Any] | None = None,
) -> Network:
    """Return roads between named places of a grid of kilometres: "00-10" is a kilometre east."""
    roads: nx.Graph[str] = nx.Graph()
    for line in lines:
        for name in line.split("-"):
            longitude, latitude = point_at(int(name[0]) * 1_000, int(name[1]) * 1_000)
            roads.add_node(name, longitude=longitude, latitude=latitude)
        start, end = line.split("-")
        length_m = 1_000 * (abs(int(start[0]) - int(end[0])) + abs(int(start[1]) - int(end[1])))
        roads.add_edge(start, end, length_m=length_m)
        if classes and line in classes:
            roads.edges[start, end]["classes"] = classes[line]
    return Network(
        roads=roads,
        pops=tuple(Pop(id=i, name=i, longitude=p[0], latitude=p[1]) for i, p in pops.items()),
    )


def lengths(stretches: Iterable[Stretch]) -> dict[str, int]:
    """Return metres by stretch."""
    return {s.id: s.length_m for s in stretches}


def test_a_building_by_the_road_has_a_trench_and_a_drop(point_at: PointAt) -> None:
    """1,000 m along the road and 100 m off it, cut at the tap; the road beyond leads nowhere."""
    network = a_network(point_at, {"P": point_at(0)}, "00-20")
    buildings = Buildings(wanting={"S": point_at(1_000, 100)}, lit={})
    ground = replace(GROUND, mesh_reach_m=0)
    laid = lay(buildings, network, ground)
    kept = prune(laid.stretches, [premises("S")])

    assert lengths(kept) == {
        "root--road:00": 0,
        "road:00--road:00~20@1000": 1_000,
        "road:00~20@1000--premises:S": 100,
    }
    assert [s.kind for s in kept] == [TRENCH, DROP, EXISTING]
    assert laid.least_to("S") == 1_100


def test_a_pop_beside_the_road_is_joined_to_it_at_its_price(point_at: PointAt) -> None:
    """Fibre 300 m off the road is not free on the road."""
    network = a_network(point_at, {"P": point_at(500, 300)}, "00-20")
    buildings = Buildings(wanting={"S": point_at(1_500)}, lit={})
    laid = lay(buildings, network, replace(GROUND, mesh_reach_m=0))

    assert laid.least_to("S") == 300 + 1_000


def test_a_pop_close_by_needs_no_road(point_at: PointAt) -> None:
    """The last 500 m go straight, lengthened by the detour factor."""
    network = a_network(point_at, {"P": point_at(0)})
    buildings = Buildings(wanting={"S": point_at(0, 500)}, lit={})
    laid = lay(buildings, network, replace(GROUND, detour=1.3))

    assert lengths(laid.stretches) == {"root--premises:S": 650}


def test_without_roads_or_points_of_presence_trenches_are_short_and_straight(
    point_at: PointAt,
) -> None:
    """Documents say so: near a fibre PoP or a building on fibre there is a trench, else none."""
    pops = (Pop(id="P", name="P", longitude=point_at(0)[0], latitude=point_at(0)[1]),)
    wanting = {"near": point_at(1_000), "far": point_at(40_000)}
    from_pop = lay(Buildings(wanting=wanting, lit={}), Network(pops=pops), GROUND)
    from_site = lay(Buildings(wanting=wanting, lit={"L": point_at(0)}), Network(), GROUND)

    for laid in (from_pop, from_site):
        assert laid.in_reach("near")
        assert not laid.in_reach("far")


def test_a_building_on_fibre_is_lit_and_feeds_others(point_at: PointAt) -> None:
    """Fibre at S2 is free, and a trench leads from it to its neighbour, not back."""
    buildings = Buildings(wanting={"S1": point_at(0)}, lit={"S2": point_at(700)})
    laid = lay(buildings, Network(), GROUND)

    assert lengths(laid.stretches) == {"root--premises:S2": 0, "premises:S2--premises:S1": 700}
    assert not any(s.two_way for s in laid.stretches)


def test_a_pop_fed_by_radio_starts_no_trench(point_at: PointAt) -> None:
    """Only fibre that is there can be led further."""
    network = a_network(point_at, {"P": point_at(0)}, "00-10")
    radio = replace(network, pops=tuple(replace(p, medium="microwave") for p in network.pops))
    laid = lay(Buildings(wanting={"S": point_at(500)}, lit={}), radio, GROUND)

    assert laid.stretches == ()


def test_a_vague_building_is_not_free_because_it_sits_on_the_pop(point_at: PointAt) -> None:
    """A site placed at its soum centre needs at least the scenario's least trench."""
    network = a_network(point_at, {"P": point_at(0)}, "00-10")
    buildings = Buildings(wanting={"S": point_at(0)}, lit={}, unsurveyed=frozenset({"S"}))

    assert lay(buildings, network, GROUND).least_to("S") == 500


def test_a_road_between_two_lit_places_is_no_trench(point_at: PointAt) -> None:
    """Nobody digs from one PoP to another past no building."""
    network = a_network(point_at, {"P": point_at(0), "Q": point_at(4_000)}, "00-40")

    kept = lay(Buildings(wanting={}, lit={}), network, GROUND).stretches
    assert {s.kind for s in kept} == {EXISTING}
    assert prune(kept, []) == []


def test_a_road_without_fibre_is_dropped(point_at: PointAt) -> None:
    """A component of the road graph that no PoP reaches gives nothing."""
    network = a_network(point_at, {}, "00-20")
    laid = lay(Buildings(wanting={"S": point_at(1_000)}, lit={}), network, GROUND)

    assert laid.stretches == ()
    assert laid.least_to("S") is None and not laid.in_reach("S")


def test_beyond_the_longest_trench_a_building_is_out_of_reach(point_at: PointAt) -> None:
    """The distance is known, so that the reason can be told."""
    network = a_network(point_at, {"P": point_at(0)}, "00-90")
    buildings = Buildings(wanting={"S": point_at(9_000)}, lit={})
    laid = lay(buildings, network, replace(GROUND, longest_m=8_999))

    assert laid.least_to("S") == 9_000
    assert not laid.in_reach("S")


def test_a_chain_of_roads_becomes_one_trench(point_at: PointAt) -> None:
    """Three road edges in a row with nothing on the way are one decision of 3,000 m."""
    network = a_network(point_at, {"P": point_at(0)}, "00-10", "10-20", "20-30")
    buildings = Buildings(wanting={"S": point_at(3_000)}, lit={})
    kept = prune(
        lay(buildings, network, replace(GROUND, mesh_reach_m=0)).stretches, [premises("S")]
    )

    assert lengths(kept) == {
        "root--road:00": 0,
        "road:00--road:30": 3_000,
        "road:30--premises:S": 0,
    }
    assert len(next(s for s in kept if s.kind == TRENCH).coordinates) == 4


def test_a_trench_says_which_roads_it_follows(point_at: PointAt) -> None:
    """Chains and cuts keep the metres of each class; from the tap on at 500 m nothing counts."""
    classes = {"00-10": "primary", "10-20": (("primary", 300), ("track", 700))}
    network = a_network(point_at, {"P": point_at(0)}, "00-10", "10-20", classes=classes)
    buildings = Buildings(wanting={"S": point_at(1_500, 100)}, lit={})
    ground = replace(GROUND, mesh_reach_m=0)
    kept = prune(lay(buildings, network, ground).stretches, [premises("S")])
    (trench,) = [s for s in kept if s.kind == TRENCH]

    assert trench.length_m == 1_500
    assert sorted(trench.classes) == [("primary", 300), ("primary", 1_000), ("track", 200)]


def test_an_extra_of_a_road_keeps_the_longer_way(point_at: PointAt) -> None:
    """A way of 1 + 3 km beside a road of 2 is kept where the road costs twice as much a metre."""
    lines = ("00-20", "00-01", "01-20")
    network = a_network(point_at, {"P": point_at(0)}, *lines, classes={"00-20": "rocky"})
    buildings = Buildings(wanting={"S": point_at(2_000)}, lit={})
    ground = replace(GROUND, mesh_reach_m=0)

    def kept(extra: int) -> set[str]:
        on = replace(ground, extra={"rocky": Fraction(extra)})
        return set(lengths(prune(lay(buildings, network, on).stretches, [premises("S")])))

    assert {i for i in kept(0) if i.startswith("road") and "S" not in i} == {"road:00--road:20"}
    assert len(kept(2)) > len(kept(0))
    on = replace(ground, extra={"rocky": Fraction(1, 3)})
    assert on.worth_m(2_000, (("rocky", 100), ("", 1_900))) == 2_034
    assert ground.worth_m(2_000, (("rocky", 100),)) == 2_000


def test_the_order_of_buildings_moves_no_trench(point_at: PointAt) -> None:
    """Meshes of near buildings are the same however the sites are listed."""
    network = a_network(point_at, {"P": point_at(0)}, "00-20")
    points = {f"S{n}": point_at(400 * n, 300 + 70 * (n % 3)) for n in range(6)}
    ahead = lay(Buildings(wanting=points, lit={}), network, GROUND)
    back = lay(Buildings(wanting=dict(reversed(points.items())), lit={}), network, GROUND)

    assert len(ahead.stretches) > 12
    assert ahead == back


def test_a_dearer_drop_keeps_stretches_that_metres_alone_would_drop(point_at: PointAt) -> None:
    """Where a metre of drop costs three of trench, a longer trench may still be the cheaper way."""
    network = a_network(point_at, {"P": point_at(0)}, "00-10")
    buildings = Buildings(wanting={"S": point_at(500, 400), "T": point_at(500, -500)}, lit={})
    cheap = lay(buildings, network, GROUND)
    dear = lay(buildings, network, replace(GROUND, dearest_over_trench=Fraction(3)))

    assert {s.id for s in cheap.stretches} < {s.id for s in dear.stretches}


# --- the law: pruning never makes any choice of buildings dearer -------------------------------


def on_rock(
    network: Network, ground: Ground, point_at: PointAt, extra: int
) -> tuple[Network, Ground]:
    """Return a network with rock east of 700 m and a river at 400 m, and what both cost more."""
    rock = Soil(soil_class="rock", geometry=shapely.box(point_at(700)[0], -90, 180, 90))
    river = River(name="Tuul", coordinates=(point_at(400, -2_000), point_at(400, 2_000)))
    costs = {"rock": Fraction(extra)}
    dear = replace(ground, soil_extra=costs, crossing_extra=Fraction(150 * extra))
    return replace(network, soils=(rock,), rivers=(river,)), dear


@settings(
    deadline=None,
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    places(3),
    ROADS,
    st.sampled_from([0, 900]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0, 3]),
    st.sampled_from([0, 1, 4]),
)
def test_leaving_the_useless_out_costs_nothing(
    point_at: Any,
    drawn: list[tuple[int, int]],
    roads: list[str],
    pop_east: int,
    lit_first: bool,
    second_pop: bool,
    extra: int,
    rock: int,
) -> None:
    """For every choice of buildings the cheapest network is as cheap after pruning as before."""
    pops = {"P": point_at(pop_east)} | ({"Q": point_at(2_000)} if second_pop else {})
    network = a_network(
        point_at, pops, *roads, classes={"00-10": "track", "11-20": (("track", 900), ("", 1_100))}
    )
    points = {f"S{n}": point_at(*place) for n, place in enumerate(drawn)}
    lit = {"S0": points.pop("S0")} if lit_first else {}
    ground = replace(GROUND, mesh_neighbours=1, extra={"track": Fraction(extra)} if extra else {})
    if rock:
        network, ground = on_rock(network, ground, point_at, rock)
    every = all_stretches(Buildings(wanting=points, lit=lit), network, ground)
    if len([s for s in every if s.length_m]) > 13:
        return

    def worth(stretch: Stretch) -> int:  # extras of roads, soils and rivers count as metres
        return int(ground.worth_m(stretch.length_m, stretch.classes, stretch.dug))

    kept = useful(every, least_lengths(ROOT, directed(every)), ground)
    nodes = [premises(i) for i in points]
    small = prune(kept, nodes)
    for count in range(1, len(nodes) + 1):
        for wanted in combinations(nodes, count):
            best = cheapest(every, wanted, worth)
            assert cheapest(small, wanted, worth) == best
