"""What reading the tables looks for: files, headers, values, prices and the project file."""

from __future__ import annotations

from inventory import reading_rules
from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)

# -- the project file ---------------------------------------------------------------------------
CONFIG_MISSING = error_rule(
    "config.missing",
    "The folder has no readable kholboo.toml",
    "The project file names the tables, the currency and the scenarios.",
)
CONFIG_MALFORMED = error_rule(
    "config.malformed",
    "The project file is not valid TOML",
    "A file that cannot be parsed cannot be obeyed in part.",
)
CONFIG_REQUIRED = error_rule(
    "config.required",
    "The project file lacks a required setting",
    "Currency and tables are never assumed.",
)
CONFIG_UNKNOWN_KEY = error_rule(
    "config.unknown_key",
    "The project file has a setting that Kholboo does not know",
    "A misspelt setting would otherwise be a silent default.",
)
CONFIG_WRONG_VALUE = error_rule(
    "config.wrong_value",
    "A setting of the project file has a wrong value",
    "The value cannot be used as written.",
)

# -- files --------------------------------------------------------------------------------------
FILE_MISSING = error_rule(
    "file.missing",
    "A table's file does not exist",
    "The project file names a file that is not there.",
)
FILE_UNREADABLE = error_rule(
    "file.unreadable",
    "A table's file cannot be read",
    "It is a folder, it is locked, or permission is denied.",
)
FILE_EMPTY = error_rule(
    "file.empty",
    "A table's file is empty",
    "An empty file is more often a failed export than a wish.",
)
TABLE_NO_ROWS = warning_rule(
    "table.no_rows", "A table has a header and no rows", "Nothing of this kind will be used."
)
FILE_TOO_LARGE = error_rule(
    "file.too_large",
    "A table's file is larger than the limit",
    "A very large file is usually the wrong file; the limit can be raised by max_mib.",
)
FILE_NOT_A_TABLE = error_rule(
    "file.not_a_table",
    "A file is damaged or is not the kind of table its name says",
    "Reading on would invent data.",
)
FILE_UNSAFE = error_rule(
    "file.unsafe",
    "A file would take an unreasonable amount of memory or time to read",
    "A small file that unpacks to gigabytes, or never ends, stops the computer.",
)
FILE_OUTSIDE = warning_rule(
    "file.outside",
    "A table's file lies outside the project folder",
    "Every run keeps a copy of its tables: whoever receives the run receives this file, too.",
)
FILE_PACKAGE = error_rule(
    "file.package",
    "A file needs an optional package that is not installed",
    "GeoParquet is read through pyarrow.",
)
FILE_ENCODING_GUESSED = warning_rule(
    "file.encoding_guessed",
    "A text file is not UTF-8 and was read as cp1251",
    "A wrong guess turns names into other letters.",
)
FILE_ENCODING_WRONG = error_rule(
    "file.encoding_wrong", "A text file cannot be decoded", "Letters would be lost."
)
FILE_LAYER = error_rule(
    "file.layer",
    "A file has several layers or sheets, or not the one named",
    "Which one holds the table is not guessed.",
)
FILE_SHEET_CHOSEN = note_rule(
    "file.sheet_chosen", "One of several sheets was read", "The others were left alone."
)
FILE_CRS = error_rule(
    "file.crs",
    "The coordinate system of a layer is not known",
    "Every coordinate is WGS 84; others are transformed only from a known system.",
)
FILE_CRS_CHANGED = note_rule(
    "file.crs_changed", "A layer was transformed to WGS 84", "Its own coordinate system is another."
)
FILE_FORMULA = warning_rule(
    "file.formula",
    "A workbook has formulas without stored values, or cells with errors",
    "Such cells read as empty; opening and saving the workbook stores the values.",
)

# -- headers and columns ------------------------------------------------------------------------
HEADER_ROW = note_rule(
    "header.row", "The header is not in the first row", "Title rows above the header were left out."
)
HEADER_DUPLICATE = error_rule(
    "header.duplicate",
    "Two columns have the same header",
    "Which of them holds the values is not guessed.",
)
COLUMN_REQUIRED = error_rule(
    "column.required", "A required column is missing", "The table cannot be used without it."
)
COLUMN_MAPPED = error_rule(
    "column.mapped",
    "The project file maps a column to a header that the file lacks",
    "The header was renamed, or the mapping has a typing error.",
)
COLUMN_UNKNOWN = note_rule(
    "column.unknown",
    "A column is not used",
    "Its header is not one Kholboo knows; its text is kept but not read.",
)
COLUMN_NEAR = warning_rule(
    "column.near",
    "A column that is not used looks like one Kholboo reads",
    "A typing error or a unit in the header may hide a whole column.",
)
COLUMN_HALVES = warning_rule(
    "column.halves",
    "People are counted in two columns, and no column has them together",
    "Without the sum the largest school gains nothing; one half would halve every school.",
)
COLUMN_DOUBLED = note_rule(
    "column.doubled",
    "Two headers of a file mean the same column",
    "The first in the order of the column dictionary was read.",
)
COLUMN_UNIT = note_rule(
    "column.unit",
    "A column was converted from the unit in its header",
    "kbps become Mbps, km become m, thousand ₮ become ₮.",
)

# -- rows ---------------------------------------------------------------------------------------
ROW_SKIPPED = note_rule(
    "row.skipped",
    "A total row or a row of column numbers was left out",
    "It would count everything twice.",
)
ROW_TOO_LONG = error_rule(
    "row.too_long",
    "A row has more values than the header has columns",
    "A separator inside a value shifts everything after it.",
)
ROW_TOO_SHORT = warning_rule(
    "row.too_short",
    "A row has fewer values than the header has columns",
    "The file may be cut off.",
)
ROW_QUOTES = error_rule(
    "row.quotes",
    "The quotation marks of a text table do not pair",
    "Rows after an open quotation mark run together.",
)

# -- values -------------------------------------------------------------------------------------
VALUE_REQUIRED = error_rule(
    "value.required", "A required value is empty", "The row cannot be used without it."
)
VALUE_UNKNOWN = warning_rule(
    "value.unreadable_is_unknown",
    "Cells that cannot be read count as unknown",
    'The project file says unreadable = "unknown"; what such cells held is not planned with.',
)
VALUE_TOO_LONG = error_rule(
    "value.too_long",
    "A cell holds more text than a spreadsheet can",
    "Such a cell is a document in the wrong place, or a quotation mark that is never closed.",
)
NUMBER_AMBIGUOUS = error_rule(
    "number.ambiguous",
    "A number can be read in two ways",
    "12,500 is twelve and a half or twelve thousand five hundred; it is never guessed.",
)
NUMBER_UNREADABLE = error_rule(
    "number.unreadable",
    "A number is written with other text, or is not a number",
    "Text in a number column hides a value.",
)
NUMBER_NOT_WHOLE = error_rule(
    "number.not_whole",
    "A count is not a whole number",
    "There is no half a shift and no half a router.",
)
NUMBER_ROUNDED = note_rule(
    "number.rounded",
    "A count of people or computers has decimals and was rounded",
    "Full-time equivalents and means over a year: a part of a person counts as one person.",
)
NUMBER_OUT_OF_RANGE = error_rule(
    "number.out_of_range",
    "A number is negative or impossibly large",
    "It would carry a typing error into every total.",
)
CODE_UNKNOWN = error_rule(
    "code.unknown",
    "A value is not one of the allowed codes",
    "Kinds, roles, link types and levels are closed lists.",
)
CODE_ASSUMED = warning_rule(
    "code.assumed",
    "A broad value was read as one of the allowed codes",
    "'satellite' does not say which orbit; the assumption should be confirmed.",
)
DATE_UNREADABLE = error_rule(
    "date.unreadable",
    "A date is not year, month, day",
    "03/04/2026 is the third of April or the fourth of March; `date_format` says which.",
)
YES_NO_UNREADABLE = error_rule(
    "yes_no.unreadable",
    "A yes/no value is neither",
    "Yes, no, тийм, үгүй, true, false, 1, 0, 1.0 and 0.0 are understood, other words are not.",
)
EXPRESSION_PART = warning_rule(
    "expression.part_empty",
    "A part of a computed column is empty and counts as nothing",
    "A sum of boys and girls is too small where the girls were not counted.",
)
EXPRESSION_COLUMN = error_rule(
    "expression.column",
    "An expression of the project file is wrong, or names a column that the file lacks",
    "A misspelt column would otherwise be nothing in every row.",
)
EXPRESSION_VALUE = error_rule(
    "expression.value",
    "An expression of the project file has no value for a row",
    "A division by zero or a condition that is neither yes nor no is never guessed.",
)
ID_DAMAGED = error_rule(
    "id.damaged",
    "An identifier was turned into a rounded number",
    "Spreadsheets shorten long codes to 1.23457E+15 and the digits are lost.",
)
GEOMETRY_UNREADABLE = error_rule(
    "geometry.unreadable",
    "A geometry is damaged or of another type than the table needs",
    "A place, line or area that cannot be drawn cannot be planned with.",
)


RULES = rules_in(globals(), reading_rules.RULES)
"""Every rule of this room, in the order of their ids."""
