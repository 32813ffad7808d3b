"""From what is to what could be: every site and technology an option or a reason against."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Asset, Candidate, KitStep, Need, Offers, Reason, Rejection
from planner.candidates.cost_lines import completed
from planner.candidates.delivery import Deliveries, role_name
from planner.candidates.kit.equipment import kit_of, may_buy
from planner.candidates.kit.lan import (
    WayInside,
    is_silent,
    lacks_way_inside,
    missing_from_catalogue,
    way_inside,
)
from planner.candidates.kit.present_equipment import Present
from planner.candidates.needs import needs_of
from planner.candidates.nodes import ROOT, OpenGround, link_host, mast_place
from planner.candidates.options import Options, reject
from planner.candidates.possible_routes import Laid, laid_of
from planner.candidates.present_links import ending_cost_minor, ending_line
from planner.candidates.prices import sold_at_start, with_overrides
from planner.candidates.sightlines import Sightlines
from planner.candidates.surroundings import Area, point_of
from planner.candidates.technology import PowerPlace, PowerSupply, Technology, TechnologySet
from planner.candidates.trenches import Trenches
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined
from planner.offers.buildings import Ask, Shared, shared_links
from planner.offers.second_links import second_links
from planner.offers.settings import technologies_of
from planner.scenario.calendar import start_date
from planner.scenario.directives import DirectiveKind
from planner.scenario.inputs import OfferInputs
from sites.site import Site, SiteKind


def build_offers(inputs: OfferInputs) -> Offers:
    """Return for every site its need, its options or the reasons against, and its equipment.

    Raises ValueError where the scenario's technologies are not set up as `check_settings` asks, or
    a price override is not a price.
    """
    known = technologies_of(inputs.scenario)
    area = area_of(inputs, known)
    shared = _shared(area.sites, area, known)
    found = _offers_of(area.sites.values(), area, known, shared)
    assets = assets_of(area, found.candidates, known, shared.assets)
    if area.catalogue.delivery:
        deliveries = Deliveries(catalogue=area.catalogue)
        assets = tuple(_hop_delivered(a, area, deliveries) for a in assets)
    return replace(found, assets=assets, laid=laid_of(area.trenches, area.masts, area.sites))


def offers_at(inputs: OfferInputs, site_id: str, laid: Laid | None = None) -> Offers:
    """Return what `build_offers` returns of one site, with the needs of all and no shared stretch.

    `laid` says where trenches and masts could lead, if that is known already.
    """
    known = technologies_of(inputs.scenario)
    area = area_of(inputs, known, laid or lay_out(inputs))
    return offers_at_sites([area.sites[site_id]], area, known)


def offers_at_sites(sites: Collection[Site], area: Area, known: TechnologySet) -> Offers:
    """Return the offers at some sites of an area, with the needs of all and no shared stretch."""
    shared = _shared([site.id for site in sites], area, known)
    return _offers_of(sites, area, known, shared)


def _shared(asked: Collection[str], area: Area, known: TechnologySet) -> Shared:
    """Return the links that institutions of one building could share."""
    found = shared_links(area, asked, known.technologies, _to_the_building(known))
    inside = (_inside(candidate, area) for candidate in found.candidates)
    reaching = tuple(c for c in inside if c is not None)
    going_on = {technology.id for technology in known.technologies if technology.keeps_contract}
    ending = (
        c
        for one in reaching
        for c in (
            (one,)
            if one.technology in going_on
            else _ending_contract(area.sites[one.site_id], area, (one,))
        )
    )
    return replace(found, candidates=tuple(ending))


def _to_the_building(known: TechnologySet) -> Ask:
    """Return what asks a technology for links that end at the building."""

    def ask(site: Site, technology: Technology, at: Area) -> Options:
        return answer_of(site, technology, at, known.power, to_the_building=True)

    return ask


def _inside(candidate: Candidate, area: Area) -> Candidate | None:
    """Return a part of a shared link that reaches the people of its site, None where none does."""
    site = area.sites[candidate.site_id]
    if not lacks_way_inside(site, area.needs[site.id], area.scenario):
        return candidate
    inside = _way_inside(site, area)
    if inside is None:
        return candidate if is_silent(site) else None
    return _with_way_inside(candidate, *inside)


def lay_out(inputs: OfferInputs) -> Laid:
    """Return where trenches and masts could lead, as far as offers at single sites look at it."""
    area = area_of(inputs, technologies_of(inputs.scenario))
    return laid_of(area.trenches, area.masts, area.sites)


def _offers_of(sites: Collection[Site], area: Area, known: TechnologySet, shared: Shared) -> Offers:
    """Return the offers at some sites, without shared stretches."""
    scenario = area.scenario
    candidates: list[Candidate] = []
    rejections: list[Rejection] = []
    kit: list[KitStep] = []
    furnish = _Furnishing(area, Deliveries(catalogue=area.catalogue))
    for site in sites:
        for technology in known.technologies:
            answer = answer_of(site, technology, area, known.power)
            if isinstance(answer, Rejection):
                rejections.append(answer)
            else:
                candidates += answer
        present = Present.of(site, area.needs[site.id])
        steps = kit_of(site, area.needs[site.id], area.catalogue, scenario, present)
        steps += second_links(site, area, known.technologies, _to_the_building(known))
        kit += [furnish.complete(step, present) for step in steps]
    asked = {site.id for site in sites}
    candidates += (c for c in shared.candidates if c.site_id in asked)
    candidates = [furnish.complete(c) for c in candidates]
    return Offers(
        needs=dict(area.needs),
        candidates=tuple(sorted(candidates, key=candidate_order)),
        rejections=tuple(sorted(_left(rejections, shared), key=rejection_order)),
        assets=(),
        kit=tuple(sorted(kit, key=kit_order)),
    )


_Bought = TypeVar("_Bought", Candidate, KitStep)


class _Furnishing:
    """Adds to offers what their items require, and the delivery of goods to the aimag."""

    def __init__(self, area: Area, deliveries: Deliveries) -> None:
        """Look once at what the catalogue asks for."""
        self._area, self._deliveries = area, deliveries
        self._requires = any(item.requires for item in area.catalogue.items)
        self._delivers = bool(area.catalogue.delivery)

    def complete(self, offer: _Bought, present: Present | None = None) -> _Bought:
        """Return an offer with all that it buys, less what of it is present at the site."""
        lines = offer.lines
        if self._requires:
            lines = completed(lines, self._area.catalogue, present)
        if self._delivers:
            aimag = self._area.sites[offer.site_id].aimag
            lines = self._deliveries.with_delivery(lines, aimag)
        return offer if len(lines) == len(offer.lines) else replace(offer, lines=lines)


def _hop_delivered(asset: Asset, area: Area, deliveries: Deliveries) -> Asset:
    """Return a stretch with its goods delivered: a mast on open ground lies in no known aimag."""
    site = area.sites.get(mast_place(asset.to_node) or link_host(asset.to_node) or "")
    aimag = "" if site is None else site.aimag
    return replace(asset, lines=deliveries.with_delivery(asset.lines, aimag))


def _left(rejections: Iterable[Rejection], shared: Shared) -> Iterator[Rejection]:
    """Yield the rejections but those of a technology that a link shared in a building brings."""
    brought = {(c.site_id, c.technology) for c in shared.candidates}
    return (r for r in rejections if (r.site_id, r.technology) not in brought)


def rejection_order(rejection: Rejection) -> tuple[str, str]:
    """Return what rejections are sorted by."""
    return rejection.site_id, rejection.technology


def candidate_order(candidate: Candidate) -> tuple[str, str, int, str]:
    """Return what candidates are sorted by."""
    return candidate.site_id, candidate.technology, candidate.benefit, candidate.id


def kit_order(step: KitStep) -> tuple[str, str, int]:
    """Return what steps of equipment are sorted by."""
    return step.site_id, step.chain, step.step


# --- one site, one technology ----------------------------------------------------------------


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
    return _ending_contract(site, area, paid)


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


def _ending_contract(
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


# --- the surroundings ------------------------------------------------------------------------


def area_of(inputs: OfferInputs, known: TechnologySet, laid: Laid | None = None) -> Area:
    """Return what the technologies see: needs, prices with overrides, network, what is shared.

    With `laid` no trench or mast is looked for again.
    """
    catalogue = sold_at_start(with_overrides(inputs.catalogue, inputs.directives), inputs.scenario)
    forbidden = (d.target for d in inputs.directives if d.kind is DirectiveKind.MUST_NOT)
    area = Area(
        scenario=inputs.scenario,
        catalogue=catalogue,
        network=inputs.network,
        sites={site.id: site for site in sorted(inputs.sites, key=lambda s: s.id)},
        needs=needs_of(inputs.sites, inputs.scenario, inputs.directives),
        trenches=Trenches(),
        start=start_date(inputs.scenario, inputs.catalogue),
        excluded=frozenset(forbidden),
        can_power=known.power.can_power(catalogue),
        sightlines=None if inputs.ground is None else Sightlines(inputs.ground),
    )
    if laid is not None:
        area = replace(area, trenches=laid.trenches, masts=laid.masts)
    for technology in known.technologies:
        if laid is None or not technology.layout_is_kept:
            area = technology.prepare(area)
    return area


def assets_of(
    area: Area, candidates: Iterable[Candidate], known: TechnologySet, own: Sequence[Asset] = ()
) -> tuple[Asset, ...]:
    """Return the priced assets that some candidate can use, in id order.

    Raises ValueError when two technologies name an asset alike.
    """
    wanted = {c.from_node for c in candidates if c.from_node != ROOT}
    wanted |= {asset.from_node for asset in own if asset.from_node != ROOT}
    shared = (a for t in known.technologies for a in t.shared_assets(area, wanted))
    powered = (_powered_asset(a, area, known.power) for a in shared)
    found = sorted((*powered, *own), key=lambda a: a.id)
    for one, next_one in pairwise(found):
        if one.id == next_one.id:
            raise ValueError(f"two shared assets are called {one.id!r}")
    return tuple(found)


def _powered_asset(asset: Asset, area: Area, power: PowerSupply) -> Asset:
    """Return an asset with a power kit, if it ends where electricity is not reliable."""
    if not asset.needs_power:
        return asset
    place = mast_place(asset.to_node) or ""
    need = area.needs.get(place)
    alone = OpenGround.of(place) is not None or (need is not None and not need.reliable_power)
    if not alone:
        return asset
    bundle = power.power_bundle(asset.lines, area.catalogue, _mast_place(asset, place, area))
    return replace(asset, lines=(*asset.lines, *bundle.lines))


def _mast_place(asset: Asset, place: str, area: Area) -> PowerPlace:
    """Return what sizing the power of a mast looks at; on open ground panels have room enough."""
    if place in area.sites:
        at_site = power_place(area.sites[place], area.needs[place], area.middle_latitude)
        return replace(at_site, computers=0, limits_panels=False)
    end = asset.coordinates[-1][1] if asset.coordinates else area.middle_latitude
    return PowerPlace(latitude=end)
