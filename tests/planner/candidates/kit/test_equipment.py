"""The equipment a site lacks, in steps that never gain in worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_records import an_item

from inventory.prices.catalogue import Ingredient, Item, Role
from planner.candidates.benefit import share_utility, worth
from planner.candidates.candidate import KitStep
from planner.candidates.cost_lines import completed, line
from planner.candidates.kit.equipment import kit_of, pack_sizes
from planner.candidates.kit.present_equipment import Present, told_equipment
from planner.candidates.needs import needs_of
from planner.language.label import Label
from planner.offers.build import build_offers
from planner.scenario.settings import KindStandard, Procurement, Shares
from sites.site import Equipment, SiteKind


def steps_of(world: Any, site_id: str) -> dict[str, list[KitStep]]:
    """Return the kit of a site by chain."""
    needs = needs_of(world.sites, world.scenario, world.directives)
    site = next(s for s in world.sites if s.id == site_id)
    chains: dict[str, list[KitStep]] = {}
    for step in kit_of(site, needs[site_id], world.catalogue, world.scenario):
        chains.setdefault(step.chain, []).append(step)
    return chains


def bought(step: KitStep) -> dict[str, int]:
    """Return quantities by SKU."""
    return {line.sku: line.quantity for line in step.lines}


def test_a_school_gets_what_it_lacks(three_villages: Any) -> None:
    """S1: cables for 16 rooms, a switch, 2 of 4 access points, a router, a UPS, 12 computers."""
    chains = steps_of(three_villages, "S1")

    assert [bought(s) for s in chains["lan"]] == [{"CABLE": 16, "SWITCH": 1, "WAP": 2, "ROUTER": 1}]
    assert [bought(s) for s in chains["ups"]] == [{"UPS": 1}]
    assert [bought(s) for s in chains["computers"]] == [{"PC": 5, "PC-CARE": 5}] * 3


def test_the_worth_of_lan_is_half_wired_half_wifi(three_villages: Any) -> None:
    """S1 has half its access points and no LAN: a quarter is there, three quarters are gained."""
    assert steps_of(three_villages, "S1")["lan"][0].benefit == 12_600 * 3 // 4


def test_computers_are_worth_their_concave_increments(three_villages: Any) -> None:
    """10 of 22 work; the steps reach 15, 20 and all, and add up to the whole gap."""
    chain = steps_of(three_villages, "S1")["computers"]
    need = needs_of(three_villages.sites, three_villages.scenario)["S1"]
    has = [worth(need, 0.25, share_utility(n, 22, 0.5)) for n in (10, 15, 20, 25)]

    assert [s.benefit for s in chain] == [has[1] - has[0], has[2] - has[1], has[3] - has[2]]
    assert [s.step for s in chain] == [1, 2, 3]


def test_upkeep_has_a_payer_and_purchases_have_none(three_villages: Any) -> None:
    """The yearly line names the ministry; the one-time line names nobody."""
    computers = steps_of(three_villages, "S1")["computers"][0]

    assert [(line.sku, line.payer) for line in computers.lines] == [
        ("PC", None),
        ("PC-CARE", "ministry"),
    ]


def test_no_computers_where_nobody_pays_their_upkeep(three_villages: Any) -> None:
    """Without a payer only kit without yearly costs is offered, unless the scenario allows it."""
    world = three_villages.with_policy(standard={k: KindStandard() for k in SiteKind})

    assert sorted(steps_of(world, "S1")) == ["lan", "ups"]
    allowed = world.with_policy(allow_capex_without_payer=True)
    assert sorted(steps_of(allowed, "S1")) == ["computers", "lan", "ups"]


def test_what_is_not_sold_is_not_offered(three_villages: Any) -> None:
    """Without cabling the LAN step is Wi-Fi alone and earns only the Wi-Fi half."""
    world = three_villages.without_items(Role.CABLING, Role.UPS, Role.COMPUTER)
    chains = steps_of(world, "S1")

    assert list(chains) == ["lan"]
    assert bought(chains["lan"][0]) == {"WAP": 2, "ROUTER": 1}
    assert chains["lan"][0].benefit == 12_600 // 4


def test_a_site_at_standard_is_offered_nothing(three_villages: Any) -> None:
    """What is there and works is not bought again."""
    site = next(s for s in three_villages.sites if s.id == "S2")
    world = three_villages.with_site(
        "S2", equipment=replace(site.equipment, computers_working=20, access_points=4)
    )

    assert steps_of(world, "S2") == {}


def test_the_cheaper_pack_is_bought(three_villages: Any, make_item: Callable[..., Item]) -> None:
    """For 12 computers, two packs of 10 at 70 each are dearer than three packs of 5 at 90."""
    items = [i for i in three_villages.catalogue.items if i.role is not Role.COMPUTER]
    packs = [
        make_item("PC-5", Role.COMPUTER, 90, pack_size=5),  # 15 x 90 = 1,350
        make_item("PC-10", Role.COMPUTER, 70, pack_size=10),  # 20 x 70 = 1,400
    ]
    catalogue = replace(three_villages.catalogue, items=(*items, *packs))
    chain = steps_of(three_villages.changed(catalogue=catalogue), "S1")["computers"]

    assert {line.sku for s in chain for line in s.lines} == {"PC-5", "PC-CARE"}


@given(st.integers(1, 500), st.integers(1, 30))
def test_packs_cover_the_gap_in_falling_steps(gap: int, pack: int) -> None:
    """At most three steps of whole packs, none larger than the one before, just covering."""
    item = an_item("PC", pack_size=pack)
    sizes = pack_sizes(item, gap)

    assert 1 <= len(sizes) <= 3
    assert sizes == sorted(sizes, reverse=True)
    assert all(size > 0 and size % pack == 0 for size in sizes)
    assert gap <= sum(sizes) < gap + pack


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(st.integers(0, 3_000), st.integers(0, 300), st.integers(1, 20), st.floats(0.1, 1.0))
def test_the_worth_of_a_step_never_rises(
    three_villages: Any, students: int, working: int, pack: int, exponent: float
) -> None:
    """Whatever the gap, the pack and the exponent, a later pack is never worth more."""
    site = next(s for s in three_villages.sites if s.id == "S1")
    world = three_villages.with_site(
        "S1",
        users=replace(site.users, students=students),
        equipment=replace(site.equipment, computers_working=working),
    ).with_policy(utility_exponent=exponent)
    items = [
        replace(i, pack_size=pack) if i.role is Role.COMPUTER else i for i in world.catalogue.items
    ]
    world = world.changed(catalogue=replace(world.catalogue, items=tuple(items)))
    for chain in steps_of(world, "S1").values():
        benefits = [s.benefit for s in chain]
        assert benefits == sorted(benefits, reverse=True)
        assert all(b > 0 for b in benefits)
        assert [s.step for s in chain] == list(range(1, len(chain) + 1))


def with_items(world: Any, *items: Item, **catalogue: Any) -> Any:
    """Return the world with more on sale."""
    found = (*world.catalogue.items, *items)
    return world.changed(catalogue=replace(world.catalogue, items=found, **catalogue))


def test_broken_computers_are_repaired_before_any_is_bought(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """S1 has 2 broken machines worth repairing: they come first, and 10 are bought, not 12."""
    world = with_items(three_villages, make_item("REPAIR", Role.REPAIR, 30))
    equipment = replace(
        next(s for s in world.sites if s.id == "S1").equipment, computers_repairable=2
    )
    chain = steps_of(world.with_site("S1", equipment=equipment), "S1")["computers"]

    assert [bought(s) for s in chain] == [
        {"REPAIR": 2, "PC-CARE": 2},
        {"PC": 5, "PC-CARE": 5},
        {"PC": 5, "PC-CARE": 5},
    ]
    assert [s.step for s in chain] == [1, 2, 3]


def test_a_repair_dearer_than_a_computer_is_not_offered(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """Where a repair costs as much as a new machine, new ones are bought."""
    world = with_items(three_villages, make_item("REPAIR", Role.REPAIR, 100))
    equipment = replace(
        next(s for s in world.sites if s.id == "S1").equipment, computers_repairable=2
    )
    chain = steps_of(world.with_site("S1", equipment=equipment), "S1")["computers"]

    assert [bought(s) for s in chain] == [{"PC": 5, "PC-CARE": 5}] * 3


def test_computers_past_their_age_do_not_count(three_villages: Any) -> None:
    """Bought in 2012 and judged after eight years from 2027: none of the ten works any more."""
    site = next(s for s in three_villages.sites if s.id == "S1")
    world = three_villages.with_site("S1", equipment=replace(site.equipment, computers_year=2012))
    aged = world.with_policy(
        procurement=Procurement(obsolete_after_years=8, start_date="2027-01-15")
    )

    assert needs_of(world.sites, world.scenario)["S1"].working_computers == 10
    need = needs_of(aged.sites, aged.scenario)["S1"]
    assert need.working_computers == 0
    assert any("obsolete" in note.en for note in need.notes)


def test_what_an_item_requires_is_bought_with_it(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """A switch that needs a rack comes with one; a requirement of the rack follows once."""
    world = with_items(
        three_villages,
        make_item("RACK", Role.RACK, 20, requires="BOLTS"),
        make_item("BOLTS", Role.RACK, 1, pack_size=4, requires="RACK"),
    )
    items = tuple(
        replace(i, requires="RACK") if i.sku == "SWITCH" else i for i in world.catalogue.items
    )
    catalogue = replace(world.catalogue, items=items)
    lan = steps_of(world, "S1")["lan"][0]

    assert [(x.sku, x.quantity) for x in completed(lan.lines, catalogue)][1:4] == [
        ("SWITCH", 1),
        ("RACK", 1),
        ("BOLTS", 4),
    ]


@pytest.mark.parametrize(
    ("switches", "serves", "racks", "there", "bought"),
    [(3, 1, 3, 0, 3), (3, 2, 2, 0, 2), (4, 6, 1, 0, 1), (4, 2, 2, 1, 1), (2, 6, 1, 1, 0)],
)
def test_one_rack_serves_what_fits_into_it(
    three_villages: Any,
    make_item: Callable[..., Item],
    switches: int,
    serves: int,
    racks: int,
    there: int,
    bought: int,
) -> None:
    """As many racks as hold the switches of a line, less those that are there; bolts for each."""
    world = with_items(
        three_villages,
        replace(make_item("RACK", Role.RACK, 20, requires="BOLTS"), serves=serves),
        make_item("BOLTS", Role.PRINTER, 1),
    )
    items = tuple(
        replace(i, requires="RACK") if i.sku == "SWITCH" else i for i in world.catalogue.items
    )
    catalogue = replace(world.catalogue, items=items)
    entry = line(catalogue.by_sku["SWITCH"], switches)
    alone = {x.sku: x.quantity for x in completed([entry], catalogue)}
    beside = {
        x.sku: x.quantity
        for x in completed([entry], catalogue, Present(left={Role.RACK: there} if there else {}))
    }

    assert alone == {"SWITCH": switches, "RACK": racks, "BOLTS": racks}
    assert beside.get("RACK", 0) == beside.get("BOLTS", 0) == bought


def test_kits_follow_rooms_users_and_floor_area(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """Half a projector a room, one printer a site: a whole kit, worth its share, or none."""
    recipes = (
        Ingredient(recipe="class", site_kinds=("school",), sku="BEAM", quantity="0.5", per="room"),
        Ingredient(recipe="class", site_kinds=("school",), sku="PRINT", quantity="1", per="site"),
        Ingredient(recipe="floor", site_kinds=(), sku="PRINT", quantity="0.01", per="m2"),
    )
    world = with_items(
        three_villages,
        make_item("BEAM", Role.PROJECTOR, 50),
        make_item("PRINT", Role.PRINTER, 40),
        recipes=recipes,
    ).with_policy(shares=Shares(link=0.5, recipes=0.1))
    (step,) = steps_of(world, "S1")["recipe-class"]
    need = needs_of(world.sites, world.scenario)["S1"]
    users = next(s for s in world.sites if s.id == "S1").users
    known = world.with_site("S1", users=replace(users, floor_area_m2=420.0))

    assert bought(step) == {"BEAM": 8, "PRINT": 1}
    assert step.benefit == worth(need, 0.1, Fraction(1, 2))
    assert "recipe-floor" not in steps_of(world, "S1")
    assert bought(steps_of(known, "S1")["recipe-floor"][0]) == {"PRINT": 5}
    assert "recipe-class" not in steps_of(world, "L1")


def test_what_a_kit_buys_is_less_by_what_is_there(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """Five of eight projectors are bought, no second printer; what one kit counts no other does."""
    recipes = (
        Ingredient(recipe="class", site_kinds=("school",), sku="BEAM", quantity="0.5", per="room"),
        Ingredient(recipe="class", site_kinds=("school",), sku="PRINT", quantity="1", per="site"),
        Ingredient(recipe="other", site_kinds=("school",), sku="PRINT", quantity="2", per="site"),
        Ingredient(recipe="tabs", site_kinds=("school",), sku="TAB", quantity="4", per="site"),
    )
    world = with_items(
        three_villages,
        make_item("BEAM", Role.PROJECTOR, 50),
        make_item("PRINT", Role.PRINTER, 40),
        make_item("TAB", Role.TABLET, 30),
        recipes=recipes,
    ).with_policy(shares=Shares(link=0.5, recipes=0.1))
    site = next(s for s in world.sites if s.id == "S1")
    has = replace(site.equipment, printers=2, projectors=3, tablets=4)
    steps = steps_of(world.with_site("S1", equipment=has), "S1")

    assert bought(steps["recipe-class"][0]) == {"BEAM": 5}
    assert steps["recipe-class"][0].benefit == steps_of(world, "S1")["recipe-class"][0].benefit
    assert bought(steps["recipe-other"][0]) == {"PRINT": 1}
    assert "recipe-tabs" not in steps  # it is there whole
    assert bought(steps_of(world, "S1")["recipe-tabs"][0]) == {"TAB": 4}


def test_switches_and_racks_that_are_there_are_not_bought_again(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """With its one switch there a school buys cables alone; with a rack there, a switch alone."""
    world = with_items(three_villages, make_item("RACK", Role.RACK, 20))
    items = tuple(
        replace(i, requires="RACK") if i.sku == "SWITCH" else i for i in world.catalogue.items
    )
    world = world.changed(catalogue=replace(world.catalogue, items=items))
    site = next(s for s in world.sites if s.id == "S1")

    def lan(**there: int) -> dict[str, int]:
        given = world.with_site("S1", equipment=replace(site.equipment, **there))
        (step,) = (k for k in build_offers(given).kit if (k.site_id, k.chain) == ("S1", "lan"))
        return {x.sku: x.quantity for x in step.lines if x.sku in ("SWITCH", "RACK")}

    assert lan() == {"SWITCH": 1, "RACK": 1}
    assert lan(racks=1) == {"SWITCH": 1}
    assert lan(switches=2) == {}


def test_what_is_there_is_told_in_both_languages() -> None:
    """Only what is recorded and more than nothing is told."""
    told = told_equipment(Equipment(content_server=True, printers=2, projectors=3, tablets=0))

    assert told == Label(
        mn="офлайн контент сервер, хэвлэгч 2, проектор 3",
        en="offline content server, printers 2, projectors 3",
    )
    assert told_equipment(Equipment(content_server=False)) is None
