"""Rooms and modules stay small, and nothing imports itself through others."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("planner", "inventory", "sites", "optimizers")
LONGEST_MODULE_LINES = 400
LONGEST_CLASS_LINES = 250
MOST_FILES_IN_A_ROOM = 20
# Modules that ship alone or hold nothing but messages.
ANY_LENGTH = {"optimizers/verify.py"}
MESSAGES = "planner/language/messages/"

# Each entry is work to be done: a test fails when it is no longer needed, so that lists shrink.
LONG_MODULES: frozenset[str] = frozenset({})
LONG_CLASSES: frozenset[str] = frozenset({})
FULL_ROOMS: frozenset[str] = frozenset({})


@cache
def modules() -> tuple[Path, ...]:
    """Return every module of the product."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(sorted(found))


def name_of(path: Path) -> str:
    """Return a path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()


def test_modules_are_short() -> None:
    """Modules have at most 400 lines; message catalogues and the verifiers may be longer."""
    lengths = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    long = {
        name
        for name, lines in lengths.items()
        if lines > LONGEST_MODULE_LINES
        if name not in ANY_LENGTH and not name.startswith(MESSAGES)
    }

    assert long == LONG_MODULES


def test_classes_are_short() -> None:
    """No class is longer than 250 lines."""
    long = {
        f"{name_of(path)}:{node.name}"
        for path in modules()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno >= 250
    }

    assert long == LONG_CLASSES


def test_rooms_are_not_full() -> None:
    """No folder holds more than 20 modules besides its `__init__.py`."""
    counts = Counter(name_of(p.parent) for p in modules() if p.name != "__init__.py")
    full = {room for room, count in counts.items() if count > MOST_FILES_IN_A_ROOM}

    assert full == FULL_ROOMS


@pytest.mark.parametrize("path", sorted({p.parent for p in modules()}), ids=name_of)
def test_every_room_says_what_it_is_for(path: Path) -> None:
    """The `__init__.py` of a room opens with one sentence."""
    tree = ast.parse((path / "__init__.py").read_text(encoding="utf-8"))
    text = ast.get_docstring(tree)

    assert text is not None
    assert text.splitlines()[0].endswith(".")


def test_nothing_goes_in_a_circle() -> None:
    """No module imports itself through others, type hints and imports in functions included."""
    grimp = pytest.importorskip("grimp")
    import networkx as nx

    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    arrows = nx.DiGraph()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            arrows.add_edge(module, other)
    circles = [sorted(c) for c in nx.strongly_connected_components(arrows) if len(c) > 1]

    assert circles == []


def test_tests_lie_in_the_rooms_of_what_they_test() -> None:
    """Every folder of tests of the product is a folder of the product too."""
    fixtures = {"tests/planner/audit/fork"}
    folders = {p.parent for room in ROOMS for p in (ROOT / "tests" / room).rglob("test_*.py")}
    unknown = {
        name_of(folder)
        for folder in folders
        if not (ROOT / folder.relative_to(ROOT / "tests")).is_dir()
    }

    assert unknown <= fixtures
