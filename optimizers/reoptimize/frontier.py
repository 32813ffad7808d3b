"""The budget frontier: for each upper side of a limit a plan and a certified bound.

A certificate's bound is linear in the side it prices: raising it by one raises the bound by the
price. So the certificate of one budget bounds every other, and the lowest of all such lines is a
concave curve that no plan of any budget lies above. A plan of a smaller budget is a plan of a
larger one, so the best plans are a rising curve below it. Points are solved where the two curves
are furthest apart, each started from its solved neighbours, until all are close enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizers import verify
from optimizers.exact import exact
from optimizers.exact.search import Search
from optimizers.graph.arrays import Arrays, Ints
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.hop_layers import Layers
from optimizers.graph.tree_heuristics import chosen_of
from optimizers.problem import Limit, Problem
from optimizers.programs.highs import Highs, shared
from optimizers.reoptimize.warm_start import Known, begin, follow, known_of
from optimizers.result import Certificate, Result, StageResult, Status, relative_gap

GAP = 0.001  # certified gap at which a point is left alone


@dataclass(frozen=True, kw_only=True)
class Point:
    """What one upper side of the limit gives; `result` holds plan, bound and certificate."""

    upper: int
    result: Result
    slope: float | None  # price of the side(s): objective per unit, by the certificate

    @property
    def value(self) -> int | None:
        """Value of the plan, None without one."""
        return self.result.objective

    @property
    def certified_bound(self) -> int | None:
        """No plan within the limits is worth more."""
        return self.result.certified_bound

    @property
    def gap(self) -> float | None:
        """Relative distance of the two."""
        return self.result.gap


def at(problem: Problem, limit_id: str, upper: int, scaled: Sequence[str] = ()) -> Problem:
    """Return the problem with another upper side of one limit; `scaled` ones change in proportion.

    Their sides are rounded down. Raises ValueError for a limit that is not there or has no upper
    side.
    """
    sides = _sides(problem, limit_id, upper, scaled)
    limits = tuple(replace(r, upper=sides[r.id]) if r.id in sides else r for r in problem.limits)
    return problem.varied(limits=limits, goals=problem.goals[:1])


def _sides(problem: Problem, limit_id: str, upper: int, scaled: Sequence[str]) -> dict[str, int]:
    own = _upper(problem.limits, limit_id)
    sides = {limit_id: upper}
    for other in scaled:
        if other != limit_id:
            if own == 0:
                raise ValueError(f"limit {limit_id} is 0, nothing can be in proportion to it")
            sides[other] = _upper(problem.limits, other) * upper // own
    return sides


def _upper(limits: Sequence[Limit], limit_id: str) -> int:
    for row in limits:
        if row.id == limit_id:
            if row.upper is None:
                raise ValueError(f"limit {limit_id} has no upper side")
            return row.upper
    raise ValueError(f"no limit {limit_id!r} in the problem")


def frontier(
    problem: Problem,
    limit_id: str,
    uppers: Sequence[int],
    *,
    scaled: Sequence[str] = (),
    gap: float = GAP,
    effort: int = 0,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Point, ...]:
    """Return a point for each distinct upper side, in rising order, for the first goal alone.

    `scaled` are limits whose upper sides change in the same proportion. `gap` is the certified gap
    at which a point is left alone; `effort` is how hard to look where it is not reached.
    `progress` is told how many points are settled, and of how many.
    Ctrl-C returns what is there: points without a plan are unknown.
    Raises ValueError for a limit that is not there or has no upper side, and without any side.
    """
    if not uppers:
        raise ValueError("a frontier needs at least one upper side")
    curve = _Curve(problem, limit_id, sorted(set(uppers)), tuple(scaled), gap, effort, seed)
    try:
        curve.draw(progress or (lambda *_: None))
    except KeyboardInterrupt:
        curve.interrupted = True
    return curve.points()


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A certificate and its bound at every point: numerators over the scale."""

    certificate: Certificate
    numerators: tuple[int, ...]

    def bound(self, k: int) -> int:
        return self.numerators[k] // self.certificate.scale


@dataclass(kw_only=True)
class _Best:
    """What is known about one point."""

    value: int | None = None
    tree: Ints | None = None
    amounts: Ints | None = None
    line: _Line | None = None  # of the lowest bound
    refuted: _Line | None = None  # proves that no plan exists
    blamed: tuple[str, ...] = ()
    infeasible: bool = False
    solved: bool = False

    @property
    def settled(self) -> bool:
        return self.solved or self.infeasible

    def gap(self, k: int) -> float:
        if self.value is None or self.line is None:
            return float("inf")
        found = relative_gap(self.value, self.line.bound(k))
        assert found is not None
        return found


class _Curve:
    """Plans below, certificates above."""

    def __init__(
        self,
        problem: Problem,
        limit_id: str,
        uppers: Sequence[int],
        scaled: Sequence[str],
        gap: float,
        effort: int,
        seed: int,
    ) -> None:
        self.problem = replace(problem, goals=problem.goals[:1])
        self.layers = Layers.of(self.problem)
        self.arrays = self.layers.arrays(0, [])
        self.uppers = uppers
        self.sides = [_sides(problem, limit_id, upper, scaled) for upper in uppers]
        self.gap, self.effort, self.seed = gap, effort, seed
        self.best = [_Best() for _ in uppers]
        self.known: dict[int, Known] = {}
        self.interrupted = False

    def draw(self, tell: Callable[[int, int], None]) -> None:
        """Solve the ends, then always the point whose curves are furthest apart."""
        highs = shared()
        highs.start()
        for end in dict.fromkeys((len(self.uppers) - 1, 0)):
            self._solve(end, highs)
        while (worst := self._worst()) is not None:
            tell(sum(self._close(k) for k in range(len(self.best))), len(self.best))
            self._solve(worst, highs)
        tell(len(self.best), len(self.best))

    def _close(self, k: int) -> bool:
        return self.best[k].settled or self.best[k].gap(k) <= self.gap

    def _worst(self) -> int | None:
        """Return the open point with the largest gap, in the middle of the widest stretch first."""
        left = [k for k in range(len(self.best)) if not self._close(k)]
        return max(left, key=lambda k: (self.best[k].gap(k), self._alone(k), -k), default=None)

    def _alone(self, k: int) -> int:
        """Return how many points away the nearest solved one is."""
        return min((abs(j - k) for j, one in enumerate(self.best) if one.settled), default=0)

    def _solve(self, k: int, highs: Highs) -> None:
        """Search one point with what its solved neighbours left behind."""
        arrays = self._at(k)
        state = begin(arrays, gap=self.gap, seed=self.seed, highs=highs, effort=self.effort)
        near = self._near(k)
        if near:
            follow(state, near)
        else:
            exact.pursue(state)
        self._learn(k, state)
        if state.stopped_by == "interrupt":
            raise KeyboardInterrupt
        self.best[k].solved = True

    def _at(self, k: int) -> Arrays:
        sides = self.sides[k]
        rows = tuple(
            replace(row, upper=sides[row.id]) if row.id in sides else row
            for row in self.arrays.rows
        )
        return replace(self.arrays, rows=rows)

    def _near(self, k: int) -> list[Known]:
        """Return what the nearest solved points below and above left behind, the nearer first."""
        below = max((j for j in self.known if j < k), default=None)
        above = min((j for j in self.known if j > k), default=None)
        sides = [j for j in (below, above) if j is not None]
        return [self.known[j] for j in sorted(sides, key=lambda j: (abs(j - k), j))]

    def _learn(self, k: int, state: Search) -> None:
        """Take the plan for this point and all above, the certificate for all points."""
        if state.infeasible:
            self._refute(k, state)
            return
        known = known_of(state)
        if known is not None:
            self.known[k] = known
            self._bound(k, known.ascent)
        for j in range(k, len(self.best)):
            one = self.best[j]
            if state.value is not None and (one.value is None or state.value > one.value):
                one.value, one.tree, one.amounts = state.value, state.tree, state.amounts

    def _bound(self, k: int, ascent: Ascent) -> None:
        known = self.best[k].line
        if known is not None and known.numerators[k] <= ascent.bound_scaled:
            return
        line = self._line(k, ascent.certificate())
        for j, one in enumerate(self.best):
            if one.line is None or line.bound(j) < one.line.bound(j):
                one.line = line

    def _line(self, k: int, certificate: Certificate) -> _Line:
        """Return the bounds that `verify` derives at point k and, by the prices, at all others."""
        rows = [
            {**row, "upper": self.sides[k].get(row["id"], row["upper"])}
            for row in self.layers.data["limits"]
        ]
        data = {**self.layers.data, "limits": rows}
        total, _ = verify.certified_bound(data, 0, [], certificate.to_json())
        price = {i: certificate.prices.get(i, 0) for i in self.sides[k]}
        return _Line(
            certificate=certificate,
            numerators=tuple(
                total + sum(max(p, 0) * (sides[i] - self.sides[k][i]) for i, p in price.items())
                for sides in self.sides
            ),
        )

    def _refute(self, k: int, state: Search) -> None:
        """No plan exists at this point, nor at any smaller one."""
        line = None
        if state.ascent is not None and state.ascent.weight == 0:
            line = self._line(k, state.ascent.certificate())
        for one in self.best[: k + 1]:
            if not one.infeasible:
                one.infeasible, one.refuted, one.blamed = True, line, state.blamed

    def points(self) -> tuple[Point, ...]:
        """Return every point with what is known about it."""
        return tuple(self._point(k) for k in range(len(self.best)))

    def _point(self, k: int) -> Point:
        one = self.best[k]
        goal = self.problem.goals[0]
        sign = 1 if goal.sense == "max" else -1
        line = one.refuted if one.infeasible else one.line
        bound = None if line is None or one.infeasible else line.bound(k)
        stage = StageResult(
            name=goal.name,
            sense=goal.sense,
            value=None if one.value is None else sign * one.value,
            bound=None if bound is None else sign * bound,
            certified_bound=None if bound is None else sign * bound,
            status=_status(one, bound),
            certificate=None if line is None else line.certificate,
            stopped_by="interrupt" if self.interrupted and not self._close(k) else None,
        )
        return Point(upper=self.uppers[k], result=self._result(one, stage), slope=self._slope(one))

    def _result(self, one: _Best, stage: StageResult) -> Result:
        chosen: tuple[int, ...] | None = None
        more: dict[str, Any] = {}
        if one.tree is not None:
            drawn = np.flatnonzero(chosen_of(self.arrays, one.tree)).tolist()
            chosen = self.layers.back(drawn)
            more["amounts"] = tuple(() if one.amounts is None else one.amounts.tolist())
        return Result(
            solver="exact", status=stage.status, chosen=chosen, stages=(stage,),
            infeasible_limits=one.blamed, duals=_duals(one), **more,
        )  # fmt: skip

    def _slope(self, one: _Best) -> float | None:
        """Return the price of the limit, alone; scaled limits add theirs in proportion."""
        if one.line is None or one.infeasible:
            return None
        first, last = self.sides[0], self.sides[-1]
        prices = one.line.certificate.prices
        width = self.uppers[-1] - self.uppers[0]
        if len(first) == 1 or width == 0:
            only = next(iter(first))
            return max(prices.get(only, 0), 0) / one.line.certificate.scale
        gained = sum(max(prices.get(i, 0), 0) * (last[i] - first[i]) for i in first)
        return gained / width / one.line.certificate.scale


def _status(one: _Best, bound: int | None) -> Status:
    if one.infeasible:
        return Status.INFEASIBLE
    if one.value is None:
        return Status.UNKNOWN
    return Status.CERTIFIED_OPTIMAL if one.value == bound else Status.FEASIBLE


def _duals(one: _Best) -> dict[str, float]:
    if one.line is None or one.infeasible:
        return {}
    found = one.line.certificate
    return {k: p / found.scale for k, p in sorted(found.prices.items())}
