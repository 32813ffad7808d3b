"""What readers hand on: rows of cells as they stand in a file, before any meaning is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from inventory.findings import Finding
from inventory.values import Cell, cell_text

Recognise: TypeAlias = Callable[[str], bool]
"""Tells whether a header is one the table knows; readers use it to find the header row."""


_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: its number as a spreadsheet shows it (from 1), its cells, its geometry if any."""

    number: int
    cells: Sequence[Cell]
    geometry: Any = None
    carried: frozenset[int] = _NONE  # cells that a merged cell of an earlier row fills
    is_across: bool = False  # its first filled cell is merged over columns, as titles are

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(is_filled(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet or text table: every row, the header somewhere among the first."""

    rows: Sequence[RawRow]
    is_text: bool  # cells came without types, so short rows mean a cut line
    findings: list[Finding] = field(default_factory=list)
    sheet: str | None = None  # its name, of a workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A table with its header found; headers are "" for columns without one."""

    headers: tuple[str, ...]
    rows: Sequence[RawRow]
    findings: list[Finding]
    header_row: int | None = None
    has_geometry: bool = False
    sheet: str | None = None  # its name, of a workbook


def is_filled(cell: Cell) -> bool:
    """Return whether a cell holds anything but blanks."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def header_text(cell: Cell) -> str:
    """Return a header as written, on one line."""
    return " ".join(cell_text(cell).split()).strip("\ufeff")
