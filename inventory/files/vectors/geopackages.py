"""GeoPackages as databases: sound, made of tables only, and not larger than a table may be.

A GeoPackage may hold views, which are programs: one of a few words never ends. Only tables are
read. Everything asked of the database here has limits on time and on the size of a value.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inventory.coordinate_systems import is_followed
from inventory.files.limits import LARGEST_COLUMNS, Meter, TooLarge, check_columns

LONGEST_SECONDS = 60
LARGEST_VALUE_BYTES = 64 * 2**20
_STEPS = 100_000  # of the database's machine between two looks at the clock
_VALUE_BYTES, _WRITTEN_FACTOR = 64, 3  # bytes, their copy and the geometry made of them
_MOST_SYSTEMS = 10_000  # EPSG knows some seven thousand
_OWN_PREFIXES = ("gpkg_", "rtree_", "sqlite_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The tables of a GeoPackage that may be layers, and the views that are never read."""

    tables: tuple[str, ...]
    views: tuple[str, ...]


def inspect(path: Path) -> Contents:
    """Return what a GeoPackage holds, after a check of its pages.

    Raises ValueError for a file that is not a sound SQLite database or hides programs in it,
    sqlite3.Error and TooLarge otherwise.
    """
    with path.open("rb") as opened:
        if not opened.read(16).startswith(b"SQLite format 3\0"):
            raise ValueError("not a SQLite database")
    with _connected(path) as connection:
        _check_pages(connection)
        kinds = _kinds(connection)
        tables = [name for name, kind in kinds.items() if kind == "table" and not _is_own(name)]
        views = [name for name, kind in kinds.items() if kind == "view"]
        if any(_is_own(name) for name in views):
            raise ValueError("a view in place of a table of the standard")
        if "gpkg_spatial_ref_sys" in map(str.casefold, kinds):
            _check_systems(connection)
        return Contents(tables=tuple(tables), views=tuple(views))


def check_layer(path: Path, layer: str, meter: Meter) -> None:
    """Raise TooLarge when a layer has more rows, columns or bytes than are read.

    Raises ValueError for computed columns, sqlite3.Error for what the database cannot answer.
    """
    with _connected(path) as connection:
        name = '"' + layer.replace('"', '""') + '"'
        found = connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
        if any(column[6] in (2, 3) for column in found):
            raise ValueError("a column that is computed")
        columns = ['"' + str(column[1]).replace('"', '""') + '"' for column in found]
        check_columns(len(columns))
        (rows,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
        meter.check_rows(rows)
        lengths = " + ".join(f"coalesce(length(CAST({column} AS BLOB)), 0)" for column in columns)
        (size,) = connection.execute(f"SELECT total({lengths or 0}) FROM {name}").fetchone()
        meter.require(_WRITTEN_FACTOR * int(size) + _VALUE_BYTES * len(columns) * rows)


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads only, for a minute, and no value of unreasonable size.

    Raises TooLarge when the minute is over.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
    end = time.monotonic() + LONGEST_SECONDS
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE_BYTES)
        connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, LARGEST_COLUMNS + 1)
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        yield connection
    except sqlite3.OperationalError as error:
        if time.monotonic() > end:
            raise TooLarge(
                "a database that does not answer", f"an answer within {LONGEST_SECONDS} seconds"
            ) from error
        raise
    finally:
        connection.close()


def _check_pages(connection: sqlite3.Connection) -> None:
    """Raise ValueError unless the pages of a database are sound."""
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if "no such module" in str(error):  # an index for maps, where SQLite was built without
            return
        raise
    if not answer or answer[0] != "ok":
        raise ValueError("its pages are damaged")


def _kinds(connection: sqlite3.Connection) -> dict[str, str]:
    """Return tables and views by name; raises ValueError for tables that a program fills."""
    rows: Sequence[tuple[str, str, str]] = connection.execute(
        "SELECT name, type, coalesce(sql, '') FROM sqlite_master WHERE type IN ('table', 'view')"
        " ORDER BY rowid"
    ).fetchall()
    for name, _, sql in rows:
        words = sql.casefold().split()
        if words[:2] == ["create", "virtual"] and not name.casefold().startswith("rtree_"):
            raise ValueError("a table that a program fills")
    return {name: kind for name, kind, _ in rows}


def _check_systems(connection: sqlite3.Connection) -> None:
    """Raise ValueError for coordinate systems that name a file, which GDAL would open."""
    rows = connection.execute("SELECT * FROM gpkg_spatial_ref_sys").fetchmany(_MOST_SYSTEMS + 1)
    if len(rows) > _MOST_SYSTEMS:
        raise ValueError(f"more than {_MOST_SYSTEMS:,} coordinate systems")
    if not all(is_followed(value) for row in rows for value in row if isinstance(value, str)):
        raise ValueError("a coordinate system that is too long, or names a file")


def _is_own(name: str) -> bool:
    """Return whether a table belongs to the standard or the database, not to a layer."""
    return name.casefold().startswith(_OWN_PREFIXES)
