"""Columns that were taken for others by their headers: one question, not thousands of faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from inventory import reading_rules, rules
from inventory.binding import Binding
from inventory.files.file_findings import FileFindings
from inventory.schema.column import ValueType
from inventory.table_specs import FileSpec

LEAST_WRONG = 10
"""Values that must fail before a column is doubted."""
_LEAST_NINES = 3
_NINES = re.compile("99+")

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
    _ask_about_nines(spec, binding, records, findings)
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


def _ask_about_nines(
    spec: FileSpec, binding: Binding, records: Sequence[_Read], findings: FileFindings
) -> None:
    """Warn of columns whose largest figure is all nines and occurs several times."""
    for bound in binding.bound:
        column = bound.column
        if column.type not in (ValueType.WHOLE, ValueType.NUMBER):
            continue
        figures = Counter(record.values[column.name] for record in records)
        figures.pop(None, None)
        if not figures:
            continue
        most = max(figures)
        text, times = f"{most:g}", figures[most]
        if times < _LEAST_NINES or not _NINES.fullmatch(text) or len(figures) == 1:
            continue
        if text in spec.values.get(column.name, {}):
            continue
        findings.add(
            reading_rules.COLUMN_NINES,
            None,
            bound.header,
            found=f"{text}, {times} times, and nothing larger",
            expected=f"{column.name}: {column.meaning()}",
            todo=f'set values.{column.name} = {{ "{text}" = "" }} in kholboo.toml where it stands'
            f' for missing, or {{ "{text}" = "{text}" }} where it is right',
        )
