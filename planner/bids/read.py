"""Filled bids read again: what is wrong with each, and how they compare with the estimate.

The bidders' copy is written once more from the plan and held against the file cell by cell, so
that any change outside the yellow cells is found. Line totals are computed here from the plan's own
quantities; no formula of a bidder is trusted. Evaluation is the committee's: this is arithmetic.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, in_order
from inventory.values import shorten
from planner.bids.bid import Bid
from planner.bids.bid_file import (
    dates_in_form,
    form_faults,
    form_of,
    meta_of,
    not_ours,
    open_workbook,
    sheet_named,
)
from planner.bids.changed_cells import sheets_to_compare
from planner.bids.prices import PriceReader, clean
from planner.bids.rules import (
    AGAIN,
    OTHER_PLAN,
    TWICE,
)
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


def read_bids(paths: Sequence[Path], tenders: Tenders) -> list[Bid]:
    """Return every bid with its findings, in the order of the files; equal files are one bid.

    Raises OSError when a file cannot be read.
    """
    reader = _Reader(tenders)
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
    finding = AGAIN.finding(
        bid.file,
        found=phrase("the same file again: {files}", files=", ".join(names)),
        expected=phrase("each file once"),
        todo=phrase("nothing; it was read once"),
    )
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
        others = [other for other in bids if other is not bid and _one_bidder(bid, other)]
        if not others:
            yield bid
            continue
        same = ", ".join(f"{other.file} ({shorten(other.bidder)})" for other in others)
        finding = TWICE.finding(
            bid.file,
            found=phrase("{bidder}, also in {files}", bidder=shorten(bid.bidder), files=same),
            expected=phrase("one bid of each bidder"),
            todo=phrase("ask which one holds and read that alone"),
        )
        yield replace(bid, findings=(*bid.findings, finding))


def _one_bidder(one: Bid, other: Bid) -> bool:
    """Return whether two bids for a package are of one bidder, by name or registration number."""
    if one.package_id != other.package_id:
        return False
    named = bool(one.bidder) and _folded(one.bidder) == _folded(other.bidder)
    return named or (bool(one.register) and _folded(one.register) == _folded(other.register))


def _folded(text: str) -> str:
    """Return a name without case, blanks, quotation marks and punctuation."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


# -- reading ------------------------------------------------------------------------------------


class _Reader:
    """Reads bids against the sheets that were sent out; those are written once per package."""

    def __init__(self, tenders: Tenders) -> None:
        self.tenders = tenders
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
        return self._compared(book, meta, file)

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

    def _compared(self, book: Any, meta: Mapping[str, str], file: str) -> Bid:
        dossier = next(d for d in self.tenders.dossiers if d.package.id == meta["package"])
        language: Language = meta["language"]  # type: ignore[assignment]  # checked before
        lines = [line for line in dossier.tender.lines if line.quantity]
        findings = [*sheets_to_compare(book, self._sent(dossier, language), language, file)]
        schedules = schedules_of(dossier)
        found = {s.key: sheet_named(book, s.key, language) for s in schedules}
        sheets = {key: sheet for key, sheet in found.items() if sheet is not None}
        form, currency = form_of(book, language), self.tenders.context.plan.currency
        prices = PriceReader(
            file=file,
            sheets=sheets,
            schedules=schedules,
            yearly=is_yearly(dossier.package),
            comparable=clean(form.get("bid_currency")).upper() == currency,
            currency=currency,
        )
        read = tuple(prices.lines(lines))
        findings += prices.findings
        findings += form_faults(form, currency, file)
        findings += dates_in_form(
            sheet_named(book, "tender_schedule", language), dossier, lines, file
        )
        return Bid(
            file=file,
            package_id=dossier.package.id,
            bidder=clean(form.get("bidder")),
            currency=clean(form.get("bid_currency")),
            lines=read,
            findings=tuple(in_order(findings)),
            register=clean(form.get("bidder_register")),
        )

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
