"""What rounds by regions share, what each piece is asked, and its answer in the whole's numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizers.exact.search import Search
from optimizers.graph.arrays import HEADROOM, Arrays, Bools, Ints, nothing
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.partition import Cutting, all_raises, inner_raises, local, some_raises
from optimizers.graph.raises import Raises, charge_raises
from optimizers.programs.master import Columns
from optimizers.programs.subproblem import Found, Work
from optimizers.programs.workers import Crew


@dataclass(kw_only=True)
class Board:
    """What the rounds share."""

    state: Search
    crew: Crew
    prices: dict[str, float]
    lit: Ints
    likely: Bools
    label: Ints  # of the first cutting
    columns: Columns  # what the plans so far are worth and use, by piece of that cutting


def scaled_prices(prices: dict[str, float], scale: int) -> dict[str, int]:
    """Return prices as whole multiples of 1 / scale; where limits clash they know no end."""
    most = float(HEADROOM)
    return {name: int(min(max(price * scale, -most), most)) for name, price in prices.items()}


def works(
    board: Board, cutting: Cutting, shares: tuple[float, ...], tree: Ints | None = None
) -> Callable[[int], Work]:
    """Return the function that makes the work of a piece."""
    state, arrays = board.state, board.state.arrays
    scaled = scaled_prices(board.prices, arrays.scale)
    prices = np.array([scaled.get(r.id, 0) for r in arrays.rows], np.int64)
    rows = [_by_piece(cutting, arrays, r.arc) for r in arrays.rows]
    start, charge = all_raises([]), nothing()
    if tree is not None and state.ascent is not None:
        raises = raises_of(state.ascent)
        held = inner_raises(raises, cutting)
        charge = np.zeros(arrays.arcs, np.int64)
        beyond = some_raises(raises, np.flatnonzero(held < 0))
        charge_raises(arrays, charge, beyond)
        order = np.argsort(held, kind="stable")
        order = order[np.searchsorted(held[order], 0) :]
        first = np.searchsorted(held[order], np.arange(cutting.count + 1))
    needed = np.zeros(arrays.nodes, np.bool_)
    entered = nothing() if tree is None else tree[tree >= 0]
    across = cutting.label[arrays.tail[entered]] != cutting.label[arrays.head[entered]]
    crossing = entered[across & (arrays.tail[entered] != 0)]
    needed[arrays.tail[crossing]] = board.lit[arrays.tail[crossing]] < 0
    allowed = np.zeros(arrays.arcs, np.bool_)
    allowed[crossing] = True

    def work_of(number: int) -> Work:
        arc, node = cutting.arcs_of(number), cutting.nodes_of(number)
        tail, head, outer = local(cutting, arrays, number)
        begin = start
        if tree is not None and state.ascent is not None:
            inside = some_raises(raises_of(state.ascent), order[first[number] : first[number + 1]])
            begin = (cutting.place[inside[0]], inside[1], cutting.place[inside[2]], inside[3])
        current = nothing() if tree is None else tree[node][tree[node] >= 0]
        return Work(
            number=number, tail=tail, head=head, objective=arrays.objective[arc],
            required=np.concatenate([[False], arrays.required[node]]),
            rows=tuple(
                (cutting.position[r.arc[mine[number]]], r.coefficient[mine[number]])
                for r, mine in zip(arrays.rows, rows, strict=True)
            ),
            prices=prices, scale=arrays.scale,
            charge=charge[arc] if len(charge) else charge, start=begin,
            barred=outer & (board.lit[arrays.tail[arc]] < 0) & ~allowed[arc],
            needed=np.concatenate([[False], needed[node]]),
            copy_of=np.concatenate([[0], cutting.place[arrays.twin[node]]])
            if len(arrays.copy_of)
            else nothing(),
            current=cutting.position[np.sort(current)], shares=shares, seed=state.seed,
            guard_s=state.effort.guard_s,
        )  # fmt: skip

    return work_of


class _Groups:
    """Places of a list by piece."""

    def __init__(self, order: Ints, first: Ints) -> None:
        self._order, self._first = order, first

    def __getitem__(self, piece: int) -> Ints:
        return self._order[self._first[piece] : self._first[piece + 1]]


def _by_piece(cutting: Cutting, arrays: Arrays, arc: Ints) -> _Groups:
    """Return the places of a limit's usable arcs by piece."""
    used = np.flatnonzero(cutting.position[arc] >= 0)
    of = cutting.label[arrays.head[arc[used]]]
    order = np.argsort(of, kind="stable")
    first = np.searchsorted(of[order], np.arange(cutting.count + 1))
    return _Groups(used[order], first)


def raises_of(ascent: Ascent) -> Raises:
    """Return the raises behind an ascent."""
    return ascent.terminal, ascent.pointer, ascent.node, ascent.potential


def spanning(ascent: Ascent, cutting: Cutting) -> Ints:
    """Return the numbers of the raises that no piece holds whole."""
    return np.flatnonzero(inner_raises(raises_of(ascent), cutting) < 0)


def globally(cutting: Cutting, found: Found) -> Raises:
    """Return what a piece found in the numbers of the whole."""
    node = np.concatenate([[0], cutting.nodes_of(found.number)])
    terminal, pointer, inside, potential = found.raises
    return node[terminal], pointer, node[inside], potential
