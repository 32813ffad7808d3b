"""A project file is changed without losing a word that a person wrote there."""

from __future__ import annotations

import tomllib

import pytest

from planner.language.label import Label
from planner.project.importing.entries import Entry
from planner.project.importing.project_text import (
    Changes,
    EditError,
    SettingChange,
    TableChange,
    changed_text,
)

TEXT = """\
# A project of ours.
[project]
name = "Х"   # the name

[tables.sites]            # required
# where the list comes from
path = "old.csv"          # from Dorj
number_format = "1234.5"
# to do: ask for the others

# ------------------------
# Scenarios
# ------------------------

[scenarios.base]
title = "b"
# QUESTION: the rate
# vat_rate =

[scenarios.base.standard]
school = { payer = "ministry" }   # agreed
"""


def entry(table: str = "sites", path: str = "new.csv") -> Entry:
    """Give an entry with a guess and an answer."""
    return Entry(
        table=table,
        path=path,
        settings={
            ("columns", "site_id"): "School code",
            ("values", "kind", "Primary"): "school",
            ("number_format",): "1 234,5",
        },
        why={("columns", "site_id"): Label(mn="яагаад", en="why")},
    )


def comments(text: str) -> list[str]:
    """Return the comments that stand on lines of their own."""
    return [line for line in text.splitlines() if line.startswith("#")]


def test_an_entry_in_the_place_of_another_keeps_the_comments() -> None:
    """The old settings go, comments on lines of their own stay where they stood."""
    change = TableChange(entry=entry(), instead_of=("old.csv",))

    made = changed_text(TEXT, Changes(tables=[change]), "en")

    assert comments(made) == comments(TEXT)
    assert (
        """\
[tables.sites]            # required
# where the list comes from
path = "new.csv"
number_format = "1 234,5"
columns.site_id = "School code" # guess: why
values.kind.Primary = "school"
# to do: ask for the others
"""
        in made
    )
    assert tomllib.loads(made)["tables"]["sites"] == {
        "path": "new.csv",
        "number_format": "1 234,5",
        "columns": {"site_id": "School code"},
        "values": {"kind": {"Primary": "school"}},
    }


def test_a_new_table_stands_before_the_heading_of_the_next_section() -> None:
    """The heading of the scenarios stays above the scenarios."""
    made = changed_text(TEXT, Changes(tables=[TableChange(entry=entry("pops", "p.csv"))]), "mn")

    pops, heading = made.index("[tables.pops]"), made.index("# ----")
    assert made.index("[tables.sites]") < pops < heading < made.index("[scenarios.base]")
    assert 'columns.site_id = "School code" # таамаг: яагаад' in made
    assert comments(made) == comments(TEXT)


def test_a_second_file_makes_the_table_a_list() -> None:
    """[tables.sites] becomes two [[tables.sites]], the first one as it was."""
    made = changed_text(TEXT, Changes(tables=[TableChange(entry=entry())]), "en")

    assert [one["path"] for one in tomllib.loads(made)["tables"]["sites"]] == ["old.csv", "new.csv"]
    assert made.count("[[tables.sites]]") == 2
    assert 'path = "old.csv"          # from Dorj' in made
    assert comments(made) == comments(TEXT)

    third = changed_text(made, Changes(tables=[TableChange(entry=entry(path="3.csv"))]), "en")
    assert [one["path"] for one in tomllib.loads(third)["tables"]["sites"]] == [
        *("old.csv", "new.csv", "3.csv"),
    ]
    gone = TableChange(entry=entry(path="4.csv"), instead_of=("old.csv", "new.csv"))
    fourth = changed_text(third, Changes(tables=[gone]), "en")
    assert [one["path"] for one in tomllib.loads(fourth)["tables"]["sites"]] == ["4.csv", "3.csv"]


def test_a_setting_takes_the_place_of_its_question() -> None:
    """A commented setting is switched on where it stands, and its question is no question now."""
    setting = SettingChange(where=("scenarios", "base", "vat_rate"), value=0.16, comment="said")

    made = changed_text(TEXT, Changes(settings=[setting]), "en")

    assert "# the rate\nvat_rate = 0.16 # said\n" in made
    assert made == TEXT.replace(
        "# QUESTION: the rate\n# vat_rate =\n", "# the rate\nvat_rate = 0.16 # said\n"
    )


@pytest.mark.parametrize(
    "where",
    [
        ("scenarios", "base", "limits", "capex"),
        ("scenarios", "base", "discount_rate"),
        ("scenarios", "base", "standard", "school", "users_if_unknown"),
        ("scenarios", "base", "standard", "library", "users_if_unknown"),
        ("scenarios", "new", "limits", "capex"),
    ],
)
def test_a_setting_is_written_wherever_its_table_is_or_is_not(where: tuple[str, ...]) -> None:
    """New tables are made, tables in one line are added to, and all else stays."""
    made = changed_text(TEXT, Changes(settings=[SettingChange(where=where, value=5)]), "en")

    at = tomllib.loads(made)
    for key in where:
        at = at[key]
    assert at == 5
    assert comments(made) == comments(TEXT)
    assert tomllib.loads(made)["scenarios"]["base"]["standard"]["school"]["payer"] == "ministry"


def test_a_file_that_no_program_can_edit_is_told() -> None:
    """Where [tables] is no table the message says what to do, in both languages."""
    with pytest.raises(EditError, match="cannot be edited by a program") as caught:
        changed_text("tables = 1\n", Changes(tables=[TableChange(entry=entry())]), "en")

    assert "программаар засах боломжгүй" in caught.value.told("mn")


def test_scattered_tables_are_written_or_told() -> None:
    """Tables on both sides of another section come out whole, or the file is left alone."""
    text = '[tables.sites]\npath = "a"\n[project]\nname = "x"\n[tables.pops]\npath = "b"\n'
    change = TableChange(entry=entry("roads", "r.csv"))

    with pytest.raises(EditError):
        changed_text(text, Changes(tables=[change]), "en")
