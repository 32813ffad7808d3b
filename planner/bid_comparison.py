"""Bids for one package beside each other and beside the estimate: arithmetic, no evaluation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from planner.bids import Bid
from planner.csv_cells import harmless
from planner.tender import TenderLine

if TYPE_CHECKING:
    from planner.dossiers import Dossier
    from planner.procure import Tenders


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The bids for one package beside its estimate, lowest first."""

    package_id: str
    currency: str
    estimate_minor: int
    lines: tuple[TenderLine, ...]
    bids: tuple[Bid, ...]
    without_vat: bool = False  # how prices are asked for when the fund pays no VAT

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

    return Comparison(
        package_id=dossier.package.id,
        currency=tenders.context.plan.currency,
        estimate_minor=dossier.package.amount_minor,
        lines=tuple(line for line in dossier.tender.lines if line.quantity),
        bids=tuple(sorted(bids, key=rank)),
        without_vat=dossier.tender.without_vat,
    )


def comparison_lines(comparison: Comparison) -> list[str]:
    """Return a comparison as text: every line, the totals, and who is lowest arithmetically."""
    names = [bid.bidder or bid.file for bid in comparison.bids]
    lines = [
        f"{comparison.package_id}: {len(names)} {'bid' if len(names) == 1 else 'bids'}, estimate "
        f"{comparison.estimate_minor:,} {comparison.currency}"
    ]
    for line in comparison.lines:
        offers = [
            f"{name} {_shown(price)}"
            for name, price in zip(names, _prices(comparison, line.number), strict=True)
        ]
        lines.append(
            f"  {line.number:>3}  {line.sku} x {line.quantity:,}: "
            f"estimate {_estimate(comparison, line)}; {'; '.join(offers)}"
        )
    for bid, name in zip(comparison.bids, names, strict=True):
        lines.append(f"  {name}: {_total_text(bid, comparison)}")
    return [*lines, f"  {_lowest_text(comparison)}"]


def _estimate(comparison: Comparison, line: TenderLine, *, plain: bool = False) -> str:
    """Return a line's list price on the basis that bids are asked on, "-" when it is not known."""
    price: int | None = line.unit_price_minor
    if comparison.without_vat:
        price = line.item.without_vat_minor if line.item else None
    if price is None:
        return "" if plain else "-"
    return str(price) if plain else f"{price:,}"


def _prices(comparison: Comparison, number: int) -> list[Decimal | None]:
    """Return the unit price of a line in every bid."""
    return [
        next((line.unit_price for line in bid.lines if line.number == number), None)
        for bid in comparison.bids
    ]


def _shown(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount:,f}".removesuffix(".0")


def _total_text(bid: Bid, comparison: Comparison) -> str:
    if bid.total is None:
        return "no total: prices are missing"
    over = _over(bid.total, comparison.estimate_minor)
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
        found = f"lowest complete bid by arithmetic: {lowest.bidder or lowest.file}"
    return f"{found}. Evaluation and award are the committee's."


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data; amounts are exact decimal texts."""
    lowest = comparison.lowest
    return {
        "package": comparison.package_id,
        "currency": comparison.currency,
        "estimate_minor": comparison.estimate_minor,
        "lowest_by_arithmetic": None if lowest is None else lowest.bidder or lowest.file,
        "note": "Evaluation and award are the committee's.",
        "bids": [
            {
                "file": bid.file,
                "bidder": bid.bidder,
                "currency": bid.currency,
                "complete": bid.responsive,
                "total": _plain(bid.total),
                "lines": [
                    {
                        "number": line.number,
                        "quantity": line.quantity,
                        "unit_price": _plain(line.unit_price),
                        "transport": _plain(line.transport),
                        "total": _plain(line.total),
                    }
                    for line in bid.lines
                ],
            }
            for bid in comparison.bids
        ],
    }


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}".removesuffix(".0")


def comparison_csv(comparisons: Sequence[Comparison]) -> str:
    """Return the comparisons as one CSV: a row for each line of each bid, and its total."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    head = "package,bidder,file,complete,line,sku,quantity,estimate_unit_minor,unit_price"
    writer.writerow([*head.split(","), "transport", "line_total", "currency"])
    for comparison in comparisons:
        for bid in comparison.bids:
            for row in _csv_rows(comparison, bid):
                writer.writerow([harmless(cell) for cell in row])
    return text.getvalue()


def _csv_rows(comparison: Comparison, bid: Bid) -> Iterator[list[object]]:
    head = [comparison.package_id, bid.bidder, bid.file, "yes" if bid.responsive else "no"]
    asked = {line.number: line for line in comparison.lines}
    for line in bid.lines:
        tender = asked[line.number]
        yield [
            *head,
            line.number,
            tender.sku,
            line.quantity,
            _estimate(comparison, tender, plain=True),
            _plain(line.unit_price),
            _plain(line.transport),
            _plain(line.total),
            bid.currency,
        ]
    estimate = comparison.estimate_minor
    yield [*head, "total", "", "", estimate, "", "", _plain(bid.total), bid.currency]
