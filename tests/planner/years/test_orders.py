"""Stock and price tiers of a programme: what one year takes is gone, an order is of one year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from four_places import write_project
from openpyxl import load_workbook
from three_years import CONFIG_OF_YEARS

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.errors import InputError
from planner.model.column_meaning import UnitsAtTier
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import before_floors, read_project
from planner.years.programme import programme_of

INDEX = "price_index = { works = [1.0, 1.1, 1.2] }\n"
STOCK = CONFIG_OF_YEARS.replace("use_stock = false", "use_stock = true")
ALL = STOCK.replace(
    "use_surplus = false\nuse_tiers = false", "use_surplus = true\nuse_tiers = true"
)


def _data(run: Path) -> Any:
    return json.loads((run / "years.json").read_text(encoding="utf-8"))


def test_what_lies_in_stock_is_there_once_for_all_years(tmp_path: Path) -> None:
    """No more leaves the depot than it has; savings stand in their year and in its packages."""
    folder = write_project(tmp_path / "stock", ALL.replace(INDEX, ""))
    plan, run = make_plan(folder, exports=())
    data = _data(run)
    schedule, columns = data["schedules"][0], data["columns"]
    taken = [sum(of) for of in zip(*schedule["amounts"], strict=True)]
    saved = [
        -sum(c["money"] * y for c, y in zip(columns, of, strict=True)) for of in schedule["amounts"]
    ]

    assert sum(taken) > 0
    assert all(y <= column["total"] for y, column in zip(taken, columns, strict=True))
    assert [year.get("saved_minor", 0) for year in data["figures"]["years"]] == saved
    by_year = {2027 + t: 0 for t in range(3)}
    for package in plan.packages:
        by_year[package.year] += sum(saving.amount_minor for saving in package.savings)
    assert [*by_year.values()] == saved
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []
    book = load_workbook(run / "years.xlsx", read_only=True)
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any("Saved (stock, tiers)" in str(cell) for cell in cells)


def test_tampering_with_what_a_year_takes_is_refused(tmp_path: Path) -> None:
    """A unit more from stock than there is, or a saving that no year makes, is a difference."""
    _, run = make_plan(write_project(tmp_path / "stock", ALL.replace(INDEX, "")), exports=())
    path, data = run / "years.json", _data(run)
    data["schedules"][0]["amounts"][0] = [c["upper"] for c in data["columns"]]
    path.write_text(json.dumps(data), encoding="utf-8")

    assert any("amounts" in str(d) or "order" in str(d) for d in verify_run(run))


def test_every_year_orders_by_itself(tmp_path: Path) -> None:
    """A tier may be taken in each year and asks for its quantity in each; stock is for all."""
    folder = write_project(tmp_path / "orders", ALL.replace(INDEX, ""))
    prepared = before_floors(read_project(folder))
    programme = programme_of(prepared.inputs, prepared.offers, prepared.model)
    own = {order.id: order for order in programme.orders}
    last = {limit.id: limit for limit in programme.problems[-1].limits}
    tiers = {
        column.id
        for column, meaning in zip(programme.columns, prepared.model.supply.meanings, strict=True)
        if isinstance(meaning, UnitsAtTier)
    }

    assert own
    for name, order in own.items():
        assert (last[name].lower, last[name].upper) == order.until(2)
    assert all(c.total == (c.upper if c.id in tiers or c.money else 3) for c in programme.columns)
    assert any(order.over_all for order in programme.orders)


def test_prices_by_year_beside_stock_are_refused(tmp_path: Path) -> None:
    """A saving has one price in all years: an index would make it untrue."""
    with pytest.raises(InputError) as caught:
        read_project(write_project(tmp_path / "both", ALL))
    found = [f for f in caught.value.findings if f.rule == "years.outside"]
    assert [f.found for f in found] == [
        "prices by year beside stock, spare machines, volume prices or funds"
    ]


FUNDS = "capex_by_fund = { state = [2e6, 2e6, 2e6], loan = [1_500_000, 1_600_000, 0] }"


def _of_funds(folder: Path, funds: str) -> Path:
    return write_project(folder, ALL.replace(INDEX, "").replace("without_funds = true", funds))


def test_funds_pay_from_the_money_of_each_year(tmp_path: Path) -> None:
    """No fund pays more in a year than it has then; one fund pays a package in all years."""
    plan, run = make_plan(_of_funds(tmp_path / "funds", FUNDS), exports=())
    state = {2027: 0, 2028: 0, 2029: 0}
    for package in plan.packages:
        if package.fund_id == "state":
            state[package.year] += package.amount_minor
    book = load_workbook(run / "years.xlsx", read_only=True)
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]

    assert any(state.values())
    assert all(paid <= 2_000_000 for paid in state.values())
    assert sum(state.values()) <= next(f.used_minor for f in plan.funds if f.fund_id == "state")
    assert any("Which fund pays what in which year" in str(cell) for cell in cells)
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []


def test_money_of_a_fund_that_carries_over_may_be_spent_later(tmp_path: Path) -> None:
    """The sides of its row are those of all years so far; what the table says is for all years."""
    carried = f'{FUNDS}\ncarries_over_of_funds = ["state"]'
    prepared = before_floors(read_project(_of_funds(tmp_path / "funds", carried)))
    programme = programme_of(prepared.inputs, prepared.offers, prepared.model)
    of_funds = {o.id: o for o in programme.orders if o.id.startswith("fund:")}

    assert of_funds["fund:state"].over_all
    assert of_funds["fund:state"].upper == (2_000_000, 4_000_000, 6_000_000)
    assert not of_funds["fund:loan"].over_all


def test_a_fund_of_one_year_is_stated_by_year(tmp_path: Path) -> None:
    """State budget of 2027 pays nothing in 2028 unless the programme says so."""
    with pytest.raises(InputError) as caught:
        read_project(_of_funds(tmp_path / "funds", ""))
    found = {f.found for f in caught.value.findings if f.rule == "years.fund"}

    assert found == {"state: money until 2027", "loan: money until 2028"}
