"""Coordinate systems: geometries and figures in a known one, brought to longitude and latitude.

A description may name a file of corrections (a grid). PROJ opens it as soon as the description is
read, were it a pipe that nobody writes to; such a description is refused before PROJ follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from inventory import rules
from inventory.findings import Finding
from inventory.values import shorten

LONGEST = 20_000
"""Characters of a description; the longest of EPSG have some thousand."""
_NAMES_A_FILE = re.compile(
    r'grids\s*=|proj4_grids|parameterfile|file"|init\s*=|proj\s*=\s*pipeline', re.IGNORECASE
)
_WGS84 = re.compile(r"(CRS:?84|EPSG:{1,2}(?:[0-9.]*:)?4326|^OGC:CRS84)$", re.IGNORECASE)


def is_followed(description: str) -> bool:
    """Return whether a description is short and names no file."""
    return len(description) <= LONGEST and not _NAMES_A_FILE.search(description)


def to_wgs84(
    geometries: Sequence[Any], crs: str | None, file: str
) -> tuple[list[Any], list[Finding]]:
    """Return the geometries in WGS 84, or without them the finding that says why not.

    A system that names a grid of corrections is not followed: PROJ opens the file, were it a pipe.
    """
    if crs is not None and _WGS84.search(crs.strip()):
        return list(geometries), []
    if not any(g is not None for g in geometries):
        return list(geometries), []
    if crs is None:
        return [None] * len(geometries), [_unknown_crs(file, "no coordinate system")]
    if not is_followed(crs):
        return [None] * len(geometries), [_unknown_crs(file, crs)]
    try:
        return _transformed(geometries, crs), [changed_crs(file, crs)]
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception:
        return [None] * len(geometries), [_unknown_crs(file, crs)]


def _transformed(geometries: Sequence[Any], crs: str) -> list[Any]:
    """Return the geometries transformed to WGS 84; raises what pyproj raises for unknown ones."""
    import numpy as np
    import shapely
    from pyproj import CRS, Transformer

    system = CRS.from_user_input(crs)
    if system.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        return list(geometries)
    change = Transformer.from_crs(system, 4326, always_xy=True)

    def move(points: Any) -> Any:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    return [None if g is None else shapely.transform(g, move) for g in geometries]


_CODE = re.compile(r"[A-Za-z]{2,8}:[0-9]{1,9}")


def is_known_crs(code: str) -> bool:
    """Return whether a text is the code of a coordinate system that is known here."""
    if not _CODE.fullmatch(code):
        return False
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(code)
    except CRSError:
        return False
    return True


def _unknown_crs(file: str, crs: str) -> Finding:
    """Return the finding of a layer whose coordinate system is not known."""
    expected = "WGS 84 (EPSG:4326), or a system that has an EPSG code"
    todo = "set the layer's coordinate system in QGIS and export it as EPSG:4326"
    return rules.FILE_CRS.finding(file, found=shorten(crs), expected=expected, todo=todo)


def changed_crs(file: str, crs: str) -> Finding:
    """Return the note that a layer was transformed."""
    return rules.FILE_CRS_CHANGED.finding(
        file, found=shorten(crs, 60), expected="WGS 84 (EPSG:4326)", todo="nothing to do"
    )
