"""Formulas as every spreadsheet program may write them, brought to one form to be compared.

Programs save the same formula differently: LibreOffice leaves out quotation marks that a sheet's
name does not need, others add blanks, change the case of functions, or mark newer functions.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|'(?P<quoted>(?:[^']|'')*)'(?=!)"
    r"|(?P<sheet>[^\W\d][\w.]*)(?=!)"
    r"|(?P<gap>\s+)"
    r"|(?P<word>[\w.$]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_ADDED = re.compile(r"^(?:_XLFN\.|_XLWS\.|COM\.MICROSOFT\.)+")  # before names of newer functions
_PREFIX = re.compile(r"^\s*(?:of:|oooc:|msoxl:)?\s*=", re.IGNORECASE)
_JOINING = frozenset("_.$\"'")  # what may stand beside a blank that means an intersection


def is_formula(value: object) -> bool:
    """Return whether a cell's value is a formula."""
    return isinstance(value, str) and _PREFIX.match(value) is not None


def normalised(formula: str) -> str:
    """Return a formula in one form: sheets quoted, names in capitals, no blanks that say nothing.

    Texts within it and the names of sheets stay as they are.
    """
    body = _PREFIX.sub("", formula, count=1).strip()
    return "=" + "".join(_part(found, body) for found in _TOKEN.finditer(body))


def _part(found: re.Match[str], body: str) -> str:
    kind, text = found.lastgroup, found.group()
    if kind in ("quoted", "sheet"):
        name = found["quoted"].replace("''", "'") if kind == "quoted" else text
        return f"'{name}'"
    if kind == "word":
        return _ADDED.sub("", text.upper())
    if kind == "gap":
        joins = _joins(body[found.start() - 1]) and _joins(body[found.end()])
        return " " if joins else ""
    return text


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter in _JOINING
