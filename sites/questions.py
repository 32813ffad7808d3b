"""References that mostly fail: one question about their column instead of one finding a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sites import cells, row_rules

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

LEAST_WRONG = 10
"""Values that must fail before a column is doubted."""


def as_questions(
    findings: Iterable[Finding], records: Iterable[Record], columns: Mapping[str, str]
) -> list[Finding]:
    """Return the findings, those of a column that mostly fails replaced by one.

    `columns` names the column of each rule that such a question may replace.
    """
    kept: list[Finding] = []
    doubted: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule in columns:
            doubted[finding.file, columns[finding.rule]].append(finding)
        else:
            kept.append(finding)
    if not doubted:
        return kept
    filled: dict[tuple[str, str], int] = defaultdict(int)
    for record in records:
        for column in set(columns.values()):
            filled[record.file, column] += bool(cells.text(record, column))
    for key, found in doubted.items():
        all_ = filled[key]
        is_asked = len(found) >= LEAST_WRONG and 2 * len(found) > all_
        kept += [_question(found, key[1], all_)] if is_asked else found
    return kept


def _question(found: list[Finding], column: str, filled: int) -> Finding:
    """Return the question about a column of which most values fail."""
    texts = list(dict.fromkeys(finding.found for finding in found))[:3]
    first = found[0]
    return row_rules.COLUMN_MOSTLY_UNKNOWN.finding(
        first.file,
        None,
        first.column,
        found=f"{len(found)} of {filled} values, such as {', '.join(texts)}",
        expected=f"values of {column} that the tables know",
        todo=f'set columns.{column} to the right header, or to "" if there is none;'
        " or complete the table that it refers to",
    )
