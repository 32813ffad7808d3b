"""What nobody knows for sure of a site: its users, the speed of its link, its hours of power."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.candidates.needs import has_reliable_power, present_mbps
from planner.candidates.usage import UsersFrom, users_from

if TYPE_CHECKING:
    from planner.candidates.candidate import Need
    from planner.candidates.needs import Among
    from planner.scenario.settings import Scenario
    from sites.site import Site

DAY_H = 24.0
_COUNTED = (UsersFrom.TABLE, UsersFrom.PEAK)
_NOBODY = (UsersFrom.STAFF, UsersFrom.NOWHERE)


class Figure(StrEnum):
    """A figure of a site that may be other than assumed."""

    USERS = "users"
    MBPS = "mbps"
    POWER_HOURS = "power_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """How far a figure may lie from what is assumed: by itself, and with those of other sites.

    Standard deviations of the logarithm; of hours of power, hours a day.
    """

    figure: Figure
    own: float
    common: float

    @property
    def sd(self) -> float:
        """Both together."""
        return math.hypot(self.own, self.common)


def unknowns_of(site: Site, scenario: Scenario) -> tuple[Unknown, ...]:
    """Return what is not known for sure of a site; users and links that are not there do not vary.

    Where nothing tells how many people use a site there is nothing to vary, either.
    """
    asked, found = scenario.uncertainty, []
    users = users_from(site, scenario)
    if users not in _NOBODY:
        own = asked.users_sd if users in _COUNTED else asked.assumed_users_sd
        found.append(Unknown(figure=Figure.USERS, own=own, common=asked.demand_sd))
    if present_mbps(site, scenario)[0] > 0:
        measured = site.link.measured_mbps is not None
        own = asked.mbps_sd if measured else asked.assumed_mbps_sd
        found.append(Unknown(figure=Figure.MBPS, own=own, common=asked.network_sd))
    counted = site.power.hours_per_day is not None
    own = asked.power_hours_sd if counted else asked.assumed_power_hours_sd
    found.append(Unknown(figure=Figure.POWER_HOURS, own=own, common=asked.outages_sd))
    return tuple(one for one in found if one.sd > 0)


def need_under(
    site: Site, scenario: Scenario, among: Among, deviations: Mapping[Figure, float]
) -> Need:
    """Return the need of a site whose figures deviate: by logarithms, of hours by hours."""
    people = math.exp(deviations.get(Figure.USERS, 0.0))
    if (speed := deviations.get(Figure.MBPS)) is not None:
        mbps = present_mbps(site, scenario)[0] * math.exp(speed)
        site = replace(site, link=replace(site.link, measured_mbps=mbps))
    if (more := deviations.get(Figure.POWER_HOURS)) is not None:
        hours = min(DAY_H, max(0.0, _hours(site, scenario) + more))
        site = replace(site, power=replace(site.power, hours_per_day=hours))
    return among.need_of(site, scenario, people)


def _hours(site: Site, scenario: Scenario) -> float:
    """Return the hours of power a day; not counted, all day where it counts as reliable."""
    if site.power.hours_per_day is not None:
        return site.power.hours_per_day
    return DAY_H if has_reliable_power(site, scenario) else scenario.reliable_power_hours / 2
