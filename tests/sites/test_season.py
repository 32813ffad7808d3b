"""Seasons of access are read as months where they are months, and kept as words otherwise."""

from __future__ import annotations

import pytest

from sites.season import ALL_YEAR, is_doubtful, months_of


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("5-9", (5, 9)),
        (" 5 – 9 ", (5, 9)),
        ("05-09", (5, 9)),
        ("5-9-р сар", (5, 9)),
        ("5-р сараас 9-р сар", None),
        ("months 5-9", (5, 9)),
        ("11-3", (11, 3)),
        ("6-6", (6, 6)),
        ("All  year", ALL_YEAR),
        ("Жилийн турш", ALL_YEAR),
        ("1-12", ALL_YEAR),
        ("зөвхөн мөс хөлдсөний дараа", None),
        ("", None),
    ],
)
def test_months_are_read_from_ranges_only(text, months):
    """A range of months is read in the ways people write it; other words stay words."""
    assert months_of(text) == months
    assert not is_doubtful(text)


@pytest.mark.parametrize("text", ["2026-05-09", "9-May", "5/9/2026", "0-9", "5-13"])
def test_dates_and_months_that_do_not_exist_are_doubtful(text):
    """What a spreadsheet made of 5-9, and a thirteenth month, are no season."""
    assert is_doubtful(text)
    assert months_of(text) is None


def test_a_site_keeps_the_season_as_its_table_writes_it(world):
    """The column arrives in the site as it is; a table that is silent leaves it empty."""
    world.row("sites", "S-101")["access_season"] = "5-9"
    sites = {site.id: site for site in world.read().sites}

    assert sites["S-101"].access_season == "5-9"
    assert sites["S-102"].access_season == ""
