"""Aimags are found by code and by name."""

from __future__ import annotations

import pytest
from small_records import a_place, a_site

from planner.errors import SettingsError
from planner.scenario.aimags import aimag_code
from sites.site import Site

KHOVD = a_place("MN-043", "Ховд", name_latin="Khovd", other_codes=("84",))
TUV = a_place("MN-047", "Төв", name_latin="Tuv")


def _site(aimag: str) -> Site:
    return a_site("S", aimag=aimag, aimag_name="Ховд")


@pytest.mark.parametrize("text", ["MN-043", "84", "Ховд", "ховд", "Ховд аймаг", "Khovd"])
def test_codes_and_names_mean_the_aimag(text: str) -> None:
    """Own code, other codes, and names in both scripts are understood."""
    assert aimag_code(text, [_site("MN-043")], [KHOVD, TUV]) == "MN-043"


def test_a_code_of_sites_needs_no_places_table() -> None:
    """Sites may carry a code that no places table explains."""
    assert aimag_code("X", [_site("X")], []) == "X"


@pytest.mark.parametrize("text", ["Төв", "Увс"])
def test_an_aimag_without_sites_is_refused_with_the_others(text: str) -> None:
    """The message names the aimags that have sites, by name and code."""
    with pytest.raises(SettingsError, match=r"Ховд \(MN-043\)"):
        aimag_code(text, [_site("MN-043")], [KHOVD, TUV])
