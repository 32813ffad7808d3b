"""ITU's published formulation: a fixed forest, then at most one option per site along it.

After the user guide of the Connectivity Planning Platform (2026): fibre ways are fixed first, by
Prim over the shortest distances; a binary program then picks at most one technology per site within
the limits, and a site fed through another may have fibre only if that other has it. The objective
is the benefit alone, or, as the guide combines it, 0.75 times the benefit plus 0.25 times the
number of sites whose demand is met in full, each rescaled to 0..1 by its own extremes. Written
from the description; no hop is too long here, and a way that meets the forest ends there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizers.baselines.fixed_forest import Forest, fixed_forest
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints
from optimizers.graph.cuts import CutPool, separate
from optimizers.programs.cut_model import CutModel, cut_model
from optimizers.programs.highs import Highs, Program, shared

PRIMARY, CAPACITY = 0.75, 0.25  # the guide's weights
NODES = 60  # branch-and-bound nodes of the plan's program: the measure of work
NODES_OF_RANGES = 5  # of the programs that find the extremes for rescaling
GUARD_S = 120.0
ROUNDS = 8  # of cuts against cycles of one-way arcs, which a forest leaves few of
STEPS_IN = (0.0, 1e-6, 1e-4)  # by which limits are drawn in when a rounded plan breaks one


def relay_tree(arrays: Arrays, *, weighted: bool = False) -> Ints:
    """Return the plan of the published formulation, empty where the program finds none."""
    relaxed = _Relay(arrays, shared())
    objective = arrays.objective.astype(np.float64)
    if weighted:
        objective = relaxed.combined(objective)
    for step in STEPS_IN:
        tree = relaxed.solve(objective, step_in=step)
        if tree is None:
            break
        if arrays.holds(tree_heuristics.chosen_of(arrays, tree)):
            return _lean(arrays, tree)
    return tree_heuristics.empty(arrays)


def _lean(arrays: Arrays, tree: Ints) -> Ints:
    """Return the plan without stretches that serve nobody, where no floor needs them."""
    weight = tree_heuristics.shares(arrays, {})
    lean = tree_heuristics.prune(arrays, tree, arrays.objective - 1e-9 * np.maximum(weight, 0.0))
    return lean if arrays.holds(tree_heuristics.chosen_of(arrays, lean)) else tree


class _Relay:
    """The program over the forest and the options."""

    def __init__(self, arrays: Arrays, highs: Highs) -> None:
        self.arrays = arrays
        self.highs = highs
        self.forest = fixed_forest(arrays)
        self.kept = self.forest.kept(arrays)
        self.pool = CutPool(arrays)
        self.pool.add_tails(self.kept)

    def combined(self, objective: Floats) -> Floats:
        """Return 0.75 x benefit + 0.25 x sites met in full, each over its own range, rescaled."""
        met = met_in_full(self.arrays, self.forest).astype(np.float64)
        ranges = [self._range(objective), self._range(met)]
        if min(ranges) <= 0.0:
            return objective
        return np.asarray(objective + CAPACITY / PRIMARY * ranges[0] / ranges[1] * met)

    def _range(self, objective: Floats) -> float:
        """Return the largest minus the smallest value of an objective under the limits."""
        ends = []
        for sign in (1.0, -1.0):
            tree = self.solve(sign * objective, nodes=NODES_OF_RANGES)
            if tree is None:
                return 0.0
            ends.append(float(objective[tree_heuristics.chosen_of(self.arrays, tree)].sum()))
        return ends[0] - ends[1]

    def solve(self, objective: Floats, *, step_in: float = 0.0, nodes: int = NODES) -> Ints | None:
        """Return the best tree found for an objective, None when there is none."""
        for _ in range(ROUNDS):
            model = cut_model(self.arrays, self.pool, np.arange(len(self.pool)), self.kept)
            program = self._program(model, objective, step_in)
            answer = self.highs.solve(program, guard_s=GUARD_S, node_limit=nodes)
            if answer.x is None:
                return None
            chosen = np.round(model.x(answer, self.arrays.arcs))
            if self.pool.add(separate(self.arrays, chosen, 0.5)) == 0:
                return tree_heuristics.widest(self.arrays, chosen, 0.5)
        return None

    def _program(self, model: CutModel, objective: Floats, step_in: float) -> Program:
        """Return the program of the model with an objective, relay rows, and limits drawn in."""
        program = model.program
        unit = float(np.abs(objective[model.arc]).max(initial=0.0)) / 1000.0 or 1.0
        aims = np.zeros(len(program.objective))
        aims[: len(model.arc)] = objective[model.arc] / unit
        limits = slice(len(program.row_lower) - len(self.arrays.rows), None)
        upper, lower = program.row_upper.copy(), program.row_lower.copy()
        upper[limits] -= step_in * np.abs(np.nan_to_num(upper[limits], posinf=0.0))
        lower[limits] += step_in * np.abs(np.nan_to_num(lower[limits], neginf=0.0))
        column = np.full(self.arrays.arcs, -1, np.int64)
        column[model.arc] = np.arange(len(model.arc))
        rows = list(self._relay_rows(column))
        sizes = [len(row) for row in rows]
        values = [np.append(-1.0, np.ones(len(row) - 1)) for row in rows]
        return replace(
            program,
            integer=True,
            objective=aims,
            pointer=np.concatenate(
                [program.pointer, program.pointer[-1] + np.cumsum(sizes or [0])[: len(rows)]]
            ).astype(np.int64),
            column=np.concatenate([program.column, *rows]).astype(np.int64),
            value=np.concatenate([program.value, *values]),
            row_lower=np.concatenate([lower, np.zeros(len(rows))]),
            row_upper=np.concatenate([upper, np.full(len(rows), np.inf)]),
        )

    def _relay_rows(self, column: Ints) -> Iterator[Ints]:
        """Yield a stretch beyond a station, with the options at that station that it needs."""
        arrays, forest = self.arrays, self.forest
        earns = np.zeros(arrays.nodes, np.bool_)
        earns[arrays.head[arrays.usable & (arrays.objective > 0)]] = True
        beyond = forest.parent[forest.parent >= 0]
        tail = arrays.tail[beyond]
        relays = beyond[forest.station[tail] & ~forest.lit[tail] & ~earns[tail]]
        for a in relays.tolist():
            u = arrays.tail[a]
            out = arrays.out_arc[arrays.out_pointer[u] : arrays.out_pointer[u + 1]]
            options = out[~forest.passive[arrays.head[out]] & (column[out] >= 0)]
            if len(options):
                yield column[np.append(a, options)]


def met_in_full(arrays: Arrays, forest: Forest) -> Bools:
    """Return the arcs that give a site all it can get: the capacity term counts their sites."""
    gains = arrays.usable & (arrays.objective > 0)
    best = np.zeros(arrays.nodes, np.int64)
    np.maximum.at(best, arrays.head[gains], arrays.objective[gains])
    at_site = forest.passive[arrays.tail] | (arrays.tail == 0)  # packs hang under service instead
    return np.asarray(gains & at_site & (arrays.objective == best[arrays.head]))
