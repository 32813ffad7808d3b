"""Corrected positions stand in for the source's; what corrects nothing is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from four_places import CONFIG, write_project

from inventory.findings import Finding
from planner.project.load import load_inputs
from planner.scenario.inputs import Inputs

HEADER = "site,latitude,longitude,reason,document,decided_by,date\n"
TABLE = '\n[tables.corrections]\npath = "corrections.csv"\nnumber_format = "1234.5"\n'


def with_rows(folder: Path, *rows: str) -> Inputs:
    """Return the inputs of a project with these corrections."""
    write_project(folder, CONFIG.replace("\n[scenarios.base]", f"{TABLE}\n[scenarios.base]", 1))
    text = HEADER + "".join(f"{row}\n" for row in rows)
    (folder / "corrections.csv").write_text(text, encoding="utf-8")
    return load_inputs(folder)


def of_corrections(inputs: Inputs) -> list[Finding]:
    """Return what was found in the table of corrections."""
    return [f for f in inputs.findings if f.file == "corrections.csv"]


def test_a_correction_is_the_position_of_the_site(tmp_path: Path) -> None:
    """The site stands where the correction says; a note tells where the source has it."""
    inputs = with_rows(tmp_path, "S-3,48.2,105.3,GPS,A-1,Бат,2026-11-29")

    site = next(s for s in inputs.sites if s.id == "S-3")
    assert (site.latitude, site.longitude) == (48.2, 105.3)
    assert site.coordinate_quality.value == "surveyed"
    assert (site.corrected, site.stated_position) == (True, (105.2013, 48.1012))
    (note,) = of_corrections(inputs)
    assert (note.rule, note.row) == ("position.corrected", 2)
    assert note.found == "48.2, 105.3 instead of 48.1012, 105.201, 13.2 km from there"
    assert note.site.startswith("S-3 ")
    assert inputs.ok
    assert any(source.table == "corrections" for source in inputs.sources)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (["S-33,48.2,105.3,GPS,A-1,,2026-11-29"], "correction.site_unknown"),
        (["S-3,,105.3,GPS,A-1,,2026-11-29"], "correction.impossible"),
        (["S-3,0,0,GPS,A-1,,2026-11-29"], "correction.impossible"),
        (["S-3,148.2,105.3,GPS,A-1,,2026-11-29"], "correction.impossible"),
        (["S-3,48.2,105.3,a,b,,2026-11-29", "S-3,48.3,105.3,a,c,,2026-11-29"],
         "correction.repeated"),
    ],
)  # fmt: skip
def test_a_correction_that_corrects_nothing_is_told(
    tmp_path: Path, rows: list[str], rule: str
) -> None:
    """An unknown site, an impossible point or a second row of a site is found at its row."""
    found = of_corrections(with_rows(tmp_path, *rows))

    assert rule in {f.rule for f in found}
    assert not with_rows(tmp_path, *rows).ok


@pytest.mark.parametrize("row", ["S-3,48.2,105.3,,A-1,,2026-11-29", "S-3,48.2,105.3,a,,,2026-11-29",
                                 "S-3,48.2,105.3,a,b,,"])  # fmt: skip
def test_a_correction_without_papers_stops_the_plan(tmp_path: Path, row: str) -> None:
    """Reason, document and day are required cells."""
    inputs = with_rows(tmp_path, row)

    assert not inputs.ok
    assert any(f.severity.value == "error" and f.row == 2 for f in of_corrections(inputs))
