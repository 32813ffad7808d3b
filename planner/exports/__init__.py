"""What people receive: one file per format, each written from the same plan.

A format is a module of this folder with `write(context, path)`; it becomes available by one row
of `EXPORTS`. Modules are imported only when asked for, so that the command starts at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from planner.alphabet import alphabetical, named_first
from planner.files import with_rename
from planner.labels import Language
from planner.plan import BuiltLink, Deployment, Plan

if TYPE_CHECKING:
    from inventory.catalogue import Catalogue
    from planner.dossiers import Dossier
    from sites.network import Network
    from sites.site import Site

MoneyUnit = Literal[1, 1000, 1000000]
UNREGISTERED = "ocds-unregistered"  # says by itself that a publisher has to register one


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
    country: str = ""  # ISO 3166-1 code of the project
    written_at: str = ""  # when the run was recorded, from its provenance; ISO 8601
    selected: frozenset[str] | None = None  # sites that handover sheets are for; None: all
    dossiers: tuple[Dossier, ...] = ()  # of each tender; (): the plan has no packages
    technology_neutral: bool = False  # whether tenders ask for Mbps at the site, by any link
    estimates: bool = False  # whether published data show every estimated cost
    ocid_prefix: str = UNREGISTERED  # of the publisher, from the Open Contracting register

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write a plan: its name on the command line, its file and its module."""

    name: str
    filename: str
    module: str


EXPORTS: Mapping[str, Format] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format(name="workbook", filename="plan.xlsx", module="planner.exports.workbook"),
            Format(name="geopackage", filename="plan.gpkg", module="planner.exports.geopackage"),
            Format(name="geojson", filename="plan.geojson", module="planner.exports.geojson"),
            Format(name="page", filename="plan.html", module="planner.exports.page"),
            Format(name="ocds", filename="ocds.json", module="planner.exports.ocds"),
            Format(name="ofds", filename="ofds.json", module="planner.exports.ofds"),
            Format(
                name="ofds-geojson",
                filename="ofds-geojson.zip",
                module="planner.exports.ofds_geojson",
            ),
            Format(
                name="datapackage", filename="datapackage.zip", module="planner.exports.datapackage"
            ),
            Format(name="handover", filename="handover.pdf", module="planner.exports.handover"),
            Format(
                name="handover-workbook",
                filename="handover.xlsx",
                module="planner.exports.handover_book",
            ),
        )
    }
)
WITH_EVERY_RUN = ("workbook", "geopackage", "geojson", "page")  # the others are asked for
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "xlsx": "workbook",
        "gpkg": "geopackage",
        "html": "page",
        "pdf": "handover",
    }
)


def export(name: str, context: ExportContext, folder: Path) -> Path:
    """Write a plan in one format and return the file; the file is whole or not there at all.

    Raises ValueError for a format that does not exist, OSError when the folder cannot be written.
    """
    if name not in EXPORTS:
        raise ValueError(f"no export is called {name!r}; there are {', '.join(EXPORTS)}")
    chosen = EXPORTS[name]
    target = folder / chosen.filename
    with_rename(target, lambda path: import_module(chosen.module).write(context, path))
    return target
