"""One bid as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from inventory.findings import Finding, Severity
from planner.bids.prices import BidLine
from planner.bids.rates import BidRate


@dataclass(frozen=True, kw_only=True)
class Bid:
    """A filled bid, as its file says."""

    file: str
    package_id: str
    bidder: str
    currency: str
    lines: tuple[BidLine, ...]
    findings: tuple[Finding, ...]
    register: str = ""  # registration number of the bidder
    rate: BidRate | None = None  # to the plan's currency; None: not compared
    stated_total: Decimal | None = None  # what the bidder's own form says, None where unknown

    @property
    def name(self) -> str:
        """Who bids, with the file, so that two bids of one bidder are told apart."""
        return f"{self.bidder} ({self.file})" if self.bidder else self.file

    @property
    def compared(self) -> bool:
        """Whether its prices are in the plan's currency, or a rate brings them there."""
        return self.rate is not None

    def priced_in(self, currency: str) -> bool:
        """Return whether its prices are in a currency, by its own form."""
        return self.currency.upper() == currency

    @property
    def responsive(self) -> bool:
        """Whether nothing arithmetical stands against it."""
        return not any(f.severity is Severity.ERROR for f in self.findings)

    @property
    def total(self) -> Decimal | None:
        """The total of its lines, None when one has no price, or there is none."""
        totals = [line.total for line in self.lines if line.total is not None]
        complete = totals and len(totals) == len(self.lines)
        return sum(totals, Decimal(0)) if complete else None

    @property
    def compared_total(self) -> Decimal | None:
        """The total in the plan's currency, exactly; None without a total or a rate."""
        if self.total is None or self.rate is None:
            return None
        return self.total * self.rate.rate
