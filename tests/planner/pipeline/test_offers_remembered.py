"""Offers are made anew exactly where something changed that decides on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from four_places import write_project

from inventory.kept import NOTHING_KEPT
from inventory.remembered import Remembering
from planner.offers.build import build_offers
from planner.pipeline.prepare import read_project
from planner.project.kept_offers import offers_for
from planner.scenario.directives import DirectiveKind
from planner.scenario.inputs import Inputs

Changed = Callable[[Inputs], Inputs]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """Give a project with a directive of every kind that people write most."""
    return read_project(write_project(tmp_path_factory.mktemp("offers") / "four"))


def without(kind: DirectiveKind) -> Changed:
    """Return the change that leaves out the directives of a kind."""
    return lambda i: replace(i, directives=tuple(d for d in i.directives if d.kind is not kind))


def under(**settings: object) -> Changed:
    """Return the change of settings of the scenario."""
    return lambda i: replace(i, scenario=i.scenario.model_copy(update=settings))


def with_budget(inputs: Inputs) -> Inputs:
    """Give half the money, other floors and another seed."""
    scenario = inputs.scenario
    limits = scenario.limits.model_copy(update={"capex_minor": 6_000_000, "floors": []})
    solve = scenario.solve.model_copy(update={"seed": 7, "effort": 0})
    return replace(inputs, scenario=scenario.model_copy(update={"limits": limits, "solve": solve}))


@pytest.mark.parametrize(
    "change", [with_budget, without(DirectiveKind.MUST_SERVE), without(DirectiveKind.FLOOR)]
)
def test_what_only_limits_plans_leaves_offers_as_they_are(inputs: Inputs, change: Changed) -> None:
    """Money, floors, the solver and sites that must be served: the very same offers, rightly."""
    kept = Remembering(inner=NOTHING_KEPT)
    before, after = offers_for(inputs, kept), offers_for(change(inputs), kept)

    assert after is before
    assert after == build_offers(change(inputs))


@pytest.mark.parametrize(
    "change",
    [
        without(DirectiveKind.MUST_NOT),
        without(DirectiveKind.WEIGHT),
        without(DirectiveKind.PRICE_OVERRIDE),
        under(minimum_mbps=40.0),
        under(allow_capex_without_payer=True),
        lambda inputs: replace(inputs, sites=inputs.sites[1:]),
    ],
)
def test_what_decides_on_offers_makes_them_anew(inputs: Inputs, change: Changed) -> None:
    """A forbidden or weighted site, a price, a rule or a table: what is made without a memory."""
    kept = Remembering(inner=NOTHING_KEPT)
    before, after = offers_for(inputs, kept), offers_for(change(inputs), kept)

    assert after is not before
    assert after == offers_for(change(inputs)) == build_offers(change(inputs))
