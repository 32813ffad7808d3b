"""Where a delivery point lies, and how its soum and its owner are written in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.plan.plan import BuiltLink
    from planner.rendering.context import ExportContext
    from sites.site import Site


def soum_of(site: Site) -> str:
    """Return the soum of a site with its bagh."""
    return ", ".join(part for part in (site.soum_name, site.bagh) if part)


def owner_of(site: Site) -> str:
    """Return the owner of a site with its registration number."""
    return ", ".join(part for part in (site.owner, site.owner_register) if part)


def link_aimag(context: ExportContext, link: BuiltLink) -> str:
    """Return the aimag of all the sites that a link serves, or "" when they are of several."""
    names = {context.site_by_id[site_id].aimag_name for site_id in link.serves}
    return names.pop() if len(names) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Area:
    """Where a delivery point lies: an aimag, or several when a link serves several."""

    code: str  # of the aimag; "" for several or none
    name: str

    @property
    def folded(self) -> frozenset[str]:
        """Code and name in small letters, as tables are held against them."""
        return frozenset({self.code.casefold(), self.name.casefold()} - {""})


def area_of(context: ExportContext, point: str) -> Area:
    """Return the aimag of a delivery point; raises KeyError for a point the plan does not have."""
    if point in context.site_by_id:
        return _area_of(context.site_by_id[point])
    return _link_area(context.link_by_id[point], context.site_by_id)


def area_by_point(links: Iterable[BuiltLink], sites: Iterable[Site]) -> dict[str, Area]:
    """Return the aimag of each delivery point that a plan may have: sites, and links to build."""
    known = {site.id: site for site in sites}
    found = {site.id: _area_of(site) for site in known.values()}
    return {**{link.id: _link_area(link, known) for link in links}, **found}


def soum_by_point(links: Iterable[BuiltLink], sites: Iterable[Site]) -> dict[str, tuple[str, str]]:
    """Return code and name of the soum of each delivery point; a link has that of all it serves."""
    known = {site.id: (site.soum, site.soum_name) for site in sites}
    found = dict(known)
    for link in links:
        soums = {known[site_id] for site_id in link.serves}
        found[link.id] = soums.pop() if len(soums) == 1 else ("", "")
    return found


def _area_of(site: Site) -> Area:
    return Area(code=site.aimag, name=site.aimag_name)


def _link_area(link: BuiltLink, sites: Mapping[str, Site]) -> Area:
    names = {sites[site_id].aimag_name for site_id in link.serves}
    name = names.pop() if len(names) == 1 else ""
    codes = {sites[site_id].aimag for site_id in link.serves}
    return Area(code=codes.pop() if name and len(codes) == 1 else "", name=name)
