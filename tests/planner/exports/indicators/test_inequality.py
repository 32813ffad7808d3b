"""Measures of inequality: values by hand, and the laws that make them measures."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exports.indicators.inequality import (
    atkinson,
    coverage,
    dissimilarity,
    gini,
    mean,
    opportunity,
    theil,
)

person = st.tuples(st.integers(0, 1000), st.integers(0, 50))
people = st.lists(person, min_size=1, max_size=6)
groups = st.dictionaries(st.integers(0, 4), people, min_size=1)
served = st.integers(0, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
coverages = st.dictionaries(st.integers(0, 5), served, min_size=1)


def test_one_who_has_all():
    """One of four has everything: three quarters, ln 4, and what equal shares could give up."""
    four = [(0, 3), (1000, 1)]

    assert mean(four) == 250
    assert gini(four) == Fraction(3, 4)
    assert theil({"all": four}).total == pytest.approx(math.log(4))
    assert atkinson(four) == pytest.approx(0.75)


def test_two_places():
    """Two groups of equals differ between them alone; coverage is what moves."""
    parts = {"city": [(1000, 50)], "steppe": [(500, 50)]}
    found = theil(parts)
    expected = (2 / 3) * math.log(4 / 3) + (1 / 3) * math.log(2 / 3)

    assert found.total == pytest.approx(expected)
    assert found.within == pytest.approx(0, abs=1e-12)
    assert gini([p for part in parts.values() for p in part]) == Fraction(1, 6)


def test_opportunities_by_hand():
    """80 of 100 in one group and 20 of 100 in the other: a third would have to move."""
    parts = {"a": (80, 100), "b": (20, 100)}

    assert coverage(parts) == Fraction(1, 2)
    assert dissimilarity(parts) == Fraction(3, 10)
    assert opportunity(parts) == Fraction(7, 20)


def test_nobody_and_nothing_say_nothing():
    """No people have no measure; people without anything are not unequal."""
    for measure in (gini, atkinson, mean):
        assert measure([]) is None
    assert theil({}) is None
    assert gini([(0, 5)]) is None
    assert dissimilarity({"a": (0, 5)}) is None
    assert opportunity({"a": (0, 5)}) == 0
    assert opportunity({}) is None


@given(people)
def test_gini_is_the_mean_difference(found):
    """Summed in order it is the double sum of its definition."""
    count, middle = sum(w for _, w in found), mean(found)
    if not middle:
        assert gini(found) is None
        return
    differences = sum(w * v * abs(x - y) for x, w in found for y, v in found)

    assert gini(found) == Fraction(differences) / (2 * count * count * middle)


@given(people, st.integers(2, 9))
def test_scale_and_copies_change_nothing(found, factor):
    """What each has times a number, or everybody several times, is as unequal as before."""
    richer = [(x * factor, w) for x, w in found]
    more = [(x, w * factor) for x, w in found]

    for other in (richer, more):
        assert gini(other) == gini(found)
        assert atkinson(other) == pytest.approx(atkinson(found), abs=1e-9)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=9), st.data())
def test_giving_to_the_poorer_lowers_every_measure(values, data):
    """The principle of transfers (Pigou and Dalton)."""
    values.sort()
    if values[-1] - values[0] < 2:
        return
    amount = data.draw(st.integers(1, (values[-1] - values[0]) // 2))
    after = [values[0] + amount, *values[1:-1], values[-1] - amount]
    before_people, after_people = [(x, 1) for x in values], [(x, 1) for x in after]

    assert gini(after_people) < gini(before_people)
    assert theil({0: after_people}).total < theil({0: before_people}).total
    assert atkinson(after_people) < atkinson(before_people)


@given(groups)
def test_parts_add_up_and_stay_within_their_ends(found):
    """Between and within are each at least 0; the ends are 0 and the one who has all."""
    everybody = [p for part in found.values() for p in part]
    parts = theil(found)
    if parts is None:
        return

    assert parts.between >= -1e-9
    assert parts.within >= -1e-9
    assert 0 <= gini(everybody) < 1
    assert 0 <= atkinson(everybody) < 1


@given(coverages)
def test_opportunity_is_between_nothing_and_coverage(found):
    """D is between 0 and 1, so that the index is at most what is covered."""
    part = coverage(found)
    if not part:
        return

    assert 0 <= dissimilarity(found) < 1
    assert 0 < opportunity(found) <= part


@given(st.fractions(0, 1, max_denominator=20), st.lists(st.integers(1, 9), min_size=1))
def test_equal_coverage_loses_nothing(part, sizes):
    """Where every group is served alike, the index is the coverage."""
    found = {k: (part.numerator * n, part.denominator * n) for k, n in enumerate(sizes)}

    assert opportunity(found) == part
