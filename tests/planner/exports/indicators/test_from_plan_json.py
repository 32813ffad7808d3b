"""The equity figures from plan.json alone, in plain Python, as anybody could reckon them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from planner.pipeline.export_run import Wanted, export_run


@pytest.fixture(scope="module")
def plan_and_page(
    planned_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, Any]]:
    """plan.json of a run, and the figures exported from the run."""
    (run,) = (planned_template / "runs").glob("base-*")
    folder = tmp_path_factory.mktemp("equity")
    export_run(run, ("indicators-json",), folder, Wanted())
    plan = json.loads((run / "plan.json").read_text(encoding="utf-8"))
    return plan, json.loads((folder / "indicators.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("when", ["before", "after"])
def test_equity_figures_follow_from_plan_json(
    plan_and_page: tuple[dict[str, Any], dict[str, Any]], when: str
) -> None:
    """Coverage, Gini, Theil and Atkinson, from users and links of each deployment."""
    plan, page = plan_and_page
    held = [(d["users"], d[f"link_{when}_thousandths"]) for d in plan["deployments"]]
    people = sum(users for users, _ in held)
    at_standard = sum(users for users, link in held if link >= 1000) / people
    (figure,) = (row for row in page["indicators"] if row["key"] == "people_at_standard")
    assert figure[when] == pytest.approx(at_standard, abs=1e-6)

    mean = sum(users * link for users, link in held) / people
    apart = sum(n * m * abs(x - y) for n, x in held for m, y in held)
    parts = [(users / people, link / mean) for users, link in held if users]
    expected = {
        "gini": apart / (2 * people * people * mean),
        "theil": sum(part * x * math.log(x) for part, x in parts if x > 0),
        "atkinson": 1 - sum(part * math.sqrt(x) for part, x in parts) ** 2,
    }
    told = {row["key"]: row[when] for row in page["inequality"] if row["by"] is None}
    for key, value in expected.items():
        assert told[key] == pytest.approx(value, abs=1e-6), key
