"""One technology at one site: what it offers, complete and paid, or the reason against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Candidate, Need, Reason, Rejection
from planner.candidates.delivery import role_name
from planner.candidates.kit.equipment import may_buy
from planner.candidates.kit.lan import (
    WayInside,
    is_silent,
    lacks_way_inside,
    missing_from_catalogue,
    way_inside,
)
from planner.candidates.options import Options, reject
from planner.candidates.present_links import ending_cost_minor, ending_line
from planner.candidates.surroundings import Area, point_of
from planner.candidates.technology import PowerPlace, PowerSupply, Technology
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined
from sites.site import Site, SiteKind


def reaching_inside(candidate: Candidate, area: Area) -> Candidate | None:
    """Return a part of a shared link that reaches the people of its site, None where none does."""
    site = area.sites[candidate.site_id]
    if not lacks_way_inside(site, area.needs[site.id], area.scenario):
        return candidate
    inside = _way_inside(site, area)
    if inside is None:
        return candidate if is_silent(site) else None
    return _with_way_inside(candidate, *inside)


def answer_of(
    site: Site,
    technology: Technology,
    area: Area,
    power: PowerSupply,
    *,
    to_the_building: bool = False,
) -> Options:
    """Return the options of a technology at a site, or the one reason against it.

    A link that several institutions share ends at the building: what brings it to the people of
    each, and the end of its present contract, are added to the part of each.
    """
    refused = _refused(site, technology, area)
    if refused is not None:
        return refused
    answer = technology.offer(site, area)
    if isinstance(answer, Rejection):
        return answer
    reaching: Options = tuple(answer)
    if not to_the_building:
        reaching = _reaching_people(site, technology, area, answer)
    if isinstance(reaching, Rejection):
        return reaching
    paid = _paid(site, technology, area, _powered(site, technology, area, power, reaching))
    if isinstance(paid, Rejection) or to_the_building or technology.keeps_contract:
        return paid
    return ending_contract(site, area, paid)


def _refused(site: Site, technology: Technology, area: Area) -> Rejection | None:
    """Return the reason that rules a technology out before it is asked, or None."""
    need = area.needs[site.id]
    if site.id in area.excluded:
        detail = LABELS["detail.excluded"]
        return reject(site, technology.id, Reason.EXCLUDED, detail)
    if not technology.enabled:
        detail = LABELS["detail.switched_off"]
        return reject(site, technology.id, Reason.SWITCHED_OFF, detail)
    if need.present_utility_thousandths >= 1000:
        detail = filled("detail.at_target", target=f"{need.target_mbps:g}")
        return reject(site, technology.id, Reason.ALREADY_AT_STANDARD, detail)
    if technology.is_fixed and site.kind is SiteKind.MOBILE_UNIT:
        detail = LABELS["detail.mobile"]
        return reject(site, technology.id, Reason.NO_FIXED_PLACE, detail)
    if technology.needs_point and point_of(site) is None:
        detail = LABELS["detail.no_place"]
        return reject(site, technology.id, Reason.NO_COORDINATES, detail)
    return None


def _reaching_people(
    site: Site, technology: Technology, area: Area, options: Sequence[Candidate]
) -> Options:
    """Add to every option of a site without a way inside the least that brings the link to people.

    What it is worth as a part of the LAN is in the benefit of the option.
    """
    need = area.needs[site.id]
    if technology.brings_wifi or not lacks_way_inside(site, need, area.scenario):
        return tuple(options)
    inside = _way_inside(site, area)
    if inside is None and is_silent(site):
        return tuple(options)  # neither table speaks of it: nothing says that anything is missing
    if inside is None:
        lacking = missing_from_catalogue(area.catalogue) or Role.CABLING
        detail = filled("detail.no_way_inside", item=role_name(lacking))
        return reject(site, technology.id, Reason.NO_WAY_INSIDE, detail)
    return tuple(_with_way_inside(option, *inside) for option in options)


def _way_inside(site: Site, area: Area) -> tuple[WayInside, Label] | None:
    """Return what brings any link to the people of a site, in words too; worked out once."""
    key = (_way_inside, site.id)
    if key not in area.remembered:
        found = way_inside(site, area.needs[site.id], area.catalogue, area.scenario)
        area.remembered[key] = None if found is None else (found, _told(found))
    inside: tuple[WayInside, Label] | None = area.remembered[key]
    return inside


def _told(inside: WayInside) -> Label:
    items = [
        Label(f"{x.quantity} x {x.name_mn}", f"{x.quantity} x {x.name_en}") for x in inside.lines
    ]
    return filled("note.way_inside", things=joined(", ", items))


def _with_way_inside(option: Candidate, inside: WayInside, told: Label) -> Candidate:
    """Return an option that brings its link to people, and says with what."""
    return replace(
        option,
        lines=(*option.lines, *inside.lines),
        benefit=option.benefit + inside.benefit,
        note=told if option.note is None else joined("; ", [option.note, told]),
    )


def _powered(
    site: Site,
    technology: Technology,
    area: Area,
    power: PowerSupply,
    options: Sequence[Candidate],
) -> Options:
    """Add a power kit to every option of a site without reliable power."""
    if area.needs[site.id].reliable_power:
        return tuple(options)
    powered = []
    place, lacking = power_place(site, area.needs[site.id], area.middle_latitude), None
    for option in options:
        bundle = power.power_bundle(option.lines, area.catalogue, place)
        if bundle.lacking is not None:
            lacking = bundle.lacking
            continue
        notes = [note for note in (option.note, bundle.note) if note is not None]
        lines = (*option.lines, *bundle.lines)
        powered.append(replace(option, lines=lines, note=joined("; ", notes) if notes else None))
    if powered or lacking is None:
        return tuple(powered)
    return reject(site, technology.id, Reason.NO_POWER_KIT, lacking)


def power_place(site: Site, need: Need, middle_latitude: float | None) -> PowerPlace:
    """Return what sizing power at a site looks at; without a position it lies in the middle."""
    point = point_of(site)
    return PowerPlace(
        latitude=middle_latitude if point is None else point[1],
        grid_hours=site.power.hours_per_day,
        computers=max(need.target_computers, need.working_computers),
        payer=need.payer,
        limits_panels=True,
    )


def ending_contract(
    site: Site, area: Area, options: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """Add to every option what ending the present contract early costs, in a line of its own."""
    cost = ending_cost_minor(site, area.scenario, area.start)
    if not cost:
        return options
    return tuple(replace(o, lines=(*o.lines, ending_line(cost))) for o in options)


def _paid(site: Site, technology: Technology, area: Area, options: Options) -> Options:
    """Refuse options whose yearly costs nobody is named to pay, unless the scenario allows it."""
    if isinstance(options, Rejection):
        return options
    paid = tuple(o for o in options if may_buy(o.lines, area.scenario))
    if paid:
        return paid
    detail = LABELS["detail.no_payer"]
    return reject(site, technology.id, Reason.NO_PAYER, detail)
