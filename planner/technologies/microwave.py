"""Point-to-point microwave: licensed hops from a PoP or tower to the site, relayed over masts.

A site within one hop of today's network has a hop of its own. A site beyond is reached over masts
at other buildings or towers; their hops are shared, paid once, and carry so many Mbps together.
Over known ground a hop must pass above it, with the Fresnel zone and the power that it needs; where
no elevation model is given, distance alone is looked at. The load of a tower is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Asset, Candidate, RadioLink, Reason
from planner.candidates.mast_prices import MastPrices
from planner.candidates.nodes import mast
from planner.candidates.options import (
    Options,
    Way,
    equipment_of,
    no_equipment,
    offered,
    reject,
    same_medium,
)
from planner.candidates.relay_masts import Masts, Reach, Relay, raise_masts
from planner.candidates.sightlines import (
    LOOKED_AT,
    HopSights,
    Sightlines,
    Start,
    is_usable,
    note_of,
    why_blocked,
)
from planner.candidates.surroundings import Area, place_of, point_of
from planner.candidates.technology import Technology, setting
from planner.language.label import Label
from planner.language.labels import LABELS, counted, filled, joined
from sites.distance import Point
from sites.site import LinkType, Site, SiteKind

if TYPE_CHECKING:
    from sites.terrain.sight import Sight


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

    def look_ahead(self, area: Area) -> None:
        """Look for the nearest PoPs and towers."""
        if self.enabled:
            area.look_ahead_to_network()

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the microwave contracts over one hop, over masts, or from the site's own mast."""
        refused = same_medium(site, self.id, LinkType.MICROWAVE)
        if refused is not None:
            return refused
        start = self.start_of_hop(site, area)
        if start is None:
            detail = LABELS["detail.no_pop_or_tower"]
            return reject(site, self.id, Reason.NO_TOWER, detail)
        ways = list(self._ways(site, area, start))
        if not ways:
            return _no_way(self, site, area, start)
        contracts = area.catalogue.of(Role.CONTRACT, LinkType.MICROWAVE.value)
        answers = [offered(site, area, way, contracts) for way in ways]
        options: list[Candidate] = [
            o for found in answers if isinstance(found, tuple) for o in found
        ]
        return tuple(options) if options else answers[0]

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
        yield from self._direct(site, area, start)
        for relay in area.masts.relays.get(site.id, ()):
            yield self._relayed(site, area, relay)
        if site.id in area.masts.points:
            yield Way(
                technology=self.id,
                link_type=LinkType.MICROWAVE,
                from_node=mast(site.id),
                equipment=no_equipment,  # the end of the hop to its mast is shared
                most_mbps=self.most_mbps,
                label="mast",
                note=LABELS["detail.own_mast"],
            )

    def _direct(self, site: Site, area: Area, start: tuple[str, Point, float]) -> Iterator[Way]:
        """Yield the hop from the network: from the nearest start, or the best over the ground."""
        name, point, metres = start
        is_raised, told = False, None
        if area.sightlines is not None:
            best = _best_start(self, site, area)
            if best is None or not is_usable(best[1], may_raise=self.may_raise(area)):
                return
            found, sight = best
            name, point, metres = found.name, found.point, found.metres
            is_raised, told = sight.verdict == "mast", note_of(sight)
        if metres <= self.longest_hop_km * 1000:
            far = round(metres)
            note = filled("detail.hop", name=name, far=far)
            note = note if told is None else joined("; ", [note, told])
            tower, node = area.tower(name), area.node_of(name)
            way = self._way(
                site, area, node, metres=metres, point=point, note=note, is_raised=is_raised
            )
            yield way if tower is None else replace(way, carriers=area.backhaul_of(tower))

    def _relayed(self, site: Site, area: Area, relay: Relay) -> Way:
        is_raised, told = False, None
        if area.sightlines is not None:
            lines = area.sightlines
            link = lines.to_site(relay.point, lines.settings.mast_height_m, place_of(site))
            sight = lines.of(link)
            is_raised, told = sight.verdict == "mast", note_of(sight)
        note = counted(
            "detail.hop_from_mast", relay.hops, place=relay.place, far=round(relay.metres)
        )
        return self._way(
            site,
            area,
            mast(relay.place),
            metres=relay.metres,
            point=relay.point,
            label=relay.place,
            note=note if told is None else joined("; ", [note, told]),
            is_raised=is_raised,
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
        is_raised: bool = False,
    ) -> Way:
        """Return a hop to a site; one that is raised buys the mast that it needs there."""
        return Way(
            technology=self.id,
            link_type=LinkType.MICROWAVE,
            from_node=from_node,
            equipment=equipment_of(
                area,
                LinkType.MICROWAVE,
                area.needs[site.id].payer,
                (Role.HEADEND, Role.TERMINAL, *((Role.MAST,) if is_raised else ())),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            most_mbps=self.most_mbps,
            label=label,
            length_m=round(metres),
            from_point=point,
            note=note,
        )

    # --- over the ground -----------------------------------------------------------------------

    def radio(self, site: Site, area: Area) -> tuple[RadioLink, ...]:
        """Return the hops from the nearest PoPs, towers and masts."""
        lines, point = area.sightlines, point_of(site)
        if lines is None or point is None:
            return ()
        may_raise = self.may_raise(area)
        starts = [(s.name, s.point, s.height_m) for s in _starts(self, site, area, lines)]
        relays = area.masts.relays.get(site.id, ())
        starts += [(r.place, r.point, lines.settings.mast_height_m) for r in relays]
        return tuple(
            RadioLink(start=name, link=lines.to_site(at, height, point), may_raise=may_raise)
            for name, at, height in starts
        )

    def may_raise(self, area: Area) -> bool:
        """Return whether a mast is on sale."""
        return self._prices(area).pole is not None

    # --- masts and the hops between them -------------------------------------------------------

    def masts(self, area: Area) -> Masts:
        """Return the masts that far sites could need.

        A site that has power, or can be given it, can feed a mast; where kits are on sale one may
        stand alone.
        """
        prices, sights = self._prices(area), None
        if self.enabled:
            sights = _sights(self, area, may_raise=prices.pole is not None)
        if not self.enabled or self.most_hops < 2 or not prices.headends:
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
            if self._can_feed(s, area) and self._stays(s, area) and prices.is_paid(s.id)
            if (point := point_of(s)) is not None and prices.pole is not None
        }
        if self.from_towers:
            lit |= towers
        else:
            places |= {t: p for t, p in towers.items() if prices.is_paid(t)}
        reach = Reach(
            longest_m=self.longest_hop_km * 1000,
            most_hops=self.most_hops,
            few=self.relays,
            sights=sights,
        )
        may_build = self.open_ground and area.can_power and prices.pole is not None
        builders = [s for s in wanting if may_build and prices.is_paid(s)]
        return raise_masts(lit, places, wanting, reach, builders)

    def _can_feed(self, site: Site, area: Area) -> bool:
        return area.can_power or area.needs[site.id].reliable_power

    def _stays(self, site: Site, area: Area) -> bool:
        return site.kind is not SiteKind.MOBILE_UNIT and site.id not in area.excluded

    def shared_assets(self, area: Area, wanted: Collection[str]) -> tuple[Asset, ...]:
        """Return the priced hops to masts, one for each head end worth buying.

        Every hop that was laid out is priced: those that no option uses are left out of plans.
        """
        del wanted
        return self._prices(area).assets()

    def _prices(self, area: Area) -> MastPrices:
        return MastPrices(area=area, most_mbps=self.most_mbps, tower_payer=self.relay_payer)


def _too_far(radio: Microwave, start: tuple[str, Point, float]) -> Label:
    """Return that the nearest start is farther than a hop, and that no chain helps."""
    name, _, metres = start
    km, longest = f"{metres / 1000:.1f}", f"{radio.longest_hop_km:g}"
    key = "detail.hop_too_long" if radio.most_hops <= 1 else "detail.chain_too_long"
    return filled(key, name=name, km=km, longest=longest, hops=radio.most_hops)


def _no_way(radio: Microwave, site: Site, area: Area, start: tuple[str, Point, float]) -> Options:
    """Refuse a site that no hop leads to: it is too far, or the ground is in the way."""
    best = _best_start(radio, site, area)
    if best is None or area.sightlines is None:
        return reject(site, radio.id, Reason.TOO_FAR, _too_far(radio, start))
    why = why_blocked(best[0].name, best[1], area.sightlines.settings)
    if radio.most_hops > 1:
        why = joined("; ", [why, filled("terrain.no_chain", hops=radio.most_hops)])
    return reject(site, radio.id, Reason.NO_LINE_OF_SIGHT, why)


# --- over the ground -----------------------------------------------------------------------------


def _starts(radio: Microwave, site: Site, area: Area, lines: Sightlines) -> list[Start]:
    """Return the nearest PoPs and towers within a hop that may start it."""
    reach = radio.longest_hop_km * 1000
    pop_m = lines.settings.pop_height_m
    found = [
        Start(metres=m, name=p.id, point=(p.longitude, p.latitude), height_m=pop_m)
        for p, m in area.pops_within(site, reach)[:LOOKED_AT]
    ]
    if radio.from_towers:
        found += [
            Start(
                metres=m,
                name=t.id,
                point=(t.longitude, t.latitude),
                height_m=lines.height_of(t),
            )
            for t, m in area.towers_within(site, reach)[:LOOKED_AT]
        ]
    return sorted(found, key=lambda s: (s.metres, s.name))[:LOOKED_AT]


def _sights(radio: Microwave, area: Area, *, may_raise: bool) -> HopSights | None:
    """Return what hops may pass, after every direct hop was asked about at once."""
    lines = area.sightlines
    if lines is None:
        return None
    lines.ask(
        lines.to_site(start.point, start.height_m, place_of(site))
        for site in area.sites.values()
        if point_of(site) is not None and area.needs[site.id].link_gap_benefit > 0
        for start in _starts(radio, site, area, lines)
    )
    heights = dict.fromkeys((p.id for p in area.network.pops), lines.settings.pop_height_m)
    if radio.from_towers:
        heights |= {t.id: lines.height_of(t) for t in area.network.towers}
    return HopSights(lines=lines, heights_m=heights, may_raise=may_raise)


def _best_start(radio: Microwave, site: Site, area: Area) -> tuple[Start, Sight] | None:
    """Return the PoP or tower within a hop that the ground lets through best, None without."""
    if area.sightlines is None:
        return None
    starts = _starts(radio, site, area, area.sightlines)
    return area.sightlines.best(starts, place_of(site), may_raise=radio.may_raise(area))
