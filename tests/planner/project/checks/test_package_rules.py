"""A table of package rules puts every item into exactly one tender, or says which row does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.prices.catalogue import Catalogue, Category, Item, Role, Timing
from inventory.records import read_table
from inventory.table_specs import FileSpec, TableSpec
from planner.project.checks.package_rules import read_package_rules
from planner.scenario.buying.package_rules import (
    DEFAULT_RULES,
    LotsBy,
    PackageRule,
    with_installers,
)


def item(sku: str, role: Role, link: str | None = None) -> Item:
    """Return an item of the small catalogue."""
    return Item(
        sku=sku, role=role, name_mn=sku, name_en=sku, category=Category.GOODS,
        timing=Timing.ONE_TIME, unit="C62", pack_size=1, unit_price_minor=1, link_type=link,
    )  # fmt: skip


CATALOGUE = Catalogue(
    currency="MNT",
    items=(
        item("DISH", Role.TERMINAL, "leo"),
        item("DISH-UP", Role.INSTALLATION, "leo"),
        item("PC", Role.COMPUTER),
        item("UPS", Role.UPS),
    ),
)


def read(tmp_path: Path, *rows: str) -> tuple[tuple[PackageRule, ...], list[tuple[str, object]]]:
    """Return the rules of a CSV of these rows, and the rule and row of each finding."""
    path = tmp_path / "rules.csv"
    head = "group,role,sku,technology,entity,fund_id,smallest,lots,lots_per_bidder,aimag,largest"
    head += ",installed_by"
    whole = [row + "," * (head.count(",") - row.count(",")) for row in rows]
    path.write_text("\n".join([head, *whole]) + "\n", encoding="utf-8")
    spec = FileSpec(table="package_rules", path=path, label="rules.csv")
    table = read_table(TableSpec(name="package_rules", files=(spec,)))
    aimags = ("MN-043", "Ховд", "Увс")
    rules, findings = read_package_rules({"package_rules": table}, CATALOGUE, aimags=aimags)
    return rules, [(f.rule, f.row) for f in [*table.findings, *findings]]


def test_without_a_table_the_defaults_hold() -> None:
    """No table, no finding: the groups of the program."""
    assert read_package_rules({}, CATALOGUE) == (DEFAULT_RULES, [])


def test_rows_say_role_medium_item_and_least(tmp_path: Path) -> None:
    """A role with a medium, an item with an amount, and a row that takes the rest."""
    rules, found = read(tmp_path, "sat,terminal,,leo,,,", "own,,UPS,,,,5000000", "rest,any,,,,,")

    assert found == []
    assert [(r.group, r.role, r.sku, r.technology, r.smallest_minor) for r in rules] == [
        ("sat", "terminal", "", "leo", None),
        ("own", "", "UPS", "", 5_000_000),
        ("rest", "", "", "", None),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("a,computer,,,,,",), [("package_rule.none", None)] * 3),
        (("a,ups,,,,,", "b,ups,,,,,", "rest,any,,,,,"), [("package_rule.twice", 3)]),
        (("a,ups,,,,,", "a,ups,,,,,5", "rest,any,,,,,"), []),
        (("a,,US,,,,", "rest,any,,,,,"), [("package_rule.item", 2)]),
        (("a,spoon,,,,,", "rest,any,,,,,"), [("code.unknown", 2)]),
        (("a,ups,,,,,,,,ховд; Увс", "rest,any,,,,,"), []),
        (("a,ups,,,,,,,,Ховт", "rest,any,,,,,"), [("package_rule.aimag", 2)]),
        (("a,ups,,,,,,,,Увс", "b,,,,ministry,,,,,", "rest,any,,,,,"), []),
        (
            ("a,ups,,,,,,,,Увс", "b,ups,,,ministry,,,,,", "rest,any,,,,,"),
            [("package_rule.twice", 3)],
        ),
        (("a,ups,,,,,50,,,,", "a,computer,,,,,,,,,49", "r,any"), [("package_rule.amounts", 2)]),
    ],
)
def test_items_in_no_tender_or_in_two_are_told(
    tmp_path: Path, rows: tuple[str, ...], expected: list[tuple[str, object]]
) -> None:
    """Equally exact rows of two groups clash; those of one group, or less exact ones, do not."""
    _, found = read(tmp_path, *rows)

    assert found == expected


def test_rows_say_places_and_the_largest_amount(tmp_path: Path) -> None:
    """A zone is some aimags in one row; names are held against both code and name."""
    rules, found = read(tmp_path, "west,ups,,,,,,,,MN-043; Увс,7000", "rest,any,,,,,")

    assert found == []
    assert (rules[0].aimags, rules[0].largest_minor) == ({"mn-043", "увс"}, 7_000)
    assert rules[1].aimags == frozenset()


def test_rows_say_the_lots_of_their_group(tmp_path: Path) -> None:
    """By aimag, at most two for one bidder; the rest is as its category is."""
    rules, found = read(tmp_path, "a,ups,,,,,,aimag,2", "rest,any,,,,,,,", "b,computer,,,,,,one,")

    assert found == []
    assert [(r.lots, r.lots_per_bidder) for r in rules] == [
        (LotsBy.AIMAG, 2),
        (LotsBy.CATEGORY, None),
        (LotsBy.ONE, None),
    ]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("a,computer,,,,,,one,2", [("package_rule.lots", 3)]),
        ("a,computer,,,,,,aimag,3", [("package_rule.lots", 3)]),
        ("a,computer,,,,,,aimag,2", []),
        ("a,computer,,,,,,,", []),
        ("a,computer,,,moe,,,one,", []),
        ("a,computer,,,,,,country,", [("code.unknown", 3)]),
        ("a,computer,,,,,,,0", [("number.out_of_range", 3)]),
    ],
)
def test_rows_of_a_group_that_divide_it_differently_are_told(
    tmp_path: Path, second: str, expected: list[tuple[str, object]]
) -> None:
    """A tender has one division into lots; rows for another entity may have their own."""
    _, found = read(tmp_path, "a,ups,,,,,,aimag,2", second, "rest,any,,,,,")

    assert found == expected


def test_a_row_says_who_installs(tmp_path: Path) -> None:
    """The most exact row that says so counts; only installation is tendered otherwise for it."""
    rows = ("sat,installation,,leo,,,,,,,,supplier", "rest,any,,,,,,,,,,own_staff")
    rules, found = read(tmp_path, *rows)
    catalogue = with_installers(CATALOGUE, rules)

    assert found == []
    assert {i.sku: i.tendered_as for i in catalogue.items if i.tendered_as} == {"DISH-UP": "goods"}
    as_works = with_installers(CATALOGUE, read(tmp_path, "x,any,,,,,,,,,,works_contractor")[0])
    assert {i.sku: i.tendered_as for i in as_works.items if i.tendered_as} == {"DISH-UP": "works"}
    assert with_installers(CATALOGUE, DEFAULT_RULES) is CATALOGUE


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("rest,any,,,,,,,,,,vendors",), ("code.unknown", 2)),
        (("a,installation,,,city,,,,,,,supplier", "rest,any"), ("package_rule.installer", 2)),
        (("a,installation,,,,,,,,Ховд,,supplier", "rest,any"), ("package_rule.installer", 2)),
        (("a,computer,,,,,,,,,,supplier", "rest,any"), ("package_rule.installer", 2)),
        (
            ("a,any,,,,,,,,,,supplier", "a,any,,,,,,,,,,own_staff"),
            ("package_rule.installer", 3),
        ),
    ],
)
def test_who_installs_is_said_once_and_of_installation(
    tmp_path: Path, rows: tuple[str, ...], expected: tuple[str, int]
) -> None:
    """Unknown words, rows of one buyer or place, of other items, and rows that differ are told."""
    assert expected in read(tmp_path, *rows)[1]
