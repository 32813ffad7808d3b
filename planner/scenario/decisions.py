"""Who decided: the plan, each setting given on the command line, each directive and each fund."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from planner.scenario.money_settings import in_units
from planner.scenario.overrides import SHORT_NAMES

if TYPE_CHECKING:
    from inventory.prices.funds import Fund
    from planner.scenario.directives import Directive
    from planner.scenario.inputs import Inputs

PREFIX = "decided."
PARTS = ("by", "role", "document", "date")
_WHO_SOLVES = ("solve.workers", "solve.cluster")  # no decision: the plan is the same


def as_overrides(
    by: str | None, role: str | None, document: str | None, date: str | None
) -> dict[str, str]:
    """Return who decided, as said on the command line, as overrides of the scenario's settings.

    A name stands alone: role, document and date that the project file gives are another person's.
    """
    given = dict(zip(PARTS, (by, role, document, date), strict=True))
    if by is not None:
        given = {part: text or "" for part, text in given.items()}
    return {f"{PREFIX}{part}": text for part, text in given.items() if text is not None}


def decisions_of(inputs: Inputs, overrides: Mapping[str, Any] | None) -> tuple[Decision, ...]:
    """Return who decided on a plan and on what it rests on: plan, overrides, directives, funds.

    Whoever decided on the scenario has not decided on settings given instead of it: those were
    decided by whom the command line names.
    """
    asked = overrides or {}
    return (
        _decision("plan", inputs.scenario.decided.model_dump()),
        *_of_overrides(asked, digits_of(inputs.catalogue.currency)),
        *(_of_directive(d) for d in sorted(inputs.directives, key=lambda d: d.id)),
        *(_of_fund(f) for f in sorted(inputs.catalogue.funds, key=lambda f: f.id)),
    )


def _of_overrides(asked: Mapping[str, Any], minor_digits: int) -> Iterator[Decision]:
    who = {part: str(asked.get(f"{PREFIX}{part}") or "") for part in PARTS}
    settings = {SHORT_NAMES.get(name, name): value for name, value in asked.items()}
    for name, value in sorted(settings.items()):
        if value is not None and not name.startswith(PREFIX) and name not in _WHO_SOLVES:
            of_run = value.get("run") if isinstance(value, Mapping) else None
            shown = in_units(name, str(of_run or value), minor_digits)  # a table is told by its run
            yield _decision("override", who, subject=name, value=shown)


def _of_directive(directive: Directive) -> Decision:
    return Decision(
        kind="directive",
        subject=directive.id,
        value="",
        by=directive.decided_by,
        role=directive.decided_role,
        authority=directive.authority,
        document=directive.document,
        date=directive.date,
    )


def _of_fund(fund: Fund) -> Decision:
    who = {
        "by": fund.decided_by,
        "role": fund.decided_role,
        "document": fund.decision_document,
        "date": fund.decision_date,
    }
    return _decision("fund", who, subject=fund.id)


def _decision(kind: str, who: Mapping[str, str], *, subject: str = "", value: str = "") -> Decision:
    given = {part: who[part] for part in PARTS}
    return Decision(kind=kind, subject=subject, value=value, authority="", **given)


# --- in words -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided something that the plan rests on; "" where that is not stated."""

    kind: str  # "plan", "override", "directive", "fund"
    subject: str  # setting, directive id or fund id; "" of the plan
    value: str  # of an override; "" else
    by: str  # name of a person or body
    role: str
    authority: str  # in whose name; of directives
    document: str
    date: str  # YYYY-MM-DD

    @property
    def stated(self) -> bool:
        """Whether anything is known of who decided."""
        return any((self.by, self.role, self.authority, self.document, self.date))
