"""What can be wrong with a filled bid: every rule with its severity and why it matters."""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in

UNREADABLE = Rule(
    "bid.unreadable",
    ERROR,
    "The file is no bid that can be read",
    "Only the XLSX that was sent to bidders, filled in and saved as XLSX, can be compared.",
)
OTHER_PLAN = Rule(
    "bid.other_plan",
    ERROR,
    "The bid belongs to another plan or package",
    "Its quantities are not those that are being bought.",
)
PRICE_MISSING = Rule(
    "bid.price_missing", ERROR, "A line has no price", "A bid without a price is not complete."
)
PRICE_TEXT = Rule(
    "bid.price_text",
    ERROR,
    "A price is text, a formula or a date, not a number",
    "What a text was meant to be is never guessed: ask the bidder.",
)
PRICE_NEGATIVE = Rule(
    "bid.price_negative", ERROR, "A price is below zero", "A discount belongs into the prices."
)
PRICE_LARGE = Rule(
    "bid.price_large",
    ERROR,
    "A price is larger than any that can be meant",
    "A slip of the keyboard would decide the comparison.",
)
PRICE_PACK = Rule(
    "bid.price_of_pack",
    WARNING,
    "A price looks like that of a pack, not of one unit",
    "Quantities count units: the price of a pack would be paid for every unit.",
)
PRICE_MONTH = Rule(
    "bid.price_of_month",
    WARNING,
    "A price looks like that of a month, not of a year",
    "Yearly services are priced for 12 months: the price of one would be taken for the whole year.",
)
PRICED_TWICE = Rule(
    "bid.priced_twice",
    ERROR,
    "A line is priced in more than one price schedule",
    "It has one origin and one price; which of them holds is never guessed.",
)
STRAY = Rule(
    "bid.amount_elsewhere",
    WARNING,
    "A line has amounts in a price schedule that it is not priced in",
    "Transport there is in the total, as in the form; taxes and shares there belong to no price.",
)
DUTY_MISSING = Rule(
    "bid.duty_missing",
    WARNING,
    "Duties of goods that are already imported are not stated",
    "They are taken off the price: without them nothing is, and the bid compares as dearer.",
)
DUTY_ABOVE = Rule(
    "bid.duty_above_price",
    ERROR,
    "Duties are more than the price they are part of",
    "The price without them would be below zero.",
)
TRANSPORT_TWICE = Rule(
    "bid.transport_twice",
    WARNING,
    "Transport is priced although delivery has lines of its own",
    "One way would be paid for twice.",
)
SHARE = Rule(
    "bid.local_share",
    WARNING,
    "A local share is no percentage",
    "Whether a margin of preference applies depends on it.",
)
PRICE_ZERO = Rule(
    "bid.price_zero",
    WARNING,
    "A price is zero",
    "It may be a gift, or a price that was meant to be filled in.",
)
CURRENCY = Rule(
    "bid.currency",
    ERROR,
    "The prices are in a currency that the tender does not allow",
    "They are not converted: only a currency that the procurement rules name is.",
)
RATE_MISSING = Rule(
    "bid.rate_missing",
    ERROR,
    "There is no exchange rate for the currency of a bid on the day that the tender names",
    "A rate of another day would decide the comparison.",
)
PRICE_LOW = Rule(
    "bid.price_low",
    WARNING,
    "A price is less than half of its estimate, or of what the others ask",
    "A misplaced decimal mark or a forgotten part makes a bid the lowest that nobody can keep.",
)
PRICE_HIGH = Rule(
    "bid.price_high",
    WARNING,
    "A price is more than twice its estimate, or what the others ask",
    "A slip of the keyboard makes a good bid look dear.",
)
TOTAL_CHANGED = Rule(
    "bid.total_changed",
    WARNING,
    "A total was written by hand where a formula was sent",
    "Totals are computed from unit prices; which of the two is meant, the bidder has to say.",
)
TOTAL_DIFFERS = Rule(
    "bid.total_differs",
    WARNING,
    "The bidder's own total is not the sum of the lines",
    "The committee corrects arithmetic and tells the bidder; the bidder's figure is shown.",
)
ROW_MISSING = Rule(
    "bid.row_missing",
    ERROR,
    "A line was deleted or renumbered",
    "The bid does not offer all that was asked for.",
)
ROW_TWICE = Rule(
    "bid.row_twice",
    ERROR,
    "A line stands in several rows",
    "It has one price; which of them holds is never guessed.",
)
ROW_MOVED = Rule(
    "bid.row_moved",
    NOTE,
    "Lines stand in other rows than were sent",
    "Rows are matched by the number of the line, never by their position.",
)
SHEET_ADDED = Rule(
    "bid.sheet_added",
    WARNING,
    "A sheet was added",
    "It may hold conditions, options or a discount, none of which is in the total.",
)
DISCOUNT = Rule(
    "bid.discount",
    WARNING,
    "A discount is spoken of outside the price schedules",
    "It is in no total: a discount belongs into the prices.",
)
VALIDITY = Rule(
    "bid.validity",
    WARNING,
    "A bid ends before its own date, or before the contract has to be signed",
    "A bid that is no longer valid cannot be accepted.",
)
REQUIREMENT = Rule(
    "bid.requirement_lowered",
    WARNING,
    "A requirement of the specification was lowered or removed",
    "The bid offers less than was asked for.",
)
OFFER_BLANK = Rule(
    "bid.offer_blank",
    WARNING,
    "Model, origin or offered performance is blank where it is asked for",
    "Without it nobody can tell what is offered.",
)
MACROS = Rule(
    "bid.macros",
    WARNING,
    "The file holds macros",
    "They are never run here; whoever opens the file elsewhere should not run them either.",
)
HIDDEN = Rule(
    "bid.hidden",
    WARNING,
    "Rows, columns or sheets were hidden",
    "What is hidden is read all the same, but the committee does not see it.",
)
QUANTITY = Rule(
    "bid.quantity_changed",
    ERROR,
    "A quantity is not that of the tender",
    "The bid offers something else than was asked for.",
)
CHANGED = Rule(
    "bid.cell_changed",
    ERROR,
    "A locked cell was changed",
    "Lines, quantities, dates and formulas are the tender's, not the bidder's.",
)
COMPLETED = Rule(
    "bid.text_changed",
    NOTE,
    "The cover or the specification differs from what was written",
    "The buyer may have completed it before publishing; otherwise the bidder changed it.",
)
SHEET_MISSING = Rule(
    "bid.sheet_missing", ERROR, "A sheet was removed", "The bid is not what was sent out."
)
BIDDER = Rule("bid.bidder_missing", ERROR, "The bidder is not named", "A bid belongs to somebody.")
DATE = Rule(
    "bid.date",
    WARNING,
    "A date is missing or is not a date",
    "Validity and delivery are compared by date.",
)
LATE = Rule(
    "bid.late",
    WARNING,
    "An offered date is after the latest one asked for",
    "Whether a deviation is acceptable, the committee decides.",
)
TWICE = Rule(
    "bid.bidder_twice", WARNING, "One bidder has two bids for a package", "Which one holds?"
)
AGAIN = Rule(
    "bid.file_again",
    NOTE,
    "One file was given more than once",
    "It is one bid: a copy under another name is no second one.",
)
AWARD_ABOVE = Rule(
    "award.above_fund",
    ERROR,
    "An award is above what its fund has",
    "A contract that no money stands behind cannot be signed.",
)
AWARD_INCOMPLETE = Rule(
    "award.bid_incomplete",
    ERROR,
    "The bid that is to be awarded has errors or no total",
    "What is awarded has to be a bid for what was asked, at a known price.",
)
AWARD_STANDS = Rule(
    "award.stands",
    ERROR,
    "The package has an award that stands",
    "A package is bought once; the earlier award is revoked first, with its reason.",
)
AWARD_LOT = Rule(
    "award.lot",
    ERROR,
    "The lots to be awarded are not those that can be",
    "A lot is awarded once, to a complete bid for it, within the limit of lots for one bidder.",
)
LOT_UNKNOWN = Rule(
    "bid.lot_unknown",
    ERROR,
    "A bid names a lot that the tender does not have",
    "Which lot is meant decides what the bid costs.",
)
LOT_DISCOUNT = Rule(
    "bid.lot_discount",
    ERROR,
    "A discount for winning several lots is not clear",
    "When it holds and how much it is decides which combination is cheapest; it is never guessed.",
)
RULES = rules_in(globals())
"""Every rule about filled bids, in id order."""
QUESTIONS = (
    *(TWICE, PRICE_MONTH, PRICE_PACK, PRICE_ZERO, PRICE_LOW, PRICE_HIGH),
    *(TOTAL_CHANGED, TOTAL_DIFFERS, SHEET_ADDED, DISCOUNT, REQUIREMENT, VALIDITY),
)
"""What puts the price of a bid in question though it is complete: a total may not be meant."""
