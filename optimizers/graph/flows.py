"""Capacities in programs and certificates: one flow for every arc that carries the load of others.

The rows are those of `verify.flow_rows`, so that their prices can stand in a certificate: load
flows from the root to the arcs that ask for it, at most its room where the arc is chosen. An arc
that nothing hangs below needs no flow: it carries what it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers import verify
from optimizers.graph.arrays import HEADROOM, Arrays, Floats, Flows, Ints, nothing


def flows_of(data: dict[str, Any]) -> Flows:
    """Return the flow rows of a problem without hop limits, given as plain data."""
    uppers, rows = verify.flow_rows(data)
    arcs = [(r, a, k) for r, (entries, _) in enumerate(rows) for a, k in entries]
    flows = [(r, c, k) for r, (_, entries) in enumerate(rows) for c, k in entries]
    by_arc = np.array(arcs, np.int64).reshape(-1, 3)
    by_flow = np.array(flows, np.int64).reshape(-1, 3)
    carrier, room_row = np.zeros((2, len(uppers)), np.int64)
    for number, (entries, carried) in enumerate(rows):
        if len(entries) == len(carried) == 1 and carried[0][1] < 0:  # at most its room
            carrier[carried[0][0]], room_row[carried[0][0]] = entries[0][0], number
    return Flows(
        rows=len(rows),
        upper=np.array(uppers, np.int64),
        carrier=carrier,
        room_row=room_row,
        row=by_arc[:, 0],
        arc=by_arc[:, 1],
        value=by_arc[:, 2],
        flow_row=by_flow[:, 0],
        flow=by_flow[:, 1],
        flow_value=by_flow[:, 2],
    )


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The flow rows over the arcs at hand; `kept` are their numbers among all."""

    upper: Floats
    flow: Ints  # per flow, its number among all
    kept: Ints
    pointer: Ints
    column: Ints
    value: Floats

    def rows(self) -> tuple[Ints, Ints, Floats, Floats, Floats]:
        """Return the rows as pointer, column, value, lower and upper."""
        count = len(self.kept)
        return self.pointer, self.column, self.value, np.zeros(count), np.full(count, np.inf)


def placed(arrays: Arrays, column: Ints, first: int) -> Placed:
    """Return the flow rows over the arcs that have a column; flows are numbered from `first`."""
    flows = arrays.flows
    if flows is None:
        empty = np.zeros(0)
        return Placed(
            upper=empty, flow=nothing(), kept=nothing(), pointer=np.zeros(1, np.int64),
            column=nothing(), value=empty,
        )  # fmt: skip
    present = column[flows.carrier] >= 0
    number = np.cumsum(present) - 1 + first
    arcs = column[flows.arc] >= 0
    carried = present[flows.flow]
    row = np.concatenate([flows.row[arcs], flows.flow_row[carried]])
    order = np.argsort(row, kind="stable")
    kept, counts = np.unique(row, return_counts=True)
    return Placed(
        upper=flows.upper[present].astype(np.float64),
        flow=np.flatnonzero(present),
        kept=kept,
        pointer=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        column=np.concatenate([column[flows.arc[arcs]], number[flows.flow[carried]]])[order],
        value=np.concatenate([flows.value[arcs], flows.flow_value[carried]])[order].astype(
            np.float64
        ),
    )


def with_flows(arrays: Arrays, profit: Ints, prices: Ints | None) -> tuple[Ints, int, Ints]:
    """Return scaled profits with the flow rows at their prices, what flows add, and the prices.

    A flow over an arc that may not be used is 0: what it would add is taken off again by the row
    that keeps it within the room of its arc. Prices too large to be exact are left out, which
    proves a little less.
    """
    flows = arrays.flows
    if flows is None or prices is None or not prices.any():
        return profit, 0, nothing()
    prices = _closed_off(arrays, flows, prices)
    rough, worth_rough = profit.astype(np.float64), np.zeros(len(flows.upper))
    np.add.at(rough, flows.arc, flows.value * prices[flows.row].astype(np.float64))
    weight = flows.flow_value * prices[flows.flow_row].astype(np.float64)
    np.add.at(worth_rough, flows.flow, weight)
    if (np.abs(rough[arrays.usable]) > HEADROOM).any() or (np.abs(worth_rough) > HEADROOM).any():
        return profit, 0, nothing()
    profit, worth = profit.copy(), np.zeros(len(flows.upper), np.int64)
    np.add.at(profit, flows.arc, flows.value * prices[flows.row])
    np.add.at(worth, flows.flow, flows.flow_value * prices[flows.flow_row])
    pairs = zip(worth.tolist(), flows.upper.tolist(), strict=True)
    return profit, sum(max(0, w) * upper for w, upper in pairs), prices


def _closed_off(arrays: Arrays, flows: Flows, prices: Ints) -> Ints:
    """Return the prices of flow rows, raised where a flow over a closed arc would add something."""
    closed = ~arrays.usable[flows.carrier]
    if not closed.any():
        return prices
    worth = np.zeros(len(flows.upper))
    np.add.at(worth, flows.flow, flows.flow_value * prices[flows.flow_row].astype(np.float64))
    added = np.where(closed, np.clip(worth, 0.0, HEADROOM), 0.0)
    raised = prices.copy()
    raised[flows.room_row] += added.astype(np.int64)
    return raised
