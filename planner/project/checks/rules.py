"""The rules about scenarios, payers and directives, each with its reason."""

from __future__ import annotations

from inventory.findings import error_rule, rules_in, warning_rule

# scenarios
SCENARIO_MISSING = error_rule(
    "scenario.missing",
    "There is no such scenario",
    "A plan is made under one scenario: its limits, standards and weights.",
)
SCENARIO_EXTENDS = error_rule(
    "scenario.extends",
    "A scenario extends one that does not exist, or in the end itself",
    "Settings that are taken over from nowhere would silently be the defaults.",
)
SCENARIO_SHARES = error_rule(
    "scenario.shares",
    "The shares of link, computers, LAN and UPS do not add up to one",
    "They divide a site's benefit over its needs; more than all of it cannot be divided.",
)
SCENARIO_RANGE = error_rule(
    "scenario.range",
    "A setting is outside its range",
    "A discount rate of 9 instead of 0.09 makes every later year worthless.",
)
SCENARIO_GROUP = error_rule(
    "scenario.group",
    "A floor, factor or division names {a_region} or site kind that has no site",
    "A promise to a misspelt {region} is kept to nobody.",
)
SCENARIO_FOREIGN = warning_rule(
    "scenario.foreign",
    "A figure of Mongolia stands in for one of another country",
    "Taxes, discount rates and school years are a country's own; nobody may take over Mongolia's"
    " without deciding to.",
)

SCENARIO_FLOOR = error_rule(
    "scenario.floor",
    "A floor's settings contradict each other",
    "Amounts, a share of the fair level and a share of the plan are three different promises.",
)
# payers
PAYER_MISSING = warning_rule(
    "payer.missing",
    "A present link has a price but nobody is named to pay it",
    "The fee counts in the total but in no payer's limit.",
)
PAYER_KIND = warning_rule(
    "payer.kind_without",
    "Nobody is named to pay the recurrent costs of a kind of site",
    "Capital where nobody pays year two is waste: such sites receive no link unless the scenario "
    "allows it.",
)
PAYER_UNKNOWN = warning_rule(
    "payer.unknown",
    "A site's payer is not named in the scenario",
    "A misspelt payer escapes the limit of the real one.",
)
PAYER_UNUSED = warning_rule(
    "payer.unused",
    "A limit is given for a payer who pays for no site",
    "The limit binds nobody; the payer's code is perhaps misspelt.",
)

# directives
DIRECTIVE_ID_REPEATED = error_rule(
    "directive.id_repeated",
    "Two directives have one id",
    "The plan prints what each directive costs, by its id.",
)
DIRECTIVE_TARGET = error_rule(
    "directive.target",
    "A directive names a site, {region}, kind or SKU that does not exist",
    "An order that nobody can carry out would be ignored in silence.",
)
DIRECTIVE_CONFLICT = error_rule(
    "directive.conflict",
    "Two directives contradict each other",
    "A site cannot be both served and excluded, nor an item have two prices.",
)
DIRECTIVE_REPEATED = warning_rule(
    "directive.repeated",
    "A directive repeats another one",
    "Weights of one site multiply; the rest has no further effect.",
)
DIRECTIVE_VALUE = error_rule(
    "directive.value",
    "A directive has no value, or one outside its range",
    "Floors are shares from 0 to 1, weights factors above 0, prices 0 or more.",
)
DIRECTIVE_VALUE_UNUSED = warning_rule(
    "directive.value_unused",
    "A directive has a value that its kind does not use",
    "must_serve and must_not take no value; a weight or floor was perhaps meant.",
)
DIRECTIVE_NOT_PLACED = warning_rule(
    "directive.not_placed",
    "A site that must be served has no position",
    "Only links that need no place can serve it; the plan may be infeasible.",
)

# stock and funds
SUPPLY_PLACE = error_rule(
    "supply.place",
    "A cost of transport or delivery, or a fund, names a place that does not exist",
    "Stock that goes to a misspelt {region} arrives nowhere, and its earmark helps nobody.",
)
SUPPLY_WAY_INSIDE = warning_rule(
    "supply.way_inside",
    "Sites have no router, access point or LAN, and the catalogue does not sell what they lack",
    "A link that stays at its socket reaches nobody: such sites are offered none.",
)
SUPPLY_DATE = error_rule(
    "supply.date",
    "The age of computers is judged without a day to count it from",
    "Ages, lead times and deadlines are counted from the day tendering starts.",
)
STOCK_GIVER = error_rule(
    "stock.giver",
    "Stock names a giver that is not in the funds table",
    "Without the giver's conditions a gift might go where it may not.",
)
STOCK_NOT_MOVED = warning_rule(
    "stock.not_moved",
    "Nothing says what moving this stock costs",
    "Stock is used where its transport is known to cost less than buying.",
)
ITEM_NO_LONGER_SOLD = warning_rule(
    "item.no_longer_sold",
    "An item is no longer sold when tendering starts",
    "A tender for what nobody sells receives no bid.",
)
EXTRA_WITHOUT_ROAD = warning_rule(
    "item.road_class",
    "An extra of trenches is for a class that no road has",
    "It is never bought: trenches along such roads are planned too cheap.",
)
EXTRA_WITHOUT_SOIL = warning_rule(
    "item.soil_class",
    "An extra of trenches is for a soil that no area has",
    "It is never bought: trenches in such ground are planned too cheap.",
)
EXTRA_WITHOUT_HEIGHTS = warning_rule(
    "item.slope_percent",
    "An extra of trenches is for slopes, and heights are not known everywhere",
    "It is bought only where they are: trenches elsewhere are planned as on flat ground.",
)
CROSSING_WITHOUT_RIVERS = warning_rule(
    "item.river_crossing",
    "The catalogue sells river crossings, and no river is known",
    "It is never bought: trenches across rivers are planned too cheap.",
)
RIVERS_WITHOUT_PRICE = warning_rule(
    "river.no_price",
    "Rivers are known, and the catalogue sells no crossing",
    "Trenches cross them for the price of their metres; plans only tell how often.",
)
PRICE_OLD = warning_rule(
    "price.old",
    "A price is older than prices stay valid, when tendering starts",
    "A plan at the prices of years ago does not cover the bids that come.",
)
FUND_CAPEX_ONLY = error_rule(
    "fund.capex_only",
    "A fund for capital only is named as a payer of yearly fees",
    "Its rules forbid what the scenario asks of it.",
)
FUND_NO_BAND = warning_rule(
    "fund.no_band",
    "Sites lie in no band of need of a source that pays by need",
    "None of its rows may pay for them: their need is not given, or lies in a gap.",
)
FUND_LATE = warning_rule(
    "fund.late", "A fund must be spent before tendering starts", "It pays for nothing in this plan."
)
FUND_USELESS = error_rule(
    "fund.useless",
    "The conditions of a fund allow nothing",
    "Money that may pay for nothing is a typing error in its conditions, or should not be listed.",
)

RULES = rules_in(globals())
"""Every rule about scenarios, payers and directives, in id order."""
