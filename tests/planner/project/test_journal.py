"""Changes of a project's own files are whole, and are taken back one after the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.project import journal
from planner.project.journal import JournalError, change_files, last_change, take_back


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a project folder with a project file and a file of the user's."""
    (tmp_path / "kholboo.toml").write_bytes(b"one\r\n")
    (tmp_path / "mine.csv").write_bytes(b"mine")
    return tmp_path


def change(folder: Path, content: bytes, before: bytes, new: str | None = None) -> None:
    """Change the project file, and make another file."""
    contents = {"kholboo.toml": content, **({new: b"made"} if new else {})}
    expected = {"kholboo.toml": before, **({new: None} if new else {})}
    change_files(folder, "kholboo import", contents, expected=expected)


def test_changes_are_taken_back_one_by_one(folder: Path) -> None:
    """The newest first, to the byte; made files go with their change, other files stay."""
    change(folder, b"two", b"one\r\n", "data/new.csv")
    change(folder, b"three", b"two")

    take_back(folder)
    assert (folder / "kholboo.toml").read_bytes() == b"two"
    assert (folder / "data" / "new.csv").read_bytes() == b"made"
    entry = take_back(folder)
    assert [(c.path, c.before) for c in entry.files] == [
        ("data/new.csv", None),
        ("kholboo.toml", b"one\r\n"),
    ]
    assert (folder / "kholboo.toml").read_bytes() == b"one\r\n"
    assert not (folder / "data").exists()
    assert (folder / "mine.csv").read_bytes() == b"mine"
    with pytest.raises(JournalError, match="nothing to take back"):
        take_back(folder)


@pytest.mark.parametrize("edited", ["kholboo.toml", "data/new.csv"])
def test_an_edited_file_is_never_touched(folder: Path, edited: str) -> None:
    """Where one file was edited since, nothing at all is taken back, and the message names it."""
    change(folder, b"two", b"one\r\n", "data/new.csv")
    (folder / edited).write_bytes(b"by hand")

    with pytest.raises(JournalError, match=f"{edited} was edited") as caught:
        take_back(folder)

    assert "өөрчлөгдсөн" in caught.value.told("mn")
    assert (folder / edited).read_bytes() == b"by hand"
    assert last_change(folder) is not None
    (folder / edited).write_bytes(b"two" if edited == "kholboo.toml" else b"made")
    take_back(folder)


def test_what_changed_meanwhile_is_never_overwritten(folder: Path) -> None:
    """A file that is not as it was read, or a new one that is there by now, stops the change."""
    with pytest.raises(JournalError, match="changed just now"):
        change(folder, b"two", b"another")
    with pytest.raises(JournalError, match="changed just now"):
        change(folder, b"two", b"one\r\n", "mine.csv")

    assert (folder / "kholboo.toml").read_bytes() == b"one\r\n"
    assert (folder / "mine.csv").read_bytes() == b"mine"
    assert last_change(folder) is None


def test_a_write_that_fails_leaves_everything_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses the second file, the first one goes again and the journal is empty."""
    write = journal._write

    def full(place: Path, path: str, content: bytes) -> None:
        if path == "kholboo.toml":
            raise OSError(28, "No space left on device")
        write(place, path, content)

    monkeypatch.setattr(journal, "_write", full)
    with pytest.raises(OSError, match="No space"):
        change(folder, b"two", b"one\r\n", "data/new.csv")

    assert (folder / "kholboo.toml").read_bytes() == b"one\r\n"
    assert not (folder / "data").exists()
    assert last_change(folder) is None


def test_a_change_that_was_cut_short_is_taken_back(folder: Path) -> None:
    """An entry whose files were not all written yet is taken back all the same."""
    change(folder, b"two", b"one\r\n", "data/new.csv")
    (folder / "kholboo.toml").write_bytes(b"one\r\n")  # as if killed before this file

    take_back(folder)

    assert (folder / "kholboo.toml").read_bytes() == b"one\r\n"
    assert not (folder / "data" / "new.csv").exists()


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "[]",
        '{"format": 2}',
        '{"format": 1, "command": "x", "files": [{"path": "a"}]}',
        '{"format": 1, "command": "x", "files": [{"path": "a", "before": "%", "after": "0"}]}',
    ],
)
def test_a_damaged_entry_is_told(folder: Path, entry: str) -> None:
    """A journal that somebody damaged is an error in a sentence; files are not touched."""
    place = folder / ".kholboo" / "journal"
    place.mkdir(parents=True)
    (place / "000001.json").write_text(entry, encoding="utf-8")

    with pytest.raises(JournalError, match="is damaged"):
        take_back(folder)


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b"])
def test_an_entry_never_leads_out_of_the_project(folder: Path, path: str) -> None:
    """A folder handed over by somebody else cannot make undo write or delete elsewhere."""
    place = folder / ".kholboo" / "journal"
    place.mkdir(parents=True)
    data = {"format": 1, "command": "x", "files": [{"path": path, "before": None, "after": ""}]}
    (place / "000001.json").write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(JournalError, match="leads out of the project"):
        take_back(folder)
