"""A large problem solved by regions: a plan that holds, a bound that holds, whoever solves it."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import columnar
import generator
import numpy as np
import pytest
import small_problems as small
from examples import examples
from hypothesis import HealthCheck, given, settings
from patience import until

import optimizers.exact.decompose
import optimizers.exact.exact
from optimizers import verify
from optimizers.graph import partition, tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Row, arrays_of
from optimizers.graph.dual_ascent import ascend
from optimizers.problem import Problem
from optimizers.programs import workers as crew
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import shared
from optimizers.programs.master import choose, next_prices
from optimizers.programs.subproblem import Found, Plan, Work
from optimizers.result import ClusterError, ClusterFault, Result
from optimizers.solve import solve

ROOT = Path(__file__).resolve().parents[3]


def _sized(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(optimizers.exact.exact, "PROOF_ARCS", 0)
    patch.setattr(optimizers.exact.exact, "WHOLE_ARCS", 0)
    patch.setattr(optimizers.exact.exact, "TIED_WHOLE_ARCS", 0)
    patch.setattr(optimizers.exact.decompose, "SIZE", 150)


@pytest.fixture
def by_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem is large, and a piece has some 150 nodes."""
    _sized(monkeypatch)


@pytest.fixture(scope="module")
def alone() -> Result:
    """Return the answer about the country in pieces, by one process; it takes half a minute."""
    with pytest.MonkeyPatch.context() as patch:
        _sized(patch)
        return solve(_country(), effort=1, workers=1)


def _country(sites: int = 60, share: float = 0.3) -> Problem:
    problem: Problem = generator.with_budget(generator.country(sites, 3), share)
    return problem


@pytest.mark.slow
@settings(deadline=None, max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(problem=small.problems())
def test_by_regions_no_plan_is_wrong(problem: Problem) -> None:
    """Cut into pieces of three nodes, any problem gets a plan and a bound that hold."""
    best = solve(problem, effort=2)
    with pytest.MonkeyPatch.context() as small_sizes:
        small_sizes.setattr(optimizers.exact.exact, "PROOF_ARCS", 0)
        small_sizes.setattr(optimizers.exact.exact, "WHOLE_ARCS", 0)
        small_sizes.setattr(optimizers.exact.exact, "TIED_WHOLE_ARCS", 0)
        small_sizes.setattr(optimizers.exact.decompose, "SIZE", 3)
        result = solve(problem, effort=1, workers=1)

    assert verify.check(problem.to_json(), result.to_json()) == []
    if result.objective is not None:
        assert best.objective is not None
        sign = 1 if best.stages[0].sense == "max" else -1
        assert sign * result.objective <= sign * best.objective


@pytest.mark.slow
def test_pieces_prove_a_bound_and_join_up(alone: Result) -> None:
    """A country in pieces comes within two per cent of its bound, which verify derives again."""
    assert verify.check(_country().to_json(), alone.to_json()) == []
    assert alone.gap is not None
    assert alone.gap < 0.02


@pytest.mark.parametrize("tree_given", [False, True])
def test_a_cutting_holds_every_node_once_and_no_plan_crosses_it(tree_given: bool) -> None:
    """Pieces share out all nodes; branches of a plan stay whole where they fit into a piece."""
    arrays = arrays_of(_country(), 0, ())
    weight = tree_heuristics.shares(arrays, {})
    tree = tree_growth.grow(
        arrays, tree_growth.budget_of(arrays), tree_heuristics.empty(arrays),
        arrays.objective.astype(float), weight,
    )  # fmt: skip
    lit = partition.lit_arcs(arrays)
    tree = np.where((tree >= 0) & (lit >= 0), lit, tree)

    label = partition.cut(
        arrays, arrays.usable, lit, 120, tree=tree if tree_given else None, turn=1
    )
    cutting = partition.cutting_of(arrays, label)

    nodes = np.concatenate([cutting.nodes_of(p) for p in range(cutting.count)])
    arcs = np.concatenate([cutting.arcs_of(p) for p in range(cutting.count)])
    assert sorted(nodes.tolist()) == list(range(1, arrays.nodes))
    assert sorted(arcs.tolist()) == np.flatnonzero(arrays.usable).tolist()
    assert label[0] == -1
    assert cutting.count > 3
    if tree_given:
        entered = tree[tree >= 0]
        tail, head = arrays.tail[entered], arrays.head[entered]
        crosses = (tail != 0) & (lit[tail] < 0) & (label[tail] != label[head])
        branch = partition.branches(tree, arrays.tail, lit, 120)
        assert (branch[tail[crosses]] != branch[head[crosses]]).all()
        assert np.bincount(branch).max() <= 120


def test_components_below_the_merged_root_are_pieces() -> None:
    """Two valleys, each with its own lit node, are never in one ball, even through the root."""
    #  root -0- lit 1 - 2 - 3      root -0- lit 4 - 5 - 6
    tail, head = [0, 1, 2, 0, 4, 5], [1, 2, 3, 4, 5, 6]
    arrays = columnar.arrays_from(
        nodes=7, tail=np.array(tail), head=np.array(head),
        objective=np.array([0, 1, 1, 0, 1, 1]), required=np.zeros(7, np.bool_), rows=[],
    )  # fmt: skip

    label = partition.cut(arrays, arrays.usable, partition.lit_arcs(arrays), 3)

    assert label[2] == label[3]
    assert label[5] == label[6]
    assert label[2] != label[5]


def _plans(result: Result) -> tuple[Any, ...]:
    return result.chosen, result.objective, result.certified_bound, result.to_json()["stages"]


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_answer(by_regions: None, alone: Result) -> None:
    """One process or two: the same plan and the same certificate, byte for byte."""
    assert _plans(solve(_country(), effort=1, workers=2)) == _plans(alone)


class _Assassin(crew.Processes):
    """Kills a worker as soon as the first answer is there."""

    killed = 0

    def run(self, count: int, work_of: Any) -> Iterator[Found]:
        for found in super().run(count, work_of):
            if self.killed == 0 and self._pool is not None:
                victim = next(iter(self._pool._processes))
                os.kill(victim, signal.SIGKILL)
                self.killed += 1
            yield found


def _works(problem: Problem) -> list[Work]:
    """The pieces of the first round, as they are handed out."""
    kept: list[Work] = []

    class Recorder(crew.Alone):
        def run(self, count: int, work_of: Any) -> Iterator[Found]:
            kept.extend(work_of(number) for number in range(count))
            raise KeyboardInterrupt

    arrays = arrays_of(problem, 0, ())
    optimizers.exact.exact.search(
        arrays, start=None, effort=optimizers.exact.exact.EFFORTS[0], seed=1, gap=0.0,
        highs=shared(),
        report=lambda *_: None, crew=Recorder(),
    )  # fmt: skip
    return kept


@pytest.fixture(scope="module")
def pieces() -> list[Work]:
    """Return the pieces of the country as they are handed out first."""
    with pytest.MonkeyPatch.context() as patch:
        _sized(patch)
        return _works(_country())


@pytest.fixture(scope="module")
def expected(pieces: list[Work]) -> list[Found]:
    """Return what this process finds about each piece."""
    return list(crew.Alone().run(len(pieces), pieces.__getitem__))


def _same(one: list[Found], other: list[Found]) -> bool:
    return all(
        a.number == b.number
        and all(np.array_equal(p, q) for p, q in zip(a.raises, b.raises, strict=True))
        and np.array_equal(a.arc, b.arc)
        and np.array_equal(a.x, b.x)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.slow
def test_a_killed_worker_loses_nothing(pieces: list[Work], expected: list[Found]) -> None:
    """A worker dies over its piece: the piece is solved again and all answers are the same."""
    assert len(pieces) > 2

    hired = _Assassin(2)
    found = list(hired.run(len(pieces), pieces.__getitem__))
    hired.close()

    assert hired.killed == 1
    assert _same(found, expected)


@pytest.mark.slow
def test_a_piece_that_kills_every_worker_is_solved_here(
    pieces: list[Work], expected: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers that cannot live at all leave the work to this process."""
    monkeypatch.setattr(crew, "_settle", _die)

    hired = crew.Processes(1)
    found = list(hired.run(2, pieces.__getitem__))
    hired.close()

    assert _same(found, expected[:2])


def _die() -> None:
    os._exit(1)


def test_an_interrupt_keeps_what_some_pieces_proved(by_regions: None) -> None:
    """Ctrl-C after two pieces: a plan, and a bound that is better for the two."""

    class Impatient(crew.Alone):
        def __init__(self, patience: int) -> None:
            self.patience = patience

        def run(self, count: int, work_of: Any) -> Iterator[Found]:
            yield from itertools.islice(super().run(count, work_of), self.patience)
            raise KeyboardInterrupt

    arrays: Arrays = generator.columns(generator.country(60, 3), 0.3)
    at_once, later = (
        optimizers.exact.exact.search(
            arrays, start=None, effort=optimizers.exact.exact.EFFORTS[0], seed=1, gap=0.0,
            highs=shared(), report=lambda *_: None, crew=Impatient(pieces_done),
        )
        for pieces_done in (0, 2)
    )  # fmt: skip

    assert at_once.stopped_by == later.stopped_by == "interrupt"
    assert columnar.faults_of(arrays, later) == []
    assert later.value is not None
    assert at_once.ascent is not None and later.ascent is not None
    assert later.ascent.bound_scaled < at_once.ascent.bound_scaled


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A real scheduler and two real workers, as separate processes on loopback."""
    dask = shutil.which("dask", path=str(Path(sys.executable).parent))
    assert dask is not None, "the development set-up has no dask command: make test installs it"
    address = f"tcp://127.0.0.1:{_free_port()}"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [dask, "scheduler", "--host", "127.0.0.1", "--no-dashboard", "--no-show"]
    worker = [
        dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
        "--local-directory", str(tmp_path),
    ]  # fmt: skip
    port = ["--port", address.rpartition(":")[2]]
    run = [
        subprocess.Popen([*scheduler, *port], cwd=tmp_path, **quiet),
        *(subprocess.Popen(worker, cwd=tmp_path, **quiet) for _ in range(2)),
    ]
    try:
        yield address, run[1:]
    finally:
        for process in run:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_gives_the_same_answer_though_a_worker_is_killed(
    by_regions: None,
    pieces: list[Work],
    expected: list[Found],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    """Two Dask workers, one killed after its first answer: the same as this process finds."""
    address, workers = cluster
    hired = _connected(address, 2)

    found = []
    for answer in hired.run(len(pieces), pieces.__getitem__):
        if not found:
            workers[0].kill()
        found.append(answer)
    left = len(hired._client.nthreads())
    hired.close()

    assert left == 1
    assert _same(found, expected)
    here, there = (
        solve(_country(), effort=0, **who) for who in ({"workers": 1}, {"cluster": address})
    )
    assert there == here


def _connected(address: str, workers: int) -> crew.Cluster:
    def hired() -> crew.Cluster | None:
        try:
            found = crew.Cluster(address)
        except ValueError:
            return None
        if len(found._client.nthreads()) == workers:
            return found
        found.close()
        return None

    answered: crew.Cluster = until(hired)
    return answered


def test_a_cluster_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong, and with which address; what to do is told where people read it."""
    monkeypatch.setattr(crew, "CONNECT_S", 1)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at 'tcp://127.0.0.1:1'"):
        crew.crew_of(None, "tcp://127.0.0.1:1")


def test_without_dask_the_fault_is_that_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is asked of the address."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as caught:
        crew.crew_of(None, "tcp://127.0.0.1:1")

    assert caught.value.fault is ClusterFault.NOT_INSTALLED


def test_no_workers_are_refused() -> None:
    """A number of workers below one is an error that says so."""
    with pytest.raises(ValueError, match="workers is 0"):
        crew.crew_of(0, None)


def test_the_master_chooses_the_best_plans_within_all_limits() -> None:
    """It agrees with trying every choice, also at figures near the largest allowed."""
    draw = np.random.default_rng(7)
    none = np.zeros(0, np.int64)
    for unit in (1, 10**12):
        options = [
            [
                Plan(arc=none, value=int(v) * unit, use=(int(a) * unit, int(b)))
                for v, a, b in [(0, 0, 0), *draw.integers(0, 50, (3, 3)).tolist()]
            ]
            for _ in range(5)
        ]
        sides = [(None, 90 * unit), (20, 120)]

        picked = choose(options, sides, 1)

        assert picked is not None
        every = itertools.product(range(4), repeat=5)
        best = max(value for value, *use in (_total(options, c) for c in every)
                   if use[0] <= 90 * unit and 20 <= use[1] <= 120)  # fmt: skip
        value, *use = _total(options, picked)
        assert use[0] <= 90 * unit and 20 <= use[1] <= 120
        assert value >= best - 5 * unit // 1000


def _total(options: list[list[Plan]], picked: Any) -> list[int]:
    plans = [plans[k] for plans, k in zip(options, picked, strict=True)]
    return [
        sum(p.value for p in plans), sum(p.use[0] for p in plans), sum(p.use[1] for p in plans)
    ]  # fmt: skip


def test_prices_move_to_where_the_plans_spend_the_limit() -> None:
    """Ten pieces can take 10 for 30 or 20 for 40; 150 are there: the price is one per unit."""
    arrays = columnar.arrays_from(
        nodes=2, tail=np.array([0]), head=np.array([1]), objective=np.array([1]),
        required=np.zeros(2, np.bool_),
        rows=[Row(id="money", arc=np.array([0]), coefficient=np.array([1]), lower=None, upper=150)],
    )  # fmt: skip
    plans = [(0.0, np.array([0.0])), (30.0, np.array([10.0])), (40.0, np.array([20.0]))]

    programs = Guarded(shared(), 120.0, 1)
    prices = next_prices(arrays, [list(plans) for _ in range(10)], {"money": 1.4}, programs)

    assert prices == pytest.approx({"money": 1.0})


def test_columns_say_what_verify_says(by_regions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A country in columns gets the plan and the bound of the same country in objects.

    Columns are proven whole: what parts would add is left out.
    """
    monkeypatch.setattr("optimizers.stages.most_parts", lambda *_: 0)
    land = generator.country(60, 3)
    problem = generator.with_budget(land, 0.3)
    arrays = generator.columns(land, 0.3)

    outcome = columnar.search_arrays(arrays, effort=1, workers=1)
    result = solve(problem, effort=1, workers=1)

    assert columnar.faults_of(arrays, outcome) == []
    assert outcome.tree is not None
    assert np.sort(outcome.tree[outcome.tree >= 0]).tolist() == list(result.chosen or ())
    assert outcome.ascent is not None
    assert outcome.ascent.bound == result.certified_bound
    total, scale = verify.certified_bound(
        problem.to_json(), 0, [], outcome.ascent.certificate().to_json()
    )
    assert (total, scale) == (columnar.bound_of(arrays, outcome.ascent), arrays.scale)


def test_columns_refuse_what_does_not_hold(by_regions: None) -> None:
    """A forged value, limit, way or bound is named."""
    arrays: Arrays = generator.columns(generator.country(30, 3), 0.3)
    outcome = columnar.search_arrays(arrays, effort=0, workers=1)
    tree, ascent = outcome.tree, outcome.ascent
    assert tree is not None and ascent is not None and outcome.value is not None
    inner = next(v for v in np.flatnonzero(tree >= 0) if arrays.tail[tree[v]] != 0)
    torn = tree.copy()
    torn[arrays.tail[tree[inner]]] = -1
    tight = replace(arrays, rows=(replace(arrays.rows[0], upper=0),))
    low = replace(ascent, bound_scaled=ascent.bound_scaled - 1)

    assert columnar.faults_of(arrays, outcome) == []
    assert "value is" in columnar.faults_of(arrays, replace(outcome, value=outcome.value + 1))[0]
    assert any("not joined" in f for f in columnar.faults_of(arrays, replace(outcome, tree=torn)))
    assert "limit npc uses" in columnar.faults_of(tight, replace(outcome, ascent=None))[0]
    assert "bound is" in columnar.faults_of(arrays, replace(outcome, ascent=low))[0]


def test_a_plain_ascent_in_columns_is_re_derived() -> None:
    """What dual ascent says it proves is what its raises prove, for random prices."""
    arrays: Arrays = generator.columns(generator.country(30, 4), 0.5)
    for price in (0, 1000, 10**6):
        ascent = ascend(arrays, {"npc": price})
        assert columnar.bound_of(arrays, ascent) == ascent.bound_scaled


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """A parent that is killed outright leaves no worker behind."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "from optimizers.programs.workers import _settle\n"
        'if __name__ == "__main__":\n'
        '    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle)\n'
        "    pool.submit(abs, 1).result()\n"
        "    print(next(iter(pool._processes)), flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    for _ in range(100):
        if not _lives(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("the worker lives on")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
