"""Rules about the catalogue, stock, prices, tiers, delivery, funds and exchange rates."""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, Severity, rules_in

CATALOGUE_MISSING = Rule(
    id="catalogue.missing",
    severity=ERROR,
    title="The project has no catalogue",
    why="Without prices nothing can be bought.",
)
SKU_DUPLICATE = Rule(
    id="sku.duplicate",
    severity=ERROR,
    title="Two catalogue rows have the same SKU",
    why="One of the two prices would be lost.",
)
QUOTATION_TAKEN = Rule(
    id="price.quotation_taken",
    severity=NOTE,
    title="Several quotations of one item: one was taken by the project's rule",
    why="Who reads the plan must know which of the prices it rests on.",
)
PRICE_NO_DATE = Rule(
    id="price.no_date",
    severity=ERROR,
    title="A price has no date",
    why="An undated price cannot be defended in a tender.",
)
PRICE_NO_CURRENCY = Rule(
    id="price.no_currency",
    severity=ERROR,
    title="A price has no currency",
    why="The currency is never assumed.",
)
PRICE_NO_VAT = Rule(
    id="price.no_vat",
    severity=ERROR,
    title="A price does not say whether VAT is included",
    why="The difference is a tenth of the budget.",
)
PRICE_NO_SOURCE = Rule(
    id="price.no_source",
    severity=WARNING,
    title="A price has no source",
    why="An auditor asks where every price comes from.",
)
PRICE_ZERO = Rule(
    id="price.zero",
    severity=WARNING,
    title="An item costs nothing",
    why="A plan buys free things without limit.",
)
PRICE_RANGE = Rule(
    id="price.range",
    severity=ERROR,
    title="The range of a price is none",
    why="Prices are drawn between its ends to say how sure a plan is.",
)
PRICE_LOST = Rule(
    id="price.rounded_away",
    severity=ERROR,
    title="A price loses a tenth or more when it is rounded to the unit that the plan accounts in",
    why="1.49 USD a metre would be 1 USD, and 20 km would cost a third too little.",
)
PRICE_ROUNDED = Rule(
    id="price.rounded",
    severity=WARNING,
    title="A price loses digits, or 1 %, when it is rounded to the unit that the plan accounts in",
    why="Every unit that is bought carries the difference.",
)
CURRENCY_UNKNOWN = Rule(
    id="currency.unknown",
    severity=ERROR,
    title="A currency is not a three-letter code",
    why="Currencies are ISO 4217 codes such as MNT and USD.",
)
RATE_MISSING = Rule(
    id="rate.missing",
    severity=ERROR,
    title="A currency has no exchange rate",
    why="A foreign price enters the plan only through the dated exchange table.",
)
RATE_OLD = Rule(
    id="rate.old",
    severity=WARNING,
    title="An exchange rate is much older than the prices",
    why="Prices move with the rate.",
)
RATE_DUPLICATE = Rule(
    id="rate.duplicate",
    severity=ERROR,
    title="A currency has two exchange rates of one date",
    why="Which of them holds is not guessed.",
)
PACK_SIZE = Rule(
    id="pack.size",
    severity=ERROR,
    title="A pack holds no units",
    why="A pack has at least one unit.",
)
ITEM_INCOMPLETE = Rule(
    id="item.incomplete",
    severity=ERROR,
    title="An item lacks what its role needs",
    why="A contract without a link type and a speed can never be offered.",
)
ITEM_TIMING = Rule(
    id="item.timing",
    severity=ERROR,
    title="An item is paid once or yearly against its role",
    why="A yearly fee counted as a purchase breaks both limits.",
)
ITEM_UNIT = Rule(
    id="item.unit",
    severity=ERROR,
    title="An item is sold by another unit than its role is counted in",
    why="A trench priced per kilometre and counted in metres costs a thousand times too much.",
)
ITEM_REQUIRES = Rule(
    id="item.requires",
    severity=ERROR,
    title="An item requires one that the catalogue lacks",
    why="What it cannot work without would be missing in the tender.",
)
TIER_UNKNOWN_ITEM = Rule(
    id="tier.unknown_item",
    severity=ERROR,
    title="A price tier, a cost of transport or delivery, or a kit names an unknown item",
    why="A misspelt SKU would be a discount that nobody gets, or a kit with a part missing.",
)
TIER_YEARLY = Rule(
    id="tier.yearly",
    severity=ERROR,
    title="A price tier is given for what is paid every year",
    why="Tiers are prices of one order.",
)
TIER_KINDS = Rule(
    id="tier.kinds",
    severity=ERROR,
    title="An item has tiers of two kinds",
    why="Whether a price holds for all units or for the later ones decides what is paid.",
)
TIER_OVERLAP = Rule(
    id="tier.overlap",
    severity=ERROR,
    title="Two price tiers of an item begin at one quantity",
    why="Which of the two prices holds is not guessed.",
)
TIER_RISES = Rule(
    id="tier.rises",
    severity=ERROR,
    title="A price tier is not cheaper than a smaller quantity",
    why="A price that rises with the quantity is a typing error, or a shortage to be told apart.",
)
TRANSPORT_DUPLICATE = Rule(
    id="transport.duplicate",
    severity=ERROR,
    title="A way has two transport costs",
    why="Which of them holds is not guessed.",
)
DELIVERY_DUPLICATE = Rule(
    id="delivery.duplicate",
    severity=ERROR,
    title="A delivery has two costs",
    why="Which of them holds is not guessed.",
)
DELIVERY_FOR = Rule(
    id="delivery.item",
    severity=ERROR,
    title="A delivery cost is for both an item and a role, or for what is not delivered",
    why="Which items it adds to would be guessed, or it would add to none.",
)
ITEM_DELIVERY = Rule(
    id="item.delivery",
    severity=ERROR,
    title="The catalogue lists a delivery",
    why="Delivery costs differ by {region}; they are rows of the delivery table.",
)
ITEM_ENDING = Rule(
    id="item.contract_ending",
    severity=Severity.ERROR,
    title="The catalogue lists the end of a contract",
    why="What it costs differs by contract; it is a column of the sites table.",
)
FUND_DUPLICATE = Rule(
    id="fund.duplicate",
    severity=ERROR,
    title="Two rows describe one fund",
    why="Its conditions may contradict each other, and its ceiling would count twice.",
)
FUND_CONDITION = Rule(
    id="fund.condition",
    severity=ERROR,
    title="A condition of a fund or a kit is not one that is known",
    why="An earmark that is not understood would be crossed.",
)
FUND_COFINANCE = Rule(
    id="fund.cofinance",
    severity=ERROR,
    title="A co-financing share has no fund to pay it, or no share",
    why="The part that the fund does not pay would be nobody's.",
)
FUND_EARMARKS = Rule(
    id="fund.earmarks",
    severity=ERROR,
    title="The earmarks of a fund and of its co-financer exclude each other",
    why="Nothing could be paid by both.",
)
FUND_BAND = Rule(
    id="fund.band",
    severity=ERROR,
    title="Two bands of need of one source overlap, or a band ends where it begins",
    why="A site could have two shares, or a band would help nobody.",
)
FUND_BAND_GAP = Rule(
    id="fund.band_gap",
    severity=Severity.WARNING,
    title="Between two bands of need of one source there is a gap",
    why="Sites whose need lies there are helped by none of its rows.",
)
FUND_WITHIN = Rule(
    id="fund.within",
    severity=ERROR,
    title="A fund shares the ceiling of a fund that is not there, or has a ceiling of its own",
    why="The rows of one source share one ceiling, which stands in one of them.",
)
STOCK_UNKNOWN_ITEM = Rule(
    id="stock.unknown_item",
    severity=ERROR,
    title="Stock lists an item that the catalogue lacks",
    why="It could never be handed out.",
)

RULES = rules_in(globals())
"""Every rule of this room, in id order."""
