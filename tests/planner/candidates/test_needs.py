"""Needs, targets, utilities and what they are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import a_site

from inventory.prices.catalogue import LatencyClass
from planner.candidates.benefit import full_points, link_benefit, link_utility, worth
from planner.candidates.candidate import Need
from planner.candidates.needs import need_of, needs_of
from planner.candidates.usage import target_mbps
from planner.scenario.directives import DirectiveKind
from planner.scenario.settings import Demand, Equity, KindStandard, Scenario
from sites.site import (
    Equipment,
    LinkToday,
    LinkType,
    Power,
    Site,
    SiteKind,
    Users,
)

MakeSite = Callable[..., Site]


@pytest.fixture
def needs(three_villages: Any) -> dict[str, Need]:
    """Return the needs of the three villages."""
    return needs_of(three_villages.sites, three_villages.scenario)


def told(need: Need) -> list[str]:
    """Return the notes of a need in English."""
    return [note.en for note in need.notes]


def test_shifts_divide_the_peak_but_not_the_hours(needs: dict[str, Need]) -> None:
    """400 pupils in two shifts and 20 staff: 220 at once, 420 x 30 hours a week."""
    school = needs["S1"]

    assert (school.users, school.present_at_once, school.user_hours_per_week) == (420, 220, 12_600)
    assert school.target_mbps == 20.0
    assert (school.target_computers, school.working_computers) == (22, 10)
    assert (school.target_access_points, school.access_points) == (4, 2)


def test_visitors_count_by_the_day(needs: dict[str, Need]) -> None:
    """40 visitors a day, five days, two hours each; a quarter of an 8-hour day, doubled at peak."""
    library = needs["L1"]

    assert (library.users, library.user_hours_per_week, library.present_at_once) == (40, 400, 20)


def test_people_are_hours_over_one_persons_hours(make_site: MakeSite) -> None:
    """When one person uses a library 4 hours a week, 400 visit-hours are 100 people."""
    scenario = Scenario(
        standard={SiteKind.LIBRARY: KindStandard(hours_per_week=4.0)},
        demand=Demand(hours_per_visit=2.0),
    )
    library = make_site("L", SiteKind.LIBRARY, 0, 0, users=Users(visitors_per_day=40.0))

    assert need_of(library, scenario).users == 100


def test_a_dormitory_is_an_evening(make_site: MakeSite) -> None:
    """Its boarders are there at once, 14 hours a week, nine months of twelve."""
    users = Users(students=100, boarders=100, staff=0)
    dormitory = make_site("D", SiteKind.DORMITORY, 0, 0, users=users)
    need = need_of(dormitory, Scenario())

    assert (need.users, need.present_at_once) == (100, 100)
    assert need.user_hours_per_week == 100 * 14 * 9 / 12


def test_boarders_add_evening_hours_to_their_school_not_people(make_site: MakeSite) -> None:
    """60 of 200 pupils board: 260 persons would be wrong, 60 x 14 hours more are right."""
    plain = Users(students=200)
    boarding = replace(plain, boarders=60)
    scenario = Scenario(demand=Demand(school_months_per_year=12.0))
    before = need_of(make_site("S", SiteKind.SCHOOL, 0, 0, users=plain), scenario)
    after = need_of(make_site("S", SiteKind.SCHOOL, 0, 0, users=boarding), scenario)

    assert after.users == before.users == 200
    assert after.user_hours_per_week - before.user_hours_per_week == 60 * 14


def test_a_dormitory_of_its_own_counts_the_boarders_of_a_school(make_site: MakeSite) -> None:
    """Boarders given at the school and at its dormitory are counted at the dormitory."""
    school = make_site("S", SiteKind.SCHOOL, 0, 0, users=Users(students=200, boarders=60))
    dormitory = make_site("D", SiteKind.DORMITORY, 0, 0, users=Users(boarders=60), parent_id="S")
    scenario = Scenario(demand=Demand(school_months_per_year=12.0))
    needs = needs_of([school, dormitory], scenario)

    assert needs["S"].user_hours_per_week == 200 * 30
    assert needs["D"].user_hours_per_week == 60 * 14


ASKED = Demand(visitors_share_of_population=0.005, students_share_of_population=0.2)


def test_population_counts_only_where_nobody_is_counted(make_site: MakeSite) -> None:
    """Where the scenario asks, a library without users gets a share of its soum, and says so."""
    silent = make_site("L", SiteKind.LIBRARY, 0, 0, population=2_000)
    counted = replace(silent, users=Users(visitors_per_day=3.0))
    asked = Scenario(demand=ASKED)

    assert need_of(silent, asked).users == 10
    assert any("visitors assumed: 0.005 of the" in n for n in told(need_of(silent, asked)))
    assert need_of(counted, asked).users == 3
    assert not any("assumed: 0.005" in n for n in told(need_of(counted, asked)))


@pytest.mark.parametrize("kind", list(SiteKind))
def test_no_kind_of_site_takes_its_users_from_the_population_unasked(
    make_site: MakeSite, kind: SiteKind
) -> None:
    """A town of 40,000 is no school of 8,000: without figures there is no benefit."""
    need = need_of(make_site("S", kind, 0, 0, population=40_000), Scenario())

    assert (need.users, need.link_gap_benefit, need.target_computers) == (0, 0, 0)
    assert any("users are unknown" in note for note in told(need))


def test_people_near_are_users_where_a_share_of_them_is_asked(make_site: MakeSite) -> None:
    """A fifth of 1,200 people learn, a tenth of 900 visit up to the cap; a count comes first."""
    scenario = Scenario(
        standard={
            SiteKind.SCHOOL: KindStandard(
                population_radius_km=5, population_share=0.2, users_if_unknown=7
            ),
            SiteKind.LIBRARY: KindStandard(
                population_radius_km=2, population_share=0.1, population_most=60
            ),
        },
        demand=Demand(school_months_per_year=12.0, most_by_population=230),
    )
    capped = scenario.standard[SiteKind.SCHOOL].model_copy(update={"population_most": 100})
    tight = scenario.model_copy(update={"standard": {**scenario.standard, SiteKind.SCHOOL: capped}})
    school = make_site("S", SiteKind.SCHOOL, 0, 0, people_near=1_200.0)
    near, small = need_of(school, scenario), need_of(school, tight)
    library = make_site("L", SiteKind.LIBRARY, 0, 0, people_near=900.0)
    counted = make_site("C", SiteKind.SCHOOL, 0, 0, people_near=1_200.0, users=Users(students=9))
    beyond = make_site("B", SiteKind.SCHOOL, 0, 0)
    visited = make_site("V", SiteKind.LIBRARY, 0, 0, users=Users(visitors_per_day=60.0))
    visits = need_of(visited, scenario)

    assert (near.users, small.users) == (230, 100)
    assert "students assumed: 0.2 of 1200 people, its part of those within 5 km" in told(near)
    assert need_of(library, scenario).users == visits.users
    assert need_of(counted, scenario).users == 9
    assert need_of(beyond, scenario).users == 7
    assert need_of(school, Scenario()).users == 0


def test_a_kind_may_have_users_by_default(make_site: MakeSite) -> None:
    """`users_if_unknown` stands for students of a school and for visitors a day of a library."""
    scenario = Scenario(
        standard={
            SiteKind.SCHOOL: KindStandard(users_if_unknown=300),
            SiteKind.LIBRARY: KindStandard(users_if_unknown=40),
        },
        demand=replace_demand(ASKED, school_months_per_year=12.0),
    )
    school = need_of(make_site("S", SiteKind.SCHOOL, 0, 0, population=9_000), scenario)
    library = need_of(make_site("L", SiteKind.LIBRARY, 0, 0), scenario)
    counted = need_of(
        make_site("L", SiteKind.LIBRARY, 0, 0, users=Users(visitors_per_day=40.0)), scenario
    )
    staffed = need_of(make_site("S", SiteKind.SCHOOL, 0, 0, users=Users(staff=20)), scenario)

    assert (school.users, school.user_hours_per_week) == (300, 300 * 30)
    assert (library.users, library.user_hours_per_week) == (
        counted.users,
        counted.user_hours_per_week,
    )
    assert any("taken as 300, as of every school" in note for note in told(school))
    assert staffed.users == 320
    assert told(counted) == [n for n in told(library) if "taken as" not in n]


def replace_demand(demand: Demand, **changes: object) -> Demand:
    """Return changed settings of demand."""
    return demand.model_copy(update=changes)


def test_people_online_at_once_count_where_nobody_else_does(make_site: MakeSite) -> None:
    """ITU's number_of_users alone is taken as all users, present at once; a roll goes before it."""
    itu = make_site("S", SiteKind.SCHOOL, 0, 0, users=Users(at_once=80.0), population=2_000)
    both = replace(itu, users=Users(at_once=80.0, students=300))

    need = need_of(itu, Scenario(demand=Demand(school_months_per_year=12.0)))

    assert (need.users, need.present_at_once, need.user_hours_per_week) == (80, 80, 80 * 30)
    assert any("online at once" in note for note in told(need))
    assert need_of(both, Scenario()).users == 300


def test_institutions_of_a_kind_share_the_population(make_site: MakeSite) -> None:
    """Two schools and a library in a soum of 2,000: 200 pupils each, and all the visitors."""
    schools = [make_site(i, SiteKind.SCHOOL, 0, 0, population=2_000) for i in ("A", "B")]
    library = make_site("L", SiteKind.LIBRARY, 0, 0, population=2_000)
    counted = replace(schools[1], users=Users(students=350))
    asked = Scenario(demand=ASKED)

    assert [n.users for n in needs_of([*schools, library], asked).values()] == [200, 200, 10]
    assert [n.users for n in needs_of([schools[0], counted], asked).values()] == [200, 350]


def test_users_by_population_are_capped(make_site: MakeSite) -> None:
    """A school in a town of 40,000 has at most 1,000, unless the scenario says otherwise."""
    school = make_site("S", SiteKind.SCHOOL, 0, 0, population=40_000)
    more = Scenario(demand=replace_demand(ASKED, most_by_population=None))

    assert need_of(school, Scenario(demand=ASKED)).users == 1_000
    assert need_of(school, more).users == 8_000


def test_nobody_known_is_worth_nothing_and_said(make_site: MakeSite) -> None:
    """A site without users gains nothing, even where population is asked for and not known."""
    need = need_of(make_site("X", SiteKind.OTHER, 0, 0), Scenario(demand=ASKED))

    assert (need.users, need.link_gap_benefit) == (0, 0)
    assert any("users are unknown" in note for note in told(need))


@pytest.mark.parametrize(
    ("present", "expected"), [(0, 20.0), (400, 20.0), (401, 20.05), (1_000, 50.0)]
)
def test_the_target_is_the_floor_or_50_kbps_each(present: int, expected: float) -> None:
    """The ITU and Giga target breaks at 400 people present at once."""
    assert target_mbps(Fraction(present), KindStandard()) == expected


@pytest.mark.parametrize(
    ("link", "mbps", "note"),
    [
        (LinkToday(type=LinkType.FIBRE), 5, "taken as 5 Mbps"),
        (LinkToday(connected=True), 5, "taken as 5 Mbps"),
        (LinkToday(type=LinkType.FIBRE, connected=True, speed_doubted=True), 5, "taken as 5 Mbps"),
        (LinkToday(type=LinkType.NONE, connected=False), 0, None),
        (LinkToday(), 0, "not recorded"),
    ],
)
def test_a_link_of_unknown_speed_is_never_no_link(
    make_site: MakeSite, link: LinkToday, mbps: float, note: str | None
) -> None:
    """A link without a speed, or a plain yes, counts for the scenario's figure of its kind."""
    school = make_site("S", SiteKind.SCHOOL, 0, 0, link=link, users=Users(students=100))
    need = need_of(school, Scenario())
    asked = Scenario(standard={SiteKind.SCHOOL: KindStandard(mbps_if_unknown=12.0)})

    assert need.present_mbps == mbps
    assert (
        any(note in text for text in told(need))
        if note
        else not any("present link" in text for text in told(need))
    )
    assert need_of(school, asked).present_mbps == (12.0 if mbps else 0.0)


def test_the_measured_speed_counts_before_the_contract(make_site: MakeSite) -> None:
    """Measured 3 Mbps is 3 Mbps; a contract of 10 alone is 6 in the busy hour; none is 0."""
    links = [
        LinkToday(type=LinkType.FIBRE, contract_mbps=10, measured_mbps=3),
        LinkToday(type=LinkType.FIBRE, contract_mbps=10),
        LinkToday(type=LinkType.UNKNOWN),
        LinkToday(type=LinkType.NONE, contract_mbps=10, measured_mbps=3),
    ]
    found = [
        need_of(make_site("S", SiteKind.SCHOOL, 0, 0, link=link), Scenario()) for link in links
    ]

    assert [n.present_mbps for n in found] == [3, 6, 0, 0]
    assert any("0.6 of the contract" in note for note in told(found[1]))
    assert any("counted as 0 Mbps" in note for note in told(found[2]))


def test_the_present_fee_is_twelve_months_of_a_link_that_exists(make_site: MakeSite) -> None:
    """10 a month is 120 a year; a price left beside no link is not a fee."""
    fees = [
        need_of(
            make_site("S", SiteKind.SCHOOL, 0, 0, link=LinkToday(type=t, price_per_month_minor=10)),
            Scenario(),
        ).present_fee_per_year_minor
        for t in (LinkType.FIBRE, LinkType.UNKNOWN, LinkType.NONE)
    ]

    assert fees == [120, 120, 0]


@pytest.mark.parametrize(
    ("power", "reliable"),
    [
        (Power(source="grid", hours_per_day=19.9), False),
        (Power(source="solar", hours_per_day=20.0), True),
        (Power(source="grid"), True),
        (Power(source="solar"), False),
        (Power(source="none"), False),
        (Power(), True),
    ],
)
def test_power_is_reliable_by_hours_or_by_source(
    make_site: MakeSite, power: Power, reliable: bool
) -> None:
    """Hours decide; without hours only the grid is trusted; silence is not doubted."""
    site = make_site("S", SiteKind.SCHOOL, 0, 0, power=power)

    assert need_of(site, Scenario()).reliable_power is reliable


def test_weights_are_visible_factors(three_villages: Any) -> None:
    """A remote bagh school that a directive doubles: 1.2 x 1.3 x 2, each by name."""
    world = three_villages.with_site("B1", remoteness_km=250.0)
    world = world.directed(DirectiveKind.WEIGHT, "B1", "2")
    need = needs_of(world.sites, world.scenario, world.directives)["B1"]

    assert need.equity_factors == (("remote", 1.2), ("bagh", 1.3), ("directive D1", 2.0))
    assert full_points(need) == Fraction(1_200 * 10) * Fraction("3.12")


def test_aimag_and_capital_factors(make_site: MakeSite) -> None:
    """The scenario may weigh an aimag by its code and the capital by its own factor."""
    scenario = Scenario(equity=Equity(aimag_factors={"A": 1.5}, capital_factor=0.5))
    site = make_site("S", SiteKind.SCHOOL, 0, 0, aimag_name="Улаанбаатар")

    assert need_of(site, scenario).equity_factors == (("aimag A", 1.5), ("capital", 0.5))


def utility(scenario: Scenario, mbps: float, **more: Any) -> int:
    """Return the utility of a link for 100 users with a target of 20 Mbps."""
    given_: dict[str, Any] = {
        "delivered_mbps": mbps,
        "target_mbps": 20.0,
        "latency": LatencyClass.LOW,
        "monthly_cap_gb": None,
        "target_gb": 200.0,
    }
    return link_utility(scenario, **{**given_, **more})


def test_utility_is_concave_and_capped() -> None:
    """A quarter of the target is worth half; more than the target is worth no more."""
    assert [utility(Scenario(), m) for m in (0, 5, 20, 500)] == [0, 500, 1000, 1000]


def test_latency_and_caps_lower_the_utility() -> None:
    """High latency is 0.6; a quarter of 200 GB is a half, as a quarter of the speed is."""
    scenario = Scenario()

    assert utility(scenario, 20, latency=LatencyClass.HIGH) == 600
    assert utility(scenario, 20, monthly_cap_gb=50.0) == 500
    assert utility(scenario, 5, monthly_cap_gb=50.0) == 500
    assert utility(scenario, 20, monthly_cap_gb=50.0, latency=LatencyClass.HIGH) == 300
    assert utility(scenario, 20, monthly_cap_gb=5000.0) == 1000
    assert utility(scenario, 0, latency=LatencyClass.OFFLINE) == 150


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_faster_link_is_never_worth_less(one: float, other: float) -> None:
    """Utility does not fall with speed."""
    slow, fast = sorted((one, other))

    assert utility(Scenario(), slow) <= utility(Scenario(), fast)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_increments_add_up(before: int, after: int) -> None:
    """Going up in two steps is worth exactly what going up at once is."""
    need = replace(_a_need(), user_hours_per_week=1234.5, kind_weight=0.7)
    share = 0.6
    steps = [worth(need, share, Fraction(u, 1000)) for u in (0, before, after)]

    assert (steps[1] - steps[0]) + (steps[2] - steps[1]) == worth(
        need, share, Fraction(after, 1000)
    )


def _a_need() -> Need:
    return need_of(a_site("S", users=Users(students=100)), Scenario())


def test_the_gap_is_what_a_perfect_link_adds(three_villages: Any) -> None:
    """S1 has half a link: 12,600 hours are 126,000 thousandths, 0.6 of it the link, half left."""
    need = needs_of(three_villages.sites, three_villages.scenario)["S1"]

    assert need.link_gap_benefit == 126_000 * 6 // 10 // 2
    assert need.link_gap_benefit == link_benefit(need, three_villages.scenario, 1000)
    assert link_benefit(need, three_villages.scenario, 0) == -37_800


def test_silence_is_noted(make_site: MakeSite) -> None:
    """What the inventory does not record counts as missing, and the need says so."""
    site = make_site("S", SiteKind.SCHOOL, 0, 0, users=Users(students=10), equipment=Equipment())
    need = need_of(site, Scenario())

    assert need.needs_lan and need.needs_ups and need.working_computers == 0
    assert len([n for n in told(need) if "none assumed" in n]) == 4
