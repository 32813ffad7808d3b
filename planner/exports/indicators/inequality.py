"""Measures of how unequally people are served, each by its formula, in plain Python.

Values are what one person of a group has, weights how many people have it. Every measure is 0 where
all have the same. A measure of a mean of 0, or of nobody, is None: it says nothing.
Sums are exact (`Fraction`, `math.fsum`), so that every machine and every order gives the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

Weighed = tuple[int, int]  # what each person has, and how many people
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's T and its two parts: between the groups, and within them."""

    total: float
    between: float

    @property
    def within(self) -> float:
        """What inequality would be left if every group had the mean of all."""
        return self.total - self.between


def mean(people: Iterable[Weighed]) -> Fraction | None:
    """Return what a person has on average, exactly; None for nobody."""
    found = list(people)
    count = sum(weight for _, weight in found)
    return Fraction(sum(x * w for x, w in found), count) if count else None


def gini(people: Iterable[Weighed]) -> Fraction | None:
    """Return the Gini coefficient, exactly: half of the mean difference of two people by the mean.

    G = sum of w_i w_j |x_i - x_j| / (2 W^2 mean) (F. A. Cowell, Measuring Inequality, 3rd ed.,
    2011), summed in the order of x.
    """
    found = sorted(_several(people))
    total = sum(x * w for x, w in found)
    count = sum(w for _, w in found)
    if not total:
        return None
    differences, below, below_total = 0, 0, 0
    for x, weight in found:
        differences += weight * (x * below - below_total)
        below, below_total = below + weight, below_total + x * weight
    return Fraction(differences, count * total)


def theil(groups: Mapping[Key, Sequence[Weighed]]) -> Theil | None:
    """Return Theil's T of all people, with its part between groups.

    T = sum of w/W x/m ln(x/m), 0 for x = 0; between groups with each group's mean in the place of
    x (H. Theil, Economics and Information Theory, 1967; F. A. Cowell 2011).
    """
    everybody = [person for people in groups.values() for person in people]
    middle = mean(everybody)
    if not middle:
        return None
    count = sum(weight for _, weight in everybody)
    means = ((mean(people), sum(w for _, w in people)) for people in groups.values())
    return Theil(
        total=_theil_sum(((Fraction(x), w) for x, w in _several(everybody)), middle, count),
        between=_theil_sum(((m, w) for m, w in means if m is not None), middle, count),
    )


def _theil_sum(parts: Iterable[tuple[Fraction, int]], middle: Fraction, count: int) -> float:
    ratios = ((value / middle, Fraction(weight, count)) for value, weight in parts)
    return math.fsum(float(part * ratio) * math.log(ratio) for ratio, part in ratios if ratio)


def atkinson(people: Iterable[Weighed]) -> float | None:
    """Return Atkinson's index with aversion 1/2: the part that equal shares could give up.

    A = 1 - (sum of w/W sqrt(x))^2 / mean (A. B. Atkinson, On the measurement of inequality, 1970).
    """
    found = _several(people)
    middle = mean(found)
    if not middle:
        return None
    count = sum(weight for _, weight in found)
    root = math.fsum(weight * math.sqrt(x) for x, weight in found) / count
    return max(0.0, 1 - root * root / float(middle))


def coverage(groups: Mapping[Key, tuple[int, int]]) -> Fraction | None:
    """Return the part of all people who are served, from (served, all) of every group."""
    count = sum(everybody for _, everybody in groups.values())
    return Fraction(sum(served for served, _ in groups.values()), count) if count else None


def dissimilarity(groups: Mapping[Key, tuple[int, int]]) -> Fraction | None:
    """Return the part of what is served that would have to go to others for equal coverage.

    D = sum of w_g/W |p_g - p| / (2 p) (O. D. and B. Duncan 1955, as R. Paes de Barros et al.,
    Measuring Inequality of Opportunities, World Bank 2009, use it), from (served, all) by group.
    """
    part = coverage(groups)
    if not part:
        return None
    count = sum(everybody for _, everybody in groups.values())
    apart = sum(abs(served - part * everybody) for served, everybody in groups.values())
    return Fraction(apart) / (2 * part * count)


def opportunity(groups: Mapping[Key, tuple[int, int]]) -> Fraction | None:
    """Return the Human Opportunity Index p (1 - D): coverage less what is unequally given.

    (R. Paes de Barros et al., World Bank 2009.) 0 where nobody is served, None for nobody.
    """
    part, apart = coverage(groups), dissimilarity(groups)
    if part is None or apart is None:
        return part
    return part * (1 - apart)


def _several(people: Iterable[Weighed]) -> list[Weighed]:
    """Return people with the same together, in order; groups of nobody are left out."""
    ordered = sorted((person for person in people if person[1]), key=itemgetter(0))
    return [(x, sum(w for _, w in same)) for x, same in groupby(ordered, key=itemgetter(0))]
