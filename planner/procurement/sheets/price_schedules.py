"""The price schedules that bidders fill in: one for everything, or three by the origin of goods.

The three are those of the World Bank's standard documents for goods: to be imported (CIP), already
imported (duties stated apart) and made in the purchaser's country (EXW). A line is priced in one of
them; delivery is a related service with a schedule of its own. Sales taxes and the local share are
stated beside the total, never in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from planner.procurement.sheets.base import TenderSheets
from planner.procurement.tender import TenderLine
from planner.rendering.spreadsheet import Book, Sheet
from planner.rendering.table import FIRST, Cell, Column, Formula, Table

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier

LARGEST_PRICE = 10**15  # what a cell of a price schedule takes, in whole units of the currency
ASKED = Table(  # how each schedule begins: what is asked for, and what one price is for
    Column("number", 5, "line"),
    Column("description", 30, "wrap"),
    Column("quantity", 10, "int"),
    Column("unit_code", 11, "wrap_in"),
    Column("packs", 10, "wrap_in"),
    Column("price_for", 15, "wrap_in"),
)
_MAKE = (Column("country_of_origin", 13, "input_text"), Column("make_offered", 17, "input_text"))
_DATE = Column("delivery_latest", 11, "date")
_TRANSPORT = Column("bid_transport", 15, "input")
_TOTAL = Column("line_total", 17, "money")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSchedule:
    """One sheet of prices: its columns, and which of them make up the total of a line."""

    key: str  # of the sheet
    columns: Table
    price: str  # heading of the price of one unit
    duty: str | None = None  # heading of what is taken off that price, per unit
    net: str | None = None  # heading of the difference
    amount: str | None = None  # heading of quantity times price, where the form shows it
    beside: tuple[str, ...] = ()  # amounts of a line that are stated, but in no total
    share: str | None = None  # heading of a percentage that is stated
    takes: Literal["all", "goods", "services"] = "all"  # which lines are priced in it

    def place(self, heading: str) -> int:
        """Return the place of a column from 0; raises ValueError when there is none."""
        return self.columns.place(heading)

    def lines(self, asked: Sequence[TenderLine]) -> tuple[TenderLine, ...]:
        """Return the lines that have a row in it, from the first row down."""
        if self.takes == "all":
            return tuple(asked)
        services = self.takes == "services"
        return tuple(line for line in asked if line.is_service == services)

    @property
    def has_transport(self) -> bool:
        """Whether it has a column for the inland transport of a line."""
        return _TRANSPORT in self.columns

    @property
    def inputs(self) -> tuple[int, ...]:
        """Places of the cells for numbers."""
        return tuple(n for n, style in enumerate(self.columns.styles) if style == "input")


ONE = PriceSchedule(
    key="tender_prices",
    columns=Table(*ASKED, *_MAKE, Column("bid_price", 15, "input"), _TRANSPORT, _TOTAL),
    price="bid_price",
)
"""The schedule of most tenders of goods: one price for each line, wherever they come from."""

WORK = PriceSchedule(
    key="tender_prices",
    columns=Table(*ASKED, Column("bid_price", 15, "input"), _TOTAL),
    price="bid_price",
)
"""The schedule of works, installation and services: they have no origin, model or transport."""

BY_ORIGIN = (
    PriceSchedule(
        key="tender_price_import",
        columns=Table(
            *ASKED,
            *_MAKE,
            _DATE,
            Column("price_cip", 16, "input"),
            Column("amount_cip", 17, "money"),
            _TRANSPORT,
            _TOTAL,
        ),
        price="price_cip",
        amount="amount_cip",
        takes="goods",
    ),
    PriceSchedule(
        key="tender_price_imported",
        columns=Table(
            *ASKED,
            *_MAKE,
            _DATE,
            Column("price_with_duty", 15, "input"),
            Column("duty_paid", 15, "input"),
            Column("price_net", 15, "money"),
            Column("amount_net", 17, "money"),
            _TRANSPORT,
            Column("sales_taxes", 15, "input"),
            _TOTAL,
        ),
        price="price_with_duty",
        duty="duty_paid",
        net="price_net",
        amount="amount_net",
        beside=("sales_taxes",),
        takes="goods",
    ),
    PriceSchedule(
        key="tender_price_local",
        columns=Table(
            *ASKED,
            _MAKE[1],
            _DATE,
            Column("price_exw", 16, "input"),
            Column("amount_exw", 17, "money"),
            _TRANSPORT,
            Column("local_share", 13, "input"),
            Column("sales_taxes", 15, "input"),
            _TOTAL,
        ),
        price="price_exw",
        amount="amount_exw",
        beside=("sales_taxes",),
        share="local_share",
        takes="goods",
    ),
)
"""The three schedules for goods: to be imported, already imported, made in the country."""

SERVICES = PriceSchedule(
    key="tender_price_services",
    columns=Table(*ASKED, _DATE, Column("bid_price", 15, "input"), _TOTAL),
    price="bid_price",
    takes="services",
)
"""The schedule of services beside those for goods: delivery and installation have no origin."""

SCHEDULES = (ONE, WORK, *BY_ORIGIN, SERVICES)
SUMMARY_KEY = "tender_price_sum"
SUMMARY = Table(
    *ASKED[:4],
    Column("schedules_priced", 22, "int"),
    Column("line_total", 20, "money"),
)
TRANSPORT = _TRANSPORT.heading


def single(category: str) -> PriceSchedule:
    """Return the one schedule of a tender of a category that is not priced by origin."""
    return ONE if category == "goods" else WORK


def schedules_of(dossier: Dossier) -> tuple[PriceSchedule, ...]:
    """Return the price schedules of a tender: three where its rulebook asks for them.

    Delivery and installation lines then have a fourth.
    """
    if not dossier.by_origin:
        return (single(dossier.package.category),)
    bought = [line for line in dossier.tender.lines if line.quantity]
    return (*BY_ORIGIN, SERVICES) if SERVICES.lines(bought) else BY_ORIGIN


def write_prices(sheets: TenderSheets) -> None:
    """Write the price schedules of a tender, and their summary where there are several."""
    schedules = schedules_of(sheets.dossier)
    for schedule in schedules:
        _write_schedule(sheets, schedule)
    if sheets.dossier.by_origin:
        _write_summary(sheets, schedules)


def _write_schedule(sheets: TenderSheets, schedule: PriceSchedule) -> None:
    """Write a price schedule for its lines; totals are live, cells to fill in yellow.

    A line that delivery lines bring whole has no cell for its transport.
    """
    lines, columns = schedule.lines(sheets.lines), schedule.columns
    title = f"title.{schedule.key}"
    note = sheets.prices_in
    sheet = sheets.book.sheet(schedule.key, title, columns, note=note, rows=len(lines))
    for line in lines:
        offered = _offer_cells(schedule, sheet.row, sheets.dossier.days.latest)
        locked = None if line.asks_transport else _TRANSPORT
        styles = ["money" if column == locked else column.style for column in columns]
        sheet.write([*sheets.asked(line), *offered], styles=styles)
    last = FIRST + max(len(lines), 1) - 1
    summed = (schedule.amount, *schedule.beside, "line_total")
    key = "bid_total" if schedule in (ONE, WORK) else "schedule_sum"
    _write_sums(sheet, last, [name for name in summed if name is not None], key)
    for place in schedule.inputs:  # numbers from 0 alone, percentages up to 100
        heading = columns[place].heading
        sheet.allow(heading, FIRST, last, _number_rule(sheet.book, heading == schedule.share))


def _offer_cells(schedule: PriceSchedule, row: int, latest: dt.date) -> list[Cell]:
    """Return the cells of a row that follow what is asked for."""
    formulas = _formulas(schedule, row)
    return [
        formulas.get(column.heading, latest if column == _DATE else None)
        for column in schedule.columns[len(ASKED) :]
    ]


def _number(heading: str) -> str:
    """Return a figure of a row, nothing for a cell that holds no number."""
    return f"IF(ISNUMBER({{{heading}}}),{{{heading}}},0)"


def _formulas(schedule: PriceSchedule, row: int) -> dict[str, Formula]:
    """Return the formulas of a row by heading."""
    found: dict[str, str] = {}
    unit = _number(schedule.price)
    if schedule.duty is not None and schedule.net is not None:
        found[schedule.net] = f"={unit}-{_number(schedule.duty)}"
        unit = f"{{{schedule.net}}}"
    amount = f"{{quantity}}*{unit}"
    if schedule.amount is not None:
        found[schedule.amount] = f"={amount}"
        amount = f"{{{schedule.amount}}}"
    transport = f"+{_number(TRANSPORT)}" if schedule.has_transport else ""
    found["line_total"] = f"={amount}{transport}"
    return {name: schedule.columns.live(text, row, 0) for name, text in found.items()}


def _write_sums(sheet: Sheet, last: int, summed: Sequence[str], key: str) -> None:
    table = sheet.columns
    styles = [
        "money" if c.called in summed else "text" if c.style.startswith("input") else c.style
        for c in table
    ]
    sums = table.sums(dict.fromkeys(summed, 0), FIRST, last)
    sheet.row = last + 1
    sheet.add({"description": sheet.book.word(key), **sums}, "total", styles)


def _number_rule(book: Book, share: bool) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100 if share else LARGEST_PRICE,
        "error_type": "stop",
        "error_message": book.word("tender.how.2")[:255],
    }


def _write_summary(sheets: TenderSheets, schedules: Sequence[PriceSchedule]) -> None:
    """Write in how many schedules each line is priced, which has to be one, and its total."""
    book, lines = sheets.book, sheets.lines
    places = [(s, {li.number: n for n, li in enumerate(s.lines(lines), FIRST)}) for s in schedules]
    title, note = f"title.{SUMMARY_KEY}", sheets.prices_in
    sheet = book.sheet(SUMMARY_KEY, title, SUMMARY, note=note, rows=len(lines))
    for line in lines:
        found = [(s, rows[line.number]) for s, rows in places if line.number in rows]
        count = ",".join(book.elsewhere(s.key, s.columns.at(s.price, row)) for s, row in found)
        total = "+".join(book.elsewhere(s.key, s.columns.at("line_total", row)) for s, row in found)
        figures = [Formula(f"=COUNT({count})", 0), Formula(f"={total}", 0)]
        sheet.write([*sheets.asked(line)[: len(SUMMARY) - 2], *figures])
    _write_sums(sheet, sheets.last_line, ["line_total"], "bid_total")
    priced = SUMMARY.place("schedules_priced")
    sheet.alarm((priced, priced), (FIRST, sheets.last_line), expected=1)


def total_of(book: Book, dossier: Dossier, last: int) -> str:
    """Return where the total of a bid stands, below the last line."""
    if dossier.by_origin:
        return book.elsewhere(SUMMARY_KEY, SUMMARY.at("line_total", last + 1))
    form = single(dossier.package.category)
    return book.elsewhere(form.key, form.columns.at("line_total", last + 1))


def counting(book: Book, dossier: Dossier, last: int) -> tuple[str, str | None]:
    """Return formulas for the lines without a price, and those priced twice where that can be."""
    if dossier.by_origin:
        cells = book.elsewhere(SUMMARY_KEY, SUMMARY.area("schedules_priced", FIRST, last))
        none = f"COUNTIF({cells},0)"
        return f"={none}", f"=ROWS({cells})-{none}-COUNTIF({cells},1)"
    form = single(dossier.package.category)
    cells = book.elsewhere(form.key, form.columns.area(form.price, FIRST, last))
    return f"=ROWS({cells})-COUNT({cells})", None
