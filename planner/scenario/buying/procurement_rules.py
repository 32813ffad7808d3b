"""Procurement rules as typed rows: status, form of price, thresholds, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class RuleStatus(StrEnum):
    """Whether somebody has checked a row against the law."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    SUPERSEDED = "superseded"


class OcdsMethod(StrEnum):
    """Methods of the codelist of the Open Contracting Data Standard."""

    OPEN = "open"
    SELECTIVE = "selective"
    LIMITED = "limited"
    DIRECT = "direct"


class Criterion(StrEnum):
    """What bids are scored by."""

    PRICE = "price"
    DELIVERY = "delivery"
    LIFE_CYCLE = "life_cycle"
    PERFORMANCE = "performance"


PRICE_ALONE: tuple[tuple[Criterion, int], ...] = ((Criterion.PRICE, 100),)
"""The weights, in per cent, where a rulebook has none: the lowest price is first."""


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
    ocds_method: OcdsMethod | None = None  # in published data
    evaluation_days: int | None = None  # from opening to decision
    standstill_days: int | None = None  # from decision to contract
    criteria: tuple[tuple[Criterion, int], ...] = PRICE_ALONE  # with weights in per cent
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


def criteria_of(text: str) -> tuple[tuple[Criterion, int], ...] | None:
    """Return criteria with their weights from a text as "price 70, delivery 30".

    Price alone for an empty text; None where it is not clear, names a criterion twice, or the
    weights do not come to 100.
    """
    parts = [part.split() for part in re.split(r"[,;|]+", text) if part.strip()]
    if not parts:
        return PRICE_ALONE
    known = {criterion.value for criterion in Criterion}
    found: dict[Criterion, int] = {}
    for part in parts:
        weight = part[1].removesuffix("%") if len(part) == 2 else ""
        if part[0] not in known or not weight.isdecimal() or Criterion(part[0]) in found:
            return None
        found[Criterion(part[0])] = int(weight)
    return tuple(sorted(found.items())) if sum(found.values()) == 100 else None
