"""Several years of one programme as a question in whole numbers, and schedules that answer it.

A schedule says in which year each arc is built. What is in place at the end of year t, the arcs
built by then and the present ones that nothing replaced, must be a plan of that year's problem.
What is built in a year is paid at that year's cost out of its money, or out of all money up to
then where it carries over. The value of a schedule is the sum of the years' weights times the
benefit of what is in place at their ends. docs/years.md states the theorem behind the bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optimizers.problem import LARGEST, Problem
from optimizers.result import Result, answer_json
from optimizers.verify_years import exact_bound

FORMAT = "kholboo-years/1"
MOST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLimit:
    """What is built in a year adds up to at most what the year has: crews do not carry over."""

    id: str
    title: str  # in the user's words
    unit: str
    amount: Mapping[str, int]  # by id of what may be built, > 0
    upper: tuple[int, ...]  # per year

    def to_json(self, number: Mapping[str, int]) -> dict[str, Any]:
        """Return the limit as plain data, its arcs by their numbers."""
        pairs = sorted((number[i], k) for i, k in self.amount.items())
        return {
            "id": self.id,
            "title": self.title,
            "unit": self.unit,
            "arcs": [a for a, _ in pairs],
            "coefficients": [k for _, k in pairs],
            "upper": list(self.upper),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class YearColumn:
    """A whole amount 0..upper decided anew in each year beside what is built: units, a tier taken.

    All years together take at most `total`. Each unit adds `money` to what its year pays.
    """

    id: str
    upper: int
    total: int
    money: int = 0  # negative: a saving
    title: str = ""  # in the user's words
    whole: bool = True  # False: it comes out whole by itself, see problem.Column

    def to_json(self) -> dict[str, Any]:
        """Return the column as plain data."""
        return {
            "id": self.id,
            "title": self.title,
            "upper": self.upper,
            "total": self.total,
            "money": self.money,
            "whole": self.whole,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLimit:
    """lower <= what is built in a year and the year's amounts add up to <= upper, in each year.

    Sides are by year, None where a side is open. With `over_all` that holds of the sum of all years
    up to each one, and the sides of each year are those of the sum.
    """

    id: str
    title: str  # in the user's words
    unit: str
    amount: Mapping[str, int]  # by id of what may be built
    columns: Mapping[int, int]  # by index of the column
    lower: tuple[int, ...] | None = None
    upper: tuple[int, ...] | None = None
    over_all: bool = False

    def to_json(self, number: Mapping[str, int]) -> dict[str, Any]:
        """Return the limit as plain data, its arcs by their numbers."""
        pairs = sorted((number[i], k) for i, k in self.amount.items())
        columns = sorted(self.columns.items())
        return {
            "id": self.id,
            "title": self.title,
            "unit": self.unit,
            "arcs": [a for a, _ in pairs],
            "coefficients": [k for _, k in pairs],
            "columns": [c for c, _ in columns],
            "column_coefficients": [k for _, k in columns],
            "lower": None if self.lower is None else list(self.lower),
            "upper": None if self.upper is None else list(self.upper),
            "over_all": self.over_all,
        }

    def until(self, year: int) -> tuple[int | None, int | None]:
        """Return the sides of the sum of all years up to one, counted from 0."""
        own = year if self.over_all else 0
        low, high = (
            None if x is None else sum(x[own : year + 1]) for x in (self.lower, self.upper)
        )
        return low, high


Amounts = tuple[tuple[int, ...], ...]  # by year and column


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The years, each with its problem; sequences run over years, inner ones over `arc_ids`.

    The limit `money_row` of a year's problem stands for all money up to its end, at each arc's
    least cost until then: a relaxation of what the schedule has to keep.
    """

    names: tuple[str, ...]
    problems: tuple[Problem, ...]  # one goal each: benefit
    weights: tuple[int, ...]  # of the benefit at the end of each year, >= 0
    arc_ids: tuple[str, ...]  # what may be built
    cost: tuple[tuple[int | None, ...], ...]  # None: not in that year
    money: tuple[int | None, ...]  # None: no limit
    carries_over: bool
    present: tuple[str, ...]  # arcs in place before the first year, until another enters their node
    money_row: str = "capex"
    works: tuple[WorkLimit, ...] = ()
    columns: tuple[YearColumn, ...] = ()
    orders: tuple[OrderLimit, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError when lengths or figures are not as promised."""
        years = len(self.names)
        if not 1 <= years <= MOST_YEARS:
            raise ValueError(f"{years} years, expected 1 to {MOST_YEARS}")
        for name in ("problems", "weights", "cost", "money"):
            if len(getattr(self, name)) != years:
                raise ValueError(f"{name} are of {len(getattr(self, name))} years, not {years}")
        if any(len(row) != len(self.arc_ids) for row in self.cost):
            raise ValueError("cost has other arcs than arc_ids")
        if any(not 0 <= w <= LARGEST for w in self.weights):
            raise ValueError("a weight lies outside what a problem holds")
        if len({money is None for money in self.money}) > 1:
            raise ValueError("some years have money, and others no limit of it")
        ids = [column.id for column in self.columns]
        if any([column.id for column in problem.columns] != ids for problem in self.problems):
            raise ValueError("a problem of a programme has other columns than the programme")
        if any(len(work.upper) != years for work in self.works):
            raise ValueError("a limit of works has other years than the programme")
        if not set(self.arc_ids).issuperset(i for work in self.works for i in work.amount):
            raise ValueError("a limit of works names what cannot be built")
        if not set(self.arc_ids).issuperset(i for order in self.orders for i in order.amount):
            raise ValueError("a limit of orders names what cannot be built")

    @cached_property
    def index(self) -> tuple[Mapping[str, int], ...]:
        """Return per year the index of each arc of its problem by its id."""
        return tuple({i: a for a, i in enumerate(p.arc_ids)} for p in self.problems)

    def state(self, built: Mapping[str, int], year: int) -> tuple[int, ...]:
        """Return the arcs of a year's problem that are in place at its end.

        Raises KeyError for what is built and is no arc of that problem.
        """
        problem, index = self.problems[year], self.index[year]
        chosen = [index[arc_id] for arc_id, when in built.items() if when <= year]
        entered = {problem.head[a] for a in chosen}
        stay = [index[arc_id] for arc_id in self.present if arc_id in index]
        chosen += [a for a in stay if problem.head[a] not in entered]
        return tuple(sorted(chosen))

    def benefit(self, built: Mapping[str, int], year: int) -> int:
        """Return the benefit of what is in place at the end of a year, of a full year."""
        return sum(map(self.problems[year].benefit_of, self.state(built, year)))

    def value(self, built: Mapping[str, int]) -> int:
        """Return what a schedule is worth: the weighted sum over the years."""
        return sum(w * self.benefit(built, t) for t, w in enumerate(self.weights))

    @cached_property
    def sums(self) -> frozenset[str]:
        """Return the ids of the limits that stand for sums over the years until then."""
        return frozenset(
            {
                self.money_row,
                *(work.id for work in self.works),
                *(order.id for order in self.orders),
            }
        )

    def spent(self, built: Mapping[str, int], amounts: Amounts = ()) -> list[int]:
        """Return what is paid in each year, at its cost; raises KeyError for an unknown arc."""
        at = {arc_id: a for a, arc_id in enumerate(self.arc_ids)}
        paid = [0] * len(self.names)
        for arc_id, year in built.items():
            paid[year] += self.cost[year][at[arc_id]] or 0
        for year, of in enumerate(amounts):
            paid[year] += sum(c.money * y for c, y in zip(self.columns, of, strict=True))
        return paid

    def to_json(self) -> dict[str, Any]:
        """Return the question as plain data, without the problems, which are files of their own."""
        return {
            "format": FORMAT,
            "years": [
                {"name": n, "weight": w, "money": m, "cost": list(c)}
                for n, w, m, c in zip(self.names, self.weights, self.money, self.cost, strict=True)
            ],
            "arcs": list(self.arc_ids),
            "present": list(self.present),
            "carries_over": self.carries_over,
            "money_row": self.money_row,
            **self._limits_json(),
        }

    def _limits_json(self) -> dict[str, Any]:
        """Return the limits of works and orders as plain data; nothing where there is none."""
        number = {arc_id: a for a, arc_id in enumerate(self.arc_ids)}
        found = {
            "works": [work.to_json(number) for work in self.works],
            "columns": [column.to_json() for column in self.columns],
            "orders": [order.to_json(number) for order in self.orders],
        }
        return {name: rows for name, rows in found.items() if rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """In which year, counted from 0, each arc is built; arcs not named are never built."""

    name: str
    built: Mapping[str, int]
    value: int
    amounts: Amounts = ()  # of the programme's columns

    def to_json(self) -> dict[str, Any]:
        """Return the schedule as plain data, in order of year and id."""
        pairs = sorted(self.built.items(), key=lambda pair: (pair[1], pair[0]))
        found = {"name": self.name, "value": self.value, "built": [list(p) for p in pairs]}
        if self.amounts:
            found["amounts"] = [list(of) for of in self.amounts]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A limit whose lower side a schedule misses by `short` in a year, and keeps all others.

    So there is a schedule once what the limits that it misses ask is so much less.
    """

    limit: str  # its id
    year: int  # from 0
    short: int


@dataclass(frozen=True, kw_only=True)
class YearsResult:
    """What was found: the schedule, those it is compared with, and what bounds all of them.

    `schedule` is None where none was found; `impossible` is the first year whose problem has no
    plan at all, by its certificate.
    """

    programme: Programme
    answers: tuple[Result, ...]  # of the problems of the years
    schedule: Schedule | None
    others: tuple[Schedule, ...] = ()
    impossible: int | None = None
    missed: tuple[Missed, ...] = ()  # of the nearest schedule, where none was found
    exact: Result | None = None  # to the programme drawn as one problem, with a certified bound

    @property
    def bound(self) -> int | None:
        """Return the weighted sum of the years' certified bounds; None where one is missing.

        The bound of the programme drawn as one problem counts where it is lower.
        """
        total = self._sum()
        if total is None or self.exact is None:
            return total
        problems = [problem.to_json() for problem in self.programme.problems]
        answer = answer_json(self.exact)
        return min(total, exact_bound(self.programme.to_json(), problems, answer))

    def _sum(self) -> int | None:
        total = 0
        for weight, answer in zip(self.programme.weights, self.answers, strict=False):
            if answer.certified_bound is None:
                return None
            total += weight * answer.certified_bound
        return total if len(self.answers) == len(self.programme.weights) else None

    def to_json(self) -> dict[str, Any]:
        """Return question, schedules and bound as plain data, the content of years.json."""
        found = [] if self.schedule is None else [self.schedule]
        return {
            **self.programme.to_json(),
            "schedules": [s.to_json() for s in (*found, *self.others)],
            "bound": self.bound,
            **({} if self.exact is None else {"exact": True}),
        }
