"""The cut LP: its rounds over all arcs that matter or the likeliest, and what is read off it.

Each program starts from the basis of the one before. Its duals are prices of the limits and raises
of cuts, which dual ascent completes to a certificate on the whole graph.
"""

from __future__ import annotations

import math

import numpy as np

from optimizers.exact.search import (
    SUPPORT,
    Search,
    fit_plans,
    float_prices,
    kept_arcs,
    left,
    no_plan,
)
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints
from optimizers.graph.cuts import CutPool, separate
from optimizers.graph.dual_ascent import Ascent, ascend, guided
from optimizers.graph.paths import distances
from optimizers.graph.rounding import blended_tree
from optimizers.programs.cut_model import CutModel, cut_model, elastic
from optimizers.programs.highs import Answer
from optimizers.result import relative_gap

PROOF_ARCS = 40_000  # above this many arcs regions come first, and no one program proves the whole
NARROW = 8_000  # arcs at first of the cut LP over the likeliest arcs of a large problem
LEAST_NARROW = 4_000  # and of one that is not so large
ROUNDS_OFF = 3  # of the cut LP over all arcs, to certify what smaller ones claim
STALLS = 2  # rounds in turn that gained too little
STALLED = 0.9  # share of what may still be gained above which a round gained too little
SLOW = 0.25  # share of the gap that a round of a large cut LP must take off
LITTLE = 0.05  # and of any other, or twice in turn less
TIGHT = 1e-5  # certified gap below which no more rounds of the cut LP are solved
THRESHOLDS = (0.99, 0.5, 0.05)  # of a fractional solution whose arcs are taken for a tree
LARGEST_CHARGE = 2.0**50  # of one dual on one arc, so that sums stay within 64 bits
BLENDS = (0.1, 0.25, 0.5, 1.0, 2.0)  # shares of the priced cost in trees along a solution


def cut_rounds(state: Search, tails: bool) -> None:
    """Solve the cut LP until its solution violates no cut, taking prices and plans on the way."""
    arrays, kept, stalled = state.arrays, kept_arcs(state), 0
    cuts = np.arange(len(state.pool)) if state.alive is None else state.alive
    fixed = state.pool.numbers(state.pool.tails(kept) if tails else ())
    for _ in range(state.effort.lp_rounds):
        cuts = np.union1d(cuts, fixed)
        model, answer = _solved(state, cuts, kept)
        if answer.status == "infeasible":
            _blame(state, model, kept)
            return
        if answer.status != "optimal" or answer.x is None or answer.row_dual is None:
            return
        assert answer.objective is not None
        before = state.bound
        state.claim(model.value(answer.objective))
        state.relaxed = model.value(answer.objective)
        ascent = _certify(state, model, answer, kept)
        state.alive = model.binding(answer)
        x = state.x = model.x(answer, arrays.arcs)
        state.ceiling = np.minimum(state.ceiling, model.ceiling(answer, arrays.arcs))
        _plans_from(state, x, ascent)
        if state.done():
            return
        found = state.pool.numbers(separate(arrays, x))
        state.tell("cut LP")
        state.alive = np.union1d(state.alive, found)
        stalled = stalled + 1 if _slow(state, before) else 0
        new = np.setdiff1d(found, cuts)
        if len(new) == 0 or _tight(state) or stalled == _patience(arrays):
            return
        cuts = np.union1d(state.alive, state.pool.numbers(ascent.cuts()))


def _patience(arrays: Arrays) -> int:
    """Return how many rounds in turn of the cut LP may gain too little."""
    return 1 if arrays.arcs > PROOF_ARCS else STALLS


def _solved(state: Search, cuts: Ints, active: Bools) -> tuple[CutModel, Answer]:
    """Solve the cut LP over the active arcs, from where the last one ended."""
    model = cut_model(state.arrays, state.pool, cuts, active)
    answer = state.programs.solve(model.started(state.basis))
    state.basis = model.basis(answer)
    return model, answer


def narrow(state: Search) -> bool:
    """Solve the cut LP over the likeliest arcs of a large problem, joined by others each round.

    Its duals guide a dual ascent on all arcs: a certificate as good as it gets without the large
    LP, and the needs by which the next arcs are chosen. Most plans are found here.
    Returns whether it came to its end: not on small problems, nor on those drawn in layers.
    """
    arrays = state.arrays
    kept, most = kept_arcs(state), min(NARROW, max(LEAST_NARROW, arrays.arcs // 4))
    if kept.sum() <= 2 * most or state.ascent is None or arrays.extended:
        return False
    active = _likeliest(state, kept, distances(arrays, state.ascent.loss_of_use), most)
    state.alive, stalled = np.arange(len(state.pool)), 0
    for _ in range(2 * state.effort.lp_rounds):
        tails = state.pool.numbers(state.pool.tails(active))
        model, answer = _solved(state, np.union1d(state.alive, tails), active)
        if answer.status != "optimal" or answer.x is None or answer.row_dual is None:
            return False
        prices = model.prices(arrays, answer.row_dual, arrays.scale)
        raises = model.raises(state.pool, answer.row_dual, arrays.scale)
        ascent, withheld = guided(arrays, prices, raises)
        state.learn(ascent)
        x = state.x = model.x(answer, arrays.arcs)
        before = left(state)
        _plans_from(state, x, ascent)
        state.tell("narrow LP")
        found = state.pool.numbers(separate(arrays, x))
        state.alive = np.union1d(model.binding(answer), found)
        larger = _likeliest(state, kept, distances(arrays, ascent.loss_of_use), most)
        larger |= (x > SUPPORT) | (kept & (withheld > 0))
        stalled = stalled + 1 if left(state) > STALLED * before else 0
        over = len(found) == 0 and not (larger & ~active).any()
        if state.done() or over or stalled == STALLS:
            break
        active |= larger
    return True


def _likeliest(state: Search, kept: Bools, need: Ints, most: int) -> Bools:
    """Return the `most` arcs of least need, and those of the plan."""
    order = np.argsort(np.where(kept, need, np.iinfo(np.int64).max), kind="stable")
    active = np.zeros(len(kept), np.bool_)
    active[order[:most]] = True
    if state.tree is not None:
        active[state.tree[state.tree >= 0]] = True
    return active & state.arrays.usable


def _tight(state: Search) -> bool:
    """Return whether the bounds leave so little that the integer program should take over."""
    if state.value is None or state.ascent is None:
        return False
    gap = relative_gap(state.value, state.ascent.bound)
    return gap is not None and gap < TIGHT


def _slow(state: Search, before: int | None) -> bool:
    """Return whether a round of the cut LP took too little off the gap to ask for another."""
    if before is None or state.bound is None or state.value is None:
        return False
    share = SLOW if state.arrays.arcs > PROOF_ARCS else LITTLE
    return before - state.bound < share * (state.bound - state.value)


def _certify(state: Search, model: CutModel, answer: Answer, kept: Bools) -> Ascent:
    """Turn the duals of an LP over the kept arcs into certificates and return the best of them."""
    arrays = state.arrays
    assert answer.row_dual is not None
    found = certificates_of(arrays, state.pool, model, answer)
    if not arrays.extended and (arrays.usable & ~kept).any():
        prices = model.prices(arrays, answer.row_dual, arrays.scale)
        raises = model.raises(state.pool, answer.row_dual, arrays.scale)
        found.append(guided(arrays, prices, raises)[0])
    for ascent in found:
        state.learn(ascent)
    if len(arrays.tie):
        state.tied = certificates_of(arrays, state.pool, model, answer, arrays.with_ties)[1]
    return min(found, key=lambda a: a.bound_scaled)


def certificates_of(
    arrays: Arrays, pool: CutPool, model: CutModel, answer: Answer, of: Arrays | None = None
) -> list[Ascent]:
    """Return certificates at the prices of an LP: by dual ascent alone, and from its raises on.

    They are those of the arrays, or `of` the same arrays with ties broken.
    """
    assert answer.row_dual is not None
    prices = model.prices(arrays, answer.row_dual, arrays.scale)
    raises = model.raises(pool, answer.row_dual, arrays.scale)
    flows = model.flows(arrays, answer.row_dual, arrays.scale)
    at = arrays if of is None else of
    return [ascend(at, prices, flows=flows), ascend(at, prices, start=raises, flows=flows)]


def round_off(state: Search) -> None:
    """Certify on all arcs what the cut LP claimed over those that a better plan may use.

    The certificate speaks of every arc, so its duals must suit also those that were removed.
    """
    arrays = state.arrays
    if not state.effort.certify or arrays.arcs > PROOF_ARCS or arrays.extended:
        return
    fixed = state.pool.numbers(state.pool.tails(arrays.usable))
    for _ in range(ROUNDS_OFF):
        if state.ascent is None or state.alive is None or state.relaxed is None:
            return
        claimed = math.floor(state.relaxed + 1e-6 + 1e-9 * abs(state.relaxed))
        known = claimed if state.value is None else max(claimed, state.value)
        if state.infeasible or state.ascent.bound <= known:
            return
        cuts = np.union1d(state.alive, state.pool.numbers(state.ascent.cuts()))
        model, answer = _solved(state, np.union1d(cuts, fixed), arrays.usable)
        if answer.status != "optimal" or answer.x is None or answer.row_dual is None:
            return
        _certify(state, model, answer, arrays.usable)
        found = state.pool.numbers(separate(arrays, model.x(answer, arrays.arcs)))
        state.alive = np.union1d(model.binding(answer), found)
        state.tell("certificate")


def _plans_from(state: Search, x: Floats, ascent: Ascent) -> None:
    """Offer plans read off a fractional solution, the side columns' amounts chosen to suit it."""
    arrays, prices = state.arrays, float_prices(ascent)
    if len(state.amounts):
        return  # amounts make trees hard to fit: an integer program finds the plans
    for threshold in THRESHOLDS:
        fit_plans(state, tree_heuristics.widest(arrays, x, threshold), prices)
    for share in BLENDS:
        fit_plans(state, blended_tree(arrays, ascent, x, share), prices)


def _blame(state: Search, model: CutModel, kept: Bools) -> None:
    """Certify that the limits cannot hold together in the LP, and name those with a price."""
    arrays = state.arrays
    if state.value is not None:  # arcs were removed: nothing better than the plan exists
        state.claim(float(state.value))
        return
    ascent = refuted(state, arrays, model, kept, state.effort.lp_rounds)
    if ascent is not None:
        no_plan(state, ascent)
    state.infeasible = True


def refuted(
    state: Search, arrays: Arrays, model: CutModel, kept: Bools, rounds: int
) -> Ascent | None:
    """Return a certificate that no plan of the arrays keeps the limits, None where none is found.

    The arrays are those of the search, or a part of them.
    """
    for _ in range(rounds):
        wide = elastic(model)
        answer = state.programs.solve(wide.program)
        if answer.row_dual is None:
            return None
        ascent = _refutation(arrays, state.pool, wide, answer)
        if ascent is not None:
            return ascent
        x = np.zeros(arrays.arcs)
        if answer.x is not None:
            x[model.arc] = np.clip(answer.x[: len(model.arc)], 0.0, 1.0)
        if state.pool.add(separate(arrays, x)) == 0:
            return None
        model = cut_model(arrays, state.pool, np.arange(len(state.pool)), kept)
    return None


def _refutation(arrays: Arrays, pool: CutPool, wide: CutModel, answer: Answer) -> Ascent | None:
    """Return the certificate, with objective weight 0, that the duals give, if they give one.

    Without an objective a certificate may be scaled at will: as far as 64 bits allow.
    """
    assert answer.row_dual is not None
    largest = largest_charge(arrays, wide, answer)
    if largest == 0.0:
        return None
    dual = answer.row_dual * (LARGEST_CHARGE / largest / arrays.scale)
    prices = wide.prices(arrays, dual, arrays.scale)
    raises = wide.raises(pool, dual, arrays.scale)
    ascent = ascend(arrays, prices, 0, raises, wide.flows(arrays, dual, arrays.scale))
    return ascent if ascent.bound_scaled < 0 else None


def largest_charge(arrays: Arrays, model: CutModel, answer: Answer) -> float:
    """Return the most that one dual of a program charges one arc, in the program's units."""
    assert answer.row_dual is not None
    end = model.first_cut + len(model.cut)
    largest = float(np.abs(answer.row_dual[model.first_cut : end]).max(initial=0.0))
    duals = answer.row_dual[len(answer.row_dual) - len(arrays.rows) :] / model.row_unit
    for row, dual in zip(arrays.rows, duals, strict=True):
        largest = max(largest, abs(float(dual)) * float(np.abs(row.coefficient).max(initial=1)))
    if arrays.flows is not None:
        span = slice(model.first_flow, model.first_flow + len(model.flow_rows))
        most = float(np.abs(arrays.flows.value).max(initial=1))
        largest = max(largest, float(np.abs(answer.row_dual[span]).max(initial=0.0)) * most)
    return largest
