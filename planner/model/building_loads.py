"""Links that institutions of one building share: what each hour asks of them stays within them.

An institution loads the link by day, in the evening or both. What two institutions ask of it in
different hours is not added up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizers.problem import Capacity
from planner.candidates.candidate import Asset, Candidate, Period
from planner.model.arcs import Arc


def load_of(period: Period) -> str:
    """Return the name of the quantity that options ask of a shared link in a period."""
    return f"building_{period.value}_mbps"


def building_capacities(arcs: Sequence[Arc]) -> tuple[Capacity, ...]:
    """Keep what all institutions behind a shared link ask for at once within what it delivers."""
    links = {arc.head: a for a, arc in enumerate(arcs) if _is_shared(arc)}
    used: dict[str, set[Period]] = {head: set() for head in links}
    for arc in arcs:
        if arc.tail in used and isinstance(arc.subject, Candidate):
            used[arc.tail].update(arc.subject.periods)
    return tuple(
        Capacity(
            id=f"{asset.id}:{period.value}",
            title=f"Mbps that the link {asset.id} carries by {period.value}",
            unit="Mbps",
            arcs=(a,),
            quantity=load_of(period),
            upper=asset.shared_mbps,
        )
        for head, a in links.items()
        for period in Period
        if period in used[head]
        and isinstance(asset := arcs[a].subject, Asset)
        and asset.shared_mbps is not None
    )


def _is_shared(arc: Arc) -> bool:
    return isinstance(arc.subject, Asset) and arc.subject.shared_mbps is not None


def building_loads(arcs: Sequence[Arc]) -> dict[str, list[int]]:
    """Return per arc the whole Mbps it asks of a shared link by period; nothing without links."""
    quantities = {capacity.quantity for capacity in building_capacities(arcs)}
    return {
        load_of(period): [_load(arc, period) for arc in arcs]
        for period in Period
        if load_of(period) in quantities
    }


def _load(arc: Arc, period: Period) -> int:
    option = arc.subject
    if not isinstance(option, Candidate) or period not in option.periods:
        return 0
    return math.ceil(option.delivered_mbps)
