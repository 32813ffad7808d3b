"""Spreadsheets as public bodies print them: one look, text that is never a formula, fixed bytes.

Rows are written in order and leave memory at once, so that a country of 20,000 sites fits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from planner.language.label import Language
from planner.language.labels import label
from planner.rendering import paper
from planner.rendering.csv_cells import opens_formula
from planner.rendering.looks import ALARM, BASE, HEIGHTS, LOOKS, MONEY, STYLES
from planner.rendering.table import FIRST, HEAD, Cell, Column, Formula, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_TEXT = 32_767  # characters that a cell holds
_LONGEST_FOOTER = 255  # characters that a file holds
HIGHEST_ROW = 409.0  # points; Excel takes no higher row
STATED = 4  # column of the first figure beside a statement
_OF_MONEY = frozenset({"money", "price", "input"})  # styles of cells that hold amounts
WIDTHS = {"font_name": "Arial", "font_size": 10}
"""The font whose digits columns are as wide as: as wide in Excel as in LibreOffice.

Programs without Excel's own font take a wider one for it, and pages fitted to the paper shrink.
"""
_CREATED = dt.datetime(2000, 1, 1)  # fixed: a clock would change the bytes of an equal plan


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


@lru_cache(maxsize=8192)
def lines_of(text: str, width: float, letter: float = 0.86) -> int:
    """Return on how many lines a text stands in a column, whose words go to the next line whole.

    `letter` is the width of a letter in units of column width: 0.86 at 9 points, where programs
    with wide fonts still show every line.
    """
    room = width / letter
    return sum(_lines_of_words(part, room) for part in text.split("\n"))


def _lines_of_words(text: str, room: float) -> int:
    """Return on how many lines of so many letters words stand; one that is longer is broken."""
    if len(text) <= room:
        return 1
    lines, used = 0, room  # the first word begins a line
    for word in text.split(" "):
        if used + 1 + len(word) <= room:
            used += 1 + len(word)
            continue
        more = max(1, ceil(len(word) / room))
        lines += more
        used = len(word) - (more - 1) * room
    return lines


class Sheet:
    """A sheet being written from top to bottom; `row` is the next free row, from zero."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column]) -> None:
        self.book = book
        self.columns = Table(*columns)
        self.name = name
        self.page = book.file.add_worksheet(self.name, book.page_kind)
        self.row = 0
        for place, column in enumerate(columns):
            self.page.set_column(place, place, column.width)

    def at(self, name: str, row: int) -> str:
        """Return a cell of a column as another sheet's formula names it."""
        return f"'{self.name}'!{self.columns.at(name, row)}"

    def add(self, cells: Mapping[str, Cell], look: str = "body", styles: Sequence[str] = ()) -> int:
        """Write a row of cells given by column and return its number; the others stay empty."""
        return self.write(self.columns.row(cells), look, styles)

    def allow(self, name: str, first: int, last: int, rule: Mapping[str, Any]) -> None:
        """Let the cells of a column take only what a rule of data validation says."""
        place = self.columns.place(name)
        self.page.data_validation(first, place, last, place, dict(rule))

    def alarm(
        self, places: tuple[int, int], rows: tuple[int, int], expected: int | float = 0
    ) -> None:
        """Colour cells of columns and rows, first to last, that are not what is expected."""
        rule = {"type": "cell", "criteria": "!=", "value": expected}
        rule["format"] = self.book.file.add_format(ALARM)
        self.page.conditional_format(rows[0], places[0], rows[1], places[1], rule)

    def write(self, cells: Sequence[Cell], look: str = "body", styles: Sequence[str] = ()) -> int:
        """Write a row and return its number; the styles are the columns' own unless given."""
        chosen = styles or self.columns.styles
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
        self.page.merge_range(self.row, 0, self.row, STATED - 1, "", self.book.look("text", look))
        self.book.put(self.page, self.row, 0, text, "text", look)
        for place, (cell, style) in enumerate(zip(cells, styles, strict=True), start=STATED):
            self.book.put(self.page, self.row, place, cell, style, look)
        self.row += 1
        return self.row - 1

    def write_line(self, text: str, look: str = "plain", style: str = "text") -> int:
        """Write one text at the left and return its row."""
        if look in HEIGHTS:
            self.page.set_row(self.row, HEIGHTS[look])
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
        texts = [self.book.word(key, "\n") if key else "" for key in found]
        heads = [f"{s}_head" if s.startswith("input") else s for s in self.columns.styles]
        return self.write(texts, "head", heads)

    def block(self, title: str, headings: Sequence[str]) -> None:
        """Leave a row free and open a further table on this sheet."""
        self.row += 1
        self.write_line(self.book.word(title), "block")
        if headings:
            self.headings(headings)

    def no_rows(self) -> None:
        """Say that a table has no rows."""
        self.write_line(self.book.word("no_rows"), "stamp")


class Book:
    """A workbook in one look; `close` is called by `open_book`."""

    def __init__(
        self,
        file: BytesIO,
        stamp: Stamp,
        *,
        title: str,
        language: Language,
        money_unit: int = 1,
        currency: str = "",
    ) -> None:
        import xlsxwriter

        from planner.rendering.formula_page import FormulaPage

        self.stamp = stamp
        self.language = language
        self.money_unit = money_unit
        self.minor_digits = digits_of(currency)
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(WIDTHS),  # the library changes what it is given
        }
        self.file = xlsxwriter.Workbook(file, options)
        self.page_kind = FormulaPage
        self.file.set_properties(
            {"title": title, "subject": stamp.text(), "created": _CREATED, "comments": ""}
        )
        self.file.set_calc_mode("auto")
        self._looks: dict[tuple[str, str, bool], Any] = {}

    def word(self, key: str, between: str = " · ") -> str:
        """Return a word of ours, in both languages where both are asked for."""
        return label(key, self.language, between)

    def sheet_name(self, key: str) -> str:
        """Return the name of a sheet, in both languages where both are asked for."""
        return self.word(f"sheet.{key}", " ")

    def elsewhere(self, key: str, cells: str) -> str:
        """Return cells of a sheet as another sheet's formula names them."""
        return f"'{self.sheet_name(key)}'!{cells}"

    def sheet(
        self,
        key: str,
        title: str,
        columns: Sequence[Column],
        *,
        note: str = "",
        rows: int | None = None,
        landscape: bool = True,
        at_own_scale: bool = False,
        called: str = "",
    ) -> Sheet:
        """Open a sheet with title, stamp and note; with `rows`, headings and a filter over them.

        It is `called` so, or by the word of its key. It prints one page wide, at 8 points or more,
        on the smallest paper that takes it; `at_own_scale` on A4 at 8, cut where its writer says.
        """
        made = Sheet(self, called or self.sheet_name(key), columns)
        made.write_line(self.word(title), "title")
        made.write_line(self.stamp.text(), "stamp")
        made.write_line(note, "stamp")
        if rows is not None:
            made.headings()
            made.page.freeze_panes(FIRST, min(3, len(columns) - 1))
            made.page.autofilter(HEAD, 0, HEAD + max(rows, 1), len(columns) - 1)
            made.page.repeat_rows(0, HEAD)
        else:
            made.page.repeat_rows(0, 1)
        self._set_up_page(made, landscape, at_own_scale)
        return made

    def _set_up_page(self, sheet: Sheet, landscape: bool, at_own_scale: bool) -> None:
        page = sheet.page
        paper.set_up(page, sheet.columns, landscape=landscape, at_own_scale=at_own_scale)
        page.hide_gridlines(2)
        page.set_footer(self.footer())
        allowed = ("autofilter", "sort", "format_columns", "format_rows")
        page.protect("", dict.fromkeys(allowed, True))

    def footer(self) -> str:
        """Return the footer of every page: names, fingerprint and number of the page."""
        s = self.stamp
        left = " · ".join(p[:40] for p in (s.project, s.scenario, s.plan_id) if p)
        page = self.word("page")
        # The blank after a font size keeps a following digit out of it. The fingerprint is the
        # second line of the names: in a part of its own it runs into them where paper is narrow.
        rest = f"\n{s.fingerprint.replace('&', '&&')}&R&8 {page} &P / &N"
        while len(left) + left.count("&") > _LONGEST_FOOTER - len(rest) - len("&L&8 "):
            left = left[:-1]
        return f"&L&8 {left.replace('&', '&&')}{rest}"

    def amount(self, amount_minor: int) -> str:
        """Return an amount as a formula writes it, in units of the currency."""
        return f"{Decimal(amount_minor).scaleb(-self.minor_digits):f}"

    def exact(self, terms: str) -> str:
        """Return a formula of a difference of amounts: decimals are added up with tiny errors."""
        return f"=ROUND({terms},{self.minor_digits})" if self.minor_digits else f"={terms}"

    def define(self, name: str, at: str) -> None:
        """Give a cell a name of the whole workbook."""
        self.file.define_name(name, f"={at}")

    def put(self, page: Any, row: int, column: int, cell: Cell, style: str, look: str) -> None:
        """Write one cell; a text stays a text whatever it begins with."""
        risky = isinstance(cell, str) and opens_formula(cell)
        chosen = self._looks.get((style, look, risky)) or self.look(style, look, risky)
        if cell is None:
            page.write_blank(row, column, None, chosen)
        elif isinstance(cell, str):
            page.write_string(row, column, cell[:LONGEST_TEXT], chosen)
        elif isinstance(cell, int | float):
            page.write_number(row, column, self._in_units(cell, style), chosen)
        elif isinstance(cell, Formula):
            value = self._in_units(cell.value, style)
            page.write_formula(row, column, cell.text, chosen, value)
        else:
            page.write_datetime(row, column, cell, chosen)

    def _in_units(self, value: Any, style: str) -> Any:
        """Return an amount in units of the currency: cells hold what people type and read."""
        if not self.minor_digits or style not in _OF_MONEY or not isinstance(value, int):
            return value
        return float(Decimal(value).scaleb(-self.minor_digits))

    def look(self, style: str, look: str, risky: bool = False) -> Any:
        """Return the format of a kind of cell in a kind of row; KeyError for unknown ones."""
        key = (style, look, risky)
        if key not in self._looks:
            properties = {**BASE, **self._style(style), **LOOKS[look]}
            if style.startswith("input") and style.endswith("_head"):
                properties["bg_color"] = "#8A6D00"
            if risky:
                properties["quote_prefix"] = True
            self._looks[key] = self.file.add_format(properties)
        return self._looks[key]

    def _style(self, style: str) -> dict[str, Any]:
        if style == "money" and (self.money_unit != 1 or not self.minor_digits):
            return {"num_format": MONEY[self.money_unit], "align": "right", "indent": 1}
        if style in _OF_MONEY and self.minor_digits:
            plain = f"#,##0.{'0' * self.minor_digits}"
            shown = f"{plain};[Red]-{plain}" if style == "money" else plain
            return {**STYLES["price" if style == "money" else style], "num_format": shown}
        return STYLES[style]


@contextmanager
def open_book(
    path: Path,
    stamp: Stamp,
    *,
    title: str,
    language: Language,
    money_unit: int = 1,
    currency: str = "",
) -> Iterator[Book]:
    """Open a workbook and write it out at the end; raises OSError when the disk refuses."""
    whole = BytesIO()
    book = Book(
        whole, stamp, title=title, language=language, money_unit=money_unit, currency=currency
    )
    try:
        yield book
    except BaseException:
        with suppress(Exception):
            book.file.close()  # which removes its temporary files
        raise
    book.file.close()
    path.write_bytes(whole.getvalue())
