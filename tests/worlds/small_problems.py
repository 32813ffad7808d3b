"""Small problems for the optimizers, and the answer by trying everything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from optimizers import verify
from optimizers.problem import Capacity, Column, Goal, HopLimit, Limit, Problem
from optimizers.result import Result, Status
from optimizers.solve import solve

BENEFIT = Goal(name="benefit", sense="max", quantity="benefit")
CHEAPEST = Goal(name="cost", sense="min", quantity="npc")


@st.composite
def problems(draw: st.DrawFn, *, radio: bool = False) -> Problem:
    """Problems of up to 7 nodes with every feature: two-way and parallel arcs, arcs into the root,
    losses, required nodes, envelopes, floors, shares, a second goal, stock, tiers and funds, hop
    limits and capacities."""
    nodes = draw(st.integers(2, 7))
    ends = st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1))
    arcs = draw(st.lists(ends, min_size=1, max_size=11))
    if draw(st.booleans()):  # a two-way stretch
        arcs += [(v, u) for u, v in arcs[:2]]
    count = len(arcs)
    small = st.integers(0, 12)
    prize = [0, *draw(st.lists(small, min_size=nodes - 1, max_size=nodes - 1))]
    loss = draw(st.lists(st.integers(0, 6), min_size=count, max_size=count))
    capex = draw(st.lists(small, min_size=count, max_size=count))
    opex = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    required = (
        draw(st.sets(st.integers(1, nodes - 1), max_size=1)) if draw(st.booleans()) else set()
    )
    limits = [_row("capex", capex, upper=draw(st.integers(0, 40)))]
    if draw(st.booleans()):
        limits.append(_row("opex", opex, upper=draw(st.integers(0, 15))))
    benefit = [prize[v] - lost for (_, v), lost in zip(arcs, loss, strict=True)]
    if draw(st.booleans()):  # a floor on the benefit of the odd nodes
        odd = [b if v % 2 else 0 for (_, v), b in zip(arcs, benefit, strict=True)]
        limits.append(_row("floor", odd, lower=draw(st.integers(0, 12))))
    if draw(st.booleans()):  # the even nodes get at least a share of all capex
        share = draw(st.sampled_from([(1, 4), (1, 2), (2, 3)]))
        part = [
            share[1] * c * (v % 2 == 0) - share[0] * c
            for (_, v), c in zip(arcs, capex, strict=True)
        ]
        limits.append(_row("share", part, lower=0))
    goals = draw(
        st.sampled_from(((BENEFIT,), (BENEFIT, CHEAPEST), (CHEAPEST,), (CHEAPEST, BENEFIT)))
    )
    columns: tuple[Column, ...] = ()
    if draw(st.integers(0, 2)) == 0:
        columns = _side(draw, limits, capex, [v for _, v in arcs])
    hops, capacities, mbps = _radio(draw, count, always=radio)
    return Problem(
        columns=columns,
        hops=hops,
        capacities=capacities,
        node_ids=tuple(f"n{v}" for v in range(nodes)),
        prize=tuple(prize),
        arc_ids=tuple(f"a{a}" for a in range(count)),
        tail=tuple(u for u, _ in arcs),
        head=tuple(v for _, v in arcs),
        loss=tuple(loss),
        quantities={
            "capex": tuple(capex),
            "npc": tuple(c + 4 * o for c, o in zip(capex, opex, strict=True)),
            "mbps": mbps,
        },
        required=dict.fromkeys(sorted(required), "asked for by the test"),
        limits=tuple(limits),
        goals=goals,
    )


def _radio(
    draw: st.DrawFn, count: int, *, always: bool
) -> tuple[tuple[HopLimit, ...], tuple[Capacity, ...], tuple[int, ...]]:
    """At most two hop limits, at most two capacities, and what each arc asks for."""
    some = st.sets(st.integers(0, count - 1), min_size=1).map(lambda s: tuple(sorted(s)))
    hops = capacities = 0
    if always or draw(st.booleans()):
        hops, capacities = draw(st.sampled_from(((1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 2))))
    mbps = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    return (
        tuple(
            HopLimit(id=f"hops{k}", title="", arcs=draw(some), most=draw(st.integers(0, 3)))
            for k in range(hops)
        ),
        tuple(
            Capacity(
                id=f"load{k}",
                title="",
                unit="Mbps",
                arcs=draw(some),
                quantity="mbps",
                upper=draw(st.integers(0, 6)),
            )
            for k in range(capacities)
        ),
        tuple(mbps),
    )


def _side(
    draw: st.DrawFn, limits: list[Limit], capex: list[int], heads: list[int]
) -> tuple[Column, ...]:
    """Units from a stock that the odd nodes need, or payments by one of two funds."""
    if draw(st.booleans()):
        saving, stock = draw(st.integers(1, 8)), draw(st.integers(1, 2))
        tier, least = draw(st.integers(1, 6)), draw(st.integers(1, 3))
        need = [-(v % 2) for v in heads]
        limits[0] = replace(limits[0], columns=(0, 1), column_coefficients=(-saving, -tier))
        limits.append(replace(_row("stock", need, upper=0), columns=(0,), column_coefficients=(1,)))
        limits.append(
            replace(_row("tier", need, upper=0), columns=(0, 1), column_coefficients=(1, least))
        )
        return (
            Column(id="stock", upper=stock, quantities={"npc": -saving}),
            Column(id="tier", upper=1, quantities={"npc": -tier}),
        )
    most = draw(st.integers(5, 12))
    cost = replace(
        _row("paid", capex, upper=0), columns=(1, 3), column_coefficients=(-1, -1)
    )  # what is bought is paid
    limits.append(cost)
    for k in range(2):  # a fund pays at most its ceiling, and only when it is the one that pays
        empty = [0] * len(capex)
        limits.append(
            replace(
                _row(f"fund{k}", empty, upper=0),
                columns=(2 * k, 2 * k + 1),
                column_coefficients=(-draw(st.integers(0, most)), 1),
            )
        )
    limits.append(
        replace(
            _row("one fund", [0] * len(capex), upper=1), columns=(0, 2), column_coefficients=(1, 1)
        )
    )
    return tuple(
        Column(id=f"{name}{k}", upper=upper, whole=name == "uses")
        for k in range(2)
        for name, upper in (("uses", 1), ("pays", most))
    )


def _row(name: str, coefficients: list[int], **sides: int) -> Limit:
    return Limit(
        id=name,
        title=name,
        unit="",
        arcs=tuple(range(len(coefficients))),
        coefficients=tuple(coefficients),
        **sides,
    )


def best_of_all(problem: Problem) -> list[int] | None:
    """Return the values of the best plan, in the sense of maximising, by trying every plan."""
    return max((values for _, values in every_plan(problem)), default=None)


def every_plan(problem: Problem) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the arcs of every plan with its values of the goals, in the sense of maximising."""
    data = problem.to_json()
    entering: list[list[int | None]] = [[None] for _ in problem.node_ids]
    for a, v in enumerate(problem.head):
        if v != 0 and problem.tail[a] != v:
            entering[v].append(a)
    terms = [problem.objective_terms(g) for g in problem.goals]
    extra = [problem.column_terms(g) for g in problem.goals]
    every = [range(c.upper + 1) for c in problem.columns]
    bare = {**data, "columns": [], "limits": [], "hops": [], "capacities": []}
    for choice in itertools.product(*entering):
        chosen = sorted(a for a in choice if a is not None)
        if verify.plan_faults(bare, chosen) or not _reaches(problem, chosen):
            continue
        earned = [sum(t[a] for a in chosen) for t in terms]
        for amounts in itertools.product(*every):
            if _holds(problem, set(chosen), amounts):
                yield (
                    chosen,
                    [
                        e + sum(t * y for t, y in zip(more, amounts, strict=True))
                        for e, more in zip(earned, extra, strict=True)
                    ],
                )


def _reaches(problem: Problem, chosen: list[int]) -> bool:
    """Return whether every way keeps the hop limits and no arc carries too much."""
    entry = {problem.head[a]: a for a in chosen}
    ways: dict[int, list[int]] = {}
    for v in entry:
        way, u = ways.setdefault(v, []), v
        while u != 0:
            way.append(entry[u])
            u = problem.tail[entry[u]]
    if any(len(set(h.arcs) & set(way)) > h.most for h in problem.hops for way in ways.values()):
        return False
    return all(
        sum(problem.quantities[c.quantity][way[0]] for way in ways.values() if a in way) <= c.upper
        for c in problem.capacities
        for a in c.arcs
    )


def _holds(problem: Problem, chosen: set[int], amounts: tuple[int, ...]) -> bool:
    for row in problem.limits:
        used = sum(k for a, k in zip(row.arcs, row.coefficients, strict=True) if a in chosen)
        used += sum(
            k * amounts[c] for c, k in zip(row.columns, row.column_coefficients, strict=True)
        )
        below = row.lower is not None and used < row.lower
        if below or (row.upper is not None and used > row.upper):
            return False
    return True


def solved_as_searched(problem: Problem) -> tuple[Result, list[int] | None]:
    """Return the exact solver's answer and the best values by exhaustive search.

    Fails where the answer does not verify, or its first goal is not the best or not proven so.
    """
    expected = best_of_all(problem)

    result = solve(problem, effort=2)

    assert verify.check(problem.to_json(), result.to_json()) == []
    if expected is None:
        assert result.status is Status.INFEASIBLE
        return result, None
    first = result.stages[0]
    assert first.value is not None
    assert expected[0] == (first.value if first.sense == "max" else -first.value)
    assert first.status in (Status.CERTIFIED_OPTIMAL, Status.SOLVER_OPTIMAL)
    return result, expected
