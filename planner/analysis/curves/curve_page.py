"""The page of a sweep: its drawing, what is said of it, its tables, and the files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from planner.language.label import Label
from planner.rendering.html import in_each, render


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveTable:
    """A table of the page: the key of its title, its heads and its rows, in both languages."""

    title: str
    head: Sequence[str | Label]
    rows: Sequence[Sequence[str | Label]]


def curve_page(
    title: str,
    kind: str,
    drawing: str,
    notes: Iterable[Label],
    tables: Sequence[CurveTable],
    files: Sequence[str],
) -> str:
    """Return a page in the look of all pages that needs nothing else.

    `kind` is the key of what the sweep asks, `drawing` an SVG of ours or "", `files` lie beside
    the page under these names.
    """
    told: list[Any] = [in_each("both", note.text) for note in notes]
    return render(
        "curve.html",
        "both",
        title=title,
        kind=kind,
        drawing=drawing,
        notes=told,
        tables=[
            (table.title, _shown(table.head), [_shown(row) for row in table.rows])
            for table in tables
        ],
        files=files,
    )


def _shown(cells: Sequence[str | Label]) -> list[str]:
    return [cell if isinstance(cell, str) else in_each("both", cell.text) for cell in cells]
