"""What was assumed of each site because the inventory is silent, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.candidates.needs import needs_of
from planner.language.label import Label

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs


def assumed_of(inputs: Inputs) -> Mapping[str, tuple[Label, ...]]:
    """Return by site id what the need of a site assumes; sites without an assumption are left out.

    Of a programme of years it is the need of the last year.
    """
    needs = needs_of(inputs.sites, inputs.scenario, inputs.directives)
    return {site_id: need.notes for site_id, need in needs.items() if need.notes}
