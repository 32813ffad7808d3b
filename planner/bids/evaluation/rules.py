"""What can be wrong with an evaluation workbook that comes back from the committee."""

from __future__ import annotations

from inventory.findings import Rule, Severity, rules_in

UNREADABLE = Rule(
    id="evaluation.unreadable",
    severity=Severity.ERROR,
    title="The file is no evaluation workbook of this plan",
    why="Only the workbook that was written from these bids says what was decided about them.",
)
CELL = Rule(
    id="evaluation.cell",
    severity=Severity.ERROR,
    title="A cell of the evaluation holds something else than was asked for",
    why="What a committee meant by it is never guessed; the ranking rests on it.",
)
OPEN = Rule(
    id="evaluation.open",
    severity=Severity.ERROR,
    title="A bid is to be awarded although checks of it are open",
    why="An award of a bid that nobody has checked through does not stand against a complaint.",
)
NOT_RESPONSIVE = Rule(
    id="evaluation.not_responsive",
    severity=Severity.ERROR,
    title="A bid is to be awarded that failed a check, or has no price in every line",
    why="Only a responsive bid can win.",
)
TWICE = Rule(
    id="evaluation.twice",
    severity=Severity.ERROR,
    title="One lot is to be awarded to several bids",
    why="It is bought once.",
)
NOT_FIRST = Rule(
    id="evaluation.not_first",
    severity=Severity.WARNING,
    title="A bid is to be awarded that is not ranked first",
    why="The record has to show a reason, such as a discount for several lots.",
)
NO_REASON = Rule(
    id="evaluation.no_reason",
    severity=Severity.ERROR,
    title="A decision against the ranking, or a correction of a price, has no reason",
    why="Whoever checks the procurement later has only this record.",
)
RULES = rules_in(globals())
"""Every rule about evaluation workbooks, in id order."""
