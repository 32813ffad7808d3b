"""The inputs of one scenario: sites, network, catalogue, directives and the files they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from inventory.findings import Finding, has_errors
from inventory.prices.catalogue import Catalogue
from planner.scenario.buying.days_off import DayOff
from planner.scenario.buying.entities import Entity
from planner.scenario.buying.package_rules import DEFAULT_RULES, PackageRule
from planner.scenario.buying.procurement_rules import ProcurementRule
from planner.scenario.directives import Directive
from planner.scenario.settings import Scenario
from sites.network import Network
from sites.site import Site

if TYPE_CHECKING:
    from inventory.project import Project
    from sites.terrain.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file the plan rests on."""

    path: str
    table: str
    sha256: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The inputs of one scenario; sites, directives and sources are in id order."""

    project: Project
    scenario_name: str
    scenario: Scenario
    sites: tuple[Site, ...]
    network: Network
    catalogue: Catalogue
    directives: tuple[Directive, ...]
    findings: list[Finding]
    sources: tuple[Source, ...]
    procurement_rules: tuple[ProcurementRule, ...] = ()
    package_rules: tuple[PackageRule, ...] = DEFAULT_RULES  # what is tendered together
    entities: tuple[Entity, ...] = ()  # who buys for each payer and place
    days_off: tuple[DayOff, ...] = ()  # dated days beside the public holidays
    assumed_cells: Mapping[str, int] = field(default_factory=dict)  # rule -> cells read by it
    ground: Ground | None = None  # None: no elevation model, links go by distance

    @property
    def ok(self) -> bool:
        """Whether no finding stops a plan."""
        return not has_errors(self.findings)


class OfferInputs(Protocol):
    """What offers are made from; `planner.scenario.inputs.Inputs` is one."""

    @property
    def scenario(self) -> Scenario: ...  # noqa: D102
    @property
    def sites(self) -> tuple[Site, ...]: ...  # noqa: D102
    @property
    def network(self) -> Network: ...  # noqa: D102
    @property
    def catalogue(self) -> Catalogue: ...  # noqa: D102
    @property
    def directives(self) -> tuple[Directive, ...]: ...  # noqa: D102
    @property
    def ground(self) -> Ground | None: ...  # noqa: D102
