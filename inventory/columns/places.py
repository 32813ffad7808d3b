"""Where each header of a file stands."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.values import fold


class Places:
    """Where each header of a file stands, by its exact or else its folded text.

    Of a header that occurs several times, the first is found by its text, or by its text and #1.
    """

    def __init__(self, headers: Sequence[str]) -> None:
        backwards = list(reversed(list(enumerate(headers))))
        self._exact = {header: i for i, header in backwards}
        self._exact |= {f"{header} #1": i for header, i in self._exact.items()}
        self._folded = {fold(header): i for i, header in backwards}

    def index(self, header: str) -> int | None:
        """Return the index of a header, None when the file lacks it."""
        return self._exact.get(header, self._folded.get(fold(header)))

    def has(self, headers: Sequence[str]) -> bool:
        """Return whether a file has all of some headers."""
        return all(self.index(header) is not None for header in headers)
