"""Who decided a plan and what was decided, as lines and rows for sheets and pages."""

from __future__ import annotations

from planner.language.label import Language
from planner.language.labels import dotted_date, label, sentence
from planner.plan.plan import Plan
from planner.scenario.decisions import Decision


def who_decided(decision: Decision | None, language: Language, separator: str = " · ") -> str:
    """Return who decided on one line: name, role, authority, document and day, or "not stated"."""
    if decision is None or not decision.stated:
        return label("decided.not_stated", language, separator)
    day = dotted_date(decision.date)
    parts = (decision.by, decision.role, decision.authority, decision.document, day)
    return ", ".join(part for part in parts if part)


def what_was_decided(decision: Decision, language: Language, separator: str = " · ") -> str:
    """Return what a decision is about: the plan, a setting with its value, a directive, a fund."""
    return sentence(
        f"decided.{decision.kind}",
        language,
        separator,
        subject=decision.subject,
        value=decision.value,
    )


def decision_rows(plan: Plan, language: Language, separator: str = " · ") -> list[tuple[str, str]]:
    """Return what was decided and by whom, row by row, as sheets and pages list it."""
    return [
        (what_was_decided(d, language, separator), who_decided(d, language, separator))
        for d in plan.decisions
    ]
