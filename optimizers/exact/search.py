"""The state of a search for one goal: the best plan and bounds, and the arcs that still matter."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from optimizers.graph import tree_growth, tree_heuristics
from optimizers.graph.arrays import Arrays, Bools, Floats, Ints, nothing, use_of_rows
from optimizers.graph.cuts import CutPool
from optimizers.graph.dual_ascent import Ascent
from optimizers.graph.hop_capacity import refilled, settled
from optimizers.graph.paths import distances
from optimizers.graph.rounding import fit
from optimizers.programs.cut_model import Basis, passed_nodes
from optimizers.programs.guarded import Guarded
from optimizers.programs.highs import Highs
from optimizers.programs.side_columns import best_amounts, opened, repaired
from optimizers.programs.workers import Crew
from optimizers.result import Split, relative_gap

SUPPORT = 1e-6  # share of an arc in a fractional solution that counts
CHOICES = 3  # of amounts of the side columns after one stage
GUARDED_ARCS = 10_000  # that the wall guard of an effort is meant for


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
    certify: bool = False  # what the cut LP claims, even where the plan is proven by then
    near: float = 0.0  # relative gap at which an integer program ends


EFFORTS = tuple(
    Effort(
        price_steps=p,
        lp_rounds=r,
        core_arcs=c,
        core_nodes=n,
        proof_nodes=m,
        regions=k,
        guard_s=s,
        certify=r >= 12,
    )
    for p, r, c, n, m, k, s in (
        (10, 2, 0, 0, 0, 0, 120.0),  # 0: seconds; programs only of what an LP leaves open
        (10, 6, 1500, 60, 60, 24, 300.0),  # 1: the default
        (14, 12, 4000, 400, 2000, 120, 600.0),  # 2: minutes
        (14, 30, 8000, 4000, 50000, 600, 3600.0),  # 3: as long as it takes
    )
)
REGION = Effort(
    price_steps=6, lp_rounds=3, core_arcs=800, core_nodes=20, proof_nodes=0, regions=0, guard_s=60.0
)  # of one region


def guard_s(effort: Effort, arcs: int) -> float:
    """Return the wall seconds at most for one program: more where a problem has many arcs.

    A guard that ends what nodes of the search measure anyway makes answers those of the machine:
    one cut LP of 4,824 sites took 30 CPU s, and 112 s beside other work.
    """
    return effort.guard_s * max(1.0, arcs / GUARDED_ARCS)


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


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Where the last cut LP of a search ended, for programs that go on from there."""

    pool: CutPool
    alive: Ints | None
    basis: Basis | None


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
    parts: tuple[Split | Ascent, ...] = ()  # a proof in parts, each split before what it splits
    relaxation: Relaxation | None = None  # where the cut LP ended


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
        self.programs = Guarded(highs, guard_s(effort, arrays.arcs), seed, effort.near)
        self.report = report
        self.pool = CutPool(arrays)
        self.tree: Ints | None = None
        self.value: int | None = None
        self.amounts = np.zeros(len(arrays.column_upper), np.int64)  # of the best plan
        self.passed = passed_nodes(arrays)
        self.open_at(self.amounts)
        self.ascent: Ascent | None = None
        self.tied: Ascent | None = None  # of the objective with ties broken, to judge arcs by
        self.solver_bound: int | None = None
        self.x: Floats | None = None  # of the last cut LP
        self.relaxed: float | None = None  # value of the last cut LP
        self.basis: Basis | None = None  # of the last cut LP
        self.alive: Ints | None = None  # cuts without room in the last cut LP; None: all of them
        self.ceiling = np.full(arrays.arcs, math.inf)  # per arc, the solver's bound when it is used
        self.decided = np.zeros(arrays.arcs, np.bool_)  # arcs over which a program found no better
        self.decided_bound = math.inf  # and its bound of their plans, the solver's word
        self.infeasible = False
        self.blamed: tuple[str, ...] = ()
        self.blamed_nodes: tuple[int, ...] = ()
        self.stopped_by: str | None = None
        self.suited: Ints | None = None  # the plan for which amounts were last chosen
        self._known: dict[bytes, Ints] = {}  # amounts by what arcs use of the rows, and prices

    def open_at(self, amounts: Ints) -> None:
        """Let the heuristics look for plans on the graph alone, at the given amounts."""
        self.open = opened(self.arrays, amounts)
        self.budget = tree_growth.budget_of(self.open.arrays)

    def amounts_for(self, activity: Floats, prices: Mapping[str, float]) -> Ints:
        """Return good whole amounts for what the arcs use of each row.

        Plans that are cut and grown again come back to the same rows: no program is solved twice.
        """
        key = activity.tobytes() + repr(sorted(prices.items())).encode()
        if key not in self._known:
            self._known[key] = best_amounts(self.arrays, activity, prices, self.programs)
        return self._known[key].copy()

    def offer(self, tree: Ints) -> bool:
        """Take a plan if it is one and better than the best; whole numbers only."""
        arrays, amounts = self.arrays, self.open.amounts
        whole = settled(arrays, tree)
        chosen = tree_heuristics.chosen_of(arrays, whole)
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
        whole = tree_heuristics.without_bare_ends(arrays, whole, self.passed)
        chosen = tree_heuristics.chosen_of(arrays, whole)
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
        return self.bound == self.value or self.enough()

    def enough(self) -> bool:
        """Return whether the certified gap is as small as asked for."""
        if self.value is None or self.ascent is None:
            return False
        certified = relative_gap(self.value, self.ascent.bound)
        return certified is not None and certified <= self.gap

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
            stopped_by=self.stopped_by or self.programs.stopped_by,
            relaxation=Relaxation(self.pool, self.alive, self.basis),
        )


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


def fit_in_turn(state: Search, tree: Ints, prices: dict[str, float]) -> None:
    """Let tree and amounts suit each other in turn, starting from a tree that may not fit."""
    arrays = state.arrays
    for _ in range(CHOICES if len(state.amounts) else 0):
        plans = list(fit(state.open.arrays, state.budget, tree, state.open.prices(prices)))
        if not plans:
            return
        for plan in plans:
            state.offer(plan)
        tree = max(plans, key=lambda plan: arrays.value(tree_heuristics.chosen_of(arrays, plan)))
        used = np.array(use_of_rows(arrays, tree_heuristics.chosen_of(arrays, tree)), np.float64)
        state.open_at(state.amounts_for(used, prices))


def choose_amounts(state: Search) -> None:
    """Choose the amounts anew for the plan at hand, and spend what that frees."""
    arrays = state.arrays
    if state.tree is not None and state.suited is state.tree:
        return
    for _ in range(CHOICES if len(state.amounts) else 0):
        if state.tree is None:
            return
        chosen, before = tree_heuristics.chosen_of(arrays, state.tree), state.value
        activity = use_of_rows(arrays, chosen)
        prices = {} if state.ascent is None else float_prices(state.ascent)
        wanted = state.amounts_for(np.array(activity, np.float64), prices)
        amounts = repaired(arrays, activity, wanted)
        if amounts is None:
            return
        state.open_at(amounts)
        state.offer(state.tree)
        fit_plans(state, state.tree, prices)
        state.suited = state.tree
        if state.value == before:
            return


def kept_arcs(state: Search, slackest: int | None = None) -> Bools:
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
            need = np.where(state.x > SUPPORT, 0, need)
            slackest += int((state.x > SUPPORT).sum())
        order = np.argsort(np.where(kept, need, np.iinfo(np.int64).max), kind="stable")
        kept[order[slackest:]] = False
    if state.tree is not None:
        kept[state.tree[state.tree >= 0]] = True
    return kept


def open_arcs(state: Search) -> Bools:
    """Return the kept arcs that by the duals of the cut LPs, too, a better plan may use.

    These are the solver's words: good for an integer program, not for a certificate.
    """
    kept = kept_arcs(state)
    if state.value is not None:
        kept &= state.ceiling >= state.value + 1 - 1e-6 - 1e-9 * abs(state.value)
    if state.tree is not None:
        kept[state.tree[state.tree >= 0]] = True
    return kept


def is_decided(state: Search) -> bool:
    """Return whether, by the solver's word, no better plan uses any of the arcs that are open."""
    return state.tree is not None and not (open_arcs(state) & ~state.decided).any()


def left(state: Search) -> float:
    """Return what may still be gained by the certificate's word."""
    if state.value is None or state.ascent is None:
        return math.inf
    return float(state.ascent.bound - state.value)


def no_plan(state: Search, ascent: Ascent) -> None:
    """Take a certificate of infeasibility, and name what it rests on."""
    state.ascent, state.infeasible = ascent, True
    state.blamed = tuple(sorted(ascent.prices))
    short = state.arrays.required & (ascent.loss_of_absence < 0)
    state.blamed_nodes = tuple(np.flatnonzero(short).tolist())


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the seconds since now."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun
