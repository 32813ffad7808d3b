"""Rows of a program as arrays: scaled to round units, thinned over common totals, stacked."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizers.graph.arrays import Floats, Ints

DENSE = 500  # entries from which a row is worth rewriting over a common total
BASES = 8  # rows tried as such a total


class Row(NamedTuple):
    """One row of a program."""

    column: Ints
    value: Floats
    lower: float
    upper: float


def thinned(rows: list[Row], columns: int) -> tuple[list[Row], list[Row], Ints]:
    """Return the rows rewritten over common totals where they share one, and the totals' rows.

    Also returned is the number of the row that each total is taken from.

    Shares of a total ("this group gets at least s of all") are dense rows that are multiples of
    each other outside their group. With t = one such row, the others become ratio * t + what
    differs, over a free column that stands for t; these columns are numbered from `columns` on.
    """
    left = [k for k, row in enumerate(rows) if len(row.column) >= DENSE]
    left.sort(key=lambda k: np.isfinite(rows[k].upper))  # shares have no upper side
    thin = list(rows)
    totals: list[Row] = []
    bases: list[int] = []
    for _ in range(min(len(left), BASES)):
        if len(left) < 3:
            break
        base, free = rows[left[0]], columns + len(totals)
        found = {k: row for k in left if (row := _over_total(rows[k], base, free)) is not None}
        if len(found) < 3:
            left = left[1:]
            continue
        for k, row in found.items():
            thin[k] = row
        totals.append(Row(np.append(base.column, free), np.append(base.value, -1.0), 0.0, 0.0))
        bases.append(left[0])
        left = [k for k in left if k not in found]
    return thin, totals, np.array(bases, np.int64)


def _over_total(row: Row, base: Row, free: int) -> Row | None:
    """Return a row as a multiple of column `free`, which stands for `base`, and what differs.

    None where that does not save at least half of its entries.
    """
    size = 1 + max(int(row.column.max(initial=0)), int(base.column.max(initial=0)))
    total, full = np.zeros(size), np.zeros(size)
    total[base.column], full[row.column] = base.value, row.value
    both = (total != 0.0) & (full != 0.0)
    ratios, counts = np.unique(np.round(full[both] / total[both], 12), return_counts=True)
    if len(counts) == 0:
        return None
    ratio = float(ratios[np.argmax(counts)])
    rest = full - ratio * total
    rest[np.abs(rest) <= 1e-9 * np.maximum(np.abs(full), 1e-300)] = 0.0
    used = np.flatnonzero(rest)
    if len(used) >= len(row.column) // 2:
        return None
    return Row(np.append(used, free), np.append(rest[used], ratio), row.lower, row.upper)


def stacked(rows: list[Row]) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """Return rows as pointer, column, value, lower and upper."""
    pointer = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(r.column) for r in rows], out=pointer[1:])
    return (
        pointer,
        np.concatenate([r.column for r in rows] or [np.zeros(0, np.int64)]),
        np.concatenate([r.value for r in rows] or [np.zeros(0)]),
        np.array([r.lower for r in rows], np.float64),
        np.array([r.upper for r in rows], np.float64),
    )


def selected(rows: tuple[Ints, Ints, Floats], keep: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the rows numbered `keep`."""
    pointer, column, value = rows
    sizes = np.diff(pointer)
    entries = np.repeat(np.isin(np.arange(len(sizes)), keep), sizes)
    return np.concatenate([[0], np.cumsum(sizes[keep])]), column[entries], value[entries]


def slackened(
    matrix: tuple[Ints, Ints, Floats], columns: int, free: Ints
) -> tuple[Ints, Ints, Floats]:
    """Return a matrix of so many columns with two more for each free row: more of it, and less."""
    pointer, column, value = matrix
    rows, slack = len(pointer) - 1, columns + np.arange(2 * len(free))
    row = np.concatenate([np.repeat(np.arange(rows), np.diff(pointer)), free, free])
    order = np.argsort(row, kind="stable")
    ones = np.ones(len(free))
    widened = np.zeros(rows + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=rows), out=widened[1:])
    return (
        widened,
        np.concatenate([column, slack])[order],
        np.concatenate([value, ones, -ones])[order],
    )


def round_unit(values: Floats) -> float:
    """Return the power of ten that brings the typical size of the values to 1..10."""
    sizes = np.abs(values[values != 0.0])
    if len(sizes) == 0:
        return 1.0
    return float(10.0 ** np.floor(np.log10(np.median(sizes))))
