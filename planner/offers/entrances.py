"""The ways into the network at PoPs with limits: as they are today, and with an upgrade bought.

A plan enters a PoP one way: free, with what today's ports and backhaul leave to new links, or over
one upgrade, which is paid once and serves everyone behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from inventory.prices.catalogue import Item, Role, Timing
from planner.candidates.candidate import Asset
from planner.candidates.cost_lines import line
from planner.candidates.kit.equipment import may_buy
from planner.candidates.nodes import ROOT, NodeKind, pop_node
from planner.candidates.surroundings import Area
from planner.technologies.fibre import Fibre
from sites.network import Pop

POP_UPGRADE = "pop_upgrade"  # the kind of the asset, and begins its id


def entrances(area: Area, pop: Pop) -> Iterator[Asset]:
    """Yield what leads to a PoP with limits: its free entrance, and each upgrade worth buying.

    An upgrade adds the `ports` and the `mbps` of its item to what the table states, of backhaul new
    links have their share (`demand.tower_share`). A dearer one is on offer where it carries more;
    what is bought once and what is leased by the year are not compared.
    """
    free = _entrance(area, pop)
    yield free
    today = (free.carried_links or 0, free.carried_mbps or 0)
    best = dict.fromkeys(Timing, today)
    on_sale = area.catalogue.of(Role.POP_UPGRADE)
    for item in sorted(on_sale, key=lambda i: (i.unit_price_minor, i.sku)):
        upgraded = _upgraded(area, pop, free, item)
        carries = (upgraded.carried_links or 0, upgraded.carried_mbps or 0)
        so_far = best[item.timing]
        more = any(now > before for now, before in zip(carries, so_far, strict=True))
        if more and may_buy(upgraded.lines, area.scenario):
            best[item.timing] = (max(so_far[0], carries[0]), max(so_far[1], carries[1]))
            yield upgraded


def _entrance(area: Area, pop: Pop) -> Asset:
    """Return the way into the network at a PoP as it is today."""
    mbps = pop.backhaul_mbps
    return Asset(
        id=pop_node(pop.id),
        kind=NodeKind.POP,
        from_node=ROOT,
        to_node=pop_node(pop.id),
        two_way=False,
        length_m=0,
        lines=(),
        coordinates=((pop.longitude, pop.latitude),),
        carried_mbps=None if mbps is None else area.for_new_links(mbps),
        carried_links=area.free_ports(pop),
    )


def _upgraded(area: Area, pop: Pop, free: Asset, item: Item) -> Asset:
    """Return the way into the network at a PoP once an upgrade is bought."""
    mbps, ports = pop.backhaul_mbps, free.carried_links
    payer = Fibre(**area.scenario.technologies.get(Fibre.id, {})).payer_of_upkeep(area.needs)
    return Asset(
        id=f"{POP_UPGRADE}:{pop.id}/{item.sku}",
        kind=POP_UPGRADE,
        from_node=ROOT,
        to_node=free.to_node,
        two_way=False,
        length_m=0,
        lines=(line(item, 1, payer),),
        coordinates=free.coordinates,
        carried_mbps=None if mbps is None else area.for_new_links(mbps + (item.mbps or 0.0)),
        carried_links=None if ports is None else ports + (item.ports or 0),
    )
