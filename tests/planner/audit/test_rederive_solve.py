"""The solver's own bound is a claim until somebody solves again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan

Forge = Callable[[Path, str, Callable[[Any], Any]], None]


@pytest.fixture
def claimed(project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a run whose bound is the solver's word, as without proofs in parts."""
    monkeypatch.setattr("optimizers.stages.most_parts", lambda *_: 0)
    return make_plan(project())[1]


def test_the_bound_is_a_claim_or_solved_again(claimed: Path) -> None:
    """Without --solve the note says so in both languages; with it the bound comes out again.

    The cost has no note: its bound is the certified one.
    """
    claims = [note for note in rederive(claimed).notes if "claim" in note.line()]
    solved = rederive(claimed, solve=True)

    assert len(claims) == 1
    assert "according to HiGHS, a claim that this check does not repeat" in claims[0].line()
    assert "HiGHS-ийн мэдэгдэл" in claims[0].line("mn")
    assert solved.differences == []
    assert [note.line() for note in solved.notes if "claim" in note.line()] == []
    assert sum("solved again" in note.line() for note in solved.notes) == 2


def test_an_invented_bound_is_refused_by_solving_again(
    claimed: Path, tmp_path: Path, forge: Forge
) -> None:
    """A bound between the true one and the certified one passes until it is repeated."""
    run_dir = Path(shutil.copytree(claimed, tmp_path / "run"))
    stage = json.loads((claimed / "certificate.json").read_text("utf-8"))["stages"][0]
    bound = (stage["bound"] + stage["certified_bound"]) // 2
    assert stage["value"] == stage["bound"] < bound < stage["certified_bound"]
    plan = json.loads((claimed / "plan.json").read_text("utf-8"))
    gap = abs(bound - stage["value"]) / bound

    def claims(data: Any) -> None:
        data["stages"][0].update(bound=bound, status="feasible")
        data["status"] = "feasible"
        if "objective" in data:
            data.update(bound=bound, solver_gap=gap)

    def manifest(data: Any) -> None:
        data.update(bound=bound, solver_gap=gap, status="feasible")

    assert plan["status"] == "solver_optimal"
    forge(run_dir, "certificate.json", claims)
    forge(run_dir, "plan.json", claims)
    forge(run_dir, "manifest.json", manifest)

    assert verify_run(run_dir) == []
    fields = {d.field for d in rederive(run_dir, solve=True).differences}
    assert {"benefit, bound, solved again", "status, solved again"} & fields == {
        "benefit, bound, solved again"
    }
