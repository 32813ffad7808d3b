"""The words of a country for its administrative areas, as blanks of messages.

A message names areas by blanks: {region} is the largest area (an aimag, a county), {subregion} the
next (a soum, a sub-county), {ward} the third. `in_words` fills them with the words of the project
that was read last: all that a process says is about one project. Names of columns, settings and
codes are no words: they stay aimag, soum and bagh in every project.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

_AREAS = ("region", "subregion", "ward")
_CASES = ("", "s", "_of", "_by", "_in", "_it", "_from", "_without")
_BLANK = re.compile(r"\{((?:[aA]_)?(?:[Rr]egion|[Ss]ubregion|[Ww]ard)(?:s|_[a-z]+)?)\}")


@dataclass(frozen=True, eq=False)
class PlaceWords:
    """The words for the three largest areas, in English and in Mongolian."""

    english: tuple[str, str, str]
    mongolian: tuple[tuple[str, ...], ...]  # of each area the forms of `_CASES`
    headings: Mapping[str, tuple[str, ...]]  # of columns, by language

    @cached_property
    def blanks(self) -> Mapping[str, Mapping[str, str]]:
        """Return what fills each blank, by language."""
        return {"en": self._english_blanks(), "mn": self._mongolian_blanks()}

    def _english_blanks(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for area, word in zip(_AREAS, self.english, strict=True):
            article = "an" if word[0].lower() in "aeiou" else "a"
            found |= {area: word, f"{area}s": plural(word), f"a_{area}": f"{article} {word}"}
        return self._with_capitals(found, "en")

    def _mongolian_blanks(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for area, forms in zip(_AREAS, self.mongolian, strict=True):
            found |= {f"{area}{case}": form for case, form in zip(_CASES, forms, strict=True)}
        return self._with_capitals(found, "mn")

    def _with_capitals(self, found: Mapping[str, str], language: str) -> dict[str, str]:
        """Return blanks with those that begin a sentence, and those that head a column."""
        heads = zip(_AREAS, self.headings[language], strict=True)
        return {
            **found,
            **{_capital(name): _capital(word) for name, word in found.items()},
            **{f"{_capital(area)}_heading": word for area, word in heads},
        }


def plural(word: str) -> str:
    """Return the plural of an English word by the common rules: county, counties."""
    if re.search("[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search("(s|x|z|ch|sh)$", word) else f"{word}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


MONGOLIA = PlaceWords(
    english=("aimag", "soum", "bagh"),
    mongolian=(
        ("аймаг", "аймгууд", "аймгийн", "аймгаар", "аймагт", "аймгийг", "аймгаас", "аймаггүй"),
        ("сум", "сумууд", "сумын", "сумаар", "суманд", "сумыг", "сумаас", "сумгүй"),
        ("баг", "багууд", "багийн", "багаар", "багт", "багийг", "багаас", "баггүй"),
    ),
    headings={
        "en": ("Aimag", "Soum or düüreg", "Bagh or khoroo"),
        "mn": ("Аймаг", "Сум, дүүрэг", "Баг, хороо"),
    },
)
NEUTRAL_LEVELS = ("region", "district", "locality")
"""What areas are called where nobody says it."""
_OURS = "MN"
_ELSEWHERE = (  # Mongolian of areas of other countries, whose own words it does not inflect
    ("муж", "мужууд", "мужийн", "мужаар", "мужид", "мужийг", "мужаас", "мужгүй"),
    ("дүүрэг", "дүүргүүд", "дүүргийн", "дүүргээр", "дүүрэгт", "дүүргийг", "дүүргээс", "дүүрэггүй"),
    ("тойрог", "тойргууд", "тойргийн", "тойргоор", "тойрогт", "тойргийг", "тойргоос", "тойроггүй"),
)


def words_of(country: str, levels: Sequence[str]) -> PlaceWords:
    """Return the words of a project: those it names, or of Mongolia where it says nothing else."""
    ours = MONGOLIA.english
    if tuple(levels[:3]) == ours[: len(levels)] and country in ("", _OURS):
        return MONGOLIA
    first = levels[0] if levels else NEUTRAL_LEVELS[0]
    below = NEUTRAL_LEVELS[1] if first in NEUTRAL_LEVELS[:1] else f"sub-{first}"
    second = levels[1] if len(levels) > 1 else below
    third = levels[2] if len(levels) > 2 else NEUTRAL_LEVELS[2]
    heads = (_capital(first), _capital(second), _capital(third))
    in_mongolian = tuple(_capital(forms[0]) for forms in _ELSEWHERE)
    return PlaceWords(
        english=(first, second, third),
        mongolian=_ELSEWHERE,
        headings={"en": heads, "mn": in_mongolian},
    )


_current = MONGOLIA


def current() -> PlaceWords:
    """Return the words in which areas are named now."""
    return _current


def use(words: PlaceWords) -> None:
    """Name areas in these words from now on; whoever reads a project or a run says so."""
    global _current
    _current = words


def use_those_of(config: Path) -> None:
    """Name areas in the words of a project file; nothing changes where it cannot be read."""
    try:
        head = tomllib.loads(config.read_text(encoding="utf-8-sig")).get("project", {})
    except (OSError, ValueError, RecursionError):
        return
    if isinstance(head, dict):
        levels = head.get("levels")
        listed = levels if isinstance(levels, list) else []
        words = [w.strip() for w in listed if isinstance(w, str) and w.strip()]
        use(words_of(str(head.get("country", "")), words))


def in_words(text: str, language: Literal["en", "mn"] = "en") -> str:
    """Return a message with its areas in the words of the project; other blanks stay."""
    if "{" not in text:
        return text
    blanks = _current.blanks[language]
    return _BLANK.sub(lambda found: blanks[found[1]], text)


def is_area(blank: str) -> bool:
    """Return whether a blank of a message is filled with the word for an area."""
    return _BLANK.fullmatch(f"{{{blank}}}") is not None
