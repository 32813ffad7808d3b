"""The frontier drawn: what money buys, what no plan can exceed, and what the next money adds.

One SVG, self-contained, in Mongolian and English: above, the value of the plans and the certified
bound over the budget; below, what the next sum of money adds. The page holds the same picture
and its figures and opens without a network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from planner.analysis.curves.frontier_row import next_sum
from planner.language.formats import number, percent, plain_money, points
from planner.language.label import Label
from planner.language.labels import LABELS, currency_sign, filled

if TYPE_CHECKING:
    from planner.analysis.curves.frontier_row import FrontierRow

HEAD = ("head.budget", "points", "head.at_most", "head.gap", "head.sites", "head.people")
NEXT = HEAD.index("head.sites")
"""The place of the column of the next money, where its sum is known."""


@dataclass(frozen=True, slots=True)
class MoneyAxis:
    """What the axis of money counts in: `unit` units of a currency, written with its sign."""

    unit: int
    sign: str

    @classmethod
    def of(cls, rows: Sequence[FrontierRow]) -> MoneyAxis:
        """Return the axis that fits the largest budget: units, millions or billions."""
        largest = max(row.budget_minor for row in rows) // minor_in(rows[0].currency)
        unit = next((unit for unit in (10**9, 10**6) if largest >= unit), 1)
        return cls(unit, currency_sign(rows[0].currency))

    def place(self, row: FrontierRow) -> float:
        """Return where the budget of a row lies on the axis."""
        return row.budget_minor / minor_in(row.currency) / self.unit

    def title(self) -> Label:
        """Return what the axis counts, in both languages."""
        if self.unit == 1:
            return _words("budget", c=self.sign)
        unit = LABELS[f"money_word.{self.unit}"]
        return _words("budget_in", unit=unit, c=self.sign)


def _words(key: str, **values: object) -> Label:
    """Return words of the chart in both languages."""
    return filled(f"frontier.{key}", **values)


def picture(rows: Sequence[FrontierRow]) -> str:
    """Return the frontier as an SVG file; rows without a plan are shaded as impossible."""
    known = [row for row in rows if row.benefit is not None and row.certified_bound is not None]
    out = [*OPEN, text(LEFT, 30, _words("title"), size=18, colour=INK)]
    if known:
        out += _panels(rows, known, MoneyAxis.of(rows))
    return "\n".join([*out, "</svg>", ""])


def _panels(
    rows: Sequence[FrontierRow], known: Sequence[FrontierRow], money: MoneyAxis
) -> Iterator[str]:
    """Yield both panels, their axes and legends."""
    budgets = [money.place(row) for row in rows]
    across = scale(min(budgets), max(budgets), LEFT, RIGHT)
    lows = [(row.benefit or 0) / 1000 for row in known]
    highs = [(row.certified_bound or 0) / 1000 for row in known]
    marks = ticks(min(lows), max(highs))
    up = scale(marks[0], marks[-1], MIDDLE, TOP)
    yield from _impossible(rows, across, money)
    yield from grid(marks, up)
    yield from broken(marks[0], MIDDLE)
    at = [money.place(row) for row in known]
    yield line(zip(at, highs, strict=True), across, up, BOUND, dashed=True)
    yield line(zip(at, lows, strict=True), across, up, VALUE)
    for x, y in zip(at, lows, strict=True):
        yield f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="2.2" fill="{VALUE}"/>'
    yield text(LEFT, TOP - 8, _words("points"), colour=SOFT)
    yield from _legend(RIGHT - 500, TOP - 8, ((VALUE, _words("value")), (BOUND, _words("bound"))))
    if any(row.marginal is not None for row in known):
        yield from _marginal(known, across, money)
    yield text(LEFT, BOTTOM + 42, _from(min(budgets)), colour=SOFT)
    for tick in ticks(min(budgets), max(budgets)):
        if min(budgets) <= tick <= max(budgets):
            yield text(across(tick), BOTTOM + 20, figure(tick), anchor="middle", colour=SOFT)
    yield text(RIGHT, BOTTOM + 42, money.title(), anchor="end", colour=SOFT)


def _from(budget: float) -> str | Label:
    """Return what the axis of money begins at, where that is not zero."""
    return filled("curve.broken", low=figure(budget)) if budget else ""


def _marginal(known: Sequence[FrontierRow], across: Place, money: MoneyAxis) -> Iterator[str]:
    """Yield the lower panel: steps of the certificate's price."""
    steps = [(money.place(row), (row.marginal or 0) / 1000) for row in known]
    marks = ticks(0.0, max(y for _, y in steps))
    up = scale(0.0, marks[-1], BOTTOM, MIDDLE + GAP)
    yield from grid(marks, up)
    drawn = []
    for (x, y), (after, _) in zip(steps, [*steps[1:], steps[-1]], strict=True):
        drawn += [(x, y), (after, y)]
    yield line(drawn, across, up, MARGINAL)
    told = _words("marginal", c=money.sign, sum=next_sum(known) or "")
    yield from _legend(LEFT, MIDDLE + GAP - 10, ((MARGINAL, told),))


def _impossible(rows: Sequence[FrontierRow], across: Place, money: MoneyAxis) -> Iterator[str]:
    """Yield a shade over the budgets for which no plan exists."""
    none = [money.place(row) for row in rows if row.status == "infeasible"]
    if none:
        width = max(across(max(none)) - LEFT, 2.0)
        shade = f'width="{width:.1f}" height="{BOTTOM - TOP}" fill="#f3e6e2"'
        yield f'<rect x="{LEFT}" y="{TOP}" {shade}/>'
        yield text(LEFT + 6, TOP + 18, _words("impossible"), colour="#b8462e")


def _legend(x: float, y: float, entries: Sequence[tuple[str, Label]]) -> Iterator[str]:
    for colour, told in entries:
        yield f'<path d="M{x:.0f} {y - 4:.0f}h18" stroke="{colour}" stroke-width="3"/>'
        yield text(x + 24, y, told, colour=SOFT)
        x += 44 + 7.2 * len(told.text("both"))


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
    more = next_sum(rows)
    cells = [_cells(row) for row in rows]
    head = [_words(key) for key in HEAD]
    if more is not None:
        head.insert(NEXT, _words("head.next", sum=more))
        for line_of_cells, row in zip(cells, rows, strict=True):
            line_of_cells.insert(NEXT, "-" if row.marginal is None else points(row.marginal))
    notes = [LABELS["frontier.note_bound"], *([LABELS["frontier.note_prices"]] if quick else [])]
    table = CurveTable(title="frontier.title", head=head, rows=cells)
    return curve_page(title, "frontier.title", picture(rows), notes, [table], files)


def _cells(row: FrontierRow) -> list[str | Label]:
    absent = row.benefit is None
    return [
        plain_money(row.budget_minor, row.currency),
        LABELS[f"result.{row.status}"] if row.benefit is None else points(row.benefit),
        "-" if row.certified_bound is None else points(row.certified_bound),
        "-" if row.gap is None else percent(row.gap),
        "-" if absent or row.sites_deployed is None else number(row.sites_deployed),
        "-" if absent or row.users_gaining is None else number(row.users_gaining),
    ]
