"""Place the arcs of a tree in years, the most urgent first, each with the way that leads to it.

The order is that of the expected years of a linear program (TopoSort: Chicoisne, Espinoza,
Goycoolea, Moreno and Rubio 2012, "A new algorithm for the open-pit mine production scheduling
problem", Operations Research 60). Every row is kept in whole numbers at each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from optimizers.years.grid import NEVER, Bools, Grid, Ints
from optimizers.years.programme import Missed

Floats = NDArray[np.float64]


class Room:
    """What money and the upper sides of rows leave, as arcs are placed one after another."""

    def __init__(self, grid: Grid, saved: Ints | None = None) -> None:
        """Begin with nothing placed; `saved`, by year, is money that amounts save."""
        self.grid = grid
        self.year = np.full(len(grid.tail), grid.years, np.int64)  # grid.years: never
        self.entered = np.full(grid.nodes, grid.years, np.int64)
        self.entered[grid.given] = 0
        self.built_into = np.zeros(grid.nodes, np.bool_)
        self.money = [_unlimited(grid.available(t)) for t in range(grid.years)]
        for t, more in enumerate([] if saved is None else saved.tolist()):
            for s in range(t, grid.years) if grid.carries_over else (t,):
                self.money[s] += more
        self._works = [list(work.upper) for work in grid.works]
        self._works_of: list[list[tuple[int, int]]] = [[] for _ in range(len(grid.tail))]
        for number, work in enumerate(grid.works):
            for a, k in zip(work.arc.tolist(), work.coefficient.tolist(), strict=True):
                self._works_of[a].append((number, k))
        self._rows: list[list[tuple[int, int]]] = [[] for _ in range(len(grid.tail))]
        self._left: list[int] = []
        self._year_of_row: list[int] = []
        for row in grid.rows:
            if row.upper is None:
                continue
            number = len(self._left)
            self._left.append(row.upper)
            self._year_of_row.append(row.year)
            for a, k in zip(row.arc.tolist(), row.coefficient.tolist(), strict=True):
                self._rows[a].append((number, k))

    def earliest(self, chunk: list[int], first: int) -> int | None:
        """Return the first year from `first` on in which a chunk of arcs can be built at once."""
        used = _together(self._rows[a] for a in chunk)
        full = max(
            (self._year_of_row[n] for n, k in used.items() if k > 0 and k > self._left[n]),
            default=-1,
        )
        works = _together(self._works_of[a] for a in chunk)
        for year in range(max(first, full + 1), self.grid.years):
            cost = self.grid.cost[year, chunk]
            if (
                (cost != NEVER).all()
                and self._affords(year, sum(cost.tolist()))
                and all(k <= self._works[number][year] for number, k in works.items())
            ):
                return year
        return None

    def _affords(self, year: int, cost: int) -> bool:
        later = range(year, self.grid.years) if self.grid.carries_over else (year,)
        return all(cost <= self.money[t] for t in later)

    def place(self, chunk: list[int], year: int, sign: int = 1) -> None:
        """Build a chunk in a year, or take it out again with sign -1."""
        for a in chunk:
            cost = sign * int(self.grid.cost[year, a])
            later = range(year, self.grid.years) if self.grid.carries_over else (year,)
            for t in later:
                self.money[t] -= cost
            for number, k in self._works_of[a]:
                self._works[number][year] -= sign * k
            for number, k in self._rows[a]:
                if self._year_of_row[number] >= year:
                    self._left[number] -= sign * k
            v = int(self.grid.head[a])
            self.built_into[v] = sign > 0
            self.year[a] = year if sign > 0 else self.grid.years
            if not self.grid.given[v]:
                self.entered[v] = year if sign > 0 else self.grid.years


def _together(parts: Iterable[list[tuple[int, int]]]) -> dict[int, int]:
    """Return what several arcs use of each row."""
    used: dict[int, int] = {}
    for part in parts:
        for number, k in part:
            used[number] = used.get(number, 0) + k
    return used


def _unlimited(money: int | None) -> int:
    return 2**62 if money is None else money


def place_in_order(grid: Grid, tree: Ints, expected: Floats, saved: Ints | None = None) -> Ints:
    """Return the year of each arc, grid.years for never, of the arcs of a tree in this order.

    `tree` holds arcs, at most one into each node; `expected` is per arc of the grid. Orders are not
    looked at; `saved` is money, by year, that amounts save.
    """
    room = Room(grid, saved)
    parent = np.full(grid.nodes, -1, np.int64)
    parent[grid.head[tree]] = tree
    required = {v for year in grid.required for v in year}
    worth = grid.gain[-1, tree] > 0
    wanted = tree[worth | np.isin(grid.head[tree], list(required))]
    need = np.array([int(grid.head[a]) not in required for a in wanted.tolist()])
    order = wanted[np.lexsort((wanted, -grid.gain[-1, wanted], expected[wanted], need))]
    waiting = order.tolist()
    while waiting:  # what a cheaper link freed may make room for what did not fit before
        left = [a for a in waiting if not _placed(room, parent, a)]
        if len(left) == len(waiting) or not left:
            break
        waiting = left
    return room.year


def _placed(room: Room, parent: Ints, arc: int) -> bool:
    """Build an arc with what is missing on the way to it, in the first year that has room."""
    grid = room.grid
    if room.year[arc] < grid.years:
        return True
    chunk, v = [arc], int(grid.tail[arc])
    while room.entered[v] == grid.years:
        a = int(parent[v])
        if a < 0 or a in chunk:
            return False
        chunk.append(a)
        v = int(grid.tail[a])
    year = room.earliest(chunk, int(room.entered[v]))
    if year is None:
        return False
    room.place(chunk, year)
    return True


def brought_forward(grid: Grid, year: Ints) -> Ints:
    """Return a schedule in which whatever has room in an earlier year is built there."""
    room = Room(grid)
    for a in np.flatnonzero(year < grid.years)[
        np.argsort(year[year < grid.years], kind="stable")
    ].tolist():
        room.place([a], int(year[a]))
    moved = True
    while moved:
        moved = False
        built = np.flatnonzero((room.year < grid.years) & (room.year > 0))
        gain = grid.gain[-1, built]
        for a in built[np.argsort(-gain, kind="stable")].tolist():
            moved |= gain.any() and _moved(room, a)
    return room.year


def _moved(room: Room, arc: int) -> bool:
    """Build an arc earlier, together with the ways without gain that lead to it."""
    grid = room.grid
    now = int(room.year[arc])
    if grid.gain[-1, arc] <= 0:
        return False
    chunk, v = [arc], int(grid.tail[arc])
    parents = {int(grid.head[a]): int(a) for a in np.flatnonzero(room.year == now)}
    while not grid.given[v] and room.entered[v] == now:
        chunk.append(parents[v])
        v = int(grid.tail[chunk[-1]])
    room.place(chunk, now, -1)
    year = room.earliest(chunk, int(room.entered[v]))
    room.place(chunk, now if year is None else min(year, now))
    return year is not None and year < now


def faults(grid: Grid, year: Ints, amounts: Ints) -> list[str]:
    """Return what of a schedule does not hold, in whole numbers; an empty list means all holds.

    `amounts` are by year and column.
    """
    found = []
    built = np.flatnonzero(year < grid.years)
    into = np.bincount(grid.head[built], minlength=grid.nodes)
    if (into > 1).any():
        found.append("a node is entered twice")
    since = np.full(grid.nodes, grid.years, np.int64)
    since[grid.head[built]] = year[built]
    since[grid.given] = 0
    if (since[grid.tail[built]] > year[built]).any():
        found.append("an arc is built before what leads to it")
    found += [f"year {t}: a circle" for t in range(grid.years) if not _joined(grid, year, t)]
    found += [f"year {t}: money" for t in range(grid.years) if not _paid(grid, year, amounts, t)]
    found += _order_faults(grid, year, amounts)
    found += [
        f"year {t}: works"
        for work in grid.works
        for t in range(grid.years)
        if sum(work.coefficient[year[work.arc] == t].tolist()) > work.upper[t]
    ]
    for row in grid.rows:
        used = sum(row.coefficient[year[row.arc] <= row.year].tolist())
        low, high = row.lower, row.upper
        if (low is not None and used < low) or (high is not None and used > high):
            found.append(f"year {row.year}: a limit")
    for t, nodes in enumerate(grid.required):
        found += [
            f"year {t}: node {v} is not entered" for v in nodes if not _entered(grid, year, v, t)
        ]
    return found


def _joined(grid: Grid, year: Ints, t: int) -> bool:
    """Return whether what is built by the end of a year hangs on the root or on what stays.

    What leads to a node from the start leads there no longer once something built enters it.
    """
    built = np.flatnonzero(year <= t)
    tail, head = grid.tail[built], grid.head[built]
    reached = grid.given.copy()
    reached[head] = False
    reached[0] = True
    while True:
        new = head[reached[tail] & ~reached[head]]
        if not len(new):
            return bool(reached[head].all())
        reached[new] = True


def _entered(grid: Grid, year: Ints, node: int, by: int) -> bool:
    return bool(((grid.head == node) & (year <= by)).any())


def _order_faults(grid: Grid, year: Ints, amounts: Ints) -> Iterator[str]:
    """Yield the columns and orders that amounts break."""
    if (amounts > grid.columns.upper).any() or (amounts.sum(axis=0) > grid.columns.total).any():
        yield "more of a column than there is"
    for order in grid.orders:
        used = 0
        for t in range(grid.years):
            used = used if order.over_all else 0
            used += sum(order.coefficient[year[order.arc] == t].tolist())
            used += sum((order.column_coefficient * amounts[t, order.column]).tolist())
            low, high = order.sides(t)
            if (low is not None and used < low) or (high is not None and used > high):
                yield f"year {t}: an order"


def _paid(grid: Grid, year: Ints, amounts: Ints, t: int) -> bool:
    """Return whether a year's money is enough, and all is built when it can be."""
    spent = 0
    for s in range(t + 1) if grid.carries_over else (t,):
        cost = grid.cost[s, year == s]
        if (cost == NEVER).any():
            return False
        spent += sum(cost.tolist()) + sum((grid.columns.money * amounts[s]).tolist())
    money = grid.available(t)
    return money is None or spent <= money


def missed_of(grid: Grid, year: Ints) -> Iterator[Missed]:
    """Yield the limits whose lower side a schedule misses."""
    for row in grid.rows:
        used = sum(row.coefficient[year[row.arc] <= row.year].tolist())
        if row.lower is not None and used < row.lower:
            yield Missed(limit=row.limit, year=row.year, short=row.lower - used)


def worth(grid: Grid, year: Ints) -> int:
    """Return what a schedule adds to the value of the years over what is in place today."""
    return sum(sum(grid.gain[t, year <= t].tolist()) for t in range(grid.years))


def acyclic(grid: Grid, trees: list[Ints], arcs: Ints) -> Bools:
    """Return which arcs go deeper in the order that trees give their nodes, the first tree first.

    Arcs that all go deeper form no circle, so that rows of precedence join them to the root.
    """
    depth = np.full(grid.nodes, -1, np.int64)
    depth[grid.given] = 0
    for tree in trees:
        below: dict[int, list[int]] = {}
        for a in tree.tolist():
            below.setdefault(int(grid.tail[a]), []).append(int(grid.head[a]))
        stack = [int(v) for v in np.flatnonzero(grid.given)]
        while stack:
            u = stack.pop()
            for v in below.get(u, ()):
                if grid.given[v]:
                    continue
                if depth[v] < 0:
                    depth[v] = depth[u] + 1
                stack.append(v)
    deep = (depth[grid.tail[arcs]] < depth[grid.head[arcs]]) | grid.given[grid.head[arcs]]
    return np.asarray(deep & (depth[grid.tail[arcs]] >= 0) & (depth[grid.head[arcs]] >= 0))
