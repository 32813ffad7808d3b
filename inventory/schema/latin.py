"""Mongolian in Latin letters: the many usual spellings of one word become one key."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = dict(
    zip(
        "абвгдежзийклмноөпрстуүфхэыьіцчшщәғқңұһ",
        "abvgdejziiklmnooprstoofheiiicqwwagknoh",
        strict=True,
    )
) | {"ё": "io", "ю": "io", "я": "ia", "ъ": ""}
_SPELLINGS = (  # many romanisations of Mongolian become one skeleton
    *(("kh", "h"), ("x", "h"), ("zh", "j"), ("dz", "z"), ("tch", "q"), ("ch", "q"), ("sh", "w")),
    *(("ts", "c"), ("tz", "c"), ("u", "o"), ("y", "i"), ("ie", "e")),
)


def is_cyrillic(text: str) -> bool:
    """Return whether a text has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in text)


def key_of_letters(word: str) -> str:
    """Return the key of small letters of one script: Cyrillic, or Latin without accents."""
    if is_cyrillic(word):
        return "".join(_LETTERS.get(letter, letter) for letter in word).replace("ts", "c")
    for spelling, letter in _SPELLINGS:
        word = word.replace(spelling, letter)
    return word


def skeleton(word: str) -> str:
    """Return the key without doubled letters, which spellings treat freely."""
    return re.sub(r"(.)\1+", r"\1", key_of_letters(word))


def header_skeleton(text: str) -> str:
    """Return the key of a header, its words and signs run together."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not is_cyrillic(plain):
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if c.isascii())
    return skeleton(re.sub(r"[\W_]+", "", plain))
