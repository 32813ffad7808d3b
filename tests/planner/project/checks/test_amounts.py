"""Sums beyond what a problem holds are findings with the row that makes them, before any plan."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inventory.findings import Finding
from optimizers.problem import LARGEST, OutOfRange, Problem
from planner.errors import InputError
from planner.language.messages.findings import told
from planner.model.amount_range import out_of_range
from planner.pipeline.prepare import prepare, read_project
from planner.project.checks import amounts as check_amounts
from planner.project.checks.amounts import may_exceed
from planner.project.load import load_inputs

Row = dict[str, str]


def put(project: Path, name: str, column: str, value: str, where: Callable[[Row], bool]) -> None:
    """Write a value into a column of a table's rows."""
    path = project / "data" / name
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, column: value} if where(row) else row for row in rows)


def set_to(project: Path, pattern: str, value: str) -> None:
    """Write a setting of the project file."""
    path = project / "kholboo.toml"
    text, found = re.subn(rf"(?m)^{pattern}", value, path.read_text(encoding="utf-8"))
    assert found
    path.write_text(text, encoding="utf-8")


def errors(project: Path) -> list[Finding]:
    """Return the errors of a project."""
    return [f for f in load_inputs(project).findings if f.severity == "error"]


def test_the_example_is_far_from_the_bound(small: Path) -> None:
    """An ordinary project is told apart without making its offers."""
    inputs = load_inputs(small)

    assert inputs.ok
    assert not may_exceed(inputs)


def test_a_country_with_twenty_times_the_roads_is_told_apart_without_its_offers(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Metres are bounded by what one metre costs, splices and deliveries by what has them."""
    inputs = load_inputs(small)
    edges = inputs.network.roads.edges(data=True)
    more = 20_000 * 60_000_000 // sum(d["length_m"] for _, _, d in edges)  # 1.2 million km
    for _, _, d in edges:
        monkeypatch.setitem(d, "length_m", d["length_m"] * more // 1000)

    assert not may_exceed(inputs)
    for _, _, d in edges:
        monkeypatch.setitem(d, "length_m", d["length_m"] * 10)
    assert may_exceed(inputs)


def test_price_times_quantity_is_found_at_the_row_of_the_price(small: Path) -> None:
    """A price that a cell may hold, times what a site needs, names the catalogue row."""
    put(small, "catalogue.csv", "unit_price", "999999999999999", lambda r: r["role"] == "computer")
    found = errors(small)

    assert {f.rule for f in found} == {"amount.too_large"}
    assert all(f.file == "data/catalogue.csv" and f.row for f in found)
    assert "x 999,999,999,999,999 at MN-" in found[0].found
    with pytest.raises(InputError):
        read_project(small)


def test_a_fee_over_the_years_is_found_at_its_site(small: Path) -> None:
    """A monthly fee that only the horizon makes too large names the row of the site."""
    put(small, "sites.csv", "price_per_month", "50000000000000", lambda r: r["link_type"] != "none")
    found = errors(small)

    assert {(f.rule, f.file, f.column) for f in found} == {
        ("amount.too_large", "data/sites.csv", "price_per_month")
    }


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (r"capex = .*", "capex = " + "9" * 20),
        (r"capex = .*", "capex = " + "9" * 400),
        (r"opex_per_year = [0-9_]+", "opex_per_year = " + "9" * 19),
    ],
)
def test_limits_are_within_what_a_problem_holds(small: Path, setting: str, value: str) -> None:
    """A limit of more than 10^15 is a finding of the project file, however long the number."""
    set_to(small, setting, value)

    assert {(f.rule, f.file) for f in errors(small)} == {("scenario.range", "kholboo.toml")}


def test_a_ceiling_is_judged_in_the_plan_currency(small: Path) -> None:
    """A ceiling in dollars that is too large in tögrög names the row of the fund."""
    put(small, "funds.csv", "ceiling", "299999999999", lambda r: r["currency"] == "USD")
    found = errors(small)

    assert {(f.rule, f.file, f.column) for f in found} == {
        ("number.out_of_range", "data/funds.csv", "ceiling")
    }


def test_weights_are_found_at_the_site(small: Path) -> None:
    """People, hours, weights and factors that together go too far name the row of the site."""
    put(small, "sites.csv", "students", "100000", lambda _: True)
    set_to(small, r"remote_factor = .*", "remote_factor = 1000.0")
    set_to(small, r"(.*)\bweight = [0-9.]+", r"\1weight = 1000.0")
    set_to(small, r"remote_km = .*", "remote_km = 0.0")
    set_to(small, r"bagh_factor = .*", "bagh_factor = 1000.0")
    found = [f for f in load_inputs(small, "remote_first").findings if f.severity == "error"]

    assert {(f.rule, f.file) for f in found} == {("amount.too_large", "data/sites.csv")}


def test_what_the_bound_lets_through_is_no_fault_of_ours(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a sum escape the bound, the plan still ends with a finding, not with a mistake."""
    put(small, "catalogue.csv", "unit_price", "999999999999999", lambda r: r["role"] == "computer")
    monkeypatch.setattr(check_amounts, "may_exceed", lambda _: False)

    with pytest.raises(InputError) as caught:
        prepare(read_project(small))
    assert {f.rule for f in caught.value.findings} == {"amount.too_large"}


def test_a_refused_number_is_told_at_its_fund_or_by_its_name(small: Path) -> None:
    """The problem names the row that refused; a fund's is told where the fund is written."""
    inputs = load_inputs(small)
    fund = inputs.catalogue.funds[0]
    at_fund = out_of_range(inputs, OutOfRange(f"limit fund:{fund.id}", 10**16, 0))
    elsewhere = out_of_range(inputs, OutOfRange("limit capex", 10**16, 0))

    assert (at_fund.file, at_fund.row) == (fund.file, fund.row)
    assert (elsewhere.file, elsewhere.column) == ("kholboo.toml", "limit capex")
    assert "1.000e+16" in told(elsewhere, "mn")


def test_the_problem_says_which_number_it_refuses() -> None:
    """A number beyond 10^15 is refused with its place and value."""
    fine = Problem(
        node_ids=("root", "a"), prize=(0, 1), arc_ids=("x",), tail=(0,), head=(1,), loss=(0,)
    )
    with pytest.raises(OutOfRange) as caught:
        replace(fine, prize=(0, LARGEST + 1))

    assert (caught.value.what, caught.value.value) == ("prize", LARGEST + 1)
