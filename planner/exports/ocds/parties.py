"""Parties of releases: buyers, payers and funds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planner.exports.ocds.confidentiality import is_shown
from planner.exports.ocds.identifiers import UNNAMED, value_of
from planner.exports.ocds.processes import Process
from planner.language.labels import item_name, term
from planner.rendering.json_members import filled

if TYPE_CHECKING:
    from planner.plan.purchasing import FundUse
    from planner.procurement.tender_context import TenderContext


def parties_of(
    context: TenderContext, entities: Iterable[str], funds: Iterable[FundUse]
) -> list[dict[str, Any]]:
    """Return who buys and who pays; nobody for purchases that nobody is named to buy."""
    language = context.language
    found = [
        {
            "id": f"entity:{entity}",
            "name": term("payer", entity, language),
            "roles": ["buyer", "procuringEntity"],
        }
        for entity in sorted(set(entities) - {UNNAMED})
    ]
    found += [
        {
            "id": f"fund:{fund.fund_id}",
            "name": item_name(fund.name_mn, fund.name_en, language) or fund.fund_id,
            "roles": ["funder"],
        }
        for fund in sorted(funds, key=lambda f: f.fund_id)
    ]
    return found


def reference(parties: Sequence[dict[str, Any]], role: str) -> dict[str, Any]:
    """Return a reference to the first party of a role, {} where there is none."""
    found = [{"id": p["id"], "name": p["name"]} for p in parties if role in p["roles"]]
    return found[0] if found else {}


def fund_budget(context: TenderContext, fund: FundUse, found: Sequence[Process]) -> dict[str, Any]:
    """Return what a fund pays, its amount only where it pays for nothing confidential."""
    name = item_name(fund.name_mn, fund.name_en, context.language) or fund.fund_id
    told = all(is_shown(context, p) for p in found if _pays(context, fund, p))
    return filled(
        {
            "id": fund.fund_id,
            "description": f"{name}: {fund.rulebook}" if fund.rulebook else name,
            "amount": value_of(context, fund.used_minor) if told else None,
            "period": {"endDate": f"{fund.deadline}T23:59:59Z"} if fund.deadline else None,
            "sourceParty": {"id": f"fund:{fund.fund_id}", "name": name},
        }
    )


def _pays(context: TenderContext, fund: FundUse, process: Process) -> bool:
    """Return whether a fund pays for a process, or adds its part; any may without packages."""
    if process.package is None:
        return True
    payer = process.package.fund_id
    adds = {f.cofinancer for f in context.plan.funds if f.fund_id == payer}
    return fund.fund_id in {payer, *adds}
