"""A plan is made, checked, compared and written in one go."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from inventory.findings import Finding, Severity
from optimizers.result import Result, Status
from planner.analysis.infeasibility import explain_infeasible
from planner.errors import InputError, SettingsError
from planner.pipeline import by_years
from planner.pipeline.aimag_share import of_aimag
from planner.pipeline.make_plan import make_plan
from planner.pipeline.what_if import difference, fitting_sum
from planner.plan.plan import PlanFaultError
from planner.runs.run_folder import load_run


def test_a_run_holds_all_that_an_auditor_needs(project: Any) -> None:
    """Plan, problem, certificate, verifier, inputs; the verifier runs without an installation."""
    plan, run_dir = make_plan(project(), exports=())
    names = {path.relative_to(run_dir).as_posix() for path in run_dir.rglob("*") if path.is_file()}

    assert names == {
        ".gitattributes",
        "manifest.json",
        "seal.json",
        "plan.json",
        "problem.json",
        "certificate.json",
        "comparisons.json",
        "verify.py",
        "inputs/kholboo.toml",
        "inputs/data/sites.csv",
        "inputs/data/prices.csv",
    }
    done = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=run_dir, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert plan.objective is not None and str(plan.objective) in done.stdout


def test_the_same_project_gives_the_same_bytes(project: Any) -> None:
    """Two runs differ in their counter and in the provenance block only."""
    folder = project()
    first, one = make_plan(folder, exports=())
    second, two = make_plan(folder, exports=())

    assert two.name == f"{one.name}-2"
    assert first == replace(second, run_id=first.run_id)
    for name in ("problem.json", "certificate.json", "verify.py"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    old, new = (json.loads((d / "manifest.json").read_text("utf-8")) for d in (one, two))
    moved = {k for k in old if old[k] != new[k]}
    assert moved <= {"run_id", "outputs", "provenance", "checksum"}


def test_the_cheapest_way_to_a_floor_is_planned_and_proven(project: Any, world: Any) -> None:
    """One served site more costs more; the value is the net present cost, and audit agrees."""
    from planner.audit.verify_run import verify_run
    from planner.reports.plan_summary import summary_lines

    costs = []
    for least in (2, 3):
        floors = [{"quantity": "served", "least": least}]
        given = world.under(goal="least_cost", limits={"coverage": floors})
        plan, run_dir = make_plan(project(given, f"floor-{least}"), exports=("workbook", "page"))
        costs.append(plan.npc_minor)

        assert ("cost", plan.npc_minor) == (plan.goal, plan.objective)
        assert plan.certified_bound is not None and plan.certified_bound <= plan.npc_minor
        assert sum(d.benefit for d in plan.deployments) == plan.benefit
        assert [] == list(verify_run(run_dir))
        for language in ("mn", "en"):
            text = "\n".join(summary_lines(plan, "runs/x", language))
            assert ("no plan that reaches these floors" in text) == (language == "en")
            assert f"{plan.certified_bound:,}" in text
            assert f"{plan.npc_minor:,}" in text
    assert costs[0] < costs[1]


def test_coverage_beyond_reach_is_impossible_and_named(project: Any, world: Any) -> None:
    """More served sites than there are make a plan impossible; the floor is named for it."""
    floors = [{"quantity": "served", "least": 99}]
    given = world.under(goal="least_cost", limits={"coverage": floors})
    plan, run_dir = make_plan(project(given), exports=())

    assert "infeasible" == plan.status
    text = "\n".join(explain_infeasible(run_dir).lines())
    assert "the country reaches at least 99 served sites" in text


def test_seconds_are_kept_in_the_provenance_only(project: Any) -> None:
    """Clock and host appear in one block of the manifest."""
    _, run_dir = make_plan(project(), exports=())
    manifest = load_run(run_dir).manifest

    assert set(manifest["provenance"]["seconds"]) >= {"read", "candidates", "solve"}
    assert not any("host" in key or "written" in key for key in manifest if key != "provenance")


def test_errors_in_the_input_stop_a_plan_and_write_nothing(project: Any, world: Any) -> None:
    """The findings travel with the error, and no runs folder appears."""
    finding = Finding(rule="X", severity=Severity.ERROR, file="data/sites.csv")
    folder = project(replace(world, ok=False, findings=[finding]))

    with pytest.raises(InputError) as caught:
        make_plan(folder)
    assert caught.value.findings == (finding,)
    assert not (folder / "runs").exists()


def test_overrides_are_settings_of_the_run(project: Any) -> None:
    """A capital budget asked for on the command line limits the plan and is recorded."""
    plan, run_dir = make_plan(project(), overrides={"capex": 1000, "effort": None}, exports=())

    assert plan.capex_minor <= 1000
    assert ("limits.capex_minor", "1000", "set in the scenario") in plan.policy
    assert load_run(run_dir).manifest["settings"]["overrides"] == {"capex": 1000}


@pytest.mark.parametrize("bad", [{"efort": 1}, {"effort": 9}, {"price_basis": "with_vat"}])
def test_an_override_that_does_not_fit_is_refused(project: Any, bad: dict[str, Any]) -> None:
    """Unknown names, values out of range, and what reading the prices needs."""
    with pytest.raises(SettingsError):
        make_plan(project(), overrides=bad, exports=())


def test_a_directive_costs_what_the_plan_without_it_gains(
    project: Any, world: Any, directive: Any
) -> None:
    """Without the must-not row A gets fibre too; the must-serve row costs nothing here."""
    told = world.under(limits={"capex_minor": 2500}).told(
        directive("must_not", "A", name="D-1"), directive("must_serve", "B", name="D-2")
    )
    plan, _ = make_plan(project(told), exports=())
    cost = {row.directive_id: row for row in plan.directives}

    assert plan.objective == 390  # B's fibre and pack: 1,200 + 500 + 300
    assert cost["D-1"].benefit_cost == 900 - 390  # fibre at both: 1,700 + 700
    assert cost["D-2"].benefit_cost == 0
    for row in plan.directives:
        assert row.at_least is not None and row.at_most is not None
        assert row.at_least <= (row.benefit_cost or 0) <= row.at_most
    assert cost["D-1"].text == "must not serve Site A (A)"
    assert cost["D-1"].authority == "Cabinet"


def test_a_weight_costs_what_its_plan_loses_without_it(
    project: Any, world: Any, directive: Any
) -> None:
    """The plan is valued without the weight; here the weight changes nothing, so it costs 0."""
    plan, _ = make_plan(project(world.told(directive("weight", "A", "2"))), exports=())
    (row,) = plan.directives

    assert (row.benefit_cost, row.at_least, row.at_most) == (0, 0, 0)


def test_the_next_money_is_a_second_plan(project: Any, world: Any) -> None:
    """With 700 A gets fibre; 300 more buys its pack of computers for 100 thousandths."""
    poor = world.under(limits={"capex_minor": 700}, solve={"next_money_minor": 300, "gap": 0.0})
    plan, _ = make_plan(project(poor), exports=())

    assert plan.next_money is not None
    assert (plan.next_money.extra_minor, plan.next_money.benefit_gain) == (300, 100)
    assert plan.next_money.at_least <= 100 <= plan.next_money.at_most
    assert (plan.next_money.sites_gained, plan.next_money.users_gained) == (0, 0)


@pytest.mark.parametrize(
    ("limit", "extra"),
    [
        (10_000_000_000, 200_000_000),
        (3_000_000_000, 50_000_000),
        (1_000_000_000, 20_000_000),
        (499_999, 5_000),
        (50, 1),
        (49, 0),
        (0, 0),
    ],
)
def test_the_next_money_fits_the_budget(limit: int, extra: int) -> None:
    """It is the largest of 1, 2, 5, 10, 20, 50 ... within 2 % of the capital limit."""
    assert fitting_sum(limit) == extra


def test_the_next_money_is_a_round_sum_unless_it_is_named(project: Any, world: Any) -> None:
    """Of 700 it is 10; 0 asks for none."""
    poor = world.under(limits={"capex_minor": 700}, solve={"gap": 0.0})
    plan, _ = make_plan(project(poor), exports=())
    silent = world.under(limits={"capex_minor": 700}, solve={"next_money_minor": 0, "gap": 0.0})
    other, _ = make_plan(project(silent, "silent"), exports=())

    assert plan.next_money is not None
    assert (plan.next_money.extra_minor, plan.next_money.benefit_gain) == (10, 0)
    assert other.next_money is None


def test_without_a_capital_limit_more_money_means_nothing(project: Any) -> None:
    """There is no next money where money is not limited."""
    plan, _ = make_plan(project(), exports=())

    assert plan.next_money is None


def test_the_interval_of_a_difference_holds_the_truth() -> None:
    """Base in [10, 12], other in [15, 16]: the difference lies in [3, 6]."""
    from optimizers.result import StageResult

    stage = StageResult(
        name="benefit",
        sense="max",
        value=15,
        bound=16,
        certified_bound=16,
        status=Status.FEASIBLE,
    )
    other = Result(solver="exact", status=Status.FEASIBLE, chosen=(), stages=(stage,))
    found = difference(10, 12, other, never_less=False)

    assert found is not None
    assert (found.benefit, found.at_least, found.at_most) == (5, 3, 6)
    assert difference(10, None, other, never_less=False) is None


def test_impossible_limits_are_recorded_as_a_run(project: Any, world: Any) -> None:
    """Fees of 3,600 a year that must go on do not fit into 1,000; no sheets are written."""
    tight = world.under(limits={"opex_per_year_minor": 1000}, allow_ending_present_links=False)
    tight = tight.told()
    plan, run_dir = make_plan(project(tight), overrides={"opex": 100})

    assert plan.status == "infeasible"
    assert plan.deployments == ()
    assert not (run_dir / "plan.xlsx").exists()
    assert load_run(run_dir).plan == plan


def test_an_answer_that_does_not_verify_is_never_written(
    project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solver that claims more than its plan gives is our fault, and leaves no run behind."""
    folder, real = project(), by_years.search

    def liar(*given: Any, **how: Any) -> Result:
        result = real(*given, **how)
        first = replace(result.stages[0], value=(result.stages[0].value or 0) + 1)
        return replace(result, stages=(first, *result.stages[1:]))

    monkeypatch.setattr(by_years, "search", liar)
    with pytest.raises(PlanFaultError, match="does not verify"):
        make_plan(folder, exports=())
    assert [p.name for p in (folder / "runs").iterdir()] == [".lock"]


def test_an_interrupt_still_saves_the_best_plan(
    project: Any, world: Any, monkeypatch: pytest.MonkeyPatch, directive: Any
) -> None:
    """The plan so far is checked and written, marked, and nothing more is computed."""
    told = world.under(limits={"capex_minor": 900}).told(directive("must_serve", "A"))
    real = by_years.search

    def stopped(*given: Any, **how: Any) -> Result:
        result = real(*given, **how)
        first = replace(result.stages[0], stopped_by="interrupt")
        return replace(result, stages=(first, *result.stages[1:]))

    monkeypatch.setattr(by_years, "search", stopped)
    plan, run_dir = make_plan(project(told), exports=())

    assert plan.stopped_by == "interrupt"
    assert plan.next_money is None
    assert [row.benefit_cost for row in plan.directives] == [None]
    assert load_run(run_dir).plan == plan


def test_one_aimag_gets_its_share_of_the_money(world: Any, offers: Any) -> None:
    """Aimag 11 could gain 700 of 1,180: that part of capital, and its own fees besides."""
    limited = world.under(
        limits={
            "capex_minor": 1180,
            "opex_per_year_minor": 3600 + 1180,
            "opex_per_year_by_payer_minor": {"aimag": 1200},
            "floors": [{"by": "aimag"}, {"by": "kind"}],
            "mbps_by_medium": {"leo": 1180},
        }
    )
    local = of_aimag(limited, offers, "11")

    assert [site.id for site in local.sites] == ["A", "D"]
    assert local.scenario.limits.capex_minor == 700
    assert local.scenario.limits.mbps_by_medium == {"leo": 700}
    assert local.scenario.limits.opex_per_year_minor == 2400 + 700
    assert local.scenario.limits.opex_per_year_by_payer_minor == {"aimag": 0}
    assert [floor.by for floor in local.scenario.limits.floors] == ["kind"]


def test_an_aimag_without_sites_is_refused_with_those_that_have(project: Any) -> None:
    """The message lists the codes."""
    with pytest.raises(SettingsError, match=r"Aimag 11 \(11\), Aimag 12 \(12\)"):
        make_plan(project(), aimag="99", exports=())


def test_a_plan_of_one_aimag_names_its_sites_alone(project: Any) -> None:
    """Sites elsewhere are not part of the plan."""
    plan, _ = make_plan(project(), aimag="12", exports=())

    assert [d.site_id for d in plan.deployments] == ["B", "C"]
    assert plan.aimag == "12"
