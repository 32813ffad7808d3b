"""From the amounts beside the tree to savings, moves and funds, exactly and site by site.

An answer may leave amounts slack, or units where nobody needs them. `settled` makes them tight for
the arcs that were chosen: units moved as far as they save, packs filled, tiers the order reaches,
payments equal to costs. What it changes only makes the plan cheaper, and every row is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inventory.catalogue import Item, Role, TierKind
from optimizers.evaluate import holds, quantity_of
from optimizers.problem import Problem
from optimizers.result import Result, StageResult
from planner.fund_choice import FundChoice, shared
from planner.labels import Label
from planner.origins import DEPOT, SPARE, Origin, owner_of
from planner.packages import Bundle, added
from planner.plan import Move, Saving
from planner.supply import Cell, Meaning, Supply, pack_of

MOST_NAMED = 3  # aimags in one sentence

if TYPE_CHECKING:
    from planner.model import Model


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
        self.of_bundle: dict[Bundle, list[tuple[int, Meaning]]] = {}
        self.switches: dict[Bundle, list[tuple[int, Meaning]]] = {}
        self.of_item: dict[tuple[str, Bundle], list[tuple[int, Meaning]]] = {}
        for c, meaning in enumerate(supply.meanings):
            if meaning.bundle is None:
                continue
            if meaning.kind in ("move", "packs", "units", "vat"):
                self.of_bundle.setdefault(meaning.bundle, []).append((c, meaning))
                self.of_item.setdefault((meaning.sku, meaning.bundle), []).append((c, meaning))
            elif meaning.kind == "fund":
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
        supply, origins = self.supply, self.supply.origins
        left = {o.id: o.quantity for o in origins.values()}
        need = {cell: self._sum(arcs) for cell, arcs in supply.needs.items()}
        moves = supply.of_kind("move")
        assert supply.moves is not None

        def worth(pair: tuple[int, Meaning]) -> tuple[int, int]:
            c, meaning = pair
            assert meaning.cell is not None and supply.moves is not None
            way = supply.moves.way(origins[meaning.origin], meaning.sku, meaning.cell.aimag)
            return -(way.saves_npc_minor if way is not None else 0), c

        wished = dict(enumerate(self.found))
        for c, _ in moves:
            self.found[c] = 0
        for asked in (False, True) if fill else (False,):
            for c, meaning in sorted(moves, key=worth):
                assert meaning.cell is not None
                room = min(left[meaning.origin], need[meaning.cell])
                step = room if asked else min(room, wished[c])
                self.found[c] += step
                left[meaning.origin] -= step
                need[meaning.cell] -= step
        self._trim(worth)

    def _trim(self, worth: Callable[[tuple[int, Meaning]], tuple[int, int]]) -> None:
        """Leave out units that fill no pack, those that save least first."""
        by_key: dict[tuple[str, Bundle], list[tuple[int, Meaning]]] = {}
        for c, meaning in self.supply.of_kind("move"):
            if meaning.bundle is not None and pack_of(self.supply.items[meaning.sku]) > 1:
                by_key.setdefault((meaning.sku, meaning.bundle), []).append((c, meaning))
        for (sku, _), moves in by_key.items():
            over = sum(self.found[c] for c, _ in moves) % pack_of(self.supply.items[sku])
            for c, _ in sorted(moves, key=worth, reverse=True):
                step = min(over, self.found[c])
                self.found[c] -= step
                over -= step

    def _pack(self) -> None:
        """Count the packs that the moved units fill."""
        for c, meaning in self.supply.of_kind("packs"):
            assert meaning.bundle is not None
            columns = self.of_item[meaning.sku, meaning.bundle]
            moved = sum(self.found[m] for m, move in columns if move.kind == "move")
            self.found[c] = moved // pack_of(self.supply.items[meaning.sku])

    def _bought(self, sku: str, bundle: Bundle) -> int:
        """Return the units of an item that a bundle buys."""
        pack, saved = pack_of(self.supply.items[sku]), 0
        for c, meaning in self.of_item.get((sku, bundle), ()):
            if meaning.kind == "packs":
                saved += pack * self.found[c]
            elif meaning.kind == "move" and pack == 1:
                saved += self.found[c]
        return self._sum(self.supply.bought[sku, bundle]) - saved

    def _units(self) -> None:
        """Take the tier that the order reaches, and order nothing that nobody buys."""
        supply = self.supply
        bought = {key: self._bought(*key) for key in supply.bought if key[0] in supply.items}
        for c, meaning in supply.of_kind("order"):
            self.found[c] = int(_total(bought, meaning) > 0)
        for c, meaning in supply.of_kind("tier"):
            tiers, total = supply.tiers[meaning.sku], _total(bought, meaning)
            reached = [n for n, t in enumerate(tiers, 1) if total >= t.from_quantity]
            if tiers[0].kind is TierKind.ALL_UNITS:
                reached = reached[-1:]
            self.found[c] = int(meaning.tier in reached)
        self._at_prices(bought)

    def _at_prices(self, bought: Mapping[tuple[str, Bundle], int]) -> None:
        """Give units the price of their tier: all of them, or those beyond its quantity."""
        taken = {(m.sku, m.scope, m.tier): self.found[c] for c, m in self.supply.of_kind("tier")}
        left: dict[tuple[str, str, int], int] = {}
        for c, meaning in self.supply.of_kind("units"):
            assert meaning.bundle is not None
            key = meaning.sku, meaning.scope, meaning.tier
            tier = self.supply.tiers[meaning.sku][meaning.tier - 1]
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
        chosen = (m.fund for c, m in self.switches.get(bundle, ()) if self.found[c])
        return next(chosen, None)

    def _fund(self) -> None:
        """Give bundles to the funds by which they cost least, as far as ceilings allow."""
        supply = self.supply
        switches = {(m.bundle, m.fund): c for c, m in supply.of_kind("fund")}
        if not switches or supply.grouping is None:
            return
        for c, _ in supply.of_kind("vat"):
            self.found[c] = 0
        choice = FundChoice(supply.grouping.funds.by_id)
        for bundle in sorted({b for b, _ in switches if b is not None}):
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
        for c, meaning in supply.of_kind("vat"):
            bundle = meaning.bundle
            assert bundle is not None and supply.grouping is not None
            self.found[c] = 0
            fund = self._fund_of(bundle)
            if fund is not None and supply.grouping.funds.by_id[fund].vat_exempt:
                self.found[c] = self._sum(supply.vat[bundle]) - self._saved(bundle, "vat_minor")

    def _pay(self) -> None:
        """Have the chosen fund pay exactly what its bundle costs, and a co-financer its share."""
        paid: dict[tuple[Bundle, str], int] = {}
        for c, meaning in self.supply.of_kind("pays"):
            bundle = meaning.bundle
            assert bundle is not None
            self.found[c] = 0
            if self._fund_of(bundle) == meaning.fund:
                cost = self._sum(self.supply.costs[bundle]) - self._saved(bundle, "saves_minor")
                self.found[c] = paid[bundle, meaning.fund] = cost
        for c, meaning in self.supply.of_kind("shares"):
            assert meaning.bundle is not None and self.supply.grouping is not None
            fund = self.supply.grouping.funds.by_id[meaning.fund]
            amount = paid.get((meaning.bundle, meaning.fund), 0)
            self.found[c] = shared(amount, fund.cofinance_share)


def _total(bought: Mapping[tuple[str, Bundle], int], meaning: Meaning) -> int:
    """Return the units of an order: of one entity, or of the whole plan."""
    return sum(
        units
        for (sku, bundle), units in bought.items()
        if sku == meaning.sku and meaning.scope in ("", bundle.entity)
    )


# --- what the amounts mean ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What a plan saves and moves, and who pays."""

    fund_of: Mapping[Bundle, str]
    savings: Mapping[Bundle, tuple[Saving, ...]]
    moves: tuple[Move, ...]
    capex_minor: int  # saved
    npc_minor: int  # saved

    @property
    def all_savings(self) -> tuple[Saving, ...]:
        """Every saving of the plan, those of one id added up."""
        return added(s for found in self.savings.values() for s in found)


NOTHING = Settlement(fund_of={}, savings={}, moves=(), capex_minor=0, npc_minor=0)


def settlement(model: Model, result: Result) -> Settlement:
    """Return what the amounts of an answer mean."""
    supply = model.supply
    if result.chosen is None or not supply.columns:
        return NOTHING
    fund_of = {}
    areas = _areas(model, set(result.chosen))
    savings: dict[Bundle, list[Saving]] = {}
    for c, meaning in enumerate(supply.meanings):
        amount = result.amounts[c]
        if not amount or meaning.bundle is None:
            continue
        if meaning.kind == "fund":
            fund_of[meaning.bundle] = meaning.fund
        found = _saved(supply, meaning, amount, areas)
        if found:
            savings.setdefault(meaning.bundle, []).extend(found)
    for c, meaning in supply.of_kind("vat"):
        if result.amounts[c] and meaning.bundle is not None:
            saving = _tax_saving(supply, fund_of[meaning.bundle], result.amounts[c])
            savings.setdefault(meaning.bundle, []).append(saving)
    return Settlement(
        fund_of=fund_of,
        savings={bundle: tuple(found) for bundle, found in savings.items()},
        moves=site_moves(model, result),
        capex_minor=-quantity_of(model.problem, "capex_minor", (), result.amounts),
        npc_minor=-quantity_of(model.problem, "npc_minor", (), result.amounts),
    )


_Zone = tuple[str, str]  # SKU, aimag that stands for all to which moving costs the same


def _areas(model: Model, chosen: set[int]) -> dict[_Zone, tuple[str, ...]]:
    """Return the names of the aimags where an item is needed, by zone."""
    supply = model.supply
    sites = {} if supply.grouping is None else supply.grouping.sites
    names: dict[_Zone, set[str]] = {}
    for cell, arcs in supply.needs.items():
        found = names.setdefault((cell.sku, cell.aimag), set())
        for a in arcs:
            site = sites.get(model.arcs[a].site_id or "")
            if a in chosen and site is not None:
                found.add(site.aimag_name or site.aimag)
    return {zone: tuple(sorted(found)) for zone, found in names.items()}


def _aimag(supply: Supply, code: str) -> str:
    """Return the name of an aimag as its sites have it; another text stays as it is."""
    sites = () if supply.grouping is None else supply.grouping.sites.values()
    return next((s.aimag_name for s in sites if s.aimag == code and s.aimag_name), code)


def _saved(
    supply: Supply, meaning: Meaning, amount: int, areas: Mapping[_Zone, tuple[str, ...]]
) -> list[Saving]:
    """Return what an amount saves, in words; nothing for amounts that are told otherwise."""
    if meaning.kind == "units":
        return [_tier_saving(supply, meaning, amount)]
    if meaning.kind != "move" or meaning.cell is None or supply.moves is None:
        return []
    origin = supply.origins[meaning.origin]
    way = supply.moves.way(origin, meaning.sku, meaning.cell.aimag)
    assert way is not None
    zone = meaning.sku, meaning.cell.aimag
    text = _move_text(supply, origin, meaning.sku, areas.get(zone) or zone[1:])
    delivery = way.delivery
    unit = Saving(
        id=f"{origin.id}:{meaning.sku}:{meaning.cell.aimag}",
        kind="depot" if origin.kind == DEPOT else "move",
        sku=meaning.sku,
        quantity=amount,
        per_unit_minor=way.saves_minor - (0 if delivery is None else delivery.unit_price_minor),
        text=text.en,
        text_mn=text.mn,
    )
    return [unit] if delivery is None else [unit, _not_delivered(unit, delivery)]


def _not_delivered(unit: Saving, delivery: Item) -> Saving:
    """Return the delivery that a unit which is moved does not need: its transport is paid."""
    return replace(
        unit,
        id=f"{unit.id}:delivery",
        kind="delivery",
        sku=delivery.sku,
        per_unit_minor=delivery.unit_price_minor,
        text=f"no delivery: {unit.text}",
        text_mn=f"хүргэлтгүй: {unit.text_mn}",
    )


def _move_text(supply: Supply, origin: Origin, sku: str, areas: Sequence[str]) -> Label:
    item, place, to = _item(supply, sku), _aimag(supply, origin.name), _to(areas)
    if origin.kind == SPARE and areas == (place,):
        return Label(
            mn=f"{place} аймгийн илүү компьютерыг тэр аймгийнхаа бусад байгууллагад шилжүүлнэ"
            f" (худалдаж авахгүй: {item.mn})",
            en=f"spare computers of aimag {place} go to other sites there"
            f" instead of buying: {item.en}",
        )
    if origin.kind == SPARE:
        return Label(
            mn=f"{place} аймгийн илүү компьютерыг шилжүүлнэ: {to.mn} (худалдаж авахгүй: {item.mn})",
            en=f"spare computers of aimag {place} go to {to.en} instead of buying: {item.en}",
        )
    giver = _giver(supply, origin.fund_id)
    return Label(
        mn=f"{item.mn}: {place}{giver.mn} дахь нөөцөөс өгнө: {to.mn}",
        en=f"{item.en}: from stock in {place}{giver.en} to {to.en}",
    )


def _to(areas: Sequence[str]) -> Label:
    """Return the aimags that units go to: by name, or the first of many."""
    if len(areas) > MOST_NAMED:
        first, more = areas[0], len(areas) - 1
        return Label(mn=f"{first} болон бусад {more} аймаг", en=f"{first} and {more} other aimags")
    names = ", ".join(areas)
    return Label(mn=f"{names} аймаг", en=f"{'aimag' if len(areas) == 1 else 'aimags'} {names}")


def _item(supply: Supply, sku: str) -> Label:
    item = supply.items[sku]
    return Label(mn=item.name_mn or item.name_en or sku, en=item.name_en or item.name_mn or sku)


def _giver(supply: Supply, fund_id: str | None) -> Label:
    """Return whose gift units are, in brackets; nothing for public stock."""
    if fund_id is None or supply.grouping is None:
        return Label(mn="", en="")
    fund = supply.grouping.funds.by_id[fund_id]
    return Label(
        mn=f" (өгсөн: {fund.name_mn or fund.name_en})", en=f" (from {fund.name_en or fund.name_mn})"
    )


def _tier_saving(supply: Supply, meaning: Meaning, amount: int) -> Saving:
    tier = supply.tiers[meaning.sku][meaning.tier - 1]
    item = _item(supply, meaning.sku)
    return Saving(
        id=f"tier:{meaning.sku}:{tier.from_quantity}"
        + (f":{meaning.scope}" if meaning.scope else ""),
        kind="tier",
        sku=meaning.sku,
        quantity=amount,
        per_unit_minor=meaning.saves_minor,
        text=f"{item.en}: the price from {tier.from_quantity} units on",
        text_mn=f"{item.mn}: {tier.from_quantity} ба түүнээс дээш тооны үнээр",
    )


def _tax_saving(supply: Supply, fund_id: str, amount: int) -> Saving:
    assert supply.grouping is not None
    fund = supply.grouping.funds.by_id[fund_id]
    return Saving(
        id=f"vat:{fund_id}",
        kind="vat",
        sku="",
        quantity=amount,
        per_unit_minor=1,
        text=f"VAT that {fund.name_en} does not pay",
        text_mn=f"{fund.name_mn}: НӨАТ-аас чөлөөлөгдөнө",
    )


def site_moves(model: Model, result: Result) -> tuple[Move, ...]:
    """Return which units go to which site: cells, origins and sites each in order of their ids."""
    supply, chosen = model.supply, set(result.chosen or ())
    left = {o.id: dict(o.sites) for o in supply.origins.values()}
    found = []
    wanted: dict[Cell, dict[str, int]] = {}
    for c, meaning in supply.of_kind("move"):
        cell, units = meaning.cell, result.amounts[c]
        if cell is None or not units:
            continue
        if cell not in wanted:
            wanted[cell] = _wanted(model, cell, chosen)
        found += _handed_out(supply, meaning, units, wanted[cell], left[meaning.origin])
    return tuple(sorted(_merged(found), key=_in_order))


def _in_order(move: Move) -> tuple[str, str, str, str, str]:
    return move.site_id, move.sku, move.origin, move.decision or "", move.fund_id or ""


def _wanted(model: Model, cell: Cell, chosen: set[int]) -> dict[str, int]:
    """Return the units that each site of a cell receives in the plan."""
    wanted: dict[str, int] = {}
    for a, units in model.supply.needs[cell].items():
        site_id = model.arcs[a].site_id
        if a in chosen and site_id is not None:
            wanted[site_id] = wanted.get(site_id, 0) + units
    return dict(sorted(wanted.items()))


def _handed_out(
    supply: Supply, meaning: Meaning, units: int, wanted: dict[str, int], spare: dict[str, int]
) -> list[Move]:
    """Return the moves of one column, counting down what sites want and spare sites have."""
    origin = supply.origins[meaning.origin]
    assert meaning.cell is not None and supply.moves is not None
    way = supply.moves.way(origin, meaning.sku, meaning.cell.aimag)
    assert way is not None
    found = []
    for site_id in sorted(wanted):
        while units and wanted[site_id]:
            start = next((s for s in sorted(spare) if spare[s]), None)
            room = units if start is None else spare[start]
            step = min(units, wanted[site_id], room)
            wanted[site_id] -= step
            units -= step
            if start is not None:
                spare[start] -= step
            move = Move(
                sku=meaning.sku,
                quantity=step,
                origin_kind=origin.kind,
                origin=origin.name if start is None else start,
                site_id=site_id,
                transport_minor=step * way.transport_minor,
                decision=_decision(supply, origin, site_id),
                fund_id=origin.fund_id,
            )
            found.append(move)
    return found


def _decision(supply: Supply, origin: Origin, site_id: str) -> str | None:
    """Return the directive that a move needs: none within one owner, or out of a depot."""
    assert supply.grouping is not None
    if origin.kind == DEPOT or owner_of(supply.grouping.sites[site_id]) == origin.owner:
        return None
    return origin.decision


def _merged(moves: Sequence[Move]) -> list[Move]:
    """Return moves of one item between the same two places as one."""
    found: dict[tuple[str | None, ...], Move] = {}
    for move in moves:
        key = move.sku, move.origin, move.site_id, move.decision, move.fund_id
        held = found.get(key)
        found[key] = (
            move
            if held is None
            else replace(
                held,
                quantity=held.quantity + move.quantity,
                transport_minor=held.transport_minor + move.transport_minor,
            )
        )
    return list(found.values())


# --- moves that nobody has decided on yet -------------------------------------------------------


def proposed_moves(model: Model, result: Result, made: Sequence[Move]) -> tuple[Move, ...]:
    """Return moves between owners that would save money if an authority decided on them.

    They are listed and not counted: the plan buys. Sites that still buy are taken in order of
    their ids, spare computers where moving saves most.
    """
    supply = model.supply
    if result.chosen is None or supply.moves is None or supply.grouping is None:
        return ()
    given: dict[str, int] = {}
    for move in made:
        given[move.origin] = given.get(move.origin, 0) + move.quantity
    received = {(m.site_id, m.sku): 0 for m in made}
    for move in made:
        received[move.site_id, move.sku] += move.quantity
    left = {
        o.id: {s: n - given.get(s, 0) for s, n in o.sites}
        for o in supply.moves.origins
        if o.kind == SPARE and o.decision is None
    }
    if not left:
        return ()
    found = []
    for site_id, sku, units in _still_bought(model, set(result.chosen), received):
        found += _proposals(supply, site_id, sku, units, left)
    return tuple(sorted(_merged(found), key=lambda m: (m.site_id, m.sku, m.origin)))


def _still_bought(
    model: Model, chosen: set[int], received: Mapping[tuple[str, str], int]
) -> list[tuple[str, str, int]]:
    """Return the computers that each site buys although the moves that count are made."""
    found: dict[tuple[str, str], int] = {}
    for (sku, _), arcs in model.supply.bought.items():
        item = model.supply.items.get(sku)
        if item is None or item.role is not Role.COMPUTER:
            continue
        for a, units in arcs.items():
            site_id = model.arcs[a].site_id
            if a in chosen and site_id is not None:
                found[site_id, sku] = found.get((site_id, sku), 0) + units
    rest = ((s, sku, n - received.get((s, sku), 0)) for (s, sku), n in sorted(found.items()))
    return [(s, sku, n) for s, sku, n in rest if n > 0]


def _proposals(
    supply: Supply, site_id: str, sku: str, units: int, left: dict[str, dict[str, int]]
) -> list[Move]:
    """Return the proposed moves to one site, counting down what the origins have."""
    assert supply.moves is not None and supply.grouping is not None
    aimag = supply.grouping.sites[site_id].aimag
    ways = []
    for origin_id, spare in left.items():
        way = supply.moves.way(supply.origins[origin_id], sku, aimag)
        if way is not None and any(spare.values()):
            ways.append((-way.saves_npc_minor, origin_id, way))
    found = []
    for _, origin_id, way in sorted(ways, key=lambda w: w[:2]):
        for start in sorted(left[origin_id]):
            step = min(units, left[origin_id][start])
            if step:
                left[origin_id][start] -= step
                units -= step
                found.append(
                    Move(
                        sku=sku,
                        quantity=step,
                        origin_kind=SPARE,
                        origin=start,
                        site_id=site_id,
                        transport_minor=step * way.transport_minor,
                        counted=False,
                    )
                )
    return found
