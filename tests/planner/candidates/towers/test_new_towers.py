"""New towers stand where they serve the most sites that have no signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from planner.candidates.towers.new_towers import places_for_towers
from sites.distance import Point
from sites.network import Tower


def open_ground(pairs: Sequence[tuple[Tower, Point]]) -> list[bool]:
    """Return that nothing hides any tower."""
    return [False] * len(pairs)


@pytest.fixture
def five(point_at: Any) -> dict[str, Point]:
    """Return three sites in a row, 4 km from one to the next, and two by themselves."""
    return {
        "A": point_at(0), "B": point_at(4_000), "C": point_at(8_000),
        "D": point_at(60_000), "E": point_at(62_000),
    }  # fmt: skip


def test_the_place_that_serves_most_comes_first(five: dict[str, Point]) -> None:
    """B reaches both its neighbours; of D and E, which serve each other, the first stands."""
    found = places_for_towers(five, "4G", 5_000, (), open_ground)

    assert list(found.towers) == ["new-B", "new-D"]
    assert {site: name for site, (name, _) in found.by_site.items()} == {
        "A": "new-B", "B": "new-B", "C": "new-B", "D": "new-D", "E": "new-D",
    }  # fmt: skip
    tower, metres = found.of("C") or (None, 0.0)
    assert tower is not None and tower.radio == "4G"
    assert metres == pytest.approx(4_000, abs=1)
    assert found.of("F") is None


def test_the_order_of_sites_moves_no_tower(five: dict[str, Point]) -> None:
    """Places depend on where sites are, not on how they are listed."""
    ahead = places_for_towers(five, "4G", 5_000, (), open_ground)
    back = places_for_towers(dict(reversed(five.items())), "4G", 5_000, (), open_ground)

    assert (ahead.towers, ahead.by_site) == (back.towers, back.by_site)


def test_a_tower_serves_whom_the_ground_lets_it_reach(five: dict[str, Point]) -> None:
    """A hill between B and C gives C a tower of its own; no hill hides a tower from its own site.

    The tower of D would be named like one of the table and gets a mark.
    """

    def hill(pairs: Sequence[tuple[Tower, Point]]) -> list[bool]:
        at = {"new-B": five["C"], "new-C": five["B"]}
        return [at.get(tower.id) == point or tower.id == "new-A" for tower, point in pairs]

    found = places_for_towers(five, "4G", 5_000, ("new-D",), hill)

    assert found.by_site["C"][0] == "new-C"
    assert found.by_site["A"][0] == "new-B"
    assert list(found.towers) == ["new-B", "new-D'", "new-C"]
