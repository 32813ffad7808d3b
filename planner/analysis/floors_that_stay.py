"""The floors whose amounts stay the same in a sweep, told by the names of their groups."""

from __future__ import annotations

from planner.language.label import Language
from planner.language.labels import label, sentence, term
from planner.model.limits import amount_shown
from planner.pipeline.prepare import BaseFloors
from planner.scenario.floor_settings import Floor


def floor_lines(
    floors: BaseFloors | None, language: Language, *, can_refit: bool = True
) -> list[str]:
    """Return the amounts that stay fixed, a line for each floor; nothing where there are none.

    A command that cannot find the floors anew does not name the option for it.
    """
    if floors is None:
        return []
    told = [label("sweep.fixed_floors" if can_refit else "sweep.kept_floors", language)]
    for number, floor in enumerate(floors.floors, 1):
        if floor.of == "fair":
            amounts = (
                f"{_group(floor, group, floors, language)} {amount_shown(floor.quantity, n)}"
                for group, n in sorted(floor.amounts.items())
            )
            told.append(
                sentence(
                    "sweep.fixed_floor",
                    language,
                    number=number,
                    quantity=label(f"coverage.{floor.quantity}", language),
                    amounts=", ".join(amounts) or "–",
                )
            )
    return told


def _group(floor: Floor, code: str, floors: BaseFloors, language: Language) -> str:
    """Return what a group is called: a kind of site, or the name of an area."""
    if floor.by == "kind":
        return term("kind", code, language)
    return floors.aimags.get(code, code)
