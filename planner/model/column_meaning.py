"""What side columns mean: one type for each kind of amount beside the arcs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from inventory.prices.catalogue import Item, PriceTier
from optimizers.problem import Column
from planner.candidates.candidate import Asset
from planner.model.arcs import Arc
from planner.model.limit_meanings import Row
from planner.resources.bundles import Bundle, Grouping
from planner.resources.existing_equipment import Moves, Origin, Way


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DemandCell:
    """Purchases of one item that one fund pays and the same origins may supply at equal costs."""

    sku: str
    bundle: Bundle
    aimag: str  # one of those where it is bought: moving there costs as much as to the others
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsMoved:
    """Units that go from an origin to a cell of demand."""

    cell: DemandCell
    origin: Origin
    way: Way
    saves_minor: int  # of capital, per unit
    vat_minor: int  # part of that which is VAT

    @property
    def sku(self) -> str:
        """The item that need not be bought."""
        return self.cell.sku

    @property
    def bundle(self) -> Bundle:
        """The bundle that costs less."""
        return self.cell.bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class PacksSpared:
    """Packs that need not be bought because units moved fill them."""

    sku: str
    bundle: Bundle
    saves_minor: int  # of capital, per pack
    vat_minor: int  # part of that which is VAT


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMade:
    """Whether an item is ordered at all."""

    sku: str
    scope: str  # the entity, or "" for the whole plan


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTaken:
    """Whether an order takes a price tier."""

    sku: str
    scope: str  # the entity, or "" for the whole plan
    tier: PriceTier


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsAtTier:
    """Units of a bundle bought at a tier's price."""

    sku: str
    bundle: Bundle
    scope: str  # of the order: the entity, or "" for the whole plan
    tier: PriceTier
    saves_minor: int  # of capital, per unit
    vat_minor: int  # part of that which is VAT


@dataclass(frozen=True, slots=True, kw_only=True)
class VatSpared:
    """Money of VAT that a bundle does not pay."""

    bundle: Bundle
    saves_minor: int = 1
    vat_minor: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FundChosen:
    """Whether a fund pays a bundle."""

    bundle: Bundle
    fund_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPays:
    """Money that a fund, with its co-financer, pays for a bundle."""

    bundle: Bundle
    fund_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CofinancerPays:
    """Money of what a fund pays for a bundle that comes from its co-financer."""

    bundle: Bundle
    fund_id: str


CheaperBundle = UnitsMoved | PacksSpared | UnitsAtTier | VatSpared  # what changes its cost
Meaning = CheaperBundle | OrderMade | TierTaken | FundChosen | FundPays | CofinancerPays
_Kind = TypeVar("_Kind", bound=Meaning)


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Columns, what they mean, and their rows; empty where nothing but list prices is on offer."""

    grouping: Grouping  # who may pay
    moves: Moves  # what may be moved
    columns: tuple[Column, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    rows: tuple[Row, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    needs: Mapping[DemandCell, Mapping[int, int]] = field(default_factory=dict)  # arc -> units
    costs: Mapping[Bundle, Mapping[int, int]] = field(default_factory=dict)  # arc -> money
    vat: Mapping[Bundle, Mapping[int, int]] = field(default_factory=dict)  # arc -> money
    bought: Mapping[tuple[str, Bundle], Mapping[int, int]] = field(default_factory=dict)

    def of_kind(self, kind: type[_Kind]) -> list[tuple[int, _Kind]]:
        """Return the columns of a kind with their indices, in order."""
        return [(c, m) for c, m in enumerate(self.meanings) if isinstance(m, kind)]

    def spent_on(self, chosen: Iterable[int]) -> dict[Bundle, int]:
        """Return what the chosen arcs buy of each bundle, at list prices."""
        arcs = frozenset(chosen)
        return {
            bundle: sum(amount for a, amount in costs.items() if a in arcs)
            for bundle, costs in self.costs.items()
        }


def place_of(arc: Arc) -> str | None:
    """Return the delivery point of what an arc buys: its site, or the shared stretch."""
    if arc.site_id is not None:
        return arc.site_id
    return arc.subject.id if isinstance(arc.subject, Asset) else None
