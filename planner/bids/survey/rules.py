"""What can be wrong with a collection sheet that comes back from the surveyors."""

from __future__ import annotations

from inventory.findings import Rule, Severity, rules_in

UNREADABLE = Rule(
    id="survey.unreadable",
    severity=Severity.ERROR,
    title="The file is no collection sheet of this project",
    why="Only the sheet that was written for the visits says which site each row is of.",
)
CELL = Rule(
    id="survey.cell",
    severity=Severity.ERROR,
    title="A cell of the collection sheet cannot be read, or one that belongs to it is empty",
    why="A figure from a visit replaces one of the inventory, and is never guessed.",
)
SITE = Rule(
    id="survey.site",
    severity=Severity.ERROR,
    title="A row of the collection sheet is of no site, or of one that has a row already",
    why="A measured figure must reach the site that it was measured at.",
)
RULES = rules_in(globals())
"""Every rule about collection sheets, in id order."""
