"""Changes of a project's own files, written whole, and taken back one after the other.

`.kholboo/journal/NNNNNN.json` holds one change: what each file was before it and the SHA-256 of
what it became. The entry is written before the files, so that a change that was cut short can be
taken back, too. A file that somebody edited since is never touched: the whole change stays, and
the message says which file it is. Files that Kholboo did not change are not in the journal.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from inventory.kept import FOLDER
from planner.files import put_bytes
from planner.language.labels import filled
from planner.language.said import LabelledError

FORMAT = 1
JOURNAL = "journal"
MOST_ENTRIES = 100
_LARGEST_BYTES = 256 * 2**20
_ENTRY = re.compile(r"([0-9]{6})\.json")


class JournalError(LabelledError):
    """A change that cannot be made or taken back, in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file of a change: `before` is None where it was made, `after` the SHA-256 it got."""

    path: str  # from the project folder, with / between folders
    before: bytes | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One change that Kholboo made."""

    number: int
    command: str
    files: tuple[FileChange, ...]


# -- making a change ------------------------------------------------------------------------------


def change_files(
    folder: Path,
    command: str,
    contents: Mapping[str, bytes],
    *,
    expected: Mapping[str, bytes | None],
) -> JournalEntry:
    """Write files of a project, all of them or none, with an entry in its journal.

    `expected` says what each file was when the change was worked out, None for a new one: what
    changed meanwhile is never overwritten. Raises JournalError then, and OSError when the disk
    refuses; the files are as they were in both cases.
    """
    for path in contents:
        if _content(folder, path) != expected[path]:
            raise JournalError(filled("journal.changed_meanwhile", file=path))
    files = tuple(
        FileChange(path=path, before=expected[path], after=_sha256(content))
        for path, content in sorted(contents.items())
    )
    number = max((n for n, _ in _entries(folder)), default=0) + 1
    entry = JournalEntry(number=number, command=command, files=files)
    _keep(folder, entry)
    made: list[str] = []
    try:
        for path in sorted(contents, key=lambda one: (one == "kholboo.toml", one)):
            made.append(path)
            _write(folder, path, contents[path])
    except BaseException:
        for change in files:
            if change.path in made:
                _put_back(folder, change)
        _entry_path(folder, number).unlink(missing_ok=True)
        raise
    return entry


def _write(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    put_bytes(target, content)


# -- taking it back -------------------------------------------------------------------------------


def last_change(folder: Path) -> JournalEntry | None:
    """Return the newest change in the journal, None when there is none.

    Raises JournalError for an entry that cannot be read.
    """
    entries = _entries(folder)
    if not entries:
        return None
    number, path = max(entries)
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST_BYTES:
            raise ValueError("not an entry of ours")
        return _read(number, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise JournalError(
            filled("journal.damaged", file=f"{FOLDER}/{JOURNAL}/{path.name}")
        ) from error


def take_back(folder: Path) -> JournalEntry:
    """Put the files of the newest change back as they were, and forget the change.

    Raises JournalError when there is none, or a file was edited since: then nothing is touched.
    """
    entry = last_change(folder)
    if entry is None:
        raise JournalError(filled("journal.nothing"))
    edited = [change.path for change in entry.files if not _is_untouched(folder, change)]
    if edited:
        raise JournalError(filled("journal.edited", file=", ".join(edited), command=entry.command))
    for change in sorted(entry.files, key=lambda one: (one.path != "kholboo.toml", one.path)):
        _put_back(folder, change)
    _entry_path(folder, entry.number).unlink()
    return entry


def _is_untouched(folder: Path, change: FileChange) -> bool:
    """Return whether a file is as the change left it, or as it was before."""
    now = _content(folder, change.path)
    return now == change.before or (now is not None and _sha256(now) == change.after)


def _put_back(folder: Path, change: FileChange) -> None:
    if change.before is not None:
        put_bytes(folder / change.path, change.before)
        return
    (folder / change.path).unlink(missing_ok=True)
    with suppress(OSError):  # a folder that is empty now was made with the file, or serves nothing
        (folder / change.path).parent.rmdir()


# -- entries --------------------------------------------------------------------------------------


def _content(folder: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the project, None when there is no such file.

    Raises JournalError for a path that leads elsewhere.
    """
    pure = PurePosixPath(path)
    target = folder / path
    is_odd = pure.is_absolute() or ".." in pure.parts or "\\" in path or target.is_symlink()
    if is_odd or not target.parent.resolve().is_relative_to(folder.resolve()):
        raise JournalError(filled("journal.outside", file=path))
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _entries(folder: Path) -> list[tuple[int, Path]]:
    """Return the entries of the journal with their numbers."""
    place = folder / FOLDER / JOURNAL
    if (folder / FOLDER).is_symlink() or place.is_symlink() or not place.is_dir():
        return []
    found = ((_ENTRY.fullmatch(path.name), path) for path in place.iterdir())
    return [(int(match[1]), path) for match, path in found if match]


def _entry_path(folder: Path, number: int) -> Path:
    return folder / FOLDER / JOURNAL / f"{number:06}.json"


def _keep(folder: Path, entry: JournalEntry) -> None:
    """Write an entry, and forget those that are too old."""
    place = folder / FOLDER / JOURNAL
    if (folder / FOLDER).is_symlink() or place.is_symlink():
        raise JournalError(filled("journal.outside", file=f"{FOLDER}/{JOURNAL}"))
    place.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (folder / FOLDER / ".gitignore").open("xb") as ignored:
        ignored.write(b"*\n")
    data = {
        "format": FORMAT,
        "command": entry.command,
        "files": [
            {"path": c.path, "before": _as_text(c.before), "after": c.after} for c in entry.files
        ],
    }
    put_bytes(_entry_path(folder, entry.number), json.dumps(data, ensure_ascii=False).encode())
    for number, path in sorted(_entries(folder))[:-MOST_ENTRIES]:
        if number != entry.number:
            path.unlink(missing_ok=True)


def _read(number: int, data: Mapping[str, object]) -> JournalEntry:
    """Return an entry from plain data; raises what wrong data raise."""
    files = data["files"]
    if data["format"] != FORMAT or not isinstance(files, list):
        raise ValueError("another format")
    return JournalEntry(
        number=number, command=str(data["command"]), files=tuple(_file(one) for one in files)
    )


def _file(data: Mapping[str, str | None]) -> FileChange:
    path, before, after = data["path"], data["before"], data["after"]
    if not isinstance(path, str) or not isinstance(after, str):
        raise ValueError("another format")
    content = None if before is None else base64.b64decode(before, validate=True)
    return FileChange(path=path, before=content, after=after)


def _as_text(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()
