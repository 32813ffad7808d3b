"""The amounts of a run's floors rest on max-min plans that anybody derives again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline.prepare import of_recorded
from planner.runs.run_folder import load_run

Forge = Callable[[Path, str, Callable[[Any], Any]], None]


@pytest.fixture
def run_dir(recorded: Path, tmp_path: Path) -> Path:
    """Return a copy of the run, to be changed."""
    return Path(shutil.copytree(recorded, tmp_path / "run"))


def _found(run_dir: Path) -> list[str]:
    return [f"{d.file} {d.field}" for d in rederive(run_dir).differences]


def test_a_run_records_the_level_and_the_amounts_that_it_gives(recorded: Path) -> None:
    """Aimag 1 is promised a fifth of what it can have; the scenario of the run says how much."""
    record = json.loads((recorded / "floors.json").read_text("utf-8"))
    scenario = json.loads((recorded / "manifest.json").read_text("utf-8"))["scenario"]
    (group,) = record["groups"]

    assert record["format"] == "kholboo-floors/1"
    assert (group["by"], group["group"], group["quantity"]) == ("aimag", "1", "benefit")
    assert group["amount"] == group["level"] * group["attainable"] * 2 // 100_000
    assert scenario["limits"]["floors"][0]["amounts"] == {"1": group["amount"]}
    assert rederive(recorded).differences == []


def test_nothing_is_solved_to_derive_a_level(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recorded answers are checked; no solver is asked."""

    def refuse(*_given: Any) -> None:
        raise AssertionError("solved")

    monkeypatch.setattr("planner.pipeline.fair_level._solved", refuse)
    prepared = of_recorded(load_run(recorded))

    assert prepared.fair is not None
    assert prepared.floors == prepared.fair.record(prepared.inputs.scenario.limits.floors, {})


def _smaller(data: Any) -> None:
    data["groups"][0]["level"] -= 1


def _other_plan(data: Any) -> None:
    data["answers"][0]["chosen"] = data["answers"][0]["chosen"][1:]


def _invented(data: Any) -> None:
    data["overrides"]["capex"] = 1


@pytest.mark.parametrize("change", [_smaller, _other_plan, _invented])
def test_a_forged_level_is_refused(run_dir: Path, forge: Forge, change: Any) -> None:
    """A level that its plan does not reach, a plan that does not hold, settings never asked for."""
    forge(run_dir, "floors.json", change)

    assert any(found.startswith("floors.json") for found in _found(run_dir))


def test_a_forged_amount_is_refused(run_dir: Path, forge: Forge) -> None:
    """The settings of a run promise what the level gives, and the problem holds just that."""

    def more(data: Any) -> None:
        data["scenario"]["limits"]["floors"][0]["amounts"]["1"] += 1

    forge(run_dir, "manifest.json", more)

    found = _found(run_dir)
    assert any("problem.json" in one for one in found) or any("floors" in one for one in found)


def test_a_level_that_is_missing_is_told(run_dir: Path, forge: Forge) -> None:
    """A promise without the plan that it rests on cannot be checked."""
    (run_dir / "floors.json").unlink()

    assert "floors.json file" in _found(run_dir)


def test_an_invented_cost_of_a_floor_is_refused_without_inputs(run_dir: Path, forge: Forge) -> None:
    """It is that of its certificate, of the recorded problem without the floor's limits."""

    def cheaper(data: Any) -> None:
        data["floors"][0]["at_most"] += 1

    forge(run_dir, "plan.json", cheaper)

    assert any(d.field.startswith("floor floors.1") for d in verify_run(run_dir))


@pytest.mark.parametrize("change", [{"level": 1}, {"amount": 1}])
def test_an_amount_that_its_level_does_not_give_is_refused_without_inputs(
    run_dir: Path, forge: Forge, change: Any
) -> None:
    """The record, the settings and the limits of a run say the same."""
    forge(run_dir, "floors.json", lambda data: data["groups"][0].update(change))

    assert any(d.field.startswith("floor 1, aimag 1") for d in verify_run(run_dir))
