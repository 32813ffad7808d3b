"""Changes of a project's files: shown as a difference, checked, written whole, taken back.

A change is worked out from the files as they are, and waits under a number until it is written.
Writing refuses when any of these files changed meanwhile (`planner.project.journal`), and a lock
keeps two servers from writing at once.
"""

from __future__ import annotations

import difflib
import itertools
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, Severity
from inventory.kept import FOLDER
from planner.language.labels import LABELS
from planner.language.messages.findings import told
from planner.project.journal import JournalEntry, change_files, last_change, take_back
from planner.runs.lock import held_lock
from planner.serve.refused import RefusedError

if TYPE_CHECKING:
    from planner.serve.project_view import ProjectView

COMMAND = "kholboo serve"
LOCK = "changes.lock"
_MOST_WAITING = 20
_MOST_FINDINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that was not written yet: what files become, and what they were."""

    contents: Mapping[str, bytes]
    expected: Mapping[str, bytes | None]  # None: there is no such file


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that waits, with what a check would say that it does not say now."""

    number: int
    change: Change
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    def shown(self) -> dict[str, Any]:
        """Return the proposal as the page shows it."""
        return {
            "number": self.number,
            "files": [
                {"path": path, "lines": difference(self.change, path)}
                for path in sorted(self.change.contents)
            ],
            "errors": [_in_both(f) for f in self.errors[:_MOST_FINDINGS]],
            "warnings": [_in_both(f) for f in self.warnings[:_MOST_FINDINGS]],
        }


def _in_both(finding: Finding) -> tuple[str, str]:
    """Return a finding as one line, in Mongolian and in English."""
    return told(finding, "mn"), told(finding, "en")


def difference(change: Change, path: str) -> list[str]:
    """Return what a change does to a file, as unified lines without the two names."""
    before = (change.expected[path] or b"").decode("utf-8-sig", "replace").splitlines()
    after = change.contents[path].decode("utf-8-sig", "replace").splitlines()
    lines = difflib.unified_diff(before, after, lineterm="", n=2)
    return list(itertools.islice(lines, 2, None))


@dataclass(kw_only=True)
class Changes:
    """The changes of one server that wait to be written."""

    view: ProjectView
    _waiting: OrderedDict[int, Proposal] = field(default_factory=OrderedDict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _lock: Lock = field(default_factory=Lock)

    def propose(self, change: Change, scenario: str | None) -> Proposal:
        """Keep a change until it is written, judged as a check of the changed project would.

        Raises RefusedError for a change that changes nothing.
        """
        if all(change.contents[path] == before for path, before in change.expected.items()):
            raise RefusedError(LABELS["serve.changes_nothing"])
        new = new_findings(self.view, change, scenario)
        proposal = Proposal(
            number=next(self._numbers),
            change=change,
            errors=tuple(f for f in new if f.severity is Severity.ERROR),
            warnings=tuple(f for f in new if f.severity is Severity.WARNING),
        )
        with self._lock:
            self._waiting[proposal.number] = proposal
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
        return proposal

    def write(self, number: int) -> JournalEntry:
        """Write a change that was proposed.

        Raises RefusedError for one that does not wait or would bring errors, JournalError when a
        file changed since, BusyError while another server writes.
        """
        with self._lock:
            proposal = self._waiting.get(number)
            if proposal is None:
                raise RefusedError(LABELS["serve.not_waiting"])
            if proposal.errors:
                raise RefusedError(LABELS["serve.brings_errors"])
            with _writing(self.view.folder):
                change = proposal.change
                entry = change_files(
                    self.view.folder, COMMAND, change.contents, expected=change.expected
                )
            del self._waiting[number]
            return entry

    def undo(self) -> JournalEntry:
        """Take the newest change of the project back, whoever made it: `kholboo undo`.

        Raises JournalError when there is none or a file was edited since, BusyError while another
        server writes.
        """
        with self._lock, _writing(self.view.folder):
            return take_back(self.view.folder)

    def last(self) -> dict[str, Any] | None:
        """Return the newest change in the journal, None when there is none."""
        entry = last_change(self.view.folder)
        if entry is None:
            return None
        return {
            "number": entry.number,
            "command": entry.command,
            "files": [change.path for change in entry.files],
        }


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Hold the project's lock of changes; raises BusyError while another server holds it."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    with held_lock(place / LOCK, lambda _: LABELS["serve.others_write"].en):
        yield


def new_findings(view: ProjectView, change: Change, scenario: str | None) -> list[Finding]:
    """Return what the project with a change would be told that it is not told now.

    The tables are read where they are, the changed files from a folder of their own.
    """
    from planner.project.kept_answers import kept_of
    from planner.project.load import load_inputs

    now = view.inputs(scenario)
    with tempfile.TemporaryDirectory(prefix="kholboo-serve-") as name:
        place = Path(name)
        copies = {source.path: view.folder / source.path for source in now.sources}
        if "kholboo.toml" not in change.contents:
            content = (view.folder / "kholboo.toml").read_bytes()
            (place / "kholboo.toml").write_bytes(content)
        for path, content in change.contents.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
            copies[path] = place / path
        then = load_inputs(place, scenario, copies, kept=kept_of(view.folder))
    known = _counted(now.findings)
    return [f for f, key in zip(then.findings, _keys(then.findings), strict=True)
            if key not in known]  # fmt: skip


def _keys(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    """Return what tells findings apart wherever their rows have moved to."""
    return [(f.rule, f.file, f.column or "", f.found, f.site) for f in findings]


def _counted(findings: Sequence[Finding]) -> set[tuple[str, ...]]:
    return set(_keys(findings))


def content_of(folder: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the project, None when there is none."""
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError:
        return None
