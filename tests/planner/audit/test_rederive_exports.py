"""Sheets, maps and pages of a run are those that its plan gives, or the place is named."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.audit.difference import Difference
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline.export_run import Wanted, export_run
from planner.runs.versions import WRITERS, installed_versions

Forge = Callable[[Path, str, Callable[[Any], Any]], None]
Reseal = Callable[[Path], None]


@pytest.fixture
def run_dir(recorded: Path, tmp_path: Path) -> Path:
    """Return a copy of the run, to be changed."""
    return Path(shutil.copytree(recorded, tmp_path / "run"))


@pytest.fixture
def other_versions(installed: Callable[..., None]) -> Callable[[Path], None]:
    """Return a maker of a machine on which another version writes the exports."""
    return lambda _: installed(xlsxwriter="1.0.0")


def _members(
    path: Path, change: Callable[[str, bytes], bytes], method: int = zipfile.ZIP_DEFLATED
) -> None:
    """Write a zip again with changed members."""
    with zipfile.ZipFile(path) as old:
        found = [(info, change(info.filename, old.read(info))) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, data in found:
            new.writestr(info, data, method)


def _tripled(name: str, data: bytes) -> bytes:
    """Return a sheet with every stored amount of five digits and more times three."""
    if not name.startswith("xl/worksheets/sheet"):
        return data
    return re.sub(rb"<v>([0-9]{5,})</v>", lambda found: b"<v>%d</v>" % (3 * int(found[1])), data)


def _refused(run_dir: Path, reseal: Reseal) -> list[Difference]:
    reseal(run_dir)
    assert verify_run(run_dir) == []  # the hashes were made to fit
    return rederive(run_dir).differences


def test_an_untouched_run_is_derived_whole(recorded: Path) -> None:
    """Every export is written again to the last byte, and no version differs."""
    found = rederive(recorded)

    assert found.differences == []
    assert all("HiGHS" in note.line() for note in found.notes)


@pytest.mark.parametrize("other", [False, True])
def test_a_workbook_with_tripled_amounts_is_refused(
    run_dir: Path, reseal: Reseal, other_versions: Callable[[Path], None], other: bool
) -> None:
    """Sheet and cell are named, also when another version is said to have written it."""
    _members(run_dir / "plan.xlsx", _tripled)
    if other:
        other_versions(run_dir)
    (found,) = _refused(run_dir, reseal)

    assert found.file == "plan.xlsx"
    assert re.fullmatch(r"sheet .+, cell [A-Z]+[0-9]+", found.field)
    now, then = (int(re.search(r"[0-9]{4,}", x)[0]) for x in (found.recomputed, found.recorded))  # type: ignore[index]
    assert then == 3 * now


def test_a_part_of_a_workbook_that_holds_no_cell_is_held_too(run_dir: Path, reseal: Reseal) -> None:
    """A colour that hides a figure changes no cell; the member that holds it is named."""
    _members(
        run_dir / "plan.xlsx",
        lambda name, data: data + b" " * name.count("theme1"),
    )
    found = _refused(run_dir, reseal)

    assert [d.file for d in found] == ["plan.xlsx"]
    assert found[0].field.startswith("xl/theme/theme1.xml")


def test_a_workbook_compressed_otherwise_is_told_not_refused(run_dir: Path, reseal: Reseal) -> None:
    """Another build of a library compresses differently; what stands there is the same."""
    _members(run_dir / "plan.xlsx", lambda _, data: data, zipfile.ZIP_STORED)
    reseal(run_dir)
    found = rederive(run_dir)

    assert found.differences == []
    assert any("plan.xlsx: the same content" in note.line() for note in found.notes)


@pytest.mark.parametrize("other", [False, True])
def test_a_replaced_page_is_refused(
    run_dir: Path, reseal: Reseal, other_versions: Callable[[Path], None], other: bool
) -> None:
    """Line and column are named, or the words where another version wrote the page."""
    page = run_dir / "plan.html"
    text = page.read_text("utf-8")
    assert "Алаг" in text
    page.write_text(text.replace("Алаг", "Улаг", 1), encoding="utf-8")
    if other:
        other_versions(run_dir)
    (found,) = _refused(run_dir, reseal)

    assert found.file == "plan.html"
    assert re.match(r"text [0-9]+" if other else r"line [0-9]+, column [0-9]+", found.field)
    assert "Улаг" in found.recorded
    assert "Алаг" in found.recomputed


@pytest.mark.parametrize("other", [False, True])
def test_a_changed_row_of_a_map_is_refused(
    run_dir: Path, reseal: Reseal, other_versions: Callable[[Path], None], other: bool
) -> None:
    """Layer, row and column of the GeoPackage are named."""
    with sqlite3.connect(run_dir / "plan.gpkg") as file:
        file.execute("UPDATE plan SET capex_minor = 3 * capex_minor")
    if other:
        other_versions(run_dir)
    (found,) = _refused(run_dir, reseal)

    assert (found.file, found.field) == ("plan.gpkg", "layer plan, row 1, capex_minor")
    assert int(found.recorded) == 3 * int(found.recomputed)


def test_a_view_in_place_of_a_layer_is_not_read(
    run_dir: Path, reseal: Reseal, other_versions: Callable[[Path], None]
) -> None:
    """A view may have rows without end."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    with sqlite3.connect(run_dir / "plan.gpkg") as file:
        file.execute("DROP TABLE purchases")
        file.execute(f"CREATE VIEW purchases AS {endless}")
    other_versions(run_dir)
    (found,) = _refused(run_dir, reseal)

    assert (found.file, found.field) == ("plan.gpkg", "layer purchases")


@pytest.mark.parametrize("other", [False, True])
def test_a_changed_geojson_is_refused(
    run_dir: Path, reseal: Reseal, other_versions: Callable[[Path], None], other: bool
) -> None:
    """The place in the file is named."""
    path = run_dir / "plan.geojson"
    path.write_text(path.read_text("utf-8").replace("S-3", "S-4"), encoding="utf-8")
    if other:
        other_versions(run_dir)
    (found,) = _refused(run_dir, reseal)

    assert found.file == "plan.geojson"
    assert ("features[" in found.field) is other


def test_files_that_are_no_exports_are_refused(run_dir: Path, reseal: Reseal) -> None:
    """Rubbish instead of a workbook, and a letter laid beside it, listed with the right hashes."""
    (run_dir / "plan.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (run_dir / "letter.pdf").write_bytes(b"%PDF-1.7")
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["outputs"].append({"path": "letter.pdf", "sha256": "", "bytes": 8})
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = {d.file: d for d in _refused(run_dir, reseal)}

    assert set(found) == {"plan.xlsx", "letter.pdf"}
    assert "not readable" in found["plan.xlsx"].recorded
    assert found["letter.pdf"].recomputed == "nothing Kholboo writes"


def test_a_file_that_unpacks_to_far_more_is_not_unpacked(run_dir: Path, reseal: Reseal) -> None:
    """A bomb in place of a workbook is a difference of sizes."""
    with zipfile.ZipFile(run_dir / "plan.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 40_000_000)
    found = _refused(run_dir, reseal)

    assert [d.file for d in found] == ["plan.xlsx"]


# --- exported later -----------------------------------------------------------------------------


def test_later_exports_are_written_again_with_their_options(run_dir: Path) -> None:
    """Language, money unit and formats are recorded beside the hash, and the bytes come out."""
    wanted = Wanted(language="mn", money_unit=1000)
    export_run(run_dir, ["workbook", "ocds", "datapackage", "ofds-geojson"], None, wanted)
    listed = json.loads((run_dir / "exports" / "manifest.json").read_text("utf-8"))["files"]

    assert {entry["made"]["format"] for entry in listed} == {
        "workbook",
        "ocds",
        "datapackage",
        "ofds-geojson",
    }
    assert listed[0]["made"]["wanted"]["language"] == "mn"
    assert verify_run(run_dir) == []
    assert rederive(run_dir).differences == []


def test_a_later_export_that_was_changed_is_refused(run_dir: Path) -> None:
    """The list of additions was made to fit; the content was not."""
    from planner.runs.later_exports import Made, add_to_run
    from planner.runs.run_folder import load_run

    (path,) = export_run(run_dir, ["ocds"])
    path.write_text(path.read_text("utf-8").replace('"MNT"', '"USD"'), encoding="utf-8")
    made = Made(
        format="ocds",
        wanted={"language": "both", "money_unit": 1},
        versions=installed_versions(WRITERS),
    )
    add_to_run(load_run(run_dir), [path], {"ocds.json": made})
    assert verify_run(run_dir) == []
    (found,) = rederive(run_dir).differences

    assert found.file == "exports/ocds.json"
    assert "USD" in found.recorded


def test_a_later_export_with_unknown_options_is_told(run_dir: Path) -> None:
    """A list from before options were recorded cannot be verified, and says so."""
    from planner.runs.later_exports import add_to_run
    from planner.runs.run_folder import load_run

    (path,) = export_run(run_dir, ["ofds"])
    add_to_run(load_run(run_dir), [path])
    found = rederive(run_dir)

    assert found.differences == []
    told = [note for note in found.notes if "exports/ofds.json" in note.line()]
    assert "not verifiable from this run" in told[0].line()
    assert "шалгах боломжгүй" in told[0].line("mn")
