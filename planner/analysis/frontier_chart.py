"""The frontier drawn: what money buys, what no plan can exceed, and what the next money adds.

One SVG, self-contained, in Mongolian and English: above, the value of the plans and the certified
bound over the budget; below, the marginal value per 100 million. The page holds the same picture
and its figures and opens without a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from inventory.currencies import minor_in
from planner.language.formats import number, percent, plain_money, points
from planner.language.labels import currency_sign, sentence
from planner.rendering.page_policy import content_policy

if TYPE_CHECKING:
    from planner.analysis.frontier_row import FrontierRow

WIDTH, HEIGHT = 960, 640
LEFT, RIGHT, TOP, MIDDLE, BOTTOM = 96, 936, 56, 392, 584  # of the two panels
GAP = 56  # between them
VALUE, BOUND, MARGINAL, INK, SOFT, LINE = (
    "#12694f", "#c2507a", "#2b7a9b", "#22323d", "#5b6b76", "#dbe2e6",
)  # fmt: skip
HEAD = (
    *("head.budget", "points", "head.at_most", "head.gap", "head.next", "head.sites"),
    "head.people",
)

Place = Callable[[float], float]


def _words(key: str, **values: str) -> str:
    """Return words of the chart in both languages."""
    return sentence(f"frontier.{key}", "both", " · ", **values)


def picture(rows: Sequence[FrontierRow]) -> str:
    """Return the frontier as an SVG file; rows without a plan are shaded as impossible."""
    known = [row for row in rows if row.benefit is not None and row.certified_bound is not None]
    sign = currency_sign(rows[0].currency) if rows else ""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f"font-family=\"'Noto Sans', 'Segoe UI', Arial, sans-serif\" font-size=\"13\">",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 30, _words("title"), size=18, colour=INK),
    ]
    if known:
        out += _panels(rows, known, sign)
    return "\n".join([*out, "</svg>", ""])


def _panels(rows: Sequence[FrontierRow], known: Sequence[FrontierRow], sign: str) -> Iterator[str]:
    """Yield both panels, their axes and legends."""
    budgets = [_billions(row) for row in rows]
    across = _scale(min(budgets), max(budgets), LEFT, RIGHT)
    lows = [(row.benefit or 0) / 1000 for row in known]
    highs = [(row.certified_bound or 0) / 1000 for row in known]
    ticks = _ticks(min(lows), max(highs))
    up = _scale(ticks[0], ticks[-1], MIDDLE, TOP)
    yield from _impossible(rows, across)
    yield from _grid(ticks, up)
    at = [_billions(row) for row in known]
    yield _line(zip(at, highs, strict=True), across, up, BOUND, dashed=True)
    yield _line(zip(at, lows, strict=True), across, up, VALUE)
    for x, y in zip(at, lows, strict=True):
        yield f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="2.2" fill="{VALUE}"/>'
    yield _text(LEFT, TOP - 8, _words("points"), colour=SOFT)
    yield from _legend(RIGHT - 500, TOP - 8, ((VALUE, "value"), (BOUND, "bound")), sign)
    yield from _marginal(known, across, sign)
    for tick in _ticks(min(budgets), max(budgets)):
        if min(budgets) <= tick <= max(budgets):
            yield _text(across(tick), BOTTOM + 20, _figure(tick), anchor="middle", colour=SOFT)
    yield _text(RIGHT, BOTTOM + 42, _words("budget", c=sign), anchor="end", colour=SOFT)


def _marginal(known: Sequence[FrontierRow], across: Place, sign: str) -> Iterator[str]:
    """Yield the lower panel: steps of the certificate's price."""
    steps = [(_billions(row), (row.marginal or 0) / 1000) for row in known]
    ticks = _ticks(0.0, max(y for _, y in steps))
    up = _scale(0.0, ticks[-1], BOTTOM, MIDDLE + GAP)
    yield from _grid(ticks, up)
    drawn = []
    for (x, y), (after, _) in zip(steps, [*steps[1:], steps[-1]], strict=True):
        drawn += [(x, y), (after, y)]
    yield _line(drawn, across, up, MARGINAL)
    yield from _legend(LEFT, MIDDLE + GAP - 10, ((MARGINAL, "marginal"),), sign)


def _billions(row: FrontierRow) -> float:
    return row.budget_minor / minor_in(row.currency) / 1e9


def _impossible(rows: Sequence[FrontierRow], across: Place) -> Iterator[str]:
    """Yield a shade over the budgets for which no plan exists."""
    none = [_billions(row) for row in rows if row.status == "infeasible"]
    if none:
        width = max(across(max(none)) - LEFT, 2.0)
        shade = f'width="{width:.1f}" height="{BOTTOM - TOP}" fill="#f3e6e2"'
        yield f'<rect x="{LEFT}" y="{TOP}" {shade}/>'
        yield _text(LEFT + 6, TOP + 18, _words("impossible"), colour="#b8462e")


def _grid(ticks: Sequence[float], up: Place) -> Iterator[str]:
    for tick in ticks:
        y = up(tick)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{LINE}"/>'
        yield _text(LEFT - 8, y + 4, _figure(tick), anchor="end", colour=SOFT)


def _legend(x: float, y: float, entries: Sequence[tuple[str, str]], sign: str) -> Iterator[str]:
    for colour, word in entries:
        text = _words(word, c=sign)
        yield f'<path d="M{x:.0f} {y - 4:.0f}h18" stroke="{colour}" stroke-width="3"/>'
        yield _text(x + 24, y, text, colour=SOFT)
        x += 44 + 7.2 * len(text)


def _line(
    dots: Sequence[tuple[float, float]] | Iterator[tuple[float, float]] | zip[tuple[float, float]],
    across: Place,
    up: Place,
    colour: str,
    *,
    dashed: bool = False,
) -> str:
    path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in dots)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, colour: str = INK
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{colour}">{escape(text)}</text>'
    )


def _scale(low: float, high: float, start: float, end: float) -> Place:
    width = high - low or 1.0
    return lambda value: start + (value - low) / width * (end - start)


def _ticks(low: float, high: float) -> list[float]:
    """Return four to nine round figures that enclose a range."""
    width = high - low or max(abs(high), 1.0)
    step = 10.0 ** floor(log10(width / 4.0))
    step *= next(f for f in (1.0, 2.0, 2.5, 5.0, 10.0) if width / (step * f) <= 7.0)
    first, last = floor(low / step), ceil(high / step)
    return [k * step for k in range(first, max(last, first + 1) + 1)]


def _figure(value: float) -> str:
    exact = Decimal(repr(round(value, 6))).normalize()
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)
    return number(exact, max(0, -exponent))


_STYLE = f"""
body {{ margin: 24px auto; max-width: 1020px; padding: 0 20px; color: {INK};
  font: 15px/1.5 "Segoe UI", "Noto Sans", Arial, sans-serif; }}
svg {{ width: 100%; height: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: 13px; }}
th, td {{ text-align: right; padding: 4px 8px; border-bottom: 1px solid {LINE};
  font-variant-numeric: tabular-nums; }}
p {{ color: {SOFT}; }}
@media print {{ body {{ margin: 0; }} tr {{ break-inside: avoid; }} }}
"""


def page(rows: Sequence[FrontierRow], title: str) -> str:
    """Return picture and figures as a page that needs nothing else."""
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(row)) + "</tr>"
        for row in rows
    )
    head = "".join(f"<th>{escape(_words(key))}</th>" for key in HEAD)
    note = f"{_words('note_bound')} {_words('note_prices')}"
    return f"""<!DOCTYPE html>
<html lang="mn">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{content_policy(_STYLE)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
{picture(rows)}
<p>{escape(note)}</p>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</body>
</html>
"""


def _cells(row: FrontierRow) -> tuple[str, ...]:
    absent = row.benefit is None
    return (
        plain_money(row.budget_minor, row.currency),
        row.status if row.benefit is None else points(row.benefit),
        "-" if row.certified_bound is None else points(row.certified_bound),
        "-" if row.gap is None else percent(row.gap),
        "-" if row.marginal is None else points(row.marginal),
        "-" if absent or row.sites_deployed is None else number(row.sites_deployed),
        "-" if absent or row.users_gaining is None else number(row.users_gaining),
    )
