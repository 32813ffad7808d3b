"""The procurement workbook of one package: a copy for bidders, and one for the buyer alone.

The bidders' copy holds schedules, specification, distribution list and cells to fill in; nothing
in it tells a price, a SKU or a maker. The buyer's copy adds the method, what is to be settled, and
the estimate with live formulas. `bids.read` writes the bidders' copy again to find out what a
bidder changed, so that its places are named here once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.procurement.sheets.base import Copy, TenderSheets
from planner.procurement.sheets.cover_and_form import write_cover, write_form
from planner.procurement.sheets.distribution import write_distribution
from planner.procurement.sheets.estimate import write_estimate, write_moves
from planner.procurement.sheets.lots import write_lots
from planner.procurement.sheets.price_schedules import write_prices
from planner.procurement.sheets.routes import write_routes_sheet
from planner.procurement.sheets.schedule import write_related, write_schedule, write_specification
from planner.procurement.tender_plan import Dossier
from planner.rendering.sheet_parts import plan_book

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext
    from planner.scenario.settings import Tender as TenderSettings

BID_FORMAT = "kholboo-bid/5"
META = "_meta"


def write(
    context: ExportContext, dossier: Dossier, settings: TenderSettings, path: Path, copy: Copy
) -> None:
    """Write one copy of a package's workbook; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    with plan_book(context, path, f"title.tender_{copy}", dossier.package.id) as book:
        _write(TenderSheets(context, dossier, settings, copy, book))


def _write(sheets: TenderSheets) -> None:
    dossier, copy = sheets.dossier, sheets.copy
    write_cover(sheets)
    if copy == "bidder":
        write_form(sheets)
    if dossier.lots:
        write_lots(sheets)
    write_schedule(sheets)
    if dossier.package.category == "goods":
        write_related(sheets)
    if dossier.tendered:
        write_prices(sheets)
        write_specification(sheets)
    write_distribution(sheets)
    write_routes_sheet(sheets)
    if copy == "buyer":
        write_estimate(sheets)
        if dossier.moves:
            write_moves(sheets)
    _write_meta(sheets)


def _write_meta(sheets: TenderSheets) -> None:
    """Write the hidden sheet by which a filled file finds its plan again."""
    page = sheets.book.file.add_worksheet(META)
    for row, texts in enumerate(_meta_rows(sheets)):
        for place, text in enumerate(texts):
            page.write_string(row, place, text)
    page.protect()
    page.very_hidden()


def _meta_rows(sheets: TenderSheets) -> list[tuple[str, str]]:
    plan = sheets.context.plan
    return [
        ("format", BID_FORMAT),
        ("run_id", plan.run_id),
        ("fingerprint", plan.fingerprint),
        ("package", sheets.dossier.package.id),
        ("copy", sheets.copy),
        ("language", sheets.language),
        ("currency", plan.currency),
    ]
