"""A finding says what is wrong with the input, where, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol


class Severity(StrEnum):
    """How much a finding matters: errors stop a plan, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


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
    site: str = ""  # id and name of the site whose row it is
    count: int = 1  # rows that it stands for
    examples: tuple[Example, ...] = ()  # of several rows

    def sentence(self) -> str:
        """Return the finding as one line of text: where, found, expected, what to do."""
        where = self.file
        if self.row is not None:
            where += f" row {self.row}"
        if self.site:
            where += f" ({self.site})"
        if self.column is not None:
            where += f", {self.column}"
        parts = [f"{where}: found {self.found}" if self.found else where]
        if self.examples:
            like = ", ".join(example.text(self) for example in self.examples)
            parts.append(f"{self.count:,} times, such as {like}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.todo:
            parts.append(self.todo)
        return "; ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One of the rows that a finding stands for."""

    file: str
    row: int | None
    site: str = ""
    found: str = ""

    def text(self, finding: Finding, row_words: str = "row {row}") -> str:
        """Return where it stands, and what was found where that differs from row to row."""
        where = self.file if self.row is None else row_words.format(row=self.row)
        if self.row is not None and self.file != finding.file:
            where = f"{self.file} {where}"
        where += f" ({self.site})" if self.site else ""
        return where if self.found == finding.found else f"{where}: {self.found}"


@dataclass(frozen=True, slots=True)
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


def error_rule(id_: str, title: str, why: str) -> Rule:
    """Return a rule whose findings stop a plan."""
    return Rule(id_, Severity.ERROR, title, why)


def warning_rule(id_: str, title: str, why: str) -> Rule:
    """Return a rule whose findings a person should look at."""
    return Rule(id_, Severity.WARNING, title, why)


def note_rule(id_: str, title: str, why: str) -> Rule:
    """Return a rule whose findings say what was done."""
    return Rule(id_, Severity.NOTE, title, why)


class ReadFromRow(Protocol):
    """Something that was read from a row of a file."""

    @property
    def file(self) -> str:
        """The file, as findings name it."""

    @property
    def row(self) -> int:
        """The row, as numbered in a spreadsheet."""


def at(read: ReadFromRow, column: str) -> tuple[str, int, str]:
    """Return file, row and column of a finding about something that was read from a row."""
    return read.file, read.row, column


def rules_in(names: Mapping[str, object], also: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Return the rules among the names of a module (its `globals()`), and more, in id order."""
    own = (value for value in names.values() if isinstance(value, Rule))
    return tuple(sorted((*also, *own), key=lambda rule: rule.id))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by file, row, column and rule, without repeats."""
    return sorted(
        set(findings),
        key=lambda f: (f.file, f.row or 0, f.column or "", f.rule, f.found, f.expected, f.todo),
    )


MOST_ALIKE = 3
"""Findings of one cause that are told one by one; more are one finding with a count."""
MOST_OF_COLUMN = 20
"""Findings of one rule in one column of a file that are told one by one."""


def condensed(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those of one cause as one, with a count and three examples."""
    alike: list[Finding] = []
    for group in _groups(findings, _cause):
        alike += group if len(group) <= MOST_ALIKE else [as_one(group)]
    told: list[Finding] = []
    for group in _groups(alike, lambda f: (f.rule, f.severity, f.file, f.column)):
        is_rest = any(finding.count > 1 and not finding.examples for finding in group)
        is_short = len(group) == 1 or (len(group) <= MOST_OF_COLUMN and not is_rest)
        told += group if is_short else [as_one(group)]
    return told


def total(findings: Iterable[Finding]) -> int:
    """Return how many rows the findings stand for."""
    return sum(finding.count for finding in findings)


def _cause(finding: Finding) -> tuple[object, ...]:
    """Return what findings of one cause share: everything but the row."""
    texts = (finding.found, finding.expected, finding.todo)
    return (finding.rule, finding.severity, finding.column, *texts)


def _groups(
    findings: Iterable[Finding], key: Callable[[Finding], tuple[object, ...]]
) -> Iterable[list[Finding]]:
    """Return findings grouped by a key, in the order of first appearance."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        found.setdefault(key(finding), []).append(finding)
    return found.values()


def as_one(group: Sequence[Finding]) -> Finding:
    """Return one finding for several, told of the first that has a row."""
    located = [finding for finding in group if finding.row is not None] or list(group)
    examples = [example for finding in located for example in _examples(finding)]
    return replace(located[0], count=total(group), examples=tuple(examples[:MOST_ALIKE]))


def _examples(finding: Finding) -> Iterable[Example]:
    """Return the rows that a finding stands for, as far as it names them."""
    own = Example(file=finding.file, row=finding.row, site=finding.site, found=finding.found)
    return finding.examples or (own,)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding stops a plan."""
    return any(f.severity is Severity.ERROR for f in findings)
