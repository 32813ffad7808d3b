"""Columns that were taken for others by their headers: one question, not thousands of faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from inventory import reading_rules, rules
from inventory.binding import Binding
from inventory.files.file_findings import FileFindings
from inventory.table_specs import FileSpec

LEAST_WRONG = 10
"""Values that must fail before a column is doubted."""

_VALUE_RULES = frozenset(
    rule.id
    for rule in (
        *(rules.NUMBER_UNREADABLE, rules.NUMBER_NOT_WHOLE, rules.NUMBER_OUT_OF_RANGE),
        *(rules.CODE_UNKNOWN, rules.DATE_UNREADABLE, rules.YES_NO_UNREADABLE),
    )
)


class _Read(Protocol):
    """A record, as far as its values are concerned."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Typed values by column."""


def ask_about_columns(
    spec: FileSpec, binding: Binding, records: Sequence[_Read], findings: FileFindings
) -> None:
    """Replace the faults of each column that most values fail in by one question.

    A column that the project file maps itself is not doubted.
    """
    for bound in binding.bound:
        column, header = bound.column, bound.header
        wrong = findings.count(_VALUE_RULES, header)
        if wrong < LEAST_WRONG or column.name in spec.columns:
            continue
        right = sum(record.values[column.name] is not None for record in records)
        if wrong <= right:
            continue
        _, texts = findings.withdraw(_VALUE_RULES, header)
        findings.add(
            reading_rules.COLUMN_MOSTLY_WRONG,
            None,
            header,
            found=f"{wrong} of {wrong + right} values, such as {', '.join(texts)}",
            expected=f"{column.name}: {column.meaning()}",
            todo=f'set columns.{column.name} to the right header, or to "" if there is none;'
            " `values` translates codes",
        )
