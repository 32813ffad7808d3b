"""A comparison of bids as plain data and as CSV; amounts of bids are exact decimal texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from planner.bids.bid import Bid
from planner.bids.compare import AskedLine, Comparison, offered, without_zeros
from planner.bids.lots.text import lots_json
from planner.bids.prices import BidLine
from planner.fields import fields_of
from planner.rendering.csv_cells import harmless


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
            {"text": text.en, "amount_minor": amount} for text, amount in estimate.steps()
        ],
        "lines": [_asked_json(line) for line in comparison.lines],
        "lowest_by_arithmetic": None if lowest is None else lowest.bidder or lowest.file,
        "lowest_file": None if lowest is None else lowest.file,
        "lowest_in_question": list(comparison.reservations),
        "lots": None if comparison.lots is None else lots_json(comparison.lots),
        "note": "Evaluation and award are the committee's.",
        "bids": [_bid_json(bid) for bid in comparison.bids],
    }


def _asked_json(line: AskedLine) -> dict[str, Any]:
    part = line.estimate
    return {
        **fields_of(line.tender, "number", "sku", "quantity", "unit"),
        "packs": None if line.packs == "–" else line.packs,
        "price_for": line.price_for.en,
        **fields_of(part, "list_unit_minor", "list_minor", "discount_minor", "vat_minor"),
        "estimate_minor": part.amount_minor,
    }


def _bid_json(bid: Bid) -> dict[str, Any]:
    rate = bid.rate if bid.rate is not None and bid.rate.day else None
    return {
        **fields_of(bid, "file", "bidder", "currency", "compared"),
        "complete": bid.responsive,
        "total": _plain(bid.total),
        "own_total": _plain(bid.stated_total),
        "compared_total": _plain(bid.compared_total),
        "rate": None
        if rate is None
        else {"rate": _plain(rate.rate), "day": rate.day, "source": rate.source},
        "discounts": [
            {
                "number": discount.number,
                "percent": _plain(discount.percent),
                "amount": _plain(discount.amount),
                "lots": sorted(discount.lots),
                "at_least": discount.least or None,
            }
            for discount in bid.discounts
        ],
        "lines": [
            {
                "number": line.number,
                "lot": line.lot or None,
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
    return None if amount is None else without_zeros(f"{amount:f}")


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
        yield [*head, *_csv_line(line, offered(bid, line.tender.number)), bid.currency]
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
