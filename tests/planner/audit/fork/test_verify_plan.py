"""`verify.py` alone compares plan.json with the answer, and honest runs hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optimizers import verify
from planner.pipeline.make_plan import make_plan

WORLDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "budget": {"limits": {"capex_minor": 1700}},
    "floor": {
        "limits": {
            "capex_minor": 3000,
            "floors": [{"by": "aimag", "quantity": "benefit", "share": "0.2"}],
        }
    },
    "links may end": {"allow_ending_present_links": True, "limits": {"capex_minor": 1700}},
    "least cost": {
        "goal": "least_cost",
        "limits": {"coverage": [{"by": "country", "quantity": "sites", "least": "1"}]},
    },
}


def _loaded(run_dir: Path) -> tuple[Any, Any, Any]:
    names = ("problem.json", "certificate.json", "plan.json")
    return tuple(verify.load(run_dir / name) for name in names)  # type: ignore[return-value]


@pytest.mark.parametrize("name", [*WORLDS, "impossible"])
def test_plan_json_of_honest_runs_is_the_answer(
    project: Any, world: Any, directive: Any, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Claims, totals, sites and links of plan.json are those of the answer."""
    given = world.under(**WORLDS.get(name, {}))
    if name == "impossible":
        given = given.told(directive("must_serve", "C"))
    run_dir = make_plan(project(given), exports=())[1]
    problem, answer, plan = _loaded(run_dir)

    assert verify.check(problem, answer) == []
    assert verify.plan_differences(problem, answer, plan) == []
    assert verify.main([str(run_dir)]) in (verify.HOLDS, verify.CLAIMED, verify.UNCERTIFIED)
    assert "DIFFERS" not in capsys.readouterr().out


def _rename(plan: Any) -> None:
    plan["deployments"][0]["site_id"] = "A2"


def _hide(plan: Any) -> None:
    plan["deployments"] = [d for d in plan["deployments"] if d["site_id"] != "D"]


def _total(plan: Any) -> None:
    plan["npc_minor"] += 1


def _option(plan: Any) -> None:
    site = next(d for d in plan["deployments"] if d["candidate_id"])
    site["candidate_id"] = "A/geo/1"


def _link(plan: Any) -> None:
    plan["links"][0]["id"] += "2"


def _twice(plan: Any) -> None:
    """The same link for a price and for minus that price, before the true one."""
    link = plan["links"][0]
    more = [json.loads(json.dumps(link)) for _ in range(2)]
    for line in more[1]["lines"]:
        line["sign"] = -line["sign"]
    plan["links"] = [*more, *plan["links"]]


def _fee(plan: Any) -> None:
    site = next(d for d in plan["deployments"] if d["kept_fee_per_year_minor"])
    site["kept_fee_per_year_minor"] += 1


def _gap(plan: Any) -> None:
    plan["gap"] = 0.5


def _true(plan: Any) -> None:
    for line in (line for d in plan["deployments"] for line in d["lines"]):
        line["quantity"] = float(line["quantity"])


@pytest.mark.parametrize(
    "change", [_rename, _hide, _total, _option, _link, _twice, _fee, _gap, _true]
)
def test_a_changed_plan_json_differs(
    project: Any, world: Any, change: Callable[[Any], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """A site, an option, a total, a link, a fee or a gap that is not the answer's is named."""
    run_dir = make_plan(project(world), exports=())[1]
    plan = json.loads((run_dir / "plan.json").read_text("utf-8"))
    change(plan)
    (run_dir / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    assert verify.main([str(run_dir)]) == verify.DIFFERS
    assert "DIFFERS: plan.json: " in capsys.readouterr().out
