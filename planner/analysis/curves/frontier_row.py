"""One row of the frontier: a sum of money and what it provably buys."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRow:
    """What one budget buys at most; `benefit` and bounds are thousandths of a point.

    `marginal` is what the next `next_minor` of money would add at most, by the certificate's price.
    """

    budget_minor: int
    status: str
    benefit: int | None
    certified_bound: int | None
    gap: float | None
    marginal: int | None
    next_minor: int  # the sum that `marginal` is told for, the same in all rows
    capex_minor: int | None
    opex_per_year_minor: int | None
    sites_deployed: int | None
    users_gaining: int | None
    currency: str

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)
