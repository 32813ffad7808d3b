"""The best schedule so far of a programme, and the ways to a better one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizers import verify
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import SolverError
from optimizers.years.amounts import amounts_near, cheapest_of, no_amounts
from optimizers.years.grid import Bools, Grid, Ints
from optimizers.years.in_turn import decided_in_turn
from optimizers.years.placing import (
    acyclic,
    brought_forward,
    faults,
    missed_of,
    place_in_order,
    worth,
)
from optimizers.years.programme import Amounts, Missed, Programme, Schedule
from optimizers.years.schedule_program import ScheduleProgram, schedule_program

GUARD_S = 600.0
PROGRAM_GAP = 1e-3  # at which the program of the schedule ends: its bound is above that by years
NEIGHBOURS = 4  # times the most columns: larger programs of two years are not tried
PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is done for a schedule; limits are work, so that two runs agree."""

    nodes: int  # of the integer program of the schedule
    most_columns: int  # of that program; larger ones are left to the neighbourhoods
    rounds: int  # of neighbourhoods of two years
    most_expanded: int  # arcs of the programme drawn as one problem; larger ones are not solved


EFFORTS = (
    Effort(nodes=1, most_columns=15_000, rounds=1, most_expanded=0),
    Effort(nodes=20, most_columns=30_000, rounds=1, most_expanded=4_000),
    Effort(nodes=200, most_columns=60_000, rounds=2, most_expanded=12_000),
    Effort(nodes=1_000, most_columns=120_000, rounds=3, most_expanded=40_000),
)


class Search:
    """The best schedule so far, and the ways to a better one."""

    def __init__(self, programme: Programme, grid: Grid, effort: Effort, programs: Guarded) -> None:
        self.programme, self.grid, self.effort = programme, grid, effort
        self.programs = programs
        self.best: Ints | None = None
        self.amounts = no_amounts(grid)  # of the best
        self.value = -(2**62)
        self.missed: tuple[Missed, ...] = ()  # by the nearest schedule, where none was found

    def as_years(self, built: dict[str, int]) -> Ints:
        """Return a schedule as the year of every arc, grid.years for never."""
        years = self.grid.years
        return np.array([built.get(i, years) for i in self.programme.arc_ids], np.int64)

    def as_amounts(self, amounts: Amounts) -> Ints:
        """Return amounts by year and column as an array; none are zero."""
        if not amounts or not self.programme.columns:
            return no_amounts(self.grid)
        return np.array(amounts, np.int64)

    def schedule(self) -> Schedule | None:
        """Return the best schedule, None where none was found."""
        if self.best is None:
            return None
        ids, year = self.programme.arc_ids, self.best
        built = {ids[a]: int(year[a]) for a in np.flatnonzero(year < self.grid.years)}
        amounts = tuple(map(tuple, self.amounts.tolist())) if self.programme.columns else ()
        value = self.programme.value(built)
        return Schedule(name=PLAN, built=built, value=value, amounts=amounts)

    def holds(self, year: Ints, amounts: Ints) -> bool:
        """Return whether a schedule keeps every row, and ways and loads of every year."""
        if faults(self.grid, year, amounts):
            return False
        if not any(p.hops or p.capacities for p in self.programme.problems):
            return True
        built = {
            self.programme.arc_ids[a]: int(year[a]) for a in np.flatnonzero(year < self.grid.years)
        }
        return all(self._state_holds(built, t) for t in range(self.grid.years))

    def _state_holds(self, built: dict[str, int], t: int) -> bool:
        problem = self.programme.problems[t]
        if not (problem.hops or problem.capacities):
            return True
        problem = replace(problem, columns=(), limits=())  # the rows of the grid hold already
        chosen = list(self.programme.state(built, t))
        return not verify.plan_faults(problem.to_json(), chosen, [], verify.Steps())

    def offer(self, year: Ints, amounts: Ints | None = None) -> None:
        """Take a schedule if it holds and is better than the best so far.

        Without `amounts` they are the cheapest.
        """
        value = worth(self.grid, year)
        if value <= self.value:
            return
        if amounts is None:
            amounts = cheapest_of(self.grid, year, self.programs)
        if amounts is not None and self.holds(year, amounts):
            self.best, self.amounts, self.value = year, amounts, value

    def run(self, trees: list[Ints]) -> None:
        """Look for schedules on the trees of the years, and on all of them together."""
        grid = self.grid
        self.offer(np.full(len(grid.tail), grid.years, np.int64))  # nothing is built
        before = self.value
        for tree in {t.tobytes(): t for t in trees[::-1]}.values():
            self._round(tree)
        if self.value == before:  # nothing placed in order holds, or is as good as year by year
            self._in_turn(trees)
        if self.best is None:
            self.missed = self._nearest(np.unique(np.concatenate(trees)), trees[::-1])
            return
        own = [] if self.best is None else [np.flatnonzero(self.best < grid.years)]
        union = np.unique(np.concatenate([*trees, *own]))
        order = [*trees[::-1], *own]
        arcs = union[acyclic(grid, order, union)]
        if len(arcs) * grid.years <= self.effort.most_columns:
            self._decide(schedule_program(grid, arcs), self.effort.nodes)
            return
        if len(arcs) * grid.years > NEIGHBOURS * self.effort.most_columns:
            return
        for _ in range(self.effort.rounds):
            before = self.value
            self._neighbours(arcs)
            if self.value == before:
                break

    def _round(self, tree: Ints) -> None:
        """Order the arcs of a tree by the expected years of its linear program."""
        if not len(tree):
            return
        grid = self.grid
        model = schedule_program(grid, tree[acyclic(grid, [tree], tree)])
        expected = np.full(len(grid.tail), float(grid.years))
        expected[tree] = 0.0
        answer = self.programs.solve(model.program)
        if answer.x is not None:
            expected = model.expected(answer.x)
        year = place_in_order(grid, tree, expected)
        self.improved(year)
        if self.programme.columns:
            amounts = cheapest_of(grid, year, self.programs)
            if amounts is not None:  # what they save pays for more
                saved = -(amounts @ grid.columns.money)
                self.offer(place_in_order(grid, tree, expected, saved))

    def _in_turn(self, trees: list[Ints]) -> None:
        """Decide year after year on the tree of the last year, or of all, until one holds."""
        grid = self.grid
        union = np.unique(np.concatenate(trees))
        for arcs in (trees[-1], union):
            if len(arcs) * grid.years > NEIGHBOURS * self.effort.most_columns:
                return
            model = schedule_program(grid, arcs[acyclic(grid, trees[::-1], arcs)])
            x = decided_in_turn(model, self.programs, nodes=self.effort.nodes)
            before = self.value
            if x is not None:
                year = model.years_of(x)
                self.improved(year, amounts_near(grid, year, model.amounts_of(x)))
            if self.value > before:
                return

    def _nearest(self, arcs: Ints, order: list[Ints]) -> tuple[Missed, ...]:
        """Return what the schedule that misses floors by least misses, nothing without one."""
        grid = self.grid
        if len(arcs) * grid.years > NEIGHBOURS * self.effort.most_columns:
            return ()
        model = schedule_program(grid, arcs[acyclic(grid, order, arcs)], may_miss=True)
        x = decided_in_turn(model, self.programs, nodes=self.effort.nodes)
        if x is None:
            return ()
        year = model.years_of(x)
        free = replace(grid, rows=tuple(replace(row, lower=None) for row in grid.rows))
        amounts = cheapest_of(free, year, self.programs)
        if amounts is None or faults(free, year, amounts):
            return ()
        return tuple(missed_of(grid, year))

    def improved(self, year: Ints, amounts: Ints | None = None) -> None:
        """Take a schedule, and what has room in an earlier year, where that is better.

        Nothing is brought forward where amounts hang on what each year builds.
        """
        self.offer(year, amounts)
        if not self.programme.columns and not faults(self.grid, year, self.amounts):
            self.offer(brought_forward(self.grid, year))

    def _decide(self, model: ScheduleProgram, nodes: int) -> None:
        """Let an integer program choose, beginning with the best schedule."""
        hint = None
        if self.best is not None:
            left_out = self.best < self.grid.years
            left_out[model.arcs] = False
            hint = None if left_out.any() else model.hint(self.best, self.amounts)
        program = replace(model.program, integer=True, gap=PROGRAM_GAP)
        try:
            answer = self.programs.solve(program, node_limit=nodes, hint=hint)
        except SolverError:
            return
        if answer.x is None:
            return
        year = model.years_of(answer.x)
        self.improved(year)
        if self.value < worth(self.grid, year):  # a rounding of the solver: keep its order
            tree = np.flatnonzero(year < self.grid.years)
            self.improved(place_in_order(self.grid, tree, year.astype(np.float64)))

    def _neighbours(self, arcs: Ints) -> None:
        """Decide two neighbouring years anew, the others as they are."""
        for first in range(self.grid.years - 1):
            if self.best is None:
                return
            self._decide(
                schedule_program(self.grid, arcs, allowed=self._open(first)), self.effort.nodes
            )

    def _open(self, first: int) -> Bools:
        """Return by year and arc where it may be built when two years are decided anew."""
        assert self.best is not None
        grid = self.grid
        allowed = np.zeros((grid.years, len(grid.tail)), np.bool_)
        allowed[self.best[self.best < grid.years], np.flatnonzero(self.best < grid.years)] = True
        free = np.isin(self.best, (first, first + 1, grid.years))
        allowed[first : first + 2, free] = True
        return allowed
