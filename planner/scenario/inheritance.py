"""Scenarios that build on one another: `extends = "base"` takes what is not written again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

EXTENDS = "extends"
DECIDED = "decided"  # nobody who decided on one scenario decided on another


class ExtendsError(ValueError):
    """A scenario builds on one that does not exist, or in the end on itself."""

    def __init__(self, scenario: str, wanted: str, *, cycle: bool) -> None:
        """Note which scenario extends what, and whether that goes round in a circle."""
        super().__init__(f"{scenario} extends {wanted}")
        self.scenario = scenario
        self.wanted = wanted
        self.cycle = cycle


def lineage(name: str, scenarios: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return a scenario's name and those that it builds on, nearest first.

    What is not a text is left to the check of settings. Raises ExtendsError for an unknown
    scenario and for a circle.
    """
    found = [name]
    while isinstance(wanted := scenarios[found[-1]].get(EXTENDS), str):
        if wanted in found:
            raise ExtendsError(found[-1], wanted, cycle=True)
        if wanted not in scenarios:
            raise ExtendsError(found[-1], wanted, cycle=False)
        found.append(wanted)
    return tuple(found)


def inherited(names: Sequence[str], scenarios: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the settings of a scenario with those of its lineage where it has none itself.

    Tables are joined key by key, at every depth; lists and single values are taken as a whole.
    Title, `extends` and who decided are a scenario's own.
    """
    merged: dict[str, Any] = {}
    for name in reversed(names):
        merged.pop("title", None)
        merged.pop(EXTENDS, None)
        merged.pop(DECIDED, None)
        merged = _over(merged, scenarios[name])
    return merged


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return two tables as one; where both have a key, the table above decides."""
    joined = dict(below)
    for key, value in above.items():
        before = joined.get(key)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        joined[key] = _over(before, value) if both else value  # type: ignore[arg-type]
    return joined


def holder(
    names: Sequence[str], scenarios: Mapping[str, Mapping[str, Any]], where: Sequence[str]
) -> str:
    """Return which scenario of a lineage writes a setting, given by its path inside."""
    for name in names:
        at: Any = scenarios[name]
        for part in where:
            if isinstance(at, list) and part.isdecimal() and int(part) < len(at):
                at = at[int(part)]
            elif isinstance(at, Mapping) and part in at:
                at = at[part]
            else:
                break
        else:
            return name
    return names[0]
