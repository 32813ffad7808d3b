"""Who receives which item: the purchases of a plan, and the sums that every export must tie to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Category, Timing
from planner.candidates.candidate import CostLine
from planner.fields import fields_of
from planner.language.collation import alphabetical, named_first
from planner.plan.plan import BuiltLink, Deployment, Plan
from planner.rendering.places import area_of

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext
    from sites.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the bill: an item at its one price."""

    number: int  # of the line, from 1
    sku: str
    role: str
    name_mn: str
    name_en: str
    category: Category
    timing: Timing
    unit: str
    unit_price_minor: int
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Quantity times unit price, in whole units of the plan currency."""
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One item at one delivery point: a site, or a link that several sites share."""

    point: str  # site id or link id
    site: Site | None
    link: BuiltLink | None
    aimag: str  # name; "" when the link serves several aimags
    item: Item
    payer: str | None  # of a yearly payment
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Quantity times unit price, in whole units of the plan currency."""
        return self.quantity * self.item.unit_price_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentFee:
    """What a site's present link costs a year, and whether that stays or ends."""

    site: Site
    payer: str | None
    ended_minor: int
    kept_minor: int

    @property
    def present_minor(self) -> int:
        """The fee paid today, a year."""
        return self.ended_minor + self.kept_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyMoney:
    """Yearly cost as a statement: present - ended = kept, kept + new = total."""

    present_minor: int
    ended_minor: int
    kept_minor: int
    new_minor: int
    total_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """Everything a plan buys, item by item and delivery by delivery."""

    items: tuple[Item, ...]  # one-time before yearly; goods, works, services; then SKU
    deliveries: tuple[Delivery, ...]  # by aimag, soum, delivery point and bill line
    fees: tuple[PresentFee, ...]  # by aimag, soum and site
    yearly: YearlyMoney


_Section = tuple[Timing, Category]
SECTIONS: tuple[_Section, ...] = tuple((t, c) for t in Timing for c in Category)


def purchases_of(context: ExportContext) -> Purchases:
    """Return the purchases of a plan; raises ValueError when they do not add up to its totals."""
    bought = [
        (point, line) for point, line in context.plan.all_lines() if line.sign * line.quantity > 0
    ]
    items = _items([line for _, line in bought])
    fees = _fees(context)
    found = Purchases(
        items=items,
        deliveries=_deliveries(context, bought, {item.sku: item for item in items}),
        fees=fees,
        yearly=_yearly(context.plan, items, fees),
    )
    _check_capex(context.plan, found)
    return found


def _yearly(plan: Plan, items: Sequence[Item], fees: Sequence[PresentFee]) -> YearlyMoney:
    new = sum(i.amount_minor for i in items if i.timing is Timing.PER_YEAR)
    kept = sum(fee.kept_minor for fee in fees)
    ended = sum(fee.ended_minor for fee in fees)
    if kept != plan.kept_fee_per_year_minor or kept + new != plan.opex_per_year_minor:
        raise ValueError(
            f"yearly cost does not tie: sites keep {kept} and buy {new}, the plan says "
            f"{plan.kept_fee_per_year_minor} kept and {plan.opex_per_year_minor} in all"
        )
    return YearlyMoney(
        present_minor=kept + ended,
        ended_minor=ended,
        kept_minor=kept,
        new_minor=new,
        total_minor=kept + new,
    )


def _check_capex(plan: Plan, found: Purchases) -> None:
    one_time = sum(i.amount_minor for i in found.items if i.timing is Timing.ONE_TIME)
    if one_time != plan.listed_minor:
        raise ValueError(f"one-time cost does not tie: lines {one_time}, plan {plan.listed_minor}")


def _items(lines: Sequence[CostLine]) -> tuple[Item, ...]:
    by_sku: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        by_sku[line.sku].append(line)
    order = {section: place for place, section in enumerate(SECTIONS)}
    firsts = sorted(
        (group[0] for group in by_sku.values()),
        key=lambda line: (order[line.timing, line.category], line.sku),
    )
    return tuple(
        _item(number, first, by_sku[first.sku]) for number, first in enumerate(firsts, start=1)
    )


def _item(number: int, first: CostLine, lines: Sequence[CostLine]) -> Item:
    for line in lines:
        for name in ("unit_price_minor", "timing", "category", "unit"):
            one, other = getattr(first, name), getattr(line, name)
            if one != other:
                raise ValueError(f"item {first.sku!r} has two values of {name}: {one} and {other}")
    return Item(
        number=number,
        **fields_of(
            first,
            *("sku", "role", "name_mn", "name_en", "category", "timing", "unit"),
            *("unit_price_minor",),
        ),
        quantity=sum(line.quantity for line in lines),
    )


def _deliveries(
    context: ExportContext, bought: Sequence[tuple[str, CostLine]], items: dict[str, Item]
) -> tuple[Delivery, ...]:
    quantities: dict[tuple[str, str, str | None], int] = defaultdict(int)
    for point, line in bought:
        quantities[point, line.sku, line.payer] += line.quantity
    sites = {site.id: site for _, site in context.deployments}
    found = [
        Delivery(
            point=point,
            site=sites.get(point),
            link=None if point in sites else context.link_by_id[point],
            aimag=area_of(context, point).name,
            item=items[sku],
            payer=payer,
            quantity=quantity,
        )
        for (point, sku, payer), quantity in quantities.items()
    ]
    return tuple(sorted(found, key=_delivery_order))


def _delivery_order(d: Delivery) -> tuple[object, ...]:
    soum = d.site.soum_name if d.site else ""
    return named_first(d.aimag), alphabetical(soum), d.point, d.item.number, d.payer or ""


def _fees(context: ExportContext) -> tuple[PresentFee, ...]:
    found = [_fee(deployment, site) for deployment, site in context.deployments]
    return tuple(fee for fee in found if fee.present_minor)


def _fee(deployment: Deployment, site: Site) -> PresentFee:
    """Return a site's present fee: it stays, or it ends by a line of sign -1 or without one."""
    lines = [line for line in deployment.lines if line.sign < 0]
    ended = -sum(line.amount_minor for line in lines)
    kept = deployment.kept_fee_per_year_minor
    if not lines and not kept:
        ended = 12 * (site.link.price_per_month_minor or 0)
    payers = [deployment.kept_fee_payer, *(line.payer for line in lines), site.link.payer]
    payer = next((p for p in payers if p is not None), None)
    return PresentFee(site=site, payer=payer, ended_minor=ended, kept_minor=kept)
