"""The findings of one file as its rows are read: listed, and counted when they never end."""

from __future__ import annotations

from collections import Counter

from inventory import rules
from inventory.findings import Finding, Rule
from inventory.values import shorten

MOST_REPEATS = 1000
"""A fault of one rule in one column is listed this often in a file; more are counted."""


class FileFindings:
    """Collects the findings of one file; endless repeats are counted instead of listed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []
        self._repeats: Counter[tuple[str, str | None]] = Counter()
        self._assumed: dict[tuple[str, str, str], list[int]] = {}

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
        self._repeats[rule.id, column] += 1
        if self._repeats[rule.id, column] <= MOST_REPEATS:
            finding = rule.finding(
                self.file, row, column, found=found, expected=expected, todo=todo
            )
            self.found.append(finding)

    def assume(self, row: int, column: str, text: str, code: str) -> None:
        """Record that a broad value was read as a code; each is told once with its count."""
        self._assumed.setdefault((column, shorten(text), code), []).append(row)

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
                more = f"{count - MOST_REPEATS} more findings of {rule}"
                self.found.append(rules.ROWS_MORE.finding(self.file, None, name, found=more))
        self._assumed, self._repeats = {}, Counter()
        return self.found
