"""Write the evaluation workbook of a package: opening, checklist, arithmetic, ranking.

Everything known is filled in, everything to decide is yellow, and the ranking recomputes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.bids.bid import Bid
from planner.bids.evaluation.checks import CHECKS, OF_COMMITTEE, found_for, proposed
from planner.bids.evaluation.layout import EvaluationSheets
from planner.bids.evaluation.ranking import write_ranking
from planner.bids.evaluation.tables import (
    ARITHMETIC,
    ARITHMETIC_TABLE,
    CHECKLIST,
    CHECKS_TABLE,
    CRITERIA,
    CRITERIA_TABLE,
    FORMAT,
    OPENING,
    OPENING_TABLE,
)
from planner.bids.lots.text import lots_told
from planner.files import with_rename
from planner.language.messages.findings import told
from planner.procurement.sheets.tender_workbook import META
from planner.procurement.specification import description
from planner.rendering.sheet_parts import plan_book
from planner.rendering.table import FIRST, Cell, Formula

if TYPE_CHECKING:
    from planner.bids.compare import Comparison
    from planner.language.label import Language
    from planner.procurement.tenders import Tenders


def write(comparison: Comparison, tenders: Tenders, path: Path) -> None:
    """Write the evaluation workbook of a package; equal bids give equal bytes.

    Raises OSError when the file cannot be written.
    """
    (dossier,) = tenders.chosen([comparison.package_id])
    bids = tuple(sorted(comparison.bids, key=lambda bid: (bid.file, bid.sha256)))
    context = tenders.context
    with plan_book(context, path, "title.evaluation", dossier.package.id) as book:
        sheets = EvaluationSheets(tenders=tenders, dossier=dossier, bids=bids, book=book)
        _write_opening(sheets)
        _write_checks(sheets)
        _write_arithmetic(sheets)
        _write_criteria(sheets)
        write_ranking(sheets)
        if comparison.lots is not None:
            _write_combination(sheets, comparison)
        _write_meta(sheets)


def _write_opening(sheets: EvaluationSheets) -> None:
    """Write who bid, when, how much was read out, and what the lines come to."""
    note = sheets.book.word("evaluation.opening_note")
    sheet = sheets.book.sheet(
        OPENING, "title.evaluation_opening", OPENING_TABLE, note=note, rows=len(sheets.bids)
    )
    first, last = sheets.arithmetic_rows
    columns = [
        sheets.book.elsewhere(ARITHMETIC, ARITHMETIC_TABLE.area(name, first, last))
        for name in ("bid_number", "line_total")
    ]
    for number, bid in enumerate(sheets.bids, 1):
        computed = float(bid.total) if bid.total is not None else 0.0
        stated = None if bid.stated_total is None else float(bid.stated_total)
        row = sheet.row
        difference = (
            "=IF(ISNUMBER({evaluation_read_out}),{evaluation_computed}-{evaluation_read_out},0)"
        )
        sheet.add(
            {
                "bid_number": number,
                "bidder": bid.bidder or "–",
                "bidder_register": bid.register,
                "file": bid.file,
                "bid_date": bid.date,
                "bid_valid_until": bid.valid_until,
                "bid_currency": bid.currency,
                "evaluation_rate": None if bid.rate is None else float(bid.rate.rate),
                "evaluation_read_out": stated,
                "evaluation_computed": Formula(
                    f"=SUMIFS({columns[1]},{columns[0]},{OPENING_TABLE.at('bid_number', row)})",
                    computed,
                ),
                "difference": OPENING_TABLE.live(
                    difference, row, 0.0 if stated is None else computed - stated
                ),
                "evaluation_discounts": _discounts(sheets, bid),
            }
        )


def _discounts(sheets: EvaluationSheets, bid: Bid) -> str:
    """Return the discounts of a bid for winning several lots, one a line."""
    word = sheets.book.word
    told = []
    for discount in bid.discounts:
        off = f"{discount.percent.normalize():f} %" if discount.percent else f"{discount.amount:,f}"
        lots = ", ".join(map(str, sorted(discount.lots)))
        when = [f"{word('lot_count')} {lots}"] if lots else []
        when += [f"≥ {discount.least}"] if discount.least else []
        told.append(f"{off}: {', '.join(when)}")
    return "\n".join(told) or "–"


def _write_checks(sheets: EvaluationSheets) -> None:
    """Write each check of each bid with what was found; the committee says whether it passed."""
    word, rows = sheets.book.word, len(sheets.bids) * len(CHECKS)
    note = word("evaluation.checks_note")
    sheet = sheets.book.sheet(
        CHECKLIST, "title.evaluation_checks", CHECKS_TABLE, note=note, rows=rows
    )
    for number, bid in enumerate(sheets.bids, 1):
        for check in CHECKS:
            answer = proposed(bid, check)
            cells: dict[str, Cell] = {
                "number": sheet.row - FIRST + 1,
                "bid_number": number,
                "bidder": bid.bidder or "–",
                "evaluation_check": word(f"evaluation.check.{check}"),
                "evaluation_found": _found(sheets, bid, check),
                "evaluation_passed": None if answer is None else word("yes" if answer else "no"),
            }
            sheet.add(cells)
    if rows:
        source = [word("yes"), word("no")]
        rule = {"validate": "list", "source": source}
        sheet.allow("evaluation_passed", FIRST, FIRST + rows - 1, rule)


def _found(sheets: EvaluationSheets, bid: Bid, check: str) -> str:
    """Return what the program found about a check, or that it cannot see it."""
    if check in OF_COMMITTEE:
        return sheets.book.word("evaluation.of_committee")
    spoken: tuple[Language, ...] = ("mn", "en") if sheets.language == "both" else (sheets.language,)
    found = [told(finding, one) for finding in found_for(bid, check) for one in spoken]
    return "\n".join(found) or sheets.book.word("evaluation.nothing_found")


def _write_arithmetic(sheets: EvaluationSheets) -> None:
    """Write every line of every bid; totals are live, a correction is added to them."""
    neutral = sheets.tenders.settings.technology_neutral
    lines = {line.number: line for line in sheets.dossier.tender.lines}
    count = sum(len(bid.lines) for bid in sheets.bids)
    note = sheets.book.word("evaluation.arithmetic_note")
    sheet = sheets.book.sheet(
        ARITHMETIC, "title.evaluation_arithmetic", ARITHMETIC_TABLE, note=note, rows=count
    )
    for number, bid in enumerate(sheets.bids, 1):
        for line in bid.lines:
            row, total = sheet.row, float(line.total) if line.total is not None else 0.0
            price = None if line.unit_price is None else float(line.unit_price)
            sheet.add(
                {
                    "number": row - FIRST + 1,
                    "bid_number": number,
                    "lot": line.lot,
                    "evaluation_line": line.number,
                    "description": description(
                        lines[line.number], sheets.language, neutral=neutral
                    ),
                    "quantity": line.quantity,
                    "bid_price": price,
                    "bid_transport": float(line.transport),
                    "line_total": ARITHMETIC_TABLE.live(
                        '=IF({bid_price}="",0,{quantity}*{bid_price}+{bid_transport})', row, total
                    ),
                    "evaluation_corrected": ARITHMETIC_TABLE.live(
                        "={line_total}+N({evaluation_correction})", row, total
                    ),
                }
            )


def _write_criteria(sheets: EvaluationSheets) -> None:
    """Write the criteria that the rulebook has, with their weights and how they are scored."""
    word, ruling = sheets.book.word, sheets.dossier.ruling
    sheet = sheets.book.sheet(
        CRITERIA,
        "title.evaluation_criteria",
        CRITERIA_TABLE,
        note=ruling.citation,
        rows=len(ruling.criteria),
        landscape=False,
    )
    for criterion, weight in ruling.criteria:
        name = word(f"evaluation_score.{criterion.value}")
        sheet.write([name, weight, word(f"evaluation.how.{criterion.value}")])


def _write_combination(sheets: EvaluationSheets, comparison: Comparison) -> None:
    """Write the cheapest combination of bids for lots, as it was when the bids were read."""
    assert comparison.lots is not None
    sheet = sheets.book.sheet(
        "evaluation_combination", "title.evaluation_combination", CRITERIA_TABLE
    )
    for line in lots_told(comparison.lots, comparison.currency):
        sheet.write_wrapped(line.text(sheets.language, "\n"))


def _write_meta(sheets: EvaluationSheets) -> None:
    """Write the hidden sheet by which the workbook finds its plan and its bids again."""
    plan = sheets.tenders.context.plan
    rows: list[tuple[str, str]] = [
        ("format", FORMAT),
        ("run_id", plan.run_id),
        ("fingerprint", plan.fingerprint),
        ("package", sheets.dossier.package.id),
        ("language", sheets.language),
        ("bids", str(len(sheets.bids))),
    ]
    rows += [(f"bid {n}", bid.sha256) for n, bid in enumerate(sheets.bids, 1)]
    rows += [(f"rate {n}", _rate(bid)) for n, bid in enumerate(sheets.bids, 1)]
    page = sheets.book.file.add_worksheet(META)
    for row, texts in enumerate(rows):
        for place, text in enumerate(texts):
            page.write_string(row, place, text)
    page.protect()
    page.very_hidden()


def _rate(bid: Bid) -> str:
    return f"{bid.rate.rate if bid.rate is not None else Decimal(0):f}"


def write_evaluations(
    comparisons: Sequence[Comparison], tenders: Tenders, folder: Path
) -> list[Path]:
    """Write the evaluation workbook of each package into a folder, and return the files.

    Raises OSError when one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for comparison in comparisons:
        target = folder / f"{comparison.package_id}-evaluation.xlsx"
        with_rename(target, partial(write, comparison, tenders))
        files.append(target)
    return files
