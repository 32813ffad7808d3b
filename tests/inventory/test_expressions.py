from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import rules
from inventory.expressions import DEEPEST, LONGEST, ExpressionError, Kind, parse
from inventory.values import Fault, NumberFormat


def number(text: str, form: NumberFormat | None = None, **cells: Any) -> Any:
    """Return the figure of an expression for one row."""
    return parse(text).number(cells, form)


def truth(text: str, form: NumberFormat | None = None, **cells: Any) -> Any:
    """Return whether one row fulfils a condition."""
    return parse(text).truth(cells, form)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("boys + girls", 25),
        ("boys - girls", 1),
        ("2 * (boys + girls) / 5", 10),
        ("boys - girls - 1", 0),  # from left to right
        ("boys / 3", Fraction(13, 3)),  # exact
        ("-boys + --girls", -1),
        ("boys * .5", Fraction(13, 2)),
        ("boys", 13),
        ("7", 7),
    ],
)
def test_figures_are_exact(text: str, value: object) -> None:
    """Sums, products, brackets and signs follow the usual order, in exact fractions."""
    assert number(text, boys="13", girls=12) == value


def test_columns_with_spaces_stand_in_backticks() -> None:
    """A header with spaces or signs is written between backticks; other letters need none."""
    expression = parse("`Хүү, нийт` + охин + `2024 (F)` + охин")

    assert expression.names == ("Хүү, нийт", "охин", "2024 (F)")
    assert expression.number({"Хүү, нийт": 1, "охин": "2", "2024 (F)": 3.5}, None) == Fraction(
        17, 2
    )


def test_numbers_are_read_in_the_format_of_the_file() -> None:
    """Text cells follow the declared number format; an undeclared separator is never guessed."""
    assert number("a + b", NumberFormat.COMMA_THOUSANDS, a="1,200", b="3") == 1203
    assert number("a + b", NumberFormat.SPACE_THOUSANDS, a="1 200,5", b="3") == Fraction(2407, 2)
    for text in ("1,200", "1.200"):
        fault = number("a + b", a=text, b="3")
        assert isinstance(fault, Fault)
        assert fault.rule is rules.NUMBER_AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b", 4),  # an empty half is not an unknown whole
        ("b + a", 4),
        ("a + a", None),
        ("a - b", None),
        ("b - a", 4),
        ("a * b", None),
        ("a / b", None),
        ("-a", None),
    ],
)
def test_empty_parts(text: str, value: object) -> None:
    """An empty cell counts as nothing in a sum beside a number; elsewhere the result is empty."""
    for empty in (None, "", "  ", "-", "n/a", float("nan")):
        assert number(text, a=empty, b=4) == value


@pytest.mark.parametrize(
    ("text", "cells", "rule"),
    [
        ("a / b", {"a": 1, "b": "0"}, rules.EXPRESSION_VALUE),
        ("a + b", {"a": 1, "b": "many"}, rules.NUMBER_UNREADABLE),
        ("a + b", {"a": True, "b": 1}, rules.NUMBER_UNREADABLE),
        ("a + b", {"a": dt.date(2026, 1, 1), "b": 1}, rules.NUMBER_UNREADABLE),
        ("a + 'x'", {"a": 1}, rules.NUMBER_UNREADABLE),
    ],
)
def test_rows_without_a_figure_are_faults(text: str, cells: dict[str, Any], rule: object) -> None:
    """What cannot be calculated is a fault of the row, never a number."""
    fault = parse(text).number(cells, None)

    assert isinstance(fault, Fault)
    assert fault.rule is rule
    assert fault.todo


@pytest.mark.parametrize(
    ("text", "cell", "expected"),
    [
        ("a != 'closed'", "open", True),
        ("a != 'closed'", "Closed ", False),  # folded as headers are
        ('a <> "closed"', "closed", False),
        ("a = 'it''s'", "it's", True),
        ("a = 3", "3", True),
        ("a == 3", "3.0", True),
        ("a = 3", "three", False),
        ("a = -1", -1, True),
        ("a = '-1'", "1", False),  # a code for missing keeps its sign
        ("a = '-8'", -8.0, True),
        ("a = '1'", "1.000", False),  # perhaps a thousand
        ("a = true", "тийм", True),
        ("a = false", 1, False),
        ("a", "yes", True),
        ("not a", "0", True),
        ("a >= 10", "9", False),  # numbers, not texts
        ("a < 10.5", 10.49, True),
        ("a > '2019-12-31'", "2020-01-01", True),
        ("a <= '2019-12-31'", dt.datetime(2020, 1, 1, 8), False),
        ("a in ('open', 'planned')", "Planned", True),
        ("a not in (1, 2, 3)", "4", True),
        ("not a in (1, 2)", "2", False),
        ("a > 1 and a < 3", 2, True),
        ("a > 1 and a < 3 or a = 9", 9, True),
        ("a > 1 and (a < 3 or a = 9)", 0, False),
        ("a * 2 = 4", "2", True),
        ("(a = 2) and true", 2, True),
        ("a = 'unknown'", "Unknown", True),  # asked for by its word
        ("a = 'unknown'", "open", False),
    ],
)
def test_conditions(text: str, cell: object, expected: bool) -> None:
    """Comparisons, lists, and, or and not decide about a row."""
    assert truth(text, a=cell) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a != 'closed'", None),
        ("a = 'closed'", None),
        ("a < 3", None),
        ("a in (1, 2)", None),
        ("a not in (1, 2)", None),
        ("not a", None),
        ("a = 1 or b = 1", True),
        ("a = 1 or b = 2", None),
        ("a = 1 and b = 1", None),
        ("a = 1 and b = 2", False),
        ("a is empty", True),
        ("a is not empty", False),
        ("a = ''", True),
        ("a != ''", False),
        ("b is empty", False),
        ("b = ''", False),
    ],
)
def test_empty_cells_leave_a_condition_open(text: str, expected: bool | None) -> None:
    """An empty cell is neither equal nor unequal; emptiness itself can be asked for."""
    for empty in (None, "", "–"):
        assert truth(text, a=empty, b=1) is expected


@pytest.mark.parametrize("text", ["a < 'b'", "a", "not a", "a and b = 1"])
def test_rows_without_truth_are_faults(text: str) -> None:
    """A text has no order and is neither yes nor no."""
    fault = truth(text, a="perhaps", b=1)

    assert isinstance(fault, Fault)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a", Kind.CELL),
        ("(a)", Kind.CELL),
        ("'text'", Kind.CELL),
        ("12", Kind.FIGURE),
        ("a + 1", Kind.FIGURE),
        ("-a", Kind.FIGURE),
        ("a = 1", Kind.CONDITION),
        ("not a", Kind.CONDITION),
        ("a is empty", Kind.CONDITION),
        ("(a = 1 or b)", Kind.CONDITION),
    ],
)
def test_form_tells_the_kind(text: str, kind: Kind) -> None:
    """A setting that needs a figure can refuse a condition before any row is read."""
    assert parse(text).kind is kind


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1),
        ("a +", 4),
        ("a b", 3),
        ("a = 1 = 2", 7),
        ("a ** 2", 4),
        ("a ; b", 3),
        ("(a", 3),
        ("a)", 2),
        ("'never closed", 1),
        ("`never closed", 1),
        ("2024 pupils", 6),
        ("2024pupils", 1),
        ("1e5", 1),
        ("a not b", 7),
        ("a in ()", 7),
        ("a in b", 6),
        ("a is b", 6),
        ("(a = 1) + 2", 12),
        ("a + 1 and b", 12),
        ("not (a + 1)", 12),
        ("__import__('os')", 11),
        ("a.b", 2),
        ("a[0]", 2),
        ("lambda: 1", 7),
        ("a" * (LONGEST + 1), LONGEST + 1),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST + 2),
        ("-" * 1000 + "a", DEEPEST + 2),
        ("not " * 400 + "a", 4 * (DEEPEST + 1) + 1),
    ],
)
def test_other_texts_are_errors_that_name_the_character(text: str, position: int) -> None:
    """Whatever is not of the grammar is refused with its place; nothing is ever run."""
    with pytest.raises(ExpressionError) as error:
        parse(text)

    assert error.value.position == position
    assert error.value.reason


_PIECES = st.sampled_from(
    [
        "a",
        "b",
        "`c d`",
        "1",
        "0",
        "2.5",
        "'x'",
        "''",
        "+",
        "-",
        "*",
        "/",
        "(",
        ")",
        ",",
        "=",
        "!=",
        "<",
        ">=",
        "and",
        "or",
        "not",
        "in",
        "is",
        "empty",
        "true",
        " ",
        "€",
        "'",
    ]
)


@given(st.lists(_PIECES, max_size=12), st.sampled_from([None, "", "1", "0", "x", 2.5, True]))
def test_no_text_and_no_cell_breaks_out(pieces: list[str], cell: Any) -> None:
    """Any text is an expression or an ExpressionError; any row gives a value or a fault."""
    try:
        expression = parse(" ".join(pieces))
    except ExpressionError:
        return
    cells = dict.fromkeys(expression.names, cell)

    assert isinstance(expression.number(cells, None), Fraction | Fault | None)
    assert isinstance(expression.truth(cells, None), bool | Fault | None)
