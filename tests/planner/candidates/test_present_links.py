"""Nobody is made worse off in silence: medium, speed, monthly volume and latency are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.prices.catalogue import Customers, LatencyClass
from planner.candidates.candidate import Reason
from planner.candidates.present_links import (
    MEDIUM_CLASS,
    ending_cost_minor,
    latency_of,
    months_left,
)
from planner.candidates.present_value import capex_of
from planner.offers.build import build_offers
from planner.scenario.settings import KindStandard, PresentLinks, Procurement, Protection
from sites.site import LinkToday, LinkType, SiteKind, Users


def answers(world: Any, site_id: str, technology: str) -> tuple[int, Reason | None, str]:
    """Return the number of options of a technology at a site, and the reason against it."""
    offers = build_offers(world)
    refused = [r for r in offers.rejections if (r.site_id, r.technology) == (site_id, technology)]
    found = [c for c in offers.candidates if (c.site_id, c.technology) == (site_id, technology)]
    return (
        len(found),
        refused[0].reason if refused else None,
        refused[0].detail.en if refused else "",
    )


def test_fibre_is_not_replaced_by_a_lesser_medium(three_villages: Any) -> None:
    """S2 has fibre of 5 Mbps; a microwave hop of 20 Mbps is refused, unless fibre is let go."""
    kept = answers(three_villages, "S2", "microwave")
    free = three_villages.with_policy(
        present_links=PresentLinks(unprotected_media=[LinkType.FIBRE])
    )
    of_schools = three_villages.with_policy(
        present_links=PresentLinks(unprotected_kinds=[SiteKind.SCHOOL])
    )

    assert kept == (0, Reason.WORSE_THAN_TODAY, "would replace fibre by microwave")
    assert answers(free, "S2", "microwave")[0] == 1
    assert answers(of_schools, "S2", "microwave")[0] == 1


@pytest.mark.parametrize(
    ("measured", "cap", "protect", "refused"),
    [
        (5.0, None, ["speed", "volume"], None),
        (12.0, None, ["speed"], "10 Mbps in the busy hour, 12 Mbps today"),
        (12.0, None, ["volume", "medium"], None),
        (5.0, 20.0, ["volume"], "20 GB a month, today no cap"),
        (5.0, 20.0, ["speed"], None),
    ],
)
def test_speed_and_volume_are_kept(
    three_villages: Any,
    measured: float,
    cap: float | None,
    protect: list[Protection],
    refused: str | None,
) -> None:
    """A contract of 10 Mbps replaces a satellite of high latency where nothing is lost."""
    link = LinkToday(type=LinkType.GEO, contract_mbps=20, measured_mbps=measured)
    catalogue = three_villages.catalogue
    items = tuple(
        replace(i, monthly_cap_gb=cap, mbps=20.0, busy_hour_mbps=10.0)
        if i.sku.startswith("CELLULAR")
        else i
        for i in catalogue.items
    )
    world = three_villages.with_site("S2", link=link).changed(
        catalogue=replace(catalogue, items=items)
    )
    world = world.with_policy(
        present_links=PresentLinks(protect=protect, monthly_cap_gb={}),
        gb_per_user_month=0.05,
        utility_exponent=0.1,
    )
    _, reason, detail = answers(world, "S2", "cellular")

    if refused is None:
        assert reason is not Reason.WORSE_THAN_TODAY
    else:
        assert (reason, detail) == (Reason.WORSE_THAN_TODAY, refused)


def test_a_dead_link_has_nothing_to_lose(three_villages: Any) -> None:
    """Fibre that delivers nothing may be replaced by anything."""
    dead = LinkToday(type=LinkType.FIBRE, contract_mbps=5, measured_mbps=0)

    assert answers(three_villages.with_site("S2", link=dead), "S2", "microwave")[0] == 1


def test_household_plans_are_not_for_institutions(three_villages: Any) -> None:
    """A LEO plan for households is offered only where the scenario allows it."""
    catalogue = three_villages.catalogue
    items = tuple(
        replace(i, customers=Customers.HOUSEHOLD) if i.sku.startswith("LEO") else i
        for i in catalogue.items
    )
    world = three_villages.changed(catalogue=replace(catalogue, items=items))
    allowed = world.with_policy(allow_household_contracts=True)

    count, reason, detail = answers(world, "B1", "leo")
    assert (count, reason) == (0, Reason.NO_CONTRACT_ON_OFFER)
    assert detail == "the LEO satellite contracts on sale are for households only"
    assert answers(allowed, "B1", "leo")[0] == 1


def test_an_unknown_cap_of_a_present_link_is_assumed_by_medium(three_villages: Any) -> None:
    """A present cellular link counts with 100 GB a month, fibre with no cap; both may be set."""
    mobile = LinkToday(type=LinkType.CELLULAR, contract_mbps=40, measured_mbps=20)
    world = three_villages.with_site("S1", link=mobile)
    needs = build_offers(world).needs
    free = build_offers(world.with_policy(present_links=PresentLinks(monthly_cap_gb={}))).needs

    assert (needs["S1"].present_cap_gb, needs["S2"].present_cap_gb) == (100.0, None)
    assert free["S1"].present_cap_gb is None
    assert free["S1"].present_utility_thousandths > needs["S1"].present_utility_thousandths


def test_kinds_may_ask_for_another_volume(three_villages: Any) -> None:
    """Schools may need 10 GB a month for each user, libraries what the scenario says."""
    needs = build_offers(
        three_villages.with_policy(
            standard={SiteKind.SCHOOL: KindStandard(gb_per_user_month=10.0)}, gb_per_user_month=3.0
        )
    ).needs

    assert needs["S1"].target_gb == needs["S1"].users * 10
    assert needs["L1"].target_gb == needs["L1"].users * 3


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-10-01", "2027-06-30", 9),  # October to June
        ("2026-10-01", "2026-10-31", 1),
        ("2026-10-15", "2026-11-15", 1),
        ("2026-10-15", "2026-11-16", 2),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-10-01", "2026-10-01", 0),
        ("2026-10-01", "2026-09-30", 0),
        ("2026-10-01", "2028-10-01", 24),
    ],
)
def test_months_that_have_begun_are_due(start: str, end: str, months: int) -> None:
    """A month of which a day is left is paid in full."""
    assert months_left(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == months


@pytest.mark.parametrize(
    ("link", "cost"),
    [
        ({"end_date": "2027-06-30"}, 9 * 100),
        ({"end_date": "2027-06-30", "end_cost_minor": 70}, 70),
        ({"end_date": "2027-06-30", "end_cost_minor": 0}, 0),
        ({"end_cost_minor": 70}, 70),  # no end stated: it runs on
        ({"end_date": "2026-09-30", "end_cost_minor": 70}, 0),  # ended before the plan
        ({"end_date": "2026-10-01"}, 0),
        ({}, 0),
        ({"end_date": "2027-06-30", "price_per_month_minor": None}, 0),
        ({"end_date": "2027-06-30", "type": LinkType.NONE}, 0),
    ],
)
def test_ending_a_contract_costs_what_is_stated_or_left(
    three_villages: Any, link: dict[str, Any], cost: int
) -> None:
    """A fee of 100 a month, the plan starting in October: the stated cost, else the months left."""
    site = three_villages.sites[0]
    site = replace(site, link=replace(site.link, **{"price_per_month_minor": 100, **link}))
    start = dt.date(2026, 10, 1)

    assert ending_cost_minor(site, three_villages.scenario, start) == cost


@pytest.mark.parametrize(("most", "cost"), [(None, 900), (0, 0), (3, 300), (12, 900)])
def test_the_scenario_says_how_many_months_are_due(
    three_villages: Any, most: int | None, cost: int
) -> None:
    """Of nine months left at 100 each at most so many are paid."""
    site = three_villages.sites[0]
    link = replace(site.link, price_per_month_minor=100, end_date="2027-06-30")
    rules = PresentLinks(ending_months_due=most)
    scenario = three_villages.scenario.model_copy(update={"present_links": rules})

    assert ending_cost_minor(replace(site, link=link), scenario, dt.date(2026, 10, 1)) == cost


def test_without_a_day_only_a_stated_cost_counts(three_villages: Any) -> None:
    """No start date and no price date: months cannot be counted, and nothing is made up."""
    site = three_villages.sites[0]
    fee = replace(site.link, price_per_month_minor=100, end_date="2027-06-30")
    stated = replace(fee, end_cost_minor=70)

    assert ending_cost_minor(replace(site, link=fee), three_villages.scenario, None) == 0
    assert ending_cost_minor(replace(site, link=stated), three_villages.scenario, None) == 70


def test_a_new_link_pays_for_the_end_of_the_old_one_and_an_upgrade_does_not(
    three_villages: Any,
) -> None:
    """S1's new links cost 900 more than without a contract; an upgrade goes on with the old one."""
    site = three_villages.sites[0]
    link = replace(site.link, price_per_month_minor=100, end_date="2027-06-30")
    dated = three_villages.with_policy(procurement=Procurement(start_date="2026-10-01"))
    bound = dated.with_site("S1", link=link)
    free = dated.with_site("S1", link=replace(link, end_date=None))
    before, after = (
        {c.id: capex_of(c.lines) for c in build_offers(w).candidates} for w in (free, bound)
    )

    upgrades = {i for i in after if i.startswith("S1/upgrade/")}
    others = {i for i in after if i.startswith("S1/")} - upgrades
    assert upgrades and others
    assert {i for i in after if after[i] != before[i]} == others
    assert all(after[i] - before[i] == 900 for i in others)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=examples(60),
    deadline=None,
)
@given(
    link_type=st.sampled_from([t for t in LinkType if t is not LinkType.NONE]),
    mbps=st.none() | st.floats(0.1, 60.0),
    months=st.none() | st.integers(0, 60),
    kind=st.sampled_from([SiteKind.SCHOOL, SiteKind.LIBRARY, SiteKind.KINDERGARTEN]),
    students=st.integers(1, 1_500),
    routers=st.none() | st.integers(0, 2),
)
def test_no_site_ends_below_today(
    three_villages: Any,
    *,
    link_type: LinkType,
    mbps: float | None,
    months: int | None,
    kind: SiteKind,
    students: int,
    routers: int | None,
) -> None:
    """Whatever a site has, nothing is offered with less medium, speed, volume or latency."""
    site = three_villages.sites[0]
    end = None if months is None else f"{2026 + months // 12}-{months % 12 + 1:02d}-28"
    link = LinkToday(
        type=link_type, measured_mbps=mbps, price_per_month_minor=50, end_date=end, connected=True
    )
    world = three_villages.with_site(
        "S1",
        kind=kind,
        link=link,
        users=Users(students=students),
        equipment=replace(site.equipment, routers=routers, access_points=0),
    ).with_policy(procurement=Procurement(start_date="2026-03-01"))
    offers = build_offers(world)
    need = offers.needs["S1"]
    latency = latency_of(link_type)
    tighter = [LatencyClass.OFFLINE, LatencyClass.HIGH, LatencyClass.LOW]

    for option in (c for c in offers.candidates if c.site_id == "S1"):
        assert MEDIUM_CLASS[LinkType(option.link_type)] >= MEDIUM_CLASS[link_type]
        assert option.delivered_mbps >= need.present_mbps
        assert tighter.index(option.latency) >= tighter.index(latency)
        if option.monthly_cap_gb is not None:
            assert need.present_cap_gb is not None
            assert option.monthly_cap_gb >= need.present_cap_gb


def test_only_fibre_is_more_than_the_other_media_that_carry_a_school() -> None:
    """Copper, radio, mobile and low satellites may follow each other; none may follow fibre."""
    alike = {"copper", "microwave", "wireless", "cellular", "leo"}
    by_class = {medium.value: number for medium, number in MEDIUM_CLASS.items()}

    assert {medium for medium, number in by_class.items() if number == by_class["leo"]} == alike
    assert by_class["fibre"] > by_class["leo"] > by_class["geo"] > by_class["none"]
