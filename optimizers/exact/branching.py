"""Which split of a part comes next: what splits took off the bound so far, and a look ahead.

Benichou, Gauthier, Girodet, Hentges, Ribiere and Vincent, "Experiments in mixed-integer linear
programming", Mathematical Programming 1 (1971): what splits on the same place took off the bound,
in proportion to how far the place is from whole. Achterberg, Koch and Martin, "Branching rules
revisited", Operations Research Letters 33 (2005): a place that was never split is tried first.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from optimizers.exact.part import Open, Part, Place, Places
from optimizers.graph.arrays import Arrays, Floats
from optimizers.graph.dual_ascent import Ascent

TRIED = 1  # times that both sides of a place were bounded, from which its record is believed
LOOKS = 8  # places at most that are tried before one is taken
SWITCHES = 24  # of amounts, before them
LITTLE = 0.01  # share of the gap that a switch takes off, to be chosen at once
LEAST = 1e-6  # share of the gap below which what a split takes off does not count
UNSURE = 0.1  # of the worth of a split where the relaxation is whole


@dataclass(slots=True)
class Record:
    """What splits on a place took off the bound, per unit of the way to a whole number."""

    taken: dict[tuple[Place, int], tuple[float, int]] = field(default_factory=dict)
    total: float = 0.0
    expected: float = 0.0  # by the sizes of the places

    def add(self, place: Place, side: int, taken: float, size: float) -> None:
        """Take note of one side of a split."""
        before, times = self.taken.get((place, side), (0.0, 0))
        self.taken[place, side] = before + taken, times + 1
        self.total, self.expected = self.total + taken, self.expected + size

    def is_tried(self, place: Place) -> bool:
        """Whether both sides are known well enough."""
        return all(self.taken.get((place, side), (0.0, 0))[1] >= TRIED for side in (0, 1))

    def gains(self, found: Open, size: float) -> tuple[float, float]:
        """Return what both sides of a split are expected to take off the bound."""
        ratio = self.total / self.expected if self.expected else 1.0
        gains = []
        for side, way in enumerate((found.share, 1.0 - found.share)):
            taken, times = self.taken.get((found.place, side), (0.0, 0))
            gains.append((taken / times if times else ratio * size) * way)
        return gains[0], gains[1]


@dataclass(frozen=True, slots=True)
class Choice:
    """A split, what it is worth, and its two parts where they were bounded already."""

    found: Open
    worth: float
    parts: tuple[Part, Part] | None = None


class Chooser:
    """Chooses splits; remembers what they took off.

    `bound` bounds both parts of a split, `gains` says what they lose of the part's gap.
    """

    def __init__(
        self,
        places: Places,
        ascent: Ascent,
        bound: Callable[[Part, Open], tuple[Part, Part]],
        gains: Callable[[Part, tuple[Part, Part]], tuple[float, float]],
    ) -> None:
        self.places, self.record = places, Record()
        self.bound, self.gains = bound, gains
        self._of_arcs, self._of_columns = sizes(places.arrays, ascent)

    def size(self, place: Place) -> float:
        """Return how much of the certificate's value goes through a place."""
        if place.kind == "column":
            return float(self._of_columns[place.index])
        return float(self._of_arcs[self.places.arcs(place)].max(initial=0.0))

    def choose(self, part: Part, gap: float) -> Choice | None:
        """Return the split of a part that both sides are expected to lose most by.

        Switches first: a tier or an order that is nearly free in part costs much as a whole.
        """
        ranked = self._ranked(part, gap)
        best = self._best([e for e in ranked if e.found.switch][:SWITCHES], part, gap)
        if best is not None and best.worth >= (LITTLE * gap) ** 2:
            return best
        found = self._best([e for e in ranked[:LOOKS] if not e.found.switch], part, gap)
        known = [b for b in (best, found) if b is not None]
        return max(known, key=lambda choice: choice.worth, default=None)

    def _ranked(self, part: Part, gap: float) -> list[Choice]:
        """Return where a part can be split, what promises most first, ties in order."""
        found = [
            Choice(one, _worth(one, self.record.gains(one, self.size(one.place)), gap))
            for one in self.places.open_in(part)
        ]
        return sorted(found, key=lambda choice: -choice.worth)

    def _best(self, ranked: list[Choice], part: Part, gap: float) -> Choice | None:
        """Return the best of some splits; those whose places were never split are tried."""
        best: Choice | None = None
        for choice in ranked:
            found, tried = choice.found, choice
            if not self.record.is_tried(found.place):
                parts = self.bound(part, found)
                gains = self.gains(part, parts)
                tried = Choice(found, _worth(found, gains, gap), parts)
                if max(gains) >= gap and (not found.switch or min(gains) >= LITTLE * gap):
                    return tried
            if best is None or tried.worth > best.worth:
                best = tried
        return best

    def note(self, found: Open, gains: tuple[float, float]) -> None:
        """Take note of what both sides of a split lost."""
        for side, way in enumerate((found.share, 1.0 - found.share)):
            self.record.add(found.place, side, gains[side] / way, self.size(found.place))


def _worth(found: Open, gains: tuple[float, float], gap: float) -> float:
    """Return what a split is worth by what its sides lose: both should lose much."""
    worth = 1.0 if found.firm else UNSURE
    least = LEAST * gap if math.isfinite(gap) else LEAST
    for gain in gains:
        worth *= max(min(gain, gap), least)
    return worth


def sizes(arrays: Arrays, ascent: Ascent) -> tuple[Floats, Floats]:
    """Return per arc and per column what its use of all limits is worth at the prices."""
    of_arcs = np.abs(arrays.objective.astype(np.float64))
    of_columns = np.abs(arrays.column_objective.astype(np.float64))
    for row in arrays.rows:
        price = abs(ascent.prices.get(row.id, 0)) / ascent.scale
        if price:
            np.add.at(of_arcs, row.arc, price * np.abs(row.coefficient))
            np.add.at(of_columns, row.column, price * np.abs(row.column_coefficient))
    return of_arcs, of_columns
