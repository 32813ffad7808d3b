"""Parties of releases: buyers, payers and funds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from planner.exports.ocds.confidentiality import is_shown
from planner.exports.ocds.identifiers import UNNAMED, value_of
from planner.exports.ocds.processes import Process
from planner.language.labels import item_name, term
from planner.plan.packages import PROGRAMME
from planner.rendering.json_members import filled

if TYPE_CHECKING:
    from planner.language.label import Language
    from planner.plan.purchasing import FundUse, Package
    from planner.procurement.tender_context import TenderContext
    from planner.scenario.buying.entities import Entity


def parties_of(
    context: TenderContext,
    entities: Iterable[str],
    funds: Iterable[FundUse],
    buyers: Iterable[Entity] = (),
) -> list[dict[str, Any]]:
    """Return who buys and who pays; nobody for purchases that nobody is named to buy.

    `buyers` are entities of the register, `entities` payers for which it names nobody.
    """
    language = context.language
    found: list[dict[str, Any]] = [
        {
            "id": f"entity:{entity}",
            "name": term("payer", entity, language),
            "roles": ["buyer", "procuringEntity"],
        }
        for entity in sorted(set(entities) - {UNNAMED})
    ]
    found += [_registered(buyer, language) for buyer in sorted(buyers, key=lambda b: b.id)]
    found += [
        {
            "id": f"fund:{fund.fund_id}",
            "name": item_name(fund.name_mn, fund.name_en, language) or fund.fund_id,
            "roles": ["funder"],
        }
        for fund in sorted(funds, key=lambda f: f.fund_id)
    ]
    return found


def _registered(buyer: Entity, language: Language) -> dict[str, Any]:
    """Return a buyer as its register has it; what it does not say is left out."""
    name = item_name(buyer.name_mn, buyer.name_en, language)
    identifier = {"id": buyer.register, "legalName": buyer.name_mn} if buyer.register else None
    return filled(
        {
            "id": f"entity:{buyer.id}",
            "name": name,
            "identifier": identifier,
            "address": filled({"streetAddress": buyer.address}),
            "details": filled({"budget": buyer.budget}),
            "roles": ["buyer", "procuringEntity"],
        }
    )


def own_lines(context: TenderContext, process: Process, *, shown: bool) -> list[dict[str, Any]]:
    """Return the funds that pay for a process, each with its part where amounts are shown."""
    dossier = process.dossier
    if dossier is None:
        return []
    funds = {fund.fund_id: fund for fund in context.plan.funds}
    found = []
    for fund_id, amount in dossier.paid_by:
        if fund_id not in funds:
            continue
        fund = funds[fund_id]
        name = item_name(fund.name_mn, fund.name_en, context.language) or fund_id
        line = {
            "id": fund_id,
            "description": f"{name}: {fund.rulebook}" if fund.rulebook else name,
            "amount": value_of(context, amount) if shown else None,
            "period": _year_of(dossier.package),
            "sourceParty": {"id": f"fund:{fund_id}", "name": name},
        }
        found.append(filled(line))
    return found


def _year_of(package: Package) -> dict[str, str] | None:
    """Return the year whose money pays a package of a programme."""
    if package.year_from != PROGRAMME:
        return None
    year = package.year
    return {"startDate": f"{year}-01-01T00:00:00Z", "endDate": f"{year}-12-31T23:59:59Z"}


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
