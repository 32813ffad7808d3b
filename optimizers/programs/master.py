"""What joins the pieces of a large problem: prices that suit them all, and a choice among plans.

The prices are the duals of a linear program over the plans known so far (Dantzig and Wolfe,
"Decomposition principle for linear programs", Operations Research 8, 1960), kept within a box
around the last ones. The choice, one plan per piece within every limit, is a multiple-choice
knapsack by CP-SAT. It wants 64-bit sums, so figures are divided by a unit, away from the limit;
whoever asks checks the answer in whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizers.graph.arrays import Arrays, Floats, Ints
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Program
from optimizers.programs.subproblem import Plan

BOX = 2.0  # prices may change by this factor at a time
PRECISION = 2**44  # largest total handed to CP-SAT
WORK = 5.0  # CP-SAT's deterministic seconds
FIRST = 0.05  # price a limit may rise to at first, as the objective's total per side of the limit

Columns = list[list[tuple[float, Floats]]]  # per piece: value and use of every limit


def next_prices(
    arrays: Arrays,
    columns: Columns,
    prices: Mapping[str, float],
    programs: Guarded,
    box: float = BOX,
) -> dict[str, float] | None:
    """Return prices (objective per unit, signed by side) that suit the columns; None: no answer.

    They stay within a factor `box` of `prices`: few columns are not to be trusted far from there.
    """
    total = max(sum(max(abs(v) for v, _ in piece) for piece in columns), 1.0)
    program, units, signs = _program(arrays, columns, prices, total, box)
    answer = programs.solve(program)
    if answer.status != "optimal" or answer.row_dual is None:
        return None
    duals = answer.row_dual[len(columns) :] * total / units
    return {
        row.id: float(dual)
        for row, dual, sign in zip(arrays.rows, duals, signs, strict=True)
        if dual * sign > 0
    }


def _program(
    arrays: Arrays, columns: Columns, prices: Mapping[str, float], total: float, box: float
) -> tuple[Program, Floats, list[int]]:
    """Return the master over the columns, with the sides of limits soft at the box's prices."""
    many = [len(piece) for piece in columns]
    count, rows = sum(many), len(arrays.rows)
    value = np.array([v for piece in columns for v, _ in piece]) / total
    use = np.array([u for piece in columns for _, u in piece]).reshape(count, rows)
    signs = [1 if r.upper is not None and prices.get(r.id, 0.0) >= 0 else -1 for r in arrays.rows]
    pairs = zip(arrays.rows, signs, strict=True)
    sides = np.array([float((r.upper if s > 0 else r.lower) or 0) for r, s in pairs])
    units = np.maximum(np.maximum(np.abs(sides), np.abs(use).max(axis=0, initial=0.0)), 1.0)
    low, high = _box(arrays, prices, units, total, box)
    convex_pointer = np.concatenate([[0], np.cumsum(many)])
    column, entry, pointer = [np.arange(count)], [np.ones(count)], [convex_pointer]
    end = count
    for r, sign in enumerate(signs):
        used = np.flatnonzero(use[:, r])
        extra = count + 2 * r
        column.append(np.concatenate([used, [extra, extra + 1]]))
        entry.append(np.concatenate([use[used, r] / units[r], [-sign, sign]]))
        end += len(used) + 2
        pointer.append(np.array([end]))
    ends = sides / units
    ones = np.ones(len(columns))
    over = np.stack([-high, low], axis=1).ravel()
    program = Program(
        objective=np.concatenate([value, over]),
        lower=np.zeros(count + 2 * rows),
        upper=np.full(count + 2 * rows, np.inf),
        pointer=np.concatenate(pointer).astype(np.int64),
        column=np.concatenate(column).astype(np.int64),
        value=np.concatenate(entry).astype(np.float64),
        row_lower=np.concatenate([ones, np.where(np.array(signs) > 0, -np.inf, ends)]),
        row_upper=np.concatenate([ones, np.where(np.array(signs) > 0, ends, np.inf)]),
    )
    return program, units, signs


def _box(
    arrays: Arrays, prices: Mapping[str, float], units: Floats, total: float, box: float
) -> tuple[Floats, Floats]:
    """Return the least and largest price of every limit, in the program's units."""
    now = np.array([abs(prices.get(row.id, 0.0)) for row in arrays.rows]) * units / total
    first = FIRST * (box - 1.0)
    return np.where(now > first / 10, now / box, 0.0), np.maximum(now * box, first)


def choose(
    options: Sequence[Sequence[Plan]], sides: Sequence[tuple[int | None, int | None]], seed: int
) -> list[int] | None:
    """Return the number of one plan per piece, the most worth within all limits.

    `sides` are (lower, upper) of every limit, less what is used outside the pieces; the first plan
    of each piece is the one at hand. None when CP-SAT finds nothing.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [[model.new_bool_var("") for _ in plans] for plans in options]
    for piece in chosen:
        model.add_exactly_one(piece)
        for number, variable in enumerate(piece):
            model.add_hint(variable, number == 0)
    flat = [v for piece in chosen for v in piece]
    for r, (lower, upper) in enumerate(sides):
        use = [plan.use[r] for plans in options for plan in plans]
        _keep(model, flat, use, lower, upper)
    value = [plan.value for plans in options for plan in plans]
    unit = _unit(value, ())
    model.maximize(cp_model.LinearExpr.weighted_sum(flat, [v // unit for v in value]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = WORK
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [
        next(k for k, variable in enumerate(piece) if solver.boolean_value(variable))
        for piece in chosen
    ]


def _keep(
    model: object, variables: Sequence[object], use: list[int], lower: int | None, upper: int | None
) -> None:
    """Add a limit to the model, rounded so that what keeps it keeps the limit itself."""
    from ortools.sat.python import cp_model

    assert isinstance(model, cp_model.CpModel)
    unit = _unit(use, [s for s in (lower, upper) if s is not None])
    if upper is not None and any(use):
        above = [-(-u // unit) for u in use]
        model.add(cp_model.LinearExpr.weighted_sum(variables, above) <= upper // unit)
    if lower is not None and any(use):
        below = [u // unit for u in use]
        model.add(cp_model.LinearExpr.weighted_sum(variables, below) >= -(-lower // unit))


def _unit(figures: Sequence[int], sides: Sequence[int]) -> int:
    """Return what to divide by so that no sum passes the precision."""
    largest = max(sum(abs(f) for f in figures), *(abs(s) for s in sides), 1)
    return -(-largest // PRECISION)


def columns_of(label: Ints, count: int, arrays: Arrays, arc: Ints, x: Floats) -> Columns:
    """Return, per piece, what arcs at the amounts x are worth and use: one column each."""
    piece = label[arrays.head[arc]]
    value = np.bincount(piece, arrays.objective[arc] * x, minlength=count)
    use = np.zeros((count, len(arrays.rows)))
    full = np.zeros(arrays.arcs)
    full[arc] = x
    for r, row in enumerate(arrays.rows):
        used = full[row.arc] > 0.0
        spent = row.coefficient[used] * full[row.arc[used]]
        use[:, r] = np.bincount(label[arrays.head[row.arc[used]]], spent, minlength=count)
    return [[(float(value[j]), use[j])] for j in range(count)]
