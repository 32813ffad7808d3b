"""What is tendered together: rules that divide a plan's packages into tenders suppliers exist for.

Without a table of rules these defaults hold. They name no amount: what is small is a share of all
that the plan buys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from inventory.prices.catalogue import Catalogue, Item, Role

SMALLEST_SHARE = 200
"""A group below a 200th of what the plan buys once (or yearly) is no tender of its own."""
_WEIGHTS = {"sku": 8, "role": 4, "technology": 2, "entity": 1, "fund": 1, "aimags": 1}


class LotsBy(StrEnum):
    """How a tender is divided into lots."""

    CATEGORY = ""  # goods in one, anything else by aimag
    ONE = "one"
    AIMAG = "aimag"


class Installer(StrEnum):
    """Who installs what is bought."""

    BY_ITSELF = ""  # a tender of installation alone
    SUPPLIER = "supplier"
    WORKS_CONTRACTOR = "works_contractor"
    OWN_STAFF = "own_staff"


_TENDERED_AS = {
    Installer.SUPPLIER: "goods",
    Installer.WORKS_CONTRACTOR: "works",
    Installer.OWN_STAFF: "own_staff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRule:
    """Items of a role, of a technology or one by one, tendered as one group; "" stands for any."""

    group: str  # code; such as "computing"
    sku: str = ""
    role: str = ""
    technology: str = ""  # link type
    entity: str = ""
    fund: str = ""
    aimags: frozenset[str] = frozenset()  # codes or names, folded; one, or those of a zone
    smallest_minor: int | None = None  # below it the group joins the largest of its package
    largest_minor: int | None = None  # above it the group is divided by aimags
    lots: LotsBy = LotsBy.CATEGORY
    lots_per_bidder: int | None = None  # that one bidder may win; None: all
    installed_by: Installer = Installer.BY_ITSELF
    file: str = ""
    row: int = 0

    def fits(self, item: Item, entity: str, fund: str, place: frozenset[str]) -> bool:
        """Return whether an item that an entity buys from a fund is of this group.

        `place` are code and name of the aimag that receives it, folded.
        """
        asked = (
            (self.sku, item.sku),
            (self.role, item.role.value),
            (self.technology, item.link_type or ""),
            (self.entity, entity),
            (self.fund, fund),
        )
        here = not self.aimags or bool(self.aimags & place)
        return here and all(said in ("", found) for said, found in asked)

    @property
    def weight(self) -> int:
        """How exact it is: an item counts more than a role, that more than a technology."""
        return sum(points for name, points in _WEIGHTS.items() if getattr(self, name))


def best_rules(
    rules: Iterable[PackageRule],
    item: Item,
    entity: str = "",
    fund: str = "",
    place: frozenset[str] = frozenset(),
) -> list[PackageRule]:
    """Return the most exact rules that fit an item: one of each group where several do."""
    fitting = [rule for rule in rules if rule.fits(item, entity, fund, place)]
    most = max((rule.weight for rule in fitting), default=0)
    best = {rule.group: rule for rule in fitting if rule.weight == most}
    return [best[group] for group in sorted(best)]


def with_installers(catalogue: Catalogue, rules: Iterable[PackageRule]) -> Catalogue:
    """Return a catalogue whose installations say what they are tendered with, by the rules."""
    rules = tuple(rules)
    if not any(rule.installed_by for rule in rules):
        return catalogue
    items = [
        replace(item, tendered_as=_TENDERED_AS.get(installer_of(rules, item), ""))
        if item.role is Role.INSTALLATION
        else item
        for item in catalogue.items
    ]
    return replace(catalogue, items=tuple(items))


def installer_of(rules: Iterable[PackageRule], item: Item) -> Installer:
    """Return who installs an item, by the most exact rule that says so."""
    said = [rule for rule in rules if rule.installed_by and rule.fits(item, "", "", frozenset())]
    best = max(said, key=lambda rule: (rule.weight, -rule.row), default=None)
    return Installer.BY_ITSELF if best is None else best.installed_by


def largest_of(rules: Iterable[PackageRule], group: str) -> int | None:
    """Return the largest amount that a tender of a group may have, None where no row says one."""
    said = [r.largest_minor for r in rules if r.group == group and r.largest_minor is not None]
    return min(said, default=None)


def _of(group: str, *roles: Role, technologies: Sequence[str] = ("",)) -> list[PackageRule]:
    return [
        PackageRule(group=group, role=role.value, technology=technology)
        for role in roles
        for technology in technologies
    ]


_RADIO = ("wireless", "microwave", "cellular")
_SATELLITE = ("leo", "geo")
_CABLE = ("fibre", "copper")
_ENDS = (Role.TERMINAL, Role.HEADEND, Role.INSTALLATION, Role.CONTRACT)
DEFAULT_RULES: tuple[PackageRule, ...] = (
    *_of(
        "computing",
        *(Role.COMPUTER, Role.TABLET, Role.ACCESSIBLE_WORKSTATION, Role.PRINTER, Role.PROJECTOR),
        *(Role.REPAIR, Role.CONTENT_SERVER),
    ),
    *_of("network", Role.ROUTER, Role.ACCESS_POINT, Role.SWITCH, Role.CABLING, Role.RACK),
    *_of("power", Role.POWER_KIT, Role.UPS, Role.GENERATOR),
    *_of("satellite", *_ENDS, technologies=_SATELLITE),
    *_of("radio", *_ENDS, technologies=_RADIO),
    *_of("radio", Role.BRIDGE, Role.MAST, Role.TOWER_UPGRADE, Role.NEW_TOWER),
    *_of("cable", *_ENDS, technologies=_CABLE),
    *_of(
        "cable",
        Role.TRENCH,
        Role.TRENCH_EXTRA,
        Role.RIVER_CROSSING,
        Role.DROP,
        Role.SPLICE,
        Role.TRENCH_UPKEEP,
        Role.POP_UPGRADE,
    ),
    *_of("support", Role.DEVICE_UPKEEP, Role.CONTENT_UPDATE, Role.GENERATOR_FUEL),
    PackageRule(group="other"),
)
"""Computing, network, power, satellite, radio and cable, each with its installation and service."""
