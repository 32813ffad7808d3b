"""What is proven of each site's link: the same in every plan at least as good, in none, or open.

At the prices and limits of the plan, from its certificate alone: no second solve, and nothing is
sampled. See docs/proof.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from optimizers.problem import BENEFIT
from optimizers.reoptimize.proven import Proven, proven
from optimizers.result import Result
from planner.candidates.nodes import service_node
from planner.model.arcs import Arc, ArcKind
from planner.model.build import Model
from planner.plan.plan import Assurance


def assurances(model: Model, result: Result) -> dict[str, Assurance]:
    """Return what is proven of the link of each site that has a choice, by site id.

    A site without an option, or with one alone and no other way than to take it, has no choice.
    Empty where the plan pursues no benefit, or no certificate stands for it.
    """
    found = _proven(model, result)
    if found is None:
        return {}
    place = {name: v for v, name in enumerate(model.problem.node_ids)}
    chosen = frozenset(result.chosen or ())
    told = {}
    for site_id, ways in _ways(model, place).items():
        node = place[service_node(site_id)]
        required = node in model.problem.required
        if len(ways) > 1 or not required:
            told[site_id] = _told(model.arcs, found, ways, chosen, node)
    return told


def _proven(model: Model, result: Result) -> Proven | None:
    """Return what is proven of all plans at least as good in benefit, and in what comes before."""
    if result.chosen is None:
        return None
    values: list[int] = []
    for number, (goal, stage) in enumerate(zip(model.problem.goals, result.stages, strict=False)):
        if stage.value is None:
            return None
        value = stage.value if goal.sense == "max" else -stage.value
        if goal == BENEFIT:
            if stage.certificate is None:
                return None
            return proven(model.problem, number, values, stage.certificate, value)
        values.append(value)
    return None


def _ways(model: Model, place: Mapping[str, int]) -> dict[str, list[int]]:
    """Return the arcs by which each site can have a link, its present one included."""
    found: dict[str, list[int]] = {}
    for a, arc in enumerate(model.arcs):
        if arc.site_id is None or arc.kind not in (ArcKind.OPTION, ArcKind.KEEP):
            continue
        if model.problem.head[a] == place.get(service_node(arc.site_id)):
            found.setdefault(arc.site_id, []).append(a)
    return found


def _told(
    arcs: tuple[Arc, ...], found: Proven, ways: list[int], chosen: frozenset[int], node: int
) -> Assurance:
    """Return what is proven of one site."""
    taken = next((a for a in ways if a in chosen), None)
    others_never = all(found.unused[a] for a in ways if a != taken)
    if taken is None:
        return Assurance.NONE if others_never else Assurance.OPEN
    if not found.entered[node]:
        return Assurance.OPEN
    if others_never:
        return Assurance.SAME
    keeps = [a for a in ways if arcs[a].kind is ArcKind.KEEP]
    if all(found.unused[a] for a in keeps):
        return Assurance.LINK
    return Assurance.OPEN
