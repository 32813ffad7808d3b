"""What an earlier plan promised a site is kept by the next one, or told before."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers import verify
from optimizers.result import answer_json
from optimizers.solve import solve
from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.candidates.candidate import Offers
from planner.errors import InputError
from planner.model.build import build_problem
from planner.pipeline.make_plan import make_plan
from planner.plan.assemble import assemble
from planner.project.promises import with_promises

LAW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FAIR = [{"by": "kind", "share": "0.2"}]


def _plan(inputs: Any, offers: Offers) -> Any:
    model = build_problem(inputs, offers)
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), answer_json(result)) == []
    return assemble(inputs, offers, model, result)


@LAW
@given(
    small=st.integers(0, 3_000),
    more=st.integers(0, 1_500),
    weights=st.lists(st.integers(1, 900), min_size=3, max_size=3),
)
def test_no_open_site_loses_what_it_was_promised(
    world: Any, offers: Offers, small: int, more: int, weights: list[int]
) -> None:
    """Whatever else is worth more by now, and however small the new money is."""
    limits = {"capex_minor": small, "opex_per_year_minor": 6_000}
    before = _plan(world.under(limits=limits), offers)
    given_then = {d.site_id: d.benefit for d in before.deployments if d.benefit > 0}
    kit = tuple(
        replace(k, benefit=w + given_then.get(k.site_id, 0))
        for k, w in zip(offers.kit, weights, strict=True)
    )
    raised = world.under(limits={**limits, "capex_minor": small + more})
    now = _plan(with_promises(raised, given_then), replace(offers, kit=kit))

    assert now.objective is not None
    for d in now.deployments:
        assert d.benefit >= given_then.get(d.site_id, 0)


def _limits(capex: int) -> dict[str, Any]:
    return {"capex_minor": capex, "opex_per_year_minor": 6_000, "floors": FAIR}


def test_a_plan_keeps_what_a_run_promised(project: Any, world: Any) -> None:
    """The run is verified and derived again without the one that promised."""
    folder = project(world.under(limits=_limits(1_000)))
    first, first_dir = make_plan(folder, exports=())
    promised = {d.site_id: d.benefit for d in first.deployments if d.benefit > 0}
    kept, kept_dir = make_plan(
        folder, exports=(), overrides={"keep": first_dir.name, "capex": 1_700}
    )
    after = {d.site_id: d.benefit for d in kept.deployments}

    assert promised
    assert all(after[s] >= least for s, least in promised.items())
    assert {x.id for x in kept.limits} >= {f"promise:{s}" for s in promised}
    assert [row.floor_id for row in kept.floors][-1] == "keep"
    assert kept.floors[-1].verifiable
    shutil.rmtree(first_dir)
    assert verify_run(kept_dir) == []
    assert rederive_run(kept_dir) == []


def test_less_money_than_was_promised_is_proven_impossible(project: Any, world: Any) -> None:
    """A site was promised its fibre for 700; with 600 no plan keeps that."""
    folder = project(world.under(limits={**_limits(1_000), "floors": []}))
    first, first_dir = make_plan(folder, exports=())
    less, _ = make_plan(
        folder, exports=(), overrides={"keep": first_dir.name, "capex": first.capex_minor - 1}
    )

    assert less.status == "infeasible"


def test_half_of_a_promise_may_be_kept(project: Any, world: Any) -> None:
    """Each amount is half of what the run gave, rounded down."""
    folder = project(world.under(limits={**_limits(1_000), "floors": []}))
    first, first_dir = make_plan(folder, exports=())
    half = {"keep": first_dir.name, "keep_share": "0.5", "capex": first.capex_minor}
    kept, _ = make_plan(folder, exports=(), overrides=half)
    lower = {x.meaning.site_id: x.lower for x in kept.limits if x.id.startswith("promise:")}

    assert lower == {d.site_id: d.benefit // 2 for d in first.deployments if d.benefit > 1}


def test_a_promise_to_a_closed_site_falls_away_and_is_told(project: Any, world: Any) -> None:
    """A is in no table any more: the plan goes on, with a warning that names it."""
    folder = project(world.under(limits={**_limits(1_700), "floors": []}))
    _, first_dir = make_plan(folder, exports=())
    closed = replace(world, sites=tuple(s for s in world.sites if s.id != "A"))
    (folder / "kholboo.toml").write_text("# world 1\n", encoding="utf-8")
    project(closed.under(limits={**_limits(1_700), "floors": []}), name="other")
    told: list[Any] = []
    kept, _ = make_plan(
        folder, exports=(), overrides={"keep": first_dir.name}, tell_prepared=told.append
    )

    assert [f.rule for f in told[0].warnings] == ["keep.site_gone"]
    assert told[0].warnings[0].found.startswith("A: ")
    assert "promise:A" not in {x.id for x in kept.limits}


@pytest.mark.parametrize(
    ("settings_", "rule"),
    [({"keep": "base-0"}, "keep.no_run"), ({"keep_share": "2", "keep": "x"}, "keep.no_run")],
)
def test_a_promise_that_nobody_can_read_is_refused(
    project: Any, world: Any, settings_: dict[str, Any], rule: str
) -> None:
    """The run is not there, or the share is no share."""
    folder = project(world.under(limits=_limits(1_000)))
    with pytest.raises(InputError) as fault:
        make_plan(folder, exports=(), overrides=settings_)

    assert [f.rule for f in fault.value.findings] == [rule]
