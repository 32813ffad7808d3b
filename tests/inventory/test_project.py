from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.currencies import digits_of
from inventory.findings import Finding
from inventory.project import Project, load_project
from inventory.settings.faults import line_of
from inventory.values import NumberFormat

Load = Callable[..., Project]

SITES = '[tables.sites]\npath = "data/sites.csv"\n'


def test_a_whole_project_file_is_read(configured: Load) -> None:
    """Tables, mappings and scenarios come out as they are written, without findings."""
    project = configured(
        SITES
        + 'number_format = "1.234,5"\nencoding = "CP1251"\nsheet = "S"\nheader_row = 3\n'
        + 'columns = { site_id = "Код", students = "" }\n'
        + 'values = { kind = { "Соёлын Төв" = "community_centre" } }\n'
        + 'constants = { lan = true }\n[scenarios.base]\ntitle = "T"\n'
    )
    spec = project.tables["sites"].files[0]

    assert project.findings == ()
    assert (project.name, project.country, project.currency) == ("Test", "MN", "MNT")
    assert project.scenarios == {"base": {"title": "T"}}
    assert project.default_scenario == "base"
    assert spec.label == "data/sites.csv"
    assert spec.number_format is NumberFormat.POINT_THOUSANDS
    assert (spec.encoding, spec.sheets, spec.header_row) == ("cp1251", ("S",), 3)
    assert spec.columns == {"site_id": "Код", "students": ""}
    assert list(spec.values["kind"].values()) == ["community_centre"]
    assert spec.constants == {"lan": True}


def test_a_table_may_list_several_files(configured: Load) -> None:
    """[[tables.sites]] repeats make one table of several files, in their order."""
    project = configured('[[tables.sites]]\npath = "a.csv"\n[[tables.sites]]\npath = "b.xlsx"\n')

    assert [f.label for f in project.tables["sites"].files] == ["a.csv", "b.xlsx"]
    assert project.findings == ()


def test_all_faults_are_told_at_once_with_their_lines(configured: Load) -> None:
    """Every wrong key and value is a finding of its own, at its line, with a suggestion."""
    project = configured(
        SITES
        + 'number_formt = "1234.5"\nnumber_format = "12.5"\nencoding = "klingon"\nheader_row = 0\n'
        + 'columns = { site_ids = "Код" }\n'
        + 'values = { kind = { x = "scool" } }\n'
        + '[tables.site]\npath = "x.csv"\n[scenaros.base]\n'
    )
    told = {(f.rule, f.column): f for f in project.findings}

    assert set(told) == {
        ("config.unknown_key", "tables.sites.number_formt"),
        ("config.wrong_value", "tables.sites.number_format"),
        ("config.wrong_value", "tables.sites.encoding"),
        ("config.wrong_value", "tables.sites.header_row"),
        ("config.unknown_key", "tables.sites.columns.site_ids"),
        ("config.wrong_value", "tables.sites.values.kind.x"),
        ("config.unknown_key", "tables.site"),
        ("config.unknown_key", "scenaros"),
    }
    assert [f.row for f in project.findings] == sorted(f.row or 0 for f in project.findings)
    assert told["config.unknown_key", "tables.sites.number_formt"].row == 7
    assert told["config.unknown_key", "tables.sites.number_formt"].todo == "write number_format"
    assert told["config.wrong_value", "tables.sites.values.kind.x"].todo == "write school"
    assert told["config.unknown_key", "scenaros"].todo == "write scenarios"


def test_required_settings_are_asked_for(configured: Load) -> None:
    """A head without currency, a table without path and a project without sites are told."""
    project = configured(
        '[tables.stock]\nsheet = "S"\n', head='[project]\nname = "T"\ncountry = "MN"\n'
    )

    assert {f.rule for f in project.findings} == {"config.required"}
    assert {f.column for f in project.findings} == {
        "project.currency",
        "tables.sites",
        "tables.stock.path",
    }


def test_wrong_types_never_raise(configured: Load) -> None:
    """Settings of any other type than expected are findings."""
    project = configured(
        '[tables]\nsites = 5\nplaces = { path = 3 }\npops = "pops.csv"\n'
        'towers = { path = "t.csv", columns = 1, values = { radio = 2 }, constants = [1] }\n'
        "[scenarios]\nbase = 1\n",
        head='[project]\nname = 1\ncountry = "Mongolia"\ncurrency = "tugrik"\n',
    )
    wrong = {f.column for f in project.findings if f.rule == "config.wrong_value"}

    assert wrong == {
        "project.name",
        "project.country",
        "project.currency",
        "tables.sites",
        "tables.places.path",
        "tables.towers.columns",
        "tables.towers.values.radio",
        "tables.towers.constants",
        "scenarios.base",
    }
    assert project.tables["pops"].files[0].label == "pops.csv"


def test_malformed_toml_names_the_line(configured: Load) -> None:
    """A project file that is not TOML is one finding at the line the parser stopped."""
    project = configured("[tables.sites\n")

    assert [(f.rule, f.row) for f in project.findings] == [("config.malformed", 5)]
    assert project.tables == {}


@pytest.mark.parametrize("content", [b"\xff\xfe[\0", b"a = '\xd0'", b"[" * 9000])
def test_files_that_are_not_toml_never_raise(tmp_path: Path, content: bytes) -> None:
    """Other encodings and endless brackets are findings."""
    (tmp_path / "kholboo.toml").write_bytes(content)

    assert [f.rule for f in load_project(tmp_path).findings] == ["config.malformed"]


@given(st.text(max_size=200))
def test_any_text_as_a_project_file_yields_findings(tmp_path_factory, text: str) -> None:
    """Whatever stands in the project file, loading returns findings and never raises."""
    folder = tmp_path_factory.mktemp("any")
    (folder / "kholboo.toml").write_text(text, encoding="utf-8", newline="")

    assert load_project(folder).findings


def test_a_missing_project_file_says_what_to_do(tmp_path: Path) -> None:
    """A folder without kholboo.toml, or that is not there, points to `kholboo init`."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        (finding,) = load_project(folder).findings

        assert finding.rule == "config.missing"
        assert "kholboo init" in finding.todo


def test_the_default_scenario_must_exist(configured: Load) -> None:
    """A default scenario that is not defined is told with the nearest name."""
    head = '[project]\nname = "T"\ncountry = "MN"\ncurrency = "MNT"\ndefault_scenario = "bse"\n'
    project = configured(SITES + "[scenarios.base]\n[scenarios.tight]\n", head=head)

    assert [f.todo for f in project.findings] == ["write base"]
    assert project.default_scenario is None


def test_a_column_is_mapped_or_constant_not_both(configured: Load) -> None:
    """A column that is both mapped and constant is a contradiction."""
    project = configured(SITES + 'columns = { kind = "K" }\nconstants = { kind = "school" }\n')

    assert [f.column for f in project.findings] == ["tables.sites.constants.kind"]


def test_labels_hide_the_machine(configured: Load, tmp_path: Path) -> None:
    """A file inside the project is named relative to it even when written absolutely."""
    inside = configured(f'[tables.sites]\npath = "{tmp_path.as_posix()}/data/s.csv"\n')
    outside = configured('[tables.sites]\npath = "../other/s.csv"\n')

    assert inside.tables["sites"].files[0].label == "data/s.csv"
    assert outside.tables["sites"].files[0].label == "../other/s.csv"


def test_lines_are_found_in_inline_and_dotted_tables() -> None:
    """A key is found in its table, its dotted form, or at least its nearest parent."""
    lines = ['[a."b c"]', "x = 1", "y.z = 2", "w = { v = 3 }", "# q = 4"]

    assert line_of(lines, ("a", "b c", "x")) == 2
    assert line_of(lines, ("a", "b c", "y", "z")) == 3
    assert line_of(lines, ("a", "b c", "w", "v")) == 4
    assert line_of(lines, ("a", "b c", "q")) == 1
    assert line_of(lines, ("other",)) is None


def test_findings_are_plain_values(configured: Load) -> None:
    """Findings of the project file are Finding values with the file's name."""
    project = configured("")

    assert all(isinstance(f, Finding) and f.file == "kholboo.toml" for f in project.findings)


@pytest.mark.parametrize(
    ("line", "digits", "faults"),
    [
        ("", 0, 0),
        ("minor_digits = 2", 2, 0),
        ("minor_digits = 5", 0, 1),
        ("minor_digits = -1", 0, 1),
        ('minor_digits = "2"', 0, 1),
        ("minor_digits = true", 0, 1),
    ],
)
def test_a_project_says_in_how_many_decimals_it_accounts(
    tmp_path: Path, line: str, digits: int, faults: int
) -> None:
    """None is 0, whatever its currency is usually written with."""
    head = f'[project]\nname = "P"\ncountry = "KE"\ncurrency = "KES"\n{line}\n[scenarios.base]\n'
    (tmp_path / "kholboo.toml").write_text(head, encoding="utf-8")

    project = load_project(tmp_path)

    found = [f for f in project.findings if (f.column or "").endswith("minor_digits")]
    assert (project.currency, digits_of(project.currency), len(found)) == ("KES", digits, faults)


@pytest.mark.parametrize("table", ["sites", "terrain", "population"])
def test_every_table_says_of_a_path_what_is_wrong_with_it(configured: Load, table: str) -> None:
    """A path that is no text is wrong, one that is not there is asked for, whatever is read."""
    others = "" if table == "sites" else SITES
    for written, rule in (("path = 3", "config.wrong_value"), ("", "config.required")):
        project = configured(f"{others}[tables.{table}]\n{written}\n")

        assert [f.rule for f in project.findings] == [rule]
        assert project.findings[0].column == f"tables.{table}.path"
