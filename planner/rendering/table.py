"""Columns of a sheet, found by their names, and the addresses that formulas are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Self

HEAD = 3  # zero-based row of the headings; above them title, stamp and note
FIRST = HEAD + 1  # zero-based row of the first figures


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value it has now, for readers that do not recalculate."""

    text: str
    value: int | float | str


Cell = str | int | float | dt.date | Formula | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the label of its heading, its width in characters and how its cells look.

    `name` is what formulas call it; "": the same as its heading.
    """

    heading: str
    width: float
    style: str = "text"
    name: str = ""

    @property
    def called(self) -> str:
        """The name by which cells of the column are found."""
        return self.name or self.heading


@cache
def letters(column: int) -> str:
    """Return the letters of a zero-based column: 27 is AB."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def relative(column: int, row: int) -> str:
    """Return a cell address that moves with its formula, from zero: (0, 4) is A5."""
    return f"{letters(column)}{row + 1}"


def address(column: int, row: int) -> str:
    """Return an absolute cell address, from zero-based numbers: (0, 4) is $A$5."""
    return f"${letters(column)}${row + 1}"


def area(column: int, first: int, last: int) -> str:
    """Return an absolute range of one column, from zero-based rows."""
    return f"{address(column, first)}:{address(column, last)}"


def quoted(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


class Table(tuple[Column, ...]):
    """The columns of a table; rows count from zero.

    Whatever takes the name of a column raises ValueError for one that the table does not have.
    """

    def __new__(cls, *columns: Column) -> Self:
        """Return a table of columns, from left to right."""
        return super().__new__(cls, columns)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {c.called: place for place, c in reversed(list(enumerate(self)))}

    def place(self, name: str) -> int:
        """Return the place of the first column of a name, from zero."""
        if name not in self._places:
            raise ValueError(f"no column is called {name!r}")
        return self._places[name]

    @property
    def styles(self) -> list[str]:
        """How the cells of each column look."""
        return [column.style for column in self]

    @property
    def locked(self) -> list[str]:
        """The same for a row in which no price may be typed."""
        return ["price" if style == "input" else style for style in self.styles]

    def headed(self, headings: Mapping[str, str]) -> Table:
        """Return the table with other headings over some columns, which keep their names."""
        return Table(
            *(replace(c, heading=headings.get(c.called, c.heading), name=c.called) for c in self)
        )

    def row(self, cells: Mapping[str, Cell]) -> list[Cell]:
        """Return cells given by column in order; columns that are not named stay empty."""
        found: list[Cell] = [None] * len(self)
        for name, content in cells.items():
            found[self.place(name)] = content
        return found

    def at(self, name: str, row: int) -> str:
        """Return the absolute address of a column's cell."""
        return address(self.place(name), row)

    def area(self, name: str, first: int, last: int) -> str:
        """Return an absolute range of a column."""
        return area(self.place(name), first, last)

    def above(self, name: str, first: int, row: int) -> str:
        """Return the cells of a column from a fixed row down to the one above a row."""
        column = letters(self.place(name))
        return f"{column}${first + 1}:{column}{row}"

    def sum(self, name: str, first: int, last: int, value: float) -> Formula:
        """Return the live sum of a stretch of a column, and what it comes to."""
        return Formula(f"=SUM({self.area(name, first, last)})", value)

    def sums(self, values: Mapping[str, float], first: int, last: int) -> dict[str, Cell]:
        """Return the live sums of several columns over the same rows, by column."""
        return {name: self.sum(name, first, last, value) for name, value in values.items()}

    def live(self, text: str, row: int, value: float) -> Formula:
        """Return a formula over cells of a row: "={amount}*{price}" names columns in braces."""
        return Formula(text.format_map(_Row(self, row)), value)


class _Row(dict[str, str]):
    """The addresses of the cells of a row by column, those that are asked for."""

    def __init__(self, table: Table, row: int) -> None:
        self._table, self._row = table, row

    def __missing__(self, name: str) -> str:
        return relative(self._table.place(name), self._row)
