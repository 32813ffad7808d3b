"""What a release may tell so that no confidential estimate can be found from it.

An estimate follows from sums, from what others cost, and from prices of the same items published
elsewhere. Each is bounded by linear programs over everything published; where the interval is
narrower than half of an estimate, unit prices are withheld, then totals, until it is wide enough.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.exports.ocds.confidentiality import is_shown, tells_no_estimate, yearly_amounts
from planner.exports.ocds.processes import Process

if TYPE_CHECKING:
    from planner.procurement.tender_context import TenderContext

LEAST_WIDTH = 0.5  # of an estimate, that the interval for it has at least
MOST_SAVED = 0.3  # of list prices, that a reader takes to be saved by tiers, stock and VAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Which totals and unit prices are published beside the estimates that a rule shows."""

    one_time: bool  # what is paid once
    per_year: bool  # what is new every year
    prices: frozenset[str]  # SKUs whose unit prices stand with items of a shown process


def disclosure_of(context: TenderContext, found: Sequence[Process]) -> Disclosure:
    """Return what may be published of a plan's processes.

    Sums from which one estimate follows by subtraction are withheld first.
    """
    sums = {
        yearly: tells_no_estimate(context, [p for p in found if yearly_amounts(p) == yearly])
        for yearly in (False, True)
    }
    skus = frozenset(good.line.sku for p in found for good in p.goods)
    hidden = {p.id: p.amount_minor() for p in found if not is_shown(context, p)}
    apart = skus - {g.line.sku for p in found if p.id in hidden for g in p.goods}
    ways = (
        Disclosure(one_time=sums[False], per_year=sums[True], prices=skus),
        Disclosure(one_time=sums[False], per_year=sums[True], prices=apart),
        Disclosure(one_time=sums[False], per_year=False, prices=apart),
        Disclosure(one_time=False, per_year=False, prices=apart),
    )
    for told in ways[:-1]:
        ends = intervals(context, found, told)
        if all(high - low >= LEAST_WIDTH * hidden[name] for name, (low, high) in ends.items()):
            return told
    return ways[-1]


def intervals(
    context: TenderContext, found: Sequence[Process], told: Disclosure
) -> dict[str, tuple[float, float]]:
    """Return the least and the greatest confidential estimate that fits what is published."""
    hidden = [process for process in found if not is_shown(context, process)]
    model = _Model(context, found, told)
    return {process.id: model.ends(process.id) for process in hidden}


class _Model:
    """Estimates and unit prices as unknowns, and everything published as rows."""

    def __init__(self, context: TenderContext, found: Sequence[Process], told: Disclosure) -> None:
        skus = sorted({good.line.sku for p in found for good in p.goods})
        names = [
            *(p.id for p in found),
            *(f"price {sku}" for sku in skus),
            "untendered",
            "untendered yearly",
        ]
        self.place: Mapping[str, int] = {name: n for n, name in enumerate(names)}
        self.size = len(names)
        self.equal: list[list[float]] = []
        self.amounts: list[float] = []
        self.upper: list[list[float]] = []  # rows that are at most 0
        for process in found:
            self._process(process, context, told)
        self._sums(found, told)

    def ends(self, name: str) -> tuple[float, float]:
        """Return the least and the greatest value of an unknown."""
        from scipy.optimize import linprog

        goal = self._row({name: 1.0})
        found: list[float] = []
        for sign in (1.0, -1.0):
            answer = linprog(
                [sign * value for value in goal],
                A_ub=self.upper or None,
                b_ub=[0.0] * len(self.upper) or None,
                A_eq=self.equal or None,
                b_eq=self.amounts or None,
                bounds=(0, None),
                method="highs",
            )  # without an end, or nothing fits: what the reader takes for granted is not so
            end = float(answer.fun) if answer.success and answer.fun is not None else -math.inf
            found.append(sign * end if math.isfinite(end) else -sign * math.inf)
        return found[0], found[1]

    def _row(self, parts: Mapping[str, float]) -> list[float]:
        row = [0.0] * self.size
        for name, value in parts.items():
            row[self.place[name]] = value
        return row

    def _is(self, parts: Mapping[str, float], amount: float) -> None:
        self.equal.append(self._row(parts))
        self.amounts.append(amount)

    def _process(self, process: Process, context: TenderContext, told: Disclosure) -> None:
        """Add what an estimate costs at list prices, and what of both is published."""
        units: dict[str, int] = defaultdict(int)
        for good in process.goods:
            units[f"price {good.line.sku}"] += good.bought
        self.upper.append(self._row({**{k: -n for k, n in units.items()}, process.id: 1.0}))
        least = {k: (1 - MOST_SAVED) * n for k, n in units.items()}
        self.upper.append(self._row({**least, process.id: -1.0}))
        if is_shown(context, process):
            self._is({process.id: 1.0}, process.amount_minor())
            for good in process.goods:
                if good.line.sku in told.prices:
                    self._is({f"price {good.line.sku}": 1.0}, good.line.unit_price_minor)

    def _sums(self, found: Sequence[Process], told: Disclosure) -> None:
        """Add the totals that are published, less what nobody tenders: readers may know that."""
        for published, yearly in ((told.one_time, False), (told.per_year, True)):
            own = [p for p in found if yearly_amounts(p) == yearly]
            if published and own:
                self._is({p.id: 1.0 for p in own}, sum(p.amount_minor() for p in own))
