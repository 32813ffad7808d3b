"""Where the files of a project are read: in its folder, or from the copies that a run recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
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
            if copies.keys() >= set(labels.values()):
                return cls(labels=labels, copies=copies)
        strange = [path for path in written if not _names(path) & copies.keys()]
        raise UnrecordedFileError(
            f"kholboo.toml names {(strange or sorted(written))[0]!r}, which was not recorded with"
            " the run"
        )

    def label(self, written: str) -> str:
        """Return the name under which the run recorded a path."""
        return self.labels[written]

    def path(self, written: str) -> Path:
        """Return the recorded copy of a path."""
        return self.copies[self.labels[written]]

    def is_outside(self, written: str) -> bool:
        """Return whether the copy of a path lies outside the run: none does."""
        return written not in self.labels

    def beside(self, written: str) -> tuple[str, ...]:
        """Return the names of the copies in the folder of a path's copy."""
        folder = self.path(written).parent
        return tuple(sorted(copy.name for copy in self.copies.values() if copy.parent == folder))


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
