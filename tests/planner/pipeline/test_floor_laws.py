"""Laws of floors, over drawn offers, budgets and shares of a small country."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.model.fair_floors import fair_groups, fair_problem
from planner.model.rows.least_shares import WHOLE
from planner.pipeline.fair_level import reach
from planner.pipeline.floor_costs import compare_floors
from planner.pipeline.prepare import Prepared

BUDGET = st.integers(min_value=0, max_value=3500)
YEARLY = st.integers(min_value=3600, max_value=6000)  # present fees must fit
GAINS = st.lists(st.integers(min_value=1, max_value=900), min_size=6, max_size=6)
BY = st.sampled_from(["aimag", "kind"])
SHARE = st.sampled_from(["0.3", "0.5", "0.9", "1"])
LAW = settings(
    max_examples=examples(20),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def drawn(offers: Offers, gains: list[int]) -> Offers:
    """Return the offers with other gains."""
    new, kit = gains[: len(offers.candidates)], gains[len(offers.candidates) :]
    return replace(
        offers,
        candidates=tuple(
            replace(c, benefit=g) for c, g in zip(offers.candidates, new, strict=True)
        ),
        kit=tuple(replace(k, benefit=g) for k, g in zip(offers.kit, kit, strict=True)),
    )


def with_level(inputs: Any, offers: Offers) -> Prepared:
    """Return a problem whose floors have the amounts of its fair level."""
    level = reach(build_problem(inputs, offers), 1)
    floors = level.floors(inputs.scenario.limits.floors)
    limits = inputs.scenario.limits.model_copy(update={"floors": floors})
    fixed = replace(inputs, scenario=inputs.scenario.model_copy(update={"limits": limits}))
    model = build_problem(fixed, offers)
    return Prepared(national=fixed, inputs=fixed, offers=offers, model=model, fair=level)


def _inputs(world: Any, by: str, share: str, capex: int, opex: int) -> Any:
    floors = [{"by": by, "share": share}]
    return world.under(limits={"floors": floors, "capex_minor": capex, "opex_per_year_minor": opex})


@LAW
@given(gains=GAINS, by=BY, share=SHARE, capex=BUDGET, more=BUDGET, opex=YEARLY)
def test_more_money_never_lowers_the_bound_below_the_old_benefit(
    world: Any, offers: Offers, gains: list[int], by: str, share: str, capex: int, more: int,
    opex: int,
) -> None:  # fmt: skip
    """With the amounts fixed, a plan of the smaller budget is one of the larger."""
    prepared = with_level(_inputs(world, by, share, capex, opex), drawn(offers, gains))
    assert prepared.fair is not None
    old = solve(prepared.model.problem, start=prepared.fair.chosen)
    limits = prepared.inputs.scenario.limits.model_copy(update={"capex_minor": capex + more})
    scenario = prepared.inputs.scenario.model_copy(update={"limits": limits})
    larger = build_problem(replace(prepared.inputs, scenario=scenario), prepared.offers)
    new = solve(larger.problem, start=old.chosen)

    assert old.objective is not None, "the plan of the fair level keeps every floor"
    assert new.certified_bound is not None
    assert new.certified_bound >= old.objective
    assert new.objective is not None
    assert new.objective >= old.objective


@LAW
@given(gains=GAINS, by=BY, share=SHARE, capex=BUDGET, opex=YEARLY)
def test_removing_a_floor_gains_at_most_the_upper_end_of_its_interval(
    world: Any, offers: Offers, gains: list[int], by: str, share: str, capex: int, opex: int
) -> None:
    """And at least the lower end."""
    prepared = with_level(_inputs(world, by, share, capex, opex), drawn(offers, gains))
    assert prepared.fair is not None
    result = solve(prepared.model.problem, start=prepared.fair.chosen)
    without = prepared.inputs.under(limits={"capex_minor": capex, "opex_per_year_minor": opex})
    best = solve(build_problem(without, prepared.offers).problem)
    assert best.objective is not None and result.objective is not None

    for comparison in compare_floors(prepared, result, lambda _: None):
        gain = comparison.gain()
        assert gain is not None
        assert gain.at_least <= best.objective - result.objective <= gain.at_most


@LAW
@given(gains=GAINS, by=BY, capex=BUDGET, opex=YEARLY)
def test_max_min_begun_with_the_plan_of_most_benefit_never_lowers_the_least_share(
    world: Any, offers: Offers, gains: list[int], by: str, capex: int, opex: int
) -> None:
    """In whole ten-thousandths of what each group could attain."""
    inputs = _inputs(world, by, "1", capex, opex)
    model = build_problem(inputs, drawn(offers, gains))
    groups = fair_groups(model)
    best = solve(model.problem)
    assert best.chosen is not None
    before = min(g.level(frozenset(best.chosen)) for g in groups)
    problem = fair_problem(model, groups, range(len(groups)), {}, WHOLE)
    fair = solve(problem, start=best.chosen, start_amounts=(before,))
    assert fair.chosen is not None
    after = min(g.level(frozenset(fair.chosen)) for g in groups)

    assert after >= before
    assert reach(model, 1).levels[0] >= before
