"""Price tiers, transport and funds: what is read, and every fault with its place."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from inventory.findings import Finding
from inventory.prices.catalogue import Catalogue, TierKind
from inventory.prices.fund_table import read_funds
from inventory.prices.price_cells import Money
from inventory.prices.pricing import read_catalogue
from inventory.records import TableRead

CATALOGUE = (
    "sku,role,name_en,category,timing,unit,pack_size,unit_price,currency,vat_included,price_date,"
    "source,requires,min_order,supply_ceiling,lead_time_days\n"
    "PC,computer,Computer,goods,one_time,C62,5,1100000,MNT,yes,2026-06-01,offer,,10,900,75\n"
    "SW,switch,Switch,goods,one_time,C62,1,500000,MNT,no,2026-06-01,offer,RK,,,\n"
    "RK,rack,Rack,goods,one_time,C62,1,200000,MNT,yes,2026-06-01,offer,,,,\n"
    "C1,device_upkeep,Care,services,per_year,C62,1,90000,MNT,yes,2026-06-01,offer,,,,\n"
)
TIERS = "sku,kind,from_quantity,unit_price,currency,vat_included,price_date,source\n"
WAYS = "sku,origin,aimag,unit_cost,currency,vat_included,price_date,source\n"
BRINGS = "sku,role,aimag,unit_cost,currency,vat_included,price_date,source\n"
FUNDS = (
    "fund_id,kind,name_en,rulebook,ceiling,currency,categories,aimags,site_kinds,deadline,"
    "cofinance_share,cofinancer,vat_exempt,capex_only,year\n"
)
RATES = "currency,rate,date,source\nUSD,3500,2026-05-30,Bank of Mongolia\n"

Priced = Callable[..., tuple[Catalogue, list[Finding]]]


@pytest.fixture
def priced(read) -> Priced:
    """Reads a catalogue with other tables beside it, given as rows under their headers."""

    def made(
        tiers: str = "",
        ways: str = "",
        funds: str = "",
        catalogue: str = CATALOGUE,
        brings: str = "",
    ) -> tuple[Catalogue, list[Finding]]:
        tables = {
            "catalogue": read("c.csv", catalogue, "catalogue"),
            "exchange_rates": read("x.csv", RATES, "exchange_rates"),
        }
        for name, head, rows in (
            ("price_tiers", TIERS, tiers),
            ("transport", WAYS, ways),
            ("delivery", BRINGS, brings),
            ("funds", FUNDS, funds),
        ):
            if rows:
                tables[name] = read(f"{name}.csv", head + rows, name)
        found, findings = read_catalogue(
            tables, currency="MNT", price_basis="with_vat", vat_rate=0.1
        )
        beside = [*findings, *(f for t in tables.values() for f in t.findings)]
        return found, [f for f in beside if f.severity == "error" and f.file != "c.csv"]

    return made


def rules(findings: list[Finding]) -> list[str]:
    """Return the rule ids of findings, in order."""
    return sorted(f.rule for f in findings)


def test_items_carry_what_tenders_and_orders_need(priced: Priced) -> None:
    """Lead time, minimum order, ceiling, requirement and price without VAT are read."""
    catalogue, _ = priced()
    pc, switch = catalogue.by_sku["PC"], catalogue.by_sku["SW"]

    assert (pc.lead_time_days, pc.min_order, pc.supply_ceiling) == (75, 10, 900)
    assert (pc.unit_price_minor, pc.without_vat_minor) == (1_100_000, 1_000_000)
    assert (switch.requires, switch.unit_price_minor, switch.without_vat_minor) == (
        "RK",
        550_000,
        500_000,
    )


def test_tiers_are_priced_like_the_catalogue(priced: Priced) -> None:
    """A tier in dollars without VAT is converted, taxed and rounded once."""
    catalogue, findings = priced(
        "PC,all_units,100,250.50,USD,no,2026-06-01,offer\n"
        "PC,all_units,50,1000000,MNT,yes,2026-06-01,offer\n"
    )
    first, second = catalogue.tiers

    assert findings == []
    assert (first.kind, first.from_quantity, first.unit_price_minor) == (
        TierKind.ALL_UNITS,
        50,
        1_000_000,
    )
    assert (second.unit_price_minor, second.without_vat_minor) == (964_425, 876_750)


@pytest.mark.parametrize(
    ("rows", "rule", "row", "column"),
    [
        ("PX,all_units,50,9,MNT,yes,2026-06-01,o\n", "tier.unknown_item", 2, "sku"),
        ("C1,all_units,50,9,MNT,yes,2026-06-01,o\n", "tier.yearly", 2, "sku"),
        (
            "PC,all_units,50,900000,MNT,yes,2026-06-01,o\n"
            "PC,incremental,90,800000,MNT,yes,2026-06-01,o\n",
            "tier.kinds",
            3,
            "kind",
        ),
        (
            "PC,all_units,50,900000,MNT,yes,2026-06-01,o\n"
            "PC,all_units,50,800000,MNT,yes,2026-06-01,o\n",
            "tier.overlap",
            3,
            "from_quantity",
        ),
        ("PC,all_units,50,1200000,MNT,yes,2026-06-01,o\n", "tier.rises", 2, "unit_price"),
        (
            "PC,all_units,50,800000,MNT,yes,2026-06-01,o\n"
            "PC,all_units,90,900000,MNT,yes,2026-06-01,o\n",
            "tier.rises",
            3,
            "unit_price",
        ),
        ("PC,all_units,50,900000,,yes,2026-06-01,o\n", "price.no_currency", 2, "currency"),
        ("PC,all_units,50,900000,MNT,yes,,o\n", "price.no_date", 2, "price_date"),
        ("PC,all_units,50,900000,EUR,yes,2026-06-01,o\n", "rate.missing", 2, "currency"),
        ("PC,all_units,50,1.000.000,MNT,yes,2026-06-01,o\n", "number.ambiguous", 2, "unit_price"),
        ("PC,all_units,50,1 000 000,MNT,yes,2026-06-01,o\n", "number.ambiguous", 2, "unit_price"),
        ("PC,all_units,1,900000,MNT,yes,2026-06-01,o\n", "number.out_of_range", 2, "from_quantity"),
    ],
)
def test_a_faulty_tier_is_found_where_it_stands(
    priced: Priced, rows: str, rule: str, row: int, column: str
) -> None:
    """Each fault names its rule, row, column and what to do, and the tier is not used."""
    catalogue, findings = priced(rows)
    fault = next(f for f in findings if f.rule == rule)

    assert (fault.row, fault.column) == (row, column)
    assert fault.expected and fault.todo
    assert len(catalogue.tiers) < max(2, rows.count("\n"))


def test_a_requirement_that_does_not_exist_is_found(priced: Priced, read) -> None:
    """An item that requires an unknown SKU, or itself, is an error at its cell."""
    for wrong in ("RKK", "SW"):
        table = read("c.csv", CATALOGUE.replace("offer,RK,", f"offer,{wrong},"), "catalogue")
        _, findings = read_catalogue(
            {"catalogue": table}, currency="MNT", price_basis="with_vat", vat_rate=0.1
        )
        fault = next(f for f in findings if f.rule == "item.requires")

        assert (fault.row, fault.column, fault.found) == (3, "requires", wrong)


def test_transport_is_one_cost_a_way(priced: Priced) -> None:
    """Costs are read in order; a second cost of one way is an error."""
    rows = "PC,Төв,Увс,5000,MNT,yes,2026-06-01,offer\n,,,9000,MNT,yes,2026-06-01,offer\n"
    catalogue, findings = priced(ways=rows)

    assert findings == []
    assert [(t.sku, t.origin, t.aimag, t.unit_cost_minor) for t in catalogue.transport] == [
        ("", "", "", 9_000),
        ("PC", "Төв", "Увс", 5_000),
    ]
    assert rules(priced(ways=rows + ",,,8000,MNT,yes,2026-06-01,offer\n")[1]) == [
        "transport.duplicate"
    ]


def test_delivery_is_priced_like_the_catalogue(priced: Priced) -> None:
    """A cost in dollars without VAT is converted, taxed and rounded once, by item or role."""
    catalogue, findings = priced(
        brings="PC,,Увс,2.50,USD,no,2026-06-01,offer\n,switch,,9000,MNT,yes,2026-06-02,offer\n"
    )

    assert findings == []
    assert [
        (d.sku, d.role, d.aimag, d.unit_cost_minor, d.without_vat_minor, d.price_date)
        for d in catalogue.delivery
    ] == [
        ("", "switch", "", 9_000, 8_182, "2026-06-02"),
        ("PC", "", "Увс", 9_625, 8_750, "2026-06-01"),
    ]


@pytest.mark.parametrize(
    ("rows", "rule", "row", "column"),
    [
        ("PX,,,5,MNT,yes,2026-06-01,o\n", "tier.unknown_item", 2, "sku"),
        ("PC,computer,,5,MNT,yes,2026-06-01,o\n", "delivery.item", 2, "role"),
        ("C1,,,5,MNT,yes,2026-06-01,o\n", "delivery.item", 2, "sku"),
        (",device_upkeep,,5,MNT,yes,2026-06-01,o\n", "delivery.item", 2, "role"),
        (",computr,,5,MNT,yes,2026-06-01,o\n", "code.unknown", 2, "role"),
        (",,,-5,MNT,yes,2026-06-01,o\n", "number.out_of_range", 2, "unit_cost"),
        (",,,1.000,MNT,yes,2026-06-01,o\n", "number.ambiguous", 2, "unit_cost"),
        (",,,,MNT,yes,2026-06-01,o\n", "value.required", 2, "unit_cost"),
        (",,,5,,yes,2026-06-01,o\n", "price.no_currency", 2, "currency"),
        (",,,5,MNT,yes,,o\n", "price.no_date", 2, "price_date"),
        (",,,5,MNT,,2026-06-01,o\n", "price.no_vat", 2, "vat_included"),
        (",,,5,EUR,yes,2026-06-01,o\n", "rate.missing", 2, "currency"),
        (
            "PC,,Увс,5,MNT,yes,2026-06-01,o\nPC,,Увс,6,MNT,yes,2026-06-01,o\n",
            "delivery.duplicate",
            3,
            "unit_cost",
        ),
    ],
)
def test_a_faulty_delivery_cost_is_found_where_it_stands(
    priced: Priced, rows: str, rule: str, row: int, column: str
) -> None:
    """Each fault names its rule, row and column, and the cost is not used."""
    catalogue, findings = priced(brings=rows)
    fault = next(f for f in findings if f.rule == rule)

    assert (fault.row, fault.column) == (row, column)
    assert fault.expected and fault.todo
    assert len(catalogue.delivery) < rows.count("\n")


def test_delivery_does_not_stand_in_the_catalogue(priced: Priced, read) -> None:
    """What differs by aimag is no item: the row is an error that names the right table."""
    row = "DLV,delivery,Delivery,goods,one_time,C62,1,5,MNT,yes,2026-06-01,offer,,,,\n"
    table = read("c.csv", CATALOGUE + row, "catalogue")
    catalogue, findings = read_catalogue(
        {"catalogue": table}, currency="MNT", price_basis="with_vat", vat_rate=0.1
    )

    assert [(f.rule, f.row) for f in findings if f.severity == "error"] == [("item.delivery", 6)]
    assert "DLV" not in catalogue.by_sku


def test_the_end_of_a_contract_does_not_stand_in_the_catalogue(priced: Priced, read) -> None:
    """What differs by contract is no item: the row is an error that names the right table."""
    row = "END,contract_ending,End,services,one_time,C62,1,5,MNT,yes,2026-06-01,offer,,,,\n"
    table = read("c.csv", CATALOGUE + row, "catalogue")
    _, findings = read_catalogue(
        {"catalogue": table}, currency="MNT", price_basis="with_vat", vat_rate=0.1
    )

    errors = [(f.rule, f.row) for f in findings if f.severity == "error"]
    assert errors == [("item.contract_ending", 6)]


def test_a_fund_is_read_with_its_conditions(priced: Priced) -> None:
    """Lists are parted at ; and , and read in either language; the ceiling is converted."""
    catalogue, findings = priced(
        funds="loan,donor,Loan,wb,1000.50,USD,бараа; works,Увс,сургууль,2028-06-30,0.10,"
        "state,yes,,\n"
        "state,state,State,,,,,,,,,,,,2027\n"
    )
    loan, state = catalogue.funds

    assert findings == []
    assert (loan.ceiling_minor, loan.categories, loan.site_kinds) == (
        3_501_750,
        ("goods", "works"),
        ("school",),
    )
    assert (loan.cofinance_share, loan.cofinancer, loan.vat_exempt) == ("0.1", "state", True)
    assert (state.ceiling_minor, state.capex_only, state.year) == (None, True, 2027)


def test_kits_are_read_as_recipes(read) -> None:
    """Rows of a kit stay in order; an unknown item or kind of site is an error at its cell."""
    head = "recipe_id,site_kinds,sku,quantity,per\n"
    rows = "lab,school;library,PC,0.5,room\nlab,школ,PC,1,site\nlab,,PX,1,site\n"
    tables = {
        "catalogue": read("c.csv", CATALOGUE, "catalogue"),
        "recipes": read("r.csv", head + rows, "recipes"),
    }
    catalogue, findings = read_catalogue(
        tables, currency="MNT", price_basis="with_vat", vat_rate=0.1
    )

    assert [(i.recipe, i.site_kinds, i.quantity, i.per) for i in catalogue.recipes] == [
        ("lab", ("library", "school"), "0.5", "room")
    ]
    assert [(f.rule, f.row, f.column) for f in findings if f.file == "r.csv"] == [
        ("fund.condition", 3, "site_kinds"),
        ("tier.unknown_item", 4, "sku"),
    ]


BANDS = "fund_id,kind,ceiling,currency,need_from,need_to,within,site_kinds\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,0.5,a,\n", []),
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,0.6,a,\n", [("fund.band", 2, "need_from")]),
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,,a,\n", [("fund.band", 2, "need_from")]),
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,0.4,a,\n", [("fund.band_gap", 2, "need_from")]),
        ("a,usf,9,MNT,0.5,0.5,,\n", [("fund.band", 2, "need_to")]),
        ("a,usf,9,MNT,0.5,,,school\nb,usf,,,0,0.6,a,library\n", []),
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,0.6,,\n", []),
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,0.5,c,\n", [("fund.within", 3, "within")]),
        ("a,usf,9,MNT,0.5,,,\nb,usf,,,0,0.5,b,\n", [("fund.within", 3, "within")]),
        ("a,usf,9,MNT,0.5,,,\nb,usf,3,MNT,0,0.5,a,\n", [("fund.within", 3, "ceiling")]),
    ],
)
def test_bands_of_one_source_meet_and_share_a_ceiling(
    read: Callable[..., TableRead], rows: str, expected: list[tuple[str, int, str]]
) -> None:
    """Overlaps, gaps, empty bands and shared ceilings that are none are told where they stand."""
    findings: list[Finding] = []
    money = Money(currency="MNT", rates={}, basis="with_vat", vat=Fraction(1, 10))
    read_funds(read("funds.csv", BANDS + rows, "funds"), money, findings)
    assert [(f.rule, f.row, f.column) for f in findings] == expected
    assert all(f.expected and f.todo for f in findings)


@pytest.mark.parametrize(
    ("rows", "rule", "column"),
    [
        ("a,state,A,,,,,,,,,,,,\na,state,A,,5,MNT,,,,,,,,,\n", "fund.duplicate", "fund_id"),
        ("budget,state,A,,,,,,,,,,,,\n", "fund.duplicate", "fund_id"),
        ("a,state,A,,,,gods,,,,,,,,\n", "fund.condition", "categories"),
        ("a,state,A,,,,,,shcool,,,,,,\n", "fund.condition", "site_kinds"),
        ("a,state,A,,,,,,,,0.2,,,,\n", "fund.cofinance", "cofinancer"),
        ("a,state,A,,,,,,,,0.2,b,,,\n", "fund.cofinance", "cofinancer"),
        ("a,state,A,,5,,,,,,,,,,\n", "price.no_currency", "currency"),
        (
            "a,state,A,,,,goods,,,,0.2,b,,,\nb,state,B,,,,works,,,,,,,,\n",
            "fund.earmarks",
            "categories",
        ),
        ("a,state,A,,1.000.000,MNT,,,,,,,,,\n", "number.ambiguous", "ceiling"),
    ],
)
def test_a_faulty_fund_is_found_where_it_stands(
    priced: Priced, rows: str, rule: str, column: str
) -> None:
    """Unknown conditions, doubled funds and contradictory earmarks are errors at their cells."""
    _, findings = priced(funds=rows)
    fault = next(f for f in findings if f.rule == rule)

    assert fault.column == column
    assert fault.row is not None and fault.todo
