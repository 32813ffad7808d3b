"""The cover of a tender workbook, and the form that a bidder fills in."""

from __future__ import annotations

from planner.language import formats, labels
from planner.procurement import notes
from planner.procurement.sheets.base import DAYS, TenderSheets
from planner.procurement.sheets.lots import missing_in_lots
from planner.procurement.sheets.price_schedules import (
    SERVICES,
    counting,
    schedules_of,
    total_of,
)
from planner.procurement.tender_plan import Dossier
from planner.procurement.yearly import is_yearly
from planner.rendering.decisions import who_decided
from planner.rendering.sheet_parts import write_rates
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, Cell, Column, Formula, Table

FORM_FIELDS = (  # of the bid form, top to bottom, with the style of the cell to fill in
    ("bidder", "input_text"),
    ("bidder_register", "input_text"),
    ("bidder_country", "input_text"),
    ("bidder_contact", "input_text"),
    ("bid_date", "input_date"),
    ("bid_valid_until", "input_date"),
    ("bid_currency", "input_text"),
)
_COVER = Table(
    Column("setting", 28, "wrap"),
    Column("value", 26, "wrap"),
    Column("value", 19, "wrap"),
    Column("value", 19, "wrap"),
    Column("value", 19, "wrap"),
)
FORM = Table(Column("setting", 40, "wrap"), Column("value", 60, "wrap"))


def write_cover(sheets: TenderSheets) -> None:
    """Write the cover: for bidders how to fill in the file, for the buyer method and sources."""
    title = f"title.tender_{sheets.copy}"
    sheet = sheets.book.sheet("tender_cover", title, _COVER, landscape=False)
    for key, text in _identity(sheets):
        sheet.write_pair(sheets.word(key), text)
    if sheets.dossier.tendered:
        _write_dates(sheet, sheets)
    if sheets.copy == "buyer":
        _write_rule(sheet, sheets)
        _write_sources(sheet, sheets)
    else:
        _write_steps(sheet, sheets)


def _write_steps(sheet: Sheet, sheets: TenderSheets) -> None:
    sheet.block("title.tender_how", [])
    origin: tuple[str, ...] = ("origin",) if sheets.dossier.by_origin else ()
    origin += ("services",) if SERVICES in schedules_of(sheets.dossier) else ()
    first, last = ("1", "2", "unit", *origin), ("3", "4")
    for text in (
        *(sheets.say(f"tender.how.{step}") for step in first),
        *notes.transport_asked(sheets.lines, sheets.language),
        *_lots(sheets),
        *_currencies(sheets),
        *(sheets.say(f"tender.how.{step}") for step in last),
    ):
        sheet.write_wrapped(text)


def _lots(sheets: TenderSheets) -> list[str]:
    """Return that bidders choose their lots, and how many one bidder may win."""
    dossier = sheets.dossier
    if not dossier.lots:
        return []
    most = dossier.lots_per_bidder
    limit = [sheets.say("tender.lots_most", most=most)] if most else []
    return [sheets.say("tender.lots_note"), *limit]


def _currencies(sheets: TenderSheets) -> list[str]:
    """Return in which currencies bids may be, and by which rate they are compared."""
    ruling = sheets.dossier.ruling
    if not ruling.currencies:
        return []
    own = sheets.context.plan.currency
    return [
        sheets.say(
            "tender.how.currencies",
            currencies=", ".join((own, *ruling.currencies)),
            currency=own,
            day=labels.dotted_date(sheets.dossier.days.opening.isoformat()),
            source=ruling.rate_source or "–",
        )
    ]


def _identity(sheets: TenderSheets) -> list[tuple[str, str]]:
    plan, dossier, language = sheets.context.plan, sheets.dossier, sheets.language
    package, buyer = dossier.package, sheets.copy == "buyer"
    rows = [
        ("package", package.id),
        ("project", plan.project),
        ("entity", notes.entity_name(dossier, language)),
        *_register(dossier),
        ("category", notes.category_name(package, language)),
        ("fund", notes.fund_name(dossier, language)),
        ("rulebook", notes.rulebook_name(package, language)),
        ("year", str(package.year or "–")),
        ("lines", formats.number(len(sheets.lines))),
        ("points", formats.number(len(sheets.places))),
        ("plan_id", plan.run_id),
        ("fingerprint", plan.printed_fingerprint),
    ]
    if buyer or dossier.ruling.estimate_shown:
        key = "estimate_per_year" if is_yearly(package) else "estimate"
        rows.insert(7, (key, sheets.money(package.amount_minor)))
    if buyer and len(dossier.paid_by) > 1:
        parts = (
            f"{notes.named_fund(fund_id, plan.funds, language)}: {sheets.money(amount_minor)}"
            for fund_id, amount_minor in dossier.paid_by
        )
        rows.append(("paid_by", "\n".join(parts)))
    if buyer:
        rows += [
            ("decided_by", who_decided(plan.decided, language)),
            ("price_date", labels.dotted_date(plan.price_date)),
            ("price_basis", sheets.prices_in),
        ]
    return rows


def _register(dossier: Dossier) -> list[tuple[str, str]]:
    """Return what the register says of the buyer, besides the name."""
    buyer = dossier.buyer
    if buyer is None:
        return []
    rows = [
        ("entity_register", buyer.register),
        ("entity_address", buyer.address),
        ("entity_budget", buyer.budget),
    ]
    return [(key, text) for key, text in rows if text]


def _write_dates(sheet: Sheet, sheets: TenderSheets) -> None:
    days, category = sheets.dossier.days, sheets.dossier.package.category
    kind = {"goods": "goods", "works": "works", "installation": "works"}.get(category, "services")
    sheet.block("title.tender_dates", [])
    shown = {
        "invitation": days.invitation,
        "opening": days.opening,
        "bids_valid": days.contract,
        "contract_by": days.contract,
        f"earliest.{kind}": days.earliest,
        f"latest.{kind}": days.latest,
    }
    for key, day in shown.items():
        sheet.write_pair(sheets.word(key), labels.dotted_date(day.isoformat()))


def _write_rule(sheet: Sheet, sheets: TenderSheets) -> None:
    dossier, language = sheets.dossier, sheets.language
    sheet.block("title.tender_rule", [])
    sheet.write_wrapped(notes.method_text(dossier, language, "\n"), "strong")
    if dossier.ruling.citation and dossier.tendered:
        sheet.write_wrapped(dossier.ruling.citation)
    sheet.block("title.tender_notes", [])
    told = notes.notes_of(dossier, sheets.context.plan, language)
    for note in told or [sheets.say("tender.none")]:
        sheet.write_wrapped(note)


def _write_sources(sheet: Sheet, sheets: TenderSheets) -> None:
    plan = sheets.context.plan
    write_rates(sheet, plan)
    sheet.block("title.sources", [])
    for found in plan.sources:
        sheet.write_pair(found.path, found.sha256)


def write_form(sheets: TenderSheets) -> None:
    """Write the bid form, and below it the total and how many lines have no price."""
    book, currency = sheets.book, sheets.context.plan.currency
    sheet = book.sheet(
        "tender_form", "title.tender_form", FORM, note=sheets.prices_in, landscape=False
    )
    sheet.row = FIRST
    allowed = [currency, *sheets.dossier.ruling.currencies]
    for key, style in FORM_FIELDS:
        filled = currency if key == "bid_currency" else None
        row = sheet.write([sheets.word(key), filled], "body", ["label", style])
        book.define(f"kholboo_{key}", sheet.at("value", row))
        if key == "bid_currency":
            sheet.allow("value", row, row, {"validate": "list", "source": allowed})
        elif style == "input_date":
            sheet.allow("value", row, row, DAYS)
    total = Formula(f"={total_of(book, sheets.dossier, sheets.last_line)}", 0)
    sheet.write([sheets.word("bid_total"), total], "total", ["label", "money"])
    missing, twice = counting(book, sheets.dossier, sheets.last_line)
    none = missing, len(sheets.lines)
    if sheets.dossier.lots:
        none = missing_in_lots(sheets), 0
    counts = {"bid_missing": none, "bid_twice": (twice, 0)}
    for key, (text, value) in counts.items():
        if text is not None:
            cells: list[Cell] = [sheets.word(key), Formula(text, value)]
            sheet.write(cells, "body", ["label", "int"])
