"""What can be wrong with a filled bid: every rule with its severity and why it matters."""

from __future__ import annotations

from inventory.findings import Rule, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(rule_id: str, severity: Severity, title: str, why: str) -> Rule:
    return Rule(id=rule_id, severity=severity, title=title, why=why)


UNREADABLE = _rule(
    "bid.unreadable",
    _ERROR,
    "The file is no bid that can be read",
    "Only the XLSX that was sent to bidders, filled in and saved as XLSX, can be compared.",
)
OTHER_PLAN = _rule(
    "bid.other_plan",
    _ERROR,
    "The bid belongs to another plan or package",
    "Its quantities are not those that are being bought.",
)
PRICE_MISSING = _rule(
    "bid.price_missing", _ERROR, "A line has no price", "A bid without a price is not complete."
)
PRICE_TEXT = _rule(
    "bid.price_text",
    _ERROR,
    "A price is text, a formula or a date, not a number",
    "What a text was meant to be is never guessed: ask the bidder.",
)
PRICE_NEGATIVE = _rule(
    "bid.price_negative", _ERROR, "A price is below zero", "A discount belongs into the prices."
)
PRICE_LARGE = _rule(
    "bid.price_large",
    _ERROR,
    "A price is larger than any that can be meant",
    "A slip of the keyboard would decide the comparison.",
)
PRICE_PACK = _rule(
    "bid.price_of_pack",
    _WARNING,
    "A price looks like that of a pack, not of one unit",
    "Quantities count units: the price of a pack would be paid for every unit.",
)
PRICE_MONTH = _rule(
    "bid.price_of_month",
    _WARNING,
    "A price looks like that of a month, not of a year",
    "Yearly services are priced for 12 months: the price of one would be taken for the whole year.",
)
PRICED_TWICE = _rule(
    "bid.priced_twice",
    _ERROR,
    "A line is priced in more than one price schedule",
    "It has one origin and one price; which of them holds is never guessed.",
)
STRAY = _rule(
    "bid.amount_elsewhere",
    _WARNING,
    "A line has amounts in a price schedule that it is not priced in",
    "Transport there is in the total, as in the form; taxes and shares there belong to no price.",
)
DUTY_MISSING = _rule(
    "bid.duty_missing",
    _WARNING,
    "Duties of goods that are already imported are not stated",
    "They are taken off the price: without them nothing is, and the bid compares as dearer.",
)
DUTY_ABOVE = _rule(
    "bid.duty_above_price",
    _ERROR,
    "Duties are more than the price they are part of",
    "The price without them would be below zero.",
)
TRANSPORT_TWICE = _rule(
    "bid.transport_twice",
    _WARNING,
    "Transport is priced although delivery has lines of its own",
    "One way would be paid for twice.",
)
SHARE = _rule(
    "bid.local_share",
    _WARNING,
    "A local share is no percentage",
    "Whether a margin of preference applies depends on it.",
)
PRICE_ZERO = _rule(
    "bid.price_zero",
    _WARNING,
    "A price is zero",
    "It may be a gift, or a price that was meant to be filled in.",
)
CURRENCY = _rule(
    "bid.currency",
    _ERROR,
    "The prices are in a currency that the tender does not allow",
    "They are not converted: only a currency that the procurement rules name is.",
)
RATE_MISSING = _rule(
    "bid.rate_missing",
    _ERROR,
    "There is no exchange rate for the currency of a bid on the day that the tender names",
    "A rate of another day would decide the comparison.",
)
PRICE_LOW = _rule(
    "bid.price_low",
    _WARNING,
    "A price is less than half of its estimate, or of what the others ask",
    "A misplaced decimal mark or a forgotten part makes a bid the lowest that nobody can keep.",
)
PRICE_HIGH = _rule(
    "bid.price_high",
    _WARNING,
    "A price is more than twice its estimate, or what the others ask",
    "A slip of the keyboard makes a good bid look dear.",
)
TOTAL_CHANGED = _rule(
    "bid.total_changed",
    _WARNING,
    "A total was written by hand where a formula was sent",
    "Totals are computed from unit prices; which of the two is meant, the bidder has to say.",
)
TOTAL_DIFFERS = _rule(
    "bid.total_differs",
    _WARNING,
    "The bidder's own total is not the sum of the lines",
    "The committee corrects arithmetic and tells the bidder; the bidder's figure is shown.",
)
ROW_MISSING = _rule(
    "bid.row_missing",
    _ERROR,
    "A line was deleted or renumbered",
    "The bid does not offer all that was asked for.",
)
ROW_TWICE = _rule(
    "bid.row_twice",
    _ERROR,
    "A line stands in several rows",
    "It has one price; which of them holds is never guessed.",
)
ROW_MOVED = _rule(
    "bid.row_moved",
    _NOTE,
    "Lines stand in other rows than were sent",
    "Rows are matched by the number of the line, never by their position.",
)
SHEET_ADDED = _rule(
    "bid.sheet_added",
    _WARNING,
    "A sheet was added",
    "It may hold conditions, options or a discount, none of which is in the total.",
)
DISCOUNT = _rule(
    "bid.discount",
    _WARNING,
    "A discount is spoken of outside the price schedules",
    "It is in no total: a discount belongs into the prices.",
)
VALIDITY = _rule(
    "bid.validity",
    _WARNING,
    "A bid ends before its own date, or before the contract has to be signed",
    "A bid that is no longer valid cannot be accepted.",
)
REQUIREMENT = _rule(
    "bid.requirement_lowered",
    _WARNING,
    "A requirement of the specification was lowered or removed",
    "The bid offers less than was asked for.",
)
OFFER_BLANK = _rule(
    "bid.offer_blank",
    _WARNING,
    "Model, origin or offered performance is blank where it is asked for",
    "Without it nobody can tell what is offered.",
)
MACROS = _rule(
    "bid.macros",
    _WARNING,
    "The file holds macros",
    "They are never run here; whoever opens the file elsewhere should not run them either.",
)
HIDDEN = _rule(
    "bid.hidden",
    _WARNING,
    "Rows, columns or sheets were hidden",
    "What is hidden is read all the same, but the committee does not see it.",
)
QUANTITY = _rule(
    "bid.quantity_changed",
    _ERROR,
    "A quantity is not that of the tender",
    "The bid offers something else than was asked for.",
)
CHANGED = _rule(
    "bid.cell_changed",
    _ERROR,
    "A locked cell was changed",
    "Lines, quantities, dates and formulas are the tender's, not the bidder's.",
)
COMPLETED = _rule(
    "bid.text_changed",
    _NOTE,
    "The cover or the specification differs from what was written",
    "The buyer may have completed it before publishing; otherwise the bidder changed it.",
)
SHEET_MISSING = _rule(
    "bid.sheet_missing", _ERROR, "A sheet was removed", "The bid is not what was sent out."
)
BIDDER = _rule(
    "bid.bidder_missing", _ERROR, "The bidder is not named", "A bid belongs to somebody."
)
DATE = _rule(
    "bid.date",
    _WARNING,
    "A date is missing or is not a date",
    "Validity and delivery are compared by date.",
)
LATE = _rule(
    "bid.late",
    _WARNING,
    "An offered date is after the latest one asked for",
    "Whether a deviation is acceptable, the committee decides.",
)
TWICE = _rule(
    "bid.bidder_twice", _WARNING, "One bidder has two bids for a package", "Which one holds?"
)
AGAIN = _rule(
    "bid.file_again",
    _NOTE,
    "One file was given more than once",
    "It is one bid: a copy under another name is no second one.",
)
AWARD_ABOVE = _rule(
    "award.above_fund",
    _ERROR,
    "An award is above what its fund has",
    "A contract that no money stands behind cannot be signed.",
)
AWARD_INCOMPLETE = _rule(
    "award.bid_incomplete",
    _ERROR,
    "The bid that is to be awarded has errors or no total",
    "What is awarded has to be a bid for what was asked, at a known price.",
)
AWARD_STANDS = _rule(
    "award.stands",
    _ERROR,
    "The package has an award that stands",
    "A package is bought once; the earlier award is revoked first, with its reason.",
)
AWARD_LOT = _rule(
    "award.lot",
    _ERROR,
    "The lots to be awarded are not those that can be",
    "A lot is awarded once, to a complete bid for it, within the limit of lots for one bidder.",
)
LOT_UNKNOWN = _rule(
    "bid.lot_unknown",
    _ERROR,
    "A bid names a lot that the tender does not have",
    "Which lot is meant decides what the bid costs.",
)
LOT_DISCOUNT = _rule(
    "bid.lot_discount",
    _ERROR,
    "A discount for winning several lots is not clear",
    "When it holds and how much it is decides which combination is cheapest; it is never guessed.",
)
RULES: tuple[Rule, ...] = tuple(
    sorted((r for r in globals().values() if isinstance(r, Rule)), key=lambda r: r.id)
)
"""Every rule about filled bids, in id order."""
QUESTIONS = (
    *(TWICE, PRICE_MONTH, PRICE_PACK, PRICE_ZERO, PRICE_LOW, PRICE_HIGH),
    *(TOTAL_CHANGED, TOTAL_DIFFERS, SHEET_ADDED, DISCOUNT, REQUIREMENT, VALIDITY),
)
"""What puts the price of a bid in question though it is complete: a total may not be meant."""
