"""Dual ascent on the rooted prize-collecting arborescence at given prices of the limits.

Wong, "A dual ascent approach for Steiner tree problems on a directed graph", Mathematical
Programming 28 (1984); with prizes as in Leitner, Ljubic, Luipersbeck and Sinnl, "A dual
ascent-based branch-and-bound framework for the prize-collecting Steiner tree and related
problems", INFORMS Journal on Computing 30 (2018). Everything is in whole multiples of 1 / scale;
`verify.py` re-derives the bound from the raises recorded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from optimizers.graph.arrays import HEADROOM, Arrays, Ints, nothing
from optimizers.graph.flows import with_flows
from optimizers.graph.raises import (
    Raises,
    both_raises,
    charge_raises,
    follow,
    raise_terminals,
    raised_of,
)
from optimizers.result import Certificate

PATIENCE = (
    1.25  # a terminal is still raised while its cut is this much larger than the least queued
)


PASSES = 4  # in which the raises of an LP are followed, so that none takes all of a shared arc


@dataclass(frozen=True, kw_only=True)
class Ascent:
    """A dual solution: reduced profits, the bound they give, and the raises behind them.

    `loss_of_use[a]` is what the bound drops when arc a is used (>= 0); all are scaled.
    Raise k lifts `terminal[k]` by potentials on `node[pointer[k]:pointer[k + 1]]`.
    """

    prices: dict[str, int]
    weight: int
    scale: int
    bound_scaled: int
    loss_of_use: Ints
    loss_of_absence: Ints  # per node: what the bound drops when the node is not entered
    terminal: Ints
    pointer: Ints
    node: Ints
    potential: Ints
    flows: Ints = field(default_factory=nothing)  # per flow row, its price

    @property
    def bound(self) -> int:
        """The certified bound of the goal, to be maximised."""
        return self.bound_scaled // self.scale

    def certificate(self) -> Certificate:
        """Return the dual solution in the form that `verify` reads."""
        raises = []
        for k, t in enumerate(self.terminal.tolist()):
            span = slice(int(self.pointer[k]), int(self.pointer[k + 1]))
            pots = zip(self.node[span].tolist(), self.potential[span].tolist(), strict=True)
            raises.append((t, tuple(sorted(pots))))
        return Certificate(
            scale=self.scale,
            objective_weight=self.weight,
            prices=dict(self.prices),
            potentials=tuple(sorted(raises)),
            flows=tuple((r, int(self.flows[r])) for r in np.flatnonzero(self.flows).tolist()),
        )

    def cuts(self) -> list[tuple[int, Ints]]:
        """Return (terminal, node set) for every level of every raise, the trivial ones left out."""
        found = []
        for k, t in enumerate(self.terminal.tolist()):
            span = slice(int(self.pointer[k]), int(self.pointer[k + 1]))
            node, potential = self.node[span], self.potential[span]
            for level in np.unique(potential):
                inside = node[potential >= level]
                if len(inside) > 1:
                    found.append((t, np.sort(inside)))
        return found


def ascend(
    arrays: Arrays,
    prices: Mapping[str, int],
    weight: int = 1,
    start: Raises | None = None,
    flows: Ints | None = None,
) -> Ascent:
    """Return a dual solution at the prices (multiples of 1 / scale, signed by side).

    `start` are raises to build on, such as the duals of a cut LP; `flows` are prices of flow rows.
    Raises ValueError when a limit is priced on a side it does not have.
    """
    prices = affordable(arrays, prices)
    profit, total = _priced(arrays, prices, weight)
    total += _columns_at_best(arrays, prices, weight)
    profit, extra, flows = with_flows(arrays, profit, flows)
    total += extra
    if start is not None:
        charge_raises(arrays, profit, start)
    node_prize, slack, left = _begin(arrays, profit)
    raises = raise_terminals(arrays.in_pointer, arrays.in_arc, arrays.tail, slack, left, PATIENCE)
    profit = (node_prize - raised_of(arrays, raises))[arrays.head] - slack
    ascent = _ascent(arrays, prices, weight, total, profit, both_raises(start, raises))
    return replace(ascent, flows=flows)


def _best_entries(arrays: Arrays, profit: Ints, least: int) -> Ints:
    """Return per node the largest profit of an arc that enters it or one of its twins."""
    best = np.full(arrays.nodes, least, dtype=np.int64)
    arc = np.flatnonzero(arrays.usable)
    np.maximum.at(best, arrays.twin[arrays.head[arc]], profit[arc])
    return best[arrays.twin]


def guided(arrays: Arrays, prices: Mapping[str, int], start: Raises) -> tuple[Ascent, Ints]:
    """Return a dual solution that follows `start` as far as all arcs allow, then goes on alone.

    The raises of an LP over some of the arcs may ask more of the other arcs than they can bear.
    Each is given what its cut can bear, in PASSES equal parts in turn; also returned is, per arc,
    what it withheld: those arcs are missing in the LP.
    """
    prices = affordable(arrays, prices)
    profit, total = _priced(arrays, prices, 1)
    total += _columns_at_best(arrays, prices, 1)
    node_prize, slack, left = _begin(arrays, profit)
    withheld = np.zeros(arrays.arcs, np.int64)
    terminal, pointer, node, potential = start
    heights = potential[pointer[:-1]] if len(terminal) else potential
    given = follow(
        arrays.in_pointer, arrays.in_arc, arrays.tail, slack, left,
        terminal, pointer, node, heights, PASSES, withheld,
    )  # fmt: skip
    raises = raise_terminals(arrays.in_pointer, arrays.in_arc, arrays.tail, slack, left, PATIENCE)
    raised = raised_of(arrays, raises)
    np.add.at(raised, terminal, given)
    profit = (node_prize - raised)[arrays.head] - slack
    followed = (terminal, pointer, node, np.repeat(given, np.diff(pointer)))
    return _ascent(arrays, prices, 1, total, profit, both_raises(followed, raises)), withheld


def _begin(arrays: Arrays, profit: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the prize of each node, the slack of each arc and what each node has left to raise."""
    best = _best_entries(arrays, profit, -HEADROOM)
    node_prize = np.where(arrays.required, best, np.maximum(best, 0))
    left = np.where(arrays.required, HEADROOM, node_prize)
    left[0] = 0
    return node_prize, node_prize[arrays.head] - profit, left


def _ascent(
    arrays: Arrays,
    prices: Mapping[str, int],
    weight: int,
    total: int,
    profit: Ints,
    raises: Raises,
) -> Ascent:
    """Turn reduced profits into their bound."""
    best = _best_entries(arrays, profit, -(2**62))
    earned = np.where(arrays.required, best, np.maximum(best, 0))
    earned[0] = 0
    unreachable = bool((earned <= -(2**62)).any())
    alone = arrays.twin == np.arange(arrays.nodes)  # of twins one counts
    terminal, pointer, node, potential = raises
    return Ascent(
        prices={k: int(p) for k, p in prices.items() if p},
        weight=weight,
        scale=arrays.scale,
        bound_scaled=-(2**256) if unreachable else total + sum(earned[alone].tolist()),
        loss_of_use=np.where(arrays.usable, earned[arrays.head] - profit, 2**62),
        loss_of_absence=earned,
        terminal=terminal,
        pointer=pointer,
        node=node,
        potential=potential,
    )


def affordable(arrays: Arrays, prices: Mapping[str, int]) -> dict[str, int]:
    """Return the prices, cut down where limits would pay an arc more than the headroom.

    Any price proves a bound; a limit that only the best plans can meet has duals without end, and
    a smaller price then proves the same or a little less.
    """
    kept = {row.id: int(prices.get(row.id, 0)) for row in arrays.rows}
    paid = np.maximum(arrays.objective.astype(np.float64) * arrays.scale, 0.0)
    for row in arrays.rows:
        if kept[row.id] == 0:
            continue
        share = -row.coefficient.astype(np.float64) * kept[row.id]
        roof = HEADROOM / 4.0
        largest = float(share.max(initial=0.0))
        if largest > roof:
            kept[row.id] = int(kept[row.id] * (roof / largest))
            share *= roof / largest
        paid[row.arc] += np.maximum(share, 0.0)
    most = float(paid.max(initial=0.0))
    if most > HEADROOM / 1.01:
        kept = {name: int(price * (HEADROOM / 4.0 / most)) for name, price in kept.items()}
    return kept


def _priced(arrays: Arrays, prices: Mapping[str, int], weight: int) -> tuple[Ints, int]:
    """Return per arc the scaled objective less the priced limits, and the priced limits' sides.

    A figure beyond the headroom is clipped upwards only, which keeps the bound valid.
    """
    factor = arrays.scale * weight
    exact = arrays.objective * factor
    rough = arrays.objective.astype(np.float64) * factor
    total = 0
    for row in arrays.rows:
        price = int(prices.get(row.id, 0))
        if price == 0:
            continue
        side = row.upper if price > 0 else row.lower
        if side is None:
            raise ValueError(f"limit {row.id} is priced on a side it does not have")
        total += price * side
        exact[row.arc] -= row.coefficient * np.int64(price)  # wraps; right where the result fits
        rough[row.arc] -= row.coefficient.astype(np.float64) * price
    if (rough[arrays.usable] > HEADROOM).any():
        raise ValueError("prices of limits are too large to be exact")
    return np.where(rough < -HEADROOM, -HEADROOM, exact), total


def _columns_at_best(arrays: Arrays, prices: Mapping[str, int], weight: int) -> int:
    """Return what the side columns add at most: each at the side that pays, scaled."""
    profit = [o * arrays.scale * weight for o in arrays.column_objective.tolist()]
    for row in arrays.rows:
        price = int(prices.get(row.id, 0))
        if price and len(row.column):
            for c, k in zip(row.column.tolist(), row.column_coefficient.tolist(), strict=True):
                profit[c] -= price * k
    upper = arrays.column_upper.tolist()
    least = arrays.column_least.tolist() if len(arrays.column_least) else [0] * len(upper)
    return sum(max(p * low, p * up) for p, low, up in zip(profit, least, upper, strict=True))
