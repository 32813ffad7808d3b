"""What exports about tenders know besides the plan: tender plans and what may be published."""

from __future__ import annotations

from dataclasses import dataclass, fields

from planner.procurement.tender_plan import Dossier
from planner.rendering.context import ExportContext

UNREGISTERED = "ocds-unregistered"  # says by itself that a publisher has to register one


@dataclass(frozen=True, kw_only=True)
class TenderContext(ExportContext):
    """An export context with the tender plans of the plan's packages."""

    dossiers: tuple[Dossier, ...] = ()  # of each tender; (): the plan has no packages
    technology_neutral: bool = False  # whether tenders ask for Mbps at the site, by any link
    estimates: bool = False  # whether published data show every estimated cost
    ocid_prefix: str = UNREGISTERED  # of the publisher, from the Open Contracting register


def as_tender_context(context: ExportContext) -> TenderContext:
    """Return a context as one of tenders: itself, or without tender plans."""
    if isinstance(context, TenderContext):
        return context
    shared = {f.name: getattr(context, f.name) for f in fields(ExportContext)}
    return TenderContext(**shared)
