"""The inventory report: a workbook for auditors, and a page with the same figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.files import with_rename
from planner.language.label import Language
from planner.reports.inventory_figures import FIGURES, GAPS, STATED, Filled, Report, make_report
from planner.reports.inventory_workbook import write_workbook
from sites.site import CoordinateQuality

if TYPE_CHECKING:
    from planner.candidates.candidate import Offers
    from planner.scenario.inputs import Inputs

XLSX = "inventory.xlsx"
HTML = "inventory.html"


def write(inputs: Inputs, offers: Offers, folder: Path, language: Language = "both") -> list[Path]:
    """Write the inventory report as XLSX and HTML into a folder and return both files.

    Raises OSError when the folder cannot be written.
    """
    report = make_report(inputs, offers, language)
    sheet_file, page_file = folder / XLSX, folder / HTML
    with_rename(sheet_file, lambda path: write_workbook(report, path, language))
    with_rename(page_file, lambda path: _write_page(report, path, language))
    return [sheet_file, page_file]


def _write_page(report: Report, path: Path, language: Language) -> None:
    from planner.rendering.html import render

    by_key = {b.key: b for b in report.breakdowns}
    text = render(
        "inventory.html",
        language,
        report=report,
        place={key: place for place, key in enumerate(FIGURES)},
        stated=list(STATED),
        gaps=["sites", *GAPS],
        tiles=_tiles(report),
        shown=[by_key[key] for key in ("by_aimag", "by_kind", "by_link", "by_power")],
        folded=[by_key[key] for key in ("by_soum", "by_owner")],
        qualities=[f"coordinate_quality.{quality.value}" for quality in CoordinateQuality],
        filled=[_bar(row) for row in report.filled],
        agree={b.totals for b in report.breakdowns} == {report.totals},
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _tiles(report: Report) -> list[tuple[int, str]]:
    totals = dict(zip(FIGURES, report.totals, strict=True))
    shown = ("sites", "computers", "computers_working", "below_standard", "missing_computers")
    return [(totals[key], key) for key in shown]


def _bar(row: Filled) -> dict[str, Any]:
    total = row.filled + row.empty
    return {
        "column": row.column,
        "filled": row.filled,
        "empty": row.empty,
        "share": f"{100 * row.filled / total:.1f}" if total else "0.0",
    }
