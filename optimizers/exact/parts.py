"""Proof in parts: plans are split until each part is bounded by the plan at hand, or refuted.

Branch and bound on arcs, nodes and amounts, the part of the highest bound first. What bounds a part
is a certificate on the arcs that it leaves open, so `verify.py` follows it without a solver. For
small problems: there a certificate of the whole leaves much open, because money comes in lumps.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizers.exact.branching import Choice, Chooser
from optimizers.exact.decide import take
from optimizers.exact.long_duals import Duals
from optimizers.exact.part import Open, Part, Places, restricted
from optimizers.exact.part_programs import PartPrograms
from optimizers.exact.relaxation import refuted
from optimizers.exact.search import SUPPORT, Effort, Outcome, Report, Search
from optimizers.graph.arrays import Arrays, Ints
from optimizers.graph.cuts import separate
from optimizers.graph.dual_ascent import Ascent, ascend
from optimizers.graph.paths import reaches_required
from optimizers.programs.cut_model import Basis, CutModel, cut_model
from optimizers.programs.highs import Answer, Highs
from optimizers.result import Split, relative_gap

PARTS = (60, 800, 4_000, 20_000)  # at most, by effort
MOST_ARCS = (250, 1_500, 1_500, 2_500)  # of a problem that is split, by effort
SWITCHED_PARTS = (0, 100, 400, 2_000)  # of a larger one with amounts, by effort
SWITCHED_ARCS = 40_000  # of such a problem at most
NEAR = 0.001  # certified gap at which such a problem is left
AT_LEAST = {300: 0.05, 600: 0.3}  # of the gap closed after so many parts, or the rest is left
ROUNDS = 6  # of the cut LP of a part
PENALTIES = (1e4, 1e8)  # times the gap, for a limit missed by as much as its side, in turn


class _Tree:
    """The parts of one goal's plans."""

    def __init__(self, state: Search, heads: Ints) -> None:
        assert state.ascent is not None
        self.state, self.arrays = state, state.arrays
        self.places = Places(state.arrays, heads)
        self.chooser = Chooser(self.places, state.ascent, self._both, self._gains)
        self.programs = PartPrograms(state)
        self.evaluated = 0
        self.basis: Basis | None = None  # that the LP of the whole starts from
        self.open: list[tuple[float, int, Part]] = []

    def prove(self, root: Part, most: int) -> None:
        """Split the part of the highest bound until the plan is proven or the work is done."""
        self._look_at(root, None)
        self._ascend(root)
        self.open = [(-_bound_of(root), 0, root)]
        checks = sorted(AT_LEAST)
        while self.open and self.evaluated < most:
            _, _, part = heapq.heappop(self.open)
            if self._is_closed(part):
                continue
            if self._is_near(part):
                return
            due = bool(checks) and self.evaluated >= checks[0]
            if due and self._closed(root, part) < AT_LEAST[checks.pop(0)]:
                return
            choice = self.chooser.choose(part, self._gap(part))
            if choice is not None:
                self._divide(part, choice)
            if self.evaluated % 50 < 2:
                self.state.tell("parts")

    def _divide(self, part: Part, choice: Choice) -> None:
        """Split a part and keep what is open yet."""
        part.parts = choice.parts or self._both(part, choice.found)
        part.split = choice.found.split
        part.forget()
        for number, one in enumerate(part.parts):
            if not self._is_closed(one):
                heapq.heappush(self.open, (-_bound_of(one), 2 * self.evaluated + number, one))

    def _both(self, part: Part, found: Open) -> tuple[Part, Part]:
        """Return both sides of a split, bounded."""
        one, two = self.places.two(part, found.split)
        self._look_at(one, part)
        self._look_at(two, part)
        if part.ascent.weight and one.ascent.weight and two.ascent.weight:
            lost = self._gains(part, (one, two))
            self.chooser.note(found, lost, (self._is_closed(one), self._is_closed(two)))
        return one, two

    def _gap(self, part: Part) -> float:
        """Return how far the bound of a part is above the plan at hand, infinite without one."""
        if self.state.value is None or not part.ascent.weight:
            return float("inf")
        return max(_bound_of(part) - self.state.value, 0.0)

    def _gains(self, part: Part, sides: tuple[Part, Part]) -> tuple[float, float]:
        """Return what both sides of a split lost of the gap; all of it where nothing is left."""
        gap, gains = self._gap(part), []
        for one in sides:
            closed = self._is_closed(one)
            taken = _bound_of(part) - _bound_of(one)
            gains.append(gap if closed else max(taken, 0.0))
        return gains[0], gains[1]

    def _closed(self, root: Part, highest: Part) -> float:
        """Return how much of the gap the parts have closed, the whole of it being 1.

        Without a plan there is no gap: what counts there is whether all parts are refuted.
        """
        if self.state.value is None or highest.ascent.weight == 0:
            return 1.0
        gap = _bound_of(root) - self.state.value
        return (_bound_of(root) - _bound_of(highest)) / gap if gap > 0 else 1.0

    def _is_near(self, highest: Part) -> bool:
        """Return whether the certified gap is as small as asked for."""
        if self.state.value is None or not highest.ascent.weight:
            return False
        gap = relative_gap(self.state.value, math.floor(_bound_of(highest)))
        return gap is not None and gap <= self.state.gap

    def _is_closed(self, part: Part) -> bool:
        """Return whether nothing better than the plan at hand can be in a part."""
        if part.is_refuted:
            return True
        if self.state.value is None:
            return False
        if part.relaxed < self.state.value + 1 and part.ascent.bound > self.state.value:
            self._certify(part)
        return part.ascent.bound <= self.state.value

    def settle(self, root: Part) -> None:
        """Give every part that is not split the certificate of its duals."""
        for part in leaves_of(root):
            self._certify(part)

    def _look_at(self, part: Part, above: Part | None) -> None:
        """Bound a part by its own cut LP, starting from what bounds the part above."""
        state = self.state
        arrays = restricted(self.arrays, part)
        pool = state.pool
        cuts = np.arange(len(pool)) if state.alive is None else state.alive
        basis = self.basis if above is None else above.basis
        part.relaxed = math.inf if above is None else above.relaxed
        self.evaluated += 1
        cut_off = None if reaches_required(arrays) else ascend(arrays, {}, weight=0)
        if cut_off is not None and cut_off.bound_scaled < 0:  # no open way to an entered node
            part.ascent = cut_off
            return
        for _ in range(ROUNDS):
            model, answer = self.programs.solve(part, cuts, basis)
            if answer.status == "infeasible":
                self._shut(part, arrays, cuts, basis)
                return
            if answer.x is None or answer.row_dual is None:
                break
            basis = model.basis(answer)
            part.x, part.amounts = model.x(answer, arrays.arcs), model.amounts(answer)
            self._relax(part, model, answer)
            if self._is_closed(part):
                break
            violated = pool.numbers(separate(arrays, part.x))
            if len(np.setdiff1d(violated, cuts)) == 0:
                self._offer(part)
                break
            cuts = np.union1d(model.binding(answer), violated)
            state.alive = cuts if state.alive is None else np.union1d(state.alive, violated)
        part.basis = basis

    def _relax(self, part: Part, model: CutModel, answer: Answer) -> None:
        """Take what an LP says of a part, and its duals: a certificate when it counts."""
        assert answer.objective is not None and answer.row_dual is not None
        if model.value(answer.objective) <= part.relaxed or part.duals is None:
            part.relaxed = min(part.relaxed, model.value(answer.objective))
            part.duals = Duals.of(model, answer.row_dual)

    def _ascend(self, root: Part) -> None:
        """Bound the whole by dual ascent where that is as good: other questions need its losses."""
        found = None if root.duals is None else self.programs.ascent(self.arrays, root.duals)
        if found is not None and found.bound <= root.ascent.bound:
            root.ascent = found

    def _certify(self, part: Part) -> None:
        """Turn the duals of a part into a certificate, where that bounds it lower."""
        if part.duals is None:
            return
        found = self.programs.certificate(restricted(self.arrays, part), part.duals)
        part.duals = None
        if found is not None and found.bound < part.ascent.bound:
            part.ascent = found
        part.relaxed = max(part.relaxed, part.ascent.bound_scaled / part.ascent.scale)

    def _shut(self, part: Part, arrays: Arrays, cuts: Ints, basis: Basis | None) -> None:
        """Bound a part without a plan by the plan at hand, or else refute it.

        Where neither is proven, its limits are missed by next to nothing: it is split further.
        """
        state = self.state
        for penalty in PENALTIES:
            softly = self.programs.solve_softly(part, cuts, part.basis or basis, penalty)
            if softly is None or softly[1].row_dual is None:
                break
            model, answer = softly
            part.x, part.amounts = model.x(answer, arrays.arcs), model.amounts(answer)
            part.basis = model.basis(answer)
            self._relax(part, model, answer)
            if self._is_closed(part):
                return
        model = cut_model(arrays, state.pool, cuts, arrays.usable)
        refutation = refuted(state, arrays, model, arrays.usable, ROUNDS)
        if refutation is not None:
            part.ascent = refutation

    def _offer(self, part: Part) -> None:
        """Offer a solution of the LP that is whole as a plan."""
        assert part.x is not None and part.amounts is not None
        whole = np.abs(part.x - np.round(part.x)).max(initial=0.0) < SUPPORT
        if whole:
            take(self.state, np.round(part.x), part.amounts)


def _bound_of(part: Part) -> float:
    """Return what bounds a part, 0 where its certificate says only that something is missing."""
    if not part.ascent.weight:
        return 0.0
    return min(part.relaxed, part.ascent.bound_scaled / part.ascent.scale)


def most_parts(effort: int, arrays: Arrays) -> int:
    """Return how many parts an effort allows, none where each would take long.

    In a large problem amounts may decide most of what one certificate leaves open: tiers, orders
    and funds are taken or not, and a relaxation takes a share of them.
    """
    if arrays.arcs <= MOST_ARCS[effort]:
        return PARTS[effort]
    switched = bool(arrays.column_whole.any()) and arrays.arcs <= SWITCHED_ARCS
    return SWITCHED_PARTS[effort] if switched else 0


def gap_of_parts(effort: int, arrays: Arrays, gap: float) -> float:
    """Return the certified gap at which no more parts are looked at."""
    return gap if arrays.arcs <= MOST_ARCS[effort] else max(gap, NEAR)


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
    if outcome.relaxation is not None:
        state.pool, state.alive = outcome.relaxation.pool, outcome.relaxation.alive
    if outcome.tree is not None:
        state.tree, state.value, state.amounts = outcome.tree, outcome.value, outcome.amounts
        state.open_at(outcome.amounts)
    if state.enough() or outcome.stopped_by == "interrupt":
        return outcome
    root = Part.whole(arrays, state.ascent)
    stopped_by = outcome.stopped_by
    tree = _Tree(state, heads)
    tree.basis = None if outcome.relaxation is None else outcome.relaxation.basis
    try:
        tree.prove(root, most)
    except KeyboardInterrupt:
        stopped_by = "interrupt"
    tree.settle(root)
    stopped_by = stopped_by or state.programs.stopped_by
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


def leaves_of(root: Part) -> Iterator[Part]:
    """Yield the parts that are not split."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.split is None:
            yield part
        waiting += reversed(part.parts)


def _in_order(root: Part) -> Iterator[Split | Ascent]:
    """Yield splits and certificates, each split before its parts."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part.split is None:
            yield part.ascent
        else:
            yield part.split
            waiting += reversed(part.parts)
