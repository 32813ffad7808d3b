"""Handover sheets as PDF: one page a site, to be printed, filled in and signed.

Set by Typst with the fonts of its own package (Libertinus Serif and DejaVu Sans Mono), which are
embedded: Cyrillic with ө and ү, Kazakh letters and ₮ print on any machine. A site with more serial
numbers than a page holds has them go on over the next.
"""

from __future__ import annotations

import json
from importlib import resources
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from planner.errors import SettingsError
from planner.exports.handover_sheets import Sheet, sheets_of
from planner.fields import fields_of
from planner.language import formats
from planner.language.hash_forms import PRINTED, short_form
from planner.language.label import Language
from planner.language.labels import label
from planner.language.said import said
from planner.rendering import sentences
from planner.rendering.optional_packages import library
from planner.rendering.sheet_parts import stamp_of

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

_TEMPLATE = "handover.typ"
_ROW = 16  # digits of a fingerprint that are as wide as the QR code above them
MOST_SHEETS = 4000  # Typst holds a whole file in memory, about 1.3 MiB a sheet
_WORDS = (
    *("arrives", "leaves", "nothing", "from", "to", "received", "serials", "test", "measure"),
    *("expected", "measured", "passed", "signatures", "role", "person", "signature"),
    *("delivered_by", "received_by", "checked_by", "notes", "sheets", "first_page"),
)


def write(context: ExportContext, path: Path) -> None:
    """Write the sheets; equal plans give equal bytes.

    Raises SettingsError when Typst or Segno is not installed or there are more than 4,000 sheets,
    OSError when the file cannot be written.
    """
    typst = library("typst", "pdf", said("the PDF"))
    data = data_of(context)
    if len(data["sheets"]) > MOST_SHEETS:
        raise SettingsError(
            said(
                "{count} sheets are more than one PDF holds ({most}); write them {region} by"
                " {region}: --region NAME, or all of them --to handover-workbook",
                count=len(data["sheets"]),
                most=MOST_SHEETS,
            )
        )
    content = json.dumps(data, ensure_ascii=False)
    template = resources.files("planner.exports").joinpath(_TEMPLATE).read_bytes()
    with TemporaryDirectory(prefix="kholboo-") as place:
        folder = Path(place)
        (folder / _TEMPLATE).write_bytes(template)
        (folder / "data.json").write_text(content, encoding="utf-8")
        compiler = typst.Compiler(folder / _TEMPLATE, root=folder, ignore_system_fonts=True)
        pdf = compiler.compile(format="pdf", pdf_tags=False)
    path.write_bytes(pdf)


def data_of(context: ExportContext) -> dict[str, Any]:
    """Return what the template sets: words, figures and codes, all as text."""
    plan, language, sheets = context.plan, context.language, sheets_of(context)
    keys = {name: f"handover.{name}" for name in _WORDS} | {
        "title": "title.handover",
        "sheets_title": "title.handover_index",
        **{n: n for n in ("item", "quantity", "date", "page", "aimag", "total")},
    }
    one: Language = "en" if language == "en" else "mn"
    return {
        "title": f"{label('title.handover_index', language)}, {plan.project}",
        "project": plan.project,
        "language": one,
        "fingerprint": fingerprint_lines(plan.fingerprint),
        "stamp": stamp_of(plan).text(),
        "words": {name: label(key, language) for name, key in keys.items()},
        "opening": len(sheets) != 1,
        "short": sentences.short(context, one),
        "index": [_index_row(name, list(group)) for name, group in _by_aimag(sheets)],
        "total": formats.number(len(sheets)),
        "sheets": [_told(sheet, context) for sheet in sheets],
    }


def fingerprint_lines(fingerprint: str) -> list[str]:
    """Return the printed digits of a fingerprint as lines that fit below a QR code."""
    digits = fingerprint[:PRINTED]
    lines = [digits[i : i + _ROW] for i in range(0, len(digits), _ROW)]
    return [*lines, short_form(fingerprint)]


def _by_aimag(sheets: list[Sheet]) -> Any:
    return groupby(sheets, key=lambda sheet: sheet.site.aimag_name)


def _index_row(name: str, sheets: list[Sheet]) -> dict[str, str]:
    return {"name": name, "sheets": formats.number(len(sheets)), "first": sheets[0].site.id}


def _told(sheet: Sheet, context: ExportContext) -> dict[str, Any]:
    site, language = sheet.site, context.language
    return {
        "id": site.id,
        "name": site.name or site.id,
        "kind": label(f"kind.{site.kind.value}", language),
        "code": sheet.code,
        "qr": qr_svg(sheet.code),
        "facts": [[label(key, language), text] for key, text in sheet.facts],
        "arrivals": [
            {
                **fields_of(a, "number", "sku", "name", "unit"),
                "quantity": formats.number(a.quantity),
                "origin": a.origin,
                "serials": a.serials,
                "first": a.first_serial,
            }
            for a in sheet.arrivals
        ],
        "departures": [
            {"sku": d.sku, "name": d.name, "quantity": formats.number(d.quantity), "to": d.to}
            for d in sheet.departures
        ],
        "checks": [[check.what, check.expected] for check in sheet.checks],
    }


def qr_svg(code: str) -> str:
    """Return a QR code as an SVG picture, a quarter of which may be damaged.

    Raises SettingsError when Segno is not installed.
    """
    segno = library("segno", "pdf", said("a QR code"))
    made = segno.make_qr(code, error="q", boost_error=False)
    return str(made.svg_inline(border=2, omitsize=True))
