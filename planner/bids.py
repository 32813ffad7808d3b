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
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, Rule, Severity, in_order
from inventory.values import shorten
from planner.exports.procurement import BID_FORMAT, FORM_FIELDS, META, PRICES, write
from planner.exports.sheets import FIRST, letters
from planner.labels import Language, label
from planner.tender import TenderLine

if TYPE_CHECKING:
    from planner.dossiers import Dossier
    from planner.procure import Tenders

LARGEST_BYTES = 64 * 2**20  # unpacked size of a bid that is opened
MAY_NOT_CHANGE = (
    "tender_form",
    "tender_schedule",
    "tender_prices",
    "tender_sites",
    "tender_related",
)
MAY_CHANGE = ("tender_cover", "tender_spec")  # the buyer may have completed them
_SHOWN = 10  # changed cells of a sheet that are listed one by one
_PRICE, _TRANSPORT = (
    [column.heading for column in PRICES].index(name) for name in ("bid_price", "bid_transport")
)

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(rule_id: str, severity: Severity, title: str, why: str) -> Rule:
    return Rule(id=rule_id, severity=severity, title=title, why=why)


UNREADABLE = _rule(
    "bid.unreadable",
    _ERROR,
    "The file is no bid that can be read",
    "Only the XLSX that was sent to bidders, filled in and saved as XLSX, can be compared.",
)
OTHER_PLAN = _rule(
    "bid.other_plan",
    _ERROR,
    "The bid belongs to another plan or package",
    "Its quantities are not those that are being bought.",
)
PRICE_MISSING = _rule(
    "bid.price_missing", _ERROR, "A line has no price", "A bid without a price is not complete."
)
PRICE_TEXT = _rule(
    "bid.price_text",
    _ERROR,
    "A price is text, a formula or a date, not a number",
    "What a text was meant to be is never guessed: ask the bidder.",
)
PRICE_NEGATIVE = _rule(
    "bid.price_negative", _ERROR, "A price is below zero", "A discount belongs into the prices."
)
PRICE_ZERO = _rule(
    "bid.price_zero",
    _WARNING,
    "A price is zero",
    "It may be a gift, or a price that was meant to be filled in.",
)
CURRENCY = _rule(
    "bid.currency",
    _ERROR,
    "The prices are in another currency",
    "They are not converted: the rate and its day are for the committee to decide.",
)
QUANTITY = _rule(
    "bid.quantity_changed",
    _ERROR,
    "A quantity is not that of the tender",
    "The bid offers something else than was asked for.",
)
CHANGED = _rule(
    "bid.cell_changed",
    _ERROR,
    "A locked cell was changed",
    "Lines, quantities, dates and formulas are the tender's, not the bidder's.",
)
COMPLETED = _rule(
    "bid.text_changed",
    _NOTE,
    "The cover or the specification differs from what was written",
    "The buyer may have completed it before publishing; otherwise the bidder changed it.",
)
SHEET_MISSING = _rule(
    "bid.sheet_missing", _ERROR, "A sheet was removed", "The bid is not what was sent out."
)
BIDDER = _rule(
    "bid.bidder_missing", _ERROR, "The bidder is not named", "A bid belongs to somebody."
)
DATE = _rule(
    "bid.date",
    _WARNING,
    "A date is missing or is not a date",
    "Validity and delivery are compared by date.",
)
LATE = _rule(
    "bid.late",
    _WARNING,
    "An offered date is after the latest one asked for",
    "Whether a deviation is acceptable, the committee decides.",
)
TWICE = _rule(
    "bid.bidder_twice", _WARNING, "One bidder has two bids for a package", "Which one holds?"
)
RULES: tuple[Rule, ...] = tuple(
    sorted((r for r in globals().values() if isinstance(r, Rule)), key=lambda r: r.id)
)
"""Every rule about filled bids, in id order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidLine:
    """What a bidder asks for one line; None where no number stands."""

    number: int
    quantity: int  # the tender's
    unit_price: Decimal | None
    transport: Decimal  # of the whole line; 0 when left empty

    @property
    def total(self) -> Decimal | None:
        """Quantity times unit price and transport, exactly; None without a price."""
        return None if self.unit_price is None else self.quantity * self.unit_price + self.transport


@dataclass(frozen=True, kw_only=True)
class Bid:
    """A filled bid, as its file says."""

    file: str
    package_id: str
    bidder: str
    currency: str
    lines: tuple[BidLine, ...]
    findings: tuple[Finding, ...]

    @property
    def responsive(self) -> bool:
        """Whether nothing arithmetical stands against it."""
        return not any(f.severity is _ERROR for f in self.findings)

    @property
    def total(self) -> Decimal | None:
        """The total of its lines, None when one has no price."""
        totals = [line.total for line in self.lines]
        return None if None in totals else sum((t for t in totals if t is not None), Decimal(0))


def read_bids(paths: Sequence[Path], tenders: Tenders) -> list[Bid]:
    """Return every bid with its findings, in the order of the files.

    Raises OSError when a file cannot be read.
    """
    reader = _Reader(tenders)
    bids = [reader.read(path) for path in paths]
    return [*_told_twice(bids)]


def _told_twice(bids: Sequence[Bid]) -> Iterator[Bid]:
    """Yield the bids; those of one bidder for one package are told of each other."""
    for bid in bids:
        same = [
            b.file
            for b in bids
            if b is not bid
            and bid.bidder
            and (b.package_id, b.bidder.casefold()) == (bid.package_id, bid.bidder.casefold())
        ]
        if not same:
            yield bid
            continue
        finding = TWICE.finding(
            bid.file,
            found=f"{shorten(bid.bidder)}, also in {', '.join(same)}",
            expected="one bid of each bidder",
            todo="ask which one holds and read that alone",
        )
        yield Bid(**{**_fields(bid), "findings": (*bid.findings, finding)})


def _fields(bid: Bid) -> dict[str, Any]:
    return {name: getattr(bid, name) for name in Bid.__dataclass_fields__}


# -- reading ------------------------------------------------------------------------------------


class _Reader:
    """Reads bids against the sheets that were sent out; those are written once per package."""

    def __init__(self, tenders: Tenders) -> None:
        self.tenders = tenders
        self.sent: dict[tuple[str, Language], Any] = {}

    def read(self, path: Path) -> Bid:
        """Return a bid; whatever is wrong with it is in its findings."""
        data = path.read_bytes()
        book, fault = _open(data, path.name)
        meta = {} if book is None else _meta(book)
        if fault is None and meta.get("format") != BID_FORMAT:
            fault = _not_ours(path.name)
        if fault is None:
            fault = self._other_plan(meta, path.name)
        if fault is not None or book is None:
            found = (fault,) if fault is not None else ()
            return _empty(path.name, found)
        return self._compared(book, meta, path.name)

    def _other_plan(self, meta: Mapping[str, str], file: str) -> Finding | None:
        plan = self.tenders.context.plan
        known = {d.package.id for d in self.tenders.dossiers}
        right = meta.get("fingerprint") == plan.fingerprint and meta.get("package") in known
        if right and meta.get("copy") == "bidder" and meta.get("language") in ("mn", "en", "both"):
            return None
        found = f"package {meta.get('package', '?')} of {meta.get('run_id', '?')}"
        return OTHER_PLAN.finding(
            file,
            found=f"{shorten(found)}, {shorten(meta.get('copy', '?'))} copy",
            expected=f"a bidders' copy of {plan.run_id} ({plan.fingerprint})",
            todo="name the run of the bid with --run",
        )

    def _compared(self, book: Any, meta: Mapping[str, str], file: str) -> Bid:
        dossier = next(d for d in self.tenders.dossiers if d.package.id == meta["package"])
        language: Language = meta["language"]  # type: ignore[assignment]  # checked before
        sent = self._sent(dossier, language)
        lines = [line for line in dossier.tender.lines if line.quantity]
        findings = [*_sheets(book, sent, language, file)]
        prices = _sheet(book, "tender_prices", language)
        form = _form(book, language)
        read = [*_bid_lines(prices, lines, file, findings)] if prices is not None else []
        plan = self.tenders.context.plan
        findings += _form_faults(form, plan.currency, file)
        findings += _dates(_sheet(book, "tender_schedule", language), dossier, lines, file)
        return Bid(
            file=file,
            package_id=dossier.package.id,
            bidder=_text(form.get("bidder")),
            currency=_text(form.get("bid_currency")),
            lines=tuple(read),
            findings=tuple(in_order(findings)),
        )

    def _sent(self, dossier: Dossier, language: Language) -> Any:
        """Return the bidders' copy as it was sent, written again."""
        import tempfile
        from dataclasses import replace

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
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_BYTES:
            return None, _unreadable(file, f"{size / 2**20:,.0f} MiB when unpacked")
        return load_workbook(io.BytesIO(data)), None
    except zipfile.BadZipFile:
        return None, _unreadable(file, "a file that is not a workbook")
    except Exception as error:  # openpyxl raises whatever its parsers do
        return None, _unreadable(file, f"a damaged workbook ({type(error).__name__})")


def _unreadable(file: str, found: str) -> Finding:
    return UNREADABLE.finding(
        file,
        found=found,
        expected="the bidders' copy, filled in and saved as XLSX",
        todo="ask the bidder for the XLSX file",
    )


def _not_ours(file: str) -> Finding:
    return _unreadable(file, "a workbook without the hidden sheet of a bidders' copy")


def _meta(book: Any) -> dict[str, str]:
    if META not in book.sheetnames:
        return {}
    rows = book[META].iter_rows(max_row=20, max_col=2, values_only=True)
    return {str(key): _text(value) for key, value, *_ in rows if key is not None}


def _sheet(book: Any, key: str, language: Language) -> Any:
    """Return a sheet of a bid by its key, None when it was removed."""
    name = label(f"sheet.{key}", language, " ")
    return book[name] if name in book.sheetnames else None


def _text(value: object) -> str:
    """Return a cell as one line of printable text: a bidder's file may hold anything."""
    text = "" if value is None else " ".join(str(value).split())
    return "".join(letter for letter in text if letter.isprintable())


def _form(book: Any, language: Language) -> dict[str, Any]:
    """Return what stands in the bid form, by field."""
    sheet = _sheet(book, "tender_form", language)
    if sheet is None:
        return {}
    return {
        key: sheet.cell(FIRST + 1 + place, 2).value for place, (key, _) in enumerate(FORM_FIELDS)
    }


def _form_faults(form: Mapping[str, Any], currency: str, file: str) -> Iterator[Finding]:
    if not _text(form.get("bidder")):
        yield BIDDER.finding(file, found="no name", expected="the bidder", todo="ask who sent it")
    written = _text(form.get("bid_currency")).upper()
    if written != currency:
        yield CURRENCY.finding(
            file,
            column="bid_currency",
            found=shorten(written) or "nothing",
            expected=currency,
            todo=f"ask the bidder for prices in {currency}",
        )
    for key in ("bid_date", "bid_valid_until"):
        value = form.get(key)
        if not isinstance(value, dt.date):
            yield DATE.finding(
                file,
                column=key,
                found=shorten(_text(value)) or "nothing",
                expected="a date",
                todo="ask the bidder",
            )


def _bid_lines(
    sheet: Any, lines: Sequence[TenderLine], file: str, findings: list[Finding]
) -> Iterator[BidLine]:
    for place, line in enumerate(lines):
        row = FIRST + 1 + place
        price = _amount(sheet.cell(row, _PRICE + 1), line.number, file, findings)
        transport = _amount(
            sheet.cell(row, _TRANSPORT + 1), line.number, file, findings, empty=True
        )
        yield BidLine(
            number=line.number,
            quantity=line.quantity,
            unit_price=price,
            transport=transport or Decimal(0),
        )


def _amount(
    cell: Any, number: int, file: str, findings: list[Finding], *, empty: bool = False
) -> Decimal | None:
    """Return the number in a cell, None with a finding when there is none that can be used."""
    value, where = cell.value, f"{cell.parent.title}!{cell.coordinate}"
    if value is None or value == "":
        if not empty:
            findings.append(
                PRICE_MISSING.finding(
                    file,
                    cell.row,
                    where,
                    found=f"line {number} without a price",
                    expected="a unit price",
                    todo="ask the bidder; nothing is assumed",
                )
            )
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        findings.append(
            PRICE_TEXT.finding(
                file,
                cell.row,
                where,
                found=shorten(_text(value)),
                expected="a number such as 1450000",
                todo="ask the bidder to write the number alone",
            )
        )
        return None
    return _signed(Decimal(repr(value)), cell.row, where, file, findings, empty=empty)


def _signed(
    amount: Decimal, row: int, where: str, file: str, findings: list[Finding], *, empty: bool
) -> Decimal | None:
    """Return an amount that is not negative; a unit price of zero is told."""
    if amount < 0:
        findings.append(
            PRICE_NEGATIVE.finding(
                file, row, where, found=str(amount), expected="0 or more", todo="ask the bidder"
            )
        )
        return None
    if not amount and not empty:
        findings.append(
            PRICE_ZERO.finding(
                file, row, where, found="0", expected="a price", todo="ask whether it is meant"
            )
        )
    return amount


def _dates(
    sheet: Any, dossier: Dossier, lines: Sequence[TenderLine], file: str
) -> Iterator[Finding]:
    """Yield offered dates that are no dates or too late; the cell may stay empty."""
    if sheet is None:
        return
    for place, line in enumerate(lines):
        cell = sheet.cell(FIRST + 1 + place, 8)
        if cell.value is None:
            continue
        where, expected = f"{sheet.title}!{cell.coordinate}", dossier.days.latest
        if not isinstance(cell.value, dt.date):
            found = shorten(_text(cell.value))
            yield DATE.finding(
                file, cell.row, where, found=found, expected="a date", todo="ask the bidder"
            )
        elif _day(cell.value) > expected:
            yield LATE.finding(
                file,
                cell.row,
                where,
                found=f"line {line.number}: {_day(cell.value)}",
                expected=f"{expected} or before",
                todo="let the committee decide",
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
                file, found=f"no sheet {name}", expected=name, todo="ask for the whole file"
            )
        else:
            yield from _cells(key, ours, theirs, file)


def _cells(key: str, ours: Any, theirs: Any, file: str) -> Iterator[Finding]:
    changed = [*_changed(ours, theirs)]
    for ours_cell, value in changed[:_SHOWN]:
        yield _difference(key, ours, ours_cell, value, file)
    if len(changed) > _SHOWN:
        rule = COMPLETED if key in MAY_CHANGE else CHANGED
        yield rule.finding(
            file,
            column=ours.title,
            found=f"{len(changed) - _SHOWN} more changed cells",
            expected="the cells that were sent",
            todo="open the file beside the one that was sent",
        )


def _changed(ours: Any, theirs: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every locked cell whose content differs, and cells written outside the table."""
    height = max(ours.max_row, theirs.max_row)
    width = max(ours.max_column, theirs.max_column)
    pairs = zip(
        ours.iter_rows(max_row=height, max_col=width),
        theirs.iter_rows(max_row=height, max_col=width, values_only=True),
        strict=True,
    )
    for row, values in pairs:
        for cell, value in zip(row, values, strict=True):
            if cell.protection.locked and not _same(cell.value, value):
                yield cell, value


def _same(ours: object, theirs: object) -> bool:
    """Return whether two cells say the same: programs save numbers and line breaks differently."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return float(ours) == float(theirs)
    if isinstance(ours, dt.date) and isinstance(theirs, dt.date):
        return _day(ours) == _day(theirs)
    return _text(ours).replace(" ", "") == _text(theirs).replace(" ", "")


def _difference(key: str, sheet: Any, cell: Any, value: object, file: str) -> Finding:
    quantity = key in ("tender_prices", "tender_schedule") and letters(cell.column - 1) == "C"
    rule = QUANTITY if quantity and cell.row > FIRST else CHANGED
    if key in MAY_CHANGE:
        rule = COMPLETED
    return rule.finding(
        file,
        cell.row,
        f"{sheet.title}!{cell.coordinate}",
        found=shorten(_text(value)) or "nothing",
        expected=shorten(_text(cell.value)) or "nothing",
        todo="ask the bidder to fill in the file as it was sent",
    )
