"""What each site receives, with costs, payer and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from optimizers.result import Result
from planner.candidates.candidate import Asset, Candidate, Need, Offers
from planner.model.arcs import ArcKind
from planner.model.build import Model
from planner.plan.assurance import assurances
from planner.plan.next_best import next_best
from planner.plan.plan import Deployment, PlanFaultError
from planner.plan.reasons import Chosen, Story
from planner.plan.to_standard import STANDARD, to_standard
from sites.site import Site

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs


MACHINES = (Role.COMPUTER, Role.REPAIR)  # what adds a working computer to a site


def deployments_of(
    inputs: Inputs, offers: Offers, model: Model, result: Result
) -> tuple[Deployment, ...]:
    """Return what each site receives, what is proven of it and what else it could have.

    What would bring its link to standard is told where it stays below.

    By site id; none without a plan.
    """
    if result.chosen is None:
        return ()
    taken, told = _by_site(model, result.chosen), assurances(model, result)
    others = next_best(model, result.chosen)
    standard = to_standard(model, result.chosen, result.amounts)
    story = Story.of(inputs, offers)
    found = (
        _deployment(site, story, taken.get(site.id, Chosen()), model)
        for site in sorted(inputs.sites, key=lambda site: site.id)
    )
    return tuple(
        replace(
            d,
            proven=told.get(d.site_id),
            next_best=others.get(d.site_id),
            to_standard=standard.get(d.site_id) if _is_below(d) else None,
        )
        for d in found
    )


def _is_below(d: Deployment) -> bool:
    """Return whether people use a site whose link stays below its standard."""
    return bool(d.users) and (d.link_after_thousandths or 0) < STANDARD


def _by_site(model: Model, chosen: Sequence[int]) -> dict[str, Chosen]:
    found: dict[str, Chosen] = {}
    for a in chosen:
        arc = model.arcs[a]
        if arc.site_id is None:
            continue
        now = found.get(arc.site_id, Chosen())
        if arc.kind is ArcKind.OPTION:
            now = replace(now, option=arc)
        elif arc.kind is ArcKind.KEEP:
            now = replace(now, keep=arc)
        elif arc.kind is ArcKind.KIT:
            now = replace(now, kit=(*now.kit, arc))
        elif isinstance(arc.subject, Asset):
            now = replace(now, shared=(*now.shared, arc))
        else:
            raise PlanFaultError(f"arc {arc.id} of kind {arc.kind} belongs to no site")
        found[arc.site_id] = now
    return found


def _deployment(site: Site, story: Story, chosen: Chosen, model: Model) -> Deployment:
    need = story.needs[site.id]
    candidate = chosen.option.subject if chosen.option else None
    if candidate is not None and not isinstance(candidate, Candidate):
        raise PlanFaultError(f"site {site.id}: option arc without a candidate")
    receives = chosen.option is not None or bool(chosen.shared)
    receives = receives or any(arc.lines for arc in chosen.arcs)
    status, reason, text = story.tell(site, chosen) if receives else story.excuse(site, chosen)
    benefit = sum(arc.benefit for arc in chosen.arcs)
    if not (chosen.option or chosen.keep):
        benefit -= model.kept_worth.get(site.id, 0)
    lines = tuple(line for arc in chosen.arcs for line in arc.lines)
    return Deployment(
        site_id=site.id,
        status=status,
        reason=reason,
        reason_text=text.en,
        reason_text_mn=text.mn,
        technology=candidate.technology if candidate else None,
        candidate_id=candidate.id if candidate else None,
        mbps_before=need.present_mbps,
        mbps_after=_mbps_after(need, candidate, chosen),
        target_mbps=need.target_mbps,
        cap_gb_before=need.present_cap_gb if need.present_mbps > 0 else None,
        cap_gb_after=_cap_gb_after(need, candidate, chosen),
        target_gb=need.target_gb,
        users=need.users,
        link_before_thousandths=need.present_utility_thousandths,
        link_after_thousandths=_link_after_thousandths(need, candidate, chosen),
        computers_before=need.working_computers,
        computers_added=sum(line.quantity for line in lines if line.role in MACHINES),
        benefit=benefit,
        users_gaining=need.users if benefit > 0 else 0,
        lines=lines,
        kept_fee_per_year_minor=chosen.keep.fee_per_year_minor if chosen.keep else 0,
        kept_fee_payer=chosen.keep.fee_payer if chosen.keep else None,
    )


def _cap_gb_after(need: Need, candidate: Candidate | None, chosen: Chosen) -> float | None:
    if candidate is not None:
        return candidate.monthly_cap_gb
    return need.present_cap_gb if chosen.keep else None


def _link_after_thousandths(need: Need, candidate: Candidate | None, chosen: Chosen) -> int:
    if candidate is not None:
        return candidate.utility_thousandths
    return need.present_utility_thousandths if chosen.keep else 0


def _mbps_after(need: Need, candidate: Candidate | None, chosen: Chosen) -> float:
    if candidate is not None:
        return candidate.delivered_mbps
    return need.present_mbps if chosen.keep else 0.0
