"""Turn side-column values of a solution into savings, in whole units per site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Item
from optimizers.evaluate import quantity_of
from optimizers.result import Result
from planner.language.label import Label
from planner.language.labels import counted, filled, plain
from planner.model.column_meaning import FundChosen, Supply, UnitsAtTier, UnitsMoved, VatSpared
from planner.plan.purchasing import Move, Saving, added
from planner.plan.transfers import site_moves
from planner.resources.bundles import Bundle
from planner.resources.existing_equipment import DEPOT, SPARE, Origin

if TYPE_CHECKING:
    from planner.model.build import Model


MOST_NAMED = 3  # aimags in one sentence


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
    if result.chosen is None or not model.supply.columns:
        return NOTHING
    fund_of, savings = savings_of(model, result.chosen, result.amounts)
    return Settlement(
        fund_of=fund_of,
        savings={bundle: tuple(found) for bundle, found in savings.items()},
        moves=site_moves(model, result),
        capex_minor=-quantity_of(model.problem, "capex_minor", (), result.amounts),
        npc_minor=-quantity_of(model.problem, "npc_minor", (), result.amounts),
    )


def savings_of(
    model: Model, chosen: Sequence[int], amounts: Sequence[int]
) -> tuple[dict[Bundle, str], dict[Bundle, list[Saving]]]:
    """Return which fund pays each bundle, and what amounts save of it."""
    supply = model.supply
    fund_of = {}
    areas = _areas(model, set(chosen))
    savings: dict[Bundle, list[Saving]] = {}
    for c, meaning in enumerate(supply.meanings):
        amount = amounts[c]
        if amount and isinstance(meaning, FundChosen):
            fund_of[meaning.bundle] = meaning.fund_id
        elif amount and isinstance(meaning, UnitsMoved | UnitsAtTier):
            found = _saved(supply, meaning, amount, areas)
            savings.setdefault(meaning.bundle, []).extend(found)
    for c, spared in supply.of_kind(VatSpared):
        if amounts[c]:
            saving = _tax_saving(supply, fund_of[spared.bundle], amounts[c])
            savings.setdefault(spared.bundle, []).append(saving)
    return fund_of, savings


_Zone = tuple[str, str]  # SKU, aimag that stands for all to which moving costs the same


def _areas(model: Model, chosen: set[int]) -> dict[_Zone, tuple[str, ...]]:
    """Return the names of the aimags where an item is needed, by zone."""
    supply = model.supply
    names: dict[_Zone, set[str]] = {}
    for cell, arcs in supply.needs.items():
        found = names.setdefault((cell.sku, cell.aimag), set())
        for a in arcs:
            site = supply.grouping.sites.get(model.arcs[a].site_id or "")
            if a in chosen and site is not None:
                found.add(site.aimag_name or site.aimag)
    return {zone: tuple(sorted(found)) for zone, found in names.items()}


def _aimag(supply: Supply, code: str) -> str:
    """Return the name of an aimag as its sites have it; another text stays as it is."""
    sites = supply.grouping.sites.values()
    return next((s.aimag_name for s in sites if s.aimag == code and s.aimag_name), code)


def _saved(
    supply: Supply,
    meaning: UnitsMoved | UnitsAtTier,
    amount: int,
    areas: Mapping[_Zone, tuple[str, ...]],
) -> list[Saving]:
    """Return what an amount saves, in words."""
    if isinstance(meaning, UnitsAtTier):
        return [_tier_saving(supply, meaning, amount)]
    origin, way = meaning.origin, meaning.way
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
    text = filled("saving_text.no_delivery", text=Label(mn=unit.text_mn, en=unit.text))
    return replace(
        unit,
        id=f"{unit.id}:delivery",
        kind="delivery",
        sku=delivery.sku,
        per_unit_minor=delivery.unit_price_minor,
        text=text.en,
        text_mn=text.mn,
    )


def _move_text(supply: Supply, origin: Origin, sku: str, areas: Sequence[str]) -> Label:
    item, place, to = _item(supply, sku), _aimag(supply, origin.name), _to(areas)
    if origin.kind == SPARE and areas == (place,):
        return filled("saving_text.spare_within", place=place, item=item)
    if origin.kind == SPARE:
        return filled("saving_text.spare_to", place=place, to=to, item=item)
    giver = _giver(supply, origin.fund_id)
    return filled("saving_text.stock", item=item, place=place, giver=giver, to=to)


def _to(areas: Sequence[str]) -> Label:
    """Return the aimags that units go to: by name, or the first of many."""
    if len(areas) > MOST_NAMED:
        first, more = areas[0], len(areas) - 1
        return counted("saving_text.and_aimags", more, first=first)
    names = ", ".join(areas)
    return counted("saving_text.aimags", len(areas), names=names)


def _item(supply: Supply, sku: str) -> Label:
    item = supply.items[sku]
    return Label(mn=item.name_mn or item.name_en or sku, en=item.name_en or item.name_mn or sku)


def _giver(supply: Supply, fund_id: str | None) -> Label:
    """Return whose gift units are, in brackets; nothing for public stock."""
    if fund_id is None:
        return plain("")
    fund = supply.grouping.funds.by_id[fund_id]
    name = Label(mn=fund.name_mn or fund.name_en, en=fund.name_en or fund.name_mn)
    return filled("saving_text.given_by", fund=name)


def _tier_saving(supply: Supply, meaning: UnitsAtTier, amount: int) -> Saving:
    tier, item = meaning.tier, _item(supply, meaning.sku)
    text = filled("saving_text.tier", item=item, quantity=tier.from_quantity)
    return Saving(
        id=f"tier:{meaning.sku}:{tier.from_quantity}"
        + (f":{meaning.scope}" if meaning.scope else ""),
        kind="tier",
        sku=meaning.sku,
        quantity=amount,
        per_unit_minor=meaning.saves_minor,
        text=text.en,
        text_mn=text.mn,
    )


def _tax_saving(supply: Supply, fund_id: str, amount: int) -> Saving:
    fund = supply.grouping.funds.by_id[fund_id]
    text = filled("saving_text.vat", fund=Label(mn=fund.name_mn, en=fund.name_en))
    return Saving(
        id=f"vat:{fund_id}",
        kind="vat",
        sku="",
        quantity=amount,
        per_unit_minor=1,
        text=text.en,
        text_mn=text.mn,
    )
