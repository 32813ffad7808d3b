"""Reading one value: a cell becomes a number, a date or yes/no, or a fault that says why."""

from __future__ import annotations

import datetime as dt
import difflib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from inventory import rules
from inventory.findings import Rule

Cell: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
"""What a reader finds in a cell: text from text tables, typed values from workbooks and layers."""


class NumberFormat(StrEnum):
    """How a file writes numbers as text."""

    PLAIN = "1234.5"
    COMMA_THOUSANDS = "1,234.5"
    SPACE_THOUSANDS = "1 234,5"
    POINT_THOUSANDS = "1.234,5"
    DECIMAL_COMMA = "1234,5"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read; it becomes a finding at the cell's row and column."""

    rule: Rule
    expected: str
    todo: str


# Latin and other letters that are typed for Cyrillic ones, and the stand-ins of old Mongolian
# encodings (cp1251 has no ө and ү, so texts use є and ї). Applied to both sides of a comparison.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("abcehkmoptxyvi", "авсенкмортхууі", strict=True)),
        **dict.fromkeys("өѳɵθєöó", "о"),
        **dict.fromkeys("үұїü", "у"),
        "ё": "е",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\ufeff": "",
        "\u00ad": "",
    }
)
_SEPARATORS = re.compile(r"[\s_\-‐-―.:;*№#]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return text for matching only: NFC, case, spaces, ө/о, ү/у and look-alike letters folded."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LOOK_ALIKES)
    return _SEPARATORS.sub(" ", folded).strip()


def fold_all(*texts: str) -> frozenset[str]:
    """Return texts for matching only, folded."""
    return frozenset(map(fold, texts))


_NEGATIVE = re.compile(r"\s*[-\u2212]\s*[0-9.,]")
_NO_DECIMALS = re.compile(r"([0-9])\.0{1,2}\s*$")  # 1.000 may be a thousand


@lru_cache(maxsize=65536)
def fold_value(text: str) -> str:
    """Return a cell's text for matching only: folded, but -1 is not 1, and -8.0 is -8."""
    sign = "-" if _NEGATIVE.match(text) else ""
    return sign + fold(_NO_DECIMALS.sub(r"\1", text).replace("\u2212", "-"))


def shorten(text: str, limit: int = 80) -> str:
    """Return text as one line of at most `limit` characters, for a finding."""
    line = " ".join(text.split())
    line = "".join(c if c.isprintable() else "\ufffd" for c in line)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def suggestion(text: str, options: Iterable[str]) -> str | None:
    """Return the option most like the text, compared folded, or None when none is near."""
    by_fold = {fold(option): option for option in options}
    near = difflib.get_close_matches(fold(text), by_fold, n=1, cutoff=0.7)
    return by_fold[near[0]] if near else None


def cell_text(cell: Cell) -> str:
    """Return a cell as the text a person would see in it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return _datetime_text(cell)
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _datetime_text(moment: dt.datetime) -> str:
    """Return a date alone when the time is midnight."""
    if moment.time() == dt.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


_ABSENT = frozenset(
    fold(word)
    for word in (
        *("", "-", "–", "—", "--", "...", "…", "n/a", "na", "#n/a", "nan", "null", "nil", "?"),
        *("тодорхойгүй", "мэдээлэлгүй", "мэдээлэл байхгүй", "мэдэхгүй", "unknown", "not known"),
    )
)


def is_absent(cell: Cell) -> bool:
    """Return whether a cell holds nothing, or a dash or word that stands for nothing."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell or fold(cell) in _ABSENT
    return isinstance(cell, float) and cell != cell  # not a number: a missing value of a layer


# -- numbers ------------------------------------------------------------------------------------

_SPACES = " \u00a0\u202f\u2009"
_PATTERNS: Mapping[NumberFormat, re.Pattern[str]] = {
    NumberFormat.PLAIN: re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    NumberFormat.COMMA_THOUSANDS: re.compile(
        r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    ),
    NumberFormat.SPACE_THOUSANDS: re.compile(
        rf"[+-]?(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?"
    ),
    NumberFormat.POINT_THOUSANDS: re.compile(
        r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"
    ),
    NumberFormat.DECIMAL_COMMA: re.compile(r"[+-]?[0-9]+(?:,[0-9]+)?"),
}
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_SEPARATED = re.compile(rf"[+-]?[0-9][0-9.,'’{_SPACES}]*")
_THREE_PLACES = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
_POINT_DECIMALS = frozenset({NumberFormat.PLAIN, NumberFormat.COMMA_THOUSANDS})

LARGEST = Decimal(10) ** 15
"""No number of an inventory is larger; larger ones are findings."""

AMBIGUOUS_TODO = (
    "declare how the file writes numbers in kholboo.toml: number_format is one of "
    + ", ".join(f'"{f.value}"' for f in NumberFormat)
)


def read_number(cell: Cell, form: NumberFormat | None, *, measure: bool = True) -> Decimal | Fault:
    """Return the exact number in a cell.

    `form` None means undeclared: then only 1234 and 12.5 are read. `measure` False marks counts
    and money, where an undeclared 1.000 may be a thousand and is a fault.
    """
    if isinstance(cell, bool):
        return Fault(rules.NUMBER_UNREADABLE, "a number", "write the number, not yes/no")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return _native(cell)
    if isinstance(cell, str):
        return _number_in_text(cell.strip().replace("\u2212", "-"), form, measure)
    return Fault(rules.NUMBER_UNREADABLE, "a number", "format the cell as a number, not a date")


def _native(number: float) -> Decimal | Fault:
    """Return a spreadsheet's own number, by its shortest decimal text."""
    exact = Decimal(repr(number))
    if not exact.is_finite():
        return Fault(rules.NUMBER_UNREADABLE, "a finite number", "correct the value")
    return exact


def _number_in_text(text: str, form: NumberFormat | None, measure: bool) -> Decimal | Fault:
    """Return a number written as text in the file's number format."""
    used = form or NumberFormat.PLAIN
    if _PATTERNS[used].fullmatch(text):
        if form is None and not measure and _THREE_PLACES.fullmatch(text):
            return Fault(rules.NUMBER_AMBIGUOUS, "a number in a known format", AMBIGUOUS_TODO)
        return _exact(text, used)
    if measure and used in _POINT_DECIMALS and _SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    if form is None and _SEPARATED.fullmatch(text):
        return Fault(rules.NUMBER_AMBIGUOUS, "a number in a known format", AMBIGUOUS_TODO)
    expected = "a plain number" if form is None else f"a number written like {form.value}"
    todo = "write the number alone; a unit belongs in the header"
    if form is not None and _SEPARATED.fullmatch(text):
        todo = "write it so, or declare another number_format for the file in kholboo.toml"
    return Fault(rules.NUMBER_UNREADABLE, expected, todo)


_ONE_MARK = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}")
_WITH_THOUSANDS = frozenset(
    {NumberFormat.COMMA_THOUSANDS, NumberFormat.SPACE_THOUSANDS, NumberFormat.POINT_THOUSANDS}
)


def has_three_places(cell: Cell, form: NumberFormat | None) -> bool:
    """Return whether a text is digits, one mark and three digits, and no format decides of it.

    Only a format with a mark of thousands says whether 650.000 is a number with decimals.
    """
    return (
        isinstance(cell, str)
        and form not in _WITH_THOUSANDS
        and _ONE_MARK.fullmatch(cell.strip()) is not None
    )


def _exact(text: str, form: NumberFormat) -> Decimal:
    """Return the decimal of a text that matches its format."""
    if form in _POINT_DECIMALS:
        return Decimal(text.replace(",", ""))
    return Decimal(text.translate(_NO_THOUSANDS).replace(",", "."))


_NO_THOUSANDS = str.maketrans("", "", "." + _SPACES)


def in_range(number: Decimal, low: Decimal | None, high: Decimal | None) -> Fault | None:
    """Return a fault when a number is outside its range or impossibly large."""
    top = LARGEST if high is None else high
    bottom = -LARGEST if low is None else low
    if bottom <= number <= top:
        return None
    if low is not None and number < low:
        expected = f"at least {low}"
    else:
        expected = f"between {bottom:f} and {top:f}"
    return Fault(rules.NUMBER_OUT_OF_RANGE, expected, "correct the number")


def rounded_up(number: Decimal) -> int:
    """Return the next whole number: a person at work for two thirds of the time is a person."""
    return int(number.to_integral_value(rounding=ROUND_CEILING))


def whole(number: Decimal) -> int | Fault:
    """Return a number that must be whole."""
    if number != number.to_integral_value():
        return Fault(rules.NUMBER_NOT_WHOLE, "a whole number", "correct the number")
    return int(number)


def half_up(number: Decimal) -> int:
    """Return the nearest whole number, halves upwards, as money is rounded."""
    return int(number.to_integral_value(rounding=ROUND_HALF_UP))


# -- yes/no, dates, identifiers -------------------------------------------------------------------

_YES = fold_all(
    *("yes", "y", "true", "t", "1", "тийм", "байгаа", "бий", "бий.", "иә", "бар"),
    *("да", "есть", "oui", "sim", "sí", "si", "ja"),
)
_NO = fold_all(
    *("no", "n", "false", "f", "0", "үгүй", "байхгүй", "жоқ", "none"),
    *("нет", "non", "não", "nao", "nein"),
)
_DIGIT_WITH_DECIMALS = re.compile(r"\s*([01])[.,]0{1,2}\s*")


def read_yes_no(cell: Cell) -> bool | Fault:
    """Return the truth in a cell: yes/no, тийм/үгүй, true/false, 1/0, and 1.0/0.0 of statistics."""
    if isinstance(cell, bool):
        return cell
    text = cell_text(cell)
    number = _DIGIT_WITH_DECIMALS.fullmatch(text)
    word = number[1] if number else fold_value(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    return Fault(rules.YES_NO_UNREADABLE, "yes or no (тийм, үгүй)", "write yes or no")


class DateFormat(StrEnum):
    """In which order a file writes a date as text; any of . / - may stand between its parts."""

    YEAR_FIRST = "2026-12-31"
    DAY_FIRST = "31.12.2026"
    MONTH_FIRST = "12/31/2026"


_TIME = r"\.?(?:[T ][0-9:.+Z-]*)?"
_DATE = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})" + _TIME)
_DATE_TODO = 'write it so, or declare date_format in kholboo.toml, such as "31.12.2026"'


def read_date(cell: Cell, form: DateFormat | None = None) -> str | Fault:
    """Return a date as YYYY-MM-DD from 2026-03-31, 2026.03.31, 2026/03/31 or a date cell.

    `form` is the order that the file declares; without one a text with the year last is a fault.
    """
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    parts = _date_parts(cell.strip(), form) if isinstance(cell, str) else None
    try:
        if parts is not None:
            return dt.date(*parts).isoformat()
    except ValueError:
        pass
    expected = (
        "year, month, day such as 2026.03.31" if form is None else f"a date like {form.value}"
    )
    return Fault(rules.DATE_UNREADABLE, expected, _DATE_TODO if form is None else "write it so")


def _date_parts(text: str, form: DateFormat | None) -> tuple[int, int, int] | None:
    """Return year, month and day as a text writes them, None when it is no date of the order."""
    if found := _DATE.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    found = _YEAR_LAST.fullmatch(text)
    if found is None or form in (None, DateFormat.YEAR_FIRST):
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    return (year, second, first) if form is DateFormat.DAY_FIRST else (year, first, second)


_ROUNDED = re.compile(r"[0-9][.,][0-9]+[eE]\+[0-9]{2,3}")


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def plain_text(cell: Cell) -> str:
    """Return a cell as text without blanks around it; HTML entities become their letters."""
    text = cell_text(cell)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text.strip()


def read_identifier(cell: Cell) -> str | Fault:
    """Return an identifier as text: a number cell 34625 is "34625", without a decimal point."""
    text = plain_text(cell)
    if _ROUNDED.fullmatch(text):
        todo = "format the column as text in the spreadsheet and export it again"
        return Fault(rules.ID_DAMAGED, "the whole code", todo)
    return text
