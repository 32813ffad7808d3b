"""What the arcs buy, by item, bundle and cell of demand: the figures that rows of columns count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from inventory.prices.catalogue import Catalogue
from planner.candidates.candidate import CostLine
from planner.candidates.prices import vat_of
from planner.model.arcs import Arc, ArcKind
from planner.model.column_meaning import DemandCell, place_of
from planner.resources.bundles import Bundle, Grouping, is_bundled
from planner.resources.existing_equipment import Moves, Origin, owner_of
from sites.site import Site

Key = tuple[str, Bundle]  # SKU, and the bundle in which it is bought
PerArc = dict[int, int]  # an amount by arc


class _Counts(NamedTuple):
    """Where a line of one kind is counted at places of one kind."""

    cost: PerArc
    vat: PerArc
    bought: PerArc
    cell: PerArc | None  # None where nothing could be moved there
    vat_minor: int  # of one unit


@dataclass(kw_only=True)
class Purchases:
    """Units and money that each arc buys; every mapping ends in amounts by arc."""

    catalogue: Catalogue
    arcs: Sequence[Arc]
    grouping: Grouping
    moves: Moves
    bought: dict[Key, PerArc] = field(default_factory=dict)  # units
    cells: dict[DemandCell, PerArc] = field(default_factory=dict)  # units that could be moved there
    costs: dict[Bundle, PerArc] = field(default_factory=dict)  # money with VAT
    vat: dict[Bundle, PerArc] = field(default_factory=dict)  # money of VAT in the costs
    zones: dict[tuple[object, ...], str] = field(default_factory=dict)
    _counts: dict[tuple[object, ...], _Counts] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, catalogue: Catalogue, arcs: Sequence[Arc], grouping: Grouping, moves: Moves
    ) -> Purchases:
        """Count what the arcs buy."""
        made = cls(catalogue=catalogue, arcs=arcs, grouping=grouping, moves=moves)
        for a, arc in enumerate(arcs):
            made._count(a, arc)
        return made

    def _count(self, a: int, arc: Arc) -> None:
        """Count what an arc buys by bundle, by item and by cell."""
        place = place_of(arc)
        if place is None:
            return
        site, entity = self.grouping.sites.get(place), self.grouping.entity(place, arc.lines)
        alike = None if site is None else (site.aimag, site.kind, owner_of(site))
        for line in arc.lines:
            if is_bundled(line):
                key = alike, entity, line.sku, line.role, line.category, line.delivers
                if key not in self._counts:
                    self._counts[key] = self._counts_of(line, site, entity)
                counts = self._counts[key]
                _add(counts.cost, a, line.amount_minor)
                _add(counts.vat, a, line.quantity * counts.vat_minor)
                _add(counts.bought, a, line.quantity)
                if counts.cell is not None:
                    _add(counts.cell, a, line.quantity)

    def _counts_of(self, line: CostLine, site: Site | None, entity: str) -> _Counts:
        """Return where a line is counted: in its bundle, as its item, and in its cell."""
        bundle = self.grouping.bundle(site, entity, line)
        origins = () if site is None else self.moves.suppliers(line.sku, site)
        cell = None
        if site is not None and origins:
            cell = self.cells.setdefault(self._cell(line.sku, bundle, site, origins), {})
        return _Counts(
            cost=self.costs.setdefault(bundle, {}),
            vat=self.vat.setdefault(bundle, {}),
            bought=self.bought.setdefault((line.sku, bundle), {}),
            cell=cell,
            vat_minor=vat_of(self.catalogue.by_sku.get(line.sku)),
        )

    def _cell(self, sku: str, bundle: Bundle, site: Site, origins: Sequence[Origin]) -> DemandCell:
        """Return the cell of a purchase; aimags that cost the same to move to share one."""
        ids = tuple(o.id for o in origins)
        ways = tuple(self.moves.way(o, sku, site.aimag) for o in origins)
        aimag = self.zones.setdefault((sku, ids, ways), site.aimag)
        return DemandCell(sku=sku, bundle=bundle, aimag=aimag, origins=ids)

    def most(self, arcs: Mapping[int, int]) -> int:
        """Return the most that amounts of some arcs come to in a plan.

        A site takes one option, or its present link, and any packs; a stretch is built in one
        direction.
        """
        one: dict[tuple[str | None, bool], int] = {}
        packs = 0
        for a, amount in arcs.items():
            arc = self.arcs[a]
            if arc.kind is ArcKind.KIT:
                packs += amount
            else:
                place = place_of(arc), arc.kind is not ArcKind.ASSET
                one[place] = max(one.get(place, 0), amount)
        return packs + sum(one.values())

    def keys(self, sku: str, scope: str) -> list[Key]:
        """Return the bundles that an order adds up: an entity's, or all for scope ""."""
        return sorted(k for k in self.bought if k[0] == sku and scope in ("", k[1].entity))

    def scopes(self, sku: str) -> list[str]:
        """Return whose purchases of an item are one order."""
        if self.grouping.scenario.procurement.tiers_over == "plan":
            return [""]
        return sorted({bundle.entity for name, bundle in self.bought if name == sku})

    def units(self, keys: Iterable[Key]) -> PerArc:
        """Return per arc the units of an item that it buys in some bundles."""
        found: PerArc = {}
        for key in keys:
            for a, units in self.bought[key].items():
                found[a] = found.get(a, 0) + units
        return found


def _add(found: PerArc, a: int, amount: int) -> None:
    found[a] = found.get(a, 0) + amount
