"""The ranking of the evaluation workbook: live scores, and the committee's decision beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inventory.currencies import digits_of
from planner.bids.bid import Bid
from planner.bids.evaluation.checks import CHECKS
from planner.bids.evaluation.scores import DECIMALS, LOWEST
from planner.bids.evaluation.tables import (
    ARITHMETIC,
    ARITHMETIC_TABLE,
    CHECKLIST,
    CHECKS_TABLE,
    FIGURE_OF,
    RANKING,
    ranking_table,
)
from planner.procurement.sheets.base import DAYS
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import FIRST, Cell, Formula, Table, quoted
from planner.scenario.buying.procurement_rules import Criterion

if TYPE_CHECKING:
    from planner.bids.evaluation.layout import EvaluationSheets

_MEMBERS = 5  # of the committee, who sign
_SIGNED = ("evaluation.member", "evaluation.position", "evaluation.signature")


def write_ranking(sheets: EvaluationSheets) -> None:
    """Write a row for each bid and lot: live price, points, score and rank; then who signs."""
    criteria, word = sheets.dossier.ruling.criteria, sheets.book.word
    rows = [
        (lot, number, bid)
        for lot in sheets.lots
        for number, bid in enumerate(sheets.bids, 1)
        if not lot or lot in bid.lots_begun
    ]
    table, last = ranking_table(criteria), FIRST + max(len(rows), 1) - 1
    note = word("evaluation.ranking_note")
    sheet = sheets.book.sheet(RANKING, "title.evaluation_ranking", table, note=note, rows=len(rows))
    for lot, number, bid in rows:
        sheet.add(_cells(_Row(sheets, table, sheet.row, last), lot, number, bid))
    _rules(sheet, sheets, last)
    sheet.row += 1
    sheet.write_wrapped(word("evaluation.members"), "strong")
    for _ in range(_MEMBERS):
        sheet.row += 1
        sheet.write_line("   ".join(f"{word(key)}: ____________________" for key in _SIGNED))


def _rules(sheet: Sheet, sheets: EvaluationSheets, last: int) -> None:
    """Let the yellow cells take only what the reader understands."""
    word = sheets.book.word
    choice = [word("evaluation.award"), word("evaluation.reject")]
    sheet.allow("evaluation_decision", FIRST, last, {"validate": "list", "source": choice})
    number = {"validate": "decimal", "criteria": "between", "minimum": 0}
    for criterion, _ in sheets.dossier.ruling.criteria:
        if criterion is Criterion.DELIVERY:
            sheet.allow("evaluation_day", FIRST, last, DAYS)
        elif criterion is Criterion.LIFE_CYCLE:
            sheet.allow("evaluation_life_cycle", FIRST, last, {**number, "maximum": 10**15})
        elif criterion is Criterion.PERFORMANCE:
            sheet.allow("evaluation_points", FIRST, last, {**number, "maximum": 100})


class _Row:
    """A row of the ranking, whose formulas look at other sheets and at the rows of its lot."""

    def __init__(self, sheets: EvaluationSheets, table: Table, row: int, last: int) -> None:
        self.sheets, self.table, self.row, self.last = sheets, table, row, last

    def live(self, text: str, value: float | str = 0) -> Formula:
        """Return a formula over the row's own cells."""
        filled = self.table.live(text, self.row, 0)
        return Formula(filled.text, value)

    def all(self, column: str) -> str:
        """Return a column of the ranking, all rows."""
        return self.table.area(column, FIRST, self.last)

    def checks(self, column: str) -> str:
        """Return a column of the checklist."""
        last = FIRST + max(len(self.sheets.bids) * len(CHECKS), 1) - 1
        return self.sheets.book.elsewhere(CHECKLIST, CHECKS_TABLE.area(column, FIRST, last))

    def arithmetic(self, column: str) -> str:
        """Return a column of the arithmetic."""
        area = ARITHMETIC_TABLE.area(column, *self.sheets.arithmetic_rows)
        return self.sheets.book.elsewhere(ARITHMETIC, area)


def _cells(row: _Row, lot: int, number: int, bid: Bid) -> dict[str, Cell]:
    sheets, word = row.sheets, row.sheets.book.word
    passed, own = row.checks("evaluation_passed"), row.checks("bid_number")
    unpriced = sum(1 for line in bid.lines if line.lot == lot and line.total is None)
    if bid.rate is None:
        unpriced = max(unpriced, 1)
    cells: dict[str, Cell] = {
        "lot": lot,
        "bid_number": number,
        "bidder": bid.bidder or "–",
        "evaluation_failed": row.live(
            f"=COUNTIFS({own},{{bid_number}},{passed},{quoted(word('no'))})"
        ),
        "evaluation_open": row.live(f'=SUMPRODUCT(({own}={{bid_number}})*({passed}=""))'),
        "evaluation_unpriced": unpriced,
        "evaluation_responsive": row.live(
            "=IF(AND({evaluation_failed}=0,{evaluation_unpriced}=0),1,0)"
        ),
        "evaluation_price": _price(row, bid),
    }
    for criterion, _ in sheets.dossier.ruling.criteria:
        if criterion is Criterion.DELIVERY:
            offered = [bid.offered.get(line.number) for line in bid.lines if line.lot == lot]
            known = [day for day in offered if day is not None]
            contract = sheets.dossier.days.contract
            start = f"DATE({contract.year},{contract.month},{contract.day})"
            cells["evaluation_day"] = max(known) if len(known) == len(offered) else None
            cells["evaluation_days"] = row.live(
                f'=IF(ISNUMBER({{evaluation_day}}),MAX({{evaluation_day}}-{start},1),"")', ""
            )
        cells[f"points_{criterion.value}"] = _points(row, criterion)
    cells["evaluation_score"] = _score(row)
    better = (
        f"SUMPRODUCT(({row.all('lot')}={{lot}})*ISNUMBER({row.all('evaluation_score')})"
        f"*({row.all('evaluation_score')}>{{evaluation_score}}))"
    )
    cells["evaluation_rank"] = row.live(f'=IF({{evaluation_score}}="","",{better}+1)', "")
    return cells


def _price(row: _Row, bid: Bid) -> Cell:
    """Return the price of a lot in the plan's currency, arithmetic corrected."""
    corrected = row.arithmetic("evaluation_corrected")
    bids, lots = row.arithmetic("bid_number"), row.arithmetic("lot")
    digits = digits_of(row.sheets.tenders.context.plan.currency)
    rate = 0 if bid.rate is None else bid.rate.rate
    total = f"SUMIFS({corrected},{bids},{{bid_number}},{lots},{{lot}})"
    return row.live(f"=ROUND({total}*{rate:f},{digits})")


def _points(row: _Row, criterion: Criterion) -> Cell:
    """Return the points of a criterion, nothing where it is not scored."""
    figure = FIGURE_OF[criterion]
    wrong = f"OR({{evaluation_responsive}}=0,NOT(ISNUMBER({{{figure}}})))"
    if criterion not in LOWEST:
        return row.live(f'=IF({wrong},"",{{{figure}}})', "")
    least = (
        f"_xlfn.MINIFS({row.all(figure)},{row.all('lot')},{{lot}},"
        f'{row.all("evaluation_responsive")},1,{row.all(figure)},">0")'
    )
    return row.live(f'=IF({wrong},"",IF({{{figure}}}<=0,"",100*{least}/{{{figure}}}))', "")


def _score(row: _Row) -> Cell:
    criteria = row.sheets.dossier.ruling.criteria
    points = [f"{{points_{criterion.value}}}" for criterion, _ in criteria]
    parts = "+".join(f"{weight}*N({p})" for (_, weight), p in zip(criteria, points, strict=True))
    listed = ",".join(points)
    return row.live(f'=IF(COUNT({listed})<{len(points)},"",ROUND(({parts})/100,{DECIMALS}))', "")
