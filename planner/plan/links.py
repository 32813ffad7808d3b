"""Links to build: stretches and hops of a solution, with the sites behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.candidates.candidate import Asset, Candidate, KitStep, Period
from planner.candidates.nodes import service_node
from planner.fields import fields_of
from planner.model.arcs import Arc, ArcKind
from planner.model.build import Model
from planner.model.building_loads import load_of
from planner.model.hop_limits import ASKED
from planner.plan.plan import SECOND_KINDS, BuiltLink
from sites.site import Site

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs


def built_links(inputs: Inputs, model: Model, chosen: Sequence[int]) -> tuple[BuiltLink, ...]:
    """Return the links to build, in id order, each with the sites downstream of it."""
    serves = sites_downstream(model, chosen)
    asked = asked_by_site(model, chosen)
    loads = busiest_loads(model, chosen)
    sites = {site.id: site for site in inputs.sites}
    links = []
    for a in chosen:
        arc = model.arcs[a]
        if isinstance(arc.subject, Asset) and (arc.lines or arc.subject.length_m > 0):
            behind = loads.get(arc.head, sum(asked.get(s, 0) for s in serves[a]))
            links.append(_stretch(arc, arc.subject, serves[a], behind))
        elif isinstance(arc.subject, Candidate) and arc.subject.from_point is not None:
            links.append(_hop(arc.subject, sites[arc.subject.site_id]))
        elif isinstance(arc.subject, KitStep):
            links += _second_way(arc.id, arc.subject)
    return tuple(sorted(links, key=lambda link: link.id))


def asked_by_site(model: Model, chosen: Sequence[int]) -> dict[str, int]:
    """Return per site the whole Mbps that its option asks of the hops before it."""
    asked = model.problem.quantities.get(ASKED, ())
    return {model.arcs[a].site_id or "": asked[a] for a in chosen if asked and asked[a]}


def busiest_loads(model: Model, chosen: Sequence[int]) -> dict[str, int]:
    """Return by node the whole Mbps asked in the busiest period of a link shared in a building."""
    found: dict[str, int] = {}
    for period in Period:
        loads = model.problem.quantities.get(load_of(period), ())
        for head in {model.arcs[a].tail for a in chosen if loads and loads[a]}:
            load = sum(loads[a] for a in chosen if model.arcs[a].tail == head)
            found[head] = max(load, found.get(head, 0))
    return found


def _stretch(arc: Arc, asset: Asset, serves: tuple[str, ...], asked_mbps: int) -> BuiltLink:
    shared = asset.shared_mbps
    carried_mbps = asset.carried_mbps if shared is None else shared
    return BuiltLink(
        id=asset.id,
        kind=asset.kind,
        from_node=arc.tail,
        to_node=arc.head,
        length_m=asset.length_m,
        coordinates=asset.coordinates if arc.tail == asset.from_node else asset.coordinates[::-1],
        lines=() if asset.site_id is not None else arc.lines,
        serves=serves,
        carried_mbps=carried_mbps,
        asked_mbps=None if carried_mbps is None else asked_mbps,
        roads=asset.roads,
        soils=asset.soils,
        slopes=asset.slopes,
        crossings=asset.crossings,
    )


def _hop(candidate: Candidate, site: Site) -> BuiltLink:
    ends = (candidate.from_point, (site.longitude, site.latitude))
    return BuiltLink(
        id=candidate.id,
        kind=candidate.technology,
        from_node=candidate.from_node,
        to_node=service_node(site.id),
        length_m=candidate.length_m,
        coordinates=tuple((p[0], p[1]) for p in ends if p and None not in p),  # type: ignore[misc]
        lines=(),
        serves=(site.id,),
    )


def _second_way(arc_id: str, step: KitStep) -> Iterator[BuiltLink]:
    """Yield the trenches of a second way; they are lines of the site that has it."""
    laid = [leg for leg in step.legs if leg.kind in SECOND_KINDS and leg.length_m]
    for part, leg in enumerate(laid, 1):
        yield BuiltLink(
            id=f"{arc_id}:{part}",
            kind=SECOND_KINDS[leg.kind],
            **fields_of(leg, "from_node", "to_node", "length_m", "coordinates"),
            lines=(),
            serves=(step.site_id,),
            part=part,
        )


def sites_downstream(model: Model, chosen: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return for each chosen arc the sites whose service hangs on it, in id order."""
    problem = model.problem
    entering = {problem.head[a]: a for a in chosen}
    found: dict[int, list[str]] = {a: [] for a in chosen}
    for a in chosen:
        arc = model.arcs[a]
        if arc.kind is not ArcKind.OPTION or arc.site_id is None:
            continue
        step: int | None = a
        while step is not None:
            found[step].append(arc.site_id)
            step = entering.get(problem.tail[step])
    return {a: tuple(sorted(ids)) for a, ids in found.items()}
