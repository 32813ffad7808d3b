"""A run whose bound is that of all years solved as one problem."""

from __future__ import annotations

import json
from pathlib import Path

from four_places import write_project
from three_years import CONFIG_OF_YEARS

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.years.text import years_lines

EXACT = Path("years") / "exact-certificate.json"


def test_a_small_programme_is_solved_as_one(tmp_path: Path) -> None:
    """Money lapses, so the sum of the years is far off; the certificate is kept and checked."""
    config = CONFIG_OF_YEARS.replace("carries_over = true", "carries_over = false")
    _, run = make_plan(write_project(tmp_path / "as_one", config), exports=())
    data = json.loads((run / "years.json").read_text(encoding="utf-8"))

    assert data["exact"] is data["figures"]["exact"] is True
    assert data["schedules"][0]["value"] == data["bound"]
    assert "all years solved as one: gap 0" in years_lines(data, "MNT", "en")[3]
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []

    answer = json.loads((run / EXACT).read_text(encoding="utf-8"))
    answer["stages"][0]["certified_bound"] -= 1
    (run / EXACT).write_text(json.dumps(answer), encoding="utf-8")
    assert any("the programme as one problem" in d.recomputed for d in verify_run(run))
    (run / EXACT).unlink()
    assert verify_run(run) != []
