"""The page's data is short, and says again what was said."""

from __future__ import annotations

import base64
import gzip
import json
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exports.page.coding import Codes, coarse_lines, differences, line, runs, spoken
from planner.exports.page.packing import TYPE, as_letters, data_of, packed, unpacked
from planner.language.label import Label

POINT = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def test_values_are_numbered_as_they_occur() -> None:
    """Each value has one row; None is -1."""
    codes = Codes(lambda value: [value])

    assert [codes.of(v) for v in ("b", "a", "b", None)] == [0, 1, 0, -1]
    assert codes.rows == [["b"], ["a"]]


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_differences_add_up_again(values: list[int]) -> None:
    """The running sum of the differences is the list."""
    assert list(accumulate(d or 0 for d in differences(values))) == values


def test_what_has_no_place_keeps_none() -> None:
    """The next difference is to the last place there was."""
    assert differences([5, None, 7]) == [5, None, 2]


@given(st.sets(st.integers(0, 300)))
def test_stretches_hold_every_number_once(numbers: set[int]) -> None:
    """Read one after another, stretches give the numbers in order."""
    found: list[int] = []
    at = 0
    told = runs(numbers)
    for skip, length in zip(told[::2], told[1::2], strict=True):
        at += skip
        found += range(at, at + length)
        at += length

    assert found == sorted(numbers)


@given(st.lists(POINT, min_size=2, max_size=8))
def test_a_line_ends_within_half_a_step_of_its_end(points: list[tuple[float, float]]) -> None:
    """Steps of a hundred-thousandth of a degree add up to the last point, rounded."""
    found = line(points)
    if found:
        assert abs(sum(found[::2]) / 1e5 - points[-1][0]) <= 0.6e-5
        assert abs(sum(found[1::2]) / 1e5 - points[-1][1]) <= 0.6e-5


def test_lines_become_coarser_until_there_is_room() -> None:
    """The grid doubles until the points are few enough; lines that repeat are left out."""
    wave = [(100 + n / 1000, 45 + (n % 2) / 1000) for n in range(400)]
    fine, _ = coarse_lines([wave], 1000)
    coarse, lines = coarse_lines([wave, wave], 100)

    assert fine == 200 < coarse
    assert len(lines) == 1
    assert len(lines[0]) <= 200


def test_a_page_in_one_language_holds_no_other() -> None:
    """A label is told twice in the one language, so that the script finds its pair."""
    found = Label("сум", "soum")

    assert spoken(found, "both") == ["сум", "soum"]
    assert spoken(found, "mn") == ["сум", "сум"]
    assert spoken(found, "en") == ["soum", "soum"]


def page(data: object, level: int = 9) -> str:
    """Return a page that holds data, compressed as hard as asked."""
    block = packed(data)
    if level != 9:
        plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        block = as_letters(gzip.compress(plain, level, mtime=0))
    return f'<p>x</p><script type="{TYPE}" id="plan-data">{block}</script>'


def test_what_is_packed_is_read_again() -> None:
    """Text in any script and figures come back."""
    data = {"нэр": "</script><script>alert(1)</script>", "n": [1, None, -2.5]}

    assert data_of(page(data)) == data
    assert "<script>alert" not in page(data)


@pytest.mark.parametrize("count", range(12))
def test_letters_of_a_block_are_told_from_markup(count: int) -> None:
    """Any number of bytes comes back; no letter can begin a tag, a comment or an entity."""
    data = bytes((37 * n + 11 * count) % 256 for n in range(count)) + b"\xff" * 40
    letters = as_letters(data)

    assert base64.b85decode(letters.translate(str.maketrans(",.:", "<>&"))) == data
    assert not set(letters) & set("<>&/\"'\\ ")


def test_other_builds_of_zlib_change_nothing_that_is_compared() -> None:
    """Pages with equal data are equal once unpacked, however hard they were compressed."""
    data = {"text": ["a" * 50, "b"] * 40}

    assert page(data) != page(data, 1)
    assert unpacked(page(data), 10_000) == unpacked(page(data, 1), 10_000)


def test_a_block_that_unfolds_without_end_is_refused() -> None:
    """Unpacking stops at the size allowed."""
    with pytest.raises(ValueError, match="too long"):
        unpacked(page("x" * 200_000), 1000)
    with pytest.raises(ValueError, match="cannot be unpacked"):
        unpacked(page(1).replace('data">', 'data">AA'), 1000)
