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
from typing import Any

import numpy as np

from optimizers import verify
from optimizers.graph.arrays import Arrays, Flows, Ints, arrays_of
from optimizers.graph.flows import flows_of
from optimizers.problem import Problem


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
        data = verify.layered(own)
        return cls(
            own=own,
            data=data,
            drawn=Problem.from_json(data),
            copy_of=np.array(data["nodes"]["twin"], np.int64),
            arc_of=np.array(data["arcs"]["of"], np.int64),
        )

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
