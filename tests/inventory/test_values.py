from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory import rules
from inventory.values import (
    Cell,
    Fault,
    NumberFormat,
    cell_text,
    fold,
    fold_value,
    half_up,
    in_range,
    is_absent,
    read_date,
    read_identifier,
    read_number,
    read_yes_no,
    suggestion,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Өвөрхангай", "Оворхангай"),
        ("Үндэсний номын сан", "ундэсний_номын  сан"),
        ("HЭР", "нэр"),  # a Latin H
        ("Ерєнхий їнэ", "ерөнхий үнэ"),  # stand-ins of cp1251
        ("Баян-Өлгий", "баян өлгий"),
        ("e\u0301", "é"),
        ("Site ID", "site_id"),
    ],
)
def test_fold_matches_spellings_of_one_word(one: str, other: str) -> None:
    """Case, separators, ө/о, ү/у, look-alike letters and Unicode forms fold to one text."""
    assert fold(one) == fold(other)


def test_fold_keeps_kazakh_letters_apart_from_nothing() -> None:
    """Kazakh letters stay letters: a name in Kazakh folds to something of the same length."""
    assert len(fold("Ұлан қала ғәң һі")) == len("Ұлан қала ғәң һі")


@given(st.text(max_size=40))
def test_fold_is_stable(text: str) -> None:
    """Folding a folded text changes nothing."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [("-1", "-1"), ("1", "1"), (" -8.0", "-8"), ("−8", "-8"), ("99.00", "99"), ("1.000", "1 000")],
)
def test_codes_for_missing_keep_their_sign(text: str, key: str) -> None:
    """Folding a value drops case and spaces, and never the sign of a number."""
    assert fold_value(text) == key


@pytest.mark.parametrize(
    ("cell", "truth"),
    [
        ("1.0", True),
        ("0.0", False),
        ("1.00", True),
        ("0,0", False),
        (1.0, True),
        (0, False),
        (True, True),
        ("Да", True),
        ("não", False),
        ("Тийм", True),
    ],
)
def test_yes_and_no_as_people_and_programs_write_them(cell: Cell, truth: bool) -> None:
    """Statistics programs write a column of 0 and 1 with gaps as 1.0 and 0.0."""
    assert read_yes_no(cell) is truth


@pytest.mark.parametrize("cell", ["-1", "-1.0", "2.0", "1.5", "0.1", "10", "1.000", "00", -1, 2])
def test_other_numbers_are_neither_yes_nor_no(cell: Cell) -> None:
    """A code such as -1 or 2 is never taken for yes or no."""
    assert isinstance(read_yes_no(cell), Fault)


@pytest.mark.parametrize(
    "text", ["12,500", "1.000.000", "1 000", "1,5", "1.234,5", "12'500", "1,234.5", "1\u00a0000"]
)
def test_undeclared_separators_are_never_guessed(text: str) -> None:
    """A number with a separator is ambiguous while its file declares no number format."""
    fault = read_number(text, None)

    assert isinstance(fault, Fault)
    assert fault.rule is rules.NUMBER_AMBIGUOUS
    assert "number_format" in fault.todo


def test_three_decimals_of_a_count_are_ambiguous_and_of_a_measure_are_not() -> None:
    """1.000 students may be a thousand; a longitude of 47.123 can only be a measure."""
    assert isinstance(read_number("1.000", None, measure=False), Fault)
    assert read_number("1.000", NumberFormat.PLAIN, measure=False) == 1
    assert read_number("47.123", None) == Decimal("47.123")


@pytest.mark.parametrize(
    ("form", "text", "number"),
    [
        ("1234.5", "1234567.25", "1234567.25"),
        ("1234.5", "-12", "-12"),
        ("1,234.5", "1,234,567.25", "1234567.25"),
        ("1,234.5", "1234", "1234"),
        ("1 234,5", "1 234 567,25", "1234567.25"),
        ("1 234,5", "1\u00a0234\u202f567,25", "1234567.25"),
        ("1.234,5", "1.234.567,25", "1234567.25"),
        ("1.234,5", "1.234", "1234"),
        ("1234,5", "1234567,25", "1234567.25"),
    ],
)
def test_declared_formats_read_exactly(form: str, text: str, number: str) -> None:
    """Each declared number format reads its own spelling exactly."""
    assert read_number(text, NumberFormat(form)) == Decimal(number)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("1,234.5", "12,50"),
        ("1,234.5", "1.234,5"),
        ("1.234,5", "12.50"),
        ("1 234,5", "12.5"),
        ("1234,5", "1.234,5"),
        ("1234.5", "1,5"),
        ("1234.5", "20 Mbps"),
        ("1234.5", "٣"),
        ("1234.5", "inf"),
        ("1234.5", "0x10"),
    ],
)
def test_other_spellings_than_declared_are_faults(form: str, text: str) -> None:
    """A number that does not follow the declared format is not read."""
    fault = read_number(text, NumberFormat(form))

    assert isinstance(fault, Fault)
    assert fault.rule is rules.NUMBER_UNREADABLE


def _spell(number: Decimal, form: NumberFormat) -> str:
    """Write a number in a format, thousands separated where the format does so."""
    english = f"{number:,f}"
    match form:
        case NumberFormat.PLAIN:
            return f"{number:f}"
        case NumberFormat.COMMA_THOUSANDS:
            return english
        case NumberFormat.SPACE_THOUSANDS:
            return english.replace(",", " ").replace(".", ",")
        case NumberFormat.POINT_THOUSANDS:
            return english.replace(",", "_").replace(".", ",").replace("_", ".")
        case NumberFormat.DECIMAL_COMMA:
            return f"{number:f}".replace(".", ",")


@pytest.mark.parametrize(
    ("text", "hint"),
    [("95,000.00", "number_format"), ("1'200", "number_format"), ("12 km", "unit")],
)
def test_a_number_in_another_format_is_advised_to_declare_it(text: str, hint: str) -> None:
    """Marks that the declared format lacks are not a unit that stands beside the number."""
    fault = read_number(text, NumberFormat.PLAIN)

    assert isinstance(fault, Fault)
    assert hint in fault.todo


@given(
    st.decimals(
        min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
    ),
    st.sampled_from(NumberFormat),
)
def test_what_is_written_in_a_format_is_read_back(number: Decimal, form: NumberFormat) -> None:
    """Any number written in a declared format is read back as the same number."""
    assert read_number(_spell(number, form), form) == number


@given(st.text(max_size=30), st.sampled_from([None, *NumberFormat]))
def test_any_text_is_a_finite_number_or_a_fault(text: str, form: NumberFormat | None) -> None:
    """Reading a number never raises and never yields infinity."""
    number = read_number(text, form)

    assert isinstance(number, Fault) or number.is_finite()


def test_spreadsheet_numbers_are_exact() -> None:
    """A native 0.1 is the decimal 0.1, and a truth value is not a number."""
    assert read_number(0.1, None) == Decimal("0.1")
    assert read_number(12500.0, None) == 12500
    assert isinstance(read_number(True, None), Fault)
    assert isinstance(read_number(float("inf"), None), Fault)
    assert isinstance(read_number(dt.date(2026, 1, 1), None), Fault)


def test_range_faults_say_which_side() -> None:
    """A number below its minimum, or absurdly large, is out of range."""
    low = in_range(Decimal(-1), Decimal(0), None)
    high = in_range(Decimal(10) ** 30, None, None)

    assert low is not None and low.expected == "at least 0"
    assert high is not None and high.rule is rules.NUMBER_OUT_OF_RANGE
    assert in_range(Decimal(5), Decimal(0), Decimal(5)) is None


def test_money_rounds_half_up() -> None:
    """Half a tögrög becomes a whole one."""
    assert [half_up(Decimal(t)) for t in ("0.5", "1.5", "2.49")] == [1, 2, 2]


@pytest.mark.parametrize("text", ["yes", "Тийм", "TRUE", "1", "байгаа", "Y"])
def test_yes_words(text: str) -> None:
    """Yes is understood in both languages, whatever its case."""
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "Үгүй", "False", "0", "байхгүй", "угуй"])
def test_no_words(text: str) -> None:
    """No is understood in both languages, ү written as у too."""
    assert read_yes_no(text) is False


def test_yes_no_takes_native_values_and_refuses_the_rest() -> None:
    """Truth values and 1 or 0 of a workbook are read; maybe and 2 are faults."""
    assert read_yes_no(True) is True
    assert read_yes_no(0.0) is False
    assert isinstance(read_yes_no("maybe"), Fault)
    assert isinstance(read_yes_no(2), Fault)


@pytest.mark.parametrize(
    "cell",
    ["2026-03-31", "2026.03.31", "2026/3/31", "2026-03-31T10:00:00", dt.datetime(2026, 3, 31, 5)],
)
def test_dates_are_year_month_day(cell: str | dt.datetime) -> None:
    """Year first dates in the usual separators, and date cells, are read."""
    assert read_date(cell) == "2026-03-31"


@pytest.mark.parametrize(
    "cell", ["31.03.2026", "03/04/2026", "2026-02-30", "2026", "soon", 46112.0, "2026-03.31"]
)
def test_other_dates_are_never_guessed(cell: str | float) -> None:
    """Day first, impossible and bare-number dates are faults."""
    assert isinstance(read_date(cell), Fault)


def test_identifiers_stay_text() -> None:
    """A code keeps its zeros, loses a spreadsheet's decimal point, and is refused when rounded."""
    assert read_identifier("0042") == "0042"
    assert read_identifier(34625.0) == "34625"
    assert isinstance(read_identifier("1.23457E+15"), Fault)


def test_nothing_is_absent_and_zero_is_not() -> None:
    """Dashes and words for nothing are absent; 0 and False are values."""
    assert all(is_absent(c) for c in (None, "", " - ", "n/a", "Тодорхойгүй", float("nan")))
    assert not any(is_absent(c) for c in ("0", 0, 0.0, False, "none"))


def test_cell_text_is_what_a_person_sees() -> None:
    """Whole floats lose their point; dates and truth values become text."""
    cells = [None, 12.0, 1.5, True, dt.date(2026, 1, 2), dt.datetime(2026, 1, 2)]

    assert [cell_text(c) for c in cells] == ["", "12", "1.5", "true", "2026-01-02", "2026-01-02"]


def test_suggestions_fold_before_comparing() -> None:
    """A misspelt option is found by its folded form; nonsense suggests nothing."""
    assert suggestion("Tengeriin soum", ["тэнгэр", "tengerin_soum"]) == "tengerin_soum"
    assert suggestion("zzz", ["school", "library"]) is None
