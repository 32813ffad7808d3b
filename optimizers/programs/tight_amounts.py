"""Amounts for a tree that is final: worth as much as can be, and nothing of them slack.

A search leaves amounts good but loose: programs count money in large units, and a payment may
exceed what it pays for. Here the tree is fixed. The columns that must be whole are those of the
answer, or of one integer program over all columns, whichever comes to more; all others follow from
the rows in whole numbers, by the narrowest range that every row leaves them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Ints, Row, use_of_rows
from optimizers.programs.guarded import Guarded
from optimizers.programs.side_columns import cheapest_amounts, repaired

SWEEPS = 60  # over the rows of one change; ranges stay valid wherever it ends


def tightened(arrays: Arrays, chosen: Bools, amounts: Ints, programs: Guarded) -> Ints:
    """Return amounts for the chosen arcs (a mask) that hold every row and are worth no less.

    Where another choice of whole columns is worth no more, that of the given amounts stays.
    """
    if not len(amounts):
        return amounts
    use = use_of_rows(arrays, chosen)
    own = as_rows_require(arrays, use, amounts)
    best = amounts if own is None or _is_worth_more(arrays, amounts, own) else own
    if not arrays.column_objective.any():
        return best
    afresh = cheapest_amounts(arrays, np.array(use, np.float64), programs)
    other = None if afresh is None else as_rows_require(arrays, use, afresh)
    return best if other is None or not _is_worth_more(arrays, other, best) else other


def _is_worth_more(arrays: Arrays, one: Ints, other: Ints) -> bool:
    return arrays.worth_of(one) > arrays.worth_of(other)


def as_rows_require(arrays: Arrays, use: list[int], amounts: Ints) -> Ints | None:
    """Return the amounts with all loose columns as the rows require, None where that fails."""
    ranges = _Ranges.of(arrays, use, amounts)
    loose = np.flatnonzero(~arrays.column_whole).tolist()
    worth = arrays.column_objective.tolist()
    ranges.narrow(range(len(ranges.rows)))
    for c in sorted(loose, key=lambda c: (worth[c] == 0, c)):
        ranges.fix(c, ranges.high[c] if worth[c] > 0 else ranges.low[c])
    return repaired(arrays, use, np.clip(np.array(ranges.low, np.int64), 0, arrays.column_upper))


@dataclass(kw_only=True)
class _Ranges:
    """What is left of the range of every column, and the rows that narrow it."""

    low: list[int]
    high: list[int]
    rows: list[tuple[list[tuple[int, int]], int | None, int | None]]  # (column, coefficient), sides
    touching: dict[int, list[int]]  # rows by loose column

    @classmethod
    def of(cls, arrays: Arrays, use: list[int], amounts: Ints) -> _Ranges:
        """Return the ranges where whole columns have their amounts."""
        whole, upper = arrays.column_whole.tolist(), arrays.column_upper.tolist()
        given = amounts.tolist()
        low = [n if fixed else 0 for n, fixed in zip(given, whole, strict=True)]
        high = [n if fixed else u for n, fixed, u in zip(given, whole, upper, strict=True)]
        made = cls(low=low, high=high, rows=[], touching={})
        for row, used in zip(arrays.rows, use, strict=True):
            made._add(row, used, whole)
        return made

    def _add(self, row: Row, used: int, whole: list[bool]) -> None:
        """Add a row that counts a loose column."""
        terms = list(zip(row.column.tolist(), row.column_coefficient.tolist(), strict=True))
        loose = [c for c, _ in terms if not whole[c]]
        for c in loose:
            self.touching.setdefault(c, []).append(len(self.rows))
        if loose:
            lower = None if row.lower is None else row.lower - used
            upper = None if row.upper is None else row.upper - used
            self.rows.append((terms, lower, upper))

    def fix(self, c: int, amount: int) -> None:
        """Give a column its amount and narrow what hangs on it."""
        self.low[c] = self.high[c] = amount
        self.narrow(self.touching.get(c, ()))

    def narrow(self, rows: Iterable[int]) -> None:
        """Narrow ranges by rows, and by those of every column whose range changes."""
        waiting = dict.fromkeys(rows)
        for _ in range(SWEEPS):
            changed = [c for r in waiting for c in self._narrowed(r)]
            waiting = dict.fromkeys(r for c in changed for r in self.touching.get(c, ()))
            if not waiting:
                return

    def _narrowed(self, r: int) -> list[int]:
        """Narrow every range by one row; return the columns whose range changed."""
        terms, lower, upper = self.rows[r]
        least = sum(k * (self.low[c] if k > 0 else self.high[c]) for c, k in terms)
        most = sum(k * (self.high[c] if k > 0 else self.low[c]) for c, k in terms)
        changed = []
        for c, k in terms:
            low, high = self.low[c], self.high[c]
            if low == high or not k:
                continue
            ends = (low, high) if k > 0 else (high, low)
            if upper is not None:  # k x <= what the others leave at their least
                low, high = _within(k, low, high, upper - least + k * ends[0])
            if lower is not None:  # -k x <= what the others leave at their most
                low, high = _within(-k, low, high, most - k * ends[1] - lower)
            if (low, high) != (self.low[c], self.high[c]) and low <= high:
                least += k * ((low if k > 0 else high) - ends[0])
                most += k * ((high if k > 0 else low) - ends[1])
                self.low[c], self.high[c] = low, high
                changed.append(c)
        return changed


def _within(k: int, low: int, high: int, side: int) -> tuple[int, int]:
    """Return the range of whole x in low..high with k x <= side."""
    return (low, min(high, side // k)) if k > 0 else (max(low, -(side // -k)), high)
