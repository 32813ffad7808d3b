"""Institutions of one building share a link, its terminal and its contract where that pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_projects import a_config

from inventory.prices.catalogue import Role
from optimizers.result import Result
from optimizers.solve import solve
from planner.candidates.candidate import Offers, Period
from planner.candidates.nodes import SharedLink, link_host, shared_link
from planner.model.build import build_problem
from planner.offers.build import build_offers, offers_at
from planner.offers.buildings import are_apart, periods_of, sites_by_building
from planner.pipeline.make_plan import make_plan
from planner.project.checks.buildings import with_buildings_checked
from planner.project.load import load_inputs
from planner.scenario.directives import DirectiveKind
from sites.site import CoordinateQuality, SiteKind, Users

_POLICY = """\
[scenarios.base]
limits = { capex = 100_000_000 }
[scenarios.base.standard]
school = { payer = "ministry" }
dormitory = { payer = "ministry" }
library = { payer = "culture" }
"""
PROJECT = a_config("Building", _POLICY, sites="sites.csv", catalogue="catalogue.csv")
SITES = """site_id,name,kind,longitude,latitude,students,boarders,staff,visitors_per_day,building_id
S1,Сургууль,school,100.1566,49.636897,300,,20,,B7
L1,Номын сан,library,100.1567,49.6369,,,2,40,B7
"""
ALL = "rooms,link_type,power_source,power_hours_per_day,lan,ups,access_points,computers_total"
EVERYWHERE = "2,none,grid,24,yes,yes,9,0"
CATALOGUE = """sku,role,category,timing,unit,unit_price,link_type,mbps,busy_hour_mbps
LEO-50,contract,services,per_year,ANN,1000000,leo,50,30
LEO-100,contract,services,per_year,ANN,1600000,leo,100,60
KIT,terminal,goods,one_time,C62,2000000,leo,,
CBL,cabling,works,one_time,C62,150000,,,
"""
OF_ITEMS = "name_mn,name_en,currency,vat_included,price_date,source"
OF_ITEM = "Зүйл,Item,MNT,yes,2026-10-01,quotation"


def joined(text: str, header: str, cells: str) -> str:
    """Return rows of CSV with the same cells at the end of each."""
    first, *rows = text.splitlines()
    return "\n".join([f"{first},{header}", *(f"{row},{cells}" for row in rows)]) + "\n"


@pytest.fixture
def building(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of the project: a school and a library under one roof, and satellites."""

    def made(sites: str = SITES, catalogue: str = CATALOGUE, capex: str = "100_000_000") -> Path:
        project = PROJECT.replace("100_000_000", capex)
        (tmp_path / "kholboo.toml").write_text(project, encoding="utf-8")
        (tmp_path / "sites.csv").write_text(joined(sites, ALL, EVERYWHERE), encoding="utf-8")
        (tmp_path / "catalogue.csv").write_text(
            joined(catalogue, OF_ITEMS, OF_ITEM), encoding="utf-8"
        )
        return tmp_path

    return made


def received(folder: Path) -> tuple[dict[str, tuple[str | None, float]], Any]:
    """Return technology and Mbps by site, and the plan, which is proven."""
    plan = make_plan(folder)[0]
    assert plan.status == "certified_optimal", (plan.status, plan.objective, plan.certified_bound)
    return {d.site_id: (d.technology, d.mbps_after) for d in plan.deployments}, plan


def test_one_terminal_and_one_contract_serve_both(building: Callable[..., Path]) -> None:
    """60 Mbps for 1.6 million a year are cheaper than twice 30 Mbps for a million each."""
    found, plan = received(building())

    assert found == {"S1": ("leo", 20.0), "L1": ("neighbour", 20.0)}
    assert plan.capex_minor == 2_000_000 + 150_000
    assert plan.opex_per_year_minor == 1_600_000
    (link,) = plan.links
    assert (link.kind, link.serves, link.carried_mbps, link.asked_mbps) == (
        "building",
        ("L1", "S1"),
        60,
        40,
    )
    assert link.lines == ()
    guest, host = plan.deployments
    assert [(line.sku, line.payer) for line in host.lines] == [
        ("KIT", None),
        ("LEO-100", "ministry"),
    ]
    assert [line.sku for line in guest.lines] == ["CBL"]
    assert [package.entity for package in plan.packages] == ["culture", "ministry"]
    assert "over the link of S1 in the same building" in guest.reason_text
    assert "нэг барилгын S1 байгууллагын холболтоор" in guest.reason_text_mn


def test_dear_cabling_leaves_each_its_own(building: Callable[..., Path]) -> None:
    """It is the optimizer who decides: with cabling at 20 million nobody shares."""
    dear = CATALOGUE.replace("C62,150000", "C62,20000000")
    found, plan = received(building(catalogue=dear))

    assert found == {"S1": ("leo", 30.0), "L1": ("leo", 30.0)}
    assert plan.links == () and plan.capex_minor == 4_000_000


def test_what_a_link_delivers_is_never_given_twice(building: Callable[..., Path]) -> None:
    """One kit of 30 Mbps for 20 and 20: the school has its 20, the library the 10 that are left."""
    small = "\n".join(r for r in CATALOGUE.splitlines() if not r.startswith("LEO-100")) + "\n"
    found, plan = received(building(catalogue=small, capex="2_200_000"))

    assert found == {"S1": ("leo", 20.0), "L1": ("neighbour", 10.0)}
    assert (plan.links[0].carried_mbps, plan.links[0].asked_mbps) == (30, 30)
    assert plan.objective <= plan.certified_bound <= 1.001 * plan.objective


def test_school_by_day_and_dormitory_in_the_evening_use_the_same_mbps(
    building: Callable[..., Path],
) -> None:
    """Both have their 20 Mbps of a link of 30, for they are never there at once."""
    dormitory = SITES.replace("L1,Номын сан,library", "D1,Дотуур байр,dormitory")
    dormitory = dormitory.replace(",,,2,40,B7", ",,80,2,,B7")
    found, plan = received(building(sites=dormitory))

    assert found == {"S1": ("leo", 20.0), "D1": ("neighbour", 20.0)}
    assert plan.opex_per_year_minor == 1_000_000
    assert (plan.links[0].carried_mbps, plan.links[0].asked_mbps) == (30, 20)


def test_a_school_on_good_fibre_lets_the_library_share_an_upgrade(
    building: Callable[..., Path],
) -> None:
    """60 Mbps for both at 1.5 million a year; the school paid 1.2 million for its 30 alone."""
    fibre = CATALOGUE + "FIB-100,contract,services,per_year,ANN,1500000,fibre,100,60\n"
    folder = building(catalogue=fibre)
    text = (folder / "sites.csv").read_text(encoding="utf-8")
    head, school, library = text.splitlines()
    rows = [
        f"{head},measured_mbps,price_per_month",
        f"{school.replace(',none,', ',fibre,')},30,100000",
        f"{library},,",
    ]
    (folder / "sites.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found, plan = received(folder)

    assert found == {"S1": ("upgrade", 30.0), "L1": ("neighbour", 20.0)}  # 30 it has today
    assert plan.capex_minor == 150_000
    assert plan.opex_per_year_minor == 1_500_000


def test_the_run_is_derived_and_explained(building: Callable[..., Path]) -> None:
    """Problem, proof and sheets of a shared link come again from the recorded inputs."""
    from planner.analysis.explain import explain_site
    from planner.audit.rederive_run import rederive_run
    from planner.audit.verify_run import verify_run

    folder = make_plan(building())[1]
    assert rederive_run(folder) == []
    assert verify_run(folder) == []
    lines = explain_site(folder, "L1").lines("en")
    assert any("* sharing a neighbour's link" in x and "over the link of S1" in x for x in lines)


def told(folder: Path) -> dict[str, str]:
    """Return what is told of buildings: what was found, by rule."""
    inputs = with_buildings_checked(load_inputs(folder))
    assert inputs.ok, [f.sentence() for f in inputs.findings]
    return {f.rule: f.found for f in inputs.findings if f.rule.startswith("building.")}


def shares(offers: Offers) -> set[str]:
    """Return the sites that could share a link."""
    return {c.site_id for c in offers.candidates if link_host(c.from_node) is not None}


def test_without_cabling_on_sale_it_is_told_and_nothing_is_shared(
    building: Callable[..., Path],
) -> None:
    """A cable without a price is not free."""
    folder = building(catalogue=CATALOGUE.replace("CBL,cabling", "RCK,rack"))

    assert told(folder) == {
        "building.no_cabling": "no item of the role cabling; 2 sites in 1 buildings: L1, S1"
    }
    assert shares(build_offers(load_inputs(folder))) == set()
    assert told(building()) == {}


def test_a_code_of_a_building_ten_kilometres_long_is_told(building: Callable[..., Path]) -> None:
    """Such sites share nothing: the code or a position is wrong."""
    folder = building(sites=SITES.replace("100.1567", "100.3"))

    assert told(folder) == {"building.apart": "B7: L1, S1"}
    assert shares(build_offers(load_inputs(folder))) == set()


def test_one_point_is_one_building_unless_many_claim_it(make_site: Any) -> None:
    """Two to four sites at one surveyed point; five are a doubtful point, a soum centre is none."""

    def groups(count: int, **more: Any) -> list[tuple[str, ...]]:
        sites = [make_site(f"S{n}", SiteKind.SCHOOL, 100, 100, **more) for n in range(count)]
        return [tuple(s.id for s in found) for found in sites_by_building(sites)]

    assert groups(1) == []
    assert groups(2) == [("S0", "S1")]
    assert groups(4) == [("S0", "S1", "S2", "S3")]
    assert groups(5) == []
    assert groups(5, building_id="B") == [("S0", "S1", "S2", "S3", "S4")]
    assert groups(2, coordinate_quality=CoordinateQuality.SOUM_CENTRE) == []


def test_points_of_one_building_lie_near(make_site: Any) -> None:
    """299 m are one building, 310 m are not; what is not surveyed decides nothing."""

    def apart(metres: float, **more: Any) -> bool:
        one = make_site("A", SiteKind.SCHOOL, 0, 0)
        return are_apart([one, make_site("B", SiteKind.SCHOOL, metres, 0, **more)])

    assert not apart(299)
    assert apart(310)
    assert not apart(310, coordinate_quality=CoordinateQuality.SOUM_CENTRE)


def test_who_uses_a_link_when(make_site: Any) -> None:
    """Schools by day, dormitories in the evening, boarders and the public in both."""

    def when(kind: SiteKind, **users: Any) -> tuple[Period, ...]:
        return periods_of(make_site("A", kind, 0, 0, users=Users(**users)))

    assert when(SiteKind.SCHOOL) == (Period.DAY,)
    assert when(SiteKind.SCHOOL, boarders=30) == (Period.DAY, Period.EVENING)
    assert when(SiteKind.DORMITORY) == (Period.EVENING,)
    assert when(SiteKind.LIBRARY) == (Period.DAY, Period.EVENING)


@pytest.fixture
def one_roof(three_villages: Any) -> Any:
    """School and library of the three villages under one roof."""
    return three_villages.with_site("S1", building_id="B").with_site("L1", building_id="B")


def test_offers_at_a_site_are_those_of_all(one_roof: Any) -> None:
    """What is offered at one site does not depend on who asks, and no answer is missing."""
    whole = build_offers(one_roof)
    assert shares(whole) == {"S1", "L1"}
    for site_id in ("S1", "L1", "S2"):
        alone = offers_at(one_roof, site_id)
        assert alone.candidates == tuple(c for c in whole.candidates if c.site_id == site_id)
        assert alone.rejections == tuple(r for r in whole.rejections if r.site_id == site_id)
    pairs = [(c.site_id, c.technology) for c in whole.candidates]
    assert not set(pairs) & {(r.site_id, r.technology) for r in whole.rejections}
    names = [thing.id for thing in (*whole.assets, *whole.candidates)]
    assert len(names) == len(set(names))


def test_switched_off_or_without_cabling_offers_are_as_without_buildings(
    three_villages: Any, one_roof: Any
) -> None:
    """A run of an older release, which lacks the setting, is derived as it was."""
    plain = build_offers(three_villages)

    assert build_offers(one_roof.with_policy(share_in_buildings=False)) == plain
    without = build_offers(one_roof.without_items(Role.CABLING))
    assert without == build_offers(three_villages.without_items(Role.CABLING))


def test_a_site_that_a_directive_excludes_shares_nothing(one_roof: Any) -> None:
    """Neither as host nor as guest; the other then has nobody to share with."""
    assert shares(build_offers(one_roof.directed(DirectiveKind.MUST_NOT, "L1"))) == set()


def test_a_shared_link_takes_nothing_away_from_a_present_one(one_roof: Any) -> None:
    """The school has 5 Mbps today: no part of a link below that is on offer to it."""
    parts = [
        c
        for c in build_offers(one_roof).candidates
        if c.site_id == "S1" and link_host(c.from_node) is not None
    ]
    need = build_offers(one_roof).needs["S1"]
    assert parts and all(c.delivered_mbps >= need.present_mbps for c in parts)


def test_a_shared_link_is_named_by_its_host() -> None:
    """Codes of sites may hold any sign."""
    link = SharedLink(site_id="MN:S@1", number=3)
    assert shared_link(link) == "link:MN:S@1@3"
    assert link_host("link:MN:S@1@3") == "MN:S@1"
    assert link_host("premises:S1") is None and SharedLink.of("S1") is None


def test_a_mobile_unit_has_no_building(make_site: Any) -> None:
    """It is parked there now and then."""
    one = make_site("A", SiteKind.SCHOOL, 0, 0, building_id="B")
    bus = replace(make_site("M", SiteKind.MOBILE_UNIT, 0, 0), building_id="B")
    assert list(sites_by_building([one, bus])) == []


def best_of(folder: Path) -> Result:
    """Return the answer to a project's problem."""
    inputs = load_inputs(folder)
    return solve(build_problem(inputs, build_offers(inputs)).problem)


@settings(
    max_examples=examples(16),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    students=st.integers(10, 600),
    visitors=st.integers(1, 120),
    cabling=st.sampled_from([50_000, 150_000, 1_000_000, 20_000_000]),
    capex=st.integers(1, 6),
)
def test_sharing_on_offer_never_lowers_the_bound_below_the_benefit_without(
    building: Callable[..., Path], students: int, visitors: int, cabling: int, capex: int
) -> None:
    """A plan in which each has its own link is a plan where they may share one."""
    sites = SITES.replace(",300,,20,", f",{students},,20,").replace(",2,40,", f",2,{visitors},")
    catalogue = CATALOGUE.replace("C62,150000", f"C62,{cabling}")
    money = f"{capex * 1_000_000}"
    apart = best_of(building(sites.replace("B7\n", "B8\n", 1), catalogue, money))
    shared = best_of(building(sites, catalogue, money))

    assert apart.objective is not None and shared.objective is not None
    assert shared.certified_bound is not None
    assert shared.certified_bound >= apart.objective
    if shared.status == "certified_optimal":
        assert shared.objective >= apart.objective
