"""Bids for one package beside each other and beside the estimate: arithmetic, no evaluation.

Every price is that of one unit. The estimate is taken apart, from list prices over discounts and
VAT down to what bids are compared with, so that each difference has its reason.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.bids import Bid
from planner.csv_cells import harmless
from planner.labels import LABELS, label
from planner.procurement_bid_prices import BidLine
from planner.procurement_estimate import Estimate, EstimatedLine, estimate_of
from planner.procurement_units import packs, price_for, unit_with_code
from planner.tender import TenderLine

if TYPE_CHECKING:
    from planner.dossiers import Dossier
    from planner.procure import Tenders


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """One line of a tender with what one price is for, and its part of the estimate."""

    tender: TenderLine
    unit: str  # with its UN/CEFACT code
    packs: str  # quantity in packs, "–" where there are none
    price_for: str
    estimate: EstimatedLine


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The bids for one package beside its estimate, lowest first."""

    package_id: str
    currency: str
    basis: str  # with_vat or without_vat: how prices were asked for
    estimate: Estimate
    lines: tuple[AskedLine, ...]
    bids: tuple[Bid, ...]

    @property
    def lowest(self) -> Bid | None:
        """The complete bid with the lowest total, None when there is none or two are equal.

        A bid for nothing at all is a mistake or a gift, and for the committee to judge.
        """
        totals = [b.total for b in self.bids if b.responsive and b.total]
        if not totals or totals.count(min(totals)) > 1:
            return None
        return next(b for b in self.bids if b.responsive and b.total == min(totals))


def compare_bids(bids: Sequence[Bid], tenders: Tenders) -> list[Comparison]:
    """Return a comparison for each package that has bids, in package order."""
    known = {d.package.id: d for d in tenders.dossiers}
    return [
        _comparison(known[package], [b for b in bids if b.package_id == package], tenders)
        for package in sorted({b.package_id for b in bids} & set(known))
    ]


def _comparison(dossier: Dossier, bids: Sequence[Bid], tenders: Tenders) -> Comparison:
    def rank(bid: Bid) -> tuple[bool, Decimal, str]:
        return not bid.responsive, bid.total if bid.total is not None else Decimal("inf"), bid.file

    plan = tenders.context.plan
    return Comparison(
        package_id=dossier.package.id,
        currency=plan.currency,
        basis="without_vat" if dossier.without_vat else plan.price_basis,
        estimate=estimate_of(dossier),
        lines=_asked(dossier),
        bids=tuple(sorted(bids, key=rank)),
    )


def _asked(dossier: Dossier) -> tuple[AskedLine, ...]:
    package = dossier.package
    parts = {line.number: line for line in estimate_of(dossier).lines}
    return tuple(
        AskedLine(
            tender=line,
            unit=unit_with_code(line, package, "en"),
            packs=packs(line),
            price_for=price_for(line, package, "en"),
            estimate=parts[line.number],
        )
        for line in dossier.tender.lines
        if line.quantity
    )


# -- as text ------------------------------------------------------------------------------------


def comparison_lines(comparison: Comparison) -> list[str]:
    """Return a comparison as text: every line, the totals, and who is lowest arithmetically."""
    count = len(comparison.bids)
    basis = label(f"price_basis.{comparison.basis}", "en")
    lines = [
        f"{comparison.package_id}: {count} {'bid' if count == 1 else 'bids'}; prices in "
        f"{comparison.currency}, {basis}"
    ]
    for line in comparison.lines:
        lines += _line_text(line, comparison.bids)
    lines += _steps_text(comparison)
    lines.append("  Totals of the bids:")
    lines += [f"    {bid.name}: {_total_text(bid, comparison)}" for bid in comparison.bids]
    return [*lines, f"  {_lowest_text(comparison)}"]


def _line_text(line: AskedLine, bids: Sequence[Bid]) -> Iterator[str]:
    tender, part = line.tender, line.estimate
    amount = f"{tender.quantity:,} {line.unit}" + (f" = {line.packs}" if line.packs != "–" else "")
    yield f"  {tender.number:>3}  {tender.sku} x {amount}; one price is for {line.price_for}"
    less = [
        f"{value:,} {why}"
        for value, why in ((part.discount_minor, "by quantity"), (part.vat_minor, "VAT"))
        if value
    ]
    taken = f"; less {' and '.join(less)}" if less else ""
    yield (
        f"       list price {part.list_unit_minor:,} each, {part.list_minor:,} in all{taken}; "
        f"estimate {part.unit_minor:,} each, {part.amount_minor:,} in all"
    )
    for bid in bids:
        yield f"       {bid.name}: {_offer_text(_offered(bid, tender.number))}"


def _offered(bid: Bid, number: int) -> BidLine | None:
    return next((line for line in bid.lines if line.number == number), None)


def _offer_text(offer: BidLine | None) -> str:
    if offer is None or offer.unit_price is None:
        return "no price that can be used"
    parts = [f"{_shown(offer.unit_price)} each"]
    if offer.transport:
        parts.append(f"{_shown(offer.transport)} transport")
    parts.append(f"{_shown(offer.total)} in all")
    if offer.taxes:
        parts.append(f"taxes of {_shown(offer.taxes)} not included")
    form = _schedule_name(offer)
    return ", ".join(parts) + (f" ({form})" if form else "")


def _schedule_name(offer: BidLine) -> str:
    """Return the number and name of one of several price schedules, "" where there is one."""
    key = f"sheet.{offer.schedule}"
    return label(key, "en") if offer.schedule != "tender_prices" and key in LABELS else ""


def _steps_text(comparison: Comparison) -> Iterator[str]:
    """Yield the way from list prices down to what bids are compared with, and to the plan's."""
    estimate = comparison.estimate
    yield "  From list prices to the estimate:"
    width = len(f"{max(estimate.list_minor, estimate.package_minor):,}") + 1
    for text, amount in estimate.steps():
        yield f"    {amount:>{width},}  {text}"
    yield f"    {estimate.package_minor:>{width},}  estimate of the package in the plan"
    yield f"    {estimate.bids_minor:>{width},}  of it what these bids are compared with"


def _shown(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount:,f}".removesuffix(".0")


def _total_text(bid: Bid, comparison: Comparison) -> str:
    if bid.total is None:
        return "no total: prices are missing or cannot be used"
    over = _over(bid.total, comparison.estimate.bids_minor)
    state = "complete" if bid.responsive else "not complete, see the findings"
    return f"{_shown(bid.total)} {comparison.currency}, {over} the estimate; {state}"


def _over(total: Decimal, estimate_minor: int) -> str:
    if not estimate_minor:
        return "without an estimate, against"
    share = (total - estimate_minor) / estimate_minor * 100
    return f"{share:+.1f} % against"


def _lowest_text(comparison: Comparison) -> str:
    lowest = comparison.lowest
    if lowest is None:
        found = "no complete bid is lowest by itself"
    else:
        found = f"lowest complete bid by arithmetic: {lowest.name}"
    return f"{found}. Evaluation and award are the committee's."


# -- as data ------------------------------------------------------------------------------------


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data; amounts of bids are exact decimal texts."""
    lowest, estimate = comparison.lowest, comparison.estimate
    return {
        "package": comparison.package_id,
        "currency": comparison.currency,
        "price_basis": comparison.basis,
        "estimate_minor": estimate.package_minor,
        "compared_with_minor": estimate.bids_minor,
        "from_list_to_estimate": [
            {"text": text, "amount_minor": amount} for text, amount in estimate.steps()
        ],
        "lines": [_asked_json(line) for line in comparison.lines],
        "lowest_by_arithmetic": None if lowest is None else lowest.bidder or lowest.file,
        "lowest_file": None if lowest is None else lowest.file,
        "note": "Evaluation and award are the committee's.",
        "bids": [_bid_json(bid) for bid in comparison.bids],
    }


def _asked_json(line: AskedLine) -> dict[str, Any]:
    part = line.estimate
    return {
        "number": line.tender.number,
        "sku": line.tender.sku,
        "quantity": line.tender.quantity,
        "unit": line.tender.unit,
        "packs": None if line.packs == "–" else line.packs,
        "price_for": line.price_for,
        "list_unit_minor": part.list_unit_minor,
        "list_minor": part.list_minor,
        "discount_minor": part.discount_minor,
        "vat_minor": part.vat_minor,
        "estimate_minor": part.amount_minor,
    }


def _bid_json(bid: Bid) -> dict[str, Any]:
    return {
        "file": bid.file,
        "bidder": bid.bidder,
        "currency": bid.currency,
        "complete": bid.responsive,
        "total": _plain(bid.total),
        "lines": [
            {
                "number": line.number,
                "quantity": line.quantity,
                "price_schedule": line.schedule,
                "unit_price": _plain(line.unit_price),
                "duty_per_unit": _plain(line.duty),
                "transport": _plain(line.transport),
                "total": _plain(line.total),
                "taxes_not_included": _plain(line.taxes),
            }
            for line in bid.lines
        ],
    }


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}".removesuffix(".0")


_CSV_HEAD = (
    "package,bidder,file,complete,line,sku,quantity,unit,packs,list_unit_minor,list_minor,"
    "discount_minor,vat_minor,estimate_minor,price_schedule,unit_price,transport,line_total,"
    "taxes_not_included,currency"
)


def comparison_csv(comparisons: Sequence[Comparison]) -> str:
    """Return the comparisons as one CSV: a row for each line of each bid, and its total."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV_HEAD.split(","))
    for comparison in comparisons:
        for bid in comparison.bids:
            for row in _csv_rows(comparison, bid):
                writer.writerow([harmless(cell) for cell in row])
    return text.getvalue()


def _csv_rows(comparison: Comparison, bid: Bid) -> Iterator[list[object]]:
    head = [comparison.package_id, bid.bidder, bid.file, "yes" if bid.responsive else "no"]
    for line in comparison.lines:
        yield [*head, *_csv_line(line, _offered(bid, line.tender.number)), bid.currency]
    estimate = comparison.estimate
    taxes = sum((line.taxes for line in bid.lines), Decimal(0))
    yield [
        *head,
        *("total", "", "", "", "", "", estimate.list_minor),
        sum(line.discount_minor for line in estimate.lines),
        estimate.vat_minor,
        estimate.bids_minor,
        *("", "", "", _plain(bid.total), _plain(taxes), bid.currency),
    ]


def _csv_line(line: AskedLine, offer: BidLine | None) -> list[object]:
    tender, part = line.tender, line.estimate
    return [
        tender.number,
        tender.sku,
        tender.quantity,
        tender.unit,
        "" if line.packs == "–" else line.packs,
        part.list_unit_minor,
        part.list_minor,
        part.discount_minor,
        part.vat_minor,
        part.amount_minor,
        "" if offer is None else offer.schedule,
        None if offer is None else _plain(offer.unit_price),
        None if offer is None else _plain(offer.transport),
        None if offer is None else _plain(offer.total),
        None if offer is None else _plain(offer.taxes),
    ]
