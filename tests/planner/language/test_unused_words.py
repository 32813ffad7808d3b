"""No message is kept that nobody says: every key of the words is asked for somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from planner.language.labels import LABELS

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("inventory", "sites", "optimizers", "planner")
MESSAGES = ROOT / "planner" / "language" / "messages"
FILES = [*ROOT.glob("*.py"), *(p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py")))]
TEMPLATES = [
    p for end in ("html", "typ", "js") for p in sorted((ROOT / "planner").rglob(f"*.{end}"))
]
FROM_DATA = {  # codes that the example's tables or the user write, no code does
    *(f"chain.second_{medium}" for medium in ("leo", "geo", "cellular", "microwave", "fibre")),
    "rulebook.world_bank",
    "money_word.1000000000000",
}


def said(tree: ast.AST, *, messages: bool = False) -> Iterator[str]:
    """Yield every text of a module; of one of messages without the keys of its tables."""
    keys = {
        id(key)
        for node in ast.walk(tree)
        if messages and isinstance(node, ast.Dict)
        for key in node.keys
        if key is not None
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in keys:
            yield node.value


def families(tree: ast.AST) -> Iterator[str]:
    """Yield patterns of keys that a module puts together, such as "status" and a code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (
                re.escape(str(v.value)) if isinstance(v, ast.Constant) else "(.+)"
                for v in node.values
            )
            pattern = "".join(parts)
            if re.match(r"[a-z_]+(?:\\_)?\\\.", pattern):
                yield pattern
        elif isinstance(node, ast.Call) and node.args:
            named = getattr(node.func, "attr", getattr(node.func, "id", "")) in ("term", "word")
            if named and isinstance(node.args[0], ast.Constant):
                yield rf"{re.escape(str(node.args[0].value))}\.(.+)"


@cache
def asked() -> tuple[frozenset[str], frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the texts of all modules and templates, codes among them, and patterns of keys."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    texts = {
        text
        for path, tree in trees.items()
        for text in said(tree, messages=MESSAGES in path.parents)
    }
    made = {p for tree in trees.values() for p in families(tree)}
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        texts.update(re.findall(r"""["']([a-z_.]+)["']""", text))
        made |= {f"{re.escape(p)}(.+)" for p in re.findall(r'"([a-z_.]+\.)" \+', text)}
        made |= {
            f"{re.escape(p)}(.+)\\.(.+)" for p in re.findall(r"`([a-z_.]+\.)\$\{\w+\}\.\$", text)
        }
    codes = texts | {text.rpartition(".")[2] for text in texts}
    return frozenset(texts), frozenset(codes), tuple(re.compile(p) for p in sorted(made))


def unused(keys: set[str]) -> set[str]:
    """Return the keys that no module or template asks for, whole or as a family with a code."""
    texts, codes, patterns = asked()
    return {
        key
        for key in keys - texts
        if not any(
            found is not None and codes.issuperset(found.groups())
            for found in (pattern.fullmatch(key) for pattern in patterns)
        )
    }


def test_every_key_of_the_words_is_asked_for() -> None:
    """A key that no code names, and no family of keys with a code of ours makes, is old."""
    assert unused(set(LABELS)) - FROM_DATA == set()


def test_a_key_that_nobody_asks_for_is_found() -> None:
    """The search does find what is not used: a name alone, and a code that no code of ours is."""
    assert unused({"of_nobody", "status.of_nobody", "status.deployed"}) == {
        "of_nobody",
        "status.of_nobody",
    }
