"""The Mongolian catalogue is whole, and no reader of Mongolian gets English in its place."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from planner.language import catalogue
from planner.language.catalogue import CatalogueError, compiled, mongolian
from planner.language.words import Phrases, Words

ROOT = Path(__file__).resolve().parents[3]
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
COVER = 'msgctxt "sheet.cover"\nmsgid "Cover"\nmsgstr "Нүүр"\n\n'
BUDGET = 'msgctxt "budget"\nmsgid "{sum} left"\nmsgstr "{sum} үлдсэн"\n'


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """Give the script behind `make words`."""
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location("words_of_ci", ROOT / ".ci" / "words.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folder_with(path: Path, entries: str) -> Path:
    """Return a folder with a catalogue of these entries."""
    (path / "kholboo.po").write_text(HEAD + entries, encoding="utf-8")
    return path


def test_every_message_has_its_mongolian(words: ModuleType) -> None:
    """None is missing, empty, fuzzy or left over, and blanks are those of the English."""
    assert [*words.faults()] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Нүүр"', '""', "without Mongolian: sheet.cover: 'Cover'"),
        ('msgctxt "sheet.cover"', '#, fuzzy\nmsgctxt "sheet.cover"', "fuzzy: sheet.cover: 'Cover'"),
        ('"Cover"', '"Title page"', "missing: sheet.cover: 'Cover'; run make words"),
        ('"Cover"', '"Title page"', "no longer said: sheet.cover: 'Title page'; run make words"),
        ('"{sum} үлд', '"{all} үлд', "other blanks than the English: budget: '{sum} left' is "),
        ('"{sum} үлд', '"үлд', "other blanks than the English: budget: '{sum} left' is "),
    ],
)
def test_a_fault_of_the_catalogue_is_found(
    words: ModuleType, tmp_path: Path, old: str, new: str, said: str
) -> None:
    """An entry that is empty, fuzzy, stale, or lost a blank is named."""
    path = folder_with(tmp_path, COVER + BUDGET) / "kholboo.po"
    now = words.template([("sheet.cover", "Cover"), ("budget", "{sum} left")])
    assert [*words.faults(path, now)] == []

    folder_with(tmp_path, (COVER + BUDGET).replace(old, new))

    assert any(line.startswith(said) for line in words.faults(path, now))


def test_an_update_keeps_what_translators_wrote(words: ModuleType, tmp_path: Path) -> None:
    """Mongolian stays; where the English changed it is fuzzy; a second run changes nothing."""
    path = folder_with(tmp_path, COVER + BUDGET) / "kholboo.po"

    def updated() -> list[str]:
        now = words.template([("sheet.cover", "Title page"), ("budget", "{sum} left")])
        found: list[str] = words.update({}, path, now)
        return found

    assert updated() == ["fuzzy: sheet.cover: 'Title page'"]
    first = path.read_bytes()
    assert updated() == ["fuzzy: sheet.cover: 'Title page'"]

    assert path.read_bytes() == first
    assert all(text in first.decode() for text in ("Нүүр", "{sum} үлдсэн", "Title page"))


def test_a_po_newer_than_its_mo_is_compiled(tmp_path: Path) -> None:
    """A translator sees a changed sentence at the next start, and a pull is never stale."""
    pytest.importorskip("babel")
    folder = folder_with(tmp_path, BUDGET)
    first = compiled(folder)
    made = folder / "kholboo.mo"
    assert made.read_bytes() == first

    folder_with(folder, BUDGET.replace("үлдсэн", "бий"))
    later = made.stat().st_mtime_ns + 1_000_000_000
    os.utime(folder / "kholboo.po", ns=(later, later))

    assert "бий".encode() in compiled(folder)
    assert compiled(folder) == made.read_bytes()


def test_a_mo_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed wheel has no .po and needs no Babel."""
    monkeypatch.setitem(sys.modules, "babel.messages.mofile", None)
    (tmp_path / "kholboo.mo").write_bytes(b"made")

    assert compiled(tmp_path) == b"made"


def test_without_babel_a_stale_catalogue_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the file and what to install."""
    monkeypatch.setitem(sys.modules, "babel.messages.mofile", None)

    with pytest.raises(CatalogueError, match="pip install babel"):
        compiled(folder_with(tmp_path, BUDGET))


def test_no_catalogue_is_an_error(tmp_path: Path) -> None:
    """Nothing falls back to English in silence."""
    with pytest.raises(CatalogueError, match=r"no kholboo\.mo"):
        compiled(tmp_path)


def test_a_po_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A line that is none of the format is not skipped."""
    pytest.importorskip("babel")

    with pytest.raises(CatalogueError, match=r"kholboo\.po cannot be read"):
        compiled(folder_with(tmp_path, 'msgid "a"\n<<<<<<< ours\nmsgstr "б"\n'))


def test_a_message_without_mongolian_is_an_error() -> None:
    """A message that the catalogue lacks raises, with its key."""
    with pytest.raises(CatalogueError, match=r"no\.such: 'Nothing'"):
        mongolian("no.such", "Nothing")
    assert mongolian("sheet.cover", "Cover") == "Нүүр"


def test_tables_are_looked_up_lazily(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making tables and asking for keys opens no catalogue: commands start at once."""
    monkeypatch.setattr(catalogue, "FOLDER", Path("nowhere"))
    catalogue.translations.cache_clear()
    try:
        table = Words({"sheet.cover": "Cover"})
        phrases = Phrases("finding", ("nothing",))

        assert "sheet.cover" in table
        assert [*phrases] == ["nothing"]
        with pytest.raises(CatalogueError, match="nowhere"):
            table["sheet.cover"]
    finally:
        catalogue.translations.cache_clear()


def test_one_key_stands_in_one_table() -> None:
    """Two tables with one key are refused."""
    with pytest.raises(ValueError, match="same key"):
        Words({"a": "A"}, {"a": "B"})
