"""Read an evaluation workbook back: checks, corrections and decisions, and the order they give.

No formula is trusted: the ranking is reckoned again from the cells that the committee filled in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from inventory.findings import Finding, Rule, in_order
from inventory.values import shorten
from planner.bids.bid_file import day_or_none, meta_of, open_workbook, sheet_named
from planner.bids.evaluation.checks import CHECKS
from planner.bids.evaluation.rules import (
    CELL,
    NO_REASON,
    NOT_FIRST,
    NOT_RESPONSIVE,
    OPEN,
    TWICE,
    UNREADABLE,
)
from planner.bids.evaluation.scores import Entry, Ranked, ranked
from planner.bids.evaluation.tables import (
    ARITHMETIC,
    ARITHMETIC_TABLE,
    CHECKLIST,
    CHECKS_TABLE,
    FORMAT,
    OPENING,
    OPENING_TABLE,
    RANKING,
    ranking_table,
)
from planner.bids.lots.awarding import too_many_lots
from planner.bids.prices import clean, is_empty, is_number
from planner.language.labels import label
from planner.language.messages.findings import Phrase, phrase
from planner.rendering.table import FIRST, Table, letters
from planner.scenario.buying.procurement_rules import Criterion

if TYPE_CHECKING:
    from planner.language.label import Language
    from planner.procurement.tender_plan import Dossier
    from planner.procurement.tenders import Tenders


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the committee said of a bid for a lot, with the figures that the ranking rests on."""

    lot: int  # 0: the tender is in one piece
    bid: int
    bidder: str
    sha256: str  # of the bid
    price: Fraction  # in the plan's currency, corrected
    correction: Fraction  # of it, in the bid's currency
    failed: int  # checks
    open: int  # checks
    ranked: Ranked
    award: bool | None  # None: nothing said
    reason: str


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """An evaluation as it was read."""

    file: str
    package_id: str
    sha256: str
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]

    @property
    def awarded(self) -> tuple[Decision, ...]:
        """Decisions to award, by lot."""
        return tuple(decision for decision in self.decisions if decision.award)


def read_evaluation(data: bytes, file: str, tenders: Tenders) -> Evaluation:
    """Return an evaluation with its findings; whatever is wrong is in them."""
    book, fault = open_workbook(data, file)
    meta = {} if book is None else meta_of(book)
    dossier = next((d for d in tenders.dossiers if d.package.id == meta.get("package")), None)
    ours = meta.get("format") == FORMAT and meta.get("language") in ("mn", "en", "both")
    same = meta.get("fingerprint") == tenders.context.plan.fingerprint
    mark = hashlib.sha256(data).hexdigest()
    if book is None or dossier is None or not ours or not same:
        found = fault.found if fault is not None else phrase("another workbook or another plan")
        finding = UNREADABLE.finding(
            file,
            found=found,
            expected=phrase(
                "an evaluation workbook of {run} ({fingerprint})",
                run=tenders.context.plan.run_id,
                fingerprint=tenders.context.plan.short_fingerprint,
            ),
            todo=phrase("name its run with --run, or write it again with --evaluation"),
        )
        return Evaluation(file=file, package_id="", sha256=mark, decisions=(), findings=(finding,))
    reader = _Reader(book, meta, dossier, digits_of(tenders.context.plan.currency), file)
    decisions = tuple(reader.decisions())
    findings = [*reader.findings, *_against(decisions, dossier, file)]
    return Evaluation(
        file=file,
        package_id=dossier.package.id,
        sha256=mark,
        decisions=decisions,
        findings=tuple(in_order(findings)),
    )


class _Reader:
    """Reads the sheets of one evaluation; `findings` grows while they are read."""

    def __init__(
        self, book: Any, meta: dict[str, str], dossier: Dossier, digits: int, file: str
    ) -> None:
        self.book, self.meta, self.dossier, self.file = book, meta, dossier, file
        self.digits = digits
        self.language: Language = meta["language"]  # type: ignore[assignment]  # checked before
        self.findings: list[Finding] = []
        self.bids = int(meta.get("bids", "0"))

    def decisions(self) -> Iterator[Decision]:
        """Yield the decision of every row of the ranking, ranked again."""
        failed, still = self._checks()
        prices, corrections = self._prices()
        table = ranking_table(self.dossier.ruling.criteria)
        rows = [*self._rows(RANKING, table, "bid_number")]
        found: list[Decision] = []
        entries: list[Entry] = []
        for row in rows:
            lot, bid = self._whole(row, table, "lot"), self._whole(row, table, "bid_number")
            unpriced = self._whole(row, table, "evaluation_unpriced")
            price = prices.get((bid, lot), Fraction(0))
            entries.append(
                Entry(
                    lot=lot,
                    bid=bid,
                    responsive=not failed.get(bid) and not unpriced,
                    figures=self._figures(row, table, price),
                )
            )
            found.append(
                Decision(
                    lot=lot,
                    bid=bid,
                    bidder=self._bidder(bid),
                    sha256=self.meta.get(f"bid {bid}", ""),
                    price=price,
                    correction=corrections.get((bid, lot), Fraction(0)),
                    failed=failed.get(bid, 0) + unpriced,
                    open=still.get(bid, 0),
                    ranked=Ranked(score=None, rank=None),
                    award=self._choice(
                        RANKING, row, table, "evaluation_decision", "award", "reject"
                    ),
                    reason=clean(self._value(RANKING, row, table, "evaluation_reason")),
                )
            )
        order = ranked(entries, self.dossier.ruling.criteria)
        for decision, rank in zip(found, order, strict=True):
            yield replace(decision, ranked=rank)

    def _figures(self, row: int, table: Table, price: Fraction) -> dict[Criterion, Fraction]:
        found = {Criterion.PRICE: price}
        for criterion, _ in self.dossier.ruling.criteria:
            if criterion is Criterion.DELIVERY:
                value = self._value(RANKING, row, table, "evaluation_day")
                day = day_or_none(value)
                if day is not None:
                    days = (day - self.dossier.days.contract).days
                    found[criterion] = Fraction(max(days, 1))
                elif not is_empty(value):
                    self._tell(RANKING, row, table, "evaluation_day", phrase("a date"))
            elif criterion is not Criterion.PRICE:
                column = {
                    Criterion.LIFE_CYCLE: "evaluation_life_cycle",
                    Criterion.PERFORMANCE: "evaluation_points",
                }[criterion]
                amount = self._number(RANKING, row, table, column)
                if amount is not None:
                    found[criterion] = amount
        return found

    def _checks(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return how many checks of each bid failed and how many are open."""
        failed: dict[int, int] = dict.fromkeys(range(1, self.bids + 1), 0)
        still = dict(failed)
        rows = {
            self._whole(row, CHECKS_TABLE, "number", CHECKLIST): row
            for row in self._rows(CHECKLIST, CHECKS_TABLE, "number")
        }
        for place in range(self.bids * len(CHECKS)):
            bid, row = 1 + place // len(CHECKS), rows.get(place + 1)
            answer = None
            if row is not None:  # a check whose row was deleted is open
                answer = self._choice(
                    CHECKLIST, row, CHECKS_TABLE, "evaluation_passed", "yes", "no"
                )
            if answer is None:
                still[bid] += 1
            elif not answer:
                failed[bid] += 1
        return failed, still

    def _prices(self) -> tuple[dict[tuple[int, int], Fraction], dict[tuple[int, int], Fraction]]:
        """Return the corrected price of each bid for each lot, and the corrections in it."""
        totals: dict[tuple[int, int], Fraction] = {}
        corrections: dict[tuple[int, int], Fraction] = {}
        table = ARITHMETIC_TABLE
        for row in self._rows(ARITHMETIC, table, "number"):
            bid = self._whole(row, table, "bid_number", ARITHMETIC)
            key = bid, self._whole(row, table, "lot", ARITHMETIC)
            price = self._number(ARITHMETIC, row, table, "bid_price")
            line = Fraction(0)
            if price is not None:
                quantity = self._whole(row, table, "quantity", ARITHMETIC)
                transport = self._number(ARITHMETIC, row, table, "bid_transport")
                line = quantity * price + (transport or 0)
            more = self._number(ARITHMETIC, row, table, "evaluation_correction", negative=True)
            if more and is_empty(self._value(ARITHMETIC, row, table, "remark")):
                todo = phrase("write the reason into the column beside it")
                self._tell(ARITHMETIC, row, table, "remark", phrase("a reason"), NO_REASON, todo)
            totals[key] = totals.get(key, Fraction(0)) + line + (more or 0)
            corrections[key] = corrections.get(key, Fraction(0)) + (more or 0)
        found = {key: self._at_home(key[0], total) for key, total in totals.items()}
        return found, corrections

    def _at_home(self, bid: int, amount: Fraction) -> Fraction:
        """Return an amount in the plan's currency, rounded half up to its decimals."""
        rate = Fraction(self.meta.get(f"rate {bid}", "0"))
        exact = amount * rate * 10**self.digits
        whole = Decimal(exact.numerator) / Decimal(exact.denominator)
        return Fraction(int(whole.quantize(Decimal(1), ROUND_HALF_UP)), 10**self.digits)

    def _bidder(self, bid: int) -> str:
        for row in self._rows(OPENING, OPENING_TABLE, "bid_number"):
            if self._whole(row, OPENING_TABLE, "bid_number", OPENING) == bid:
                return clean(self._value(OPENING, row, OPENING_TABLE, "bidder"))
        return ""

    # --- cells

    def _rows(self, key: str, table: Table, column: str) -> Iterator[int]:
        """Yield the rows of a table, from 1: those with a whole number in a column."""
        sheet = sheet_named(self.book, key, self.language)
        if sheet is None:
            return
        place = table.place(column) + 1
        for row in range(FIRST + 1, sheet.max_row + 1):
            value = sheet.cell(row, place).value
            if is_number(value) and float(value) == int(value):
                yield row

    def _value(self, key: str, row: int, table: Table, column: str) -> object:
        sheet = sheet_named(self.book, key, self.language)
        value: object = sheet.cell(row, table.place(column) + 1).value
        return value

    def _whole(self, row: int, table: Table, column: str, key: str = RANKING) -> int:
        value = self._value(key, row, table, column)
        if is_number(value) and float(str(value)) == int(float(str(value))):
            return int(float(str(value)))
        self._tell(key, row, table, column, phrase("a whole number"))
        return 0

    def _number(
        self, key: str, row: int, table: Table, column: str, *, negative: bool = False
    ) -> Fraction | None:
        value = self._value(key, row, table, column)
        if is_empty(value):
            return None
        if not is_number(value) or (not negative and float(str(value)) < 0):
            self._tell(key, row, table, column, phrase("a number"))
            return None
        return Fraction(repr(value))

    def _choice(
        self, key: str, row: int, table: Table, column: str, yes: str, no: str
    ) -> bool | None:
        """Return what was chosen of two words, None for an empty cell."""
        value = clean(self._value(key, row, table, column)).casefold()
        prefix = "evaluation." if key == RANKING else ""
        texts = [label(f"{prefix}{word}", self.language) for word in (yes, no)]
        known = {clean(text).casefold(): text == texts[0] for text in texts}
        if value and value not in known:
            expected = phrase("{one} or {other}", one=texts[0], other=texts[1])
            self._tell(key, row, table, column, expected)
        return known.get(value)

    def _tell(
        self,
        key: str,
        row: int,
        table: Table,
        column: str,
        expected: Phrase,
        rule: Rule = CELL,
        todo: Phrase | None = None,
    ) -> None:
        sheet = sheet_named(self.book, key, self.language)
        value = clean(self._value(key, row, table, column))
        self.findings.append(
            rule.finding(
                self.file,
                row,
                f"{sheet.title}!{letters(table.place(column))}{row}",
                found=shorten(value) if value else phrase("nothing"),
                expected=expected,
                todo=todo or phrase("correct the cell, and read the workbook again"),
            )
        )


def _against(decisions: tuple[Decision, ...], dossier: Dossier, file: str) -> Iterator[Finding]:
    """Yield what stands against the decisions to award."""
    awarded = [decision for decision in decisions if decision.award]
    for decision in awarded:
        yield from _against_one(decision, file)
    for lot in sorted({decision.lot for decision in awarded}):
        own = [decision for decision in awarded if decision.lot == lot]
        if len(own) > 1:
            found = _named(own[0], ", ".join(decision.bidder for decision in own))
            expected = phrase("one bid for each lot")
            todo = phrase("leave the decision at the bid that wins")
            yield TWICE.finding(file, found=found, expected=expected, todo=todo)
    for bid in sorted({decision.bid for decision in awarded}):
        count = len({decision.lot for decision in awarded if decision.bid == bid})
        yield from too_many_lots(file, dossier.package.id, count, dossier.lots_per_bidder)


def _against_one(decision: Decision, file: str) -> Iterator[Finding]:
    if decision.failed:
        found = _named(decision, decision.bidder)
        expected = phrase("a bid that passed every check, with a price in every line")
        todo = phrase("correct the checklist or the decision")
        yield NOT_RESPONSIVE.finding(file, found=found, expected=expected, todo=todo)
    if decision.open:
        yield OPEN.finding(
            file,
            found=phrase(
                "{what}: {count} checks open",
                what=_named(decision, decision.bidder),
                count=decision.open,
            ),
            expected=phrase("every check of it answered"),
            todo=phrase("answer the checks on the checklist"),
        )
    rank = decision.ranked.rank
    if rank is not None and rank > 1:
        rule = NOT_FIRST if decision.reason else NO_REASON
        yield rule.finding(
            file,
            found=phrase(
                "{what}: rank {number}", what=_named(decision, decision.bidder), number=rank
            ),
            expected=phrase("the bid that is ranked first, or a reason"),
            todo=phrase("write the reason beside the decision"),
        )


def _named(decision: Decision, bidders: str) -> Phrase:
    if not decision.lot:
        return phrase("{bidder}", bidder=shorten(bidders))
    return phrase("lot {number}: {what}", number=decision.lot, what=shorten(bidders))
