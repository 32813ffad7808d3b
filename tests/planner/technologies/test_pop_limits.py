"""PoPs carry so much for new links: ports and backhaul, by whatever way links enter there."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import networkx as nx
import pytest

from inventory.prices.catalogue import Role, Timing
from optimizers import verify
from optimizers.result import Result
from optimizers.solve import solve
from planner.audit.verify_run import _limit_differences
from planner.candidates.candidate import Candidate
from planner.candidates.present_value import capex_of, opex_of
from planner.model.build import Model, build_problem
from planner.model.limit_meanings import LimitKind
from planner.offers.build import build_offers
from planner.plan.limit_uses import limit_uses
from planner.plan.links import built_links
from planner.scenario.settings import Demand
from sites.network import Network, Pop, Span
from sites.site import LinkToday, LinkType, SiteKind, Users

ALL = ("upgrade", "neighbour", "fibre", "microwave", "leo", "geo", "content", "cellular")


def only(technology: str) -> dict[str, dict[str, bool]]:
    """Return technologies of which one is in use."""
    return {name: {"enabled": False} for name in ALL if name != technology}


@pytest.fixture
def libraries(three_villages: Any, make_site: Any, point_at: Any) -> Callable[..., Any]:
    """Return five libraries along a road of 2 km that begins at the PoP A, in reach of fibre alone.

    `b` are the limits of a second PoP at the end of the road; without them there is none.
    """
    sites = tuple(
        make_site(
            f"L{n}", SiteKind.LIBRARY, 300 + 350 * n, 40,
            users=Users(visitors_per_day=40.0 + 10 * n), link=LinkToday(type=LinkType.NONE),
        )
        for n in range(5)
    )  # fmt: skip
    roads: nx.Graph[str] = nx.Graph()
    for name, east in (("p", 0), ("q", 2_000)):
        longitude, latitude = point_at(east)
        roads.add_node(name, longitude=longitude, latitude=latitude)
    roads.add_edge("p", "q", length_m=2_000, coordinates=(point_at(0), point_at(2_000)))

    def a_pop(name: str, east: float, limits: dict[str, Any]) -> Pop:
        longitude, latitude = point_at(east)
        return Pop(id=name, name=name, longitude=longitude, latitude=latitude, **limits)

    def world(b: dict[str, Any] | None = None, few: int = 5, **a: Any) -> Any:
        pops = (a_pop("A", 0, a), *(() if b is None else (a_pop("B", 2_000, b),)))
        return three_villages.changed(
            sites=sites[:few], network=Network(pops=pops, roads=roads)
        ).with_policy(technologies=only("fibre"), demand=Demand(hours_per_visit=2.0))

    return world


def planned(world: Any) -> tuple[Model, Result, list[Candidate]]:
    """Return the best plan of a world; its certificate holds, and an audit repeats its limits."""
    model = build_problem(world, build_offers(world))
    result = solve(model.problem)
    chosen = result.chosen or ()
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    subjects = (model.arcs[a].subject for a in chosen)
    return model, result, [c for c in subjects if isinstance(c, Candidate)]


def uses(model: Model, result: Result) -> dict[str, tuple[int, int | None, bool]]:
    """Return how far the limits of PoPs are used: used, at most, binding."""
    found = [u for u in limit_uses(model, result) if u.id.startswith("load:")]
    assert all(u.meaning is not None and u.meaning.kind is LimitKind.LOAD for u in found)
    return {u.id: (u.used, u.upper, u.binding) for u in found}


def test_a_pop_that_states_nothing_is_like_all_lit_fibre(libraries: Any) -> None:
    """Without ports and backhaul no problem has a node, a quantity or a capacity of a PoP."""
    model, result, links = planned(libraries())

    assert len(links) == 5
    assert not any(node.startswith("pop:") for node in model.problem.node_ids)
    assert not model.problem.capacities and not uses(model, result)
    assert {"pop_links", "hop_mbps"}.isdisjoint(model.problem.quantities)


@pytest.mark.parametrize(("ports", "served"), [(0, 0), (1, 1), (3, 3), (9, 5)])
def test_each_link_behind_a_pop_takes_a_port(libraries: Any, ports: int, served: int) -> None:
    """Trenches are shared by all; a port is taken by each link at the end of them."""
    model, result, links = planned(libraries(ports=ports))

    assert len(links) == served
    assert uses(model, result) == {"load:pop_links:A": (served, ports, served < 5)}


def test_backhaul_is_shared_by_all_links_behind_a_pop(libraries: Any) -> None:
    """A quarter of 260 Mbps is 65: what all links deliver together stays within it."""
    model, result, links = planned(libraries(backhaul_mbps=263.0))
    used = sum(math.ceil(c.delivered_mbps) for c in links)

    assert uses(model, result) == {"load:pop_mbps:A": (used, 65, True)}
    assert 45 < used <= 65


def test_links_of_today_hold_their_ports(libraries: Any) -> None:
    """One library is on fibre from the PoP: of three ports two are left."""
    world = libraries(ports=3)
    fibre = LinkToday(type=LinkType.FIBRE, measured_mbps=100.0)
    world = world.changed(sites=(*world.sites[:4], replace(world.sites[4], link=fibre)))
    model, _, _ = planned(world)
    (capacity,) = model.problem.capacities

    assert capacity.upper == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"ports": 1}, {"ports": 2}),
        ({"ports": 2, "backhaul_mbps": 160.0}, {"backhaul_mbps": 100.0}),
        ({"backhaul_mbps": 90.0}, {"ports": 1}),
        ({"ports": 1}, {}),
    ],
)
def test_plans_with_two_pops_are_the_best_there_are(
    libraries: Any, a: dict[str, Any], b: dict[str, Any]
) -> None:
    """Trying every PoP and contract of every library finds no more benefit than the plan has."""
    world = libraries(b=b, few=4, **a)
    found: dict[str, list[tuple[int, int]]] = {}
    for c in build_offers(world).candidates:
        found.setdefault(c.site_id, []).append((c.benefit, math.ceil(c.delivered_mbps)))
    ways = [[(0, 0, ""), *((w, m, p) for w, m in of for p in "AB")] for of in found.values()]

    def fits(plan: tuple[tuple[int, int, str], ...]) -> bool:
        for name, limits in (("A", a), ("B", b)):
            behind = [m for _, m, pop in plan if pop == name]
            mbps = limits.get("backhaul_mbps", 9_999.0) // 4
            if len(behind) > limits.get("ports", 9) or sum(behind) > mbps:
                return False
        return True

    best = max(sum(w for w, _, _ in plan) for plan in product(*ways) if fits(plan))
    _, _, links = planned(world)

    assert len(found) == 4
    assert sum(c.benefit for c in links) == best


def test_a_hop_and_a_trench_take_ports_of_one_pop(libraries: Any, three_villages: Any) -> None:
    """Where only radio is on sale, hops from the PoP take its ports as trenches do."""
    world = libraries(ports=2).with_policy(technologies=only("microwave"))
    model, result, links = planned(world)

    assert {c.from_node for c in links} == {"pop:A"}
    assert uses(model, result)["load:pop_links:A"] == (2, 2, True)


def test_hops_over_masts_count_at_the_pop_that_they_start_from(
    three_villages: Any, make_item: Any
) -> None:
    """A bagh school 62 km away is reached over a mast; without a port at the PoP it is not."""
    network = replace(three_villages.network, towers=())
    (pop,) = network.pops
    mast = make_item("MAST", Role.MAST, 100, link_type="microwave")
    catalogue = three_villages.catalogue
    sites = tuple(s for s in three_villages.sites if s.id == "B1")

    def served(ports: int) -> int:
        world = three_villages.changed(
            network=replace(network, pops=(replace(pop, ports=ports),)),
            catalogue=replace(catalogue, items=(*catalogue.items, mast)),
            sites=sites,
        ).with_policy(technologies=only("microwave"))
        model, _, links = planned(world)
        assert any(arc.tail == "pop:PoP" for arc in model.arcs)
        return len(links)

    assert (served(1), served(0)) == (1, 0)


def test_a_splice_counts_at_the_nearer_pop_of_its_cable(libraries: Any, make_item: Any) -> None:
    """Libraries nearer to A take its one port; those nearer to B are not held up by it."""
    world = libraries(b={}, ports=1)
    a, b = world.network.pops
    ends = (a.longitude, a.latitude), (b.longitude, b.latitude)
    cable = Span(id="F", medium="fibre", coordinates=ends, pop_ends=("A", "B"))
    items = (*world.catalogue.items, make_item("SPLICE", Role.SPLICE, 1))
    world = world.changed(
        network=Network(pops=(a, b), spans=(cable,)),
        catalogue=replace(world.catalogue, items=items),
    )
    model, result, links = planned(world)
    starts = {arc.tail for arc in model.arcs if arc.kind == "asset" and arc.head.startswith("tap:")}

    assert starts == {"pop:A", "root"}
    assert uses(model, result)["load:pop_links:A"][:2] == (1, 1)
    assert len(links) == 5  # the others are led to over the splices that B feeds
    built = built_links(world, model, result.chosen or ())
    assert {link.kind for link in built} >= {"splice"}


def test_an_audit_finds_a_wrong_use_of_a_pop(libraries: Any) -> None:
    """What a plan says of a PoP is repeated from the problem and the chosen arcs alone."""
    model, result, _ = planned(libraries(ports=3))
    chosen = result.chosen or ()
    limits = limit_uses(model, result)

    class Told:
        """A plan as far as the audit of limits looks at it."""

        def __init__(self, told: tuple[Any, ...]) -> None:
            self.limits, self.funds = told, ()

    right: Any = Told(limits)
    wrong: Any = Told(tuple(replace(u, used=u.used + 1) if "pop" in u.id else u for u in limits))
    assert list(_limit_differences(right, model.problem, chosen, ())) == []
    (told,) = _limit_differences(wrong, model.problem, chosen, ())
    assert "load:pop_links:A" in str(told)


# --- upgrades ------------------------------------------------------------------------------------

CARD = 20_000


def with_cards(world: Any, make_item: Any, *cards: dict[str, Any]) -> Any:
    """Return a world that sells upgrades of PoPs."""
    made = (make_item(f"CARD{n}", Role.POP_UPGRADE, CARD * n, **c) for n, c in enumerate(cards, 1))
    items = (*world.catalogue.items, *made)
    return world.changed(catalogue=replace(world.catalogue, items=items))


def test_an_upgrade_of_a_pop_serves_everyone_behind_it(libraries: Any, make_item: Any) -> None:
    """Two ports more are bought once; the limit of the plan is the one of the upgrade."""
    world = with_cards(libraries(ports=1), make_item, {"ports": 2})
    model, result, links = planned(world)
    built = [
        link for link in built_links(world, model, result.chosen or ())
        if link.kind == "pop_upgrade"
    ]  # fmt: skip

    assert len(links) == 3
    assert [(b.id, len(b.serves)) for b in built] == [("pop_upgrade:A/CARD1", 3)]
    assert uses(model, result) == {"load:pop_links:A": (3, 3, True)}


def test_an_upgrade_is_bought_where_it_is_worth_its_price(libraries: Any, make_item: Any) -> None:
    """With no money for it the PoP stays as it is, with its own limit."""
    world = with_cards(libraries(ports=1), make_item, {"ports": 2})
    world = world.with_policy(
        limits=world.scenario.limits.model_copy(update={"capex_minor": CARD - 1})
    )
    model, result, links = planned(world)

    assert len(links) == 1
    assert uses(model, result)["load:pop_links:A"][:2] == (1, 1)


def test_a_dearer_upgrade_is_on_offer_where_it_carries_more(libraries: Any, make_item: Any) -> None:
    """Ports and Mbps count each by itself; what carries no more of either is not offered."""
    cards = ({"ports": 2}, {"ports": 1, "mbps": 40.0}, {"ports": 2, "mbps": 40.0}, {"mbps": 400.0})
    world = with_cards(libraries(ports=1, backhaul_mbps=40.0), make_item, *cards)
    found = {a.id: a for a in build_offers(world).assets if a.to_node == "pop:A"}

    assert {i: (a.carried_links, a.carried_mbps) for i, a in found.items()} == {
        "pop:A": (1, 10),
        "pop_upgrade:A/CARD1": (3, 10),
        "pop_upgrade:A/CARD2": (2, 20),
        "pop_upgrade:A/CARD4": (1, 110),
    }


def test_a_limit_that_nobody_states_stays_unlooked_at(libraries: Any, make_item: Any) -> None:
    """An upgrade of a PoP whose backhaul is not known adds ports alone; without limits none."""
    card = {"ports": 2, "mbps": 40.0}
    found = build_offers(with_cards(libraries(ports=1), make_item, card)).assets
    (upgrade,) = [a for a in found if a.kind == "pop_upgrade"]
    free = build_offers(with_cards(libraries(), make_item, card)).assets

    assert (upgrade.carried_links, upgrade.carried_mbps) == (3, None)
    assert [a for a in free if a.kind == "pop_upgrade"] == []


def test_an_upgrade_may_be_leased_by_the_year(libraries: Any, make_item: Any) -> None:
    """A yearly price is no one-time price: both are on offer, and the lease is a yearly cost."""
    leased = {"ports": 2, "timing": Timing.PER_YEAR}
    world = with_cards(libraries(ports=1), make_item, {"ports": 2}, leased)
    world = world.with_policy(
        technologies={**world.scenario.technologies, "fibre": {"upkeep_payer": "ministry"}}
    )
    assets = [a for a in build_offers(world).assets if a.kind == "pop_upgrade"]
    (lease,) = [a for a in assets if a.id.endswith("CARD2")]

    assert len(assets) == 2
    assert capex_of(lease.lines) == 0
    assert opex_of(lease.lines) == 2 * CARD
    assert lease.lines[0].payer == "ministry"
