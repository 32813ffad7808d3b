"""Contracting processes of a plan: one for each package, with the goods it buys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.language.labels import item_name
from planner.procurement.makers import names_a_make
from planner.procurement.specification import description, role_name
from planner.procurement.tender import TenderLine, tendered_parcels
from planner.rendering.parcels import Parcel, parcels_of

if TYPE_CHECKING:
    from planner.plan.purchasing import Package
    from planner.procurement.tender_context import TenderContext
    from planner.procurement.tender_plan import Dossier


_PLAN = "plan"  # the contracting process of a plan without packages


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One contracting process: a package with its dossier, or all of a plan that has none."""

    id: str
    dossier: Dossier | None
    goods: tuple[Parcel, ...]  # what is bought where, at list price

    @property
    def package(self) -> Package | None:
        """The package that is tendered, None for a plan without packages."""
        return None if self.dossier is None else self.dossier.package

    def amount_minor(self) -> int:
        """Return the estimate: of the package, or of the goods where there is none."""
        package = self.package
        return sum(g.amount_minor for g in self.goods) if package is None else package.amount_minor

    def line_of(self, good: Parcel) -> TenderLine | None:
        """Return the line of the tender that buys a good, None where there is no tender."""
        if self.dossier is None:
            return None
        return self.dossier.tender.line_at(good.point, good.line.sku)


def processes(context: TenderContext) -> list[Process]:
    """Return the contracting processes of a plan: one-time packages before yearly ones.

    Licence fees and the early end of contracts are tendered by nobody; what comes from elsewhere
    is no good of a contract.
    """
    if context.dossiers:
        tendered = [d for d in context.dossiers if d.tendered]
        return [Process(id=d.package.id, dossier=d, goods=_goods(d)) for d in tendered]
    goods = parcels_of(context.plan).all
    return [Process(id=_PLAN, dossier=None, goods=goods)] if goods else []


def _goods(dossier: Dossier) -> tuple[Parcel, ...]:
    return tuple(p for p in tendered_parcels(dossier.tender, dossier.moves) if p.bought)


def good_id(process: Process, good: Parcel) -> str:
    """Return the id of a good within its process."""
    line = process.line_of(good)
    return f"{good.point}:{good.line.sku if line is None else line.number}"


def described(context: TenderContext, process: Process, good: Parcel) -> str:
    """Return what a good does; never a maker's name."""
    line, language = process.line_of(good), context.language
    if line is not None:
        told = description(line, language, neutral=context.technology_neutral)
        return told.replace("\n", " · ")
    if names_a_make(good.line.name_mn, good.line.name_en):
        return role_name(good.line.role, language)
    return item_name(good.line.name_mn, good.line.name_en, language)
