"""Reading one cell of a record as the type a site or network needs; absent is None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inventory.records import Record, TableRead


_NUMBERS = (int, float, Decimal)


def records(tables: Mapping[str, TableRead], table: str) -> tuple[Record, ...]:
    """Return the rows of a table, none when the project does not have it."""
    read = tables.get(table)
    return read.records if read is not None else ()


def text(record: Record, column: str) -> str:
    """Return a cell as text without surrounding spaces, "" when absent."""
    value = record.values.get(column)
    if value is None:
        return ""
    if value.__class__ is str:
        return str(value).strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def real(record: Record, column: str) -> float | None:
    """Return a cell as a finite number, None when absent or not a number."""
    value = record.values.get(column)
    if value is None or value.__class__ is str:
        return None
    if value.__class__ is float:
        return value if isfinite(value) else None
    if isinstance(value, bool | str) or not isinstance(value, _NUMBERS):
        return None
    return float(value) if isfinite(value) else None


def whole(record: Record, column: str) -> int | None:
    """Return a cell as a whole number, None when absent or not whole."""
    if record.values.get(column) is None:
        return None
    value = real(record, column)
    return int(value) if value is not None and value.is_integer() else None


def money_minor(record: Record, column: str, minor_digits: int = 0) -> int | None:
    """Return a cell as whole accounting units of the plan currency, halves up, None when absent."""
    value = record.values.get(column)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    exact = Decimal(str(value)).scaleb(minor_digits)
    return int(exact.to_integral_value("ROUND_HALF_UP")) if exact.is_finite() else None


def yes(record: Record, column: str) -> bool | None:
    """Return a yes-or-no cell, None when absent."""
    value = record.values.get(column)
    return value if isinstance(value, bool) else None


def day(record: Record, column: str) -> str | None:
    """Return a cell as a date written YYYY-MM-DD, None when absent."""
    value = record.values.get(column)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)[:10] if value else None


def point(record: Record) -> tuple[float | None, float | None]:
    """Return longitude and latitude of a row, from its columns or else its point geometry."""
    longitude, latitude = real(record, "longitude"), real(record, "latitude")
    if longitude is None and latitude is None and kind_of(record.geometry) == "Point":
        return float(record.geometry.x), float(record.geometry.y)
    return longitude, latitude


def kind_of(geometry: Any) -> str:
    """Return the geometry type of a shape ("Point", "LineString"...), "" when it has none."""
    if geometry is None or geometry.is_empty:
        return ""
    return str(geometry.geom_type)


def lines(geometry: Any) -> Iterator[tuple[tuple[float, float], ...]]:
    """Yield each line of a line geometry as longitude, latitude pairs, height left out."""
    kind = kind_of(geometry)
    parts = geometry.geoms if kind == "MultiLineString" else (geometry,)
    if kind in ("LineString", "MultiLineString"):
        for part in parts:
            yield tuple((float(c[0]), float(c[1])) for c in part.coords)


def header(record: Record, column: str) -> str:
    """Return a column's name as the file writes it."""
    return str(record.headers.get(column, column))


def raw(record: Record, column: str) -> str:
    """Return a cell as the file writes it, "" when absent."""
    return str(record.raw.get(header(record, column), record.raw.get(column, "")) or "").strip()
