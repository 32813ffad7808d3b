"""The cut model as a linear or integer program: columns are arcs, rows what a plan must keep.

Rows: each node is entered at most once, a required node exactly once; the cuts of a pool; every
limit, and every earlier goal at the value it reached. Figures are scaled for the solver, and what
comes back is only a hint until it is re-checked in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, nothing
from optimizers.graph.cuts import CutPool
from optimizers.graph.flows import placed
from optimizers.programs import program_rows
from optimizers.programs.highs import AT_LOWER, BASIC, FREE, Answer, Program
from optimizers.programs.program_rows import Row, round_unit, selected, stacked, thinned
from optimizers.programs.side_columns import places, unit_of

MISSED = 4e-6  # by which a row with side columns may be missed before amounts are made whole
BINDING = 1e-7  # room in a cut below which it counts as binding
SLACKS = 8  # the list of names of what limits are missed by; those of the columns come before


@dataclass(frozen=True)
class Basis:
    """Which columns and rows of a program are basic, by name, for the next one to start from."""

    column_name: Ints
    row_name: Ints
    column_status: Ints
    row_status: Ints

    def of_columns(self, name: Ints, unknown: int) -> Ints:
        """Return the statuses of the named columns."""
        return _looked_up(self.column_name, self.column_status, name, unknown)

    def of_rows(self, name: Ints, unknown: int) -> Ints:
        """Return the statuses of the named rows."""
        return _looked_up(self.row_name, self.row_status, name, unknown)


def _looked_up(known: Ints, status: Ints, name: Ints, unknown: int) -> Ints:
    found = np.full(len(name), unknown, np.int64)
    order = np.argsort(known, kind="stable")
    at = np.minimum(np.searchsorted(known[order], name), max(len(known) - 1, 0))
    same = known[order][at] == name if len(known) else np.zeros(len(name), np.bool_)
    found[same] = status[order][at[same]]
    return found


def _named(*parts: Ints) -> Ints:
    """Return numbers that tell the entries of several lists of numbers apart."""
    return np.concatenate([part + (k << 44) for k, part in enumerate(parts)]).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class CutModel:
    """A program, and how to read its answers back in the problem's own units."""

    program: Program
    arc: Ints  # per column; the side columns follow
    amount_place: Ints  # per side column, its column
    amount_unit: Floats  # and what one unit of that stands for
    objective_unit: float  # one unit of the program's objective
    row_unit: Floats  # per limit of the arrays, one unit of its row
    limits: tuple[list[Row], list[Row], Ints]  # the rows of the limits as `thinned` gives them
    first_cut: int  # index of the first cut row; limits come last
    cut: Ints  # the cuts of the pool that are rows
    first_flow: int = 0  # index of the first flow row
    flow_rows: Ints = field(default_factory=nothing)  # the flow rows of the arrays that are rows
    degree_of: Ints = field(default_factory=nothing)  # the nodes or twins of the first rows
    first_slack: int = 0  # the first of the columns that limits are missed by, where they may be
    column_name: Ints = field(default_factory=nothing)  # the same for the same column
    row_name: Ints = field(default_factory=nothing)  # and row in another program of the problem

    def started(self, basis: Basis | None) -> Program:
        """Return the program that starts from the basis of another one of the same problem.

        New columns start at their lower side, new rows with the room they have.
        """
        if basis is None:
            return self.program
        columns = basis.of_columns(self.column_name, AT_LOWER)
        columns[(columns == AT_LOWER) & ~np.isfinite(self.program.lower)] = FREE
        rows = basis.of_rows(self.row_name, BASIC)
        return replace(self.program, start=(columns, rows))

    def basis(self, answer: Answer) -> Basis | None:
        """Return the basis of an answer under the names of its columns and rows."""
        if answer.basis is None:
            return None
        return Basis(self.column_name, self.row_name, *answer.basis)

    def x(self, answer: Answer, arcs: int) -> Floats:
        """Return the answer per arc of the problem."""
        x = np.zeros(arcs)
        if answer.x is not None:
            x[self.arc] = np.clip(answer.x[: len(self.arc)], 0.0, 1.0)
        return x

    def ceiling(self, answer: Answer, arcs: int) -> Floats:
        """Return per arc of the problem the bound that the duals leave to plans that use it.

        An arc that is not in the program has none: -inf.
        """
        assert answer.column_dual is not None and answer.objective is not None
        ceiling = np.full(arcs, -np.inf)
        lost = np.minimum(answer.column_dual[: len(self.arc)], 0.0)
        ceiling[self.arc] = (answer.objective + lost) * self.objective_unit
        return ceiling

    def amounts(self, answer: Answer) -> Floats:
        """Return the answer per side column of the problem."""
        if answer.x is None:
            return np.zeros(len(self.amount_place))
        return np.asarray(np.maximum(answer.x[self.amount_place], 0.0) * self.amount_unit)

    def hint(self, chosen: Bools, amounts: Ints) -> Floats:
        """Return a plan as a hint: its arcs (a mask) and its amounts."""
        hint = np.concatenate([chosen[self.arc].astype(np.float64), np.zeros(len(amounts))])
        hint[self.amount_place] = amounts / self.amount_unit
        return hint

    def value(self, objective: float) -> float:
        """Return a value of the program's objective in the problem's units."""
        return objective * self.objective_unit

    def prices(self, arrays: Arrays, row_dual: Floats, scale: int) -> dict[str, int]:
        """Return the duals of the limits as whole multiples of 1 / scale, rounded to zero."""
        prices = {}
        duals = row_dual[len(row_dual) - len(arrays.rows) :]
        for row, dual, unit in zip(arrays.rows, duals, self.row_unit, strict=True):
            price = int(dual * self.objective_unit / unit * scale)
            if (price > 0 and row.upper is not None) or (price < 0 and row.lower is not None):
                prices[row.id] = price
        return prices

    def flows(self, arrays: Arrays, row_dual: Floats, scale: int) -> Ints | None:
        """Return the duals of the flow rows as prices, rounded to zero; None without any."""
        if arrays.flows is None:
            return None
        prices = np.zeros(arrays.flows.rows, np.int64)
        duals = -row_dual[self.first_flow : self.first_flow + len(self.flow_rows)]
        prices[self.flow_rows] = np.maximum(duals * self.objective_unit * scale, 0.0)
        return prices

    def including(self, agreed: Bools | None) -> CutModel:
        """Return the program whose plans hold the agreed arcs (a mask)."""
        if agreed is None:
            return self
        lower = self.program.lower.copy()
        lower[: len(self.arc)][agreed[self.arc]] = 1.0
        return replace(self, program=replace(self.program, lower=lower))

    def binding(self, answer: Answer) -> Ints:
        """Return the numbers of the cuts that an answer has no room in, or gives a price to."""
        assert answer.x is not None and answer.row_dual is not None
        first, end = self.first_cut, self.first_cut + len(self.cut)
        pointer = self.program.pointer[first : end + 1]
        entries = slice(int(pointer[0]), int(pointer[-1]))
        parts = self.program.value[entries] * answer.x[self.program.column[entries]]
        used = np.add.reduceat(np.append(parts, 0.0), pointer[:-1] - pointer[0])
        used[np.diff(pointer) == 0] = 0.0
        tight = (used < BINDING) | (answer.row_dual[first:end] != 0.0)
        if answer.basis is not None:
            tight |= answer.basis[1][first:end] != BASIC
        return np.asarray(self.cut[tight])

    @property
    def free_rows(self) -> Ints:
        """Return the flow rows and the limits, which an elastic program may miss."""
        flows = self.first_flow + np.arange(len(self.flow_rows))
        total = len(self.program.row_lower)
        return np.concatenate([flows, np.arange(total - len(self.row_unit), total)])

    @cached_property
    def elastic_matrix(self) -> tuple[Ints, Ints, Floats]:
        """Return the matrix of the elastic program, always the same arrays: it is sent once."""
        return program_rows.slackened(
            self.program.matrix, len(self.program.objective), self.free_rows
        )

    def raises(self, pool: CutPool, row_dual: Floats, scale: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the duals of the cuts as raises, rounded to zero."""
        end = self.first_cut + len(self.cut)
        height = (-row_dual[self.first_cut : end] * self.objective_unit * scale).astype(np.int64)
        used = np.flatnonzero(height > 0)
        sets = [pool.sets[k] for k in self.cut[used]]
        pointer = np.zeros(len(sets) + 1, np.int64)
        np.cumsum([len(s) for s in sets], out=pointer[1:])
        return (
            np.array([pool.terminals[k] for k in self.cut[used]], np.int64),
            pointer,
            np.concatenate(sets or [np.zeros(0, np.int64)]),
            np.repeat(height[used], np.diff(pointer)),
        )


def cut_model(
    arrays: Arrays,
    pool: CutPool,
    cuts: Ints,
    kept: Bools,
    *,
    passed: Bools | None = None,
    firm: bool = False,
    like: CutModel | None = None,
) -> CutModel:
    """Return the program over the kept arcs with the given cuts of the pool.

    `like` is one over the same arcs of the same arrays, `firm` alike: the limits are taken from it.
    With the `passed_nodes` it has the rows of `_balance_rows`, which speed up integer programs. A
    `firm` one leaves what HiGHS may miss a row by (`MISSED`) free, so that whole amounts hold it:
    its plans are plans, its bound is none.
    """
    arc = np.flatnonzero(kept & arrays.usable)
    column = np.full(arrays.arcs, -1, np.int64)
    column[arc] = np.arange(len(arc))
    entered, degrees = _degree_rows(arrays, arc)
    cut_rows = pool.rows(cuts, column)
    present = np.flatnonzero(np.diff(cut_rows[0]) > 0)
    cuts, cut_rows = cuts[present], selected(cut_rows, present)
    place, amount_unit = len(arc) + places(arrays), unit_of(arrays)
    amounts = len(place)
    if like is None:
        rows, row_unit = _limit_rows(arrays, column, place, amount_unit, MISSED if firm else 0.0)
        thin = thinned(rows, len(arc) + amounts)
    else:
        thin, row_unit = like.limits, like.row_unit
    limits, totals, bases = thin
    objective, least, most = _columns(arrays, arc, place, amount_unit)
    unit = round_unit(objective)
    links = (*cut_rows, np.zeros(len(cuts)), np.full(len(cuts), np.inf))
    free = len(totals)
    flows = placed(arrays, column, len(objective) + free)
    through, balance = _balance_rows(arrays, arc, passed)
    parts = (degrees, links, stacked(totals), flows.rows(), balance, stacked(limits))
    sizes = [len(p[0]) - 1 for p in parts]
    starts = np.concatenate([[0], np.cumsum([p[0][-1] for p in parts])])
    program = Program(
        objective=np.concatenate([objective / unit, np.zeros(free + len(flows.upper))]),
        lower=np.concatenate([least, np.full(free, -np.inf), np.zeros(len(flows.upper))]),
        upper=np.concatenate([most, np.full(free, np.inf), flows.upper]),
        continuous=free + len(flows.upper) + int((~arrays.column_whole).sum()),
        pointer=np.concatenate(
            [p[0][:-1] + s for p, s in zip(parts, starts, strict=False)] + [starts[-1:]]
        ),
        column=np.concatenate([p[1] for p in parts]),
        value=np.concatenate([p[2] for p in parts]),
        row_lower=np.concatenate([p[3] for p in parts]),
        row_upper=np.concatenate([p[4] for p in parts]),
    )
    return CutModel(
        program=program,
        arc=arc,
        amount_place=place,
        amount_unit=amount_unit,
        objective_unit=unit,
        row_unit=row_unit,
        limits=thin,
        first_cut=sizes[0],
        cut=cuts,
        first_flow=sum(sizes[:3]),
        flow_rows=flows.kept,
        degree_of=entered,
        column_name=_named(arc, np.arange(amounts), bases, flows.flow),
        row_name=_named(entered, cuts, bases, flows.kept, through, np.arange(len(limits))),
    )


def _columns(
    arrays: Arrays, arc: Ints, place: Ints, amount_unit: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return objective, lower and upper side of the arcs' columns and the side columns'."""
    objective = np.concatenate([arrays.objective[arc].astype(np.float64), np.zeros(len(place))])
    if len(arrays.tie):
        objective[: len(arc)] += arrays.tie[arc]
    objective[place] = arrays.column_objective * amount_unit
    most = np.ones(len(objective))
    most[place] = arrays.column_upper / amount_unit
    least = np.zeros(len(objective))
    if len(arrays.column_least):
        least[place] = arrays.column_least / amount_unit
    return objective, least, most


def elastic(model: CutModel, penalty: float | None = None) -> CutModel:
    """Return the program in which limits and flow rows may be missed.

    Without a `penalty` it minimises the shares by which they
    are missed. Its optimum is 0 exactly when they can hold together in the relaxation; else its
    duals, with objective weight 0, certify that they cannot. With one, that times the shares is
    taken off the objective.
    """
    program, free, columns = model.program, model.free_rows, len(model.program.objective)
    sides = np.maximum(
        np.nan_to_num(np.abs(program.row_lower[free]), posinf=0.0),
        np.nan_to_num(np.abs(program.row_upper[free]), posinf=0.0),
    )
    price = np.tile((penalty or 1.0) / np.maximum(sides, 1.0), 2)
    sought = np.zeros(columns) if penalty is None else program.objective
    pointer, column, value = model.elastic_matrix
    wide = replace(
        program,
        objective=np.concatenate([sought, -price]),
        lower=np.concatenate([program.lower, np.zeros(2 * len(free))]),
        upper=np.concatenate([program.upper, np.full(2 * len(free), np.inf)]),
        pointer=pointer,
        column=column,
        value=value,
    )
    unit = 1.0 if penalty is None else model.objective_unit
    slacks = np.arange(len(price)) + (SLACKS << 44)
    return replace(
        model,
        program=wide,
        objective_unit=unit,
        first_slack=columns,
        column_name=np.concatenate([model.column_name, slacks]),
    )


def _degree_rows(
    arrays: Arrays, arc: Ints
) -> tuple[Ints, tuple[Ints, Ints, Floats, Floats, Floats]]:
    """At most one arc enters a node or its twins, exactly one a required node: nodes and rows."""
    entered = arrays.twin[arrays.head[arc]]
    order = np.argsort(entered, kind="stable")
    heads, counts = np.unique(entered, return_counts=True)
    missing = np.setdiff1d(np.flatnonzero(arrays.required), heads)
    wanted = (counts > 1) | arrays.required[heads]
    column = order[np.repeat(wanted, counts)]
    pointer = np.concatenate([[0], np.cumsum(counts[wanted])])
    lower = np.where(arrays.required[heads[wanted]], 1.0, -np.inf)
    if len(missing):  # a required node that nothing enters: an empty row that cannot hold
        pointer = np.concatenate([pointer, np.full(len(missing), pointer[-1])])
        lower = np.concatenate([lower, np.ones(len(missing))])
    rows = (pointer, column, np.ones(len(column)), lower, np.ones(len(lower)))
    return np.concatenate([heads[wanted], missing]), rows


def _balance_rows(
    arrays: Arrays, arc: Ints, passed: Bools | None
) -> tuple[Ints, tuple[Ints, Ints, Floats, Floats, Floats]]:
    """Leave a node that is only passed at least as often as it is entered: nodes and rows.

    Koch and Martin, "Solving Steiner tree problems in graphs to optimality", Networks 32 (1998).
    It leaves out plans that are no better for the leaf: not a row for certificates.
    """
    if passed is None:
        arc, passed = nothing(), np.zeros(arrays.nodes, np.bool_)
    node = np.concatenate([arrays.head[arc], arrays.tail[arc]])
    value = np.repeat([-1.0, 1.0], len(arc))
    entry = np.flatnonzero(passed[node])
    entry = entry[np.argsort(node[entry], kind="stable")]
    nodes, counts = np.unique(node[entry], return_counts=True)
    pointer = np.concatenate([[0], np.cumsum(counts)])
    column = (entry % max(len(arc), 1)).astype(np.int64)
    rows = (pointer, column, value[entry], np.zeros(len(counts)), np.full(len(counts), np.inf))
    return nodes, rows


def passed_nodes(arrays: Arrays) -> Bools:
    """Return the nodes that no plan is better or more feasible for entering, as such."""
    wanted = arrays.objective > 0
    for row in arrays.rows:
        if row.upper is not None:
            wanted[row.arc[row.coefficient < 0]] = True
        if row.lower is not None:
            wanted[row.arc[row.coefficient > 0]] = True
    passed = ~arrays.required & (np.bincount(arrays.twin, minlength=arrays.nodes)[arrays.twin] == 1)
    passed[0] = False
    passed[arrays.head[wanted & arrays.usable]] = False
    return np.asarray(passed)


def _limit_rows(
    arrays: Arrays, column: Ints, place: Ints, amount_unit: Floats, margin: float
) -> tuple[list[Row], Floats]:
    """Return the limits over the columns at hand, each in a round unit of its own."""
    rows, units = [], []
    for row in arrays.rows:
        inside = column[row.arc] >= 0
        coefficient = np.concatenate(
            [row.coefficient[inside], row.column_coefficient * amount_unit[row.column]]
        )
        unit = round_unit(coefficient)
        lower = -np.inf if row.lower is None else row.lower / unit
        upper = np.inf if row.upper is None else row.upper / unit
        if len(row.column) and np.isfinite(lower):  # nothing bought: it is at its lower side
            upper -= min(margin, (upper - lower) * 2.0 / 3.0)
        placed = np.concatenate([column[row.arc[inside]], place[row.column]])
        rows.append(Row(placed, coefficient / unit, lower, upper))
        units.append(unit)
    return rows, np.array(units)
