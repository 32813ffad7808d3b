"""What a shared radio hop to a mast buys: head end, terminal, work, licence, and the mast."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from inventory.prices.catalogue import Item, Role
from planner.candidates.candidate import Asset, CostLine
from planner.candidates.cost_lines import carrying, cheapest, items_for, line
from planner.candidates.kit.equipment import may_buy
from planner.candidates.nodes import OpenGround, mast
from planner.candidates.relay_masts import Hop
from planner.candidates.surroundings import Area
from sites.site import LinkType

HOP = LinkType.MICROWAVE.value  # the kind of a shared hop, and of what is bought for it


@dataclass(frozen=True, kw_only=True)
class MastPrices:
    """Prices the hops of an area."""

    area: Area
    most_mbps: float  # carried by a hop at most
    tower_payer: str | None  # of the licences of hops to towers, where a setting names one

    def assets(self) -> tuple[Asset, ...]:
        """Return the priced hops, one for each head end worth buying."""
        return tuple(
            Asset(
                id=self._name(hop, item),
                kind=HOP,
                from_node=self.area.node_of(hop.start) if hop.from_network else mast(hop.start),
                to_node=mast(hop.end),
                two_way=False,
                length_m=hop.length_m,
                lines=self._lines(item, hop.end),
                coordinates=hop.coordinates,
                carried_mbps=self._carried_mbps(item),
                needs_power=True,
            )
            for hop in self.area.masts.hops
            for item in self.headends
        )

    def is_paid(self, place: str) -> bool:
        """Return whether the licence of a hop to a place has a payer, where one is needed."""
        lines = [entry for item in self.headends for entry in self._lines(item, place)]
        return may_buy(lines, self.area.scenario)

    @cached_property
    def headends(self) -> tuple[Item, ...]:
        """The head ends worth buying for a shared hop: a dearer one carries more."""
        on_sale = items_for(self.area.catalogue, Role.HEADEND, HOP)
        kept: list[Item] = []
        for item in sorted(on_sale, key=lambda i: (i.unit_price_minor, i.sku)):
            more = self._carried_mbps(item) > max(map(self._carried_mbps, kept), default=0)
            if more and self._terminal(item) is not None:
                kept.append(item)
        return tuple(kept)

    @cached_property
    def pole(self) -> Item | None:
        """The mast that a building needs to relay, None when none is on sale."""
        return cheapest(items_for(self.area.catalogue, Role.MAST, HOP))

    def _carried_mbps(self, headend: Item) -> int:
        """Return the whole Mbps of a hop: what its head end states, the medium's at most."""
        stated = self.most_mbps if headend.mbps is None else min(headend.mbps, self.most_mbps)
        return math.floor(stated)

    def _terminal(self, headend: Item) -> Item | None:
        terminals = items_for(self.area.catalogue, Role.TERMINAL, HOP)
        return cheapest(carrying(terminals, self._carried_mbps(headend)))

    def _lines(self, headend: Item, place: str) -> tuple[CostLine, ...]:
        """Return what a hop to a mast buys: both ends, work, licence, and the mast at a site."""
        bought = [headend, self._terminal(headend)]
        for role in (Role.INSTALLATION, Role.LICENCE):
            bought.append(cheapest(items_for(self.area.catalogue, role, HOP)))
        if place in self.area.sites or OpenGround.of(place) is not None:
            bought.append(self.pole)
        payer = self._payer(place)
        return tuple(line(item, 1, payer) for item in bought if item is not None)

    def _payer(self, place: str) -> str | None:
        """Return who pays the licence of a hop: the payer of the site, else as set for towers."""
        ground, needs = OpenGround.of(place), self.area.needs
        site = place if ground is None else ground.site_id
        if site in needs:
            return needs[site].payer
        payers = {n.payer for n in needs.values() if n.payer is not None}
        only = next(iter(payers)) if len(payers) == 1 else None
        return self.tower_payer if self.tower_payer is not None else only

    def _name(self, hop: Hop, headend: Item) -> str:
        name = f"{hop.start if hop.from_network else mast(hop.start)}--{mast(hop.end)}"
        return name if len(self.headends) == 1 else f"{name}/{headend.sku}"
