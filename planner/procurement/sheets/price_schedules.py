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

from inventory.prices.catalogue import Role
from planner.language.labels import label
from planner.rendering.spreadsheet import (
    FIRST,
    Book,
    Cell,
    Column,
    Formula,
    Sheet,
    address,
    area,
    letters,
)

if TYPE_CHECKING:
    from planner.procurement.tender import TenderLine
    from planner.procurement.tender_plan import Dossier

LARGEST_PRICE = 10**15  # what a cell of a price schedule takes, in whole units of the currency
ASKED = (  # how each schedule begins: what is asked for, and what one price is for
    Column("number", 6, "line"),
    Column("description", 36, "wrap"),
    Column("quantity", 11, "int"),
    Column("unit_code", 12, "wrap_in"),
    Column("packs", 14, "wrap_in"),
    Column("price_for", 20, "wrap_in"),
)
_MAKE = (Column("country_of_origin", 15, "input_text"), Column("make_offered", 20, "input_text"))
_DATE = Column("delivery_latest", 12, "date")
_TRANSPORT = Column("bid_transport", 16, "input")
_TOTAL = Column("line_total", 17, "money")
_A3 = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSchedule:
    """One sheet of prices: its columns, and which of them make up the total of a line."""

    key: str  # of the sheet
    columns: tuple[Column, ...]
    price: str  # heading of the price of one unit
    duty: str | None = None  # heading of what is taken off that price, per unit
    net: str | None = None  # heading of the difference
    amount: str | None = None  # heading of quantity times price, where the form shows it
    beside: tuple[str, ...] = ()  # amounts of a line that are stated, but in no total
    share: str | None = None  # heading of a percentage that is stated
    takes: Literal["all", "goods", "services"] = "all"  # which lines are priced in it

    def place(self, heading: str) -> int:
        """Return the place of a column from 0; raises ValueError when there is none."""
        return [column.heading for column in self.columns].index(heading)

    def lines(self, asked: Sequence[TenderLine]) -> tuple[TenderLine, ...]:
        """Return the lines that have a row in it, from the first row down."""
        if self.takes == "all":
            return tuple(asked)
        services = self.takes == "services"
        return tuple(line for line in asked if (line.role == Role.DELIVERY) == services)

    @property
    def has_transport(self) -> bool:
        """Whether it has a column for the inland transport of a line."""
        return any(column.heading == _TRANSPORT.heading for column in self.columns)

    @property
    def inputs(self) -> tuple[int, ...]:
        """Places of the cells for numbers."""
        return tuple(n for n, column in enumerate(self.columns) if column.style == "input")


ONE = PriceSchedule(
    key="tender_prices",
    columns=(*ASKED, *_MAKE, Column("bid_price", 16, "input"), _TRANSPORT, _TOTAL),
    price="bid_price",
)
"""The schedule of most tenders: one price for each line, wherever the goods come from."""

BY_ORIGIN = (
    PriceSchedule(
        key="tender_price_import",
        columns=(
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
        columns=(
            *ASKED,
            *_MAKE,
            _DATE,
            Column("price_with_duty", 16, "input"),
            Column("duty_paid", 16, "input"),
            Column("price_net", 16, "money"),
            Column("amount_net", 17, "money"),
            _TRANSPORT,
            Column("sales_taxes", 16, "input"),
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
        columns=(
            *ASKED,
            _MAKE[1],
            _DATE,
            Column("price_exw", 16, "input"),
            Column("amount_exw", 17, "money"),
            _TRANSPORT,
            Column("local_share", 13, "input"),
            Column("sales_taxes", 16, "input"),
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
    columns=(*ASKED, _DATE, Column("bid_price", 16, "input"), _TOTAL),
    price="bid_price",
    takes="services",
)
"""The schedule of related services beside those for goods: delivery has no origin and no duty."""

SUMMARY_KEY = "tender_price_sum"
_SUMMARY = (
    *ASKED[:4],
    Column("schedules_priced", 22, "int"),
    Column("line_total", 20, "money"),
)
TRANSPORT = _TRANSPORT.heading


def schedules_of(dossier: Dossier) -> tuple[PriceSchedule, ...]:
    """Return the price schedules of a tender: three where its rulebook asks for them.

    Delivery lines then have a fourth.
    """
    if not dossier.by_origin:
        return (ONE,)
    bought = [line for line in dossier.tender.lines if line.quantity]
    return (*BY_ORIGIN, SERVICES) if SERVICES.lines(bought) else BY_ORIGIN


def total_sheet(dossier: Dossier) -> tuple[str, int]:
    """Return the key of the sheet with the total of a bid, and the place of its totals."""
    if dossier.by_origin:
        return SUMMARY_KEY, len(_SUMMARY) - 1
    return ONE.key, ONE.place("line_total")


def write_schedule(
    book: Book,
    schedule: PriceSchedule,
    asked: Sequence[Sequence[Cell]],
    carried: Sequence[bool],
    *,
    latest: dt.date,
    note: str,
) -> None:
    """Write a price schedule for the lines asked for; totals are live, cells to fill in yellow.

    A line that is `carried`, brought whole by delivery lines, has no cell for its transport.
    """
    title = f"title.{schedule.key}"
    sheet = book.sheet(schedule.key, title, schedule.columns, note=note, rows=len(asked))
    for cells, brought in zip(asked, carried, strict=True):
        offered = _offer_cells(schedule, sheet.row + 1, latest)
        sheet.write([*cells, *offered], styles=_styles(schedule, brought))
    last = FIRST + max(len(asked), 1) - 1
    key = "bid_total" if schedule == ONE else "schedule_sum"
    _write_sums(sheet, schedule.columns, last, _summed(schedule), key)
    _validate(sheet, schedule, last)
    if len(schedule.columns) > len(ONE.columns):
        sheet.page.set_paper(_A3)


def _styles(schedule: PriceSchedule, carried: bool) -> list[str]:
    """Return the styles of a row, its transport locked where delivery lines bring all of it."""
    locked = {TRANSPORT} if carried else set()
    return ["money" if c.heading in locked else c.style for c in schedule.columns]


def _offer_cells(schedule: PriceSchedule, n: int, latest: dt.date) -> list[Cell]:
    """Return the cells of row n (from 1) that follow what is asked for."""
    formulas = _formulas(schedule, n)
    cells: list[Cell] = []
    for column in schedule.columns[len(ASKED) :]:
        if column.heading in formulas:
            cells.append(Formula(formulas[column.heading], 0))
        else:
            cells.append(latest if column == _DATE else None)
    return cells


def _formulas(schedule: PriceSchedule, n: int) -> dict[str, str]:
    """Return the formulas of row n by heading; a cell that holds no number counts as nothing."""

    def at(heading: str) -> str:
        return f"{letters(schedule.place(heading))}{n}"

    def number(heading: str) -> str:
        return f"IF(ISNUMBER({at(heading)}),{at(heading)},0)"

    found: dict[str, str] = {}
    unit = number(schedule.price)
    if schedule.duty is not None and schedule.net is not None:
        found[schedule.net] = f"={unit}-{number(schedule.duty)}"
        unit = at(schedule.net)
    amount = f"{at('quantity')}*{unit}"
    if schedule.amount is not None:
        found[schedule.amount] = f"={amount}"
        amount = at(schedule.amount)
    transport = f"+{number(TRANSPORT)}" if schedule.has_transport else ""
    found["line_total"] = f"={amount}{transport}"
    return found


def _summed(schedule: PriceSchedule) -> tuple[int, ...]:
    """Return the places of the columns whose sum stands below."""
    named = (schedule.amount, *schedule.beside, "line_total")
    return tuple(schedule.place(heading) for heading in named if heading is not None)


def _write_sums(
    sheet: Sheet, columns: Sequence[Column], last: int, summed: Sequence[int], key: str
) -> None:
    row: list[Cell] = [None] * len(columns)
    row[1] = label(key, sheet.book.language)
    styles = ["text" if c.style.startswith("input") else c.style for c in columns]
    for place in summed:
        row[place] = Formula(f"=SUM({area(place, FIRST, last)})", 0)
        styles[place] = "money"
    sheet.row = last + 1
    sheet.write(row, "total", styles)


def _validate(sheet: Sheet, schedule: PriceSchedule, last: int) -> None:
    """Let the yellow cells take numbers from 0 alone, percentages up to 100."""
    for place in schedule.inputs:
        share = schedule.columns[place].heading == schedule.share
        sheet.page.data_validation(FIRST, place, last, place, _number_rule(sheet.book, share))


def _number_rule(book: Book, share: bool) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100 if share else LARGEST_PRICE,
        "error_type": "stop",
        "error_message": label("tender.how.2", book.language)[:255],
    }


def write_summary(
    book: Book,
    schedules: Sequence[PriceSchedule],
    lines: Sequence[TenderLine],
    asked: Sequence[Sequence[Cell]],
    *,
    note: str,
) -> None:
    """Write in how many schedules each line is priced, which has to be one, and its total."""
    rows = len(asked)
    places = [(s, {li.number: n for n, li in enumerate(s.lines(lines), FIRST)}) for s in schedules]
    sheet = book.sheet(SUMMARY_KEY, f"title.{SUMMARY_KEY}", _SUMMARY, note=note, rows=rows)
    for line, cells in zip(lines, asked, strict=True):
        found = [(s, at[line.number]) for s, at in places if line.number in at]
        count = ",".join(_elsewhere(book, s, s.price, row) for s, row in found)
        total = "+".join(_elsewhere(book, s, "line_total", row) for s, row in found)
        figures = [Formula(f"=COUNT({count})", 0), Formula(f"={total}", 0)]
        sheet.write([*cells[: len(_SUMMARY) - 2], *figures])
    last = FIRST + max(rows, 1) - 1
    _write_sums(sheet, _SUMMARY, last, (len(_SUMMARY) - 1,), "bid_total")
    place = len(_SUMMARY) - 2
    alarm = book.file.add_format({"bg_color": "#F8C9C4"})
    rule = {"type": "cell", "criteria": "!=", "value": 1, "format": alarm}
    sheet.page.conditional_format(FIRST, place, last, place, rule)


def _elsewhere(book: Book, schedule: PriceSchedule, heading: str, row: int) -> str:
    name = book.sheet_name(schedule.key)
    return f"'{name}'!{address(schedule.place(heading), row)}"


def counting(book: Book, dossier: Dossier, lines: int) -> tuple[str, str | None]:
    """Return formulas for the lines without a price, and those priced twice where that can be."""
    last = FIRST + max(lines, 1) - 1
    if dossier.by_origin:
        cells = f"'{book.sheet_name(SUMMARY_KEY)}'!{area(len(_SUMMARY) - 2, FIRST, last)}"
        none = f"COUNTIF({cells},0)"
        return f"={none}", f"=ROWS({cells})-{none}-COUNTIF({cells},1)"
    cells = f"'{book.sheet_name(ONE.key)}'!{area(ONE.place(ONE.price), FIRST, last)}"
    return f"=ROWS({cells})-COUNT({cells})", None
