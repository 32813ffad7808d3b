"""Programs of a search: started from a basis they end where they end anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from grid_country import country

from optimizers import verify
from optimizers.exact import exact, parts, relaxation
from optimizers.exact.search import EFFORTS, Search
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import Arrays, arrays_of
from optimizers.graph.cuts import CutPool, separate
from optimizers.graph.dual_ascent import ascend
from optimizers.programs import highs
from optimizers.programs.cut_model import CutModel, cut_model, passed_nodes
from optimizers.programs.highs import AT_LOWER, BASIC, Answer, solve_here
from optimizers.programs.workers import Inline
from optimizers.reoptimize import warm_start
from optimizers.solve import solve


def first_round(seed: int) -> tuple[Arrays, CutPool, CutModel, Answer]:
    """Return the cut LP of a country after its first solve."""
    arrays = arrays_of(country(12, seed), 0, [])
    pool = CutPool(arrays)
    pool.add(ascend(arrays, {"money": arrays.scale}).cuts())
    kept = arrays.usable.copy()
    kept[::7] = False
    pool.add_tails(kept)
    model = cut_model(arrays, pool, np.arange(len(pool)), kept)
    return arrays, pool, model, solve_here(model.program, 60.0, None, 1, None)


@pytest.mark.parametrize("seed", range(4))
def test_a_program_started_from_a_basis_ends_where_it_ends_anew(seed: int) -> None:
    """With rows and columns added and rows without a price dropped, both ways give one value."""
    arrays, pool, model, answer = first_round(seed)
    assert answer.basis is not None
    found = pool.numbers(separate(arrays, model.x(answer, arrays.arcs)))
    pool.add_tails(arrays.usable)
    tails = np.arange(len(pool))[-50:]
    larger = cut_model(
        arrays, pool, np.union1d(np.union1d(model.binding(answer), found), tails), arrays.usable
    )

    started = larger.started(model.basis(answer))
    warm = solve_here(started, 60.0, None, 1, None)
    cold = solve_here(larger.program, 60.0, None, 1, None)

    assert started.start is not None
    assert (started.start[1] == BASIC).sum() + (started.start[0] == BASIC).sum() == len(
        larger.program.row_lower
    )
    assert warm.status == cold.status == "optimal"
    assert warm.objective == pytest.approx(cold.objective, rel=1e-7)


def test_what_is_no_basis_is_left_aside() -> None:
    """Statuses that are no basis do not keep a program from being solved."""
    _, _, model, answer = first_round(1)
    columns = np.full(len(model.program.objective), AT_LOWER)
    rows = np.full(len(model.program.row_lower), AT_LOWER)

    again = solve_here(replace(model.program, start=(columns, rows)), 60.0, None, 1, None)

    assert again.status == "optimal"
    assert again.objective == pytest.approx(answer.objective, rel=1e-7)


def test_rows_of_balance_keep_a_best_plan() -> None:
    """Passing nodes that are entered must be left: the best value stays."""
    arrays = arrays_of(country(6, 3), 0, [])
    pool = CutPool(arrays)
    pool.add_tails(arrays.usable)
    values = []
    for passed in (None, passed_nodes(arrays)):
        cuts = np.arange(len(pool))
        model = cut_model(arrays, pool, cuts, arrays.usable, passed=passed)
        answer = solve_here(replace(model.program, integer=True), 60.0, None, 1, None)
        values.append((len(model.program.row_lower), answer.objective))

    assert values[1][0] > values[0][0]
    assert values[1][1] == pytest.approx(values[0][1])


@pytest.mark.parametrize("seed", [0, 1])
def test_a_narrow_program_first_ends_with_the_same_proof(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fewer arcs first, then all: the same best value, and a certificate on the whole graph."""
    problem = country(11, seed)
    monkeypatch.setattr(parts, "PARTS", (0, 0, 0, 0))  # the programs alone
    whole = solve(problem, effort=2)
    monkeypatch.setattr(relaxation, "LEAST_NARROW", 100)
    monkeypatch.setattr(relaxation, "NARROW", 100)
    stages = []

    led = solve(problem, effort=2, progress=lambda event: stages.append(event.stage))

    assert "benefit: narrow LP" in stages
    assert led.status in ("solver_optimal", "certified_optimal")
    assert led.objective == whole.objective
    assert led.certified_bound is not None and whole.certified_bound is not None
    assert led.certified_bound <= whole.certified_bound * 1.01
    assert verify.check(problem.to_json(), led.to_json()) == []


@pytest.mark.parametrize("seed", [4, 37])
def test_what_the_solver_proves_is_certified_at_last(seed: int) -> None:
    """Where the first cut LP already proves the plan, the certificate is brought to the same."""
    problem = country(9, seed)
    cost = problem.quantities["cost"]
    free = replace(
        problem,
        prize=tuple(6 * p for p in problem.prize),
        loss=tuple(9 * c + k % 5 for k, c in enumerate(cost)),
        limits=(replace(problem.limits[0], upper=sum(cost)),),
    )

    assert solve(free, effort=2).status == "certified_optimal"


def test_an_lp_that_glop_cannot_end_in_time_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall guard ends a started program as it ends any other: nobody else solves it anew."""
    _, _, model, answer = first_round(1)
    basis = model.basis(answer)
    monkeypatch.setattr(highs, "_run", lambda *_: None)
    monkeypatch.setattr(highs, "_answer", lambda *_: highs._nothing("time"))

    again = solve_here(model.started(basis), 1.0, None, 1, None)

    assert again.stopped_by == "time"


def test_a_search_records_that_the_guard_ended_a_linear_program() -> None:
    """Also the narrow LP and the last certificate: equal bytes are then not promised."""

    class Slow(Inline):
        def solve(self, *_: object, **__: object) -> Answer:
            return highs._nothing("time")

    arrays = arrays_of(country(8, 2), 0, [])
    state = Search(arrays, effort=EFFORTS[2], seed=1, gap=0.0, highs=Slow(), report=lambda *_: None)
    exact.pursue(state)

    assert state.tree is not None
    assert state.outcome().stopped_by == "time"


def test_a_plan_has_no_ends_that_are_only_passed() -> None:
    """An end that earns nothing is left away, with the way to it."""
    arrays = arrays_of(country(5, 1), 0, [])
    everything = tree_heuristics.connect(arrays, np.ones(arrays.arcs))
    passed = passed_nodes(arrays)

    tree = tree_heuristics.without_bare_ends(arrays, everything, passed)

    left = np.bincount(arrays.tail[tree[tree >= 0]], minlength=arrays.nodes) > 0
    assert passed[(tree >= 0) & left].any()
    assert not (passed & (tree >= 0) & ~left).any()
    assert arrays.value(tree_heuristics.chosen_of(arrays, tree)) == arrays.value(
        tree_heuristics.chosen_of(arrays, everything)
    )


def test_a_near_solve_does_not_narrow_what_its_lp_saw_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After the cut LP of a near problem no LP over fewer arcs takes its place."""
    monkeypatch.setattr(relaxation, "LEAST_NARROW", 60)
    monkeypatch.setattr(relaxation, "NARROW", 60)
    problem = country(10, 3)
    first = warm_start.begin(arrays_of(problem, 0, []), gap=0.0, seed=1, highs=Inline())
    exact.pursue(first)
    more = replace(problem.limits[0], upper=int(problem.limits[0].upper or 0) * 3 // 2)
    stages: list[str] = []
    near = warm_start.begin(
        arrays_of(replace(problem, limits=(more,)), 0, []), gap=0.0, seed=1, highs=Inline()
    )
    near.report = lambda stage, *_: stages.append(stage)

    warm_start.follow(near, [warm_start.known_of(first)])

    assert "cut LP" in stages
    assert "narrow LP" not in stages
