"""Working days of a country: its public holidays, its weekend, and dated days beside them.

Public holidays are those of the library `holidays`, which knows dates by law and by the moon; what
a government decides for one year stands in the table `days_off`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from planner.scenario.buying.days_off import DayOff

_LONGEST = 60  # days looked at: no country rests that long


@cache
def _calendar(country: str) -> Any:
    """Return the calendar of a country, None where the library has none."""
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    return holidays.country_holidays(country)


class WorkingDays:
    """The working days of a country, with what a project adds to them."""

    def __init__(self, country: str = "", days: Iterable[DayOff] = ()) -> None:
        self.country = country
        self._stated = {dt.date.fromisoformat(one.day): one.working for one in days}

    @property
    def known(self) -> bool:
        """Whether the public holidays of the country are known."""
        return bool(self.country) and _calendar(self.country) is not None

    def is_working(self, day: dt.date) -> bool:
        """Return whether a day is worked; without a known country every Monday to Friday is."""
        if day in self._stated:
            return self._stated[day]
        if not self.known:
            return day.weekday() < 5
        return bool(_calendar(self.country).is_working_day(day))

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return the first working day from a day on."""
        return next(d for n in range(_LONGEST) if self.is_working(d := day + dt.timedelta(days=n)))

    def on_or_before(self, day: dt.date) -> dt.date:
        """Return the last working day up to a day."""
        return next(d for n in range(_LONGEST) if self.is_working(d := day - dt.timedelta(days=n)))
