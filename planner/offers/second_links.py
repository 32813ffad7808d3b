"""A second link of another medium, for sites that a scenario asks it for.

It takes over while the first one fails, so it is worth a share of what a link is worth. Only what
nothing shared leads to can be one: satellites, the mobile network, radio hops of the site's own,
and a second way of fibre that the site buys for itself, apart from a first one that others may
share. What leads a link to people is there already with the first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inventory.prices.catalogue import LatencyClass
from planner.candidates.candidate import Candidate, KitStep, second_chain
from planner.candidates.nodes import ROOT
from planner.candidates.present_value import PresentValue
from planner.candidates.surroundings import Area
from planner.candidates.technology import Technology
from planner.fields import fields_of
from planner.language.label import Label
from planner.language.labels import filled
from planner.offers.buildings import Ask
from planner.scenario.rationals import exact
from sites.site import SATELLITES, LinkToday, Site


def second_links(
    site: Site, area: Area, technologies: Iterable[Technology], ask: Ask
) -> list[KitStep]:
    """Return the cheapest second link by each medium, as steps of which a plan has one at most.

    `ask` returns what a technology offers a site, powered and paid, to its building. A medium that
    loads a tower, or a satellite whose use is counted there, is left out, as nobody would know of
    its load.
    """
    asked = area.scenario.second_link
    if not asked.asks(site.id, site.kind) or site.id in area.excluded:
        return []
    bare, alone = without_link(site, area)
    value = PresentValue.of(area.scenario)
    cheapest: dict[str, tuple[int, int, str, Candidate]] = {}
    for technology in technologies:
        answer = () if technology.keeps_contract else ask(bare, technology, alone)
        for option in answer if isinstance(answer, tuple) else ():
            counted = option.link_type in SATELLITES and area.settlements_of(site, option.link_type)
            if option.from_node != ROOT or option.carriers or counted:
                continue
            cost = sum(map(value.of_line, option.lines))
            found = (cost, -option.benefit, option.id, option)
            medium = option.link_type
            if option.latency is not LatencyClass.OFFLINE:
                cheapest[medium] = min(found, cheapest.get(medium, found), key=lambda f: f[:3])
    steps = [_step(option, area) for _, (_, _, _, option) in sorted(cheapest.items())]
    for technology in technologies:
        way = technology.second_way(site, area)
        answer = ask(bare, technology, alone) if way is not None else ()
        if way is not None and isinstance(answer, tuple) and answer:
            option = min(answer, key=lambda o: (sum(map(value.of_line, o.lines)), -o.benefit, o.id))
            lines = (*option.lines, *way.lines)
            alike = fields_of(way, "first_way", "legs", "meets")
            steps.append(replace(_step(option, area), lines=lines, **alike))
    return [step for step in steps if step.benefit > 0]


def _step(option: Candidate, area: Area) -> KitStep:
    """Return an option as a second link, worth a share of what it is worth alone."""
    asked = area.scenario.second_link
    least = 1 if asked.required else 0  # what is worth nothing is not in the problem at all
    return KitStep(
        site_id=option.site_id,
        chain=second_chain(option.link_type),
        step=1,
        benefit=max(int(exact(asked.share) * option.benefit), least),
        lines=option.lines,
        delivered_mbps=option.delivered_mbps,
    )


def told_way(step: KitStep) -> Label | None:
    """Return how far a second way is apart from the first, None of what has no way of its own."""
    if not step.legs:
        return None
    metres = f"{sum(leg.length_m for leg in step.legs):,}"
    if not step.meets:
        return filled("second_way.apart", metres=metres)
    places = "; ".join(f"{y:.5f}, {x:.5f}" for x, y in step.meets)
    return filled("second_way.meets", metres=metres, places=places)


def without_link(site: Site, area: Area) -> tuple[Site, Area]:
    """Return a site as if it had no link today, and its surroundings: all of a link is a gain."""
    need = area.needs[site.id]
    bare = replace(site, link=LinkToday())
    alone = replace(need, present_mbps=0.0, present_utility_thousandths=0, present_cap_gb=None)
    return bare, replace(area, needs={**area.needs, site.id: alone})
