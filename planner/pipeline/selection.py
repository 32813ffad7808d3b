"""Which sites handover sheets are for: by id, soum or aimag, each by code or name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from planner.errors import SettingsError
from planner.language.collation import alphabetical
from planner.language.said import said
from planner.scenario.aimags import aimag_code

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.scenario.inputs import Inputs
    from sites.site import Site


def chosen_sites(
    plan: Plan, inputs: Inputs, sites: Sequence[str], soums: Sequence[str], aimags: Sequence[str]
) -> frozenset[str]:
    """Return the ids of the plan's sites that are named, or lie in what is named.

    Several soums add up, several aimags too; a soum with an aimag is that soum of that aimag.
    Raises SettingsError, with what could be meant, for anything that does not exist.
    """
    planned = {d.site_id for d in plan.deployments}
    known = [site for site in inputs.sites if site.id in planned]
    found = {_site(name, planned) for name in sites}
    codes = {aimag_code(name, known, inputs.network.places) for name in aimags}
    within = [site for site in known if not codes or site.aimag in codes]
    if soums:
        for name in soums:
            found |= _in_soum(name, within)
    elif codes:
        found |= {site.id for site in within}
    return frozenset(found)


def _site(name: str, planned: Iterable[str]) -> str:
    ids = sorted(planned)
    if name in ids:
        return name
    near = ", ".join(get_close_matches(name, ids, 3)) or ", ".join(ids[:3])
    raise SettingsError(
        said("no site {name!r} in this plan; near to it: {near}", name=name, near=near)
    )


def _in_soum(name: str, sites: Sequence[Site]) -> set[str]:
    """Return the sites of one soum; names that several aimags share are asked about."""
    wanted = name.casefold()
    inside = [s for s in sites if s.soum == name or s.soum_name.casefold() == wanted]
    places = sorted(
        {(s.aimag_name, s.soum) for s in inside}, key=lambda p: (alphabetical(p[0]), p[1])
    )
    if len(places) > 1:
        where = ", ".join(f"{aimag} ({code})" for aimag, code in places)
        raise SettingsError(
            said(
                "{subregion} {name!r} is in several {regions}: {where}; add --region or the code",
                name=name,
                where=where,
            )
        )
    if not inside:
        names = sorted({s.soum_name for s in sites if s.soum_name}, key=alphabetical)
        near = ", ".join(get_close_matches(name, names, 3) or names[:3])
        raise SettingsError(
            said("no site lies in {subregion} {name!r}; near to it: {near}", name=name, near=near)
        )
    return {s.id for s in inside}
