"""What tiers and VAT exemption save at the new prices of the change-price sheet, as live formulas.

Below the prices stands a row for each tier that the plan's orders reach, and for the VAT of each
item that an exempt fund buys. The bill adds them up, so that a new price gives what `kholboo
reprice` gives, to the unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inventory.prices.catalogue import PriceTier
from planner.exports.workbook.columns import PRICES
from planner.plan.plan import Plan
from planner.plan.repricing import (
    TIER,
    VAT,
    PriceFacts,
    TierUse,
    bought_units,
    prices_of,
    repriced_packages,
    tier_uses,
)
from planner.rendering.spreadsheet import Book, Sheet
from planner.rendering.table import Cell, Formula

HEADINGS = (
    *("number", "sku", "item", "", "", "", "saved_from", "saved_unit", "", "quantity"),
    *("amount_plan", "amount_new", "difference"),
)
_BEFORE = 3  # rows of the block above its first: an empty one, its title, its headings


@dataclass(frozen=True, kw_only=True)
class TierRow:
    """Units that one order has at a tier's price, and those of them that bear no VAT."""

    sku: str
    tier: PriceTier
    quantity: int
    exempt: int
    per_unit_minor: int  # saved at the plan's prices
    vat_minor: int  # less VAT per unit, at the plan's prices
    before: tuple[int, ...] = ()  # places of the tiers below it in the same order


@dataclass(frozen=True, kw_only=True)
class PriceSavings:
    """The rows of the block, tiers before VAT of items."""

    tiers: tuple[TierRow, ...]
    taxed: tuple[tuple[str, int], ...]  # item, units that bear no VAT
    facts: PriceFacts

    @property
    def rows(self) -> int:
        """How many rows the block has."""
        return len(self.tiers) + len(self.taxed) + sum(1 for t in self.tiers if t.exempt)


def price_savings(plan: Plan, facts: PriceFacts | None) -> PriceSavings | None:
    """Return what tiers and VAT save in a plan, None where its own prices do not give it again.

    A plan that left a discount unused, or whose catalogue is not at hand, keeps constant sums.
    """
    if facts is None or not any(s.kind in (TIER, VAT) for s in plan.savings):
        return None
    again = repriced_packages(plan.packages, {}, facts)
    if [p.amount_minor for p in again] != [p.amount_minor for p in plan.packages]:
        return None
    uses = tier_uses(plan.packages, prices_of(plan.packages), facts)
    taxed: dict[str, int] = defaultdict(int)
    for package in plan.packages:
        if package.fund_id in facts.exempt:
            for sku, units in bought_units(package).items():
                taxed[sku] += units if facts.vat.get(sku) else 0
    found = tuple((sku, units) for sku, units in sorted(taxed.items()) if units)
    return PriceSavings(tiers=_tier_rows(plan, uses, facts), taxed=found, facts=facts)


def _tier_rows(
    plan: Plan, uses: dict[int, list[TierUse]], facts: PriceFacts
) -> tuple[TierRow, ...]:
    groups: dict[tuple[str, str, int], list[tuple[int, TierUse]]] = defaultdict(list)
    for place, of_package in uses.items():
        for use in of_package:
            groups[use.sku, use.scope, use.tier.from_quantity].append((place, use))
    order: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = []
    for number, key in enumerate(sorted(groups)):
        own, before = groups[key], order[key[:2]]
        exempt = (u.quantity for n, u in own if plan.packages[n].fund_id in facts.exempt)
        rows.append(
            TierRow(
                sku=key[0],
                tier=own[0][1].tier,
                quantity=sum(use.quantity for _, use in own),
                exempt=sum(exempt),
                per_unit_minor=own[0][1].per_unit_minor,
                vat_minor=own[0][1].vat_minor,
                before=tuple(before),
            )
        )
        before.append(number)
    return tuple(rows)


@dataclass(frozen=True)
class SavingsBlock:
    """The block on the sheet of prices: writes its rows, and says where its sums stand."""

    book: Book
    found: PriceSavings
    first: int  # row of its first line, from zero
    price_rows: dict[str, int]  # row of each item's price, by SKU

    @classmethod
    def below(
        cls, book: Book, found: PriceSavings, totals: int, rows: dict[str, int]
    ) -> SavingsBlock:
        """Return the block below the last total of the prices."""
        return cls(book, found, totals + 1 + _BEFORE, rows)

    @property
    def _taxed(self) -> int:
        return self.first + len(self.found.tiers)

    @property
    def _less_vat(self) -> int:
        return self._taxed + len(self.found.taxed)

    def sum_of(self, kind: str, value: int) -> Formula:
        """Return what tiers, or VAT, save at the new prices, negative, for another sheet."""
        first, last = (
            (self.first, self._taxed - 1)
            if kind == TIER
            else (self._taxed, self.first + self.found.rows - 1)
        )
        if last < first:
            return Formula("=0", value)
        cells = self.book.elsewhere("prices", PRICES.area("amount_new", first, last))
        return Formula(f"=SUM({cells})", value)

    def write(self, sheet: Sheet) -> None:
        """Write the rows of the block, below its title and headings."""
        sheet.block("title.price_savings", HEADINGS)
        if sheet.row != self.first:
            raise ValueError(f"savings of the prices at row {sheet.row}, not {self.first}")
        for cells in (*self._tier_cells(), *self._vat_cells(), *self._tier_vat_cells()):
            row = sheet.row
            value = -_whole(cells["quantity"]) * _whole(cells["plan_price"])
            cells["amount_plan"] = value
            cells["amount_new"] = PRICES.live("=-{quantity}*{new_price}", row, value)
            cells["difference"] = PRICES.live("={amount_new}-{amount_plan}", row, 0)
            sheet.add(cells, styles=PRICES.locked)

    def _new(self, sku: str) -> str:
        return PRICES.at("new_price", self.price_rows[sku])

    def _plan(self, sku: str) -> str:
        return PRICES.at("plan_price", self.price_rows[sku])

    def _saved(self, place: int) -> str:
        return PRICES.at("new_price", self.first + place)

    def _tier_cells(self) -> Iterator[dict[str, Cell]]:
        """Yield the tiers: what each saves of the lowest price before it, nothing above it."""
        for row in self.found.tiers:
            before = [
                str(self.book.amount(self.found.tiers[n].tier.unit_price_minor)) for n in row.before
            ]
            other = ",".join((self._new(row.sku), *before))
            price = self.book.amount(row.tier.unit_price_minor)
            text = f"=MAX(0,MIN({other})-{price})"
            yield {
                "sku": row.sku,
                "item": self._word("saved.tier", count=f"{row.tier.from_quantity:,}"),
                "plan_price": row.per_unit_minor,
                "new_price": Formula(text, row.per_unit_minor),
                "quantity": row.quantity,
            }

    def _vat_of(self, sku: str) -> str:
        """Return the VAT in a new price: the plan's own at the plan's price, else by the rate."""
        own, rate = self.book.amount(self.found.facts.vat[sku]), 1 + self.found.facts.vat_rate
        new, plan, digits = self._new(sku), self._plan(sku), self.book.minor_digits
        bare = f"ROUND({new}*{rate.denominator}/{rate.numerator},{digits})"
        return f"IF({new}={plan},{own},{new}-{bare})"

    def _vat_cells(self) -> Iterator[dict[str, Cell]]:
        for sku, units in self.found.taxed:
            own = self.found.facts.vat[sku]
            yield {
                "sku": sku,
                "item": self._word("saved.vat"),
                "plan_price": own,
                "new_price": Formula(f"={self._vat_of(sku)}", own),
                "quantity": units,
            }

    def _tier_vat_cells(self) -> Iterator[dict[str, Cell]]:
        """Yield the VAT that a lower price has less, only while its tier counts."""
        for place, row in enumerate(self.found.tiers):
            if not row.exempt:
                continue
            vat = self._vat_of(row.sku) if self.found.facts.vat.get(row.sku) else "0"
            for n in row.before:
                own = self.book.amount(self.found.facts.tier_vat(self.found.tiers[n].tier))
                vat = f"IF({self._saved(n)}>0,{own},{vat})"
            tier = self.book.amount(self.found.facts.tier_vat(row.tier))
            yield {
                "sku": row.sku,
                "item": self._word("saved.tier_vat", count=f"{row.tier.from_quantity:,}"),
                "plan_price": -row.vat_minor,
                "new_price": Formula(f"=IF({self._saved(place)}>0,{tier}-{vat},0)", -row.vat_minor),
                "quantity": row.exempt,
            }

    def _word(self, key: str, **values: object) -> str:
        return self.book.word(key).format(**values)


def _whole(cell: Cell) -> int:
    """Return a cell that holds a whole number; raises TypeError for another."""
    if not isinstance(cell, int):
        raise TypeError(f"{cell!r} is no whole number")
    return cell


def last_total(items: Sequence[object], first: int, totals: int) -> int:
    """Return the row of the last total below the items of the prices."""
    return first + max(len(items), 1) + totals - 1
