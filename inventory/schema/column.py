"""What a column and a table are: names, types, units, codes, and the headers they go by."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from inventory.place_words import in_words
from inventory.schema import units
from inventory.schema.latin import header_skeleton, is_cyrillic
from inventory.values import fold

_SHORTEST_IN_LATIN = 3  # letters of a header: shorter ones are words of other languages
_IN_LATIN = 1_000  # rank after every header that is written as the dictionary has it
_SUMMED_UNITS = frozenset({"persons", "persons a day", "Mbps"})


class ValueType(StrEnum):
    """How a column is read, and the Python type its values have in a record."""

    IDENTIFIER = "identifier"  # str
    TEXT = "text"  # str
    CODE = "code"  # str, one of the column's codes
    NUMBER = "number"  # float
    WHOLE = "whole number"  # int
    MONEY = "money"  # exact, in units of the plan currency; rounded to accounting units when used
    DECIMAL = "exact number"  # decimal.Decimal
    YES_NO = "yes/no"  # bool
    DATE = "date"  # str, YYYY-MM-DD


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One allowed value of a column, with the words files use for it."""

    code: str
    mn: str
    en: str
    words: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()  # broader words, read as this code with a warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What a yes/no column says of another one that is empty in the same row."""

    when: bool
    column: str
    code: str


class Decimals(StrEnum):
    """What becomes of decimals in a column of whole numbers; they are told with a count."""

    NONE = "none"  # a fault: there is no half a router
    UP = "up"  # people in full-time equivalents: a part of a person is a person
    NEAREST = "nearest"  # means over a year, halves up


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table."""

    name: str
    type: ValueType
    mn: str  # what it holds, in Mongolian
    en: str  # what it holds, in English
    aliases: tuple[str, ...] = ()  # in order of preference after the name itself
    unit: str = ""
    codes: tuple[Code, ...] = ()
    many: bool = False  # a cell may list codes, as in "2G/3G/4G"; the highest is read
    required: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    implies: tuple[Implied, ...] = ()
    decimals: Decimals = Decimals.NONE  # of a whole number
    keys: tuple[tuple[str, ...], ...] = ()  # headers that make the identifier together
    is_price: bool = False  # money in the currency of the row, else of the plan

    def meaning(self, language: Literal["en", "mn"] = "en") -> str:
        """Return what it holds, with areas in the words of the project."""
        return in_words(self.mn if language == "mn" else self.en, language)

    @cached_property
    def code_of(self) -> Mapping[str, str]:
        """Folded word -> code, for the words that need no assumption."""
        return {fold(word): c.code for c in self.codes for word in (c.code, c.mn, c.en, *c.words)}

    @cached_property
    def assumed_code_of(self) -> Mapping[str, str]:
        """Folded broader word -> the code it is read as."""
        return {fold(word): c.code for c in self.codes for word in c.assumed}

    @property
    def adds_up(self) -> bool:
        """Whether values of several rows are summed, so that one cell cannot hold for them all."""
        counted = self.type in (ValueType.WHOLE, ValueType.MONEY)
        return counted or self.unit in _SUMMED_UNITS or self.name.endswith("_m2")

    @cached_property
    def headers(self) -> Mapping[str, int]:
        """Folded header -> rank of preference, 0 for the name itself."""
        ranks: dict[str, int] = {}
        for rank, header in enumerate((self.name, *self.aliases)):
            ranks.setdefault(fold(header), rank)
        return ranks

    @cached_property
    def bases(self) -> Mapping[str, int]:
        """Folded header without its unit -> rank, for headers that carry another unit."""
        ranks = dict(self.headers)
        for header, rank in self.headers.items():
            for base, spelling in units.split_unit(header):
                if units.factor_to(self.unit, spelling) is not None:
                    ranks.setdefault(fold(base), rank)
        return ranks


class Shape(StrEnum):
    """The geometry a table's layer may carry."""

    NONE = "none"
    POINT = "point"  # fills longitude and latitude
    LINE = "line"
    AREA = "area"


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a project."""

    name: str
    mn: str
    en: str
    columns: tuple[Column, ...]
    drawn_as: Shape = Shape.NONE  # of lines and areas
    needs_geometry: bool = False
    unused: Mapping[str, str] = field(default_factory=dict)  # known headers not read -> why

    @cached_property
    def shape(self) -> Shape:
        """The geometry that its layer may carry: that of a table with a longitude is points."""
        is_point = self.drawn_as is Shape.NONE and "longitude" in self.by_name
        return Shape.POINT if is_point else self.drawn_as

    def meaning(self, language: Literal["en", "mn"] = "en") -> str:
        """Return what it holds, with areas in the words of the project."""
        return in_words(self.mn if language == "mn" else self.en, language)

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Columns by canonical name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def _unused_reasons(self) -> Mapping[str, str]:
        return {fold(header): reason for header, reason in self.unused.items()}

    def match(self, header: str) -> HeaderMatch | None:
        """Return the column a header means, or None when it is not one of this table's names."""
        folded = fold(header)
        for column in self.columns:
            if folded in column.headers:
                return HeaderMatch(column, column.headers[folded], None, "")
        return self._match_with_unit(header) or self._match_in_latin(header)

    @cached_property
    def _in_latin(self) -> Mapping[str, tuple[Column, int]]:
        """Mongolian headers by the key of their Latin spellings; those of two columns are none."""
        found: dict[str, tuple[Column, int]] = {}
        shared: set[str] = set()
        for column in self.columns:
            for rank, header in enumerate((column.name, *column.aliases)):
                key = header_skeleton(header) if is_cyrillic(header) else ""
                if len(key) < _SHORTEST_IN_LATIN:
                    continue
                if found.setdefault(key, (column, rank))[0] is not column:
                    shared.add(key)
        return {key: match for key, match in found.items() if key not in shared}

    def _match_in_latin(self, header: str) -> HeaderMatch | None:
        """Return the column of a Mongolian header in Latin letters, with a unit or without."""
        if is_cyrillic(header):
            return None
        match = self._in_latin.get(header_skeleton(header))
        if match is not None:
            return HeaderMatch(match[0], _IN_LATIN + match[1], None, "")
        for base, spelling in units.split_unit(header):
            match = self._in_latin.get(header_skeleton(base))
            factor = None if match is None else units.factor_to(match[0].unit, spelling)
            if match is not None and factor is not None:
                return HeaderMatch(match[0], _IN_LATIN + match[1], factor, spelling)
        return None

    def _match_with_unit(self, header: str) -> HeaderMatch | None:
        """Return the column of a header that ends in a unit, with the factor to our unit."""
        for base, spelling in units.split_unit(header):
            for column in self.columns:
                factor = units.factor_to(column.unit, spelling)
                rank = column.bases.get(fold(base))
                if factor is not None and rank is not None:
                    return HeaderMatch(column, rank, factor, spelling)
        return None

    def near(self, header: str) -> Column | None:
        """Return the column that an unknown header nearly names, for a suggestion."""
        names = {name: column for column in self.columns for name in column.headers}
        for base, _ in units.split_unit(header) if units.has_bracket(header) else ():
            if fold(base) in names:
                return names[fold(base)]
        found = difflib.get_close_matches(fold(header), names, n=1, cutoff=0.85)
        return names[found[0]] if found else None

    def why_unused(self, header: str) -> str:
        """Return why a known header is not read, "" when nothing is known of it."""
        return self._unused_reasons.get(fold(header), "")


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """The column that a header means; `factor` converts from the unit written in the header."""

    column: Column
    rank: int
    factor: Decimal | None
    unit: str
