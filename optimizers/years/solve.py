"""Bound a programme by its years, and find a schedule for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizers import verify
from optimizers.problem import Problem
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import SolverError, shared
from optimizers.result import Result, Status, answer_json
from optimizers.solve import solve
from optimizers.years.amounts import cheapest_of, no_amounts
from optimizers.years.grid import Bools, Grid, Ints, grid_of
from optimizers.years.placing import acyclic, brought_forward, faults, place_in_order, worth
from optimizers.years.programme import Amounts, Programme, Schedule, YearsResult
from optimizers.years.schedule_program import ScheduleProgram, schedule_program
from optimizers.years.year_by_year import year_by_year
from optimizers.years_as_one import DrawnArc, drawn

GUARD_S = 600.0
GAP = 1e-4  # certified gap at which the search of one year ends
PROGRAM_GAP = 1e-3  # at which the program of the schedule ends: its bound is above that by years
NEIGHBOURS = 4  # times the most columns: larger programs of two years are not tried
EXACT_EFFORT = 2  # least effort for a small programme drawn as one problem
PLAN, YEAR_BY_YEAR = "plan", "year_by_year"


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


def solve_years(
    programme: Programme,
    *,
    effort: int = 1,
    bound_effort: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    compare: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> YearsResult:
    """Return the best schedule found with the bound by years.

    The problem of every year is solved by itself at `bound_effort` (that of the schedule unless
    given) and certified. With `compare` the plan made year by year is found too; it is the answer
    where nothing better is. Raises KeyboardInterrupt when it is interrupted.
    """
    answers: list[Result] = []
    at = effort if bound_effort is None else bound_effort
    for t, name in enumerate(programme.names):
        tell(f"bound: {name}")
        answers.append(_bounded(programme, t, answers, at, seed, workers))
        if answers[-1].status is Status.INFEASIBLE:
            return YearsResult(
                programme=programme, answers=tuple(answers), schedule=None, impossible=t
            )
    grid = grid_of(programme)
    myopic = None
    if compare and len(programme.names) > 1:
        tell("year by year")
        myopic = year_by_year(programme, effort=0, seed=seed, workers=workers)
    search = _Search(programme, grid, EFFORTS[effort], Guarded(shared(), GUARD_S, seed))
    exact = None
    if myopic is not None:
        search.offer(search.as_years(myopic.built), search.as_amounts(myopic.amounts))
    if len(programme.names) == 1:
        if answers[0].chosen is not None:
            only = search.as_years(_only_year(programme, answers[0]))
            search.offer(only, search.as_amounts((answers[0].amounts,)))
    else:
        tell("schedule")
        search.run([_tree(programme, t, a) for t, a in enumerate(answers)])
        exact = _as_one(programme, tuple(answers), search, effort, seed, workers, tell)
    others: tuple[Schedule, ...] = ()
    if myopic is not None and search.holds(
        search.as_years(myopic.built), search.as_amounts(myopic.amounts)
    ):
        value = programme.value(myopic.built)
        others = (
            Schedule(name=YEAR_BY_YEAR, built=myopic.built, value=value, amounts=myopic.amounts),
        )
    return YearsResult(
        programme=programme,
        answers=tuple(answers),
        schedule=search.schedule(),
        others=others,
        exact=exact,
    )


def _as_one(
    programme: Programme,
    answers: tuple[Result, ...],
    search: _Search,
    effort: int,
    seed: int,
    workers: int | None,
    tell: Callable[[str], None],
) -> Result | None:
    """Return the answer to a small programme drawn as one problem, and offer its schedule.

    None for larger ones, and where its bound is not below that of the years.
    """
    data = {**programme.to_json(), "schedules": [], "bound": 0}
    drawing = drawn(data, [p.to_json() for p in programme.problems])
    problem = Problem.from_json(drawing.problem)
    if len(problem.arc_ids) > EFFORTS[effort].most_expanded:
        return None
    tell("schedule, all years as one")
    best = search.schedule()
    begins = best is not None and not programme.columns  # what it begins with has no amounts
    start = _start(programme, drawing.arcs, best.built) if best is not None and begins else None
    found = _solved(problem, max(effort, EXACT_EFFORT), seed, workers, start)
    if verify.check(problem.to_json(), answer_json(found)):
        return None
    built: dict[str, int] = {}
    for a in found.chosen or ():
        year, arc, _ = drawing.arcs[a]
        if arc is not None:
            built.setdefault(programme.arc_ids[arc], year)
    if found.chosen is not None:
        search.improved(search.as_years(built), search.as_amounts(_by_year(programme, found)))
    if found.certified_bound is None:
        return None
    of_years = YearsResult(programme=programme, answers=answers, schedule=None)
    both = replace(of_years, exact=found)
    assert of_years.bound is not None
    assert both.bound is not None
    return found if both.bound < of_years.bound else None


def _by_year(programme: Programme, found: Result) -> Amounts:
    """Return the amounts of the programme drawn as one problem, by year and column."""
    count, years = len(programme.columns), range(len(programme.names))
    return tuple(found.amounts[t * count : (t + 1) * count] for t in years) if count else ()


def _start(programme: Programme, arcs: Sequence[DrawnArc], built: Mapping[str, int]) -> list[int]:
    """Return a schedule as a plan of the programme drawn as one problem."""
    when = [built.get(arc_id) for arc_id in programme.arc_ids]
    since = {
        arc.node: arc.year for arc in arcs if arc.arc is not None and when[arc.arc] == arc.year
    }
    return [
        a
        for a, arc in enumerate(arcs)
        if (
            since.get(arc.node, arc.year) < arc.year
            if arc.arc is None
            else when[arc.arc] == arc.year
        )
    ]


def _bounded(
    programme: Programme, t: int, before: list[Result], effort: int, seed: int, workers: int | None
) -> Result:
    """Return the answer of a year's problem; its search begins with the plan of the year before."""
    problem, start = programme.problems[t], None
    if before and before[-1].chosen is not None:
        index = programme.index[t]
        ids = (programme.problems[t - 1].arc_ids[a] for a in before[-1].chosen)
        start = sorted(index[i] for i in ids if i in index)
    found = _solved(problem, effort, seed, workers, start)
    for more in range(effort + 1, 4):
        if found.certified_bound is not None or found.status is Status.INFEASIBLE:
            break
        found = _solved(problem, more, seed, workers, start)
    broken = verify.check(problem.to_json(), answer_json(found))
    if broken:
        raise RuntimeError(f"year {programme.names[t]} does not verify: {broken[0]}")
    return found


def _solved(
    problem: Problem, effort: int, seed: int, workers: int | None, start: list[int] | None
) -> Result:
    found = solve(problem, effort=effort, seed=seed, gap=GAP, workers=workers, start=start)
    if any(stage.stopped_by == "interrupt" for stage in found.stages):
        raise KeyboardInterrupt
    return found


def _only_year(programme: Programme, answer: Result) -> dict[str, int]:
    ids = (programme.problems[0].arc_ids[a] for a in answer.chosen or ())
    return dict.fromkeys(set(ids) & set(programme.arc_ids), 0)


def _tree(programme: Programme, t: int, answer: Result) -> Ints:
    """Return the arcs of a year's own plan, numbered as those of the programme."""
    number = {arc_id: k for k, arc_id in enumerate(programme.arc_ids)}
    ids = (programme.problems[t].arc_ids[a] for a in answer.chosen or ())
    return np.array(sorted(number[i] for i in ids if i in number), np.int64)


class _Search:
    """The best schedule so far, and the ways to a better one."""

    def __init__(self, programme: Programme, grid: Grid, effort: Effort, programs: Guarded) -> None:
        self.programme, self.grid, self.effort = programme, grid, effort
        self.programs = programs
        self.best: Ints | None = None
        self.amounts = no_amounts(grid)  # of the best
        self.value = -(2**62)

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
        for tree in {t.tobytes(): t for t in trees[::-1]}.values():
            self._round(tree)
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
