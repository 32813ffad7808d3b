"""A project that accounts in cents: 20 km of fibre at 1.49 USD a metre cost 29,800 USD."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from small_projects import a_config

import cli
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.candidates.candidate import CostLine
from planner.pipeline.make_plan import make_plan
from planner.procurement.sheets.price_schedules import WORK
from planner.project.load import load_inputs
from planner.runs.run_folder import load_run

_POLICY = """
[scenarios.base]
standard.school.payer = "ministry"
technologies.fibre.upkeep_payer = "ministry"
[scenarios.base.limits]
capex_minor = 500_000
opex_per_year = "3,000.50 USD"
"""
_TABLES = {name: f"{name}.csv" for name in ("sites", "catalogue", "pops", "roads")}
SITES = (
    "site_id,name,kind,longitude,latitude,students,link_type,price_per_month,payer,"
    "computers_total,lan,access_points,ups,power_source\n"
    "S1,School,school,36.4211,-1.3001,400,geo,49.95,ministry,60,yes,20,yes,grid\n"
)
POPS = "pop_id,name,longitude,latitude,medium,status\nP1,Town,36.24,-1.3,fibre,operational\n"
ROADS = (
    "from_node,to_node,length_m,from_longitude,from_latitude,to_longitude,to_latitude\n"
    "P1,N1,20000,36.24,-1.3,36.4201,-1.3001\n"
)
ITEM = {"vat_included": "yes", "price_date": "2026-10-01", "source": "offer", "currency": "USD"}


def items(metre: str, upkeep: str, drop: str) -> list[dict[str, str]]:
    """The catalogue: fibre by the metre, a terminal, and a contract by the month."""
    found = [
        ("TRENCH", "trench", "works", "one_time", "MTR", metre),
        ("UPKEEP", "trench_upkeep", "services", "per_year", "MTR", upkeep),
        ("DROP", "drop", "works", "one_time", "MTR", drop),
        ("ONT", "terminal", "goods", "one_time", "C62", "55"),
        ("NET", "contract", "services", "per_month", "C62", "38"),
    ]
    names = ("sku", "role", "category", "timing", "unit", "unit_price")
    rows = [dict(zip(names, row, strict=True)) | ITEM for row in found]
    return [
        r | {"link_type": "fibre", "mbps": "100"} if r["sku"] in ("ONT", "NET") else r for r in rows
    ]


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of the project, in cents or in whole dollars."""

    def make(digits: str, *prices: str) -> Path:
        (tmp_path / "kholboo.toml").write_text(
            a_config("Dollars", _POLICY, country="KE", currency="USD", more=digits, **_TABLES),
            encoding="utf-8",
        )
        for name, text in (("sites", SITES), ("pops", POPS), ("roads", ROADS)):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        rows = items(*prices)
        with (tmp_path / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, sorted({k for row in rows for k in row}))
            writer.writeheader()
            writer.writerows(rows)
        return tmp_path

    return make


def told(folder: Path, *words: str) -> str:
    """Return what a command prints on stdout."""
    result = CliRunner().invoke(cli.shell, [*words, "-C", str(folder), "--lang", "en"])
    assert result.exit_code == 0, result.output
    return result.stdout


def line_of(lines: list[tuple[str, CostLine]], sku: str) -> CostLine:
    """Return the line of an item."""
    return next(line for _, line in lines if line.sku == sku)


def test_prices_of_cents_make_exact_amounts(project: Callable[..., Path]) -> None:
    """20 km cost 29,800 USD once and 2,000 USD a year; sums are whole cents, and verify."""
    folder = project("minor_digits = 2", "1.49", "0.10", "0.45")
    plan, run_dir = make_plan(folder)
    lines = plan.all_lines()

    assert line_of(lines, "TRENCH").amount_minor == 2_980_000
    upkeep, drop = [x for _, x in lines if x.sku == "UPKEEP"], line_of(lines, "DROP")
    assert {x.unit_price_minor for x in upkeep} == {10}
    assert sum(x.amount_minor for x in upkeep) == 200_000 + 10 * drop.quantity
    assert line_of(lines, "NET").amount_minor == 12 * 3_800
    assert plan.capex_minor == 2_980_000 + 45 * drop.quantity + 5_500
    assert [limit.upper for limit in plan.limits if limit.id == "capex"] == [50_000_000]
    assert [limit.upper for limit in plan.limits if limit.id == "opex"] == [300_050]
    assert ("limits.opex_per_year_minor", "3000.50") in {row[:2] for row in plan.policy}
    assert not verify_run(run_dir)
    assert not rederive(run_dir).differences
    assert load_run(run_dir).plan == plan
    assert json.loads((run_dir / "plan.json").read_text("utf-8"))["minor_digits"] == 2


def test_people_read_units_and_never_cents(project: Callable[..., Path]) -> None:
    """Terminal, page and workbook show 29,800.00; no figure of theirs is a hundred times that."""
    folder = project("minor_digits = 2", "1.49", "0.10", "0.45")
    shown = told(folder, "plan", "--budget", "40000")
    run_dir = next(folder.glob("runs/*/"))
    plan = load_run(run_dir).plan
    shown += told(folder, "candidates", "--site", "S1") + told(folder, "explain", "S1")
    shown += told(folder, "procure", "packages")
    shown += (run_dir / "plan.html").read_text("utf-8")
    book = openpyxl.load_workbook(run_dir / "plan.xlsx", data_only=True)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]

    assert "The limit is 40,000.00 USD." in shown
    assert f"One-time cost: {plan.capex_minor / 100:,.2f} USD." in shown
    amounts = [plan.capex_minor, plan.opex_per_year_minor, 2_980_000, 4_000_000, 300_050, 59_940]
    for amount in amounts:
        assert f"{amount:,}" not in shown and str(amount) not in shown
        assert not [c.coordinate for c in cells if c.value in (amount, str(amount))]
    trench = [c for c in cells if c.value == 29_800]
    assert trench and all(c.number_format.startswith("#,##0.00") for c in trench)
    assert {c.number_format for c in cells if c.value == 1.49} == {"#,##0.00"}
    assert "40000.00" in {c.value for c in cells}  # the setting that was given


def test_a_project_without_the_setting_has_whole_units_as_before(
    project: Callable[..., Path],
) -> None:
    """Amounts, limits and fees are whole dollars, and nothing of the run says otherwise."""
    folder = project("", "2", "1", "3")
    settings = (folder / "kholboo.toml").read_text("utf-8").replace("3,000.50", "30,000")
    (folder / "kholboo.toml").write_text(settings, "utf-8")
    plan, run_dir = make_plan(folder)

    assert line_of(plan.all_lines(), "TRENCH").amount_minor == 40_000
    assert [limit.upper for limit in plan.limits if limit.id == "capex"] == [500_000]
    assert "minor_digits" not in (run_dir / "plan.json").read_text("utf-8")
    assert "minor_digits" not in (run_dir / "problem.json").read_text("utf-8")
    assert "The limit is 500,000 USD." in told(folder, "plan")
    assert not rederive(run_dir).differences


def test_cents_without_the_setting_are_an_error_that_names_it(
    project: Callable[..., Path],
) -> None:
    """1.49 USD a metre is never 1 USD in silence."""
    folder = project("", "1.49", "0.10", "0.45")

    result = CliRunner().invoke(cli.shell, ["check", "-C", str(folder), "--lang", "en"])

    assert result.exit_code == 1
    assert "set minor_digits = 2 under [project] to account in 2 decimals" in result.stdout


def test_a_price_that_somebody_decided_is_in_units_too(project: Callable[..., Path]) -> None:
    """A price override of 0.99 USD is 99 cents a metre."""
    folder = project("minor_digits = 2", "1.49", "0.10", "0.45")
    with (folder / "kholboo.toml").open("a", encoding="utf-8") as file:
        file.write('[tables.directives]\npath = "directives.csv"\n')
    (folder / "directives.csv").write_text(
        "directive_id,kind,target,value,reason,authority,document,date\n"
        "D1,price_override,TRENCH,0.99,offer,Ministry,1,2026-10-01\n",
        encoding="utf-8",
    )
    plan, _ = make_plan(folder, exports=())

    assert line_of(plan.all_lines(), "TRENCH").amount_minor == 20_000 * 99
    assert "0.99 USD" in plan.directives[0].text


def test_bids_are_compared_in_units(project: Callable[..., Path]) -> None:
    """A bidder writes 1.39 USD a metre beside a list price of 1.49, and no price is of a pack."""
    folder = project("minor_digits = 2", "1.49", "0.10", "0.45")
    told(folder, "plan")
    told(folder, "procure", "sheets", "-o", str(folder / "sheets"))
    (sheet_file,) = (
        path
        for path in sorted(folder.glob("sheets/P*-bidder.xlsx"))
        if any(c.value == 20_000 for c in _prices_of(openpyxl.load_workbook(path))["C"])
    )
    book = openpyxl.load_workbook(sheet_file)
    prices = _prices_of(book)
    for cell in prices["C"][4:]:
        if isinstance(cell.value, int):
            prices[WORK.columns.at(WORK.price, cell.row - 1)] = (
                1.39 if cell.value == 20_000 else 0.46
            )
    book.save(folder / "bid.xlsx")

    result = CliRunner().invoke(
        cli.shell, ["procure", "read-bid", str(folder / "bid.xlsx"), "-C", str(folder)]
    )

    assert "list price 1.49 each, 29,800.00 in all" in result.stdout
    assert "bid.xlsx: 1.39 each, 27,800 in all" in result.stdout
    assert "-6.7 % against the estimate" in result.stdout
    assert "the price of the pack" not in result.output


def _prices_of(book: openpyxl.Workbook) -> openpyxl.worksheet.worksheet.Worksheet:
    return next(sheet for sheet in book if "Prices" in sheet.title)


def test_the_reason_of_a_site_that_is_left_out_is_in_units(project: Callable[..., Path]) -> None:
    """A terminal of 55 and 456 a year for ten years at 9 % are 55 + 456 x 6.4177 = 2,981.45."""
    folder = project("minor_digits = 2", "1.49", "0.10", "0.45")
    plan, _ = make_plan(folder, exports=(), overrides={"capex": 100})
    (deployment,) = plan.deployments

    assert re.findall(r"([0-9,.]+) USD", deployment.reason_text) == ["2,981.45"]


def test_what_ending_a_contract_costs_is_read_in_cents(project: Callable[..., Path]) -> None:
    """199.95 USD are 19,995 cents, as the monthly fee of 49.95 is 4,995."""
    folder = project("minor_digits = 2", "1.49", "0.10", "0.45")
    head, row = SITES.splitlines()
    text = f"{head},contract_end,contract_end_cost\n{row},2028-06-30,199.95\n"
    (folder / "sites.csv").write_text(text, encoding="utf-8")
    link = load_inputs(folder).sites[0].link

    assert (link.price_per_month_minor, link.end_cost_minor) == (4_995, 19_995)
