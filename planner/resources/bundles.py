"""Bundles: the finest groups of purchases that one fund pays as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role, Timing
from planner.candidates.candidate import CostLine, Need
from planner.candidates.needs import keeper
from planner.resources.funds import Funds, goods_of, paid_as, tender_category
from planner.scenario.settings import Scenario
from sites.site import LinkType, Site

if TYPE_CHECKING:
    from planner.scenario.inputs import OfferInputs


_OF_FIBRE = frozenset({Role.TRENCH, Role.DROP, Role.SPLICE})
UNNAMED = "unnamed"  # the entity of purchases for which nobody is named to buy


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Bundle:
    """Purchases that one fund pays as a whole."""

    entity: str
    category: str
    aimag: str  # "" unless packages are divided by aimag
    funds: tuple[str, ...]  # that may pay, in id order; () when none may


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """How purchases are divided into bundles."""

    scenario: Scenario
    sites: Mapping[str, Site]
    needs: Mapping[str, Need]
    funds: Funds

    @classmethod
    def of(cls, inputs: OfferInputs, needs: Mapping[str, Need]) -> Grouping:
        """Return the grouping of the inputs."""
        return cls(
            scenario=inputs.scenario,
            sites={site.id: site for site in inputs.sites},
            needs=needs,
            funds=Funds.of(inputs),
        )

    def entity(self, place: str, lines: Iterable[CostLine]) -> str:
        """Return who buys for a site or a shared stretch: who pays its upkeep, or keeps fibre."""
        settings = self.scenario.procurement
        if settings.entity is not None:
            return settings.entity
        if place in self.sites:
            return self.needs[place].payer or UNNAMED
        held = tuple(lines)
        named = next((line.payer for line in held if line.payer is not None), None)
        if named is None and any(line.role in _OF_FIBRE for line in held):
            named = self.keeper
        return named or UNNAMED

    @cached_property
    def keeper(self) -> str | None:
        """Who buys new fibre that has no upkeep of its own, None where the scenario says nobody."""
        if self.scenario.procurement.shared_buyer == "none":
            return None
        fibre = self.scenario.technologies.get(LinkType.FIBRE.value, {})
        return keeper(fibre.get("upkeep_payer"), self.needs)

    def bundles(self, place: str, lines: Sequence[CostLine]) -> list[tuple[Bundle, CostLine]]:
        """Return every one-time line at a place with its bundle."""
        site, entity = self.sites.get(place), self.entity(place, lines)
        return [(self.bundle(site, entity, line), line) for line in lines if is_bundled(line)]

    def bundle(self, site: Site | None, entity: str, line: CostLine) -> Bundle:
        """Return the bundle of a one-time line that an entity buys for a site, or a stretch.

        Sites of one aimag and kind have the same bundles.
        """
        by_aimag = self.scenario.procurement.packages_by == "entity_aimag" and site is not None
        return Bundle(
            entity=entity,
            category=tender_category(line),
            aimag=site.aimag if by_aimag and site is not None else "",
            funds=self.funds.payers_of(site, goods_of(line), paid_as(line)),
        )


def is_bundled(line: CostLine) -> bool:
    """Return whether a line is paid once, as funds pay for."""
    return line.timing is Timing.ONE_TIME


def chosen_fund(bundle: Bundle, fund_of: Mapping[Bundle, str]) -> str:
    """Return the fund that pays a bundle; raises ValueError when none may."""
    if bundle in fund_of:
        return fund_of[bundle]
    if not bundle.funds:
        raise ValueError(f"no fund may pay {bundle.category} of {bundle.entity}")
    return bundle.funds[0]


def year_of(grouping: Grouping, fund_id: str) -> tuple[int | None, str]:
    """Return the year whose money a package is, and what states it: fund, start or price date."""
    of_fund, start = grouping.funds.by_id[fund_id].year, grouping.funds.calendar.start
    if of_fund is not None:
        return of_fund, "fund"
    if start is None:
        return None, ""
    stated = grouping.scenario.procurement.start_date is not None
    return start.year, "start_date" if stated else "price_date"
