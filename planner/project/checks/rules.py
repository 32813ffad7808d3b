"""The rules about scenarios, payers and directives, each with its reason."""

from __future__ import annotations

from inventory.findings import Rule, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(rule_id: str, severity: Severity, title: str, why: str) -> Rule:
    return Rule(id=rule_id, severity=severity, title=title, why=why)


# scenarios
SCENARIO_MISSING = _rule(
    "scenario.missing",
    _ERROR,
    "There is no such scenario",
    "A plan is made under one scenario: its limits, standards and weights.",
)
SCENARIO_EXTENDS = _rule(
    "scenario.extends",
    _ERROR,
    "A scenario extends one that does not exist, or in the end itself",
    "Settings that are taken over from nowhere would silently be the defaults.",
)
SCENARIO_SHARES = _rule(
    "scenario.shares",
    _ERROR,
    "The shares of link, computers, LAN and UPS do not add up to one",
    "They divide a site's benefit over its needs; more than all of it cannot be divided.",
)
SCENARIO_RANGE = _rule(
    "scenario.range",
    _ERROR,
    "A setting is outside its range",
    "A discount rate of 9 instead of 0.09 makes every later year worthless.",
)
SCENARIO_GROUP = _rule(
    "scenario.group",
    _ERROR,
    "A floor, factor or division names {a_region} or site kind that has no site",
    "A promise to a misspelt {region} is kept to nobody.",
)
SCENARIO_FOREIGN = _rule(
    "scenario.foreign",
    _WARNING,
    "A figure of Mongolia stands in for one of another country",
    "Taxes, discount rates and school years are a country's own; nobody may take over Mongolia's"
    " without deciding to.",
)

SCENARIO_FLOOR = _rule(
    "scenario.floor",
    _ERROR,
    "A floor's settings contradict each other",
    "Amounts, a share of the fair level and a share of the plan are three different promises.",
)
# payers
PAYER_MISSING = _rule(
    "payer.missing",
    _WARNING,
    "A present link has a price but nobody is named to pay it",
    "The fee counts in the total but in no payer's limit.",
)
PAYER_KIND = _rule(
    "payer.kind_without",
    _WARNING,
    "Nobody is named to pay the recurrent costs of a kind of site",
    "Capital where nobody pays year two is waste: such sites receive no link unless the scenario "
    "allows it.",
)
PAYER_UNKNOWN = _rule(
    "payer.unknown",
    _WARNING,
    "A site's payer is not named in the scenario",
    "A misspelt payer escapes the limit of the real one.",
)
PAYER_UNUSED = _rule(
    "payer.unused",
    _WARNING,
    "A limit is given for a payer who pays for no site",
    "The limit binds nobody; the payer's code is perhaps misspelt.",
)

# directives
DIRECTIVE_ID_REPEATED = _rule(
    "directive.id_repeated",
    _ERROR,
    "Two directives have one id",
    "The plan prints what each directive costs, by its id.",
)
DIRECTIVE_TARGET = _rule(
    "directive.target",
    _ERROR,
    "A directive names a site, {region}, kind or SKU that does not exist",
    "An order that nobody can carry out would be ignored in silence.",
)
DIRECTIVE_CONFLICT = _rule(
    "directive.conflict",
    _ERROR,
    "Two directives contradict each other",
    "A site cannot be both served and excluded, nor an item have two prices.",
)
DIRECTIVE_REPEATED = _rule(
    "directive.repeated",
    _WARNING,
    "A directive repeats another one",
    "Weights of one site multiply; the rest has no further effect.",
)
DIRECTIVE_VALUE = _rule(
    "directive.value",
    _ERROR,
    "A directive has no value, or one outside its range",
    "Floors are shares from 0 to 1, weights factors above 0, prices 0 or more.",
)
DIRECTIVE_VALUE_UNUSED = _rule(
    "directive.value_unused",
    _WARNING,
    "A directive has a value that its kind does not use",
    "must_serve and must_not take no value; a weight or floor was perhaps meant.",
)
DIRECTIVE_NOT_PLACED = _rule(
    "directive.not_placed",
    _WARNING,
    "A site that must be served has no position",
    "Only links that need no place can serve it; the plan may be infeasible.",
)

# stock and funds
SUPPLY_PLACE = _rule(
    "supply.place",
    _ERROR,
    "A cost of transport or delivery, or a fund, names a place that does not exist",
    "Stock that goes to a misspelt {region} arrives nowhere, and its earmark helps nobody.",
)
SUPPLY_WAY_INSIDE = _rule(
    "supply.way_inside",
    _WARNING,
    "Sites have no router, access point or LAN, and the catalogue does not sell what they lack",
    "A link that stays at its socket reaches nobody: such sites are offered none.",
)
SUPPLY_DATE = _rule(
    "supply.date",
    _ERROR,
    "The age of computers is judged without a day to count it from",
    "Ages, lead times and deadlines are counted from the day tendering starts.",
)
STOCK_GIVER = _rule(
    "stock.giver",
    _ERROR,
    "Stock names a giver that is not in the funds table",
    "Without the giver's conditions a gift might go where it may not.",
)
STOCK_NOT_MOVED = _rule(
    "stock.not_moved",
    _WARNING,
    "Nothing says what moving this stock costs",
    "Stock is used where its transport is known to cost less than buying.",
)
ITEM_NO_LONGER_SOLD = _rule(
    "item.no_longer_sold",
    _WARNING,
    "An item is no longer sold when tendering starts",
    "A tender for what nobody sells receives no bid.",
)
FUND_CAPEX_ONLY = _rule(
    "fund.capex_only",
    _ERROR,
    "A fund for capital only is named as a payer of yearly fees",
    "Its rules forbid what the scenario asks of it.",
)
FUND_LATE = _rule(
    "fund.late",
    _WARNING,
    "A fund must be spent before tendering starts",
    "It pays for nothing in this plan.",
)
FUND_USELESS = _rule(
    "fund.useless",
    _ERROR,
    "The conditions of a fund allow nothing",
    "Money that may pay for nothing is a typing error in its conditions, or should not be listed.",
)

RULES: tuple[Rule, ...] = tuple(
    sorted((r for r in globals().values() if isinstance(r, Rule)), key=lambda r: r.id)
)
"""Every rule about scenarios, payers and directives, in id order."""
