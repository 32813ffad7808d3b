"""What each catalogue item adds to every row and goal that counts money, to vary its price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Timing
from optimizers.problem import Limit, Problem
from planner.candidates.candidate import CostLine
from planner.candidates.present_value import PresentValue, capex_of
from planner.candidates.prices import pack_of
from planner.errors import SettingsError
from planner.language.said import said
from planner.model.arcs import Arc
from planner.model.column_meaning import PacksSpared, UnitsAtTier, UnitsMoved
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.model.rows.upper_limits import fee_counted, money_counted
from planner.scenario.settings import Scenario

if TYPE_CHECKING:
    from optimizers.reoptimize.price_draws import Part
    from planner.model.build import Model

_OF_GROUPS = (LimitKind.FLOOR, LimitKind.AMOUNT)  # floors may count money


def price_parts(problem: Problem, model: Model, scenario: Scenario) -> list[Part]:
    """Return what each catalogue item adds to every row and goal that counts money.

    `problem` is that of the model or made of it.
    Raises SettingsError when a row's coefficients are not the sum of their lines and fees.
    """
    parts: list[Part] = []
    value = PresentValue.of(scenario)
    for row in problem.limits:
        meaning = model.limit_meanings[row.id]
        if (counts := counted(meaning, value)) is not None:
            parts += _row_parts(row, meaning, model.arcs, counts, value)
            parts += _column_parts(row, model)
    worth: dict[str, Callable[[CostLine], int]] = {
        "capex_minor": one_time,
        "npc_minor": value.of_line,
    }
    for name in sorted({"capex_minor", problem.goals[0].quantity} & set(worth)):
        parts += _quantity_parts(name, model.arcs, worth[name])
    return parts


def counted(meaning: LimitMeaning, value: PresentValue) -> Callable[[CostLine], int] | None:
    """Return how much of a line a row counts, None when it counts no money."""
    match meaning.kind:
        case LimitKind.PAYER:
            return lambda line: _yearly(line) if line.payer == meaning.payer else 0
        case LimitKind.TOTAL_COST:
            return value.of_line
        case LimitKind.AT_MOST if meaning.counts_money:
            return lambda line: money_counted(line, meaning)
    of_group = meaning.kind in _OF_GROUPS and meaning.quantity == "capex"
    if of_group or meaning.kind is LimitKind.CAPEX:
        return one_time
    return _yearly if meaning.kind is LimitKind.OPEX else None


def one_time(line: CostLine) -> int:
    """Return what a line costs once."""
    return capex_of([line])


def _yearly(line: CostLine) -> int:
    return line.amount_minor if line.timing is Timing.PER_YEAR else 0


def _row_parts(
    row: Limit,
    meaning: LimitMeaning,
    arcs: Sequence[Arc],
    counts: Callable[[CostLine], int],
    value: PresentValue,
) -> list[Part]:
    from optimizers.reoptimize.price_draws import Part

    found: dict[str, dict[int, int]] = {}
    for a, coefficient in zip(row.arcs, row.coefficients, strict=True):
        amounts: Counter[str] = Counter()
        for line in arcs[a].lines:
            amounts[line.sku] += counts(line)
        total = sum(amounts.values())
        if total == 0:
            continue
        factor = 1
        if meaning.kind in _OF_GROUPS:
            factor, rest = divmod(coefficient, total)
        else:
            rest = coefficient - total - _fee(arcs[a], meaning, value)
        if rest:
            raise SettingsError(
                said(
                    "draws cannot follow the limit {limit}: {arc} counts {coefficient}, its"
                    " lines add up to {total}; leave the limit out of the scenario to draw"
                    " prices",
                    limit=row.id,
                    arc=arcs[a].id,
                    coefficient=coefficient,
                    total=total,
                )
            )
        for sku, amount in amounts.items():
            if amount:
                found.setdefault(sku, {})[a] = factor * amount
    return [
        Part(
            group=sku, limit=row.id, quantity=None, arcs=tuple(of), coefficients=tuple(of.values())
        )
        for sku, of in sorted(found.items())
    ]


def _column_parts(row: Limit, model: Model) -> Iterator[Part]:
    """Yield how far what stock and tiers save in a row follows the price of each item.

    What moving a unit costs, and VAT that a fund spares, stay as they are.
    """
    from optimizers.reoptimize.price_draws import Part

    found: dict[str, dict[int, int]] = {}
    for c, coefficient in zip(row.columns, row.column_coefficients, strict=True):
        meaning = model.supply.meanings[c] if c < len(model.supply.meanings) else None
        if isinstance(meaning, UnitsAtTier | PacksSpared) and coefficient == -meaning.saves_minor:
            found.setdefault(meaning.sku, {})[c] = coefficient
        elif isinstance(meaning, UnitsMoved) and coefficient == -meaning.saves_minor:
            item = model.supply.items.get(meaning.sku)
            if item is not None and pack_of(item) == 1:
                found.setdefault(meaning.sku, {})[c] = -item.unit_price_minor
    for sku, of in sorted(found.items()):
        yield Part(
            group=sku, limit=row.id, quantity=None, arcs=(), coefficients=(),
            columns=tuple(of), column_coefficients=tuple(of.values()),
        )  # fmt: skip


def _fee(arc: Arc, meaning: LimitMeaning, value: PresentValue) -> int:
    """Return the present fee that a row counts beside the lines: it is known, not drawn."""
    fee = arc.fee_per_year_minor
    match meaning.kind:
        case LimitKind.PAYER:
            return fee if arc.fee_payer == meaning.payer else 0
        case LimitKind.TOTAL_COST:
            return value.of_fee(fee)
        case LimitKind.AT_MOST:
            return fee_counted(fee, meaning)
    return fee if meaning.kind is LimitKind.OPEX else 0


def _quantity_parts(name: str, arcs: Sequence[Arc], worth: Callable[[CostLine], int]) -> list[Part]:
    from optimizers.reoptimize.price_draws import Part

    found: dict[str, dict[int, int]] = {}
    for a, arc in enumerate(arcs):
        for line in arc.lines:
            if amount := worth(line):
                of = found.setdefault(line.sku, {})
                of[a] = of.get(a, 0) + amount
    return [
        Part(group=sku, limit=None, quantity=name, arcs=tuple(of), coefficients=tuple(of.values()))
        for sku, of in sorted(found.items())
    ]
