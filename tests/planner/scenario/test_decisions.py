"""Who decided is recorded, printed and part of the fingerprint, and never made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from changed_runs import reseal
from small_records import a_fund

from inventory.prices.funds import FundKind
from inventory.project import load_project
from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.errors import SettingsError
from planner.pipeline.make_plan import make_plan
from planner.project.checks.scenario import read_scenario
from planner.project.config_text import ConfigText
from planner.rendering.decisions import decision_rows, who_decided
from planner.reports.plan_summary import summary_lines
from planner.runs.run_folder import load_run
from planner.scenario.decisions import Decision, as_overrides, decisions_of
from planner.scenario.settings import Decided

BOLD = as_overrides("Д. Болд", "Сайд", "А/12", "2026-11-20")


def _scenario(folder: Path, text: str, name: str = "base") -> Any:
    (folder / "kholboo.toml").write_text(
        f'[project]\nname = "x"\ncurrency = "MNT"\n{text}', encoding="utf-8"
    )
    return read_scenario(load_project(folder), name, ConfigText.of(folder))


def test_a_name_on_the_command_line_stands_alone() -> None:
    """Role, document and date of the project file belong to whom it names."""
    assert as_overrides(None, None, None, None) == {}
    assert as_overrides("A", None, None, None) == {
        "decided.by": "A",
        "decided.role": "",
        "decided.document": "",
        "decided.date": "",
    }
    assert as_overrides(None, None, "12", None) == {"decided.document": "12"}


def test_the_project_file_says_who_decided_on_a_scenario(tmp_path: Path) -> None:
    """In a table of the scenario."""
    text = '[scenarios.base.decided]\nby = "Council"\ndocument = "7"\ndate = "2026-11-01"\n'
    _, scenario, findings = _scenario(tmp_path, text)

    assert findings == []
    assert scenario.decided == Decided(by="Council", document="7", date="2026-11-01")


@pytest.mark.parametrize(
    "line",
    [
        'date = "20.11.2026"',
        'date = "2026-11-31"',
        'by = "a\\nb"',
        'name = "x"',
        f'by = "{"x" * 201}"',
    ],
)
def test_what_cannot_be_printed_or_is_no_day_is_a_finding(tmp_path: Path, line: str) -> None:
    """At its line of the project file."""
    _, _, (finding,) = _scenario(tmp_path, f"[scenarios.base.decided]\n{line}\n")

    assert finding.file == "kholboo.toml" and finding.row == 5
    assert (finding.column or "").startswith("scenarios.base.decided")


def test_a_scenario_does_not_inherit_who_decided_on_another(tmp_path: Path) -> None:
    """Settings are taken over, signatures are not."""
    text = (
        '[scenarios.base]\nvat_rate = 0.2\n[scenarios.base.decided]\nby = "Council"\n'
        '[scenarios.more]\nextends = "base"\n'
    )
    _, scenario, _ = _scenario(tmp_path, text, "more")

    assert (scenario.vat_rate, scenario.decided) == (0.2, Decided())


def test_who_decided_on_the_scenario_did_not_decide_on_the_command_line(world: Any) -> None:
    """A setting given instead is decided by whom the command line names, or by nobody stated."""
    decided = world.under(decided={"by": "Council"})
    plan, setting = decisions_of(decided, {"capex": 5, "workers": 2, "solve.cluster": "tcp://a:1"})

    assert (plan.kind, plan.by) == ("plan", "Council")
    assert (setting.kind, setting.subject, setting.value) == ("override", "limits.capex_minor", "5")
    assert not setting.stated
    _, setting = decisions_of(decided, {"capex": 5, **BOLD})
    assert (setting.by, setting.role, setting.document) == ("Д. Болд", "Сайд", "А/12")


def test_directives_and_funds_say_who_decided(world: Any, directive: Any) -> None:
    """With the authority of a directive, and the paper of a fund."""
    told = replace(directive("must_serve", "A"), decided_by="C. Dorj", decided_role="Head")
    fund = a_fund(
        "lead",
        kind=FundKind.DONOR,
        decided_by="Bank",
        decision_document="L-1",
        decision_date="2026-02-03",
    )
    given = replace(world.told(told), catalogue=replace(world.catalogue, funds=(fund,)))
    _, by_directive, by_fund = decisions_of(given, None)

    assert by_directive.kind == "directive" and by_directive.subject == told.id
    assert who_decided(by_directive, "en").startswith(f"C. Dorj, Head, {told.authority}")
    assert who_decided(by_fund, "mn") == "Bank, L-1, 2026.02.03"


def test_nothing_stated_is_said_so() -> None:
    """In both languages, for a plan without the row, too."""
    nobody = Decision(
        kind="plan", subject="", value="", by="", role="", authority="", document="", date=""
    )

    assert who_decided(nobody, "en") == who_decided(None, "en") == "not stated"
    assert who_decided(nobody, "mn") == "заагаагүй"


def test_who_decided_is_recorded_printed_and_in_the_fingerprint(project: Any, world: Any) -> None:
    """The same plan decided by another person is another plan."""
    folder = project(world.under(limits={"capex_minor": 3000}))
    nobody, one = make_plan(folder, exports=())
    plan, two = make_plan(folder, overrides={"capex": 3000, **BOLD}, exports=())
    run = load_run(two)

    assert nobody.deployments == plan.deployments
    assert nobody.fingerprint != plan.fingerprint
    assert run.manifest["scenario"]["decided"]["by"] == "Д. Болд"
    assert [d["kind"] for d in run.manifest["decisions"]] == ["plan", "override"]
    assert "decided by: Д. Болд, Сайд, А/12, 2026.11.20." in summary_lines(plan, "x", "en")[0]
    assert "decided by: not stated." in summary_lines(nobody, "x", "en")[0]
    assert decision_rows(plan, "en")[1] == (
        "setting given instead: limits.capex_minor = 3000",
        "Д. Болд, Сайд, А/12, 2026.11.20",
    )
    assert not any(name.startswith("decided") for name, _, _ in plan.policy)
    for run_dir in (one, two):
        assert verify_run(run_dir) == []
        assert rederive_run(run_dir) == []


def test_a_day_that_is_none_is_refused_with_the_next_step(project: Any) -> None:
    """As every setting that does not fit."""
    with pytest.raises(SettingsError, match=r"decided\.date"):
        make_plan(project(), overrides={"decided.date": "yesterday"}, exports=())


@pytest.mark.parametrize("name", ["plan.json", "manifest.json"])
def test_another_name_put_into_a_run_is_found(project: Any, name: str) -> None:
    """Though every hash beside it is put right."""
    _, run_dir = make_plan(project(), overrides=BOLD, exports=())
    text = (run_dir / name).read_text("utf-8")
    (run_dir / name).write_text(text.replace("Д. Болд", "Б. Дорж"), encoding="utf-8")
    reseal(run_dir)

    assert {"decisions", "decided"} <= {d.field for d in verify_run(run_dir)}
    if name == "plan.json":
        assert any(d.field.startswith("decisions") for d in rederive_run(run_dir))
