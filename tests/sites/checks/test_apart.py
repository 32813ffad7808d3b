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


KENYA = """[project]
name = "Kenya"
country = "KE"
currency = "KES"
levels = ["county", "sub-county"]
[tables.sites]
path = "sites.csv"
number_format = "1234.5"
[tables.catalogue]
path = "catalogue.csv"
[scenarios.base]
"""


@pytest.mark.parametrize(
    ("longitude", "latitude", "rule", "count"),
    [
        (35.6, 3.1, "", 0),
        (3.1, 35.6, "position.swapped", 3),
        (35.6, -31.0, "table.apart", 1),
    ],
)
def test_sites_of_any_country_lie_in_it(
    tmp_path: Path, longitude: float, latitude: float, rule: str, count: int
) -> None:
    """Without places or boundaries the extent of the country tells what is exchanged or abroad."""
    (tmp_path / "kholboo.toml").write_text(KENYA, encoding="utf-8")
    rows = [
        f"K{n},School {n},school,{longitude + n / 100},{latitude + n / 100},300" for n in range(3)
    ]
    head = "site_id,name,kind,longitude,latitude,students"
    (tmp_path / "sites.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    found = [
        f.rule
        for f in load_inputs(tmp_path).findings
        if f.rule.startswith(("position.", "table.apart")) and f.rule != "position.coarse"
    ]

    assert found == [rule] * count


def test_one_site_abroad_is_a_warning(tmp_path: Path) -> None:
    """It may be right: a territory with a code of its own, an embassy's school."""
    (tmp_path / "kholboo.toml").write_text(KENYA, encoding="utf-8")
    (tmp_path / "sites.csv").write_text(
        "site_id,name,kind,longitude,latitude,students\n"
        "K1,One,school,35.6123,3.1123,300\nK2,Two,school,35.6123,-31.1123,300\n",
        encoding="utf-8",
    )
    (found,) = [f for f in load_inputs(tmp_path).findings if f.rule.startswith("position.")]

    assert (found.rule, found.severity.value, found.row) == ("position.outside_guess", "warning", 3)


def test_levels_are_named_in_the_words_of_the_project(tmp_path: Path) -> None:
    """In a country of districts and sectors a district is the larger area, in Mongolia a soum."""
    text = KENYA.replace("county", "district").replace("sub-district", "sector")
    places = '[tables.places]\npath = "places.csv"\nnumber_format = "1234.5"\n[scenarios.base]'
    (tmp_path / "kholboo.toml").write_text(
        text.replace("[scenarios.base]", places), encoding="utf-8"
    )
    (tmp_path / "places.csv").write_text(
        "code,level,parent,name\n11,district,,Gasabo\n1101,Sector,11,Remera\n", encoding="utf-8"
    )
    (tmp_path / "sites.csv").write_text(
        "site_id,name,kind,aimag,soum\nK1,One,school,Gasabo,Remera\n", encoding="utf-8"
    )
    (site,) = load_inputs(tmp_path).sites

    assert (site.aimag, site.soum) == ("11", "1101")
