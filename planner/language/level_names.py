"""Words for levels of administrative areas: one of them, many of them, and in Mongolian.

Projects name their levels in `levels` of kholboo.toml; `planner.project.country` proposes the words
of each country with the law that uses them. Here stand the plural of each such word and its
Mongolian. Mongolian words of Mongolia are those of its law on administrative and territorial units
(2020); those of other countries are ordinary dictionary use, to be confirmed, and a word without
one stays as the country writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inventory.values import fold
from planner.language.label import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelName:
    """The word for areas of one level."""

    one: str  # as the project writes it
    many: str
    mn: str | None = None  # without a plural, as Mongolian counts; None: none is known

    def said(self, language: Language, *, many: bool = False) -> str:
        """Return the word in a language; Mongolian where it is known."""
        if language == "mn" and self.mn is not None:
            return self.mn
        return self.many if many else self.one


_MONGOLIAN: Mapping[str, str] = {
    "aimag": "аймаг",
    "soum": "сум",
    "bagh": "баг",
    "düüreg": "дүүрэг",
    "khoroo": "хороо",
    "level 1": "1-р түвшин",
    "level 2": "2-р түвшин",
    "level 3": "3-р түвшин",
    "level 4": "4-р түвшин",
    "province": "муж",
    "state": "муж",
    "region": "бүс нутаг",
    "division": "бүс",
    "zone": "бүс",
    "district": "дүүрэг",
    "sub-district": "дэд дүүрэг",
    "county": "тойрог",
    "sub-county": "дэд тойрог",
    "constituency": "тойрог",
    "department": "департамент",
    "commune": "коммун",
    "municipality": "хотын захиргаа",
    "ward": "хороо",
    "sector": "сектор",
    "village": "тосгон",
    "locality": "суурин",
    "rural district": "хөдөөгийн тойрог",
}
_PLURALS: Mapping[str, str] = {
    "aimag": "aimags",
    "düüreg": "düüregs",
    "divisional secretariat": "divisional secretariats",
    "dzongkhag": "dzongkhags",
    "gewog": "gewogs",
    "chiwog": "chiwogs",
    "level 1": "areas of level 1",
    "level 2": "areas of level 2",
    "level 3": "areas of level 3",
    "level 4": "areas of level 4",
    "parish": "parishes",
    "traditional authority": "traditional authorities",
}
"""Plurals that are not made by adding an s, or that a reader might doubt."""


def level_name(word: str) -> LevelName:
    """Return the word for a level with its plural and its Mongolian."""
    known = {fold(one): one for one in (*_PLURALS, *_MONGOLIAN)}
    own = known.get(fold(word), word)
    return LevelName(one=word, many=_PLURALS.get(own) or _plural(word), mn=_MONGOLIAN.get(own))


def level_names(words: Iterable[str]) -> tuple[LevelName, ...]:
    """Return the words for levels, the largest areas first, as a project or country lists them."""
    return tuple(level_name(word) for word in words)


def _plural(word: str) -> str:
    """Return the plural of an English word, by the usual endings."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
