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

TRIED = 1  # times that a side of a place was bounded, from which its record is believed
IN_VAIN = 8  # places in turn that are tried without a better one, before the best is taken
LOOKS = 24  # places that are tried at most
LITTLE = 0.01  # share of the gap that a split takes off on both sides, to be chosen at once
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

        Switches are tried first: a tier or an order that is nearly free in part costs much as a
        whole.
        """
        ranked, best = self._ranked(part, gap), None
        for switch in (True, False):
            best = self._best([e for e in ranked if e.found.switch == switch], part, gap, best)
            if best is not None and best.worth >= (LITTLE * gap) ** 2:
                return best
        return best

    def _best(
        self, ranked: list[Choice], part: Part, gap: float, best: Choice | None
    ) -> Choice | None:
        """Return the best of some splits and one at hand; places that were never split are tried.

        Trying ends at a split that closes one side and leaves less of the other.
        """
        looks = in_vain = 0
        for choice in ranked:
            found, tried = choice.found, choice
            if not self.record.is_tried(found.place):
                if looks == LOOKS or in_vain == IN_VAIN:
                    break
                looks += 1
                parts = self.bound(part, found)
                gains = self.gains(part, parts)
                tried = Choice(found, _worth(found, gains, gap), parts)
                if max(gains) >= gap and min(gains) >= LITTLE * gap:
                    return tried
            better = best is None or tried.worth > best.worth
            best = tried if better else best
            in_vain = 0 if better else in_vain + 1
        return best

    def _ranked(self, part: Part, gap: float) -> list[Choice]:
        """Return where a part can be split, what promises most first, ties in order."""
        found = [
            Choice(one, _worth(one, self.record.gains(one, self.size(one.place)), gap))
            for one in self.places.open_in(part)
        ]
        return sorted(found, key=lambda choice: -choice.worth)

    def note(self, found: Open, gains: tuple[float, float], closed: tuple[bool, bool]) -> None:
        """Take note of what both sides of a split lost, per unit of the way to a whole number.

        What closed a side is taken as it is: on the way from nearly nothing it would seem endless.
        """
        for side, way in enumerate((found.share, 1.0 - found.share)):
            per_unit = gains[side] / (1.0 if closed[side] else way)
            self.record.add(found.place, side, per_unit, self.size(found.place))


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
