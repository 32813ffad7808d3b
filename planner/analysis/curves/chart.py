"""What charts of curves are drawn with: two panels, axes, lines and words, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html import escape
from math import ceil, floor, log10

from planner.language.formats import number
from planner.language.label import Label, Language
from planner.language.labels import filled

WIDTH, HEIGHT = 960, 640
LEFT, RIGHT, TOP, MIDDLE, BOTTOM = 96, 936, 56, 392, 584  # of the two panels
GAP = 56  # between them
VALUE, BOUND, MARGINAL, INK, SOFT, LINE = (
    "#12694f", "#c2507a", "#2b7a9b", "#22323d", "#5b6b76", "#dbe2e6",
)  # fmt: skip
Place = Callable[[float], float]
BOTH: tuple[Language, ...] = ("mn", "en")
OPEN = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    f"font-family=\"'Noto Sans', 'Segoe UI', Arial, sans-serif\" font-size=\"13\">",
    f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
)


def grid(marks: Sequence[float], up: Place) -> Iterator[str]:
    """Yield a line and a figure for each mark of the upright axis."""
    for tick in marks:
        y = up(tick)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{LINE}"/>'
        yield text(LEFT - 8, y + 4, figure(tick), anchor="end", colour=SOFT)


def broken(low: float, floor: float) -> Iterator[str]:
    """Yield the sign of an upright axis that does not begin at zero, with what it begins at."""
    if low == 0:
        return
    y = floor - 10
    strokes = "".join(f"M{LEFT - 6} {y + down}l12 -5" for down in (4, 9))
    yield f'<path d="{strokes}" stroke="{INK}" fill="none"/>'
    told = filled("curve.broken", low=figure(low))
    yield text(LEFT + 12, floor - 6, told, colour=SOFT)


def line(
    dots: Sequence[tuple[float, float]] | Iterator[tuple[float, float]] | zip[tuple[float, float]],
    across: Place,
    up: Place,
    colour: str,
    *,
    dashed: bool = False,
) -> str:
    """Return a line through points."""
    path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in dots)
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def text(
    x: float,
    y: float,
    words: str | Label,
    *,
    anchor: str = "start",
    size: int = 13,
    colour: str = INK,
) -> str:
    """Return a text at a place; of words in both languages a page can hide either."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{colour}">{_written(words)}</text>'
    )


def _written(words: str | Label) -> str:
    if isinstance(words, str) or words.mn == words.en:
        return escape(words if isinstance(words, str) else words.mn)
    each = (f'<tspan lang="{one}">{escape(words.text(one))}</tspan>' for one in BOTH)
    return "<tspan> · </tspan>".join(each)


def scale(low: float, high: float, start: float, end: float) -> Place:
    """Return what places values of a range between two ends."""
    width = high - low or 1.0
    return lambda value: start + (value - low) / width * (end - start)


def ticks(low: float, high: float) -> list[float]:
    """Return four to nine round figures that enclose a range."""
    width = high - low or max(abs(high), 1.0)
    step = 10.0 ** floor(log10(width / 4.0))
    step *= next(f for f in (1.0, 2.0, 2.5, 5.0, 10.0) if width / (step * f) <= 7.0)
    first, last = floor(low / step), ceil(high / step)
    return [k * step for k in range(first, max(last, first + 1) + 1)]


def figure(value: float) -> str:
    """Return a value as an axis shows it."""
    exact = Decimal(repr(round(value, 6))).normalize()
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)
    return number(exact, max(0, -exponent))
