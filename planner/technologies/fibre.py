"""Fibre to the building: a trench along roads, a drop from the road, equipment and a contract.

Trenches are assets: several sites may share one, and each is paid once. They start at PoPs, at
buildings on fibre, and wherever a lit cable may be tapped, there with a splice. Roads, soils,
slopes and rivers make a trench dearer where the catalogue prices them; permits are ignored, and a
straight line is lengthened by a detour factor.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from inventory.findings import Finding, Rule, warning_rule
from inventory.prices.catalogue import Catalogue, Item, Role
from inventory.table_specs import CONFIG_NAME
from planner.candidates.candidate import (
    Asset,
    Carrier,
    CostLine,
    Leg,
    Need,
    Reason,
    SecondWay,
)
from planner.candidates.cost_lines import cheapest, line
from planner.candidates.needs import keeper
from planner.candidates.nodes import pop_of, premises, tapped
from planner.candidates.options import Options, Way, equipment_of, offered, reject, same_medium
from planner.candidates.sightlines import Sightlines
from planner.candidates.stretches.extras import (
    Extras,
    roads_of,
    slopes_of,
    soils_of,
    worth,
)
from planner.candidates.stretches.prune import prune
from planner.candidates.stretches.stretch import (
    DROP,
    SPLICE,
    TRENCH,
    Buildings,
    Ground,
    Stretch,
)
from planner.candidates.surroundings import Area, point_of
from planner.candidates.technology import Technology, setting
from planner.candidates.trenches import Trenches, lay
from planner.fields import fields_of
from planner.language.labels import LABELS, filled
from planner.scenario.settings import Scenario
from sites.site import CoordinateQuality, LinkType, Site, SiteKind

if TYPE_CHECKING:
    from sites.digging.underground import Relief

_BEYOND_M = 10**9  # where metres are free, a splice is never worth fewer of them

UPKEEP_WITHOUT_PAYER = warning_rule(
    "payer.upkeep_without",
    "Several payers are named and none of them for the upkeep of shared trenches",
    "A trench that nobody maintains is capital wasted: no fibre is offered.",
)


class Fibre(Technology):
    """Fibre in the ground from the nearest lit point, shared wherever that is cheaper."""

    id: ClassVar[str] = "fibre"
    title: ClassVar[str] = "Fibre"
    needs_point: ClassVar[bool] = True
    is_fixed: ClassVar[bool] = True
    layout_is_kept: ClassVar[bool] = True
    rules: ClassVar[tuple[Rule, ...]] = (UPKEEP_WITHOUT_PAYER,)

    longest_trench_km: float = setting(
        50.0,
        "ITU Connectivity Planning Platform 2026: max_connection_distance",
        "from lit fibre to the building",
        ge=0,
    )
    road_reach_km: float = setting(
        10.0, "assumption, to confirm", "from a building to a road", ge=0
    )
    mesh_reach_km: float = setting(
        5.0, "assumption, to confirm", "straight between two buildings, or from a PoP", ge=0
    )
    mesh_neighbours: int = setting(
        3, "assumption: the nearest few are enough", "joined to each building", ge=0
    )
    detour: float = setting(
        1.3, "mean detour of a street grid, 4/pi, rounded up", "trench over straight distance", ge=1
    )
    unsurveyed_m: int = setting(
        500, "assumption, to confirm", "least trench to a building placed at its soum centre", ge=0
    )
    splice_fibres: int = setting(
        2, "a pair, one fibre each way", "of the free ones of a cable that a splice takes", ge=1
    )
    optical_reach_km: float | None = setting(
        None,
        "optics of 20, 40 or 80 km (IEEE 802.3 and ITU-T G.957 classes)",
        "along a cable from a PoP to a splice, splitters included; not set: not looked at",
        ge=0,
    )
    upkeep_payer: str | None = setting(
        None, "to be named by the ministry", "pays the upkeep of shared trenches"
    )

    def setup_findings(self, scenario: Scenario) -> list[Finding]:
        """Return a finding when several payers are named by kind and none for upkeep."""
        payers = sorted({s.payer for s in scenario.standard.values() if s.payer is not None})
        excused = scenario.allow_capex_without_payer or not self.enabled
        if excused or self.upkeep_payer is not None or len(payers) < 2:
            return []
        return [
            UPKEEP_WITHOUT_PAYER.finding(
                CONFIG_NAME,
                column="technologies.fibre.upkeep_payer",
                expected="one of " + ", ".join(payers),
                todo="name who pays the yearly upkeep of trenches, or no fibre is offered",
            )
        ]

    def prepare(self, area: Area) -> Area:
        """Lay trenches to buildings that could gain from fibre and have a payer."""
        return replace(area, trenches=self.trenches_of(area))

    def trenches_of(self, area: Area) -> Trenches:
        """Return where fibre could run, from lit buildings, PoPs and cables along roads."""
        lit = {
            site.id: point
            for site in area.sites.values()
            if site.link.type is LinkType.FIBRE and site.kind is not SiteKind.MOBILE_UNIT
            if (point := point_of(site)) is not None
        }
        may_dig = (
            self.enabled
            and area.catalogue.first(Role.TRENCH) is not None
            and self.upkeep_is_paid(area.catalogue, area.scenario, area.needs)
        )
        wanting = {
            site.id: point
            for site in area.sites.values()
            if may_dig and site.id not in lit and _wants_fibre(site, area)
            if (point := point_of(site)) is not None
        }
        unsurveyed = frozenset(
            s.id
            for s in area.sites.values()
            if s.coordinate_quality is CoordinateQuality.SOUM_CENTRE
        )
        asks = area.scenario.second_link.asks
        twice = frozenset(i for i in wanting if asks(i, area.sites[i].kind))
        buildings = Buildings(wanting=wanting, lit=lit, unsurveyed=unsurveyed, twice=twice)
        return lay(buildings, area.network, self.ground(area.catalogue, area.sightlines))

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the fibre contracts at a building that lit fibre can be led to."""
        refused = same_medium(site, self.id, LinkType.FIBRE) or self._out_of_reach(site, area)
        if refused is not None:
            return refused
        payer, least = area.needs[site.id].payer, area.trenches.least_to(site.id)
        roles = (Role.TERMINAL,), (Role.INSTALLATION,)
        way = Way(
            technology=self.id,
            link_type=LinkType.FIBRE,
            from_node=premises(site.id),
            equipment=equipment_of(area, LinkType.FIBRE, payer, *roles),
            note=filled("detail.from_lit_fibre", least=least),
        )
        return offered(site, area, way, area.catalogue.of(Role.CONTRACT, LinkType.FIBRE.value))

    def _out_of_reach(self, site: Site, area: Area) -> Options | None:
        """Return why no trench can be led to a building, or None when one can."""
        if area.catalogue.first(Role.TRENCH) is None:
            detail = LABELS["detail.no_trench"]
            return reject(site, self.id, Reason.NO_CONTRACT_ON_OFFER, detail)
        if not self.upkeep_is_paid(area.catalogue, area.scenario, area.needs):
            detail = LABELS["detail.no_upkeep_payer"]
            return reject(site, self.id, Reason.NO_PAYER, detail)
        least = area.trenches.least_to(site.id)
        if least is None:
            reach = f"{self.road_reach_km:g}"
            detail = filled("detail.no_road_with_fibre", reach=reach)
            return reject(site, self.id, Reason.NO_ROAD, detail)
        if not area.trenches.in_reach(site.id):
            far, most = f"{least / 1000:.1f}", f"{self.longest_trench_km:g}"
            detail = filled("detail.too_far_to_build", far=far, most=most)
            return reject(site, self.id, Reason.TOO_FAR, detail)
        return None

    def payer_of_upkeep(self, needs: Mapping[str, Need]) -> str | None:
        """Return who pays the upkeep of trenches: as set, else the only payer of all sites."""
        return keeper(self.upkeep_payer, needs)

    def upkeep_is_paid(
        self, catalogue: Catalogue, scenario: Scenario, needs: Mapping[str, Need]
    ) -> bool:
        """Return whether new trenches may be built: no upkeep, a payer, or the scenario's leave."""
        if scenario.allow_capex_without_payer or catalogue.first(Role.TRENCH_UPKEEP) is None:
            return True
        return self.payer_of_upkeep(needs) is not None

    def ground(self, catalogue: Catalogue, sightlines: Sightlines | None = None) -> Ground:
        """Return how trenches are laid, with the price of a drop against that of a trench.

        Heights are those that `sightlines` ask, where the catalogue prices slopes.
        """
        trench, drop = _metre(catalogue, TRENCH), _metre(catalogue, DROP)
        prices = [i.unit_price_minor for i in (trench, drop) if i is not None]
        dearest, extras = max(prices, default=1), Extras.of(catalogue)
        crossing_minor = 0 if extras.crossing is None else line(extras.crossing).amount_minor

        def over(item: Item | None) -> Fraction:
            price = item.unit_price_minor if item is not None else 0
            return Fraction(dearest, price) if price > 0 else Fraction(1)

        return Ground(
            road_reach_m=self.road_reach_km * 1000,
            mesh_reach_m=self.mesh_reach_km * 1000,
            mesh_neighbours=self.mesh_neighbours,
            longest_m=self.longest_trench_km * 1000,
            detour=self.detour,
            unsurveyed_m=self.unsurveyed_m,
            dearest_over_trench=over(trench),
            dearest_over_drop=over(drop),
            splice_fibres=self.splice_fibres,
            optical_reach_m=None if self.optical_reach_km is None else 1000 * self.optical_reach_km,
            extra=worth(extras.by_road, dearest),
            soil_extra=worth(extras.by_soil, dearest),
            slope_extra=worth(extras.by_slope, dearest),
            crossing_extra=Fraction(crossing_minor, max(1, dearest)),
            splice_m=_worth_of_splice(cheapest(catalogue.of(Role.SPLICE)), dearest),
            relief=_relief(extras, sightlines),
        )

    def second_way(self, site: Site, area: Area) -> SecondWay | None:
        """Return a second way of fibre that shares no trench with the first, at its full price."""
        ways = area.trenches.two_ways.get(site.id)
        if ways is None:
            return None
        price = _Prices.of(area.catalogue, self.payer_of_upkeep(area.needs))
        fields = [f.name for f in dataclasses.fields(Leg)]
        return SecondWay(
            lines=tuple(line for stretch in ways.second for line in price.lines(stretch)),
            first_way=ways.first,
            legs=tuple(Leg(**fields_of(stretch, *fields)) for stretch in ways.second),
            meets=ways.meets,
        )

    def shared_assets(self, area: Area, wanted: Collection[str]) -> tuple[Asset, ...]:
        """Return the priced stretches: metres of trench or drop, and their yearly upkeep."""
        stretches = prune(area.trenches.stretches, set(wanted))
        price = _Prices.of(area.catalogue, self.payer_of_upkeep(area.needs))
        spare = {s.id: s.spare_fibres for s in area.network.spans if s.spare_fibres is not None}
        return tuple(
            Asset(
                id=s.id,
                kind=s.kind,
                from_node=s.from_node,
                to_node=s.to_node,
                two_way=s.two_way,
                length_m=s.length_m,
                lines=price.lines(s),
                coordinates=s.coordinates,
                roads=roads_of(s),
                soils=soils_of(s),
                slopes=slopes_of(s),
                crossings=s.dug.crossings,
                carriers=_fibres(s, spare),
                takes=self.splice_fibres if s.kind == SPLICE else 0,
            )
            for s in stretches
            if pop_of(s.to_node) is None  # what a PoP carries is no stretch of fibre
        )


def _wants_fibre(site: Site, area: Area) -> bool:
    need = area.needs[site.id]
    paid = need.payer is not None or area.scenario.allow_capex_without_payer
    stays = site.kind is not SiteKind.MOBILE_UNIT
    return paid and stays and need.link_gap_benefit > 0 and site.id not in area.excluded


def _metre(catalogue: Catalogue, kind: str) -> Item | None:
    """Return the item that a metre of a stretch is bought as; a drop may be priced as a trench."""
    trench = cheapest(catalogue.of(Role.TRENCH))
    return (cheapest(catalogue.of(Role.DROP)) or trench) if kind == DROP else trench


def _relief(extras: Extras, sightlines: Sightlines | None) -> Relief | None:
    """Return heights and classes of slopes, None where no slope is priced or no height known."""
    if not extras.by_slope or sightlines is None:
        return None
    from sites.digging.underground import Relief  # most projects know nothing of it

    return Relief(
        heights=sightlines.heights,
        classes=tuple(sorted(extras.by_slope)),
        over_m=sightlines.settings.slope_over_m,
    )


@dataclass(frozen=True, kw_only=True)
class _Prices:
    """What stretches are bought as."""

    metre: Mapping[str, Item | None]  # by kind of stretch
    splice: Item | None
    upkeep: Item | None
    payer: str | None  # of upkeep
    extras: Extras

    @classmethod
    def of(cls, catalogue: Catalogue, payer: str | None) -> _Prices:
        """Return the cheapest items of a catalogue."""
        return cls(
            metre={kind: _metre(catalogue, kind) for kind in (TRENCH, DROP)},
            splice=cheapest(catalogue.of(Role.SPLICE)),
            upkeep=cheapest(catalogue.of(Role.TRENCH_UPKEEP)),
            payer=payer,
            extras=Extras.of(catalogue),
        )

    def lines(self, stretch: Stretch) -> tuple[CostLine, ...]:
        """Return what a stretch buys; raises ValueError where nothing on sale makes it."""
        is_splice = stretch.kind == SPLICE
        if not is_splice and stretch.length_m == 0:
            return ()
        item = self.splice if is_splice else self.metre.get(stretch.kind)
        if item is None:
            raise ValueError(f"stretch {stretch.id} has {stretch.length_m} m and no price")
        if is_splice:
            return (line(item, 1),)
        bought = (line(item, stretch.length_m), *self.extras.lines(stretch))
        if self.upkeep is None:
            return bought
        return (*bought, line(self.upkeep, stretch.length_m, self.payer))


def _fibres(stretch: Stretch, spare: Mapping[str, int]) -> tuple[Carrier, ...]:
    """Return the free fibres of the cable that a splice is in, nothing where nobody counts them."""
    place = tapped(stretch.to_node) if stretch.kind == SPLICE else None
    if place is None or place.span_id not in spare:
        return ()
    return (Carrier(part="fibres", name=place.span_id, carries=spare[place.span_id]),)


def _worth_of_splice(item: Item | None, dearest: int) -> int | None:
    """Return the metres at the dearest price that cost what a splice does, rounded up."""
    if item is None:
        return None
    return math.ceil(Fraction(line(item).amount_minor, dearest)) if dearest > 0 else _BEYOND_M
