"""Compare an export of a run with the same export written again: bytes first, then content.

Under the recorded versions the content must be equal to the last byte; zips and GeoPackages only
have to hold equal members and rows, since other builds of a library compress and page differently.
Under other versions people must read the same: cells and formulas, rows, words.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from typing import Any

from planner.audit.content.same_rows import differing_row, differing_table
from planner.audit.content.same_workbook import differing_cell
from planner.audit.difference import Difference, differs, first_difference
from planner.audit.notes import Audited, Note
from planner.exports.page.packing import data_text, unpacked

_ROOM = 4  # how many times larger than what is written now a file may claim to be
_SPARE_BYTES = 16 * 1024 * 1024
_UNFOLDS = 40  # times its size that a page may unfold to
_AROUND = 60  # letters shown before and after the first that differs

Place = tuple[str, Any, Any]  # where, as recorded, as written now


def export_audited(name: str, recorded: Path, now: Path, *, exact: bool) -> Audited:
    """Return the first difference between a recorded export and the one written now.

    `exact` asks for equal bytes, or equal members and rows; without it for what people read.
    """
    if recorded.stat().st_size > _ROOM * now.stat().st_size + _SPARE_BYTES:
        sizes = recorded.stat().st_size, now.stat().st_size
        return Audited(differences=[differs(name, "bytes", *sizes)])
    if recorded.read_bytes() == now.read_bytes():
        return Audited()
    try:
        found = _first(recorded, now, exact=exact)
    except Exception as fault:  # whatever a library makes of a forged file
        found = ("content", f"not readable: {fault}", "readable")
    if found is not None:
        return Audited(differences=[Difference(**_texts(name, found))])
    if exact:
        return Audited(notes=[Note.of("stored_otherwise", file=name)])
    return Audited(notes=[_content_note(name, now.suffix)])


def _texts(name: str, place: Place) -> dict[str, str]:
    found = differs(name, *place)
    return found.to_json()


def _content_note(name: str, suffix: str) -> Note:
    if suffix in _READ:
        return Note.of("by_content", file=name)
    return Note.of("not_compared", file=name)


def _first(recorded: Path, now: Path, *, exact: bool) -> Place | None:
    """Return the first place where two files of one format differ; None where they say the same."""
    if exact:
        return _EXACT.get(now.suffix, differing_text)(recorded, now)
    compare = _READ.get(now.suffix)
    return None if compare is None else compare(recorded, now)


# --- zips and workbooks -------------------------------------------------------------------------


def differing_workbook(recorded: Path, now: Path) -> Place | None:
    """Return the first member of a workbook that differs, by its cell where one can be named."""
    found = differing_member(recorded, now)
    return None if found is None else differing_cell(recorded, now) or found


def differing_member(recorded: Path, now: Path) -> Place | None:
    """Return the first member of a zip that differs in its name, its size or its bytes."""
    with zipfile.ZipFile(recorded) as old, zipfile.ZipFile(now) as new:
        before, after = old.infolist(), new.infolist()
        names = [info.filename for info in before], [info.filename for info in after]
        if names[0] != names[1]:
            return first_difference(names[0], names[1], "members")
        for one, other in zip(before, after, strict=True):
            if one.file_size != other.file_size:
                return f"{one.filename}, bytes", one.file_size, other.file_size
            if (found := _first_letter(old.read(one), new.read(other))) is not None:
                return f"{one.filename}, {found[0]}", found[1], found[2]
    return None


def differing_contents(recorded: Path, now: Path) -> Place | None:
    """Return the first member of a zip of tables that says something else."""
    with zipfile.ZipFile(recorded) as old, zipfile.ZipFile(now) as new:
        names = sorted(old.namelist()), sorted(new.namelist())
        if names[0] != names[1]:
            return first_difference(names[0], names[1], "members")
        for name in names[1]:
            size = new.getinfo(name).file_size
            if old.getinfo(name).file_size > _ROOM * size + _SPARE_BYTES:
                return f"{name}, bytes", old.getinfo(name).file_size, size
            texts = old.read(name).decode(), new.read(name).decode()
            found = _first_value(*texts) if name.endswith("json") else _first_line(*texts)
            if found is not None:
                return f"{name}, {found[0]}", found[1], found[2]
    return None


# --- text ---------------------------------------------------------------------------------------


def differing_text(recorded: Path, now: Path) -> Place | None:
    """Return line and letter of the first difference of two files; None but for line ends."""
    old, new = (path.read_bytes().replace(b"\r\n", b"\n") for path in (recorded, now))
    return _first_letter(old, new)


def differing_page(recorded: Path, now: Path) -> Place | None:
    """Return line and letter of the first difference of two pages, their data unpacked."""
    old, new = (
        unpacked(path.read_text(encoding="utf-8"), _most(now)).replace("\r\n", "\n").encode()
        for path in (recorded, now)
    )
    return _first_letter(old, new)


def _most(now: Path) -> int:
    """Return how many bytes the data of a page may unfold to."""
    return _UNFOLDS * now.stat().st_size + _SPARE_BYTES


def differing_json(recorded: Path, now: Path) -> Place | None:
    """Return the first value that differs in two JSON files."""
    return _first_value(*(path.read_text(encoding="utf-8") for path in (recorded, now)))


def differing_words(recorded: Path, now: Path) -> Place | None:
    """Return the first words, or data of the script, that differ between two pages.

    The way they look is left aside.
    """
    pages = [unpacked(path.read_text(encoding="utf-8"), _most(now)) for path in (recorded, now)]
    old, new = (_Words.of(page) for page in pages)
    for number, (one, other) in enumerate(zip_longest(old, new, fillvalue=""), 1):
        if one != other:
            return f"text {number}", one, other
    data = [data_text(page) for page in pages]
    return None if data[0] == data[1] else _first_value(*data)


def _first_value(old: str, new: str) -> Place | None:
    return first_difference(json.loads(old), json.loads(new))


def _first_line(old: str, new: str) -> Place | None:
    lines = enumerate(zip_longest(old.splitlines(), new.splitlines(), fillvalue=""), 1)
    return next(((f"line {n}", one, other) for n, (one, other) in lines if one != other), None)


def _first_letter(old: bytes, new: bytes) -> Place | None:
    """Return line and column of the first difference, with what stands around it."""
    if old == new:
        return None
    pairs = enumerate(zip(old, new, strict=False))
    at = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    line, start = new.count(b"\n", 0, at) + 1, new.rfind(b"\n", 0, at) + 1
    shown = (_around(data, at) for data in (old, new))
    return f"line {line}, column {at - start + 1}", *shown  # type: ignore[return-value]


def _around(data: bytes, at: int) -> str:
    begin = max(data.rfind(b"\n", 0, at) + 1, at - _AROUND)
    return data[begin : at + _AROUND].decode("utf-8", "replace").split("\n", 1)[0]


class _Words(HTMLParser):
    """The texts of a page in order, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, text: str) -> list[str]:
        words = cls()
        words.feed(text)
        words.close()
        return words.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.found.append(" ".join(data.split()))


Compare = Callable[[Path, Path], "Place | None"]
_EXACT: Mapping[str, Compare] = {
    ".xlsx": differing_workbook,
    ".zip": differing_member,
    ".gpkg": differing_table,
    ".html": differing_page,
}
_READ: Mapping[str, Compare] = {
    ".xlsx": differing_cell,
    ".zip": differing_contents,
    ".gpkg": differing_row,
    ".geojson": differing_json,
    ".json": differing_json,
    ".html": differing_words,
}
