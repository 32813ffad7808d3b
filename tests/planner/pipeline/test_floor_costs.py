"""Every floor of a scenario is priced like a directive."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline import floor_costs
from planner.pipeline.make_plan import make_plan

COVERAGE = {"by": "country", "quantity": "sites", "least": 1}


def _limits(**more: Any) -> dict[str, Any]:
    floors = [{"by": "aimag", "share": "1"}, {"by": "kind", "of": "plan", "share": "0.1"}]
    return {"limits": {"floors": floors, "coverage": [COVERAGE], **more}}


def test_each_floor_and_coverage_has_its_cost_and_words(project: Any, world: Any) -> None:
    """With money for everything no floor costs anything; each is told in both languages."""
    plan, run_dir = make_plan(project(world.under(**_limits())), exports=())

    assert [f.floor_id for f in plan.floors] == ["floors.1", "floors.2", "coverage.1"]
    assert [f.benefit_cost for f in plan.floors] == [0, 0, 0]
    assert [(f.least_level, f.most_level) for f in plan.floors] == [
        (10_000, 10_000), (None, None), (None, None),
    ]  # fmt: skip
    assert plan.floors[0].text == (
        "each aimag: at least 1 of the fair level of benefit"
        " (all at once can have 100.00 % of what they could attain)"
    )
    assert plan.floors[2].text_mn == "улсын хэмжээнд шинэ холболттой байгууллага: 1-аас доошгүй"
    assert all(f.verifiable for f in plan.floors)
    assert verify_run(run_dir) == []


def test_a_floor_that_costs_is_told_with_its_interval(project: Any, world: Any) -> None:
    """With 1,900 of capital one of two fibre links is built: the library's costs the school's."""
    floor = {"by": "kind", "of": "amounts", "amounts": {"library": 300}}
    limits = {"capex_minor": 1900, "floors": [floor]}
    free, _ = make_plan(project(world.under(limits={"capex_minor": 1900}), "free"), exports=())
    plan, run_dir = make_plan(project(world.under(limits=limits), "held"), exports=())
    (row,) = plan.floors
    assert free.objective is not None and plan.objective is not None

    assert row.benefit_cost == free.objective - plan.objective > 0
    assert row.at_least is not None and row.at_most is not None
    assert row.at_least <= row.benefit_cost <= row.at_most
    assert verify_run(run_dir) == []
    assert rederive(run_dir).differences == []


def test_a_floor_without_a_price_needs_no_second_solve(
    project: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate of the plan bounds every plan without such a floor, too."""

    def refuse(*_given: Any) -> None:
        raise AssertionError("solved")

    monkeypatch.setattr(floor_costs, "compared_answer", refuse)
    floor = {"by": "kind", "of": "amounts", "amounts": {"library": 1}}
    given = world.under(limits={"floors": [floor]}, solve={"next_money_minor": None})
    plan, run_dir = make_plan(project(given), exports=())

    assert [row.benefit_cost for row in plan.floors] == [0]
    assert verify_run(run_dir) == []


def test_no_floor_is_priced_where_none_is_asked_for(project: Any, world: Any) -> None:
    """`directives_priced` holds for floors, too; they are told without a figure."""
    given = world.under(**_limits(), solve={"directives_priced": 0})
    plan, _ = make_plan(project(given), exports=())

    assert [row.benefit_cost for row in plan.floors] == [None, None, None]
    assert not any(row.verifiable for row in plan.floors)


def test_plans_of_other_budgets_keep_the_amounts_of_the_base_plan(project: Any, world: Any) -> None:
    """A sweep compares budgets by the same promise; asked to, it finds each budget's own."""
    from planner.analysis.sweep import base_floors, sweep

    floors = [{"by": "kind", "share": "1"}]
    folder: Path = project(world.under(limits={"capex_minor": 2500, "floors": floors}))
    base = base_floors(folder)
    assert base is not None
    (first,) = sweep(folder, [3500], scenario="base", floors=base)
    (again,) = sweep(folder, [3500], scenario="base", floors=base)
    (own,) = sweep(folder, [3500], scenario="base")

    def recorded(run_id: str) -> Any:
        text = (folder / "runs" / run_id / "manifest.json").read_text("utf-8")
        return json.loads(text)["scenario"]["limits"]["floors"][0]["amounts"]

    assert recorded(first.run_id) == base.floors[0].amounts
    assert (again.run_id, again.resumed) == (first.run_id, True)
    assert not own.resumed
    assert recorded(own.run_id) != base.floors[0].amounts
    for row in (first, own):
        assert rederive(folder / "runs" / row.run_id).differences == []
    assert replace(first, resumed=True) == again
