"""What every sum of one-time money buys: a curve of proven values in seconds, without saved runs.

A sweep of full runs plans, compares, exports and saves each budget. The quick way asks one thing
of each: the most benefit, with its certified bound, at list prices paid by one budget. It is for
choosing a budget; what is to be decided, defended or tendered is then planned at that budget with
`kholboo plan --budget`.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizers import verify
from planner.analysis.curves.frontier_row import FrontierRow, next_sum
from planner.errors import SettingsError
from planner.language.formats import percent, plain_money, points
from planner.language.label import Language
from planner.language.labels import label, sentence
from planner.language.said import said
from planner.model.limit_meanings import YEARLY
from planner.plan.plan import PlanFaultError
from planner.rendering.csv_cells import harmless

if TYPE_CHECKING:
    from optimizers.problem import Problem
    from optimizers.reoptimize.frontier import Point
    from planner.model.build import Model
    from planner.pipeline.prepare import Prepared

TRACES = ("frontier.csv", "frontier.svg", "frontier.html")
BUDGETS = ("budgets.csv", "budgets.svg", "budgets.html")


def frontier_rows(
    prepared: Prepared,
    budgets: Sequence[int],
    *,
    together: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[FrontierRow]:
    """Return a row for each distinct budget of one-time money, in rising order, each checked.

    `together` changes the yearly limits in the same proportion. An interrupt leaves rows of
    status "unknown" or with a wider gap. Raises SettingsError when the scenario has no one-time
    limit to vary, PlanFaultError when a plan does not hold.
    """
    from optimizers.reoptimize.frontier import at, frontier

    problem = for_benefit(prepared)
    if not any(row.id == "capex" for row in problem.limits):
        raise SettingsError(said("the scenario limits no one-time money; name a budget to vary"))
    meanings = prepared.model.limit_meanings
    yearly = [r.id for r in problem.limits if meanings[r.id].kind in YEARLY]
    scaled = tuple(yearly) if together else ()
    settings = prepared.inputs.scenario.solve
    found = frontier(
        problem, "capex", budgets, scaled=scaled, seed=settings.seed, progress=progress
    )
    for point in found:
        _check(at(problem, "capex", point.upper, scaled), point)
    more = _next_minor(prepared, max(budgets, default=0))
    return [_row(prepared, problem, point, more) for point in found]


def _next_minor(prepared: Prepared, largest: int) -> int:
    """Return the sum that marginal values are told for: that of `plan`, or one that fits."""
    from planner.pipeline.what_if import extra_money, fitting_sum

    own = extra_money(prepared)
    return own[1] if own is not None else max(1, fitting_sum(largest))


def for_benefit(prepared: Prepared) -> Problem:
    """Return the problem at list prices; raises SettingsError where benefit is not sought first."""
    problem = at_list_prices(prepared.model)
    if problem.goals[0].quantity != "benefit":
        raise SettingsError(
            said(
                "the goal of the scenario is {name}, and this asks what money gains; name a"
                " scenario that seeks benefit with --scenario",
                name=problem.goals[0].name,
            )
        )
    return problem


def at_list_prices(model: Model) -> Problem:
    """Return the problem without the columns beside the arcs: all is bought at list prices."""
    beside = {row.limit.id for row in model.supply.rows}
    limits = tuple(
        replace(row, columns=(), column_coefficients=())
        for row in model.problem.limits
        if row.id not in beside
    )
    return replace(model.problem, limits=limits, columns=(), goals=model.problem.goals[:1])


def _check(problem: Problem, point: Point) -> None:
    """Raise PlanFaultError when the plan of a point breaks anything, by `verify` alone."""
    if point.result.chosen is None:
        return
    faults = verify.plan_faults(
        problem.to_json(), list(point.result.chosen), list(point.result.amounts)
    )
    if faults:
        raise PlanFaultError(faults)


def _row(prepared: Prepared, problem: Problem, point: Point, more: int) -> FrontierRow:
    chosen = point.result.chosen
    receiving: set[str] = set()
    money: dict[str, int | None] = {"capex_minor": None, "opex_per_year_minor": None}
    if chosen is not None:
        arcs = (prepared.model.arcs[a] for a in chosen)
        receiving = {arc.site_id for arc in arcs if arc.site_id is not None and arc.benefit > 0}
        money = {name: _spent(problem, name, point) for name in money}
    users = prepared.offers.needs
    return FrontierRow(
        budget_minor=point.upper,
        status=point.result.status.value,
        benefit=point.value,
        certified_bound=point.certified_bound,
        gap=point.gap,
        marginal=None if point.slope is None else round(point.slope * more),
        next_minor=more,
        capex_minor=money["capex_minor"],
        opex_per_year_minor=money["opex_per_year_minor"],
        sites_deployed=None if chosen is None else len(receiving),
        users_gaining=None if chosen is None else sum(users[s].users for s in receiving),
        currency=prepared.inputs.catalogue.currency,
    )


def _spent(problem: Problem, name: str, point: Point) -> int:
    """Return what a plan spends of a quantity, its arcs and the amounts beside them."""
    spent = sum(problem.quantities[name][a] for a in point.result.chosen or ())
    amounts = zip(problem.columns, point.result.amounts, strict=False)
    return spent + sum(column.quantities.get(name, 0) * y for column, y in amounts)


def table(rows: Sequence[FrontierRow], language: Language = "en") -> list[str]:
    """Return the rows as an aligned table of text."""
    names = (
        "budget", "points", "at_most", "gap", "next", "sites", "people", "cost_once", "cost_yearly"
    )  # fmt: skip
    more = next_sum(rows) or ""
    head = tuple(sentence(f"sweep.{name}", language, sum=more) for name in names)
    body = [_cells(row, language) for row in rows]
    widths = [max(len(line[i]) for line in (head, *body)) for i in range(len(head))]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in (head, *body)
    ]


def _cells(row: FrontierRow, language: Language) -> tuple[str, ...]:
    def whole(value: int | None) -> str:
        return "-" if value is None else f"{value:,}"

    def sum_of(value: int | None) -> str:
        return "-" if value is None else plain_money(value, row.currency)

    def worth(value: int | None) -> str:
        return "-" if value is None else points(value)

    return (
        plain_money(row.budget_minor, row.currency),
        _status(row.status, language) if row.benefit is None else points(row.benefit),
        worth(row.certified_bound),
        "-" if row.gap is None else percent(row.gap),
        worth(row.marginal),
        whole(row.sites_deployed),
        whole(row.users_gaining),
        sum_of(row.capex_minor),
        sum_of(row.opex_per_year_minor),
    )


def _status(status: str, language: Language) -> str:
    return label(f"result.{status}", "mn") if language == "mn" else status


def as_csv(rows: Sequence[FrontierRow]) -> str:
    """Return the rows as CSV text, one column per figure; of the next money where it is known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    unknown = set() if next_sum(rows) else {"marginal", "next_minor"}
    names = [name for name in FrontierRow.__dataclass_fields__ if name not in unknown]
    writer.writerow(names)
    writer.writerows([harmless(getattr(row, name)) for name in names] for row in rows)
    return out.getvalue()


def write(
    rows: Sequence[FrontierRow], folder: Path, title: str, *, quick: bool = True
) -> list[Path]:
    """Write table, picture and page of a frontier to a folder and return their paths.

    Rows of saved runs are not quick: they are not at list prices, and their files are `budgets`.
    """
    from planner.analysis.curves.frontier_chart import page, picture

    table, drawing, whole = TRACES if quick else BUDGETS
    texts = {
        table: "\ufeff" + as_csv(rows),
        drawing: picture(rows),
        whole: page(rows, title, (table, drawing), quick=quick),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return [put(folder / name, text) for name, text in texts.items()]


def put(path: Path, text: str) -> Path:
    """Write a file whole or not at all, and return its path."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)  # noqa: PTH105 - one call that replaces on every system
    return path
