"""What somebody may have meant by an id that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 5  # that are named
ALIKE = 0.75  # of two texts, by difflib's ratio


def near_names(asked: str, known: Iterable[str]) -> list[str]:
    """Return at most five known names that hold what was asked for or differ in a letter or two.

    Upper and lower case count as equal; nothing is returned where nothing is near.
    """
    by_fold = {name.casefold(): name for name in sorted(known)}
    holding = [name for fold, name in by_fold.items() if asked.casefold() in fold]
    alike = get_close_matches(asked.casefold(), by_fold, n=MOST, cutoff=ALIKE)
    return (holding or [by_fold[fold] for fold in alike])[:MOST]
