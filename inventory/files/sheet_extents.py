"""How far the cells of a workbook reach and how much text they hold, found before it is opened.

The library that reads workbooks keeps every cell between the first and the last used one, and
repeats a shared text in each cell that uses it. Both are counted here over the packed XML. Cells
as all usual programs write them are counted by pattern; any other spelling goes through an XML
parser, so that no spelling escapes the count.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from inventory.files.archives import CHUNK_BYTES, pieces
from inventory.files.limits import LARGEST_ROWS, LARGEST_SHEET_COLUMNS, Meter, TooLarge

LARGEST_AREA = 8_000_000
"""Cells between the first and the last used one of all sheets; readers hold them all."""
LARGEST_TEXT_BYTES = 2**28
"""Text of all cells together; a workbook stores equal texts once and readers repeat them."""
LARGEST_ITEM_BYTES = 2**20
"""One shared text with its formatting; Excel keeps 32,767 characters."""

_ANY_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_PLAIN_CELL = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*\bt="e"')
_FORMULA_ALONE = re.compile(
    rb"</(?:\w+:)?f>\s{0,9}(?:<(?:\w+:)?v\s?/>|<v></v>)?\s{0,9}</(?:\w+:)?c>"
)
_TEXT_CELL = re.compile(rb'<c r="[A-Z0-9]{2,10}"[^<>]{0,99}\bt="s"[^<>]{0,99}><v>([0-9]{1,7})</v>')
_OTHER_CELL = re.compile(
    rb'<c r="[A-Z0-9]{2,10}"(?: s="[0-9]{1,9}")?(?: t="(?:n|b|e|d|str|inlineStr)")?\s?/?>'
)
_ITEM_END = re.compile(rb"</(?:\w+:)?si>")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]{0,99}?([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']"
)
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)
_ROW_NUMBER = re.compile(r"[0-9]{1,7}", re.ASCII)
_CELL_BYTES, _PACKED_CELL_BYTES, _TEXT_FACTOR = 104, 40, 5


@dataclass(slots=True)
class Extent:
    """How far the cells of one part reach, what they refer to and what they lack."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    size: int = 0  # bytes of its XML
    errors: int = 0
    formulas: int = 0
    texts: array[int] = field(default_factory=lambda: array("L"))  # indices of shared texts
    unread: int = 0  # cells that may have a shared text which is not in `texts`

    def reach(self, row: int, column: int) -> None:
        """Count a cell at a row and column, from 1."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def measure(
    archive: zipfile.ZipFile, limit_bytes: int, meter: Meter, *, sparse: bool = False
) -> list[Extent]:
    """Return the extents of all parts, after unpacking each once so that its check sum is tested.

    With `sparse` only the cells that are written take room, not all between the first and the last.

    Raises TooLarge when cells, texts or unpacked bytes go beyond a limit, ValueError when a part
    cannot be told apart from a damaged one, and what `zipfile` raises.
    """
    extents: list[Extent] = []
    lengths = array("L")
    for name, chunks in pieces(archive, limit_bytes):
        if name.casefold().lstrip("/") == "xl/sharedstrings.xml":
            lengths = _item_lengths(chunks)
        elif (extent := _extent(archive, name, chunks)).cells:
            extents.append(extent)
    _check(extents, lengths, meter, sparse=sparse)
    return extents


def _extent(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> Extent:
    """Return the extent of one part, by pattern or else by parsing it.

    Raises ValueError for XML in another encoding than UTF-8, where patterns see nothing.
    """
    extent = Extent()
    plain = 0
    for piece in whole_cells(chunks):
        if b"\0" in piece and name.casefold().endswith((".xml", ".rels")):
            raise ValueError("XML that is not UTF-8")
        plain += _count(piece, extent)
    if extent.cells != plain:
        _parse(archive, name, extent)
    return extent


def _count(piece: bytes, extent: Extent) -> int:
    """Add the cells of a piece of XML to an extent; return how many are written as usual."""
    rows = _PLAIN_CELL.findall(piece)
    cells = len(_ANY_CELL.findall(piece))
    texts = _TEXT_CELL.findall(piece)
    extent.size += len(piece)
    extent.cells += cells
    if rows:
        extent.reach(max(map(int, set(rows))), max(map(column_number, set(_COLUMN.findall(piece)))))
    extent.texts.extend(map(int, texts))
    extent.unread += cells - len(texts) - len(_OTHER_CELL.findall(piece))
    extent.errors += len(_ERROR_CELL.findall(piece))
    extent.formulas += len(_FORMULA_ALONE.findall(piece))
    return len(rows)


def whole_cells(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML of a part in pieces that end before a cell begins, or at least before a tag.

    Raises ValueError for a tag that does not end.
    """
    rest = b""
    for chunk in chunks:
        joined = rest + chunk
        cell = max(joined.rfind(b"<c"), joined.rfind(b"<", 0, joined.rfind(b":c") + 1))
        tag = joined.rfind(b"<")
        cut = cell if cell > 0 and len(joined) - cell <= CHUNK_BYTES else tag
        if len(joined) - max(cut, 0) > CHUNK_BYTES:  # a tag and a long text after it
            if b">" not in joined[tag:]:
                raise ValueError("a tag without an end")
            cut = len(joined)
        yield joined[: max(cut, 0)]
        rest = joined[max(cut, 0) :]
    yield rest


def column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def merged_area(archive: zipfile.ZipFile, limit_bytes: int) -> int:
    """Return how many cells the merged ranges of all parts cover together."""
    area = 0
    for _, chunks in pieces(archive, limit_bytes):
        for piece in whole_cells(chunks):
            for found in _MERGED.finditer(piece):
                left, top, right, bottom = (found[i] for i in range(1, 5))
                columns = column_number(right) - column_number(left) + 1
                area += max(columns, 0) * max(int(bottom) - int(top) + 1, 0)
    return area


# -- cells in another spelling --------------------------------------------------------------------


def _parse(archive: zipfile.ZipFile, name: str, extent: Extent) -> None:
    """Take the extent of a part from an XML parser; raises ValueError for damaged XML."""
    parser = expat.ParserCreate()
    reader = _Cells(extent)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = refuse_doctype
    extent.texts, extent.unread = array("L"), 0
    try:
        with archive.open(name) as part:
            parser.ParseFile(part)
    except expat.ExpatError as error:
        raise ValueError("XML that cannot be read") from error


def refuse_doctype(*_: object) -> None:
    """Raise ValueError: no workbook declares a document type, and it could expand without end."""
    raise ValueError("a document type declaration")


class _Cells:
    """Follows rows and cells of a sheet, those without an address counted on from the last."""

    def __init__(self, extent: Extent) -> None:
        self.extent = extent
        self.row, self.column = 1, 1
        self.value: list[str] | None = None  # the index of a shared text, as far as it was read

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note where a row or cell stands."""
        local = tag.rpartition(":")[2]
        written = attributes.get("r")
        if local == "row":
            self.column = 1
            if written is not None:
                self.row = int(_known(_ROW_NUMBER, written)[0])
        elif local == "c":
            if written is not None:
                address = _known(_REFERENCE, written)
                self.row = int(address[2])
                self.column = column_number(address[1].upper().encode())
            self.extent.reach(self.row, self.column)
            self.value = [] if attributes.get("t") == "s" else None

    def text(self, data: str) -> None:
        """Keep the index of a shared text."""
        if self.value is not None and len(self.value) < 9:
            self.value.append(data)

    def end(self, tag: str) -> None:
        """Move on after a row or cell."""
        local = tag.rpartition(":")[2]
        self.row += local == "row"
        if local != "c":
            return
        self.column += 1
        index = "".join(self.value or ()).strip()
        if index.isdecimal() and len(index) < 9:
            self.extent.texts.append(int(index))
        elif self.value is not None:
            self.extent.unread += 1
        self.value = None


def _known(pattern: re.Pattern[str], written: str) -> re.Match[str]:
    """Return the parts of an address; raises ValueError for one that no sheet has."""
    found = pattern.fullmatch(written)
    if found is None:
        raise ValueError(f"a cell or row at {written[:20]!r}")
    return found


# -- texts ----------------------------------------------------------------------------------------


def _item_lengths(chunks: Iterable[bytes]) -> array[int]:
    """Return the bytes of every shared text, its formatting included."""
    lengths, rest = array("L"), b""
    for chunk in chunks:
        *items, rest = _ITEM_END.split(rest + chunk)
        lengths.extend(map(len, items))
        if max(len(rest), max(map(len, items), default=0)) > LARGEST_ITEM_BYTES:
            raise TooLarge("a text of more than 1 MiB in one cell", "at most 32,767 characters")
    return lengths


def _check(extents: list[Extent], lengths: array[int], meter: Meter, *, sparse: bool) -> None:
    """Raise TooLarge when the cells of all sheets, or their texts, are too many to hold."""
    for extent in extents:
        if extent.rows > LARGEST_ROWS or extent.columns > LARGEST_SHEET_COLUMNS:
            raise _stray(extent)
    largest = max(extents, key=lambda e: e.rows * e.columns, default=None)
    area = sum(e.cells if sparse else e.rows * e.columns for e in extents)
    if largest is not None and area > LARGEST_AREA:
        raise _stray(largest)
    text = sum(_text_bytes(extent, lengths) for extent in extents)
    if text > LARGEST_TEXT_BYTES:
        raise TooLarge(
            f"{text / 2**20:,.0f} MiB of text in its cells",
            f"at most {LARGEST_TEXT_BYTES / 2**20:,.0f} MiB of text",
        )
    inline = sum(max(0, e.size - _PACKED_CELL_BYTES * e.cells) for e in extents)
    meter.require(_CELL_BYTES * area + _TEXT_FACTOR * (text + inline))


def _text_bytes(extent: Extent, lengths: array[int]) -> int:
    """Return the text in the cells of a sheet; cells not counted are taken for the longest."""
    longest = max(lengths, default=0)
    if extent.cells * longest <= LARGEST_TEXT_BYTES // 64:
        return extent.cells * longest
    known = sum(lengths[i] for i in extent.texts if i < len(lengths))
    return known + extent.unread * longest


def _stray(extent: Extent) -> TooLarge:
    """Return the fault of a sheet whose last used cell lies absurdly far away."""
    return TooLarge(
        f"a sheet that reaches to row {extent.rows} and column {extent.columns}",
        f"at most {LARGEST_AREA:,} cells between the first and the last",
        "delete the stray cell far from the table, or copy the table to a new sheet",
    )
