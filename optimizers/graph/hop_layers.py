"""Hop limits by layers: the same problem on copies of its nodes, and the way back.

A node that radio hops can reach gets one copy per number of hops on the way to it; `verify.layered`
draws them, so that a certificate about the layers is a certificate about the problem. What a node
earns stays outside the layers, as does every node after which no hop can follow. An arc that is
drawn several times is bought once at most, because a plan enters one copy of its head at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from optimizers import verify
from optimizers.graph.arrays import Arrays, Flows, Ints, arrays_of
from optimizers.graph.flows import flows_of
from optimizers.problem import Capacity, Limit, Problem


@dataclass(frozen=True, kw_only=True)
class Layers:
    """A problem as it is solved: drawn in layers where it has hop limits, else as it is."""

    own: dict[str, Any]  # the problem itself as `verify` reads it
    data: dict[str, Any]  # the drawn problem
    drawn: Problem  # without hop limits
    copy_of: Ints | None  # per drawn node the first of its twins; None: nothing is drawn twice
    arc_of: Ints | None  # per drawn arc its arc, -1 for the step from a copy to where it earns

    @classmethod
    def of(cls, problem: Problem) -> Layers:
        """Draw a problem."""
        own = problem.to_json()
        if not problem.hops:
            return cls(own=own, data=own, drawn=problem, copy_of=None, arc_of=None)
        drawing = _drawing_of(problem, own)
        data, drawn = drawing.with_rows_of(problem, own)
        return cls(own=own, data=data, drawn=drawn, copy_of=drawing.copy_of, arc_of=drawing.arc_of)

    def arrays(self, goal: int, kept: list[int]) -> Arrays:
        """Return a goal of the drawn problem as arrays."""
        arrays = arrays_of(self.drawn, goal, kept, self.copy_of, self.arc_of)
        return replace(arrays, flows=self._flows)

    @cached_property
    def _flows(self) -> Flows | None:
        return flows_of(self.data) if self.drawn.capacities else None

    def back(self, chosen: Iterable[int]) -> tuple[int, ...]:
        """Return the arcs of the problem that drawn arcs stand for, in rising order."""
        if self.arc_of is None:
            return tuple(chosen)
        return tuple(sorted({int(self.arc_of[a]) for a in chosen} - {-1}))

    @cached_property
    def _leaving(self) -> dict[int, dict[int, int]]:
        """Return per drawn node the drawn arcs that leave it, by what they are drawn from."""
        assert self.arc_of is not None
        found: dict[int, dict[int, int]] = {}
        for number, (u, a) in enumerate(zip(self.drawn.tail, self.arc_of.tolist(), strict=True)):
            found.setdefault(u, {})[a] = number
        return found

    def lift(self, chosen: Iterable[int]) -> list[int]:
        """Return the drawn arcs of a plan, as far as it keeps the hop limits."""
        if self.arc_of is None:
            return list(chosen)
        plan = set(chosen)
        stack, found = [0], []
        while stack:
            for a, number in self._leaving.get(stack.pop(), {}).items():
                if a in plan or a == -1:
                    found.append(number)
                    stack.append(self.drawn.head[number])
        return sorted(found)


_Row = TypeVar("_Row", Limit, Capacity)
_Spread = tuple[Any, dict[str, Any], Any]  # a row, the drawn row as plain data, the drawn row


class _Drawing:
    """The nodes and arcs of a problem in layers, for all problems that differ in rows alone."""

    def __init__(self, problem: Problem, own: dict[str, Any]) -> None:
        bare = {k: v for k, v in own.items() if k not in ("columns", "capacities")}
        self._data = verify.layered({**bare, "limits": []})
        self._drawn = Problem.from_json(self._data)
        self._parts, self._required = _parts(problem), dict(problem.required)
        self._prize = problem.prize
        self.copy_of = np.array(self._data["nodes"]["twin"], np.int64)
        self.arc_of = np.array(self._data["arcs"]["of"], np.int64)
        self._copies: dict[int, list[int]] = {}
        for number, a in enumerate(self._data["arcs"]["of"]):
            self._copies.setdefault(a, []).append(number)
        self._reached = {problem.head[a] for a in self._copies if a >= 0}
        self._spread: dict[int, _Spread] = {}

    def suits(self, problem: Problem) -> bool:
        """Return whether nodes and arcs of a problem are the very ones that were drawn.

        Fewer nodes may be required: one that earns and is reached is drawn alike without it.
        """
        same = all(a is b for a, b in zip(self._parts, _parts(problem), strict=True))
        left = self._required.keys() - problem.required.keys()
        return (
            same
            and all(self._prize[v] and v in self._reached for v in left)
            and problem.required.items() <= self._required.items()
        )

    def _required_of(self, problem: Problem) -> list[Any]:
        """Return the drawn nodes that a problem requires, each with why."""
        drawn = zip(sorted(self._required), self._data["required"], strict=True)
        return [entry for v, entry in drawn if v in problem.required]

    def with_rows_of(self, problem: Problem, own: dict[str, Any]) -> tuple[dict[str, Any], Problem]:
        """Return what `verify.layered` makes of a problem, and the same as a problem.

        Rows that the problem drawn before had as well are not drawn again.
        """
        limits = [self._row(*p) for p in zip(problem.limits, own["limits"], strict=True)]
        written = own.get("capacities", ())
        capacities = [self._row(*p) for p in zip(problem.capacities, written, strict=True)]
        self._spread = {id(spread[0]): spread for spread in (*limits, *capacities)}
        rows = {"limits": [r for _, r, _ in limits], "capacities": [r for _, r, _ in capacities]}
        data = {
            **{k: v for k, v in own.items() if k != "hops"},
            **{name: self._data[name] for name in ("nodes", "arcs")},
            "required": self._required_of(problem),
            **{name: listed for name, listed in rows.items() if name in own},
        }
        self._drawn = self._drawn.varied(
            limits=tuple(row for _, _, row in limits),
            capacities=tuple(row for _, _, row in capacities),
            columns=problem.columns,
            goals=problem.goals,
            required=dict(data["required"]),
        )
        return data, self._drawn

    def _row(self, row: _Row, written: dict[str, Any]) -> _Spread:
        known = self._spread.get(id(row))
        if known is not None:
            return known
        copies = self._copies
        spread = {**written, "arcs": [n for a in row.arcs for n in copies.get(a, ())]}
        changed: dict[str, Any] = {"arcs": tuple(spread["arcs"])}
        if isinstance(row, Limit):
            pairs = zip(row.arcs, row.coefficients, strict=True)
            spread["coefficients"] = [k for a, k in pairs for _ in copies.get(a, ())]
            changed["coefficients"] = tuple(spread["coefficients"])
        return row, spread, replace(row, **changed)


_last: list[_Drawing] = []  # the newest: questions about one problem follow each other


def _parts(problem: Problem) -> tuple[object, ...]:
    """Return what decides how a problem is drawn, beside required nodes."""
    p = problem
    return p.node_ids, p.prize, p.arc_ids, p.tail, p.head, p.loss, p.quantities, p.hops


def _drawing_of(problem: Problem, own: dict[str, Any]) -> _Drawing:
    """Return the drawing of a problem: that of the problem before, or a new one."""
    if not _last or not _last[0].suits(problem):
        _last[:] = [_Drawing(problem, own)]
    return _last[0]
