"""Rules about which rows, sheets and files make a table, and where a row says that it lies."""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in

# -- files ----------------------------------------------------------------------------------------
FILES_MATCHED = Rule(
    id="file.matched",
    severity=NOTE,
    title="A pattern stands for several files",
    why="A file that is missing or one too many changes the plan.",
)

# -- sheets of a workbook -------------------------------------------------------------------------
SHEETS_JOINED = Rule(
    id="file.sheets_joined",
    severity=NOTE,
    title="Several sheets with one header were read as one table",
    why="A list with one sheet for each district is one list.",
)
SHEETS_DIFFER = Rule(
    id="file.sheets_differ",
    severity=ERROR,
    title="Several sheets may be the table, and their headers differ",
    why="Sheets that are left alone are sites that nobody plans for.",
)
SHEETS_LEFT = Rule(
    id="file.sheets_left",
    severity=WARNING,
    title="A sheet that looks like part of the table was not read",
    why="Its rows are missing from the plan.",
)
HIDDEN_ROWS = Rule(
    id="file.hidden_rows",
    severity=WARNING,
    title="Rows that a filter or a person hid were read",
    why="Who hides a closed school may expect that it is left out.",
)
HIDDEN_ROWS_SKIPPED = Rule(
    id="file.hidden_rows_skipped",
    severity=NOTE,
    title="Hidden rows were left out",
    why="The project file says so; the rows are missing from the plan.",
)
HIDDEN_COLUMNS = Rule(
    id="file.hidden_columns",
    severity=NOTE,
    title="Hidden columns were read like any other",
    why="A hidden column may be an old one.",
)
MERGED_AMOUNT = Rule(
    id="value.merged",
    severity=WARNING,
    title="One amount is merged over several rows",
    why="Repeating it would count it several times; how it is shared out is not guessed.",
)

COLUMN_JOINED = Rule(
    id="column.joined",
    severity=NOTE,
    title="An identifier was made of several columns",
    why="Registers of radio cells number them within an area of a network.",
)

COLUMN_MOSTLY_WRONG = Rule(
    id="column.mostly_wrong",
    severity=ERROR,
    title="Most values of a column are not what the column is read as",
    why="Another column is meant, or the values need a translation: one question, not thousands.",
)

# -- rows -----------------------------------------------------------------------------------------
ROWS_LEFT_OUT = Rule(
    id="rows.left_out",
    severity=NOTE,
    title="Rows were left out as the project file says",
    why="A condition that leaves out too much is a smaller plan.",
)
WHERE_COLUMN = Rule(
    id="config.where_column",
    severity=ERROR,
    title="A condition on rows names a column that the file lacks",
    why="A misspelt column would leave out nothing, or everything.",
)
ROWS_DOUBTFUL = Rule(
    id="rows.doubtful",
    severity=WARNING,
    title="A column says that rows are closed, merged, planned or out of use",
    why="A plan would buy for what is not there; `where` decides which rows are wanted.",
)
ROWS_EQUAL = Rule(
    id="rows.equal",
    severity=WARNING,
    title="Rows that are equal in every cell were counted once",
    why="A file that was joined or exported twice doubles every site.",
)
ROWS_EQUAL_COUNTED = Rule(
    id="rows.equal_counted",
    severity=WARNING,
    title="Rows that are equal in every cell were all counted",
    why="Two equal entries may be two, or one that was written twice.",
)
POSITION_UNREADABLE = Rule(
    id="position.unreadable",
    severity=ERROR,
    title="A position in one cell cannot be read",
    why="A site without a position is placed at its {subregion} centre.",
)

RULES = rules_in(globals())
"""Every rule of this module."""
