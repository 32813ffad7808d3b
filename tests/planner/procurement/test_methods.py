"""A method is named only by a confirmed row in force; splitting is found; faults are told."""

from __future__ import annotations

import csv
from dataclasses import replace
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import a_line, a_package, a_rule

from inventory.prices.funds import BUDGET
from inventory.records import read_table
from inventory.table_specs import FileSpec, TableSpec
from inventory.values import NumberFormat
from planner.language.messages.findings import told
from planner.plan.purchasing import Package
from planner.procurement.methods import has_thresholds, ruling, splittings
from planner.project.checks.procurement_rules import read_procurement_rules, unknown_rulebooks
from planner.scenario.buying.procurement_rules import ProcurementRule, RuleStatus

DAY = "2026-11-01"
HEAD = (
    "rulebook,category,method,from_minor,to_minor,valid_from,valid_to,citation,status,"
    "estimate,natural_supplier"
)


def rule(method: str, low: int | None, high: int | None, **more: object) -> ProcurementRule:
    """Return a confirmed rule for goods that holds for ever."""
    more = {"citation": f"Law, {method}", **more}
    return a_rule(method, from_minor=low, to_minor=high, **more)


def package(number: int, amount: int, **more: object) -> Package:
    """Return a package of goods of one line that costs the amount."""
    start = {"id": f"P{number:02d}", "entity": "ministry"}
    return a_package(("S1", a_line("PC", 1, amount)), **{**start, **more})


DIRECT, COMPARE, OPEN = rule("direct", None, 10), rule("compare", 10, 80), rule("open", 80, None)
LADDER = (DIRECT, COMPARE, OPEN)


@pytest.mark.parametrize(
    ("amount", "method"),
    [(0, "direct"), (9, "direct"), (10, "compare"), (79, "compare"), (80, "open")],
)
def test_a_range_begins_at_its_lower_end_and_stops_before_its_upper(
    amount: int, method: str
) -> None:
    """The lower end of a row belongs to it, the upper one to the next row."""
    found = ruling(LADDER, "national", "goods", amount, DAY)

    assert (found.method, found.why, found.citation) == (method, "confirmed", f"Law, {method}")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((rule("open", None, None, status=RuleStatus.UNCONFIRMED),), "unconfirmed"),
        ((rule("open", None, None, status=RuleStatus.SUPERSEDED),), "superseded"),
        ((rule("open", None, None, valid_to="2026-10-31"),), "superseded"),
        ((rule("open", None, None, valid_from="2026-11-02"),), "superseded"),
        ((rule("open", None, None, rulebook="other"),), "no_rule"),
        ((rule("open", None, None, category="works"),), "no_rule"),
        ((rule("open", 51, None),), "no_rule"),
        ((), "no_rule"),
    ],
)
def test_whatever_is_not_confirmed_and_in_force_names_no_method(
    rows: tuple[ProcurementRule, ...], why: str
) -> None:
    """Unconfirmed, superseded, ended, future, foreign and absent rows all say confirm."""
    found = ruling(rows, "national", "goods", 50, DAY)

    assert (found.method, found.why, found.estimate_shown) == (None, why, False)


def test_the_estimate_is_shown_only_by_a_confirmed_row() -> None:
    """A row that shows the estimate does so once it is confirmed."""
    shown = rule("open", None, None, estimate_shown=True)
    doubtful = rule("open", None, None, estimate_shown=True, status=RuleStatus.UNCONFIRMED)

    assert ruling((shown,), "national", "goods", 1, DAY).estimate_shown
    assert not ruling((doubtful,), "national", "goods", 1, DAY).estimate_shown


def test_an_unconfirmed_rulebook_still_asks_for_the_natural_supplier() -> None:
    """The question of a state-owned supplier does not wait for confirmation."""
    row = rule("open", None, None, natural_supplier=True, status=RuleStatus.UNCONFIRMED)

    assert ruling((row,), "national", "goods", 1, DAY).natural_supplier


def test_packages_that_exceed_a_threshold_only_together_are_warned_of() -> None:
    """Two of 45 stay under 80 each and reach 90; a third above 80 is not blamed."""
    packages = [package(1, 45), package(2, 45), package(3, 200)]

    (found,) = splittings(packages, LADDER, DAY)

    assert (found.threshold_minor, found.total_minor) == (80, 90)
    assert (found.package_ids, found.confirmed) == (("P01", "P02"), True)


@pytest.mark.parametrize("field", ["category", "rulebook"])
def test_only_packages_of_one_category_and_rulebook_are_added(field: str) -> None:
    """What differs in either is another purchase under other thresholds."""
    other = {"category": "works", "rulebook": "y"}[field]
    both = (*LADDER, rule("open", 80, None, category="works"), rule("o", 80, None, rulebook="y"))

    assert splittings([package(1, 45), package(2, 45, **{field: other})], both, DAY) == ()


@pytest.mark.parametrize(
    ("other", "scope"),
    [
        ({"year": 2028}, ("ministry", None)),
        ({"entity": "x"}, ("", 2027)),
        ({"entity": "x", "year": 2028}, ("", None)),
    ],
)
def test_purchases_of_several_years_or_entities_are_added_too(
    other: dict[str, object], scope: tuple[str, int | None]
) -> None:
    """One purchase split over two years or two buyers is told, with what it is split over."""
    (found,) = splittings([package(1, 45), package(2, 45, **other)], LADDER, DAY)

    assert (found.entity, found.year) == scope
    assert (found.threshold_minor, found.total_minor) == (80, 90)


def test_a_wider_look_repeats_nothing() -> None:
    """What one buyer splits in one year is told once, not again for all buyers and years."""
    packages = [package(1, 45), package(2, 45), package(3, 45, entity="x", year=2028)]
    (found,) = splittings(packages, LADDER, DAY)

    assert (found.entity, found.year, found.package_ids) == ("ministry", 2027, ("P01", "P02"))


def test_an_unconfirmed_threshold_warns_as_such_and_a_superseded_one_not() -> None:
    """The warning says whether its threshold is confirmed."""
    doubtful = rule("open", 80, None, status=RuleStatus.UNCONFIRMED)
    gone = rule("open", 80, None, status=RuleStatus.SUPERSEDED)
    pair = [package(1, 45), package(2, 45)]

    (found,) = splittings(pair, (doubtful,), DAY)

    assert not found.confirmed
    assert splittings(pair, (gone,), DAY) == ()
    assert not has_thresholds(pair[0], (gone,), DAY)
    assert has_thresholds(pair[0], (doubtful,), DAY)


def test_the_end_of_the_last_row_is_a_threshold_too() -> None:
    """Two of 60 stay under 100 and exceed it together, though no row says what holds beyond."""
    only = (rule("direct", None, 100),)
    pair = [package(1, 60), package(2, 60)]

    assert has_thresholds(pair[0], only, DAY)
    assert [s.threshold_minor for s in splittings(pair, only, DAY)] == [100]
    assert not has_thresholds(pair[0], (rule("open", None, None),), DAY)


def test_yearly_services_count_as_services() -> None:
    """Access and upkeep of one payer are looked up, and held against thresholds, as services."""
    ladder = (rule("compare", 10, 80, category="services"),)
    yearly = [
        package(1, 45, category="yearly_internet"),
        package(2, 45, category="yearly_upkeep"),
        package(3, 45, category="yearly_fees"),  # paid to the regulator, tendered by nobody
    ]
    (found,) = splittings(yearly, ladder, DAY)

    assert (found.category, found.total_minor) == ("services", 90)
    assert found.package_ids == ("P01", "P02")


@given(
    st.lists(st.integers(1, 120), min_size=1, max_size=6),
    st.integers(5, 100),
)
def test_splitting_agrees_with_trying_every_set(amounts: list[int], threshold: int) -> None:
    """A warning stands exactly where some set of packages under a threshold reaches it."""
    packages = [package(n, amount) for n, amount in enumerate(amounts, 1)]
    under = [a for a in amounts if a < threshold]
    some = any(
        sum(chosen) >= threshold
        for size in range(2, len(under) + 1)
        for chosen in combinations(under, size)
    )

    assert bool(splittings(packages, (rule("open", threshold, None),), DAY)) == some


def read(tmp_path: Path, *rows: str) -> tuple[tuple[ProcurementRule, ...], list[object]]:
    """Return the rules of a CSV of these rows, and all findings of its reading."""
    path = tmp_path / "rules.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    spec = FileSpec(
        table="procurement_rules",
        path=path,
        label="rules.csv",
        number_format=NumberFormat("1234.5"),
    )
    table = read_table(TableSpec(name="procurement_rules", files=(spec,)))
    rules, findings = read_procurement_rules(table.records)
    return rules, [*table.findings, *findings]


def test_rows_are_read_with_mongolian_words(tmp_path: Path) -> None:
    """Categories, statuses and yes or no may be Mongolian."""
    rules, findings = read(
        tmp_path, "national,ажил,нээлттэй,80000000,,2026-01-01,,Хууль 7.1,баталгаажсан,ил,тийм"
    )

    assert findings == []
    (found,) = rules
    assert (found.category, found.status, found.from_minor) == ("works", "confirmed", 80_000_000)
    assert (found.estimate_shown, found.natural_supplier) == (True, True)
    assert (found.valid_from, found.valid_to, found.row) == ("2026-01-01", "", 2)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["n,goods,a,100,50,,,c,confirmed,,"], ["procurement.range"]),
        (["n,goods,a,,,2026-05-01,2026-04-01,c,confirmed,,"], ["procurement.range"]),
        (
            ["n,goods,a,,100,,,c,confirmed,,", "n,goods,b,99,,,,c,confirmed,,"],
            ["procurement.overlap"],
        ),
        (["n,goods,a,,100,,,c,confirmed,,", "n,goods,b,100,,,,c,confirmed,,"], []),
        (
            ["n,goods,a,,,,2026-01-31,c,confirmed,,", "n,goods,b,,,2026-02-01,,c,confirmed,,"],
            [],
        ),
        (["n,goods,a,,,,,c,unconfirmed,,"], ["procurement.nothing_confirmed"]),
        (["n,goods,a,1.000.000,,,,c,confirmed,,"], ["number.unreadable"]),
        (["n,goods,a,-5,,,,c,confirmed,,"], ["number.out_of_range"]),
        (["n,goods,a,,,,,,confirmed,,"], ["value.required"]),
        (["n,spoons,a,,,,,c,confirmed,,"], ["code.unknown"]),
    ],
)
def test_bad_rows_are_findings(tmp_path: Path, rows: list[str], expected: list[str]) -> None:
    """Reversed and overlapping ranges, wrong numbers and codes are told; good rows are quiet."""
    _, findings = read(tmp_path, *rows)

    assert [f.rule for f in findings] == expected


def test_a_rulebook_that_no_row_is_of_is_told_at_its_fund(tmp_path: Path) -> None:
    """A typing error gets its suggestion; without any rules there is nothing to hold it against."""
    rules, _ = read(tmp_path, "world_bank,goods,a,,,,,c,confirmed,,")
    funds = [
        replace(BUDGET, id=name, rulebook=rulebook, file="funds.csv", row=row)
        for row, (name, rulebook) in enumerate(
            (("a", "world_bank"), ("b", "world_bnak"), ("c", "adb"), ("d", "")), 2
        )
    ]
    found = [*unknown_rulebooks(rules, funds)]

    assert [(f.rule, f.row, f.found, f.todo) for f in found] == [
        ("procurement.rulebook", 3, "b: world_bnak", "did you mean world_bank?"),
        ("procurement.rulebook", 4, "c: adb", "add its rows to procurement_rules"),
    ]
    assert all(told(f, "mn") != f.sentence() for f in found)
    assert [*unknown_rulebooks((), funds)] == []


@pytest.mark.parametrize(
    ("currencies", "source", "found", "rules_found"),
    [
        ("USD, eur", "Bank of Mongolia", ("USD", "EUR"), []),
        ("", "", (), []),
        ("dollars", "Bank of Mongolia", (), ["procurement.currency"]),
        ("USD", "", ("USD",), ["procurement.currency"]),
    ],
)
def test_currencies_of_bids_need_a_source_of_their_rate(
    tmp_path: Path, currencies: str, source: str, found: tuple[str, ...], rules_found: list[str]
) -> None:
    """Codes in any case and between any marks; a word that is no code is told, with its row."""
    path = tmp_path / "rules.csv"
    path.write_text(
        "rulebook,category,method,citation,status,currencies,rate_source\n"
        f'n,goods,open,c,confirmed,"{currencies}",{source}\n',
        encoding="utf-8",
    )
    spec = FileSpec(table="procurement_rules", path=path, label="rules.csv")
    (rule_read,), findings = read_procurement_rules(
        read_table(TableSpec(name="procurement_rules", files=(spec,))).records
    )

    assert rule_read.currencies == found
    assert [(f.rule, f.row) for f in findings] == [(name, 2) for name in rules_found]


def test_nothing_we_ship_is_confirmed() -> None:
    """The example's rows name a place to check and no threshold, and none is confirmed."""
    path = files("planner") / "templates" / "mongolia" / "data" / "procurement_rules.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

    assert {row["status"] for row in rows} == {"unconfirmed"}
    assert {row["from_minor"] + row["to_minor"] for row in rows} == {""}
    assert all(row["citation"] for row in rows)
    assert {row["category"] for row in rows} == {"goods", "works", "services", "installation"}
