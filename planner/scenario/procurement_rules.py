"""Procurement rules as typed rows: status, form of price, thresholds, dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleStatus(StrEnum):
    """Whether somebody has checked a row against the law."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    SUPERSEDED = "superseded"


class PriceForm(StrEnum):
    """Which price schedules bidders of goods fill in."""

    ONE = "one"  # one for all lines
    BY_ORIGIN = "by_origin"  # three: to be imported, already imported, made in the country


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcurementRule:
    """A method for an amount: from `from_minor` on, below `to_minor`, on the days it is in force.

    Amounts are whole units of the plan currency; None is open, and so is an empty date.
    """

    rulebook: str
    category: str  # goods, works, services, installation
    method: str  # in the rulebook's own words
    from_minor: int | None
    to_minor: int | None
    valid_from: str  # YYYY-MM-DD
    valid_to: str  # YYYY-MM-DD, the last day
    citation: str
    status: RuleStatus
    estimate_shown: bool = False
    natural_supplier: bool = False  # asks to name a state-owned enterprise that could supply
    price_schedules: PriceForm = PriceForm.ONE  # for goods
    currencies: tuple[str, ...] = ()  # beside the plan's own, that bids may be in; ISO 4217
    rate_source: str = ""  # who publishes the rates by which such bids are compared
    file: str = ""
    row: int = 0

    def holds_on(self, day: str) -> bool:
        """Return whether the row is in force on a day written YYYY-MM-DD."""
        return (not self.valid_from or self.valid_from <= day) and (
            not self.valid_to or day <= self.valid_to
        )

    def covers(self, amount_minor: int) -> bool:
        """Return whether an estimated cost lies in the row's range."""
        low = self.from_minor is None or self.from_minor <= amount_minor
        return low and (self.to_minor is None or amount_minor < self.to_minor)
