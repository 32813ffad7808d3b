"""What the parts of an expression come to for one row: exact numbers, texts, yes/no or nothing."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn, TypeAlias

from inventory import rules
from inventory.findings import Rule
from inventory.values import (
    Cell,
    Fault,
    NumberFormat,
    cell_text,
    fold_value,
    is_absent,
    read_number,
    read_yes_no,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A cell of the row, not yet read: as number, text or yes/no, as the expression needs."""

    cell: Cell
    form: NumberFormat | None  # how its file writes numbers


Value: TypeAlias = Fraction | str | bool | Held | None


class RowFaultError(Exception):
    """A row for which an expression has no value."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.expected)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by the names in the expression, and how its file writes numbers."""

    cells: Mapping[str, Cell]
    form: NumberFormat | None

    def cell(self, name: str) -> Held:
        """Return the cell of a column, not yet read; raises KeyError."""
        return Held(self.cells[name], self.form)


def _stop(rule: Rule, expected: str, todo: str) -> NoReturn:
    raise RowFaultError(Fault(rule, expected, todo))


def is_empty(value: Value) -> bool:
    """Return whether a value is nothing, an empty text, or a cell that holds nothing."""
    return is_absent(value.cell) if isinstance(value, Held) else value is None or value == ""


# -- numbers ------------------------------------------------------------------------------------

_TODO_NUMBER = "correct the cell, or the expression in kholboo.toml"


def number_of(value: Value) -> Fraction | None:
    """Return a value as an exact number, None when it is empty; raises RowFaultError."""
    if isinstance(value, Fraction):
        return value
    if is_empty(value):
        return None
    if not isinstance(value, Held):
        _stop(rules.NUMBER_UNREADABLE, "a number", _TODO_NUMBER)
    number = read_number(value.cell, value.form, measure=False)
    if isinstance(number, Fault):
        raise RowFaultError(number)
    return Fraction(number)


def add(left: Value, right: Value) -> Fraction | None:
    """Return a sum; an empty part counts as nothing beside a number."""
    a, b = number_of(left), number_of(right)
    if a is None:
        return b
    return a if b is None else a + b


def subtract(left: Value, right: Value) -> Fraction | None:
    """Return a difference, empty without its first part; an empty second one counts as nothing."""
    a, b = number_of(left), number_of(right)
    return a if a is None or b is None else a - b


def multiply(left: Value, right: Value) -> Fraction | None:
    """Return a product, empty when a part is."""
    a, b = number_of(left), number_of(right)
    return None if a is None or b is None else a * b


def divide(left: Value, right: Value) -> Fraction | None:
    """Return a quotient, empty when a part is; raises RowFaultError for a divisor of zero."""
    a, b = number_of(left), number_of(right)
    if a is None or b is None:
        return None
    if b == 0:
        _stop(rules.EXPRESSION_VALUE, "a divisor other than zero", _TODO_NUMBER)
    return a / b


def negate(value: Value) -> Fraction | None:
    """Return a number with the other sign."""
    number = number_of(value)
    return None if number is None else -number


# -- truth --------------------------------------------------------------------------------------


def truth_of(value: Value) -> bool | None:
    """Return a value as yes or no, None when it is empty; raises RowFaultError."""
    if is_empty(value):
        return None
    found = _truth(value)
    if found is not None:
        return found
    _stop(
        rules.EXPRESSION_VALUE,
        "yes or no (тийм, үгүй)",
        "compare the column with something, as in status = 'open'",
    )


def opposite(truth: bool | None) -> bool | None:
    """Return the negation, None of what is unknown."""
    return None if truth is None else not truth


def all_of(parts: Sequence[bool | None]) -> bool | None:
    """Return whether all hold, None when unknown parts decide."""
    if False in parts:
        return False
    return None if None in parts else True


def any_of(parts: Sequence[bool | None]) -> bool | None:
    """Return whether one holds, None when unknown parts decide."""
    if True in parts:
        return True
    return None if None in parts else False


# -- comparisons --------------------------------------------------------------------------------

_ORDERS: Mapping[str, Callable[[Fraction | str, Fraction | str], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def compare(sign: str, left: Value, right: Value) -> bool | None:
    """Return whether a comparison holds, None when a side is empty; raises RowFaultError.

    Texts are compared folded, as headers are; only numbers and days (2026-03-31) have an order.
    """
    if sign == "=":
        return equal(left, right)
    if sign == "!=":
        same = equal(left, right)
        return None if same is None else not same
    if is_empty(left) or is_empty(right):
        return None
    days = _as_day(left), _as_day(right)
    if days[0] is not None and days[1] is not None:
        return _ORDERS[sign](days[0], days[1])
    a, b = number_of(left), number_of(right)
    return None if a is None or b is None else _ORDERS[sign](a, b)


def _as_day(value: Value) -> str | None:
    """Return a day as YYYY-MM-DD, None when it is none."""
    cell = value.cell if isinstance(value, Held) else value
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    return cell if isinstance(cell, str) and _DAY.fullmatch(cell) else None


def equal(left: Value, right: Value) -> bool | None:
    """Return whether two values are the same, None when one is empty.

    Compared with '' every value is either empty or not. With a number a cell is read as one;
    with true or false as yes or no; a cell that cannot be read so is not equal. A text such as
    'unknown', which otherwise counts as empty, is found where it is asked for.
    """
    if left == "" or right == "":
        return is_empty(left) and is_empty(right)
    if any(isinstance(v, str) and is_absent(v) for v in (left, right)):
        return _same_text(left, right)
    if is_empty(left) or is_empty(right):
        return None
    for a, b in ((left, right), (right, left)):
        if isinstance(a, bool):
            return _truth(b) is a
        if isinstance(a, Fraction):
            return _number(b) == a
    return _same_text(left, right)


def _truth(value: Value) -> bool | None:
    """Return a value as yes or no, None when it is neither."""
    if isinstance(value, bool):
        return value
    found = read_yes_no(value.cell) if isinstance(value, Held) else None
    return found if isinstance(found, bool) else None


def _number(value: Value) -> Fraction | None:
    """Return a value as a number, None when it is not one."""
    try:
        return number_of(value)
    except RowFaultError:
        return None


def _same_text(left: Value, right: Value) -> bool:
    """Return whether two cells or texts look the same, or two cells are the same number."""
    if fold_value(_text(left)) == fold_value(_text(right)):
        return True
    if not (isinstance(left, Held) and isinstance(right, Held)):
        return False
    number = _number(left)
    return number is not None and number == _number(right)


def _text(value: Value) -> str:
    """Return a cell or text as a person sees it."""
    return cell_text(value.cell) if isinstance(value, Held) else str(value or "")
