"""What the benchmarks generate and say is as their headings promise."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import cli
from optimizers import verify
from optimizers.graph.arrays import arrays_of
from optimizers.graph.paths import FAR, from_root
from optimizers.problem import Problem
from optimizers.solve import solve


def _module(name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


usage, generator, rows, works, run, plot, tenders, everyday, roads, tangles, ibiza = map(
    _module,
    (
        "usage",
        "generator",
        "rows",
        "works",
        "run",
        "plot",
        "tenders",
        "everyday",
        "roads",
        "tangles",
        "ibiza",
    ),
)


@pytest.mark.slow
def test_a_seed_names_one_country() -> None:
    """The same seed gives the same problem, another seed another."""
    first, again, other = (
        json.dumps(generator.with_budget(generator.country(60, seed), 0.3).to_json())
        for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


@pytest.mark.parametrize("pops", [2.0, 20.0, 100.0])
def test_every_node_of_a_country_can_be_reached(pops: float) -> None:
    """Roads are connected and the PoPs are lit, so nothing is out of reach."""
    arrays = arrays_of(generator.problem_of(generator.country(300, 3, pops)), 0, [])
    reach, _ = from_root(arrays, np.zeros(arrays.arcs, np.int64))

    assert (reach < FAR).all()


def test_a_country_has_every_technology_at_constant_density() -> None:
    """About 7.3 nodes per site at any size; options of every kind at the sites, then packs."""
    for sites in (200, 2000):
        land = generator.country(sites)
        assert 7.0 < len(land.prize) / sites < 7.7
    junctions = int(sites / 0.3)
    premises, service = 1 + junctions, 1 + junctions + sites
    options = (land.head >= service) & (land.head < service + sites)
    own = options & (land.tail == land.head - sites)
    shared = options & (land.tail >= premises) & (land.tail < service) & ~own
    packs = land.head >= service + sites

    assert (options & (land.tail == 0)).sum() > own.sum() > shared.sum() > 0
    assert sites < packs.sum() < 3 * sites
    assert 0.4 < len(land.required) / sites < 0.5
    assert (land.benefit[options & (land.tail == 0)] == 0).sum() == len(land.required)  # kept


@pytest.mark.slow
def test_forty_rows_of_limits_and_floors_hold_together() -> None:
    """Envelopes, payers, regions and kinds are 40 rows, and a plan that keeps them is found."""
    problem = generator.with_limits(generator.country(150, 2), 0.3)

    result = solve(problem, effort=0)

    assert 40 == len(problem.limits)
    assert (result.objective or 0) > 0
    assert verify.check(problem.to_json(), result.to_json()) == []


def test_the_cost_of_everything_adds_up_by_hand() -> None:
    """root --2-- A --1-- B --4-- C costs 7 in all; with B required the least plan costs 3."""
    cost = np.array([2, 1, 4, 6], np.int64)
    problem = Problem(
        node_ids=("root", "A", "B", "C"), prize=(0, 5, 3, 9), arc_ids=("rA", "AB", "BC", "rC"),
        tail=(0, 1, 2, 0), head=(1, 2, 3, 3), loss=(0, 0, 0, 4),
    )  # fmt: skip

    assert {"c": (0, 7)} == generator.whole_cost(problem, {"c": cost})
    problem = replace(problem, required={2: "law"})
    assert {"c": (3, 7)} == generator.whole_cost(problem, {"c": cost})
    assert 3 + 1 == generator.envelope((3, 7), 0.3)


def test_plain_instances_are_as_described() -> None:
    """1.6 edges per node both ways, 30 % of the nodes with prizes within 5 to 2,000, connected."""
    problem = generator.plain(500, 0.2, seed=4)
    prizes = [p for p in problem.prize if p]

    assert 2 * 800 == len(problem.tail)
    assert 149 <= len(prizes) <= 150  # the root gives its prize up
    assert 5 <= min(prizes) and max(prizes) <= 2000
    arrays = arrays_of(problem, 0, [])
    assert (from_root(arrays, np.ones(arrays.arcs, np.int64))[0] < FAR).all()


@pytest.mark.slow
def test_every_tampering_of_the_benchmark_is_refused() -> None:
    """What the benchmark changes in an answer is always seen by verify."""
    problem = generator.with_budget(generator.country(30), 0.3)
    answer = solve(problem, effort=0).to_json()
    data, draw = problem.to_json(), random.Random(5)
    for _ in range(60):
        forged = json.loads(json.dumps(answer))
        rows.tamper(forged, len(problem.arc_ids), draw)

        assert verify.check(data, forged) != []


@pytest.mark.slow
def test_a_row_that_fails_says_so_and_a_slow_one_is_ended() -> None:
    """A fault is the row's status, and a wall limit ends the whole process group."""
    fault = run.measured(rows.Task(work="x", kind="nothing of the kind"))
    slow = run.measured(rows.Task(work="x", kind="generation", sites=10**6, wall_s=0.5))

    assert "FAILED: KeyError: 'nothing of the kind'" == fault["status"]
    assert "ended at the wall limit 0.5 s" == slow["status"]
    assert "seconds" in slow and slow["seconds"] is None


@pytest.mark.slow
def test_a_run_is_written_row_by_row_and_resumed(tmp_path: Path) -> None:
    """What the file holds is not measured again, and what it lacks is added to it."""
    path = tmp_path / "rows.json"
    tasks = [rows.Task(work=f"plain {n}", kind="plain", sites=n, share=0.3) for n in (8, 9)]

    first = run._measure(tasks[:1], [], path)
    kept = run._read(path)
    kept[0]["status"] = "from the file"
    both = run._measure(tasks, kept, path)

    assert [row["task"]["sites"] for row in first] == [8]
    assert [row["status"] == "from the file" for row in both] == [True, False]
    assert [row["task"]["sites"] for row in run._read(path)] == [8, 9]


def test_medians_and_spread_are_told_by_work() -> None:
    """Seeds of one work share a line: median, least and largest, and how many reached the aim."""
    task = rows.Task(work="w", kind="plain", sites=10, reach_gap=0.01, reach_s=5)
    told = [
        run._row(task, 10.0, {"seconds": s, "gap": g, "nodes": 11, "status": "feasible"})
        for s, g in ((1.0, 0.002), (4.0, 0.02), (2.0, 0.004))
    ]

    line = run.summary(told).splitlines()[-1]

    assert [True, False, True] == [r["reached"] for r in told]
    assert "2 (1 to 4)" in line
    assert "0.4 % (0.2 % to 2 %)" in line
    assert "2 of 3" in line


def test_an_aim_is_judged_at_the_stage_that_certified_it() -> None:
    """A solve that goes on after a small enough gap was certified has reached it then."""
    task = rows.Task(work="w", kind="plain", sites=10, reach_gap=0.01, reach_s=5)
    found = {"seconds": 9.0, "gap": 0.001, "nodes": 11, "status": "feasible"}
    late = [[1.0, "growth", 50, None], [6.0, "cut LP", 99, 100]]
    soon = [[1.0, "growth", 50, None], [3.0, "cut LP", 99, 100]]

    assert not run._row(task, 10.0, found | {"trace": late})["reached"]
    row = run._row(task, 10.0, found | {"trace": soon})
    assert row["reached"]
    assert 3.0 == row["reached_after_s"]
    proven = [[2.0, "core MIP", 98, 100, 99], [4.0, "proof MIP", 99, 100, 99]]
    assert run.certified_after(proven, 0.0) == 4.0


def test_usage_counts_this_process() -> None:
    """The process tree of the test itself has used CPU and memory."""
    cpu_s, mb = usage.tree_usage(os.getpid())

    assert cpu_s > 0
    assert mb > 10


def test_the_drawing_tells_the_exponent() -> None:
    """Time that grows tenfold and memory that does not grow at all have exponents 1 and 0."""
    known = [
        {"work": "growth, 30%", "sites": n, "seconds": n / 100, "peak_mb": 50}
        for n in (10**3, 10**4)
    ]

    told = plot.drawing(known)

    assert "seconds (s): exponent 1.00" in told
    assert "peak_mb (MB): exponent 0.00" in told
    with pytest.raises(ValueError, match="at 1 sizes"):
        plot.drawing(known[:1])


def test_the_quick_cut_holds_every_kind_of_work() -> None:
    """Both tables name each kind of row; the whole table draws five seeds and every budget."""
    quick = works.tasks(True, 2, "folder", None)
    whole = works.tasks(False, 5, "folder", "project")

    assert {t.kind for t in quick} == {t.kind for t in whole} == set(rows.KINDS)
    assert {1, 2, 3, 4, 5} == {t.seed for t in whole}
    assert {0.1, 0.3, 0.6} <= {t.share for t in whole if t.work.startswith("generated")}
    assert 10**6 == max(t.sites for t in whole)


@pytest.mark.slow
def test_tender_sheets_of_a_synthetic_plan_say_what_the_plan_says(tmp_path: Path) -> None:
    """Written sheets, read back and added up, hold every unit and every tögrög of the plan."""
    found = tenders.measure(60, 2, tmp_path)

    assert found["packages"] > 5
    assert found["money_minor"] > 0
    with pytest.raises(ValueError, match="the sheets say"):
        next(tmp_path.glob("P01*-buyer.xlsx")).unlink()
        _other_answer(tmp_path)


def _other_answer(folder: Path) -> None:
    """Check sheets of which one is missing against their plan."""
    plan, _ = tenders.synthetic(60, 2)
    tenders.check(plan, folder)


def test_everyday_commands_answer_the_same_with_a_cache(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command has a row, with an empty cache and with a full one, and one answer.

    Help is asked of a process of its own, as the benchmark does; the others answer in this one.
    """
    real = everyday.used

    def used(arguments: list[str], project: Path, switch: str = "on") -> tuple[float, str]:
        if arguments == ["--help"]:
            return real(arguments, project, switch)  # type: ignore[no-any-return]
        monkeypatch.setenv("KHOLBOO_CACHE", switch)
        monkeypatch.chdir(project)
        begun = time.process_time()
        result = CliRunner().invoke(cli.shell, arguments)
        assert result.exit_code in (0, 1), result.output
        return time.process_time() - begun, result.output

    monkeypatch.setattr(everyday, "used", used)
    found = everyday.measured(planned, times=1)

    assert [row["command"] for row in found] == list(everyday.AIMS)
    assert all(row["cpu_seconds"] > 0 for row in found)


def test_an_everyday_command_that_answers_otherwise_is_no_row(
    planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure of a wrong answer is worth nothing: it ends the benchmark."""
    real = everyday.used

    def lying(arguments: list[str], project: Path, switch: str = "on") -> tuple[float, str]:
        cpu, told = real(arguments, project, switch)
        return cpu, told + ("" if switch == "off" else "x")

    monkeypatch.setattr(everyday, "used", lying)
    with pytest.raises(AssertionError, match="differs"):
        everyday.measured(planned, times=1)


def test_the_roads_benchmark_knows_its_answer(tmp_path: Path) -> None:
    """A small lattice of ways has the junctions, edges and metres it must have, and no others."""
    roads.write(20, tmp_path / "roads.gpkg")
    row = roads.measure(tmp_path / "roads.gpkg")

    assert roads.faults(row, 20) == []
    assert len(roads.faults(replace(row, junctions=400, metres=row.metres + 2000), 20)) == 2
    assert len(roads.faults(replace(row, work={"NEAR": 0.2}), 20)) == 1


def test_the_tangles_benchmark_refuses_another_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A layer that ends as it is said to is a line of the table; any other end fails."""
    few = {"points": (lambda: tangles.points(3, 0), "road.none", {})}
    monkeypatch.setattr(
        tangles, "LAYERS", few | {"rays": (lambda: tangles.rays(9), "road.none", {})}
    )

    tangles.measure("points")
    with pytest.raises(SystemExit, match="rays: not as it must be"):
        tangles.measure("rays")

    assert capsys.readouterr().out.startswith("| points | 3 | ")


# --- ITU's run of Ibiza ---------------------------------------------------------------------------


def a_school(
    name: str, east_m: float, *, is_covered: bool = False, is_visible: bool = False
) -> Any:
    """Return a school so many metres east of the one fibre node."""
    return ibiza.School(
        id=name,
        point=(1.0 + east_m / 111_194.93, 0.0),
        is_covered=is_covered,
        is_visible=is_visible,
    )


def test_fibre_reaches_a_school_over_another_one_and_no_farther() -> None:
    """C is 900 m from A, which is 900 m from the node; D is 1,100 m from C: mobile, then radio."""
    schools = [
        a_school("A", 900), a_school("C", 1_800, is_visible=True),
        a_school("D", 2_900, is_covered=True, is_visible=True),
        a_school("E", 9_000, is_visible=True), a_school("F", 20_000),
    ]  # fmt: skip
    found = ibiza.assigned(schools, [(1.0, 0.0)], 1.0)

    assert found.of == {"A": "fiber", "C": "fiber", "D": "p2mp", "E": "p2p", "F": "satellite"}
    assert found.km == pytest.approx(1.8, abs=1e-5)


def test_costs_of_itu_are_added_up_by_hand() -> None:
    """Two schools on 3 km: 2 x 500 + 1.1 x 3 x 8,000, hardware twice again, a tenth and transit."""
    price = {
        "hw_setup_cost": 500.0, "focl_constr_cost": 8_000.0, "reinv_period": 4.0, "pp": 10.0,
        "an_hw_maint_and_repl": 0.1, "an_traffic_fees_one_mbps": 12.0, "ch_throughput": 15.0,
    }  # fmt: skip
    got = ibiza.costs("fiber", 2, 3.0, price)

    assert got["init_capex"] == pytest.approx(27_400)
    assert got["pp_capex"] == pytest.approx(29_400)
    assert got["an_opex"] == pytest.approx(2_740 + 360)
    assert got["pp_coo"] == pytest.approx(29_400 + 31_000)
    assert ibiza.costs("satellite", 2, 0.0, price)["an_opex"] == pytest.approx(100)


def test_without_its_data_ibiza_is_loudly_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nothing is claimed that was not done."""
    monkeypatch.setattr(sys, "argv", ["ibiza.py", "--data", str(tmp_path)])

    assert ibiza.main() == 0
    told = capsys.readouterr()
    assert told.out == "" and "WAS NOT REPEATED" in told.err
