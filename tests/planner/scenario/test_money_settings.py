"""Sums of money in a scenario: as people write them, by new names and by old ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.project.load import load_inputs
from planner.scenario.money_settings import in_units, with_sums_read, written_name

HEAD = """
[project]
name = "Money"
country = "US"
currency = "{currency}"
default_scenario = "tight"
[tables.sites]
path = "sites.csv"
[tables.catalogue]
path = "catalogue.csv"
"""


def limits_of(folder: Path, scenarios: str, currency: str = "USD"):
    """Return the limits of a project with such scenarios, and its findings of them."""
    (folder / "kholboo.toml").write_text(HEAD.format(currency=currency) + scenarios, "utf-8")
    (folder / "sites.csv").write_text("site_id,kind\nA,school\n", "utf-8")
    (folder / "catalogue.csv").write_text("sku,role\n", "utf-8")
    inputs = load_inputs(folder)
    found = [f for f in inputs.findings if f.file == "kholboo.toml" and f.severity == "error"]
    return inputs.scenario, [f for f in found if (f.column or "").startswith("scenarios")]


def test_sums_are_whole_units_by_either_name(tmp_path: Path) -> None:
    """An old `_minor` means whole units of the currency as it always did; texts are understood."""
    scenario, found = limits_of(
        tmp_path,
        '[scenarios.base.limits]\ncapex_minor = 500_000\nopex_per_year = "1,000,000.00 USD"\n'
        'opex_per_year_by_payer = { ministry = "2.5e5", aimag = 1000 }\n'
        "[scenarios.base.solve]\nnext_money = 100\n"
        '[scenarios.base.uncertainty]\nvisit_cost = "1,500.00 USD"\nvisit_cost_per_km = 2\n'
        '[scenarios.tight]\nextends = "base"\n[scenarios.tight.limits]\ncapex = "4e5"\n',
    )
    limits = scenario.limits

    assert found == []
    assert (limits.capex_minor, limits.opex_per_year_minor) == (400_000, 1_000_000)
    assert limits.opex_per_year_by_payer_minor == {"ministry": 250_000, "aimag": 1000}
    assert scenario.solve.next_money_minor == 100
    visit = scenario.uncertainty
    assert (visit.visit_cost_minor, visit.visit_cost_per_km_minor) == (1500, 2)


@pytest.mark.parametrize(
    ("setting", "todo"),
    [
        ('capex = "650.000"', "may be 650000 or 650"),
        ('capex_minor = "1,200"', "may be 1200 or 1"),
        ('capex = "5 USD"', "MNT"),
        ('capex = "half"', "not a sum"),
        ("capex = 5\ncapex_minor = 5", "one of the two"),
    ],
)
def test_sums_that_are_not_clear_are_errors(tmp_path: Path, setting: str, todo: str) -> None:
    """Each is told at its line with what to write; nothing is planned before."""
    _, (finding,) = limits_of(tmp_path, f"[scenarios.tight.limits]\n{setting}\n", "MNT")

    assert finding.severity == "error"
    assert finding.row == 12
    assert todo in finding.todo


@pytest.mark.parametrize(
    ("setting", "column"),
    [
        ("capex = -5", "scenarios.tight.limits.capex"),
        ("capex_minor = -5", "scenarios.tight.limits.capex_minor"),
        (
            "opex_per_year_by_payer = { x = [1] }",
            "scenarios.tight.limits.opex_per_year_by_payer.x",
        ),
    ],
)
def test_other_faults_name_the_setting_as_written(tmp_path: Path, setting, column) -> None:
    """A person finds the line by the name she wrote."""
    _, found = limits_of(tmp_path, f"[scenarios.tight.limits]\n{setting}\n")

    assert column in {f.column for f in found}


def test_unknown_settings_are_told_with_the_new_names(tmp_path: Path) -> None:
    """The message lists what a person may write today."""
    _, (finding,) = limits_of(tmp_path, "[scenarios.tight.limits]\ncapexx = 5\n")

    assert finding.todo == "write capex"
    assert "_minor" not in finding.expected


def test_only_sums_are_renamed() -> None:
    """Other settings keep their names and values."""
    assert written_name(("limits", "capex_minor")) == ("limits", "capex")
    assert written_name(("limits", "floors")) == ("limits", "floors")
    assert written_name(("demand", "capex_minor")) == ("demand", "capex_minor")
    assert with_sums_read({"title": "1,200", "limits": 5}, "MNT") == (
        {"title": "1,200", "limits": 5},
        [],
    )


def test_sums_are_in_the_decimals_that_a_project_accounts_in(tmp_path: Path) -> None:
    """By either name a sum is units of the currency: 500,000 USD are 50 million cents."""
    scenario, found = limits_of(
        tmp_path,
        '[scenarios.base.limits]\ncapex_minor = 500_000\nopex_per_year = "1,000,000.50 USD"\n'
        'opex_per_year_by_payer = { ministry = "2.5e5", aimag = 1000.25 }\n'
        '[scenarios.base.solve]\nnext_money = 100\n[scenarios.tight]\nextends = "base"\n',
        currency='USD"\nminor_digits = 2\n#"',
    )
    limits = scenario.limits

    assert found == []
    assert (limits.capex_minor, limits.opex_per_year_minor) == (50_000_000, 100_000_050)
    assert limits.opex_per_year_by_payer_minor == {"ministry": 25_000_000, "aimag": 100_025}
    assert scenario.solve.next_money_minor == 10_000


@pytest.mark.parametrize("capex", ["1000.505", '"1000.505"'])
def test_a_part_of_a_cent_is_refused(tmp_path: Path, capex: str) -> None:
    """Nothing is rounded in a limit."""
    _, found = limits_of(
        tmp_path,
        f"[scenarios.tight.limits]\ncapex = {capex}\n",
        currency='USD"\nminor_digits = 2\n#"',
    )

    assert len(found) == 1


def test_settings_are_shown_in_units() -> None:
    """Sums alone are: whatever else is a number stays what it is."""
    assert in_units("limits.capex_minor", "50000050", 2) == "500000.50"
    assert in_units("limits.opex_per_year_by_payer_minor.aimag", "5", 2) == "0.05"
    assert in_units("limits.capex_minor", "none", 2) == "none"
    assert in_units("solve.seed", "1", 2) == "1"
    assert in_units("limits.capex_minor", "500", 0) == "500"
