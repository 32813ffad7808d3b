"""The frontier drawn: what money buys, what no plan can exceed, and what the next money adds.

One SVG, self-contained, in Mongolian and English: above, the value of the plans and the certified
bound over the budget; below, what the next sum of money adds. The page holds the same picture
and its figures and opens without a network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inventory.currencies import minor_in
from planner.analysis.curves.chart import (
    BOTTOM,
    BOUND,
    GAP,
    INK,
    LEFT,
    MARGINAL,
    MIDDLE,
    OPEN,
    RIGHT,
    SOFT,
    TOP,
    VALUE,
    Place,
    broken,
    figure,
    grid,
    line,
    scale,
    text,
    ticks,
)
from planner.analysis.curves.curve_page import CurveTable, curve_page
from planner.language.formats import number, percent, plain_money, points
from planner.language.labels import LABELS, currency_sign, filled, label, sentence

if TYPE_CHECKING:
    from planner.analysis.curves.frontier_row import FrontierRow

HEAD = (
    *("head.budget", "points", "head.at_most", "head.gap", "head.next", "head.sites"),
    "head.people",
)


def _words(key: str, **values: str) -> str:
    """Return words of the chart in both languages."""
    return sentence(f"frontier.{key}", "both", " · ", **values)


def picture(rows: Sequence[FrontierRow]) -> str:
    """Return the frontier as an SVG file; rows without a plan are shaded as impossible."""
    known = [row for row in rows if row.benefit is not None and row.certified_bound is not None]
    sign = currency_sign(rows[0].currency) if rows else ""
    out = [
        *OPEN,
        text(LEFT, 30, _words("title"), size=18, colour=INK),
    ]
    if known:
        out += _panels(rows, known, sign)
    return "\n".join([*out, "</svg>", ""])


def _panels(rows: Sequence[FrontierRow], known: Sequence[FrontierRow], sign: str) -> Iterator[str]:
    """Yield both panels, their axes and legends."""
    unit = _unit(rows)
    budgets = [_in_units(row, unit) for row in rows]
    across = scale(min(budgets), max(budgets), LEFT, RIGHT)
    lows = [(row.benefit or 0) / 1000 for row in known]
    highs = [(row.certified_bound or 0) / 1000 for row in known]
    marks = ticks(min(lows), max(highs))
    up = scale(marks[0], marks[-1], MIDDLE, TOP)
    yield from _impossible(rows, across, unit)
    yield from grid(marks, up)
    yield from broken(marks[0], MIDDLE)
    at = [_in_units(row, unit) for row in known]
    yield line(zip(at, highs, strict=True), across, up, BOUND, dashed=True)
    yield line(zip(at, lows, strict=True), across, up, VALUE)
    for x, y in zip(at, lows, strict=True):
        yield f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="2.2" fill="{VALUE}"/>'
    yield text(LEFT, TOP - 8, _words("points"), colour=SOFT)
    yield from _legend(RIGHT - 500, TOP - 8, ((VALUE, "value"), (BOUND, "bound")), sign)
    if any(row.marginal is not None for row in known):
        yield from _marginal(known, across, unit, sign)
    yield text(LEFT, BOTTOM + 42, _from(min(budgets)), colour=SOFT)
    for tick in ticks(min(budgets), max(budgets)):
        if min(budgets) <= tick <= max(budgets):
            yield text(across(tick), BOTTOM + 20, figure(tick), anchor="middle", colour=SOFT)
    yield text(RIGHT, BOTTOM + 42, _axis(unit, sign), anchor="end", colour=SOFT)


def _from(budget: float) -> str:
    """Return what the axis of money begins at, where that is not zero."""
    return sentence("curve.broken", "both", " · ", low=figure(budget)) if budget else ""


def _marginal(known: Sequence[FrontierRow], across: Place, unit: int, sign: str) -> Iterator[str]:
    """Yield the lower panel: steps of the certificate's price."""
    steps = [(_in_units(row, unit), (row.marginal or 0) / 1000) for row in known]
    marks = ticks(0.0, max(y for _, y in steps))
    up = scale(0.0, marks[-1], BOTTOM, MIDDLE + GAP)
    yield from grid(marks, up)
    drawn = []
    for (x, y), (after, _) in zip(steps, [*steps[1:], steps[-1]], strict=True):
        drawn += [(x, y), (after, y)]
    yield line(drawn, across, up, MARGINAL)
    more = plain_money(known[0].next_minor, known[0].currency)
    yield from _legend(LEFT, MIDDLE + GAP - 10, ((MARGINAL, "marginal"),), sign, more)


def _unit(rows: Sequence[FrontierRow]) -> int:
    """Return in what the axis counts: units of the currency, millions or billions of them."""
    largest = max(row.budget_minor for row in rows) // minor_in(rows[0].currency)
    return next((unit for unit in (10**9, 10**6) if largest >= unit), 1)


def _in_units(row: FrontierRow, unit: int) -> float:
    return row.budget_minor / minor_in(row.currency) / unit


def _axis(unit: int, sign: str) -> str:
    """Return what the axis of money counts, in both languages."""
    if unit == 1:
        return _words("budget", c=sign)
    return filled("frontier.budget_in", unit=LABELS[f"money_word.{unit}"], c=sign).text("both")


def _impossible(rows: Sequence[FrontierRow], across: Place, unit: int) -> Iterator[str]:
    """Yield a shade over the budgets for which no plan exists."""
    none = [_in_units(row, unit) for row in rows if row.status == "infeasible"]
    if none:
        width = max(across(max(none)) - LEFT, 2.0)
        shade = f'width="{width:.1f}" height="{BOTTOM - TOP}" fill="#f3e6e2"'
        yield f'<rect x="{LEFT}" y="{TOP}" {shade}/>'
        yield text(LEFT + 6, TOP + 18, _words("impossible"), colour="#b8462e")


def _legend(
    x: float, y: float, entries: Sequence[tuple[str, str]], sign: str, more: str = ""
) -> Iterator[str]:
    for colour, word in entries:
        told = _words(word, c=sign, sum=more)
        yield f'<path d="M{x:.0f} {y - 4:.0f}h18" stroke="{colour}" stroke-width="3"/>'
        yield text(x + 24, y, told, colour=SOFT)
        x += 44 + 7.2 * len(told)


def page(
    rows: Sequence[FrontierRow],
    title: str,
    files: Sequence[str] = ("frontier.csv", "frontier.svg"),
    *,
    quick: bool = True,
) -> str:
    """Return picture and figures as a page that needs nothing else; `files` lie beside it.

    A quick frontier is at list prices.
    """
    more = plain_money(rows[0].next_minor, rows[0].currency) if rows else ""
    notes = [LABELS["frontier.note_bound"], *([LABELS["frontier.note_prices"]] if quick else [])]
    table = CurveTable(
        title="frontier.title",
        head=[_words(key, sum=more) for key in HEAD],
        rows=list(map(_cells, rows)),
    )
    return curve_page(title, "frontier.title", picture(rows), notes, [table], files)


def _cells(row: FrontierRow) -> tuple[str, ...]:
    absent = row.benefit is None
    return (
        plain_money(row.budget_minor, row.currency),
        label(f"result.{row.status}", "both") if row.benefit is None else points(row.benefit),
        "-" if row.certified_bound is None else points(row.certified_bound),
        "-" if row.gap is None else percent(row.gap),
        "-" if row.marginal is None else points(row.marginal),
        "-" if absent or row.sites_deployed is None else number(row.sites_deployed),
        "-" if absent or row.users_gaining is None else number(row.users_gaining),
    )
