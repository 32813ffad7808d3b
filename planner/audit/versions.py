"""Versions that a run was made with, beside those installed here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from planner.audit.difference import differs
from planner.audit.notes import Audited, Note
from planner.runs.layout import VERIFIER
from planner.runs.versions import installed_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Versions as recorded; what is not among them is not known."""

    recorded: Mapping[str, Any]

    def same(self, names: Iterable[str]) -> bool:
        """Return whether libraries are known to be installed as recorded."""
        return all(
            name in self.recorded and self.recorded[name] == installed_version(name)
            for name in names
        )

    def notes(self) -> Iterator[Note]:
        """Yield what is installed in another version than the recorded one."""
        for name, version in sorted(self.recorded.items()):
            now = installed_version(name)
            if version != now:
                yield Note.of("version", name=name, recorded=version or "–", installed=now or "–")


def verifier_audited(run_dir: Path, versions: Versions) -> Audited:
    """Compare verify.py of a run with the installed one.

    The same version of Kholboo has the same verify.py; of another version the hash is told, and
    the installed one is what counts. Line ends do not matter.
    """
    installed = resources.files("optimizers").joinpath("verify.py").read_bytes()
    try:
        recorded = (run_dir / VERIFIER).read_bytes()
    except OSError as fault:
        return Audited(differences=[differs(VERIFIER, "file", "present", fault.strerror)])
    if recorded.replace(b"\r\n", b"\n") == installed.replace(b"\r\n", b"\n"):
        return Audited()
    found, own = (hashlib.sha256(data).hexdigest() for data in (recorded, installed))
    if versions.same(["kholboo"]):
        version = installed_version("kholboo")
        return Audited(
            differences=[differs(VERIFIER, "sha256", found, f"{own} in kholboo {version}")]
        )
    return Audited(notes=[Note.of("verifier", sha256=found)])
