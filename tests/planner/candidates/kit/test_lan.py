"""What brings a link to people: bundled with links, counted once, bought once."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.prices.catalogue import Role
from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import INSIDE, Candidate, Offers, Reason
from planner.candidates.kit.lan import has_way_inside, missing_from_catalogue
from planner.model.arcs import ArcKind, inside_id, keep_id
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.scenario.inputs import Inputs
from sites.site import Equipment, LinkToday, LinkType, Users

NOTHING = Equipment(
    computers=0, computers_working=0, routers=0, access_points=0, lan=False, ups=True
)
COPPER = LinkToday(type=LinkType.COPPER, contract_mbps=10, measured_mbps=5)


def empty(world: Any, site_id: str = "L1", **more: Any) -> Any:
    """Return the world with one site that has neither router, access point nor LAN."""
    return world.with_site(site_id, equipment=NOTHING, **more)


def option(offers: Offers, site_id: str, technology: str) -> Candidate:
    """Return the first option of a technology at a site."""
    return next(c for c in offers.candidates if (c.site_id, c.technology) == (site_id, technology))


def quantities(lines: Any) -> dict[str, int]:
    """Return units by SKU."""
    return {line.sku: line.quantity for line in lines}


def test_a_link_brings_its_way_inside(three_villages: Any) -> None:
    """L1 has 20 visitors at once and nothing inside: a router of 60, one access point of 40."""
    before, after = (build_offers(w) for w in (three_villages, empty(three_villages)))
    was, now = option(before, "L1", "leo"), option(after, "L1", "leo")

    assert now.lines == (*was.lines, *now.lines[len(was.lines) :])
    assert quantities(now.lines[len(was.lines) :]) == {"ROUTER": 1, "WAP": 1}
    assert sum(x.amount_minor for x in now.lines) - sum(x.amount_minor for x in was.lines) == 100
    assert now.note is not None
    assert now.note.en == "with what brings it to people: 1 x ROUTER, 1 x WAP"


def test_one_access_point_serves_so_many_people_as_the_standard_says(three_villages: Any) -> None:
    """S1 has 220 people at once and a point for 60 of them: four, though its rooms ask for four."""
    offers = build_offers(empty(three_villages, "S1"))

    assert quantities(option(offers, "S1", "leo").lines)["WAP"] == 4
    assert [quantities(k.lines) for k in offers.kit if (k.site_id, k.chain) == ("S1", "lan")] == [
        {"CABLE": 16, "SWITCH": 1}
    ]


def test_a_school_without_rooms_is_sold_no_cables(three_villages: Any) -> None:
    """Where the inventory counts 0 rooms there is nothing to cable."""
    users = Users(students=400, shifts=2, staff=20, rooms=0)
    offers = build_offers(empty(three_villages, "S1", users=users))

    bought = [quantities(k.lines) for k in offers.kit if (k.site_id, k.chain) == ("S1", "lan")]
    assert not any("CABLE" in lines for lines in bought)


def test_the_lan_costs_what_is_missing_beside_the_way_inside(three_villages: Any) -> None:
    """S1 with 40 rooms needs ten points: four come with the link, six and no router with the LAN.

    Points are worth half of the LAN share (12,600 thousandths), in proportion: 2,520 and 3,780.
    """
    users = Users(students=400, shifts=2, staff=20, rooms=40)
    world = empty(three_villages, "S1", users=users)
    without = build_offers(world.with_policy(allow_links_without_way_inside=True))
    offers = build_offers(world)
    lan = next(k for k in offers.kit if (k.site_id, k.chain) == ("S1", "lan"))
    whole = next(k for k in without.kit if (k.site_id, k.chain) == ("S1", "lan"))

    assert quantities(lan.lines) == {"CABLE": 40, "SWITCH": 3, "WAP": 6}
    assert quantities(whole.lines) == {"CABLE": 40, "SWITCH": 3, "WAP": 10, "ROUTER": 1}
    assert (whole.benefit, lan.benefit) == (12_600, 6_300 + 3_780)
    gain = option(offers, "S1", "leo").benefit - option(without, "S1", "leo").benefit
    assert gain == 2_520


def test_what_is_there_and_works_is_enough(three_villages: Any) -> None:
    """A router, an access point or a LAN alone is a way inside: nothing is added to a link."""
    for has in ({"routers": 1}, {"access_points": 1}, {"lan": True}):
        world = three_villages.with_site("L1", equipment=replace(NOTHING, **has))

        assert "ROUTER" not in quantities(option(build_offers(world), "L1", "leo").lines)


@pytest.mark.parametrize(
    ("link", "equipment", "has"),
    [
        (COPPER, Equipment(), True),  # a link in use must reach somebody somehow
        (COPPER, Equipment(routers=0), False),
        (COPPER, Equipment(lan=False), False),
        (LinkToday(type=LinkType.NONE), Equipment(), False),
        (LinkToday(connected=True), Equipment(), True),
        (LinkToday(connected=False), Equipment(), False),
        (LinkToday(), Equipment(access_points=1), True),
    ],
)
def test_silence_counts_for_a_link_in_use(
    three_villages: Any, link: LinkToday, equipment: Equipment, *, has: bool
) -> None:
    """Silence about everything is a way inside where a link is in use; a zero is believed."""
    site = replace(three_villages.sites[0], link=link, equipment=equipment)

    assert has_way_inside(site) is has


def test_a_content_server_has_wifi_of_its_own(three_villages: Any) -> None:
    """The server reaches people without a router of the site."""
    server = option(build_offers(empty(three_villages)), "L1", "content")

    assert quantities(server.lines) == {"SERVER": 1, "VISITS": 1}


def test_what_the_way_inside_needs_is_powered(three_villages: Any, make_item: Any) -> None:
    """At B1 a terminal of 75 W takes two kits of 50 W; with a router of 30 W it takes three."""
    items = [i for i in three_villages.catalogue.items if i.role is not Role.ROUTER]
    router = make_item("ROUTER", Role.ROUTER, 60, power_w=30.0)
    world = three_villages.changed(
        catalogue=replace(three_villages.catalogue, items=(*items, router))
    )
    before, after = (option(build_offers(w), "B1", "leo") for w in (world, empty(world, "B1")))

    assert (quantities(before.lines)["SOLAR"], quantities(after.lines)["SOLAR"]) == (2, 3)


def test_without_access_points_on_sale_the_lan_is_the_way_inside(three_villages: Any) -> None:
    """L1 is cabled: one room for its 20 people, a switch and a router; no LAN step is left."""
    offers = build_offers(empty(three_villages).without_items(Role.ACCESS_POINT))

    bought = quantities(option(offers, "L1", "leo").lines)
    assert {sku: bought.get(sku) for sku in ("ROUTER", "SWITCH", "CABLE", "WAP")} == {
        "ROUTER": 1,
        "SWITCH": 1,
        "CABLE": 1,
        "WAP": None,
    }
    assert not [k for k in offers.kit if (k.site_id, k.chain) == ("L1", "lan")]


@pytest.mark.parametrize(
    ("roles", "lacking"),
    [
        ((Role.ROUTER,), "router"),
        ((Role.ACCESS_POINT, Role.SWITCH), "access point"),
        ((Role.ACCESS_POINT, Role.CABLING), "access point"),
    ],
)
def test_where_nothing_on_sale_brings_it_inside_a_link_is_refused(
    three_villages: Any, roles: tuple[Role, ...], lacking: str
) -> None:
    """Every link is refused with what the catalogue lacks; the server with its Wi-Fi is offered."""
    offers = build_offers(empty(three_villages).without_items(*roles))
    refused = {r.technology: r for r in offers.rejections if r.site_id == "L1"}

    assert refused["leo"].reason is Reason.NO_WAY_INSIDE
    assert refused["leo"].detail.en.endswith(f"not on sale: {lacking}")
    assert {c.technology for c in offers.candidates if c.site_id == "L1"} == {"content"}
    assert missing_from_catalogue(three_villages.without_items(*roles).catalogue) is not None
    assert missing_from_catalogue(three_villages.catalogue) is None


def test_where_neither_table_speaks_of_it_a_link_is_offered(three_villages: Any) -> None:
    """An inventory without equipment and a catalogue without routers refuse nothing."""
    world = three_villages.with_site("L1", equipment=Equipment())
    offers = build_offers(world.without_items(Role.ROUTER))

    assert "WAP" in quantities(option(build_offers(world), "L1", "leo").lines)
    assert "WAP" not in quantities(option(offers, "L1", "leo").lines)


def test_the_scenario_may_let_links_end_at_their_socket(three_villages: Any) -> None:
    """Switched off, offers are those of releases that did not ask."""
    world = empty(three_villages).with_policy(allow_links_without_way_inside=True)
    lines = quantities(option(build_offers(world), "L1", "leo").lines)

    assert "ROUTER" not in lines
    assert "WAP" not in lines


def test_a_present_link_may_be_brought_to_people(three_villages: Any) -> None:
    """S1 keeps its copper with or without a way inside: two arcs, one of which a plan may have."""
    world = empty(three_villages, "S1")
    offers = build_offers(world)
    step = next(k for k in offers.kit if k.chain == INSIDE)
    model = build_problem(_inputs(world), offers)
    arcs = {arc.id: arc for arc in model.arcs}
    keep, inside = arcs[keep_id("S1")], arcs[inside_id("S1")]

    assert (step.site_id, quantities(step.lines), step.benefit) == (
        "S1",
        {"ROUTER": 1, "WAP": 4},
        6_300,
    )
    assert (inside.kind, inside.tail, inside.head) == (ArcKind.KEEP, keep.tail, keep.head)
    assert (keep.benefit, inside.benefit) == (0, 6_300)
    assert (keep.lines, inside.lines) == ((), step.lines)
    assert inside.fee_per_year_minor == keep.fee_per_year_minor


def test_a_site_without_a_link_is_sold_no_way_inside_alone(three_villages: Any) -> None:
    """L1 has no link that could be brought to people."""
    offers = build_offers(empty(three_villages))

    assert not [k for k in offers.kit if k.chain == INSIDE]


def test_a_site_weighs_its_best_link_with_its_way_inside_once(three_villages: Any) -> None:
    """What S1 could gain counts the way inside once, in its best option."""
    offers = build_offers(empty(three_villages, "S1"))
    best = max(c.benefit for c in offers.candidates if c.site_id == "S1")
    packs = sum(k.benefit for k in offers.kit if k.site_id == "S1" and k.chain != INSIDE)

    assert attainable_benefit(offers)["S1"] == best + packs


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=examples(40),
    deadline=None,
)
@given(
    students=st.integers(1, 2_000),
    rooms=st.none() | st.integers(0, 120),
    each=st.sampled_from([1.0, 7.5, 60.0]),
    linked=st.booleans(),
    points=st.integers(0, 3),
    lan=st.booleans(),
)
def test_nothing_inside_is_bought_twice(
    three_villages: Any,
    *,
    students: int,
    rooms: int | None,
    each: float,
    linked: bool,
    points: int,
    lan: bool,
) -> None:
    """Whatever a plan enters service by, link and LAN have one router and the target's points.

    Together they are worth exactly the whole LAN share, and never more than it costs to buy all.
    """
    equipment = replace(NOTHING, access_points=points, lan=lan)
    standard = {
        kind: kept.model_copy(update={"users_per_access_point": each})
        for kind, kept in three_villages.scenario.standard.items()
    }
    world = three_villages.with_policy(standard=standard).with_site(
        "S1",
        equipment=equipment,
        users=Users(students=students, rooms=rooms),
        link=COPPER if linked else LinkToday(type=LinkType.NONE),
    )
    offers = build_offers(world)
    need = offers.needs["S1"]
    plain = build_offers(world.with_policy(allow_links_without_way_inside=True))
    bare = {c.id: c.benefit for c in plain.candidates}
    whole = sum(k.benefit for k in plain.kit if (k.site_id, k.chain) == ("S1", "lan"))
    lan_kit = [k for k in offers.kit if (k.site_id, k.chain) == ("S1", "lan")]
    entries: list[tuple[Any, int]] = [
        (c.lines, c.benefit - bare[c.id])
        for c in offers.candidates
        if c.site_id == "S1" and c.technology != "content"
    ]
    entries += [(k.lines, k.benefit) for k in offers.kit if k.chain == INSIDE]

    assert entries
    for lines, gain in entries:
        together = [*lines, *chain.from_iterable(k.lines for k in lan_kit)]
        bought = {
            sku: sum(x.quantity for x in together if x.sku == sku) for sku in ("ROUTER", "WAP")
        }
        assert bought["ROUTER"] <= 1
        assert bought["WAP"] == max(need.target_access_points - points, 0) or points or lan
        assert points + bought["WAP"] <= max(need.target_access_points, points)
        assert gain + sum(k.benefit for k in lan_kit) == whole
        assert gain >= 0


def test_any_plan_enters_a_site_once(three_villages: Any) -> None:
    """All ways into service end in one node, so that two ways inside are never in one plan."""
    world = empty(three_villages, "S1")
    model = build_problem(_inputs(world), build_offers(world))
    ways = [a for a in model.arcs if a.site_id == "S1" and a.kind is not ArcKind.KIT]

    assert len({a.head for a in ways}) == 1
    pairs = combinations((a for a in ways if any(x.sku == "ROUTER" for x in a.lines)), 2)
    assert all(one.head == other.head for one, other in pairs)


def _inputs(world: Any) -> Inputs:
    return world  # type: ignore[no-any-return]
