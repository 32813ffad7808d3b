"""Looking for every fault of sites, places and networks at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sites import cells, rules
from sites.checks.apart import tables_apart
from sites.checks.evidence import Check, Evidence
from sites.checks.figures import figures
from sites.checks.identity import (
    lookalike_ids,
    missing_names,
    near_duplicates,
    parent_loops,
    parents,
    repeated_ids,
)
from sites.checks.network import (
    no_pops,
    places_below_today,
    pops_below_today,
    pops_off_road,
    road_parts_without_pop,
    tower_heights,
)
from sites.checks.positions import coarse_points, other_points, shared_points, site_positions
from sites.checks.projected import projected
from sites.questions import as_questions

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import TableRead
    from sites.read import SitesRead

_QUESTIONS = {rules.PARENT_UNKNOWN.id: "parent_id"}
CHECKS: tuple[Check, ...] = (
    repeated_ids,
    lookalike_ids,
    missing_names,
    near_duplicates,
    parents,
    parent_loops,
    projected,
    site_positions,
    shared_points,
    coarse_points,
    other_points,
    tables_apart,
    figures,
    no_pops,
    tower_heights,
    pops_off_road,
    places_below_today,
    pops_below_today,
    road_parts_without_pop,
)
"""Every check of this room; each is a pure function of the evidence."""


def check_sites(read: SitesRead, tables: Mapping[str, TableRead], *, country: str) -> list[Finding]:
    """Return everything the rules find in sites, places and network.

    `country` is the ISO 3166-1 alpha-2 code of the project; it bounds where points may lie.
    """
    evidence = Evidence(
        tables=tables, read=read, country=country, newest_date=newest_price_date(tables)
    )
    found = [finding for check in CHECKS for finding in check(evidence)]
    return as_questions(found, cells.records(tables, "sites"), _QUESTIONS)


def newest_price_date(tables: Mapping[str, TableRead]) -> str | None:
    """Return the newest price or exchange date of the project, None when it has none.

    It stands for today: a check gives the same answer in ten years.
    """
    dates = [cells.day(r, "price_date") for r in cells.records(tables, "catalogue")]
    dates += [cells.day(r, "date") for r in cells.records(tables, "exchange_rates")]
    return max((date for date in dates if date), default=None)
