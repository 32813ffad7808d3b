"""One row of the frontier: a sum of money and what it provably buys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from planner.language.formats import plain_money


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRow:
    """What one budget buys at most; `benefit` and bounds are thousandths of a point.

    `marginal` is what the next `next_minor` of money would add at most, by the certificate's price;
    both are None in rows of saved runs, which have no such price.
    """

    budget_minor: int
    status: str
    benefit: int | None
    certified_bound: int | None
    gap: float | None
    marginal: int | None
    next_minor: int | None  # the sum that `marginal` is told for, the same in all rows
    capex_minor: int | None
    opex_per_year_minor: int | None
    sites_deployed: int | None
    users_gaining: int | None
    currency: str

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self)


def next_sum(rows: Sequence[FrontierRow]) -> str | None:
    """Return the sum of the next money in words, None where no row tells of it."""
    if not rows or rows[0].next_minor is None:
        return None
    return plain_money(rows[0].next_minor, rows[0].currency)
