"""Openings and deadlines fall on working days: public holidays, weekends, dated days."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path

import pytest

from inventory.prices.catalogue import Catalogue
from inventory.records import read_table
from inventory.table_specs import FileSpec, TableSpec
from planner.plan.purchasing import Package
from planner.procurement.milestones import milestones
from planner.procurement.tender import tender_of
from planner.procurement.working_days import WorkingDays
from planner.project.checks.days_off import read_days_off
from planner.scenario.buying.days_off import DayOff
from planner.scenario.settings import Scenario

NAADAM = dt.date(2027, 7, 12)  # a Monday; the festival lasts to Thursday the 15th
MONGOLIA = WorkingDays("MN")


def day_off(day: dt.date, working: bool = False) -> DayOff:
    """Return a dated day of a project."""
    return DayOff(day=day.isoformat(), working=working)


@pytest.mark.parametrize(
    ("days", "country", "after", "before"),
    [
        ((), "MN", (7, 16), (7, 9)),
        ((), "", (7, 12), (7, 12)),
        ((), "XX", (7, 12), (7, 12)),
        (((7, 16, False),), "MN", (7, 19), (7, 9)),
        (((7, 13, True),), "MN", (7, 13), (7, 9)),
        (((7, 12, False),), "", (7, 13), (7, 9)),
    ],
)
def test_days_off_are_those_of_the_country_and_of_the_table(
    days: tuple[tuple[int, int, bool], ...],
    country: str,
    after: tuple[int, int],
    before: tuple[int, int],
) -> None:
    """The festival is skipped both ways; the table adds days off and takes some away."""
    stated = [day_off(dt.date(2027, month, day), working) for month, day, working in days]
    found = WorkingDays(country, stated)

    assert found.on_or_after(NAADAM) == dt.date(2027, *after)
    assert found.on_or_before(NAADAM) == dt.date(2027, *before)
    assert found.known == (country == "MN")


@pytest.mark.parametrize("category", ["goods", "works", "installation", "services"])
@pytest.mark.parametrize(
    "start", [dt.date(2027, 1, 1) + dt.timedelta(days=n) for n in range(0, 360, 17)]
)
def test_every_day_of_a_tender_is_worked(category: str, start: dt.date) -> None:
    """Whenever it starts, and bidders have the time they were given, or more."""
    package = Package(
        id="P01", entity="", fund_id="", rulebook="", category=category, year=None, lines=()
    )
    tender, settings = tender_of(package, Catalogue(currency="MNT", items=())), Scenario().tender
    found = milestones(
        tender, settings, start=start, tender_days=60, lead_days=45, working=MONGOLIA
    )
    days = {f.name: getattr(found, f.name) for f in fields(found) if f.name != "other_year"}

    assert all(MONGOLIA.is_working(day) for day in days.values()), days
    assert days["opening"] - days["invitation"] >= dt.timedelta(days=settings.bidding_days)
    assert start <= days["invitation"] < days["opening"] <= days["contract"]
    assert days["earliest"] <= days["latest"]


@pytest.mark.parametrize(
    ("rows", "start", "faults"),
    [
        (("2027-02-10,off,,decree", "2027-07-09,working,,decree"), "2027-01-10", []),
        (
            ("2027-02-10,,,decree", "2027-02-10,working,,decree"),
            "2027-01-10",
            [("days_off.twice", 3)],
        ),
        (("2025-02-10,,,decree", "2026-02-10,,,decree"), "2027-01-10", [("days_off.year", 3)]),
        (("2026-02-10,,,decree",), "", []),
        (("2027-02-10,,,",), "2027-01-10", [("value.required", 2)]),
        (("2027-02-30,,,decree",), "2027-01-10", [("date.unreadable", 2)]),
    ],
)
def test_the_table_of_days_is_judged(
    tmp_path: Path, rows: tuple[str, ...], start: str, faults: list[tuple[str, object]]
) -> None:
    """A day twice, a day that is none and a table of another year are errors with their row."""
    path = tmp_path / "days.csv"
    path.write_text("\n".join(["day,day_kind,name,source", *rows]) + "\n", encoding="utf-8")
    spec = FileSpec(table="days_off", path=path, label="days.csv")
    table = read_table(TableSpec(name="days_off", files=(spec,)))
    _, found = read_days_off({"days_off": table}, start)

    assert [(f.rule, f.row) for f in [*table.findings, *found]] == faults
