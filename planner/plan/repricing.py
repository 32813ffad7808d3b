"""A plan's quantities at other prices: through tiers, stock and VAT exemption, to the unit.

Quantities stay as the plan has them. Units that are not bought save as much more as their price
rises, because their transport stays. A tier that the order reaches counts while it is below the
new price, and falls away where it is not. VAT of an exempt fund is that in what is then paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Catalogue, PriceTier, TierKind
from planner.candidates.prices import vat_of, with_overrides
from planner.language.labels import filled
from planner.plan.purchasing import Package, Saving

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

TIER, VAT = "tier", "vat"


@dataclass(frozen=True, kw_only=True)
class PriceFacts:
    """What repricing needs besides the plan: VAT within prices, tiers, exempt funds."""

    vat_rate: Fraction  # of a price without it; 0 where prices are without VAT
    vat: Mapping[str, int] = field(default_factory=dict)  # by SKU, in the plan's unit price
    tiers: Mapping[str, tuple[PriceTier, ...]] = field(default_factory=dict)  # by SKU, in order
    exempt: frozenset[str] = frozenset()  # ids of funds that pay no VAT
    tiers_over_plan: bool = False  # whether all purchases of the plan are one order

    @classmethod
    def of(
        cls, catalogue: Catalogue, *, vat_rate: float, price_basis: str, tiers_over: str
    ) -> PriceFacts:
        """Return the facts of a catalogue whose prices are those of the plan."""
        rate = Fraction(Decimal(str(vat_rate))) if price_basis == "with_vat" else Fraction(0)
        tiers: dict[str, list[PriceTier]] = defaultdict(list)
        for tier in catalogue.tiers:
            tiers[tier.sku].append(tier)
        return cls(
            vat_rate=rate,
            vat={item.sku: vat_of(item) for item in catalogue.items if vat_of(item)},
            tiers={
                sku: tuple(sorted(found, key=lambda t: t.from_quantity))
                for sku, found in sorted(tiers.items())
            },
            exempt=frozenset(fund.id for fund in catalogue.funds if fund.vat_exempt),
            tiers_over_plan=tiers_over == "plan",
        )

    @classmethod
    def of_inputs(cls, inputs: Inputs) -> PriceFacts:
        """Return the facts of the inputs of a plan, at the prices that directives set."""
        scenario = inputs.scenario
        settings = scenario.procurement
        catalogue = with_overrides(inputs.catalogue, inputs.directives)
        return cls.of(
            catalogue if settings.use_tiers else replace(catalogue, tiers=()),
            vat_rate=scenario.vat_rate,
            price_basis=scenario.price_basis,
            tiers_over=settings.tiers_over,
        )

    def vat_at(self, sku: str, price_minor: int, plan_minor: int) -> int:
        """Return the VAT in a unit price: the plan's own at the plan's price, else by the rate.

        An item that has no VAT in the plan has none at any price.
        """
        if price_minor == plan_minor or sku not in self.vat:
            return self.vat.get(sku, 0)
        return price_minor - half_up(Fraction(price_minor) / (1 + self.vat_rate))

    def tier_vat(self, tier: PriceTier) -> int:
        """Return the VAT in a tier's price, 0 where it states no price without it."""
        bare = tier.without_vat_minor
        return 0 if bare is None else tier.unit_price_minor - bare


def half_up(amount: Fraction) -> int:
    """Return the nearest whole number, halves upwards."""
    return int((2 * amount + 1) // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierUse:
    """Units of a package at a tier's price, and what each saves of the price before it."""

    sku: str
    tier: PriceTier
    quantity: int
    per_unit_minor: int
    vat_minor: int  # less VAT per unit
    scope: str  # entity whose order it is, "" for the plan


def bought_units(package: Package) -> dict[str, int]:
    """Return the units of each item that a package buys: its lines less what is not bought."""
    found: dict[str, int] = defaultdict(int)
    for _, line in package.lines:
        found[line.sku] += line.quantity
    for saving in package.savings:
        if saving.kind not in (TIER, VAT):
            found[saving.sku] -= saving.quantity
    return {sku: units for sku, units in sorted(found.items()) if units > 0}


def prices_of(packages: Iterable[Package]) -> dict[str, int]:
    """Return the list price of each item that packages hold."""
    return {line.sku: line.unit_price_minor for p in packages for _, line in p.lines}


def repriced_packages(
    packages: Sequence[Package], prices: Mapping[str, int], facts: PriceFacts
) -> tuple[Package, ...]:
    """Return packages at new list prices by SKU, in whole units of the plan currency.

    At the plan's own prices and tiers they are the same, to the unit.
    """
    old = prices_of(packages)
    new = {sku: prices.get(sku, price) for sku, price in old.items()}
    uses = tier_uses(packages, new, facts)
    found = []
    for place, package in enumerate(packages):
        lines = tuple(
            (point, replace(line, unit_price_minor=new[line.sku])) for point, line in package.lines
        )
        kept = tuple(
            replace(s, per_unit_minor=s.per_unit_minor + new.get(s.sku, 0) - old.get(s.sku, 0))
            for s in package.savings
            if s.kind not in (TIER, VAT)
        )
        tiers = tuple(_tier_saving(use) for use in uses[place])
        taxes = vat_saving(package, uses[place], new, old, facts)
        found.append(replace(package, lines=lines, savings=(*kept, *tiers, *taxes)))
    return tuple(found)


def tier_uses(
    packages: Sequence[Package], prices: Mapping[str, int], facts: PriceFacts
) -> dict[int, list[TierUse]]:
    """Return the tiers that orders reach at some list prices, by place of the package."""
    bought, old = [bought_units(package) for package in packages], prices_of(packages)
    found: dict[int, list[TierUse]] = defaultdict(list)
    scopes = {place: _scope(p, facts) for place, p in enumerate(packages)}
    for sku, tiers in facts.tiers.items():
        for scope in sorted(set(scopes.values())):
            own = {n: bought[n][sku] for n in scopes if scopes[n] == scope and sku in bought[n]}
            reached = [t for t in tiers if t.from_quantity <= sum(own.values())]
            if not reached or sku not in prices:
                continue
            vat = facts.vat_at(sku, prices[sku], old[sku])
            order = _Order(sku, scope, own, prices[sku], vat, facts)
            if reached[0].kind is TierKind.ALL_UNITS:
                order.all_units(reached, found)
            else:
                order.incremental(reached, packages, found)
    return found


def _scope(package: Package, facts: PriceFacts) -> str:
    return "" if facts.tiers_over_plan else package.entity


@dataclass(frozen=True, slots=True)
class _Order:
    """One item bought by one entity, or by the plan: units by place of the package."""

    sku: str
    scope: str
    own: Mapping[int, int]
    price: int
    vat: int  # in that price
    facts: PriceFacts

    def all_units(self, reached: Sequence[PriceTier], found: dict[int, list[TierUse]]) -> None:
        """Give all units the cheapest price that the order reaches, where it is below the list."""
        best = min(reached, key=lambda t: (t.unit_price_minor, t.from_quantity))
        if best.unit_price_minor < self.price:
            for place, units in self.own.items():
                found[place].append(self._use(best, units, self.price, self.vat))

    def incremental(
        self,
        reached: Sequence[PriceTier],
        packages: Sequence[Package],
        found: dict[int, list[TierUse]],
    ) -> None:
        """Give the units beyond each quantity its price, in the packages that the plan chose."""
        price, vat, whole = self.price, self.vat, sum(self.own.values())
        for tier in reached:
            if tier.unit_price_minor >= price:
                continue
            beyond = whole - tier.from_quantity + 1
            for place, units in self._shared(tier, beyond, packages).items():
                found[place].append(self._use(tier, units, price, vat))
            price, vat = tier.unit_price_minor, self.facts.tier_vat(tier)

    def _shared(self, tier: PriceTier, beyond: int, packages: Sequence[Package]) -> dict[int, int]:
        """Return units by package: as in the plan, the rest in the order of the packages."""
        found: dict[int, int] = {}
        for place in self.own:
            planned = sum(s.quantity for s in packages[place].savings if s.id == self._id(tier))
            found[place] = min(planned, self.own[place], beyond)
            beyond -= found[place]
        for place, units in self.own.items():
            more = min(units - found[place], beyond)
            found[place] += more
            beyond -= more
        return {place: units for place, units in found.items() if units}

    def _id(self, tier: PriceTier) -> str:
        end = f":{self.scope}" if self.scope else ""
        return f"tier:{self.sku}:{tier.from_quantity}{end}"

    def _use(self, tier: PriceTier, units: int, price: int, vat: int) -> TierUse:
        return TierUse(
            sku=self.sku,
            tier=tier,
            quantity=units,
            per_unit_minor=price - tier.unit_price_minor,
            vat_minor=vat - self.facts.tier_vat(tier),
            scope=self.scope,
        )


def _tier_saving(use: TierUse) -> Saving:
    end = f":{use.scope}" if use.scope else ""
    text = filled("saving_text.tier", item=use.sku, quantity=use.tier.from_quantity)
    return Saving(
        id=f"tier:{use.sku}:{use.tier.from_quantity}{end}",
        kind=TIER,
        sku=use.sku,
        quantity=use.quantity,
        per_unit_minor=use.per_unit_minor,
        text=text.en,
        text_mn=text.mn,
    )


def vat_saving(
    package: Package,
    uses: Sequence[TierUse],
    new: Mapping[str, int],
    old: Mapping[str, int],
    facts: PriceFacts,
) -> tuple[Saving, ...]:
    """Return the VAT that an exempt fund does not pay: that of what is bought, at its price."""
    if package.fund_id not in facts.exempt:
        return ()
    whole = sum(
        units * facts.vat_at(sku, new[sku], old[sku])
        for sku, units in bought_units(package).items()
        if sku in new
    )
    whole -= sum(use.quantity * use.vat_minor for use in uses)
    if not whole:
        return ()
    held = next((s for s in package.savings if s.kind == VAT), None)
    if held is not None:
        return (replace(held, quantity=whole, per_unit_minor=1),)
    text = f"VAT that {package.fund_id} does not pay"
    saving = Saving(
        id=f"vat:{package.fund_id}", kind=VAT, sku="", quantity=whole, per_unit_minor=1, text=text
    )
    return (saving,)
