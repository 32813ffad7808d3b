"""Award of lots: the cheapest combination of offers, at most so many lots a bidder.

Each lot goes to one offer or to none. As many lots as possible are awarded, and of all ways to do
so the cheapest is taken. Discounts depend on which lots, or on how many, one bid wins; all whose
condition is met are added up. Amounts are whole units of money. Among equally cheap combinations
the one with the smallest offers, lot by lot, is returned, so that equal inputs give equal answers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_EFFORT = 60.0  # of one search, in the solver's own units, which no clock changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """What one bid takes off when it wins all of `lots` and at least `least` lots.

    `amount` is taken off once, `per_lot` for each lot of the mapping that the bid wins.
    """

    bid: int
    lots: frozenset[int] = frozenset()
    least: int = 0
    amount: int = 0
    per_lot: Mapping[int, int] = field(default_factory=dict)

    def taken(self, won: frozenset[int]) -> int:
        """Return what is taken off for the lots that its bid wins, 0 where the condition fails."""
        if not won or not self.lots <= won or len(won) < self.least:
            return 0
        return self.amount + sum(off for lot, off in self.per_lot.items() if lot in won)


@dataclass(frozen=True, kw_only=True)
class LotOffers:
    """Offers for lots: `prices` by bid and lot, the bidder of each bid, discounts and the limit."""

    prices: Mapping[tuple[int, int], int]
    bidder_of: Mapping[int, int]  # several bids may be of one bidder
    discounts: tuple[Discount, ...] = ()
    most: int | None = None  # lots that one bidder may win; None: any number

    @property
    def lots(self) -> tuple[int, ...]:
        """Lots that anybody offers, in order."""
        return tuple(sorted({lot for _, lot in self.prices}))

    def cost(self, winners: Mapping[int, int]) -> int:
        """Return what a combination costs, given the winning bid of each lot awarded."""
        won: dict[int, set[int]] = defaultdict(set)
        for lot, bid in winners.items():
            won[bid].add(lot)
        listed = sum(self.prices[bid, lot] for lot, bid in winners.items())
        return listed - sum(d.taken(frozenset(won[d.bid])) for d in self.discounts)

    def allowed(self, winners: Mapping[int, int]) -> bool:
        """Return whether every lot is won by an offer for it, and no bidder wins too many."""
        if any((bid, lot) not in self.prices for lot, bid in winners.items()):
            return False
        wins = Counter(self.bidder_of[bid] for bid in winners.values())
        return self.most is None or max(wins.values(), default=0) <= self.most


@dataclass(frozen=True, kw_only=True)
class LotAward:
    """The combination found, with what is known about it."""

    winners: Mapping[int, int]  # lot -> bid
    cost: int
    at_least: int  # no combination of as many lots costs less
    alone: bool  # whether no other combination of as many lots costs as little
    solver: str  # which solver proved it, with its version

    @property
    def proven(self) -> bool:
        """Whether the solver proved that nothing is cheaper."""
        return self.cost == self.at_least


def cheapest(offers: LotOffers) -> LotAward:
    """Return the cheapest combination that awards as many lots as possible."""
    from importlib.metadata import version

    name = f"CP-SAT (OR-Tools {version('ortools')})"
    if not offers.prices:
        return LotAward(winners={}, cost=0, at_least=0, alone=True, solver=name)
    search = _Search(offers)
    count, most = search.best(sum(search.wins.values()), maximize=True)
    search.model.add(sum(search.wins.values()) == count)
    cost, at_least = search.best(search.cost)
    search.model.add(search.cost <= cost)
    winners = search.winners()
    alone = not search.another(winners)
    return LotAward(
        winners=winners if alone else search.first_by_lot(),
        cost=cost,
        at_least=at_least if count == most else min(at_least, cost - 1),
        alone=alone,
        solver=name,
    )


class _Search:
    """The combinations as a model of yes-or-no choices; limits are added from stage to stage."""

    def __init__(self, offers: LotOffers) -> None:
        from ortools.sat.python import cp_model

        self.model: Any = cp_model.CpModel()
        self.offers = offers
        self.wins = {
            (bid, lot): self.model.new_bool_var(f"bid {bid} wins lot {lot}")
            for bid, lot in sorted(offers.prices)
        }
        self._limits()
        listed = [offers.prices[key] * won for key, won in self.wins.items()]
        self.cost: Any = sum(listed) - sum(self._taken(d) for d in offers.discounts)

    def _limits(self) -> None:
        for lot in self.offers.lots:
            self.model.add_at_most_one(w for (_, at), w in self.wins.items() if at == lot)
        if self.offers.most is None:
            return
        for bidder in sorted(set(self.offers.bidder_of.values())):
            own = [w for (bid, _), w in self.wins.items() if self.offers.bidder_of[bid] == bidder]
            self.model.add(sum(own) <= self.offers.most)

    def _taken(self, discount: Discount) -> Any:
        """Return what a discount takes off, as an expression that is 0 where it is not met.

        A discount only lowers the cost, so that a search for the least takes every one it may.
        """
        own = {lot: w for (bid, lot), w in self.wins.items() if bid == discount.bid}
        if not own or not discount.lots <= own.keys():
            return 0
        met = self.model.new_bool_var("discount")
        self.model.add(sum(own.values()) >= max(discount.least, 1) * met)
        for lot in sorted(discount.lots):
            self.model.add_implication(met, own[lot])
        parts = [discount.amount * met]
        for lot, off in sorted(discount.per_lot.items()):
            if lot in own and off:
                both = self.model.new_bool_var("discount of a lot")
                self.model.add_implication(both, met)
                self.model.add_implication(both, own[lot])
                parts.append(off * both)
        return sum(parts)

    def best(self, goal: Any, *, maximize: bool = False) -> tuple[int, int]:
        """Return the best value found of a goal and its proven bound."""
        if maximize:
            self.model.maximize(goal)
        else:
            self.model.minimize(goal)
        self._solve()
        bound = self.solver.best_objective_bound
        return round(self.solver.objective_value), round(bound)

    def first_by_lot(self) -> dict[int, int]:
        """Return the winners with the smallest bid of each lot in turn, none after any bid."""
        winners: dict[int, int] = {}
        for lot in self.offers.lots:
            own = {bid: w for (bid, at), w in self.wins.items() if at == lot}
            none = max(own) + 1
            chosen = none + sum((bid - none) * w for bid, w in own.items())
            first, _ = self.best(chosen)
            self.model.add(chosen == first)
            if first != none:
                winners[lot] = first
        return winners

    def winners(self) -> dict[int, int]:
        """Return the winning bid of each lot in the last combination found."""
        won = {lot: bid for (bid, lot), w in self.wins.items() if self.solver.boolean_value(w)}
        return dict(sorted(won.items()))

    def another(self, winners: Mapping[int, int]) -> bool:
        """Return whether a combination within the limits differs from this one."""
        if not winners:
            return False
        same = self.model.new_bool_var("same")
        for lot, bid in winners.items():
            self.model.add_implication(same, self.wins[bid, lot])
        shared = sum(self.wins[bid, lot] for lot, bid in winners.items())
        self.model.add(shared <= len(winners) - 1 + same)
        self.model.clear_objective()
        self.model.add_assumptions([same.negated()])
        found = self.found()
        self.model.clear_assumptions()
        return found

    def found(self) -> bool:
        """Return whether any combination keeps the limits."""
        from ortools.sat.python import cp_model

        self.solver = self._solver()
        return self.solver.solve(self.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def _solve(self) -> None:
        if not self.found():
            raise ValueError("no combination of offers was found in the effort given")

    def _solver(self) -> Any:
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = _EFFORT
        return solver
