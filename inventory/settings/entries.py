"""One entry of [tables]: the keys that it may have, its path, and the files that this names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from inventory import reading_rules, rules
from inventory.files.places_of_files import MOST_MATCHES, Places, is_pattern
from inventory.settings.faults import Faults, is_path
from inventory.values import shorten


def entry_of(
    table: str, written: object, keys: Collection[str], faults: Faults, example: str
) -> Mapping[str, Any] | None:
    """Return an entry that names a path, as a table of its keys; None where it names none.

    `example` is a path as one would write it.
    """
    where = ("tables", table)
    entry = {"path": written} if isinstance(written, str) else written
    if not isinstance(entry, dict):
        faults.wrong(where, entry, f"a table [tables.{table}] with a path")
        return None
    for key in entry:
        if key not in keys:
            faults.unknown((*where, key), keys)
    path = entry.get("path")
    if is_path(path):
        return entry
    if path is None:
        todo = f'add path = "{example}"'
        faults.add(rules.CONFIG_REQUIRED, (*where, "path"), expected="the path", todo=todo)
    else:
        faults.wrong((*where, "path"), path, "the path of a file")
    return None


def paths_of(places: Places, table: str, path: str, faults: Faults) -> Sequence[str]:
    """Return the files that a path names, or that match it where it is a pattern."""
    where = ("tables", table, "path")
    paths = places.matching(path) if is_pattern(path) else [path]
    if is_pattern(path):
        _note_matches(path, len(paths), where, faults)
    if any(places.is_outside(one) for one in paths):
        found = "a file outside the project folder"
        expected = "a file inside the project folder"
        todo = "copy it into the project, or accept that every run holds a copy of it"
        faults.add(rules.FILE_OUTSIDE, where, found=found, expected=expected, todo=todo)
    return paths


def _note_matches(pattern: str, count: int, where: tuple[str, ...], faults: Faults) -> None:
    """Note how many files a pattern matches; none, or more than are read, is a fault."""
    if not count:
        faults.wrong(where, pattern, "a pattern that a file matches")
    elif count > MOST_MATCHES:
        faults.wrong(where, pattern, f"a pattern of at most {MOST_MATCHES:,} files")
    else:
        found = f"{count} files match {shorten(pattern)}"
        todo = "nothing to do if that is the right number"
        faults.add(reading_rules.FILES_MATCHED, where, found=found, todo=todo)
