"""Corrected positions are told where a site is explained and where two runs are compared."""

from __future__ import annotations

from pathlib import Path

from four_places import CONFIG, write_project

from planner.analysis.compare import compare_runs
from planner.analysis.explain import explain_site
from planner.pipeline.make_plan import make_plan

HEADER = "site,latitude,longitude,reason,document,decided_by,date\n"
TABLE = '\n[tables.corrections]\npath = "corrections.csv"\nnumber_format = "1234.5"\n'


def _corrected(folder: Path, row: str) -> Path:
    """Plan with one correction and return the run."""
    (folder / "corrections.csv").write_text(HEADER + row, encoding="utf-8")
    _, run = make_plan(folder, exports=())
    return run


def test_a_correction_between_two_runs_is_told(tmp_path: Path) -> None:
    """One line says where the site was, where it is, how far that is, and that it is corrected."""
    config = CONFIG.replace("\n[scenarios.base]", f"{TABLE}\n[scenarios.base]", 1)
    folder = write_project(tmp_path / "project", config)
    before = _corrected(folder, "")
    after = _corrected(folder, "S-3,48.2,105.3,GPS,A-1,,2026-11-29\n")
    found = [change.told().en for change in compare_runs(before, after).sites]

    told = "48.1012, 105.2013 -> 48.2, 105.3 by a correction, 13.2 km from there"
    assert [text for text in found if "position" in text] == [f"site S-3, position: {told}"]
    assert not any("longitude" in text or "stated_position" in text for text in found)
    stands = "It stands where the table of corrections says, at 48.2, 105.3: 13.2 km from"
    assert explain_site(after, "S-3").notes[0].en.startswith(stands)
    assert explain_site(before, "S-3").notes == ()
