"""Paper that sheets are printed on: at 8 points or more, one page wide where one takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planner.rendering.table import Column

READABLE = 89  # per cent of 9 points: 8, the least that is printed
A4, A3 = 9, 8  # numbers of paper, as files hold them
_SIDE = 0.4  # inches of margin, left and right
_REPEATED = 1  # last column that pages side by side repeat


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper that sheets are printed on, one page wide."""

    number: int
    landscape: bool
    wide: float  # inches

    def fits(self, points: float) -> bool:
        """Return whether columns so wide print on it at 8 points or more."""
        return points * READABLE / 100 <= (self.wide - 2 * _SIDE) * 72


PAPERS = (Paper(A4, False, 8.27), Paper(A4, True, 11.69), Paper(A3, True, 16.54))
"""From the smallest on; what fits on none is printed on several pages of A4."""


def printed_points(columns: Iterable[Column]) -> float:
    """Return how wide columns are in points at full size: 7 pixels of 96 an inch a digit, and 5."""
    return sum(7 * column.width + 5 for column in columns) * 72 / 96


def set_up(
    page: Any, columns: Sequence[Column], *, landscape: bool = True, at_own_scale: bool = False
) -> None:
    """Set paper, scale and margins of a worksheet of these columns, upright unless `landscape`.

    What no paper takes stands on several pages of A4 side by side, which repeat the first two
    columns. `at_own_scale` leaves it to the caller where pages end.
    """
    wide = printed_points(columns)
    asked = [paper for paper in PAPERS if paper.landscape or not landscape]
    paper = next((paper for paper in asked if paper.fits(wide)), None)
    if at_own_scale or paper is None:
        paper = PAPERS[1]
        page.set_print_scale(READABLE)
        if not at_own_scale:
            page.repeat_columns(0, _REPEATED)
            page.print_across()
    else:
        page.fit_to_pages(1, 0)
    if paper.landscape:
        page.set_landscape()
    page.set_paper(paper.number)
    page.set_margins(left=_SIDE, right=_SIDE, top=0.5, bottom=0.7)
