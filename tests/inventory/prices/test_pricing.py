from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.currencies import Currency
from inventory.findings import Finding
from inventory.prices.catalogue import Catalogue, Role, Timing
from inventory.prices.price_cells import vat_factor
from inventory.prices.pricing import read_catalogue

COLUMNS = (
    *("sku", "role", "name_mn", "name_en", "category", "timing", "unit", "pack_size"),
    *("unit_price", "currency", "vat_included", "price_date", "source", "link_type", "mbps"),
    *("price_low", "price_high", "import_share"),
)
ROUTER = {
    "sku": "R1",
    "role": "router",
    "name_en": "Router",
    "category": "goods",
    "timing": "one_time",
    "unit": "C62",
    "unit_price": "100000",
    "currency": "MNT",
    "vat_included": "yes",
    "price_date": "2026-06-01",
    "source": "offer 12",
}
CONTRACT = {
    **ROUTER,
    "sku": "C1",
    "role": "contract",
    "category": "services",
    "timing": "per_month",
    "link_type": "fibre",
    "mbps": "50",
}
RATES = "currency,rate,date,source\nUSD,3433.21,2026-05-30,Bank of Mongolia\n"

Price = Callable[..., tuple[Catalogue, list[Finding]]]


@pytest.fixture
def price(read) -> Price:
    """Prices rows of a catalogue in MNT with VAT of 10 %, and an exchange table."""

    def priced(
        *rows: dict[str, str], rates: str | None = RATES, stock: str | None = None, **ask: Any
    ) -> tuple[Catalogue, list[Finding]]:
        lines = [",".join(COLUMNS)]
        lines += [",".join(f'"{row.get(c, "")}"' for c in COLUMNS) for row in rows]
        tables = {"catalogue": read("c.csv", "\n".join(lines) + "\n", table="catalogue")}
        if rates is not None:
            tables["exchange_rates"] = read("x.csv", rates, table="exchange_rates")
        if stock is not None:
            tables["stock"] = read("k.csv", stock, table="stock")
        asked = {"currency": "MNT", "price_basis": "with_vat", "vat_rate": 0.1, **ask}
        return read_catalogue(tables, **asked)

    return priced


def test_a_dollar_price_becomes_whole_tugriks(price: Price) -> None:
    """3,000.50 USD without VAT at 3,433.21 is 11,331,481 ₮ with VAT, rounded once, half up."""
    row = {**ROUTER, "unit_price": "3000.50", "currency": "USD", "vat_included": "no"}
    catalogue, findings = price(row)
    (item,) = catalogue.items

    assert findings == []
    assert item.unit_price_minor == int(
        (Decimal("3000.50") * Decimal("3433.21") * Decimal("1.1")).to_integral_value(ROUND_HALF_UP)
    )
    assert item.unit_price_minor == 11_331_481
    assert item.listed_price == "3000.50 USD"
    assert (item.name_mn, item.name_en, item.pack_size) == ("Router", "Router", 1)
    (rate,) = catalogue.exchange_rates
    assert (rate.rate, rate.date, rate.source) == ("3433.21", "2026-05-30", "Bank of Mongolia")


@pytest.mark.parametrize(
    ("basis", "included", "amount"),
    [
        ("with_vat", "yes", 100_000),
        ("with_vat", "no", 110_000),
        ("without_vat", "no", 100_000),
        ("without_vat", "yes", 90_909),
    ],
)
def test_prices_are_brought_to_the_basis(
    price: Price, basis: str, included: str, amount: int
) -> None:
    """VAT of 10 % is added or taken out only where price and basis differ."""
    catalogue, _ = price({**ROUTER, "vat_included": included}, price_basis=basis)

    assert [i.unit_price_minor for i in catalogue.items] == [amount]


def test_a_monthly_price_is_twelve_times_a_year(price: Price) -> None:
    """A monthly fee is yearly, times twelve before it is rounded."""
    row = {**CONTRACT, "unit_price": "9.99", "currency": "USD", "unit": "MON"}
    (item,) = price(row)[0].items

    assert (item.timing, item.unit) == (Timing.PER_YEAR, "ANN")
    assert item.unit_price_minor == round(Decimal("9.99") * 12 * Decimal("3433.21"))
    assert (item.role, item.link_type, item.mbps) == (Role.CONTRACT, "fibre", 50.0)


@pytest.mark.parametrize("role", ["pop_upgrade", "tower_upgrade", "new_tower"])
@pytest.mark.parametrize("timing", ["one_time", "per_month"])
def test_capacity_is_bought_or_leased(price: Price, role: str, timing: str) -> None:
    """What enlarges the network may cost once or every year."""
    catalogue, findings = price({**ROUTER, "role": role, "timing": timing})

    assert findings == []
    assert [i.timing for i in catalogue.items] == [
        Timing.ONE_TIME if timing == "one_time" else Timing.PER_YEAR
    ]


def test_the_newest_rate_is_used(price: Price) -> None:
    """Of several rates of a currency the newest date counts, wherever it stands."""
    rates = RATES + "USD,3500,2026-06-01,Bank\nUSD,1,2020-01-01,Bank\n"
    catalogue, findings = price({**ROUTER, "unit_price": "1", "currency": "usd"}, rates=rates)

    assert [i.unit_price_minor for i in catalogue.items] == [3500]
    assert findings == []


@pytest.mark.parametrize(
    ("change", "rule", "column"),
    [
        ({"price_date": ""}, "price.no_date", "price_date"),
        ({"currency": ""}, "price.no_currency", "currency"),
        ({"vat_included": ""}, "price.no_vat", "vat_included"),
        ({"source": ""}, "price.no_source", "source"),
        ({"currency": "dollars"}, "currency.unknown", "currency"),
        ({"currency": "EUR"}, "rate.missing", "currency"),
        ({"currency": "UDS"}, "rate.missing", "currency"),
        ({"pack_size": "0"}, "pack.size", "pack_size"),
        ({"pack_size": "-3"}, "pack.size", "pack_size"),
        ({"unit_price": "0"}, "price.zero", "unit_price"),
        ({"price_low": "90000"}, "price.range", "price_high"),
        ({"price_high": "90000"}, "price.range", "price_low"),
        ({"price_low": "120000", "price_high": "90000"}, "price.range", "price_low"),
        ({"price_low": "0", "price_high": "110000"}, "price.range", "price_low"),
        ({"price_low": "110000", "price_high": "120000"}, "price.range", "price_low"),
        ({"timing": "per_year"}, "item.timing", "timing"),
        ({"role": "trench"}, "item.unit", "unit"),
        ({"role": "terminal"}, "item.incomplete", "link_type"),
        ({"unit_price": "999999999999999", "currency": "USD"}, "number.out_of_range", "unit_price"),
    ],
)
def test_each_fault_of_a_price_is_told_alone(
    price: Price, change: dict[str, str], rule: str, column: str
) -> None:
    """One wrong cell is one finding at its row and column; errors keep the item out."""
    catalogue, findings = price({**ROUTER, **change}, CONTRACT)

    assert [(f.rule, f.row, f.column) for f in findings] == [(rule, 2, column)]
    kept = findings[0].severity != "error"
    assert [i.sku for i in catalogue.items] == (["C1", "R1"] if kept else ["C1"])


def test_a_range_of_prices_is_kept_as_listed(price: Price) -> None:
    """Low, high and the price between them in the currency of the row, whatever the plan's is."""
    dollars = {"unit_price": "30.5", "price_low": "24", "price_high": "44", "currency": "USD"}
    catalogue, findings = price({**ROUTER, **dollars, "import_share": "0.8"}, CONTRACT)
    router = catalogue.by_sku["R1"]

    assert findings == []
    assert (router.price_low, router.listed_unit_price, router.price_high) == (24, 30.5, 44)
    assert router.import_share == 0.8
    assert catalogue.by_sku["C1"].price_low is None


def test_a_contract_needs_link_and_speed(price: Price) -> None:
    """A contract without link type and speed is told twice."""
    _, findings = price({**CONTRACT, "link_type": "", "mbps": ""})

    assert [(f.rule, f.column) for f in findings] == [
        ("item.incomplete", "link_type"),
        ("item.incomplete", "mbps"),
    ]


def test_all_faults_of_a_row_are_told_at_once(price: Price) -> None:
    """A price without date, currency, VAT basis and source is four findings."""
    bare = {**ROUTER, "price_date": "", "currency": "", "vat_included": "", "source": ""}

    assert {f.rule for f in price(bare)[1]} == {
        "price.no_date",
        "price.no_currency",
        "price.no_vat",
        "price.no_source",
    }


def test_a_sku_counts_once(price: Price) -> None:
    """The second row of a SKU is an error and the first stands."""
    catalogue, findings = price(ROUTER, {**ROUTER, "unit_price": "7"})

    assert [i.unit_price_minor for i in catalogue.items] == [100_000]
    assert [(f.rule, f.row) for f in findings] == [("sku.duplicate", 3)]


@pytest.mark.parametrize(
    ("rule", "taken", "row"),
    [("lowest", 90_000, 4), ("newest", 120_000, 3), ("median", 100_000, 2)],
)
def test_one_of_several_quotations_is_taken_by_the_stated_rule(
    price: Price, rule: str, taken: int, row: int
) -> None:
    """The source and date of the row that is taken stand with the price; a note lists all three."""
    second = {**ROUTER, "unit_price": "120000", "price_date": "2026-07-01", "source": "offer 13"}
    third = {**ROUTER, "unit_price": "90000", "price_date": "2026-05-01", "source": "offer 14"}
    catalogue, findings = price(ROUTER, second, third, quotations=rule)
    (item,) = catalogue.items
    (told,) = [f for f in findings if f.rule.startswith(("price.quot", "sku"))]

    assert (item.unit_price_minor, item.row, item.source) == (taken, row, f"offer {10 + row}")
    assert (told.rule, told.severity, told.row) == ("price.quotation_taken", "note", row)
    assert told.found == (
        f"3 quotations of R1: 100000 MNT, 120000 MNT, 90000 MNT; the {rule} is taken"
    )


def test_rows_that_sell_other_things_are_no_quotations(price: Price) -> None:
    """A contract of another speed under the same SKU stays an error, whatever the rule."""
    cheaper = {**CONTRACT, "mbps": "20", "unit_price": "5"}
    catalogue, findings = price(CONTRACT, cheaper, quotations="lowest")

    assert [(i.mbps, i.row) for i in catalogue.items] == [(50.0, 2)]
    assert [(f.rule, f.row) for f in findings] == [("sku.duplicate", 3)]


def test_tugriks_may_be_written_as_people_do(price: Price) -> None:
    """₮ and төгрөг are MNT."""
    catalogue, findings = price({**ROUTER, "currency": "₮"}, {**CONTRACT, "currency": "Төгрөг"})

    assert findings == []
    assert len(catalogue.items) == 2


def test_old_rates_are_told_relative_to_the_prices(price: Price) -> None:
    """A rate in use more than a quarter older than the newest price is a warning; no clock."""
    old = "currency,rate,date,source\nUSD,3000,2026-02-28,Bank\nEUR,4000,2001-01-01,Bank\n"
    _, findings = price({**ROUTER, "currency": "USD", "unit_price": "5"}, rates=old)

    assert [(f.rule, f.severity) for f in findings] == [("rate.old", "warning")]
    assert "93 days" in findings[0].found


@pytest.mark.parametrize(
    ("rates", "rule"),
    [
        (RATES + "USD,3000,2026-05-30,Bank\n", "rate.duplicate"),
        ("currency,rate,date,source\nUSD,0,2026-05-30,Bank\n", "number.out_of_range"),
        ("currency,rate,date,source\nMNT,2,2026-05-30,Bank\n", "number.out_of_range"),
        ("currency,rate,date,source\nUSD,3000,2026-05-30,\n", "price.no_source"),
    ],
)
def test_faults_of_the_exchange_table(price: Price, rates: str, rule: str) -> None:
    """Two rates of a day, a rate of zero, a plan currency that is not 1, a rate without source."""
    assert [f.rule for f in price(ROUTER, rates=rates)[1]] == [rule]


def test_stock_is_of_the_catalogue(price: Price) -> None:
    """Stock is listed by SKU and depot; an unknown SKU is told with the nearest."""
    stock = "sku,depot,quantity\nR1,Улаанбаатар,4\nR1,Дархан,2\nR11,Дархан,1\n"
    catalogue, findings = price(ROUTER, stock=stock)

    assert [(s.sku, s.depot, s.quantity) for s in catalogue.stock] == [
        ("R1", "Дархан", 2),
        ("R1", "Улаанбаатар", 4),
    ]
    assert [(f.rule, f.row) for f in findings] == [("stock.unknown_item", 4)]


def test_stock_of_an_item_with_a_fault_is_not_unknown(price: Price) -> None:
    """An item whose price is wrong is still a known item."""
    stock = "sku,depot,quantity\nR1,Дархан,2\n"
    _, findings = price({**ROUTER, "currency": "EUR"}, stock=stock)

    assert [f.rule for f in findings] == ["rate.missing"]


def test_a_project_without_a_catalogue_is_told() -> None:
    """No catalogue table is an error of the project file."""
    catalogue, findings = read_catalogue({}, currency="MNT", price_basis="with_vat", vat_rate=0.1)

    assert catalogue.items == ()
    assert [(f.rule, f.file) for f in findings] == [("catalogue.missing", "kholboo.toml")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    amount=st.decimals(min_value=0, max_value=10**7, places=2),
    rate=st.decimals(min_value=Decimal("0.0001"), max_value=10**4, places=4),
    included=st.booleans(),
    basis=st.sampled_from(["with_vat", "without_vat"]),
)
def test_conversion_is_exact_and_rounds_once(
    price: Price, amount: Decimal, rate: Decimal, included: bool, basis: str
) -> None:
    """The whole price is never more than half a unit from the exact one, and halves go up."""
    row = {
        **ROUTER,
        "unit_price": f"{amount:f}",
        "currency": "USD",
        "vat_included": "yes" if included else "no",
    }
    rates = f"currency,rate,date,source\nUSD,{rate:f},2026-05-30,Bank\n"
    (item,) = price(row, rates=rates, price_basis=basis)[0].items
    exact = (
        Fraction(amount) * Fraction(rate) * vat_factor(basis, Fraction(1, 10), included=included)  # type: ignore[arg-type]
    )

    assert -Fraction(1, 2) < item.unit_price_minor - exact <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "rules"),
    [
        ("1.49", ["price.rounded_away"]),
        ("0.45", ["price.rounded_away"]),
        ("4.55", ["price.rounded"]),
        ("25.40", ["price.rounded"]),
        ("85.50", ["price.rounded"]),
        ("3.00", []),
        ("300.00", []),
        ("0", ["price.zero"]),
    ],
)
def test_prices_that_whole_units_cannot_hold_are_told(
    price: Price, amount: str, rules: list[str]
) -> None:
    """A price of cents is never one unit or nothing in silence."""
    row = {**ROUTER, "unit_price": amount, "currency": "USD"}
    _, found = price(row, rates=None, currency="USD")

    assert sorted(f.rule for f in found if f.rule.startswith("price.")) == rules
    assert {f.rule for f in found if f.severity == "error"} == {"price.rounded_away"} & set(rules)


METRE = {**ROUTER, "sku": "T1", "role": "trench", "unit": "MTR", "category": "works"}


@pytest.mark.parametrize(
    ("digits", "written", "minor"),
    [(2, "1.49", 149), (2, "0.10", 10), (4, "0.4555", 4555), (2, "31", 3100), (0, "31", 31)],
)
def test_prices_keep_the_decimals_that_are_accounted_in(
    read: Any, digits: int, written: str, minor: int
) -> None:
    """A price of cents is a whole number of cents."""
    catalogue, findings = _in_dollars(read, Currency("USD", digits), written)

    assert [i.unit_price_minor for i in catalogue.items] == [minor]
    assert not [f for f in findings if f.rule.startswith("price.rounded")]


@pytest.mark.parametrize(
    ("currency", "written", "rule", "found", "todo"),
    [
        (
            Currency("USD"),
            "1.49",
            "price.rounded_away",
            "1.49 USD, rounded to 1",
            "set minor_digits = 2 under [project] to account in 2 decimals",
        ),
        (
            Currency("USD", 2),
            "0.0149",
            "price.rounded_away",
            "0.0149 USD, rounded to 0.01",
            "set minor_digits = 3 under [project], or sell the item in larger units",
        ),
        (
            Currency("USD", 4),
            "0.000108",
            "price.rounded",
            "0.000108 USD, rounded to 0.0001",
            "sell the item in larger units",
        ),
    ],
)
def test_a_price_that_the_unit_cannot_hold_says_what_to_set(
    read: Any, currency: Currency, written: str, rule: str, found: str, todo: str
) -> None:
    """It is never rounded without a word."""
    _, findings = _in_dollars(read, currency, written)

    (finding,) = (f for f in findings if f.rule.startswith("price.rounded"))
    assert (finding.rule, finding.found, finding.todo) == (rule, found, todo)


def _in_dollars(read: Any, currency: Currency, written: str) -> tuple[Catalogue, list[Finding]]:
    row = {**METRE, "unit_price": written, "currency": "USD"}
    lines = [",".join(COLUMNS), ",".join(f'"{row.get(c, "")}"' for c in COLUMNS)]
    tables = {"catalogue": read("c.csv", "\n".join(lines) + "\n", table="catalogue")}
    return read_catalogue(tables, currency=currency, price_basis="with_vat", vat_rate=0.1)
