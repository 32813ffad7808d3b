"""The log of a project's runs: their hashes, who signed and decided, and what changed between them.

The log repeats what the folders say; it does not check them, as `audit verify` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.audit.seals.signatures import Signature, signatures_in
from planner.audit.verify_files import seal_differences
from planner.errors import PlannerError
from planner.fields import fields_of
from planner.language.formats import plain_money
from planner.language.hash_forms import short_form
from planner.language.label import Language
from planner.language.labels import label, sentence
from planner.rendering.decisions import who_decided
from planner.runs.run_folder import Run, list_runs, load_run
from planner.runs.seal import seal_of
from planner.scenario.decisions import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not as in the run before; None where it was or is not there."""

    kind: str  # "input", "setting", "version", "decided", "capital", "benefit"
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class LogRow:
    """One run of a project, or a folder that cannot be read as one."""

    run_id: str  # name of the folder, where the run cannot be read
    written_at: str = ""
    scenario: str = ""
    status: str = ""
    format: str = ""
    fingerprint: str = ""
    seal: str = ""
    altered: bool = False  # the manifest does not fit the seal beside it
    signatures: tuple[Signature, ...] = ()
    decided: Decision | None = None
    changes: tuple[Change, ...] = ()
    is_first: bool = False  # nothing to compare with
    fault: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain data."""
        found = asdict(self)
        del found["is_first"]
        return {
            **found,
            "fingerprint_short": short_form(self.fingerprint),
            "seal_short": short_form(self.seal),
        }


def run_log(folder: Path) -> list[LogRow]:
    """Return the runs of a project, oldest first, each with what changed against the one before."""
    rows: list[LogRow] = []
    before: Run | None = None
    for path in list_runs(folder):
        try:
            run = load_run(path)
            rows.append(_row(run, before))
        except (PlannerError, KeyError, TypeError, ValueError, AttributeError) as fault:
            rows.append(LogRow(run_id=path.name, fault=str(fault)))
        else:
            before = run
    return rows


def _row(run: Run, before: Run | None) -> LogRow:
    plan, manifest = run.plan, run.manifest
    signatures, _ = signatures_in(run.folder)
    return LogRow(
        **fields_of(plan, "run_id", "scenario", "status", "fingerprint", "decided"),
        written_at=str(manifest["provenance"]["written_at"]),
        format=str(manifest["format"]),
        seal=seal_of(run.folder),
        altered=any(True for _ in seal_differences(run.folder, manifest)),
        signatures=tuple(signatures),
        changes=() if before is None else tuple(_changes(before, run)),
        is_first=before is None,
    )


def _changes(before: Run, after: Run) -> Iterator[Change]:
    yield from _moved("input", _inputs(before), _inputs(after))
    yield from _moved("setting", _settings(before), _settings(after))
    yield from _moved("version", _versions(before), _versions(after))
    yield from _moved("decided", _decided(before), _decided(after))
    yield from _moved("capital", _capital(before), _capital(after))
    yield from _moved("benefit", _benefit(before), _benefit(after))


def _moved(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield Change(kind=kind, name=name, before=old.get(name), after=new.get(name))


def _inputs(run: Run) -> dict[str, str]:
    return {recorded.path: recorded.sha256 for recorded in run.inputs}


def _settings(run: Run) -> dict[str, str]:
    asked = {"scenario": run.manifest["settings"]["scenario"], "aimag": run.plan.aimag}
    policy = {name: value for name, value, _ in run.plan.policy}
    return policy | {name: str(value) for name, value in asked.items() if value is not None}


def _versions(run: Run) -> dict[str, str]:
    return {k: str(v) for k, v in run.manifest["versions"].items() if v is not None}


def _decided(run: Run) -> dict[str, str]:
    """Return who decided on each thing the plan rests on; the plan itself has no name."""
    return {
        f"{d.kind} {d.subject}".strip(): who_decided(d, "en")
        for d in run.plan.decisions
        if d.stated
    }


def _capital(run: Run) -> dict[str, str]:
    return {
        "capex_minor": f"{plain_money(run.plan.capex_minor, run.plan.currency)} {run.plan.currency}"
    }


def _benefit(run: Run) -> dict[str, str]:
    points = run.plan.benefit
    return {} if points is None else {"benefit": f"{points / 1000:,.3f}"}


# --- in words -----------------------------------------------------------------------------------


def log_lines(rows: Sequence[LogRow], language: Language) -> list[str]:
    """Return the log as lines of text."""
    if not rows:
        return [sentence("log.none", language)]
    found = [line for row in rows for line in _lines(row, language)]
    return [*found, sentence("log.note", language)]


def _lines(row: LogRow, language: Language) -> Iterator[str]:
    if row.fault is not None:
        yield sentence("log.unreadable", language, run=row.run_id, why=row.fault)
        return
    yield sentence(
        "log.head",
        language,
        run=row.run_id,
        date=row.written_at,
        scenario=row.scenario,
        status=label(f"result.{row.status}", language),
    )
    hashes = {"fingerprint": short_form(row.fingerprint), "seal": short_form(row.seal)}
    yield sentence("log.hashes", language, **hashes)
    yield _signed(row, language)
    yield sentence("log.decided", language, who=who_decided(row.decided, language))
    if row.altered:
        yield sentence("log.altered", language)
    yield from _changes_told(row, language)


def _signed(row: LogRow, language: Language) -> str:
    if not row.signatures:
        return sentence("log.unsigned", language)
    keys = {False: "log.bad_signature", None: "log.unchecked_signature"}
    told = [
        short_form(s.key_id)
        if s.holds
        else sentence(keys[s.holds], language, key_id=short_form(s.key_id))
        for s in row.signatures
    ]
    return sentence("log.signed", language, key_ids="; ".join(told))


def _changes_told(row: LogRow, language: Language) -> Iterator[str]:
    if not row.changes and not row.is_first:
        yield sentence("log.nothing", language)
    inputs = [change.name for change in row.changes if change.kind == "input"]
    if inputs:
        yield sentence("log.inputs", language, names=", ".join(inputs))
    for change in row.changes:
        if change.kind != "input":
            what = _name(change, language)
            pair = {"before": change.before or "–", "after": change.after or "–"}
            yield sentence("log.change", language, what=what, **pair)


def _name(change: Change, language: Language) -> str:
    if change.kind == "version":
        return sentence("log.version", language, name=change.name)
    if change.kind == "decided":
        return sentence("log.who", language, what=change.name)
    if change.kind == "setting":
        return change.name
    return sentence(f"log.{change.kind}", language)
