"""Where everything stands in the allocation workbook, computed before any sheet is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Category, Timing
from planner.exports.workbook.columns import BILL, DISTRIBUTION, PRICES
from planner.exports.workbook.price_savings import SavingsBlock, last_total, price_savings
from planner.exports.workbook.wording import Wording
from planner.rendering.deliveries import SECTIONS, Delivery, Item, PresentFee, Purchases
from planner.rendering.spreadsheet import Book, Sheet
from planner.rendering.table import FIRST, Cell, Formula, Table, quoted

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

Span = tuple[int, int]  # first and last row
_LISTED = {"amount": "amount_listed", "one_time_cost": "one_time_listed"}
HEADS = 2  # rows above the lines of each aimag, and of each place, on the distribution list
_LESS = {"tier": "tier", "vat": "vat"}  # every other kind of saving is of units not bought


@dataclass(frozen=True)
class Layout:
    """One plan, its purchases, and the rows by which the sheets speak of each other."""

    context: ExportContext
    book: Book
    bought: Purchases

    @cached_property
    def words(self) -> Wording:
        """How the workbook names things."""
        return Wording(self.context)

    @cached_property
    def in_list(self) -> Wording:
        """How the distribution list names things: in one language, so that a line is one row.

        Where both are asked for it is Mongolian; the bill has both names of every line.
        """
        spoken = "mn" if self.context.language == "both" else self.context.language
        return Wording(replace(self.context, language=spoken))

    def sheet(
        self,
        key: str,
        table: Table,
        *,
        note: str | None = None,
        rows: int | None = None,
        landscape: bool = True,
        at_own_scale: bool = False,
    ) -> Sheet:
        """Open a sheet; its note tells the unit of money unless another is given.

        Columns of money at list prices say that it is, where less is paid.
        """
        told = self.words.money_unit() if note is None else note
        shown = table.headed(_LISTED) if self.savings else table
        title = f"title.{key}"
        return self.book.sheet(
            key,
            title,
            shown,
            note=told,
            rows=rows,
            landscape=landscape,
            at_own_scale=at_own_scale,
        )

    # --- list prices and what is paid ----------------------------------------------------------

    @cached_property
    def savings(self) -> dict[str, int]:
        """Money saved of the list prices: units not bought, price tiers, VAT; those there are."""
        found = dict.fromkeys(("not_bought", "tier", "vat"), 0)
        for saving in self.context.plan.savings:
            found[_LESS.get(saving.kind, "not_bought")] += saving.amount_minor
        return {kind: amount for kind, amount in found.items() if amount}

    @cached_property
    def not_bought(self) -> dict[str, int]:
        """Units of each item that come from stock, from other sites or from repair."""
        found: dict[str, int] = {}
        for saving in self.context.plan.savings:
            if saving.kind not in _LESS:
                found[saving.sku] = found.get(saving.sku, 0) + saving.quantity
        return found

    def total_key(self, timing: Timing) -> str:
        """Return the key of a total of lines, which are at list prices."""
        if timing is Timing.PER_YEAR:
            return "total_new_per_year"
        return "total_one_time_listed" if self.savings else "total_one_time"

    def listed_minor(self, timing: Timing) -> int:
        """Return what the lines paid once, or every year, come to at list prices."""
        return sum(i.amount_minor for i in self.bought.items if i.timing is timing)

    # --- rows of the bill ----------------------------------------------------------------------

    @cached_property
    def bill_sections(self) -> list[tuple[tuple[Timing, Category], list[Item]]]:
        """Items of the bill by timing and category, sections without items left out."""
        by = {s: [i for i in self.bought.items if (i.timing, i.category) == s] for s in SECTIONS}
        return [(section, items) for section, items in by.items() if items]

    @cached_property
    def bill_length(self) -> int:
        """Rows of all sections, each with a heading and a subtotal."""
        return sum(len(items) + 2 for _, items in self.bill_sections)

    @cached_property
    def bill_rows(self) -> dict[int, int]:
        """The row of each item by its number."""
        row, rows = FIRST, dict[int, int]()
        for _, items in self.bill_sections:
            rows.update((item.number, row + 1 + place) for place, item in enumerate(items))
            row += len(items) + 2
        return rows

    @cached_property
    def bill_subtotals(self) -> dict[tuple[Timing, Category], int]:
        """The row of each section's subtotal."""
        return {s: self.bill_rows[items[-1].number] + 1 for s, items in self.bill_sections}

    @cached_property
    def bill_totals(self) -> dict[Timing, int]:
        """The rows of both totals at list prices."""
        end = FIRST + self.bill_length + 1
        return {Timing.ONE_TIME: end, Timing.PER_YEAR: self._paid_row(end) + 1}

    def _paid_row(self, listed: int) -> int:
        """Return the row of the one-time cost below its total at list prices and the savings."""
        return listed + len(self.savings) + 1 if self.savings else listed

    def bill_total(self, timing: Timing) -> Formula:
        """Return a total of the bill at list prices, for another sheet."""
        return self._in_bill(self.bill_totals[timing], self.listed_minor(timing))

    def one_time_cost(self) -> Formula:
        """Return what is paid once, for another sheet."""
        row = self._paid_row(self.bill_totals[Timing.ONE_TIME])
        return self._in_bill(row, self.context.plan.capex_minor)

    def _in_bill(self, row: int, value: int) -> Formula:
        return Formula(f"={self.book.elsewhere('bill', BILL.at('amount', row))}", value)

    @cached_property
    def savings_block(self) -> SavingsBlock | None:
        """What tiers and VAT save at new prices, None where it stays what the plan has."""
        found = price_savings(self.context.plan, self.context.prices)
        if found is None:
            return None
        items = self.bought.items
        rows = {item.sku: FIRST + item.number - 1 for item in items}
        last = last_total(items, FIRST, len(Timing))
        return SavingsBlock.below(self.book, found, last, rows)

    def less_savings(self) -> Formula:
        """Return what is saved of the list prices, for another sheet."""
        first = self.bill_totals[Timing.ONE_TIME] + 1
        cells = BILL.area("amount", first, first + len(self.savings) - 1)
        saved = sum(self.savings.values())
        return Formula(f"=SUM({self.book.elsewhere('bill', cells)})", -saved)

    def new_price(self, item: Item) -> Formula:
        """Return the price of an item as the sheet of prices has it, for another sheet."""
        price = PRICES.at("new_price", FIRST + item.number - 1)
        return Formula(f"={self.book.elsewhere('prices', price)}", item.unit_price_minor)

    # --- rows of the distribution list and of the fees -------------------------------------------

    @cached_property
    def line_rows(self) -> list[int]:
        """The row of every line of the distribution list, below the heads of aimag and place."""
        rows, row = list[int](), FIRST
        before: Delivery | None = None
        for delivery in self.bought.deliveries:
            if before is None or before.aimag != delivery.aimag:
                row += HEADS
            if before is None or before.point != delivery.point:
                row += HEADS
            rows.append(row)
            row, before = row + 1, delivery
        return rows

    @cached_property
    def delivery_rows(self) -> dict[str, Span]:
        """First and last row of the lines of every delivery point on the distribution list."""
        return _spans(self.bought.deliveries, self.line_rows, lambda d: d.point)

    @cached_property
    def aimag_rows(self) -> dict[str, Span]:
        """First and last line of every aimag on the distribution list, heads of places between."""
        return _spans(self.bought.deliveries, self.line_rows, lambda d: d.aimag)

    @cached_property
    def all_deliveries(self) -> Span:
        """First and last row of the distribution list."""
        return FIRST, self.line_rows[-1] if self.line_rows else FIRST

    @cached_property
    def deliveries_by_point(self) -> dict[str, list[Delivery]]:
        """Deliveries by delivery point."""
        return {k: list(v) for k, v in groupby(self.bought.deliveries, key=lambda d: d.point)}

    @cached_property
    def deliveries_by_aimag(self) -> dict[str, list[Delivery]]:
        """Deliveries by the name of the aimag."""
        return {k: list(v) for k, v in groupby(self.bought.deliveries, key=lambda d: d.aimag)}

    @cached_property
    def fee_by_site(self) -> dict[str, PresentFee]:
        """Present fees by site id."""
        return {fee.site.id: fee for fee in self.bought.fees}

    @cached_property
    def yearly_points(self) -> list[str]:
        """Delivery points with any yearly money, in the order of the distribution list."""
        new = [d.point for d in self.bought.deliveries if d.item.timing is Timing.PER_YEAR]
        return list(dict.fromkeys([*new, *self.fee_by_site]))

    @cached_property
    def last_fee(self) -> int:
        """The last row of the sheet of fees above its totals."""
        return FIRST + max(len(self.yearly_points), 1) - 1

    def listed(self, column: str, span: Span) -> str:
        """Return a stretch of a column of the distribution list, for another sheet."""
        return self.book.elsewhere("distribution", DISTRIBUTION.area(column, *span))

    def amounts_of(self, point: str) -> dict[str, Cell]:
        """Return what a delivery point costs once and every year, None where it is nothing."""
        here, span = self.deliveries_by_point.get(point, []), self.delivery_rows.get(point)
        return {
            "one_time_cost": self.amount_in(here, span, Timing.ONE_TIME),
            "new_per_year": self.amount_in(here, span, Timing.PER_YEAR),
        }

    def amount_in(
        self,
        deliveries: Sequence[Delivery],
        span: Span | None,
        timing: Timing,
        category: Category | None = None,
    ) -> Formula | None:
        """Return a live sum over a stretch of the distribution list, None where there is none."""
        if span is None:
            return None
        wanted = {"timing": self.in_list.timing(timing)}
        if category is not None:
            wanted["category"] = self.in_list.category(category)
        parts = [self.listed("amount", span)]
        for column, text in wanted.items():
            parts += [self.listed(column, span), quoted(text)]
        value = sum(
            d.amount_minor
            for d in deliveries
            if d.item.timing is timing and category in (None, d.item.category)
        )
        return Formula(f"=SUMIFS({','.join(parts)})", value)


def _spans(
    deliveries: Sequence[Delivery], rows: Sequence[int], key: Callable[[Delivery], str]
) -> dict[str, Span]:
    """Return first and last row of each group of a list that is sorted by it."""
    spans: dict[str, Span] = {}
    for place, delivery in zip(rows, deliveries, strict=True):
        first, _ = spans.get(key(delivery), (place, place))
        spans[key(delivery)] = (first, place)
    return spans
