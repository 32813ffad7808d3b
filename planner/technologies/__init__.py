"""One technology, one file; this tuple is the register, in the order of the tables."""

from __future__ import annotations

from planner.candidates.technology import PowerSupply, Technology
from planner.technologies.cellular import Cellular
from planner.technologies.content import Content
from planner.technologies.fibre import Fibre
from planner.technologies.geo import Geo
from planner.technologies.leo import Leo
from planner.technologies.microwave import Microwave
from planner.technologies.neighbour import Neighbour
from planner.technologies.power import Power
from planner.technologies.upgrade import Upgrade

TECHNOLOGIES: tuple[type[Technology], ...] = (
    Upgrade,
    Neighbour,
    Fibre,
    Microwave,
    Cellular,
    Leo,
    Geo,
    Content,
)
POWER: type[PowerSupply] = Power  # bought with an option or an asset, never alone
