"""Institutions of one building that cannot share a link: too far apart, or no cabling on sale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inventory.findings import Finding, in_order, warning_rule
from inventory.prices.catalogue import Role
from planner.offers.buildings import FAR_M, are_apart, sites_by_building
from planner.project.checks.not_on_sale import first_of, role_in_catalogue
from planner.scenario.inputs import Inputs

BUILDING_APART = warning_rule(
    "building.apart",
    "Sites of one building lie too far apart and share no link",
    "Either the code of the building or a position is wrong; cabling inside a building does "
    "not reach the next one.",
)
BUILDING_WITHOUT_CABLING = warning_rule(
    "building.no_cabling",
    "Sites share a building, and the catalogue sells no cabling to share a link by",
    "One link can serve all institutions of a building only when the cable between them has a "
    "price; without it each is planned a link of its own.",
)


def with_buildings_checked(inputs: Inputs) -> Inputs:
    """Return the inputs with the warnings about buildings."""
    found = list(check_buildings(inputs)) if inputs.ok else []
    return replace(inputs, findings=in_order([*inputs.findings, *found])) if found else inputs


def check_buildings(inputs: Inputs) -> Iterator[Finding]:
    """Yield a warning for each building whose sites lie apart, and one without cabling."""
    if not inputs.scenario.share_in_buildings:
        return
    shared = []
    for sites in sites_by_building(inputs.sites):
        if are_apart(sites):
            yield BUILDING_APART.finding(
                sites[0].file,
                sites[0].row or None,
                "building_id",
                found=f"{sites[0].building_id}: {', '.join(site.id for site in sites)}",
                expected=f"points within {FAR_M:g} m",
                todo="correct the code of the building or the position; they share no link",
            )
        else:
            shared.append(sites)
    if shared and inputs.catalogue.first(Role.CABLING) is None:
        ids = [site.id for sites in shared for site in sites]
        yield BUILDING_WITHOUT_CABLING.finding(
            *role_in_catalogue(inputs),
            found=f"no item of the role cabling; {len(ids)} sites in {len(shared)} buildings: "
            f"{first_of(ids)}",
            expected="an item of the role cabling",
            todo="add the item with its price, or set share_in_buildings = false",
        )
