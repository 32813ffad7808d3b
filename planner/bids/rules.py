"""What can be wrong with a filled bid: every rule with its severity and why it matters."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)

UNREADABLE = error_rule(
    "bid.unreadable",
    "The file is no bid that can be read",
    "Only the XLSX that was sent to bidders, filled in and saved as XLSX, can be compared.",
)
OTHER_PLAN = error_rule(
    "bid.other_plan",
    "The bid belongs to another plan or package",
    "Its quantities are not those that are being bought.",
)
PRICE_MISSING = error_rule(
    "bid.price_missing", "A line has no price", "A bid without a price is not complete."
)
PRICE_TEXT = error_rule(
    "bid.price_text",
    "A price is text, a formula or a date, not a number",
    "What a text was meant to be is never guessed: ask the bidder.",
)
PRICE_NEGATIVE = error_rule(
    "bid.price_negative", "A price is below zero", "A discount belongs into the prices."
)
PRICE_LARGE = error_rule(
    "bid.price_large",
    "A price is larger than any that can be meant",
    "A slip of the keyboard would decide the comparison.",
)
PRICE_PACK = warning_rule(
    "bid.price_of_pack",
    "A price looks like that of a pack, not of one unit",
    "Quantities count units: the price of a pack would be paid for every unit.",
)
PRICE_MONTH = warning_rule(
    "bid.price_of_month",
    "A price looks like that of a month, not of a year",
    "Yearly services are priced for 12 months: the price of one would be taken for the whole year.",
)
PRICED_TWICE = error_rule(
    "bid.priced_twice",
    "A line is priced in more than one price schedule",
    "It has one origin and one price; which of them holds is never guessed.",
)
STRAY = warning_rule(
    "bid.amount_elsewhere",
    "A line has amounts in a price schedule that it is not priced in",
    "Transport there is in the total, as in the form; taxes and shares there belong to no price.",
)
DUTY_MISSING = warning_rule(
    "bid.duty_missing",
    "Duties of goods that are already imported are not stated",
    "They are taken off the price: without them nothing is, and the bid compares as dearer.",
)
DUTY_ABOVE = error_rule(
    "bid.duty_above_price",
    "Duties are more than the price they are part of",
    "The price without them would be below zero.",
)
TRANSPORT_TWICE = warning_rule(
    "bid.transport_twice",
    "Transport is priced although delivery has lines of its own",
    "One way would be paid for twice.",
)
SHARE = warning_rule(
    "bid.local_share",
    "A local share is no percentage",
    "Whether a margin of preference applies depends on it.",
)
PRICE_ZERO = warning_rule(
    "bid.price_zero",
    "A price is zero",
    "It may be a gift, or a price that was meant to be filled in.",
)
CURRENCY = error_rule(
    "bid.currency",
    "The prices are in a currency that the tender does not allow",
    "They are not converted: only a currency that the procurement rules name is.",
)
RATE_MISSING = error_rule(
    "bid.rate_missing",
    "There is no exchange rate for the currency of a bid on the day that the tender names",
    "A rate of another day would decide the comparison.",
)
PRICE_LOW = warning_rule(
    "bid.price_low",
    "A price is less than half of its estimate, or of what the others ask",
    "A misplaced decimal mark or a forgotten part makes a bid the lowest that nobody can keep.",
)
PRICE_HIGH = warning_rule(
    "bid.price_high",
    "A price is more than twice its estimate, or what the others ask",
    "A slip of the keyboard makes a good bid look dear.",
)
TOTAL_CHANGED = warning_rule(
    "bid.total_changed",
    "A total was written by hand where a formula was sent",
    "Totals are computed from unit prices; which of the two is meant, the bidder has to say.",
)
TOTAL_DIFFERS = warning_rule(
    "bid.total_differs",
    "The bidder's own total is not the sum of the lines",
    "The committee corrects arithmetic and tells the bidder; the bidder's figure is shown.",
)
ROW_MISSING = error_rule(
    "bid.row_missing",
    "A line was deleted or renumbered",
    "The bid does not offer all that was asked for.",
)
ROW_TWICE = error_rule(
    "bid.row_twice",
    "A line stands in several rows",
    "It has one price; which of them holds is never guessed.",
)
ROW_MOVED = note_rule(
    "bid.row_moved",
    "Lines stand in other rows than were sent",
    "Rows are matched by the number of the line, never by their position.",
)
SHEET_ADDED = warning_rule(
    "bid.sheet_added",
    "A sheet was added",
    "It may hold conditions, options or a discount, none of which is in the total.",
)
DISCOUNT = warning_rule(
    "bid.discount",
    "A discount is spoken of outside the price schedules",
    "It is in no total: a discount belongs into the prices.",
)
VALIDITY = warning_rule(
    "bid.validity",
    "A bid ends before its own date, or before the contract has to be signed",
    "A bid that is no longer valid cannot be accepted.",
)
REQUIREMENT = warning_rule(
    "bid.requirement_lowered",
    "A requirement of the specification was lowered or removed",
    "The bid offers less than was asked for.",
)
OFFER_BLANK = warning_rule(
    "bid.offer_blank",
    "Model, origin or offered performance is blank where it is asked for",
    "Without it nobody can tell what is offered.",
)
MACROS = warning_rule(
    "bid.macros",
    "The file holds macros",
    "They are never run here; whoever opens the file elsewhere should not run them either.",
)
HIDDEN = warning_rule(
    "bid.hidden",
    "Rows, columns or sheets were hidden",
    "What is hidden is read all the same, but the committee does not see it.",
)
QUANTITY = error_rule(
    "bid.quantity_changed",
    "A quantity is not that of the tender",
    "The bid offers something else than was asked for.",
)
CHANGED = error_rule(
    "bid.cell_changed",
    "A locked cell was changed",
    "Lines, quantities, dates and formulas are the tender's, not the bidder's.",
)
COMPLETED = note_rule(
    "bid.text_changed",
    "The cover or the specification differs from what was written",
    "The buyer may have completed it before publishing; otherwise the bidder changed it.",
)
SHEET_MISSING = error_rule(
    "bid.sheet_missing", "A sheet was removed", "The bid is not what was sent out."
)
BIDDER = error_rule("bid.bidder_missing", "The bidder is not named", "A bid belongs to somebody.")
DATE = warning_rule(
    "bid.date", "A date is missing or is not a date", "Validity and delivery are compared by date."
)
LATE = warning_rule(
    "bid.late",
    "An offered date is after the latest one asked for",
    "Whether a deviation is acceptable, the committee decides.",
)
TWICE = warning_rule(
    "bid.bidder_twice", "One bidder has two bids for a package", "Which one holds?"
)
AGAIN = note_rule(
    "bid.file_again",
    "One file was given more than once",
    "It is one bid: a copy under another name is no second one.",
)
AWARD_ABOVE = error_rule(
    "award.above_fund",
    "An award is above what its fund has",
    "A contract that no money stands behind cannot be signed.",
)
AWARD_INCOMPLETE = error_rule(
    "award.bid_incomplete",
    "The bid that is to be awarded has errors or no total",
    "What is awarded has to be a bid for what was asked, at a known price.",
)
AWARD_STANDS = error_rule(
    "award.stands",
    "The package has an award that stands",
    "A package is bought once; the earlier award is revoked first, with its reason.",
)
AWARD_LOT = error_rule(
    "award.lot",
    "The lots to be awarded are not those that can be",
    "A lot is awarded once, to a complete bid for it, within the limit of lots for one bidder.",
)
LOT_UNKNOWN = error_rule(
    "bid.lot_unknown",
    "A bid names a lot that the tender does not have",
    "Which lot is meant decides what the bid costs.",
)
LOT_DISCOUNT = error_rule(
    "bid.lot_discount",
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
