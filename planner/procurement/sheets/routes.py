"""The bill of quantities of works by route and by ground: roads, soils, slopes, rivers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from planner.language import formats
from planner.language.labels import label, sentence
from planner.procurement.quantities import Part, Underfoot, parts_of, quantities_of
from planner.procurement.routes import Route, routes_of
from planner.procurement.sheets.base import TenderSheets
from planner.procurement.tender import IN_THE_GROUND, TenderLine
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
KNOWN = Table(
    *ROUTES[:-2],
    Column("road_class", 18, "input_text"),
    Column("soil", 18, "input_text"),
    Column("slope", 18, "input_text"),
    Column("river_crossings", 10, "input_text"),
)
"""The columns where the plan knows any of it."""
QUANTITIES = Table(
    Column("lot", 6, "line"),
    Column("by_ground", 24, "wrap"),
    Column("ground_class", 32, "wrap"),
    Column("quantity", 12, "int"),
    Column("unit_code", 14, "wrap"),
)


def write_routes_sheet(sheets: TenderSheets) -> None:
    """Write a row for each line on each route, then what the trenches are dug through.

    The quantities of a line add up to its schedule where all of it is built on routes. What the
    plan knows of road, soil, slope and rivers is filled in, the rest is left to a survey.
    """
    found = routes_of(sheets.dossier, sheets.context)
    rows = [(route, line, units) for route in found for line, units in route.units]
    if not rows:
        return
    quantities = quantities_of(found)
    columns = KNOWN if quantities else ROUTES
    note = sheets.say("tender.routes_known_note" if quantities else "tender.routes_note")
    note = note.replace("\n", " · ")
    title = "title.tender_routes"
    sheet = sheets.book.sheet("tender_routes", title, columns, note=note, rows=len(rows))
    for number, (route, line, units) in enumerate(rows, 1):
        known = _known(sheets, route, line) if quantities else {}
        sheet.add({"number": number, **_cells(sheets, route, line, units), **known})
    last = FIRST + len(rows) - 1
    length = sum(route.link.length_m for route, _, _ in rows)
    sums = columns.sums({"length_m": length}, FIRST, last)
    styles = ["text" if c.style.startswith("input") else c.style for c in columns]
    sheet.add({"item": sheets.word("total"), **sums}, "total", styles)
    if quantities:
        _write_quantities(sheets, quantities)


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


def _known(sheets: TenderSheets, route: Route, line: TenderLine) -> dict[str, Cell]:
    """Return what is known of the ground of a route, for what is built in it."""
    if line.role not in IN_THE_GROUND:
        return {}
    found: dict[str, Cell] = {}
    for kind, parts in groupby(parts_of(route.link), key=lambda part: part.kind):
        found[kind.value] = "; ".join(_metres_of(sheets, part) for part in parts)
    return found


def _metres_of(sheets: TenderSheets, part: Part) -> str:
    number = formats.number(part.quantity)
    if part.kind is Underfoot.RIVER:
        return number
    return f"{ground_class(sheets, part)} {number} m"


def ground_class(sheets: TenderSheets, part: Part) -> str:
    """Return the class of a part in words; classes of roads and soils are those of the project."""
    if part.name or part.kind is Underfoot.RIVER:
        return part.name
    if part.from_percent < 0:
        key = "tender.no_road" if part.kind is Underfoot.ROAD else "tender.ground_unknown"
        return label(key, sheets.language, " / ")
    key = "tender.slope_from" if part.from_percent else "tender.slope_gentler"
    return sentence(key, sheets.language, " / ", percent=part.from_percent)


def _write_quantities(sheets: TenderSheets, quantities: Iterable[Part]) -> None:
    """Write the metres by lot and class, with a live total of each kind."""
    rows = list(quantities)
    note = sheets.say("tender.ground_note").replace("\n", " · ")
    title = "title.tender_ground"
    sheet = sheets.book.sheet("tender_ground", title, QUANTITIES, note=note, rows=len(rows))
    for kind, group in groupby(rows, key=lambda part: part.kind):
        first, total = sheet.row, 0
        unit = sheets.word("tender.pieces" if kind is Underfoot.RIVER else "tender.metres")
        for part in group:
            total += part.quantity
            cells: dict[str, Cell] = {"lot": part.lot or None, "by_ground": sheets.word(kind.value)}
            cells |= {"ground_class": ground_class(sheets, part), "quantity": part.quantity}
            sheet.add({**cells, "unit_code": unit})
        sums = QUANTITIES.sums({"quantity": total}, first, sheet.row - 1)
        sheet.add({"by_ground": sheets.word("total"), **sums, "unit_code": unit}, "total")
