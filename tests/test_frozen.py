"""Frozen data stay as they were made: no class that says frozen keeps a cache that it fills."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(p for room in ("inventory", "sites", "optimizers", "planner")
                 for p in (ROOT / room).rglob("*.py"))  # fmt: skip
CHANGES = {"append", "extend", "add", "update", "setdefault", "pop", "clear", "insert", "remove"}


def frozen_classes(path: Path) -> Iterator[ast.ClassDef]:
    """Yield the frozen dataclasses of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            calls = (d for d in node.decorator_list if isinstance(d, ast.Call))
            words = (k for call in calls for k in call.keywords)
            if any(k.arg == "frozen" and getattr(k.value, "value", False) for k in words):
                yield node


def of_self(node: ast.expr) -> bool:
    """Return whether an expression is an attribute of self, or a part of one."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"


def changes(node: ast.ClassDef) -> Iterator[str]:
    """Yield where a class changes what it holds."""
    for part in ast.walk(node):
        targets: list[ast.expr] = []
        if isinstance(part, ast.Assign | ast.Delete):
            targets = part.targets
        elif isinstance(part, ast.AugAssign):
            targets = [part.target]
        elif isinstance(part, ast.Call) and getattr(part.func, "attr", "") in CHANGES:
            targets = [part.func.value] if isinstance(part.func, ast.Attribute) else []
        for target in targets:
            if of_self(target):
                yield f"{node.name}, line {part.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_frozen_class_changes_what_it_holds(path: Path) -> None:
    """What is looked up often is remembered by a plain class, or beside the data."""
    assert [place for node in frozen_classes(path) for place in changes(node)] == []
