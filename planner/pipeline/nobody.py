"""A plan for nobody is refused with its reason, instead of being called optimal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Need
from planner.errors import PlannerError
from planner.language.formats import number
from planner.language.label import Language
from planner.language.labels import label, sentence
from planner.pipeline.prepare import Prepared
from planner.scenario.directives import DirectiveKind

NO_USERS, ADEQUATE, NO_OPTION = "no_users", "adequate", "no_option"
"""Why a site can gain nothing: nobody is known to use it, it has all, or nothing on offer helps."""


class NobodyError(PlannerError):
    """No site can gain any benefit; says of how many sites why, and keeps what was prepared."""

    def __init__(self, prepared: Prepared, reasons: Mapping[str, int]) -> None:
        self.prepared, self.reasons = prepared, reasons
        super().__init__(self.told("en"))

    def told(self, language: str) -> str:
        """Return the reason and the next step in one language, English unless it is mn."""
        spoken: Language = "mn" if language == "mn" else "en"
        sites = sum(self.reasons.values())
        reasons = "; ".join(
            sentence(f"nobody.{reason}", spoken, count=number(count))
            for reason, count in self.reasons.items()
        )
        head = sentence("nobody.head", spoken, count=number(sites), reasons=reasons or "–")
        steps = (r for r in (NO_USERS, NO_OPTION) if r in self.reasons)
        return " ".join([head, *(label(f"nobody.next.{reason}", spoken) for reason in steps)])


def refuse_plan_for_nobody(prepared: Prepared) -> None:
    """Raise NobodyError when no site can gain any benefit and nothing is demanded either.

    A must-serve row or a floor above zero is a demand: the plan that keeps it, or the proof that
    none can, is an answer.
    """
    if any(attainable_benefit(prepared.offers).values()) or _is_anything_demanded(prepared):
        return
    counts = Counter(_reason(need) for need in prepared.offers.needs.values())
    order = (NO_USERS, ADEQUATE, NO_OPTION)
    raise NobodyError(prepared, {reason: counts[reason] for reason in order if counts[reason]})


def _is_anything_demanded(prepared: Prepared) -> bool:
    of_sites = {site.id for site in prepared.inputs.sites}
    return any(
        row.kind is DirectiveKind.MUST_SERVE and row.target in of_sites
        for row in prepared.inputs.directives
    ) or any((limit.lower or 0) > 0 for limit in prepared.model.problem.limits)


def _reason(need: Need) -> str:
    if need.users == 0:
        return NO_USERS
    return ADEQUATE if need.adequate else NO_OPTION
