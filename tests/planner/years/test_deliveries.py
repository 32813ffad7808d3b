"""A dated table of deliveries: what it names stays in its year, the rest is planned again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.commands.plan import plan
from planner.errors import InputError
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import of_recorded
from planner.runs.run_folder import load_run
from planner.years.files import done_before

HEAD = "place,sku,date,status\n"


def _built(run: Path) -> dict[str, int]:
    data: Any = json.loads((run / "years.json").read_text(encoding="utf-8"))
    return dict(data["schedules"][0]["built"])


def _done(run: Path, rows: str, year: int = 2029) -> dict[str, Any]:
    table = run.parents[1] / "deliveries.csv"
    table.write_text(HEAD + rows, encoding="utf-8")
    arcs = {arc.id: arc for arc in of_recorded(load_run(run)).model.arcs}
    return done_before(run, year, table, arcs)


def test_what_came_late_stays_late_and_what_never_came_is_planned_again(planned: Path) -> None:
    """S-2 was to have its link in 2027 and got it in 2028; S-1 and S-3 got nothing."""
    before = _built(planned)
    done = _done(planned, "S-2,,2027-03-01,awarded\nS-2,L-50,2028-06-30,delivered\n")
    _, again = make_plan(planned.parents[1], overrides={"years.done": done}, exports=())
    after = _built(again)

    assert before["option:S-2/leo/L-50"] == 0
    assert done["built"] == {"option:S-2/leo/L-50": 1}
    assert after["option:S-2/leo/L-50"] == 1
    assert {t for arc, t in after.items() if "S-2/" not in arc} == {2}
    assert verify_run(again) == []
    assert rederive(again, solve=True).differences == []


def test_what_is_there_already_stands_with_what_needs_it(planned: Path) -> None:
    """The trench and the link of L-1 came early; the stretch before them exists and costs none."""
    trench = "premises:S-1--premises:L-1"
    done = _done(planned, f"{trench},,2028,ordered\nL-1,,2028,delivered\n")

    assert done["built"]["asset:root--premises:S-1"] == 1
    assert set(done["built"].values()) == {1}
    assert {arc.split(":")[0] for arc in done["built"]} == {"asset", "kit", "option"}


@pytest.mark.parametrize(
    ("rows", "row", "column", "todo"),
    [
        ("S-22,,2028,delivered\n", 2, "place", "write S-2"),
        ("S-2,LT-2,2028,delivered\n", 2, "sku", "write LT-1"),
        ("S-2,,2029-01-01,delivered\n", 2, "date", "correct the row, or remove it"),
        ("S-2,,2026,delivered\n", 2, "date", "correct the row, or remove it"),
        ("S-2,,soon,delivered\n", 2, "date", "correct the row, or remove it"),
        ("S-2,,2028,lost\n", 2, "status", "correct the row, or remove it"),
        ("L-1,,2028,delivered\n", 2, "date", "correct the row, or remove it"),  # no trench
        ("", 1, None, "correct the row, or remove it"),
    ],
)
def test_a_row_that_does_not_fit_is_a_finding(
    planned: Path, rows: str, row: int, column: str | None, todo: str
) -> None:
    """File, row and column are told, with the nearest name where there is one."""
    with pytest.raises(InputError) as caught:
        _done(planned, rows)

    places = {(f.file, f.row, f.column, str(f.todo)) for f in caught.value.findings}
    assert ("deliveries.csv", row, column, todo) in places


def test_deliveries_go_with_a_year(tmp_path: Path) -> None:
    """A table without the first year that is planned is refused."""
    table = tmp_path / "deliveries.csv"
    table.write_text(HEAD, encoding="utf-8")
    result = CliRunner().invoke(plan, ["--deliveries", str(table)])

    assert result.exit_code == 2
    assert "--deliveries goes with --year" in result.output
