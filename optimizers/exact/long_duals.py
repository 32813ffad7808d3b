"""Certificates from the duals of a linear program, in whole numbers as long as they need to be.

Dual ascent counts in 64 bits. Beside sums of money that leaves few digits after the point, and none
where an earlier goal is dear to keep: the bound is then above what the program proved, by little
or by much, and a part whose relaxation is no better than the plan stays open. Here the duals are
taken as they are, and charged in Python's numbers, as `verify` does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optimizers.graph.arrays import HEADROOM, Arrays, Floats, Flows, Ints, nothing
from optimizers.graph.cuts import CutPool
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.programs.cut_model import CutModel

LARGEST = 78  # bits of a price or a potential; `verify` takes 80
FINEST = 60  # of the scale; `verify` takes 62


@dataclass(frozen=True, slots=True)
class Duals:
    """What a program says of limits, cuts and flow rows, in the objective per unit."""

    price: Floats  # per limit
    cut: Ints  # numbers in the pool
    height: Floats  # and how far each is raised
    flow_row: Ints
    flow: Floats

    @classmethod
    def of(cls, model: CutModel, row_dual: Floats) -> Duals:
        """Return the duals of an answer."""
        unit, limits = model.objective_unit, len(model.row_unit)
        end = model.first_cut + len(model.cut)
        flows = slice(model.first_flow, model.first_flow + len(model.flow_rows))
        return cls(
            price=row_dual[len(row_dual) - limits :] * unit / model.row_unit,
            cut=model.cut,
            height=np.maximum(-row_dual[model.first_cut : end] * unit, 0.0),
            flow_row=model.flow_rows,
            flow=np.maximum(-row_dual[flows] * unit, 0.0),
        )


class LongDuals:
    """Certificates of parts of one goal; the rows are drawn up once."""

    def __init__(self, arrays: Arrays) -> None:
        rows = arrays.rows
        self._names = [row.id for row in rows]
        self._sides = [(row.lower, row.upper) for row in rows]
        self._places = np.concatenate(
            [*(row.arc for row in rows), *(row.column + arrays.arcs for row in rows), nothing()]
        )
        self._values = np.concatenate(
            [
                *(row.coefficient for row in rows),
                *(row.column_coefficient for row in rows),
                nothing(),
            ]
        )
        self._rows = np.repeat(
            np.tile(np.arange(len(rows)), 2),
            [*(len(row.arc) for row in rows), *(len(row.column) for row in rows)],
        )
        self._objective = [*arrays.objective.tolist(), *arrays.column_objective.tolist()]

    def certificate(self, arrays: Arrays, pool: CutPool, duals: Duals) -> Ascent | None:
        """Return the certificate of a part by the duals of its program; None without any.

        `arrays` are those of the part, whose rows and objective are those of the whole.
        """
        most = max(
            float(np.abs(d).max(initial=0.0)) for d in (duals.price, duals.height, duals.flow)
        )
        if not math.isfinite(most) or most >= 2.0**LARGEST:
            return None
        bits = min(FINEST, LARGEST - max(math.frexp(most)[1], 0))
        prices = self._allowed(_whole(duals.price, bits))
        profit = [(o << bits) for o in self._objective]
        total = self._charge_limits(profit, prices)
        flows: list[int] = []
        if arrays.flows is not None:
            flows = [0] * arrays.flows.rows
            for row, amount in zip(duals.flow_row.tolist(), _whole(duals.flow, bits), strict=True):
                flows[row] = amount
            total += _charge_flows(arrays, arrays.flows, profit, flows)
        raised = _whole(duals.height, bits)
        _charge_cuts(arrays, pool, profit, duals.cut, raised)
        amounts = profit[arrays.arcs :]
        least = arrays.column_least.tolist() if len(arrays.column_least) else [0] * len(amounts)
        total += sum(
            max(p * low, p * up)
            for p, low, up in zip(amounts, least, arrays.column_upper.tolist(), strict=True)
        )
        best = _best_entries(arrays, profit)
        if best is None:
            return None
        terminal, pointer, node, lengths = self._raises(pool, duals, raised)
        return Ascent(
            prices={n: p for n, p in zip(self._names, prices, strict=True) if p},
            weight=1,
            scale=1 << bits,
            bound_scaled=total + best,
            loss_of_use=nothing(),
            loss_of_absence=nothing(),
            terminal=terminal,
            pointer=pointer,
            node=node,
            potential=np.repeat(np.array([h for h in raised if h], object), lengths),
            flows=np.array(flows, object),
        )

    def ascent(self, arrays: Arrays, pool: CutPool, duals: Duals) -> Ascent | None:
        """Return the certificate by dual ascent in 64 bits, None where those do not hold the duals.

        It says what every use costs the bound, which is asked of the whole.
        """
        most = max(float(np.abs(d).max(initial=0.0)) for d in (duals.height, duals.flow))
        if not most * arrays.scale < HEADROOM or not np.isfinite(duals.price).all():
            return None
        prices = self._allowed([int(p * arrays.scale) for p in duals.price.tolist()])
        raised = (duals.height * arrays.scale).astype(np.int64)
        terminal, pointer, node, lengths = self._raises(pool, duals, raised)
        flows = None
        if arrays.flows is not None:
            flows = np.zeros(arrays.flows.rows, np.int64)
            flows[duals.flow_row] = duals.flow * arrays.scale
        start = terminal, pointer, node, np.repeat(raised[raised > 0], lengths)
        return ascend(arrays, dict(zip(self._names, prices, strict=True)), start=start, flows=flows)

    @staticmethod
    def _raises(
        pool: CutPool, duals: Duals, raised: Ints | list[int]
    ) -> tuple[Ints, Ints, Ints, list[int]]:
        """Return terminals, pointer and nodes of the cuts that are raised, and how many nodes."""
        used = [int(duals.cut[k]) for k, height in enumerate(raised) if height]
        sets = [pool.sets[k] for k in used]
        lengths = [len(s) for s in sets]
        terminal = np.array([pool.terminals[k] for k in used], np.int64)
        pointer = np.cumsum([0, *lengths])
        return terminal, pointer, np.concatenate([*sets, nothing()]), lengths

    def _allowed(self, prices: list[int]) -> list[int]:
        """Return the prices, 0 where the limit has no such side."""
        return [
            p if (upper if p > 0 else lower) is not None else 0
            for p, (lower, upper) in zip(prices, self._sides, strict=True)
        ]

    def _charge_limits(self, profit: list[int], prices: list[int]) -> int:
        """Take what the limits cost off the profits, and return what their sides are worth."""
        _take_off(profit, self._places, self._values, prices, self._rows)
        return sum(
            p * int((upper if p > 0 else lower) or 0)
            for p, (lower, upper) in zip(prices, self._sides, strict=True)
        )


def _whole(values: Floats, bits: int) -> list[int]:
    """Return the nearest whole multiples of 2 ** -bits."""
    return [int(v) for v in np.rint(values * 2.0**bits).tolist()]


def _take_off(profit: list[int], place: Ints, value: Ints, prices: list[int], row: Ints) -> None:
    """Take value times the price of its row off the profit of each place."""
    for p, v, r in zip(place.tolist(), value.tolist(), row.tolist(), strict=True):
        price = prices[r]
        if price:
            profit[p] -= v * price


def _charge_cuts(
    arrays: Arrays, pool: CutPool, profit: list[int], cuts: Ints, raised: list[int]
) -> None:
    """Charge the raises of cuts: what enters the set pays, what reaches its end within gains."""
    used = np.flatnonzero(np.array([h != 0 for h in raised], np.bool_))
    pointer, arc, value = pool.rows(cuts[used], np.arange(arrays.arcs))
    heights = [-raised[k] for k in used.tolist()]
    row = np.repeat(np.arange(len(used)), np.diff(pointer))
    _take_off(profit, arc, value.astype(np.int64), heights, row)


def _charge_flows(arrays: Arrays, flows: Flows, profit: list[int], prices: list[int]) -> int:
    """Charge flow rows, none of which may gain by a flow over a closed arc; return what flows add.

    `prices` are raised where that takes more.
    """
    worth = [0] * len(flows.upper)
    of_flows = (flows.flow_row.tolist(), flows.flow.tolist(), flows.flow_value.tolist())
    for r, f, v in zip(*of_flows, strict=True):
        worth[f] += v * prices[r]
    for f in np.flatnonzero(~arrays.usable[flows.carrier]).tolist():
        more = max(worth[f], 0)
        prices[int(flows.room_row[f])] += more
        worth[f] -= more
    of_arcs = (flows.row.tolist(), flows.arc.tolist(), flows.value.tolist())
    for r, a, v in zip(*of_arcs, strict=True):
        profit[a] += v * prices[r]
    return sum(max(w, 0) * u for w, u in zip(worth, flows.upper.tolist(), strict=True))


def _best_entries(arrays: Arrays, profit: list[int]) -> int | None:
    """Return what entering nodes is worth at most; None where a required one cannot be entered."""
    arcs = np.flatnonzero(arrays.usable)
    best: dict[int, int] = {}
    for a, group in zip(arcs.tolist(), arrays.twin[arrays.head[arcs]].tolist(), strict=True):
        if group not in best or profit[a] > best[group]:
            best[group] = profit[a]
    required = set(arrays.twin[arrays.required].tolist())
    if required - best.keys():
        return None
    return sum(p if group in required else max(p, 0) for group, p in best.items())
