"""What stands beside the tree: stock and spare machines, price tiers, orders and funds, as columns.

The arcs of the decision carry list prices. A column is an amount that costs less, or that says who
pays: units moved instead of bought, units bought at a tier's price, VAT that is not paid, and what
each fund pays of each bundle. With all of them 0 everything is bought at the list price by the one
budget. Every family of rows is one function of `Supply`; docs/model.md explains each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from inventory.prices.catalogue import Catalogue, Item, PriceTier, TierKind
from inventory.prices.funds import Fund
from optimizers.problem import LARGEST, Column, Limit
from planner.candidates.candidate import Need
from planner.candidates.prices import pack_of, vat_of, with_overrides
from planner.model.arcs import Arc, ArcKind
from planner.model.column_meaning import Cell, Meaning, Supply, place_of
from planner.model.limit_meanings import DEFINITION, TECHNICAL, LimitKind, LimitMeaning, Row
from planner.resources.bundles import Bundle, Grouping
from planner.resources.existing_equipment import Moves, Origin
from planner.scenario.rationals import exact
from sites.site import Site

if TYPE_CHECKING:
    from planner.scenario.inputs import OfferInputs

MILLION = 1_000_000
SAVING = frozenset({"move", "packs", "units", "vat"})  # kinds that change what a bundle costs


def build_supply(inputs: OfferInputs, needs: Mapping[str, Need], arcs: Sequence[Arc]) -> Supply:
    """Return the columns beside the arcs; none where the inputs have nothing of the kind."""
    catalogue = with_overrides(inputs.catalogue, inputs.directives)
    if not is_wanted(inputs, catalogue):
        return Supply()
    return _Builder.of(inputs, catalogue, needs, arcs).built()


def conditions_of(inputs: OfferInputs, needs: Mapping[str, Need]) -> Supply:
    """Return who may pay and what may be moved, as `build_supply` does, without any column."""
    catalogue = with_overrides(inputs.catalogue, inputs.directives)
    if not is_wanted(inputs, catalogue):
        return Supply()
    return Supply(grouping=Grouping.of(inputs, needs), moves=Moves.of(inputs, needs, catalogue))


def is_wanted(inputs: OfferInputs, catalogue: Catalogue) -> bool:
    """Return whether anything but list prices and one budget is on offer."""
    settings = inputs.scenario.procurement
    moved = catalogue.transport and (settings.use_stock or settings.use_surplus)
    ordered = any(i.min_order or i.supply_ceiling is not None for i in catalogue.items)
    tiered = settings.use_tiers and catalogue.tiers
    return bool(moved or ordered or tiered or catalogue.funds)


@dataclass(kw_only=True)
class _Builder:
    """Collects columns and rows in a fixed order."""

    inputs: OfferInputs
    catalogue: Catalogue
    needs: Mapping[str, Need]
    arcs: Sequence[Arc]
    grouping: Grouping
    moves: Moves
    columns: list[Column] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: dict[Cell, dict[int, int]] = field(default_factory=dict)
    bought: dict[tuple[str, Bundle], dict[int, int]] = field(default_factory=dict)
    costs: dict[Bundle, dict[int, int]] = field(default_factory=dict)
    vat: dict[Bundle, dict[int, int]] = field(default_factory=dict)
    zones: dict[tuple[object, ...], str] = field(default_factory=dict)
    unbought: dict[tuple[str, Bundle], dict[int, int]] = field(default_factory=dict)  # by column
    saving: dict[Bundle, dict[int, Meaning]] = field(default_factory=dict)  # columns of a bundle

    @classmethod
    def of(
        cls,
        inputs: OfferInputs,
        catalogue: Catalogue,
        needs: Mapping[str, Need],
        arcs: Sequence[Arc],
    ) -> _Builder:
        """Return a builder that has counted what the arcs buy."""
        made = cls(
            inputs=inputs,
            catalogue=catalogue,
            needs=needs,
            arcs=arcs,
            grouping=Grouping.of(inputs, needs),
            moves=Moves.of(inputs, needs, catalogue),
        )
        for a, arc in enumerate(arcs):
            made._count(a, arc)
        return made

    def built(self) -> Supply:
        """Return the columns and rows of every family that the inputs have."""
        self.moving()
        self.whole_packs()
        self.ceilings_and_orders()
        if self.inputs.scenario.procurement.use_tiers:
            self.price_tiers()
        if self.catalogue.funds:
            self.fund_choice()
        return Supply(
            columns=tuple(self.columns),
            meanings=tuple(self.meanings),
            rows=tuple(self.rows),
            grouping=self.grouping,
            moves=self.moves,
            items=self.catalogue.by_sku,
            tiers=self._tiers(),
            needs=self.cells,
            costs=self.costs,
            vat=self.vat,
            bought=self.bought,
        )

    # -- what the arcs buy ------------------------------------------------------------------------

    def _count(self, a: int, arc: Arc) -> None:
        """Count what an arc buys by bundle, by item and by cell."""
        place = place_of(arc)
        if place is None:
            return
        site = self.grouping.sites.get(place)
        for bundle, line in self.grouping.bundles(place, arc.lines):
            item = self.catalogue.by_sku.get(line.sku)
            _add(self.costs, bundle, a, line.amount_minor)
            _add(self.vat, bundle, a, line.quantity * vat_of(item))
            _add(self.bought, (line.sku, bundle), a, line.quantity)
            if site is not None:
                origins = self.moves.suppliers(line.sku, site)
                if origins:
                    _add(self.cells, self._cell(line.sku, bundle, site, origins), a, line.quantity)

    def _cell(self, sku: str, bundle: Bundle, site: Site, origins: Sequence[Origin]) -> Cell:
        """Return the cell of a purchase; aimags that cost the same to move to share one."""
        ids = tuple(o.id for o in origins)
        ways = tuple(self.moves.way(o, sku, site.aimag) for o in origins)
        aimag = self.zones.setdefault((sku, ids, ways), site.aimag)
        return Cell(sku=sku, bundle=bundle, aimag=aimag, origins=ids)

    def most(self, arcs: Mapping[int, int]) -> int:
        """Return the most that amounts of some arcs come to in a plan.

        A site takes one option and any packs; a stretch is built in one direction.
        """
        one: dict[tuple[str | None, bool], int] = {}
        packs = 0
        for a, amount in arcs.items():
            arc = self.arcs[a]
            if arc.kind is ArcKind.KIT:
                packs += amount
            else:
                place = place_of(arc), arc.kind is ArcKind.OPTION
                one[place] = max(one.get(place, 0), amount)
        return packs + sum(one.values())

    # -- columns and rows -------------------------------------------------------------------------

    def column(
        self,
        name: str,
        upper: int,
        title: str,
        meaning: Meaning,
        *,
        npc_minor: int | None = None,
        whole: bool = True,
    ) -> int:
        """Add a column that saves what its meaning says, and return its index."""
        saved = -meaning.saves_minor
        npc = saved if npc_minor is None else npc_minor
        quantities = {"capex_minor": saved, "npc_minor": npc} if saved or npc else {}
        self.columns.append(
            Column(
                id=name,
                upper=min(max(upper, 0), LARGEST),
                title=title,
                quantities=quantities,
                whole=whole,
            )
        )
        c = len(self.meanings)
        self.meanings.append(meaning)
        if meaning.bundle is not None and meaning.kind in SAVING:
            self.saving.setdefault(meaning.bundle, {})[c] = meaning
        return c

    def row(
        self,
        name: str,
        title: str,
        unit: str,
        arcs: Mapping[int, int],
        columns: Mapping[int, int],
        *,
        meaning: LimitMeaning = DEFINITION,
        lower: int | None = None,
        upper: int | None = None,
    ) -> None:
        """Add a row over arcs and columns whose coefficient is not zero."""
        used = [a for a in sorted(arcs) if arcs[a]]
        taken = [c for c in sorted(columns) if columns[c]]
        limit = Limit(
            id=name,
            title=title,
            unit=unit,
            arcs=tuple(used),
            coefficients=tuple(arcs[a] for a in used),
            lower=lower,
            upper=upper,
            columns=tuple(taken),
            column_coefficients=tuple(columns[c] for c in taken),
        )
        self.rows.append(Row(limit=limit, meaning=meaning))

    def less_bought(self, keys: Iterable[tuple[str, Bundle]]) -> dict[int, int]:
        """Return per column how many units of some items and bundles it saves buying."""
        found: dict[int, int] = {}
        for key in keys:
            found.update(self.unbought.get(key, {}))
        return found

    def moving(self) -> None:
        """Move no more than an origin has, and no more to a cell than its sites need."""
        leaving: dict[str, dict[int, int]] = {}
        origins = {o.id: o for o in self.moves.origins}
        for number, cell in enumerate(sorted(self.cells), 1):
            arriving = {}
            for origin_id in cell.origins:
                c = self._move(number, cell, origins[origin_id])
                arriving[c] = 1
                leaving.setdefault(origin_id, {})[c] = 1
            need = {a: -units for a, units in self.cells[cell].items()}
            title = f"{cell.sku} moved to aimag {cell.aimag} and its like is needed there"
            name = f"{TECHNICAL}need:{cell.sku}:{number}"
            self.row(name, title, "units", need, arriving, upper=0)
        for origin_id, columns in sorted(leaving.items()):
            name = f"{TECHNICAL}stock:{origin_id}"
            title = f"no more than {origin_id} has"
            self.row(name, title, "units", {}, columns, upper=origins[origin_id].quantity)

    def _move(self, number: int, cell: Cell, origin: Origin) -> int:
        """Add the column of the units that go from an origin to a cell."""
        way = self.moves.way(origin, cell.sku, cell.aimag)
        if way is None:
            raise ValueError(f"{origin.id} has no way to aimag {cell.aimag}")
        item = self.catalogue.by_sku[cell.sku]
        single = pack_of(item) == 1
        price = item.unit_price_minor
        kept = way.saves_minor - (0 if single else price)  # a pack saves its price itself
        meaning = Meaning(
            kind="move",
            sku=cell.sku,
            origin=origin.id,
            cell=cell,
            bundle=cell.bundle,
            saves_minor=kept,
            vat_minor=vat_of(way.delivery) + (vat_of(item) if single else 0),
        )
        c = self.column(
            f"move:{number}:{origin.id}",
            min(origin.quantity, self.most(self.cells[cell])),
            f"units of {cell.sku} moved from {origin.name} to aimag {cell.aimag} and its like",
            meaning,
            npc_minor=-way.saves_npc_minor if single else price - way.saves_npc_minor,
        )
        if single:
            self.unbought.setdefault((cell.sku, cell.bundle), {})[c] = 1
        return c

    def whole_packs(self) -> None:
        """Buy whole packs: units moved stand in for packs only when they fill them."""
        moved: dict[tuple[str, Bundle], dict[int, int]] = {}
        for c, meaning in enumerate(self.meanings):
            if meaning.kind != "move" or meaning.bundle is None:
                continue
            if pack_of(self.catalogue.by_sku[meaning.sku]) > 1:
                moved.setdefault((meaning.sku, meaning.bundle), {})[c] = -1
        for number, (key, columns) in enumerate(sorted(moved.items()), 1):
            sku, bundle = key
            item = self.catalogue.by_sku[sku]
            pack = pack_of(item)
            c = self.column(
                f"packs:{number}:{sku}",
                sum(self.columns[m].upper for m in columns) // pack,
                f"packs of {sku} that need not be bought",
                Meaning(
                    kind="packs",
                    sku=sku,
                    bundle=bundle,
                    saves_minor=pack * item.unit_price_minor,
                    vat_minor=pack * vat_of(item),
                ),
            )
            self.unbought.setdefault(key, {})[c] = pack
            name, title = f"{TECHNICAL}packs:{sku}:{number}", f"whole packs of {sku}"
            least = 0 if self.catalogue.delivery else None  # none saves its delivery alone
            self.row(name, title, "units", {}, {**columns, c: pack}, lower=least, upper=0)

    def ceilings_and_orders(self) -> None:
        """Buy no more than suppliers can deliver, and nothing below a minimum order."""
        for sku in sorted({sku for sku, _ in self.bought}):
            item = self.catalogue.by_sku.get(sku)
            if item is None:
                continue
            if item.supply_ceiling is not None:
                keys = self._keys(sku, "")
                meaning = LimitMeaning(kind=LimitKind.CEILING, sku=sku)
                name, title = meaning.limit_id(), f"suppliers deliver no more {sku}"
                units, most = self._units(keys), item.supply_ceiling
                saved = {c: -k for c, k in self.less_bought(keys).items()}
                self.row(name, title, "units", units, saved, meaning=meaning, upper=most)
            if item.min_order is not None and item.min_order > 1:
                for scope in self._scopes(sku):
                    self._order(item, scope)

    def _order(self, item: Item, scope: str) -> None:
        """Add the order of an entity: nothing, or at least the minimum."""
        keys = self._keys(item.sku, scope)
        units, least = self._units(keys), item.min_order or 1
        most = self.most(units)
        c = self.column(
            f"order:{item.sku}:{scope}",
            1,
            f"whether {item.sku} is ordered at all",
            Meaning(kind="order", sku=item.sku, scope=scope),
        )
        saved = {m: -k for m, k in self.less_bought(keys).items()}
        name = f"{TECHNICAL}order:{item.sku}:{scope}"
        title = f"{item.sku} is ordered, or not"
        self.row(name, title, "units", units, {**saved, c: -most}, upper=0)
        meaning = LimitMeaning(kind=LimitKind.ORDER, sku=item.sku, entity=scope)
        name, title = meaning.limit_id(), f"an order of {item.sku} has at least {least}"
        self.row(name, title, "units", units, {**saved, c: -least}, meaning=meaning, lower=0)

    def _keys(self, sku: str, scope: str) -> list[tuple[str, Bundle]]:
        """Return the bundles that an order adds up: an entity's, or all for scope ""."""
        return sorted(k for k in self.bought if k[0] == sku and scope in ("", k[1].entity))

    def _scopes(self, sku: str) -> list[str]:
        """Return whose purchases of an item are one order."""
        if self.inputs.scenario.procurement.tiers_over == "plan":
            return [""]
        return sorted({bundle.entity for name, bundle in self.bought if name == sku})

    def _units(self, keys: Iterable[tuple[str, Bundle]]) -> dict[int, int]:
        """Return per arc the units of an item that it buys in some bundles."""
        found: dict[int, int] = {}
        for key in keys:
            for a, units in self.bought[key].items():
                found[a] = found.get(a, 0) + units
        return found

    # -- price tiers ------------------------------------------------------------------------------

    def _tiers(self) -> dict[str, tuple[PriceTier, ...]]:
        """Return the tiers of each item that are below its price, in order of quantity."""
        found: dict[str, list[PriceTier]] = {}
        for tier in self.catalogue.tiers:
            item = self.catalogue.by_sku.get(tier.sku)
            if item is not None and tier.unit_price_minor < item.unit_price_minor:
                found.setdefault(tier.sku, []).append(tier)
        return {sku: tuple(found[sku]) for sku in sorted(found)}

    def price_tiers(self) -> None:
        """Take a tier's price only when the order reaches its quantity."""
        for sku, of_item in self._tiers().items():
            if not any(name == sku for name, _ in self.bought):
                continue
            for scope in self._scopes(sku):
                most = self.most(self._units(self._keys(sku, scope)))
                tiers = tuple(t for t in of_item if t.from_quantity <= most)
                if not tiers:
                    continue
                if tiers[0].kind is TierKind.ALL_UNITS:
                    self.all_units(sku, tiers, scope)
                else:
                    self.incremental(sku, tiers, scope)

    def _tier_columns(
        self, sku: str, tiers: Sequence[PriceTier], scope: str, keys: Sequence[tuple[str, Bundle]]
    ) -> tuple[list[int], list[dict[tuple[str, Bundle], int]]]:
        """Add a switch per tier, and the units at its price per tier and bundle."""
        item = self.catalogue.by_sku[sku]
        switches, units = [], []
        price, bare = item.unit_price_minor, item.unit_price_minor - vat_of(item)
        for number, tier in enumerate(tiers, 1):
            title = f"{sku} bought from {tier.from_quantity} units on"
            meaning = Meaning(kind="tier", sku=sku, scope=scope, tier=number)
            switches.append(self.column(f"tier:{sku}:{scope}:{number}", 1, title, meaning))
            tier_bare = (
                tier.unit_price_minor
                if tier.without_vat_minor is None
                else (tier.without_vat_minor)
            )
            made = {}
            for place, key in enumerate(keys, 1):
                made[key] = self.column(
                    f"units:{sku}:{scope}:{number}:{place}",
                    self.most(self.bought[key]),
                    f"units of {sku} at the price from {tier.from_quantity} on",
                    Meaning(
                        kind="units",
                        sku=sku,
                        bundle=key[1],
                        scope=scope,
                        tier=number,
                        saves_minor=price - tier.unit_price_minor,
                        vat_minor=(price - bare) - (tier.unit_price_minor - tier_bare),
                    ),
                )
            units.append(made)
            if tier.kind is TierKind.INCREMENTAL:
                price, bare = tier.unit_price_minor, tier_bare
        return switches, units

    def all_units(self, sku: str, tiers: Sequence[PriceTier], scope: str) -> None:
        """Give every unit of an order the price of one tier that its quantity reaches."""
        keys = self._keys(sku, scope)
        switches, units = self._tier_columns(sku, tiers, scope, keys)
        saved, most = self.less_bought(keys), self.most(self._units(keys))
        bought = {a: -n for a, n in self._units(keys).items()}
        name = f"{TECHNICAL}tier:{sku}:{scope}"
        least = {z: t.from_quantity for z, t in zip(switches, tiers, strict=True)}
        title = f"{sku} reaches the quantity of its tier"
        self.row(name, title, "units", bought, {**saved, **least}, upper=0)
        title = f"{sku} is bought at one tier"
        self.row(f"{name}:one", title, "tiers", {}, dict.fromkeys(switches, 1), upper=1)
        for number, (z, made) in enumerate(zip(switches, units, strict=True), 1):
            at_price = dict.fromkeys(made.values(), 1) | {z: -most}
            title = f"units of {sku} have a price only when its tier is taken"
            self.row(f"{name}:{number}", title, "units", {}, at_price, upper=0)
        for place, key in enumerate(keys, 1):
            columns = {made[key]: 1 for made in units} | self.unbought.get(key, {})
            arcs = {a: -n for a, n in self.bought[key].items()}
            title = f"units of {sku} at a lower price are bought"
            self.row(f"{name}:bought:{place}", title, "units", arcs, columns, upper=0)

    def incremental(self, sku: str, tiers: Sequence[PriceTier], scope: str) -> None:
        """Give the units of an order from each tier's quantity on the tier's price."""
        keys = self._keys(sku, scope)
        switches, units = self._tier_columns(sku, tiers, scope, keys)
        saved, most = self.less_bought(keys), self.most(self._units(keys))
        bought = {a: -n for a, n in self._units(keys).items()}
        for number, (z, made) in enumerate(zip(switches, units, strict=True), 1):
            before = tiers[number - 1].from_quantity - 1
            name = f"{TECHNICAL}tier:{sku}:{scope}:{number}"
            at_price = dict.fromkeys(made.values(), 1)
            title = f"units of {sku} beyond {before} have the lower price"
            self.row(name, title, "units", bought, {**saved, **at_price, z: before}, upper=0)
            title = f"units of {sku} have a price only when its tier is taken"
            self.row(f"{name}:taken", title, "units", {}, {**at_price, z: -most}, upper=0)
            for place, key in enumerate(keys, 1):
                columns = {made[key]: 1} | self.unbought.get(key, {})
                arcs = {a: -n for a, n in self.bought[key].items()}
                title = f"units of {sku} at a lower price are bought"
                self.row(f"{name}:bought:{place}", title, "units", arcs, columns, upper=0)

    # -- funds ------------------------------------------------------------------------------------

    def fund_choice(self) -> None:
        """Let one fund pay each bundle as a whole, within what the funds have."""
        drawn: dict[str, dict[int, int]] = {f.id: {} for f in self.catalogue.funds}
        for number, bundle in enumerate(sorted(self.costs), 1):
            chosen = self._choose(number, bundle)
            paid = self._payments(number, bundle, chosen, drawn)
            self.tax_free(number, bundle, paid)
            self.paid_whole(number, bundle, paid)
        for fund in sorted(self.catalogue.funds, key=lambda f: f.id):
            if fund.ceiling_minor is not None and drawn[fund.id]:
                self.fund_ceiling(fund, drawn[fund.id])

    def _choose(self, number: int, bundle: Bundle) -> dict[str, int]:
        """Add the choice of the fund that pays a bundle: one at most."""
        chosen = {}
        for fund_id in bundle.funds:
            title = f"{fund_id} pays {bundle.category} of {bundle.entity}"
            meaning = Meaning(kind="fund", bundle=bundle, fund=fund_id)
            chosen[fund_id] = self.column(f"fund:{number}:{fund_id}", 1, title, meaning)
        if len(chosen) > 1:
            title = f"one fund pays {bundle.category} of {bundle.entity}"
            row = dict.fromkeys(chosen.values(), 1)
            self.row(f"{TECHNICAL}one_fund:{number}", title, "funds", {}, row, upper=1)
        return chosen

    def _payments(
        self,
        number: int,
        bundle: Bundle,
        chosen: Mapping[str, int],
        drawn: Mapping[str, dict[int, int]],
    ) -> dict[str, int]:
        """Add what each fund pays of a bundle: nothing unless it is chosen."""
        most = self.most(self.costs[bundle])
        paid = {}
        for fund_id, y in chosen.items():
            fund = self.grouping.funds.by_id[fund_id]
            upper = min(most, most_of(fund, self.grouping.funds.by_id))
            title = f"{fund_id} pays for {bundle.category} of {bundle.entity}"
            meaning = Meaning(kind="pays", bundle=bundle, fund=fund_id)
            a = self.column(f"pays:{number}:{fund_id}", most, title, meaning, whole=False)
            name = f"{TECHNICAL}pays:{number}:{fund_id}"
            tie = LimitMeaning(kind=LimitKind.PAYMENT, fund_id=fund_id)
            self.row(name, title, self._money, {}, {a: 1, y: -upper}, meaning=tie, upper=0)
            paid[fund_id] = a
            drawn[fund_id][a] = 1
            self.cofinanced(number, bundle, fund, a, drawn)
        return paid

    def _saving_columns(self, bundle: Bundle) -> dict[int, Meaning]:
        """Return the columns that make a bundle cheaper, or dearer, so far, with their meanings."""
        return dict(self.saving.get(bundle, {}))

    def tax_free(self, number: int, bundle: Bundle, paid: Mapping[str, int]) -> None:
        """Pay no VAT on what a tax-exempt fund pays: never more than its VAT, and all of it.

        The first row says that VAT is saved only on money of exempt funds: no item has a higher
        rate than `rate`. The second says how much VAT there is.
        """
        funds = self.grouping.funds.by_id
        exempt = [a for fund_id, a in paid.items() if funds[fund_id].vat_exempt]
        most = self.most(self.vat[bundle])
        if not exempt or not most:
            return
        before = self._saving_columns(bundle)
        c = self.column(
            f"vat:{number}",
            most,
            f"VAT not paid on {bundle.category} of {bundle.entity}",
            Meaning(kind="vat", bundle=bundle, saves_minor=1),
            whole=False,
        )
        title = f"VAT is saved on {bundle.category} of {bundle.entity} by a tax-exempt fund only"
        row = {c: MILLION} | dict.fromkeys(exempt, -self._highest_rate)
        self.row(f"{TECHNICAL}vat:{number}", title, self._money, {}, row, upper=0)
        title = f"no more VAT is saved on {bundle.category} of {bundle.entity} than there is"
        arcs = {a: -amount for a, amount in self.vat[bundle].items()}
        row = {c: 1} | {m: meaning.vat_minor for m, meaning in before.items()}
        self.row(f"{TECHNICAL}vat:{number}:all", title, self._money, arcs, row, upper=0)

    @property
    def _highest_rate(self) -> int:
        """Return the highest VAT of a price without it, in millionths, rounded up."""
        prices = [(vat_of(i), i.unit_price_minor) for i in self.catalogue.items]
        prices += [
            (tier.unit_price_minor - tier.without_vat_minor, tier.unit_price_minor)
            for tiers in self._tiers().values()
            for tier in tiers
            if tier.without_vat_minor is not None
        ]
        rates = [-(-vat * MILLION // (price - vat)) for vat, price in prices if price > vat]
        return max(rates, default=0)

    @property
    def _money(self) -> str:
        return self.catalogue.currency

    def paid_whole(self, number: int, bundle: Bundle, paid: Mapping[str, int]) -> None:
        """Have what a bundle costs, less its savings, paid by the chosen fund."""
        row = {c: -m.saves_minor for c, m in self._saving_columns(bundle).items()}
        row |= dict.fromkeys(paid.values(), -1)
        title = f"{bundle.category} of {bundle.entity} are paid by a fund that may"
        name, meaning = f"{TECHNICAL}paid:{number}", DEFINITION
        if not paid:
            meaning = LimitMeaning(
                kind=LimitKind.FUND_RULES, entity=bundle.entity, category=bundle.category
            )
            name = meaning.limit_id(number)
        self.row(name, title, self._money, self.costs[bundle], row, meaning=meaning, upper=0)

    def cofinanced(
        self,
        number: int,
        bundle: Bundle,
        fund: Fund,
        a: int,
        drawn: Mapping[str, dict[int, int]],
    ) -> None:
        """Have a co-financer pay its share of what a fund pays, rounded up to whole units."""
        if not fund.cofinance_share or fund.cofinancer is None:
            return
        share = Fraction(exact(fund.cofinance_share))
        n, d = share.numerator, share.denominator
        meaning = Meaning(kind="shares", bundle=bundle, fund=fund.id)
        title = f"share of {fund.cofinancer} in what {fund.id} pays for {bundle.category}"
        upper = self.columns[a].upper
        c = self.column(f"shares:{number}:{fund.id}", upper, title, meaning, whole=False)
        drawn[fund.id][c] = -1
        drawn[fund.cofinancer][c] = 1
        name = f"{TECHNICAL}shares:{number}:{fund.id}"
        self.row(name, title, self._money, {}, {c: d, a: -n}, lower=0, upper=d - 1)

    def fund_ceiling(self, fund: Fund, drawn: Mapping[int, int]) -> None:
        """Pay no more from a fund than it has."""
        title = f"ceiling of {fund.name_en}"
        rounding = len(drawn) if fund.cofinance_share else 0  # shares are rounded once a package
        upper = max(0, (fund.ceiling_minor or 0) - rounding)
        meaning = LimitMeaning(kind=LimitKind.FUND, fund_id=fund.id)
        name = meaning.limit_id()
        self.row(name, title, self._money, {}, drawn, meaning=meaning, upper=upper)


def most_of(fund: Fund, by_id: Mapping[str, Fund]) -> int:
    """Return the most that a bundle paid by a fund may cost, co-financing included."""
    if fund.ceiling_minor is None:
        return LARGEST
    share = exact(fund.cofinance_share or "0")
    if share <= 0 or fund.cofinancer not in by_id:
        return fund.ceiling_minor
    other = by_id[fund.cofinancer or ""].ceiling_minor
    own = LARGEST if share >= 1 else int((fund.ceiling_minor + 1) / (1 - share))
    return own if other is None else min(own, int(other / share))


_Key = TypeVar("_Key")


def _add(found: dict[_Key, dict[int, int]], key: _Key, a: int, amount: int) -> None:
    column = found.setdefault(key, {})
    column[a] = column.get(a, 0) + amount
