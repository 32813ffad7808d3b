"""A quick what-if is checked like any run, keeps what it began with, and is never sealed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.audit.rederive_run import rederive
from planner.audit.seals.seal_run import seal_run
from planner.audit.trouble import AuditError
from planner.audit.verify_run import verify_run
from planner.errors import SettingsError
from planner.pipeline.make_plan import make_plan
from planner.pipeline.start import recorded_start, start_of_run
from planner.reports.plan_summary import against_line, summary_lines
from planner.runs.run_folder import load_run

Forge = Callable[[Path, str, Callable[[Any], Any]], None]


@pytest.fixture
def quick(recorded: Path) -> Path:
    """Return a what-if with twice the money, begun with the recorded run."""
    project = recorded.parents[1]
    richer = {"capex": 2 * load_run(recorded).plan.capex_minor + 1_000_000}
    _, run_dir = make_plan(project, what_if=True, like=load_run(recorded), overrides=richer)
    return run_dir


def test_a_what_if_holds_and_writes_the_page_alone(quick: Path, recorded: Path) -> None:
    """Verified, derived again with the solver's bound, and by verify.py alone."""
    plan = load_run(quick).plan
    kept = recorded_start(quick)

    assert plan.what_if and plan.next_money is None
    assert (quick / "plan.html").is_file() and not (quick / "plan.xlsx").exists()
    assert json.loads((quick / "comparisons.json").read_text("utf-8"))["comparisons"] == []
    assert kept == start_of_run(load_run(recorded), what_if=True)
    assert verify_run(quick) == []
    assert rederive(quick, solve=True).differences == []
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=quick, capture_output=True)
    assert done.returncode == 0


def test_a_what_if_says_that_it_is_one_and_what_changes(quick: Path, recorded: Path) -> None:
    """In both languages, on the terminal and on the page."""
    plan, base = load_run(quick).plan, load_run(recorded).plan

    assert "not for signature" in "\n".join(summary_lines(plan, "x", "en"))
    assert "гарын үсэг зурахад зориулаагүй" in "\n".join(summary_lines(plan, "x", "mn"))
    assert "not for signature" in (quick / "plan.html").read_text("utf-8")
    assert f"→ {plan.users_gaining:,}" in against_line(plan, base, "en")
    assert base.run_id in against_line(plan, base, "mn")


def test_a_what_if_is_not_sealed(quick: Path) -> None:
    """Whoever signs is told to plan again."""
    with pytest.raises(AuditError, match="plan again without --quick"):
        seal_run(quick)


@pytest.mark.parametrize("file", ["plan.json", "manifest.json"])
def test_a_what_if_cannot_be_called_a_plan(quick: Path, forge: Forge, file: str) -> None:
    """Neither in the plan nor in the manifest."""

    def hide(data: Any) -> None:
        if file == "plan.json":
            data["what_if"] = False
        else:
            del data["settings"]["what_if"]

    forge(quick, file, hide)

    assert rederive(quick).differences


def test_another_start_is_noticed(quick: Path) -> None:
    """The file is one of the run's."""
    path = quick / "start.json"
    path.write_text(path.read_text("utf-8").replace("kholboo", "Kholboo"), encoding="utf-8")

    assert [d.file for d in verify_run(quick)] == ["start.json"]


def test_a_run_without_a_plan_is_no_start(recorded: Path) -> None:
    """Nothing can be served at all with no money and a site that must be."""
    project = recorded.parents[1]
    _, nothing = make_plan(project, overrides={"capex": 0, "opex": 0}, exports=())

    assert load_run(nothing).plan.status == "infeasible"
    with pytest.raises(SettingsError, match="holds no plan to begin with"):
        make_plan(project, like=load_run(nothing))
