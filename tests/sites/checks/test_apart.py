"""Sites, places and network of different countries are an error, told once for each table."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.project.load import load_inputs


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("pops.csv", "P-9,Nairobi,36.82,-1.29", True),
        ("pops.csv", "P-9,Ховд,91.64,48.01", True),
        ("pops.csv", "P-9,Хархорин,102.8,47.2", False),
    ],
)
def test_points_far_from_every_site_are_an_error(
    four_places: Path, table: str, row: str, told: bool
) -> None:
    """Another continent and the other end of the country are; a neighbouring aimag is not."""
    (four_places / table).write_text(f"pop_id,name,longitude,latitude\n{row}\n", encoding="utf-8")
    found = [f for f in load_inputs(four_places).findings if f.rule == "table.apart"]

    assert [(f.file, f.severity.value) for f in found] == ([(table, "error")] if told else [])


def test_one_file_of_several_is_named(four_places: Path) -> None:
    """A second list of another country is told, the right one is not."""
    config = four_places / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    one = '[tables.pops]\npath = "pops.csv"\nnumber_format = "1234.5"\n'
    assert one in text
    other = one.replace("[tables.pops]", "[[tables.pops]]")
    config.write_text(
        text.replace(one, other + other.replace("pops.csv", "kenya.csv")), encoding="utf-8"
    )
    (four_places / "kenya.csv").write_text(
        "pop_id,name,longitude,latitude\nK1,Lodwar,35.6,3.12\nK2,Kakuma,34.86,3.71\n",
        encoding="utf-8",
    )
    (found,) = [f for f in load_inputs(four_places).findings if f.rule == "table.apart"]

    assert found.file == "kenya.csv"
    assert found.found.startswith("2 points, the nearest ")
