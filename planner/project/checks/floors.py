"""Directives for groups that ask more than everything on offer could give.

A floor is a share of the whole: when its group cannot reach that share of what all sites could
gain, the row holds only if everybody else gains less. An amount of points above all that is on
offer holds in no plan. This needs the offers of every site, so that `kholboo check` looks at it
last, when nothing else stops a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from inventory.findings import (
    Finding,
    at,
    error_rule,
    in_order,
    rules_in,
    warning_rule,
)
from inventory.kept import NOTHING_KEPT, Kept
from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Offers
from planner.model.limits import amount_shown
from planner.scenario.directives import FOR_GROUPS, Directive, DirectiveKind
from planner.scenario.inputs import Inputs
from planner.scenario.rationals import exact
from sites.site import Site

FLOOR_ABOVE_REACH = warning_rule(
    "directive.floor_above_reach",
    "A floor asks more for its group than all that is on offer could give it",
    "A floor is a share of the whole plan: the row then holds only when everybody else gains "
    "less, however much money there is.",
)
POINTS_ABOVE_OFFERS = error_rule(
    "directive.points_above_offers",
    "A directive asks more points for its group than all that is on offer to it",
    "No plan can keep it, whatever else is given up.",
)
RULES = rules_in(globals())


def floor_directives(inputs: Inputs) -> tuple[Directive, ...]:
    """Return the directives that set the least of a group."""
    return tuple(d for d in inputs.directives if d.kind in FOR_GROUPS)


def with_floors_checked(inputs: Inputs, *, kept: Kept = NOTHING_KEPT) -> Inputs:
    """Return the inputs with the warnings about floors, where a plan could be made at all."""
    limits = inputs.scenario.limits
    keep = inputs.scenario.keep.run
    of_groups = (
        limits.at_most
        or limits.media
        or limits.mbps_by_medium
        or inputs.scenario.second_link.is_asked
    )
    demands = (floor_directives(inputs), limits.floors, limits.coverage, of_groups, keep)
    if not inputs.ok or not any(demands):
        return inputs
    from planner.project.checks.amounts_of_floors import check_scenario_floors
    from planner.project.checks.upper_limits import check_what_stays
    from planner.project.kept_answers import findings_of, inputs_key
    from planner.project.kept_offers import offers_for
    from planner.project.promises import check_promises

    key = None if kept is NOTHING_KEPT or keep else inputs_key(inputs)  # runs come and go

    def judged() -> Iterator[Finding]:
        offers = offers_for(inputs, kept)
        yield from check_floors(inputs, offers)
        yield from check_scenario_floors(inputs, offers)
        yield from check_what_stays(inputs, offers)
        yield from check_promises(inputs, offers)

    found = findings_of(kept, "floors", key, judged)
    return replace(inputs, findings=in_order([*inputs.findings, *found]))


def check_floors(inputs: Inputs, offers: Offers) -> Iterator[Finding]:
    """Yield a finding for every group whose directive asks more than its sites could gain."""
    attainable = attainable_benefit(offers)
    sites = {site.id: site for site in inputs.sites}
    total = sum(attainable.values())
    for directive in floor_directives(inputs):
        asked, own = exact(directive.value), _own(directive.target, attainable, sites)
        if directive.kind is DirectiveKind.LEAST_POINTS:
            yield from _points_above(directive, asked, own)
            continue
        reach = Fraction(own, total) if total else Fraction(0)
        if asked > reach:
            yield FLOOR_ABOVE_REACH.finding(
                *at(directive, "value"),
                found=f"{directive.target}: {_percent(asked)} of the benefit",
                expected=f"at most {_percent(reach)}, all that its sites could gain",
                todo=_advice(asked, reach),
            )


def _points_above(directive: Directive, asked: Fraction, own: int) -> Iterator[Finding]:
    """Yield the fault of an amount above all that a group could gain, `own` in thousandths."""
    if asked * 1000 > own:
        yield POINTS_ABOVE_OFFERS.finding(
            *at(directive, "value"),
            found=f"{directive.target}: {directive.value} points",
            expected=f"at most {amount_shown('benefit', own)}, all that is on offer",
            todo="lower the amount",
        )


def _advice(asked: Fraction, reach: Fraction) -> str:
    """Return what to do, with what the floor leaves to everybody else.

    With the group at its reach r of the whole and a floor s above it, the others gain at most
    r (1 - s) / s, of 1 - r that they could.
    """
    if not reach:
        return "delete it: nothing on offer helps these sites, and nobody else could receive"
    left = reach * (1 - asked) / asked / (1 - reach)
    return f"lower it; as it is, all others together gain at most {_percent(left)} of their reach"


def _own(group: str, attainable: Mapping[str, int], sites: Mapping[str, Site]) -> int:
    """Return the benefit, in thousandths, that a kind of site or an aimag could reach."""
    return sum(
        worth
        for site_id, worth in attainable.items()
        if group in (sites[site_id].kind.value, sites[site_id].aimag)
    )


def _percent(share: Fraction) -> str:
    return f"{100 * float(share):.3g} %"
