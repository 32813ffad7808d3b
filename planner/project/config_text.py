"""The project file's lines, to say on which line a setting stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inventory.findings import Finding, Rule
from inventory.settings.faults import line_of, place_of
from inventory.table_specs import CONFIG_NAME
from planner.scenario.money_settings import written_name


@dataclass(frozen=True, kw_only=True)
class ConfigText:
    """The lines of the project file, to say on which line a setting stands."""

    lines: Sequence[str] = field(default_factory=tuple)

    @classmethod
    def of(cls, folder: Path) -> ConfigText:
        """Return the lines of a folder's project file, none when it cannot be read."""
        try:
            text = (folder / CONFIG_NAME).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError, ValueError):
            return cls()
        return cls(lines=text.splitlines())

    def finding(
        self, rule: Rule, where: Sequence[str], *, found: str, expected: str, todo: str
    ) -> Finding:
        """Return a finding at a dotted setting of the project file."""
        place = place_of(self.lines, self._as_written(where))
        return rule.finding(*place, found=found, expected=expected, todo=todo)

    def _as_written(self, where: Sequence[str]) -> tuple[str, ...]:
        """Return the path of a sum of money by its old name only where the file has that name."""
        newer = (*where[:2], *written_name(where[2:]))
        is_old = len(where) > 3 and any(where[3] in line for line in self.lines)
        return tuple(where) if is_old else newer

    def within(self, scenario: str, finding: Finding) -> Finding:
        """Return a finding of a scenario's setting with its whole path and its line."""
        where = ("scenarios", scenario, *(finding.column or "").split("."))
        return replace(finding, row=line_of(self.lines, where), column=".".join(where))
