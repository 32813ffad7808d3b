"""Identifiers and values of OCDS releases."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from planner.language.label import Language

if TYPE_CHECKING:
    from planner.procurement.tender_context import TenderContext


VERSION = "1.1"
EXTENSIONS = tuple(
    f"https://raw.githubusercontent.com/open-contracting-extensions/{name}/extension.json"
    for name in (
        "ocds_lots_extension/v1.1.5",
        "ocds_location_extension/v1.1.5",
        "ocds_budget_breakdown_extension/master",
    )
)
UNNAMED = "unnamed"  # entity of purchases for which nobody is named to buy


def ocid(context: TenderContext, process: str) -> str:
    """Return the id of a contracting process, from project, fingerprint and package alone."""
    text = f"{context.plan.project}\n{context.plan.fingerprint}"
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return f"{context.ocid_prefix}-{digest}-{process}"


def head(context: TenderContext, name: str) -> dict[str, Any]:
    """Return the members that open every release."""
    return {
        "ocid": name,
        "id": f"{name}-1",
        "date": context.written_at,
        "tag": ["planning"],
        "initiationType": "tender",
        "language": first(context.language),
    }


def first(language: Language) -> Language:
    """Return the one language that sentences are written in: Mongolian where both are asked for."""
    return "mn" if language == "both" else language


def value_of(context: TenderContext, amount_minor: int) -> dict[str, Any]:
    """Return money as the standard writes it: in units of the currency, decimals where needed."""
    currency = context.plan.currency
    digits = digits_of(currency)
    amount = float(Decimal(amount_minor).scaleb(-digits)) if digits else amount_minor
    return {"amount": amount, "currency": currency}
