"""A scenario that asks for people: read from a raster or a table, counted, recorded, refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inventory.kept import kept_in
from planner.project.kept_answers import inputs_key
from planner.project.load import load_inputs
from planner.reports.assumption_lines import assumed, assumption_lines
from planner.scenario.inputs import Inputs
from sites.distance import haversine_m
from sites.people import near
from sites.site import Site, SiteKind

POINTS = """\
Name,Lat,Lon,Population
Баруун,48.10,105.20,700
Дунд,48.12,105.21,300.5
Хол,49.00,105.20,90000
"""
ASKED = "population_radius_km = 5, population_share = 0.2"


def without_users(folder: Path) -> Path:
    """Take the pupils of one school and the visitors of one library out of a project."""
    path = folder / "sites.csv"
    text = path.read_text(encoding="utf-8")
    text = text.replace(",120,,none", ",,,none").replace(",,20,none", ",,,none")
    path.write_text(text, encoding="utf-8")
    return folder


def ask(folder: Path, *, path: str | None, school: str = ASKED, more: str = "") -> Path:
    """Name people in the project file, and ask for them as the users of schools."""
    config = folder / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    text = text.replace('school = { payer = "ministry" }', f"school = {{ {school} }}")
    if path is not None:
        named = f'[tables.population]\npath = "{path}"\n{more}\n[scenarios.base]\n'
        text = text.replace("[scenarios.base]\n", named, 1)
    config.write_text(text, encoding="utf-8")
    return folder


def site(inputs: Inputs, site_id: str) -> Site:
    """Return a site by its id."""
    return next(s for s in inputs.sites if s.id == site_id)


def told(inputs: Inputs) -> dict[str, str | None]:
    """Return what is said of population: rule and setting or column."""
    return {f.rule: f.column for f in inputs.findings if f.rule.startswith("population.")}


def write_raster(path: Path) -> None:
    """Write one person on each cell of 0.01 degrees around the project."""
    rasterio = pytest.importorskip("rasterio", reason="RASTERS OF PEOPLE ARE NOT TESTED")
    from rasterio.transform import from_origin

    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=1,
        dtype="int16",
        crs="EPSG:4326",
        width=300,
        height=200,
        transform=from_origin(103, 49, 0.01, 0.01),
    ) as file:
        file.write(np.ones((200, 300), dtype="int16"), 1)


def test_points_with_people_are_users_where_asked(four_places: Path) -> None:
    """Headers of a stranger's table; the two villages in reach, not the town 100 km away."""
    folder = ask(without_users(four_places), path="people.csv", more='number_format = "1234.5"')
    (folder / "people.csv").write_text(POINTS, encoding="utf-8")
    inputs = load_inputs(folder)

    assert inputs.ok
    assert site(inputs, "S-3").people_near == 1000.5
    assert site(inputs, "L-2").people_near is None
    lines = assumption_lines(inputs, "en")
    assert "  1 of 5 sites name no users: taken as a share of the people within 5 km" in lines
    assert "  1 of 5 sites name no users: nothing can be planned for them" in lines
    mongolian = "\n".join(assumption_lines(inputs, "mn"))
    assert "5 км доторх хүн амын" in mongolian
    of_people = [one for one in assumed(inputs) if one["kind"] == "users_of_people_near"]
    assert [(one["sites"], one["values"]) for one in of_people] == [(1, ["5"])]


def test_negative_people_of_a_table_are_an_error(four_places: Path) -> None:
    """Told at the cell."""
    folder = ask(without_users(four_places), path="people.csv", more='number_format = "1234.5"')
    (folder / "people.csv").write_text(POINTS.replace("300.5", "-300"), encoding="utf-8")
    inputs = load_inputs(folder)

    wrong = [(f.rule, f.file, f.row, f.column, f.found) for f in inputs.findings if f.row == 3]
    assert ("number.out_of_range", "people.csv", 3, "Population", "-300") in wrong
    assert not inputs.ok


def test_people_of_a_raster_are_counted_once_for_commands(
    four_places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache holds what was counted; another radius or other bytes are counted anew."""
    folder = ask(without_users(four_places), path="people.tif")
    write_raster(folder / "people.tif")
    kept = kept_in(folder, tmp_path / "secret")
    fresh = load_inputs(folder)
    asked: list[float] = []
    count = near.with_people_near

    def counting(sites: Any, radius_km: Any, people: Any) -> Any:
        asked.append(radius_km[SiteKind.SCHOOL])
        return count(sites, radius_km, people)

    monkeypatch.setattr(near, "with_people_near", counting)
    for _ in range(2):
        assert load_inputs(folder, kept=kept).sites == fresh.sites
    config = folder / "kholboo.toml"
    config.write_text(config.read_text().replace("radius_km = 5", "radius_km = 9"))
    wider = site(load_inputs(folder, kept=kept), "S-3").people_near
    (folder / "people.tif").write_bytes((folder / "people.tif").read_bytes() + b"\0")
    load_inputs(folder, kept=kept)

    assert asked == [5, 9, 9]
    assert wider is not None
    assert wider > (site(fresh, "S-3").people_near or 0)


def test_a_recorded_raster_gives_the_same_people(four_places: Path, tmp_path: Path) -> None:
    """A run reads its copies alone, and a changed raster is another input."""
    folder = ask(without_users(four_places), path="people.tif")
    write_raster(folder / "people.tif")
    inputs = load_inputs(folder)
    source = next(s for s in inputs.sources if s.table == "population")
    copies = {s.path: tmp_path / "copies" / s.path for s in inputs.sources}
    for path, copy in copies.items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / path, copy)
    (folder / "people.tif").unlink()
    recorded = load_inputs(folder, copies=copies)
    key = inputs_key(inputs)

    assert (source.path, source.rows) == ("people.tif", 0)
    assert recorded.sites == inputs.sites
    centres = [(103.005 + x / 100, 48.995 - y / 100) for x in range(300) for y in range(200)]
    in_reach = sum(haversine_m(at, (105.2013, 48.1012)) <= 5_000 for at in centres)
    assert site(recorded, "S-3").people_near == in_reach
    assert key is not None
    assert [r[0] for r in key["people"]] == ["people.tif"]


@pytest.mark.parametrize(
    ("school", "path", "expected"),
    [
        (ASKED, None, {"population.no_source": "population_radius_km"}),
        ("population_share = 0.2", None, {"population.half": "population_share"}),
        ("population_radius_km = 5", None, {"population.half": "population_radius_km"}),
        ('payer = "ministry"', "people.csv", {"population.unused": "population"}),
    ],
)
def test_half_of_what_it_takes_is_told(
    four_places: Path, school: str, path: str | None, expected: dict[str, str]
) -> None:
    """Radius, share and people belong together; people alone are a note."""
    folder = ask(four_places, path=path, school=school, more='number_format = "1234.5"')
    (folder / "people.csv").write_text(POINTS, encoding="utf-8")
    inputs = load_inputs(folder)

    found = {rule: (column or "").rpartition(".")[2] for rule, column in told(inputs).items()}
    assert found == expected
    assert inputs.ok is (path is not None)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("population_radius_km = 0, population_share = 0.2", "a number greater than 0"),
        ("population_radius_km = -3, population_share = 0.2", "a number greater than 0"),
        ("population_radius_km = 5000, population_share = 0.2", "a number of 200 or less"),
        ("population_radius_km = 5, population_share = 20", "a number of 1 or less"),
    ],
)
def test_a_radius_of_nothing_is_refused(four_places: Path, setting: str, expected: str) -> None:
    """A percentage written as 20 is no share either."""
    inputs = load_inputs(ask(four_places, path=None, school=setting))

    wrong = [f for f in inputs.findings if f.rule == "config.wrong_value"]
    assert [f.expected.format(gt=0, le=200) for f in wrong] == [expected]


def test_a_raster_and_points_at_once_are_an_error(four_places: Path) -> None:
    """Everybody would be counted twice."""
    folder = ask(without_users(four_places), path="people.tif")
    write_raster(folder / "people.tif")
    config = folder / "kholboo.toml"
    points = '{ path = "people.csv", number_format = "1234.5" }'
    both = f'[tables]\npopulation = ["people.tif", {points}]\n'
    text = config.read_text(encoding="utf-8")
    text = both + text.replace('[tables.population]\npath = "people.tif"\n', "")
    config.write_text(text, encoding="utf-8")
    (folder / "people.csv").write_text(POINTS, encoding="utf-8")
    inputs = load_inputs(folder)

    assert "population.twice" in told(inputs)
    assert site(inputs, "S-3").people_near is None
