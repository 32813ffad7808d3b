"""What is told of a cell that was read in an unusual way, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inventory import rules
from inventory.binding import Bound
from inventory.columns.computed import PartEmpty
from inventory.files.file_findings import FileFindings
from inventory.table_specs import FileSpec
from inventory.typed_cells import Assumed, Rounded
from inventory.values import Fault, shorten

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
