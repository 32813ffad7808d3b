"""Tenders on the command line: packages, sheets, the buyer's form and bids, with exit codes."""

import datetime as dt
import json

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from planner.commands.terminal.answer import ExitCode


@pytest.fixture
def run(planned):
    """Give a function that runs a command in a project with a plan."""

    def invoke(*words):
        return CliRunner().invoke(cli.shell, [*map(str, words), "-C", str(planned)])

    return invoke


def filled(path, prices, currency=None):
    """Fill a bidders' copy with these prices and return its path."""
    book = openpyxl.load_workbook(path)
    form = next(page for page in book if page.title.endswith("Bid form"))
    prices_page = next(page for page in book if page.title.endswith("Prices"))
    form["B5"], form["B9"], form["B10"] = "Алтай ХХК", dt.date(2027, 4, 1), dt.date(2027, 8, 1)
    if currency:
        form["B11"] = currency
    row = 5
    while isinstance(prices_page.cell(row, 1).value, int):
        prices_page.cell(row, 9).value = prices
        row += 1
    book.save(path)
    return path


def test_packages_tie_to_the_plan(run, planned):
    """The packages of `kholboo procure packages` come to the one-time and new yearly cost."""
    data = json.loads(run("procure", "packages", "--json").stdout)["data"]
    path = next((planned / "runs").glob("*/plan.json"))
    plan = json.loads(path.read_text(encoding="utf-8"))

    once = sum(p["estimate_minor"] for p in data if p["package"].startswith("P"))
    yearly = sum(p["estimate_minor"] for p in data if p["package"].startswith("Y"))
    assert once == plan["capex_minor"] > 0
    assert yearly == plan["opex_per_year_minor"] - plan["kept_fee_per_year_minor"] > 0
    assert {p["method"] for p in data} == {None}


def test_sheets_bids_and_exit_codes(run, tmp_path):
    """Sheets are written, a good bid ends with 0, a bid in dollars with 1."""
    listed = json.loads(run("procure", "packages", "--json").stdout)["data"]
    first = listed[0]["package"]  # P01, or P01-1 where it was divided
    written = run("procure", "sheets", first, "-o", tmp_path)
    good = run("procure", "read-bid", filled(tmp_path / f"{first}-bidder.xlsx", 1000))
    dollars = filled(tmp_path / f"{first}-bidder.xlsx", 1000, "USD")
    bad = run("procure", "read-bid", dollars, "--json")

    assert written.exit_code == ExitCode.OK, written.output
    assert run("plan", "--quick", "--decided-by", "Б. Сүх").exit_code == ExitCode.OK  # a newer run
    assert run("procure", "read-bid", dollars).exit_code == ExitCode.FINDINGS
    assert (tmp_path / "packages.xlsx").is_file()
    assert good.exit_code == ExitCode.OK, good.output
    assert "lowest complete bid by arithmetic: Алтай ХХК" in good.stdout
    assert bad.exit_code == ExitCode.FINDINGS
    answer = json.loads(bad.stdout)
    assert [f["rule"] for f in answer["findings"] if f["severity"] == "error"] == ["bid.currency"]
    assert answer["data"][0]["lowest_by_arithmetic"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sheets", "P99"), "there is no package 'P99'; the packages are P01"),
        (("sheets", "P01", "--template", "missing.xlsx"), "does not exist"),
        (("read-bid",), "Missing argument"),
        (("packages", "--run", "none"), "no run 'none'"),
    ],
)
def test_wrong_calls_end_with_a_sentence(run, words, said):
    """A package, template, bid or run that does not exist ends with exit code 2."""
    result = run("procure", *words)

    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr
