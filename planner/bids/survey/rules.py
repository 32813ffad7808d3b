"""What can be wrong with a collection sheet that comes back from the surveyors."""

from __future__ import annotations

from inventory.findings import error_rule, rules_in

UNREADABLE = error_rule(
    "survey.unreadable",
    "The file is no collection sheet of this project",
    "Only the sheet that was written for the visits says which site each row is of.",
)
CELL = error_rule(
    "survey.cell",
    "A cell of the collection sheet cannot be read, or one that belongs to it is empty",
    "A figure from a visit replaces one of the inventory, and is never guessed.",
)
SITE = error_rule(
    "survey.site",
    "A row of the collection sheet is of no site, or of one that has a row already",
    "A measured figure must reach the site that it was measured at.",
)
RULES = rules_in(globals())
"""Every rule about collection sheets, in id order."""
