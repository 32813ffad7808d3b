"""Wrong settings are told in our words, in both languages, whatever the library would say."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from inventory.project import Project
from planner.errors import SettingsError
from planner.language.messages.findings import PHRASES, Phrase, told
from planner.offers.settings import check_settings
from planner.project.checks.scenario import read_scenario
from planner.project.config_text import ConfigText
from planner.scenario.overrides import with_overrides
from planner.scenario.setting_faults import EXPECTED, as_written, expected
from planner.scenario.settings import Scenario
from planner.technologies import POWER, TECHNOLOGIES
from sites.roads.settings import RoadSettings

ROOTS: tuple[type[BaseModel], ...] = (Scenario, RoadSettings, *TECHNOLOGIES, POWER)
WRONG: tuple[Any, ...] = (
    None, True, "x", "", 1.5, -1, 9, float("inf"), float("nan"), 10**400, "9" * 5000, [], {},
    {"x": 1}, {1: 2}, ["x"], [1], dt.date(2027, 1, 1), dt.datetime(2027, 1, 1), dt.time(1), b"x",
)  # fmt: skip
CYRILLIC = re.compile("[А-Яа-яӨөҮү]")


def models(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a table of settings and all tables within it."""
    yield kind
    for field in kind.model_fields.values():
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from models(inner)


def faults() -> Iterator[tuple[type[BaseModel], Any]]:
    """Yield every fault that wrong values of any kind make in any of our settings."""
    for kind in dict.fromkeys(m for root in ROOTS for m in models(root)):
        for name in [*kind.model_fields, "nothing_of_the_kind"]:
            for value in WRONG:
                for given in (value, {"school": value}, {"computer": value}, [value]):
                    try:
                        kind.model_validate({name: given})
                    except ValidationError as error:
                        yield from ((kind, one) for one in error.errors())


def test_every_fault_that_our_settings_can_have_is_told_in_our_words() -> None:
    """No type of fault is without words, and none is told in the library's."""
    seen = {}
    for kind, error in faults():
        assert error["type"] in EXPECTED, error
        said = expected(kind, error)
        assert CYRILLIC.search(said.mongolian), said
        assert not re.search("Input should|Field required|isoformat|permitted", said)
        seen[error["type"]] = said

    assert set(EXPECTED) == set(seen)


def blanks(text: str) -> set[str]:
    """Return the names of the values that a text holds."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_words_hold_the_same_values_in_both_languages() -> None:
    """What is expected names the same figures or options in English and in Mongolian."""
    for words in EXPECTED.values():
        assert blanks(words) == blanks(PHRASES[words])


@pytest.mark.parametrize(
    ("settings", "told_en"),
    [
        ({"goal": "best"}, 'found "best", expected one of benefit, least_cost'),
        ({"discount_rate": "9 %"}, 'found "9 %", expected a number without quotation marks'),
        ({"allow_ending_present_links": "maybe"}, "expected true or false without quotation marks"),
        ({"solve": {"effort": 7}}, "solve.effort: found 7, expected a number of 3 or less"),
        (
            {"limits": {"floors": [{}]}},
            "floors.0.by: found nothing, expected a value; it has",
        ),
        ({"tender": {"school_year_starts": "31-12"}}, "a day of every year, MM-DD, such as 09-01"),
        ({"procurement": {"start_date": "1.2.2027"}}, "expected a day, such as 2027-01-15"),
        ({"standard": {"schol": {}}}, 'found "schol", expected one of school, bagh_school'),
    ],
)
def test_a_wrong_setting_is_a_finding_in_both_languages(
    settings: dict[str, Any], told_en: str
) -> None:
    """The finding names path, what was written and what is expected, in plain words."""
    project = Project(
        folder=Path(), name="x", country="MN", currency="MNT", default_scenario="base",
        tables={}, scenarios={"base": settings}, findings=(),
    )  # fmt: skip
    _, _, (finding,) = read_scenario(project, None, ConfigText())

    assert told_en in finding.sentence().replace("; expected", ", expected")
    assert isinstance(finding.expected, Phrase)
    assert CYRILLIC.search(told(finding, "mn"))
    assert "expected" not in told(finding, "mn")


def test_a_wrong_setting_of_a_technology_is_told_likewise() -> None:
    """Technologies are settings as any other."""
    (finding,) = check_settings(Scenario(technologies={"leo": {"enabled": "perhaps"}}))

    assert finding.found == '"perhaps"'
    assert finding.expected == "true or false without quotation marks"
    assert CYRILLIC.search(told(finding, "mn"))


def test_a_wrong_setting_on_the_command_line_is_told_likewise() -> None:
    """An override is checked by the same words."""
    with pytest.raises(SettingsError, match=r"effort: found 9, expected a number of 3 or less"):
        with_overrides(Scenario(), {"effort": 9})


def test_an_unknown_fault_is_told_without_the_librarys_words() -> None:
    """A type that a later version of the library brings has plain words too."""
    error: Any = {"type": "of_tomorrow", "loc": ("goal",), "msg": "Input should", "input": 1}

    assert expected(Scenario, error) == "a value that this setting takes"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "nothing"),
        (True, "true"),
        ("x", '"x"'),
        (1.5, "1.5"),
        ([1, "a"], '[1, "a"]'),
        ({"by": "kind"}, '{ by = "kind" }'),
    ],
)
def test_what_was_found_stands_as_the_file_writes_it(value: Any, written: str) -> None:
    """Values look as in kholboo.toml, not as in Python."""
    assert as_written(value) == written


@pytest.mark.parametrize("name", ["horizon_years", "discount_rate"])
def test_yes_is_no_number(name: str) -> None:
    """The library would read true as 1: a discount of 100 % that nobody wrote."""
    with pytest.raises(ValidationError) as refused:
        Scenario.model_validate({name: True})
    assert [error["type"] for error in refused.value.errors()] == ["yes_no"]
