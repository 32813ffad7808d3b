"""Hold a checker against everything that is known about it, in a second and without a library.

    python tests/optimizers/verify_battery.py            0: all as expected; 1: the first difference
    python tests/optimizers/verify_battery.py --record   write verify_recorded.json anew

Its parts: the table of guards; limits, words and what the terminal shows; lists that belong
together and differ in length; recorded cases (drawn from a number, answered at will, mutated:
what `layered` and `flow_rows` draw, what `certified_bound` derives, what `check` and
`plan_differences` find); every subset of the arcs of small problems, against the truth. `make
mutants` runs this on each change of verify.py. Recording anew is right only when verify.py was
meant to answer otherwise; it refuses to record that something untrue is accepted.
"""

from __future__ import annotations

import copy
import io
import itertools
import json
import runpy
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import verify_guards
import verify_mutations as mutations
import verify_street as street
import verify_terminal
import verify_worlds as worlds

from optimizers import verify

RECORDED = Path(__file__).with_name("verify_recorded.json")
CASES, FORGERIES = 240, 6
REFUSED = "refused"
PARTED = 90  # cases more, whose plans are split into parts
TRIED = (1, 2, 3, 5, 6, 10, 11, 12, 16, 18, 21, 25)  # problems whose subsets are tried


class Known:
    """What was recorded of a problem, in the place of the checker that derived it."""

    def __init__(self, nodes: int, flows: int, totals: list[Any]) -> None:
        self._nodes, self._flows, self._totals = nodes, flows, iter(totals)

    def layered(self, _: Any) -> Any:
        """Return something with as many nodes."""
        return {"nodes": {"id": [None] * self._nodes}}

    def flow_rows(self, _: Any) -> Any:
        """Return something with as many rows."""
        return [], [None] * self._flows

    def certified_bound(self, _1: Any, _2: int, _3: Any, proof: dict[str, Any]) -> tuple[int, int]:
        """Return the next bound."""
        return next(self._totals), proof["scale"]

    def tree_bound(self, *_: Any) -> int | None:
        """Return the next bound of a tree."""
        bound = next(self._totals)
        if bound == REFUSED:
            raise verify.RefusedError(bound)
        found: int | None = bound
        return found


class Recording:
    """The checker, its bounds written down."""

    def __init__(self) -> None:
        self.totals: list[Any] = []
        self.layered, self.flow_rows = verify.layered, verify.flow_rows

    def certified_bound(self, *given: Any) -> tuple[int, int]:
        """Derive a bound."""
        total, scale = verify.certified_bound(*given)
        self.totals.append(total)
        return total, scale

    def tree_bound(self, *given: Any) -> int | None:
        """Derive the bound of a tree."""
        self.totals.append(REFUSED)
        self.totals[-1] = bound = verify.tree_bound(*given)
        return bound


def digest(value: Any) -> int:
    """Return a short number for plain data."""
    return zlib.crc32(json.dumps(value, sort_keys=True).encode())


def case(number: int, known: Any) -> tuple[worlds.Draw, mutations.Case]:
    """Return a case that is drawn from a number: a plan at random with bounds, or no plan."""
    draw = worlds.Draw(f"recorded {number}")
    made = worlds.problem(draw)
    answer = mutations.at_will(draw, made, known, parts=0 if number < CASES else 75)
    if answer is None:  # no plan: certificates of weight 0 may or may not prove it
        answer = _without_plan(draw, made, known, parted=number >= CASES)
    answer["duals"] = _duals(draw, answer["stages"][0]) if answer["chosen"] is not None else {}
    return draw, mutations.Case(made, answer, worlds.plan_json(made, answer))


def _without_plan(
    draw: worlds.Draw, made: worlds.Problem, known: Any, *, parted: bool
) -> dict[str, Any]:
    drawn = known.layered(made)
    nodes, flows = len(drawn["nodes"]["id"]), len(known.flow_rows(drawn)[1])
    proof = worlds.certificate(draw, made, 0, nodes, flows)
    proof["objective_weight"] = 0
    goal = made["goals"][0]
    stage = {
        "name": goal["name"], "sense": goal["sense"], "value": None, "bound": None,
        "certified_bound": None, "status": "unknown", "stopped_by": None, "certificate": proof,
    }  # fmt: skip
    answer = {
        "format": "kholboo-answer/1", "solver": "at will", "status": "unknown", "chosen": None,
        "infeasible_limits": [], "stages": [stage],
    }  # fmt: skip
    if parted:
        answer["format"] = "kholboo-answer/2"
        tree = worlds.tree(draw, made, 0, nodes, flows)
        for entry in tree:
            if type(entry) is dict:
                entry["objective_weight"] = 0
        if _refutes(known, made, tree):
            stage |= {"certificate": None, "tree": tree}
    mutations.put_right(made, answer, known)
    return answer


def _refutes(known: Any, made: worlds.Problem, tree: list[Any]) -> bool:
    """Return whether each part of a tree is refuted; another is refused by an error."""
    try:
        return known.tree_bound(made, 0, [], tree) is None
    except verify.RefusedError:
        return False


def _duals(draw: worlds.Draw, stage: dict[str, Any]) -> dict[str, float]:
    proof = stage["certificate"]
    if proof is None:
        return {}
    found = {name: price / proof["scale"] for name, price in sorted(proof["prices"].items())}
    return found if draw.chance(50) else {}


def outcome(number: int, known: Any) -> Iterator[Any]:
    """Yield what the checker makes of a case and of its forgeries."""
    draw, honest = case(number, known)
    made = copy.deepcopy(honest.problem)
    drawn = verify.layered(made)
    yield digest(drawn)
    yield digest(verify.flow_rows(drawn))
    kept: list[int] = []
    if honest.answer["chosen"] is not None:
        reached = worlds.values(made, honest.answer["chosen"], honest.answer.get("amounts", []))
        kept = [s * v for s, v in zip(worlds.signs(made), reached, strict=True)]
    for k, stage in enumerate(honest.answer["stages"]):
        if stage["certificate"] is not None:
            total, scale = verify.certified_bound(made, k, kept[:k], stage["certificate"])
            yield [total, scale]
        if "tree" in stage:
            yield verify.tree_bound(made, k, kept[:k], stage["tree"])
    yield _told(honest)
    for _ in range(FORGERIES):
        forged = copy.deepcopy(honest)
        mutations.mutate(draw, forged, None)
        yield digest(_told(forged))


def _told(tried: mutations.Case) -> list[Any]:
    """Return what is found, and what is said about an answer that holds."""
    found = verify.check(tried.problem, tried.answer)
    if found:
        return _plain(found)
    left = verify.unverified(tried.problem, tried.answer)
    return [
        _plain(verify.plan_differences(tried.problem, tried.answer, tried.plan)),
        left,
        verify.verified(tried.problem, tried.answer, True),
        verify.exit_code(tried.answer, left),
    ]


def _plain(found: list[str]) -> list[str]:
    """Return differences without the words of this version of Python."""
    cut = ("the files cannot be checked", "plan.json cannot be compared")
    return [next((c for c in cut if text.startswith(c)), text) for text in found]


# --- the three parts -----------------------------------------------------------------------------


def guards() -> Iterator[str]:
    """Yield the rows of the table that come out otherwise."""
    for name in street.HOLDING:
        found = street.STARTS[name]().differences(verify)
        if found:
            yield f"{name}: {found}"
    for row in verify_guards.rows():
        found = row.run(verify)
        if not row.holds(found):
            yield f"{row.guards[0]}: {row.what}: {found}"


def recorded() -> Iterator[str]:
    """Yield the recorded cases that come out otherwise."""
    for number, (nodes, flows, totals, expected) in enumerate(json.loads(RECORDED.read_text())):
        known = Known(nodes, flows, totals)
        for k, (now, then) in enumerate(zip(outcome(number, known), expected, strict=True)):
            if now != then:
                yield f"recorded case {number}, {k}: {now}, recorded {then}"


def subsets() -> Iterator[str]:
    """Yield subsets of arcs that are a plan to one and none to the other."""
    for number in TRIED:
        made = worlds.problem(worlds.Draw(number))
        every = worlds.plans(made)
        assert every is not None
        plans = set(every)
        amounts = itertools.product(*(range(c["upper"] + 1) for c in made.get("columns", [])))
        arcs = range(len(made["arcs"]["id"]))
        for given in list(amounts):
            for count in range(len(arcs) + 1):
                for chosen in itertools.combinations(arcs, count):
                    found = verify.plan_faults(made, list(chosen), given)
                    if (not found) != ((chosen, given) in plans):
                        yield f"problem {number}: {chosen}, {given}: {found}"


def terminals() -> Iterator[str]:
    """Yield what is printed and returned otherwise."""
    for start, changes, code, lines in verify_terminal.TERMINAL:
        tried = street.STARTS[start]()
        for place, value in changes.items():
            verify_guards.put(tried, place, value)
        with tempfile.TemporaryDirectory() as folder:
            ended, said = _printed(tried, Path(folder))
        told = zip(said, lines, strict=False)
        right = all(x.startswith(y[:-1]) if y.endswith("*") else x == y for x, y in told)
        if ended != code or len(said) != len(lines) or not right:
            yield f"{start}, {list(changes)}: {ended}, {said}"


def _printed(tried: street.Case, folder: Path) -> tuple[int, list[str]]:
    _write(tried, folder)
    printed = io.StringIO()
    with redirect_stdout(printed):
        ended = verify.main([str(folder)])
    return ended, printed.getvalue().replace(str(folder), "FOLDER").splitlines()


def _write(tried: street.Case, folder: Path) -> None:
    files = {"problem": tried.problem, "certificate": tried.answer, "plan": tried.plan}
    for file, data in files.items():
        if data is not None:
            text = data if isinstance(data, str) else json.dumps(data)
            (folder / f"{file}.json").write_text(text, encoding="utf-8")


def programs() -> Iterator[str]:
    """Yield where the file, run on a folder or from within it, ends or writes otherwise."""
    source = str(verify.__file__)
    with tempfile.TemporaryDirectory() as folder:
        _write(street.poor(), Path(folder))
        within = str(shutil.copy(source, folder))
        for program, arguments in ((source, [folder, "another"]), (within, [])):
            ended = _run(program, arguments)
            if ended != verify.HOLDS:
                yield f"run as a program with {len(arguments)} arguments: {ended}"
    for encoding, written in (("utf-8", "\u04e9"), ("ascii", "\\u04e9")):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        with redirect_stdout(stream):
            verify._say("\u04e9")
        stream.seek(0)
        if stream.read() != f"{written}\n":
            yield f"what {encoding} shows"


def _run(program: str, arguments: list[str]) -> Any:
    before, sys.argv = sys.argv, [program, *arguments]
    try:
        with redirect_stdout(io.StringIO()):
            runpy.run_path(program, run_name="__main__")
    except SystemExit as ended:
        return ended.code
    finally:
        sys.argv = before
    return None


_PROOF = {"scale": 1, "objective_weight": 1, "prices": {"budget": 1}, "potentials": []}
UNEQUAL: list[tuple[str, Any, Callable[[street.Case], Any]]] = [
    ("problem/limits/0/coefficients", [4], lambda c: verify.limit_use(c.problem, [], [1])),
    ("problem/limits/0/column_coefficients", [], lambda c: verify.limit_use(c.problem, [], [1])),
    ("problem/limits/0/coefficients", [4], lambda c: verify.layered(c.problem)),
    ("problem/arcs/tail", [0], lambda c: verify.layered(c.problem)),
    ("problem/arcs/loss", [0], lambda c: verify.goal_terms(c.problem, c.problem["goals"][0])),
    ("problem/limits/0/coefficients", [4], lambda c: _flat_bound(c, 0)),
    ("problem/arcs/tail", [0], lambda c: _flat_bound(c, 0)),
    ("problem/hops", [], lambda c: _flat_bound(c, 1)),  # one earlier goal, and no value of it
    ("answer/amounts", [], lambda c: _compared(c)),
    ("problem/arcs/id/+", "another", lambda c: _compared(c)),
]  # fmt: skip


def _flat_bound(tried: street.Case, number: int) -> None:
    """Derive a bound without hops, given no values of earlier goals."""
    del tried.problem["hops"]
    verify.certified_bound(tried.problem, number, [], _PROOF)


def _compared(tried: street.Case) -> None:
    found = verify.plan_differences(tried.problem, tried.answer, tried.plan)
    if _plain(found) == ["plan.json cannot be compared"]:
        raise ValueError(found)


def unequal() -> Iterator[str]:
    """Yield what is answered although lists that belong together differ in length."""
    for place, value, call in UNEQUAL:
        tried = street.Case()
        verify_guards.put(tried, place, value)
        try:
            call(tried)
        except ValueError:
            continue
        yield f"{place} {value}: an answer"


def limits() -> Iterator[str]:
    """Yield what of the limits of verify.py, and of its words for long values, is otherwise."""
    for name, value in verify_terminal.CONSTANTS.items():
        if getattr(verify, name) != value:
            yield f"{name}: {getattr(verify, name)}"
    for name, most, count in verify_terminal.TAKES:
        tried = street.STARTS[name]()
        for allowed, holds in ((count, True), (count - 1, False)):
            found = verify_guards.under(verify, most, allowed, tried.problem, tried.answer)
            if (found == []) != holds:
                yield f"{name}, {most} {allowed}: {found}"
    for value, text in verify_terminal.WORDS:
        if verify._short(value) != text:
            yield f"{text}: {verify._short(value)}"
    many = [f"fault {k}" for k in range(verify.MOST_FAULTS + 1)]
    if verify._first(many) != many[:-1]:
        yield "not the first differences"


PARTS = (guards, limits, terminals, unequal, programs, recorded, subsets)


def record() -> None:
    """Write the recorded cases anew."""
    import fuzz_proofs

    rows = []
    for number in range(CASES + PARTED):
        seen = Recording()
        _, honest = case(number, seen)
        drawn = verify.layered(honest.problem)
        nodes, flows = len(drawn["nodes"]["id"]), len(verify.flow_rows(drawn)[1])
        if not verify.check(honest.problem, honest.answer):
            assert fuzz_proofs.untrue(honest.problem, honest.answer) == [], number
            assert fuzz_proofs.untrue_plan(honest) == [], number
        known = Known(nodes, flows, seen.totals)
        rows.append(json.dumps([nodes, flows, seen.totals, list(outcome(number, known))]))
    RECORDED.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


def main() -> int:
    """Run the parts; print the first difference and return 1, or return 0."""
    for part in PARTS:
        for difference in part():
            print(difference)
            return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--record"]:
        record()
    else:
        sys.exit(main())
