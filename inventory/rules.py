"""What reading the tables looks for: files, headers, values, prices and the project file."""

from __future__ import annotations

from inventory import reading_rules
from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in

# -- the project file ---------------------------------------------------------------------------
CONFIG_MISSING = Rule(
    id="config.missing",
    severity=ERROR,
    title="The folder has no readable kholboo.toml",
    why="The project file names the tables, the currency and the scenarios.",
)
CONFIG_MALFORMED = Rule(
    id="config.malformed",
    severity=ERROR,
    title="The project file is not valid TOML",
    why="A file that cannot be parsed cannot be obeyed in part.",
)
CONFIG_REQUIRED = Rule(
    id="config.required",
    severity=ERROR,
    title="The project file lacks a required setting",
    why="Currency and tables are never assumed.",
)
CONFIG_UNKNOWN_KEY = Rule(
    id="config.unknown_key",
    severity=ERROR,
    title="The project file has a setting that Kholboo does not know",
    why="A misspelt setting would otherwise be a silent default.",
)
CONFIG_WRONG_VALUE = Rule(
    id="config.wrong_value",
    severity=ERROR,
    title="A setting of the project file has a wrong value",
    why="The value cannot be used as written.",
)

# -- files --------------------------------------------------------------------------------------
FILE_MISSING = Rule(
    id="file.missing",
    severity=ERROR,
    title="A table's file does not exist",
    why="The project file names a file that is not there.",
)
FILE_UNREADABLE = Rule(
    id="file.unreadable",
    severity=ERROR,
    title="A table's file cannot be read",
    why="It is a folder, it is locked, or permission is denied.",
)
FILE_EMPTY = Rule(
    id="file.empty",
    severity=ERROR,
    title="A table's file is empty",
    why="An empty file is more often a failed export than a wish.",
)
TABLE_NO_ROWS = Rule(
    id="table.no_rows",
    severity=WARNING,
    title="A table has a header and no rows",
    why="Nothing of this kind will be used.",
)
FILE_TOO_LARGE = Rule(
    id="file.too_large",
    severity=ERROR,
    title="A table's file is larger than the limit",
    why="A very large file is usually the wrong file; the limit can be raised by max_mib.",
)
FILE_NOT_A_TABLE = Rule(
    id="file.not_a_table",
    severity=ERROR,
    title="A file is damaged or is not the kind of table its name says",
    why="Reading on would invent data.",
)
FILE_UNSAFE = Rule(
    id="file.unsafe",
    severity=ERROR,
    title="A file would take an unreasonable amount of memory or time to read",
    why="A small file that unpacks to gigabytes, or never ends, stops the computer.",
)
FILE_OUTSIDE = Rule(
    id="file.outside",
    severity=WARNING,
    title="A table's file lies outside the project folder",
    why="Every run keeps a copy of its tables: whoever receives the run receives this file, too.",
)
FILE_PACKAGE = Rule(
    id="file.package",
    severity=ERROR,
    title="A file needs an optional package that is not installed",
    why="GeoParquet is read through pyarrow.",
)
FILE_ENCODING_GUESSED = Rule(
    id="file.encoding_guessed",
    severity=WARNING,
    title="A text file is not UTF-8 and was read as cp1251",
    why="A wrong guess turns names into other letters.",
)
FILE_ENCODING_WRONG = Rule(
    id="file.encoding_wrong",
    severity=ERROR,
    title="A text file cannot be decoded",
    why="Letters would be lost.",
)
FILE_LAYER = Rule(
    id="file.layer",
    severity=ERROR,
    title="A file has several layers or sheets, or not the one named",
    why="Which one holds the table is not guessed.",
)
FILE_SHEET_CHOSEN = Rule(
    id="file.sheet_chosen",
    severity=NOTE,
    title="One of several sheets was read",
    why="The others were left alone.",
)
FILE_CRS = Rule(
    id="file.crs",
    severity=ERROR,
    title="The coordinate system of a layer is not known",
    why="Every coordinate is WGS 84; others are transformed only from a known system.",
)
FILE_CRS_CHANGED = Rule(
    id="file.crs_changed",
    severity=NOTE,
    title="A layer was transformed to WGS 84",
    why="Its own coordinate system is another.",
)
FILE_FORMULA = Rule(
    id="file.formula",
    severity=WARNING,
    title="A workbook has formulas without stored values, or cells with errors",
    why="Such cells read as empty; opening and saving the workbook stores the values.",
)

# -- headers and columns ------------------------------------------------------------------------
HEADER_ROW = Rule(
    id="header.row",
    severity=NOTE,
    title="The header is not in the first row",
    why="Title rows above the header were left out.",
)
HEADER_DUPLICATE = Rule(
    id="header.duplicate",
    severity=ERROR,
    title="Two columns have the same header",
    why="Which of them holds the values is not guessed.",
)
COLUMN_REQUIRED = Rule(
    id="column.required",
    severity=ERROR,
    title="A required column is missing",
    why="The table cannot be used without it.",
)
COLUMN_MAPPED = Rule(
    id="column.mapped",
    severity=ERROR,
    title="The project file maps a column to a header that the file lacks",
    why="The header was renamed, or the mapping has a typing error.",
)
COLUMN_UNKNOWN = Rule(
    id="column.unknown",
    severity=NOTE,
    title="A column is not used",
    why="Its header is not one Kholboo knows; its text is kept but not read.",
)
COLUMN_NEAR = Rule(
    id="column.near",
    severity=WARNING,
    title="A column that is not used looks like one Kholboo reads",
    why="A typing error or a unit in the header may hide a whole column.",
)
COLUMN_HALVES = Rule(
    id="column.halves",
    severity=WARNING,
    title="People are counted in two columns, and no column has them together",
    why="Without the sum the largest school gains nothing; one half would halve every school.",
)
COLUMN_DOUBLED = Rule(
    id="column.doubled",
    severity=NOTE,
    title="Two headers of a file mean the same column",
    why="The first in the order of the column dictionary was read.",
)
COLUMN_UNIT = Rule(
    id="column.unit",
    severity=NOTE,
    title="A column was converted from the unit in its header",
    why="kbps become Mbps, km become m, thousand ₮ become ₮.",
)

# -- rows ---------------------------------------------------------------------------------------
ROW_SKIPPED = Rule(
    id="row.skipped",
    severity=NOTE,
    title="A total row or a row of column numbers was left out",
    why="It would count everything twice.",
)
ROW_TOO_LONG = Rule(
    id="row.too_long",
    severity=ERROR,
    title="A row has more values than the header has columns",
    why="A separator inside a value shifts everything after it.",
)
ROW_TOO_SHORT = Rule(
    id="row.too_short",
    severity=WARNING,
    title="A row has fewer values than the header has columns",
    why="The file may be cut off.",
)
ROW_QUOTES = Rule(
    id="row.quotes",
    severity=ERROR,
    title="The quotation marks of a text table do not pair",
    why="Rows after an open quotation mark run together.",
)

# -- values -------------------------------------------------------------------------------------
VALUE_REQUIRED = Rule(
    id="value.required",
    severity=ERROR,
    title="A required value is empty",
    why="The row cannot be used without it.",
)
VALUE_UNKNOWN = Rule(
    id="value.unreadable_is_unknown",
    severity=WARNING,
    title="Cells that cannot be read count as unknown",
    why='The project file says unreadable = "unknown"; what such cells held is not planned with.',
)
VALUE_TOO_LONG = Rule(
    id="value.too_long",
    severity=ERROR,
    title="A cell holds more text than a spreadsheet can",
    why="Such a cell is a document in the wrong place, or a quotation mark that is never closed.",
)
NUMBER_AMBIGUOUS = Rule(
    id="number.ambiguous",
    severity=ERROR,
    title="A number can be read in two ways",
    why="12,500 is twelve and a half or twelve thousand five hundred; it is never guessed.",
)
NUMBER_UNREADABLE = Rule(
    id="number.unreadable",
    severity=ERROR,
    title="A number is written with other text, or is not a number",
    why="Text in a number column hides a value.",
)
NUMBER_NOT_WHOLE = Rule(
    id="number.not_whole",
    severity=ERROR,
    title="A count is not a whole number",
    why="There is no half a shift and no half a router.",
)
NUMBER_ROUNDED = Rule(
    id="number.rounded",
    severity=NOTE,
    title="A count of people or computers has decimals and was rounded",
    why="Full-time equivalents and means over a year: a part of a person counts as one person.",
)
NUMBER_OUT_OF_RANGE = Rule(
    id="number.out_of_range",
    severity=ERROR,
    title="A number is negative or impossibly large",
    why="It would carry a typing error into every total.",
)
CODE_UNKNOWN = Rule(
    id="code.unknown",
    severity=ERROR,
    title="A value is not one of the allowed codes",
    why="Kinds, roles, link types and levels are closed lists.",
)
CODE_ASSUMED = Rule(
    id="code.assumed",
    severity=WARNING,
    title="A broad value was read as one of the allowed codes",
    why="'satellite' does not say which orbit; the assumption should be confirmed.",
)
DATE_UNREADABLE = Rule(
    id="date.unreadable",
    severity=ERROR,
    title="A date is not year, month, day",
    why="03/04/2026 is the third of April or the fourth of March; `date_format` says which.",
)
YES_NO_UNREADABLE = Rule(
    id="yes_no.unreadable",
    severity=ERROR,
    title="A yes/no value is neither",
    why="Yes, no, тийм, үгүй, true, false, 1, 0, 1.0 and 0.0 are understood, other words are not.",
)
EXPRESSION_PART = Rule(
    id="expression.part_empty",
    severity=WARNING,
    title="A part of a computed column is empty and counts as nothing",
    why="A sum of boys and girls is too small where the girls were not counted.",
)
EXPRESSION_COLUMN = Rule(
    id="expression.column",
    severity=ERROR,
    title="An expression of the project file is wrong, or names a column that the file lacks",
    why="A misspelt column would otherwise be nothing in every row.",
)
EXPRESSION_VALUE = Rule(
    id="expression.value",
    severity=ERROR,
    title="An expression of the project file has no value for a row",
    why="A division by zero or a condition that is neither yes nor no is never guessed.",
)
ID_DAMAGED = Rule(
    id="id.damaged",
    severity=ERROR,
    title="An identifier was turned into a rounded number",
    why="Spreadsheets shorten long codes to 1.23457E+15 and the digits are lost.",
)
GEOMETRY_UNREADABLE = Rule(
    id="geometry.unreadable",
    severity=ERROR,
    title="A geometry is damaged or of another type than the table needs",
    why="A place, line or area that cannot be drawn cannot be planned with.",
)


RULES = rules_in(globals(), reading_rules.RULES)
"""Every rule of this room, in the order of their ids."""
