"""The responsiveness checklist: what the program looked at in each bid, and what it cannot see."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.findings import Finding, Severity
from planner.bids.bid import Bid

CHECKS: Mapping[str, tuple[str, ...]] = {  # findings of `read-bid` that each check is about
    "identity": ("bidder_missing", "bidder_twice"),
    "form": (
        *("row_missing", "row_twice", "row_moved", "quantity_changed", "cell_changed"),
        *("sheet_missing", "sheet_added", "text_changed", "hidden", "macros", "file_again"),
    ),
    "prices": (
        *("price_missing", "price_text", "price_negative", "price_large", "price_zero"),
        *("price_low", "price_high", "price_of_pack", "price_of_month", "priced_twice"),
        *("duty_above_price", "duty_missing", "local_share", "amount_elsewhere"),
        "transport_twice",
    ),
    "arithmetic": ("total_changed", "total_differs"),
    "discounts": ("discount", "lot_discount", "lot_unknown"),
    "currency": ("currency", "rate_missing"),
    "validity": ("validity", "date"),
    "delivery": ("late",),
    "specification": ("requirement_lowered", "offer_blank"),
    # the committee's own: no file shows them
    "signature": (),
    "eligibility": (),
    "security": (),
    "technical": (),
}
OF_COMMITTEE = frozenset(key for key, rules in CHECKS.items() if not rules)
"""Checks that only the committee can make."""


def found_for(bid: Bid, check: str) -> list[Finding]:
    """Return the findings of a bid that a check is about."""
    rules = {f"bid.{name}" for name in CHECKS[check]}
    return [finding for finding in bid.findings if finding.rule in rules]


def proposed(bid: Bid, check: str) -> bool | None:
    """Return what the program proposes: passed, failed, or None where the committee decides."""
    if check in OF_COMMITTEE:
        return None
    found = found_for(bid, check)
    if any(finding.severity is Severity.ERROR for finding in found):
        return False
    return None if any(f.severity is Severity.WARNING for f in found) else True
