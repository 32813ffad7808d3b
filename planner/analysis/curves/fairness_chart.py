"""The price of fairness drawn: benefit of the plans and its bound over the least share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.analysis.curves.chart import (
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
    figure,
    grid,
    line,
    scale,
    text,
    ticks,
)
from planner.language.labels import LABELS, filled
from planner.model.rows.least_shares import WHOLE

if TYPE_CHECKING:
    from planner.analysis.curves.fairness_row import FairnessCurve, FairnessRow

_LEGEND = ((RIGHT - 440, VALUE, "fairness.points"), (RIGHT - 300, BOUND, "fairness.bound"))


def picture(curve: FairnessCurve) -> str:
    """Return the curve as an SVG file; the axis of benefit shows where it begins."""
    known = [row for row in curve.rows if row.benefit is not None and row.certified_bound]
    out = [*OPEN, text(LEFT, 30, LABELS["fairness.title"], size=18)]
    if known:
        out += _panel(known)
    return "\n".join([*out, "</svg>", ""])


def _panel(known: Sequence[FairnessRow]) -> Iterator[str]:
    shares = [row.asked * 100 / WHOLE for row in known]
    values = [(row.benefit or 0) / 1000 for row in known]
    bounds = [(row.certified_bound or 0) / 1000 for row in known]
    across = scale(min(shares), max(shares), LEFT, RIGHT)
    marks = ticks(min(values), max(bounds))
    up = scale(marks[0], marks[-1], BOTTOM, TOP + 24)
    yield from grid(marks, up)
    yield from broken(marks[0], BOTTOM)
    yield line(zip(shares, bounds, strict=True), across, up, BOUND, dashed=True)
    yield line(zip(shares, values, strict=True), across, up, VALUE)
    for x, y in zip(shares, values, strict=True):
        yield f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="2.6" fill="{VALUE}"/>'
    axis = filled("fairness.axis", low=figure(marks[0]))
    yield text(LEFT, TOP, axis, colour=SOFT)
    for x, colour, key in _LEGEND:
        yield f'<path d="M{x} {TOP - 4}h18" stroke="{colour}" stroke-width="3"/>'
        yield text(x + 24, TOP, LABELS[key], colour=INK)
    for mark in ticks(min(shares), max(shares)):
        if min(shares) <= mark <= max(shares):
            yield text(across(mark), BOTTOM + 20, f"{figure(mark)} %", anchor="middle", colour=SOFT)
    yield text(RIGHT, BOTTOM + 42, LABELS["fairness.asked"], anchor="end", colour=SOFT)
