"""The findings of one file as its rows are read: listed, and counted when they never end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from inventory import rules
from inventory.findings import Finding, Rule
from inventory.values import shorten

MOST_REPEATS = 1000
"""A fault of one rule in one column is listed this often in a file; more are counted."""


EXAMPLES = 3
"""Cells or texts that a finding with a count shows."""


@dataclass(slots=True)
class _Tally:
    """How often one thing occurs in a column, and the first cells."""

    row: int
    expected: str
    todo: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def finding(self, rule: Rule, file: str, column: str) -> Finding:
        """Return the finding of all the cells."""
        cells = "1 cell" if self.count == 1 else f"{self.count} cells"
        found = f"{cells}: {', '.join(self.examples)}"
        return rule.finding(
            file, self.row, column, found=found, expected=self.expected, todo=self.todo
        )


class FileFindings:
    """Collects the findings of one file; endless repeats are counted instead of listed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []
        self._repeats: Counter[tuple[Rule, str | None]] = Counter()
        self._assumed: dict[tuple[str, str, str], list[int]] = {}
        self._tallies: dict[tuple[Rule, str], _Tally] = {}

    def add(
        self,
        rule: Rule,
        row: int | None = None,
        column: str | None = None,
        *,
        found: str = "",
        expected: str = "",
        todo: str = "",
    ) -> None:
        """Record a finding of this file."""
        self._repeats[rule, column] += 1
        if self._repeats[rule, column] <= MOST_REPEATS:
            finding = rule.finding(
                self.file, row, column, found=found, expected=expected, todo=todo
            )
            self.found.append(finding)

    def assume(self, row: int, column: str, text: str, code: str) -> None:
        """Record that a broad value was read as a code; each is told once with its count."""
        self._assumed.setdefault((column, shorten(text), code), []).append(row)

    def tally(
        self, rule: Rule, row: int, column: str, text: str, *, expected: str, todo: str
    ) -> None:
        """Record one cell of many with one cause: told once a column, with its count."""
        tally = self._tallies.setdefault((rule, column), _Tally(row, expected, todo))
        tally.count += 1
        if len(tally.examples) < EXAMPLES:
            tally.examples.append(f"{shorten(text, 40)} (row {row})")

    @property
    def counts(self) -> dict[str, int]:
        """Return how many cells were read by an assumption, by rule."""
        counts: Counter[str] = Counter()
        for (rule, _), tally in self._tallies.items():
            counts[rule.id] += tally.count
        return dict(sorted(counts.items()))

    def withdraw(self, rule_ids: Collection[str], column: str) -> tuple[int, list[str]]:
        """Take back the findings of some rules in a column; return their count and first texts."""
        here = [f for f in self.found if f.column == column and f.rule in rule_ids]
        keys = [k for k in self._repeats if k[1] == column and k[0].id in rule_ids]
        count = sum(self._repeats.pop(key) for key in keys)
        self.found = [f for f in self.found if f.column != column or f.rule not in rule_ids]
        return count, list(dict.fromkeys(f.found for f in here))[:EXAMPLES]

    def count(self, rule_ids: Collection[str], column: str) -> int:
        """Return how many findings of some rules a column has."""
        keys = [k for k in self._repeats if k[1] == column and k[0].id in rule_ids]
        return sum(self._repeats[key] for key in keys)

    def all(self) -> list[Finding]:
        """Return every finding, with the counts of those that were not listed."""
        for (column, text, code), rows in self._assumed.items():
            more = f" in {len(rows)} rows" if len(rows) > 1 else ""
            finding = rules.CODE_ASSUMED.finding(
                self.file,
                rows[0],
                column,
                found=f"{text}{more}, read as {code}",
                expected="one of the codes",
                todo=f"confirm {code}, or translate it under `values` in kholboo.toml",
            )
            self.found.append(finding)
        for (rule, name), count in self._repeats.items():
            if count > MOST_REPEATS:
                rest = rule.finding(self.file, None, name, found="the same in further rows")
                self.found.append(replace(rest, count=count - MOST_REPEATS))
        for (told, name), tally in self._tallies.items():
            self.found.append(tally.finding(told, self.file, name))
        self._assumed, self._repeats, self._tallies = {}, Counter(), {}
        return self.found
