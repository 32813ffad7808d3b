"""Columns that the project file computes from others: students = "boys + girls"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from inventory import rules
from inventory.columns.places import Places
from inventory.expressions import Expression, ExpressionError, Kind, parse
from inventory.files.file_findings import FileFindings
from inventory.schema.column import Column, ValueType
from inventory.table_specs import FileSpec
from inventory.typed_cells import TwoReadings, typed_number
from inventory.values import (
    Cell,
    Fault,
    NumberFormat,
    cell_text,
    fold_value,
    has_three_places,
    is_absent,
    read_number,
    shorten,
    suggestion,
)

_NUMBERS = (ValueType.NUMBER, ValueType.WHOLE, ValueType.MONEY, ValueType.DECIMAL)


@dataclass(frozen=True, slots=True)
class Parts:
    """An expression and where the cells of its columns stand in a row."""

    expression: Expression
    places: Mapping[str, int]  # name in the expression -> index of the cell


@dataclass(frozen=True, slots=True)
class PartEmpty:
    """A computed number of which a part is empty; the rest counts."""

    value: Any  # as the column's reader gives it
    empty: str  # the names of the empty parts


RowReader: TypeAlias = Callable[[Sequence[Cell]], Any]


def is_computed(written: str) -> bool:
    """Return whether a mapping that is no header may be meant as an expression."""
    return any(sign in written for sign in "+*/`-\u2212")


def parts_of(
    column: Column, written: str, headers: Sequence[str], row: int | None, findings: FileFindings
) -> Parts | None:
    """Return the parts of a computed column; None with a finding where it cannot be computed."""
    fault = _wrong(column, written)
    if fault is not None:
        _note(column, written, fault, "", row, findings)
        return None
    expression = parse(written)
    where = Places(headers)
    places: dict[str, int] = {}
    for name in expression.names:
        index = where.index(name)
        if index is None:
            near = suggestion(name, [header for header in headers if header])
            _note(column, written, f"no column {shorten(name)}", near or "", row, findings)
            return None
        places[name] = index
    return Parts(expression, places)


def _wrong(column: Column, written: str) -> str | None:
    """Return why a text is no expression for a column."""
    if column.type not in _NUMBERS:
        return "an expression for a column that holds no numbers"
    try:
        expression = parse(written)
    except ExpressionError as error:
        return str(error)
    if expression.kind is Kind.CONDITION:
        return "a condition where a number is computed"
    return None if expression.names else "an expression without a column"


def _note(
    column: Column, written: str, found: str, near: str, row: int | None, findings: FileFindings
) -> None:
    findings.add(
        rules.EXPRESSION_COLUMN,
        row,
        shorten(written),
        found=found,
        expected=f"headers of the file, with + - * / between them, for {column.name}",
        todo=f"write {near}" if near else f"correct columns.{column.name} in kholboo.toml",
    )


# -- rows ---------------------------------------------------------------------------------------


def row_reader(column: Column, parts: Parts, spec: FileSpec) -> RowReader:
    """Return the function that computes a column from the cells of a row.

    It gives what a reader of cells gives, or PartEmpty. Codes that `values` declares for the column
    hold for every part, and no part may lie below the least number of the column.
    """
    codes = spec.values.get(column.name, {})
    form, names = spec.number_format, parts.expression.names

    def read(cells: Sequence[Cell]) -> Any:
        held = {name: _meant(cells[index], codes) for name, index in parts.places.items()}
        for name in names:
            fault = _below(column, name, held[name], form)
            if fault is not None:
                return fault
        number = parts.expression.number(held, form)
        if not isinstance(number, Fraction):
            return number
        value = typed_number(column, _decimal(number))
        if column.is_price and not isinstance(value, Fault):
            for cell in held.values():
                if has_three_places(cell, form):
                    return TwoReadings(value)
        empty = [name for name in names if is_absent(held[name])]
        return PartEmpty(value, ", ".join(empty)) if empty else value

    return read


def cells_text(parts: Parts, cells: Sequence[Cell]) -> str:
    """Return the cells that a number is computed from, as a person sees them."""
    return ", ".join(f"{name} {cell_text(cells[i])}".strip() for name, i in parts.places.items())


def _meant(cell: Cell, codes: Mapping[str, str]) -> Cell:
    """Return a cell, or what the project file says that its text means."""
    return codes.get(fold_value(cell_text(cell)), cell) if codes else cell


def _below(column: Column, name: str, cell: Cell, form: NumberFormat | None) -> Fault | None:
    """Return the fault of a part below the least number of the column, as a code for missing is."""
    if column.low is None or is_absent(cell):
        return None
    number = read_number(cell, form, measure=False)
    if isinstance(number, Fault) or number >= column.low:
        return None
    expected = f"at least {column.low} in {shorten(name, 40)}"
    code = f'values = {{ {column.name} = {{ "{cell_text(cell)}" = "" }} }}'
    todo = f"correct it, or declare a code for missing: {code}"
    return Fault(rules.NUMBER_OUT_OF_RANGE, expected, todo)


def _decimal(number: Fraction) -> Decimal:
    """Return a fraction as a decimal number, exactly where there is one of 28 digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)
