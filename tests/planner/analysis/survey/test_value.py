"""What a visit is worth, against offers built anew and decisions enumerated."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from statistics import fmean, pstdev

import pytest

from optimizers.result import Result
from planner.analysis.risk.site_worth import arcs_by_site
from planner.analysis.risk.unknowns import Figure, need_under, unknowns_of
from planner.analysis.survey.prices import Priced
from planner.analysis.survey.text import survey_lines
from planner.analysis.survey.value import LEVELS, survey_list
from planner.candidates.candidate import Offers
from planner.candidates.needs import Among
from planner.candidates.nodes import service_node
from planner.model.arcs import ArcKind, all_arcs
from planner.offers.build import build_offers
from planner.pipeline.prepare import Prepared, prepare, read_project
from planner.pipeline.solve import quick_search
from planner.project.init import init_project
from planner.scenario.overrides import with_overrides
from sites.site import Site


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """One aimag's share of the example."""
    folder = tmp_path_factory.mktemp("survey") / "project"
    init_project(folder, "mongolia")
    return prepare(read_project(folder), "MN-051")


@pytest.fixture(scope="module")
def plan(country: Prepared) -> Result:
    """Its plan at the least effort."""
    return quick_search(country.model.problem, country.inputs.scenario)


def offered(country: Prepared, site: Site) -> Offers:
    """Return what is on offer were a site another."""
    sites = tuple(site if one.id == site.id else one for one in country.inputs.sites)
    return build_offers(replace(country.inputs, sites=sites))


def doubtful(country: Prepared) -> list[Site]:
    """Sites with a link whose speed nobody measured."""
    return [
        site
        for site in country.inputs.sites
        if {u.figure for u in unknowns_of(site, country.inputs.scenario)} == {Figure.MBPS}
    ]


def test_levels_are_equally_likely_values_of_deviation_one() -> None:
    """The five values are a distribution of mean 0 and deviation 1."""
    assert fmean(LEVELS) == pytest.approx(0, abs=1e-12)
    assert pstdev(LEVELS) == pytest.approx(1, abs=1e-4)


def test_worth_at_another_speed_is_that_of_offers_built_anew(country: Prepared) -> None:
    """Today's arcs at today's need are worth what they are; at another speed, what is offered."""
    inputs, by_site = country.inputs, arcs_by_site(country)
    among = Among.of(inputs.sites, inputs.directives)
    for site in inputs.sites:
        if site.id in by_site:
            need = need_under(site, inputs.scenario, among, {})
            worth = by_site[site.id].worth(need, inputs.scenario)
            assert worth == {a: arc.benefit for a, arc in by_site[site.id].arcs}
    compared = 0
    for site in doubtful(country)[:4]:
        for deviation in (-0.7, 0.4):
            need = need_under(site, inputs.scenario, among, {Figure.MBPS: deviation})
            other = replace(site, link=replace(site.link, measured_mbps=need.present_mbps))
            anew = {arc.id: arc.benefit for arc in all_arcs(offered(country, other), [])}
            worth = by_site[site.id].worth(need, inputs.scenario)
            for a, arc in by_site[site.id].arcs:
                if arc.id in anew:
                    assert worth[a] == anew[arc.id], arc.id
                    compared += worth[a] != arc.benefit
    assert compared > 3


def test_the_value_is_that_of_decisions_enumerated(country: Prepared, plan: Result) -> None:
    """Every link with every set of equipment is a decision; the best of each state, enumerated."""
    found = survey_list(country, plan)
    priced = Priced.of(country, plan)
    assert found is not None and priced is not None and found.rows
    inputs, problem = country.inputs, country.model.problem
    by_site, among = arcs_by_site(country), Among.of(inputs.sites, inputs.directives)
    sites = {site.id: site for site in inputs.sites}
    for row in found.rows[:5]:
        site, of = sites[row.site_id], by_site[row.site_id]
        (unknown,) = unknowns_of(site, inputs.scenario)
        ways = [(a, arc) for a, arc in of.arcs if arc.kind is not ArcKind.KIT]
        packs = {a: arc for a, arc in of.arcs if arc.kind is ArcKind.KIT}
        sets: list[tuple[int, ...]] = []
        for size in range(len(packs) + 1):
            for some in itertools.combinations(packs, size):
                heads = {packs[a].head for a in some} | {service_node(site.id)}
                if all(packs[a].tail in heads for a in some):
                    sets.append(some)
        values = []
        for level in LEVELS:
            need = need_under(site, inputs.scenario, among, {Figure.MBPS: unknown.sd * level})
            worth = of.worth(need, inputs.scenario)
            state = []
            for a, arc in ways:
                lead = 0.0
                if arc.kind is ArcKind.OPTION:
                    tail = problem.tail[a]
                    own = priced.tail_of.get(site.id) == tail
                    lead = priced.access.get(tail, math.inf) + own * priced.alone.get(site.id, 0)
                for some in sets:
                    taken = (a, *some)
                    cost = sum(
                        price * dict(zip(r.arcs, r.coefficients, strict=True)).get(b, 0)
                        for r in problem.limits
                        if (price := priced.of_limit.get(r.id, 0.0))
                        for b in taken
                    )
                    state.append(sum(worth[b] for b in taken) - cost - lead)
            values.append(state)
        mean = [fmean(column) for column in zip(*values, strict=True)]
        expected = fmean(max(state) for state in values) - max(mean)
        assert row.value == math.floor(max(0.0, expected) + 1e-9)


def test_who_knows_everything_visits_nobody(country: Prepared, plan: Result) -> None:
    """Where no figure varies there is nothing to learn."""
    sure = {
        f"uncertainty.{name}": 0.0
        for name in ("assumed_users_sd", "assumed_mbps_sd", "assumed_power_hours_sd")
    }
    scenario = with_overrides(country.inputs.scenario, sure)
    known = replace(country, inputs=replace(country.inputs, scenario=scenario))
    found = survey_list(known, plan)
    assert found is not None
    assert (found.rows, found.uncertain) == ((), 0)
    assert len(survey_lines(found)) == 1 + bool(found.nobody_known)


@pytest.mark.parametrize(("off", "per_km"), [(-1, 0), (0, 0), (0, 1000)])
def test_a_visit_pays_where_it_is_worth_more_than_it_costs(
    country: Prepared, plan: Result, off: int, per_km: int
) -> None:
    """The cost is that of the scenario, and of the way from the aimag centre."""
    without = survey_list(country, plan)
    assert without is not None
    assert all(row.visit_minor is None and row.pays is None for row in without.rows)
    most = without.rows[0].value_minor
    assert most is not None
    costs = {
        "uncertainty.visit_cost_minor": most + off,
        "uncertainty.visit_cost_per_km_minor": per_km,
    }
    scenario = with_overrides(country.inputs.scenario, costs)
    found = survey_list(replace(country, inputs=replace(country.inputs, scenario=scenario)), plan)
    assert found is not None
    assert [row.value for row in found.rows] == [row.value for row in without.rows]
    far = {site.id: math.ceil(site.remoteness_km or 0) for site in country.inputs.sites}
    for row in found.rows:
        assert row.visit_minor == most + off + per_km * far[row.site_id]
        assert row.pays is ((row.value_minor or 0) > row.visit_minor)
    assert found.rows[0].pays is (off < 0)
    assert any("worth more than they cost" in line for line in survey_lines(found))


def test_unreliable_power_is_a_cost_of_the_link(country: Prepared, plan: Result) -> None:
    """Where hours of power may fall below what is reliable, knowing them is worth something."""
    base = country.inputs.scenario
    doubt = with_overrides(
        base,
        {
            "uncertainty.assumed_mbps_sd": 0.0,
            "uncertainty.power_hours_sd": 8.0,
        },
    )
    found = survey_list(replace(country, inputs=replace(country.inputs, scenario=doubt)), plan)
    assert found is not None and found.rows
    assert {row.unknown for row in found.rows} == {("power_hours",)}
