"""What is exported after a run is part of its folder, and an audit knows every byte of it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from planner.runs.canonical import sha256_of
from planner.runs.later_exports import FOLDER, add_to_run, faults_of_list, hashes_of_additions
from planner.runs.layout import RunError

FINGERPRINT = "0d483f866ecc"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """A run folder with one file exported into it."""
    folder = tmp_path / "runs" / "base"
    (folder / FOLDER).mkdir(parents=True)
    (folder / FOLDER / "ocds.json").write_text("{}", encoding="utf-8")
    return SimpleNamespace(
        folder=folder, plan=SimpleNamespace(run_id="base", fingerprint=FINGERPRINT)
    )


def test_added_files_are_listed_with_their_hashes(run: Any) -> None:
    """Each file has its SHA-256 by its path in the run, and the list itself holds."""
    file = run.folder / FOLDER / "ocds.json"
    add_to_run(run, [file])

    assert hashes_of_additions(run.folder) == {"exports/ocds.json": sha256_of(file)}
    assert list(faults_of_list(run.folder, FINGERPRINT)) == []


def test_a_file_written_again_replaces_its_entry(run: Any) -> None:
    """The list names each file once, with its newest hash, whatever came between."""
    first, second = run.folder / FOLDER / "ocds.json", run.folder / FOLDER / "ofds.json"
    add_to_run(run, [first])
    second.write_text("[]", encoding="utf-8")
    first.write_text("[1]", encoding="utf-8")
    add_to_run(run, [second, first])

    assert hashes_of_additions(run.folder) == {
        "exports/ocds.json": sha256_of(first),
        "exports/ofds.json": sha256_of(second),
    }


def test_a_changed_list_is_noticed(run: Any) -> None:
    """A list that was edited, or belongs to another plan, does not hold."""
    add_to_run(run, [run.folder / FOLDER / "ocds.json"])
    path = run.folder / FOLDER / "manifest.json"
    listed = json.loads(path.read_text(encoding="utf-8"))

    assert ["fingerprint"] == [f[0] for f in faults_of_list(run.folder, "another")]
    path.write_text(json.dumps({**listed, "run_id": "other"}), encoding="utf-8")
    assert ["checksum"] == [f[0] for f in faults_of_list(run.folder, FINGERPRINT)]


def test_a_damaged_list_is_an_error_in_words(run: Any) -> None:
    """A list of another format is not read over; the message says what to do."""
    (run.folder / FOLDER / "manifest.json").write_text("[]", encoding="utf-8")

    with pytest.raises(RunError, match=r"manifest\.json.*export again"):
        hashes_of_additions(run.folder)


def test_a_run_without_additions_has_none(run: Any) -> None:
    """No list means no additions."""
    other = replace_folder(run, run.folder.parent / "empty")

    assert hashes_of_additions(other.folder) == {}
    assert list(faults_of_list(other.folder, FINGERPRINT)) == []


def replace_folder(run: Any, folder: Path) -> Any:
    """Return the run as if it lay elsewhere."""
    return SimpleNamespace(folder=folder, plan=run.plan)
