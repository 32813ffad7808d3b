"""Rules about which rows, sheets and files make a table, and where a row says that it lies."""

from __future__ import annotations

from inventory.findings import Rule, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# -- sheets of a workbook -------------------------------------------------------------------------
SHEETS_JOINED = Rule(
    id="file.sheets_joined",
    severity=_NOTE,
    title="Several sheets with one header were read as one table",
    why="A list with one sheet for each district is one list.",
)
SHEETS_DIFFER = Rule(
    id="file.sheets_differ",
    severity=_ERROR,
    title="Several sheets may be the table, and their headers differ",
    why="Sheets that are left alone are sites that nobody plans for.",
)
SHEETS_LEFT = Rule(
    id="file.sheets_left",
    severity=_WARNING,
    title="A sheet that looks like part of the table was not read",
    why="Its rows are missing from the plan.",
)
HIDDEN_ROWS = Rule(
    id="file.hidden_rows",
    severity=_WARNING,
    title="Rows that a filter or a person hid were read",
    why="Who hides a closed school may expect that it is left out.",
)
HIDDEN_ROWS_SKIPPED = Rule(
    id="file.hidden_rows_skipped",
    severity=_NOTE,
    title="Hidden rows were left out",
    why="The project file says so; the rows are missing from the plan.",
)
HIDDEN_COLUMNS = Rule(
    id="file.hidden_columns",
    severity=_NOTE,
    title="Hidden columns were read like any other",
    why="A hidden column may be an old one.",
)
MERGED_AMOUNT = Rule(
    id="value.merged",
    severity=_WARNING,
    title="One amount is merged over several rows",
    why="Repeating it would count it several times; how it is shared out is not guessed.",
)

RULES: tuple[Rule, ...] = tuple(r for r in globals().values() if isinstance(r, Rule))
"""Every rule of this module."""
