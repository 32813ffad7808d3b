"""What the catalogue lacks: where that is told, and which sites it is told of."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.table_specs import CONFIG_NAME
from planner.scenario.inputs import Inputs

SHOWN = 3
"""Sites that a finding of many names."""


def role_in_catalogue(inputs: Inputs) -> tuple[str, None, str]:
    """Return file, no row, and column of a finding about a role that no item has."""
    paths = [source.path for source in inputs.sources if source.table == "catalogue"]
    return (paths or [CONFIG_NAME])[0], None, "role"


def first_of(site_ids: Sequence[str]) -> str:
    """Return the first of many sites, and how many more there are."""
    more = len(site_ids) - SHOWN
    return ", ".join(site_ids[:SHOWN]) + (f" and {more} more" if more > 0 else "")
