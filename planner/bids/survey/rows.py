"""What a visit to each site is worth, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.language.json_values import in_english


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """A site, and what knowing its figures is worth; money in whole units."""

    site_id: str
    name: str
    aimag: str
    soum: str
    kind: str
    unknown: tuple[str, ...]  # figures, the one worth most first
    value: int  # thousandths of a point
    value_minor: int | None  # None where no limit of one-time money binds
    visit_minor: int | None  # None where the scenario states no cost
    pays: bool | None  # whether a visit is worth more than it costs


@dataclass(frozen=True, kw_only=True)
class SurveyList:
    """Every site that a visit is worth something at, the most first."""

    currency: str
    rows: tuple[SurveyRow, ...]
    uncertain: int  # sites about which something is not known
    nobody_known: int  # sites of which nothing tells how many people use them: no value can be told

    @property
    def total(self) -> int:
        """What all of them are worth together, in thousandths of a point."""
        return sum(row.value for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain data."""
        found: dict[str, Any] = in_english(self)
        return {**found, "total": self.total}
