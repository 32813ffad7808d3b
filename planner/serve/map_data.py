"""What the map shows: the data of a run's own page, or the inventory where there is no run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from planner.exports.page.packing import block_of, packed
from planner.language.labels import LABELS
from planner.serve.refused import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from planner.plan.plan import Plan
    from planner.scenario.inputs import Inputs

PAGE = "plan.html"
_MOST_PAGE_BYTES = 256 * 2**20
_MOST_DATA_BYTES = 1 << 30


def run_block(run_dir: Path) -> str:
    """Return the packed data of a run's page, as they stand in it.

    Raises RefusedError for a run without a page that can be read.
    """
    path = run_dir / PAGE
    try:
        if path.stat().st_size > _MOST_PAGE_BYTES:
            raise ValueError("too long")
        return block_of(path.read_text(encoding="utf-8"), _MOST_DATA_BYTES)
    except (OSError, ValueError) as error:
        raise RefusedError(LABELS["serve.no_page"]) from error


def inventory_block(inputs: Inputs) -> str:
    """Return the packed data of a page on which no site is planned yet."""
    return packed(inventory_data(inputs))


def inventory_data(inputs: Inputs) -> dict[str, Any]:
    """Return the data of a page that shows the sites and the network without a plan."""
    from planner.exports.page.page_data import page_data
    from planner.plan.facts.assumed import assumed_of
    from planner.rendering.context import ExportContext

    context = ExportContext(
        plan=_no_plan(inputs),
        sites=inputs.sites,
        network=inputs.network,
        assumed=assumed_of(inputs),
        country=inputs.project.country,
    )
    data = page_data(context)
    said = LABELS["serve.not_planned"]
    for row in data["statuses"]:
        if row[0] == "unserved":
            row[1:3] = [said.mn, said.en]
    data["words"]["status.unserved"] = [said.mn, said.en]
    for row in data["reasons"]:
        row[1:3] = [said.mn, said.en]
    return data


def _no_plan(inputs: Inputs) -> Plan:
    """Return a plan that buys nothing and proves nothing: every site as it is today."""
    from planner.candidates.candidate import Reason
    from planner.candidates.needs import needs_of
    from planner.plan.plan import Deployment, Plan, SiteStatus

    needs = needs_of(inputs.sites, inputs.scenario, inputs.directives)
    deployments = tuple(
        Deployment(
            site_id=need.site_id,
            status=SiteStatus.UNSERVED,
            reason=Reason.WITHIN_LIMITS_NOT_CHOSEN,
            reason_text="",
            technology=None,
            candidate_id=None,
            mbps_before=need.present_mbps,
            mbps_after=need.present_mbps,
            target_mbps=need.target_mbps,
            computers_before=need.working_computers,
            computers_added=0,
            benefit=0,
            users_gaining=0,
            lines=(),
            cap_gb_before=need.present_cap_gb if need.present_mbps > 0 else None,
            target_gb=need.target_gb,
        )
        for need in needs.values()
    )
    return Plan(
        run_id="",
        fingerprint="",
        project=inputs.project.name,
        scenario=inputs.scenario_name,
        solver="",
        seed=0,
        status="unknown",
        stages=(),
        objective=None,
        bound=None,
        certified_bound=None,
        gap=None,
        solver_gap=None,
        limits=(),
        currency=inputs.project.currency,
        minor_digits=digits_of(inputs.project.currency),
        capex_minor=0,
        opex_per_year_minor=0,
        npc_minor=0,
        price_date="",
        price_basis="",
        exchange_rates=(),
        deployments=deployments,
        links=(),
        directives=(),
        next_money=None,
        policy=(),
        sources=inputs.sources,
    )
