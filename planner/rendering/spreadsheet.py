"""Spreadsheets as public bodies print them: one look, text that is never a formula, fixed bytes.

Rows are written in order and leave memory at once, so that a country of 20,000 sites fits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from planner.language.label import Language
from planner.language.labels import label
from planner.rendering.csv_cells import opens_formula

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 3  # zero-based row of the headings; above them title, stamp and note
FIRST = HEAD + 1  # zero-based row of the first figures
LONGEST_TEXT = 32_767  # characters that a cell holds
_LONGEST_FOOTER = 255  # characters that a file holds
HIGHEST_ROW = 409.0  # points; Excel takes no higher row
_CREATED = dt.datetime(2000, 1, 1)  # fixed: a clock would change the bytes of an equal plan
_DARK, _PALE, _LINE, _INPUT = "#1F3A4D", "#E8EEF2", "#C9D3DA", "#FFF4C2"


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value it has now, for readers that do not recalculate."""

    text: str
    value: int | float | str


Cell = str | int | float | dt.date | Formula | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the label of its heading, its width in characters and how its cells look."""

    heading: str
    width: float
    style: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What every sheet and printed page carries, so that a loose page finds its plan."""

    project: str
    scenario: str
    plan_id: str
    fingerprint: str

    def text(self) -> str:
        """Return the stamp on one line."""
        parts = (self.project, self.scenario, self.plan_id, self.fingerprint)
        return " · ".join(p for p in parts if p)


def address(column: int, row: int) -> str:
    """Return an absolute cell address, from zero-based numbers: (0, 4) is $A$5."""
    return f"${letters(column)}${row + 1}"


def area(column: int, first: int, last: int) -> str:
    """Return an absolute range of one column, from zero-based rows."""
    return f"{address(column, first)}:{address(column, last)}"


def letters(column: int) -> str:
    """Return the letters of a zero-based column: 27 is AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def quoted(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def lines_of(text: str, width: float, letter: float = 0.86) -> int:
    """Return on how many lines a text stands in a column.

    `letter` is the width of a letter in units of column width: 0.86 at 9 points, where programs
    with wide fonts still show every line.
    """
    return sum(max(1, ceil(len(part) * letter / width)) for part in text.split("\n"))


class Sheet:
    """A sheet being written from top to bottom; `row` is the next free row, from zero."""

    def __init__(self, book: Book, key: str, columns: Sequence[Column]) -> None:
        self.book = book
        self.columns = tuple(columns)
        self.name = book.sheet_name(key)
        self.page = book.file.add_worksheet(self.name)
        self.row = 0
        for place, column in enumerate(columns):
            self.page.set_column(place, place, column.width)

    def at(self, column: int, row: int) -> str:
        """Return a cell of this sheet as another sheet's formula names it."""
        return f"'{self.name}'!{address(column, row)}"

    def write(self, cells: Sequence[Cell], look: str = "body", styles: Sequence[str] = ()) -> int:
        """Write a row and return its number; the styles are the columns' own unless given."""
        chosen = styles or [column.style for column in self.columns]
        self._fit(cells, chosen, look)
        for place, cell in enumerate(cells):
            self.book.put(self.page, self.row, place, cell, chosen[place], look)
        self.row += 1
        return self.row - 1

    def _fit(self, cells: Sequence[Cell], styles: Sequence[str], look: str) -> None:
        """Make the row as high as its longest wrapped text; not every program does so itself."""
        wrapped = [
            lines_of(cell, column.width, 0.98 if look in ("head", "total") else 0.86)
            for cell, column, style in zip(cells, self.columns, styles, strict=False)
            if isinstance(cell, str) and (look == "head" or style in ("wrap", "wrap_in", "label"))
        ]
        lines = max(wrapped, default=1)
        if lines > 1 or look == "head":
            height = 12.5 * lines + (6 if look == "head" else 2)
            self.page.set_row(self.row, min(height, HIGHEST_ROW))

    def write_pair(self, name: str, text: str) -> int:
        """Write a name and a text over all columns beside it, and return the row."""
        last, chosen = len(self.columns) - 1, self.book.look("wrap", "body")
        width = sum(column.width for column in self.columns[1:])
        lines = max(lines_of(name, self.columns[0].width), lines_of(text, width))
        self.page.set_row(self.row, 12.5 * lines + 2)
        self.book.put(self.page, self.row, 0, name, "label", "body")
        if last > 1:
            self.page.merge_range(self.row, 1, self.row, last, "", chosen)
        self.book.put(self.page, self.row, 1, text, "wrap", "body")
        self.row += 1
        return self.row - 1

    def write_statement(
        self, text: str, cells: Sequence[Cell], styles: Sequence[str], look: str = "body"
    ) -> int:
        """Write a text over the first four columns and figures beside it; return the row."""
        self.page.merge_range(self.row, 0, self.row, 3, "", self.book.look("text", look))
        self.book.put(self.page, self.row, 0, text, "text", look)
        for place, (cell, style) in enumerate(zip(cells, styles, strict=True), start=4):
            self.book.put(self.page, self.row, place, cell, style, look)
        self.row += 1
        return self.row - 1

    def write_line(self, text: str, look: str = "plain", style: str = "text") -> int:
        """Write one text at the left and return its row."""
        if look in _HEIGHTS:
            self.page.set_row(self.row, _HEIGHTS[look])
        self.book.put(self.page, self.row, 0, text, style, look)
        self.row += 1
        return self.row - 1

    def write_wrapped(self, text: str, look: str = "plain") -> int:
        """Write a text over the whole width, on as many lines as it needs."""
        width = sum(column.width for column in self.columns)
        self.page.set_row(
            self.row, 15 * lines_of(text, width, 1.1 if look == "strong" else 0.9) + 2
        )
        chosen = self.book.look("wrap", look)
        last = len(self.columns) - 1
        self.page.merge_range(self.row, 0, self.row, last, "", chosen)
        self.page.write_string(self.row, 0, text[:LONGEST_TEXT], chosen)
        self.row += 1
        return self.row - 1

    def headings(self, keys: Sequence[str] | None = None) -> int:
        """Write headings, those of the columns unless others are given, and return their row."""
        found = [column.heading for column in self.columns] if keys is None else keys
        texts = [label(key, self.book.language, "\n") if key else "" for key in found]
        styles = [column.style for column in self.columns]
        heads = [f"{s}_head" if s.startswith("input") else s for s in styles]
        return self.write(texts, "head", heads)

    def block(self, title: str, headings: Sequence[str]) -> None:
        """Leave a row free and open a further table on this sheet."""
        self.row += 1
        self.write_line(label(title, self.book.language), "block")
        if headings:
            self.headings(headings)


class Book:
    """A workbook in one look; `close` is called by `open_book`."""

    def __init__(
        self, file: BytesIO, stamp: Stamp, *, title: str, language: Language, money_unit: int = 1
    ) -> None:
        import xlsxwriter

        self.stamp = stamp
        self.language = language
        self.money_unit = money_unit
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(file, options)
        self.file.set_properties(
            {"title": title, "subject": stamp.text(), "created": _CREATED, "comments": ""}
        )
        self.file.set_calc_mode("auto")
        self._looks: dict[tuple[str, str, bool], Any] = {}

    def sheet_name(self, key: str) -> str:
        """Return the name of a sheet, in both languages where both are asked for."""
        return label(f"sheet.{key}", self.language, " ")

    def sheet(
        self,
        key: str,
        title: str,
        columns: Sequence[Column],
        *,
        note: str = "",
        rows: int | None = None,
        landscape: bool = True,
    ) -> Sheet:
        """Open a sheet with title, stamp and note; with `rows`, headings and a filter over them."""
        made = Sheet(self, key, columns)
        made.write_line(label(title, self.language), "title")
        made.write_line(self.stamp.text(), "stamp")
        made.write_line(note, "stamp")
        if rows is not None:
            made.headings()
            made.page.freeze_panes(FIRST, min(3, len(columns) - 1))
            made.page.autofilter(HEAD, 0, HEAD + max(rows, 1), len(columns) - 1)
            made.page.repeat_rows(0, HEAD)
        else:
            made.page.repeat_rows(0, 1)
        self._set_up_page(made.page, landscape)
        return made

    def _set_up_page(self, page: Any, landscape: bool) -> None:
        if landscape:
            page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        page.hide_gridlines(2)
        page.set_footer(self.footer())
        allowed = ("autofilter", "sort", "format_columns", "format_rows")
        page.protect("", dict.fromkeys(allowed, True))

    def footer(self) -> str:
        """Return the footer of every page: names, fingerprint and number of the page."""
        s = self.stamp
        left = " · ".join(p[:40] for p in (s.project, s.scenario, s.plan_id) if p)
        page = label("page", self.language)
        # The blank after a font size keeps a following digit out of it. The fingerprint has a line
        # of its own, below the others: it is too long to stand between them.
        rest = f"&C&8 \n{s.fingerprint.replace('&', '&&')}&R&8 {page} &P / &N"
        while len(left) + left.count("&") > _LONGEST_FOOTER - len(rest) - len("&L&8 "):
            left = left[:-1]
        return f"&L&8 {left.replace('&', '&&')}{rest}"

    def define(self, name: str, at: str) -> None:
        """Give a cell a name of the whole workbook."""
        self.file.define_name(name, f"={at}")

    def put(self, page: Any, row: int, column: int, cell: Cell, style: str, look: str) -> None:
        """Write one cell; a text stays a text whatever it begins with."""
        chosen = self.look(style, look, isinstance(cell, str) and opens_formula(cell))
        if isinstance(cell, Formula):
            page.write_formula(row, column, cell.text, chosen, cell.value)
        elif isinstance(cell, str):
            page.write_string(row, column, cell[:LONGEST_TEXT], chosen)
        elif isinstance(cell, dt.date):
            page.write_datetime(row, column, cell, chosen)
        elif cell is None:
            page.write_blank(row, column, None, chosen)
        else:
            page.write_number(row, column, cell, chosen)

    def look(self, style: str, look: str, risky: bool = False) -> Any:
        """Return the format of a kind of cell in a kind of row; KeyError for unknown ones."""
        key = (style, look, risky)
        if key not in self._looks:
            properties = {**_BASE, **self._style(style), **_LOOKS[look]}
            if style.startswith("input") and style.endswith("_head"):
                properties["bg_color"] = "#8A6D00"
            if risky:
                properties["quote_prefix"] = True
            self._looks[key] = self.file.add_format(properties)
        return self._looks[key]

    def _style(self, style: str) -> dict[str, Any]:
        if style == "money":
            return {"num_format": _MONEY[self.money_unit], "align": "right", "indent": 1}
        return _STYLES[style]


@contextmanager
def open_book(
    path: Path, stamp: Stamp, *, title: str, language: Language, money_unit: int = 1
) -> Iterator[Book]:
    """Open a workbook and write it out at the end; raises OSError when the disk refuses."""
    whole = BytesIO()
    book = Book(whole, stamp, title=title, language=language, money_unit=money_unit)
    try:
        yield book
    except BaseException:
        with suppress(Exception):
            book.file.close()  # which removes its temporary files
        raise
    book.file.close()
    path.write_bytes(whole.getvalue())


_BASE: dict[str, Any] = {"font_name": "Arial", "font_size": 9, "valign": "top"}
_MONEY = {
    1: "#,##0;[Red]-#,##0",
    1000: "#,##0.0,;[Red]-#,##0.0,",
    1000000: "#,##0.00,,;[Red]-#,##0.00,,",
}
_DATE = 'yyyy"."mm"."dd'  # as Mongolian documents write a day
_STYLES: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "wrap": {"num_format": "@", "text_wrap": True},
    "wrap_in": {
        "num_format": "@",
        "text_wrap": True,
        "align": "left",
        "indent": 1,
    },  # beside a number
    "general": {"align": "right", "indent": 1},
    "line": {"num_format": "0", "align": "center"},
    "int": {"num_format": "#,##0", "align": "right", "indent": 1},
    "year": {"num_format": "0", "align": "right", "indent": 1},
    "price": {"num_format": "#,##0", "align": "right", "indent": 1},
    "decimal": {"num_format": "#,##0.0##", "align": "right", "indent": 1},
    "degrees": {"num_format": "0.00000", "align": "right", "indent": 1},
    "percent": {"num_format": "0.0%", "align": "right", "indent": 1},
    "difference": {
        "num_format": "#,##0;[Red]-#,##0;0",
        "align": "right",
        "indent": 1,
        "font_color": "#5B6B76",
    },
    "input": {
        "num_format": "#,##0",
        "align": "right",
        "indent": 1,
        "bg_color": _INPUT,
        "locked": False,
    },
    "input_text": {"num_format": "@", "text_wrap": True, "bg_color": _INPUT, "locked": False},
    "input_date": {"num_format": _DATE, "align": "center", "bg_color": _INPUT, "locked": False},
    "date": {"num_format": _DATE, "align": "center"},
    "input_head": {"align": "right", "indent": 1},
    "input_text_head": {},
    "input_date_head": {"align": "center"},
    "label": {"num_format": "@", "text_wrap": True, "font_color": "#5B6B76"},
}
_HEIGHTS = {"title": 24, "block": 18}
_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "body": {"bottom": 1, "bottom_color": _LINE},
    "box": {"border": 1, "border_color": _LINE},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": _DARK,
        "text_wrap": True,
        "valign": "vcenter",
        "num_format": "@",
    },
    "section": {"bold": True, "bg_color": _PALE},
    "total": {"bold": True, "bg_color": _PALE, "top": 1, "top_color": _DARK},
    "title": {"bold": True, "font_size": 14, "font_color": _DARK},
    "block": {"bold": True, "font_size": 11, "font_color": _DARK},
    "stamp": {"font_size": 8, "font_color": "#5B6B76"},
    "strong": {"bold": True, "font_size": 11, "bg_color": _PALE},
}
