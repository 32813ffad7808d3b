"""Prices of a filled bid: one number for each line, in one of the price schedules.

A number is a number cell: no text, formula or date is taken for one. A price is always that of one
unit, as the schedule says beside it; duties that were paid are taken off, sales taxes stand apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from inventory.currencies import minor_in
from inventory.findings import Finding, Rule
from inventory.values import shorten
from planner.bids import rules
from planner.bids.formulas import is_formula
from planner.bids.rows import Rows
from planner.language.messages.findings import Phrase, phrase
from planner.procurement.sheets.price_schedules import LARGEST_PRICE, TRANSPORT, PriceSchedule
from planner.procurement.tender import TenderLine
from planner.procurement.units import pack_size
from planner.rendering.table import letters

NOTHING = Decimal(0)
_MONTHS = 12  # of a year


@dataclass(frozen=True, slots=True, kw_only=True)
class BidLine:
    """What a bidder asks for one line; None where no number stands."""

    number: int
    quantity: int  # the tender's, in units
    unit_price: Decimal | None  # of one unit; without duties that were paid on it
    transport: Decimal  # of the whole line; 0 when left empty
    schedule: str = ""  # key of the price schedule it is in; "" for none or several
    duty: Decimal = NOTHING  # paid on one unit, not in its price here
    taxes: Decimal = NOTHING  # sales and other taxes of the line, in no total
    doubted: bool = False  # whether its price was asked about: zero, of a pack, of a month
    lot: int = 0  # number of its lot; 0: the tender has none
    row: int = 0  # where it is priced, from 1; 0 where it is not
    where: str = ""  # the cell of its price, with its sheet

    @property
    def total(self) -> Decimal | None:
        """Quantity times unit price and transport, exactly; None without a price."""
        return None if self.unit_price is None else self.quantity * self.unit_price + self.transport


def clean(value: object) -> str:
    """Return a cell as one line of printable text: a bidder's file may hold anything."""
    text = "" if value is None else " ".join(str(value).split())
    return "".join(letter for letter in text if letter.isprintable())


def is_empty(value: object) -> bool:
    """Return whether a cell holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.strip())


@dataclass(kw_only=True, eq=False)
class PriceReader:
    """Reads the price schedules of one bid; `findings` grows while lines are read."""

    file: str
    sheets: Mapping[str, Any]  # by key; those that the file has
    schedules: tuple[PriceSchedule, ...]
    yearly: bool = False  # whether one price is for a year
    rows: Mapping[str, Rows]  # of each sheet, by key
    rate: Decimal | None = Decimal(1)  # to the currency of the list prices; None: not known
    currency: str = ""  # of the list prices, with the decimals accounted in
    findings: list[Finding] = field(default_factory=list)

    def lines(self, asked: Sequence[TenderLine]) -> Iterator[BidLine]:
        """Yield every line asked for, priced or not."""
        rows = {
            s.key: {
                line.number: row
                for line in s.lines(asked)
                if (row := self.rows[s.key].of_line.get(line.number))
                and line.number not in self.rows[s.key].twice
            }
            for s in self.schedules
            if s.key in self.sheets
        }
        begun = self._begun(asked, rows)
        for line in asked:
            found = replace(self._line(line, rows, line.lot in begun), lot=line.lot)
            if found.transport and not line.asks_transport:
                self._paid_twice(found, rows[found.schedule][line.number])
            yield found

    def _begun(
        self, asked: Sequence[TenderLine], rows: Mapping[str, Mapping[int, int]]
    ) -> frozenset[int]:
        """Return the lots in which anything is filled in; all where nothing is anywhere."""
        found = {
            line.lot
            for line in asked
            for s in self.schedules
            if line.number in rows.get(s.key, ())
            and _Entry(self, s, line, rows[s.key][line.number]).filled
        }
        return frozenset(found or {line.lot for line in asked})

    def _paid_twice(self, line: BidLine, row: int) -> None:
        self.findings.append(
            rules.TRANSPORT_TWICE.finding(
                self.file,
                row,
                found=phrase(
                    "line {number} with {amount} for transport",
                    number=line.number,
                    amount=f"{line.transport:f}",
                ),
                expected=phrase("nothing; delivery is priced in its own lines"),
                todo=phrase("ask the bidder what the amount is for"),
            )
        )

    def _line(
        self, line: TenderLine, rows: Mapping[str, Mapping[int, int]], begun: bool
    ) -> BidLine:
        taking = [s for s in self.schedules if s.lines((line,))]
        entries = [
            _Entry(self, s, line, rows[s.key][line.number])
            for s in taking
            if line.number in rows.get(s.key, ())
        ]
        used = [entry for entry in entries if entry.filled]
        priced = [entry for entry in used if entry.counted]
        if len(priced) > 1:
            for entry in used:  # so that every fault is told at once
                entry.check()
            self._twice(line, priced)
        elif used:
            return self._one_of(used)
        elif begun and len(entries) == len(taking):  # a deleted row is told by itself
            entries[0].missing()
        return BidLine(
            number=line.number, quantity=line.quantity, unit_price=None, transport=NOTHING
        )

    def _one_of(self, used: Sequence[_Entry]) -> BidLine:
        """Return a line from the schedule it is priced in; amounts in others are asked about.

        Transport there is in the total, as the form itself adds it up; nothing else is.
        """
        held = max(used, key=lambda entry: (entry.counted, entry.tried))
        found, others = held.read(), [entry for entry in used if entry is not held]
        for entry in others:
            entry.stray()
        transport = sum((entry.check() for entry in others), found.transport)
        return replace(found, transport=transport)

    def _twice(self, line: TenderLine, used: Sequence[_Entry]) -> None:
        cells = ", ".join(entry.where(entry.schedule.price) for entry in used)
        self.findings.append(
            rules.PRICED_TWICE.finding(
                self.file,
                used[0].row,
                found=phrase(
                    "line {number} has prices in {cells}", number=line.number, cells=cells
                ),
                expected=phrase("one price schedule for each line"),
                todo=phrase("ask the bidder which of them holds; the line is not counted"),
            )
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line in one price schedule."""

    reader: PriceReader
    schedule: PriceSchedule
    line: TenderLine
    row: int

    @property
    def filled(self) -> list[str]:
        """Headings of the cells for numbers that are not empty."""
        headings = (self.schedule.columns[place].heading for place in self.schedule.inputs)
        return [heading for heading in headings if not is_empty(self._value(heading))]

    @property
    def counted(self) -> bool:
        """Whether the form itself counts a price here: a number, a date or a formula."""
        value = self._value(self.schedule.price)
        if isinstance(value, str):
            return is_formula(value)
        return value is not None and not isinstance(value, bool)

    @property
    def tried(self) -> bool:
        """Whether something stands in the cell of the price."""
        return not is_empty(self._value(self.schedule.price))

    def read(self) -> BidLine:
        """Return the line; what cannot be used is told."""
        duty = self._duty()
        before = len(self.reader.findings)
        price = self._price()
        asked = len(self.reader.findings) > before
        if price is not None and duty is not None and duty > price:
            what = phrase("{one} of {all}", one=f"{duty:f}", all=f"{price:f}")
            self._tell(rules.DUTY_ABOVE, self.schedule.duty, what, phrase("less"))
            price = None
        self._share()
        taxes = [self._amount(heading) or NOTHING for heading in self.schedule.beside]
        return BidLine(
            number=self.line.number,
            quantity=self.line.quantity,
            unit_price=None if price is None else price - (duty or NOTHING),
            transport=self._amount(TRANSPORT) or NOTHING
            if self.schedule.has_transport
            else NOTHING,
            schedule=self.schedule.key,
            duty=duty or NOTHING,
            taxes=sum(taxes, NOTHING),
            doubted=asked,
            row=self.row,
            where=self.where(self.schedule.price),
        )

    def check(self) -> Decimal:
        """Tell which amounts cannot be used, nothing of what is missing; return the transport."""
        self._share()
        headings = [heading for heading in self.filled if heading != self.schedule.share]
        amounts = {heading: self._amount(heading) for heading in headings}
        return amounts.get(TRANSPORT) or NOTHING

    def stray(self) -> None:
        """Tell of amounts in a schedule that the line is not priced in."""
        others = (heading for heading in self.filled if heading != self.schedule.price)
        beside = [heading for heading in others if self._value(heading) != 0]
        if beside:
            cells = ", ".join(self.where(heading) for heading in beside)
            what = phrase(
                "line {number} is priced elsewhere, with amounts in {cells}",
                number=self.line.number,
                cells=cells,
            )
            expected = phrase("the amounts of a line beside its price")
            todo = phrase("ask the bidder what they are for")
            self._tell(rules.STRAY, beside[0], what, expected, todo)

    def missing(self) -> None:
        """Tell that the line has no price."""
        what = phrase("line {number} without a price", number=self.line.number)
        expected, todo = phrase("a unit price"), phrase("ask the bidder; nothing is assumed")
        self._tell(rules.PRICE_MISSING, self.schedule.price, what, expected, todo)

    def where(self, heading: str) -> str:
        """Return the address of a cell, with its sheet."""
        title = self.reader.sheets[self.schedule.key].title
        return f"{title}!{letters(self.schedule.place(heading))}{self.row}"

    def _value(self, heading: str) -> object:
        sheet = self.reader.sheets[self.schedule.key]
        value: object = sheet.cell(self.row, self.schedule.place(heading) + 1).value
        return value

    def _price(self) -> Decimal | None:
        """Return the price of one unit; none, zero and that of a pack are told."""
        heading = self.schedule.price
        if is_empty(self._value(heading)):
            self.missing()
            return None
        price = self._amount(heading)
        if price is not None and not price:
            todo = phrase("ask whether it is meant")
            self._tell(rules.PRICE_ZERO, heading, "0", phrase("a price"), todo)
        if price and self.reader.rate is not None:
            self._of_something_else(heading, price, price * self.reader.rate)
        return price

    def _of_something_else(self, heading: str, price: Decimal, at_home: Decimal) -> None:
        """Tell a price that looks like that of a pack or of a month, in the plan's currency."""
        if self._looks_like_a_pack(at_home):
            size = pack_size(self.line)
            todo = phrase("ask whether it is the price of the pack of {size}", size=size)
            expected = phrase("the price of one unit")
            self._tell(rules.PRICE_PACK, heading, f"{price:f}", expected, todo)
        if self.reader.yearly and self._looks_like_a_month(at_home):
            todo = phrase("ask whether it is the price of one month")
            expected = phrase("the price for 12 months")
            self._tell(rules.PRICE_MONTH, heading, f"{price:f}", expected, todo)

    def _listed(self) -> Decimal:
        """Return the list price in units of the currency, as bidders write theirs."""
        return Decimal(self.line.unit_price_minor) / minor_in(self.reader.currency)

    def _looks_like_a_pack(self, price: Decimal) -> bool:
        """Return whether a price is nearer to the list price of a pack than of a unit, in ratio."""
        size, listed = pack_size(self.line), self._listed()
        return size > 1 and price**2 > size * listed**2

    def _looks_like_a_month(self, price: Decimal) -> bool:
        """Return whether a price is near a twelfth of the list price: by less than √12 in ratio."""
        a_year, listed = price * _MONTHS, self._listed()
        return listed**2 < a_year**2 * _MONTHS and a_year**2 < _MONTHS * listed**2

    def _duty(self) -> Decimal | None:
        """Return the duties paid on a unit, None where none are asked for or they are missing."""
        heading = self.schedule.duty
        if heading is None:
            return None
        if is_empty(self._value(heading)):
            expected = phrase("an amount, 0 where none was paid")
            self._tell(rules.DUTY_MISSING, heading, phrase("nothing"), expected)
            return None
        return self._amount(heading)

    def _share(self) -> None:
        heading = self.schedule.share
        value = None if heading is None else self._value(heading)
        if heading is None or is_empty(value):
            return
        if not is_number(value) or not 0 <= float(str(value)) <= 100:
            self._tell(rules.SHARE, heading, clean(value), phrase("a number from 0 to 100"))

    def _amount(self, heading: str) -> Decimal | None:
        """Return the number of a cell, None with a finding when it cannot be used."""
        value = self._value(heading)
        if is_empty(value):
            return None
        if not is_number(value):
            todo = phrase("ask the bidder to write the number alone")
            expected = phrase("a number such as 1450000")
            self._tell(rules.PRICE_TEXT, heading, clean(value), expected, todo)
            return None
        amount = Decimal(repr(value))
        if amount < 0:
            self._tell(rules.PRICE_NEGATIVE, heading, str(amount), phrase("0 or more"))
            return None
        if amount > LARGEST_PRICE:
            expected = phrase("at most {most}", most=f"{LARGEST_PRICE:,}")
            self._tell(rules.PRICE_LARGE, heading, f"{amount:.3e}", expected)
            return None
        return amount

    def _tell(
        self,
        rule: Rule,
        heading: str | None,
        found: str,
        expected: Phrase,
        todo: Phrase | None = None,
    ) -> None:
        where = "" if heading is None else self.where(heading)
        text = found if isinstance(found, Phrase) else shorten(found) or phrase("blanks")
        todo = todo or phrase("ask the bidder")
        self.reader.findings.append(
            rule.finding(
                self.reader.file, self.row, where, found=text, expected=expected, todo=todo
            )
        )


def is_number(value: object) -> bool:
    """Return whether a cell holds a number: no text, formula, date or truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)
