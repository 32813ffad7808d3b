"""Crews of a programme: what they dig and install in each year, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from four_places import write_project
from openpyxl import load_workbook
from three_years import CONFIG_OF_YEARS

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.errors import SettingsError
from planner.model.limit_meanings import LimitKind
from planner.pipeline.by_years import Clash
from planner.pipeline.make_plan import make_plan

CREWS = "carries_over = true\n"


def _with(crews: str) -> str:
    return CONFIG_OF_YEARS.replace(CREWS, f"{CREWS}crews = {{ {crews} }}\n")


def _data(run: Path) -> Any:
    return json.loads((run / "years.json").read_text(encoding="utf-8"))


def test_crews_install_one_link_a_year(tmp_path: Path) -> None:
    """No year has two new links, the sum of years bounds each year's problem, audits hold."""
    folder = write_project(tmp_path / "crews", _with("installations = [1, 1, 1]"))
    _, run = make_plan(folder, exports=())
    data = _data(run)
    years = [site["link_year"] for site in data["figures"]["sites"] if site["link_year"]]
    most = [
        next(row["upper"] for row in problem["limits"] if row["id"] == "crews:installations")
        for year in (2027, 2028, 2029)
        for problem in [json.loads((run / f"years/{year}-problem.json").read_text("utf-8"))]
    ]

    assert len(years) == len(set(years)) > 1
    assert most == [1, 2, 3]
    assert data["figures"]["works"] == [
        ["crews:installations", t, int(2027 + t in years), 1] for t in range(3)
    ]
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []
    book = load_workbook(run / "years.xlsx", read_only=True)
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any("new links that crews install in the country" in str(cell) for cell in cells)


def test_crews_of_a_region_dig_for_its_sites(tmp_path: Path) -> None:
    """The fibre of region 1 waits for the year in which crews dig there."""
    dug = 'trench_m_by_aimag = { "1" = [0, 100, 5000], "2" = [9, 9, 9] }'
    folder = write_project(tmp_path / "dug", _with(dug))
    _, run = make_plan(folder, exports=())
    works = _data(run)["figures"]["works"]
    built = dict(_data(run)["schedules"][0]["built"])
    trenches = {t for name, t in built.items() if "premises" in name}

    assert trenches <= {2}
    assert trenches
    assert [row[2] > 0 for row in works if row[0] == "crews:trench_m:1"] == [False, False, True]
    assert verify_run(run) == []


def test_crews_that_cannot_serve_whom_they_must_are_named(tmp_path: Path) -> None:
    """Two new links are owed and one can be installed: the crews and what is enough are told."""
    few = _with("installations = [0, 1, 0]").replace("{ L-1 = 2028 }", "{ L-1 = 2028, S-1 = 2029 }")
    with pytest.raises(SettingsError, match="no plan keeps its limits") as caught:
        make_plan(write_project(tmp_path / "few", few), exports=())
    told = "new links that crews install in the country: 1, at least 2 is needed, 2 is enough"
    assert told in str(caught.value)
    assert str(caught.value).endswith(", or let crews do more in the years up to that one")


@pytest.mark.parametrize(
    ("kinds", "remedy"),
    [
        ({LimitKind.CREWS, LimitKind.FLOOR}, "let crews do more in the years up to that one"),
        ({LimitKind.PAYER}, "raise the yearly money of that year"),
        ({LimitKind.FLOOR}, "ask for less by that year"),
    ],
)
def test_the_remedy_of_a_year_without_a_plan_is_what_is_short(
    kinds: set[LimitKind], remedy: str
) -> None:
    """Money is asked for where money is short, and nowhere else."""
    assert Clash(limits=None, kinds=frozenset(kinds)).remedy == remedy
