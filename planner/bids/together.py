"""Findings of one kind on one sheet of a bid, told as one with a count and examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inventory.findings import MOST_ALIKE, Finding, as_one


def told_together(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings; more than three of one kind, sheet and remedy are one with a count."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        key = finding.rule, finding.severity, finding.file, _sheet(finding), finding.todo
        groups.setdefault(key, []).append(finding)
    told: list[Finding] = []
    for group in groups.values():
        if len(group) <= MOST_ALIKE:
            told += group
        else:
            told.append(replace(as_one(group), column=_sheet(group[0])))
    return told


def _sheet(finding: Finding) -> str | None:
    """Return the sheet of a finding's cell, else what stands for its place."""
    return None if finding.column is None else finding.column.partition("!")[0]
