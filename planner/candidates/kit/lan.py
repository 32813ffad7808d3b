"""The LAN and Wi-Fi of a site, and the least of it without which a link reaches nobody.

A link ends at one socket. Where a site has no router, access point or LAN that works, every link
on offer brings the way inside with it: a router, and access points for the people present at once.
What is left of the LAN then costs only what is missing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from inventory.prices.catalogue import Catalogue, Role
from planner.candidates.benefit import share_utility, worth
from planner.candidates.candidate import INSIDE, CostLine, KitStep, Need
from planner.candidates.cost_lines import cheapest, line
from planner.candidates.kit.present_equipment import Present
from planner.candidates.present_links import is_linked
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario
from sites.site import Site

WIRED_PART = Fraction(1, 2)  # of the LAN share; Wi-Fi is the rest. Assumption, to confirm
ROOMS_PER_SWITCH = 16  # 70 % of 24 ports: ITU Broadband Calculation Tool
PUPILS_PER_ROOM = 20  # where rooms are not counted: ITU Broadband Calculation Tool

INSIDE_ROLES = (Role.ROUTER, Role.ACCESS_POINT, Role.SWITCH, Role.CABLING)
"""What only the LAN buys: in the lines of a link it is the way inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayInside:
    """What leads a link from its socket to the people of a site, with the LAN it is part of."""

    lines: tuple[CostLine, ...]
    points: int  # access points bought
    wired: bool  # whether it is the wired LAN, where no access point is on sale
    benefit: int  # thousandths of a point: its part of the LAN share


def has_way_inside(site: Site) -> bool:
    """Return whether a router, an access point or a LAN is there and works.

    A link in use of whose equipment the inventory says nothing must have one; a zero or a "no" is
    believed, and where there is no link silence counts as none, as for all equipment.
    """
    has = site.equipment
    if has.routers or has.access_points or has.lan:
        return True
    return is_silent(site) and site.link.exists


def is_silent(site: Site) -> bool:
    """Return whether the inventory says nothing of routers, access points and LAN of a site."""
    has = site.equipment
    return has.routers is None and has.access_points is None and has.lan is None


def lacks_way_inside(site: Site, need: Need, scenario: Scenario) -> bool:
    """Return whether a link would reach nobody at a site without more equipment."""
    asked = not scenario.allow_links_without_way_inside
    return asked and need.users > 0 and not has_way_inside(site)


def missing_from_catalogue(catalogue: Catalogue) -> Role | None:
    """Return the role without which no way inside can be bought, None when one can.

    A router, and access points or else switches with cabling.
    """
    if not catalogue.of(Role.ROUTER):
        return Role.ROUTER
    wired = catalogue.of(Role.SWITCH) and catalogue.of(Role.CABLING)
    return None if wired or catalogue.of(Role.ACCESS_POINT) else Role.ACCESS_POINT


def way_inside(
    site: Site,
    need: Need,
    catalogue: Catalogue,
    scenario: Scenario,
    present: Present | None = None,
) -> WayInside | None:
    """Return the least that brings a link to the people of a site, None where it is not sold.

    A router, and an access point for so many people present at once as the standard of the kind
    states (`users_per_access_point`); where no access point is on sale, the wired LAN.
    """
    present = Present.of(site, need) if present is None else present
    router = cheapest(catalogue.of(Role.ROUTER))
    if router is None:
        return None
    each = exact(scenario.standard_of(site.kind).users_per_access_point)
    points = max(1, math.ceil(exact(need.present_at_once) / each))
    point = cheapest(catalogue.of(Role.ACCESS_POINT), points)
    bought: tuple[CostLine, ...]
    if point is not None:
        bought, wired = (line(point, points),), not need.needs_lan
    else:
        bought, points, wired = _wired_lines(site, need, catalogue, present), 0, True
    if not bought:
        return None
    before = _lan_worth(need, scenario, wired=not need.needs_lan, points=need.access_points)
    after = _lan_worth(need, scenario, wired=wired, points=need.access_points + points)
    lines = (line(router), *bought)
    return WayInside(lines=lines, points=points, wired=wired, benefit=after - before)


def rooms_of(site: Site, need: Need) -> int:
    """Return the rooms to cable: as counted, else from the people present at once."""
    if site.users.rooms is not None:
        return site.users.rooms
    return max(1, math.ceil(need.present_at_once / PUPILS_PER_ROOM))


def lan_steps(
    site: Site, need: Need, catalogue: Catalogue, scenario: Scenario, present: Present
) -> list[KitStep]:
    """Return the step that completes the wired LAN and the Wi-Fi of a site.

    Half of the LAN share is the wired LAN and half the share of access points in place. What the
    catalogue does not sell is not bought and earns nothing. A way inside that comes with every
    link is not in that step; a site that has a link today may buy it for that link alone, which
    is a step of its own.
    """
    inside = None
    if lacks_way_inside(site, need, scenario):
        inside = way_inside(site, need, catalogue, scenario, present)
    wired, points = not need.needs_lan, need.access_points
    if inside is not None:
        wired, points = inside.wired, points + inside.points
    cables = () if wired else _wired_lines(site, need, catalogue, present)
    wifi = _wifi_lines(need, catalogue, present, points, with_router=inside is None)
    before = _lan_worth(need, scenario, wired=wired, points=points)
    full = need.target_access_points if wifi else points
    after = _lan_worth(need, scenario, wired=wired or bool(cables), points=full)
    steps = [_step(need, "lan", after - before, (*cables, *wifi))]
    if inside is not None and is_linked(site, need):
        steps.append(_step(need, INSIDE, inside.benefit, inside.lines))
    return [step for step in steps if step.benefit > 0 and step.lines]


def _step(need: Need, chain: str, benefit: int, lines: tuple[CostLine, ...]) -> KitStep:
    return KitStep(site_id=need.site_id, chain=chain, step=1, benefit=benefit, lines=lines)


def _lan_worth(need: Need, scenario: Scenario, *, wired: bool, points: int) -> int:
    """Return what a LAN and so many access points are worth, in thousandths of a point."""
    utility = _lan_utility(points, need.target_access_points, wired=wired)
    return worth(need, scenario.shares.lan, utility)


@lru_cache(maxsize=4096)
def _lan_utility(points: int, target: int, *, wired: bool) -> Fraction:
    return WIRED_PART * wired + (1 - WIRED_PART) * share_utility(points, target, 1.0)


def _wired_lines(
    site: Site, need: Need, catalogue: Catalogue, present: Present
) -> tuple[CostLine, ...]:
    """Cable every room and place the missing switches; nothing when the catalogue lacks either."""
    if not need.needs_lan:
        return ()
    rooms = rooms_of(site, need)
    cabling = cheapest(catalogue.of(Role.CABLING), rooms)
    if cabling is None or rooms == 0:
        return ()
    switches = present.missing(Role.SWITCH, math.ceil(rooms / ROOMS_PER_SWITCH))
    switch = cheapest(catalogue.of(Role.SWITCH), switches)
    if switches == 0:
        return (line(cabling, rooms),)
    return () if switch is None else (line(cabling, rooms), line(switch, switches))


def _wifi_lines(
    need: Need, catalogue: Catalogue, present: Present, points: int, *, with_router: bool
) -> tuple[CostLine, ...]:
    """Buy the access points missing beyond those there are, and a router where there is none."""
    missing = need.target_access_points - points
    if missing <= 0:
        return ()
    point = cheapest(catalogue.of(Role.ACCESS_POINT), missing)
    router = cheapest(catalogue.of(Role.ROUTER))
    if point is None:
        return ()
    is_missing = with_router and present.missing(Role.ROUTER, 1) > 0
    routers = [line(router)] if router is not None and is_missing else []
    return (line(point, missing), *routers)
