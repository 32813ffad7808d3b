"""Parts of the plans: what describes one, how it is split, and where it can be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from optimizers.exact.long_duals import Duals
from optimizers.exact.search import SUPPORT
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, lists_of
from optimizers.graph.dual_ascent import Ascent
from optimizers.programs.cut_model import Basis
from optimizers.result import Split


@dataclass(frozen=True, slots=True)
class Place:
    """Where plans can be split: an arc, a node or a column, by its number in the problem."""

    kind: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A place that the relaxation of a part leaves open, and the split that closes it."""

    place: Place
    split: Split
    share: float  # of the way from the first side to the second
    switch: bool = False  # whether it is an amount of which a part has two values left
    firm: bool = True  # False where the relaxation is whole and only the certificate is not sure


@dataclass(slots=True)
class Part:
    """Some of the plans, what bounds them, and how they were split."""

    closed: Bools  # arcs that none of them uses
    entered: Bools  # nodes that all of them enter, by the first of its twins
    least: Ints  # of the amounts
    most: Ints
    ascent: Ascent
    x: Floats | None = None  # of the last cut LP
    amounts: Floats | None = None
    basis: Basis | None = None
    relaxed: float = math.inf  # value of that LP
    duals: Duals | None = None  # of which no certificate was made yet
    split: Split | None = None
    parts: tuple[Part, ...] = ()

    @classmethod
    def whole(cls, arrays: Arrays, ascent: Ascent) -> Part:
        """Return the part of all plans."""
        return cls(
            closed=np.zeros(arrays.arcs, np.bool_),
            entered=np.zeros(arrays.nodes, np.bool_),
            least=np.zeros(len(arrays.column_upper), np.int64),
            most=arrays.column_upper.copy(),
            ascent=ascent,
        )

    @property
    def is_refuted(self) -> bool:
        """Whether the certificate proves that no plan is in it."""
        return self.ascent.weight == 0 and self.ascent.bound_scaled < 0

    def copy(self) -> Part:
        """Return the same plans, to be narrowed."""
        return Part(
            closed=self.closed.copy(),
            entered=self.entered.copy(),
            least=self.least.copy(),
            most=self.most.copy(),
            ascent=self.ascent,
        )

    def forget(self) -> None:
        """Let go of what only the next split needed."""
        self.x = self.amounts = self.basis = self.duals = None


class Places:
    """Which arcs of the arrays stand for an arc or a node of the problem, and how they split."""

    def __init__(self, arrays: Arrays, heads: Ints) -> None:
        self.arrays = arrays
        self.origin = arrays.arc_of if len(arrays.arc_of) else np.arange(arrays.arcs)
        drawn = arrays.usable & (self.origin >= 0)
        self.node_of = np.where(drawn, heads[np.maximum(self.origin, 0)], -1)  # per arc
        self.group_of = dict(
            zip(
                self.node_of[drawn].tolist(),
                arrays.twin[arrays.head[drawn]].tolist(),
                strict=True,
            )
        )

    def arcs(self, place: Place) -> Bools:
        """Return the arcs of the arrays that stand for an arc or that enter a node."""
        number = self.origin if place.kind == "arc" else self.node_of
        return np.asarray(number == place.index)

    def two(self, part: Part, split: Split) -> tuple[Part, Part]:
        """Return the two parts of a split, as `verify` makes them."""
        one, two = part.copy(), part.copy()
        if split.kind == "column":
            assert split.amount is not None
            one.most[split.index], two.least[split.index] = split.amount, split.amount + 1
            return one, two
        own = self.arcs(Place(split.kind, split.index))
        node = int(self.node_of[np.flatnonzero(own)[0]])
        one.closed |= own
        two.closed |= (self.node_of == node) & ~own
        two.entered[self.group_of[node]] = True
        return one, two

    def open_in(self, part: Part) -> list[Open]:
        """Return where the relaxation is not whole, or, where it is, what a part leaves open.

        Amounts that need not be whole come last: splitting on money says next to nothing.
        """
        arrays = self.arrays
        x = np.zeros(arrays.arcs) if part.x is None else part.x
        amounts = part.least.astype(np.float64) if part.amounts is None else part.amounts
        shares = self._shares(x)
        found = list(self._columns(part, amounts, whole=True))
        found += [*self._nodes(x), *self._arcs(shares)]
        found = found or list(self._columns(part, amounts, whole=False))
        return found or list(self._undecided(part, shares))

    def _shares(self, x: Floats) -> dict[int, float]:
        """Return what a relaxation has of each arc of the problem, where it has any."""
        shares: dict[int, float] = {}
        for a in np.flatnonzero((x > SUPPORT) & (self.origin >= 0)).tolist():
            shares[int(self.origin[a])] = shares.get(int(self.origin[a]), 0.0) + float(x[a])
        return shares

    def _columns(self, part: Part, amounts: Floats, whole: bool) -> Iterator[Open]:
        low = np.floor(amounts + SUPPORT).astype(np.int64)
        share = amounts - low
        between = (share > SUPPORT) & (share < 1.0 - SUPPORT)
        between &= (part.least <= low) & (low < part.most) & (self.arrays.column_whole == whole)
        for c in np.flatnonzero(between).tolist():
            yield Open(
                place=Place("column", c),
                split=Split("column", c, int(low[c])),
                share=float(share[c]),
                switch=bool(part.most[c] - part.least[c] == 1),
            )

    def _nodes(self, x: Floats) -> Iterator[Open]:
        entered = np.zeros(self.arrays.nodes)
        np.add.at(entered, self.arrays.twin[self.arrays.head], x)
        for node, group in self.group_of.items():
            share = float(entered[group])
            if SUPPORT < share < 1.0 - SUPPORT:
                yield Open(place=Place("node", node), split=Split("node", node), share=share)

    def _arcs(self, shares: dict[int, float]) -> Iterator[Open]:
        for a, share in shares.items():
            if SUPPORT < share < 1.0 - SUPPORT:
                yield Open(place=Place("arc", a), split=Split("arc", a), share=share)

    def _undecided(self, part: Part, shares: dict[int, float]) -> Iterator[Open]:
        """Yield places that are whole in the LP and that the certificate still leaves open."""
        for node, group in self.group_of.items():
            ways = np.unique(self.origin[(self.node_of == node) & ~part.closed]).tolist()
            used = [a for a in ways if shares.get(a, 0.0) > 0.5]
            if ways and not part.entered[group]:
                yield Open(
                    place=Place("node", node),
                    split=Split("node", node),
                    share=0.5,
                    firm=bool(used),
                )
            elif len(ways) > 1:
                arc = (used or ways)[0]
                yield Open(place=Place("arc", arc), split=Split("arc", arc), share=0.5)


def restricted(arrays: Arrays, part: Part) -> Arrays:
    """Return the arrays of a part: closed arcs in no list, entered nodes required."""
    usable = arrays.usable & ~part.closed
    in_pointer, in_arc = lists_of(arrays.head, usable, arrays.nodes)
    out_pointer, out_arc = lists_of(arrays.tail, usable, arrays.nodes)
    return replace(
        arrays,
        usable=usable,
        in_pointer=in_pointer,
        in_arc=in_arc,
        out_pointer=out_pointer,
        out_arc=out_arc,
        required=arrays.required | part.entered,
        column_least=part.least,
        column_upper=part.most,
    )
