"""A plan, the places it names, and how its reader wants it written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from planner.language.collation import alphabetical, named_first
from planner.language.label import Label, Language
from planner.plan.plan import BuiltLink, Deployment, Plan

if TYPE_CHECKING:
    from inventory.prices.catalogue import Catalogue
    from planner.plan.facts.energy import EnergyFacts
    from planner.plan.facts.hop_profiles import HopProfile
    from planner.plan.programme_facts import ProgrammeFacts
    from planner.plan.repricing import PriceFacts
    from sites.network import Network
    from sites.site import Site


MoneyUnit = Literal[1, 1000, 1000000]


def _place(site: Site) -> tuple[object, ...]:
    """Return where a site stands in a list: by aimag, soum and id."""
    return named_first(site.aimag_name), alphabetical(site.soum_name), site.id


@dataclass(frozen=True, kw_only=True)
class ExportContext:
    """A plan, the places it speaks of, and how the reader wants it written.

    `money_unit` only changes how money is shown (whole, thousand or million units of the plan
    currency): every stored figure stays whole. Raises ValueError for another language or unit, and
    when the plan speaks of a site that is not among the sites.
    """

    plan: Plan
    sites: tuple[Site, ...]
    network: Network
    language: Language = "both"
    money_unit: MoneyUnit = 1
    catalogue: Catalogue | None = None  # for classification codes; None: not at hand
    prices: PriceFacts | None = None  # VAT and tiers, for what new prices come to; None: unknown
    energy: EnergyFacts | None = None  # what purchases draw; None: unknown
    programme: ProgrammeFacts | None = None  # of years; None: all is bought at the start
    assumed: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)  # of sites, by id
    profiles: Mapping[str, HopProfile] = field(default_factory=dict)  # of radio links, by id
    country: str = ""  # ISO 3166-1 code of the project
    written_at: str = ""  # when the run was recorded, from its provenance; ISO 8601
    selected: frozenset[str] | None = None  # sites that handover sheets are for; None: all

    def __post_init__(self) -> None:
        """Refuse what no export could write."""
        if self.language not in ("mn", "en", "both"):
            raise ValueError(f"language {self.language!r} is none of mn, en, both")
        if self.money_unit not in (1, 1000, 1000000):
            raise ValueError(f"money unit {self.money_unit!r} is none of 1, 1000, 1000000")
        missing = [d.site_id for d in self.plan.deployments if d.site_id not in self.site_by_id]
        if missing:
            raise ValueError(f"the plan names sites that the inventory lacks: {missing[:5]}")

    @cached_property
    def site_by_id(self) -> Mapping[str, Site]:
        """Sites by id."""
        return MappingProxyType({site.id: site for site in self.sites})

    @cached_property
    def deployments(self) -> tuple[tuple[Deployment, Site], ...]:
        """Every site of the plan with what becomes of it, by aimag, soum and id."""
        pairs = [(d, self.site_by_id[d.site_id]) for d in self.plan.deployments]
        return tuple(sorted(pairs, key=lambda pair: _place(pair[1])))

    @cached_property
    def links(self) -> tuple[BuiltLink, ...]:
        """Links to build, by id."""
        return tuple(sorted(self.plan.links, key=lambda link: link.id))

    @cached_property
    def link_by_id(self) -> Mapping[str, BuiltLink]:
        """Links to build by id."""
        return MappingProxyType({link.id: link for link in self.plan.links})
