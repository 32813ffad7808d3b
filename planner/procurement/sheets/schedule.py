"""What is asked for: the schedule of a tender, its related services and its specification."""

from __future__ import annotations

from planner.language.labels import label
from planner.procurement.sheets.base import DAYS, TenderSheets
from planner.procurement.specification import specification
from planner.procurement.tender import TenderLine
from planner.procurement.units import packs
from planner.rendering.table import FIRST, Cell, Column, Table

RELATED = Table(
    Column("number", 6, "line"),
    Column("description", 60, "wrap"),
    Column("quantity", 12, "int"),
    Column("unit_short", 12, "wrap_in"),
    Column("place_of_performance", 44, "wrap"),
    Column("completion", 18, "date"),
)
SPECIFICATION = Table(
    Column("number", 6, "line"),
    Column("description", 28, "wrap"),
    Column("performance", 70, "wrap"),
    Column("unspsc", 11, "wrap"),
    Column("cpv", 11, "wrap"),
    Column("offered", 37, "input_text"),
)
_TITLES = {"goods": "goods", "works": "works"}


def schedule_columns(category: str) -> Table:
    """Return the columns of the schedule; goods are delivered, everything else is completed."""
    goods = category == "goods"
    return Table(
        Column("number", 6, "line"),
        Column("description", 42, "wrap"),
        Column("quantity", 12, "int"),
        Column("unit_code", 11, "wrap_in"),
        Column("packs", 13, "wrap_in"),
        Column("destination" if goods else "place_of_performance", 31, "wrap", "place"),
        Column("delivery_earliest" if goods else "work_begins", 14, "date", "earliest"),
        Column("delivery_latest" if goods else "completion", 14, "date", "latest"),
        Column("offered_date", 18, "input_date"),
    )


def write_schedule(sheets: TenderSheets) -> None:
    """Write the schedule: what is bought, where it goes and by when."""
    category, lines = sheets.dossier.package.category, sheets.lines
    title = f"title.tender_{_TITLES.get(category, 'services')}"
    columns = schedule_columns(category)
    sheet = sheets.book.sheet("tender_schedule", title, columns, rows=len(lines))
    for line in lines:
        sheet.add(_cells(sheets, line))
    if lines:
        sheet.allow("offered_date", FIRST, sheets.last_line, DAYS)


def _cells(sheets: TenderSheets, line: TenderLine) -> dict[str, Cell]:
    return {
        "number": line.number,
        "description": sheets.described(line),
        "quantity": line.quantity,
        "unit_code": sheets.unit(line),
        "packs": packs(line),
        "place": sheets.destination(line),
        "earliest": sheets.dossier.days.earliest,
        "latest": sheets.dossier.days.latest,
    }


def write_related(sheets: TenderSheets) -> None:
    """Write the services that go with goods: handing over, delivery and installation by line."""
    services = [line for line in sheets.lines if line.is_service]
    sheet = sheets.book.sheet(
        "tender_related",
        "title.tender_related",
        RELATED,
        note=sheets.say("tender.related.note").replace("\n", " · "),
        rows=1 + len(services),
    )
    latest = sheets.dossier.days.latest
    sheet.add(
        {
            "number": 1,
            "description": sheets.say("tender.related.handover"),
            "quantity": len(sheets.places),
            "unit_short": label("place_unit", sheets.language, "/"),
            "place_of_performance": sheets.destination(),
            "completion": latest,
        }
    )
    for number, line in enumerate(services, 2):
        priced = sheets.say("tender.related.line", number=line.number)
        sheet.add(
            {
                "number": number,
                "description": f"{sheets.described(line)}\n{priced}",
                "quantity": line.quantity,
                "unit_short": sheets.unit(line),
                "place_of_performance": sheets.destination(line),
                "completion": latest,
            }
        )


def write_specification(sheets: TenderSheets) -> None:
    """Write what each line has to do at least, with its classification codes."""
    title, lines = "title.tender_spec", sheets.lines
    sheet = sheets.book.sheet("tender_spec", title, SPECIFICATION, rows=len(lines))
    neutral = sheets.settings.technology_neutral
    for line in lines:
        sheet.add(
            {
                "number": line.number,
                "description": sheets.described(line),
                "performance": specification(line, sheets.language, neutral=neutral),
                "unspsc": line.item.unspsc if line.item else "",
                "cpv": line.item.cpv if line.item else "",
            }
        )
