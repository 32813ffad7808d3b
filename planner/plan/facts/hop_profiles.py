"""The ground under the radio links of a plan, as pages draw it; only where heights are known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.candidates.nodes import Node, NodeKind
from planner.candidates.sightlines import Sightlines, note_of
from planner.language.label import Label
from planner.plan.plan import BuiltLink

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.scenario.inputs import Inputs
    from sites.terrain.profile import ProfileLine
    from sites.terrain.sight import Link

SAMPLES = 60  # of a profile, the highest ground of each stretch
_ROOFS = "neighbour"  # the kind of links between two roofs
_RADIO = frozenset({"microwave", _ROOFS})


@dataclass(frozen=True, slots=True, kw_only=True)
class HopProfile:
    """The profile of one link in whole metres, heights above sea level."""

    along_m: tuple[int, ...]
    ground_m: tuple[int | None, ...]  # with the bulge of the Earth; None: not known
    start_m: int  # of the antennas
    end_m: int
    zone_m: int  # radius of the first Fresnel zone in the middle
    told: Label


def hop_profiles(plan: Plan, inputs: Inputs) -> Mapping[str, HopProfile]:
    """Return by id the profiles of the radio links that a plan builds, {} without heights.

    Raises InputError where a file of heights cannot be read there.
    """
    if inputs.ground is None:
        return {}
    from sites.terrain.profile import profile_line

    lines = Sightlines(inputs.ground)
    ways = dict(_ways(plan.links, lines, inputs))
    lines.ask(ways.values())
    found = {}
    for link_id, way in ways.items():
        sight = lines.of(way)
        mast_m = sight.far_mast_m if sight.verdict == "mast" else None
        raised = way if mast_m is None else replace(way, end_m=mast_m)
        drawn = profile_line(inputs.ground, raised)
        if math.isfinite(drawn.ray_m[0]) and math.isfinite(drawn.ray_m[-1]):
            found[link_id] = _short(drawn, note_of(sight))
    return found


def _ways(
    links: Sequence[BuiltLink], lines: Sightlines, inputs: Inputs
) -> Iterator[tuple[str, Link]]:
    """Yield the radio links as the ground is asked about them; a start of no network is a mast."""
    network = inputs.network
    heights = {(p.longitude, p.latitude): lines.settings.pop_height_m for p in network.pops}
    heights |= {(t.longitude, t.latitude): lines.height_of(t) for t in network.towers}
    for link in links:
        if link.kind not in _RADIO or len(link.coordinates) != 2:
            continue
        start, end = link.coordinates
        node = Node.of(link.to_node)
        if link.kind == _ROOFS:
            yield link.id, lines.bridge(start, end)
        elif node is not None and node.kind is NodeKind.MAST:
            yield link.id, lines.to_mast(start, heights.get(start), end)
        else:
            own = heights.get(start, lines.settings.mast_height_m)
            yield link.id, lines.to_site(start, own, end)


def _short(line: ProfileLine, told: Label) -> HopProfile:
    """Return a profile with the sample of each stretch that comes nearest to the ray."""
    last = len(line.along_m) - 1
    edges = [round(k * last / (SAMPLES - 1)) for k in range(SAMPLES)]
    kept = {0, last}
    for low, high in pairwise(edges):
        some = range(low, high + 1)
        kept.add(max(some, key=lambda i: (_lack(line, i), -i)))
    along = sorted(kept)
    middle = (line.zone_high_m[i] - line.ray_m[i] for i in along)
    return HopProfile(
        along_m=tuple(round(line.along_m[i]) for i in along),
        ground_m=tuple(
            round(line.ground_m[i]) if math.isfinite(line.ground_m[i]) else None for i in along
        ),
        start_m=round(line.ray_m[0]),
        end_m=round(line.ray_m[-1]),
        zone_m=round(max(middle)),
        told=told,
    )


def _lack(line: ProfileLine, i: int) -> float:
    """Return how far the ground of a sample stands above the ray, unknown ground last."""
    above = line.ground_m[i] - line.ray_m[i]
    return above if math.isfinite(above) else -math.inf
