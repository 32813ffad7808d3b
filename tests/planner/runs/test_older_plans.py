"""Plans derived anew are told as the release of the recorded run told them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.candidates.candidate import RoadMetres
from planner.plan.plan import BuiltLink
from planner.runs.older_plans import as_its_release

NEWER = ("technologies.cellular.new_tower_radio", "4G", "")
OTHER = ("technologies.cellular.upgrade_to", "4G", "")


@dataclass(frozen=True)
class Told:
    """A plan as far as its release is told from it."""

    policy: tuple[tuple[str, str, str], ...]
    links: tuple[BuiltLink, ...] = ()


def test_runs_that_tell_no_roads_are_derived_without() -> None:
    """A run of before has neither the settings of new towers nor the roads of its trenches."""
    link = BuiltLink(
        id="a", kind="trench", from_node="root", to_node="road:a", length_m=9, coordinates=(),
        lines=(), serves=(), roads=(RoadMetres(road_class="track", metres=7),),
    )  # fmt: skip
    derived: Any = Told((NEWER, OTHER), (link,))
    older: Any = Told((OTHER,))

    assert as_its_release(derived, derived) == derived
    as_older: Any = as_its_release(derived, older)
    assert as_older.policy == (OTHER,)
    assert [one.roads for one in as_older.links] == [()]
