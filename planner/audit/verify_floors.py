"""Check that a run's floors, in its settings and its problem, are those of its fair level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.audit.difference import Difference, compare, differs
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.model.rows.least_shares import WHOLE
from planner.runs.floors import FILE, GroupLevel, read_floors
from planner.runs.layout import MANIFEST, PROBLEM, RunError
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario


def floor_differences(
    run_dir: Path, scenario: Scenario, problem: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield amounts that their level does not give, or that setting and limit do not have.

    Whether the level is reached needs the recorded inputs: see `rederive_floors`.
    """
    try:
        record = read_floors(run_dir)
    except RunError as fault:
        yield differs(FILE, "readable content", "levels with their answers", fault)
        return
    if record is None:
        return
    for group in record.groups:
        name = f"floor {group.floor}, {group.by} {group.group}"
        floor = scenario.limits.floors[group.floor - 1]
        yield from compare(FILE, {f"{name}, amount": (group.amount, _amount(group, floor.share))})
        setting = floor.amounts.get(group.group)
        yield from compare(MANIFEST, {f"{name}, amount": (setting, group.amount)})
        if group.amount and not _has_limit(group, problem):
            yield differs(PROBLEM, f"{name}, limit", group.amount, "no limit of this amount")


def _amount(group: GroupLevel, share: str) -> int | None:
    """Return share x level x attainable, rounded down."""
    if group.level is None:
        return None
    return int(exact(share) * group.level * group.attainable // WHOLE)


def _has_limit(group: GroupLevel, problem: Mapping[str, Any]) -> bool:
    meaning = LimitMeaning(
        kind=LimitKind.AMOUNT, by=group.by, group=group.group, quantity=group.quantity
    )
    return any(
        row["lower"] == group.amount and meaning.names(row["id"]) for row in problem["limits"]
    )
