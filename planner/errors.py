"""Trouble that the user can put right; the shell turns each kind into one exit code."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.findings import Finding


class PlannerError(Exception):
    """Work that cannot go on; the message says what, where and the next step."""

    def told(self, language: str) -> str:
        """Return the message in a language: its Mongolian where it was made by `said`."""
        text = self.args[0] if self.args else ""
        return str(getattr(text, "mongolian", text) if language == "mn" else text)


class SettingsError(PlannerError):
    """What was asked for does not exist or does not fit: a name, a path, a setting."""


class InputError(PlannerError):
    """The input has findings of severity error, all of them listed here."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(f"{len(self.findings)} errors in the input; run `kholboo check`")


class BusyError(PlannerError):
    """Another plan is being written in the same project."""
