"""The plan as an OCDS 1.1.5 release package: one planning release for it, one for each package.

Open Contracting Data Standard 1.1, https://standard.open-contracting.org/1.1/en/, with its
extensions for lots, delivery locations and budget breakdown. A package of the plan is a contracting
process of its own, with one lot for each aimag; a plan without packages is one process. A method
is named only where a confirmed rule names it, and an estimate only where one shows it or the user
asks.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.exports.ocds.confidentiality import is_shown
from planner.exports.ocds.disclosure import Disclosure, disclosure_of
from planner.exports.ocds.identifiers import EXTENSIONS, VERSION, first, head, ocid, value_of
from planner.exports.ocds.parties import fund_budget, own_lines, parties_of, reference
from planner.exports.ocds.processes import Process, processes
from planner.exports.ocds.tender import deadlines, tender_of_process
from planner.files import write_json
from planner.procurement.tender_context import as_tender_context
from planner.rendering import sentences
from planner.rendering.json_members import filled

if TYPE_CHECKING:
    from pathlib import Path

    from planner.procurement.tender_context import TenderContext
    from planner.rendering.context import ExportContext
    from planner.scenario.buying.entities import Entity

_FILES = (  # of every run: name, document type of the standard, media type
    (
        "plan.xlsx",
        "procurementPlan",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("plan.html", "needsAssessment", "text/html"),
    ("certificate.json", "feasibilityStudy", "application/json"),
)


def write(context: ExportContext, path: Path) -> None:
    """Write the release package; equal plans of one run give equal bytes.

    Raises OSError when the file cannot be written, ValueError when the run's date is not known.
    """
    write_json(path, release_package(context))


def release_package(given: ExportContext) -> dict[str, Any]:
    """Return the release package; raises ValueError when the run's date is not known."""
    context = as_tender_context(given)
    if not context.written_at:
        raise ValueError("an OCDS release needs the date of its run, which is not given")
    found = processes(context)
    told = disclosure_of(context, found)
    releases = [_release(context, process, told) for process in found]
    return {
        "uri": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ocid(context, 'package'))}",
        "version": VERSION,
        "extensions": list(EXTENSIONS),
        "publishedDate": context.written_at,
        "publisher": {"name": context.plan.project},
        "releases": [_plan_release(context, found, told), *releases],
    }


# --- releases -----------------------------------------------------------------------------------


def _plan_release(
    context: TenderContext, found: Sequence[Process], told: Disclosure
) -> dict[str, Any]:
    """Return the release that tells of the plan as a whole: why, how much, from which funds."""
    plan = context.plan
    name = ocid(context, "planning")
    budget = {
        "id": plan.run_id,
        "description": f"{plan.project}, {plan.scenario}",
        "amount": value_of(context, plan.capex_minor) if told.one_time else None,
        "project": plan.project,
        "projectID": plan.fingerprint,
        "budgetBreakdown": [fund_budget(context, fund, found) for fund in plan.funds],
    }
    return {
        **head(context, name),
        "parties": parties_of(context, _payers(context), plan.funds, _registered(context)),
        "planning": filled(
            {
                "rationale": "\n".join(_rationale(context, told)),
                "budget": filled(budget),
                "documents": _documents(context),
                "milestones": deadlines(plan.funds),
            }
        ),
    }


def _rationale(context: TenderContext, told: Disclosure) -> list[str]:
    """Return the plan in sentences, without a sum from which a confidential estimate follows."""
    shown = {
        None: True,
        sentences.Sum.ONE_TIME: told.one_time,
        sentences.Sum.NEW_PER_YEAR: told.per_year,
    }
    lines = sentences.short_lines(context, first(context.language))
    return [line.text for line in lines if shown[line.tells]]


def _release(context: TenderContext, process: Process, told: Disclosure) -> dict[str, Any]:
    plan, package = context.plan, process.package
    name = ocid(context, process.id)
    paying = {} if process.dossier is None else dict(process.dossier.paid_by)
    funds = [f for f in plan.funds if f.fund_id in paying]
    buyer_known = None if process.dossier is None else process.dossier.buyer
    named = {package.entity} if package is not None and buyer_known is None else set()
    parties = parties_of(context, named, funds, () if buyer_known is None else (buyer_known,))
    buyer = reference(parties, "buyer")
    shown = is_shown(context, process)
    budget = {
        "id": process.id if package is None or not package.fund_id else package.fund_id,
        "amount": value_of(context, process.amount_minor()) if shown else None,
        "project": plan.project,
        "projectID": plan.fingerprint,
        "budgetBreakdown": own_lines(context, process, shown=shown),
    }
    related = {
        "id": "planning",
        "relationship": ["planning"],
        "scheme": "ocid",
        "identifier": ocid(context, "planning"),
    }
    return {
        **head(context, name),
        **filled({"parties": parties, "buyer": buyer}),
        "planning": filled({"budget": filled(budget), "milestones": deadlines(funds)}),
        "tender": tender_of_process(context, process, name, buyer, told),
        "relatedProcesses": [related],
    }


def _payers(context: TenderContext) -> set[str]:
    """Return the payers for which the register names nobody."""
    if not context.dossiers:
        return {package.entity for package in context.plan.packages}
    return {d.package.entity for d in context.dossiers if d.buyer is None}


def _registered(context: TenderContext) -> list[Entity]:
    """Return the entities of the register that buy anything, each once."""
    found = {d.buyer.id: d.buyer for d in context.dossiers if d.buyer is not None}
    return [found[name] for name in sorted(found)]


def _documents(context: TenderContext) -> list[dict[str, Any]]:
    """Return the files of the run by name; they have no address before somebody publishes them."""
    return [
        {
            "id": name,
            "documentType": kind,
            "title": name,
            "description": f"{context.plan.run_id}/{name}",
            "format": media_type,
        }
        for name, kind, media_type in _FILES
    ]
