"""A fingerprint stands for everything a plan rests on, and no two plans share a run id."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from changed_runs import reseal

from planner.audit.verify_run import verify_run
from planner.language.hash_forms import grouped, paper_lines, printed_form, short_form
from planner.pipeline import make_plan as planning
from planner.pipeline.make_plan import make_plan
from planner.plan.plan import Plan
from planner.runs.fingerprint import fingerprint_of, fingerprint_parts
from planner.runs.run_folder import free_run_id, load_run


def _content(run_dir: Path) -> dict[str, Any]:
    """Return what a fingerprint is made of."""
    run = load_run(run_dir)
    return {
        "plan": run.plan,
        "problem": run.read_json("problem.json"),
        "answer": run.read_json("certificate.json"),
        "scenario": run.manifest["scenario"],
        "versions": run.manifest["versions"],
    }


def _fingerprint(content: dict[str, Any]) -> str:
    return fingerprint_of(fingerprint_parts(**content))


def _changed(content: dict[str, Any], what: str) -> dict[str, Any]:
    """Return the content with one thing changed as little as can be."""
    plan: Plan = content["plan"]
    first = plan.deployments[0]
    stage = content["answer"]["stages"][0]
    other: dict[str, Any] = {
        "sentence": {"plan": replace(plan, project="another")},
        "site": {
            "plan": replace(
                plan, deployments=(replace(first, reason_text="x"), *plan.deployments[1:])
            )
        },
        "input": {"plan": replace(plan, sources=(replace(plan.sources[0], sha256="0" * 64),))},
        "decided": {"plan": replace(plan, decisions=(replace(plan.decisions[0], by="B"),))},
        "bound": {
            "answer": {
                **content["answer"],
                "stages": [{**stage, "bound": 10**9}, *content["answer"]["stages"][1:]],
            }
        },
        "problem": {"problem": {**content["problem"], "extra": 1}},
        "scenario": {"scenario": {**content["scenario"], "vat_rate": 0.11}},
        "version": {"versions": {**content["versions"], "ortools": "0"}},
    }
    return {**content, **other[what]}


@pytest.mark.parametrize(
    "what",
    ["sentence", "site", "input", "decided", "bound", "problem", "scenario", "version"],
)
def test_a_fingerprint_changes_with_anything_a_plan_rests_on(project: Any, what: str) -> None:
    """A figure that nobody chose, such as a claimed bound, counts like any other."""
    content = _content(make_plan(project(), exports=())[1])

    assert _fingerprint(_changed(content, what)) != _fingerprint(content)


def test_a_fingerprint_does_not_depend_on_names_or_on_who_solved(project: Any) -> None:
    """A plan cannot hold its own hash; workers and clusters give the same plan."""
    content = _content(make_plan(project(), exports=())[1])
    scenario = content["scenario"]
    solve = {**scenario["solve"], "workers": 7, "cluster": "tcp://host:1"}
    policy = tuple((n, "7" if n == "solve.workers" else v, s) for n, v, s in content["plan"].policy)
    plan = replace(content["plan"], run_id="x", fingerprint="y", policy=policy)
    other = {**content, "plan": plan, "scenario": {**scenario, "solve": solve}}

    assert _fingerprint(other) == _fingerprint(content)


def test_a_run_records_the_whole_fingerprint_and_is_named_by_a_short_one(project: Any) -> None:
    """64 digits in plan and manifest, 12 in the name of the folder."""
    plan, run_dir = make_plan(project(), exports=())

    assert re.fullmatch(r"[0-9a-f]{64}", plan.fingerprint)
    assert run_dir.name == f"base-{plan.fingerprint[:12]}"
    assert (
        load_run(run_dir).manifest["fingerprint"]
        == plan.fingerprint
        == _fingerprint(_content(run_dir))
    )


def test_hashes_are_shown_whole_printed_and_short() -> None:
    """128 bits stand on paper, 12 digits are for the ear, and old fingerprints stay as they are."""
    whole = "0123456789abcdef" * 4

    assert printed_form(whole) == "0123456789abcdef0123456789abcdef (0123 4567 89ab)"
    assert short_form(whole) == "0123 4567 89ab"
    assert printed_form("4c67e9e1d6dd") == "4c67e9e1d6dd (4c67 e9e1 d6dd)"
    assert printed_form("") == ""
    assert "".join(paper_lines(whole)).replace(" ", "") == whole
    assert grouped("12345") == "1234 5"


def _recorded(runs: Path, name: str, fingerprint: str) -> None:
    (runs / name).mkdir(parents=True)
    (runs / name / "manifest.json").write_text(
        json.dumps({"fingerprint": fingerprint}), encoding="utf-8"
    )


def test_the_same_plan_again_gets_a_counter(tmp_path: Path) -> None:
    """A counter says: the same plan, made again."""
    one = "a" * 64
    _recorded(tmp_path, f"base-{one[:12]}", one)
    _recorded(tmp_path, f"base-{one[:12]}-2", one)

    assert free_run_id(tmp_path, "base", one) == f"base-{one[:12]}-3"


def test_a_different_plan_never_takes_the_name_of_another_with_a_counter(tmp_path: Path) -> None:
    """Where the first digits are met, on purpose or not, more digits tell the plans apart."""
    one, other = "a" * 16 + "b" * 48, "a" * 16 + "c" * 48
    _recorded(tmp_path, f"base-{one[:12]}", one)
    _recorded(tmp_path, f"base-{one[:16]}", one)

    assert free_run_id(tmp_path, "base", other) == f"base-{other[:20]}"


def test_a_folder_that_cannot_be_read_is_no_run_of_the_same_plan(tmp_path: Path) -> None:
    """A run of the first format, or a damaged one, has another fingerprint."""
    one = "a" * 64
    _recorded(tmp_path, f"base-{one[:12]}", one[:12])
    (tmp_path / f"base-{one[:16]}").mkdir()

    assert free_run_id(tmp_path, "base", one) == f"base-{one[:20]}"


def test_the_part_of_a_fingerprint_that_does_not_hold_is_named(project: Any) -> None:
    """A bound changed in answer, manifest and hashes is found by the fingerprint, and where."""
    _, run_dir = make_plan(project(), exports=())
    answer = json.loads((run_dir / "certificate.json").read_text("utf-8"))
    answer["duals"] = {"made": 1.0}
    (run_dir / "certificate.json").write_text(json.dumps(answer), encoding="utf-8")
    reseal(run_dir)

    fields = {d.field for d in verify_run(run_dir)}
    assert fields >= {"fingerprint, answer", "fingerprint"}
    assert not any(field.startswith("sha256") for field in fields)


def test_an_interrupt_while_exporting_leaves_the_plan_as_it_was_printed(
    project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was printed already names this plan; that exports are missing is told of the run."""

    def stopped(plan: Plan, *_: Any) -> Plan:
        return replace(plan, stopped_by="interrupt")

    monkeypatch.setattr(planning, "write_exports", stopped)
    plan, run_dir = make_plan(project(), exports=())
    run = load_run(run_dir)

    assert plan.stopped_by == "interrupt"
    assert run.plan == replace(plan, stopped_by=None)
    assert run.manifest["exports_stopped"] is True
    assert verify_run(run_dir) == []
