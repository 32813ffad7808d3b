"""The buyer's own sheets: the estimate at the plan's prices and at new ones, and what is moved."""

from __future__ import annotations

from collections.abc import Sequence

from planner.language import labels
from planner.language.labels import term
from planner.plan.purchasing import Move, Saving
from planner.procurement.sheets.base import TenderSheets
from planner.procurement.sheets.price_schedules import LARGEST_PRICE
from planner.procurement.tender import NOT_BOUGHT, VAT, TenderLine
from planner.rendering import sentences
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, Cell, Column, Formula, Table

_ESTIMATE = Table(
    Column("number", 6, "line"),
    Column("sku", 16, "wrap"),
    Column("item", 40, "wrap"),
    Column("unit_short", 9, "wrap_in"),
    Column("distributed_in_all", 13, "int"),
    Column("from_stock", 11, "int"),
    Column("to_buy", 11, "int"),
    Column("plan_price", 15, "price"),
    Column("new_price", 16, "input"),
    Column("amount_plan", 18, "money"),
    Column("amount_new", 18, "money"),
    Column("difference", 16, "money"),
)
_MOVES = Table(
    Column("number", 6, "line"),
    Column("item", 40, "wrap"),
    Column("quantity", 11, "int"),
    Column("kind", 18, "wrap_in"),
    Column("origin", 30, "wrap"),
    Column("site_id", 14, "wrap"),
    Column("site", 34, "wrap"),
    Column("transport", 15, "money"),
    Column("decision", 18, "wrap_in"),
    Column("tender_counted", 11, "wrap_in"),
)


def write_estimate(sheets: TenderSheets) -> None:
    """Write the estimate: lines at list price, what is saved of it, and the sum."""
    package, lines = sheets.dossier.package, sheets.dossier.tender.lines
    note = f"{sheets.prices_in} {sheets.say('tender.estimate_how')}".replace("\n", " ")
    title = "title.tender_estimate"
    sheet = sheets.book.sheet("tender_estimate", title, _ESTIMATE, note=note, rows=len(lines))
    first: dict[str, int] = {}  # row where the new price of an item is typed
    for line in lines:
        at = first.setdefault(line.sku, sheet.row)
        styles = _ESTIMATE.styles if at == sheet.row else _ESTIMATE.locked
        sheet.add(_cells(sheets, line, sheet.row, at), styles=styles)
    sheet.row = last = FIRST + max(len(lines), 1)
    for saving in sorted(package.savings, key=lambda s: s.kind == VAT):
        _write_saving(sheet, sheets, saving)
    amount = package.amount_minor
    values = {"amount_plan": amount, "amount_new": amount, "difference": 0}
    sums = _ESTIMATE.sums(values, FIRST, sheet.row - 1)
    row = sheet.add({"item": sheets.word("estimate"), **sums}, "total", _ESTIMATE.locked)
    sheets.book.define("kholboo_estimate_total", sheet.at("amount_new", row))
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST_PRICE}
    sheet.allow("new_price", FIRST, last - 1, rule)


def _cells(sheets: TenderSheets, line: TenderLine, row: int, typed: int) -> dict[str, Cell]:
    """Return a line; an item in several lots has its new price in the first row alone."""
    new: Cell = line.unit_price_minor
    if typed != row:
        new = Formula(f"={_ESTIMATE.at('new_price', typed)}", line.unit_price_minor)
    amount = line.distributed * line.unit_price_minor
    return {
        "number": line.number,
        "sku": line.sku,
        "item": _named(sheets, line),
        "unit_short": sheets.unit(line),
        "distributed_in_all": line.distributed,
        "from_stock": line.not_bought,
        "to_buy": _ESTIMATE.live("={distributed_in_all}-{from_stock}", row, line.quantity),
        "plan_price": line.unit_price_minor,
        "new_price": new,
        "amount_plan": _ESTIMATE.live("={distributed_in_all}*{plan_price}", row, amount),
        "amount_new": _ESTIMATE.live("={distributed_in_all}*{new_price}", row, amount),
        "difference": _ESTIMATE.live("={amount_new}-{amount_plan}", row, 0),
    }


def _named(sheets: TenderSheets, line: TenderLine) -> str:
    """Return the name of an item in the catalogue, with the lot of the line."""
    name = labels.item_name(line.name_mn, line.name_en, sheets.language)
    lot = next((lot for lot in sheets.dossier.lots if lot.number == line.lot), None)
    return name if lot is None else f"{sheets.lot(lot)}\n{name}"


def _write_saving(sheet: Sheet, sheets: TenderSheets, saving: Saving) -> None:
    new = _new_price(sheets, saving, sheet.row)
    text = sentences.told(saving.text_mn, saving.text, sheets.language, "\n")
    amount, row = -saving.amount_minor, sheet.row
    cells: dict[str, Cell] = {
        "sku": saving.sku,
        "item": f"{sheets.word('saving')}: {text}",
        "to_buy": saving.quantity,
        "plan_price": saving.per_unit_minor,
        "new_price": new,
        "amount_plan": _ESTIMATE.live("=-{to_buy}*{plan_price}", row, amount),
        "amount_new": _ESTIMATE.live(
            f"=-ROUND({{to_buy}}*{{new_price}},{sheets.minor_digits})", row, amount
        ),
        "difference": _ESTIMATE.live("={amount_new}-{amount_plan}", row, 0),
    }
    styles = _ESTIMATE.locked if isinstance(new, Formula) else _ESTIMATE.styles
    sheet.add(cells, "section", styles)


def _new_price(sheets: TenderSheets, saving: Saving, row: int) -> Cell:
    """Return what one unit saves at new prices.

    Units that are not bought follow their price, VAT what is paid; a discount stays, to be typed.
    """
    numbers: dict[str, int] = {}
    for line in sheets.dossier.tender.lines:
        numbers.setdefault(line.sku, line.number)
    if saving.kind in NOT_BOUGHT and saving.sku in numbers:
        rise = _ESTIMATE.live("{new_price}-{plan_price}", FIRST + numbers[saving.sku] - 1, 0)
        return _ESTIMATE.live(f"={{plan_price}}+{rise.text}", row, saving.per_unit_minor)
    if saving.kind != VAT:
        return saving.per_unit_minor
    new, plan = (f"SUM({_ESTIMATE.above(n, FIRST, row)})" for n in ("amount_new", "amount_plan"))
    unit = "{plan_price}*" if sheets.minor_digits else ""  # one unit of VAT is one of account
    share = f"=IF({plan}=0,{{plan_price}},{unit}{new}/{plan})"
    return _ESTIMATE.live(share, row, saving.per_unit_minor)


def write_moves(sheets: TenderSheets) -> None:
    """Write what comes from stock, and apart from it what is only proposed and is bought."""
    moves = sheets.dossier.moves
    counted = [move for move in moves if move.counted]
    sheet = sheets.book.sheet("tender_moves", "title.tender_moves", _MOVES, rows=len(counted))
    _write_rows(sheet, sheets, counted, 1)
    if not counted:
        sheet.no_rows()
    if len(counted) < len(moves):
        sheet.row += 1
        sheet.write_wrapped(sheets.word("tender_proposed"), "strong")
        _write_rows(sheet, sheets, [m for m in moves if not m.counted], len(counted) + 1)


def _write_rows(sheet: Sheet, sheets: TenderSheets, moves: Sequence[Move], first: int) -> None:
    names = {
        line.sku: labels.item_name(line.name_mn, line.name_en, sheets.language)
        for line in sheets.dossier.tender.lines
    }
    for number, move in enumerate(moves, first):
        site = sheets.context.site_by_id.get(move.site_id)
        origin = sheets.context.site_by_id.get(move.origin)
        sheet.add(
            {
                "number": number,
                "item": names[move.sku],
                "quantity": move.quantity,
                "kind": term("stock_kind", move.origin_kind, sheets.language),
                "origin": f"{origin.name} ({origin.id})" if origin else move.origin,
                "site_id": move.site_id,
                "site": site.name if site else "",
                "transport": move.transport_minor,
                "decision": move.decision or "–",
                "tender_counted": sheets.word("yes" if move.counted else "no"),
            }
        )
