"""A schedule whose years are decided one after another, with all later years in view.

In the program of a year what it builds, and its amounts, are whole; what follows may be in parts,
and what earlier years decided stays. So floors, funds and money of later years are seen from the
first year on. Where a year has no whole answer, it is decided once more together with the year
before it, and then with all of them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Program, SolverError
from optimizers.years.grid import Bools
from optimizers.years.schedule_program import Floats, ScheduleProgram

GAP = 1e-2  # of each year's program: what follows is decided anew with the years beside it


def decided_in_turn(model: ScheduleProgram, programs: Guarded, *, nodes: int) -> Floats | None:
    """Return values of the model's columns with every year whole; None where none were found."""
    years, year_of = model.grid.years, model.year_of_columns()
    whole = model.whole_columns()
    decided: Floats | None = None
    for t in range(years):
        for first in sorted({t, max(t - 1, 0), 0}, reverse=True):
            program = model.program
            if decided is not None and first:
                program = _held(program, decided, whole & (year_of < first))
            now = whole & (year_of >= first) & (year_of <= t)
            found = _whole_in(program, now, programs, nodes)
            if found is not None:
                break
        else:
            return None
        decided = np.where(whole & (year_of <= t), np.rint(found), found)
    return decided


def _held(program: Program, x: Floats, stays: Bools) -> Program:
    """Return a program in which some columns keep their values."""
    lower = np.where(stays, x, program.lower)
    return replace(program, lower=lower, upper=np.where(stays, x, program.upper))


def _whole_in(program: Program, whole: Bools, programs: Guarded, nodes: int) -> Floats | None:
    """Return a solution in which some columns are whole, those that must be first."""
    order = np.argsort(~whole, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    asked = replace(
        program,
        objective=program.objective[order],
        lower=program.lower[order],
        upper=program.upper[order],
        column=place[program.column],
        integer=True,
        continuous=int((~whole).sum()),
        gap=GAP,
    )
    try:
        answer = programs.solve(asked, node_limit=nodes)
    except SolverError:
        return None
    return None if answer.x is None else answer.x[place]
