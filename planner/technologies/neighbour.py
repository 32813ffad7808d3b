"""Sharing a neighbour's fibre: a radio or cable bridge from a building close by.

The neighbour has fibre today or fibre must be built to it. The site buys a contract of its own, so
capacity is bought and not assumed. Over known ground one roof must see the other; what else stands
between the two buildings is ignored.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from inventory.prices.catalogue import Item, Role
from planner.candidates.candidate import Candidate, CostLine, Reason
from planner.candidates.nodes import premises
from planner.candidates.options import Equipment, Options, Way, equipment_of, offered, reject
from planner.candidates.sightlines import why_hidden
from planner.candidates.surroundings import Area, place_of, point_of
from planner.candidates.technology import Technology, setting
from planner.language.labels import LABELS, filled
from sites.site import LinkType, Site


class Neighbour(Technology):
    """A bridge from a building with fibre within about a kilometre."""

    id: ClassVar[str] = "neighbour"
    title: ClassVar[str] = "Sharing a neighbour's link"
    needs_point: ClassVar[bool] = True
    is_fixed: ClassVar[bool] = True
    layout_is_kept: ClassVar[bool] = True  # of one site alone the ground is asked as it is needed

    reach_m: float = setting(
        1000.0,
        "assumption, to confirm: a clear 5 GHz bridge with small antennas",
        "straight distance",
        ge=0,
    )
    neighbours: int = setting(
        2, "assumption: the nearest two are enough", "considered at most", ge=0
    )

    def prepare(self, area: Area) -> Area:
        """Ask the ground about all bridges at once, where it is known."""
        lines = area.sightlines
        if self.enabled and lines is not None:
            lines.ask(
                lines.bridge(place_of(other), place_of(site))
                for site in area.sites.values()
                if point_of(site) is not None
                for other, _ in area.sites_within(site, self.reach_m)
            )
        return area

    def look_ahead(self, area: Area) -> None:
        """Look for the buildings close by."""
        if self.enabled:
            area.look_ahead_to_sites(self.reach_m)

    def offer(self, site: Site, area: Area) -> Options:
        """Offer a bridge from each of the nearest buildings with fibre today or in reach of it."""
        if site.link.type is LinkType.FIBRE:
            detail = LABELS["detail.fibre_already"]
            return reject(site, self.id, Reason.NOT_BETTER, detail)
        near = self.near_fibre(site, area)
        if not near and area.sightlines is not None:
            hidden = self._in_reach(site, area)
            if hidden:
                other = hidden[0][0]
                sight = area.sightlines.of(area.sightlines.bridge(place_of(other), place_of(site)))
                detail = why_hidden(other.id, sight)
                return reject(site, self.id, Reason.NO_LINE_OF_SIGHT, detail)
        if not near:
            reach = f"{self.reach_m:g}"
            detail = filled("detail.no_building_with_fibre", reach=reach)
            return reject(site, self.id, Reason.NO_NEIGHBOUR, detail)
        offers = [
            offered(site, area, self._way(site, area, other, metres), self._contracts(area))
            for other, metres in near
        ]
        found: list[Candidate] = [c for o in offers if isinstance(o, tuple) for c in o]
        return tuple(found) if found else offers[0]

    def looking_at(self, site: Site, area: Area) -> Iterable[str]:
        """Return the sites that could share a link of this one."""
        if point_of(site) is None:
            return ()
        return (other.id for other, _ in area.sites_within(site, self.reach_m))

    def near_fibre(self, site: Site, area: Area) -> list[tuple[Site, float]]:
        """Return the neighbours to share with: the nearest on fibre today, else the nearest few.

        A neighbour on fibre needs no trench and no terminal, so that no other is ever cheaper.
        """
        near = [
            (other, metres)
            for other, metres in self._in_reach(site, area)
            if self._sees(other, site, area)
        ]
        lit = [(other, metres) for other, metres in near if other.id in area.trenches.lit]
        return lit[:1] if lit else near[: self.neighbours]

    def _in_reach(self, site: Site, area: Area) -> list[tuple[Site, float]]:
        """Return the buildings near by that have fibre or can get it, seen or not."""
        return [
            (other, metres)
            for other, metres in area.sites_within(site, self.reach_m)
            if area.trenches.in_reach(other.id)
        ]

    def _sees(self, other: Site, site: Site, area: Area) -> bool:
        """Return whether the ground lets a bridge pass; unknown ground does."""
        lines = area.sightlines
        if lines is None:
            return True
        margin = lines.of(lines.bridge(place_of(other), place_of(site))).margin_m
        return margin is None or margin >= 0

    def _contracts(self, area: Area) -> tuple[Item, ...]:
        """Contracts sold for shared links, else fibre contracts."""
        catalogue = area.catalogue
        return catalogue.of(Role.CONTRACT, LinkType.WIRELESS.value) or catalogue.of(
            Role.CONTRACT, LinkType.FIBRE.value
        )

    def _way(self, site: Site, area: Area, other: Site, metres: float) -> Way:
        far = round(metres)
        return Way(
            technology=self.id,
            link_type=LinkType.WIRELESS,
            from_node=premises(other.id),
            equipment=self._equipment(site, area, other),
            label=other.id,
            length_m=far,
            from_point=place_of(other),
            note=filled("detail.bridge", far=far, name=other.id),
        )

    def _equipment(self, site: Site, area: Area, other: Site) -> Equipment:
        """Buy the bridge, and end the fibre at the neighbour's where it is not lit today."""
        payer = area.needs[site.id].payer
        bridge = equipment_of(area, LinkType.WIRELESS, payer, (Role.BRIDGE,), (Role.INSTALLATION,))
        if other.id in area.trenches.lit:
            return bridge
        terminal = equipment_of(area, LinkType.FIBRE, payer, (Role.TERMINAL,), (Role.INSTALLATION,))

        def both(mbps: float) -> tuple[CostLine, ...] | None:
            bridged, ended = bridge(mbps), terminal(mbps)
            return None if bridged is None or ended is None else (*bridged, *ended)

        found: Equipment = area.remembered.setdefault((bridge, terminal), both)
        return found
