"""The order of the Mongolian alphabet, which is not that of Unicode: Ө follows О, Ү follows У."""

from __future__ import annotations

from functools import lru_cache

_LETTERS = "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"
_WIDTH = 64  # more than the alphabet has letters, so that nothing comes between two of them
_RANK = {letter: ord("а") * _WIDTH + place for place, letter in enumerate(_LETTERS)}


@lru_cache(maxsize=100_000)
def alphabetical(text: str) -> tuple[tuple[int, ...], str]:
    """Return a sort key: Mongolian letters in their order, case apart, all else by code point.

    Texts that differ by case alone are ordered by code point, so that no order is left to chance.
    """
    return tuple(_RANK.get(letter, ord(letter) * _WIDTH) for letter in text.casefold()), text


def named_first(name: str) -> tuple[bool, tuple[tuple[int, ...], str]]:
    """Return a sort key of places by name, what has none after all others."""
    return not name, alphabetical(name)
