"""Find every guard of verify.py in its source: each place that can make a difference."""

from __future__ import annotations

import ast
from collections.abc import Iterator

HELPERS = {
    "_format_faults", "_keys", "_whole", "_wholes", "_indices", "_text", "_ids", "_word", "_rows",
    "_pair_list_faults", "_same",
}  # fmt: skip
SILENT = {"unverified", "verified", "main", "_say", "_node", "_goal_row", "_short"}  # no guards
ERRORS = {"RefusedError", "ValueError", "OSError"}


def guards(source: str) -> list[str]:
    """Return every guard as "function: message", or "function: helper(what)" where a helper looks.

    A message is any text that is listed, appended, yielded, mapped or raised in a function that
    returns differences; what is filled into it stands as {}.
    """
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and function.name not in SILENT:
            found += [f"{function.name}: {what}" for what in _of(function)]
    return sorted(found)


def _of(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in HELPERS:
                yield f"{node.func.id}({_template(node.args[0])})"
            elif node.func.id in ERRORS:
                yield str(_template(node.args[0]))
        yield from (str(t) for t in _texts(node) if t is not None and " " in t)


def _texts(node: ast.AST) -> Iterator[str | None]:
    if isinstance(node, ast.List):
        yield from map(_message, node.elts)
    elif isinstance(node, (ast.ListComp, ast.GeneratorExp)):
        yield _message(node.elt)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "append":
            yield _message(node.args[0])
    elif isinstance(node, ast.Yield) and node.value is not None:
        yield _message(node.value)


def _message(node: ast.expr) -> str | None:
    return _template(node) if isinstance(node, (ast.JoinedStr, ast.Constant)) else None


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = (v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
        return "".join(map(str, parts))
    return "{}"
