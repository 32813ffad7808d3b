"""Point-to-point microwave: licensed hops from a PoP or tower to the site, relayed over masts.

A site within one hop of today's network has a hop of its own. A site beyond is reached over masts
at other buildings or towers; their hops are shared, paid once, and carry so many Mbps together.
Only distance is looked at here: terrain, the Fresnel zone, rain and the load of a tower are not.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import ClassVar

from inventory.prices.catalogue import Item, Role
from planner.candidates.candidate import Asset, Candidate, CostLine, Reason
from planner.candidates.cost_lines import carrying, cheapest, items_for, line
from planner.candidates.equipment import may_buy
from planner.candidates.nodes import ROOT, OpenGround, mast
from planner.candidates.options import Options, Way, equipment_of, offered, reject, same_medium
from planner.candidates.relay_masts import Hop, Masts, Reach, Relay, raise_masts
from planner.candidates.surroundings import Area, point_of
from planner.candidates.technology import Technology, setting
from planner.language.label import Label
from sites.distance import Point
from sites.site import LinkType, Site, SiteKind

HOP = "microwave"  # the kind of a shared hop


class Microwave(Technology):
    """Radio hops with a head end, a terminal and a licence each, and masts between them."""

    id: ClassVar[str] = "microwave"
    title: ClassVar[str] = "Microwave hop"
    needs_point: ClassVar[bool] = True
    is_fixed: ClassVar[bool] = True
    layout_is_kept: ClassVar[bool] = True

    longest_hop_km: float = setting(
        40.0,
        "between 30 km (ITU Connectivity Planning Platform 2026, search_radius) and 50 km (ITU"
        " Broadband Calculation Tool)",
        "straight distance",
        ge=0,
    )
    most_mbps: float = setting(
        400.0,
        "ITU Connectivity Planning Platform 2026: max_throughput P2P",
        "delivered at most, and carried by a hop at most",
        ge=0,
    )
    from_towers: bool = setting(
        True,
        "ITU Connectivity Planning Platform 2026: hops start at cell sites",
        "may start a hop, not only PoPs; otherwise they only relay",
    )
    most_hops: int = setting(
        3,
        "assumption: each hop adds delay and something to fail",
        "in a row, the last one too",
        ge=1,
    )
    relays: int = setting(
        3, "assumption: the nearest few are enough", "masts considered from each place", ge=0
    )
    open_ground: bool = setting(
        True, "ITU Connectivity Planning Platform 2026: relay towers", "masts may stand there"
    )
    relay_payer: str | None = setting(
        None, "to be named by the ministry", "pays the licences of hops to towers"
    )

    def prepare(self, area: Area) -> Area:
        """Raise the masts that far sites could need."""
        return replace(area, masts=self.masts(area))

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the microwave contracts over one hop, over masts, or from the site's own mast."""
        refused = same_medium(site, self.id, LinkType.MICROWAVE)
        if refused is not None:
            return refused
        start = self.start_of_hop(site, area)
        if start is None:
            detail = Label("сүлжээний цэг (PoP), цамхаг алга", "no PoP or tower is known")
            return reject(site, self.id, Reason.NO_TOWER, detail)
        ways = list(self._ways(site, area, start))
        if not ways:
            return reject(site, self.id, Reason.TOO_FAR, self._too_far(start))
        contracts = area.catalogue.of(Role.CONTRACT, LinkType.MICROWAVE.value)
        answers = [offered(site, area, way, contracts) for way in ways]
        options: list[Candidate] = [
            o for found in answers if isinstance(found, tuple) for o in found
        ]
        return tuple(options) if options else answers[0]

    def _too_far(self, start: tuple[str, Point, float]) -> Label:
        name, _, metres = start
        km, longest = f"{metres / 1000:.1f}", f"{self.longest_hop_km:g}"
        mn, en = (
            f"{name} хүртэл {km} км, {longest} км-ээс хол",
            f"{km} km to {name}, more than {longest} km",
        )
        if self.most_hops > 1:
            mn += f"; {self.most_hops} хүртэлх дамжлагаар ч хүрэхгүй"
            en += f", and no chain of {self.most_hops} hops leads here"
        return Label(mn, en)

    def start_of_hop(self, site: Site, area: Area) -> tuple[str, Point, float] | None:
        """Return the name, place and distance in metres of the nearest PoP or tower."""
        starts: list[tuple[float, str, Point]] = []
        pop, tower = area.nearest_pop(site), area.nearest_tower(site)
        if pop is not None:
            starts.append((pop[1], pop[0].id, (pop[0].longitude, pop[0].latitude)))
        if tower is not None and self.from_towers:
            starts.append((tower[1], tower[0].id, (tower[0].longitude, tower[0].latitude)))
        if not starts:
            return None
        metres, name, point = min(starts)
        return name, point, metres

    def _ways(self, site: Site, area: Area, start: tuple[str, Point, float]) -> Iterator[Way]:
        """Yield the direct hop, or else the hops from masts, and the site's own mast."""
        name, point, metres = start
        if metres <= self.longest_hop_km * 1000:
            far = round(metres)
            note = Label(f"{name} цэгээс {far} м дамжлага", f"hop of {far} m from {name}")
            yield self._way(site, area, ROOT, metres=metres, point=point, note=note)
        for relay in area.masts.relays.get(site.id, ()):
            yield self._relayed(site, area, relay)
        if site.id in area.masts.points:
            yield Way(
                technology=self.id,
                link_type=LinkType.MICROWAVE,
                from_node=mast(site.id),
                equipment=lambda _: (),  # the end of the hop to its mast is shared
                most_mbps=self.most_mbps,
                label="mast",
                note=Label("тухайн газрын шонгоос", "from the mast at the site itself"),
            )

    def _relayed(self, site: Site, area: Area, relay: Relay) -> Way:
        hops, far = "hop" if relay.hops == 1 else "hops", round(relay.metres)
        return self._way(
            site,
            area,
            mast(relay.place),
            metres=relay.metres,
            point=relay.point,
            label=relay.place,
            note=Label(
                f"{relay.place} дахь шонгоос {far} м дамжлага,"
                f" сүлжээнээс хамгийн багадаа {relay.hops} дамжлага",
                f"hop of {far} m from the mast at {relay.place},"
                f" {relay.hops} {hops} from the network at least",
            ),
        )

    def _way(
        self,
        site: Site,
        area: Area,
        from_node: str,
        *,
        metres: float,
        point: Point,
        label: str = "",
        note: Label,
    ) -> Way:
        return Way(
            technology=self.id,
            link_type=LinkType.MICROWAVE,
            from_node=from_node,
            equipment=equipment_of(
                area,
                LinkType.MICROWAVE,
                area.needs[site.id].payer,
                (Role.HEADEND, Role.TERMINAL),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            most_mbps=self.most_mbps,
            label=label,
            length_m=round(metres),
            from_point=point,
            note=note,
        )

    # --- masts and the hops between them -------------------------------------------------------

    def masts(self, area: Area) -> Masts:
        """Return the masts that far sites could need.

        A site that has power, or can be given it, can feed a mast; where kits are on sale one may
        stand alone.
        """
        if not self.enabled or self.most_hops < 2 or self._hop_items(area) == ():
            return Masts()
        towers = {t.id: (t.longitude, t.latitude) for t in area.network.towers}
        lit = {p.id: (p.longitude, p.latitude) for p in area.network.pops}
        wanting = {
            s.id: point
            for s in area.sites.values()
            if area.needs[s.id].link_gap_benefit > 0 and self._stays(s, area)
            if (point := point_of(s)) is not None
        }
        places = {
            s.id: point
            for s in area.sites.values()
            if self._can_feed(s, area) and self._stays(s, area) and self._is_paid(s.id, area)
            if (point := point_of(s)) is not None and _pole(area) is not None
        }
        if self.from_towers:
            lit |= towers
        else:
            places |= {t: p for t, p in towers.items() if self._is_paid(t, area)}
        reach = Reach(
            longest_m=self.longest_hop_km * 1000, most_hops=self.most_hops, few=self.relays
        )
        may_build = self.open_ground and area.can_power and _pole(area) is not None
        builders = [s for s in wanting if may_build and self._is_paid(s, area)]
        return raise_masts(lit, places, wanting, reach, builders)

    def _can_feed(self, site: Site, area: Area) -> bool:
        return area.can_power or area.needs[site.id].reliable_power

    def _stays(self, site: Site, area: Area) -> bool:
        return site.kind is not SiteKind.MOBILE_UNIT and site.id not in area.excluded

    def _is_paid(self, place: str, area: Area) -> bool:
        """Return whether the licence of a hop to a place has a payer, where one is needed."""
        lines = [entry for item in self._hop_items(area) for entry in self._ends(item, place, area)]
        return may_buy(lines, area.scenario)

    def payer_at(self, place: str, area: Area) -> str | None:
        """Return who pays the licence of a hop: the payer of the site, else as set for towers."""
        ground = OpenGround.of(place)
        site = place if ground is None else ground.site_id
        if site in area.needs:
            return area.needs[site].payer
        payers = {n.payer for n in area.needs.values() if n.payer is not None}
        only = next(iter(payers)) if len(payers) == 1 else None
        return self.relay_payer if self.relay_payer is not None else only

    def carried_mbps(self, item: Item) -> int:
        """Return the whole Mbps of a hop: what its head end states, the medium's at most."""
        stated = self.most_mbps if item.mbps is None else min(item.mbps, self.most_mbps)
        return math.floor(stated)

    def _hop_items(self, area: Area) -> tuple[Item, ...]:
        """Return the head ends worth buying for a shared hop: a dearer one carries more."""
        on_sale = items_for(area.catalogue, Role.HEADEND, LinkType.MICROWAVE.value)
        kept: list[Item] = []
        for item in sorted(on_sale, key=lambda i: (i.unit_price_minor, i.sku)):
            more = self.carried_mbps(item) > max(map(self.carried_mbps, kept), default=0)
            if more and self._terminal(item, area) is not None:
                kept.append(item)
        return tuple(kept)

    def _terminal(self, headend: Item, area: Area) -> Item | None:
        terminals = items_for(area.catalogue, Role.TERMINAL, LinkType.MICROWAVE.value)
        return cheapest(carrying(terminals, self.carried_mbps(headend)))

    def _ends(self, headend: Item, place: str, area: Area) -> tuple[CostLine, ...]:
        """Return what a hop to a mast buys: both ends, work, licence, and the mast at a site."""
        payer = self.payer_at(place, area)
        terminal = self._terminal(headend, area)
        found = [headend, *([] if terminal is None else [terminal])]
        for role in (Role.INSTALLATION, Role.LICENCE):
            found += [i for i in [cheapest(items_for(area.catalogue, role, HOP))] if i is not None]
        pole = _pole(area) if place in area.sites or OpenGround.of(place) is not None else None
        return tuple(line(i, 1, payer) for i in [*found, *([] if pole is None else [pole])])

    def shared_assets(self, area: Area, wanted: Collection[str]) -> tuple[Asset, ...]:
        """Return the priced hops to masts, one for each head end worth buying.

        Every hop that was laid out is priced: those that no option uses are left out of plans.
        """
        del wanted
        items = self._hop_items(area)
        return tuple(
            Asset(
                id=self._hop_id(hop, item if len(items) > 1 else None),
                kind=HOP,
                from_node=ROOT if hop.from_network else mast(hop.start),
                to_node=mast(hop.end),
                two_way=False,
                length_m=hop.length_m,
                lines=self._ends(item, hop.end, area),
                coordinates=hop.coordinates,
                carried_mbps=self.carried_mbps(item),
                needs_power=True,
            )
            for hop in area.masts.hops
            for item in items
        )

    def _hop_id(self, hop: Hop, item: Item | None) -> str:
        name = f"{hop.start if hop.from_network else mast(hop.start)}--{mast(hop.end)}"
        return name if item is None else f"{name}/{item.sku}"


def _pole(area: Area) -> Item | None:
    """Return the mast that a building needs to relay, None when none is on sale."""
    return cheapest(items_for(area.catalogue, Role.MAST, HOP))
