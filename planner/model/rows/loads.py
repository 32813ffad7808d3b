"""What new links may ask of what others use too: towers and cables of today, media with a quota.

A link asks for what it delivers in the busy hour, in whole Mbps rounded up, day and evening alike;
a splice takes fibres of its cable.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.candidates.candidate import Asset, Candidate, Carrier, KitStep, Need, second_medium
from planner.model.arcs import Arc
from planner.model.limit_meanings import LimitKind, LimitMeaning, Row
from planner.model.rows.policy import Policy, row_of
from planner.model.rows.upper_limits import most_together

_PARTS = {
    "radio": "Mbps that new links ask of the radio of tower",
    "backhaul": "Mbps that new links ask of the link behind tower",
    "fibres": "free fibres that splices take of cable",
    "settlement": "Mbps that new links ask of the backhaul of settlement",
    "leo": "Mbps that new links ask of low-orbit satellites in",
    "geo": "Mbps that new links ask of geostationary satellites in",
}


def shared_loads(policy: Policy) -> Iterator[Row]:
    """Keep what new links ask of each part of a tower, and of a cable, within what is left."""
    asked: dict[Carrier, dict[int, int]] = {}
    for a, arc in enumerate(policy.arcs):
        for carrier, amount in _asked(arc):
            asked.setdefault(carrier, {})[a] = amount
    heads = [arc.head for arc in policy.arcs]
    for carrier, of_arc in sorted(asked.items(), key=lambda c: (c[0].part, c[0].name)):
        if most_together(of_arc, heads) > carrier.carries:
            yield row_of(
                LimitMeaning(kind=LimitKind.LOAD, quantity=carrier.part, group=carrier.name),
                f"{_PARTS[carrier.part]} {carrier.name}",
                "fibres" if carrier.part == "fibres" else "Mbps",
                [of_arc.get(a, 0) for a in range(len(policy.arcs))],
                upper=carrier.carries,
            )


def _asked(arc: Arc) -> Iterator[tuple[Carrier, int]]:
    """Yield what an arc loads, and by how much."""
    if isinstance(arc.subject, Candidate):
        amount = math.ceil(arc.subject.delivered_mbps)
        yield from ((carrier, amount) for carrier in arc.subject.carriers)
    elif isinstance(arc.subject, Asset):
        yield from ((carrier, arc.subject.takes) for carrier in arc.subject.carriers)


def media_quotas(policy: Policy) -> Iterator[Row]:
    """Keep what all links of a medium deliver together, second and present ones too, within it."""
    for medium, upper in sorted(policy.scenario.limits.mbps_by_medium.items()):
        yield row_of(
            LimitMeaning(kind=LimitKind.MEDIUM_MBPS, media=(medium.value,)),
            f"Mbps of all links by {medium.value}",
            "Mbps",
            [_delivered(arc, policy, medium.value) for arc in policy.arcs],
            upper=upper,
        )


def _delivered(arc: Arc, policy: Policy, medium: str) -> int:
    if isinstance(arc.subject, Candidate) and arc.subject.link_type == medium:
        return math.ceil(arc.subject.delivered_mbps)
    if isinstance(arc.subject, KitStep) and second_medium(arc.subject.chain) == medium:
        return math.ceil(arc.subject.delivered_mbps)
    if isinstance(arc.subject, Need) and policy.sites[arc.subject.site_id].link.type == medium:
        return math.ceil(arc.subject.present_mbps)
    return 0
