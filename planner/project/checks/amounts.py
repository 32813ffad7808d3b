"""Sums that the problem cannot hold: price x quantity x years, fees, weights, ceilings, floors.

A problem holds whole numbers up to 10^15, so that sums and prices stay exact, and its sums stay
below 10^18, which machines add without losing a digit. No country comes near: a number beyond is a
typing error, or an exchange rate that was applied twice. It is found here, with the row that does
it, before anything is solved.

Most inputs are told apart by a bound that needs no offers. Only where the bound is too large are
the offers made and each amount looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from inventory.findings import Finding, at, in_order
from inventory.prices.catalogue import Catalogue, Category, Item, Role
from inventory.table_specs import CONFIG_NAME
from optimizers.problem import LARGEST
from planner.candidates.candidate import CostLine, Offers
from planner.candidates.present_value import PresentValue
from planner.errors import InputError
from planner.language.formats import plain_money
from planner.model.amount_range import AMOUNT_TOO_LARGE, EXPECTED, amount_finding, short
from planner.model.arcs import Arc, all_arcs, linked_sites
from planner.scenario.directives import DirectiveKind
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario
from sites.site import Site, SiteKind, Users

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

LARGEST_TOTAL = 10**18
"""Of one quantity over everything on offer; 64 bits hold nine times as much."""

_METRES = (  # of each of these at most one is bought for a metre
    frozenset({Role.TRENCH, Role.DROP}),
    frozenset({Role.TRENCH_UPKEEP}),
)
_EXTRAS = frozenset({Role.TRENCH_EXTRA, Role.RIVER_CROSSING})  # all of them may fall on one metre
_SPLICES = frozenset({Role.SPLICE})  # one at a stretch; over the country at most one a metre
_BY_LENGTH = _SPLICES.union(_EXTRAS, *_METRES)
_BY_SITE = frozenset(
    {Role.CONTRACT, Role.TERMINAL, Role.HEADEND, Role.INSTALLATION, Role.LICENCE, Role.MAST}
    | {Role.TOWER_UPGRADE, Role.NEW_TOWER, Role.POP_UPGRADE, Role.GENERATOR}
    | {Role.BRIDGE, Role.CONTENT_SERVER, Role.CONTENT_UPDATE, Role.POWER_KIT, Role.ROUTER}
)
_FEW = 20  # units of what is bought by the site, and ways in which one stretch is offered
_FLOOR_FACTOR = 10_000  # floors multiply what they compare
_HOURS_A_WEEK = 168


def with_amounts_checked(inputs: Inputs) -> Inputs:
    """Return the inputs with the findings of amounts that a problem cannot hold."""
    if not inputs.ok:
        return inputs
    found = list(fees(inputs))
    if not found and may_exceed(inputs):
        found = list(amounts(inputs))
    return replace(inputs, findings=in_order([*inputs.findings, *found])) if found else inputs


# -- a bound that needs no offers ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prices:
    """The prices of a catalogue by what their quantities go with, each the sum over its items."""

    by_length: int
    by_metre: int  # the most that one metre costs
    by_splice: int
    by_site: int
    by_user: int


def may_exceed(inputs: Inputs) -> bool:
    """Return whether any amount of a plan could go beyond what a problem holds, by a bound."""
    scenario = inputs.scenario
    prices, years = _prices(inputs), _years(scenario)
    metres = sum(d["length_m"] for _, _, d in inputs.network.roads.edges(data=True)) + 10**6
    pieces = [_pieces(site, scenario) for site in inputs.sites]
    most_pieces, all_pieces = max(pieces, default=0), sum(pieces)
    one = prices.by_metre * metres + prices.by_splice
    one += _FEW * prices.by_site + prices.by_user * most_pieces
    every = _FEW * (prices.by_length * metres + prices.by_site * len(pieces))
    every += prices.by_user * all_pieces
    floors = _FLOOR_FACTOR if any(f.quantity == "capex" for f in scenario.limits.floors) else 1
    worth = _FLOOR_FACTOR * max(_points(inputs), default=Fraction(0))
    return one * years * floors > LARGEST or every * years > LARGEST_TOTAL or worth > LARGEST


def _prices(inputs: Inputs) -> _Prices:
    """Return the sums of prices, those of directives instead of the list's."""
    from planner.candidates.prices import with_overrides

    catalogue = with_overrides(inputs.catalogue, inputs.directives)
    dearest = max((d.unit_cost_minor for d in catalogue.delivery), default=0)
    moved = max((t.unit_cost_minor for t in catalogue.transport), default=0)

    def each(roles: Collection[Role]) -> list[int]:
        items = [i for i in catalogue.items if i.role in roles]
        carried = (dearest + moved if i.category is Category.GOODS else 0 for i in items)
        prices = (i.unit_price_minor * max(1, i.pack_size) for i in items)
        return [price + more for price, more in zip(prices, carried, strict=True)]

    others = frozenset(Role) - _BY_LENGTH - _BY_SITE
    return _Prices(
        by_length=sum(each(_BY_LENGTH)),
        by_metre=sum(max(each(roles), default=0) for roles in _METRES) + sum(each(_EXTRAS)),
        by_splice=sum(each(_SPLICES)),
        by_site=sum(each(_BY_SITE)),
        by_user=sum(each(others)),
    )


def _years(scenario: Scenario) -> int:
    """Return how often a price may count over the horizon: now, and every year."""
    return 1 + max(1, scenario.horizon_years)


def _people(users: Users) -> int:
    """Return the most people that a site may be planned for."""
    counts = (users.students, users.boarders, users.staff, users.visitors_per_day, users.at_once)
    return sum(int(count or 0) for count in counts) + 1_000


def _pieces(site: Site, scenario: Scenario) -> int:
    """Return the most pieces of one item that a site may be given."""
    standard = scenario.standard_of(site.kind)
    each = min(1.0, standard.users_per_computer, standard.users_per_access_point)
    rooms = site.users.rooms or 0
    return int(_people(site.users) * max(1, site.users.shifts or 1) / each) + 2 * rooms + _FEW


def _points(inputs: Inputs) -> Iterator[Fraction]:
    """Yield the most that sites may be worth, in thousandths of a point.

    Of sites that weigh alike, the one with most people is worth most.
    """
    weights = {d.target for d in inputs.directives if d.kind is DirectiveKind.WEIGHT}
    most: dict[tuple[SiteKind, str, str], tuple[int, Site]] = {}
    for site in inputs.sites:
        people = _people(site.users) * max(1, site.users.shifts or 1)
        alike = site.kind, site.aimag, site.id if site.id in weights else ""
        if alike not in most or people > most[alike][0]:
            most[alike] = people, site
    for people, site in most.values():
        yield people * _HOURS_A_WEEK * 10 * _weight(site, inputs)


def _weight(site: Site, inputs: Inputs) -> Fraction:
    """Return the most that an hour at a site may weigh."""
    scenario, equity = inputs.scenario, inputs.scenario.equity
    factors = [equity.remote_factor, equity.bagh_factor, equity.capital_factor]
    factors.append(equity.aimag_factors.get(site.aimag, 1.0))
    weights = [d for d in inputs.directives if d.kind is DirectiveKind.WEIGHT]
    factors += [float(d.value) for d in weights if d.target == site.id]
    found = exact(scenario.standard_of(site.kind).weight)
    for factor in factors:
        found *= max(Fraction(1), exact(factor))
    return found


# -- findings --------------------------------------------------------------------------------------


def fees(inputs: Inputs) -> Iterator[Finding]:
    """Yield every present fee that is too large over the years of the plan."""
    years = _years(inputs.scenario)
    for site in inputs.sites:
        amount = 12 * (site.link.price_per_month_minor or 0) * years
        if amount > LARGEST:
            yield AMOUNT_TOO_LARGE.finding(
                *at(site, "price_per_month"),
                found=f"{short(amount)} for the fees of {years} years",
                expected=EXPECTED,
                todo="correct the price",
            )


def amounts(inputs: Inputs) -> Iterator[Finding]:
    """Yield a finding for every row whose amounts are too large, from all that is on offer."""
    from planner.model.build import build_problem
    from planner.offers.build import build_offers

    offers = build_offers(inputs)
    arcs = list(all_arcs(offers, linked_sites(inputs.sites, offers)))
    found = [*_lines(inputs, arcs), *_worth(inputs, offers), *_totals(inputs, arcs)]
    yield from found
    if found:
        return
    try:
        build_problem(inputs, offers)
    except InputError as error:
        yield from error.findings


def _lines(inputs: Inputs, arcs: list[Arc]) -> Iterator[Finding]:
    """Yield a finding at the catalogue row of every item that makes an arc too dear."""
    value = PresentValue.of(inputs.scenario)
    floors = any(f.quantity == "capex" for f in inputs.scenario.limits.floors)
    most = LARGEST // _FLOOR_FACTOR if floors else LARGEST
    worst: dict[str, tuple[int, CostLine, str]] = {}
    for arc in arcs:
        sums = [max(value.of_line(line), line.amount_minor) for line in arc.lines]
        if sum(sums) > most:
            amount, line = max(zip(sums, arc.lines, strict=True), key=lambda pair: pair[0])
            if amount > worst.get(line.sku, (0,))[0]:
                worst[line.sku] = amount, line, arc.site_id or arc.id
    for sku, (amount, line, place) in sorted(worst.items()):
        price = plain_money(line.unit_price_minor, inputs.catalogue.currency)
        product = f"{line.quantity:,} x {price} at {place}"
        yield _at_item(inputs.catalogue, sku, f"{short(amount)} for {product}", most)


def _worth(inputs: Inputs, offers: Offers) -> Iterator[Finding]:
    """Yield a finding at the row of every site whose benefit is too large."""
    from planner.candidates.benefit import full_points

    sites = {site.id: site for site in inputs.sites}
    for site_id, need in sorted(offers.needs.items()):
        points = int(full_points(need)) * _FLOOR_FACTOR
        if points > LARGEST:
            site = sites[site_id]
            yield amount_finding(
                site.file, site.row, None, points, "correct the number of people or the weights"
            )


def _totals(inputs: Inputs, arcs: list[Arc]) -> Iterator[Finding]:
    """Yield a finding at the item that adds most to a total over everything on offer."""
    value = PresentValue.of(inputs.scenario)
    by_item: dict[str, int] = {}
    for arc in arcs:
        for line in arc.lines:
            amount = max(value.of_line(line), line.amount_minor)
            by_item[line.sku] = by_item.get(line.sku, 0) + amount
    total = sum(by_item.values())
    if total > LARGEST_TOTAL:
        sku = max(sorted(by_item), key=lambda name: by_item[name])
        yield _at_item(
            inputs.catalogue, sku, f"{short(by_item[sku])} for all that is on offer", LARGEST_TOTAL
        )


def _at_item(catalogue: Catalogue, sku: str, found: str, most: int) -> Finding:
    """Return the finding at an item's row of the catalogue."""
    item: Mapping[str, Item] = catalogue.by_sku
    file, row = (item[sku].file, item[sku].row) if sku in item else (CONFIG_NAME, None)
    return AMOUNT_TOO_LARGE.finding(
        file,
        row,
        "unit_price",
        found=found,
        expected=f"at most {short(most)}",
        todo="correct the price, the exchange rate or the quantity",
    )
