"""What can be wrong with an evaluation workbook that comes back from the committee."""

from __future__ import annotations

from inventory.findings import error_rule, rules_in, warning_rule

UNREADABLE = error_rule(
    "evaluation.unreadable",
    "The file is no evaluation workbook of this plan",
    "Only the workbook that was written from these bids says what was decided about them.",
)
CELL = error_rule(
    "evaluation.cell",
    "A cell of the evaluation holds something else than was asked for",
    "What a committee meant by it is never guessed; the ranking rests on it.",
)
OPEN = error_rule(
    "evaluation.open",
    "A bid is to be awarded although checks of it are open",
    "An award of a bid that nobody has checked through does not stand against a complaint.",
)
NOT_RESPONSIVE = error_rule(
    "evaluation.not_responsive",
    "A bid is to be awarded that failed a check, or has no price in every line",
    "Only a responsive bid can win.",
)
TWICE = error_rule(
    "evaluation.twice", "One lot is to be awarded to several bids", "It is bought once."
)
NOT_FIRST = warning_rule(
    "evaluation.not_first",
    "A bid is to be awarded that is not ranked first",
    "The record has to show a reason, such as a discount for several lots.",
)
NO_REASON = error_rule(
    "evaluation.no_reason",
    "A decision against the ranking, or a correction of a price, has no reason",
    "Whoever checks the procurement later has only this record.",
)
RULES = rules_in(globals())
"""Every rule about evaluation workbooks, in id order."""
