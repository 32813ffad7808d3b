"""Words for areas have a plural and, where it is known, their Mongolian."""

from __future__ import annotations

import pytest

from planner.language.level_names import level_name, level_names
from planner.project.country.countries import NEUTRAL_LEVELS, countries


@pytest.mark.parametrize(
    ("word", "many", "mn"),
    [
        ("county", "counties", "тойрог"),
        ("sub-county", "sub-counties", "дэд тойрог"),
        ("Aimag", "aimags", "аймаг"),
        ("parish", "parishes", None),
        ("upazila", "upazilas", None),
        ("traditional authority", "traditional authorities", None),
        ("level 2", "areas of level 2", "2-р түвшин"),
        ("oblys", "oblyses", None),
        ("valley", "valleys", None),
    ],
)
def test_a_word_has_a_plural_and_perhaps_mongolian(word: str, many: str, mn: str | None) -> None:
    """Words that a person wrote differently in case are known all the same."""
    found = level_name(word)

    assert (found.one, found.many, found.mn) == (word, many, mn)


def test_a_word_is_said_in_the_language_that_knows_it() -> None:
    """A word without Mongolian stays as its country writes it."""
    county, upazila = level_names(["county", "upazila"])

    assert (county.said("en"), county.said("en", many=True), county.said("mn", many=True)) == (
        "county",
        "counties",
        "тойрог",
    )
    assert (upazila.said("mn"), upazila.said("mn", many=True)) == ("upazila", "upazilas")


def test_every_country_has_words_with_a_source_or_neutral_ones() -> None:
    """All countries of GeoNames; words come with the law that uses them."""
    known = countries()
    named = [country for country in known.values() if country.levels]

    assert len(known) == 249
    assert len(named) >= 41
    assert all(country.source_of_levels for country in named)
    assert all(2 <= len(c.levels) <= 3 and len(set(c.levels)) == len(c.levels) for c in named)
    neutral = [c for c in known.values() if not c.levels]
    assert all(c.words == NEUTRAL_LEVELS[:2] and not c.source_of_levels for c in neutral)
    assert all(name.many != name.one for c in known.values() for name in c.level_names)
    assert [name.mn for name in known["MN"].level_names] == ["аймаг", "сум", "баг"]
