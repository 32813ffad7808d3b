"""One point of the price of fairness, and the curve of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessRow:
    """A plan that gives every group a share; benefit and bounds in thousandths of a point."""

    asked: int  # ten-thousandths of what each group could attain
    least: int | None  # what whoever has least receives
    benefit: int | None
    certified_bound: int | None
    lost: int | None  # against the plan of most benefit
    lost_at_least: int | None
    lost_at_most: int | None
    sites_deployed: int
    users_gaining: int

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class FairnessCurve:
    """The rows from most benefit to most for the least, and the bound of the last share."""

    by: str
    rows: tuple[FairnessRow, ...]
    least_bound: int | None  # no plan gives every group more, in ten-thousandths

    def to_json(self) -> dict[str, Any]:
        """Return the curve as plain data."""
        return {
            "by": self.by,
            "least_bound": self.least_bound,
            "rows": [asdict(r) for r in self.rows],
        }
