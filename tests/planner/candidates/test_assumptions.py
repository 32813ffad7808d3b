"""What is assumed of sites is counted by kind, with the sites and the figures."""

from __future__ import annotations

from collections.abc import Callable

from planner.candidates.assumptions import AssumptionKind, assumptions
from planner.scenario.settings import Demand, Equity, KindStandard, Scenario
from sites.site import Equipment, LinkToday, LinkType, Site, SiteKind, Users

MakeSite = Callable[..., Site]
PUPILS = Users(students=100)
UNKNOWN_SPEED = LinkToday(type=LinkType.COPPER)
FAST = LinkToday(type=LinkType.FIBRE, contract_mbps=100.0)


def test_every_assumption_is_counted_once_with_its_sites(make_site: MakeSite) -> None:
    """Each kind names the sites that rest on it; sites that say everything are in none."""
    sites = [
        make_site("A", SiteKind.SCHOOL, 0, 0, users=PUPILS, link=FAST),
        make_site("C", SiteKind.LIBRARY, 0, 0, link=LinkToday(connected=True)),
        make_site("B", SiteKind.SCHOOL, 0, 0, link=LinkToday(type=LinkType.COPPER)),
        make_site("D", SiteKind.OTHER, 0, 0, users=Users(at_once=5.0), link=FAST),
        make_site("E", SiteKind.OTHER, 0, 0, users=Users(staff=5), link=FAST),
        make_site("F", SiteKind.OTHER, 0, 0, population=500, users=Users(staff=5)),
        make_site(
            "G",
            SiteKind.SCHOOL,
            0,
            0,
            users=PUPILS,
            link=LinkToday(type=LinkType.NONE, connected=False, contradicted=True),
        ),
        make_site(
            "H",
            SiteKind.SCHOOL,
            0,
            0,
            users=PUPILS,
            link=LinkToday(type=LinkType.FIBRE, measured_mbps=3.0, speed_doubted=True),
        ),
        make_site(
            "I",
            SiteKind.SCHOOL,
            0,
            0,
            users=PUPILS,
            link=LinkToday(type=LinkType.GEO, measured_mbps=3.0),
        ),
        make_site("J", SiteKind.SCHOOL, 0, 0, users=PUPILS, link=LinkToday()),
    ]
    scenario = Scenario(
        standard={SiteKind.LIBRARY: KindStandard(users_if_unknown=40, mbps_if_unknown=2.5)}
    )
    found = {a.kind.value: (a.site_ids, a.values) for a in assumptions(sites, scenario)}

    assert found == {
        "users_unknown": (("B",), ()),
        "users_of_kind": (("C",), ("40",)),
        "users_at_once": (("D",), ()),
        "staff_only": (("E", "F"), ()),
        "link_unknown": (("F", "J"), ()),
        "speed_unknown": (("B", "C"), ("2.5", "5")),
        "volume_unknown": (("I",), ("60",)),
        "speed_doubted": (("H",), ()),
        "link_contradicted": (("G",), ()),
    }


def test_population_is_an_assumption_where_it_is_asked_for(make_site: MakeSite) -> None:
    """The same site is unknown, or stands on its soum's population, as the scenario says."""
    site = make_site("F", SiteKind.OTHER, 0, 0, population=500, link=FAST)
    asked = Scenario(demand=Demand(visitors_share_of_population=0.01))

    assert [a.kind for a in assumptions([site], Scenario())] == [AssumptionKind.USERS_UNKNOWN]
    assert [a.kind for a in assumptions([site], asked)] == [AssumptionKind.USERS_OF_POPULATION]


def test_people_within_a_radius_are_an_assumption_with_the_radius(make_site: MakeSite) -> None:
    """Only of sites that name no users, and only where a share is asked."""
    sites = [
        make_site("A", SiteKind.SCHOOL, 0, 0, people_near=500.0, link=FAST),
        make_site("B", SiteKind.SCHOOL, 0, 0, people_near=500.0, link=FAST, users=PUPILS),
    ]
    own = KindStandard(population_radius_km=2.5, population_share=0.2)
    asked = Scenario(standard={SiteKind.SCHOOL: own})
    found = assumptions(sites, asked)

    assert [(a.kind, a.values, a.site_ids) for a in found] == [
        (AssumptionKind.USERS_OF_PEOPLE_NEAR, ("2.5",), ("A",))
    ]
    assert [a.kind for a in assumptions(sites, Scenario())] == [AssumptionKind.USERS_UNKNOWN]


def test_silence_about_the_inside_of_a_building_is_counted(make_site: MakeSite) -> None:
    """One figure, a zero too, ends the silence; so does a scenario that does not ask."""
    silent = make_site("A", SiteKind.SCHOOL, 0, 0, users=PUPILS, link=FAST, equipment=Equipment())
    told = make_site(
        "B", SiteKind.SCHOOL, 0, 0, users=PUPILS, link=FAST, equipment=Equipment(routers=0)
    )
    free = Scenario(allow_links_without_way_inside=True)

    (found,) = assumptions([silent, told], Scenario())
    assert (found.kind, found.site_ids) == (AssumptionKind.INSIDE_UNKNOWN, ("A",))
    assert assumptions([silent, told], free) == ()


def test_nothing_is_assumed_of_sites_that_say_everything(make_site: MakeSite) -> None:
    """A full inventory has no assumptions."""
    site = make_site("A", SiteKind.SCHOOL, 0, 0, users=PUPILS, link=FAST)

    assert assumptions([site], Scenario()) == ()


def test_what_most_of_the_benefit_rests_on_comes_first(make_site: MakeSite) -> None:
    """A school of 900 with a link of unknown speed outweighs one of 100 that is assumed.

    The unknown library is taken as the mean of all, 500: of 1,500 in all, the link of 900 carries
    0.6 x 900, the assumed school 100 and the unknown one 500.
    """
    sites = [
        make_site("A", SiteKind.SCHOOL, 0, 0, users=Users(students=900), link=UNKNOWN_SPEED),
        make_site("B", SiteKind.BAGH_SCHOOL, 0, 0, link=FAST),
        make_site("C", SiteKind.LIBRARY, 0, 0, link=FAST),
    ]
    scenario = Scenario(
        standard={SiteKind.BAGH_SCHOOL: KindStandard(users_if_unknown=100)},
        equity=Equity(bagh_factor=1.0),
    )

    found = assumptions(sites, scenario)

    assert [(a.kind.value, a.share) for a in found] == [
        ("speed_unknown", 0.36),
        ("users_unknown", 0.333),
        ("users_of_kind", 0.067),
    ]
