"""The cut LP of a part: the program of the whole with other sides, started where the last ended.

One program serves all parts as long as no cut joins it, and dual simplex goes on from the part
above. Where a part has no plan, its limits may be missed at a price far above any that they have:
that ends with prices that prove the bound asked for, without a program from the beginning.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from optimizers.exact.long_duals import Duals, LongDuals
from optimizers.exact.part import Part
from optimizers.exact.search import Search, left
from optimizers.graph.arrays import Arrays, Ints
from optimizers.graph.dual_ascent import Ascent
from optimizers.programs.cut_model import Basis, CutModel, cut_model, elastic
from optimizers.programs.highs import Answer, Program


class PartPrograms:
    """The cut LPs of the parts of one search."""

    def __init__(self, state: Search) -> None:
        self.state = state
        self._duals = LongDuals(state.arrays)
        self._model: tuple[Ints, CutModel] | None = None  # and the cuts that are its rows
        self._gap = None if math.isinf(left(state)) else left(state)

    def solve(self, part: Part, cuts: Ints, basis: Basis | None) -> tuple[CutModel, Answer]:
        """Return the LP of a part and its answer, by the word of the solver that starts again."""
        return self._solved(self._of_the_whole(cuts), part, basis)

    def solve_softly(
        self, part: Part, cuts: Ints, basis: Basis | None, penalty: float
    ) -> tuple[CutModel, Answer] | None:
        """Return the LP of a part whose limits may be missed, and its answer; None without a plan.

        A limit missed by as much as its side costs the `penalty` times the gap.

        Where the limits cannot hold together it ends with prices that prove the bound asked for.
        """
        if self._gap is None:
            return None
        model = self._of_the_whole(cuts)
        price = penalty * self._gap / model.objective_unit
        return self._solved(elastic(model, price), part, basis)

    def _solved(self, model: CutModel, part: Part, basis: Basis | None) -> tuple[CutModel, Answer]:
        narrowed = replace(model, program=_narrowed(model, self._groups(model), part))
        return narrowed, self.state.programs.solve(narrowed.started(basis))

    def _of_the_whole(self, cuts: Ints) -> CutModel:
        state = self.state
        if self._model is None or not np.array_equal(self._model[0], cuts):
            known = None if self._model is None else self._model[1]
            made = cut_model(state.arrays, state.pool, cuts, state.arrays.usable, like=known)
            self._model = cuts, made
        return self._model[1]

    def certificate(self, arrays: Arrays, duals: Duals) -> Ascent | None:
        """Return the certificate of a part (its arrays) by the duals of its program."""
        return self._duals.certificate(arrays, self.state.pool, duals)

    def ascent(self, arrays: Arrays, duals: Duals) -> Ascent | None:
        """Return the certificate of the whole by dual ascent from the duals of its program."""
        return self._duals.ascent(arrays, self.state.pool, duals)

    def _groups(self, model: CutModel) -> Ints:
        """Return per column of an arc the node or twins that it enters."""
        arrays = self.state.arrays
        return arrays.twin[arrays.head[model.arc]]


def _narrowed(model: CutModel, entered: Ints, part: Part) -> Program:
    """Return the program with closed arcs at 0, entered nodes at 1, and amounts in their range."""
    program = model.program
    lower, upper = program.lower.copy(), program.upper.copy()
    row_lower = program.row_lower.copy()
    arcs = len(model.arc)
    upper[:arcs][part.closed[model.arc]] = 0.0
    lower[model.amount_place] = part.least / model.amount_unit
    upper[model.amount_place] = part.most / model.amount_unit
    degree = {int(group): row for row, group in enumerate(model.degree_of.tolist())}
    alone = np.zeros(len(part.entered), np.bool_)
    for group in np.flatnonzero(part.entered).tolist():
        if group in degree:
            row_lower[degree[group]] = 1.0
        else:
            alone[group] = True
    lower[:arcs][alone[entered]] = 1.0
    return replace(program, lower=lower, upper=upper, row_lower=row_lower, hasty=True)
