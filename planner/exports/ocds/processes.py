"""Contracting processes of a plan: one for each package, with the goods it buys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.language.labels import item_name
from planner.procurement.makers import names_a_make
from planner.procurement.specification import description, role_name
from planner.procurement.yearly import tendered_category
from planner.rendering.parcels import Parcel, parcels_of

if TYPE_CHECKING:
    from planner.plan.purchasing import Package
    from planner.procurement.tender_context import TenderContext
    from planner.procurement.tender_plan import Dossier


_FEES = "yearly_fees"  # category of packages that nobody tenders
_PLAN = "plan"  # the contracting process of a plan without packages


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """Units of one item to be bought for one delivery point, at list price."""

    id: str  # within its process
    point: str  # site id or link id
    sku: str
    description: str  # what it does; never a maker's name
    category: str
    unit: str
    unit_price_minor: int
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Quantity times list price, in whole units of the plan currency."""
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One contracting process: a package with its dossier, or all of a plan that has none."""

    id: str
    dossier: Dossier | None
    goods: tuple[Good, ...]

    @property
    def package(self) -> Package | None:
        """The package that is tendered, None for a plan without packages."""
        return None if self.dossier is None else self.dossier.package

    def amount_minor(self) -> int:
        """Return the estimate: of the package, or of the goods where there is none."""
        package = self.package
        return sum(g.amount_minor for g in self.goods) if package is None else package.amount_minor


def processes(context: TenderContext) -> list[Process]:
    """Return the contracting processes of a plan: one-time packages before yearly ones.

    Licence fees are paid to an authority and tendered by nobody.
    """
    if context.dossiers:
        tendered = [d for d in context.dossiers if d.package.category != _FEES]
        return [
            Process(id=d.package.id, dossier=d, goods=tuple(_goods(context, d))) for d in tendered
        ]
    goods = tuple(_good(context, p) for p in parcels_of(context.plan).all)
    return [Process(id=_PLAN, dossier=None, goods=goods)] if goods else []


def _goods(context: TenderContext, dossier: Dossier) -> Iterator[Good]:
    """Yield what the contract delivers to each place, without what comes from elsewhere."""
    lines = {line.number: line for line in dossier.tender.lines}
    neutral, language = context.technology_neutral, context.language
    told = {n: description(line, language, neutral=neutral) for n, line in lines.items()}
    for point, quantities in dossier.bought.items():
        for number, quantity in sorted(quantities.items()):
            if quantity:
                yield Good(
                    id=f"{point}:{number}",
                    point=point,
                    sku=lines[number].sku,
                    description=told[number].replace("\n", " · "),
                    category=tendered_category(dossier.package),
                    unit=lines[number].unit,
                    unit_price_minor=lines[number].unit_price_minor,
                    quantity=quantity,
                )


def _good(context: TenderContext, parcel: Parcel) -> Good:
    """Return a purchase of a plan without packages; an item named after its maker by its use."""
    line, language = parcel.line, context.language
    named = names_a_make(line.name_mn, line.name_en)
    name = item_name(line.name_mn, line.name_en, language)
    return Good(
        id=f"{parcel.point}:{line.sku}",
        point=parcel.point,
        sku=line.sku,
        description=role_name(line.role, language) if named else name,
        category=line.category.value,
        unit=line.unit,
        unit_price_minor=line.unit_price_minor,
        quantity=parcel.bought,
    )
