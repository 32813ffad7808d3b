"""Dates of a scenario: when work starts, and the years that follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from inventory.prices.catalogue import Catalogue
from planner.scenario.settings import Scenario


def start_date(scenario: Scenario, catalogue: Catalogue) -> dt.date | None:
    """Return the day tendering starts: as set, else the newest price date; None without prices."""
    newest = max((item.price_date for item in catalogue.items if item.price_date), default=None)
    day = scenario.procurement.start_date or newest
    return None if day is None else dt.date.fromisoformat(day)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When what is bought is delivered: the start, the tender, then the item's lead time."""

    start: dt.date | None
    tender_days: int
    lead_days: int  # of an item that states none
    lead_of: dict[str, int] = field(default_factory=dict)  # by SKU, where stated

    @classmethod
    def of(cls, scenario: Scenario, catalogue: Catalogue) -> Calendar:
        """Return the calendar of a scenario and its catalogue."""
        return cls(
            start=start_date(scenario, catalogue),
            tender_days=scenario.procurement.tender_days,
            lead_days=scenario.procurement.lead_days,
            lead_of={
                i.sku: i.lead_time_days for i in catalogue.items if i.lead_time_days is not None
            },
        )

    def delivered(self, sku: str) -> dt.date | None:
        """Return the day an item is delivered, None without a start."""
        if self.start is None:
            return None
        days = self.tender_days + self.lead_of.get(sku, self.lead_days)
        return self.start + dt.timedelta(days=days)
