"""The price of fairness: what raising the share of whoever has least costs everybody, as a curve.

From the plan of most benefit to the greatest least share that one plan can give every aimag (or
kind of site), each point is a plan of most benefit among those that give every group a share, with
a certified bound. A plan that gives more is a plan for less, and a bound for less is one for more:
the curve of values never rises and neither does that of bounds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizers.problem import BENEFIT, Goal, Limit, Problem
from planner.analysis.curves.fairness_row import FairnessCurve, FairnessRow
from planner.analysis.curves.frontier import put
from planner.language.formats import number, percent, points
from planner.language.label import Language
from planner.language.labels import LABELS, filled, label
from planner.language.said import LabelledError
from planner.model.limit_meanings import TECHNICAL
from planner.model.rows.least_shares import WHOLE, GroupShare, group_shares, level_column, level_row
from planner.pipeline.solve import quick_search
from planner.pipeline.start import start_of_result

if TYPE_CHECKING:
    from optimizers.result import Result
    from planner.pipeline.prepare import Prepared

_LEVEL = Goal(name="least_shares_1", sense="max", quantity="least_shares_1")
FILES = ("fairness.csv", "fairness.svg", "fairness.html")


def fairness_curve(
    prepared: Prepared,
    count: int,
    *,
    by: str = "aimag",
    progress: Callable[[int, int], None] | None = None,
) -> FairnessCurve:
    """Return `count` points (two or more) of the price of fairness between groups.

    Raises LabelledError where the scenario does not seek benefit, no group can be helped or no plan
    keeps its limits, KeyboardInterrupt when it is interrupted.
    """
    problem = prepared.model.problem
    if problem.goals[0] != BENEFIT:
        raise LabelledError(LABELS["fairness.no_benefit"])
    problem = replace(problem, goals=(BENEFIT,))
    groups = tuple(group_shares(prepared.model.policy, problem.head, by, "benefit"))
    scenario = prepared.inputs.scenario
    best = quick_search(problem, scenario)
    if not groups or best.chosen is None:
        raise LabelledError(LABELS["fairness.nothing"])
    fairest, bound = _fairest(prepared, problem, groups, best)
    low, high = _least(groups, best), max(_least(groups, fairest), _least(groups, best))
    found = [(low, best)]
    for place in range(1, count):
        if progress is not None:
            progress(place, count)
        level = low + (high - low) * place // (count - 1)
        start = start_of_result(problem, fairest)
        asked = with_shares(problem, groups, level)
        found.append((level, quick_search(asked, scenario, start)))
    rows = [_row(prepared, groups, level, result) for level, result in found]
    return FairnessCurve(by=by, rows=tuple(_priced(_monotone(rows))), least_bound=bound)


def with_shares(problem: Problem, groups: Iterable[GroupShare], level: int) -> Problem:
    """Return a problem whose plans give every group a share, in ten-thousandths."""
    rows = tuple(
        Limit(
            id=f"{TECHNICAL}share:{place}",
            title=f"{group.group}: its share of what it could attain",
            unit="thousandths of a point",
            arcs=group.arcs,
            coefficients=group.values,
            lower=-(-level * group.attainable // WHOLE),
        )
        for place, group in enumerate(groups)
    )
    return replace(problem, limits=(*problem.limits, *rows))


def _fairest(
    prepared: Prepared, problem: Problem, groups: Sequence[GroupShare], best: Result
) -> tuple[Result, int | None]:
    """Return a plan whose least share is as great as found, and the bound on that share."""
    from optimizers.solve import solve

    column = len(problem.columns)
    rows = tuple(level_row(str(place), group, column) for place, group in enumerate(groups))
    level = replace(
        problem,
        goals=(_LEVEL,),
        quantities={**problem.quantities, _LEVEL.quantity: (0,) * len(problem.arc_ids)},
        columns=(*problem.columns, level_column(_LEVEL.name, _LEVEL.quantity)),
        limits=(*problem.limits, *rows),
    )
    found = solve(
        level,
        effort=1,
        seed=prepared.inputs.scenario.solve.seed,
        gap=0.001,
        start=best.chosen,
        in_parts=False,
    )
    if any(stage.stopped_by == "interrupt" for stage in found.stages):
        raise KeyboardInterrupt
    if found.chosen is None:
        return best, found.certified_bound
    return replace(found, amounts=found.amounts[:column]), found.certified_bound


def _least(groups: Iterable[GroupShare], result: Result) -> int:
    """Return the least share of any group in a plan, rounded down to a ten-thousandth."""
    taken = set(result.chosen or ())
    return min(
        WHOLE * sum(v for a, v in zip(g.arcs, g.values, strict=True) if a in taken) // g.attainable
        for g in groups
    )


def _row(
    prepared: Prepared, groups: Sequence[GroupShare], level: int, result: Result
) -> FairnessRow:
    arcs, needs = prepared.model.arcs, prepared.offers.needs
    gaining = (arcs[a] for a in result.chosen or ())
    sites = {arc.site_id for arc in gaining if arc.site_id is not None and arc.benefit > 0}
    return FairnessRow(
        asked=level,
        least=None if result.chosen is None else _least(groups, result),
        benefit=result.objective,
        certified_bound=result.certified_bound,
        lost=None,
        lost_at_least=None,
        lost_at_most=None,
        sites_deployed=len(sites),
        users_gaining=sum(needs[site_id].users for site_id in sites),
    )


def _monotone(rows: Sequence[FairnessRow]) -> list[FairnessRow]:
    """Return rows with the best plan and the least bound that hold for each of them.

    A plan for a greater share serves a smaller one too; a bound of a smaller share holds for a
    greater one.
    """
    found: list[FairnessRow] = []
    best: FairnessRow | None = None
    for row in reversed(rows):
        if best is None or best.benefit is None or (row.benefit or -1) >= best.benefit:
            best = row
        found.append(replace(best, asked=row.asked, certified_bound=row.certified_bound))
    least: int | None = None
    for place, row in enumerate(reversed(found)):
        if row.certified_bound is not None:
            least = row.certified_bound if least is None else min(least, row.certified_bound)
        found[len(rows) - 1 - place] = replace(row, certified_bound=least)
    return found[::-1]


def _priced(rows: Sequence[FairnessRow]) -> list[FairnessRow]:
    """Return rows with what each share costs against the first."""
    value, bound = rows[0].benefit, rows[0].certified_bound
    return [
        row
        if value is None or bound is None or row.benefit is None or row.certified_bound is None
        else replace(
            row,
            lost=value - row.benefit,
            lost_at_least=max(0, value - row.certified_bound),
            lost_at_most=bound - row.benefit,
        )
        for row in rows
    ]


def share_told(share: int | None) -> str:
    """Return a share in ten-thousandths as people read it."""
    return "–" if share is None else percent(share / WHOLE)


def cells(row: FairnessRow) -> tuple[str, ...]:
    """Return the figures of a row as people read them."""

    def worth(value: int | None) -> str:
        return "–" if value is None else points(value)

    return (
        share_told(row.asked),
        share_told(row.least),
        worth(row.benefit),
        worth(row.certified_bound),
        worth(row.lost),
        f"{worth(row.lost_at_least)} – {worth(row.lost_at_most)}",
        number(row.sites_deployed),
        number(row.users_gaining),
    )


HEAD = (
    *("fairness.asked", "fairness.least", "fairness.points", "fairness.bound", "fairness.lost"),
    *("fairness.between", "fairness.sites", "fairness.people"),
)


def table(curve: FairnessCurve, language: Language) -> list[str]:
    """Return the curve as an aligned table of text."""
    lines = [tuple(label(key, language) for key in HEAD), *map(cells, curve.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def as_csv(curve: FairnessCurve) -> str:
    """Return the curve as CSV text: shares in ten-thousandths, benefit in thousandths."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(FairnessRow.__dataclass_fields__)
    writer.writerow(names)
    writer.writerows([getattr(row, name) for name in names] for row in curve.rows)
    return out.getvalue()


def write(curve: FairnessCurve, folder: Path, title: str) -> list[Path]:
    """Write table, picture and page of a curve to a folder and return their paths."""
    from planner.analysis.curves.curve_page import CurveTable, curve_page
    from planner.analysis.curves.fairness_chart import picture

    notes = [LABELS["fairness.note"]]
    if curve.least_bound is not None:
        notes.append(filled("fairness.most", share=share_told(curve.least_bound)))
    heads, drawing = [LABELS[key] for key in HEAD], picture(curve)
    table = CurveTable(title="fairness.title", head=heads, rows=list(map(cells, curve.rows)))
    texts = {
        "fairness.csv": "\ufeff" + as_csv(curve),
        "fairness.svg": drawing,
        "fairness.html": curve_page(title, "fairness.title", drawing, notes, [table], FILES[:-1]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return [put(folder / name, texts[name]) for name in FILES]
