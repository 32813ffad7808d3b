"""Longitude and latitude of a record: from one cell, or from figures in another system."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from inventory import reading_rules
from inventory.binding import Binding
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow
from inventory.files.vectors.positions import Pair, is_longitude_first, read_pair
from inventory.values import cell_text, is_absent, shorten

_WHERE = frozenset({"longitude", "latitude", "position"})
_MOST_LOOKED_AT = 2_000  # cells that decide which figure is the longitude


@dataclass(slots=True)
class Coordinates:
    """How the rows of a file say where they lie."""

    findings: FileFindings
    crs: str | None = None  # of figures in columns and cells; None: WGS 84
    position: int | None = None  # index of the column that holds a position in one cell
    header: str = ""
    is_longitude_first: bool = False

    @classmethod
    def of(
        cls,
        crs: str | None,
        binding: Binding,
        rows: Sequence[RawRow],
        findings: FileFindings,
    ) -> Coordinates:
        """Return how the rows say it; the order of two figures holds for the whole column.

        A system says nothing of a file without coordinates.
        """
        if binding.wkt is None and not any(b.column.name in _WHERE for b in binding.bound):
            crs = None
        bound = next((b for b in binding.bound if b.column.name == "position"), None)
        if bound is None:
            return cls(findings, crs)
        cells = (r.cells[bound.index] for r in rows[:_MOST_LOOKED_AT] if bound.index < len(r.cells))
        pairs = (read_pair(cell_text(cell)) for cell in cells)
        first = is_longitude_first(bound.header, [pair for pair in pairs if pair is not None])
        return cls(findings, crs, bound.index, bound.header, first)

    def fill(self, row: int, values: dict[str, Any]) -> None:
        """Fill longitude and latitude of a row from its cell, and bring them to WGS 84."""
        if self.position is not None and values["longitude"] is values["latitude"] is None:
            self._from_cell(row, values)
        if self.crs is not None and "longitude" in values:
            self._to_wgs84(row, values, self.crs)

    def _from_cell(self, row: int, values: dict[str, Any]) -> None:
        text = values["position"]
        if is_absent(text):
            return
        pair = read_pair(text)
        if pair is None:
            self.findings.add(
                reading_rules.POSITION_UNREADABLE,
                row,
                self.header,
                found=shorten(text),
                expected="latitude and longitude, such as 47.91850 106.91770",
                todo="correct the cell, or leave it empty where the position is not known",
            )
            return
        values["longitude"], values["latitude"] = self._ordered(pair)

    def _ordered(self, pair: Pair) -> tuple[float, float]:
        if self.is_longitude_first and not pair.is_sure:
            return pair.latitude, pair.longitude
        return pair.longitude, pair.latitude

    def _to_wgs84(self, row: int, values: dict[str, Any], crs: str) -> None:
        x, y = values["longitude"], values["latitude"]
        if x is None or y is None:
            return
        longitude, latitude = _transformer(crs).transform(x, y)
        if not math.isfinite(longitude + latitude):
            self.findings.add(
                reading_rules.POSITION_UNREADABLE,
                row,
                None,
                found=f"{x:g}, {y:g} in {crs}",
                expected="easting and northing within that system",
                todo="correct the figures, or `crs` in kholboo.toml",
            )
            longitude = latitude = None
        values["longitude"], values["latitude"] = longitude, latitude


@lru_cache(maxsize=8)
def _transformer(crs: str) -> Any:
    """Return what transforms figures of a known system to longitude and latitude."""
    from pyproj import CRS, Transformer

    return Transformer.from_crs(CRS.from_user_input(crs), 4326, always_xy=True)
