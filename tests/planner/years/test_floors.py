"""Floors of a programme: in the last year, or a part of them in every year."""

from __future__ import annotations

from pathlib import Path

import pytest
from four_places import write_project
from three_years import CONFIG_OF_YEARS

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.errors import SettingsError
from planner.model.limit_meanings import FLOORS
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import Prepared, prepare, read_project
from planner.scenario.floor_settings import Floor
from planner.scenario.years_settings import Years
from planner.years.programme import programme_of

CAPEX = 'capex = [4_000_000, "4e6", 4_000_000]'
PART = CONFIG_OF_YEARS.replace("count = 3", "count = 3\nfloors_part = [0, 0.5, 1]")


def _least(prepared: Prepared) -> list[dict[str, int]]:
    """Return the lower sides of the floors' amounts in each year's problem."""
    programme = programme_of(prepared.inputs, prepared.offers, prepared.model)
    meanings = prepared.model.limit_meanings
    return [
        {
            row.id: row.lower
            for row in problem.limits
            if row.id in meanings and meanings[row.id].kind in FLOORS and row.lower
        }
        for problem in programme.problems
    ]


def test_a_part_of_each_floor_is_asked_in_each_year(tmp_path: Path) -> None:
    """Nothing in the first year, half in the second, all in the last; audits hold."""
    folder = write_project(tmp_path / "part", PART)
    first, second, last = _least(prepare(read_project(folder)))
    _, run = make_plan(folder, exports=())

    assert first == {}
    assert last
    assert second == {name: amount // 2 for name, amount in last.items() if name in second}
    assert second
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []


def test_without_parts_floors_are_asked_of_the_last_year(tmp_path: Path) -> None:
    """What every year is asked for has to be said."""
    prepared = prepare(read_project(write_project(tmp_path / "last", CONFIG_OF_YEARS)))

    assert _least(prepared)[:2] == [{}, {}]


def test_shares_of_the_plan_are_asked_in_part() -> None:
    """A share becomes the part of it, exactly."""
    years = Years(first=2027, count=3, floors_part=[0, 0.5, 1])
    floor = Floor(by="aimag", quantity="benefit", share="0.4", of="plan")

    assert [f.share for f in years.floors_in(1, [floor])] == ["1/5"]
    assert years.floors_in(0, [floor]) == []


def test_a_floor_that_no_schedule_reaches_is_told_with_its_year(tmp_path: Path) -> None:
    """All money together buys the dish that the floor takes, that of no single year does."""
    config = CONFIG_OF_YEARS.replace(CAPEX, "capex = [1_000_000, 1_000_000, 1_000_000]")
    config = config.replace("carries_over = true", "carries_over = false")
    folder = write_project(tmp_path / "short", config)
    table = folder / "directives.csv"
    rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if "must_serve" not in row), "utf-8")
    with pytest.raises(SettingsError) as caught:
        make_plan(folder, exports=())

    said = str(caught.value)
    assert "the nearest is short of" in said
    assert "by 2029" in said
    assert "0 can be had" in said
