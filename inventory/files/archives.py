"""ZIP archives of workbooks: what they unpack to is limited before and while they are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from inventory.files.limits import TooLarge

MOST_MEMBERS = 4_096
"""Files inside an archive; a workbook has some dozens."""
CHUNK_BYTES = 1 << 20
_END = b"PK\x05\x06"  # the record at the end of an archive, 22 bytes without a comment
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError),
    *(NotImplementedError, KeyError, OverflowError, MemoryError),
)
"""What reading a damaged archive may raise."""


def open_archive(data: bytes, limit_bytes: int) -> zipfile.ZipFile:
    """Return the archive of a workbook whose directory promises no more than the limits.

    Raises TooLarge when it does, ValueError when two readers could disagree on what is in it (a
    comment at its end, two files of one name, a rare way of packing), and what `zipfile` raises
    for damaged archives.
    """
    if data[-22:-18] != _END or data[-2:] != b"\0\0":
        raise ValueError("its end is missing, or something follows it")
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise TooLarge(f"{len(entries):,} files inside", f"at most {MOST_MEMBERS:,} files")
    _check_size(sum(entry.file_size for entry in entries), limit_bytes)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise ValueError("packed in a way that workbooks are not")
    names = {entry.filename.casefold().lstrip("/") for entry in entries}
    if len(names) != len(entries):
        raise ValueError("two files of one name inside")
    return archive


def pieces(archive: zipfile.ZipFile, limit_bytes: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name of every file inside, and its bytes in pieces.

    Raises TooLarge as soon as more was unpacked than the limit, whatever the directory says.
    """
    unpacked = 0

    def unpack(entry: zipfile.ZipInfo) -> Iterator[bytes]:
        nonlocal unpacked
        with archive.open(entry) as part:
            while piece := part.read(CHUNK_BYTES):
                unpacked += len(piece)
                _check_size(unpacked, limit_bytes)
                yield piece

    for entry in archive.infolist():
        yield entry.filename, unpack(entry)


def _check_size(size: int, limit_bytes: int) -> None:
    """Raise TooLarge when an archive unpacks to more than the limit."""
    if size > limit_bytes:
        raise TooLarge(
            f"{size / 2**20:,.0f} MiB when unpacked",
            f"at most {limit_bytes / 2**20:,.0f} MiB",
            "check where the file comes from; raise max_mib in kholboo.toml if it is right",
        )
