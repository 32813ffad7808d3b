"""Bids for one package beside each other and beside the estimate: arithmetic, no evaluation.

Every price is that of one unit. The estimate is taken apart, from list prices over discounts and
VAT down to what bids are compared with, so that each difference has its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from inventory.currencies import minor_in
from inventory.values import shorten
from planner.bids.bid import Bid
from planner.bids.lots.comparison import LotComparison, compare_lots
from planner.bids.lots.text import doubts_of, doubts_told, lots_told
from planner.bids.prices import BidLine
from planner.language.formats import plain_money
from planner.language.label import Label, Language
from planner.language.labels import LABELS, filled, joined, plain, spoken_on_terminal
from planner.plan.purchasing import Package
from planner.procurement.estimate import Estimate, EstimatedLine, estimate_of
from planner.procurement.tender import TenderLine
from planner.procurement.units import packs, price_for, unit_with_code

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier
    from planner.procurement.tenders import Tenders


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """One line of a tender with what one price is for, and its part of the estimate."""

    tender: TenderLine
    unit: Label  # with its UN/CEFACT code
    packs: str  # quantity in packs, "–" where there are none
    price_for: Label
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
    lots: LotComparison | None = None  # of a tender in lots, whose bids may be for some alone

    @property
    def lowest(self) -> Bid | None:
        """The complete bid with the lowest total, None when there is none or two are equal.

        A bid for nothing at all is a mistake or a gift, and for the committee to judge. Totals are
        compared in the plan's currency. Bids for different lots have no lowest one.
        """
        if self.lots is not None:
            return None
        totals = [b.compared_total for b in self.bids if b.responsive and b.compared_total]
        if not totals or totals.count(min(totals)) > 1:
            return None
        return next(b for b in self.bids if b.responsive and b.compared_total == min(totals))

    @property
    def reservations(self) -> tuple[str, ...]:
        """Ids of the rules that put the lowest bid in question, in order; none without one."""
        return () if self.lowest is None else doubts_of(self.lowest)


def compare_bids(bids: Sequence[Bid], tenders: Tenders) -> list[Comparison]:
    """Return a comparison for each package that has bids, in package order."""
    known = {d.package.id: d for d in tenders.dossiers}
    return [
        _comparison(known[package], [b for b in bids if b.package_id == package], tenders)
        for package in sorted({b.package_id for b in bids} & set(known))
    ]


def _comparison(dossier: Dossier, bids: Sequence[Bid], tenders: Tenders) -> Comparison:
    plan = tenders.context.plan

    def rank(bid: Bid) -> tuple[bool, bool, Decimal, str]:
        total = bid.compared_total if bid.compared_total is not None else Decimal("inf")
        return not bid.responsive, not bid.compared, total, bid.file

    ranked = tuple(sorted(bids, key=rank))
    return Comparison(
        package_id=dossier.package.id,
        currency=plan.currency,
        basis="without_vat" if dossier.without_vat else plan.price_basis,
        estimate=estimate_of(dossier),
        lines=_asked(dossier),
        bids=ranked,
        lots=compare_lots(ranked, dossier, plan.currency) if dossier.lots else None,
    )


def _asked(dossier: Dossier) -> tuple[AskedLine, ...]:
    package = dossier.package
    parts = {line.number: line for line in estimate_of(dossier).lines}
    return tuple(
        AskedLine(
            tender=line,
            unit=_both(unit_with_code, line, package),
            packs=packs(line),
            price_for=_both(price_for, line, package),
            estimate=parts[line.number],
        )
        for line in dossier.tender.lines
        if line.quantity
    )


def _both(
    said: Callable[[TenderLine, Package, Language], str], line: TenderLine, package: Package
) -> Label:
    return Label(mn=said(line, package, "mn"), en=said(line, package, "en"))


# -- as text ------------------------------------------------------------------------------------


def comparison_lines(comparison: Comparison, language: Language = "en") -> list[str]:
    """Return a comparison as text: every line, the totals, and who is lowest arithmetically.

    The language "both" speaks English.
    """
    spoken = spoken_on_terminal(language)
    return [line.text(spoken) for line in _told(comparison)]


def _told(comparison: Comparison) -> Iterator[Label]:
    count = len(comparison.bids)
    yield filled(
        "bid.head_one" if count == 1 else "bid.head",
        package=comparison.package_id,
        count=count,
        currency=comparison.currency,
        basis=LABELS[f"price_basis.{comparison.basis}"],
    )
    for line in comparison.lines:
        yield from _line_told(line, comparison.bids, comparison.currency)
    yield from _steps_told(comparison)
    yield LABELS["bid.totals"]
    for bid in comparison.bids:
        yield joined("", (plain(f"    {bid.name}: "), _total_told(bid, comparison)))
    if comparison.lots is None:
        yield _lowest_told(comparison)
    else:
        yield from lots_told(comparison.lots, comparison.currency)


def _lowest_told(comparison: Comparison) -> Label:
    """Return who is lowest by arithmetic, with every reservation in the same sentence."""
    lowest, doubts = comparison.lowest, comparison.reservations
    if lowest is None:
        return LABELS["bid.no_lowest"]
    if not doubts:
        return filled("bid.lowest", name=lowest.name)
    return filled("bid.lowest_in_doubt", name=lowest.name, why=doubts_told(doubts))


def _line_told(line: AskedLine, bids: Sequence[Bid], currency: str) -> Iterator[Label]:
    tender, part = line.tender, line.estimate
    amount = joined(" ", (plain(f"{tender.quantity:,}"), line.unit))
    if line.packs != "–":
        amount = joined("", (amount, plain(f" = {line.packs}")))
    number = f"{tender.number:>3}"
    yield filled("bid.line", number=number, sku=tender.sku, amount=amount, price_for=line.price_for)
    less = [
        filled(key, amount=plain_money(value, currency))
        for key, value in (
            ("bid.by_quantity", part.discount_minor),
            ("bid.vat", part.vat_minor),
        )
        if value
    ]
    yield filled(
        "bid.estimated_less" if less else "bid.estimated",
        listed=plain_money(part.list_unit_minor, currency),
        listed_all=plain_money(part.list_minor, currency),
        less=_and(less) if less else "",
        unit=plain_money(part.unit_minor, currency),
        all=plain_money(part.amount_minor, currency),
    )
    for bid in bids:
        own = "" if bid.priced_in(currency) else f" {_currency(bid)}"
        offer = _offer_told(offered(bid, tender.number), own)
        yield joined("", (plain(f"       {bid.name}: "), offer))


def _and(labels: Sequence[Label]) -> Label:
    one, *others = labels
    return filled("bid.and", one=one, other=others[0]) if others else one


def offered(bid: Bid, number: int) -> BidLine | None:
    """Return what a bid offers for a line, None where it has no such line."""
    return next((line for line in bid.lines if line.number == number), None)


def _currency(bid: Bid) -> str:
    """Return the currency that a bid names, "?" where it names none."""
    return shorten(bid.currency) or "?"


def _offer_told(offer: BidLine | None, currency: str) -> Label:
    """Return the offer for one line; the currency, after a blank, stands with every amount."""
    if offer is None or offer.unit_price is None:
        return LABELS["bid.no_price"]
    parts = [filled("bid.each", amount=_shown(offer.unit_price) + currency)]
    if offer.transport:
        parts.append(filled("bid.transport", amount=_shown(offer.transport) + currency))
    parts.append(filled("bid.in_all", amount=_shown(offer.total) + currency))
    if offer.taxes:
        parts.append(filled("bid.taxes", amount=_shown(offer.taxes) + currency))
    told = joined(", ", parts)
    form = LABELS.get(f"sheet.{offer.schedule}")
    if form is None or offer.schedule == "tender_prices":  # one of several is named
        return told
    return joined("", (told, plain(" ("), form, plain(")")))


def _steps_told(comparison: Comparison) -> Iterator[Label]:
    """Yield the way from list prices down to what bids are compared with, and to the plan's."""
    estimate = comparison.estimate
    yield LABELS["bid.steps"]
    currency = comparison.currency
    width = len(plain_money(max(estimate.list_minor, estimate.package_minor), currency)) + 1
    steps = [
        *estimate.steps(),
        (LABELS["bid.step.package"], estimate.package_minor),
        (LABELS["bid.step.compared"], estimate.bids_minor),
    ]
    for text, amount in steps:
        shown = plain_money(amount, currency)
        yield joined("", (plain(f"    {shown:>{width}}  "), text))


def _shown(amount: Decimal | None) -> str:
    return "-" if amount is None else without_zeros(f"{amount:,f}")


def _total_told(bid: Bid, comparison: Comparison) -> Label:
    if bid.total is None:
        return LABELS["bid.no_total"]
    estimate_minor = comparison.estimate.bids_minor
    total = {"total": _shown(bid.total), "currency": _currency(bid)}
    state = LABELS["bid.complete" if bid.responsive else "bid.incomplete"]
    if bid.rate is None or bid.compared_total is None:
        return filled("bid.not_compared", own=comparison.currency, state=state, **total)
    if bid.rate.day:
        converted = filled(
            "bid.converted",
            rate=without_zeros(f"{bid.rate.rate:,f}"),
            day=bid.rate.day,
            source=bid.rate.source or "–",
            **total,
        )
        state = joined("; ", (converted, state))
    total = {"total": _shown(bid.compared_total), "currency": comparison.currency}
    if bid.rate.day:
        total["total"] = without_zeros(f"{bid.compared_total:,.2f}")
    if bid.stated_total is not None and abs(bid.stated_total - bid.total) >= 1:
        own = filled("bid.own_total", total=_shown(bid.stated_total), currency=_currency(bid))
        state = joined("; ", (own, state))
    if not estimate_minor:
        return filled("bid.total_alone", state=state, **total)
    estimated = Decimal(estimate_minor) / minor_in(comparison.currency)
    share = (bid.compared_total - estimated) / estimated * 100
    return filled("bid.total", state=state, share=f"{share:+.1f}", **total)


def without_zeros(number: str) -> str:
    """Return a decimal number without zeros behind its last figure."""
    return number.rstrip("0").rstrip(".") if "." in number else number
