"""Drawn prices on a page: plans with more or less held back by points and by their chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from planner.analysis.curves.chart import (
    BOTH,
    BOTTOM,
    BOUND,
    INK,
    LEFT,
    OPEN,
    RIGHT,
    SOFT,
    TOP,
    VALUE,
    broken,
    grid,
    scale,
    text,
    ticks,
)
from planner.analysis.curves.curve_page import CurveTable, curve_page
from planner.analysis.risk.plan_risk import interval
from planner.analysis.risk.price_risk_text import (
    Rows,
    plan_name,
    plan_rows,
    said_of,
    technology_rows,
)
from planner.language.label import Label, Language
from planner.language.labels import LABELS, term

if TYPE_CHECKING:
    from planner.analysis.risk.price_risk import PriceDraws
    from planner.analysis.risk.regret import HeldPlan

FILES = ("draws.csv", "draws.json", "draws.svg", "draws.html")


def picture(found: PriceDraws) -> str:
    """Return the plans as an SVG file: points upward, the chance to keep every limit across.

    A bar around each is the interval that so many draws leave of its chance.
    """
    known = [plan for plan in found.plans if plan.benefit is not None]
    out = [*OPEN, text(LEFT, 30, LABELS["draws.page"], size=18, colour=INK)]
    if known:
        out += _panel(known, found.count)
    return "\n".join([*out, "</svg>", ""])


def _panel(known: Sequence[HeldPlan], count: int) -> Iterator[str]:
    values = [(plan.benefit or 0) / 1000 for plan in known]
    marks = ticks(min(values), max(values))
    across, up = scale(0, 100, LEFT, RIGHT - 60), scale(marks[0], marks[-1], BOTTOM, TOP + 24)
    yield from grid(marks, up)
    yield from broken(marks[0], BOTTOM)
    yield text(LEFT, TOP, LABELS["draws.points"], colour=SOFT)
    for (keeps, benefit), plans in _alike(known).items():
        low, high = (100 * end for end in interval(keeps, count))
        x, y = across(100 * keeps / count), up(benefit / 1000)
        bar = f"M{across(low):.1f} {y:.1f}H{across(high):.1f}"
        yield f'<path d="{bar}" stroke="{BOUND}" stroke-width="3"/>'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{VALUE}"/>'
        mn, en = (", ".join(plan_name(plan, one) for plan in plans) for one in BOTH)
        side = "end" if x > (LEFT + RIGHT) / 2 else "start"
        yield text(x, y - 10, Label(mn, en), anchor=side)
    for mark in range(0, 101, 20):
        yield text(across(mark), BOTTOM + 20, f"{mark} %", anchor="middle", colour=SOFT)
    yield text(RIGHT, BOTTOM + 42, LABELS["draws.chance"], anchor="end", colour=SOFT)


def _alike(known: Sequence[HeldPlan]) -> dict[tuple[int, int], list[HeldPlan]]:
    """Return the plans by the draws that they keep and by their benefit."""
    found: dict[tuple[int, int], list[HeldPlan]] = {}
    for plan in known:
        found.setdefault((plan.keeps, plan.benefit or 0), []).append(plan)
    return found


def page(found: PriceDraws, title: str) -> str:
    """Return picture, figures and tables of drawn prices as a page that needs nothing else."""
    each = zip(*(said_of(found, one) for one in BOTH), strict=True)
    notes = [Label(mn, en) for mn, en in each]
    tables = [_table("draws.by_technology", _by_technology, found)]
    if found.plans:
        notes.append(LABELS["draws.missed"])
        tables.insert(0, _table("draws.page", plan_rows, found))
    drawing = picture(found) if found.plans else ""
    return curve_page(title, "draws.kind", drawing, notes, tables, FILES[:-1])


def _by_technology(found: PriceDraws, language: Language) -> Rows:
    """Return sites by technology, by its name; the terminal tells its code."""
    head, rows = technology_rows(found, language)
    names = (term("technology", one.technology, language) for one in found.technologies)
    return head, [(name, *row[1:]) for name, row in zip(names, rows, strict=True)]


def _table(
    title: str, rows_of: Callable[[PriceDraws, Language], Rows], found: PriceDraws
) -> CurveTable:
    """Return a table whose heads and cells are in both languages."""
    (head_mn, rows_mn), (head_en, rows_en) = (rows_of(found, one) for one in BOTH)
    rows = [list(map(Label, mn, en)) for mn, en in zip(rows_mn, rows_en, strict=True)]
    return CurveTable(title=title, head=list(map(Label, head_mn, head_en)), rows=rows)
