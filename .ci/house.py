"""Print figures of the house: rooms, floors, circles, lengths, lines of code and of tests.

    python .ci/house.py

Code lines are lines that hold code: no blanks, comments, docstrings, and no tables of messages.
"""

from __future__ import annotations

import ast
import io
import statistics
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("planner", "inventory", "sites", "optimizers")
NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def code_lines(source: str) -> int:
    """Return how many lines of a module hold code."""
    tree = ast.parse(source)
    held = {
        number
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in NO_CODE
        for number in range(token.start[0], token.end[0] + 1)
    }
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, owners) and ast.get_docstring(node, clean=False) is not None:
            text = node.body[0]
            held -= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return len(held)


def functions(source: str) -> list[int]:
    """Return the length of every function of a module, in lines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = (n for n in ast.walk(ast.parse(source)) if isinstance(n, kinds))
    return [(n.end_lineno or n.lineno) - n.lineno + 1 for n in found]


def floors() -> tuple[int, int, int]:
    """Return the number of rooms, of floors they stand on, and of circles among modules."""
    import grimp
    import networkx as nx

    graph, modules, rooms = grimp.build_graph(*ROOMS, cache_dir=None), nx.DiGraph(), nx.DiGraph()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            modules.add_edge(module, other)
            one, two = (m if _is_package(m) else m.rpartition(".")[0] for m in (module, other))
            if one != two:
                rooms.add_edge(one, two)
    stacked = nx.condensation(rooms)
    circles = sum(len(c) > 1 for c in nx.strongly_connected_components(modules))
    return rooms.number_of_nodes(), nx.dag_longest_path_length(stacked) + 1, circles


def _is_package(module: str) -> bool:
    return (ROOT / Path(*module.split("."))).is_dir()


def main() -> None:
    """Print the figures."""
    product = [ROOT / "cli.py", *(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))]
    catalogue = ROOT / "planner" / "language" / "messages"
    texts = {p: p.read_text(encoding="utf-8") for p in sorted(product)}
    tests = [p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("*.py")]
    lengths = sorted(n for text in texts.values() for n in functions(text))
    rooms, stacked, circles = floors()
    code = sum(code_lines(t) for p, t in texts.items() if catalogue not in p.parents)
    rows = {
        "modules": len(texts),
        "rooms": rooms,
        "floors of rooms": stacked,
        "circles": circles,
        "longest module, lines": max(len(t.splitlines()) for t in texts.values()),
        "functions": len(lengths),
        "function, median lines": round(statistics.median(lengths)),
        "function, 90th percentile": lengths[len(lengths) * 9 // 10],
        "code lines": code,
        "code lines of tests": sum(map(code_lines, tests)),
    }
    for name, figure in rows.items():
        print(f"{name:28} {figure:>8,}")


if __name__ == "__main__":
    main()
