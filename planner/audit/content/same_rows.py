"""Compare two GeoPackages: every table as stored, or the rows of the layers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

Place = tuple[str, Any, Any]


def differing_table(recorded: Path, now: Path) -> Place | None:
    """Return the first row or the first definition that differs in any table of two files."""
    with closing(_open(recorded)) as old, closing(_open(now)) as new:
        before, after = _schema(old), _schema(new)
        for one, other in zip_longest(before, after):
            if one != other:
                return "schema", one, other
        stored = [n for kind, n, sql in after if kind == "table" and "VIRTUAL" not in (sql or "")]
        return _first_row(old, new, stored)


def differing_row(recorded: Path, now: Path) -> Place | None:
    """Return the first row that differs in any layer of two files."""
    with closing(_open(recorded)) as old, closing(_open(now)) as new:
        layers = [_layers(connection) for connection in (old, new)]
        if layers[0] != layers[1]:
            return "layers", layers[0], layers[1]
        tables = {name for kind, name, _ in _schema(old) if kind == "table"}
        strange = [name for name in layers[1] if name not in tables]
        if strange:  # a view may have rows without end
            return f"layer {strange[0]}", "no table", "table"
        return _first_row(old, new, layers[1])


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


def _layers(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT table_name FROM gpkg_contents ORDER BY 1").fetchall()
    return [str(name) for (name,) in rows]


def _first_row(old: sqlite3.Connection, new: sqlite3.Connection, tables: list[str]) -> Place | None:
    for table in tables:
        for number, (one, other) in enumerate(zip_longest(_rows(old, table), _rows(new, table))):
            if one != other:
                return _named(table, number, one, other)
    return None


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[tuple[str, Any], ...]]:
    """Yield the rows of a table, each as columns with values: first the names, then the rows."""
    quoted = table.replace('"', '""')
    cursor = connection.execute(f'SELECT * FROM "{quoted}"')  # quoted, read only
    names = [str(column[0]) for column in cursor.description]
    yield tuple((name, "column") for name in names)
    for row in cursor:
        yield tuple(zip(names, row, strict=True))


def _named(table: str, number: int, one: Any, other: Any) -> Place:
    """Return table, row and column of the first value that differs."""
    for before, after in zip_longest(one or (), other or (), fillvalue=("", None)):
        if before != after:
            column = after[0] or before[0]
            return f"layer {table}, row {number}, {column}", before[1], after[1]
    return f"layer {table}, row {number}", one, other
