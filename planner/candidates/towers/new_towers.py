"""Where new mobile towers could stand, and what one costs: each serves all sites in its reach.

A tower stands beside a site that has no signal today, where it would serve the most such sites.
Ignores permits, land and the licence of the operator.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from inventory.prices.catalogue import Item
from planner.candidates.candidate import Asset, CostLine
from planner.candidates.nodes import ROOT, upgraded_tower
from sites.distance import Point
from sites.nearest.points import PointIndex
from sites.network import Tower

NEW_TOWER = "new_tower"  # the kind of the asset, and begins its id


@dataclass(frozen=True, kw_only=True)
class NewTowers:
    """Towers that could be built, and the one that each site without a signal would use."""

    towers: Mapping[str, Tower] = field(default_factory=dict)  # by name
    by_site: Mapping[str, tuple[str, float]] = field(default_factory=dict)  # name, metres

    def of(self, site_id: str) -> tuple[Tower, float] | None:
        """Return the tower that would serve a site with its distance in metres, None without."""
        found = self.by_site.get(site_id)
        return None if found is None else (self.towers[found[0]], found[1])

    def assets(
        self,
        wanted: Collection[str],
        on_sale: Sequence[tuple[Item, int]],
        bought: Callable[[Item], tuple[CostLine, ...]],
    ) -> tuple[Asset, ...]:
        """Return the priced towers that some option starts from; `on_sale` with Mbps of each."""
        return tuple(
            Asset(
                id=f"{NEW_TOWER}:{tower.id}/{item.sku}",
                kind=NEW_TOWER,
                from_node=ROOT,
                to_node=upgraded_tower(tower.id),
                two_way=False,
                length_m=0,
                lines=bought(item),
                coordinates=((tower.longitude, tower.latitude),),
                carried_mbps=carries,
            )
            for tower in self.towers.values()
            if upgraded_tower(tower.id) in wanted
            for item, carries in on_sale
        )


def places_for_towers(
    unserved: Mapping[str, Point],
    radio: str,
    reach_m: float,
    taken: Collection[str],
    hides: Callable[[Sequence[tuple[Tower, Point]]], Sequence[bool]],
) -> NewTowers:
    """Return towers beside unserved sites, each time where most of those left are in reach.

    Ties go to the first site by id. A tower's own site is always in its reach. `taken` are names
    that no tower may have; `hides` says of towers and places whether the ground is between them.
    """
    index = PointIndex.of(unserved)
    made = {
        site: Tower(id=_free_name(f"new-{site}", taken), longitude=x, latitude=y, radio=radio)
        for site, (x, y) in sorted(unserved.items())
    }
    pairs = [
        (site, other, metres)
        for site in made
        for other, metres in index.within(unserved[site], reach_m)
    ]
    hidden = hides([(made[site], unserved[other]) for site, other, _ in pairs])
    seen: dict[str, dict[str, float]] = {site: {site: 0.0} for site in made}
    for (site, other, metres), is_hidden in zip(pairs, hidden, strict=True):
        if not is_hidden:
            seen[site][other] = metres
    towers: dict[str, Tower] = {}
    by_site: dict[str, tuple[str, float]] = {}
    queue = [(-len(found), site) for site, found in seen.items()]
    heapify(queue)
    while queue:
        promised, site = heappop(queue)
        served = [other for other in seen[site] if other not in by_site]
        if -promised > len(served):  # others took some of them since
            if served:
                heappush(queue, (-len(served), site))
            continue
        towers[made[site].id] = made[site]
        by_site |= {other: (made[site].id, seen[site][other]) for other in served}
    return NewTowers(towers=towers, by_site=by_site)


def _free_name(name: str, taken: Collection[str]) -> str:
    """Return a name, with marks behind it until nothing else has it."""
    while name in taken:
        name += "'"
    return name
