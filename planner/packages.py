"""What is tendered together: one procuring entity, one category, one fund, one rulebook.

A *bundle* is the finest group that one fund pays as a whole: an entity's purchases of a category
that the same funds may pay (and, when asked, in one aimag). Bundles of one entity, category and
fund are one package. With few funds and conditions there are few bundles, and few tenders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inventory.catalogue import Timing
from planner.funds import Funds, goods_of, tender_category
from planner.offers import CostLine, Need
from planner.plan import Package, Saving
from planner.scenario import Scenario
from sites.site import Site

if TYPE_CHECKING:
    from planner.candidates import OfferInputs

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
        """Return who buys for a site or a shared stretch; a stretch's buyer pays its upkeep."""
        settings = self.scenario.procurement
        if settings.entity is not None:
            return settings.entity
        if place in self.sites:
            return self.needs[place].payer or UNNAMED
        return next((line.payer for line in lines if line.payer is not None), UNNAMED)

    def bundles(self, place: str, lines: Sequence[CostLine]) -> list[tuple[Bundle, CostLine]]:
        """Return every one-time line at a place with its bundle."""
        site, entity = self.sites.get(place), self.entity(place, lines)
        by_aimag = self.scenario.procurement.packages_by == "entity_aimag" and site is not None
        aimag = site.aimag if by_aimag and site is not None else ""
        found = []
        for line in lines:
            if line.timing is Timing.ONE_TIME:
                category = tender_category(line)
                payers = self.funds.payers_of(site, goods_of(line), category)
                bundle = Bundle(entity=entity, category=category, aimag=aimag, funds=payers)
                found.append((bundle, line))
        return found


def packages_of(
    grouping: Grouping,
    places: Mapping[str, Sequence[CostLine]],
    fund_of: Mapping[Bundle, str],
    savings: Mapping[Bundle, Sequence[Saving]],
) -> tuple[Package, ...]:
    """Return the packages of everything bought once, numbered by entity, category and fund.

    `places` are the lines by delivery point, a site or link id. A bundle that no fund was chosen
    for is paid by the first that may; equal savings of one package are added up.
    """
    bought: dict[_Key, list[tuple[str, CostLine]]] = {}
    saved: dict[_Key, list[Saving]] = {}
    for place in sorted(places):
        for bundle, line in grouping.bundles(place, places[place]):
            bought.setdefault(_key(bundle, fund_of), []).append((place, line))
    for bundle in sorted(savings):
        if savings[bundle]:
            saved.setdefault(_key(bundle, fund_of), []).extend(savings[bundle])
    return tuple(
        _package(grouping, f"P{number:02d}", key, bought.get(key, ()), saved.get(key, ()))
        for number, key in enumerate(sorted({*bought, *saved}), 1)
    )


_Key = tuple[str, str, str, str]  # entity, category, fund, aimag


def _key(bundle: Bundle, fund_of: Mapping[Bundle, str]) -> _Key:
    return bundle.entity, bundle.category, chosen_fund(bundle, fund_of), bundle.aimag


def chosen_fund(bundle: Bundle, fund_of: Mapping[Bundle, str]) -> str:
    """Return the fund that pays a bundle; raises ValueError when none may."""
    if bundle in fund_of:
        return fund_of[bundle]
    if not bundle.funds:
        raise ValueError(f"no fund may pay {bundle.category} of {bundle.entity}")
    return bundle.funds[0]


def _package(
    grouping: Grouping,
    name: str,
    key: _Key,
    lines: Iterable[tuple[str, CostLine]],
    savings: Iterable[Saving],
) -> Package:
    entity, category, fund_id, aimag = key
    funds = grouping.funds
    year, year_from = year_of(grouping, fund_id)
    return Package(
        id=name,
        entity=entity,
        fund_id=fund_id,
        rulebook=funds.rulebook_of(fund_id),
        category=category,
        year=year,
        aimag=aimag or None,
        lines=tuple(lines),
        savings=added(savings),
        year_from=year_from,
    )


def year_of(grouping: Grouping, fund_id: str) -> tuple[int | None, str]:
    """Return the year whose money a package is, and what states it: fund, start or price date."""
    of_fund, start = grouping.funds.by_id[fund_id].year, grouping.funds.calendar.start
    if of_fund is not None:
        return of_fund, "fund"
    if start is None:
        return None, ""
    stated = grouping.scenario.procurement.start_date is not None
    return start.year, "start_date" if stated else "price_date"


def added(savings: Iterable[Saving]) -> tuple[Saving, ...]:
    """Return savings in id order, those of one id and price added up."""
    found: dict[tuple[str, int], Saving] = {}
    for saving in savings:
        key = saving.id, saving.per_unit_minor
        held = found.get(key)
        quantity = saving.quantity + (held.quantity if held is not None else 0)
        found[key] = replace(saving, quantity=quantity)
    return tuple(found[key] for key in sorted(found))
