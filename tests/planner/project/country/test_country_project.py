"""A project for a country has its own currency and words, and asks instead of assuming."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from inventory.project import load_project
from planner.project.init import TemplateError, init_project
from planner.project.load import load_inputs


@pytest.fixture
def kenya(tmp_path: Path) -> Path:
    """Give a new project for Kenya."""
    init_project(tmp_path / "ke", "blank", "KE")
    return tmp_path / "ke"


def test_kenya_starts_with_its_own_currency_and_words(kenya: Path) -> None:
    """Country, currency and levels are Kenya's; nothing in the file speaks of tögrög or aimags."""
    project = load_project(kenya)
    text = (kenya / "kholboo.toml").read_text(encoding="utf-8")

    assert (project.country, project.currency) == ("KE", "KES")
    assert project.levels == ("county", "sub-county", "ward")
    assert not project.findings
    assert "MNT" not in text
    assert "tögrög" not in text
    assert "@" not in text


def test_figures_of_a_country_are_asked_for(kenya: Path) -> None:
    """VAT, discount rate and school year are questions in the file, not settings."""
    text = (kenya / "kholboo.toml").read_text(encoding="utf-8")
    base = tomllib.loads(text)["scenarios"]["base"]

    assert text.count("# QUESTION:") == 6
    assert "vat_rate" not in base
    assert base["demand"] == base["tender"] == base["limits"] == {}


def test_check_says_which_figures_are_mongolias(kenya: Path) -> None:
    """Every default of Mongolia that Kenya rests on is a warning with its line; stated ones not."""
    path = kenya / "kholboo.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("# vat_rate =", "vat_rate = 0.16"), encoding="utf-8")

    found = [f for f in load_inputs(kenya).findings if f.rule == "scenario.foreign"]

    assert {(f.column, f.found) for f in found} == {
        ("scenarios.base.discount_rate", "0.09, which is Mongolia's"),
        ("scenarios.base.demand.school_months_per_year", "9, which is Mongolia's"),
        ("scenarios.base.tender.school_year_starts", "09-01, which is Mongolia's"),
    }
    assert {f.severity for f in found} == {"warning"}
    assert {f.expected for f in found} == {"the figure of KE"}


def test_mongolia_is_the_blank_project(tmp_path: Path) -> None:
    """`--country MN` makes the same project as none, to the byte, without such warnings."""
    init_project(tmp_path / "a", "blank", "MN")
    init_project(tmp_path / "b", "blank")

    texts = [(tmp_path / name / "kholboo.toml").read_bytes() for name in "ab"]
    assert texts[0] == texts[1]
    rules = {f.rule for f in load_inputs(tmp_path / "a").findings}
    assert "scenario.foreign" not in rules


def test_an_example_is_of_one_country(tmp_path: Path) -> None:
    """The example of Mongolia is not passed off as another country."""
    with pytest.raises(TemplateError, match="to start a project for Kenya"):
        init_project(tmp_path / "x", "mongolia", "KE")

    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("levels", ['"county"', "[]", "[1]", '["a", "a"]', '["", "b"]'])
def test_levels_that_are_no_words_are_a_fault(kenya: Path, levels: str) -> None:
    """Levels are one to four different words; anything else is told with its line."""
    path = kenya / "kholboo.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("levels"))
    lines[number] = f"levels = {levels}"
    path.write_text("\n".join(lines), encoding="utf-8")

    project = load_project(kenya)

    assert project.levels == ()
    assert [(f.rule, f.column, f.row) for f in project.findings] == [
        ("config.wrong_value", "project.levels", number + 1)
    ]
