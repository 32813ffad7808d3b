"""A recorded plan at the prices of a file: sums tie, what does not fit is named, faults stop it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cli
from inventory.prices.catalogue import PriceTier, TierKind
from planner.commands.terminal.answer import ExitCode
from planner.project.load import load_inputs
from planner.project.new_prices import NewPrices, catalogue_at
from planner.runs.plan_json import plan_from_json
from planner.scenario.inputs import Inputs

HEAD = "sku,unit_price,currency,vat_included,price_date,source,timing,min_order\n"


def run(planned: Path, rows: str, *words: str) -> Result:
    """Reprice the run of the small project with a file of these rows."""
    table = planned / "new.csv"
    table.write_text(HEAD + rows, encoding="utf-8")
    asked = ["reprice", "--prices", str(table), "--json", *words, "-C", str(planned)]
    return CliRunner().invoke(cli.shell, asked)


def data(found: Result) -> dict[str, Any]:
    """Return what a program gets."""
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


@pytest.fixture
def plan(planned: Path) -> Any:
    """Give the plan of the small project."""
    path = next((planned / "runs").glob("*/plan.json"))
    return plan_from_json(json.loads(path.read_text(encoding="utf-8")))


def first_bought(plan: Any) -> Any:
    """Return the line of goods of which most is bought."""
    lines = [line for p in plan.packages for _, line in p.lines if line.category.value == "goods"]
    return max(lines, key=lambda line: line.quantity * line.unit_price_minor)


def row(sku: str, price: int, more: str = ",") -> str:
    """Return a row of a price with VAT."""
    return f"{sku},{price},MNT,yes,2026-11-20,quote{more and ','}{more}\n"


def test_the_plans_own_prices_give_the_plans_own_sums(planned: Path, plan: Any) -> None:
    """Nothing changes to the unit: once, yearly, by package and by fund."""
    item = first_bought(plan)
    found = run(planned, row(item.sku, item.unit_price_minor), "--no-replan")
    sums = data(found)["data"]

    assert found.exit_code == ExitCode.OK, found.output
    assert sums["capex"]["after_minor"] == plan.capex_minor
    assert sums["opex_per_year"]["after_minor"] == plan.opex_per_year_minor
    assert [p["after_minor"] for p in sums["packages"]] == [p.amount_minor for p in plan.packages]
    assert [f["after_minor"] for f in sums["funds"]] == [f.used_minor for f in plan.funds]
    assert sums["items"] == []


def test_dearer_goods_no_longer_fit_and_it_is_said_where(planned: Path, plan: Any) -> None:
    """Ten thousand times the price is above the capital budget by the whole difference."""
    item = first_bought(plan)
    found = run(planned, row(item.sku, 10_000 * item.unit_price_minor), "--no-replan")
    sums = data(found)["data"]

    assert found.exit_code == ExitCode.FINDINGS
    assert not sums["fits"]
    (capex,) = (x for x in sums["limits"] if x["limit"] == "capex")
    assert capex["over_minor"] == capex["after_minor"] - capex["most_minor"] > 0
    packages = sum(p["after_minor"] - p["before_minor"] for p in sums["packages"])
    assert packages == sums["capex"]["after_minor"] - plan.capex_minor
    funds = sum(f["after_minor"] - f["before_minor"] for f in sums["funds"])
    assert funds == packages


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ("NO-SUCH,1,MNT,yes,2026-11-20,quote,,\n", "tier.unknown_item"),
        ("{sku},1,MNT,yes,2026-11-20,quote,,\n{sku},2,MNT,yes,2026-11-20,quote,,\n",
         "new_price.twice"),
        ("{sku},1,MNT,,2026-11-20,quote,,\n", "price.no_vat"),
        ("{sku},1,MNT,yes,,quote,,\n", "price.no_date"),
        ("{sku},1,XYZ,yes,2026-11-20,quote,,\n", "rate.missing"),
        ("{sku},1,MNT,yes,2026-11-20,quote,per_month,\n", "new_price.basis"),
        ("{sku},abc,MNT,yes,2026-11-20,quote,,\n", "number.unreadable"),
    ],
)  # fmt: skip
def test_a_faulty_file_reckons_nothing(planned: Path, plan: Any, rows: str, rule: str) -> None:
    """Every fault has its row and what to do; no sum is given."""
    found = run(planned, rows.format(sku=first_bought(plan).sku), "--no-replan")
    answer = data(found)

    assert found.exit_code == ExitCode.FINDINGS
    assert rule in {f["rule"] for f in answer["findings"]}
    assert answer["data"] is None or "capex" not in answer["data"]


def test_a_yearly_price_says_its_month_and_an_order_has_its_least(planned: Path, plan: Any) -> None:
    """A monthly price counts twelve times; an order below the least does not fit."""
    yearly = next(li for _, li in plan.all_lines() if li.timing.value == "per_year" and li.sign > 0)
    item = first_bought(plan)
    month = yearly.unit_price_minor // 12 + 1
    rows = f"{yearly.sku},{month},MNT,yes,2026-11-20,quote,per_month,\n"
    rows += f"{item.sku},{item.unit_price_minor},MNT,yes,2026-11-20,quote,,1000000\n"
    sums = data(run(planned, rows, "--no-replan"))["data"]

    (changed,) = (x for x in sums["items"] if x["sku"] == yearly.sku)
    assert changed["after_minor"] == 12 * month
    rise = changed["quantity"] * (12 * month - yearly.unit_price_minor)
    assert sums["opex_per_year"]["after_minor"] - plan.opex_per_year_minor == rise
    assert sums["short_orders"][0]["least"] == 1_000_000
    assert not sums["fits"]


def with_new_prices(planned: Path, rows: str) -> Inputs:
    """Return the inputs of the small project with a table of new prices."""
    (planned / "data" / "awarded.csv").write_text(HEAD + rows, encoding="utf-8")
    with (planned / "kholboo.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tables.new_prices]\npath = "data/awarded.csv"\n')
    return load_inputs(planned)


def test_a_project_plans_at_its_table_of_new_prices(planned: Path, plan: Any) -> None:
    """Price, day and source are the new ones; dearer tiers fall away, and so does no other price.

    A run made from it records the table among its inputs.
    """
    item, before = first_bought(plan), load_inputs(planned)
    listed = before.catalogue.by_sku[item.sku]
    tier = PriceTier(
        sku=item.sku, kind=TierKind.ALL_UNITS, from_quantity=2,
        unit_price_minor=listed.unit_price_minor - 1,
    )  # fmt: skip
    inputs = with_new_prices(planned, row(item.sku, listed.unit_price_minor - 2))
    found = inputs.catalogue.by_sku[item.sku]
    tiered = replace(before, catalogue=replace(before.catalogue, tiers=(tier,)))
    cheap = NewPrices(prices={item.sku: tier.unit_price_minor})
    dear = NewPrices(prices={item.sku: tier.unit_price_minor + 1})

    assert inputs.ok, inputs.findings
    assert found.unit_price_minor == listed.unit_price_minor - 2
    assert (found.price_date, found.source) == ("2026-11-20", "quote")
    assert found.without_vat_minor is not None
    assert [i for i in inputs.catalogue.items if i.sku != item.sku] == [
        i for i in before.catalogue.items if i.sku != item.sku
    ]
    assert ("new_prices", "data/awarded.csv") in {(s.table, s.path) for s in inputs.sources}
    assert catalogue_at(tiered, cheap).tiers == ()
    assert catalogue_at(tiered, dear).tiers == (tier,)


def test_a_faulty_table_of_new_prices_stops_a_plan(planned: Path) -> None:
    """An item that the catalogue lacks is an error of the project, with its row."""
    inputs = with_new_prices(planned, "NO-SUCH,1,MNT,yes,2026-11-20,quote,,\n")
    (fault,) = (f for f in inputs.findings if f.rule == "tier.unknown_item")

    assert not inputs.ok
    assert (fault.file, fault.row) == ("data/awarded.csv", 2)


@pytest.mark.slow
def test_the_best_plan_at_the_new_prices_is_told_with_its_interval(
    planned: Path, plan: Any
) -> None:
    """At the plan's own prices the best plan is worth at least this one, within the proof."""
    item = first_bought(plan)
    other = data(run(planned, row(item.sku, item.unit_price_minor)))["data"]["other_plan"]

    assert other["benefit_of_plan"] == plan.objective
    assert other["best_at_least"] <= other["best_at_most"]
    assert other["best_at_most"] >= plan.objective
