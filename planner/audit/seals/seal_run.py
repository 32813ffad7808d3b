"""Seal a run: check it, sign its manifest, and say the hash that fits on paper."""

from __future__ import annotations

from pathlib import Path

from planner.audit.difference import Difference
from planner.audit.seals import keys
from planner.audit.seals.check_seal import SealReport, check_seal
from planner.audit.seals.signatures import sign_run
from planner.audit.trouble import AuditError
from planner.audit.verify_run import verify_folder
from planner.language.hash_forms import grouped
from planner.language.label import Language
from planner.language.labels import sentence
from planner.runs.layout import SEAL, SIGNATURES, file_trouble
from planner.runs.run_folder import load_run
from planner.runs.seal import write_seal


def seal_run(
    run_dir: Path, key_file: Path | None = None, passphrase: str | None = None
) -> tuple[SealReport | None, list[Difference]]:
    """Sign a run with a private key, if one is given, and return its seal; or why it is not sealed.

    A run in which anything differs is not sealed: the first value is None then. A run of the first
    format gets its seal.json. Raises AuditError for a key that cannot be used and for a quick
    what-if, RunError otherwise.
    """
    key = None if key_file is None else keys.load_private_key(key_file, passphrase)
    if load_run(run_dir).plan.what_if:
        raise AuditError("seal.what_if")
    differences = verify_folder(run_dir)
    if differences:
        return None, differences
    with file_trouble(run_dir):
        if not (run_dir / SEAL).is_file():
            write_seal(run_dir)
        if key is not None:
            sign_run(run_dir, key)
    return check_seal(run_dir), []


def seal_lines(report: SealReport, run: str, signed: bool, language: Language) -> list[str]:
    """Return what to write down, what was signed, and how the receiver checks it."""
    found = report.lines(language)
    if signed:
        for one in report.signatures:
            file = f"{SIGNATURES}/{one.key_id}.sig"
            found.append(sentence("seal.signed", language, key_id=grouped(one.key_id), file=file))
    command = f"kholboo audit verify {run} --expect {report.seal}"
    return [
        *found,
        sentence("seal.check_with", language, command=command),
        sentence("seal.tell", language),
    ]
