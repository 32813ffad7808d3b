"""Rows of a bid matched with those that were sent, by the number of the line, never by position.

Bidders sort tables, delete rows and insert their own. A row is found again by the number in its
first column, whatever row it stands in now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.findings import Finding
from inventory.values import shorten
from planner.bids.rules import ROW_MISSING, ROW_MOVED, ROW_TWICE
from planner.language.messages.findings import phrase
from planner.rendering.table import FIRST

_FIRST_ROW = FIRST + 1  # of a table, from 1


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Where the rows of one sheet stand in a bid; rows count from 1."""

    title: str = ""
    of_line: Mapping[int, int] = field(default_factory=dict)  # line number -> row in the bid
    place: Mapping[int, int] = field(default_factory=dict)  # row that was sent -> row in the bid
    missing: tuple[int, ...] = ()  # line numbers that no row has
    twice: tuple[int, ...] = ()  # line numbers that several rows have
    deleted: frozenset[int] = frozenset()  # rows that were sent and are not there

    @property
    def moved(self) -> tuple[int, ...]:
        """Numbers of lines that stand in another row than was sent."""
        placed = {row: sent for sent, row in self.place.items()}
        return tuple(n for n, row in sorted(self.of_line.items()) if placed.get(row, row) != row)

    @property
    def changed(self) -> bool:
        """Whether any row was moved, deleted or doubled."""
        return bool(self.missing or self.twice or self.moved)

    def row(self, sent: int) -> int | None:
        """Return the row of a bid that holds a row that was sent, None where it was deleted."""
        return self.place.get(sent, None if sent in self.deleted else sent)


def rows_of(ours: Any, theirs: Any) -> Rows:
    """Return where the rows of a sheet that was sent stand in the same sheet of a bid.

    A table begins below its headings and ends where the first column holds no whole number; what
    stands below it keeps its distance from the table's last row.
    """
    sent = _numbered(ours, stop=True)
    found: dict[int, list[int]] = defaultdict(list)
    for number, row in _numbered(theirs, stop=False):
        found[number].append(row)
    written = {row: number for number, rows in found.items() for row in rows}
    known = {number for number, _ in sent}
    place: dict[int, int] = {}
    of_line: dict[int, int] = {}
    missing, deleted = [], []
    for number, row in sent:
        here = found.get(number, [])
        if not here:
            missing.append(number)
            renumbered = row in written and written[row] not in known
            if not renumbered:
                deleted.append(row)
            continue
        best = row if row in here else here[0]
        of_line[number] = place[row] = best
    last = max((row for _, row in sent), default=_FIRST_ROW - 1)
    shift = max(place.values(), default=last) - last
    if shift and sent:
        place.update({row: row + shift for row in range(last + 1, ours.max_row + 1)})
    return Rows(
        title=theirs.title,
        of_line=of_line,
        place=place,
        missing=tuple(missing),
        twice=tuple(sorted(n for n, _ in sent if len(found.get(n, ())) > 1)),
        deleted=frozenset(deleted),
    )


def _numbered(sheet: Any, *, stop: bool) -> list[tuple[int, int]]:
    """Return numbers of lines with their rows, up to the first row without one if asked."""
    found = []
    held = sorted(row for row, column in sheet._cells if column == 1 and row >= _FIRST_ROW)
    for expected, row in enumerate(held, _FIRST_ROW):
        number = _whole(sheet._cells[row, 1].value)
        if number is not None and (row == expected or not stop):
            found.append((number, row))
        elif stop:
            break
    return found


def _whole(value: object) -> int | None:
    """Return a line number, also one that a program saved as a decimal or a text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isdecimal() and len(text) < 9 else None


def row_faults(rows: Rows, file: str) -> Iterator[Finding]:
    """Yield what happened to the rows of a sheet: deleted, doubled or moved."""
    for number in rows.missing:
        yield ROW_MISSING.finding(
            file,
            column=rows.title,
            found=phrase("no row of line {number}", number=number),
            expected=phrase("every line of the tender once"),
            todo=phrase("ask the bidder to fill in the file as it was sent"),
        )
    for number in rows.twice:
        yield ROW_TWICE.finding(
            file,
            rows.of_line[number],
            rows.title,
            found=phrase("line {number} in several rows", number=number),
            expected=phrase("every line of the tender once"),
            todo=phrase("ask the bidder which of them holds; the line is not counted"),
        )
    if rows.moved:
        numbers = ", ".join(map(str, rows.moved))
        found = phrase("lines {lines} in other rows", lines=shorten(numbers))
        expected = phrase("the order that was sent")
        todo = phrase("nothing; rows were matched by the number of the line")
        yield ROW_MOVED.finding(file, column=rows.title, found=found, expected=expected, todo=todo)
