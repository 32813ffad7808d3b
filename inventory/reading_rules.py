"""Rules about which rows, sheets and files make a table, and where a row says that it lies."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)

# -- files ----------------------------------------------------------------------------------------
FILES_MATCHED = note_rule(
    "file.matched",
    "A pattern stands for several files",
    "A file that is missing or one too many changes the plan.",
)

# -- sheets of a workbook -------------------------------------------------------------------------
SHEETS_JOINED = note_rule(
    "file.sheets_joined",
    "Several sheets with one header were read as one table",
    "A list with one sheet for each district is one list.",
)
SHEETS_DIFFER = error_rule(
    "file.sheets_differ",
    "Several sheets may be the table, and their headers differ",
    "Sheets that are left alone are sites that nobody plans for.",
)
SHEETS_LEFT = warning_rule(
    "file.sheets_left",
    "A sheet that looks like part of the table was not read",
    "Its rows are missing from the plan.",
)
HIDDEN_ROWS = warning_rule(
    "file.hidden_rows",
    "Rows that a filter or a person hid were read",
    "Who hides a closed school may expect that it is left out.",
)
HIDDEN_ROWS_SKIPPED = note_rule(
    "file.hidden_rows_skipped",
    "Hidden rows were left out",
    "The project file says so; the rows are missing from the plan.",
)
HIDDEN_COLUMNS = note_rule(
    "file.hidden_columns",
    "Hidden columns were read like any other",
    "A hidden column may be an old one.",
)
MERGED_AMOUNT = warning_rule(
    "value.merged",
    "One amount is merged over several rows",
    "Repeating it would count it several times; how it is shared out is not guessed.",
)

COLUMN_JOINED = note_rule(
    "column.joined",
    "An identifier was made of several columns",
    "Registers of radio cells number them within an area of a network.",
)

COLUMN_MOSTLY_WRONG = error_rule(
    "column.mostly_wrong",
    "Most values of a column are not what the column is read as",
    "Another column is meant, or the values need a translation: one question, not thousands.",
)

COLUMN_NINES = warning_rule(
    "column.nines",
    "The largest figure of a column is all nines and occurs again and again",
    "Registers write 999 or 9999 where nothing was counted; read as figures they decide the plan.",
)

# -- rows -----------------------------------------------------------------------------------------
ROWS_LEFT_OUT = note_rule(
    "rows.left_out",
    "Rows were left out as the project file says",
    "A condition that leaves out too much is a smaller plan.",
)
WHERE_COLUMN = error_rule(
    "config.where_column",
    "A condition on rows names a column that the file lacks",
    "A misspelt column would leave out nothing, or everything.",
)
ROWS_DOUBTFUL = warning_rule(
    "rows.doubtful",
    "A column says that rows are closed, merged, planned or out of use",
    "A plan would buy for what is not there; `where` decides which rows are wanted.",
)
ROWS_EQUAL = warning_rule(
    "rows.equal",
    "Rows that are equal in every cell were counted once",
    "A file that was joined or exported twice doubles every site.",
)
ROWS_EQUAL_COUNTED = warning_rule(
    "rows.equal_counted",
    "Rows that are equal in every cell were all counted",
    "Two equal entries may be two, or one that was written twice.",
)
POSITION_UNREADABLE = error_rule(
    "position.unreadable",
    "A position in one cell cannot be read",
    "A site without a position is placed at its {subregion} centre.",
)

RULES = rules_in(globals())
"""Every rule of this module."""
