"""What the page asked for and cannot have."""

from __future__ import annotations

from planner.language.said import LabelledError


class RefusedError(LabelledError):
    """A request of the page that cannot be done, in both languages."""
