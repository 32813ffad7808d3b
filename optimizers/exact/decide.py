"""Integer programs over the arcs that a plan may use, and the plans read off them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from optimizers.exact.margins import doubtful, margins
from optimizers.exact.search import (
    SUPPORT,
    Search,
    fit_in_turn,
    fit_plans,
    float_prices,
    is_decided,
    left,
)
from optimizers.graph import tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Floats
from optimizers.graph.cuts import separate
from optimizers.programs.cut_model import CutModel, cut_model
from optimizers.programs.highs import Answer

OPEN_ARCS = 500  # that an integer program may decide between two rounds of the cut LP
NEAR = 0.01  # of the bound: a plan that is worth its arcs in a program
DIVE_NODES = 30  # of a program over what the LP uses, when the first node found no good plan
DOUBTFUL_ARCS = 1_500  # of least margin, that a program decides where amounts stand beside the tree
WIDER = 4  # times more, where the first look found no plan near the bound
FEWER = 3  # times fewer where the prices and the plan of a near problem are known
DOUBTFUL_SHARE = 10  # and at least one arc in so many
SUPPORT_ARCS = 8_000  # of an LP that an integer program may decide anew


def dive(state: Search) -> None:
    """Let an integer program decide what the LP leaves open, when that is little.

    Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
    solutions", Mathematical Programming 102 (2005): what LP and plan agree on stays. Without a
    plan, or with amounts that make plans hard to come by, only what the LP leaves out stays out
    (Berthold, "RENS", Mathematical Programming Computation 6, 2014), and where the first node
    finds nothing good, more are looked at.
    """
    if state.x is None:
        return
    core = state.x > SUPPORT
    if len(state.amounts) and _decide_doubtful(state, core):
        return
    if state.tree is None or len(state.amounts):
        if state.tree is not None and not _far(state):
            core |= tree_heuristics.chosen_of(state.arrays, state.tree)
        if core.sum() <= SUPPORT_ARCS:
            more = decide(state, core, nodes=1, proof=False)
            if more and _far(state):
                decide(state, core, nodes=DIVE_NODES, proof=False)
        return
    plan = tree_heuristics.chosen_of(state.arrays, state.tree)
    agreed = plan & (state.x > 1.0 - SUPPORT)
    if ((core | plan) & ~agreed).sum() <= OPEN_ARCS:
        decide(state, core | plan, nodes=1, proof=False, agreed=agreed)


def _decide_doubtful(state: Search, core: Bools) -> bool:
    """Decide the arcs that LP and certificate leave close; return whether no more is to be found.

    Where the least doubtful arcs hold no plan near the bound, several times as many are opened.
    """
    for wider in (1, WIDER):
        if state.ascent is None:
            return False
        _decide_closest(state, core, wider)
        if not _far(state) or is_decided(state):
            return True
    return False


def _decide_closest(state: Search, core: Bools, wider: int) -> None:
    """Decide the arcs of least margin, `wider` times the usual number, and what the LP uses."""
    assert state.x is not None and state.ascent is not None
    margin = margins(state.arrays, state.tied or state.ascent, state.x)
    near = state.tree is not None and not _far(state)
    agreed = state.x > 1.0 - SUPPORT
    kept = core.copy()
    if state.tree is not None and near:
        plan = tree_heuristics.chosen_of(state.arrays, state.tree)
        margin[plan & ~agreed] = -1.0
        agreed &= plan
        kept |= plan
    most = max(DOUBTFUL_ARCS, state.arrays.arcs // DOUBTFUL_SHARE) // (FEWER if near else 1)
    opened = doubtful(margin, wider * most)
    decide(state, kept | opened, nodes=DIVE_NODES, proof=False, agreed=agreed & ~opened)


def _far(state: Search) -> bool:
    """Return whether there is no plan yet that comes near the bound."""
    if state.tree is None or state.bound is None:
        return True
    return left(state) >= NEAR * abs(state.bound)


def decide(
    state: Search, kept: Bools, *, nodes: int, proof: bool, agreed: Bools | None = None
) -> bool:
    """Solve, check connectivity, add the violated cuts, and solve again until clean.

    The `agreed` arcs are in every plan looked for. Returns whether more nodes could find more.
    """
    arrays = state.arrays
    cuts = np.arange(len(state.pool)) if state.alive is None else state.alive
    cuts = np.union1d(cuts, state.pool.numbers(state.pool.tails(kept)))
    passed = None if len(state.amounts) else state.passed
    for _ in range(8):
        model = cut_model(arrays, state.pool, cuts, kept, passed=passed, firm=not proof)
        answer = state.programs.solve(
            replace(model.including(agreed).program, integer=True),
            node_limit=nodes,
            hint=_hint(state, model, kept),
        )
        if answer.status == "infeasible":
            _no_plan_in(state, proof)
            return False
        if proof and answer.bound is not None:
            state.claim(model.value(answer.bound))
        if answer.x is None:
            break
        chosen = np.round(model.x(answer, arrays.arcs))
        take(state, chosen, model.amounts(answer))
        known = len(cuts)
        found = state.pool.numbers(separate(arrays, chosen, 0.5))
        cuts = np.union1d(cuts, found)
        if state.alive is not None:
            state.alive = np.union1d(state.alive, found)
        if len(cuts) == known or answer.stopped_by == "time":
            if answer.status == "optimal" and (agreed is None or not _is_choice(arrays, agreed)):
                _decided(state, kept, model, answer)
            break
    return answer.stopped_by == "work"


def _decided(state: Search, kept: Bools, model: CutModel, answer: Answer) -> None:
    """Take note of the arcs that a program decided, unless more were decided before.

    Beside amounts its limits are drawn in a little, so that it bounds no plan.
    """
    if (state.decided & ~kept).any():
        return
    bounds = not len(state.amounts) and answer.bound is not None
    state.decided = kept.copy()
    state.decided_bound = model.value(answer.bound or 0.0) if bounds else math.inf


def _is_choice(arrays: Arrays, agreed: Bools) -> bool:
    """Return whether some of the arcs need not be in every plan.

    An arc is in every plan when nothing else enters its head, or one of its twins, which has to be.
    """
    group = arrays.twin[arrays.head]
    ways = np.bincount(group[arrays.usable], minlength=arrays.nodes)
    required = np.zeros(arrays.nodes, np.bool_)
    required[arrays.twin[arrays.required]] = True
    return bool((agreed & ~((ways[group] == 1) & required[group])).any())


def _hint(state: Search, model: CutModel, kept: Bools) -> Floats | None:
    """Return the plan at hand as a hint, where the program holds all of it."""
    if state.tree is None or not kept[state.tree[state.tree >= 0]].all():
        return None
    return model.hint(tree_heuristics.chosen_of(state.arrays, state.tree), state.amounts)


def take(state: Search, chosen: Floats, amounts: Floats) -> None:
    """Offer the plan that an integer program found, and those that can be cut from it."""
    tree = tree_heuristics.widest(state.arrays, chosen, 0.5)
    if len(state.amounts):
        state.open_at(np.rint(amounts).astype(np.int64))
    taken = state.offer(tree)
    if state.ascent is None:
        return
    fit_plans(state, tree, float_prices(state.ascent))
    if not taken:
        fit_in_turn(state, tree, float_prices(state.ascent))


def _no_plan_in(state: Search, proof: bool) -> None:
    """Take the solver's word that the arcs at hand hold no plan (better than the one known)."""
    if not proof:
        return
    if state.value is not None:
        state.claim(float(state.value))
    else:
        state.infeasible = True
