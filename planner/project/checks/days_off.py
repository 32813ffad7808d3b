"""Read the table of dated extra days off and working days, and judge it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from inventory.findings import Finding, at, error_rule, rules_in
from planner.scenario.buying.days_off import DayOff
from sites import cells

if TYPE_CHECKING:
    from inventory.records import Record, TableRead

DAY_TWICE = error_rule(
    "days_off.twice",
    "A day stands twice in the table of days off",
    "It is either worked or not; which row holds nobody can tell.",
)
OTHER_YEAR = error_rule(
    "days_off.year",
    "The table of days off is of years before the tenders",
    "Openings and deadlines of the tenders would fall on days off that no row names.",
)
RULES = rules_in(globals())
"""Every rule about days off, in id order."""


def read_days_off(
    tables: Mapping[str, TableRead], start: str
) -> tuple[tuple[DayOff, ...], list[Finding]]:
    """Return the days of a project by date, and every fault; tenders begin on the day `start`.

    `start` is a date as YYYY-MM-DD, or "" where it is not known.
    """
    records: Sequence[Record] = cells.records(tables, "days_off")
    found = [day for record in records if (day := _day(record)) is not None]
    days = tuple(sorted(found, key=lambda one: (one.day, one.row)))
    return days, [*_twice(days), *_of_other_years(days, start)]


def _day(record: Record) -> DayOff | None:
    day = cells.day(record, "day")
    if not day:
        return None
    return DayOff(
        day=day,
        working=cells.text(record, "day_kind") == "working",
        name=cells.text(record, "name"),
        file=record.file,
        row=record.row,
    )


def _twice(days: Sequence[DayOff]) -> Iterator[Finding]:
    first: dict[str, DayOff] = {}
    for one in days:
        held = first.setdefault(one.day, one)
        if held is not one:
            expected = f"each day once; row {held.row} has it"
            todo = "delete one of the two rows"
            yield DAY_TWICE.finding(*at(one, "day"), found=one.day, expected=expected, todo=todo)


def _of_other_years(days: Sequence[DayOff], start: str) -> Iterator[Finding]:
    """Yield the newest row of a table that ends before the year in which tenders begin."""
    if days and start and days[-1].day[:4] < start[:4]:
        found = days[-1].day
        expected = f"days of {start[:4]} or later"
        todo = "add the days of the years in which bids are opened, or take the table out"
        yield OTHER_YEAR.finding(*at(days[-1], "day"), found=found, expected=expected, todo=todo)
