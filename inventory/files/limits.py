"""How large a table may be, and a meter of the memory that reading it takes.

Limits are held before and while a file is read, so that a small file which unpacks to gigabytes, or
a table that is simply the wrong one, ends as a finding instead of a computer that stands still.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inventory import rules
from inventory.findings import Finding, Rule
from inventory.values import Cell

LARGEST_ROWS = 1_048_576
"""Rows of one file, as many as a spreadsheet holds."""
LARGEST_SHEET_COLUMNS = 16_384
"""Columns of a sheet, as many as a spreadsheet holds."""
LARGEST_COLUMNS = 1_024
"""Columns of a table, filled or with a header; no table here knows more than fifty."""
LARGEST_CELL = 32_767
"""Characters of one cell, as many as a spreadsheet holds; geometry as text may be longer."""
LARGEST_TABLE_BYTES = 1_200 * 2**20
"""Estimated memory of one table; measured, the whole process stays below 1.5 GiB."""
ROAD_TABLES = frozenset({"roads"})
"""Tables of road layers, which have more rows than any list of sites."""
LARGEST_ROAD_ROWS = 5_000_000
CABLE_TABLES = frozenset({"spans"})
"""Tables of cables, whose points are more than drawn: fibre may be led from any of them."""
LARGEST_ROAD_BYTES = 6 * 2**30

_TODO = "check that it is the right file; leave out rows and columns that are not needed"
_ROW_BYTES = 850  # a row, and the record and findings made of it; measured
_GEOMETRY_BYTES = 250
_POINT_BYTES = 170  # with what the checks make of it; measured
_CABLE_POINT_BYTES = 4_500  # with the places where it may be tapped; measured, 600 to 4,500
_ROAD_POINT_BYTES = 900  # with the road graph that is made of it; measured, 620 to 960


class TooLarge(Exception):  # noqa: N818 - it is a finding on its way, not a fault of ours
    """A table that would go beyond a limit: what was found, what the limit is, what to do."""

    def __init__(
        self, found: str, expected: str, todo: str = "", rule: Rule = rules.FILE_UNSAFE
    ) -> None:
        super().__init__(f"{found}; {expected}")
        self.rule = rule
        self.found = found
        self.expected = expected
        self.todo = todo or _TODO

    def finding(self, file: str) -> Finding:
        """Return the finding of the file that goes beyond the limit."""
        return self.rule.finding(file, found=self.found, expected=self.expected, todo=self.todo)


@dataclass(slots=True)
class Meter:
    """Estimated memory of a table as its files are read, and the limits that it is held to."""

    most_bytes: int = LARGEST_TABLE_BYTES
    most_rows: int = LARGEST_ROWS
    used_bytes: int = 0
    point_bytes: int = _POINT_BYTES

    @classmethod
    def of(cls, table: str) -> Meter:
        """Return the meter of a table; road layers have larger limits."""
        if table in ROAD_TABLES:
            return cls(LARGEST_ROAD_BYTES, LARGEST_ROAD_ROWS, point_bytes=_ROAD_POINT_BYTES)
        if table in CABLE_TABLES:
            return cls(point_bytes=_CABLE_POINT_BYTES)
        return cls()

    def require(self, more_bytes: int) -> None:
        """Raise TooLarge unless so many bytes more may be used; they are not counted."""
        if self.used_bytes + more_bytes > self.most_bytes:
            raise TooLarge(
                f"a table that takes about {(self.used_bytes + more_bytes) / 2**20:,.0f} MiB",
                f"at most {self.most_bytes / 2**20:,.0f} MiB in memory",
            )

    def add(self, more_bytes: int) -> None:
        """Count bytes that stay in use; raises TooLarge beyond the limit."""
        self.require(more_bytes)
        self.used_bytes += more_bytes

    def add_row(self, cells: Sequence[Cell]) -> None:
        """Count one raw row; raises TooLarge beyond the limit of memory or columns."""
        if len(cells) > LARGEST_COLUMNS:
            check_columns(len(cells))
        self.used_bytes += _ROW_BYTES + 8 * len(cells) + cells_bytes(cells)
        if self.used_bytes > self.most_bytes:
            self.require(0)

    def add_geometries(self, geometries: Iterable[object]) -> None:
        """Count the geometries of a layer by their points; raises TooLarge beyond the limit."""
        import numpy as np
        import shapely

        found = np.fromiter(geometries, dtype=object)
        points = int(shapely.get_num_coordinates(found).sum())
        self.add(_GEOMETRY_BYTES * len(found) + self.point_bytes * points)

    def check_rows(self, rows: int) -> None:
        """Raise TooLarge when a file has more rows than are read."""
        if rows > self.most_rows:
            raise TooLarge(
                f"{rows:,} rows", f"at most {self.most_rows:,} rows", rule=rules.FILE_TOO_LARGE
            )


def check_columns(columns: int) -> None:
    """Raise TooLarge when a table has more columns than are read."""
    if columns > LARGEST_COLUMNS:
        raise TooLarge(
            f"{columns:,} columns",
            f"at most {LARGEST_COLUMNS:,} columns",
            rule=rules.FILE_TOO_LARGE,
        )


def cells_bytes(cells: Sequence[Cell]) -> int:
    """Return the memory of a row's cells; empty ones are shared and count for nothing."""
    return sum(map(sys.getsizeof, cells)) - _EMPTY_BYTES * cells.count("")


_EMPTY_BYTES = sys.getsizeof("")
