"""The places of a project tell what is wrong with its elevation model."""

from __future__ import annotations

from typing import Any

import pytest
from mountains import mountains, plain

from sites.terrain.checks import Placed, check_ground


def places(*points: tuple[float, float], kind: str = "site") -> list[Placed]:
    """Return places at points."""
    return [Placed(id=f"P{n}", kind=kind, point=p) for n, p in enumerate(points)]


INSIDE = [(105.3, 47.8), (105.6, 47.7)]


def rules_of(ground: Any, placed: list[Placed]) -> list[str]:
    """Return the ids of the findings."""
    return [finding.rule for finding in check_ground(ground, placed)]


def test_a_good_model_has_no_findings(ground_of: Any) -> None:
    """Cells of 278 m are above the default, so the setting says what is fine here."""
    ground = ground_of(mountains(), settings={"coarse_cell_m": 300})

    assert rules_of(ground, places(*INSIDE, kind="tower")) == []


@pytest.mark.parametrize(
    ("model", "points", "kind", "rule"),
    [
        (mountains(), [*INSIDE, (100.0, 47.0)], "site", "terrain.missing"),
        (mountains(), [(100.0, 47.0)], "site", "terrain.elsewhere"),
        (plain(1_700 / 0.3048), [(105.3, 47.8)], "site", "terrain.unit"),
        (plain(1167), [(105.3, 47.8)], "tower", "terrain.water"),
    ],
    ids=["a gap", "elsewhere", "feet", "a lake"],
)
def test_each_fault_is_found(
    ground_of: Any, model: Any, points: list[tuple[float, float]], kind: str, rule: str
) -> None:
    """With its numbers and what to do."""
    ground = ground_of(model, settings={"coarse_cell_m": 300})
    findings = check_ground(ground, places(*points, kind=kind))

    assert [f.rule for f in findings] == [rule]
    assert findings[0].todo and any(c.isdigit() or c == "P" for c in findings[0].found)


def test_wide_cells_are_told(ground_of: Any) -> None:
    """On 1 km data nothing is called clear without a warning."""
    ground = ground_of((mountains(), {"cell": 1 / 120, "columns": 120, "rows": 60}))
    (finding,) = check_ground(ground, places(*INSIDE))

    assert finding.rule == "terrain.coarse"
    assert "927 m" in finding.found


def test_exchanged_coordinates_are_told(ground_of: Any) -> None:
    """A file whose x is latitude lies under nobody, but would with both exchanged."""
    ground = ground_of((plain(), {"west": 47.0, "north": 90.0, "columns": 400, "rows": 400}))
    turned = places((89.5, 47.5), (89.6, 47.6))

    assert rules_of(ground, turned) == ["terrain.swapped"]


def test_only_towers_are_looked_for_in_lakes(ground_of: Any) -> None:
    """A site on flat ground is an ordinary site."""
    ground = ground_of(plain(1167), settings={"coarse_cell_m": 300})

    assert rules_of(ground, places(*INSIDE)) == []
