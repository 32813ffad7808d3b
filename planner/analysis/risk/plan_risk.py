"""What one plan would cost at drawn prices: how far, within which limits, and because of what.

The plan stays as it is and no draw is solved, so that thousands take a second.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.model.limit_meanings import MONEY

if TYPE_CHECKING:
    from optimizers.problem import Limit, Problem
    from optimizers.reoptimize.price_draws import Part, Spreads
    from planner.model.limit_meanings import LimitMeaning

CAPEX = "capex_minor"
MOST_CAUSES = 5
_Z95 = 1.959963984540054  # standard deviations within which 95 % lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What moves the cost: an item, or what many have in common; its share of the variance."""

    name: str  # SKU, or a common factor
    common: bool
    share: float


@dataclass(frozen=True, kw_only=True)
class Stakes:
    """What a plan uses of each limit at today's prices, and how much of it each item is."""

    limits: tuple[Limit, ...]  # that it must keep
    used: tuple[int, ...]  # of each, amounts beside the tree included
    capex_minor: int
    groups: tuple[str, ...]
    of_limits: NDArray[np.int64]  # per limit and group
    of_capex: NDArray[np.int64]  # per group

    @classmethod
    def of(
        cls,
        problem: Problem,
        parts: Sequence[Part],
        chosen: Iterable[int],
        amounts: Sequence[int] = (),
    ) -> Stakes:
        """Return what the chosen arcs, and amounts of columns, have at stake."""
        taken = set(chosen)
        groups = sorted({part.group for part in parts})
        place = {group: number for number, group in enumerate(groups)}
        row_of = {row.id: number for number, row in enumerate(problem.limits)}
        of_limits = np.zeros((len(problem.limits), len(groups)), np.int64)
        of_capex = np.zeros(len(groups), np.int64)
        for part in parts:
            pairs = zip(part.arcs, part.coefficients, strict=True)
            total = sum(k for a, k in pairs if a in taken)
            if amounts:
                beside = zip(part.columns, part.column_coefficients, strict=True)
                total += sum(k * amounts[c] for c, k in beside)
            if part.limit is not None:
                of_limits[row_of[part.limit], place[part.group]] += total
            elif part.quantity == CAPEX:
                of_capex[place[part.group]] += total
        saved = [c.quantities.get(CAPEX, 0) for c in problem.columns]
        return cls(
            limits=problem.limits,
            used=tuple(_used(row, taken, amounts) for row in problem.limits),
            capex_minor=sum(problem.quantities[CAPEX][a] for a in taken)
            + sum(k * y for k, y in zip(saved, amounts, strict=False)),
            groups=tuple(groups),
            of_limits=of_limits,
            of_capex=of_capex,
        )

    def at(self, ratios: Sequence[Mapping[str, int]]) -> Outcomes:
        """Return what happens under drawn ratios, in thousandths by group."""
        drawn = np.array([[r[g] for g in self.groups] for r in ratios], np.int64)
        more = drawn.reshape(len(ratios), len(self.groups)) - 1000
        used = np.array(self.used, np.int64) + _thousandths(more @ self.of_limits.T)
        kept = np.ones(used.shape, np.bool_)
        for number, row in enumerate(self.limits):
            if row.upper is not None:
                kept[:, number] &= used[:, number] <= row.upper
            if row.lower is not None:
                kept[:, number] &= used[:, number] >= row.lower
        return Outcomes(
            kept=kept, capex_minor=self.capex_minor + _thousandths(more @ self.of_capex)
        )

    def causes(self, spreads: Spreads) -> list[Cause]:
        """Return what moves the one-time cost most: its share of the variance, to first order."""
        weights = dict(zip(self.groups, self.of_capex.tolist(), strict=True))
        parts: dict[tuple[bool, str], float] = {}
        for group, amount in weights.items():
            spread = spreads[group]
            parts[False, group] = amount * spread.middle * spread.own
            for name, sd in spread.common:
                parts[True, name] = parts.get((True, name), 0.0) + amount * spread.middle * sd
        total = math.fsum(part * part for part in parts.values())
        if not total:
            return []
        shares = sorted(
            ((part * part / total, common, name) for (common, name), part in parts.items()),
            key=lambda row: (-row[0], row[2]),
        )
        return [Cause(name=n, common=c, share=s) for s, c, n in shares[:MOST_CAUSES] if s > 0]


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """What a plan does under each draw."""

    kept: NDArray[np.bool_]  # per draw and limit
    capex_minor: NDArray[np.int64]  # per draw

    @property
    def all_kept(self) -> int:
        """In how many draws every limit is kept."""
        return int(self.kept.all(axis=1).sum())

    def sd(self, today_minor: int) -> float | None:
        """Return the standard deviation of the one-time cost as a part of today's."""
        if not today_minor or len(self.capex_minor) < 2:
            return None
        return float(np.std(self.capex_minor.astype(np.float64), ddof=1)) / today_minor


def money_kept(
    problem: Problem,
    meanings: Mapping[str, LimitMeaning],
    parts: Sequence[Part],
    plan: tuple[Sequence[int], Sequence[int]],
    ratios: Sequence[Mapping[str, int]],
) -> int:
    """Return under how many ratios a plan, arcs and amounts, keeps all limits of money."""
    stakes = Stakes.of(problem, parts, *plan)
    ours = [n for n, row in enumerate(stakes.limits) if meanings[row.id].kind in MONEY]
    return int(stakes.at(ratios).kept[:, ours].all(axis=1).sum())


def interval(kept: int, draws: int) -> tuple[float, float]:
    """Return within which ends a chance lies with 95 % (E. B. Wilson, JASA 22, 1927)."""
    if draws == 0:
        return 0.0, 1.0
    part, square = kept / draws, _Z95 * _Z95
    middle = (part + square / (2 * draws)) / (1 + square / draws)
    spread = math.sqrt(part * (1 - part) / draws + square / (4 * draws * draws))
    half = _Z95 * spread / (1 + square / draws)
    return max(0.0, middle - half), min(1.0, middle + half)


def _used(row: Limit, taken: set[int], amounts: Sequence[int]) -> int:
    own = sum(k for a, k in zip(row.arcs, row.coefficients, strict=True) if a in taken)
    if not amounts:
        return own
    pairs = zip(row.columns, row.column_coefficients, strict=True)
    return own + sum(k * amounts[c] for c, k in pairs)


def _thousandths(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return whole units from thousandths, halves up."""
    return (2 * values + 1000) // 2000
