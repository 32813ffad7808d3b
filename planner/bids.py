"""Filled bids read again: what is wrong with each, and how they compare with the estimate.

The bidders' copy is written once more from the plan and held against the file cell by cell, so
that any change outside the yellow cells is found. Line totals are computed here from the plan's own
quantities; no formula of a bidder is trusted. Evaluation is the committee's: this is arithmetic.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, Severity, in_order
from inventory.values import shorten
from inventory.workbooks import too_much_to_edit
from planner.exports.procurement import BID_FORMAT, FORM_FIELDS, META, schedule_columns, write
from planner.exports.procurement_prices import (
    BY_ORIGIN,
    ONE,
    SERVICES,
    SUMMARY_KEY,
    schedules_of,
)
from planner.exports.sheets import FIRST, letters
from planner.finding_words import Phrase, as_phrase, phrase
from planner.labels import Language, label
from planner.procurement_bid_formulas import is_formula, normalised
from planner.procurement_bid_prices import BidLine, PriceReader, clean
from planner.procurement_bid_rules import (
    AGAIN,
    BIDDER,
    CHANGED,
    COMPLETED,
    CURRENCY,
    DATE,
    LATE,
    OTHER_PLAN,
    QUANTITY,
    RULES,
    SHEET_MISSING,
    TWICE,
    UNREADABLE,
)
from planner.tender import TenderLine, is_yearly

if TYPE_CHECKING:
    from planner.dossiers import Dossier
    from planner.procure import Tenders

LARGEST_BYTES = 64 * 2**20  # unpacked size of a bid that is opened
_QUANTITY_SHEETS = ("tender_schedule", SUMMARY_KEY, *(s.key for s in (ONE, *BY_ORIGIN, SERVICES)))
MAY_NOT_CHANGE = ("tender_form", *_QUANTITY_SHEETS, "tender_sites", "tender_related")
MAY_CHANGE = ("tender_cover", "tender_spec")  # the buyer may have completed them
_SHOWN = 10  # changed cells of a sheet that are listed one by one
__all__ = ["RULES", "Bid", "BidLine", "read_bids", "run_of"]


@dataclass(frozen=True, kw_only=True)
class Bid:
    """A filled bid, as its file says."""

    file: str
    package_id: str
    bidder: str
    currency: str
    lines: tuple[BidLine, ...]
    findings: tuple[Finding, ...]
    register: str = ""  # registration number of the bidder

    @property
    def name(self) -> str:
        """Who bids, with the file, so that two bids of one bidder are told apart."""
        return f"{self.bidder} ({self.file})" if self.bidder else self.file

    def priced_in(self, currency: str) -> bool:
        """Return whether its prices are in a currency, by its own form."""
        return self.currency.upper() == currency

    @property
    def responsive(self) -> bool:
        """Whether nothing arithmetical stands against it."""
        return not any(f.severity is Severity.ERROR for f in self.findings)

    @property
    def total(self) -> Decimal | None:
        """The total of its lines, None when one has no price, or there is none."""
        totals = [line.total for line in self.lines if line.total is not None]
        complete = totals and len(totals) == len(self.lines)
        return sum(totals, Decimal(0)) if complete else None


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
        book, fault = _open(data, file)
        meta = {} if book is None else _meta(book)
        if fault is None and meta.get("format") != BID_FORMAT:
            fault = _not_ours(file, meta.get("format", ""))
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
        findings = [*_sheets(book, self._sent(dossier, language), language, file)]
        schedules = schedules_of(dossier)
        found = {s.key: _sheet(book, s.key, language) for s in schedules}
        sheets = {key: sheet for key, sheet in found.items() if sheet is not None}
        form, currency = _form(book, language), self.tenders.context.plan.currency
        prices = PriceReader(
            file=file,
            sheets=sheets,
            schedules=schedules,
            yearly=is_yearly(dossier.package),
            comparable=clean(form.get("bid_currency")).upper() == currency,
        )
        read = tuple(prices.lines(lines))
        findings += prices.findings
        findings += _form_faults(form, currency, file)
        findings += _dates(_sheet(book, "tender_schedule", language), dossier, lines, file)
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
        book, _ = _open(path.read_bytes(), path.name)
        run_id = _meta(book).get("run_id") if book is not None else None
        if run_id:
            return run_id
    return None


def _open(data: bytes, file: str) -> tuple[Any, Finding | None]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            other = "content.xml" in archive.namelist()  # of every OpenDocument file
        if other:
            todo = phrase("ask the bidder to save it as .xlsx and send that")
            return None, _unreadable(file, phrase("an OpenDocument file, such as .ods"), todo)
        unsafe = too_much_to_edit(data, LARGEST_BYTES)
        if unsafe is not None:
            return None, _unreadable(file, as_phrase(unsafe))
        return load_workbook(io.BytesIO(data)), None
    except zipfile.BadZipFile:
        return None, _unreadable(file, phrase("a file that is not a workbook"))
    except Exception as error:  # openpyxl raises whatever its parsers do
        return None, _unreadable(
            file, phrase("a damaged workbook ({cause})", cause=type(error).__name__)
        )


def _unreadable(file: str, found: Phrase, todo: Phrase | None = None) -> Finding:
    expected = phrase("the bidders' copy, filled in and saved as XLSX")
    todo = todo or phrase("ask the bidder for the XLSX file")
    return UNREADABLE.finding(file, found=found, expected=expected, todo=todo)


def _not_ours(file: str, form: str) -> Finding:
    if form:
        return _unreadable(
            file, phrase("a form of another version of Kholboo ({form})", form=shorten(form))
        )
    return _unreadable(file, phrase("a workbook without the hidden sheet of a bidders' copy"))


def _meta(book: Any) -> dict[str, str]:
    page = _page(book, META)
    if page is None:
        return {}
    rows = page.iter_rows(max_row=20, max_col=2, values_only=True)
    return {str(key): clean(value) for key, value, *_ in rows if key is not None}


def _sheet(book: Any, key: str, language: Language) -> Any:
    """Return a sheet of a bid by its key, None when it was removed."""
    return _page(book, label(f"sheet.{key}", language, " "))


def _page(book: Any, name: str) -> Any:
    """Return a sheet with cells by its name, None where there is none: a chart has no cells."""
    return next((page for page in book.worksheets if page.title == name), None)


def _form(book: Any, language: Language) -> dict[str, Any]:
    """Return what stands in the bid form, by field."""
    sheet = _sheet(book, "tender_form", language)
    if sheet is None:
        return {}
    return {
        key: sheet.cell(FIRST + 1 + place, 2).value for place, (key, _) in enumerate(FORM_FIELDS)
    }


def _form_faults(form: Mapping[str, Any], currency: str, file: str) -> Iterator[Finding]:
    if not clean(form.get("bidder")):
        yield BIDDER.finding(
            file,
            found=phrase("no name"),
            expected=phrase("the bidder"),
            todo=phrase("ask who sent it"),
        )
    written = clean(form.get("bid_currency")).upper()
    if written != currency:
        yield CURRENCY.finding(
            file,
            column="bid_currency",
            found=shorten(written) or phrase("nothing"),
            expected=currency,
            todo=phrase("ask the bidder for prices in {currency}", currency=currency),
        )
    for key in ("bid_date", "bid_valid_until"):
        value = form.get(key)
        if not isinstance(value, dt.date):
            yield DATE.finding(
                file,
                column=key,
                found=shorten(clean(value)) or phrase("nothing"),
                expected=phrase("a date"),
                todo=phrase("ask the bidder"),
            )


def _dates(
    sheet: Any, dossier: Dossier, lines: Sequence[TenderLine], file: str
) -> Iterator[Finding]:
    """Yield offered dates that are no dates or too late; the cell may stay empty."""
    if sheet is None:
        return
    offered = len(schedule_columns(dossier.package.category))
    for place, line in enumerate(lines):
        cell = sheet.cell(FIRST + 1 + place, offered)
        if cell.value is None:
            continue
        where, expected = f"{sheet.title}!{cell.coordinate}", dossier.days.latest
        if not isinstance(cell.value, dt.date):
            found = shorten(clean(cell.value))
            yield DATE.finding(
                file,
                cell.row,
                where,
                found=found or phrase("nothing"),
                expected=phrase("a date"),
                todo=phrase("ask the bidder"),
            )
        elif _day(cell.value) > expected:
            yield LATE.finding(
                file,
                cell.row,
                where,
                found=phrase("line {number}: {what}", number=line.number, what=_day(cell.value)),
                expected=phrase("{day} or before", day=expected),
                todo=phrase("let the committee decide"),
            )


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


# -- what was changed ---------------------------------------------------------------------------


def _sheets(book: Any, sent: Any, language: Language, file: str) -> Iterator[Finding]:
    """Yield what differs from the file that was sent, outside the cells to fill in."""
    for key in (*MAY_NOT_CHANGE, *MAY_CHANGE):
        ours, theirs = _sheet(sent, key, language), _sheet(book, key, language)
        if ours is None:
            continue
        if theirs is None:
            name = label(f"sheet.{key}", language, " ")
            yield SHEET_MISSING.finding(
                file,
                found=phrase("no sheet {name}", name=name),
                expected=name,
                todo=phrase("ask for the whole file"),
            )
        else:
            yield from _cells(key, ours, theirs, file)


def _cells(key: str, ours: Any, theirs: Any, file: str) -> Iterator[Finding]:
    changed = [*_changed(ours, theirs)]
    for place, mine, value in changed[:_SHOWN]:
        yield _difference(key, ours.title, place, (mine, value), file)
    if len(changed) > _SHOWN:
        rule = COMPLETED if key in MAY_CHANGE else CHANGED
        yield rule.finding(
            file,
            column=ours.title,
            found=phrase("{count} more changed cells", count=len(changed) - _SHOWN),
            expected=phrase("the cells that were sent"),
            todo=phrase("open the file beside the one that was sent"),
        )


_Place = tuple[int, int]  # row and column, from 1


def _changed(ours: Any, theirs: Any) -> Iterator[tuple[_Place, object, object]]:
    """Yield every locked cell whose content differs, and cells written outside the table.

    Only cells that a file holds are looked at: one stray cell in the last row of a sheet must not
    make a million empty ones.
    """
    sent, held = _held(ours), _held(theirs)
    for place in sorted({*sent, *held}):
        mine = sent[place].value if place in sent else None
        value = held[place].value if place in held else None
        locked = place not in sent or sent[place].protection.locked
        if locked and not _same(mine, value):
            yield place, mine, value


def _held(sheet: Any) -> Mapping[_Place, Any]:
    """Return the cells that a sheet holds, by row and column."""
    cells: Mapping[_Place, Any] = sheet._cells
    return cells


def _same(ours: object, theirs: object) -> bool:
    """Return whether two cells say the same: programs save numbers and formulas differently."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return float(ours) == float(theirs)
    if isinstance(ours, dt.date) and isinstance(theirs, dt.date):
        return _day(ours) == _day(theirs)
    if is_formula(ours) and is_formula(theirs):
        return normalised(str(ours)) == normalised(str(theirs))
    return clean(ours).replace(" ", "") == clean(theirs).replace(" ", "")


def _difference(
    key: str, title: str, place: _Place, values: tuple[object, object], file: str
) -> Finding:
    row, column = place
    mine, value = values
    quantity = key in _QUANTITY_SHEETS and letters(column - 1) == "C" and row > FIRST
    rule = COMPLETED if key in MAY_CHANGE else QUANTITY if quantity else CHANGED
    return rule.finding(
        file,
        row,
        f"{title}!{letters(column - 1)}{row}",
        found=shorten(clean(value)) or phrase("nothing"),
        expected=shorten(clean(mine)) or phrase("nothing"),
        todo=phrase("ask the bidder to fill in the file as it was sent"),
    )
