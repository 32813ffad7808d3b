"""A finding says what is wrong with the input, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: errors stop a plan, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of the input, located as a person would look it up."""

    rule: str
    severity: Severity
    file: str
    row: int | None = None  # as numbered in a spreadsheet, from 1
    column: str | None = None  # as written in the file's header
    found: str = ""
    expected: str = ""
    todo: str = ""

    def sentence(self) -> str:
        """Return the finding as one line of text: where, found, expected, what to do."""
        where = self.file
        if self.row is not None:
            where += f" row {self.row}"
        if self.column is not None:
            where += f", {self.column}"
        parts = [f"{where}: found {self.found}" if self.found else where]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.todo:
            parts.append(self.todo)
        return "; ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that `kholboo check` looks for; the documentation lists them from here."""

    id: str
    severity: Severity
    title: str
    why: str

    def finding(
        self,
        file: str,
        row: int | None = None,
        column: str | None = None,
        *,
        found: str = "",
        expected: str = "",
        todo: str = "",
    ) -> Finding:
        """Return a finding of this rule at a place of a file."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            file=file,
            row=row,
            column=column,
            found=found,
            expected=expected,
            todo=todo,
        )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by file, row, column and rule, without repeats."""
    return sorted(
        set(findings),
        key=lambda f: (f.file, f.row or 0, f.column or "", f.rule, f.found, f.expected, f.todo),
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding stops a plan."""
    return any(f.severity is Severity.ERROR for f in findings)
