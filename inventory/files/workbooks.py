"""Workbooks: the sheet that holds a table, its cells with their types; unsafe ones are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from inventory import rules
from inventory.files.archives import DAMAGES, open_archive
from inventory.files.grids import Grid, Recognise
from inventory.files.hidden_cells import Hidden, hidden_cells
from inventory.files.limits import Meter, TooLarge
from inventory.files.probe import survives
from inventory.files.sheet_extents import Extent, measure, merged_area
from inventory.files.sheets import IsWhole, Wanted, read_sheets
from inventory.findings import Finding
from inventory.values import shorten

UNPACKED_FACTOR = 8
"""A workbook may unpack to at most this many times the limit of its file size."""

MOST_EDITED_CELLS = 500_000
"""Cells of a workbook that is opened for editing: a bid, or a buyer's own tender form."""

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FILE_PASSWORD = re.compile(
    rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00[\x04-\xff]\x00", re.DOTALL
)
"""The record FilePass after the first record of an old workbook, a write protection between."""


def read_workbook(
    data: bytes,
    file: str,
    wanted: Wanted,
    limit_bytes: int,
    recognise: Recognise,
    is_whole: IsWhole = bool,
    meter: Meter | None = None,
) -> list[Grid]:
    """Return the sheets that are the table, at least one; what is wrong is in their findings."""
    meter = meter or Meter()
    if is_locked(data):
        findings = [_locked(file)]
    elif data.startswith(b"PK"):
        findings = inspect(data, file, limit_bytes * UNPACKED_FACTOR, meter)
    elif not data.startswith(_OLD_WORKBOOK):
        findings = [_not_a_workbook(file, "a file that is not a workbook")]
    elif not survives("workbook", data, meter.most_bytes - meter.used_bytes):
        findings = [_old_and_unsafe(file, meter)]
    else:
        findings = []
    if any(f.rule != rules.FILE_FORMULA.id for f in findings):
        return [_nothing(*findings)]
    first, *others = _read_sheets(data, file, wanted, recognise, is_whole, meter)
    return [replace(first, findings=findings + first.findings), *others]


def is_locked(data: bytes) -> bool:
    """Return whether a workbook is encrypted with a password, as XLSX or in the old form."""
    if not data.startswith(_OLD_WORKBOOK):
        return False
    return _ENCRYPTED_STREAM in data or _FILE_PASSWORD.search(data) is not None


def _locked(file: str) -> Finding:
    """Return the finding of a workbook that a password protects."""
    found = "a workbook that is protected by a password"
    expected = "a workbook (XLSX)"
    todo = "open it with the password, remove the protection, and save a copy"
    return rules.FILE_NOT_A_TABLE.finding(file, found=found, expected=expected, todo=todo)


def _old_and_unsafe(file: str, meter: Meter) -> Finding:
    """Return the finding of an old workbook that a process of its own could not read."""
    found = "an old workbook (.xls) that is damaged or takes too much memory"
    expected = f"at most {meter.most_bytes / 2**20:,.0f} MiB in memory"
    todo = "open it in a spreadsheet program and save it again as XLSX"
    return rules.FILE_UNSAFE.finding(file, found=found, expected=expected, todo=todo)


def _not_a_workbook(file: str, found: str) -> Finding:
    """Return the finding of a file that no workbook reader can open."""
    expected = "a workbook (XLSX)"
    todo = "open it in a spreadsheet program and save it again as XLSX"
    return rules.FILE_NOT_A_TABLE.finding(file, found=found, expected=expected, todo=todo)


# -- before reading -------------------------------------------------------------------------------


def inspect(data: bytes, file: str, limit_bytes: int, meter: Meter) -> list[Finding]:
    """Return why a packed workbook must not be opened, and which of its cells would read as empty.

    Nothing is opened by a workbook library before this has seen every byte of it.
    """
    try:
        with open_archive(data, limit_bytes) as archive:
            extents = measure(archive, limit_bytes, meter)
            names = {name.casefold().lstrip("/") for name in archive.namelist()}
            other = _other_kind(names)
    except TooLarge as error:
        return [error.finding(file)]
    except DAMAGES as error:
        detail = shorten(str(error), 60)
        found = f"a damaged workbook ({detail})" if detail else "a damaged workbook"
        return [_not_a_workbook(file, found)]
    return [_not_a_workbook(file, other)] if other else _empty_cells(file, extents)


def too_much_to_edit(data: bytes, limit_bytes: int) -> str | None:
    """Return why a workbook is not opened for editing, None when it may be.

    The library that edits workbooks makes an object of every cell, and of every cell that a merged
    range covers. Raises one of `DAMAGES` for an archive that cannot be read.
    """
    try:
        with open_archive(data, limit_bytes) as archive:
            extents = measure(archive, limit_bytes, Meter(), sparse=True)
            merged = merged_area(archive, limit_bytes)
    except TooLarge as error:
        return error.found
    cells = sum(extent.cells for extent in extents) + merged
    return f"{cells:,} cells" if cells > MOST_EDITED_CELLS else None


def _other_kind(names: Collection[str]) -> str | None:
    """Return what an archive is that a reader could take for anything but an XLSX workbook."""
    if "content.xml" in names:
        return "an OpenDocument file, such as .ods"
    if "xl/workbook.bin" in names:
        return "a binary workbook (XLSB)"
    return None if "xl/workbook.xml" in names else "a file that is not a workbook"


def _empty_cells(file: str, extents: Sequence[Extent]) -> list[Finding]:
    """Return the warning that formulas without values and error cells read as empty."""
    formulas, errors = sum(e.formulas for e in extents), sum(e.errors for e in extents)
    parts = [f"{formulas} formulas without a stored value"] if formulas else []
    parts += [f"{errors} cells with an error such as #N/A"] if errors else []
    if not parts:
        return []
    return [
        rules.FILE_FORMULA.finding(
            file,
            found=" and ".join(parts),
            expected="values",
            todo="open the workbook, let it recalculate, correct errors, and save it",
        )
    ]


# -- reading ------------------------------------------------------------------------------------


def _read_sheets(
    data: bytes, file: str, wanted: Wanted, recognise: Recognise, is_whole: IsWhole, meter: Meter
) -> list[Grid]:
    """Return the rows of the sheets that are the table."""
    from python_calamine import CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = _hidden_of(data)
        return read_sheets(workbook, file, wanted, recognise, is_whole, hidden, meter)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except TooLarge as error:
        return [_nothing(error.finding(file))]
    except BaseException as error:  # the workbook library panics outside of Exception
        found = f"a damaged workbook ({shorten(str(error) or type(error).__name__, 60)})"
        return [_nothing(_not_a_workbook(file, found))]


def _hidden_of(data: bytes) -> Callable[[str], Hidden]:
    """Return what tells the hidden rows and columns of a sheet; old workbooks (.xls) do not."""

    def hidden(sheet: str) -> Hidden:
        if not data.startswith(b"PK"):
            return Hidden()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return hidden_cells(archive, sheet)

    return hidden


def _nothing(*findings: Finding) -> Grid:
    """Return a sheet of which nothing was read."""
    return Grid(rows=(), is_text=False, findings=list(findings))
