"""What is told of a cell that was read in an unusual way, and what it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from inventory import rules
from inventory.binding import Bound
from inventory.columns.computed import PartEmpty
from inventory.currencies import currency_code, minor_digits
from inventory.files.file_findings import FileFindings
from inventory.table_specs import FileSpec
from inventory.typed_cells import Assumed, Rounded, TwoReadings
from inventory.values import Fault, NumberFormat, shorten

_MAY_BE_UNKNOWN = frozenset(
    {
        rules.NUMBER_UNREADABLE,
        rules.NUMBER_NOT_WHOLE,
        rules.NUMBER_OUT_OF_RANGE,
        rules.CODE_UNKNOWN,
        rules.DATE_UNREADABLE,
        rules.YES_NO_UNREADABLE,
        rules.EXPRESSION_VALUE,
    }
)
"""Faults that `unreadable = "unknown"` forgives; a number with two readings still asks."""


_THREE_PLACES = re.compile(r"(?<![0-9.,])[+-]?[0-9]{1,3}[.,][0-9]{3}(?![0-9]|[.,][0-9])")


@dataclass(slots=True)
class Telling:
    """Tells the unusual readings of one file."""

    spec: FileSpec
    findings: FileFindings

    def explained(self, value: Any, text: str, row: int, bound: Bound) -> Any:
        """Return what an unusual reading of a text comes to, after telling it."""
        if isinstance(value, PartEmpty):
            self.findings.tally(
                rules.EXPRESSION_PART,
                row,
                bound.header,
                text,
                expected="a number in every part",
                todo="fill in the empty parts, or take the sum as it is",
            )
            value = value.value
        if isinstance(value, Assumed):
            self.findings.assume(row, bound.header, text, value.code)
            return value.code
        if isinstance(value, Rounded):
            self.findings.tally(
                rules.NUMBER_ROUNDED,
                row,
                bound.header,
                text,
                expected="a whole number",
                todo=f"nothing to do if {bound.column.name} are full-time equivalents or means",
            )
            return value.value
        return self._fault(value, text, row, bound) if isinstance(value, Fault) else value

    def one_price(self, value: TwoReadings, text: str, currency: str | None) -> Any:
        """Return a price of three places after its mark, or a fault where that may be thousands.

        `currency` is the row's as written; without one the price is in the plan's.
        """
        code = currency_code(currency or "") or self.spec.currency
        if not code or minor_digits(code) > 0:
            return value.value
        found = _THREE_PLACES.search(text)
        price = text if found is None else found[0]
        digits = re.sub(r"[.,]", "", price)
        expected = f"{price[:-4]} or {digits}: {code} has no decimals"
        todo = (
            "write it without the mark, or declare a number_format with a mark of thousands, "
            f"such as {NumberFormat.POINT_THOUSANDS.value} or {NumberFormat.COMMA_THOUSANDS.value}"
        )
        return Fault(rules.NUMBER_AMBIGUOUS, expected, todo)

    def _fault(self, fault: Fault, text: str, row: int, bound: Bound) -> None:
        """Tell a cell that cannot be read, as an error or as one of the unknown ones."""
        if (
            self.spec.unreadable_is_unknown
            and fault.rule in _MAY_BE_UNKNOWN
            and not bound.column.required
        ):
            self.findings.tally(
                rules.VALUE_UNKNOWN,
                row,
                bound.header,
                text,
                expected=fault.expected,
                todo='correct the cells; they stop a plan without unreadable = "unknown"',
            )
            return
        self.findings.add(
            fault.rule,
            row,
            bound.header,
            found=shorten(text),
            expected=fault.expected,
            todo=fault.todo,
        )
