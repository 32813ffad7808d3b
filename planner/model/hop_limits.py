"""What sites share on their way: hops in a row, the Mbps and the links behind a hop or a PoP.

A hop, an upgraded tower or a PoP that sites share is an asset with `carried_mbps`; a site behind it
asks for what its option delivers in the busy hour, in whole Mbps rounded up. Behind a PoP with
`carried_links` every link of a site, or of a building that shares one, takes a port.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizers.problem import Capacity, HopLimit
from planner.candidates.candidate import Asset, Candidate
from planner.candidates.mast_prices import HOP
from planner.candidates.nodes import (
    ROOT,
    NodeKind,
    is_upgraded_tower,
    link_host,
    mast_place,
    pop_of,
)
from planner.candidates.towers.new_towers import NEW_TOWER
from planner.model.arcs import BACK, Arc, ArcKind
from planner.scenario.settings import Scenario
from planner.technologies.microwave import Microwave

ASKED = "hop_mbps"  # the quantity that hops carry
LINKS = "pop_links"  # the quantity that ports of PoPs are counted by


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
    """Keep what all sites behind a hop, an upgraded tower or a PoP ask for within its Mbps."""
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


def port_capacities(arcs: Sequence[Arc]) -> tuple[Capacity, ...]:
    """Keep the links that enter the network at a PoP within its free ports."""
    title = "links that enter the network at the PoP {}"
    entrances = (
        (a, _entrance(arc, arc.subject), arc.subject.carried_links)
        for a, arc in enumerate(arcs)
        if isinstance(arc.subject, Asset)
    )
    of_links = {"unit": "links", "quantity": LINKS}
    return tuple(
        Capacity(id=f"{LINKS}:{pop}", title=title.format(pop), arcs=(a,), upper=most, **of_links)
        for a, pop, most in entrances
        if most is not None
    )


def _entrance(arc: Arc, asset: Asset) -> str:
    """Return the PoP that an arc enters, as it is today or with the upgrade that is bought."""
    return asset.id if asset.lines else f"{pop_of(arc.head)}"


def _what(asset: Asset) -> str:
    if asset.kind == NodeKind.POP:
        return "the PoP"
    if asset.kind == NEW_TOWER:
        return "the new tower"
    return "the hop" if asset.kind == HOP else "the upgrade"


def _name(arc: Arc, hop: Asset) -> str:
    """Return the name of a shared hop in one direction."""
    return hop.id if arc.tail == hop.from_node else f"{hop.id}{BACK}"


def shared_quantities(arcs: Sequence[Arc]) -> dict[str, list[int]]:
    """Return per arc the whole Mbps and the ports it asks of what is before it, where any is."""
    found: dict[str, list[int]] = {}
    from_pops = any(pop_of(arc.tail) is not None for arc in arcs)
    enters = _entering_by_way if from_pops else _behind_radio
    if hop_capacities(arcs):
        found[ASKED] = [_asked(arc) if enters(arc) else 0 for arc in arcs]
    if port_capacities(arcs):
        found[LINKS] = [int(_asked(arc) > 0 and enters(arc)) for arc in arcs]
    return found


def _behind_radio(arc: Arc) -> bool:
    """Return whether an arc starts at a mast or an upgraded tower."""
    return mast_place(arc.tail) is not None or is_upgraded_tower(arc.tail)


def _entering_by_way(arc: Arc) -> bool:
    """Return whether an arc may be behind a PoP: it starts at something laid, and once for all.

    What institutions ask of a link that they share in a building is told by that link.
    """
    return arc.tail != ROOT and link_host(arc.tail) is None


def _asked(arc: Arc) -> int:
    """Return what an option asks, or a link that several institutions of a building share."""
    if isinstance(arc.subject, Asset):
        return arc.subject.shared_mbps or 0
    return math.ceil(arc.subject.delivered_mbps) if isinstance(arc.subject, Candidate) else 0
