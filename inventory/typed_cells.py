"""Reading the cells of a column: a typed value, nothing, an assumption, or a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from inventory import rules
from inventory.files.vectors.positions import read_angle
from inventory.schema.column import Column, Decimals, ValueType
from inventory.values import (
    Cell,
    DateFormat,
    Fault,
    NumberFormat,
    cell_text,
    fold,
    fold_value,
    half_up,
    has_three_places,
    in_range,
    is_absent,
    plain_text,
    read_date,
    read_identifier,
    read_number,
    read_yes_no,
    rounded_up,
    suggestion,
    whole,
)


@dataclass(frozen=True, slots=True)
class Assumed:
    """A code that a broad word was read as."""

    code: str


@dataclass(frozen=True, slots=True)
class Rounded:
    """A whole number that was written with decimals."""

    value: int


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A price of digits, one mark and three digits: its currency tells whether it is one price."""

    value: Any


def plain_value(value: Any) -> Any:
    """Return what a reading comes to, whether it is to be told or not."""
    if isinstance(value, Assumed):
        return value.code
    return value.value if isinstance(value, Rounded | TwoReadings) else value


CellReader: TypeAlias = Callable[[Cell], Any]


def cell_reader(
    column: Column,
    form: NumberFormat | None,
    factor: Decimal | None,
    translations: Mapping[str, str],
    dates: DateFormat | None = None,
) -> CellReader:
    """Return the function that reads a cell of a column.

    It gives a typed value, None for nothing, Assumed or Rounded for what is to be told, or a Fault.
    """
    read = _typed(column, form, factor, dates)
    if translations:
        plain = read

        def read(cell: Cell) -> Any:
            return plain(translations.get(fold_value(cell_text(cell)), cell))

    if column.type in (ValueType.IDENTIFIER, ValueType.TEXT) and not translations:
        return read
    return _remembering(read)


def _remembering(read: CellReader) -> CellReader:
    """Return a reader that reads each different cell once; columns repeat their values."""
    return _Known(read).__getitem__


class _Known(dict[Any, Any]):
    """What cells mean, by the cell; 1, 1.0 and True are three cells, told apart by their type."""

    def __init__(self, read: CellReader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        """Read a cell that was not asked for before; a cell that is no text stands by its type."""
        if cell is None or cell.__class__ is str:
            value = self[cell] = self._read(cell)
            return value
        key = (cell.__class__, cell)
        if key not in self:
            self[key] = self._read(cell)
        return dict.__getitem__(self, key)


def _typed(
    column: Column, form: NumberFormat | None, factor: Decimal | None, dates: DateFormat | None
) -> CellReader:
    """Return the reader of a column's type."""
    match column.type:
        case ValueType.TEXT:
            return lambda cell: plain_text(cell) or None
        case ValueType.IDENTIFIER:
            return lambda cell: read_identifier(cell) or None
        case ValueType.CODE:
            return lambda cell: _read_code(column, cell)
        case ValueType.YES_NO:
            return lambda cell: None if is_absent(cell) else read_yes_no(cell)
        case ValueType.DATE:
            return lambda cell: None if is_absent(cell) else read_date(cell, dates)
        case ValueType.NUMBER | ValueType.WHOLE | ValueType.MONEY | ValueType.DECIMAL:
            return lambda cell: (
                None if is_absent(cell) else _read_number(column, cell, form, factor)
            )


def _read_number(
    column: Column, cell: Cell, form: NumberFormat | None, factor: Decimal | None
) -> float | int | Decimal | Rounded | TwoReadings | Fault:
    """Return a number in the column's unit and type, inside its range."""
    measure = column.type is ValueType.NUMBER
    number = read_number(cell, form, measure=measure)
    if isinstance(number, Fault):
        angle = read_angle(cell) if column.unit == "degrees" and isinstance(cell, str) else None
        return number if angle is None else angle
    if factor is not None:
        number *= factor
    value = typed_number(column, number)
    doubtful = column.is_price and has_three_places(cell, form) and not isinstance(value, Fault)
    return TwoReadings(value) if doubtful else value


def typed_number(column: Column, number: Decimal) -> float | int | Decimal | Rounded | Fault:
    """Return a number in the column's type, inside its range."""
    fault = in_range(number, column.low, column.high)
    if fault is not None:
        return fault
    match column.type:
        case ValueType.WHOLE:
            return _whole(column, number)
        case ValueType.MONEY:
            return int(number) if number == number.to_integral_value() else number
        case ValueType.DECIMAL:
            return number
        case _:
            return float(number)


def _whole(column: Column, number: Decimal) -> int | Rounded | Fault:
    """Return a whole number; decimals are rounded where the column has people or means."""
    if column.decimals is Decimals.NONE or number == number.to_integral_value():
        return whole(number)
    return Rounded(rounded_up(number) if column.decimals is Decimals.UP else half_up(number))


def _read_code(column: Column, cell: Cell) -> str | Assumed | Fault | None:
    """Return the code that a cell's words mean."""
    text = plain_text(cell)
    code = _code_of(column, text)
    if code is not None:
        return code
    if is_absent(text):
        return None
    if column.many:
        codes = [_code_of(column, part) for part in text.replace(",", "/").split("/")]
        if all(isinstance(c, str) for c in codes):
            order = [c.code for c in column.codes]
            return max((c for c in codes if isinstance(c, str)), key=order.index)
    return _unknown_code(column, text)


def _code_of(column: Column, text: str) -> str | Assumed | None:
    """Return the code of one word, marked when it is an assumption."""
    word = fold(text)
    if not word:
        return None
    if word in column.code_of:
        return column.code_of[word]
    if word in column.assumed_code_of:
        return Assumed(column.assumed_code_of[word])
    return None


def _unknown_code(column: Column, text: str) -> Fault:
    """Return the fault of a value that is no code, with the nearest one."""
    near = suggestion(text, column.code_of)
    codes = ", ".join(code.code for code in column.codes)
    todo = f"write {column.code_of[near]}" if near else "correct it, or translate it under `values`"
    return Fault(rules.CODE_UNKNOWN, f"one of {codes}", todo)
