"""Contracts of a settlement share its backhaul, at the contention that its table states."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizers import verify
from optimizers.solve import solve
from planner.candidates.candidate import Carrier, Reason
from planner.candidates.needs import present_mbps
from planner.candidates.options import delivered_mbps
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.scenario.settings import Scenario
from planner.scenario.upper_limits import SecondLink
from sites.network import Place
from sites.site import LinkToday, LinkType, SiteKind


def place(code: str, level: str = "soum", **more: Any) -> Place:
    """Return a place without a position."""
    return Place(
        code=code, other_codes=(), level=level, parent="", name=code, name_latin=code,
        longitude=None, latitude=None, **more,
    )  # fmt: skip


@pytest.fixture
def villages(three_villages: Any) -> Any:
    """Return what makes the villages with places that carry so much, by code."""

    def make(contention: float | None = None, **backhaul: float | None) -> Any:
        sites = tuple(replace(site, contention=contention) for site in three_villages.sites)
        places = tuple(place(code, backhaul_mbps=mbps) for code, mbps in backhaul.items())
        network = replace(three_villages.network, places=places)
        return three_villages.changed(sites=sites, network=network)

    return make


def loads(world: Any) -> tuple[Any, dict[str, Any]]:
    """Return the model of a world and its rows about settlements, by id."""
    model = build_problem(world, build_offers(world))
    rows = {row.id: row for row in model.problem.limits if row.id.startswith("load:settlement")}
    return model, rows


def test_a_contract_never_delivers_more_than_its_part(three_villages: Any) -> None:
    """Twenty contracts that share 100 Mbps leave 5 of each; where two share it, 0.6 stay."""
    contract = next(i for i in three_villages.catalogue.items if i.role == "contract" and i.mbps)
    whole = replace(contract, mbps=100.0, busy_hour_mbps=None)
    scenario = Scenario()

    assert delivered_mbps(whole, scenario) == 60.0
    assert delivered_mbps(whole, scenario, 20.0) == 5.0
    assert delivered_mbps(whole, scenario, 1.25) == 60.0
    assert delivered_mbps(replace(whole, busy_hour_mbps=80.0), scenario, 2.0) == 50.0
    assert delivered_mbps(replace(whole, mbps=None), scenario, 2.0) is None


def test_present_links_of_a_settlement_share_too(make_site: Any) -> None:
    """What is measured stays; what is not follows the contention, satellites aside."""
    link = LinkToday(type=LinkType.FIBRE, contract_mbps=100.0)
    site = replace(make_site("S", SiteKind.SCHOOL, 0, 0), link=link, contention=20.0)
    scenario = Scenario()

    assert present_mbps(site, scenario)[0] == 5.0
    assert "20" in present_mbps(site, scenario)[1][0].en
    measured = replace(site, link=replace(link, measured_mbps=70.0))
    assert present_mbps(measured, scenario)[0] == 70.0
    above = replace(site, link=replace(link, type=LinkType.LEO))
    assert present_mbps(above, scenario)[0] == 60.0


def test_what_a_settlement_carries_is_a_row_of_the_problem(villages: Any) -> None:
    """New contracts there have a quarter of it together; verify follows the row."""
    (soum, *_) = {site.soum for site in villages().sites}
    model, rows = loads(villages(**{soum: 40.0}))
    (row,) = rows.values()
    result = solve(model.problem)
    free = solve(loads(villages())[0].problem)

    def used(chosen: Any) -> int:
        asked = dict(zip(row.arcs, row.coefficients, strict=True))
        return sum(asked.get(a, 0) for a in chosen)

    assert row.id == f"load:settlement:{soum}"
    assert row.upper == 10
    assert used(result.chosen) <= 10 < used(free.chosen)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    faults = verify.check(model.problem.to_json(), free.to_json())
    assert any(row.id in fault for fault in faults)


def test_without_a_statement_there_is_no_row(villages: Any) -> None:
    """Nobody looks at what nobody states; enough for all makes no row either."""
    (soum, *_) = {site.soum for site in villages().sites}
    assert loads(villages())[1] == {}
    assert loads(villages(**{soum: 10_000_000.0}))[1] == {}


def test_satellites_do_not_load_it(villages: Any) -> None:
    """A dish leaves the settlement by the sky, a second site of the area by its own place."""
    (soum, *_) = {site.soum for site in villages().sites}
    offers = build_offers(villages(**{soum: 40.0}))
    carrier = Carrier(part="settlement", name=soum, carries=10)
    by_medium = {c.link_type: carrier in c.carriers for c in offers.candidates}
    assert not any(by_medium.get(medium, False) for medium in ("leo", "geo", "none"))
    assert any(by_medium.values())


@pytest.fixture
def under_beams(three_villages: Any) -> Any:
    """Return what makes the villages with quotas of satellites in their only soum."""

    def make(**quotas: float | None) -> Any:
        (soum, *_) = {site.soum for site in three_villages.sites}
        network = replace(three_villages.network, places=(place(soum, **quotas),))
        return three_villages.changed(network=network)

    return make


def by_satellite(world: Any) -> tuple[Any, set[str]]:
    """Return the best plan of a world and the sites that low-orbit satellites serve in it."""
    off = ("fibre", "microwave", "cellular", "neighbour", "upgrade", "content", "geo")
    world = world.with_policy(technologies={name: {"enabled": False} for name in off})
    model = build_problem(world, build_offers(world))
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    arcs = (model.arcs[a] for a in result.chosen or ())
    return model, {arc.site_id for arc in arcs if arc.id.endswith("/leo/LEO-50")}


def test_a_beam_serves_as_many_as_its_quota(under_beams: Any) -> None:
    """Each terminal asks for 50 Mbps: 149 are two of them, and more is no row."""
    model, free = by_satellite(under_beams())
    limited, two = by_satellite(under_beams(leo_mbps=149.9))
    rows = {row.id: row for row in limited.problem.limits if row.id.startswith("load:leo")}

    assert len(free) > 2 and len(two) == 2
    assert [row.upper for row in rows.values()] == [149]
    assert not [row for row in model.problem.limits if row.id.startswith("load:leo")]
    assert by_satellite(under_beams(geo_mbps=1.0))[1] == free  # another satellite's


def test_where_none_may_be_it_is_refused_with_the_place(under_beams: Any) -> None:
    """0 Mbps, or less than one: an exclusion area, or no licence."""
    offers = build_offers(under_beams(leo_mbps=0.5, geo_mbps=0.0))
    refused = {(r.technology, r.reason) for r in offers.rejections}

    assert {("leo", Reason.NO_COVERAGE), ("geo", Reason.NO_COVERAGE)} <= refused
    assert not [c for c in offers.candidates if c.link_type in ("leo", "geo")]
    text = next(r.detail.en for r in offers.rejections if r.technology == "leo")
    assert "leaves 0 Mbps" in text


def test_a_counted_satellite_is_no_second_link(under_beams: Any) -> None:
    """A dish that stands by would load a beam that nobody counted it in."""
    world = under_beams(leo_mbps=100.0).with_policy(second_link=SecondLink(sites=["L1"]))
    kit = {step.chain for step in build_offers(world).kit if step.site_id == "L1"}

    assert "second_leo" not in kit and "second_geo" in kit
