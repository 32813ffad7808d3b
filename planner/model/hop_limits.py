"""Radio limits of the problem: hops in a row, and the Mbps that the sites behind a hop ask for.

A hop or an upgraded tower that sites share is an asset with `carried_mbps`; a site behind it asks
for what its option delivers in the busy hour, in whole Mbps rounded up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizers.problem import Capacity, HopLimit
from planner.candidates.candidate import Asset, Candidate
from planner.candidates.mast_prices import HOP
from planner.candidates.nodes import is_upgraded_tower, mast_place
from planner.model.arcs import BACK, Arc, ArcKind
from planner.scenario.settings import Scenario
from planner.technologies.microwave import Microwave

ASKED = "hop_mbps"  # the quantity that hops carry


def hop_limits(arcs: Sequence[Arc], scenario: Scenario) -> tuple[HopLimit, ...]:
    """Limit the hops in a row, the last one to the site included, where any hop is relayed."""
    hops = tuple(a for a, arc in enumerate(arcs) if _is_hop(arc))
    if not any(mast_place(arc.tail) for arc in arcs):
        return ()
    most = Microwave(**scenario.technologies.get(Microwave.id, {})).most_hops
    return (HopLimit(id=f"hops:{HOP}", title="microwave hops in a row", arcs=hops, most=most),)


def _is_hop(arc: Arc) -> bool:
    """Return whether an arc is a radio hop: a shared one, or the last one from a mast to a site."""
    if isinstance(arc.subject, Asset):
        return arc.subject.kind == HOP
    return isinstance(arc.subject, Candidate) and _behind_mast(arc) and arc.subject.length_m > 0


def _behind_mast(arc: Arc) -> bool:
    return arc.kind is ArcKind.OPTION and mast_place(arc.tail) is not None


def hop_capacities(arcs: Sequence[Arc]) -> tuple[Capacity, ...]:
    """Keep what all sites behind a shared hop or an upgraded tower ask for within its Mbps."""
    return tuple(
        Capacity(
            id=_name(arc, arc.subject),
            title=f"Mbps that {_what(arc.subject)} {_name(arc, arc.subject)} carries",
            unit="Mbps",
            arcs=(a,),
            quantity=ASKED,
            upper=arc.subject.carried_mbps,
        )
        for a, arc in enumerate(arcs)
        if isinstance(arc.subject, Asset) and arc.subject.carried_mbps is not None
    )


def _what(asset: Asset) -> str:
    return "the hop" if asset.kind == HOP else "the upgrade"


def _name(arc: Arc, hop: Asset) -> str:
    """Return the name of a shared hop in one direction."""
    return hop.id if arc.tail == hop.from_node else f"{hop.id}{BACK}"


def asked_mbps(arcs: Sequence[Arc]) -> dict[str, list[int]]:
    """Return per arc the whole Mbps it asks of what is before it; nothing where none is shared."""
    return {ASKED: [_asked(arc) for arc in arcs]} if hop_capacities(arcs) else {}


def _asked(arc: Arc) -> int:
    """Return what an option asks, or a link that several institutions of a building share."""
    if mast_place(arc.tail) is None and not is_upgraded_tower(arc.tail):
        return 0
    if isinstance(arc.subject, Asset):
        return arc.subject.shared_mbps or 0
    return math.ceil(arc.subject.delivered_mbps) if isinstance(arc.subject, Candidate) else 0
