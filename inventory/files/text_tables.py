"""Text tables: encoding, separator and quotation marks of CSV files."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from inventory import rules
from inventory.files.grids import Grid, RawRow, Recognise
from inventory.files.limits import (
    LARGEST_CELL,
    LARGEST_SHEET_COLUMNS,
    Meter,
    TooLarge,
    check_columns,
)
from inventory.findings import Finding
from inventory.values import shorten

_SEPARATORS = (",", ";", "\t", "|")
_OTHER_SEPARATORS = "^~¦¬§:\x01\x1e\x1f"
_SAMPLE_ROWS = 30
_MOST_SEPARATORS = 4 * LARGEST_SHEET_COLUMNS
"""Separators of one line of text, those inside of quoted cells among them."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook", "save it with the ending .xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "save it with the ending .xls or as .xlsx"),
    (b"%PDF", "a PDF document", "export the table as CSV or XLSX"),
    (b"SQLite format 3\0", "a GeoPackage or SQLite file", "save it with the ending .gpkg"),
    (b"PAR1", "a Parquet file", "save it with the ending .parquet"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, None when it has none, with what was found on the way."""

    text: str | None
    findings: list[Finding]


def read_text_table(
    data: bytes,
    file: str,
    encoding: str | None,
    recognise: Recognise,
    meter: Meter | None = None,
    separator: str | None = None,
) -> Grid:
    """Return the rows of a CSV file; what is wrong with its text is in the findings."""
    decoded = decode(data, file, encoding)
    if decoded.text is None:
        return Grid(rows=(), is_text=True, findings=decoded.findings)
    try:
        meter = meter or Meter()
        meter.check_rows(decoded.text.count("\n"))
        text, found, skipped = _separator(decoded.text, recognise)
        strange = None if separator else _other_separator(text, found, file)
        if strange is not None:
            return Grid(rows=(), is_text=True, findings=[*decoded.findings, strange])
        rows, fault = _parse(text, separator or found, file, skipped, meter)
    except TooLarge as error:
        findings = [*decoded.findings, error.finding(file)]
        return Grid(rows=(), is_text=True, findings=findings)
    findings = decoded.findings + ([fault] if fault else [])
    return Grid(rows=rows, is_text=True, findings=findings)


# -- encoding -----------------------------------------------------------------------------------


def decode(data: bytes, file: str, encoding: str | None) -> Decoded:
    """Return the text of a file: as declared, else by its BOM, else UTF-8, else cp1251 guessed."""
    for signature, what, todo in _SIGNATURES:
        if data.startswith(signature):
            finding = rules.FILE_NOT_A_TABLE.finding(
                file, found=what, expected="a text table (CSV)", todo=todo
            )
            return Decoded(None, [finding])
    if encoding is not None:
        return _decode_declared(data, file, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decode_declared(data, file, name)
    if b"\0" in data:
        return Decoded(None, [_binary(data, file)])
    try:
        return Decoded(data.decode("utf-8"), [])
    except UnicodeDecodeError as error:
        return _decode_damaged(data, file, error)


def _row_at(data: bytes, position: int) -> int:
    """Return the line, from 1, of a byte position."""
    return data.count(b"\n", 0, position) + 1


def _binary(data: bytes, file: str) -> Finding:
    """Return the finding of a file with bytes that text does not have."""
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        _row_at(data, data.index(b"\0")),
        found="bytes that are not text",
        expected="a text table (CSV)",
        todo='export it again; if it is UTF-16, set encoding = "utf-16-le" in kholboo.toml',
    )


def _decode_declared(data: bytes, file: str, encoding: str) -> Decoded:
    """Return the text by a known encoding; letters it does not have become a finding."""
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        text = data.decode(name)
    except ValueError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        finding = rules.FILE_ENCODING_WRONG.finding(
            file,
            _row_at(data, start),
            found=f"bytes that {name} does not have",
            expected=f"text in {name}",
            todo="correct `encoding` in kholboo.toml, or export the file again as UTF-8",
        )
        return Decoded(_replaced(data, name), [finding])
    if "\0" in text:
        return Decoded(None, [_not_text(file, name)])
    return Decoded(text.removeprefix("\ufeff"), [])


def _replaced(data: bytes, encoding: str) -> str | None:
    """Return the text with marks for lost letters, so that other faults are found too."""
    try:
        return data.decode(encoding, errors="replace").replace("\0", "\ufffd")
    except ValueError:
        return None


def _not_text(file: str, encoding: str) -> Finding:
    """Return the finding of a file that a declared encoding turns into control characters."""
    found = f"characters that are not text when read as {encoding}"
    expected = "a text table (CSV)"
    todo = "correct `encoding` in kholboo.toml, or export the file again as UTF-8"
    return rules.FILE_NOT_A_TABLE.finding(file, found=found, expected=expected, todo=todo)


def _decode_damaged(data: bytes, file: str, error: UnicodeDecodeError) -> Decoded:
    """Return the text of a file that is not UTF-8: damaged UTF-8, or cp1251 by a guess."""
    replaced = data.decode("utf-8", errors="replace")
    lost = replaced.count("\ufffd")
    kept = sum(1 for c in replaced if c > "\x7f") - lost
    if kept > lost:
        finding = rules.FILE_ENCODING_WRONG.finding(
            file,
            _row_at(data, error.start),
            found="a damaged letter in UTF-8 text",
            expected="text in UTF-8",
            todo="the file may be cut off; export it again",
        )
        return Decoded(replaced, [finding])
    return guess_cyrillic(data, file)


def guess_cyrillic(data: bytes, file: str) -> Decoded:
    """Return the text read as cp1251 when that gives Cyrillic words, else a finding."""
    text = data.decode("cp1251", errors="replace")
    foreign = [c for c in text if c > "\x7f"]
    cyrillic = sum(1 for c in foreign if "\u0400" <= c <= "\u04ff")
    if 10 * cyrillic >= 7 * len(foreign):
        guessed = rules.FILE_ENCODING_GUESSED.finding(
            file,
            found="text that is not UTF-8, read as cp1251",
            expected="text in UTF-8",
            todo='look at the names; then set encoding = "cp1251" or export the file as UTF-8',
        )
        return Decoded(text, [guessed])
    found = "text that is neither UTF-8 nor Cyrillic cp1251"
    expected = "text in UTF-8"
    todo = "set `encoding` in kholboo.toml, or export the file again as UTF-8"
    finding = rules.FILE_ENCODING_WRONG.finding(file, found=found, expected=expected, todo=todo)
    return Decoded(text, [finding])


# -- separator and rows ---------------------------------------------------------------------------


def _separator(text: str, recognise: Recognise) -> tuple[str, str, int]:
    """Return the text, its separator and how many leading rows only named the separator."""
    first, _, rest = text.partition("\n")
    named = first.strip().casefold()
    if len(named) == 5 and named.startswith("sep=") and named[4] in _SEPARATORS:
        return rest, named[4], 1
    if first.rstrip("\r").casefold() == "sep=\t":
        return rest, "\t", 1
    return text, max(_SEPARATORS, key=lambda s: _fitness(text, s, recognise)), 0


def _fitness(text: str, separator: str, recognise: Recognise) -> tuple[int, int]:
    """Return how many known headers a separator yields in one row, then its usual width."""
    rows = _sample(text, separator)
    known = max((sum(1 for c in row if c.strip() and recognise(c)) for row in rows), default=0)
    widths = sorted(len(row) for row in rows if row)
    return known, widths[len(widths) // 2] if widths else 0


def _other_separator(text: str, separator: str, file: str) -> Finding | None:
    """Return the finding of a text that some other sign than the known ones cuts into columns."""
    sample = text[:20_000]
    lines = [line for line in sample.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    lines = lines if sample == text else lines[:-1]  # the last may be cut
    if len(lines) < 2 or any(separator in line for line in lines[:2]):
        return None
    counts = {c: {line.count(c) for line in lines} for c in _OTHER_SEPARATORS}
    sign = next((c for c, found in counts.items() if len(found) == 1 and min(found) >= 2), None)
    if sign is None:
        return None
    return rules.FILE_NOT_A_TABLE.finding(
        file,
        1,
        found=f"columns separated by {sign!r}",
        expected="comma, semicolon, tab or | between columns",
        todo=f"set separator = {json.dumps(sign)} in kholboo.toml",
    )


def _sample(text: str, separator: str) -> list[list[str]]:
    """Return the first rows as one separator cuts them."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return rows


def _parse(
    text: str, separator: str, file: str, skipped: int, meter: Meter
) -> tuple[list[RawRow], Finding | None]:
    """Return the rows, and a finding when quotation marks do not pair or a cell never ends.

    Raises TooLarge for a table beyond the limits.
    """
    rows: list[RawRow] = []
    before = meter.used_bytes
    try:
        rows.extend(_rows(text, separator, skipped, meter, strict=True))
    except csv.Error as error:
        number = len(rows) + skipped + 1
        if "field larger" in str(error):  # the only words by which the module tells it
            return rows, _endless_cell(file, number)
        meter.used_bytes = before
        return _leniently(text, separator, skipped, meter), _quotes(file, number, str(error))
    return rows, None


def _rows(
    text: str, separator: str, skipped: int, meter: Meter, *, strict: bool
) -> Iterator[RawRow]:
    """Yield the rows of a text table that are not blank, numbered as a spreadsheet would."""
    reader = csv.reader(_lines(text, separator), delimiter=separator, strict=strict)
    for number, cells in enumerate(reader, 1 + skipped):
        if cells:
            meter.check_rows(number)
            meter.add_row(cells)
            yield RawRow(number, cells)


def _lines(text: str, separator: str) -> Iterator[str]:
    """Yield the lines of a text with their ends, without a copy of the whole.

    Raises TooLarge for a line with more cells than any sheet has columns.
    """
    for match in _LINE.finditer(text):
        line = match[0]
        if len(line) > _MOST_SEPARATORS and line.count(separator) > _MOST_SEPARATORS:
            check_columns(line.count(separator) + 1)
        yield line


def _leniently(text: str, separator: str, skipped: int, meter: Meter) -> list[RawRow]:
    """Return the rows that can be read in spite of the quotation marks."""
    rows: list[RawRow] = []
    try:
        for row in _rows(text, separator, skipped, meter, strict=False):
            rows.append(row)
    except csv.Error:
        pass
    return rows


def _endless_cell(file: str, row: int) -> Finding:
    """Return the finding of a cell that goes on for longer than any text or line of geometry."""
    found = f"a cell of more than {csv.field_size_limit():,} characters"
    expected = f"at most {LARGEST_CELL:,} characters in a cell"
    todo = "look for a quotation mark that is never closed; rows after it were not read"
    return rules.VALUE_TOO_LONG.finding(file, row, found=found, expected=expected, todo=todo)


def _quotes(file: str, row: int, message: str) -> Finding:
    """Return the finding of quotation marks that do not pair."""
    expected = 'quotation marks in pairs, "" for one inside a quoted value'
    todo = "correct the row; rows after it may have run together"
    return rules.ROW_QUOTES.finding(file, row, found=shorten(message), expected=expected, todo=todo)
