"""The distribution list of a tender: every place with the units of each line that it gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from inventory.prices.catalogue import Role
from planner.language.label import Language
from planner.language.labels import label
from planner.plan.plan import BuiltLink
from planner.procurement.notes import in_runs
from planner.procurement.sheets.base import TenderSheets
from planner.procurement.sheets.schedule import schedule_columns
from planner.procurement.tender import IN_THE_GROUND, TenderLine
from planner.rendering import sentences
from planner.rendering.places import link_aimag, owner_of, soum_of
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, HEAD, Cell, Column, Formula, Table
from sites.site import Site, SiteKind

ROW = 12.0  # points
_REPEATED = 1  # last column that begins every page: number and id of the place
PLACES = Table(  # two pages side by side, the second from the owner on, then the items
    Column("number", 5, "line"),
    Column("delivery_point", 13, "wrap"),
    Column("delivery_name", 50, "wrap"),
    Column("aimag", 10, "wrap"),
    Column("soum", 20, "wrap"),
    Column("longitude", 10, "degrees"),
    Column("latitude", 9, "degrees"),
    Column("contact", 24, "wrap"),
    Column("owner_with_register", 56, "wrap"),
    Column("access_season", 24, "wrap"),
    Column("delivery_latest", 10, "date"),
)
_SCHOOLS = {SiteKind.SCHOOL, SiteKind.BAGH_SCHOOL, SiteKind.DORMITORY, SiteKind.KINDERGARTEN}
_STAND_EMPTY = frozenset(_SCHOOLS | {SiteKind.TVET})  # in summer


_LOT = Column("lot", 6, "line")
_INSTALLED = frozenset({Role.INSTALLATION})
_Item = tuple[TenderLine, ...]  # the lines of one item: one, or one for each lot that has it


def _items(sheets: TenderSheets) -> list[_Item]:
    """Return the lines of each item, in the order of its first line: one column of the list."""
    found: dict[str, list[TenderLine]] = {}
    for line in sheets.lines:
        found.setdefault(line.sku, []).append(line)
    return [tuple(lines) for lines in found.values()]


def _places(sheets: TenderSheets) -> Table:
    """Return the columns of a place; with its lot where there are any."""
    return Table(*PLACES, _LOT) if sheets.dossier.lots else PLACES


def write_distribution(sheets: TenderSheets) -> None:
    """Write the distribution list, and below it that it ties to the schedule.

    An item has one column, whatever lots it is in: every place is in one lot.
    """
    items = _items(sheets)
    columns = (Column("quantity", 11, "int", _units(item)) for item in items)
    table = Table(*_places(sheets), *columns)
    sheet = sheets.book.sheet("tender_sites", "title.tender_sites", table, at_own_scale=True)
    _write_head(sheet, sheets, items)
    for number, point in enumerate(sheets.places, 1):
        units = sheets.dossier.bought[point]
        sheet.add(
            {
                "number": number,
                "delivery_point": point,
                **_place(sheets, point),
                "delivery_latest": sheets.dossier.days.latest,
                **{_units(item): _received(item, units) or None for item in items},
                **_lot(sheets, point),
            }
        )
    _reconcile(sheet, sheets, items)


def _units(item: _Item) -> str:
    """Return what the column of an item is called."""
    return f"line {item[0].number}"


def _received(item: _Item, units: Mapping[int, int]) -> int:
    """Return how many units of an item are among units by line."""
    return sum(units.get(line.number, 0) for line in item)


def _lot(sheets: TenderSheets, point: str) -> dict[str, Cell]:
    """Return the lot of a place, nothing for a tender in one piece."""
    number = sheets.dossier.tender.lot_of.get(point)
    return {} if number is None else {"lot": number}


def _last(sheets: TenderSheets) -> int:
    return FIRST + max(len(sheets.places), 1) - 1


def _write_head(sheet: Sheet, sheets: TenderSheets, of_items: Sequence[_Item]) -> None:
    sheet.row = HEAD
    # Items are named in one language, as their columns are narrow; the schedule has both.
    listed = replace(sheets, context=replace(sheets.context, language=_spoken(sheets)))
    named = [label(column.heading, sheets.language, "\n") for column in _places(sheets)]
    items = [
        f"{in_runs(x.number for x in item)}. {listed.item(item[0])}\n{listed.unit(item[0])}"
        for item in of_items
    ]
    sheet.write([*named, *items], "head")
    sheet.page.freeze_panes(FIRST, 3)
    sheet.page.autofilter(HEAD, 0, _last(sheets), len(sheet.columns) - 1)
    sheet.page.set_default_row(ROW)
    sheet.page.repeat_rows(HEAD)
    sheet.page.repeat_columns(0, _REPEATED)
    sheet.page.set_v_pagebreaks([PLACES.place("owner_with_register")])
    sheet.page.print_across()


def _spoken(sheets: TenderSheets) -> Language:
    return "mn" if sheets.language == "both" else sheets.language


def _place(sheets: TenderSheets, point: str) -> dict[str, Cell]:
    site = sheets.context.site_by_id.get(point)
    if site is None:
        return _link_cells(sheets, sheets.context.link_by_id[point])
    return {
        "delivery_name": site.name,
        "aimag": site.aimag_name,
        "soum": soum_of(site),
        "longitude": site.longitude,
        "latitude": site.latitude,
        "contact": site.contact,
        "owner_with_register": owner_of(site),
        "access_season": _season(sheets, site.id, site),
    }


def _link_cells(sheets: TenderSheets, link: BuiltLink) -> dict[str, Cell]:
    context = sheets.context
    kind = sentences.link_kind(link.kind, sheets.language)
    ends = (sentences.node_name(node, context) for node in (link.from_node, link.to_node))
    longitude, latitude = link.coordinates[0] if link.coordinates else (None, None)
    served = [context.site_by_id[i] for i in link.serves]
    return {
        "delivery_name": f"{kind}: {' – '.join(ends)}",
        "aimag": link_aimag(context, link),
        "soum": ", ".join(dict.fromkeys(site.soum_name for site in served if site.soum_name)),
        "longitude": longitude,
        "latitude": latitude,
        "contact": next((site.contact for site in served if site.contact), ""),
        "owner_with_register": next((site.owner for site in served if site.owner), ""),
        "access_season": _season(sheets, link.id, None),
    }


def _season(sheets: TenderSheets, point: str, site: Site | None) -> str:
    """Return when a place can be reached, where the inventory says, and worked at."""
    reached = sentences.access_season(site, sheets.language, "\n") if site else ""
    worked = _working_season(sheets, point, site)
    return "\n".join(part for part in (reached, worked) if part)


def _working_season(sheets: TenderSheets, point: str, site: Site | None) -> str:
    """Return the ground season or "before school", "" where work may be done at any time."""
    s, units = sheets.settings, sheets.dossier.bought[point]
    if any(units.get(number) for number in sheets.numbers_of(IN_THE_GROUND)):
        start, end = s.ground_work_from.replace("-", "."), s.ground_work_to.replace("-", ".")
        return sheets.say("season.ground", start=start, end=end)
    at_work = sheets.dossier.package.category in ("installation", "works") or any(
        units.get(number) for number in sheets.numbers_of(_INSTALLED)
    )
    if at_work and site is not None and site.kind in _STAND_EMPTY:
        return sheets.say("season.school", start=s.school_year_starts.replace("-", "."))
    return ""


def _reconcile(sheet: Sheet, sheets: TenderSheets, items: Sequence[_Item]) -> None:
    """Close the matrix: its sums, what stock still owes, the schedule, and the difference."""
    dossier, table = sheets.dossier, sheet.columns
    row_of = {line.number: FIRST + place for place, line in enumerate(sheets.lines)}
    last = _last(sheets)
    sheet.row = total = last + 1
    placed: Counter[int] = Counter()
    for received in dossier.bought.values():
        placed.update(received)
    schedule = schedule_columns(dossier.package.category)

    def asked(item: _Item) -> Formula:
        cells = (schedule.at("quantity", row_of[line.number]) for line in item)
        named = "+".join(sheets.book.elsewhere("tender_schedule", cell) for cell in cells)
        return Formula(f"={named}", sum(line.quantity for line in item))

    def gap(item: _Item) -> Formula:
        cells = [table.at(_units(item), total + below) for below in range(3)]
        value = _received(item, placed) - _received(item, dossier.unplaced)
        return Formula("={}+{}-{}".format(*cells), value - sum(line.quantity for line in item))

    rows: dict[str, list[Cell]] = {
        "total": [table.sum(_units(x), FIRST, last, _received(x, placed)) for x in items],
        "not_placed": [-_received(x, dossier.unplaced) for x in items],
        "schedule_quantity": [asked(x) for x in items],
        "difference": [gap(x) for x in items],
    }
    for key, cells in rows.items():
        units = dict(zip(map(_units, items), cells, strict=True))
        style = "difference" if key == "difference" else "int"
        styles = ["text"] * len(_places(sheets)) + [style] * len(cells)
        sheet.add({"delivery_name": sheets.word(key), **units}, "total", styles)
    if items:
        row = sheet.row - 1
        sheet.alarm((len(_places(sheets)), len(table) - 1), (row, row))
