"""Rows and columns of a workbook that are hidden, by a filter or by hand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from inventory.files.archives import CHUNK_BYTES, DAMAGES
from inventory.files.sheet_extents import refuse_doctype, whole_cells

_LARGEST_DIRECTORY_BYTES = 4 * 2**20  # of the parts that only list the sheets
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden\s?=\s?[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\b(r|min|max)\s?=\s?[\"']([0-9]{1,7})[\"']")
_MOST_COLUMNS = 1_024


@dataclass(frozen=True, slots=True)
class Hidden:
    """Numbers of the hidden rows and columns of a sheet, from 1."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_cells(archive: zipfile.ZipFile, sheet: str) -> Hidden:
    """Return what is hidden on a sheet; nothing where the archive does not tell."""
    try:
        part = _parts(archive).get(sheet)
        return Hidden() if part is None else _read(archive, part)
    except (*DAMAGES, expat.ExpatError):
        return Hidden()


def _read(archive: zipfile.ZipFile, part: str) -> Hidden:
    """Return what is hidden in a part; raises what `zipfile` raises."""
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    with archive.open(part) as opened:
        for piece in whole_cells(iter(lambda: opened.read(CHUNK_BYTES), b"")):
            for found in _COLUMNS.finditer(piece):
                columns.update(_range(found[1]))
            for found in _ROW.finditer(piece):
                given = dict(_NUMBER.findall(found[1])).get(b"r")
                number = int(given) if given else number + 1
                if _HIDDEN.search(found[1]):
                    rows.add(number)
    return Hidden(frozenset(rows), frozenset(columns))


def _range(attributes: bytes) -> range:
    """Return the hidden columns of one entry, none when it hides none."""
    numbers = {name: int(value) for name, value in _NUMBER.findall(attributes)}
    first, last = numbers.get(b"min", 0), numbers.get(b"max", 0)
    if not _HIDDEN.search(attributes) or not 1 <= first <= last:
        return range(0)
    return range(first, min(last, _MOST_COLUMNS) + 1)


# -- which part is which sheet --------------------------------------------------------------------


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of every sheet by its name."""
    targets = {
        a["Id"]: a["Target"]
        for a in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if "Id" in a and "Target" in a
    }
    sheets: dict[str, str] = {}
    for attributes in _elements(archive, "xl/workbook.xml", "sheet"):
        id_ = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        target = targets.get(id_, "")
        if target and "name" in attributes:
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets[attributes["name"]] = path
    return sheets


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of every element of a name; raises ExpatError for damaged XML."""
    entry = archive.getinfo(part)
    if entry.file_size > _LARGEST_DIRECTORY_BYTES:
        return
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse_doctype
    with archive.open(entry) as opened:
        parser.Parse(opened.read(_LARGEST_DIRECTORY_BYTES), True)
    yield from found
