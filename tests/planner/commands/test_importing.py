"""From strangers' files to a plan without a text editor; nothing is lost on the way."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import strange_files
from click.testing import CliRunner, Result

import cli
from planner.commands import importing
from planner.project.init import init_project

ANSWERS = {
    "usd_rate": "130",
    "vat_rate": "16%",
    "discount_rate": "0.1",
    "school_months_per_year": "9",
    "school_year_starts": "01-08",
    "capex": "4e6",
    "opex_per_year": "1e6",
}


def kholboo(*words: object, typed: str | None = None) -> Result:
    """Run a command line in this process; no exception may come out of it."""
    result = CliRunner().invoke(cli.shell, [str(word) for word in words], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def answered(**more: str) -> list[str]:
    """Return answers as options."""
    return [w for k, v in {**ANSWERS, **more}.items() for w in ("--answer", f"{k}={v}")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a new project for Kenya."""
    init_project(tmp_path / "ke", "blank", "KE")
    return tmp_path / "ke"


LAYOUTS: list[tuple[Callable[[Path], list[Path]], dict[str, str], dict[str, int], int]] = [
    (strange_files.itu, {"users.school": "200"}, {"sites": 3, "towers": 1, "pops": 1}, 600),
    (strange_files.giga, {}, {"sites": 3, "roads": 1, "pops": 1}, 1200),
    (
        strange_files.osm_schools,
        {"users.school": "200", "users.library": "40"},
        {"sites": 3, "roads": 1, "pops": 1},
        440,
    ),
    (strange_files.open_cell_id, {}, {"towers": 2, "sites": 3, "pops": 1}, 900),
    (strange_files.kobo, {}, {"sites": 3, "roads": 1, "pops": 1}, 720),
    (strange_files.odk, {}, {"sites": 3, "roads": 1, "pops": 1}, 540),
]


@pytest.mark.parametrize(
    ("files", "more", "rows", "users"), LAYOUTS, ids=[files.__name__ for files, *_ in LAYOUTS]
)
def test_a_newcomer_reaches_a_plan(
    project: Path,
    tmp_path: Path,
    files: Callable[[Path], list[Path]],
    more: dict[str, str],
    rows: dict[str, int],
    users: int,
) -> None:
    """Import, check and plan go through; every site gains, and its users are those of the file."""
    given = files(tmp_path / "from a stranger")
    before = {path: path.read_bytes() for path in given}

    done = kholboo("import", "-C", project, *given, *answered(**more), "--yes", "--json")
    check = kholboo("check", "-C", project, "--json")
    plan = kholboo("plan", "-C", project, "--json")

    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)["data"]
    assert {one["table"]: one["rows"] for one in data["files"]} == rows
    assert data["written"] and not data["questions"]
    assert {path: path.read_bytes() for path in given} == before
    assert check.exit_code == 0, check.output
    found = json.loads(check.stdout)
    assert "scenario.foreign" not in {f["rule"] for f in found["findings"]}
    assert plan.exit_code == 0, plan.output
    result = json.loads(plan.stdout)["data"]
    assert result["sites"] == {"total": 3, "deployed": 3, "adequate": 0, "unserved": 0}
    assert result["users_gaining"] == users
    assert result["currency"] == "KES"
    assert 0 < result["capex_minor"] <= 4_000_000_00  # cents


def test_a_proposal_shows_everything_and_writes_nothing(project: Path, tmp_path: Path) -> None:
    """Without --yes the columns, guesses, rows, questions and the difference are only shown."""
    text = (project / "kholboo.toml").read_bytes()
    given = strange_files.open_cell_id(tmp_path / "src")

    shown = kholboo("import", "-C", project, *given)

    assert shown.exit_code == 0
    for words in (
        "data/schools.csv: sites, 3 rows",
        "guess: the project's levels name county",
        "As understood, the first 3:",
        "data/opencellid_639.csv: towers, 2 rows (OpenCelliD: cells)",
        "radio+mcc+net+area+cell",
        '+columns.aimag = "County" # guess',
        "usd_rate (must be answered)",
        "Nothing was written.",
    ):
        assert words in shown.output, words
    assert (project / "kholboo.toml").read_bytes() == text
    assert not (project / ".kholboo").exists()
    assert not (project / "data" / "schools.csv").exists()


def test_json_lists_the_questions_with_their_guesses(project: Path, tmp_path: Path) -> None:
    """A program reads what is open, what was guessed and why, and the rows as understood."""
    given = strange_files.giga(tmp_path / "src")[0]

    data = json.loads(kholboo("import", "-C", project, given, "--json").stdout)["data"]

    (file,) = data["files"]
    assert (file["table"], file["layout"]) == ("sites", "Giga: school list")
    assert file["columns"]["site_id"] == {"header": "school_id_govt", "guess": False, "why": None}
    assert file["first_rows"][0]["students"] == 200
    assert file["guesses"] == {"constants.kind": "no column says it"}
    questions = {question["id"]: question for question in data["questions"]}
    assert questions["kind@data/giga-schools.csv"]["guess"] == "school"
    assert questions["usd_rate"]["needed"] and questions["usd_rate"]["guess"] is None
    assert not questions["capex"]["needed"]
    assert data["written"] is False


def test_what_must_be_answered_stops_yes(project: Path, tmp_path: Path) -> None:
    """--yes takes guesses, but never makes up what nobody could guess."""
    text = (project / "kholboo.toml").read_bytes()

    done = kholboo("import", "-C", project, *strange_files.giga(tmp_path / "src"), "--yes")

    assert done.exit_code == 2
    assert "these must be answered: usd_rate" in done.output
    assert (project / "kholboo.toml").read_bytes() == text


def test_undo_takes_back_an_import(project: Path, tmp_path: Path) -> None:
    """Everything is as before, to the byte; a second undo says that there is nothing left."""
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    given = strange_files.giga(tmp_path / "src")
    kholboo("import", "-C", project, *given, *answered(), "--yes")

    done = kholboo("undo", "-C", project, "--json")
    again = kholboo("undo", "-C", project)

    assert json.loads(done.stdout)["data"]["restored"] == ["kholboo.toml"]
    own = (p for p in project.rglob("*") if p.is_file() and ".kholboo" not in p.parts)
    assert {p: p.read_bytes() for p in own} == before
    assert again.exit_code == 2
    assert "nothing to take back" in again.output


def test_undo_refuses_after_an_edit(project: Path, tmp_path: Path) -> None:
    """A line that the user wrote since is never lost."""
    given = strange_files.giga(tmp_path / "src")
    kholboo("import", "-C", project, *given, *answered(), "--yes")
    path = project / "kholboo.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")

    refused = kholboo("undo", "-C", project)

    assert refused.exit_code == 2
    assert "kholboo.toml was edited since kholboo import" in refused.output
    assert path.read_text(encoding="utf-8").endswith("# mine\n")


# -- two files, and bad ones ----------------------------------------------------------------------


def test_two_files_that_could_both_be_the_sites_are_a_question(
    project: Path, tmp_path: Path
) -> None:
    """Nobody decides in silence that two lists of schools are one; each answer does as it says."""
    one = strange_files.giga(tmp_path / "a")[0]
    two = strange_files.open_cell_id(tmp_path / "b")[1]

    stopped = kholboo("import", "-C", project, one, two, *answered(), "--yes")
    words = ["--answer", "beside@data/schools.csv=add"]
    both = kholboo("import", "-C", project, one, two, *answered(), *words, "--yes")

    assert stopped.exit_code == 2
    assert "data/schools.csv looks like sites, and so is data/giga-schools.csv" in stopped.output
    assert both.exit_code == 0, both.output
    config = tomllib.loads((project / "kholboo.toml").read_text(encoding="utf-8"))
    paths = [entry["path"] for entry in config["tables"]["sites"]]
    assert paths == ["data/giga-schools.csv", "data/schools.csv"]


def test_a_list_that_is_there_already_is_replaced_only_when_asked(
    project: Path, tmp_path: Path
) -> None:
    """add, replace and skip; the file of the first list stays where it is."""
    kholboo("import", "-C", project, *strange_files.giga(tmp_path / "a"), *answered(), "--yes")
    new = strange_files.kobo(tmp_path / "b")[0]

    words = ["--answer", "beside@data/kobo-export.csv=replace", "--yes"]
    done = kholboo("import", "-C", project, new, *words)

    assert done.exit_code == 0, done.output
    config = tomllib.loads((project / "kholboo.toml").read_text(encoding="utf-8"))
    assert config["tables"]["sites"]["path"] == "data/kobo-export.csv"
    assert "constants" not in config["tables"]["sites"]
    assert (project / "data" / "giga-schools.csv").is_file()


def test_the_same_file_again_is_read_anew(project: Path, tmp_path: Path) -> None:
    """A file that the project names already keeps its place; nothing is asked again."""
    given = strange_files.giga(tmp_path / "src")
    kholboo("import", "-C", project, *given, *answered(), "--yes")
    text = (project / "kholboo.toml").read_text(encoding="utf-8")

    again = kholboo("import", "-C", project, project / "data" / "giga-schools.csv", "--yes")

    assert again.exit_code == 0
    assert "Nothing to change." in again.output
    assert (project / "kholboo.toml").read_text(encoding="utf-8") == text


def test_a_file_is_never_overwritten(project: Path, tmp_path: Path) -> None:
    """A file of the same name and other content is copied beside it, under another name."""
    (project / "data" / "giga-schools.csv").write_text("mine", encoding="utf-8")
    given = strange_files.giga(tmp_path / "src")

    done = kholboo("import", "-C", project, *given, *answered(), "--yes")

    assert done.exit_code == 0, done.output
    assert (project / "data" / "giga-schools.csv").read_text(encoding="utf-8") == "mine"
    copy = project / "data" / "giga-schools-2.csv"
    assert copy.read_bytes() == given[0].read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.xlsx", b"PK\x03\x04 no", "broken.xlsx: unreadable"),
        ("empty.csv", b"", "empty.csv: unreadable"),
        ("cut.geojson", b'{"type": "FeatureCollection", "features": [', "cut.geojson: unreadable"),
        ("photo.jpg", b"\xff\xd8", "photo.jpg: unreadable"),
        ("half.shp", b"\x00\x00\x27\x0a" + bytes(96), "half.shp: unreadable"),
        ("bad.gpkg", b"SQLite format 3\x00" + bytes(200), "bad.gpkg: unreadable"),
        ("bad.osm.pbf", b"\x00\x00\x00\x0d", "bad.osm.pbf: unreadable"),
    ],
)
def test_an_unreadable_file_is_told_and_nothing_is_written(
    project: Path, name: str, content: bytes, said: str
) -> None:
    """A file that cannot be read has a sentence that says why; the project stays as it was."""
    text = (project / "kholboo.toml").read_bytes()
    (project / "data" / name).write_bytes(content)

    done = kholboo("import", "-C", project, project / "data" / name, *answered(), "--yes")

    assert done.exit_code == 1, done.output
    assert said in done.output
    assert (project / "kholboo.toml").read_bytes() == text


def test_files_that_are_none_are_refused(project: Path) -> None:
    """A path to nothing, a folder, and Kholboo's own files are refused in a sentence."""
    for path, said in (
        (project / "no.csv", "there is no file"),
        (project / "data", "is not an ordinary file"),
        (project / "kholboo.toml", "is Kholboo's own"),
    ):
        done = kholboo("import", "-C", project, path)
        assert done.exit_code == 2
        assert said in done.output


def test_a_folder_without_a_project_is_told(tmp_path: Path) -> None:
    """The message says how to make one."""
    given = strange_files.pops(tmp_path / "src")
    for words in (("import", given), ("undo",)):
        done = kholboo(words[0], "-C", tmp_path, *words[1:])
        assert done.exit_code == 2
        assert "kholboo init" in done.output


def test_a_broken_project_file_is_left_alone(project: Path, tmp_path: Path) -> None:
    """A project file that is no TOML is told with its line and not touched."""
    (project / "kholboo.toml").write_text("[project\n", encoding="utf-8")

    done = kholboo("import", "-C", project, strange_files.pops(tmp_path / "src"), "--yes")

    assert done.exit_code == 2
    assert "the project file cannot be read" in done.output
    assert (project / "kholboo.toml").read_text(encoding="utf-8") == "[project\n"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("usd_rate", "ID=ANSWER"),
        ("usd_rat=130", "usd_rat: nobody asks that"),
        ("usd_rate=much", "usd_rate: much cannot be read"),
        ("vat_rate=16", "vat_rate: 16 cannot be read; write it like 0.16, 16 %"),
        ("capex=650.000", "capex: 650.000 cannot be read"),
        ("catalogue=yes", "catalogue: yes is none of the options: starter, giga-brazil, "),
        ("school_year_starts=31-12", "school_year_starts: 31-12 cannot be read"),
    ],
)
def test_answers_that_do_not_fit_are_told(
    project: Path, tmp_path: Path, answer: str, said: str
) -> None:
    """A slip in an answer is an error that shows what would do, never a guess."""
    given = strange_files.giga(tmp_path / "src")

    done = kholboo("import", "-C", project, *given, "--answer", answer, "--yes")

    assert done.exit_code == 2
    assert said in done.output


# -- at a terminal --------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit at the terminal."""
    monkeypatch.setattr(importing, "_is_conversation", lambda talk: not talk.as_json)


@pytest.mark.usefixtures("terminal")
def test_questions_are_asked_one_after_the_other(project: Path, tmp_path: Path) -> None:
    """Enter takes the guess, a wrong answer is asked again, a minus leaves a question open."""
    given = strange_files.giga(tmp_path / "src")
    typed = ["", "1", "much", "130", "16%", "-", "9", "01-08", "4e6", "", "y"]

    done = kholboo("import", "-C", project, *given, typed="\n".join(typed) + "\n")

    assert done.exit_code == 0, done.output
    assert "usd_rate: much cannot be read" in done.output
    base = tomllib.loads((project / "kholboo.toml").read_text(encoding="utf-8"))["scenarios"][
        "base"
    ]
    assert (base["vat_rate"], base["limits"]) == (0.16, {"capex": 4_000_000})
    assert "discount_rate" not in base


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("typed", "code"), [("\n\n130\n", 130), ("\n\n130" + 7 * "\n" + "n\n", 0)])
def test_no_and_an_end_write_nothing(project: Path, tmp_path: Path, typed: str, code: int) -> None:
    """A no at the end, and an end or Ctrl-C amid the questions, leave the project as it was."""
    text = (project / "kholboo.toml").read_bytes()

    done = kholboo("import", "-C", project, *strange_files.giga(tmp_path / "src"), typed=typed)

    assert done.exit_code == code
    assert (project / "kholboo.toml").read_bytes() == text
    assert not (project / "data" / "giga-schools.csv").exists()
    assert not (project / ".kholboo").exists()


def test_mongolian_is_spoken_where_asked(project: Path, tmp_path: Path) -> None:
    """Questions, marks and results have their Mongolian."""
    given = strange_files.giga(tmp_path / "src")

    done = kholboo("--lang", "mn", "import", "-C", project, *given, *answered(), "--yes")
    undone = kholboo("--lang", "mn", "undo", "-C", project)

    assert "үйлчилгээ авах газрууд" in done.output
    assert "Бичсэн:" in done.output
    assert "Буцаав: kholboo import" in undone.output
