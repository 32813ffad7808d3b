"""What sheets about a plan share: its stamp, the exchange rates and the files behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.language import labels
from planner.rendering.spreadsheet import Book, Sheet, Stamp, open_book
from planner.rendering.table import Cell

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from planner.plan.plan import Plan
    from planner.rendering.context import ExportContext


def stamp_of(plan: Plan, part: str = "") -> Stamp:
    """Return the stamp of a plan, or of a part of it such as a package."""
    return Stamp(
        project=plan.project,
        scenario=plan.scenario,
        plan_id=f"{plan.run_id} {part}".rstrip(),
        fingerprint=plan.printed_fingerprint,
    )


def plan_book(
    context: ExportContext, path: Path, title: str, part: str = "", money_unit: int = 1
) -> AbstractContextManager[Book]:
    """Open a workbook about a plan, or a part of it such as a package, titled by a label's key.

    Raises OSError at the end when the file cannot be written.
    """
    return open_book(
        path,
        stamp_of(context.plan, part),
        title=labels.label(title, context.language),
        language=context.language,
        money_unit=money_unit,
        currency=context.plan.currency,
    )


def write_rates(sheet: Sheet, plan: Plan) -> None:
    """Write the exchange rates of a plan as a table of a sheet, nothing when it used none."""
    if plan.exchange_rates:
        sheet.block("title.exchange_rates", ["currency", "rate", "date", "source"])
    for currency, rate, date, source in plan.exchange_rates:
        sheet.write([currency, rate, labels.dotted_date(date), source], "body", ["wrap"] * 4)


def write_sources(sheet: Sheet, plan: Plan) -> None:
    """Write the files that a plan was made from, with the SHA-256 of each."""
    sheet.block("title.sources", ["file", "table", "rows", "sha256"])
    for found in plan.sources:
        cells: list[Cell] = [found.path, found.table, found.rows, found.sha256]
        sheet.write(cells, "body", ["wrap", "wrap", "int", "wrap"])
