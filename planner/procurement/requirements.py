"""What a plan asks of an item, from the places that receive it: speed to carry, people, rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from planner.candidates.kit.lan import ROOMS_PER_SWITCH

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.scenario.inputs import Inputs
    from sites.site import SiteKind

CARRY = frozenset({Role.TERMINAL, Role.HEADEND, Role.BRIDGE, Role.ROUTER, Role.INSTALLATION})
"""Roles through which the traffic of a site's contract goes."""

Needs = tuple[tuple[str, float], ...]


def needs_of(plan: Plan, inputs: Inputs) -> dict[str, Needs]:
    """Return what a plan asks of each item that it buys, by SKU: a key of words and a number."""
    places: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, str] = {}
    for point, line in plan.all_lines():
        places[line.sku].add(point)
        roles[line.sku] = line.role
    speeds = _speeds(plan, inputs)
    kind_of = {site.id: site.kind for site in inputs.sites}
    return {
        sku: tuple(_needs(roles[sku], places[sku], speeds, kind_of, inputs))
        for sku in sorted(places)
    }


def _speeds(plan: Plan, inputs: Inputs) -> dict[str, float]:
    """Return the speed of the fastest contract that is bought for each place, in Mbps."""
    found: dict[str, float] = {}
    for point, line in plan.all_lines():
        item = inputs.catalogue.by_sku.get(line.sku)
        if line.role == Role.CONTRACT and item is not None and item.mbps:
            found[point] = max(found.get(point, 0.0), item.mbps)
    return found


def _needs(
    role: str,
    places: set[str],
    speeds: Mapping[str, float],
    kind_of: Mapping[str, SiteKind],
    inputs: Inputs,
) -> Iterator[tuple[str, float]]:
    fastest = max((speeds[place] for place in places if place in speeds), default=0.0)
    if role in CARRY and fastest:
        yield "carries", fastest
    if role == Role.SWITCH:
        yield "cabled_rooms", ROOMS_PER_SWITCH
    kinds = sorted({kind_of[place] for place in places if place in kind_of})
    if role == Role.ACCESS_POINT and kinds:
        standards = [inputs.scenario.standard_of(kind) for kind in kinds]
        yield "people", max(standard.users_per_access_point for standard in standards)
        yield "rooms", max(standard.rooms_per_access_point for standard in standards)
