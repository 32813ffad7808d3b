"""What an audit tells beside differences: claims that it does not repeat, other versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizers.verify import is_certified
from planner.audit.difference import Difference
from planner.language.label import Label, Language
from planner.language.labels import filled
from planner.plan.plan import Plan
from planner.runs.comparisons import ChangeKind, Comparison, read_comparisons
from planner.runs.layout import ANSWER, PLAN, RunError, read_json
from planner.runs.plan_json import plan_from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence beside the differences, in both languages."""

    text: Label

    @classmethod
    def of(cls, key: str, **values: object) -> Note:
        """Return the note `audit.note.<key>` with its blanks filled in."""
        return cls(text=filled(f"audit.note.{key}", **values))

    def line(self, language: Language = "en") -> str:
        """Return the note as one line of text."""
        return self.text.text(language)


@dataclass(slots=True, kw_only=True)
class Audited:
    """What an audit found: differences refuse the run, notes say how far the audit went."""

    differences: list[Difference] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(self, other: Audited) -> None:
        """Take over what another part of the audit found."""
        self.differences.extend(other.differences)
        self.notes.extend(other.notes)


def figure_of(directive_id: str | None) -> Label:
    """Return the name of a figure beside the plan: the next money, or what a directive costs."""
    if directive_id is None:
        return filled("audit.of.money")
    return filled("audit.of.directive", id=directive_id)


def claim_notes(answer: Mapping[str, Any]) -> Iterator[Note]:
    """Yield the bounds that are the solver's claim: what the certificate proves is another."""
    for stage in answer["stages"]:
        if stage["bound"] is not None and stage["bound"] != stage["certified_bound"]:
            yield Note.of("claim", goal=stage["name"], bound=stage["bound"])
    if answer["status"] == "infeasible" and not is_certified(answer["stages"][0]):
        yield Note.of("claim_infeasible")


def unverifiable_notes(plan: Plan) -> Iterator[Note]:
    """Yield the figures beside the plan that carry no certificate."""
    money = plan.next_money
    if money is not None and not money.verifiable:
        yield Note.of("unverifiable", what=figure_of(None))
    for row in plan.directives:
        if row.benefit_cost is not None and not row.verifiable:
            yield Note.of("unverifiable", what=figure_of(row.directive_id))


def notes_of_run(run_dir: Path) -> list[Note]:
    """Return what checking a run without its inputs leaves open; nothing for a damaged run."""
    try:
        answer = read_json(run_dir / ANSWER)
        plan = plan_from_json(read_json(run_dir / PLAN))
        comparisons = read_comparisons(run_dir) or ()
        return [*claim_notes(answer), *unverifiable_notes(plan), *rebuilt_notes(comparisons)]
    except (RunError, KeyError, TypeError, ValueError, IndexError, AttributeError):
        return []  # the check itself tells what is damaged


def rebuilt_notes(comparisons: tuple[Comparison, ...]) -> Iterator[Note]:
    """Yield the figures whose other problem only the recorded inputs give."""
    for comparison in comparisons:
        if comparison.frame.change.kind is ChangeKind.REBUILT:
            yield Note.of("rebuilt", what=figure_of(comparison.frame.directive_id))
