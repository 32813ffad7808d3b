"""Cellular: a router with a SIM card where a mobile signal of a broadband generation is received.

Coverage polygons decide where the inventory has them, else the distance to a tower. What the
sectors of a tower and the link behind it carry is shared by all sites that it serves, where the
towers table says it; an upgrade of a tower, or a new tower, is bought once for all of them. Where
the ground is known, a tower behind a mountain is not received. Ignores the signal indoors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from pydantic import NonNegativeFloat

from inventory.prices.catalogue import Item, Role
from planner.candidates.candidate import Asset, Candidate, Carrier, CostLine, Reason
from planner.candidates.cost_lines import line
from planner.candidates.kit.equipment import may_buy
from planner.candidates.nodes import ROOT, upgraded_tower
from planner.candidates.options import Options, Way, equipment_of, offered, reject, same_medium
from planner.candidates.sightlines import Sightlines
from planner.candidates.surroundings import Area, place_of, point_of
from planner.candidates.technology import Technology, setting
from planner.candidates.towers.new_towers import NewTowers, places_for_towers
from planner.language.label import Label
from planner.language.labels import LABELS, filled
from sites.distance import Point
from sites.network import Tower, generation
from sites.site import LinkType, Site, SiteKind

UPGRADE = "tower_upgrade"  # the kind of the asset, and begins its id
SERVED_M = 35_000  # where polygons tell the signal: the largest timing advance of GSM
SECTORS = 3  # of an upgrade that does not say what it carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """The best radio that a site receives, and from which tower, where that is known."""

    radio: str
    tower: Tower | None = None
    metres: int = 0

    @property
    def point(self) -> Point | None:
        """Where the tower stands."""
        return None if self.tower is None else (self.tower.longitude, self.tower.latitude)


class Cellular(Technology):
    """A fixed router on the mobile network."""

    id: ClassVar[str] = "cellular"
    title: ClassVar[str] = "Cellular"
    needs_point: ClassVar[bool] = True
    is_fixed: ClassVar[bool] = False

    tower_reach_km: dict[str, NonNegativeFloat] = setting(
        {"3G": 5.0, "4G": 5.0, "5G": 2.0},
        "ITU Connectivity Planning Platform 2026: coverage_distance 5 km; 5G: assumption",
        "by radio generation, where no coverage polygon is given",
    )
    most_mbps: dict[str, NonNegativeFloat] = setting(
        {"3G": 2.0, "4G": 40.0, "5G": 100.0},
        "3G and 4G: unicef/actual (2022); 5G: assumption",
        "delivered at most, by radio generation; others are no broadband",
    )
    sector_mbps: dict[str, NonNegativeFloat] = setting(
        {"3G": 4.0, "4G": 30.0, "5G": 130.0},
        "assumption, to confirm; bit/s/Hz of ITU-R M.2134, M.2410",
        "carried by a sector in the busy hour, by radio generation",
    )
    upgrade_to: Literal["3G", "4G", "5G"] = setting(
        "4G", "assumption, to confirm", "the generation that an upgrade of a tower gives"
    )
    upgrade_payer: str | None = setting(
        None, "to be named by the ministry", "pays the yearly costs of upgraded and new towers"
    )
    new_tower_radio: Literal["3G", "4G", "5G"] = setting(
        "4G", "assumption, to confirm", "the generation of a new tower"
    )
    new_tower_link_km: float = setting(
        40.0,
        "assumption, to confirm",
        "from a PoP or tower to a new tower, straight",
        ge=0,
    )

    def prepare(self, area: Area) -> Area:
        """Ask the ground about every site and tower at once, and place new towers."""
        lines = area.sightlines if self.enabled and not area.network.coverage else None
        if lines is not None:
            lines.ask(
                lines.mobile(tower, point)
                for site in area.sites.values()
                if (point := point_of(site)) is not None
                for tower, _ in self._near(site, area)
            )
        if not self.enabled or not self._new_on_sale(area):
            return area
        return replace(area, prepared={**area.prepared, self.id: _new_towers(self, area)})

    def offer(self, site: Site, area: Area) -> Options:
        """Offer the cellular contracts where a signal is received, or a tower could give one."""
        refused = same_medium(site, self.id, LinkType.CELLULAR)
        if refused is not None:
            return refused
        planned = area.prepared.get(self.id, NewTowers())
        if not area.network.coverage and not area.network.towers and not planned.towers:
            detail = LABELS["detail.no_tower_or_coverage"]
            return reject(site, self.id, Reason.NO_TOWER, detail)
        ways = list(self._ways(site, area))
        if not ways:
            return self._no_signal(site, area)
        contracts = area.catalogue.of(Role.CONTRACT, LinkType.CELLULAR.value)
        answers = [offered(site, area, way, contracts) for way in ways]
        options: list[Candidate] = [
            o for found in answers if isinstance(found, tuple) for o in found
        ]
        return tuple(options) if options else answers[0]

    def _ways(self, site: Site, area: Area) -> Iterator[Way]:
        """Yield the signal of today, and that of the nearest tower once it is upgraded."""
        signal = self.signal(site, area)
        if signal is not None:
            tower = signal.tower
            loads = () if tower is None else self._loads(signal.radio, tower, area)
            note = filled("detail.signal", radio=signal.radio)
            yield self._way(site, area, ROOT, signal, note, loads=loads)
        upgraded = self._upgradable(site, area)
        if upgraded is not None and upgraded.tower is not None:
            radio, name = upgraded.radio, upgraded.tower.id
            note = filled("detail.signal_after_upgrade", radio=radio, tower=name)
            yield self._way(site, area, upgraded_tower(name), upgraded, note, label=radio)
        new = area.prepared.get(self.id, NewTowers()).of(site.id)
        if new is not None:
            tower, metres = new
            built = Signal(radio=tower.radio, tower=tower, metres=round(metres))
            note = filled("detail.signal_of_new_tower", radio=tower.radio, tower=tower.id)
            yield self._way(
                site, area, upgraded_tower(tower.id), built, note, label=f"new-{tower.radio}"
            )

    def _way(
        self,
        site: Site,
        area: Area,
        from_node: str,
        signal: Signal,
        note: Label,
        *,
        label: str = "",
        loads: tuple[Carrier, ...] = (),
    ) -> Way:
        return Way(
            technology=self.id,
            link_type=LinkType.CELLULAR,
            from_node=from_node,
            equipment=equipment_of(
                area,
                LinkType.CELLULAR,
                area.needs[site.id].payer,
                (Role.TERMINAL,),
                (Role.INSTALLATION, Role.LICENCE),
            ),
            most_mbps=self.most_mbps[signal.radio],
            label=label,
            length_m=signal.metres,
            from_point=signal.point,
            note=note,
            carriers=loads,
        )

    def look_ahead(self, area: Area) -> None:
        """Look for the towers in reach, where no polygons tell what is received."""
        if self.enabled and not area.network.coverage:
            area.look_ahead_to_towers(self._farthest_m())

    def _farthest_m(self) -> float:
        return 1000 * max(self.tower_reach_km.values(), default=0.0)

    def signal(self, site: Site, area: Area) -> Signal | None:
        """Return the best radio received and, where it is known, the tower that it comes from.

        Where polygons tell the radio, the nearest tower of that generation or a newer one serves.
        """
        if area.network.coverage:
            radios = area.radios_covering(site) & self.most_mbps.keys()
            best = max(radios, key=lambda r: (self.most_mbps[r], r), default=None)
            return None if best is None else self._served(site, area, best)
        heard = [
            (self.most_mbps[tower.radio], -metres, tower)
            for tower, metres in self._near(site, area)
            if tower.radio in self.most_mbps
            and metres <= 1000 * self.tower_reach_km.get(tower.radio, 0.0)
            and self._shadow_db(site, area, tower) is None
        ]
        if not heard:
            return None
        _, minus_metres, tower = max(heard, key=lambda h: (h[0], h[1], h[2].id))
        return Signal(radio=tower.radio, tower=tower, metres=round(-minus_metres))

    def _served(self, site: Site, area: Area, radio: str) -> Signal:
        """Return a signal with its tower where that states a load; polygons draw no hop."""
        for tower, metres in area.towers_within(site, SERVED_M):
            if generation(tower.radio) >= generation(radio):
                if self._loads(radio, tower, area):
                    return Signal(radio=radio, tower=tower, metres=round(metres))
                break
        return Signal(radio=radio)

    def _shadow_db(self, site: Site, area: Area, tower: Tower) -> float | None:
        """Return the loss by the ground that hides a tower, None where nothing does."""
        lines = area.sightlines
        return None if lines is None else lines.shadow_db(tower, place_of(site))

    def _near(self, site: Site, area: Area) -> list[tuple[Tower, float]]:
        return area.towers_within(site, self._farthest_m())

    def _loads(self, radio: str, tower: Tower, area: Area) -> tuple[Carrier, ...]:
        sector_mbps = self.sector_mbps.get(radio, 0.0)
        return (*area.radio_of(tower, sector_mbps), *area.backhaul_of(tower))

    def _hidden(self, site: Site, area: Area) -> Iterator[tuple[float, str, float]]:
        """Yield the towers in reach that the ground hides: decibels, name, metres."""
        for tower, metres in self._near(site, area):
            loss = self._shadow_db(site, area, tower)
            if loss is not None and metres <= 1000 * self.tower_reach_km.get(tower.radio, 0.0):
                yield loss, tower.id, metres

    def _upgradable(self, site: Site, area: Area) -> Signal | None:
        """Return what the nearest tower that may be upgraded would give a site, None without."""
        reach_m = 1000 * self.tower_reach_km.get(self.upgrade_to, 0.0)
        if not self._upgrades(area) or self.upgrade_to not in self.most_mbps:
            return None
        for tower, metres in area.towers_within(site, reach_m):
            hidden = self._shadow_db(site, area, tower) is not None
            if generation(tower.radio) <= generation(self.upgrade_to) and not hidden:
                return Signal(radio=self.upgrade_to, tower=tower, metres=round(metres))
        return None

    def _upgrades(self, area: Area) -> list[tuple[Item, int]]:
        """Return the upgrades worth having with the Mbps of each: a dearer one carries more."""
        return self._worth_buying(Role.TOWER_UPGRADE, self.upgrade_to, area)

    def _worth_buying(self, role: Role, radio: str, area: Area) -> list[tuple[Item, int]]:
        kept: list[tuple[Item, int]] = []
        for item in sorted(area.catalogue.of(role), key=lambda i: (i.unit_price_minor, i.sku)):
            total = SECTORS * self.sector_mbps.get(radio, 0.0) if item.mbps is None else item.mbps
            carries = area.for_new_links(total)
            bought = self._bought(item, area)
            cheaper = (m for other, m in kept if other.timing is item.timing)
            if carries > max(cheaper, default=0) and may_buy(bought, area.scenario):
                kept.append((item, carries))
        return kept

    def _bought(self, item: Item, area: Area) -> tuple[CostLine, ...]:
        only = area.payers[0] if len(area.payers) == 1 else None
        return (line(item, 1, self.upgrade_payer or only),)

    def shared_assets(self, area: Area, wanted: Collection[str]) -> tuple[Asset, ...]:
        """Return the upgrades of towers, and the new towers, that some option starts from."""
        upgrades = self._upgrades(area) if self.enabled else []
        planned: NewTowers = area.prepared.get(self.id, NewTowers())
        new = planned.assets(wanted, self._new_on_sale(area), lambda i: self._bought(i, area))
        return new + tuple(
            Asset(
                id=f"{UPGRADE}:{tower.id}/{item.sku}",
                kind=UPGRADE,
                from_node=ROOT,
                to_node=upgraded_tower(tower.id),
                two_way=False,
                length_m=0,
                lines=self._bought(item, area),
                coordinates=((tower.longitude, tower.latitude),),
                carried_mbps=carries,
            )
            for tower in area.network.towers
            if upgraded_tower(tower.id) in wanted
            for item, carries in upgrades
        )

    def _new_on_sale(self, area: Area) -> list[tuple[Item, int]]:
        return self._worth_buying(Role.NEW_TOWER, self.new_tower_radio, area)

    def _no_signal(self, site: Site, area: Area) -> Options:
        hidden = [] if area.network.coverage else list(self._hidden(site, area))
        if hidden:
            loss, name, metres = min(hidden)
            km = f"{metres / 1000:.1f}"
            detail = filled("detail.tower_hidden", tower=name, km=km, loss=round(loss))
            return reject(site, self.id, Reason.NO_LINE_OF_SIGHT, detail)
        if area.network.coverage:
            detail = LABELS["detail.outside_coverage"]
        else:
            reach = f"{max(self.tower_reach_km.values(), default=0.0):g}"
            detail = filled("detail.no_broadband_tower", reach=reach)
        return reject(site, self.id, Reason.NO_COVERAGE, detail)


def _new_towers(radio: Cellular, area: Area) -> NewTowers:
    """Place new towers for the sites without a signal; no need decides, so none moves one."""
    if radio.new_tower_radio not in radio.most_mbps:
        return NewTowers()
    reach_m, lines = 1000 * radio.new_tower_link_km, area.sightlines
    unserved = {
        site.id: point
        for site in area.sites.values()
        if (point := point_of(site)) is not None
        and site.kind is not SiteKind.MOBILE_UNIT
        and radio.signal(site, area) is None
        and (area.pops_within(site, reach_m) or area.towers_within(site, reach_m))
    }
    return places_for_towers(
        unserved,
        radio.new_tower_radio,
        1000 * radio.tower_reach_km.get(radio.new_tower_radio, 0.0),
        {tower.id for tower in area.network.towers},
        lambda pairs: _hidden_by(lines, pairs),
    )


def _hidden_by(lines: Sightlines | None, pairs: Sequence[tuple[Tower, Point]]) -> list[bool]:
    """Return for each tower and place whether the ground hides the tower; all asked at once."""
    if lines is None:
        return [False] * len(pairs)
    lines.ask(lines.mobile(tower, point) for tower, point in pairs)
    return [lines.shadow_db(tower, point) is not None for tower, point in pairs]
