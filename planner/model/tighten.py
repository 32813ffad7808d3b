"""From the amounts beside the tree to savings, moves and funds, exactly and site by site.

An answer may leave amounts slack, or units where nobody needs them. `settled` makes them tight for
the arcs that were chosen: units moved as far as they save, packs filled, tiers the order reaches,
payments equal to costs. What it changes only makes the plan cheaper, and every row is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.prices.catalogue import PriceTier, TierKind
from optimizers.evaluate import holds, quantity_of
from optimizers.problem import Problem
from optimizers.result import Result, StageResult
from planner.candidates.prices import pack_of
from planner.model.column_meaning import (
    CheaperBundle,
    CofinancerPays,
    FundChosen,
    FundPays,
    OrderMade,
    PacksSpared,
    Supply,
    TierTaken,
    UnitsAtTier,
    UnitsMoved,
    VatSpared,
)
from planner.resources.bundles import Bundle
from planner.resources.cofinancing import shared
from planner.resources.fund_assignment import FundChoice

if TYPE_CHECKING:
    from planner.model.build import Model


def settled(model: Model, result: Result) -> Result:
    """Return the answer with tight amounts, or as it is where they cannot be made so.

    The value of a stage that counts money is made that of the new amounts; its bound stands.
    """
    if result.chosen is None or not model.supply.columns:
        return result
    amounts = tight_amounts(model, result.chosen, result.amounts)
    if amounts is None or amounts == result.amounts:
        return result
    return replace(result, amounts=amounts, stages=_revalued(model.problem, result, amounts))


def _revalued(problem: Problem, result: Result, amounts: Sequence[int]) -> tuple[StageResult, ...]:
    """Return the stages with the values that the new amounts give."""
    goals = {goal.name: goal for goal in problem.goals}
    stages = []
    for stage in result.stages:
        goal = goals.get(stage.name)
        if goal is not None and goal.quantity != "benefit" and stage.value is not None:
            stage = replace(
                stage, value=quantity_of(problem, goal.quantity, result.chosen or (), amounts)
            )
        stages.append(stage)
    return tuple(stages)


def tight_amounts(
    model: Model, chosen: Sequence[int], amounts: Sequence[int]
) -> tuple[int, ...] | None:
    """Return amounts that hold every row and cost no more, or None when there are none at hand.

    Where moving and buying afresh would cost more than the answer, its own moves and tiers stay;
    only who pays, and how much, is made exact.
    """
    problem, before = model.problem, tuple(amounts)
    best: tuple[int, ...] | None = None
    for found in _Tightening.tries(model.supply, set(chosen), before):
        if not holds(problem, chosen, found):
            continue
        if best is None or _npc(problem, found) < _npc(problem, best):
            best = found
    if best is None or _npc(problem, best) > _npc(problem, before):
        return None
    return best


def _npc(problem: Problem, amounts: Sequence[int]) -> int:
    return quantity_of(problem, "npc_minor", (), amounts)


class _Tightening:
    """The amounts that follow from moves, tiers and funds once the arcs are known."""

    def __init__(self, supply: Supply, chosen: set[int], amounts: Sequence[int]) -> None:
        self.supply = supply
        self.chosen = chosen
        self.found = list(amounts)
        self.of_bundle: dict[Bundle, list[tuple[int, CheaperBundle]]] = {}
        self.switches: dict[Bundle, list[tuple[int, FundChosen]]] = {}
        self.of_item: dict[tuple[str, Bundle], list[tuple[int, UnitsMoved | PacksSpared]]] = {}
        for c, meaning in enumerate(supply.meanings):
            if isinstance(meaning, CheaperBundle):
                self.of_bundle.setdefault(meaning.bundle, []).append((c, meaning))
            if isinstance(meaning, UnitsMoved | PacksSpared):
                self.of_item.setdefault((meaning.sku, meaning.bundle), []).append((c, meaning))
            elif isinstance(meaning, FundChosen):
                self.switches.setdefault(meaning.bundle, []).append((c, meaning))

    @classmethod
    def tries(
        cls, supply: Supply, chosen: set[int], amounts: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Yield amounts that may hold: made afresh, then with less and less changed."""
        for fill in (True, False):
            yield cls(supply, chosen, amounts).amounts(fill=fill)
        for choose in (True, False):
            yield cls(supply, chosen, amounts).payments(choose=choose)

    def payments(self, *, choose: bool) -> tuple[int, ...]:
        """Return the amounts with exact payments; `choose` gives bundles to cheaper funds too."""
        if choose:
            self._fund()
            self._tax()
        self._pay()
        return tuple(self.found)

    def amounts(self, *, fill: bool) -> tuple[int, ...]:
        """Return the amounts; `fill` moves every unit that saves, whatever tiers lose by it."""
        self._move(fill=fill)
        self._pack()
        self._units()
        self._fund()
        self._tax()
        self._pay()
        return tuple(self.found)

    def _sum(self, arcs: Mapping[int, int]) -> int:
        return sum(amount for a, amount in arcs.items() if a in self.chosen)

    def _move(self, *, fill: bool) -> None:
        """Keep moves within need and stock; the ones that save most come first."""
        supply = self.supply
        left = {o.id: o.quantity for o in supply.moves.origins}
        need = {cell: self._sum(arcs) for cell, arcs in supply.needs.items()}
        moves = supply.of_kind(UnitsMoved)
        wished = dict(enumerate(self.found))
        for c, _ in moves:
            self.found[c] = 0
        for asked in (False, True) if fill else (False,):
            for c, meaning in sorted(moves, key=_worth):
                room = min(left[meaning.origin.id], need[meaning.cell])
                step = room if asked else min(room, wished[c])
                self.found[c] += step
                left[meaning.origin.id] -= step
                need[meaning.cell] -= step
        self._trim()

    def _trim(self) -> None:
        """Leave out units that fill no pack, those that save least first."""
        by_key: dict[tuple[str, Bundle], list[tuple[int, UnitsMoved]]] = {}
        for c, meaning in self.supply.of_kind(UnitsMoved):
            if pack_of(self.supply.items[meaning.sku]) > 1:
                by_key.setdefault((meaning.sku, meaning.bundle), []).append((c, meaning))
        for (sku, _), moves in by_key.items():
            over = sum(self.found[c] for c, _ in moves) % pack_of(self.supply.items[sku])
            for c, _ in sorted(moves, key=_worth, reverse=True):
                step = min(over, self.found[c])
                self.found[c] -= step
                over -= step

    def _pack(self) -> None:
        """Count the packs that the moved units fill."""
        for c, meaning in self.supply.of_kind(PacksSpared):
            columns = self.of_item[meaning.sku, meaning.bundle]
            moved = sum(self.found[m] for m, move in columns if isinstance(move, UnitsMoved))
            self.found[c] = moved // pack_of(self.supply.items[meaning.sku])

    def _bought(self, sku: str, bundle: Bundle) -> int:
        """Return the units of an item that a bundle buys."""
        pack, saved = pack_of(self.supply.items[sku]), 0
        for c, meaning in self.of_item.get((sku, bundle), ()):
            if isinstance(meaning, PacksSpared):
                saved += pack * self.found[c]
            elif pack == 1:
                saved += self.found[c]
        return self._sum(self.supply.bought[sku, bundle]) - saved

    def _units(self) -> None:
        """Take the tier that the order reaches, and order nothing that nobody buys."""
        supply = self.supply
        bought = {key: self._bought(*key) for key in supply.bought if key[0] in supply.items}
        for c, meaning in supply.of_kind(OrderMade):
            self.found[c] = int(_total(bought, meaning) > 0)
        taken = supply.of_kind(TierTaken)
        for c, tier in taken:
            total, same = _total(bought, tier), (tier.sku, tier.scope)
            of_order = [t.tier for _, t in taken if (t.sku, t.scope) == same]
            reached = [t for t in of_order if total >= t.from_quantity]
            if tier.tier.kind is TierKind.ALL_UNITS:
                reached = reached[-1:]
            self.found[c] = int(tier.tier in reached)
        self._at_prices(bought)

    def _at_prices(self, bought: Mapping[tuple[str, Bundle], int]) -> None:
        """Give units the price of their tier: all of them, or those beyond its quantity."""
        taken = {(m.scope, m.tier): self.found[c] for c, m in self.supply.of_kind(TierTaken)}
        left: dict[tuple[str, PriceTier], int] = {}
        for c, meaning in self.supply.of_kind(UnitsAtTier):
            tier = meaning.tier
            key = meaning.scope, tier
            before = 0 if tier.kind is TierKind.ALL_UNITS else tier.from_quantity - 1
            room = left.setdefault(key, max(0, _total(bought, meaning) - before))
            units = min(room, bought[meaning.sku, meaning.bundle]) if taken[key] else 0
            self.found[c] = units
            left[key] = room - units

    def _saved(self, bundle: Bundle, attribute: str) -> int:
        columns = self.of_bundle.get(bundle, ())
        return sum(getattr(meaning, attribute) * self.found[c] for c, meaning in columns)

    def _fund_of(self, bundle: Bundle) -> str | None:
        """Return the fund that was chosen for a bundle."""
        chosen = (m.fund_id for c, m in self.switches.get(bundle, ()) if self.found[c])
        return next(chosen, None)

    def _fund(self) -> None:
        """Give bundles to the funds by which they cost least, as far as ceilings allow."""
        supply = self.supply
        switches = {(m.bundle, m.fund_id): c for c, m in supply.of_kind(FundChosen)}
        if not switches:
            return
        for c, _ in supply.of_kind(VatSpared):
            self.found[c] = 0
        choice = FundChoice(supply.grouping.funds.by_id)
        for bundle in sorted({b for b, _ in switches}):
            cost = self._sum(supply.costs[bundle]) - self._saved(bundle, "saves_minor")
            tax = self._sum(supply.vat[bundle]) - self._saved(bundle, "vat_minor")
            fund = self._fund_of(bundle)
            if cost > 0 and fund is not None:
                choice.add(bundle, cost, tax, fund)
        for bundle, fund in choice.improved().items():
            for other in bundle.funds:
                self.found[switches[bundle, other]] = int(other == fund)

    def _tax(self) -> None:
        """Save the VAT of bundles that a tax-exempt fund pays, to the last unit."""
        supply = self.supply
        for c, meaning in supply.of_kind(VatSpared):
            bundle = meaning.bundle
            self.found[c] = 0
            fund = self._fund_of(bundle)
            if fund is not None and supply.grouping.funds.by_id[fund].vat_exempt:
                self.found[c] = self._sum(supply.vat[bundle]) - self._saved(bundle, "vat_minor")

    def _pay(self) -> None:
        """Have the chosen fund pay exactly what its bundle costs, and a co-financer its share."""
        paid: dict[tuple[Bundle, str], int] = {}
        for c, meaning in self.supply.of_kind(FundPays):
            bundle = meaning.bundle
            self.found[c] = 0
            if self._fund_of(bundle) == meaning.fund_id:
                cost = self._sum(self.supply.costs[bundle]) - self._saved(bundle, "saves_minor")
                self.found[c] = paid[bundle, meaning.fund_id] = cost
        for c, share in self.supply.of_kind(CofinancerPays):
            fund = self.supply.grouping.funds.by_id[share.fund_id]
            amount = paid.get((share.bundle, share.fund_id), 0)
            self.found[c] = shared(amount, fund.cofinance_share)


def _worth(pair: tuple[int, UnitsMoved]) -> tuple[int, int]:
    c, meaning = pair
    return -meaning.way.saves_npc_minor, c


def _total(
    bought: Mapping[tuple[str, Bundle], int], meaning: OrderMade | TierTaken | UnitsAtTier
) -> int:
    """Return the units of an order: of one entity, or of the whole plan."""
    return sum(
        units
        for (sku, bundle), units in bought.items()
        if sku == meaning.sku and meaning.scope in ("", bundle.entity)
    )
