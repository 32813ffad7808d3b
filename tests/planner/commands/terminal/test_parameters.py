"""Money on the command line is read as in the project file: as people write it, in its currency."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from planner.commands.terminal import parameters


@pytest.fixture
def project_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return what makes the running command's project one of a currency."""

    def make(currency: str, digits: int) -> None:
        head = f'name = "x"\ncountry = "KE"\ncurrency = "{currency}"\nminor_digits = {digits}\n'
        (tmp_path / "kholboo.toml").write_text(f"[project]\n{head}", encoding="utf-8")
        monkeypatch.setattr(parameters, "project_folder", lambda: tmp_path)

    return make


@pytest.mark.parametrize(
    ("text", "currency", "digits", "minor"),
    [
        ("2.5e9", "MNT", 0, 2_500_000_000),
        ("12 000 000 ₮", "MNT", 0, 12_000_000),
        ("1,000,000.50 USD", "USD", 2, 100_000_050),
        ("1,000,000.50", "KES", 2, 100_000_050),
        ("$0.0125", "USD", 4, 125),
        ("1,200", "USD", 2, 120_000),
        ("7", "TND", 3, 7_000),
    ],
)
def test_sums_are_whole_accounting_units(project_in, text, currency, digits, minor) -> None:
    """Cents count where the project accounts in cents."""
    project_in(currency, digits)

    assert parameters.asked_money("--budget", text) == minor


@pytest.mark.parametrize(
    ("text", "currency", "digits", "told"),
    [
        ("1,200", "MNT", 0, "may be 1200 or 1"),
        ("650.000", "MNT", 0, "may be 650000 or 650"),
        ("1.5", "MNT", 0, "write a whole sum"),
        ("1.505", "USD", 2, "may be 1505 or 1.505"),
        ("1.5055", "USD", 2, "write at most 2 decimals"),
        ("5 EUR", "USD", 2, "currency USD"),
        ("-5", "USD", 2, "not a sum"),
        ("1e30", "USD", 2, "or less"),
    ],
)
def test_other_sums_name_the_option_and_what_to_write(
    project_in, text, currency, digits, told
) -> None:
    """What may be two sums, or none, is refused."""
    project_in(currency, digits)

    with pytest.raises(click.BadParameter) as refused:
        parameters.asked_money("--total-cost", text)
    assert told in refused.value.format_message()
    assert "--total-cost" in refused.value.format_message()


def test_ranges_keep_whole_units_between_whole_ends(project_in) -> None:
    """Three budgets from 1 to 2; cents only where an end has some."""
    project_in("USD", 2)

    assert parameters.asked_budgets("--budget", "1:5:3") == (100, 300, 500)
    assert parameters.asked_budgets("--budget", "1:2:3") == (100, 100, 200)
    assert parameters.asked_budgets("--budget", "1.00:2.10:3") == (100, 155, 210)
    with pytest.raises(click.BadParameter, match="1e9:5e9:5"):
        parameters.asked_budgets("--budget", "5:1:3")
