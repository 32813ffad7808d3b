"""Mongolian names stand in the order of the Mongolian alphabet."""

from __future__ import annotations

import random

from planner.language.collation import alphabetical, named_first


def test_aimags_stand_where_a_reader_looks_for_them() -> None:
    """Өвөрхангай and Өмнөговь come before Сүхбаатар, Үүр between Увс and Ховд, ё after е."""
    names = ["Архангай", "Баян-Өлгий", "Баянхонгор", "Ерөө", "Ёл", "Жаргалант", "Орхон",
             "Өвөрхангай", "Өмнөговь", "Сүхбаатар", "Увс", "Үүр", "Ховд", "Хөвсгөл"]  # fmt: skip
    mixed = random.Random(1).sample(names, len(names))

    assert sorted(mixed, key=alphabetical) == names
    assert sorted(mixed) != names


def test_names_that_differ_by_case_have_one_order() -> None:
    """Equal names of different case are never left in the order that they came in."""
    assert sorted(["увс", "Увс"], key=alphabetical) == sorted(["Увс", "увс"], key=alphabetical)


def test_what_lies_in_no_aimag_comes_last() -> None:
    """Rows without a name follow all that have one."""
    assert sorted(["", "Увс", "Өмнөговь"], key=named_first) == ["Өмнөговь", "Увс", ""]
