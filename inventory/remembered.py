"""What a process that runs one command after another remembers: objects, and what they are made of.

A command in a process of its own remembers nothing. An object is used again only where everything
that it is made from is the very same object, and all settings beside that are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from inventory.kept import Kept

MOST = 3  # objects of one kind that are remembered
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One object."""

    made_from: tuple[object, ...]  # held, so that no other object takes its place
    settings: Any
    value: Any

    def suits(self, made_from: Sequence[object], settings: Any) -> bool:
        """Return whether the object would be made alike again."""
        same = len(made_from) == len(self.made_from) and self.settings == settings
        return same and all(a is b for a, b in zip(made_from, self.made_from, strict=True))


@dataclass(slots=True, kw_only=True)
class Remembering:
    """Keeps what another cache keeps, and remembers objects beside that."""

    inner: Kept
    _entries: dict[str, list[_Entry]] = field(default_factory=dict)

    def get(self, what: str, key: Any) -> Any:
        """Return what the cache kept under a key."""
        return self.inner.get(what, key)

    def put(self, what: str, key: Any, value: Any) -> None:
        """Keep plain data in the cache."""
        self.inner.put(what, key, value)

    def recall(self, what: str, made_from: Sequence[object], settings: Any) -> Any:
        """Return the object that was made from these, None where none is remembered."""
        known = self._entries.get(what, [])
        for place, entry in enumerate(known):
            if entry.suits(made_from, settings):
                known.insert(0, known.pop(place))
                return entry.value
        return None

    def remember(self, what: str, made_from: Sequence[object], settings: Any, value: Any) -> None:
        """Remember an object, and forget the one that was not asked for longest."""
        known = self._entries.setdefault(what, [])
        known.insert(0, _Entry(tuple(made_from), settings, value))
        del known[MOST:]


def recalled(kept: Kept, what: str, made_from: Sequence[object], settings: Any) -> Any:
    """Return an object that this process made before from the same; None where there is none."""
    if isinstance(kept, Remembering):
        return kept.recall(what, made_from, settings)
    return None


def remember(
    kept: Kept, what: str, made_from: Sequence[object], settings: Any, value: object
) -> None:
    """Remember an object, where this process remembers any."""
    if isinstance(kept, Remembering):
        kept.remember(what, made_from, settings, value)


def once(
    kept: Kept, what: str, made_from: Sequence[object], settings: Any, make: Callable[[], Made]
) -> Made:
    """Return what is made from these objects under these settings: remembered, or made now."""
    found: Made | None = recalled(kept, what, made_from, settings)
    if found is None:
        found = make()
        remember(kept, what, made_from, settings, found)
    return found
