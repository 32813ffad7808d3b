"""Side columns beside the tree: fixed for the heuristics, chosen anew when the tree has changed.

A column is a whole amount: units from stock, a price tier, a payment by a fund. With the amounts
fixed, the rest is a problem on the graph alone, whose limits are shifted by what the amounts use;
with the tree fixed, the best amounts are a small integer program. A plan is accepted only when all
rows hold in whole numbers, after `repaired` has moved amounts by what rounding left over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Floats, Ints, Row, nothing, use_of_rows
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Program, SolverError

ROUNDS = 12  # over all rows, of moving amounts until every row holds
PENALTY = 1e4  # of a violated share of a row against everything the amounts can earn
TRIFLE = 1e-6  # share of a limit's worth at which its unspent part is preferred
TOLERANCE = 1e-6  # by which HiGHS may miss a row of large figures, as a share of the largest
LARGE = 1e4  # figures above it are money: their rows get that room
NODES = 20
LAST_NODES = 200  # where the tree is final
FEW_ARCS = 2_500  # of a problem whose amounts are decided in parts: until then these will do
NEARLY = 1e-3  # gap of its amounts


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The problem on the graph alone, at fixed amounts.

    A row that only says  - arcs <= - amount  is written as  arcs >= amount, so that the heuristics
    know it for a floor; its prices change sign. The ids of such rows are in `flipped`.
    """

    arrays: Arrays
    amounts: Ints
    worth: int  # what the amounts themselves add to the objective
    flipped: frozenset[str]

    def prices(self, prices: Mapping[str, float]) -> dict[str, float]:
        """Return prices of the problem's limits as prices of the opened rows."""
        return {k: -p if k in self.flipped else p for k, p in prices.items()}


def opened(arrays: Arrays, amounts: Ints) -> Opened:
    """Return the problem on the graph alone once the amounts are fixed."""
    if not len(arrays.column_upper):
        return Opened(arrays=arrays, amounts=amounts, worth=0, flipped=frozenset())
    rows, flipped = [], set()
    for row in arrays.rows:
        spent = row.spent(amounts)
        lower = None if row.lower is None else row.lower - spent
        upper = None if row.upper is None else row.upper - spent
        coefficient = row.coefficient
        if row.lower is None and len(row.column) and not (coefficient > 0).any():
            assert upper is not None
            coefficient, lower, upper = -coefficient, -upper, None
            flipped.add(row.id)
        rows.append(Row(id=row.id, arc=row.arc, coefficient=coefficient, lower=lower, upper=upper))
    bare = replace(
        arrays,
        rows=tuple(rows),
        column_upper=nothing(),
        column_objective=nothing(),
        column_whole=np.zeros(0, np.bool_),
    ).with_entries_of(arrays)
    worth = arrays.worth_of(amounts)
    return Opened(arrays=bare, amounts=amounts, worth=worth, flipped=frozenset(flipped))


def first_amounts(arrays: Arrays, programs: Guarded) -> Ints:
    """Return amounts for a plan grown without the limits that stand open only by an amount."""
    rows = [row for row in arrays.rows if not _waits(row)]
    bare = opened(replace(arrays, rows=tuple(rows)), np.zeros(len(arrays.column_upper), np.int64))
    weight = tree_heuristics.shares(bare.arrays, {})
    gain = arrays.objective.astype(np.float64)
    budget = tree_growth.budget_of(bare.arrays)
    tree = tree_growth.grow(bare.arrays, budget, tree_heuristics.empty(arrays), gain, weight)
    activity = use_of_rows(arrays, tree_heuristics.chosen_of(arrays, tree))
    return best_amounts(arrays, np.array(activity, np.float64), {}, programs)


def _waits(row: Row) -> bool:
    """Return whether nothing that a row counts can be chosen while the amounts are 0."""
    shut = row.upper is not None and row.upper <= 0
    return shut and bool(len(row.column)) and bool((row.coefficient > 0).any())


def best_amounts(
    arrays: Arrays,
    activity: Floats,
    prices: Mapping[str, float],
    programs: Guarded,
) -> Ints:
    """Return good whole amounts for what the arcs use of each row.

    What the amounts earn by themselves and what they save of the limits, at the prices, is
    maximised. Where no amounts hold every row, rows are missed by as little as may be.
    """
    for elastic in (False, True):
        program, unit = _program(arrays, activity, prices, elastic)
        program = replace(program, gap=NEARLY if arrays.arcs <= FEW_ARCS else 0.0)
        try:
            answer = programs.solve(program, node_limit=NODES, near=False)
        except SolverError:  # HiGHS refuses some small programs that it solves a trifle changed
            continue
        if answer.x is not None:
            break
    else:
        return np.zeros(len(arrays.column_upper), np.int64)
    return _in_range(arrays, answer.x, unit)


def cheapest_amounts(arrays: Arrays, activity: Floats, programs: Guarded) -> Ints | None:
    """Return the amounts that are worth most for what the arcs use of each row, None without any.

    Rows may be missed by what rounding the loose columns takes.
    """
    program, unit = _program(arrays, activity, {}, elastic=False, rounded=False)
    try:
        answer = programs.solve(program, node_limit=LAST_NODES, near=False)
    except SolverError:
        return None
    return None if answer.x is None else _in_range(arrays, answer.x, unit)


def _in_range(arrays: Arrays, x: Floats, unit: Floats) -> Ints:
    """Return the columns of a solution as whole amounts."""
    amounts = np.rint(x[places(arrays)] * unit).astype(np.int64)
    return np.minimum(np.maximum(amounts, 0), arrays.column_upper)


def repaired(arrays: Arrays, activity: Sequence[int], amounts: Ints) -> Ints | None:
    """Return the amounts moved until every row holds exactly, or None when that fails.

    `activity` is what the arcs use of each row, in whole numbers.
    """
    rows = arrays.rows
    total = [u + row.spent(amounts) for u, row in zip(activity, rows, strict=True)]
    found = amounts.tolist()
    touching: dict[int, list[tuple[int, int]]] | None = None
    for _ in range(ROUNDS):
        wrong = [r for r, row in enumerate(rows) if _missed(row, total[r])]
        if not wrong:
            return np.array(found, np.int64)
        touching = touching or _touching(arrays)
        before = list(found)
        for r in wrong:
            for c in rows[r].column.tolist():
                _move(arrays, total, found, touching, r, c)
        if found == before:  # one that may miss other rows, which are then moved in turn
            r = wrong[0]
            for c in rows[r].column.tolist():
                _move(arrays, total, found, touching, r, c, free=True)
        if found == before:
            return None
    return None


def _missed(row: Row, used: int) -> int:
    """Return by how much a row is above its upper side, or (negative) below its lower side."""
    if row.upper is not None and used > row.upper:
        return used - row.upper
    if row.lower is not None and used < row.lower:
        return used - row.lower
    return 0


def _touching(arrays: Arrays) -> dict[int, list[tuple[int, int]]]:
    """Return per column the rows that count it, with its coefficient."""
    found: dict[int, list[tuple[int, int]]] = {c: [] for c in range(len(arrays.column_upper))}
    for r, row in enumerate(arrays.rows):
        for c, k in zip(row.column.tolist(), row.column_coefficient.tolist(), strict=True):
            if k:
                found[c].append((r, k))
    return found


def _move(
    arrays: Arrays,
    total: list[int],
    amounts: list[int],
    touching: Mapping[int, list[tuple[int, int]]],
    r: int,
    c: int,
    *,
    free: bool = False,
) -> None:
    """Move column `c` towards holding row `r`, as far as no other row comes to be missed.

    A `free` move heeds the range of the column alone.
    """
    missed = _missed(arrays.rows[r], total[r])
    k = dict(touching[c]).get(r, 0)
    if not missed or not k:
        return
    up = (missed > 0) != (k > 0)
    step = -(-abs(missed) // abs(k))
    room = int(arrays.column_upper[c]) - amounts[c] if up else amounts[c]
    for other, coefficient in touching[c]:
        if other != r and not free:
            room = min(room, _room(arrays.rows[other], total[other], coefficient, up))
    step = min(step, room) if up else -min(step, room)
    amounts[c] += step
    for other, coefficient in touching[c]:
        total[other] += coefficient * step


def _room(row: Row, used: int, coefficient: int, up: bool) -> int:
    """Return how many units a column may move before it takes a row beyond its side."""
    side = row.upper if (coefficient > 0) == up else row.lower
    if side is None:
        return 2**62
    return 0 if _missed(row, used) else abs(side - used) // abs(coefficient)


def places(arrays: Arrays) -> Ints:
    """Return per column its place in a program: those that must be whole come first."""
    place = np.empty(len(arrays.column_whole), np.int64)
    place[np.argsort(~arrays.column_whole, kind="stable")] = np.arange(len(place))
    return place


def unit_of(arrays: Arrays) -> Floats:
    """Return the unit of each column in a program: payments are counted in large round units."""
    size = np.maximum(arrays.column_upper.astype(np.float64), 1.0)
    large = 10.0 ** np.maximum(np.floor(np.log10(size)) - 3.0, 0.0)
    return np.where(arrays.column_whole, 1.0, large)


def _margin(arrays: Arrays, row: Row, size: float) -> float:
    """Return the room that rounding the amounts of a row may take, where it has one side only."""
    loose = ~arrays.column_whole[row.column]
    if not loose.any() or None not in (row.lower, row.upper):
        return 0.0
    money = TOLERANCE * size if size > LARGE else 0.0
    return float(np.abs(row.column_coefficient[loose]).sum()) / 2.0 + money


def _opened_by_choice(
    arrays: Arrays, row: Row, weight: Floats, margin: float
) -> tuple[Floats, float]:
    """Return the weights of a row and the margin of its side, where a choice opens the row.

    What a fund pays is nothing until the fund is chosen: a margin on that side would refuse every
    plan in which it is not. It is taken off what the choice allows instead.
    """
    opens = arrays.column_whole[row.column] & (weight < -margin)
    if not opens.any():
        return weight, margin
    return np.where(opens, weight + margin, weight), 0.0


def _program(
    arrays: Arrays,
    activity: Floats,
    prices: Mapping[str, float],
    elastic: bool,
    rounded: bool = True,
) -> tuple[Program, Floats]:
    """Return the program over the columns and, if elastic, what each row is missed by.

    Amounts that are `rounded` as they come need room in rows, and leave limits unspent if they can.
    """
    unit, place = unit_of(arrays), places(arrays)
    columns = len(unit)
    objective = arrays.column_objective * unit
    entries, sides = [], []
    worth = max(float(np.abs(arrays.objective).sum()), 1.0)
    for row, used in zip(arrays.rows, activity.tolist(), strict=True):
        if not len(row.column):
            continue
        price = prices.get(row.id, 0.0)
        if rounded and row.upper is not None and row.upper > 0:
            price += TRIFLE * worth / row.upper
        weight = row.column_coefficient * unit[row.column]
        np.add.at(objective, row.column, -price * weight)
        size = float(np.abs(weight).max(initial=0.0)) or 1.0
        margin = _margin(arrays, row, size) if rounded else 0.0
        if margin and row.upper is not None and row.upper - used == 0:
            weight, margin = _opened_by_choice(arrays, row, weight, margin)
        entries.append((place[row.column], weight / size))
        lower = -np.inf if row.lower is None else (row.lower - used + margin) / size
        upper = np.inf if row.upper is None else (row.upper - used - margin) / size
        sides.append((lower, max(upper, lower)))
    scale = float(np.abs(objective).max(initial=0.0)) or 1.0
    free = 2 * len(entries) if elastic else 0
    if elastic:
        slacks = (columns + 2 * np.arange(len(entries))).tolist()
        entries = [
            (np.append(c, [k, k + 1]), np.append(v, [1.0, -1.0]))
            for (c, v), k in zip(entries, slacks, strict=True)
        ]
    placed = np.empty(columns)
    upper_of = np.empty(columns)
    placed[place], upper_of[place] = objective / scale, arrays.column_upper / unit
    program = Program(
        objective=np.concatenate([placed, np.full(free, -PENALTY)]),
        lower=np.zeros(columns + free),
        upper=np.concatenate([upper_of, np.full(free, np.inf)]),
        pointer=np.cumsum([0, *(len(c) for c, _ in entries)]),
        column=np.concatenate([c for c, _ in entries] or [np.zeros(0, np.int64)]),
        value=np.concatenate([v for _, v in entries] or [np.zeros(0)]),
        row_lower=np.array([lower for lower, _ in sides]),
        row_upper=np.array([upper for _, upper in sides]),
        integer=True,
        continuous=free + int((~arrays.column_whole).sum()),
    )
    return program, unit
