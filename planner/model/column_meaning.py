"""What side columns mean: cells of demand, stock, tiers, bundles and funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inventory.prices.catalogue import Item, PriceTier
from optimizers.problem import Column
from planner.candidates.candidate import Asset
from planner.model.arcs import Arc
from planner.model.limit_meanings import Row
from planner.resources.bundles import Bundle, Grouping
from planner.resources.existing_equipment import Moves, Origin


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """Purchases of one item that one fund pays and the same origins may supply at equal costs."""

    sku: str
    bundle: Bundle
    aimag: str  # one of those where it is bought: moving there costs as much as to the others
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a column stands for."""

    kind: str  # "move", "packs", "tier", "units", "vat", "fund", "pays", "shares", "order"
    sku: str = ""
    origin: str = ""
    cell: Cell | None = None
    bundle: Bundle | None = None
    scope: str = ""  # of a tier or an order: the entity, or "" for the whole plan
    tier: int = 0  # its number, from 1
    fund: str = ""
    saves_minor: int = 0  # of capital, per unit
    vat_minor: int = 0  # part of that which is VAT


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Columns, what they mean, and their rows; empty where nothing but list prices is on offer."""

    columns: tuple[Column, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    rows: tuple[Row, ...] = ()
    grouping: Grouping | None = None
    moves: Moves | None = None
    items: Mapping[str, Item] = field(default_factory=dict)
    tiers: Mapping[str, tuple[PriceTier, ...]] = field(default_factory=dict)
    needs: Mapping[Cell, Mapping[int, int]] = field(default_factory=dict)  # arc -> units
    costs: Mapping[Bundle, Mapping[int, int]] = field(default_factory=dict)  # arc -> money
    vat: Mapping[Bundle, Mapping[int, int]] = field(default_factory=dict)  # arc -> money
    bought: Mapping[tuple[str, Bundle], Mapping[int, int]] = field(default_factory=dict)

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Origins by id."""
        return {} if self.moves is None else {o.id: o for o in self.moves.origins}

    def of_kind(self, kind: str) -> list[tuple[int, Meaning]]:
        """Return the columns of a kind with their indices, in order."""
        return [(c, m) for c, m in enumerate(self.meanings) if m.kind == kind]


NO_SUPPLY = Supply()


def place_of(arc: Arc) -> str | None:
    """Return the delivery point of what an arc buys: its site, or the shared stretch."""
    if arc.site_id is not None:
        return arc.site_id
    return arc.subject.id if isinstance(arc.subject, Asset) else None
