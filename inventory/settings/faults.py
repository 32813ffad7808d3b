"""Faults of the project file: each with its line, what stands there and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeGuard

from inventory import rules
from inventory.findings import Finding, Rule
from inventory.table_specs import CONFIG_NAME
from inventory.values import shorten, suggestion

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Faults:
    """Collects the findings of the project file, each with its line."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.found: list[Finding] = []

    def add(
        self, rule: Rule, where: Sequence[str], *, found: str = "", expected: str = "", todo: str
    ) -> None:
        """Record a fault at a dotted key of the project file."""
        place = place_of(self.lines, where)
        self.found.append(rule.finding(*place, found=found, expected=expected, todo=todo))

    def wrong(self, where: Sequence[str], value: object, expected: str, todo: str = "") -> None:
        """Record a setting with a wrong value."""
        found = shorten(repr(value) if isinstance(value, str) else str(value))
        self.add(
            rules.CONFIG_WRONG_VALUE,
            where,
            found=found,
            expected=expected,
            todo=todo or "correct the setting",
        )

    def unknown(self, where: Sequence[str], options: Iterable[str]) -> None:
        """Record a key that Kholboo does not know, with the nearest one it does."""
        known = sorted(options)
        near = suggestion(where[-1], known)
        found = shorten(where[-1])
        expected = "one of " + ", ".join(known)
        todo = f"write {near}" if near else "remove it or correct its name"
        self.add(rules.CONFIG_UNKNOWN_KEY, where, found=found, expected=expected, todo=todo)


def place_of(lines: Sequence[str], where: Sequence[str]) -> tuple[str, int | None, str]:
    """Return file, row and column of a finding at a dotted key of the project file."""
    return CONFIG_NAME, line_of(lines, where), ".".join(where)


def line_of(lines: Sequence[str], where: Sequence[str]) -> int | None:
    """Return the line of the project file that holds a dotted key, or its nearest parent's."""
    best: tuple[int, int] | None = None
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text.startswith("["):
            table = _key_parts(text.strip("[] ").split("]")[0])
            here = table
        elif "=" in text and not text.startswith("#"):
            here = (*table, *_key_parts(text.split("=", 1)[0]))
        else:
            continue
        shared = min(len(here), len(where))
        if here[:shared] == tuple(where[:shared]) and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _key_parts(key: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, without quotation marks."""
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", key))


def is_path(path: object) -> TypeGuard[str]:
    """Return whether a value is a path that can be looked for."""
    return isinstance(path, str) and bool(path.strip()) and "\0" not in path


def section_of(config: Mapping[str, Any], name: str, faults: Faults) -> Mapping[str, Any]:
    """Return a top-level table of the project file; a missing or wrong one is a fault."""
    if name not in config:
        todo = f"add [{name}]; `kholboo init` writes an example"
        faults.add(rules.CONFIG_REQUIRED, (name), expected=f"a [{name}] table", todo=todo)
        return NOTHING
    section = config[name]
    if isinstance(section, dict):
        return section
    faults.wrong((name,), section, "a table", f"write [{name}] on a line of its own")
    return NOTHING
