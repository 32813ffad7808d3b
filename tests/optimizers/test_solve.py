"""Results hold exactly what they claim: statuses, bounds, limits, and stops."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import optimizers.exact.exact
import optimizers.graph.numba_cache
from optimizers import verify
from optimizers.problem import Goal, Limit, Problem
from optimizers.result import Status
from optimizers.solve import SOLVERS, solve


def row(problem_part: dict[str, Any], **sides: int) -> Limit:
    """A limit on the cost of the street."""
    cost = problem_part["quantities"]["cost"]
    return Limit(
        id="money", title="money", unit="MNT", arcs=tuple(range(7)), coefficients=cost, **sides
    )


@pytest.fixture
def country() -> Problem:
    """A road network of 120 junctions and 60 sites that no single bound settles."""
    draw = random.Random(7)
    tail, head, cost, loss = [], [], [], []
    for v in range(1, 121):
        for u in draw.sample(range(1, 121), 2):
            if u != v:
                metres = draw.randint(5, 60)
                tail += [u, v]
                head += [v, u]
                cost += [metres, metres]
                loss += [0, 0]
    prize = [0] * 121
    for v in draw.sample(range(1, 121), 60):
        prize[v] = draw.randint(20, 400)
        if draw.random() < 0.5:
            tail.append(0)
            head.append(v)
            cost.append(draw.randint(20, 90))
            loss.append(prize[v] // draw.randint(2, 5))
    for v in draw.sample(range(1, 121), 4):
        tail.append(0)
        head.append(v)
        cost.append(1)
        loss.append(0)
    arcs = tuple(range(len(tail)))
    return Problem(
        node_ids=tuple(f"n{v}" for v in range(121)),
        prize=tuple(prize),
        arc_ids=tuple(f"a{a}" for a in arcs),
        tail=tuple(tail),
        head=tuple(head),
        loss=tuple(loss),
        quantities={"cost": tuple(cost)},
        limits=(
            Limit(id="money", title="", unit="", arcs=arcs, coefficients=tuple(cost), upper=900),
        ),
        goals=(
            Goal(name="benefit", sense="max", quantity="benefit"),
            Goal(name="cost", sense="min", quantity="cost"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("solver", SOLVERS)
def test_every_solver_answers_what_verify_accepts(country: Problem, solver: str) -> None:
    """Plans of every solver hold, and the exact one is within a thousandth of its bound."""
    result = solve(country, solver=solver, effort=2)

    assert verify.check(country.to_json(), result.to_json()) == []
    assert result.chosen is not None
    if solver == "exact":
        assert result.solver_gap is not None
        assert result.solver_gap < 0.001


def test_two_solves_give_the_same_bytes(country: Problem) -> None:
    """Work limits, not clocks, end a solve: the whole answer is the same again."""
    first, second = (json.dumps(solve(country, effort=1).to_json()) for _ in range(2))

    assert first == second


def test_tampering_is_refused(country: Problem) -> None:
    """Changing any one figure of plan, certificate or claim is seen by verify."""
    data, answer = country.to_json(), solve(country, effort=0).to_json()
    draw = random.Random(1)
    for _ in range(300):
        forged = copy.deepcopy(answer)
        stage = draw.choice(forged["stages"])
        kind = draw.randrange(5)
        if kind == 0:
            forged["chosen"].remove(draw.choice(forged["chosen"]))
        elif kind == 1:
            extra = draw.choice([a for a in range(len(country.tail)) if a not in forged["chosen"]])
            forged["chosen"] = sorted([*forged["chosen"], extra])
        elif kind == 2:
            stage["value"] += draw.choice([-1, 1])
        elif kind == 3:
            stage["certified_bound"] += draw.choice([-1, 1])
        else:
            stage["certificate"]["scale"] *= 2

        assert verify.check(data, forged) != []


def test_a_forged_certificate_never_certifies_below_the_plan(country: Problem) -> None:
    """Whatever potentials and prices are written down, the bound they give is a bound."""
    data, answer = country.to_json(), solve(country, effort=1).to_json()
    value = answer["stages"][0]["value"]
    draw = random.Random(2)
    for _ in range(100):
        forged = copy.deepcopy(answer["stages"][0]["certificate"])
        for _, entries in forged["potentials"]:
            for entry in entries:
                entry[1] = max(0, int(entry[1] * draw.uniform(0.5, 1.5)))
        forged["prices"]["money"] = int(forged["prices"]["money"] * draw.uniform(0.2, 3.0))
        total, scale = verify.certified_bound(data, 0, [], forged)

        assert total // scale >= value


def test_contradictory_limits_are_proven_infeasible(line: dict[str, Any]) -> None:
    """A required village beyond the budget is infeasible, certified, with both named."""
    problem = Problem(**line, required={3: "law"}, limits=(row(line, upper=5),))

    result = solve(problem)

    assert result.status is Status.INFEASIBLE
    assert result.chosen is None
    assert result.stages[0].certificate is not None
    assert set(result.infeasible_limits) == {"money", "C"}
    assert verify.check(problem.to_json(), result.to_json()) == []


def test_a_required_node_that_nothing_reaches_is_infeasible(line: dict[str, Any]) -> None:
    """A required island is infeasible without any limit, and it is named."""
    island = line | {"node_ids": ("root", "A", "B", "C", "D"), "prize": (0, 5, 3, 9, 1)}
    problem = Problem(**island, required={4: "law"})

    result = solve(problem)

    assert result.status is Status.INFEASIBLE
    assert result.infeasible_limits == ("D",)
    assert verify.check(problem.to_json(), result.to_json()) == []


def test_money_of_a_million_billions_stays_exact(line: dict[str, Any]) -> None:
    """Costs of 10**15 minor units neither overflow nor lose a unit."""
    big = 10**14
    cost = tuple(c * big for c in line["quantities"]["cost"])
    scaled = line | {"quantities": {"cost": cost}}
    for upper, expected in ((7 * big, 17), (7 * big - 1, 8)):
        limit = Limit(
            id="money", title="", unit="", arcs=tuple(range(7)), coefficients=cost, upper=upper
        )
        problem = Problem(**scaled, limits=(limit,))
        result = solve(problem)

        assert result.objective == expected
        assert verify.check(problem.to_json(), result.to_json()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"prize": (0, 0, 0, 0), "loss": (0,) * 7}, 0),  # nothing to gain
        ({"quantities": {"cost": (0,) * 7}}, 17),  # everything is free
        ({"tail": (0, 0, 0, 0, 0, 0, 0), "head": (0, 0, 0, 0, 0, 0, 0)}, 0),  # no way anywhere
    ],
)
def test_degenerate_problems_have_their_right_answer(
    line: dict[str, Any], changes: dict[str, Any], expected: int
) -> None:
    """Zero prizes, zero costs and a graph without ways are certified optimal."""
    part = line | changes
    problem = Problem(**part, limits=(row(part, upper=0),))

    result = solve(problem)

    assert result.objective == expected
    assert result.status is Status.CERTIFIED_OPTIMAL


def test_a_root_alone_is_a_problem() -> None:
    """A problem of one node and no arc has the empty plan, certified."""
    problem = Problem(
        node_ids=("root",), prize=(0,), arc_ids=(), tail=(), head=(), loss=()
    )  # fmt: skip

    result = solve(problem)

    assert result.status is Status.CERTIFIED_OPTIMAL
    assert result.chosen == ()


def test_an_objective_that_could_overflow_is_refused(line: dict[str, Any]) -> None:
    """Sums beyond 64 bits raise ValueError before anything is computed."""
    many = 64
    problem = Problem(
        node_ids=tuple(f"n{v}" for v in range(many)),
        prize=(0,) + (10**15,) * (many - 1),
        arc_ids=tuple(f"a{v}" for v in range(many - 1)),
        tail=(0,) * (many - 1),
        head=tuple(range(1, many)),
        loss=(0,) * (many - 1),
    )

    with pytest.raises(ValueError, match="adds up to"):
        solve(problem)


def test_an_interrupt_returns_the_best_plan(
    country: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the cut LP returns the plan so far with its certified bound."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(optimizers.exact.exact, "relax", interrupt)

    result = solve(country)

    assert result.chosen is not None
    assert result.stages[0].stopped_by == "interrupt"
    assert result.certified_bound is not None
    assert verify.check(country.to_json(), result.to_json()) == []


def test_unknown_solvers_and_efforts_are_refused(country: Problem) -> None:
    """A wrong name or level raises ValueError with what is allowed."""
    with pytest.raises(ValueError, match="exact, greedy, ranked"):
        solve(country, solver="magic")
    with pytest.raises(ValueError, match="0, 1, 2 or 3"):
        solve(country, effort=9)


def test_verify_runs_alone(country: Problem, tmp_path: Path) -> None:
    """A copy of verify.py checks a folder with nothing but the standard library."""
    source = Path(verify.__file__).read_text(encoding="utf-8")
    (tmp_path / "verify.py").write_text(source, encoding="utf-8")
    answer = solve(country, effort=1).to_json()
    del answer["stages"][1:]
    claims = verify.unverified(country.to_json(), answer)
    (tmp_path / "problem.json").write_text(json.dumps(country.to_json()), encoding="utf-8")
    (tmp_path / "certificate.json").write_text(json.dumps(answer), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(tmp_path / "verify.py")]

    good = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    answer["stages"][0]["value"] += 1
    (tmp_path / "certificate.json").write_text(json.dumps(answer), encoding="utf-8")
    bad = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert claims
    assert (good.returncode, bad.returncode) == (verify.CLAIMED, verify.DIFFERS)
    assert "verified: benefit" in good.stdout
    assert "holds" not in good.stdout
    assert "DIFFERS: goal benefit" in bad.stdout


def test_fees_beyond_their_limit_are_certified_infeasible() -> None:
    """A thousand present fees that must go on but exceed the yearly limit are refuted exactly."""
    sites = 1000
    fees = tuple(600_000 + 7 * v for v in range(sites))
    arcs = tuple(range(sites))
    limit = Limit(
        id="opex", title="", unit="MNT", arcs=arcs, coefficients=fees, upper=sum(fees) - 1000
    )
    problem = Problem(
        node_ids=("root", *(f"s{v}" for v in arcs)),
        prize=(0,) + (1000,) * sites,
        arc_ids=tuple(f"keep{v}" for v in arcs),
        tail=(0,) * sites,
        head=tuple(v + 1 for v in arcs),
        loss=(1000,) * sites,
        required={v + 1: "a present link stays" for v in arcs},
        limits=(limit,),
    )

    result = solve(problem)

    assert result.status is Status.INFEASIBLE
    assert result.stages[0].certificate is not None
    assert "opex" in result.infeasible_limits
    assert verify.check(problem.to_json(), result.to_json()) == []


def test_kernels_compile_where_no_cache_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a place for numba's cache a kernel is compiled in memory and works."""
    real = optimizers.graph.numba_cache.njit

    def refusing(*arguments: Any, **settings: Any) -> Any:
        if settings.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(*arguments, **settings)

    monkeypatch.setattr(optimizers.graph.numba_cache, "njit", refusing)

    assert optimizers.graph.numba_cache.kernel(lambda a: a + 1)(1) == 2
