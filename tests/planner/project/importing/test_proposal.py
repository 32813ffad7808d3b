"""A proposal is worked out again after every answer, and writes nothing itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import layer_files
import pytest
import strange_files

from planner.project.importing.project_text import EditError
from planner.project.importing.proposal import Import, ImportFileError, source_of
from planner.project.importing.questions import Answers
from planner.project.importing.shown import (
    change_lines,
    file_lines,
    open_lines,
    question_lines,
)
from planner.project.init import init_project
from planner.project.journal import change_files, take_back


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a new project for Kenya."""
    init_project(tmp_path / "ke", "blank", "KE")
    return tmp_path / "ke"


def test_line_ends_and_the_mark_of_windows_stay(project: Path, tmp_path: Path) -> None:
    """A project file saved by Notepad keeps its line ends and its byte order mark."""
    path = project / "kholboo.toml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    work = Import(project, [strange_files.pops(tmp_path / "src")], "en")

    made = work.propose(Answers({"catalogue": "none"}, takes_guesses=True))
    change_files(project, "kholboo import", made.contents, expected=made.expected)

    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf") and after.count(b"\n") == after.count(b"\r\n")
    assert tomllib.loads(after.decode("utf-8-sig"))["tables"]["pops"]["path"] == "data/pops-2.csv"
    take_back(project)
    assert path.read_bytes() == before


def test_an_answer_brings_up_the_next_question(project: Path, tmp_path: Path) -> None:
    """Only who takes the starter catalogue is asked for a rate; a file is understood once."""
    work = Import(project, strange_files.giga(tmp_path / "src"), "en")

    with_prices = work.propose(Answers({"catalogue": "starter"}))
    without = work.propose(Answers({"catalogue": "none"}))

    assert "usd_rate" in {question.id for question in with_prices.questions}
    assert "usd_rate" not in {question.id for question in without.questions}
    assert with_prices.files[0] is without.files[0]


def test_a_dollar_project_needs_no_rate(tmp_path: Path, project: Path) -> None:
    """Where the plan is in dollars the starter catalogue is taken as it is."""
    init_project(tmp_path / "ec", "blank", "EC")
    work = Import(tmp_path / "ec", strange_files.giga(tmp_path / "src"), "en")

    made = work.propose(Answers({}, takes_guesses=True))

    assert "data/starter_catalogue.csv" in made.contents
    assert "data/starter_exchange_rates.csv" not in made.contents
    assert "usd_rate" not in {question.id for question in made.questions}
    assert made.notes == []  # cents hold every price


def test_mongolia_is_asked_for_nothing_that_is_its_own(tmp_path: Path) -> None:
    """In the blank project VAT and limits are stated; the example's rate is a guess."""
    init_project(tmp_path / "mn", "blank")
    work = Import(tmp_path / "mn", strange_files.giga(tmp_path / "src"), "mn")

    questions = {q.id: q.guess for q in work.propose(Answers({})).questions}

    assert questions["usd_rate"] == "3600"
    assert not {"vat_rate", "discount_rate", "school_year_starts", "capex"} & set(questions)


def test_real_prices_take_the_place_of_the_starter(project: Path, tmp_path: Path) -> None:
    """A price list that comes later is a question; the starter's table goes, its file stays."""
    given = Answers({"usd_rate": "130"}, takes_guesses=True)
    first = Import(project, strange_files.giga(tmp_path / "src"), "en").propose(given)
    change_files(project, "kholboo import", first.contents, expected=first.expected)
    prices = strange_files.write(
        tmp_path / "src",
        "my-prices.csv",
        "sku,role,category,timing,unit,unit_price,currency,vat_included,price_date,source\n"
        "R1,router,goods,one_time,C62,25000,KES,no,2026-11-01,offer\n",
    )

    work = Import(project, [prices], "en")
    asked = work.propose(Answers({}, takes_guesses=True))
    made = work.propose(Answers({"beside@data/my-prices.csv": "replace"}, takes_guesses=True))

    assert [q.id for q in asked.open_questions(Answers({}, takes_guesses=True)) if q.is_needed] == [
        "beside@data/my-prices.csv"
    ]
    tables = tomllib.loads(made.new_text)["tables"]
    assert tables["catalogue"]["path"] == "data/my-prices.csv"
    assert set(made.contents) == {"kholboo.toml", "data/my-prices.csv"}


def test_all_parts_of_a_shapefile_are_copied(project: Path, tmp_path: Path) -> None:
    """A shapefile from elsewhere comes with its index, attributes and coordinate system."""
    gpd = pytest.importorskip("geopandas")
    from shapely.geometry import Point

    (tmp_path / "src").mkdir()
    frame = gpd.GeoDataFrame(
        {"pop_id": ["P1"], "name": ["A"]}, geometry=[Point(35.6, 3.1)], crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "src" / "nodes.shp")

    work = Import(project, [tmp_path / "src" / "nodes.shp"], "en")
    made = work.propose(Answers({"catalogue": "none"}, takes_guesses=True))

    assert made.files[0].table == "pops"
    assert {"data/nodes.shp", "data/nodes.shx", "data/nodes.dbf", "data/nodes.prj"} <= set(
        made.contents
    )


def test_files_inside_keep_their_place_and_others_get_a_free_name(
    project: Path, tmp_path: Path
) -> None:
    """Paths are written with slashes from the project; no two files become one."""
    inside = strange_files.pops(project / "мэдээ")
    assert source_of(project, inside).path == "мэдээ/pops.csv"
    one = strange_files.pops(tmp_path / "a")
    two = strange_files.write(tmp_path / "b", "pops.csv", "Name,Lat,Lon\nB,3.2,35.7\n")

    work = Import(project, [one, two], "en")

    assert [source.path for source in work.sources] == ["data/pops-2.csv", "data/pops-3.csv"]


def test_what_is_no_file_of_the_users_is_refused(project: Path, tmp_path: Path) -> None:
    """Missing files, folders, runs and the project file itself are refused by name."""
    (project / "runs" / "x").mkdir(parents=True)
    run = strange_files.write(project / "runs" / "x", "plan.json", "{}")
    for path in (tmp_path / "none.csv", tmp_path, run, project / "kholboo.toml"):
        with pytest.raises(ImportFileError) as caught:
            source_of(project, path)
        assert path.name in str(caught.value) and caught.value.told("mn") != str(caught.value)


def test_a_folder_without_a_project_file_is_refused(tmp_path: Path) -> None:
    """Nothing is looked at where there is no project to bring it into."""
    with pytest.raises(EditError, match="cannot be read"):
        Import(tmp_path, [], "en")


def test_an_osm_file_is_roads(project: Path, tmp_path: Path) -> None:
    """Ways with a highway of a .osm.pbf file become the table of roads, without any question."""
    nodes = {1: (35.6, 3.1), 2: (35.7, 3.1)}
    (tmp_path / "turkana.osm.pbf").write_bytes(
        layer_files.osm(nodes, {11: ([1, 2], {"highway": "primary"})})
    )

    work = Import(project, [tmp_path / "turkana.osm.pbf"], "en")
    (told,) = work.propose(Answers({"catalogue": "none"}, takes_guesses=True)).files

    assert told.table == "roads"
    assert told.read is not None and len(told.read.records) == 1
    assert not [question for question in told.questions if not question.guess]


def test_no_name_in_a_file_can_write_on_the_terminal(project: Path, tmp_path: Path) -> None:
    """Signs that move the cursor are shown as a mark, in rows, headers and questions."""
    text = (
        "id,name,kind,lat,lon,\x1b[2Jhead\n1,A\x1b[31m,school,3.1,35.6,x\n"
        "2,B,\x1b]0;t\x07,3.2,35.6,x\n"
    )
    given = strange_files.write(tmp_path / "src", "s.csv", text)

    work = Import(project, [given], "en")
    answers = Answers({}, takes_guesses=True)
    made = work.propose(answers)
    lines = [line for told in made.files for line in file_lines(told, "en")]
    lines += [*open_lines(made.questions, "en"), *change_lines(made, "mn")]
    lines += [line for question in made.questions for line in question_lines(question, "en")]

    assert any("value.kind." in line for line in lines)
    assert all(line.isprintable() for line in lines)
