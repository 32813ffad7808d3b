"""The equipment a site lacks, in steps: LAN and Wi-Fi, computers in packs, backup power.

Steps of a chain come in order, their benefit never rises (but after repairs), and a step worth
nothing is not offered. A step with yearly upkeep is offered only where somebody is named to pay
it, unless the scenario allows otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from inventory.prices.catalogue import Catalogue, Ingredient, Item, Role, Timing
from planner.candidates.benefit import share_utility, worth
from planner.candidates.candidate import CostLine, KitStep, Need
from planner.candidates.cost_lines import cheapest, line, whole_packs
from planner.candidates.kit.lan import lan_steps, rooms_of
from planner.candidates.kit.present_equipment import Present
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario
from sites.site import Site

MOST_STEPS = 3  # of the computers chain: thirds of the gap


def kit_of(
    site: Site,
    need: Need,
    catalogue: Catalogue,
    scenario: Scenario,
    present: Present | None = None,
) -> list[KitStep]:
    """Return every step of equipment that a site lacks and that is worth something.

    What is present at the site is counted, and taken from `present`.
    """
    present = Present.of(site, need) if present is None else present
    steps = [
        *lan_steps(site, need, catalogue, scenario, present),
        *computer_steps(need, catalogue, scenario),
        *ups_steps(need, catalogue, scenario),
        *recipe_steps(site, need, catalogue, scenario, present),
    ]
    return [s for s in steps if may_buy(s.lines, scenario)]


def may_buy(lines: Iterable[CostLine], scenario: Scenario) -> bool:
    """Return whether every yearly line has a payer, or the scenario does without."""
    return scenario.allow_capex_without_payer or not any(
        entry.payer is None and entry.timing is Timing.PER_YEAR for entry in lines
    )


def computer_steps(need: Need, catalogue: Catalogue, scenario: Scenario) -> list[KitStep]:
    """Return the steps that close the gap of computers: repairs, then at most three of packs.

    Repairs come first where a repair costs less than a computer. Their step may be worth less
    than the one after it, because there may be few of them.
    """
    upkeep = cheapest(catalogue.of(Role.DEVICE_UPKEEP))
    repairs = _repairs(need, catalogue, scenario, upkeep)
    has = need.working_computers + sum(lines[0].quantity for _, lines in repairs)
    gap = need.target_computers - has
    item = cheapest(catalogue.of(Role.COMPUTER), max(gap, 0))
    if gap <= 0 or item is None:
        return _steps(need, "computers", repairs)
    level, gains = computers_worth(need, scenario, has), []
    for quantity in pack_sizes(item, gap):
        has += quantity
        reached = computers_worth(need, scenario, has)
        gains.append((reached - level, _computer_lines(item, upkeep, quantity, need.payer)))
        level = reached
    return _steps(need, "computers", gains, first=repairs)


def _repairs(
    need: Need, catalogue: Catalogue, scenario: Scenario, upkeep: Item | None
) -> list[tuple[int, tuple[CostLine, ...]]]:
    """Return the step that repairs broken computers of the site: none where buying is cheaper."""
    gap = need.target_computers - need.working_computers
    quantity = min(need.repairable_computers, max(gap, 0))
    repair, new = cheapest(catalogue.of(Role.REPAIR)), cheapest(catalogue.of(Role.COMPUTER))
    if not quantity or repair is None or repair.pack_size > 1:
        return []
    if new is not None and repair.unit_price_minor >= new.unit_price_minor:
        return []
    before = computers_worth(need, scenario, need.working_computers)
    after = computers_worth(need, scenario, need.working_computers + quantity)
    return [(after - before, _computer_lines(repair, upkeep, quantity, need.payer))]


def computers_worth(need: Need, scenario: Scenario, computers: int) -> int:
    """Return what so many computers that work are worth, in thousandths of a point."""
    utility = share_utility(computers, need.target_computers, scenario.utility_exponent)
    return worth(need, scenario.shares.computers, utility)


def _computer_lines(
    item: Item, upkeep: Item | None, quantity: int, payer: str | None
) -> tuple[CostLine, ...]:
    bought = line(item, quantity)
    return (bought,) if upkeep is None else (bought, line(upkeep, bought.quantity, payer))


def pack_sizes(item: Item, gap: int) -> list[int]:
    """Return the units of each step: whole packs in at most three steps, none larger than before.

    The packs of a gap are divided as evenly as may be, the larger steps first, so that the
    concave worth of a step never rises.
    """
    pack = max(1, item.pack_size)
    packs = whole_packs(item, gap) // pack
    steps = min(MOST_STEPS, packs)
    each, more = divmod(packs, steps)
    return [(each + (1 if s < more else 0)) * pack for s in range(steps)]


def ups_steps(need: Need, catalogue: Catalogue, scenario: Scenario) -> list[KitStep]:
    """Return the step that gives a site backup power for its network equipment."""
    item = cheapest(catalogue.of(Role.UPS))
    if not need.needs_ups or item is None:
        return []
    return _steps(need, "ups", [(worth(need, scenario.shares.ups, Fraction(1)), (line(item),))])


def recipe_steps(
    site: Site, need: Need, catalogue: Catalogue, scenario: Scenario, present: Present
) -> list[KitStep]:
    """Return each kit that is for this kind of site, as a chain of one step.

    The kits of a kind of site share `shares.recipes` evenly, rounded once as increments. A kit is
    whole or not: where a measure of the site, as its floor area, is not known, it is not offered.
    What is there already is not bought; a kit that is there whole is no step.
    """
    kits: dict[str, list[Ingredient]] = {}
    for row in catalogue.recipes:
        if not row.site_kinds or site.kind.value in row.site_kinds:
            kits.setdefault(row.recipe, []).append(row)
    found = []
    for number, (recipe, rows) in enumerate(sorted(kits.items())):
        parts = (Fraction(number, len(kits)), Fraction(number + 1, len(kits)))
        before, after = (worth(need, scenario.shares.recipes, part) for part in parts)
        lines = _recipe_lines(rows, site, need, catalogue, present)
        found += _steps(need, f"recipe-{recipe}", [(after - before, lines)])
    return found


def _recipe_lines(
    rows: Iterable[Ingredient], site: Site, need: Need, catalogue: Catalogue, present: Present
) -> tuple[CostLine, ...]:
    """Return what a kit buys for a site; nothing when an item or a measure is missing."""
    measures: dict[str, Fraction | None] = {
        "site": Fraction(1),
        "room": Fraction(rooms_of(site, need)),
        "user": exact(need.present_at_once),
        "m2": None if site.users.floor_area_m2 is None else exact(site.users.floor_area_m2),
    }
    asked: list[tuple[Item, int]] = []
    for row in rows:
        measure, item = measures[row.per], catalogue.by_sku.get(row.sku)
        if measure is None or item is None:
            return ()
        asked.append((item, math.ceil(measure * exact(row.quantity))))
    missing = [(item, present.missing(item.role, quantity)) for item, quantity in asked]
    return tuple(line(item, quantity, need.payer) for item, quantity in missing if quantity > 0)


def _steps(
    need: Need,
    chain: str,
    gains: list[tuple[int, tuple[CostLine, ...]]],
    first: Sequence[tuple[int, tuple[CostLine, ...]]] = (),
) -> list[KitStep]:
    """Return the numbered steps that are worth something, those of `first` before the others.

    Steps are concave before rounding, so that putting the gains in falling order moves one
    thousandth at most from one step to another.
    """
    falling = sorted((gain for gain, _ in gains), reverse=True)
    ordered = [*first, *((g, lines) for g, (_, lines) in zip(falling, gains, strict=True))]
    worthy = [(gain, lines) for gain, lines in ordered if gain > 0 and lines]
    return [
        KitStep(site_id=need.site_id, chain=chain, step=n, benefit=gain, lines=lines)
        for n, (gain, lines) in enumerate(worthy, start=1)
    ]
