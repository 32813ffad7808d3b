"""The arcs of the decision and what each of them means: an option, a fee, a pack, a trench."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.candidates.candidate import (
    INSIDE,
    Asset,
    Candidate,
    CostLine,
    KitStep,
    Need,
    Offers,
)
from planner.candidates.nodes import ROOT, kit_node, service_node
from planner.candidates.present_links import is_linked
from sites.site import Site

BACK = ":back"  # ends the id of a stretch used from its other end


class ArcKind(StrEnum):
    """What choosing an arc means; arc ids begin with it, and nothing is read from them."""

    OPTION = "option"  # a new link enters service at a site
    KEEP = "keep"  # the present link stays, for its yearly fee; what brings it to people beside it
    KIT = "kit"  # one more pack of equipment at a site
    ASSET = "asset"  # a shared stretch is built, or exists and is free


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """One yes-or-no decision, in the planner's words."""

    id: str
    kind: ArcKind
    tail: str
    head: str
    benefit: int  # thousandths of a point gained by entering `head` over this arc
    subject: Candidate | Need | KitStep | Asset
    site_id: str | None = None  # whose purchase it is, None for a shared stretch
    lines: tuple[CostLine, ...] = ()  # what is bought
    fee_per_year_minor: int = 0  # a present fee that goes on
    fee_payer: str | None = None


def option_id(candidate_id: str) -> str:
    """Return the id of the arc of a candidate."""
    return f"{ArcKind.OPTION}:{candidate_id}"


def keep_id(site_id: str) -> str:
    """Return the id of the arc that keeps the present link of a site."""
    return f"{ArcKind.KEEP}:{site_id}"


def inside_id(site_id: str) -> str:
    """Return the id of the arc that keeps the present link and brings it to people."""
    return f"{ArcKind.KEEP}-{INSIDE}:{site_id}"


def keeping_ids(site_id: str) -> tuple[str, ...]:
    """Return the ids of the arcs by which the present link of a site stays."""
    return keep_id(site_id), inside_id(site_id)


def asset_id(name: str) -> str:
    """Return the id of the arc of a stretch."""
    return f"{ArcKind.ASSET}:{name}"


def stretch_of(arc_id: str) -> str:
    """Return the name of a stretch from the id of its arc, in whichever direction it is used."""
    return arc_id.removeprefix(asset_id("")).removesuffix(BACK)


def bought(lines: Iterable[CostLine]) -> tuple[CostLine, ...]:
    """Return the lines that are purchases: an ended fee is simply not paid, so it is no line."""
    return tuple(line for line in lines if line.sign > 0)


def linked_sites(sites: Iterable[Site], offers: Offers) -> tuple[str, ...]:
    """Return the ids of the sites that have a link today: a medium, a speed or a fee is known."""
    return tuple(site.id for site in sites if is_linked(site, offers.needs[site.id]))


def all_arcs(offers: Offers, linked: Iterable[str]) -> Iterator[Arc]:
    """Yield every arc that the offers make possible; `linked` are the sites with a link today."""
    for site_id in linked:
        yield keep_arc(offers.needs[site_id])
    for candidate in offers.candidates:
        yield option_arc(candidate)
    for step in offers.kit:
        if step.chain == INSIDE:
            yield inside_arc(offers.needs[step.site_id], step)
        else:
            yield kit_arc(step)
    for asset in offers.assets:
        yield from asset_arcs(asset)


def keep_arc(need: Need) -> Arc:
    """Return the arc that keeps a present link: its yearly fee, no purchase, nothing gained."""
    return Arc(
        id=keep_id(need.site_id),
        kind=ArcKind.KEEP,
        tail=ROOT,
        head=service_node(need.site_id),
        benefit=0,
        subject=need,
        site_id=need.site_id,
        fee_per_year_minor=need.present_fee_per_year_minor,
        fee_payer=need.payer,
    )


def inside_arc(need: Need, step: KitStep) -> Arc:
    """Return the arc that keeps a present link and brings it to the people of the site.

    It enters service as the plain link does: a plan has one of the two, or a new link with a way
    inside of its own, so that nothing is bought twice.
    """
    return replace(
        keep_arc(need),
        id=inside_id(need.site_id),
        benefit=step.benefit,
        lines=bought(step.lines),
    )


def option_arc(candidate: Candidate) -> Arc:
    """Return the arc by which a candidate brings service to its site."""
    return Arc(
        id=option_id(candidate.id),
        kind=ArcKind.OPTION,
        tail=candidate.from_node,
        head=service_node(candidate.site_id),
        benefit=candidate.benefit,
        subject=candidate,
        site_id=candidate.site_id,
        lines=bought(candidate.lines),
    )


def kit_arc(step: KitStep) -> Arc:
    """Return the arc of a pack of equipment: it hangs under service or under the pack before."""
    site_id, before = step.site_id, step.step - 1
    node = kit_node(site_id, step.chain, step.step)
    return Arc(
        id=node,
        kind=ArcKind.KIT,
        tail=kit_node(site_id, step.chain, before) if before else service_node(site_id),
        head=node,
        benefit=step.benefit,
        subject=step,
        site_id=site_id,
        lines=bought(step.lines),
    )


def asset_arcs(asset: Asset) -> Iterator[Arc]:
    """Yield the arc of a stretch, and the way back when it can be used both ways."""
    ends = [(asset.from_node, asset.to_node, "")]
    if asset.two_way:
        ends.append((asset.to_node, asset.from_node, BACK))
    for tail, head, suffix in ends:
        yield Arc(
            id=asset_id(f"{asset.id}{suffix}"),
            kind=ArcKind.ASSET,
            tail=tail,
            head=head,
            benefit=0,
            subject=asset,
            site_id=asset.site_id,
            lines=bought(asset.lines),
        )
