"""Change a module, or a room, in every place, one at a time; run a test command on each change.

    python .ci/mutants.py MODULE.py|FOLDER [--listed FILE.toml] [--jobs N] [--sample N [--seed S]]
        [--only NAME] [--results FILE] -- COMMAND...

The command runs in a copy of the files that git knows, with the changed module in it; it fails (any
exit code but 0, or too long) when it notices the change. Every change must be noticed or be listed
as equivalent with its reason. Exit code 1: a change survives that is not listed, or a listed one is
noticed, is unknown, or has no reason. `--sample N` tries N changes spread over the module and asks
nothing of the list's other entries; with `--seed S` they are drawn at random, the same every time.
`--results FILE` writes down each end as it comes: a run that was stopped goes on there, and tries
again only what survived or was not reached. Begin a new file when tests were taken away or changed:
what they noticed stands in the old one.

What is changed: comparisons, conditions (negated), and/or, whole numbers (+1, -1), arithmetic,
statements, raises and items of lists, tuples, sets and objects (removed), return values (emptied),
continue and break (dropped), `not` (dropped), true and false, the rest of a conditional expression,
max and min, any and all (swapped), sorted and reversed (dropped), plain texts (emptied). Texts that
are put together, docstrings and types are left alone.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift, ast.BitXor: ast.BitOr,
}  # fmt: skip
SWAPPED = {"max": "min", "min": "max", "any": "all", "all": "any"}
REMOVED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.For, ast.While, ast.With)


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the source with it."""

    name: str  # function: what [number of the same]; stays when lines move
    module: Path
    line: int
    source: str


def mutants(module: Path, room: Path) -> list[Mutant]:
    """Return every change of a module, in order of its place; in a room its file goes first."""
    source = module.read_text(encoding="utf-8")
    file = "" if module == room else f"{module.relative_to(room)}: "
    data, starts = source.encode(), _line_starts(source)
    seen: dict[str, int] = {}
    found = []
    for function, node in _walk(ast.parse(source), "module"):
        for what, at, text in _changes(node):
            name = f"{file}{function}: {what}"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name += f" [{seen[name]}]"
            assert at.end_lineno is not None and at.end_col_offset is not None
            first = starts[at.lineno - 1] + at.col_offset
            last = starts[at.end_lineno - 1] + at.end_col_offset
            changed = data[:first] + text.encode() + data[last:]
            if changed == data:
                continue
            found.append(Mutant(name, module, at.lineno, changed.decode()))
    return found


def _line_starts(source: str) -> list[int]:
    """Return where each line begins, in bytes."""
    return list(
        itertools.accumulate((len(x) for x in source.encode().split(b"\n")), _after, initial=0)
    )


def _after(begin: int, length: int) -> int:
    return begin + length + 1


def _walk(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield every node below a node, with the function that it stands in; no texts, no types."""
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                continue
            if field in ("annotation", "returns", "decorator_list", "op", "ops", "ctx"):
                continue
            if isinstance(child, ast.AnnAssign) and ast.unparse(child.annotation) == "TypeAlias":
                continue
            if _is_docstring(child) or isinstance(child, (ast.Import, ast.ImportFrom)):
                continue
            inside = function
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                inside = child.name if function == "module" else f"{function}.{child.name}"
            yield inside, child
            yield from _walk(child, inside)


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


Change = tuple[str, Any, str]  # words, the node whose text is replaced, the new text


def _changes(node: ast.AST) -> Iterator[Change]:
    """Yield the changes of one node."""
    if isinstance(node, ast.expr):
        for what, changed in _expressions(node):
            yield f"{what}: {_words(node)}", node, f"({ast.unparse(changed)})"
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield f"unfiltered: {_words(test)}", test, "True"
    elif isinstance(node, ast.stmt):
        yield from _statement(node)


def _words(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:70]


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield what may stand in the place of an expression, with words for each."""
    if isinstance(node, ast.Compare):
        for k, op in enumerate(node.ops):
            for other in COMPARISONS[type(op)]:
                ops = [other() if j == k else o for j, o in enumerate(node.ops)]
                yield other.__name__, ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield (
            "and/or",
            ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values),
        )
        for k, left in enumerate(_without_one(node.values)):
            yield f"part {k} dropped", left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield "sign dropped", node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield "operator", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        for step in (1, -1):
            yield f"{step:+d}", ast.Constant(node.value + step)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield "negated", ast.Constant(not node.value)
    elif isinstance(node, ast.IfExp):
        yield "always the first", node.body
        yield "always the last", node.orelse
    elif isinstance(node, ast.Constant) and type(node.value) is str and node.value:
        yield "emptied", ast.Constant("")
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from _calls(node, node.func.id)
    else:
        yield from _fewer(node)


def _calls(node: ast.Call, name: str) -> Iterator[tuple[str, ast.expr]]:
    if name in SWAPPED:
        yield SWAPPED[name], ast.Call(ast.Name(SWAPPED[name]), node.args, node.keywords)
    elif name in ("sorted", "reversed"):
        yield f"{name} dropped", ast.Call(ast.Name("list"), node.args, [])


def _fewer(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield a list, tuple, set or object without one of its items."""
    if isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load):
        for k, left in enumerate(_without_one(node.elts)):
            yield f"item {k} dropped", type(node)(left, node.ctx)
    elif isinstance(node, ast.Set):
        for k, left in enumerate(_without_one(node.elts)):
            yield f"item {k} dropped", ast.Set(left) if left else ast.Call(ast.Name("set"), [], [])
    elif isinstance(node, ast.Dict):
        for k in range(len(node.values)):
            keys, values = ([*x[:k], *x[k + 1 :]] for x in (node.keys, node.values))
            yield f"item {k} dropped", ast.Dict(keys, values)


def _without_one(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for k in range(len(items)):
        yield [*items[:k], *items[k + 1 :]]


def _statement(node: ast.stmt) -> Iterator[Change]:
    if isinstance(node, (ast.If, ast.While)):
        test = ast.unparse(node.test)
        yield f"condition negated: {_words(node.test)}", node.test, f"not ({test})"
    if isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield f"nothing returned: {_words(node)}", node, "return None"
        yield f"an empty list returned: {_words(node)}", node, "return []"
    elif isinstance(node, (ast.Continue, ast.Break, *REMOVED)):
        yield f"removed: {_words(node)}", node, "pass"


# --- running -------------------------------------------------------------------------------------


class Places:
    """Copies of the project, one per process, in which one module at a time is changed."""

    def __init__(self, count: int, folder: Path) -> None:
        self.free: Queue[Path] = Queue()
        known = subprocess.run(
            ["git", "ls-files", "-z", "-co", "--exclude-standard"], check=True, capture_output=True
        ).stdout
        for k in range(count):
            place = folder / str(k)
            for name in known.decode().split("\0"):
                if name and Path(name).is_file():
                    (place / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(name, place / name)
            self.free.put(place)

    def notices(self, change: Mutant | None, command: list[str], seconds: float) -> str:
        """Return how a command ends on a change, or on the files as they are.

        It passed, noticed or took overtime.
        """
        place = self.free.get()
        try:
            if change is not None:
                _write(place / change.module, change.source)
            env = {**os.environ, "PYTHONPATH": str(place)}
            ended = subprocess.run(
                command, cwd=place, env=env, timeout=seconds, capture_output=True, check=False
            )
            return "noticed" if ended.returncode else "passed"
        except subprocess.TimeoutExpired:
            return "overtime"
        finally:
            if change is not None:
                _write(place / change.module, change.module.read_text(encoding="utf-8"))
            self.free.put(place)


def _write(path: Path, source: str) -> None:
    path.write_text(source, encoding="utf-8")
    for old in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        old.unlink()  # it could be taken for the changed module, by its size and second


def listed(path: Path | None) -> dict[str, str]:
    """Return the changes that are listed as equivalent, with their reasons."""
    if path is None:
        return {}
    groups = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    return {name: group["reason"] for group in groups for name in group["changes"]}


def main() -> int:
    """Try every change, print the survivors and the figures, return 1 when the list is wrong."""
    mine, command = sys.argv[1:], []
    if "--" in mine:
        at = mine.index("--")
        mine, command = mine[:at], mine[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", type=Path, help="or a folder of them")
    parser.add_argument("--listed", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, help="draw the sample at random, the same every time")
    parser.add_argument("--only", action="append", help="part of a change's name")
    parser.add_argument("--results", type=Path, help="where a stopped run goes on")
    given = parser.parse_args(mine)
    if not command:
        parser.error("what shall be run? -- COMMAND...")
    command[0] = shutil.which(command[0]) or command[0]
    command[0] = str(Path(command[0]).absolute())
    modules = sorted(given.module.rglob("*.py")) if given.module.is_dir() else [given.module]
    found = [m for module in modules for m in mutants(module, given.module)]
    excused = listed(given.listed)
    tried = [m for m in found if not given.only or any(part in m.name for part in given.only)]
    if given.sample:
        tried = _sample(tried, given.sample, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        places = Places(given.jobs, Path(folder))
        begun = time.monotonic()
        if places.notices(None, command, 600.0) != "passed":
            print(f"the command fails on {given.module} as it is: {' '.join(command)}")
            return 2
        limit = 20.0 + 10.0 * (time.monotonic() - begun)
        run = Run(places, command, limit, Results(given.results))
        ends = list(_tried(run, tried, given.jobs))
    return _judged(
        tried, ends, excused, whole=len(tried) == len(found), names=[m.name for m in found]
    )


def _sample(found: list[Mutant], count: int, seed: int | None) -> list[Mutant]:
    """Return some changes in order of their place: drawn by a seed, or spread over all."""
    if seed is None:
        return found[:: max(1, len(found) // count)][:count]
    drawn = random.Random(seed).sample(range(len(found)), min(count, len(found)))
    return [found[k] for k in sorted(drawn)]


class Results:
    """The ends of the changes that were tried, by the digest of the changed source."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.noticed: dict[str, str] = {}
        if path is not None and path.exists():
            lines = (line.split(" ", 2) for line in path.read_text(encoding="utf-8").splitlines())
            self.noticed = {key: end for key, end, _ in lines if end != "passed"}

    def add(self, key: str, end: str, mutant: Mutant) -> None:
        """Write down an end."""
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{key} {end} line {mutant.line}: {mutant.name}\n")


@dataclass(frozen=True)
class Run:
    """How each change is tried."""

    places: Places
    command: list[str]
    limit: float  # seconds
    results: Results

    def end(self, mutant: Mutant) -> str:
        """Return how the command ends on a change, from the results if it was noticed before."""
        key = hashlib.sha256(mutant.source.encode()).hexdigest()
        if key not in self.results.noticed:
            end = self.places.notices(mutant, self.command, self.limit)
            self.results.add(key, end, mutant)
            return end
        return self.results.noticed[key]


def _tried(run: Run, tried: list[Mutant], jobs: int) -> Iterator[str]:
    begun = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        for k, (mutant, end) in enumerate(zip(tried, pool.map(run.end, tried), strict=True), 1):
            if end == "passed":
                print(f"line {mutant.line}: survives: {mutant.name}", flush=True)
            if k % 200 == 0:
                print(f"{k} of {len(tried)}, {time.monotonic() - begun:.0f} s", flush=True)
            yield end


def _judged(
    tried: list[Mutant], ends: list[str], excused: dict[str, str], *, whole: bool, names: list[str]
) -> int:
    """Print the figures and what is wrong with the list; return the exit code."""
    wrong = []
    for mutant, end in zip(tried, ends, strict=True):
        if end == "passed" and mutant.name not in excused:
            wrong.append(f"survives and is not listed: line {mutant.line}: {mutant.name}")
        if end != "passed" and mutant.name in excused:
            wrong.append(f"listed as equivalent, and {end}: {mutant.name}")
    wrong += [
        f"listed without a reason: {n}" for n, reason in excused.items() if not reason.strip()
    ]
    if whole:
        wrong += [f"listed and unknown: {name}" for name in excused if name not in set(names)]
    counts = {end: ends.count(end) for end in ("noticed", "overtime", "passed")}
    print(
        f"{len(tried)} changes: {counts['noticed']} noticed, {counts['overtime']} too long,"
        f" {counts['passed']} survive, {len(excused)} listed as equivalent"
    )
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
