"""Proof in parts: plans are split until each part is bounded by the plan at hand, or refuted.

Branch and bound on arcs, nodes and amounts, the part of the highest bound first. What bounds a part
is a certificate on the arcs that it leaves open, so `verify.py` follows it without a solver. For
small problems: there a certificate of the whole leaves much open, because money comes in lumps.

Which split comes next: Benichou, Gauthier, Girodet, Hentges, Ribiere and Vincent, "Experiments in
mixed-integer linear programming", Mathematical Programming 1 (1971): what splits on the same place
took off the bounds so far, in proportion to how far the place is from whole.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from optimizers.exact.decide import take
from optimizers.exact.relaxation import certificates_of, refuted
from optimizers.exact.search import SUPPORT, Effort, Outcome, Report, Search
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, lists_of
from optimizers.graph.cuts import separate
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.programs.cut_model import Basis, cut_model
from optimizers.programs.highs import Highs
from optimizers.result import Split

PARTS = (60, 800, 4_000, 20_000)  # at most, by effort
MOST_ARCS = (250, 300, 1_500, 2_500)  # of a problem that is split, by effort
AT_LEAST = {100: 0.05, 400: 0.2}  # of the gap closed after so many parts, or the rest is left
ROUNDS = 6  # of the cut LP of a part
FIRST = 1.0  # what a split is thought to take off, before any was tried, per unit of the average
LEAST = 1e-6  # share of the average below which what a split takes off does not count


@dataclass(frozen=True, slots=True)
class _Place:
    """Where plans can be split: an arc, a node or a column, by its number in the problem."""

    kind: str
    index: int


@dataclass(slots=True)
class _Part:
    """Some of the plans, what bounds them, and how they were split."""

    closed: Bools  # arcs that none of them uses
    entered: Bools  # nodes that all of them enter, by the first of its twins
    least: Ints  # of the amounts
    most: Ints
    ascent: Ascent
    x: Floats | None = None  # of the last cut LP
    amounts: Floats | None = None
    basis: Basis | None = None
    split: Split | None = None
    parts: tuple[_Part, ...] = ()

    @property
    def is_refuted(self) -> bool:
        """Whether the certificate proves that no plan is in it."""
        return self.ascent.weight == 0 and self.ascent.bound_scaled < 0


@dataclass(slots=True)
class _Record:
    """What splits on a place took off the bound, per unit of the way to a whole number."""

    taken: dict[tuple[_Place, int], tuple[float, int]] = field(default_factory=dict)
    total: float = 0.0
    count: int = 0

    def add(self, place: _Place, side: int, taken: float) -> None:
        """Take note of one side of a split."""
        before, times = self.taken.get((place, side), (0.0, 0))
        self.taken[place, side] = before + taken, times + 1
        self.total, self.count = self.total + taken, self.count + 1

    def score(self, place: _Place, share: float, weight: float) -> float:
        """Return what a split is expected to be worth: both sides should lose much."""
        average = self.total / self.count if self.count else 1.0
        worth = 1.0
        for side, way in enumerate((share, 1.0 - share)):
            taken, times = self.taken.get((place, side), (0.0, 0))
            guess = taken / times if times else FIRST * average * weight
            worth *= max(guess * way, LEAST * average)
        return worth


class _Tree:
    """The parts of one goal's plans."""

    def __init__(self, state: Search, heads: Ints) -> None:
        arrays = state.arrays
        self.state, self.arrays, self.record = state, arrays, _Record()
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
        self.evaluated = 0

    def prove(self, root: _Part, most: int) -> None:
        """Split the part of the highest bound until the plan is proven or the work is done."""
        self._look_at(root, None)
        open_parts = [(-root.ascent.bound_scaled, 0, root)]
        checks = sorted(AT_LEAST)
        while open_parts and self.evaluated < most:
            _, _, part = heapq.heappop(open_parts)
            if self._is_closed(part):
                continue
            due = bool(checks) and self.evaluated >= checks[0]
            if due and self._closed(root, part) < AT_LEAST[checks.pop(0)]:
                return
            found = self._best_split(part)
            if found is not None:
                self._divide(part, *found, open_parts)
            if self.evaluated % 50 < 2:
                self.state.tell("parts")

    def _divide(
        self,
        part: _Part,
        place: _Place,
        split: Split,
        share: float,
        open_parts: list[tuple[int, int, _Part]],
    ) -> None:
        """Split a part, bound both sides, and keep those that are open yet."""
        part.split = split
        part.parts = self._two(part, place, split)
        for side, one in enumerate(part.parts):
            self._look_at(one, part)
            way = share if side == 0 else 1.0 - share
            if part.ascent.weight == one.ascent.weight == 1 and way > SUPPORT:
                taken = part.ascent.bound_scaled - one.ascent.bound_scaled
                self.record.add(place, side, max(taken, 0) / part.ascent.scale / way)
            if not self._is_closed(one):
                key = -one.ascent.bound_scaled if one.ascent.weight else 0
                heapq.heappush(open_parts, (key, self.evaluated, one))
        part.x = part.amounts = part.basis = None  # no longer needed

    def _closed(self, root: _Part, highest: _Part) -> float:
        """Return how much of the gap the parts have closed, the whole of it being 1.

        Without a plan there is no gap: what counts there is whether all parts are refuted.
        """
        if self.state.value is None or highest.ascent.weight == 0:
            return 1.0
        gap = root.ascent.bound - self.state.value
        return (root.ascent.bound - highest.ascent.bound) / gap if gap > 0 else 1.0

    def _is_closed(self, part: _Part) -> bool:
        """Return whether nothing better than the plan at hand can be in a part."""
        if part.is_refuted:
            return True
        return self.state.value is not None and part.ascent.bound <= self.state.value

    def _look_at(self, part: _Part, above: _Part | None) -> None:
        """Bound a part by its own cut LP, starting from what bounds the part above."""
        state = self.state
        arrays = restricted(self.arrays, part)
        pool = state.pool
        cuts = np.arange(len(pool)) if above is None or state.alive is None else state.alive
        basis = None if above is None else above.basis
        self.evaluated += 1
        cut_off = ascend(arrays, {}, weight=0)
        if cut_off.bound_scaled < 0:  # an entered node that no open way leads to
            part.ascent = cut_off
            return
        best: Ascent | None = None
        for _ in range(ROUNDS):
            model = cut_model(arrays, pool, cuts, arrays.usable)
            answer = state.programs.solve(model.started(basis))
            if answer.status == "infeasible":
                refutation = refuted(state, arrays, model, arrays.usable, ROUNDS)
                if refutation is not None:
                    part.ascent = refutation
                    return
                break
            if answer.x is None or answer.row_dual is None:
                break
            basis = model.basis(answer)
            for found in certificates_of(arrays, pool, model, answer):
                if best is None or found.bound_scaled < best.bound_scaled:
                    best = found
            part.x, part.amounts = model.x(answer, arrays.arcs), model.amounts(answer)
            if best is not None and state.value is not None and best.bound <= state.value:
                break
            violated = pool.numbers(separate(arrays, part.x))
            if len(np.setdiff1d(violated, cuts)) == 0:
                self._offer(part)
                break
            cuts = np.union1d(model.binding(answer), violated)
            state.alive = cuts if state.alive is None else np.union1d(state.alive, violated)
        part.basis = basis
        if best is not None and best.bound_scaled < part.ascent.bound_scaled:
            part.ascent = best

    def _offer(self, part: _Part) -> None:
        """Offer a solution of the LP that is whole as a plan."""
        assert part.x is not None and part.amounts is not None
        whole = np.abs(part.x - np.round(part.x)).max(initial=0.0) < SUPPORT
        if whole:
            take(self.state, np.round(part.x), part.amounts)

    def _best_split(self, part: _Part) -> tuple[_Place, Split, float] | None:
        """Return where to split a part, how, and how far the place is from its lower side."""
        arrays = self.arrays
        x = np.zeros(arrays.arcs) if part.x is None else part.x
        amounts = part.least.astype(np.float64) if part.amounts is None else part.amounts
        found: tuple[float, _Place, Split, float] | None = None
        for place, share, weight, amount in self._places(part, x, amounts):
            score = self.record.score(place, share, weight)
            if found is None or score > found[0]:
                found = score, place, Split(place.kind, place.index, amount), share
        return None if found is None else found[1:]

    def _places(
        self, part: _Part, x: Floats, amounts: Floats
    ) -> Iterator[tuple[_Place, float, float, int | None]]:
        """Yield where the LP is not whole, or, where it is, what a part leaves open."""
        arrays = self.arrays
        entered = np.zeros(arrays.nodes)
        np.add.at(entered, arrays.twin[arrays.head], x)
        any_open = False
        for node, group in self.group_of.items():
            share = float(entered[group])
            if SUPPORT < share < 1.0 - SUPPORT:
                any_open = True
                yield _Place("node", node), share, 1.0, None
        shares: dict[int, float] = {}
        for a in np.flatnonzero((x > SUPPORT) & (self.origin >= 0)).tolist():
            shares[int(self.origin[a])] = shares.get(int(self.origin[a]), 0.0) + float(x[a])
        for a, share in shares.items():
            if SUPPORT < share < 1.0 - SUPPORT:
                any_open = True
                yield _Place("arc", a), share, 0.5, None
        for c, amount in enumerate(amounts.tolist()):
            low = int(np.floor(amount + SUPPORT))
            if SUPPORT < amount - low < 1.0 - SUPPORT and part.least[c] <= low < part.most[c]:
                any_open = True
                yield _Place("column", c), amount - low, 1.0, low
        if not any_open:
            yield from self._undecided(part, shares)

    def _undecided(
        self, part: _Part, shares: dict[int, float]
    ) -> Iterator[tuple[_Place, float, float, int | None]]:
        """Yield places that are whole in the LP and that the certificate still leaves open."""
        for node, group in self.group_of.items():
            ways = np.unique(self.origin[(self.node_of == node) & ~part.closed]).tolist()
            used = [a for a in ways if shares.get(a, 0.0) > 0.5]
            if ways and not part.entered[group]:
                yield _Place("node", node), 0.5, 1.0 if used else 0.1, None
            elif len(ways) > 1:
                yield _Place("arc", (used or ways)[0]), 0.5, 1.0, None

    def _two(self, part: _Part, place: _Place, split: Split) -> tuple[_Part, _Part]:
        """Return the two parts of a split, as `verify` makes them."""
        one, two = _copy(part), _copy(part)
        if place.kind == "column":
            assert split.amount is not None
            one.most[place.index], two.least[place.index] = split.amount, split.amount + 1
            return one, two
        if place.kind == "arc":
            own = self.origin == place.index
            node = int(self.node_of[np.flatnonzero(own)[0]])
        else:
            own, node = self.node_of == place.index, place.index
        one.closed |= own
        two.closed |= (self.node_of == node) & ~own
        two.entered[self.group_of[node]] = True
        return one, two


def _copy(part: _Part) -> _Part:
    return _Part(
        closed=part.closed.copy(),
        entered=part.entered.copy(),
        least=part.least.copy(),
        most=part.most.copy(),
        ascent=part.ascent,
    )


def restricted(arrays: Arrays, part: _Part) -> Arrays:
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


def most_parts(effort: int, arrays: Arrays) -> int:
    """Return how many parts an effort allows, none where each would take long."""
    return PARTS[effort] if arrays.arcs <= MOST_ARCS[effort] else 0


def proven_in_parts(
    arrays: Arrays,
    outcome: Outcome,
    heads: Ints,
    *,
    most: int,
    effort: Effort,
    seed: int,
    gap: float,
    highs: Highs,
    report: Report,
) -> Outcome:
    """Return an outcome with a proof in at most `most` parts, where that proves more.

    `heads` are those of the problem's own arcs, before they were drawn in layers.
    """
    refuted_already = outcome.ascent is not None and outcome.ascent.weight == 0
    if not most or refuted_already:
        return outcome
    state = Search(arrays, effort=effort, seed=seed, gap=gap, highs=highs, report=report)
    state.ascent = outcome.ascent or ascend(arrays, {})
    state.solver_bound = outcome.solver_bound
    if outcome.tree is not None:
        state.tree, state.value, state.amounts = outcome.tree, outcome.value, outcome.amounts
        state.open_at(outcome.amounts)
    if state.enough() or outcome.stopped_by == "interrupt":
        return outcome
    root = _Part(
        closed=np.zeros(arrays.arcs, np.bool_),
        entered=np.zeros(arrays.nodes, np.bool_),
        least=np.zeros(len(arrays.column_upper), np.int64),
        most=arrays.column_upper.copy(),
        ascent=state.ascent,
    )
    stopped_by = outcome.stopped_by
    try:
        _Tree(state, heads).prove(root, most)
    except KeyboardInterrupt:
        stopped_by = "interrupt"
    parts = tuple(_in_order(root))
    if state.tree is None:
        return _without_plan(outcome, parts, stopped_by)
    return replace(
        outcome,
        ascent=root.ascent,
        tree=state.tree,
        value=state.value,
        amounts=state.amounts,
        infeasible=False,
        parts=parts if root.parts else (),
        stopped_by=stopped_by,
    )


def _without_plan(
    outcome: Outcome, parts: tuple[Split | Ascent, ...], stopped_by: str | None
) -> Outcome:
    """Return an outcome without a plan: refuted where every part is, and what that rests on."""
    leaves = [entry for entry in parts if isinstance(entry, Ascent)]
    if not leaves or any(leaf.weight or leaf.bound_scaled >= 0 for leaf in leaves):
        return replace(outcome, stopped_by=stopped_by)
    blamed = tuple(sorted({name for leaf in leaves for name in leaf.prices}))
    whole = leaves[0] if len(leaves) == 1 else None
    return replace(
        outcome,
        infeasible=True,
        ascent=whole,
        parts=() if whole else parts,
        blamed=blamed,
    )


def _in_order(root: _Part) -> Iterator[Split | Ascent]:
    """Yield splits and certificates, each split before its parts."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.split is None:
            yield part.ascent
        else:
            yield part.split
            waiting += reversed(part.parts)
