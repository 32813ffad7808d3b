"""Draws of users, speeds and hours of power: what they change, and that nothing else does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inventory.prices.catalogue import Role
from planner.analysis.curves.frontier import for_benefit
from planner.analysis.risk.drawn_figures import AS_TODAY, POWER, TWICE, WITHOUT, DrawnFigures
from planner.analysis.risk.plan_risk import Stakes
from planner.analysis.risk.price_risk import draw_prices
from planner.analysis.risk.site_worth import arcs_by_site, options
from planner.pipeline.prepare import Prepared, prepare, read_project
from planner.project.init import init_project
from planner.scenario.overrides import with_overrides


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """One aimag's share of the example."""
    folder = tmp_path_factory.mktemp("figures") / "project"
    init_project(folder, "mongolia")
    return prepare(read_project(folder), "MN-035")


def under(country: Prepared, **uncertainty: float) -> Prepared:
    """Return the country where figures vary otherwise."""
    settings: dict[str, Any] = {f"uncertainty.{k}": v for k, v in uncertainty.items()}
    scenario = with_overrides(country.inputs.scenario, settings)
    return replace(country, inputs=replace(country.inputs, scenario=scenario))


NOTHING = {"assumed_users_sd": 0.0, "assumed_mbps_sd": 0.0, "assumed_power_hours_sd": 0.0}


def test_what_is_known_for_sure_is_not_drawn(country: Prepared) -> None:
    """Without a deviation draws of figures are draws of prices."""
    sure = under(country, **NOTHING)
    figures = DrawnFigures.of(sure, for_benefit(sure), 1)
    assert not figures.sites and not figures.parts
    assert not figures.change(0).worth and not figures.change(0).ratios
    plain, with_figures = draw_prices(sure, 2), draw_prices(sure, 2, figures=True)
    assert plain == with_figures


def test_common_demand_moves_all_sites_together(country: Prepared) -> None:
    """With one factor alone every site gains, or every site loses, users."""
    grown = under(country, **NOTHING, demand_sd=0.3)
    problem = for_benefit(grown)
    figures = DrawnFigures.of(grown, problem, 1)
    assert len(figures.sites) > 10
    signs = set()
    for number in range(6):
        worth = figures.change(number).worth
        assert worth == figures.change(number).worth
        links = [a for of in arcs_by_site(grown).values() for a, _ in of.arcs if a in worth]
        total = sum(worth[a] - problem.benefit_of(a) for a in links)
        signs.add(total > 0)
    assert signs == {True, False}


def test_a_draw_is_an_answer_to_what_it_draws(country: Prepared) -> None:
    """Plans change with figures; bounds stay above values, and today's plan is told by them."""
    wild = under(country, users_sd=0.5, assumed_mbps_sd=1.0, item_sd=0.0)
    plain, drawn = draw_prices(wild, 4), draw_prices(wild, 4, figures=True)
    assert drawn.figures > 10 and plain.figures == 0
    assert plain.benefit is not None and drawn.benefit is not None
    assert plain.benefit.low == plain.benefit.high
    assert drawn.benefit.low < drawn.benefit.high
    assert drawn.todays_plan_fits == 4  # prices and power do not vary
    (today,) = (plan for plan in drawn.plans if plan.today)
    assert today.missed is not None and today.missed.draws == 4


def test_kits_of_power_are_bought_where_power_fails(country: Prepared) -> None:
    """A link at a site whose power falls out costs its kits, and saves them where it comes."""
    dark = under(country, **NOTHING, power_hours_sd=12.0)
    problem = for_benefit(dark)
    figures = DrawnFigures.of(dark, problem, 1)
    groups = {part.group for part in figures.parts}
    assert groups
    needs = dark.offers.needs
    kits = {item.sku for item in dark.inputs.catalogue.of(Role.POWER_KIT)}
    flipped = [
        (group, ratio)
        for number in range(4)
        for group, ratio in figures.change(number).ratios.items()
        if ratio != AS_TODAY
    ]
    assert flipped
    by_site = arcs_by_site(dark)
    for group, ratio in flipped:
        site = group.removeprefix(POWER)
        assert ratio == (TWICE if needs[site].reliable_power else WITHOUT)
        for a, arc in options(by_site[site]):
            stakes = Stakes.of(problem, figures.parts, [a])
            ratios = dict.fromkeys(groups, AS_TODAY) | {group: ratio}
            (after,) = stakes.at([ratios]).capex_minor.tolist()
            has = sum(line.amount_minor for line in arc.lines if line.sku in kits)
            if ratio == WITHOUT:
                assert after == stakes.capex_minor - has
            else:
                assert has == 0 and after > stakes.capex_minor
