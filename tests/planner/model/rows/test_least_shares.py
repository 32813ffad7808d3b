"""The goal that raises the least shares of groups, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any, get_args

import pytest
from examples import LAW
from hypothesis import given
from hypothesis import strategies as st

from optimizers import verify
from optimizers.problem import Problem
from optimizers.result import answer_json
from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.commands.plan import plan as plan_command
from planner.model.build import build_problem
from planner.model.rows.least_shares import LEVELS, WHOLE, group_shares
from planner.pipeline.make_plan import make_plan
from planner.reports.plan_summary import summary_lines
from planner.scenario.settings import GoalName


def _apart(world: Any) -> Any:
    """Return the world with each site in an aimag of its own."""
    sites = (replace(site, aimag=str(n), aimag_name=str(n)) for n, site in enumerate(world.sites))
    return replace(world, sites=tuple(sites))


def _every_plan(problem: Problem) -> Iterator[tuple[int, ...]]:
    """Yield every plan of a small problem without columns that keeps all its limits."""
    data = problem.to_json()
    entering: dict[int, list[int | None]] = {}
    for a, head in enumerate(problem.head):
        entering.setdefault(head, [None]).append(a)
    for choice in product(*entering.values()):
        chosen = sorted(a for a in choice if a is not None)
        heads = {problem.head[a] for a in chosen}
        if any(problem.tail[a] not in heads | {0} for a in chosen):
            continue
        if not verify.plan_faults(data, chosen, []):
            yield tuple(chosen)


def _shares(model: Any, chosen: Any) -> list[int]:
    """Return the groups' shares in whole ten-thousandths, the least first."""
    asked = model.policy.scenario.most_for_least
    taken = set(chosen)
    found = []
    for group in group_shares(model.policy, model.problem.head, asked.by, asked.quantity):
        received = sum(v for a, v in zip(group.arcs, group.values, strict=True) if a in taken)
        found.append(WHOLE * received // group.attainable)
    return sorted(found)


def _worth(model: Any, chosen: Any) -> tuple[int, ...]:
    """Return what the goals seek, in turn: the sums of the least shares, then benefit."""
    shares = _shares(model, chosen)
    sums = tuple(sum(shares[:k]) for k in range(1, min(3, len(shares)) + 1))
    return (*sums, sum(model.problem.benefit_of(a) for a in chosen))


@LAW
@given(
    capex=st.integers(0, 3_000),
    apart=st.booleans(),
    by=st.sampled_from(["aimag", "kind"]),
    quantity=st.sampled_from(["benefit", "users", "sites"]),
)
def test_no_plan_gives_the_least_more(
    world: Any, offers: Offers, capex: int, apart: bool, by: str, quantity: str
) -> None:
    """Level by level, against every plan there is; bounds hold for all as good before."""
    inputs = (_apart(world) if apart else world).under(
        limits={"capex_minor": capex, "opex_per_year_minor": 6_000}
    )
    usual = build_problem(inputs, offers)
    fair = build_problem(
        inputs.under(goal="most_for_least", most_for_least={"by": by, "quantity": quantity}), offers
    )
    best = max(_worth(fair, chosen) for chosen in _every_plan(usual.problem))
    result = solve(fair.problem)

    assert verify.check(fair.problem.to_json(), answer_json(result)) == []
    assert _worth(fair, result.chosen) == best
    for stage, value in zip(result.stages, best, strict=False):
        assert stage.value == value <= stage.certified_bound
    assert [s.name for s in result.stages[-2:]] == ["benefit", "cost"]


def test_the_plan_for_benefit_never_has_a_greater_least_share(world: Any, offers: Offers) -> None:
    """Begun with it, the search only raises the least share, in whole ten-thousandths."""
    inputs = _apart(world).under(limits={"capex_minor": 1_000, "opex_per_year_minor": 6_000})
    most = solve(build_problem(inputs, offers).problem)
    fair = build_problem(inputs.under(goal="most_for_least"), offers)
    result = solve(fair.problem, start=most.chosen)

    assert _shares(fair, result.chosen)[0] >= _shares(fair, most.chosen)[0]
    assert result.stages[0].value == _shares(fair, result.chosen)[0]


@pytest.mark.parametrize("language", ["mn", "en"])
def test_a_plan_for_the_least_is_told_and_verifies(project: Any, world: Any, language: Any) -> None:
    """The summary says how large the least share is; the run holds under both audits."""
    from planner.audit.rederive_run import rederive_run
    from planner.audit.verify_run import verify_run

    folder = project(world.under(limits={"capex_minor": 800}))
    plan, run_dir = make_plan(folder, overrides={"goal": "most_for_least"}, exports=("page",))
    told = " ".join(summary_lines(plan, "runs/x", language))
    share = f"{100 * (plan.objective or 0) / WHOLE:.4g}"

    assert plan.goal == "least_shares_1" and set(LEVELS) >= {plan.goal}
    assert share in told
    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []


def test_the_command_knows_every_goal() -> None:
    """Its choices are written down apart, so that help needs no settings."""
    (option,) = [p for p in plan_command.params if p.name == "goal"]

    assert tuple(option.type.choices) == get_args(GoalName)
