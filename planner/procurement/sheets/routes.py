"""The bill of quantities of works by route: what is built where, by road class and soil."""

from __future__ import annotations

from planner.procurement.routes import Route, routes_of
from planner.procurement.sheets.base import TenderSheets
from planner.procurement.tender import TenderLine
from planner.rendering import sentences
from planner.rendering.table import FIRST, Cell, Column, Table

ROUTES = Table(
    Column("number", 5, "line"),
    Column("lot", 5, "line"),
    Column("tender_line", 6, "line"),
    Column("item", 22, "wrap"),
    Column("link_id", 20, "wrap"),
    Column("from", 25, "wrap"),
    Column("to", 25, "wrap"),
    Column("length_m", 8, "int"),
    Column("quantity", 9, "int"),
    Column("unit_code", 10, "wrap_in"),
    Column("road_class", 12, "input_text"),
    Column("soil", 12, "input_text"),
)


def write_routes_sheet(sheets: TenderSheets) -> None:
    """Write a row for each line on each route; road class and soil are filled in by a survey.

    The quantities of a line add up to its schedule where all of it is built on routes.
    """
    found = routes_of(sheets.dossier, sheets.context)
    rows = [(route, line, units) for route in found for line, units in route.units]
    if not rows:
        return
    note = sheets.say("tender.routes_note").replace("\n", " · ")
    title = "title.tender_routes"
    sheet = sheets.book.sheet("tender_routes", title, ROUTES, note=note, rows=len(rows))
    for number, (route, line, units) in enumerate(rows, 1):
        sheet.add({"number": number, **_cells(sheets, route, line, units)})
    last = FIRST + len(rows) - 1
    length = sum(route.link.length_m for route, _, _ in rows)
    sums = ROUTES.sums({"length_m": length}, FIRST, last)
    styles = ["text" if c.style.startswith("input") else c.style for c in ROUTES]
    sheet.add({"item": sheets.word("total"), **sums}, "total", styles)


def _cells(sheets: TenderSheets, route: Route, line: TenderLine, units: int) -> dict[str, Cell]:
    link, context = route.link, sheets.context
    return {
        "lot": route.lot or None,
        "tender_line": line.number,
        "item": sheets.item(line),
        "link_id": link.id,
        "from": sentences.node_name(link.from_node, context),
        "to": sentences.node_name(link.to_node, context),
        "length_m": link.length_m or None,
        "quantity": units,
        "unit_code": sheets.unit(line),
    }
