"""Is this the run that was promised: its seal, its signatures, and what nobody vouches for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from planner.audit.difference import Difference, differs
from planner.audit.seals import keys
from planner.audit.seals.signatures import Signature, fault_of_signature, signatures_in
from planner.audit.trouble import AuditError
from planner.language.hash_forms import PRINTED, grouped, paper_lines, short_form
from planner.language.label import Language
from planner.language.labels import sentence
from planner.language.said import said
from planner.runs.later_exports import hashes_of_additions
from planner.runs.layout import MANIFEST, RunError, read_json
from planner.runs.manifest import FIRST_FORMAT
from planner.runs.seal import seal_of

_WHOLE = 64


class Voucher(StrEnum):
    """Who vouches that a run is the one that was promised; the strongest that holds."""

    KEY = "key"  # signed with the key that was named
    EXPECTED = "expected"  # its seal is the one that was told
    UNKNOWN_KEY = "unknown_key"  # signed, but nobody said whose key that is
    NOBODY = "unsigned"


@dataclass(frozen=True, kw_only=True)
class SealReport:
    """What a run's seal and signatures say."""

    run_id: str
    format: str  # of the run
    fingerprint: str
    seal: str
    vouched_by: Voucher
    key_id: str | None  # of the key that was named
    signatures: tuple[Signature, ...]
    later_files: int  # exported afterwards, outside the seal
    differences: tuple[Difference, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "run_id": self.run_id,
            "format": self.format,
            "fingerprint": self.fingerprint,
            "fingerprint_kind": "first" if self.is_first else "whole",
            "seal": self.seal,
            "vouched_by": self.vouched_by.value,
            "key_id": self.key_id,
            "signatures": [{"key_id": s.key_id, "holds": s.holds} for s in self.signatures],
            "later_files": self.later_files,
        }

    @property
    def is_first(self) -> bool:
        """Whether the run is of the first format, with a fingerprint of 12 digits."""
        return self.format == FIRST_FORMAT

    def lines(self, language: Language) -> list[str]:
        """Return fingerprint and seal, as an auditor writes them down, and who vouches."""
        kind = "seal.fingerprint_first" if self.is_first else "seal.fingerprint"
        shown = {"fingerprint": self.fingerprint, "short": short_form(self.fingerprint)}
        found = [
            sentence("seal.run", language, run=self.run_id),
            sentence(kind, language, **shown),
            sentence("seal.seal", language),
            *(f"  {line}" for line in paper_lines(self.seal)),
        ]
        if self.vouched_by in (Voucher.KEY, Voucher.EXPECTED):
            key = f"seal.vouched_{self.vouched_by.value}"
            found.append(sentence(key, language, key_id=grouped(self.key_id or "")))
        if self.later_files:
            found.append(sentence("seal.later", language, count=self.later_files))
        return found

    def warnings(self, language: Language) -> list[str]:
        """Return, loudly, what nobody vouches for."""
        found = []
        if self.vouched_by is Voucher.NOBODY:
            found.append(sentence("seal.unsigned", language))
        if self.vouched_by is Voucher.UNKNOWN_KEY:
            ids = "; ".join(grouped(s.key_id) for s in self.signatures)
            found.append(sentence("seal.unknown_key", language, key_ids=ids))
        if any(s.holds is None for s in self.signatures):
            found.append(sentence("seal.unchecked", language))
        return found


def check_seal(
    run_dir: Path, *, expected: str | None = None, key_file: Path | None = None
) -> SealReport:
    """Return what vouches for a run, and every difference from what was expected of it.

    `expected` is the seal as it was told, or at least its first 32 digits; `key_file` the public
    key of who should have signed. Raises AuditError when either is none, RunError for no run.
    """
    wanted = None if expected is None else seal_from(expected)
    manifest = read_json(run_dir / MANIFEST)
    if not isinstance(manifest, dict):
        raise RunError(
            said("{run_dir}: not a run folder; its manifest lists no files", run_dir=run_dir)
        )
    fingerprint, seal = str(manifest.get("fingerprint", "")), seal_of(run_dir)
    signatures, wrong = signatures_in(run_dir)
    key = None if key_file is None else keys.load_public_key(key_file)
    if wanted is not None and not seal.startswith(wanted):
        wrong.append(_another_seal(wanted, seal, fingerprint))
    if key is not None:
        wrong += [d for d in fault_of_signature(run_dir, key) if d not in wrong]
    return SealReport(
        run_id=str(manifest.get("run_id", "")),
        format=str(manifest.get("format", "")),
        fingerprint=fingerprint,
        seal=seal,
        vouched_by=_voucher(bool(wrong), wanted is not None, key is not None, signatures),
        key_id=None if key is None else keys.key_id_of(key),
        signatures=tuple(signatures),
        later_files=_later_files(run_dir),
        differences=tuple(wrong),
    )


def _voucher(wrong: bool, expected: bool, by_key: bool, signatures: list[Signature]) -> Voucher:
    if by_key and not wrong:
        return Voucher.KEY
    if expected and not wrong:
        return Voucher.EXPECTED
    return Voucher.UNKNOWN_KEY if any(s.holds for s in signatures) else Voucher.NOBODY


def seal_from(text: str) -> str:
    """Return the digits of a seal as somebody wrote them: spaces and dashes do not count.

    Raises AuditError for anything but 32 to 64 hexadecimal digits.
    """
    digits = re.sub(r"[\s\-\u2010-\u2015]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]+", digits):
        raise AuditError("seal.not_digits", found=text[:80])
    if not PRINTED <= len(digits) <= _WHOLE:
        raise AuditError("seal.wrong_length", count=len(digits), least=PRINTED, most=_WHOLE)
    return digits


def _another_seal(wanted: str, seal: str, fingerprint: str) -> Difference:
    """Return the difference of a run whose seal is not the expected one."""
    found = seal
    if len(fingerprint) == _WHOLE and fingerprint.startswith(wanted):
        found = f"{seal}; what was expected is the plan's fingerprint, which covers no exports"
    return differs(MANIFEST, "seal", wanted, found)


def _later_files(run_dir: Path) -> int:
    try:
        return len(hashes_of_additions(run_dir))
    except RunError:
        return 0  # a difference of its own
