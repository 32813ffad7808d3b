"""What a site has already of the things that kits and LAN steps buy, each unit counted once.

Counted are units that work, as the table of sites records them: switches, printers, projectors,
tablets, racks, a content server, routers, backup power, and access points above the target. They
stay where they are, and purchases are less by them, step after step in the order in which a site
is equipped: LAN, then kits by name. A unit that one step counts is not counted by another, also
where the first step is not bought. Computers of a kit come on top of the computers for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Need
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined
from sites.site import Equipment, Site


@dataclass(slots=True, kw_only=True)
class Present:
    """Units at one site by role that no purchase is less by yet; counting takes them away."""

    left: dict[Role, int] = field(default_factory=dict)

    @classmethod
    def of(cls, site: Site, need: Need) -> Present:
        """Return what stands at a site beyond what its needs count already."""
        has = site.equipment
        units = {
            Role.SWITCH: has.switches,
            Role.PRINTER: has.printers,
            Role.PROJECTOR: has.projectors,
            Role.TABLET: has.tablets,
            Role.RACK: has.racks,
            Role.ROUTER: has.routers,
            Role.ACCESS_POINT: need.access_points - need.target_access_points,
            Role.UPS: int(has.ups is True),
            Role.CONTENT_SERVER: int(has.content_server is True),
        }
        return cls(left={role: n for role, n in units.items() if n is not None and n > 0})

    def missing(self, role: Role, quantity: int) -> int:
        """Return how many units of a quantity are still to buy, and count those that are there."""
        counted = min(self.left.get(role, 0), quantity)
        if counted:
            self.left[role] -= counted
        return quantity - counted


_COUNTED = ("printers", "projectors", "tablets", "switches", "racks", "routers")


def told_equipment(equipment: Equipment) -> Label | None:
    """Return in words what is there besides computers and access points, None for nothing."""
    told = [LABELS["there.content_server"]] if equipment.content_server else []
    told += [
        filled(f"there.{name}", count=count)
        for name in _COUNTED
        if (count := getattr(equipment, name))
    ]
    return joined(", ", told) if told else None
