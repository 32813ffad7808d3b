"""The exact solver: prices from a cut LP, certificates from dual ascent, plans by rounding and MIP.

1. A first plan by growth, and prices of the limits by a search along one line.
2. The cut LP that holds every limit, started from the cuts of dual ascent; its duals are prices and
   raises, dual ascent completes them to a certificate; cuts that the solution violates are added.
3. Plans read off the LP; arcs that no better plan can use are removed on the certificate's word.
4. An integer program on the arcs most likely to matter, then on all that remain: the proof.

Every bound that is called certified comes from whole numbers alone (`verify.py`). The bound of the
integer program is the solver's claim and is reported apart.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from optimizers import trees
from optimizers.amounts import best_amounts, first_amounts, opened, repaired
from optimizers.arrays import Arrays, Bools, Floats, Ints, nothing, use_of_rows
from optimizers.crew import Crew
from optimizers.cuts import CutPool, separate
from optimizers.dual_ascent import Ascent, ascend, guided
from optimizers.highs import Answer, Highs
from optimizers.paths import distances
from optimizers.programs import CutModel, cut_model, elastic
from optimizers.radio import refilled, settled
from optimizers.regional import ball_around, region_of, weights_of
from optimizers.result import relative_gap
from optimizers.rounding import blended_tree, fit, steiner_tree

PROOF_ARCS = 40_000  # above this many arcs regions come first, and no one program proves the whole
WHOLE_ARCS = 150_000  # above this many arcs no program holds the whole
BALL = 2_500  # nodes of a region
NARROW = 8_000  # arcs of the cut LP over the likeliest arcs of a large problem
STALLS = 2  # rounds in turn that gained too little
OPEN_ARCS = 500  # that an integer program may decide between two rounds of the cut LP
NEAR = 0.01  # of the bound: a plan that is worth its arcs in a program
SUPPORT_ARCS = 8_000  # of an LP that an integer program may decide anew
STALLED = 0.9  # share of what may still be gained above which a round gained too little
SUPPORT = 1e-6  # share of an arc in a fractional solution that counts
THRESHOLDS = (0.99, 0.5, 0.05)  # of a fractional solution whose arcs are taken for a tree
BLENDS = (0.1, 0.25, 0.5, 1.0, 2.0)  # shares of the priced cost in trees along a solution
CHOICES = 3  # of amounts of the side columns after one stage
TIES = (0.02, 0.05, 0.1, 0.2, 0.35)  # shares of the priced cost that break ties in a tree
SLOW = 0.25  # share of the gap that a round of a large cut LP must take off
TIGHT = 1e-5  # certified gap below which no more rounds of the cut LP are solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much work to do; all but the wall guard are measured in work, not in time."""

    price_steps: int
    lp_rounds: int
    core_arcs: int  # columns of the first integer program beyond those of the plan; 0: none
    core_nodes: int
    proof_nodes: int  # 0: no proof by integer program
    regions: int  # regions tried where a plan is too large for one integer program
    guard_s: float  # wall seconds at most for one program


EFFORTS = tuple(
    Effort(
        price_steps=p, lp_rounds=r, core_arcs=c, core_nodes=n, proof_nodes=m, regions=k, guard_s=s
    )
    for p, r, c, n, m, k, s in (
        (10, 2, 0, 0, 0, 0, 30.0),  # 0: seconds, no integer program
        (10, 6, 1500, 60, 60, 24, 30.0),  # 1: the default
        (14, 12, 4000, 400, 2000, 120, 90.0),  # 2: minutes
        (14, 30, 8000, 4000, 50000, 600, 900.0),  # 3: as long as it takes
    )
)
REGION = Effort(
    price_steps=6, lp_rounds=3, core_arcs=800, core_nodes=20, proof_nodes=0, regions=0, guard_s=5.0
)  # of one region


# stage, value, best bound, certified bound
Report = Callable[[str, int | None, int | None, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Progress of a solve: values in the sense of the goal, None while unknown.

    `bound` is the best bound, certified or the solver's; `gap` is to the certified one.
    """

    stage: str
    value: int | None
    bound: int | None
    gap: float | None
    seconds: float
    certified_bound: int | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the search of one goal found; values are to be maximised."""

    tree: Ints | None
    value: int | None
    ascent: Ascent | None
    solver_bound: int | None
    infeasible: bool = False
    blamed: tuple[str, ...] = ()  # ids of limits that cannot hold together
    blamed_nodes: tuple[int, ...] = ()  # required nodes among the reasons
    stopped_by: str | None = None
    amounts: Ints = field(default_factory=nothing)  # of the side columns


class Search:
    """The best plan and the best bounds so far for one goal."""

    def __init__(
        self,
        arrays: Arrays,
        *,
        effort: Effort,
        seed: int,
        gap: float,
        highs: Highs,
        report: Report,
        crew: Crew | None = None,
    ) -> None:
        self.arrays = arrays
        self.crew = crew
        self.effort = effort
        self.seed = seed
        self.gap = gap
        self.highs = highs
        self.report = report
        self.pool = CutPool(arrays)
        self.tree: Ints | None = None
        self.value: int | None = None
        self.amounts = np.zeros(len(arrays.column_upper), np.int64)  # of the best plan
        self.open_at(self.amounts)
        self.ascent: Ascent | None = None
        self.solver_bound: int | None = None
        self.x: Floats | None = None  # of the last cut LP
        self.infeasible = False
        self.blamed: tuple[str, ...] = ()
        self.blamed_nodes: tuple[int, ...] = ()
        self.stopped_by: str | None = None

    def open_at(self, amounts: Ints) -> None:
        """Let the heuristics look for plans on the graph alone, at the given amounts."""
        self.open = opened(self.arrays, amounts)
        self.budget = trees.budget_of(self.open.arrays)

    def offer(self, tree: Ints) -> bool:
        """Take a plan if it is one and better than the best; whole numbers only."""
        arrays, amounts = self.arrays, self.open.amounts
        whole = settled(arrays, tree)
        chosen = trees.chosen_of(arrays, whole)
        if (whole[arrays.required] < 0).any():
            return False
        if not self._better(chosen, amounts) and not arrays.column_objective.any():
            return False
        if not self.open.arrays.holds(chosen):
            mended = (
                repaired(arrays, use_of_rows(arrays, chosen), amounts) if len(amounts) else None
            )
            if mended is None:
                return False
            amounts = mended
        if not self._better(chosen, amounts):
            return False
        self.tree, self.value, self.amounts = whole, arrays.value(chosen, amounts), amounts
        return True

    def _better(self, chosen: Bools, amounts: Ints) -> bool:
        return self.value is None or self.arrays.value(chosen, amounts) > self.value

    def learn(self, ascent: Ascent) -> None:
        """Take a certificate if its bound is the lowest so far."""
        if self.ascent is None or ascent.bound_scaled < self.ascent.bound_scaled:
            self.ascent = ascent

    def claim(self, bound: float) -> None:
        """Take a bound of the solver: a float, rounded to the next whole number it allows."""
        whole = math.floor(bound + 1e-6 + 1e-9 * abs(bound))
        if self.value is not None:
            whole = max(whole, self.value)
        if self.solver_bound is None or whole < self.solver_bound:
            self.solver_bound = whole

    @property
    def bound(self) -> int | None:
        """The lowest bound, certified or claimed."""
        certified = None if self.ascent is None else self.ascent.bound
        known = [b for b in (self.solver_bound, certified) if b is not None]
        return min(known) if known else None

    def done(self) -> bool:
        """Return whether the plan is proven, or good enough by the certified gap asked for."""
        if self.infeasible:
            return True
        if self.value is None or self.ascent is None:
            return False
        certified = relative_gap(self.value, self.ascent.bound)
        return self.bound == self.value or (certified is not None and certified <= self.gap)

    def tell(self, stage: str) -> None:
        """Report the state after a stage."""
        certified = None if self.ascent is None else self.ascent.bound
        self.report(stage, self.value, self.bound, certified)

    def outcome(self) -> Outcome:
        """Return what was found."""
        return Outcome(
            tree=self.tree,
            value=self.value,
            amounts=self.amounts,
            ascent=self.ascent,
            solver_bound=self.solver_bound,
            infeasible=self.infeasible,
            blamed=self.blamed,
            blamed_nodes=self.blamed_nodes,
            stopped_by=self.stopped_by,
        )


def search(
    arrays: Arrays,
    *,
    start: Ints | None,
    amounts: Ints | None = None,
    effort: Effort,
    seed: int,
    gap: float,
    highs: Highs,
    report: Report,
    crew: Crew | None = None,
) -> Outcome:
    """Search one goal; Ctrl-C returns what was found so far."""
    state = Search(arrays, effort=effort, seed=seed, gap=gap, highs=highs, report=report, crew=crew)
    pursue(state, start, amounts)
    return state.outcome()


def pursue(state: Search, start: Ints | None = None, amounts: Ints | None = None) -> None:
    """Take a search from its first plan to its last stage; Ctrl-C ends it early."""
    try:
        if not _reachable(state):
            return
        _start(state, start, amounts)
        _first_plan(state)
        state.tell("growth")
        if _in_pieces(state.arrays):
            _by_pieces(state)
        else:
            _price(state)
            state.tell("dual ascent")
        for stage, run in stages_after(state.arrays):
            if state.done():
                break
            run(state)
            _choose_amounts(state)
            state.tell(stage)
    except KeyboardInterrupt:
        state.stopped_by = "interrupt"


def _by_pieces(state: Search) -> None:
    """Solve a large problem by regions; the stages that follow are for what that left without."""
    from optimizers.regions import solve_by_regions

    whole = state.arrays.arcs > WHOLE_ARCS
    solve_by_regions(state, state.crew, state.effort.regions if whole else 0)
    _choose_amounts(state)


def _in_pieces(arrays: Arrays) -> bool:
    """Return whether a problem is so large that its regions are solved first.

    Amounts, layers and loads tie pieces together: with them, only what nothing else can solve.
    """
    tied = bool(len(arrays.column_upper)) or arrays.extended
    return arrays.arcs > (WHOLE_ARCS if tied else PROOF_ARCS)


def _finish(state: Search) -> None:
    """Solve the cut LP over what the regions left open, and let integer programs decide it."""
    if state.ascent is not None:
        state.pool.add(state.ascent.cuts())
    for run in (_narrow, relax, _core, _prove):
        if state.done():
            return
        open_arcs = int(_kept(state).sum())
        if run is _narrow or open_arcs <= PROOF_ARCS:
            run(state)
            state.tell("what is open")


def stages_after(arrays: Arrays) -> tuple[tuple[str, Callable[[Search], None]], ...]:
    """Return what follows the first plan and prices, by size."""
    if arrays.arcs <= PROOF_ARCS:
        return ("cut LP", relax), ("core MIP", _core), ("proof MIP", _prove)
    if not _in_pieces(arrays):
        return (
            ("narrow LP", _narrow), ("cut LP", relax), ("core MIP", _core), ("regions", _regions)
        )  # fmt: skip
    if arrays.arcs <= WHOLE_ARCS:
        return ("what is open", _finish), ("regions", _regions)
    return (("cut LP", _rescue),)


def _rescue(state: Search) -> None:
    """Where the regions left no plan, look for one, or for the reason, in a cut LP of the whole."""
    if state.tree is None:
        relax(state)


def _reachable(state: Search) -> bool:
    """Prove at once that no plan exists when a required node cannot be reached at all."""
    nothing = ascend(state.arrays, {}, weight=0)
    if nothing.bound_scaled >= 0:
        return True
    _no_plan(state, nothing)
    return False


def _no_plan(state: Search, ascent: Ascent) -> None:
    """Take a certificate of infeasibility, and name what it rests on."""
    state.ascent, state.infeasible = ascent, True
    state.blamed = tuple(sorted(ascent.prices))
    short = state.arrays.required & (ascent.loss_of_absence < 0)
    state.blamed_nodes = tuple(np.flatnonzero(short).tolist())


def _start(state: Search, start: Ints | None, amounts: Ints | None) -> None:
    """Offer the plan to begin with, and open the problem at the amounts that suit a first plan."""
    if len(state.amounts):
        first = first_amounts(state.arrays, state.highs, state.seed) if amounts is None else amounts
        state.open_at(first)
    if start is not None:
        state.offer(start)


def _choose_amounts(state: Search) -> None:
    """Choose the amounts anew for the plan at hand, and spend what that frees."""
    arrays = state.arrays
    for _ in range(CHOICES if len(state.amounts) else 0):
        if state.tree is None:
            return
        chosen, before = trees.chosen_of(arrays, state.tree), state.value
        activity = use_of_rows(arrays, chosen)
        prices = {} if state.ascent is None else float_prices(state.ascent)
        wanted = best_amounts(
            arrays, np.array(activity, np.float64), prices, state.highs, state.seed
        )
        amounts = repaired(arrays, activity, wanted)
        if amounts is None:
            return
        state.open_at(amounts)
        state.offer(state.tree)
        fit_plans(state, state.tree, prices)
        if state.value == before:
            return


def _first_plan(state: Search) -> None:
    arrays = state.open.arrays
    weight = trees.shares(arrays, {})
    base = trees.empty(arrays) if state.tree is None else state.tree
    grown = trees.grow(arrays, state.budget, base, arrays.objective.astype(np.float64), weight)
    state.offer(trees.prune(arrays, grown, _unspent(arrays, weight)))
    if state.value is None:
        fit_plans(state, grown, {})


def _unspent(arrays: Arrays, weight: Floats) -> Floats:
    """Return the objective less a trifle for money, so that what earns nothing is pruned."""
    return np.asarray(arrays.objective - 1e-9 * np.maximum(weight, 0.0))


def _price(state: Search) -> None:
    """Search the price of money along one line: every envelope at the same price per share."""
    arrays = state.arrays
    upper = [r for r in arrays.rows if r.upper is not None and r.upper > 0]
    total = float(np.abs(arrays.objective).max(initial=1)) * 10.0
    theta = float(state.value or total) or 1.0
    tried: dict[float, Ascent] = {}

    def at(theta: float) -> int:
        if theta not in tried:
            prices = {r.id: int(theta * arrays.scale / r.upper) for r in upper if r.upper}
            tried[theta] = ascend(arrays, prices)
            state.learn(tried[theta])
        return tried[theta].bound_scaled

    if not upper or _later(arrays):
        at(0.0)
        _from_ascent(state, tried[0.0])
        return
    low, high = 0.0, 2.0 * abs(theta)
    golden = (math.sqrt(5.0) - 1.0) / 2.0
    at(low)
    left, right = high - golden * (high - low), low + golden * (high - low)
    for _ in range(state.effort.price_steps):
        if at(left) <= at(right):
            high, right = right, left
            left = high - golden * (high - low)
        else:
            low, left = left, right
            right = low + golden * (high - low)
    ranked = sorted(tried, key=lambda t: (tried[t].bound_scaled, t))
    for t in ranked[:3]:
        state.pool.add(tried[t].cuts())
    for t in ranked[:3]:
        _from_ascent(state, tried[t])


def _later(arrays: Arrays) -> bool:
    """Return whether an earlier goal is kept: then the price of money says little by itself."""
    return any(row.id.startswith("goal:") for row in arrays.rows)


def _from_ascent(state: Search, ascent: Ascent) -> None:
    """Offer plans along the arcs that cost the bound least."""
    for tie in TIES:
        fit_plans(state, steiner_tree(state.arrays, ascent, tie), float_prices(ascent))


def float_prices(ascent: Ascent) -> dict[str, float]:
    """Return the prices of a certificate in the objective per unit of each limit."""
    return {k: p / ascent.scale for k, p in ascent.prices.items()}


def fit_plans(state: Search, tree: Ints, prices: dict[str, float]) -> None:
    """Offer every plan that can be cut from a tree."""
    arrays = state.open.arrays
    for plan in fit(arrays, state.budget, tree, state.open.prices(prices)):
        state.offer(plan)
        if arrays.loads:
            state.offer(refilled(arrays, state.budget, plan, settled(arrays, plan)))


def relax(state: Search, *, tails: bool = True) -> None:
    """Solve the cut LP, and let a small integer program decide what it leaves open.

    Without `tails` it starts from the cuts in the pool alone.
    """
    _cut_rounds(state, tails)
    if not state.done() and (state.effort.core_arcs or len(state.amounts)):
        _dive(state)


def _cut_rounds(state: Search, tails: bool) -> None:
    """Solve the cut LP until its solution violates no cut, taking prices and plans on the way."""
    arrays = state.arrays
    kept = _kept(state)
    if tails:
        state.pool.add_tails(kept)
    for _ in range(state.effort.lp_rounds):
        cuts = np.arange(len(state.pool))
        model = cut_model(arrays, state.pool, cuts, kept)
        answer = state.highs.solve(model.program, guard_s=state.effort.guard_s, seed=state.seed)
        if answer.status == "infeasible":
            _blame(state, model, kept)
            return
        if answer.status != "optimal" or answer.x is None or answer.row_dual is None:
            state.stopped_by = "time"
            return
        assert answer.objective is not None
        before = state.bound
        state.claim(model.value(answer.objective))
        ascent = _certify(state, model, answer)
        x = state.x = model.x(answer, arrays.arcs)
        _plans_from(state, x, ascent)
        if state.done():
            return
        new = state.pool.add(separate(arrays, x))
        state.tell("cut LP")
        if new == 0 or _tight(state) or _slow(state, before):
            return
        state.pool.add(ascent.cuts())


def _narrow(state: Search) -> None:
    """Solve the cut LP over the likeliest arcs of a large problem, again and again chosen anew.

    Its duals guide a dual ascent on all arcs: a certificate as good as it gets without the large
    LP, and the needs by which the next arcs are chosen. Most plans are found here.
    """
    arrays = state.arrays
    kept = _kept(state)
    if kept.sum() <= 2 * NARROW or state.ascent is None or arrays.extended:
        return
    active = _likeliest(state, kept, distances(arrays, state.ascent.loss_of_use))
    alive, stalled = np.arange(len(state.pool)), 0
    for _ in range(2 * state.effort.lp_rounds):
        tails = state.pool.numbers(state.pool.tails(active))
        model = cut_model(arrays, state.pool, np.union1d(alive, tails), active)
        answer = state.highs.solve(model.program, guard_s=state.effort.guard_s, seed=state.seed)
        if answer.status != "optimal" or answer.x is None or answer.row_dual is None:
            return
        prices = model.prices(arrays, answer.row_dual, arrays.scale)
        raises = model.raises(state.pool, answer.row_dual, arrays.scale)
        ascent, withheld = guided(arrays, prices, raises)
        state.learn(ascent)
        x = state.x = model.x(answer, arrays.arcs)
        before = _left(state)
        _plans_from(state, x, ascent)
        state.tell("narrow LP")
        found = state.pool.numbers(separate(arrays, x))
        alive = np.union1d(model.binding(answer), found)
        larger = _likeliest(state, kept, distances(arrays, ascent.loss_of_use))
        larger |= (x > SUPPORT) | (kept & (withheld > 0))
        stalled = stalled + 1 if _left(state) > STALLED * before else 0
        over = len(found) == 0 and not (larger & ~active).any()
        if state.done() or over or stalled == STALLS:
            break
        active = larger
    _dive(state)


def _dive(state: Search) -> None:
    """Let an integer program decide what the LP leaves open, when that is little.

    Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to improve MIP
    solutions", Mathematical Programming 102 (2005): what LP and plan agree on stays. Without a
    plan, or with amounts that make plans hard to come by, only what the LP leaves out stays out
    (Berthold, "RENS", Mathematical Programming Computation 6, 2014).
    """
    if state.x is None:
        return
    core = state.x > SUPPORT
    if state.tree is None or len(state.amounts):
        if state.tree is not None and state.bound is not None and _left(state) < NEAR * state.bound:
            core |= trees.chosen_of(state.arrays, state.tree)
        if core.sum() <= SUPPORT_ARCS:
            _integer(state, core, nodes=1, proof=False)
        return
    plan = trees.chosen_of(state.arrays, state.tree)
    agreed = plan & (state.x > 1.0 - SUPPORT)
    if ((core | plan) & ~agreed).sum() <= OPEN_ARCS:
        _integer(state, core | plan, nodes=1, proof=False, agreed=agreed)


def _left(state: Search) -> float:
    """Return what may still be gained by the certificate's word."""
    if state.value is None or state.ascent is None:
        return math.inf
    return float(state.ascent.bound - state.value)


def _likeliest(state: Search, kept: Bools, need: Ints) -> Bools:
    """Return the NARROW arcs of least need, and those of the plan."""
    order = np.argsort(np.where(kept, need, np.iinfo(np.int64).max), kind="stable")
    active = np.zeros(len(kept), np.bool_)
    active[order[:NARROW]] = True
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
    """Return whether a round of a large cut LP took too little off the gap to ask for another."""
    if before is None or state.bound is None or state.value is None:
        return False
    left = state.bound - state.value
    return state.arrays.arcs > PROOF_ARCS and before - state.bound < SLOW * left


def _certify(state: Search, model: CutModel, answer: Answer) -> Ascent:
    """Turn the duals of an LP into certificates and return the best of them."""
    arrays = state.arrays
    assert answer.row_dual is not None
    prices = model.prices(arrays, answer.row_dual, arrays.scale)
    raises = model.raises(state.pool, answer.row_dual, arrays.scale)
    flows = model.flows(arrays, answer.row_dual, arrays.scale)
    found = [ascend(arrays, prices, flows=flows), ascend(arrays, prices, start=raises, flows=flows)]
    for ascent in found:
        state.learn(ascent)
    return min(found, key=lambda a: a.bound_scaled)


def _plans_from(state: Search, x: Floats, ascent: Ascent) -> None:
    """Offer plans read off a fractional solution, the side columns' amounts chosen to suit it."""
    arrays, prices = state.arrays, float_prices(ascent)
    if len(state.amounts) and state.tree is not None:
        return  # amounts make trees hard to fit: an integer program finds the next plan
    if len(state.amounts):
        used = np.array([row.coefficient @ x[row.arc] for row in arrays.rows])
        state.open_at(best_amounts(arrays, used, prices, state.highs, state.seed))
    for threshold in THRESHOLDS:
        fit_plans(state, trees.widest(arrays, x, threshold), prices)
    for share in BLENDS:
        fit_plans(state, blended_tree(arrays, ascent, x, share), prices)


def _fit_in_turn(state: Search, tree: Ints, prices: dict[str, float]) -> None:
    """Let tree and amounts suit each other in turn, starting from a tree that may not fit."""
    arrays = state.arrays
    for _ in range(CHOICES if len(state.amounts) else 0):
        plans = list(fit(state.open.arrays, state.budget, tree, state.open.prices(prices)))
        if not plans:
            return
        for plan in plans:
            state.offer(plan)
        tree = max(plans, key=lambda plan: arrays.value(trees.chosen_of(arrays, plan)))
        used = np.array(use_of_rows(arrays, trees.chosen_of(arrays, tree)), np.float64)
        state.open_at(best_amounts(arrays, used, prices, state.highs, state.seed))


def _kept(state: Search, slackest: int | None = None) -> Bools:
    """Return the arcs that a better plan may use, or the `slackest` likeliest of them.

    An arc is out when its use, with the way from the root to it, drops the bound to the value of
    the plan at hand: then no strictly better plan uses it.
    """
    arrays = state.arrays
    kept = arrays.usable.copy()
    if state.ascent is None:
        return kept
    need = distances(arrays, state.ascent.loss_of_use)
    if state.value is not None:
        room = state.ascent.bound_scaled - (state.value + 1) * arrays.scale
        kept &= need <= room
    if slackest is not None:
        if state.x is not None:
            need = np.where(state.x > 1e-6, 0, need)
            slackest += int((state.x > 1e-6).sum())
        order = np.argsort(np.where(kept, need, np.iinfo(np.int64).max), kind="stable")
        kept[order[slackest:]] = False
    if state.tree is not None:
        kept[state.tree[state.tree >= 0]] = True
    return kept


def _regions(state: Search) -> None:
    """Free one ball of nodes after another, the least visited first, and improve the plan there."""
    arrays = state.arrays
    if state.tree is None or state.ascent is None:
        return
    weight = weights_of(arrays, float_prices(state.ascent))
    visits = np.zeros(arrays.nodes, np.int64)
    for _ in range(state.effort.regions):
        inside = np.flatnonzero(state.tree >= 0)
        if len(inside) == 0:
            return
        centre = int(inside[np.argmin(visits[inside])])
        ball = ball_around(arrays, centre, BALL, weight)
        visits[ball] += 1
        _improve_in(state, ball)
        state.tell("regions")
        if state.done():
            return


def _improve_in(state: Search, ball: Bools) -> None:
    assert state.tree is not None
    region = region_of(state.open.arrays, state.tree, ball)
    found = search(
        region.arrays,
        start=region.start,
        effort=REGION,
        seed=state.seed,
        gap=1e-5,
        highs=state.highs,
        report=lambda *_: None,
    )
    if found.stopped_by == "interrupt":
        raise KeyboardInterrupt
    if found.tree is not None:
        state.offer(region.whole(found.tree))


def _core(state: Search) -> None:
    """Improve the plan by an integer program over the likeliest arcs."""
    arcs, nodes = state.effort.core_arcs, state.effort.core_nodes
    if arcs == 0:
        if state.tree is not None:
            return
        arcs, nodes = EFFORTS[1].core_arcs, EFFORTS[1].core_nodes  # any plan is better than none
    _integer(state, _kept(state, arcs), nodes=nodes, proof=False)


def _prove(state: Search) -> None:
    """Prove the plan, or find a better one, by an integer program over all arcs that matter."""
    if state.effort.proof_nodes:
        _integer(state, _kept(state), nodes=state.effort.proof_nodes, proof=True)


def _integer(
    state: Search, kept: Bools, *, nodes: int, proof: bool, agreed: Bools | None = None
) -> None:
    """Solve, check connectivity, add the violated cuts, and solve again until clean.

    The `agreed` arcs are in every plan looked for.
    """
    arrays = state.arrays
    state.pool.add_tails(kept)
    for _ in range(8):
        model = cut_model(arrays, state.pool, np.arange(len(state.pool)), kept)
        hint = None
        if state.tree is not None and kept[state.tree[state.tree >= 0]].all():
            hint = model.hint(trees.chosen_of(arrays, state.tree), state.amounts)
        answer = state.highs.solve(
            replace(model.including(agreed).program, integer=True),
            guard_s=state.effort.guard_s,
            node_limit=nodes,
            seed=state.seed,
            hint=hint,
        )
        if answer.stopped_by == "time":
            state.stopped_by = "time"
        if answer.status == "infeasible":
            _no_plan_in(state, proof)
            return
        if proof and answer.bound is not None:
            state.claim(model.value(answer.bound))
        if answer.x is None:
            return
        chosen = np.round(model.x(answer, arrays.arcs))
        tree = trees.widest(arrays, chosen, 0.5)
        if len(state.amounts):
            state.open_at(np.rint(model.amounts(answer)).astype(np.int64))
        taken = state.offer(tree)
        if state.ascent is not None:
            fit_plans(state, tree, float_prices(state.ascent))
            if not taken:
                _fit_in_turn(state, tree, float_prices(state.ascent))
        if state.pool.add(separate(arrays, chosen, 0.5)) == 0 or answer.stopped_by == "time":
            return


def _no_plan_in(state: Search, proof: bool) -> None:
    """Take the solver's word that the arcs at hand hold no plan (better than the one known)."""
    if not proof:
        return
    if state.value is not None:
        state.claim(float(state.value))
    else:
        state.infeasible = True


def _blame(state: Search, model: CutModel, kept: Bools) -> None:
    """Certify that the limits cannot hold together in the LP, and name those with a price."""
    arrays = state.arrays
    if state.value is not None:  # arcs were removed: nothing better than the plan exists
        state.claim(float(state.value))
        return
    for _ in range(state.effort.lp_rounds):
        wide = elastic(model, len(arrays.rows))
        answer = state.highs.solve(wide.program, guard_s=state.effort.guard_s, seed=state.seed)
        if answer.row_dual is None:
            break
        ascent = _refutation(state, wide, answer)
        if ascent is not None:
            _no_plan(state, ascent)
            return
        x = np.zeros(arrays.arcs)
        if answer.x is not None:
            x[model.arc] = np.clip(answer.x[: len(model.arc)], 0.0, 1.0)
        if state.pool.add(separate(arrays, x)) == 0:
            break
        model = cut_model(arrays, state.pool, np.arange(len(state.pool)), kept)
    state.infeasible = True


def _refutation(state: Search, wide: CutModel, answer: Answer) -> Ascent | None:
    """Return the certificate, with objective weight 0, that the duals give, if they give one.

    Without an objective a certificate may be scaled at will: as far as 64 bits allow.
    """
    arrays = state.arrays
    assert answer.row_dual is not None
    end = wide.first_cut + len(wide.cut)
    largest = float(np.abs(answer.row_dual[wide.first_cut : end]).max(initial=0.0))
    duals = answer.row_dual[len(answer.row_dual) - len(arrays.rows) :] / wide.row_unit
    for row, dual in zip(arrays.rows, duals, strict=True):
        largest = max(largest, abs(float(dual)) * float(np.abs(row.coefficient).max(initial=0)))
    if largest == 0.0:
        return None
    dual = answer.row_dual * (2.0**50 / largest / arrays.scale)
    prices = wide.prices(arrays, dual, arrays.scale)
    ascent = ascend(arrays, prices, 0, wide.raises(state.pool, dual, arrays.scale))
    return ascent if ascent.bound_scaled < 0 else None


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the seconds since now."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun
