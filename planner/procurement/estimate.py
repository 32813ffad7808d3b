"""From list prices to the estimate of a package, line by line, so that every difference is told.

Bids are for what is bought. List prices less discounts by quantity, less VAT where bids come
without it, are what bids are compared with; what equipment from stock costs to move, and VAT that
the fund does pay, come on top, and the sum is the estimate of the plan to the last unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.candidates.prices import vat_of
from planner.language.label import Label
from planner.language.labels import LABELS, filled, plain
from planner.plan.purchasing import Package, Saving
from planner.procurement.shares import divided_by, half_up
from planner.procurement.tender import VAT, TenderLine

if TYPE_CHECKING:
    from planner.procurement.tender_plan import Dossier

TIER = "tier"  # the saving of a discount by quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedLine:
    """One line that is bought, in whole units of the plan currency."""

    number: int
    quantity: int
    list_unit_minor: int
    discount_minor: int  # by quantity, of the whole line
    vat_minor: int  # that bids come without, of the whole line

    @property
    def list_minor(self) -> int:
        """Quantity at the list price."""
        return self.quantity * self.list_unit_minor

    @property
    def amount_minor(self) -> int:
        """What bids for the line are compared with."""
        return self.list_minor - self.discount_minor - self.vat_minor

    @property
    def unit_minor(self) -> int:
        """The estimate of one unit, rounded half up."""
        return half_up(Fraction(self.amount_minor, self.quantity))


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A package's estimate, taken apart; `bids_minor` and what follows add up to the plan's."""

    lines: tuple[EstimatedLine, ...]
    discounts: tuple[tuple[Label, int], ...]  # a sentence and its amount
    vat_text: Label  # why bids come without VAT, empty where they do not
    vat_paid_minor: int  # VAT that bids come without, but the fund pays
    not_bought_minor: int  # transport of what comes from stock and other places
    package_minor: int

    @property
    def list_minor(self) -> int:
        """Everything that is bought at list prices."""
        return sum(line.list_minor for line in self.lines)

    @property
    def vat_minor(self) -> int:
        """VAT in list prices that bids come without."""
        return sum(line.vat_minor for line in self.lines)

    @property
    def bids_minor(self) -> int:
        """What the total of a bid is compared with."""
        return sum(line.amount_minor for line in self.lines)

    def steps(self) -> list[tuple[Label, int]]:
        """Return the way from list prices to the plan's estimate: amounts that add up to it."""
        found = [(LABELS["bid.step.list"], self.list_minor)]
        found += [(text, -amount) for text, amount in self.discounts]
        found.append((self.vat_text, -self.vat_minor))
        found.append((LABELS["bid.step.vat_paid"], self.vat_paid_minor))
        found.append((LABELS["bid.step.moved"], self.not_bought_minor))
        return [(text, amount) for text, amount in found if amount]


def estimate_of(dossier: Dossier) -> Estimate:
    """Return the estimate of a tender, taken apart.

    Raises ValueError when the parts do not add up to the package's amount.
    """
    package, tender = dossier.package, dossier.tender
    bought = [line for line in tender.lines if line.quantity]
    discounts = _discounts(bought, package)
    exempt = sum(s.amount_minor for s in package.savings if s.kind == VAT)
    taxes = _vat(bought, discounts, exempt) if dossier.without_vat else [0] * len(bought)
    lines = tuple(
        EstimatedLine(
            number=line.number,
            quantity=line.quantity,
            list_unit_minor=line.unit_price_minor,
            discount_minor=discounts.get(line.number, 0),
            vat_minor=tax,
        )
        for line, tax in zip(bought, taxes, strict=True)
    )
    tiers = (s for s in package.savings if s.kind == TIER)
    found = Estimate(
        lines=lines,
        discounts=tuple((_text(saving), saving.amount_minor) for saving in tiers),
        vat_text=_vat_text(dossier),
        vat_paid_minor=sum(taxes) - exempt,
        not_bought_minor=_not_bought(tender.lines, package),
        package_minor=package.amount_minor,
    )
    rest = found.vat_paid_minor + found.not_bought_minor
    if found.bids_minor + rest != package.amount_minor:
        raise ValueError(f"package {package.id}: its estimate is not the sum of its parts")
    return found


def _discounts(bought: Sequence[TenderLine], package: Package) -> dict[int, int]:
    """Return discounts by quantity by line; an item in several lots divides its own by units."""
    found: dict[int, int] = {}
    for sku in sorted({s.sku for s in package.savings if s.kind == TIER}):
        amount = sum(s.amount_minor for s in package.savings if s.kind == TIER and s.sku == sku)
        own = [line for line in bought if line.sku == sku]
        parts = divided_by(amount, [line.quantity for line in own])
        found.update(zip((line.number for line in own), parts, strict=True))
    return found


def _not_bought(lines: Sequence[TenderLine], package: Package) -> int:
    """Return what is spent on units that are not bought: their list price less what that saves."""
    listed = sum(line.not_bought * line.unit_price_minor for line in lines)
    return listed - sum(s.amount_minor for s in package.savings if s.kind not in (TIER, VAT))


def _text(saving: Saving) -> Label:
    return Label(mn=saving.text_mn or saving.text, en=saving.text)


def _vat_text(dossier: Dossier) -> Label:
    """Return why bids come without VAT, an empty text where they come with it."""
    package = dossier.package
    exempt = [_text(s) for s in package.savings if s.kind == VAT]
    if exempt:
        return filled("bid.step.rulebook", text=exempt[0], rulebook=package.rulebook)
    if dossier.by_origin:
        return filled("bid.step.vat_apart", rulebook=package.rulebook)
    return plain("")


def _vat(bought: Sequence[TenderLine], discounts: Mapping[int, int], exempt: int) -> list[int]:
    """Return the VAT of each line after discounts; that of an exempt fund is its saving exactly."""
    parts = [
        Fraction(line.quantity * line.unit_price_minor - discounts.get(line.number, 0))
        * Fraction(vat_of(line.item), max(line.unit_price_minor, 1))
        for line in bought
    ]
    if not exempt:
        return [half_up(part) for part in parts]
    if not sum(parts):  # the catalogue no longer says: by price
        parts = [Fraction(line.quantity * line.unit_price_minor) for line in bought]
    return divided_by(exempt, parts)


def lot_amounts(dossier: Dossier) -> dict[int, int]:
    """Return the estimate of each lot by its number; they add up to that of the tender.

    What no bid holds, such as transport from stock, is divided by what bids are compared with.
    """
    estimate, lot_of = estimate_of(dossier), {li.number: li.lot for li in dossier.tender.lines}
    found = dict.fromkeys((lot.number for lot in dossier.lots), 0)
    if not found:
        return {}
    for line in estimate.lines:
        found[lot_of[line.number]] += line.amount_minor
    rest = estimate.package_minor - estimate.bids_minor
    shares = divided_by(rest, [*found.values()] if any(found.values()) else [1] * len(found))
    return {lot: found[lot] + share for lot, share in zip(found, shares, strict=True)}
