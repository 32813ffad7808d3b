"""Outlines that cross themselves are repaired while they may still be outlines."""

from __future__ import annotations

import numpy as np
import shapely

from inventory.files.vectors.crossings import repaired


def test_a_bow_tie_becomes_its_two_triangles() -> None:
    """The same area as by hand: two triangles of base 2 and height 1."""
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])

    mended = repaired(bow_tie)

    assert mended is not None and mended.is_valid
    assert mended.area == 2.0


def test_a_sound_area_is_left_as_it_is() -> None:
    """Holes included."""
    ring = shapely.Point(0, 0).buffer(2).difference(shapely.Point(0, 0).buffer(1))

    assert repaired(ring) is ring


def test_a_long_outline_with_one_fault_is_repaired() -> None:
    """A hundred thousand points, one of them drawn back across the line."""
    turn = np.linspace(0, 2 * np.pi, 100_000, endpoint=False)
    at = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    at[500:502] = at[[501, 500]]

    mended = repaired(shapely.Polygon(at))

    assert mended is not None and mended.is_valid
    assert abs(mended.area - np.pi) < 1e-6


def test_a_scribble_is_no_outline() -> None:
    """It meets itself in a tenth of the square of its points, however many these are."""
    for points in (1_000, 200_000):
        at = np.random.default_rng(1).random((points, 2))

        assert repaired(shapely.Polygon(at)) is None


def test_a_multipolygon_is_judged_by_all_its_parts() -> None:
    """A bow tie among sound squares is repaired, and squares within squares are one."""
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    mended = repaired(shapely.MultiPolygon([bow_tie, shapely.box(5, 5, 6, 6)]))
    nested = shapely.MultiPolygon([shapely.box(-n, -n, n, n) for n in range(1, 400)])

    assert mended is not None and mended.is_valid
    assert mended.area == 3.0
    assert repaired(nested).area == 798.0**2
