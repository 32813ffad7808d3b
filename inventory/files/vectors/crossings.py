"""Areas whose outline crosses itself: repaired, unless it does so too often to be an outline."""

from __future__ import annotations

from typing import Any

MOST_MEETINGS = 100_000
"""Pairs of pieces of an outline that may cross, by their boxes; at this count a repair takes under
a second, and 3,000 random points, with 4 million pairs, do not end within minutes (measured)."""
_NEIGHBOURS = 3  # pieces whose boxes a piece of an outline meets anyway: itself and both beside it
_FIRST_BLOCK, _MOST_BLOCK = 16, 4_096


def repaired(area: Any) -> Any | None:
    """Return an area, one that crosses itself repaired; None when it crosses itself too often."""
    import shapely

    if area.is_valid:
        return area
    if _meets_itself_often(area):
        return None
    return shapely.make_valid(area, method="structure")


def _meets_itself_often(area: Any) -> bool:
    """Return whether more pieces of the outline may cross than MOST_MEETINGS.

    Block by block, each no larger than what the one before met allows: an outline of a million
    pieces that all meet would otherwise fill the memory before it is counted.
    """
    import numpy as np
    import shapely

    rings = shapely.get_rings(shapely.get_parts(area))  # of a multipolygon alone it finds none
    outlines = [shapely.get_coordinates(ring) for ring in rings]
    if not outlines:
        return False
    pieces = np.concatenate([np.stack([at[:-1], at[1:]], axis=1) for at in outlines])
    lines: Any = shapely.linestrings(pieces)
    tree, met, at, block = shapely.STRtree(lines), 0, 0, _FIRST_BLOCK
    while at < len(lines):
        found = tree.query(lines[at : at + block]).shape[1]
        met += found
        if met - _NEIGHBOURS * (at + block) > MOST_MEETINGS:
            return True
        at += block
        block = min(2 * block, _MOST_BLOCK) if found < 8 * _NEIGHBOURS * block else _FIRST_BLOCK
    return False
