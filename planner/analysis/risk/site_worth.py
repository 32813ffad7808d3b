"""What is on offer at each site, and what kits of power its links would need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from planner.candidates.candidate import CostLine
from planner.candidates.surroundings import middle_latitude
from planner.model.arcs import Arc, ArcKind
from planner.model.site_worth import SiteArcs, site_arcs
from planner.offers.one_site import power_place
from planner.offers.settings import technologies_of

if TYPE_CHECKING:
    from planner.pipeline.prepare import Prepared


def arcs_by_site(prepared: Prepared) -> dict[str, SiteArcs]:
    """Return what is on offer at each site; shared stretches belong to none."""
    model = prepared.model
    return site_arcs(model.arcs, prepared.offers.needs, frozenset(model.kept_worth))


PowerLines = Callable[[str, Sequence[CostLine]], tuple[int, tuple[CostLine, ...]]]


def power_lines(prepared: Prepared) -> PowerLines:
    """Return what tells which kits a link of a site would gain, or lose, were power otherwise.

    It returns 1 and the kits to be bought for a link that has none, -1 and the kits of one that
    has.
    """
    inputs = prepared.inputs
    power, catalogue = technologies_of(inputs.scenario).power, inputs.catalogue
    kits = {item.sku for item in catalogue.of(Role.POWER_KIT)}
    sites, middle = {site.id: site for site in inputs.sites}, middle_latitude(inputs.sites)

    def of(site_id: str, lines: Sequence[CostLine]) -> tuple[int, tuple[CostLine, ...]]:
        has = tuple(line for line in lines if line.sku in kits)
        if has:
            return -1, has
        place = power_place(sites[site_id], prepared.offers.needs[site_id], middle)
        return 1, power.power_bundle(lines, catalogue, place).lines

    return of


def options(of: SiteArcs) -> Iterator[tuple[int, Arc]]:
    """Yield the new links on offer at a site."""
    return ((a, arc) for a, arc in of.arcs if arc.kind is ArcKind.OPTION)
