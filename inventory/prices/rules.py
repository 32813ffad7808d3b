"""Rules about the catalogue, stock, prices, tiers, delivery, funds and exchange rates."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)

CATALOGUE_MISSING = error_rule(
    "catalogue.missing", "The project has no catalogue", "Without prices nothing can be bought."
)
SKU_DUPLICATE = error_rule(
    "sku.duplicate", "Two catalogue rows have the same SKU", "One of the two prices would be lost."
)
QUOTATION_TAKEN = note_rule(
    "price.quotation_taken",
    "Several quotations of one item: one was taken by the project's rule",
    "Who reads the plan must know which of the prices it rests on.",
)
PRICE_NO_DATE = error_rule(
    "price.no_date", "A price has no date", "An undated price cannot be defended in a tender."
)
PRICE_NO_CURRENCY = error_rule(
    "price.no_currency", "A price has no currency", "The currency is never assumed."
)
PRICE_NO_VAT = error_rule(
    "price.no_vat",
    "A price does not say whether VAT is included",
    "The difference is a tenth of the budget.",
)
PRICE_NO_SOURCE = warning_rule(
    "price.no_source", "A price has no source", "An auditor asks where every price comes from."
)
PRICE_ZERO = warning_rule(
    "price.zero", "An item costs nothing", "A plan buys free things without limit."
)
PRICE_RANGE = error_rule(
    "price.range",
    "The range of a price is none",
    "Prices are drawn between its ends to say how sure a plan is.",
)
PRICE_LOST = error_rule(
    "price.rounded_away",
    "A price loses a tenth or more when it is rounded to the unit that the plan accounts in",
    "1.49 USD a metre would be 1 USD, and 20 km would cost a third too little.",
)
PRICE_ROUNDED = warning_rule(
    "price.rounded",
    "A price loses digits, or 1 %, when it is rounded to the unit that the plan accounts in",
    "Every unit that is bought carries the difference.",
)
CURRENCY_UNKNOWN = error_rule(
    "currency.unknown",
    "A currency is not a three-letter code",
    "Currencies are ISO 4217 codes such as MNT and USD.",
)
RATE_MISSING = error_rule(
    "rate.missing",
    "A currency has no exchange rate",
    "A foreign price enters the plan only through the dated exchange table.",
)
RATE_OLD = warning_rule(
    "rate.old", "An exchange rate is much older than the prices", "Prices move with the rate."
)
RATE_DUPLICATE = error_rule(
    "rate.duplicate",
    "A currency has two exchange rates of one date",
    "Which of them holds is not guessed.",
)
PACK_SIZE = error_rule("pack.size", "A pack holds no units", "A pack has at least one unit.")
ITEM_INCOMPLETE = error_rule(
    "item.incomplete",
    "An item lacks what its role needs",
    "A contract without a link type and a speed can never be offered.",
)
ITEM_TIMING = error_rule(
    "item.timing",
    "An item is paid once or yearly against its role",
    "A yearly fee counted as a purchase breaks both limits.",
)
ITEM_UNIT = error_rule(
    "item.unit",
    "An item is sold by another unit than its role is counted in",
    "A trench priced per kilometre and counted in metres costs a thousand times too much.",
)
ITEM_REQUIRES = error_rule(
    "item.requires",
    "An item requires one that the catalogue lacks",
    "What it cannot work without would be missing in the tender.",
)
TIER_UNKNOWN_ITEM = error_rule(
    "tier.unknown_item",
    "A price tier, a cost of transport or delivery, or a kit names an unknown item",
    "A misspelt SKU would be a discount that nobody gets, or a kit with a part missing.",
)
TIER_YEARLY = error_rule(
    "tier.yearly",
    "A price tier is given for what is paid every year",
    "Tiers are prices of one order.",
)
TIER_KINDS = error_rule(
    "tier.kinds",
    "An item has tiers of two kinds",
    "Whether a price holds for all units or for the later ones decides what is paid.",
)
TIER_OVERLAP = error_rule(
    "tier.overlap",
    "Two price tiers of an item begin at one quantity",
    "Which of the two prices holds is not guessed.",
)
TIER_RISES = error_rule(
    "tier.rises",
    "A price tier is not cheaper than a smaller quantity",
    "A price that rises with the quantity is a typing error, or a shortage to be told apart.",
)
TRANSPORT_DUPLICATE = error_rule(
    "transport.duplicate", "A way has two transport costs", "Which of them holds is not guessed."
)
DELIVERY_DUPLICATE = error_rule(
    "delivery.duplicate", "A delivery has two costs", "Which of them holds is not guessed."
)
DELIVERY_FOR = error_rule(
    "delivery.item",
    "A delivery cost is for both an item and a role, or for what is not delivered",
    "Which items it adds to would be guessed, or it would add to none.",
)
ITEM_DELIVERY = error_rule(
    "item.delivery",
    "The catalogue lists a delivery",
    "Delivery costs differ by {region}; they are rows of the delivery table.",
)
ITEM_ENDING = error_rule(
    "item.contract_ending",
    "The catalogue lists the end of a contract",
    "What it costs differs by contract; it is a column of the sites table.",
)
FUND_DUPLICATE = error_rule(
    "fund.duplicate",
    "Two rows describe one fund",
    "Its conditions may contradict each other, and its ceiling would count twice.",
)
FUND_CONDITION = error_rule(
    "fund.condition",
    "A condition of a fund or a kit is not one that is known",
    "An earmark that is not understood would be crossed.",
)
FUND_COFINANCE = error_rule(
    "fund.cofinance",
    "A co-financing share has no fund to pay it, or no share",
    "The part that the fund does not pay would be nobody's.",
)
FUND_EARMARKS = error_rule(
    "fund.earmarks",
    "The earmarks of a fund and of its co-financer exclude each other",
    "Nothing could be paid by both.",
)
FUND_BAND = error_rule(
    "fund.band",
    "Two bands of need of one source overlap, or a band ends where it begins",
    "A site could have two shares, or a band would help nobody.",
)
FUND_BAND_GAP = warning_rule(
    "fund.band_gap",
    "Between two bands of need of one source there is a gap",
    "Sites whose need lies there are helped by none of its rows.",
)
FUND_WITHIN = error_rule(
    "fund.within",
    "A fund shares the ceiling of a fund that is not there, or has a ceiling of its own",
    "The rows of one source share one ceiling, which stands in one of them.",
)
STOCK_UNKNOWN_ITEM = error_rule(
    "stock.unknown_item",
    "Stock lists an item that the catalogue lacks",
    "It could never be handed out.",
)

RULES = rules_in(globals())
"""Every rule of this room, in id order."""
