"""Judging stock, transport costs and funds against places, payers, dates and the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.findings import Finding, Rule
from inventory.place_words import in_words
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import Catalogue, Delivery, Item, Role, Stock, Transport
from inventory.prices.funds import Fund
from inventory.values import suggestion
from planner.candidates.delivery import with_delivery_items
from planner.candidates.kit.lan import has_way_inside, is_silent, missing_from_catalogue
from planner.candidates.prices import sold_at_start
from planner.candidates.usage import UsersFrom, users_from
from planner.language.label import Label
from planner.language.messages.findings import phrase
from planner.project.checks import rules
from planner.project.checks.payers import payers_named
from planner.project.config_text import ConfigText
from planner.resources.existing_equipment import transport_cost
from planner.resources.funds import CATEGORIES, Funds
from planner.scenario.calendar import Calendar
from planner.scenario.settings import Scenario
from sites.places import Gazetteer
from sites.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NAMED = 3  # sites in one finding
_Where = Transport | Delivery | Fund | Stock | Item


def placed(
    catalogue: Catalogue, gazetteer: Gazetteer, sites: Sequence[Site]
) -> tuple[Catalogue, list[Finding]]:
    """Return the catalogue with the aimags of its tables as codes, and every fault.

    Aimags may be written as any of their codes or names. An origin that is neither a depot of the
    stock table nor an aimag is a fault too. Each delivery cost becomes an item.
    """
    known = _Aimags(gazetteer, sites)
    depots = {s.depot for s in catalogue.stock}
    findings: list[Finding] = []
    transport = []
    for row in catalogue.transport:
        aimag = known.code(row.aimag) if row.aimag else ""
        origin = row.origin
        if aimag is None:
            findings.append(known.finding(row, "aimag", row.aimag))
        if origin and origin not in depots:
            code = known.code(origin)
            if code is None:
                findings.append(_origin(row, depots, known))
            origin = code or origin
        transport.append(replace(row, aimag=aimag or "", origin=origin))
    funds = []
    for fund in catalogue.funds:
        codes = {name: known.code(name) for name in fund.aimags}
        findings += [known.finding(fund, "aimags", n) for n, code in codes.items() if code is None]
        funds.append(replace(fund, aimags=tuple(sorted({c for c in codes.values() if c}))))
    found = replace(
        catalogue,
        transport=tuple(transport),
        delivery=_delivery(catalogue.delivery, known, findings),
        funds=tuple(funds),
    )
    return with_delivery_items(found, known.name), findings


def _delivery(
    rows: Iterable[Delivery], known: _Aimags, findings: list[Finding]
) -> tuple[Delivery, ...]:
    """Return delivery costs with aimags as codes; two spellings of one aimag are a fault."""
    found: dict[tuple[str, str, str], Delivery] = {}
    for row in sorted(rows, key=lambda r: (r.file, r.row)):
        code = known.code(row.aimag) if row.aimag else ""
        if code is None:
            findings.append(known.finding(row, "aimag", row.aimag))
            continue
        placed_row = replace(row, aimag=code)
        first = found.setdefault((row.sku, row.role, code), placed_row)
        if first is not placed_row:
            findings.append(_twice(row, first))
    return tuple(found[key] for key in sorted(found))


def _twice(row: Delivery, first: Delivery) -> Finding:
    return _at(
        price_rules.DELIVERY_DUPLICATE,
        row,
        "aimag",
        found=row.aimag,
        expected=in_words("{a_region} other than that of row ") + str(first.row),
        todo="remove one of the two rows",
    )


class _Aimags:
    """The aimags that sites lie in, found by any code or name."""

    def __init__(self, gazetteer: Gazetteer, sites: Iterable[Site]) -> None:
        self.gazetteer = gazetteer
        self.named: Mapping[str, str] = {
            name: site.aimag
            for site in sites
            if site.aimag
            for name in (site.aimag, site.aimag_name)
        }

    def code(self, text: str) -> str | None:
        """Return the code of an aimag, None when nothing is called so."""
        if text in self.named:
            return self.named[text]
        found = self.gazetteer.aimag(text)
        return None if found is None else found.code

    def name(self, code: str) -> Label:
        """Return what people call an aimag, given by code."""
        place = self.gazetteer.by_code.get(code)
        named = (name for name, known in self.named.items() if known == code and name != code)
        mn = place.name if place is not None and place.name else next(named, code)
        return Label(mn=mn, en=(place.name_latin if place is not None else "") or mn)

    def finding(self, where: _Where, column: str, text: str) -> Finding:
        """Return the finding of an aimag that does not exist."""
        near = suggestion(text, self.named)
        expected = in_words("the code or name of {a_region}")
        todo = f"write {near}" if near else in_words("correct the {region}")
        return _at(rules.SUPPLY_PLACE, where, column, found=text, expected=expected, todo=todo)


def _at(rule: Rule, where: _Where, column: str, *, found: str, expected: str, todo: str) -> Finding:
    return rule.finding(
        where.file, where.row or None, column, found=found, expected=expected, todo=todo
    )


def _origin(row: Transport, depots: set[str], known: _Aimags) -> Finding:
    near = suggestion(row.origin, [*depots, *known.named])
    expected = in_words("a depot of the stock table, or the code or name of {a_region}")
    todo = f"write {near}" if near else "correct the origin"
    return _at(rules.SUPPLY_PLACE, row, "origin", found=row.origin, expected=expected, todo=todo)


def check_supply(
    name: str, scenario: Scenario, catalogue: Catalogue, sites: Sequence[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield what is wrong with stock, funds and the dates of a scenario."""
    yield from _dates(name, scenario, text)
    yield from _stock(catalogue, sites)
    yield from _sales(scenario, catalogue)
    yield from _old_prices(scenario, catalogue)
    yield from _ways_inside(name, scenario, catalogue, sites, text)
    payers = payers_named(scenario) | {s.link.payer for s in sites if s.link.payer is not None}
    funds = Funds(
        listed=catalogue.funds,
        calendar=Calendar.of(scenario, catalogue),
        rulebook=scenario.procurement.rulebook,
    )
    for fund in catalogue.funds:
        yield from _fund(fund, funds, catalogue, sites, payers)
    yield from _in_no_band(catalogue.funds, funds, sites)


def _in_no_band(listed: Sequence[Fund], funds: Funds, sites: Sequence[Site]) -> Iterator[Finding]:
    """Yield the sources that pay by need with the sites that lie in none of their bands."""
    for source in sorted({fund.source for fund in listed if fund.by_need}):
        bands = [fund for fund in listed if fund.source == source]
        if not all(fund.by_need for fund in bands):
            continue  # a row without a band pays for the others
        anywhere = [replace(fund, need_from="", need_to="") for fund in bands]
        outside = [
            site
            for site in sites
            if not any(funds.may_help(fund, site) for fund in bands)
            and any(funds.may_help(fund, site) for fund in anywhere)
        ]
        if outside:
            unknown = sum(site.need_index is None for site in outside)
            yield _at(
                rules.FUND_NO_BAND,
                bands[0],
                "need_from",
                found=f"{len(outside)} sites outside every band, {unknown} of them without"
                " a need_index",
                expected="a band for each site that the source may help",
                todo="fill in need_index of the sites, or close the gap between the bands",
            )


def _dates(name: str, scenario: Scenario, text: ConfigText) -> Iterator[Finding]:
    settings = scenario.procurement
    if settings.obsolete_after_years is not None and settings.start_date is None:
        yield text.finding(
            rules.SUPPLY_DATE,
            ("scenarios", name, "procurement", "obsolete_after_years"),
            found=f"{settings.obsolete_after_years} and no start_date",
            expected="the day from which ages are counted",
            todo=f'write start_date = "2027-01-15" in [scenarios.{name}.procurement]',
        )


def _ways_inside(
    name: str, scenario: Scenario, catalogue: Catalogue, sites: Sequence[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield that links would reach nobody at some sites, and that nothing on sale mends it."""
    sold = sold_at_start(catalogue, scenario)
    lacking = missing_from_catalogue(sold)
    links = any(item.role is Role.CONTRACT for item in sold.items)
    if scenario.allow_links_without_way_inside or lacking is None or not links:
        return
    cut_off = sorted(
        site.id
        for site in sites
        if not has_way_inside(site)
        and not is_silent(site)
        and users_from(site, scenario) is not UsersFrom.NOWHERE
    )
    if cut_off:
        more = "" if len(cut_off) <= MOST_NAMED else ", ..."
        yield text.finding(
            rules.SUPPLY_WAY_INSIDE,
            ("scenarios", name, "allow_links_without_way_inside"),
            found=f"no {lacking.value} in the catalogue; {len(cut_off)} sites have neither router, "
            f"access point nor LAN: {', '.join(cut_off[:MOST_NAMED])}{more}",
            expected="a router, and access points or switches with cabling",
            todo=f"add a {lacking.value} to the catalogue: no link is offered there without",
        )


def _stock(catalogue: Catalogue, sites: Sequence[Site]) -> Iterator[Finding]:
    """Yield stock of unknown givers, and stock that nothing says how to move."""
    aimags = sorted({site.aimag for site in sites})
    givers = {fund.id for fund in catalogue.funds}
    for stock in catalogue.stock:
        if stock.fund_id is not None and stock.fund_id not in givers:
            near = suggestion(stock.fund_id, givers)
            yield _at(
                rules.STOCK_GIVER,
                stock,
                "fund_id",
                found=stock.fund_id,
                expected="a code of the funds table",
                todo=f"write {near}" if near else "add the giver to the funds table",
            )
        costs = (transport_cost(catalogue.transport, stock.sku, stock.depot, a) for a in aimags)
        if stock.quantity and all(cost is None for cost in costs):
            yield _at(
                rules.STOCK_NOT_MOVED,
                stock,
                "depot",
                found=f"{stock.quantity} x {stock.sku} in {stock.depot}, and no transport cost",
                expected="a row of the transport table",
                todo="say what moving a unit costs; until then the plan buys instead",
            )


def _sales(scenario: Scenario, catalogue: Catalogue) -> Iterator[Finding]:
    start = Calendar.of(scenario, catalogue).start
    for item in catalogue.items:
        if start is not None and item.end_of_sale and item.end_of_sale < start.isoformat():
            yield _at(
                rules.ITEM_NO_LONGER_SOLD,
                item,
                "end_of_sale",
                found=f"{item.sku} is sold until {item.end_of_sale}",
                expected=f"{start} or later, when tendering starts",
                todo="name its successor; the item is not offered",
            )


def _old_prices(scenario: Scenario, catalogue: Catalogue) -> Iterator[Finding]:
    start, most = Calendar.of(scenario, catalogue).start, scenario.prices_valid_days
    if start is None or most is None:
        return
    for item in (item for item in catalogue.items if item.price_date):
        age = (start - dt.date.fromisoformat(item.price_date)).days
        if age > most:
            yield _at(
                rules.PRICE_OLD,
                item,
                "price_date",
                found=phrase(
                    "{name} of {day}, {age} days before tendering starts",
                    name=item.sku,
                    day=item.price_date,
                    age=f"{age:,}",
                ),
                expected=phrase("at most {most} days (prices_valid_days)", most=f"{most:,}"),
                todo=phrase("ask for a quotation of today, and write its date and source"),
            )


def _fund(
    fund: Fund, funds: Funds, catalogue: Catalogue, sites: Sequence[Site], payers: set[str]
) -> Iterator[Finding]:
    if fund.capex_only and fund.id in payers:
        found = f"{fund.id} is named as a payer of yearly fees"
        expected = "a payer that may pay fees"
        todo = "name another payer, or write no under capex_only"
        yield _at(rules.FUND_CAPEX_ONLY, fund, "fund_id", found=found, expected=expected, todo=todo)
    if not fund.deadline or not sites:
        yield from _useless(fund, funds, catalogue, sites)
        return
    start = funds.calendar.start
    if start is not None and fund.deadline <= start.isoformat():
        yield _at(
            rules.FUND_LATE,
            fund,
            "deadline",
            found=fund.deadline,
            expected=f"a day after {start}, when tendering starts",
            todo="correct the day, or remove the fund",
        )
    else:
        yield from _useless(fund, funds, catalogue, sites)


def _useless(
    fund: Fund, funds: Funds, catalogue: Catalogue, sites: Sequence[Site]
) -> Iterator[Finding]:
    """Yield the finding of a fund that may help no site, or pay for nothing on sale."""
    place = next((site for site in sites if funds.may_help(fund, site)), None)
    gives = any(s.fund_id == fund.id and s.quantity for s in catalogue.stock)
    if place and (gives or _may_buy(fund, funds, catalogue, place)):
        return
    found = "no site meets its conditions" if not place else "nothing on sale meets its conditions"
    if place and fund.ceiling_minor == 0:
        found = "a ceiling of 0 and no gift in the stock table"
    yield _at(
        rules.FUND_USELESS,
        fund,
        "fund_id",
        found=f"{fund.id}: {found}",
        expected="a fund that may pay for something",
        todo="correct its categories, aimags, site_kinds, deadline or ceiling",
    )


def _may_buy(fund: Fund, funds: Funds, catalogue: Catalogue, site: Site) -> bool:
    return any(
        funds.may_pay(fund, site, item.sku, category)
        for item in catalogue.items
        for category in CATEGORIES
        if item.timing.value == "one_time" and item.role is not Role.DELIVERY
    )
