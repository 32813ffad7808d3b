"""The cache of a project: what is kept comes back, and nothing else is believed."""

from __future__ import annotations

import hmac
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from inventory import kept
from inventory.kept import NOTHING_KEPT, Kept, KeptFolder, kept_in, made_by, only_keeping

KEY = {"sha256": "ab", "settings": ["x", 1, None]}
VALUE = {"ө": [1, 2.5, None, "text", True]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder that is a project."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "kholboo.toml").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def store(project: Path, tmp_path: Path) -> Kept:
    """Return the cache of the project for one user."""
    return kept_in(project, tmp_path / "one" / "key")


def entries(project: Path) -> list[Path]:
    """Return the files of a project's cache."""
    return sorted((project / ".kholboo" / "cache").iterdir())


def test_what_was_kept_comes_back(store: Kept) -> None:
    """A value comes back under its own key and name, and under no other."""
    store.put("table", KEY, VALUE)

    assert store.get("table", KEY) == VALUE
    assert store.get("rows", KEY) is None
    assert store.get("table", {**KEY, "sha256": "ac"}) is None


def test_the_folder_is_ignored_by_git(store: Kept, project: Path) -> None:
    """The cache carries a .gitignore of its own, which names everything in it."""
    store.put("table", KEY, VALUE)

    assert (project / ".kholboo" / ".gitignore").read_bytes() == b"*\n"


def test_an_entry_of_another_user_is_not_believed(
    store: Kept, project: Path, tmp_path: Path
) -> None:
    """A folder handed over brings no answers: its entries are sealed with another secret."""
    kept_in(project, tmp_path / "other" / "key").put("table", KEY, {"forged": 1})

    assert len(entries(project)) == 1
    assert store.get("table", KEY) is None


def test_a_forged_body_is_not_believed(store: Kept, project: Path) -> None:
    """A body sealed with any secret but the user's, or with none, counts as absent."""
    store.put("table", KEY, VALUE)
    (path,) = entries(project)
    seal, _, body = path.read_bytes().partition(b"\n")
    forged = body.replace(b"2.5", b"9.5")

    for line in (seal, b"", hmac.digest(b"guess", forged, "sha256").hex().encode()):
        path.write_bytes(line + b"\n" + forged)
        assert store.get("table", KEY) is None
    path.write_bytes(seal + b"\n" + body)
    assert store.get("table", KEY) == VALUE


def test_any_changed_byte_makes_an_entry_absent(store: Kept, project: Path) -> None:
    """Whichever byte of an entry changes, and wherever it is cut, nothing comes of it."""
    store.put("table", KEY, VALUE)
    (path,) = entries(project)
    whole = path.read_bytes()

    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1
        path.write_bytes(damaged)
        assert store.get("table", KEY) is None, position
        path.write_bytes(whole[:position])
        assert store.get("table", KEY) is None, position


def test_a_renamed_entry_is_not_believed(store: Kept, project: Path) -> None:
    """An entry under the name of another is absent: its key stands in it, sealed."""
    other = {"sha256": "another"}
    store.put("table", KEY, VALUE)
    (one,) = entries(project)
    store.put("table", other, {"other": 1})
    (two,) = (path for path in entries(project) if path != one)
    one.replace(two)

    assert store.get("table", other) is None


def test_an_older_maker_misses(store: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of another format, source or library version is not found."""
    room = Path(kept.__file__).parent
    store.put("table", made_by(room), VALUE)
    assert store.get("table", made_by(room)) == VALUE

    monkeypatch.setattr(kept, "FORMAT", kept.FORMAT + 1)
    assert store.get("table", made_by(room)) is None
    monkeypatch.undo()
    monkeypatch.setattr(kept, "_versions", lambda: {"pyogrio": "0"})
    assert store.get("table", made_by(room)) is None


def test_the_source_of_the_reader_counts(tmp_path: Path) -> None:
    """One changed letter, one renamed file, or no source at all makes another maker."""
    makers = []
    for number, (name, text) in enumerate(
        [("a.py", "x = 1"), ("a.py", "x = 2"), ("b.py", "x = 1")]
    ):
        room = tmp_path / str(number) / "room"
        room.mkdir(parents=True)
        (room / name).write_text(text, encoding="utf-8")
        makers.append(made_by(room))
    (tmp_path / "compiled").mkdir()

    assert len({str(maker) for maker in makers}) == 3
    assert made_by(tmp_path / "compiled") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(store: Kept, project: Path) -> None:
    """Where the cache cannot be made, nothing is kept and nothing is raised."""
    (project / ".kholboo").write_text("a file stands here", encoding="utf-8")
    store.put("table", KEY, VALUE)

    assert store.get("table", KEY) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_project_keeps_nothing(store: Kept, project: Path) -> None:
    """A read-only folder works without a cache."""
    project.chmod(0o500)
    try:
        store.put("table", KEY, VALUE)
        assert store.get("table", KEY) is None
    finally:
        project.chmod(0o700)


def test_a_link_is_not_followed(project: Path, tmp_path: Path) -> None:
    """A folder that is a link elsewhere, or an entry that is one, is not used."""
    store = kept_in(project, tmp_path / "key")
    store.put("table", KEY, VALUE)
    (path,) = entries(project)
    path.rename(tmp_path / "entry")
    path.symlink_to(tmp_path / "entry")
    assert store.get("table", KEY) is None

    path.unlink()
    elsewhere = tmp_path / "elsewhere"
    (project / ".kholboo").rename(elsewhere)
    (project / ".kholboo").symlink_to(elsewhere)
    assert kept_in(project, tmp_path / "key") is NOTHING_KEPT


def test_a_pipe_or_a_huge_entry_is_absent(
    store: Kept, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that never ends, or is larger than any that is written, is not read."""
    store.put("table", KEY, VALUE)
    (path,) = entries(project)
    monkeypatch.setattr(kept, "LARGEST_ENTRY_BYTES", -1000)
    assert store.get("table", KEY) is None
    monkeypatch.undo()
    if hasattr(os, "mkfifo"):
        path.unlink()
        os.mkfifo(path)
        assert store.get("table", KEY) is None


def test_what_is_too_large_or_not_plain_is_not_kept(
    store: Kept, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values beyond the bound, or that JSON lacks, are left out without a word."""
    store.put("table", KEY, float("nan"))
    store.put("table", KEY, object())
    store.put("table", KEY, "\ud800")
    monkeypatch.setattr(kept, "LARGEST_ENTRY_BYTES", 10)
    store.put("table", KEY, VALUE)

    assert not (project / ".kholboo").exists() or entries(project) == []


def test_the_oldest_entries_make_room(
    store: Kept, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the bounds the oldest entries go; files of others stay."""
    for number in range(4):
        store.put("table", number, VALUE)
        for path in entries(project):  # the last one written stays the newest
            os.utime(path, (path.stat().st_mtime - 60,) * 2)
    mine = project / ".kholboo" / "cache" / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(kept, "MOST_ENTRIES", 3)
    store.put("table", 4, VALUE)

    assert [store.get("table", n) for n in range(5)] == [None, None, VALUE, VALUE, VALUE]
    monkeypatch.setattr(kept, "LARGEST_CACHE_BYTES", 1)
    store.put("table", 5, VALUE)
    assert entries(project) == [mine]


def test_leftovers_of_killed_writes_go(store: Kept, project: Path) -> None:
    """A temporary file of a day ago is removed, one of now may still be written."""
    store.put("table", 0, VALUE)
    cache = project / ".kholboo" / "cache"
    old, new = cache / f".tmp-{'0' * 16}", cache / f".tmp-{'1' * 16}"
    for path in (old, new):
        path.write_bytes(b"")
    os.utime(old, (time.time() - 100_000,) * 2)
    store.put("table", 1, VALUE)

    assert not old.exists()
    assert new.exists()


def test_an_interrupted_write_leaves_no_entry(
    store: Kept, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a complete entry gets its name, and the unfinished one is removed."""

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store.put("table", KEY, VALUE)

    assert entries(project) == []


def test_it_can_be_switched_off(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KHOLBOO_CACHE=off keeps and uses nothing; nor is anything kept outside a project."""
    monkeypatch.setenv("KHOLBOO_CACHE", "off")
    assert kept_in(project) is NOTHING_KEPT
    monkeypatch.delenv("KHOLBOO_CACHE")
    assert isinstance(kept_in(project), KeptFolder)
    assert kept_in(project.parent) is NOTHING_KEPT


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_secret_that_others_may_read_is_replaced(project: Path, tmp_path: Path) -> None:
    """The secret is readable by its user alone; one that is not, or is cut, is made anew."""
    place = tmp_path / "state" / "key"
    first = kept_in(project, place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert kept_in(project, place) == first

    place.chmod(0o644)
    second = kept_in(project, place)
    assert second != first
    place.write_bytes(b"short")
    assert kept_in(project, place) not in (first, second)


def test_without_a_place_for_the_secret_nothing_is_kept(project: Path, tmp_path: Path) -> None:
    """A user whose folder cannot be written works without a cache."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert kept_in(project, tmp_path / "file" / "key") is NOTHING_KEPT


def test_a_key_with_tuples_finds_what_it_kept(tmp_path: Path) -> None:
    """JSON knows lists alone: a key is compared as it was written."""
    kept = KeptFolder(folder=tmp_path, secret=bytes(32))
    kept.put("fair", ["a", (0, 1)], 5)

    assert kept.get("fair", ["a", (0, 1)]) == 5
    assert kept.get("fair", ["a", (0, 2)]) is None


def test_only_keeping_gives_nothing_back(store: Kept) -> None:
    """What is put is there for another command, and never for the one that put it."""
    one_way = only_keeping(store)
    one_way.put("table", KEY, VALUE)

    assert one_way.get("table", KEY) is None
    assert store.get("table", KEY) == VALUE
    assert only_keeping(NOTHING_KEPT) is NOTHING_KEPT
