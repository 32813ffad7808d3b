"""A project's soils and rivers come from its tables to its network; what is wrong is told."""

from __future__ import annotations

import re
from pathlib import Path

from four_places import with_boundaries, write_project

from planner.language.messages.findings import as_phrase
from planner.project.load import load_inputs

SOILS = """soil_class,area_code,geometry
Rock,,"POLYGON ((103.9 47.9, 104.1 47.9, 104.1 48.1, 103.9 48.1, 103.9 47.9))"
Sand,1,
Clay,99,
"""
RIVERS = """river,geometry
Tuul,"LINESTRING (104.2 47.8, 104.2 48.2)"
Orkhon,
"""


def test_soils_and_rivers_are_read_and_judged(tmp_path: Path) -> None:
    """A drawn soil, one by area, one without outline; a river, and one without a line."""
    folder = with_boundaries(write_project(tmp_path / "p"))
    for name, text in {"soils": SOILS, "rivers": RIVERS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        config = folder / "kholboo.toml"
        table = f'[tables.{name}]\npath = "{name}.csv"\n\n[tables.places]'
        told = config.read_text(encoding="utf-8").replace("[tables.places]", table)
        config.write_text(told, encoding="utf-8")
    inputs = load_inputs(folder)

    assert [soil.soil_class for soil in inputs.network.soils] == ["rock", "sand"]
    assert [river.name for river in inputs.network.rivers] == ["Tuul"]
    about = {f.rule: f for f in inputs.findings if f.file in ("soils.csv", "rivers.csv")}
    assert {name: f.row for name, f in about.items() if f.row} == {
        "soil.without_area": 4,
        "geometry.unreadable": 3,
    }
    assert "river.no_price" in {f.rule for f in inputs.findings}
    for finding in inputs.findings:
        if finding.rule.startswith(("soil.", "river.")):
            for text in (finding.found, finding.expected, finding.todo):
                if re.search("[a-z]{3}", text) and text not in ("99",):
                    assert re.search("[А-Яа-яӨөҮү]", as_phrase(text).mongolian), text
