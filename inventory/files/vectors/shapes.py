"""Geometry as bytes and as text, refused before the geometry library follows it without end.

The library walks a geometry inside a geometry inside a geometry by calling itself; some ten
thousand levels end the process. No table here has a geometry of more than two levels.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import Any

from inventory.files.vectors.crossings import repaired

_FARTHEST = 1e12
_DEEPEST_TEXT = 4  # brackets of a MULTIPOLYGON, and one more
_POINT, _LINE, _POLYGON = 1, 2, 3
_MEMBER_OF = {4: _POINT, 5: _LINE, 6: _POLYGON}  # kind of a multi-geometry: kind of its members
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000  # flags of the extended form


def from_wkb(written: Sequence[bytes | None]) -> list[Any]:
    """Return geometries from their bytes (WKB); None where it is absent, damaged or too deep."""
    import shapely

    safe = [w if w is None or is_shallow(bytes(w)) else None for w in written]
    return list(shapely.from_wkb(safe, on_invalid="ignore"))


def from_wkt(text: str) -> Any:
    """Return a geometry from its text (WKT), None when it is damaged or too deep."""
    import shapely

    depth = deepest = 0
    for bracket in re.findall("[()]", text):
        depth += 1 if bracket == "(" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST_TEXT:
        return None
    return shapely.from_wkt(text, on_invalid="ignore")


def astray(geometries: Sequence[Any]) -> list[int]:
    """Return the numbers of geometries with a coordinate that is no number, or is beyond 10^12.

    No coordinate system has such a place; rounding and distances would not come to an end there.
    """
    import numpy as np
    import shapely

    coordinates, index = shapely.get_coordinates(
        np.array(geometries, dtype=object), return_index=True
    )
    kept = (np.abs(coordinates) <= _FARTHEST).all(axis=1)  # no comparison holds for NaN
    return [int(number) for number in np.unique(index[~kept])]


def closed_area(geometry: Any) -> Any:
    """Return the area inside a line that ends where it began, other geometry as it is."""
    import shapely

    lines = list(geometry.geoms) if geometry.geom_type == "MultiLineString" else [geometry]
    if any(line.geom_type != "LineString" or not _is_ring(line) for line in lines):
        return geometry
    areas = [repaired(shapely.Polygon(line.coords)) for line in lines]
    polygons: list[Any] = [
        p
        for a in areas
        if a is not None
        for p in getattr(a, "geoms", (a,))
        if p.geom_type == "Polygon"
    ]
    if not polygons:
        return geometry
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _is_ring(line: Any) -> bool:
    return len(line.coords) > 3 and line.is_closed


def is_shallow(written: bytes) -> bool:
    """Return whether a WKB geometry is a point, line or area, or several of one of these."""
    try:
        order, kind, _, at = _header(written, 0)
        if kind in (_POINT, _LINE, _POLYGON):
            return True
        if kind not in _MEMBER_OF:
            return False
        (count,) = struct.unpack_from(f"{order}I", written, at)
        at += 4
        for _ in range(count):
            at = _skip(written, at, _MEMBER_OF[kind])
    except (struct.error, ValueError):
        return False
    return True


def _header(written: bytes, at: int) -> tuple[str, int, int, int]:
    """Return byte order, kind, numbers of a point, and where the content begins."""
    order = "<" if written[at : at + 1] == b"\1" else ">"
    (code,) = struct.unpack_from(f"{order}I", written, at + 1)
    plain = code & 0x0FFFFFFF
    third = bool(code & _Z) or plain // 1000 in (1, 3)
    fourth = bool(code & _M) or plain // 1000 in (2, 3)
    return order, plain % 1000, 2 + third + fourth, at + (9 if code & _SRID else 5)


def _skip(written: bytes, at: int, expected: int) -> int:
    """Return where a member of a multi-geometry ends; raises ValueError when it is another kind."""
    order, kind, numbers, at = _header(written, at)
    if kind != expected:
        raise ValueError("a geometry inside a geometry")
    if kind == _POINT:
        return at + 8 * numbers
    rings = 1
    if kind == _POLYGON:
        (rings,) = struct.unpack_from(f"{order}I", written, at)
        at += 4
    for _ in range(rings):
        (points,) = struct.unpack_from(f"{order}I", written, at)
        at += 4 + 8 * numbers * points
    return at
