"""What new links may ask of what others use too: towers of today, and media with a quota.

A link asks for what it delivers in the busy hour, in whole Mbps rounded up, day and evening alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.candidates.candidate import Candidate, Carrier, Need
from planner.model.arcs import Arc
from planner.model.limit_meanings import LimitKind, LimitMeaning, Row
from planner.model.rows.policy import Policy, row_of
from planner.model.rows.upper_limits import most_together

_PARTS = {"radio": "the radio of tower", "backhaul": "the link behind tower"}


def tower_loads(policy: Policy) -> Iterator[Row]:
    """Keep what new links ask of each part of a tower within what it carries for them."""
    asked: dict[Carrier, dict[int, int]] = {}
    for a, arc in enumerate(policy.arcs):
        if isinstance(arc.subject, Candidate):
            for carrier in arc.subject.carriers:
                asked.setdefault(carrier, {})[a] = math.ceil(arc.subject.delivered_mbps)
    heads = [arc.head for arc in policy.arcs]
    for carrier, of_arc in sorted(asked.items(), key=lambda c: (c[0].part, c[0].tower_id)):
        if most_together(of_arc, heads) > carrier.carries_mbps:
            yield row_of(
                policy,
                LimitMeaning(kind=LimitKind.LOAD, quantity=carrier.part, group=carrier.tower_id),
                f"Mbps that new links ask of {_PARTS[carrier.part]} {carrier.tower_id}",
                "Mbps",
                [of_arc.get(a, 0) for a in range(len(policy.arcs))],
                upper=carrier.carries_mbps,
            )


def media_quotas(policy: Policy) -> Iterator[Row]:
    """Keep what all links of a medium deliver together, present ones that stay too, within it."""
    for medium, upper in sorted(policy.scenario.limits.mbps_by_medium.items()):
        yield row_of(
            policy,
            LimitMeaning(kind=LimitKind.MEDIUM_MBPS, media=(medium.value,)),
            f"Mbps of all links by {medium.value}",
            "Mbps",
            [_delivered(arc, policy, medium.value) for arc in policy.arcs],
            upper=upper,
        )


def _delivered(arc: Arc, policy: Policy, medium: str) -> int:
    if isinstance(arc.subject, Candidate) and arc.subject.link_type == medium:
        return math.ceil(arc.subject.delivered_mbps)
    if isinstance(arc.subject, Need) and policy.sites[arc.subject.site_id].link.type == medium:
        return math.ceil(arc.subject.present_mbps)
    return 0
