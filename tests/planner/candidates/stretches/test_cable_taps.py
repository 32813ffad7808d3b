"""Where a lit cable may be tapped, and what of that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
import shapely
import tried_trenches
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tried_trenches import ROADS, cheapest, places

from planner.candidates.nodes import ROOT, TapPlace, is_tap, premises, tap
from planner.candidates.stretches.cable_taps import thinned
from planner.candidates.stretches.prune import prune
from planner.candidates.stretches.stretch import (
    DROP,
    EXISTING,
    SPLICE,
    TRENCH,
    Buildings,
    Ground,
    Stretch,
    directed,
)
from planner.candidates.trenches import Trenches, all_stretches, lay, useful
from sites.distance import least_lengths
from sites.network import Network, Pop, River, Soil, Span

PointAt = Callable[..., tuple[float, float]]
SPLICE_M = 100  # metres that a splice is worth

GROUND = replace(tried_trenches.GROUND, road_reach_m=3_000, mesh_neighbours=0, splice_m=SPLICE_M)


def a_network(
    point_at: PointAt,
    cables: dict[str, list[tuple[float, float]]],
    *roads: str,
    pops: dict[str, tuple[float, float]] | None = None,
    **more: Any,
) -> Network:
    """Return roads between places of a grid of kilometres ("00-10" is a kilometre east), cables."""
    graph: nx.Graph[str] = nx.Graph()
    for line in roads:
        start, end = line.split("-")
        for name in (start, end):
            longitude, latitude = point_at(int(name[0]) * 1_000, int(name[1]) * 1_000)
            graph.add_node(name, longitude=longitude, latitude=latitude)
        length_m = 1_000 * (abs(int(start[0]) - int(end[0])) + abs(int(start[1]) - int(end[1])))
        graph.add_edge(start, end, length_m=length_m)
    return Network(
        roads=graph,
        pops=tuple(
            Pop(id=i, name=i, longitude=x, latitude=y) for i, (x, y) in (pops or {}).items()
        ),
        spans=tuple(
            Span(id=i, medium="fibre", coordinates=tuple(line), **more)
            for i, line in cables.items()
        ),
    )


def kept_of(laid: Trenches, *sites: str) -> dict[str, tuple[str, int]]:
    """Return kind and metres of every stretch that leads to some sites."""
    kept = prune(laid.stretches, [premises(s) for s in sites])
    return {s.id: (s.kind, s.length_m) for s in kept}


def test_a_cable_that_passes_a_building_is_spliced_and_a_drop_led_to_it(
    point_at: PointAt,
) -> None:
    """300 m from a cable of 9 km, 4 km from its start, without any road or PoP near."""
    network = a_network(point_at, {"F1": [point_at(0), point_at(9_000)]})
    laid = lay(Buildings(wanting={"S": point_at(4_000, 300)}, lit={}), network, GROUND)

    assert kept_of(laid, "S") == {
        "root--tap:F1@4000": (SPLICE, 0),
        "tap:F1@4000--premises:S": (DROP, 300),
    }
    assert laid.least_to("S") == 300 and laid.in_reach("S")


def test_without_a_splice_on_sale_no_cable_is_tapped(point_at: PointAt) -> None:
    """The same school is then out of reach."""
    network = a_network(point_at, {"F1": [point_at(0), point_at(9_000)]})
    buildings = Buildings(wanting={"S": point_at(4_000, 300)}, lit={})

    assert lay(buildings, network, replace(GROUND, splice_m=None)).least_to("S") is None


@pytest.mark.parametrize(("spare", "least"), [(None, 300), (2, 300), (1, None), (0, None)])
def test_a_cable_without_free_fibres_is_not_tapped(
    point_at: PointAt, spare: int | None, least: int | None
) -> None:
    """A splice takes a pair; where nobody counts the free fibres, nobody is refused for them."""
    line = {"F1": [point_at(0), point_at(9_000)]}
    network = a_network(point_at, line, spare_fibres=spare)
    buildings = Buildings(wanting={"S": point_at(4_000, 300)}, lit={})

    laid = lay(buildings, network, replace(GROUND, splice_fibres=2))
    assert laid.least_to("S") == least


@pytest.mark.parametrize(
    ("ends", "reach_m", "least"),
    [
        (("W",), 4_100, 300),  # 4 km from the PoP in the west
        (("W",), 3_900, None),
        (("E",), 4_900, None),  # 5 km from that in the east
        (("E",), 5_100, 300),
        (("W", "E"), 4_100, 300),
        ((), 4_100, 300),  # no PoP of the table: it is lit from either end
        ((), 3_900, None),
    ],
)
def test_light_reaches_so_far_along_a_cable(
    point_at: PointAt, ends: tuple[str, ...], reach_m: float, least: int | None
) -> None:
    """A splice farther from the PoPs at the ends of a cable than optics reach is none."""
    pops = {"W": point_at(0, -50), "E": point_at(9_000, 50)}
    line = {"F1": [point_at(0), point_at(9_000)]}
    network = a_network(point_at, line, pops=pops, pop_ends=ends)
    buildings = Buildings(wanting={"S": point_at(4_000, 300)}, lit={})
    ground = replace(GROUND, mesh_reach_m=1_000, road_reach_m=0, optical_reach_m=reach_m)

    assert lay(buildings, network, ground).least_to("S") == least


def test_only_lit_fibre_whose_owner_lets_it_is_tapped(point_at: PointAt) -> None:
    """Planned spans, radio, a refusal, and cables between PoPs that fibre cannot start from."""
    line = {"F1": [point_at(0), point_at(9_000)]}
    buildings = Buildings(wanting={"S": point_at(4_000, 300)}, lit={})
    pops = {"P": point_at(0, 9_000)}

    def least(**more: Any) -> int | None:
        network = a_network(point_at, line, pops=pops, **more)
        return lay(buildings, network, GROUND).least_to("S")

    assert least() == 300
    assert least(pop_ends=("P",)) == least(pop_ends=("P", "closed")) == 300
    assert least(is_lit=False) is None
    assert least(tap_allowed=False) is None
    assert least(pop_ends=("closed",)) is None
    radio = a_network(point_at, line, pops=pops)
    radio = replace(radio, spans=tuple(replace(s, medium="microwave") for s in radio.spans))
    assert lay(buildings, radio, GROUND).least_to("S") is None
    fed_by_radio = a_network(point_at, line, pops=pops, pop_ends=("P",))
    fed_by_radio = replace(
        fed_by_radio, pops=tuple(replace(p, medium="microwave") for p in fed_by_radio.pops)
    )
    assert lay(buildings, fed_by_radio, GROUND).least_to("S") is None


def test_a_road_that_crosses_a_cable_starts_there(point_at: PointAt) -> None:
    """The cable crosses the road 2,500 m before its end: the trench is that long, and no more."""
    cable = [point_at(2_500, -8_000), point_at(2_500, 8_000)]
    network = a_network(point_at, {"F1": cable}, "00-50")
    laid = lay(
        Buildings(wanting={"S": point_at(5_000, 100)}, lit={}),
        network,
        replace(GROUND, mesh_reach_m=0, detour=1.3),
    )

    assert kept_of(laid, "S") == {
        "root--tap:F1@8000": (SPLICE, 0),
        "tap:F1@8000--road:00~50@2500": (EXISTING, 0),
        "road:00~50@2500--road:50": (TRENCH, 2_500),
        "road:50--premises:S": (DROP, 130),
    }


def test_a_cable_beside_the_road_is_joined_at_the_building(point_at: PointAt) -> None:
    """The cable runs 200 m beside the road: 200 m to the road, 100 m to the building."""
    network = a_network(
        point_at, {"F1": [point_at(0, -200), point_at(9_000, -200)]}, "00-40", "40-90"
    )
    ground = replace(GROUND, mesh_reach_m=0)
    laid = lay(Buildings(wanting={"S": point_at(6_000, 100)}, lit={}), network, ground)

    assert laid.least_to("S") == 300
    assert kept_of(laid, "S")["tap:F1@6000--road:40~90@2000"] == (TRENCH, 200)


def test_two_buildings_share_one_splice(point_at: PointAt) -> None:
    """Both leave the cable at one place, which is a node of the graph as a junction is."""
    network = a_network(point_at, {"F1": [point_at(0), point_at(4_000)]})
    buildings = Buildings(wanting={"N": point_at(2_000, 300), "S": point_at(2_000, -400)}, lit={})
    kept = kept_of(lay(buildings, network, GROUND), "N", "S")

    assert [i for i, (kind, _) in kept.items() if kind == SPLICE] == ["root--tap:F1@2000"]
    assert kept["tap:F1@2000--premises:N"] == (DROP, 300)
    assert kept["tap:F1@2000--premises:S"] == (DROP, 400)


def test_a_building_on_the_soum_centre_has_its_least_metres(point_at: PointAt) -> None:
    """A vague building is not free because its soum centre lies on the cable."""
    network = a_network(point_at, {"F1": [point_at(0), point_at(4_000)]})
    buildings = Buildings(wanting={"S": point_at(2_000)}, lit={}, unsurveyed=frozenset({"S"}))
    assert lay(buildings, network, GROUND).least_to("S") == 500


def test_a_pop_that_costs_no_more_leaves_no_tap(point_at: PointAt) -> None:
    """At the PoP on the road nobody splices; 60 m on the optimizer weighs splice against metres."""
    network = a_network(
        point_at, {"F1": [point_at(0), point_at(4_000)]}, "00-40", pops={"P": point_at(0)}
    )
    ground = replace(GROUND, mesh_reach_m=0)

    def taps(east: int) -> list[str]:
        laid = lay(Buildings(wanting={"S": point_at(east, 50)}, lit={}), network, ground)
        return [i for i, (kind, _) in kept_of(laid, "S").items() if kind == SPLICE]

    assert taps(0) == []
    assert taps(60) == ["root--tap:F1@60"]  # dearer than 60 m once, cheaper in yearly upkeep


def test_a_junction_amid_a_road_along_the_cable_has_no_tap(point_at: PointAt) -> None:
    """Of five junctions along a cable only those that roads leave at keep theirs."""
    along = ["00-10", "10-20", "20-30", "30-40"]
    network = a_network(point_at, {"F1": [point_at(0), point_at(4_000)]}, *along, "20-29", "40-49")
    ground = replace(GROUND, mesh_reach_m=0, road_reach_m=400, splice_m=5_000)
    buildings = Buildings(
        wanting={"A": point_at(2_000, 9_000), "B": point_at(4_000, 9_000)}, lit={}
    )
    every = all_stretches(buildings, network, ground)
    least = least_lengths(ROOT, directed(every))
    before = [s for s in every if is_tap(s.from_node)]
    after = [s for s in thinned(every, least) if is_tap(s.from_node)]

    assert {s.to_node for s in before} >= {f"road:{n}0" for n in range(5)}
    assert {s.to_node for s in after if s.to_node in {f"road:{n}0" for n in range(5)}} == {
        "road:20",
        "road:40",
    }


def test_a_name_of_a_place_on_a_cable_is_read_back() -> None:
    """Codes of spans may hold colons and at-signs."""
    place = TapPlace(span_id="MN:F@1", along_m=69_786)
    assert tap(place) == "tap:MN:F@1@69786"
    assert is_tap(tap(place)) and not is_tap("road:tap:1")
    assert TapPlace.of("MN:F@1@69786") == place
    assert TapPlace.of("nowhere") is None


# --- the law: what is left out never makes any choice of buildings dearer ----------------------


def worth(stretch: Stretch, ground: Ground = GROUND) -> int:
    """Return what a stretch is worth in metres: splices, and extras of soils and rivers, too."""
    if stretch.kind == SPLICE:
        return SPLICE_M
    return ground.worth_m(stretch.length_m, stretch.classes, stretch.dug)


CABLES = st.sampled_from(
    [
        ((-500, -400), (2_500, -400)),
        ((-500, 0), (2_500, 0)),
        ((700, -2_000), (700, 2_000)),
        ((1_000, 0), (1_000, 3_000)),
        ((-500, -50), (2_500, 100)),
    ]
)


@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(places(2), ROADS, CABLES, st.booleans(), st.booleans(), st.sampled_from([0, 1, 4]))
def test_leaving_the_useless_out_costs_nothing(
    point_at: Any,
    drawn: list[tuple[int, int]],
    roads: list[str],
    cable: tuple[tuple[int, int], tuple[int, int]],
    pop: bool,
    lit_first: bool,
    rock: int,
) -> None:
    """For every choice of buildings the cheapest network is as cheap after pruning as before."""
    pops = {"P": point_at(0)} if pop else {}
    network = a_network(point_at, {"F": [point_at(*end) for end in cable]}, *roads, pops=pops)
    points = {f"S{n}": point_at(*place) for n, place in enumerate(drawn)}
    lit = {"S0": points.pop("S0")} if lit_first else {}
    ground = replace(GROUND, mesh_neighbours=1)
    if rock:
        soil = Soil(soil_class="rock", geometry=shapely.box(point_at(700)[0], -90, 180, 90))
        river = River(name="Tuul", coordinates=(point_at(400, -900), point_at(400, 900)))
        network = replace(network, soils=(soil,), rivers=(river,))
        costs, crossing = {"rock": Fraction(rock)}, Fraction(150 * rock)
        ground = replace(ground, soil_extra=costs, crossing_extra=crossing)
    every = all_stretches(Buildings(wanting=points, lit=lit), network, ground)
    if len([s for s in every if s.length_m or s.kind == SPLICE]) > 13:
        return
    dear = partial(worth, ground=ground)
    kept = useful(every, least_lengths(ROOT, directed(every)), ground)
    nodes = [premises(i) for i in points]
    small = prune(kept, nodes)
    for count in range(1, len(nodes) + 1):
        for wanted in combinations(nodes, count):
            assert cheapest(small, wanted, dear) == cheapest(every, wanted, dear)


def test_a_cheap_drop_from_the_cable_outlives_a_shorter_trench(point_at: PointAt) -> None:
    """Where a metre of trench costs three of drop, 400 m of drop are not wasteful beside 300."""
    network = a_network(
        point_at,
        {"F1": [point_at(0, 400), point_at(4_000, 400)]},
        pops={"P": point_at(2_000, -300)},
    )
    buildings = Buildings(wanting={"S": point_at(2_000)}, lit={})
    dear = replace(GROUND, dearest_over_drop=Fraction(3), splice_m=1)

    assert not any(s.kind == DROP for s in lay(buildings, network, GROUND).stretches)
    assert any(s.kind == DROP for s in lay(buildings, network, dear).stretches)
