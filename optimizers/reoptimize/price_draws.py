"""Re-solves under drawn prices: what stays in the plan when nobody knows what things will cost.

Groups of coefficients (all lines of one catalogue item, say) are multiplied by a drawn ratio, and
the problem is solved again, warm from the plan, potentials and cuts at today's prices. Every draw
has a plan and a certified bound of its own. Ratios are whole thousandths from a log-normal
distribution with median 1, which is how unit costs of infrastructure are usually drawn.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from multiprocessing import get_context

import numpy as np

from optimizers.exact import exact
from optimizers.graph.arrays import Arrays, Ints
from optimizers.graph.hop_layers import Layers
from optimizers.problem import Limit, Problem
from optimizers.programs.highs import shared
from optimizers.reoptimize.warm_start import Known, begin, follow, known_of
from optimizers.result import Result, Status
from optimizers.stages import result_of

UNIT = 1000  # ratios are whole multiples of 1 / UNIT
GAP = 0.004  # certified gap at which a draw is left alone
AHEAD = 4  # draws handed to each worker before their turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one group adds to a limit, or else to a quantity: its share of the coefficients."""

    group: str
    limit: str | None  # id, or
    quantity: str | None  # name
    arcs: tuple[int, ...]
    coefficients: tuple[int, ...]
    columns: tuple[int, ...] = ()  # counted where a plan is judged; no draw is solved with them
    column_coefficients: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What else a draw changes: ratios of groups without a spread, and what arcs earn."""

    ratios: Mapping[str, int]  # in thousandths
    worth: Mapping[int, int]  # by arc, of those that earn other than today


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """The answer under one draw; `ratios` are thousandths by group."""

    number: int
    ratios: dict[str, int]
    status: Status
    value: int | None
    certified_bound: int | None
    gap: float | None
    chosen: tuple[int, ...] | None
    amounts: tuple[int, ...] = ()
    worth: Mapping[int, int] = field(default_factory=dict)  # by arc, where drawn

    def gain(self, problem: Problem, chosen: Iterable[int]) -> int:
        """Return how much more the chosen arcs of a problem earn than today."""
        taken = (a for a in chosen if a in self.worth)
        return sum(self.worth[a] - problem.benefit_of(a) for a in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the price of a group varies: by itself, and with others through common factors.

    Standard deviations of the logarithm: with 0.2, two draws of three lie between 82 % and 122 % of
    the middle. `middle` is the middle of the drawn prices as a part of today's.
    """

    own: float = 0.0
    common: tuple[tuple[str, float], ...] = ()  # name of a factor, standard deviation through it
    middle: float = 1.0


Spreads = Mapping[str, Spread]
Changes = Callable[[int], Change]


def drawn_ratios(spreads: Spreads, number: int, seed: int) -> dict[str, int]:
    """Return by group a ratio in thousandths, at least 1.

    Every group and every common factor has a stream of its own. Raises ValueError when a standard
    deviation is negative, above 2 or not a number.
    """
    names = sorted({name for spread in spreads.values() for name, _ in spread.common})
    factors = {name: _standard(f"{seed}/{number}/factor/{name}") for name in names}
    return {
        group: _ratio(spreads[group], _standard(f"{seed}/{number}/{group}"), factors)
        for group in sorted(spreads)
    }


def _standard(stream: str) -> float:
    """Return a draw of a normal distribution of mean 0 and standard deviation 1."""
    return random.Random(stream).gauss(0.0, 1.0)


def _ratio(spread: Spread, own: float, factors: Mapping[str, float]) -> int:
    deviations = [spread.own, *(sd for _, sd in spread.common)]
    if any(not 0.0 <= sd <= 2.0 for sd in deviations):
        raise ValueError(f"spread is {deviations}, expected 0 to 2")
    drawn = [own, *(factors[name] for name, _ in spread.common)]
    exponent = math.fsum(z * sd for z, sd in zip(drawn, deviations, strict=True))
    return max(1, round(UNIT * spread.middle * math.exp(exponent)))


def redrawn(problem: Problem, parts: Sequence[Part], ratios: Mapping[str, int]) -> Problem:
    """Return the problem with each part's coefficients times its group's ratio, halves up.

    Raises KeyError for a group without a ratio, and for a limit, quantity or arc that is not there.
    """
    rows = {part.limit for part in parts}
    names = {part.quantity for part in parts}
    limits: dict[str | None, dict[int, int]] = {
        row.id: dict(zip(row.arcs, row.coefficients, strict=True))
        for row in problem.limits
        if row.id in rows
    }
    quantities: dict[str | None, list[int]] = {
        name: list(values) for name, values in problem.quantities.items() if name in names
    }
    for part in parts:
        row = limits[part.limit] if part.limit is not None else quantities[part.quantity]
        ratio = ratios[part.group]
        for a, k in zip(part.arcs, part.coefficients, strict=True):
            row[a] += times(k, ratio) - k
    return replace(
        problem,
        quantities={
            name: tuple(quantities.get(name, values)) for name, values in problem.quantities.items()
        },
        limits=tuple(
            _with(row, limits[row.id]) if row.id in limits else row for row in problem.limits
        ),
    )


def earning(problem: Problem, worth: Mapping[int, int]) -> Problem:
    """Return the problem with arcs that earn what `worth` says; rows count what they did."""
    if not worth:
        return problem
    arcs = range(len(problem.tail))
    earns = [worth[a] if a in worth else problem.benefit_of(a) for a in arcs]
    prize = [0] * len(problem.prize)
    for a in arcs:
        prize[problem.head[a]] = max(prize[problem.head[a]], earns[a])
    loss = tuple(prize[problem.head[a]] - earns[a] for a in arcs)
    return replace(problem, prize=tuple(prize), loss=loss)


def _with(row: Limit, coefficients: Mapping[int, int]) -> Limit:
    return replace(row, arcs=tuple(coefficients), coefficients=tuple(coefficients.values()))


def times(amount: int, ratio: int) -> int:
    """Return an amount times a ratio in thousandths, rounded to whole units, halves up."""
    return (2 * amount * ratio + UNIT) // (2 * UNIT)


@dataclass(frozen=True, kw_only=True)
class Task:
    """All that a worker needs for any draw."""

    problem: Problem
    parts: tuple[Part, ...]
    spreads: Spreads  # by group
    gap: float
    effort: int
    seed: int
    layers: Layers
    arrays: Arrays
    known: Known | None  # what the solve at today's prices left

    @classmethod
    def of(
        cls,
        problem: Problem,
        parts: Sequence[Part],
        *,
        spreads: Spreads,
        gap: float = GAP,
        effort: int = 0,
        seed: int = 1,
    ) -> Task:
        """Solve the first goal at today's prices, and keep what that leaves.

        Raises ValueError on a senseless spread, KeyError for a group without one,
        KeyboardInterrupt when it is interrupted.
        """
        problem = replace(problem, goals=problem.goals[:1])
        spreads = {group: spreads[group] for group in sorted({part.group for part in parts})}
        drawn_ratios(spreads, 0, seed)
        highs = shared()
        highs.start()
        layers = Layers.of(problem)
        arrays = layers.arrays(0, [])
        state = begin(arrays, gap=gap / 4, seed=seed, highs=highs, effort=effort)
        exact.pursue(state)
        if state.stopped_by == "interrupt":
            raise KeyboardInterrupt
        return cls(
            problem=problem, parts=tuple(parts), spreads=spreads, gap=gap,
            effort=effort, seed=seed, layers=layers, arrays=arrays, known=known_of(state),
        )  # fmt: skip

    def run(
        self,
        count: int,
        workers: int = 1,
        progress: Callable[[int, int], None] | None = None,
        changes: Changes | None = None,
    ) -> Iterator[Draw]:
        """Yield the answers of `count` draws in order; they do not depend on the workers.

        `progress` is told how many are done, and of how many; `changes` are asked for by the number
        of each draw. Raises ValueError on a senseless
        count or number of workers, KeyboardInterrupt when it is interrupted.
        """
        if count < 1 or workers < 1:
            raise ValueError(f"{count} draws by {workers} workers, expected 1 or more of each")
        each = (
            (self.draw(n, _change(changes, n)) for n in range(count))
            if workers == 1
            else _shared_out(self, count, workers, changes)
        )
        for number, draw in enumerate(each, 1):
            if progress is not None:
                progress(number, count)
            yield draw

    def draw(self, number: int, change: Change | None = None) -> Draw:
        """Return the answer under draw number `number`, without its certificate."""
        ratios = drawn_ratios(self.spreads, number, self.seed)
        worth: Mapping[int, int] = {}
        if change is not None:
            ratios, worth = {**ratios, **change.ratios}, change.worth
        result = self.solved(ratios, worth)
        return Draw(
            number=number,
            ratios=ratios,
            status=result.status,
            value=result.objective,
            certified_bound=result.certified_bound,
            gap=result.gap,
            chosen=result.chosen,
            amounts=result.amounts,
            worth=worth,
        )

    def solved(self, ratios: Mapping[str, int], worth: Mapping[int, int] | None = None) -> Result:
        """Return the answer for `redrawn(problem, parts, ratios)`, certificate and all.

        `worth` is what arcs earn that earn other than today. Raises KeyboardInterrupt when it is
        interrupted.
        """
        layers, arrays = self._at(ratios, worth or {})
        highs = shared()
        state = begin(arrays, gap=self.gap, seed=self.seed, highs=highs, effort=self.effort)
        if self.known is None:
            exact.pursue(state)
        else:
            follow(state, [self.known])
        if state.stopped_by == "interrupt":
            raise KeyboardInterrupt
        return result_of(layers, self.problem.goals[0], arrays, state.outcome())

    def _at(self, ratios: Mapping[str, int], worth: Mapping[int, int]) -> tuple[Layers, Arrays]:
        """Return the problem at given ratios; with another goal its layers are drawn anew."""
        goal = self.problem.goals[0].quantity
        if worth or any(part.quantity == goal for part in self.parts):
            layers = Layers.of(earning(redrawn(self.problem, self.parts, ratios), worth))
            return layers, layers.arrays(0, [])
        changed = {id_: self._row(id_, of, ratios) for id_, of in self._steps.items()}
        rows = tuple(
            replace(row, coefficient=changed.get(row.id, row.coefficient))
            for row in self.arrays.rows
        )
        limits = [
            {**row, "coefficients": changed[row["id"]].tolist()} if row["id"] in changed else row
            for row in self.layers.data["limits"]
        ]
        layers = replace(self.layers, data={**self.layers.data, "limits": limits})
        return layers, replace(self.arrays, rows=rows)

    def _row(
        self, limit: str, steps: Sequence[tuple[str, Ints, Ints]], ratios: Mapping[str, int]
    ) -> Ints:
        """Return the coefficients of a row: each group's share at its ratio, halves up."""
        coefficient = next(row.coefficient for row in self.arrays.rows if row.id == limit).copy()
        for group, place, share in steps:
            coefficient[place] += (2 * share * ratios[group] + UNIT) // (2 * UNIT) - share
        return coefficient

    @cached_property
    def _steps(self) -> dict[str, list[tuple[str, Ints, Ints]]]:
        """Return by limit what each group adds: places among the row's arcs, and amounts."""
        of = self.layers.arc_of
        found: dict[str, list[tuple[str, Ints, Ints]]] = {}
        for row in self.arrays.rows:
            drawn_from = row.arc if of is None else of[row.arc]
            for part in self.parts:
                if part.limit == row.id:
                    share = np.zeros(len(self.problem.tail) + 1, np.int64)  # the last for none
                    share[list(part.arcs)] = part.coefficients
                    shares = share[drawn_from]
                    place = np.flatnonzero(shares)
                    found.setdefault(row.id, []).append((part.group, place, shares[place]))
        return found


_task: Task | None = None  # of a worker process


def _change(changes: Changes | None, number: int) -> Change | None:
    return None if changes is None else changes(number)


def _shared_out(task: Task, count: int, workers: int, changes: Changes | None) -> Iterator[Draw]:
    """Yield the draws in order, solved by processes a few ahead."""
    pool = ProcessPoolExecutor(
        min(workers, count), get_context("spawn"), initializer=_settle, initargs=(task,)
    )
    try:
        ahead: list[Future[Draw]] = []
        for number in range(count):
            ahead.append(pool.submit(_drawn, number, _change(changes, number)))
            if len(ahead) > AHEAD * workers:
                yield ahead.pop(0).result()
        while ahead:
            yield ahead.pop(0).result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _settle(task: Task) -> None:
    """Prepare a worker process: its task, and Ctrl-C left to the parent."""
    import signal

    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = task


def _drawn(number: int, change: Change | None) -> Draw:
    assert _task is not None
    return _task.draw(number, change)


def summary_of(values: Sequence[int], shares: Sequence[float]) -> list[int]:
    """Return the values below which the given shares of all values lie (nearest rank)."""
    ranked = np.sort(np.array(values, np.int64))
    places = [min(len(ranked) - 1, max(0, math.ceil(s * len(ranked)) - 1)) for s in shares]
    return [int(ranked[p]) for p in places]
