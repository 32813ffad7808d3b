"""Where the files of a project are read: in its folder, or from the copies that a run recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Protocol


class UnrecordedFileError(ValueError):
    """The project file names a file that was not recorded with the run."""


class Places(Protocol):
    """Finds the files that a project file names."""

    def label(self, written: str) -> str:
        """Return the path as findings and sources name it."""

    def path(self, written: str) -> Path:
        """Return where the file is read."""

    def is_outside(self, written: str) -> bool:
        """Return whether the file lies outside the project folder, by itself or over links."""

    def beside(self, written: str) -> tuple[str, ...] | None:
        """Return the names of files that may be read beside the file, None where all may."""

    def matching(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern matches, in order."""


MOST_MATCHES = 5_000
"""Files that one pattern may match."""


def is_pattern(path: str) -> bool:
    """Return whether a path stands for all files that match it: * and ? within a name."""
    return "*" in path or "?" in path


def _matches(name: str, pattern: str) -> bool:
    """Return whether the name of a file or folder fits a part of a pattern.

    Lock files of spreadsheet programs and hidden files fit only patterns that begin as they do.
    """
    if name.startswith((".", "~$")) and not pattern.startswith(name[0]):
        return False
    return fnmatchcase(name, pattern.replace("[", "[[]"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFolder:
    """Files read where the project file says that they lie."""

    folder: Path

    def label(self, written: str) -> str:
        """Return a path relative to the project when it lies inside, else as written."""
        return _label(self.folder.absolute(), Path(written))

    def path(self, written: str) -> Path:
        """Return the path as the operating system takes it, from the project folder."""
        return self.folder / written

    def is_outside(self, written: str) -> bool:
        """Return whether a path leads out of the project folder, by itself or over links."""
        try:
            return not self.path(written).resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError, ValueError):  # a link to itself: reading it tells
            return False

    def beside(self, _written: str) -> None:
        """Return None: whatever lies beside a file may be read with it."""

    def matching(self, pattern: str) -> list[str]:
        """Return the files that a pattern matches, in order; a few more than may be read."""
        if self.path(pattern).is_file():  # a name that holds the mark itself
            return [pattern]
        *folders, last = Path(pattern).parts
        found = [Path()]
        for part in folders:
            found = [one for folder in found for one in self._below(folder, part)]
        paths = (one for folder in found for one in self._below(folder, last))
        files = (one.as_posix() for one in paths if not (self.folder / one).is_dir())
        return list(islice(files, MOST_MATCHES + 1))

    def _below(self, folder: Path, part: str) -> list[Path]:
        """Return what fits one part of a pattern in a folder, in order of the names."""
        if not is_pattern(part):
            return [folder / part] if (self.folder / folder / part).exists() else []
        try:
            names = sorted(path.name for path in (self.folder / folder).iterdir())
        except OSError:
            return []
        return [folder / name for name in names if _matches(name, part)][: MOST_MATCHES + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCopies:
    """Files read from the copies of a run, and from nowhere else."""

    labels: Mapping[str, str]  # path as written -> as sources name it
    copies: Mapping[str, Path]  # by that name

    @classmethod
    def of(cls, written: Collection[str], copies: Mapping[str, Path]) -> RecordedCopies:
        """Match the paths that a project file names with the names under which a run recorded them.

        The run may have been recorded in another folder or under another operating system: the
        folder is the one from which the paths get the recorded names. Raises UnrecordedFileError
        when there is none.
        """
        for labels in _namings(written):
            if all(_recorded(label, copies) for label in labels.values()):
                return cls(labels=labels, copies=copies)
        strange = [p for p in written if not any(_recorded(name, copies) for name in _names(p))]
        raise UnrecordedFileError(
            f"kholboo.toml names {(strange or sorted(written))[0]!r}, which was not recorded with"
            " the run"
        )

    def label(self, written: str) -> str:
        """Return the name under which the run recorded a path."""
        return self.labels.get(written, written)

    def path(self, written: str) -> Path:
        """Return the recorded copy of a path."""
        return self.copies[self.label(written)]

    def is_outside(self, written: str) -> bool:
        """Return whether the copy of a path lies outside the run: none does."""
        return self.label(written) not in self.copies

    def beside(self, written: str) -> tuple[str, ...]:
        """Return the names of the copies in the folder of a path's copy."""
        folder = self.path(written).parent
        return tuple(sorted(copy.name for copy in self.copies.values() if copy.parent == folder))

    def matching(self, pattern: str) -> list[str]:
        """Return the names of the recorded files that a pattern matches, in order."""
        return _recorded(self.labels[pattern], self.copies)


def _recorded(label: str, copies: Mapping[str, Path]) -> list[str]:
    """Return the recorded names that are a path, or that a pattern matches."""
    if label in copies or not is_pattern(label):
        return [label] if label in copies else []
    parts = label.split("/")
    return sorted(
        (name for name in copies if _all_match(name.split("/"), parts)),
        key=lambda name: name.split("/"),
    )


def _all_match(names: Sequence[str], patterns: Sequence[str]) -> bool:
    """Return whether each part of a path fits its part of a pattern."""
    return len(names) == len(patterns) and all(map(_matches, names, patterns))


def _namings(written: Collection[str]) -> Iterator[dict[str, str]]:
    """Yield the names that paths get, under either system, in each folder they may lie in."""
    for flavour in (PurePosixPath, PureWindowsPath):
        paths = {text: flavour(text) for text in written}
        inside = {parent for p in paths.values() if p.is_absolute() for parent in p.parents}
        for folder in (None, *sorted(inside)):
            yield {text: _label(folder, path) for text, path in paths.items()}


def _names(path: str) -> set[str]:
    """Return every name that a path could have been recorded under."""
    return {name for labels in _namings([path]) for name in labels.values()}


def _label(folder: PurePath | None, path: PurePath) -> str:
    if folder is not None and path.is_absolute() and path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return path.as_posix()
