"""Sums of money as people write them, and prices that may be a thousand times as much."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.currencies import currency_code, minor_digits
from inventory.money_text import MoneyError, has_two_readings, parse_money, whole_money
from inventory.values import NumberFormat

HEADERS = "sku,role,name_mn,unit_price,currency\n"


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("2500000000", "MNT", "2500000000"),
        ("2.5e9", "MNT", "2500000000"),
        ("2_500_000", "MNT", "2500000"),
        ("1,000,000.50 USD", "USD", "1000000.50"),
        ("1,200", "USD", "1200"),
        ("1,200,000 ₮", "MNT", "1200000"),
        ("3 000 000 төг", "MNT", "3000000"),
        ("USD 5", "USD", "5"),
        ("$ 5.25", "USD", "5.25"),
        ("1e3USD", "USD", "1000"),
        ("0", "MNT", "0"),
    ],
)
def test_sums_as_people_write_them(text: str, currency: str, amount: str) -> None:
    """Marks of thousands, exponents and the project's currency are understood, exactly."""
    assert parse_money(text, currency) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "currency", "why"),
    [
        ("650.000", "MNT", "may be 650000 or 650"),
        ("1,200", "MNT", "may be 1200 or 1"),
        ("650.000 MNT", "MNT", "may be"),
        ("5 USD", "MNT", "MNT"),
        ("5 USD", "", "USD"),
        ("-5", "MNT", "not a sum"),
        ("5 6", "MNT", "not a sum"),
        ("1.000.000", "MNT", "not a sum"),
        ("12,34", "USD", "not a sum"),
        ("many", "MNT", "not a sum"),
        ("", "MNT", "not a sum"),
        ("1e99", "MNT", "or less"),
        ("¹²", "MNT", "not a sum"),
    ],
)
def test_other_texts_are_no_sums(text: str, currency: str, why: str) -> None:
    """What has two readings, another currency or another form is refused with the reason."""
    with pytest.raises(MoneyError, match=why):
        parse_money(text, currency)


def test_whole_sums_are_not_rounded() -> None:
    """A part of a unit is a mistake where whole units are counted."""
    assert whole_money("1,000.00", "USD") == 1000
    with pytest.raises(MoneyError):
        whole_money("1,000.50", "USD")


@given(st.text(max_size=12), st.sampled_from(["MNT", "USD", ""]))
def test_any_text_is_a_sum_or_an_error(text: str, currency: str) -> None:
    """Nothing else is raised, and a sum is never negative."""
    try:
        assert parse_money(text, currency) >= 0
    except MoneyError as error:
        assert str(error)


def test_currencies_are_used_with_the_decimals_people_write() -> None:
    """MNT has none although ISO 4217 says two; currencies that are not listed have two."""
    digits = {c: minor_digits(c) for c in ("MNT", "JPY", "UGX", "RWF", "USD", "EUR", "KES", "KWD")}

    assert digits == {
        **dict.fromkeys(("MNT", "JPY", "UGX", "RWF"), 0),
        **dict.fromkeys(("USD", "EUR", "KES"), 2),
        "KWD": 3,
    }
    assert [currency_code(t) for t in ("₮", "төгрөг", "usd", "$", "dollars", "5")] == [
        *("MNT", "MNT", "USD", "USD"),
        *(None, None),
    ]


@pytest.mark.parametrize(
    ("form", "price", "currency", "value"),
    [
        ("1234.5", "650.000", "MNT", None),
        ("1234.5", "650.000", "₮", None),
        ("1234.5", "650.000", "UGX", None),
        ("1234.5", "650.000", "USD", "650.000"),
        ("1234.5", "650.00", "MNT", "650.00"),
        ("1234.5", "1650.000", "MNT", "1650.000"),
        ("1234.5", "650000", "MNT", "650000"),
        ("1234,5", "650,000", "MNT", None),
        ("1234,5", "650,000", "EUR", "650.000"),
        ("1.234,5", "650.000", "MNT", "650000"),
        ("1,234.5", "650.000", "MNT", "650.000"),
        ("1,234.5", "1,200", "MNT", "1200"),
        ("1 234,5", "650,000", "MNT", "650.000"),
        (None, "650.000", "MNT", None),
        (None, "1,200", "MNT", None),
    ],
)
def test_prices_of_three_places_ask(read, form, price, currency, value) -> None:
    """In a currency without decimals only a format with a mark of thousands decides of 650.000."""
    text = f'{HEADERS}A,router,Нэг,"{price}",{currency}\n'
    number_format = None if form is None else NumberFormat(form)
    table = read("c.csv", text, table="catalogue", number_format=number_format)
    asked = [f for f in table.findings if f.rule == "number.ambiguous"]

    assert table.records[0].values["unit_price"] == (None if value is None else Decimal(value))
    assert len(asked) == (value is None)
    assert all(f.severity == "error" and f.row == 2 for f in asked)


@pytest.mark.parametrize(("currency", "fee"), [("MNT", None), ("USD", 90), ("", 90)])
def test_fees_without_a_currency_are_in_that_of_the_plan(read, currency, fee) -> None:
    """A monthly fee of 90.000 asks in a project of MNT; measures such as distances never do."""
    text = "site_id,kind,price_per_month,measured_mbps\nA,school,90.000,90.125\n"
    table = read("s.csv", text, number_format=NumberFormat.PLAIN, currency=currency)

    assert table.records[0].values["price_per_month"] == fee
    assert table.records[0].values["measured_mbps"] == 90.125


def test_parts_of_a_computed_price_ask_too(read) -> None:
    """A sum of prices is no surer than its parts."""
    text = "sku,role,name_mn,net,vat,currency\nA,router,Нэг,650.000,65,MNT\n"
    mapping = {"unit_price": "net + vat"}
    form = NumberFormat.PLAIN
    table = read("c.csv", text, table="catalogue", columns=mapping, number_format=form)
    (finding,) = [f for f in table.findings if f.rule == "number.ambiguous"]

    assert "650 or 650000" in finding.expected
    assert table.records[0].values["unit_price"] is None


def test_numbers_of_workbooks_are_what_they_are(read, sheet) -> None:
    """A number cell has one reading."""
    rows = [
        ["sku", "role", "name_mn", "unit_price", "currency"],
        ["A", "router", "Нэг", 650.125, "MNT"],
    ]
    table = read("c.xlsx", sheet(rows), table="catalogue")

    assert table.records[0].values["unit_price"] == Decimal("650.125")


def test_three_marks_in_two_readings() -> None:
    """Only one mark with exactly three digits behind it has two readings."""
    assert [
        has_two_readings(t, "MNT") for t in ("1.200", "1,200", "1.20", "1.2000", "1.200.000")
    ] == [
        *(True, True),
        *(False, False, False),
    ]


@pytest.mark.parametrize("currency", ["MNT", "USD", "KES"])
def test_a_sum_with_three_decimals_is_asked_about(currency: str) -> None:
    """650.000 is no sum of any of them; 1,200 has the mark of thousands where decimals are used."""
    with pytest.raises(MoneyError, match="may be 650000 or 650"):
        whole_money("650.000", currency)


def test_the_dinar_of_three_decimals_has_them() -> None:
    """In Kuwait 650.000 is six hundred and fifty."""
    assert whole_money("650.000", "KWD") == 650
