"""Handover sheets as a workbook: one worksheet an aimag, one printed page a site.

The same content as the PDF, to be filled in at a computer: boxes to fill in are unlocked cells of
text, so that 00123 stays a serial number. The first worksheet lists every sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from planner.exports.handover_sheets import Arrival, Sheet, sheets_of
from planner.language.labels import label
from planner.language.said import said
from planner.rendering.optional_packages import library
from planner.rendering.paper import A4, READABLE
from planner.rendering.sheet_parts import plan_book
from planner.rendering.spreadsheet import Book, lines_of
from planner.rendering.table import Cell, Column

if TYPE_CHECKING:
    from pathlib import Path

    from planner.rendering.context import ExportContext

Span = tuple[int, int, Cell, str]  # first and last column, text or figure, style of the cell

# Six columns, narrow enough for a page of A4 where a wide font stands in for the usual one. They
# are not fitted to the page: spreadsheet programs then ignore where a site's page ends.
_WIDTHS = (16.0, 19.0, 13.0, 9.0, 15.0, 11.0)
_SCALE = READABLE  # per cent of 9 points: 8
_SIDE = (0, 5)  # first and last column
_UNSAFE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))  # not allowed in names of worksheets
_LONGEST_NAME = 31
_PICTURE = 78  # pixels: a little less than the last column is wide
_LINE = 12.5  # points, of one line at 9 points
_PIXELS = 4  # of one module of a QR code
_BOX = 17.0  # points, of a box to write in


def write(context: ExportContext, path: Path) -> None:
    """Write the sheets; equal plans give equal bytes.

    Raises SettingsError when Segno is not installed, OSError when the file cannot be written.
    """
    sheets = sheets_of(context)
    with plan_book(context, path, "title.handover_index") as book:
        groups = [(aimag, list(g)) for aimag, g in groupby(sheets, lambda s: s.site.aimag_name)]
        elsewhere = label("sheet.handover_elsewhere", context.language, " ")
        names = worksheet_names([aimag or elsewhere for aimag, _ in groups])
        _write_list(book, [(name, group) for name, (_, group) in zip(names, groups, strict=True)])
        for name, (_, group) in zip(names, groups, strict=True):
            _AimagPage(book, name).write(group)


def worksheet_names(names: Sequence[str]) -> list[str]:
    """Return names that worksheets may have, each once: cut, cleaned and numbered."""
    found: list[str] = []
    for name in names:
        clean = name.translate(_UNSAFE).strip()[:_LONGEST_NAME] or "–"
        number, one = 1, clean
        while one.casefold() in {f.casefold() for f in found}:
            number += 1
            one = f"{clean[: _LONGEST_NAME - 4]} {number}"
        found.append(one)
    return found


def _write_list(book: Book, groups: Sequence[tuple[str, Sequence[Sheet]]]) -> None:
    columns = (
        Column("site_id", 18),
        Column("site", 44, "wrap"),
        Column("aimag", 18),
        Column("soum", 18),
        Column("handover.devices", 14, "int"),
    )
    rows = sum(len(group) for _, group in groups)
    sheet = book.sheet("handover_index", "title.handover_index", columns, rows=rows)
    for _, group in groups:
        for one in group:
            site = one.site
            devices = sum(a.serials for a in one.arrivals)
            sheet.write([site.id, site.name, site.aimag_name, site.soum_name, devices])


class _AimagPage:
    """One worksheet, written site by site from top to bottom."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.row = book, 0
        self.page = book.file.add_worksheet(name)
        for place, width in enumerate(_WIDTHS):
            self.page.set_column(place, place, width)
        self.page.set_paper(A4)
        self.page.set_print_scale(_SCALE)
        self.page.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        self.page.center_horizontally()
        self.page.hide_gridlines(2)
        self.page.set_footer(book.footer())
        self.page.protect("", {"format_columns": True, "format_rows": True})

    def write(self, sheets: Sequence[Sheet]) -> None:
        """Write sheets, each on a page of its own."""
        breaks = []
        for sheet in sheets:
            if self.row:
                breaks.append(self.row)
            self._write_sheet(sheet)
        self.page.set_h_pagebreaks(breaks)
        self.page.print_area(0, 0, self.row - 1, len(_WIDTHS) - 1)

    def _write_sheet(self, sheet: Sheet) -> None:
        self._head(sheet)
        self._arrivals(sheet)
        self._departures(sheet)
        self._checks(sheet)
        self._signatures()
        self._serials([a for a in sheet.arrivals if a.serials])

    def _line(self, spans: Sequence[Span], look: str = "body", height: float = 0.0) -> None:
        """Write a row of cells, each over some columns, as high as its longest text."""
        lines = [
            lines_of(text, sum(_WIDTHS[first : last + 1]))
            for first, last, text, _ in spans
            if isinstance(text, str)
        ]
        self.page.set_row(self.row, max(height, _LINE * max(lines, default=1) + 2))
        for first, last, text, style in spans:
            if last > first:
                self.page.merge_range(
                    self.row, first, self.row, last, "", self.book.look(style, look)
                )
            self.book.put(self.page, self.row, first, text, style, look)
        self.row += 1

    def _block(self, key: str) -> None:
        self._line([(*_SIDE, self.book.word(key), "text")], "block", 16)

    def _headings(self, spans: Sequence[tuple[int, int, str]]) -> None:
        shown: list[Span] = [(a, b, self.book.word(k) if k else "", "wrap") for a, b, k in spans]
        self._line(shown, "head")

    # parts of a sheet

    def _head(self, sheet: Sheet) -> None:
        site = sheet.site
        self._line([(0, 4, self.book.word("title.handover"), "text")], "stamp")
        top = self.row - 1
        self._line([(0, 4, site.name or site.id, "wrap")], "title", 22)
        kind = self.book.word(f"kind.{site.kind.value}")
        self._line([(0, 4, f"{site.id} · {kind}", "text")], "strong")
        for key, text in sheet.facts:
            style = "wrap" if text else "input_text"
            self._line([(0, 1, self.book.word(key), "label"), (2, 4, text, style)], "plain")
        picture, modules = qr_png(sheet.code)
        scale = _PICTURE / (modules * _PIXELS)
        options = {"image_data": picture, "x_scale": scale, "y_scale": scale, "decorative": True}
        self.page.insert_image(top, 5, f"{site.id}.png", {**options, "object_position": 3})

    def _arrivals(self, sheet: Sheet) -> None:
        self._block("handover.arrives")
        if not sheet.arrivals:
            self._line([(*_SIDE, self.book.word("handover.nothing"), "wrap")])
            return
        heads = [(0, 0, "sku"), (1, 2, "item"), (3, 3, "quantity"), (4, 4, "handover.from")]
        self._headings([*heads, (5, 5, "handover.received")])
        for one in sheet.arrivals:
            self._units(one.sku, f"{one.name}, {one.unit}", one.quantity, one.origin)

    def _units(self, sku: str, name: str, quantity: int, where: str) -> None:
        what: list[Span] = [(0, 0, sku, "wrap"), (1, 2, name, "wrap"), (3, 3, quantity, "int")]
        self._line([*what, (4, 4, where, "wrap"), (5, 5, "", "input_text")])

    def _departures(self, sheet: Sheet) -> None:
        if not sheet.departures:
            return
        self._block("handover.leaves")
        heads = [(0, 0, "sku"), (1, 2, "item"), (3, 3, "quantity"), (4, 4, "handover.to")]
        self._headings([*heads, (5, 5, "handover.received")])
        for one in sheet.departures:
            self._units(one.sku, one.name, one.quantity, one.to)

    def _checks(self, sheet: Sheet) -> None:
        self._block("handover.test")
        heads = [(0, 2, "handover.measure"), (3, 3, "handover.expected")]
        self._headings([*heads, (4, 4, "handover.measured"), (5, 5, "handover.passed")])
        for check in sheet.checks:
            self._line(
                [
                    (0, 2, check.what, "wrap"),
                    (3, 3, check.expected, "wrap"),
                    (4, 4, "", "input_text"),
                    (5, 5, "", "input_text"),
                ],
                height=16,
            )

    def _signatures(self) -> None:
        self._block("handover.signatures")
        heads = [(0, 0, "handover.role"), (1, 2, "handover.person")]
        self._headings([*heads, (3, 4, "handover.signature"), (5, 5, "date")])
        for role in ("delivered_by", "received_by", "checked_by"):
            self._line(
                [
                    (0, 0, self.book.word(f"handover.{role}"), "wrap"),
                    (1, 2, "", "input_text"),
                    (3, 4, "", "input_text"),
                    (5, 5, "", "input_text"),
                ],
                height=20,
            )
        self._line([(0, 0, self.book.word("handover.notes"), "label"), (1, 5, "", "input_text")])

    def _serials(self, counted: Sequence[Arrival]) -> None:
        """Write a named box for each unit, six in a row: its name above, its number below."""
        if not counted:
            return
        self._block("handover.serials")
        names = [f"{a.sku} {a.first_serial + n}" for a in counted for n in range(a.serials)]
        for start in range(0, len(names), len(_WIDTHS)):
            part = names[start : start + len(_WIDTHS)]
            self._line([(n, n, name, "text") for n, name in enumerate(part)], "stamp")
            self._line([(n, n, "", "input_text") for n in range(len(part))], "box", _BOX)


def qr_png(code: str) -> tuple[BytesIO, int]:
    """Return a QR code as a picture and how many modules it is wide, its margin included.

    It is smaller than in the PDF, so that its modules have to be fewer for a telephone to read
    them: 15 % of it may be damaged. Raises SettingsError when Segno is not installed.
    """
    segno: Any = library("segno", "pdf", said("a QR code"))
    made, picture = segno.make_qr(code, error="m", boost_error=False), BytesIO()
    made.save(picture, kind="png", scale=_PIXELS, border=2)
    return picture, made.symbol_size(border=2)[0]
