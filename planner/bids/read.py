"""Filled bids read again: what is wrong with each, and how they compare with the estimate.

The bidders' copy is written once more from the plan and held against the file cell by cell, so
that any change outside the yellow cells is found. Line totals are computed here from the plan's own
quantities; no formula of a bidder is trusted. Evaluation is the committee's: this is arithmetic.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, in_order
from inventory.prices.catalogue import ExchangeRate
from inventory.values import shorten
from planner.bids.additions import additions, macros
from planner.bids.bid import Bid, one_bidder
from planner.bids.bid_file import (
    dates_in_form,
    day_or_none,
    form_faults,
    form_of,
    meta_of,
    not_ours,
    offered_days,
    open_workbook,
    sheet_named,
    stated_total,
)
from planner.bids.changed_cells import rows_by_sheet, sheets_to_compare
from planner.bids.lots.discounts import discounts
from planner.bids.offered import blanks, lowered, validity
from planner.bids.prices import PriceReader, clean
from planner.bids.rates import rate_for
from planner.bids.rows import Rows
from planner.bids.rules import AGAIN, OTHER_PLAN, TOTAL_DIFFERS, TWICE
from planner.bids.together import told_together
from planner.language.label import Language
from planner.language.messages.findings import phrase
from planner.procurement.sheets.price_schedules import (
    schedules_of,
)
from planner.procurement.sheets.tender_workbook import (
    BID_FORMAT,
    write,
)
from planner.procurement.yearly import is_yearly

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier
    from planner.procurement.tenders import Tenders


def read_bids(
    paths: Sequence[Path], tenders: Tenders, rates: Sequence[ExchangeRate] = ()
) -> list[Bid]:
    """Return every bid with its findings, in the order of the files; equal files are one bid.

    `rates` bring bids in other currencies to the plan's; without one of the day of opening a bid
    is not compared. Raises OSError when a file cannot be read.
    """
    reader = _Reader(tenders, (*rates, *_rates_of(tenders)))
    contents: dict[bytes, list[str]] = {}  # a copy under another name is the same bid
    for path, name in zip(paths, _file_names(paths), strict=True):
        contents.setdefault(path.read_bytes(), []).append(name)
    bids = [
        _told_again(reader.read(data, first), more) for data, (first, *more) in contents.items()
    ]
    return [*_told_twice(bids)]


def _told_again(bid: Bid, names: Sequence[str]) -> Bid:
    """Return a bid with a note of the names under which its file was given again."""
    if not names:
        return bid
    found = phrase("the same file again: {files}", files=", ".join(names))
    todo = phrase("nothing; it was read once")
    finding = AGAIN.finding(bid.file, found=found, expected=phrase("each file once"), todo=todo)
    return replace(bid, findings=(*bid.findings, finding))


def _file_names(paths: Sequence[Path]) -> list[str]:
    """Return a name for each file: its own, with its folder where several have the same."""
    own = [path.name for path in {path.resolve(): path for path in paths}.values()]
    return [
        path.name if own.count(path.name) == 1 else f"{path.parent.name}/{path.name}"
        for path in paths
    ]


def _told_twice(bids: Sequence[Bid]) -> Iterator[Bid]:
    """Yield the bids; those of one bidder for one package are told of each other."""
    for bid in bids:
        others = [other for other in bids if _again(bid, other)]
        if not others:
            yield bid
            continue
        same = ", ".join(f"{other.file} ({shorten(other.bidder)})" for other in others)
        found = phrase("{bidder}, also in {files}", bidder=shorten(bid.bidder), files=same)
        expected = phrase("one bid of each bidder")
        todo = phrase("ask which one holds and read that alone")
        finding = TWICE.finding(bid.file, found=found, expected=expected, todo=todo)
        yield replace(bid, findings=(*bid.findings, finding))


def _again(bid: Bid, other: Bid) -> bool:
    return other is not bid and bid.package_id == other.package_id and one_bidder(bid, other)


# -- reading ------------------------------------------------------------------------------------


class _Reader:
    """Reads bids against the sheets that were sent out; those are written once per package."""

    def __init__(self, tenders: Tenders, rates: Sequence[ExchangeRate]) -> None:
        self.tenders = tenders
        self.rates = rates
        self.sent: dict[tuple[str, Language], Any] = {}

    def read(self, data: bytes, file: str) -> Bid:
        """Return a bid under the name of its file; whatever is wrong is in its findings."""
        book, fault = open_workbook(data, file)
        meta = {} if book is None else meta_of(book)
        if fault is None and meta.get("format") != BID_FORMAT:
            fault = not_ours(file, meta.get("format", ""))
        if fault is None:
            fault = self._other_plan(meta, file)
        if fault is not None or book is None:
            found = (fault,) if fault is not None else ()
            return _empty(file, found)
        return self._compared(book, data, meta, file)

    def _other_plan(self, meta: Mapping[str, str], file: str) -> Finding | None:
        plan = self.tenders.context.plan
        known = {d.package.id for d in self.tenders.dossiers}
        right = meta.get("fingerprint") == plan.fingerprint and meta.get("package") in known
        if right and meta.get("copy") == "bidder" and meta.get("language") in ("mn", "en", "both"):
            return None
        package, run = (shorten(meta.get(key, "?")) for key in ("package", "run_id"))
        found = phrase("package {package} of {run}", package=package, run=run)
        return OTHER_PLAN.finding(
            file,
            found=phrase("{what}, {copy} copy", what=found, copy=shorten(meta.get("copy", "?"))),
            expected=phrase(
                "a bidders' copy of {run} ({fingerprint})",
                run=plan.run_id,
                fingerprint=plan.short_fingerprint,
            ),
            todo=phrase("name the run of the bid with --run"),
        )

    def _compared(self, book: Any, data: bytes, meta: Mapping[str, str], file: str) -> Bid:
        dossier = next(d for d in self.tenders.dossiers if d.package.id == meta["package"])
        language: Language = meta["language"]  # type: ignore[assignment]  # checked before
        lines = [line for line in dossier.tender.lines if line.quantity]
        sent, form = self._sent(dossier, language), form_of(book, language)
        rows = rows_by_sheet(book, sent, language)
        findings = [*sheets_to_compare(book, sent, language, rows, file)]
        findings += [*macros(data, file), *additions(book, sent, file)]
        schedules = schedules_of(dossier)
        found = {s.key: sheet_named(book, s.key, language) for s in schedules}
        sheets = {key: sheet for key, sheet in found.items() if sheet is not None}
        currency = self.tenders.context.plan.currency
        written = clean(form.get("bid_currency")).upper()
        rate, fault = rate_for(written, dossier, currency, self.rates, file)
        findings += () if fault is None else (fault,)
        prices = PriceReader(
            file=file,
            sheets=sheets,
            schedules=schedules,
            yearly=is_yearly(dossier.package),
            rows=rows,
            rate=None if rate is None else rate.rate,
            currency=currency,
        )
        read = tuple(prices.lines(lines))
        findings += prices.findings
        findings += form_faults(form, file)
        findings += validity(form, dossier.days.contract, file)
        schedule = sheet_named(book, "tender_schedule", language)
        findings += dates_in_form(
            schedule, dossier, lines, rows.get("tender_schedule", Rows()), file
        )
        spec = sheet_named(book, "tender_spec", language)
        if spec is not None:
            sheets["tender_spec"] = spec
            ours = sheet_named(sent, "tender_spec", language)
            findings += lowered(ours, spec, rows["tender_spec"], language, file)
        begun = {line.lot for line in read if line.where or not line.lot}
        if dossier.package.category == "goods":
            own = [line for line in lines if line.lot in begun]
            findings += blanks(sheets, schedules, rows, own, file)
        bid = Bid(
            file=file,
            package_id=dossier.package.id,
            bidder=clean(form.get("bidder")),
            currency=clean(form.get("bid_currency")),
            lines=read,
            findings=(),
            register=clean(form.get("bidder_register")),
            rate=rate,
            sha256=sha256(data).hexdigest(),
            date=day_or_none(form.get("bid_date")),
            valid_until=day_or_none(form.get("bid_valid_until")),
            offered=offered_days(schedule, dossier, lines, rows.get("tender_schedule", Rows())),
            stated_total=stated_total(data, language),
        )
        findings += total_differs(bid)
        if dossier.lots:
            offered, faults = discounts(
                sheet_named(book, "tender_discounts", language), bid, dossier
            )
            findings += faults
            bid = replace(bid, discounts=offered)
        return replace(bid, findings=tuple(in_order(told_together(findings))))

    def _sent(self, dossier: Dossier, language: Language) -> Any:
        """Return the bidders' copy as it was sent, written again."""
        import tempfile

        from openpyxl import load_workbook

        key = dossier.package.id, language
        if key not in self.sent:
            context = replace(self.tenders.context, language=language)
            with tempfile.TemporaryDirectory(prefix="kholboo-") as place:
                path = Path(place) / "sent.xlsx"
                write(context, dossier, self.tenders.settings, path, "bidder")
                self.sent[key] = load_workbook(io.BytesIO(path.read_bytes()))
        return self.sent[key]


def total_differs(bid: Bid) -> Iterator[Finding]:
    """Yield that the bidder's own total is not the sum of the lines, to a unit of the currency."""
    total, stated = bid.total, bid.stated_total
    if total is None or stated is None or abs(total - stated) < 1:
        return
    yield TOTAL_DIFFERS.finding(
        bid.file,
        column="bid_total",
        found=f"{stated:,f}",
        expected=phrase("{amount}, the sum of the lines", amount=f"{total:,f}"),
        todo=phrase("correct the arithmetic by unit prices, and tell the bidder"),
    )


def _rates_of(tenders: Tenders) -> list[ExchangeRate]:
    """Return the exchange rates that the plan itself was priced with."""
    rates = tenders.context.plan.exchange_rates
    return [
        ExchangeRate(currency=name, rate=rate, date=day, source=source)
        for name, rate, day, source in rates
    ]


def _empty(file: str, findings: tuple[Finding, ...]) -> Bid:
    """Return a bid of which nothing can be compared."""
    return Bid(file=file, package_id="", bidder="", currency="", lines=(), findings=findings)


def run_of(paths: Sequence[Path]) -> str | None:
    """Return the run that the first readable bid says it belongs to, None when none says so.

    Raises OSError when a file cannot be read.
    """
    for path in paths:
        book, _ = open_workbook(path.read_bytes(), path.name)
        run_id = meta_of(book).get("run_id") if book is not None else None
        if run_id:
            return run_id
    return None
