"""Which tests are slow: `make test-fast` leaves them out, and fails where one is not known as such.

A test is slow when it is marked so, or when it, its helpers or its fixtures make a plan, start a
process or open LibreOffice. What else takes more than a few seconds gets the mark.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

FAST = os.environ.get("KHOLBOO_TESTS") == "fast"
MOST_CPU_SECONDS = 5.0  # of a test without the mark
DEAR_NAMES = frozenset({"make_plan", "recalculated", "subprocess"})
DEAR_FIXTURES = frozenset({"planned_once"})
DEAR_COMMANDS = frozenset({"demo", "plan", "sweep"})
ROOT = Path(__file__).resolve().parents[2]
# on a fresh clone the first tests also compile the kernels, which are kept for the next run
COMPILED = any((ROOT / "optimizers").rglob("*.nbi"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are slow by what they call."""
    for item in items:
        if isinstance(item, pytest.Function) and any(map(_is_dear, _functions(item))):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """In `make test-fast`, fail a test that takes too much for it."""
    before = _cpu_seconds()
    result = yield
    used = _cpu_seconds() - before
    if FAST and COMPILED and used > MOST_CPU_SECONDS:
        pytest.fail(f"{item.nodeid} took {used:.1f} s of CPU: give it the mark `slow`")
    return result


def _cpu_seconds() -> float:
    """Return what this process and its finished children have used, in seconds."""
    return sum(os.times()[:4])


def _functions(item: pytest.Function) -> list[Any]:
    """Return a test and the fixtures it asks for."""
    known = item._fixtureinfo.name2fixturedefs
    given = (known[name][-1] for name in item.fixturenames if name in known)
    return [item.function, *(one.func for one in given)]


def _is_dear(function: Any) -> bool:
    """Return whether a function, or one of its module that it names, calls what takes long."""
    inner = getattr(function, "hypothesis", None)
    return _reaches(getattr(inner, "inner_test", function), set())


def _reaches(function: Any, seen: set[int]) -> bool:
    function = getattr(function, "__wrapped__", function)
    if not isinstance(function, FunctionType) or id(function) in seen:
        return False
    seen.add(id(function))
    names, words = _contents(function.__code__)
    if names & DEAR_NAMES or function.__name__ in DEAR_FIXTURES:
        return True
    if words & DEAR_COMMANDS and names & {"kholboo", "run", "CliRunner"}:
        return True
    others = (function.__globals__.get(name) for name in names)
    near = (o for o in others if getattr(o, "__module__", None) == function.__module__)
    return any(_reaches(other, seen) for other in near)


def _contents(code: CodeType) -> tuple[set[str], set[str]]:
    """Return the names that code uses and the words that stand in it, in functions inside too."""
    names, words = set(code.co_names), set[str]()
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            more = _contents(constant)
            names, words = names | more[0], words | more[1]
        elif isinstance(constant, str):
            words.add(constant)
        elif isinstance(constant, tuple):
            words |= {word for word in constant if isinstance(word, str)}
    return names, words
