"""From what is to what could be: every site and technology an option or a reason against."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Asset, Candidate, KitStep, Need, Offers, Rejection
from planner.candidates.cost_lines import completed
from planner.candidates.delivery import Deliveries
from planner.candidates.kit.equipment import kit_of
from planner.candidates.kit.present_equipment import Present
from planner.candidates.needs import needs_of
from planner.candidates.nodes import ROOT, OpenGround, link_host, mast_place, pop_of
from planner.candidates.options import Options
from planner.candidates.possible_routes import Laid, laid_of
from planner.candidates.prices import sold_at_start, with_overrides
from planner.candidates.sightlines import Sightlines
from planner.candidates.surroundings import Area
from planner.candidates.technology import PowerPlace, PowerSupply, Technology, TechnologySet
from planner.candidates.trenches import Trenches
from planner.offers.buildings import Ask, Shared, shared_links
from planner.offers.entrances import entrances
from planner.offers.one_site import answer_of, ending_contract, power_place, reaching_inside
from planner.offers.second_links import second_links
from planner.offers.settings import technologies_of
from planner.scenario.calendar import start_date
from planner.scenario.directives import DirectiveKind
from planner.scenario.inputs import OfferInputs
from sites.many_objects import no_search_for_cycles
from sites.site import Site


@no_search_for_cycles()
def build_offers(inputs: OfferInputs) -> Offers:
    """Return for every site its need, its options or the reasons against, and its equipment.

    Raises ValueError where the scenario's technologies are not set up as `check_settings` asks, or
    a price override is not a price.
    """
    known = technologies_of(inputs.scenario)
    area = area_of(inputs, known)
    for technology in known.technologies:
        technology.look_ahead(area)
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
    inside = (reaching_inside(candidate, area) for candidate in found.candidates)
    reaching = tuple(c for c in inside if c is not None)
    going_on = {technology.id for technology in known.technologies if technology.keeps_contract}
    ending = (
        c
        for one in reaching
        for c in (
            (one,)
            if one.technology in going_on
            else ending_contract(area.sites[one.site_id], area, (one,))
        )
    )
    return replace(found, candidates=tuple(ending))


def _to_the_building(known: TechnologySet) -> Ask:
    """Return what asks a technology for links that end at the building."""

    def ask(site: Site, technology: Technology, at: Area) -> Options:
        return answer_of(site, technology, at, known.power, to_the_building=True)

    return ask


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
                candidates += (_leaving(option, site, area) for option in answer)
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


def _leaving(option: Candidate, site: Site, area: Area) -> Candidate:
    """Return an option with the backhaul of its settlement, where its own contract loads that."""
    found = area.settlements_of(site, option.link_type)
    if not found or not any(line.role == Role.CONTRACT for line in option.lines):
        return option
    return replace(option, carriers=(*option.carriers, *found))


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


# --- the surroundings ------------------------------------------------------------------------


def area_of(
    inputs: OfferInputs,
    known: TechnologySet,
    laid: Laid | None = None,
    needs: Mapping[str, Need] | None = None,
) -> Area:
    """Return what the technologies see: needs, prices with overrides, network, what is shared.

    With `laid` no trench or mast is looked for again, with `needs` no need of a site.
    """
    catalogue = sold_at_start(with_overrides(inputs.catalogue, inputs.directives), inputs.scenario)
    forbidden = (d.target for d in inputs.directives if d.kind is DirectiveKind.MUST_NOT)
    area = Area(
        scenario=inputs.scenario,
        catalogue=catalogue,
        network=inputs.network,
        sites={site.id: site for site in sorted(inputs.sites, key=lambda s: s.id)},
        needs=needs_of(inputs.sites, inputs.scenario, inputs.directives)
        if needs is None
        else needs,
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
    laid = (*powered, *own)
    found = sorted((*laid, *_entrances(area, wanted, laid)), key=lambda a: a.id)
    for one, next_one in pairwise(found):
        if one.id == next_one.id:
            raise ValueError(f"two shared assets are called {one.id!r}")
    return tuple(found)


def _entrances(area: Area, wanted: Collection[str], laid: Iterable[Asset]) -> Iterator[Asset]:
    """Yield the PoPs with limits that links, trenches or hops start from."""
    starts = {*wanted, *(asset.from_node for asset in laid)}
    for pop_id in sorted(filter(None, map(pop_of, starts))):
        pop = area.pop(pop_id)
        if pop is not None:
            yield from entrances(area, pop)


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
