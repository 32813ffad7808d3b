"""Offers without a directive: only the sites that it reaches are asked again.

What is offered at a site rests on its own need, on whether it is excluded, on who shares its
building, and on where trenches and masts could lead (`Laid`). A forbidden or weighted site changes
its own need or exclusion, and may change where they lead for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from planner.candidates.candidate import Candidate, KitStep, Need, Offers, Rejection
from planner.candidates.needs import Among
from planner.candidates.possible_routes import Laid, laid_of
from planner.candidates.surroundings import Area
from planner.candidates.technology import TechnologySet
from planner.offers.build import (
    area_of,
    assets_of,
    build_offers,
    candidate_order,
    kit_order,
    offers_at_sites,
    rejection_order,
)
from planner.offers.buildings import sites_by_building
from planner.offers.settings import technologies_of
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.inputs import OfferInputs

OF_ONE_SITE = frozenset({DirectiveKind.MUST_NOT, DirectiveKind.WEIGHT})


def offers_without(before: Offers, inputs: OfferInputs, directive: Directive) -> Offers:
    """Return what `build_offers` returns of inputs from which a directive was left out.

    `before` are the offers with it. All sites are asked again where the directive is not one of a
    site, where the ground is known, where deliveries are priced, or where links are shared in
    buildings.
    """
    laid = before.laid
    simple = inputs.ground is None and not inputs.catalogue.delivery
    if laid is not None and simple and directive.kind in OF_ONE_SITE:
        known, needs = technologies_of(inputs.scenario), _needs(before, inputs, directive)
        found = None
        if directive.kind is DirectiveKind.WEIGHT:
            found = _by_the_same_ways(before, laid, inputs, directive.target, known, needs)
        found = found or _by_other_ways(before, laid, inputs, directive.target, known, needs)
        if found is not None:
            return found
    return build_offers(inputs)


def _needs(before: Offers, inputs: OfferInputs, directive: Directive) -> Mapping[str, Need] | None:
    """Return the needs of all sites: a weight changes that of its own site alone.

    None where the offers are those of a part of the country, without the needs of other sites.
    """
    sites = {site.id: site for site in inputs.sites}
    if before.needs.keys() != sites.keys() or directive.target not in sites:
        return None
    among = Among.of(inputs.sites, inputs.directives)
    own = among.need_of(sites[directive.target], inputs.scenario)
    return {**before.needs, directive.target: own}


def _by_the_same_ways(
    before: Offers,
    laid: Laid,
    inputs: OfferInputs,
    site_id: str,
    known: TechnologySet,
    needs: Mapping[str, Need] | None,
) -> Offers | None:
    """Return the offers where another need of a site changes no way to any, None where it may."""
    area, was = area_of(inputs, known, laid, needs), before.needs.get(site_id)
    if was is None or (was.link_gap_benefit > 0) != (area.needs[site_id].link_gap_benefit > 0):
        return None
    found = _merged(before, area, known, {site_id})
    if found is None or _starts(found) != _starts(before):
        return None
    return replace(found, assets=before.assets, laid=laid)


def _by_other_ways(
    before: Offers,
    laid: Laid,
    inputs: OfferInputs,
    site_id: str,
    known: TechnologySet,
    needs: Mapping[str, Need] | None,
) -> Offers | None:
    """Return the offers where a site may change the ways to others; None where links are shared."""
    area = area_of(inputs, known, needs=needs)
    now = laid_of(area.trenches, area.masts, area.sites)
    found = _merged(before, area, known, {site_id, *_moved(laid, now, area, known)})
    if found is None:
        return None
    return replace(found, assets=assets_of(area, found.candidates, known), laid=now)


def _starts(offers: Offers) -> set[str]:
    return {candidate.from_node for candidate in offers.candidates}


def _moved(was: Laid, now: Laid, area: Area, known: TechnologySet) -> Iterator[str]:
    """Yield the sites that trenches or masts reach in another way, and who could use their link."""
    all_of_them = (was.trenches.lit, was.trenches.longest_m) != (
        now.trenches.lit,
        now.trenches.longest_m,
    )
    for site_id, site in area.sites.items():
        if all_of_them or was.ways_to(site_id) != now.ways_to(site_id):
            yield site_id
            for technology in known.technologies:
                yield from technology.looking_at(site, area)


def _merged(before: Offers, area: Area, known: TechnologySet, touched: set[str]) -> Offers | None:
    """Return the offers with those at some sites made anew; None where a building shares a link."""
    for sites in sites_by_building(area.sites.values()):
        if any(site.id in touched for site in sites):
            touched = touched | {site.id for site in sites}
    asked = [area.sites[site_id] for site_id in sorted(touched & area.sites.keys())]
    found = offers_at_sites(asked, area, known)
    if any(c.periods for c in (*before.candidates, *found.candidates)):
        return None
    return Offers(
        needs=found.needs,
        candidates=tuple(
            sorted((*_beside(before.candidates, touched), *found.candidates), key=candidate_order)
        ),
        rejections=tuple(
            sorted((*_beside(before.rejections, touched), *found.rejections), key=rejection_order)
        ),
        assets=(),
        kit=tuple(sorted((*_beside(before.kit, touched), *found.kit), key=kit_order)),
    )


_Offered = TypeVar("_Offered", Candidate, Rejection, KitStep)


def _beside(offered: Iterable[_Offered], touched: set[str]) -> Iterator[_Offered]:
    """Yield what is offered at all other sites."""
    return (one for one in offered if one.site_id not in touched)
