"""Figures called proven beside the plan carry certificates, and nothing else passes for one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.audit.notes import notes_of_run
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.reports.plan_summary import summary_lines
from planner.runs.plan_json import plan_from_json

Forge = Callable[[Path, str, Callable[[Any], Any]], None]


@pytest.fixture
def run_dir(recorded: Path, tmp_path: Path) -> Path:
    """Return a copy of the run, to be changed."""
    return Path(shutil.copytree(recorded, tmp_path / "run"))


def _comparison(data: Any, directive_id: str | None) -> Any:
    return next(c for c in data["comparisons"] if c["directive_id"] == directive_id)


def test_the_next_money_and_every_directive_have_a_certificate(recorded: Path) -> None:
    """Small changes of the problem are recorded as such, the others are built again."""
    data = json.loads((recorded / "comparisons.json").read_text("utf-8"))
    kinds = {
        c["directive_id"]: c["change"]["kind"] for c in data["comparisons"] if "floor_id" not in c
    }

    assert data["format"] == "kholboo-comparisons/1"
    assert kinds == {
        None: "limit_upper",
        "D-1": "not_required",
        "D-2": "no_limit",
        "D-3": "rebuilt",
        "D-4": "rebuilt",
        "D-5": "rebuilt",
    }
    told = [note.line() for note in notes_of_run(recorded)]
    assert sum("checked only from the recorded inputs" in line for line in told) == 3


@pytest.mark.parametrize("field", ["benefit_gain", "at_least", "at_most", "extra_minor"])
def test_an_invented_next_money_is_refused_without_inputs(
    run_dir: Path, forge: Forge, field: str
) -> None:
    """Its figures are those of its certificate, of the recorded problem with more money."""
    forge(run_dir, "plan.json", lambda data: data["next_money"].update({field: 9_000_000}))

    assert any(d.field.startswith("next_money") for d in verify_run(run_dir))
    assert any(d.field.startswith("next_money") for d in rederive(run_dir).differences)


@pytest.mark.parametrize("field", ["sites_gained", "users_gained"])
def test_who_would_gain_is_derived(run_dir: Path, forge: Forge, field: str) -> None:
    """Sites and people are those of the certificate's plan."""
    forge(run_dir, "plan.json", lambda data: data["next_money"].update({field: 77}))

    assert f"next_money.{field}" in {d.field for d in rederive(run_dir).differences}


def _better(data: Any) -> None:
    stage = _comparison(data, None)["answer"]["stages"][0]
    stage["value"] = stage["bound"] = stage["certified_bound"] = stage["value"] + 5000


def _shorter(data: Any) -> None:
    _comparison(data, None)["answer"]["chosen"].pop()


def _richer(data: Any) -> None:
    _comparison(data, None)["change"]["upper"] *= 10


def _poorer(data: Any) -> None:
    _comparison(data, None)["change"]["upper"] = 1


def _elsewhere(data: Any) -> None:
    _comparison(data, None)["change"]["id"] = "opex:aimag"


def _other_base(data: Any) -> None:
    _comparison(data, None)["base_value"] -= 4000


def _money_for_a_directive(data: Any) -> None:
    _comparison(data, "D-2")["change"] = _comparison(data, None)["change"]


def _odd_change(data: Any) -> None:
    _comparison(data, "D-1")["change"]["upper"] = 1


def _nobody(data: Any) -> None:
    data["comparisons"].append({**_comparison(data, None), "directive_id": "D-99"})


def _twice(data: Any) -> None:
    data["comparisons"].append(_comparison(data, None))


def _gone(data: Any) -> None:
    data["comparisons"].remove(_comparison(data, None))


@pytest.mark.parametrize(
    "change",
    [
        _better,
        _shorter,
        _richer,
        _poorer,
        _elsewhere,
        _other_base,
        _money_for_a_directive,
        _odd_change,
        _nobody,
        _twice,
        _gone,
        lambda data: data.update(format="kholboo-comparisons/9"),
        lambda data: data.update(comparisons=[{}]),
        lambda data: _comparison(data, None)["answer"].update(stages=[]),
    ],
)
def test_a_forged_certificate_is_refused_without_inputs(
    run_dir: Path, forge: Forge, change: Callable[[Any], Any]
) -> None:
    """Another plan, bound, budget or base, or a certificate of nothing, is a difference."""
    forge(run_dir, "comparisons.json", change)

    assert verify_run(run_dir)


@pytest.mark.parametrize("directive_id", ["D-3", "D-4", "D-5"])
@pytest.mark.parametrize("field", ["base_value", "base_bound"])
def test_a_forged_base_of_a_rebuilt_problem_is_refused_from_the_inputs(
    run_dir: Path, forge: Forge, directive_id: str, field: str
) -> None:
    """A cost of nothing made to look large by another base, and the figures made to fit."""

    def lower(data: Any) -> None:
        _comparison(data, directive_id)[field] -= 1000

    forge(run_dir, "comparisons.json", lower)

    assert f"directive {directive_id}" in {d.field for d in rederive(run_dir).differences}


def test_a_forged_answer_of_a_rebuilt_problem_is_refused_from_the_inputs(
    run_dir: Path, forge: Forge
) -> None:
    """Its certificate is checked on the problem that the inputs give without the directive."""

    def better(data: Any) -> None:
        stage = _comparison(data, "D-5")["answer"]["stages"][0]
        stage["certified_bound"] += 1000

    forge(run_dir, "comparisons.json", better)

    assert "directive D-5, proof" in {d.field for d in rederive(run_dir).differences}


def test_without_certificates_nothing_is_called_proven(run_dir: Path, forge: Forge) -> None:
    """A figure without a certificate says "not verifiable from this run" wherever it stands."""

    def unproven(data: Any) -> None:
        data["next_money"]["verifiable"] = False
        for row in data["directives"]:
            row["verifiable"] = False

    forge(run_dir, "plan.json", unproven)
    plan = plan_from_json(json.loads((run_dir / "plan.json").read_text("utf-8")))

    assert len([n for n in notes_of_run(run_dir) if "not verifiable" in n.line()]) == 6
    assert "(not verifiable from this run)" in "\n".join(summary_lines(plan, "x", "en"))
    assert "4.232 to 4.232; not verifiable" in summary_lines(plan, "x", "en")[7]
    assert "proven" not in summary_lines(plan, "x", "en")[7]
    assert "шалгах боломжгүй" in summary_lines(plan, "x", "mn")[7]
    assert "батлагдсан" not in summary_lines(plan, "x", "mn")[7]


def test_a_run_without_its_comparisons_is_refused(run_dir: Path) -> None:
    """Every run of today carries them; a run whose list was cut with them is no older run."""
    (run_dir / "comparisons.json").unlink()
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["outputs"] = [o for o in manifest["outputs"] if o["path"] != "comparisons.json"]
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert "comparisons.json" in {d.file for d in rederive(run_dir).differences}
