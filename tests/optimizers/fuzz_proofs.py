"""Fuzz verify.py: no false acceptance, no exception, no honest answer refused.

    python tests/optimizers/fuzz_proofs.py [--problems 20000] [--mutations 15] [--first 0]

Each problem is drawn from its number alone, so any failure is repeated with --first NUMBER
--problems 1. Per problem: the exact solver's answer with its plan.json must hold; so must a plan
taken at random with certificates drawn at will; then the given number of mutations of problem,
answer, certificate or plan.json, about half of them by somebody who puts every claim right again.
What verify accepts is held against all plans of the mutated problem (verify_worlds).
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import verify_mutations as mutations
import verify_worlds as worlds

from optimizers import verify
from optimizers.problem import Problem
from optimizers.solve import solve

CHUNK = 50  # problems that a process takes at a time


def run(number: int, count: int) -> tuple[Counter[str], list[str]]:
    """Return what was tried of one problem, and every failure in words."""
    draw = worlds.Draw(f"proofs {number}")
    made = worlds.problem(draw)
    tally: Counter[str] = Counter()
    failures: list[str] = []
    cases = list(_honest(draw, made, tally, failures))
    for k in range(count if cases else 0):
        case = draw.one(cases)
        try:
            failures += _mutated(draw, case, tally)
        except Exception:
            failures.append(f"mutation {k}: an exception left verify\n{traceback.format_exc()}")
    return tally, [f"problem {number}: {failure}" for failure in failures]


def _honest(
    draw: worlds.Draw, made: worlds.Problem, tally: Counter[str], failures: list[str]
) -> Iterator[mutations.Case]:
    """Yield honest cases, checked: one by the solver, one with certificates drawn at will."""
    effort = draw.one((0, 0, 1, 2))
    answers = {"solver": solve(Problem.from_json(made), effort=effort).to_json()}
    at_will = mutations.at_will(draw, made, verify, parts=draw.one((0, 0, 60)))
    if at_will is not None:
        answers["at will"] = at_will
    for origin, answer in answers.items():
        plan = worlds.plan_json(made, answer)
        found = verify.check(made, answer) or verify.plan_differences(made, answer, plan)
        false = untrue(made, answer)
        certificates = sum(s["certificate"] is not None for s in answer["stages"])
        tally[f"certificates, {origin}"] += certificates
        tally[f"trees, {origin}"] += sum("tree" in s for s in answer["stages"])
        tally[f"{answer['status']}, {origin}"] += 1
        if found:
            failures.append(f"an honest answer by {origin} is refused: {found}")
        if false:
            failures.append(f"an honest answer by {origin} is untrue: {false}")
        yield mutations.Case(made, answer, plan)


def _mutated(draw: worlds.Draw, honest: mutations.Case, tally: Counter[str]) -> list[str]:
    case = copy.deepcopy(honest)
    target = mutations.mutate(draw, case, verify)
    tally[f"mutations of the {target}"] += 1
    if draw.chance(4):
        text = mutations.text_of(draw, case)
        tally["mutations as text"] += 1
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(text)
            file.flush()
            try:
                case.answer = verify.load(Path(file.name))
            except (OSError, ValueError):
                tally["refused, unreadable"] += 1
                return []
    return _judged(case, tally)


def _judged(case: mutations.Case, tally: Counter[str]) -> list[str]:
    """Return what is false of a case that verify accepts."""
    if verify.check(case.problem, case.answer):
        tally["refused"] += 1
        return []
    if worlds.plans(case.problem) is None:
        tally["accepted, too large to try"] += 1
        return []
    false = untrue(case.problem, case.answer)
    if verify.plan_differences(case.problem, case.answer, case.plan):
        tally["accepted, plan.json refused"] += 1
    else:
        tally["accepted"] += 1
        false += untrue_plan(case)
    return [f"accepted and untrue: {false}\n{json.dumps(vars(case))}"] if false else []


# --- what is true --------------------------------------------------------------------------------


def untrue(made: worlds.Problem, answer: dict[str, Any]) -> list[str]:
    """Return the claims of an answer that are not true, by trying every plan."""
    every = worlds.plans(made)
    if every is None:
        raise ValueError("too many plans to try")
    all_plans = list(every)
    stages, chosen = answer["stages"], answer["chosen"]
    false = []
    if (_told(made, answer) == []) != (verify.unverified(made, answer) == []):
        false.append(f"what is left unverified: {_told(made, answer)}")
    if chosen is None:
        return false + _refuted(made, answer, all_plans)
    if (tuple(chosen), tuple(answer.get("amounts", []))) not in all_plans:
        return [*false, "that this is a plan"]
    sign = worlds.signs(made)
    reached = worlds.values(made, chosen, answer.get("amounts", []))
    kept: list[int] = []
    for k, (stage, s, value) in enumerate(zip(stages, sign, reached, strict=False)):
        best = worlds.best(made, k, kept)
        assert best is not None
        if stage["value"] != value:
            false.append(f"goal {k} reaches {stage['value']}, not {value}")
        bound = stage["certified_bound"]
        if bound is not None and s * bound < best:
            false.append(f"goal {k} is bounded by {bound}, and {s * best} is reached")
        if stage["status"] == "certified_optimal" and s * best != value:
            false.append(f"goal {k} is optimal with {value}, and {s * best} is reached")
        kept.append(s * value)
    return false


def _refuted(made: worlds.Problem, answer: dict[str, Any], all_plans: list[Any]) -> list[str]:
    """Return what is not true of an answer without a plan."""
    stage = answer["stages"][0]
    false = []
    if _proof(stage) and answer["status"] == "infeasible":
        named = [r for r in made["limits"] if r["id"] in answer["infeasible_limits"]]
        rest = worlds.plans({**made, "limits": named})
        if all_plans:
            false.append("that no plan exists")
        if rest is not None and next(rest, None) is not None:
            false.append("that the named limits clash")
    bound, sign = stage["certified_bound"], worlds.signs(made)[0]
    best = worlds.best(made, 0, [])
    if bound is not None and best is not None and sign * bound < best:
        false.append(f"bounded by {bound}, and {sign * best} is reached")
    return false


def _proof(stage: dict[str, Any]) -> bool:
    """Return whether a stage has a certificate, of the whole or of its parts."""
    return "tree" in stage or stage["certificate"] is not None


def _told(made: worlds.Problem, answer: dict[str, Any]) -> list[str]:
    """Return what rests on no certificate, in words of our own."""
    found = []
    for stage in answer["stages"]:
        status = stage["status"]
        if status == "unknown" or not _proof(stage):
            found.append(f"{stage['name']}: {status}")
        elif status == "solver_optimal" and stage["value"] != stage["certified_bound"]:
            found.append(f"{stage['name']}: optimal by the solver")
    if answer["chosen"] is not None:
        found += [goal["name"] for goal in made["goals"][len(answer["stages"]) :]]
    return found


def untrue_plan(case: mutations.Case) -> list[str]:
    """Return where plan.json says otherwise than the plan of the answer."""
    true = worlds.plan_json(case.problem, case.answer)
    shown, right = claims(case.plan), claims(true)
    for name in list(shown):
        idle = name.startswith("site ") and shown[name] == repr((None, 0, 0, 0))
        free = name.startswith("link ") and shown[name] == repr((0, 0))
        if name not in right and (idle or (free and _is_chosen(case, name[5:]))):
            del shown[name]  # a site that no node knows, or a hop that its site pays
    for name in list(right):
        if name not in shown and name.startswith("link ") and right[name] == repr((0, 0)):
            del right[name]  # what costs nothing may be left out
    return [f"plan.json: {k}" for k in sorted({*shown, *right}) if shown.get(k) != right.get(k)]


def _is_chosen(case: mutations.Case, name: str) -> bool:
    ids = case.problem["arcs"]["id"]
    return any(ids[a] in (f"option:{name}", f"asset:{name}") for a in case.answer["chosen"])


def claims(plan: dict[str, Any]) -> dict[str, str]:
    """Return what plan.json states, by name; a list of two under one name shows as two."""
    found: dict[str, str] = {}

    def say(name: str, value: Any) -> None:
        found[name] = repr(value) if name not in found else found[name] + " and " + repr(value)

    fixed = "status objective bound certified_bound gap solver_gap infeasible_limits"
    for name in (*fixed.split(), worlds.CAPEX, worlds.OPEX, worlds.NPC):
        say(name, plan[name])
    for stage in plan["stages"]:
        say("stage", [stage[key] for key in verify.STAGE_CLAIMS])
    for site in plan["deployments"]:
        once, yearly = _sums(site["lines"])
        fee = site["kept_fee_per_year_minor"]
        say(f"site {site['site_id']}", (site["candidate_id"], site["benefit"], once, yearly + fee))
    for link in plan["links"]:
        say(f"link {link['id']}", _sums(link["lines"]))
    return found


def _sums(lines: list[dict[str, Any]]) -> tuple[int, int]:
    by = {"one_time": 0, "per_year": 0}
    for x in lines:
        by[x["timing"]] += x["sign"] * x["quantity"] * x["unit_price_minor"]
    return by["one_time"], by["per_year"]


# --- many ----------------------------------------------------------------------------------------


def _chunk(task: tuple[int, int, int]) -> tuple[Counter[str], list[str]]:
    first, problems, count = task
    tally: Counter[str] = Counter()
    failures: list[str] = []
    for number in range(first, first + problems):
        found, failed = run(number, count)
        tally += found
        failures += failed
    return tally, failures


def main() -> int:
    """Run the fuzz, print its figures, return 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=20_000)
    parser.add_argument("--mutations", type=int, default=15)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    last = given.first + given.problems
    tasks = [(k, min(CHUNK, last - k), given.mutations) for k in range(given.first, last, CHUNK)]
    tally: Counter[str] = Counter()
    failed, begun, done = 0, time.monotonic(), 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for task, (found, failures) in zip(tasks, pool.map(_chunk, tasks), strict=True):
            tally += found
            done += task[1]
            failed += len(failures)
            for failure in failures:
                print(failure, flush=True)
            if done % 1000 < CHUNK:
                print(f"{done:,} problems, {time.monotonic() - begun:,.0f} s", flush=True)
    for name, many in sorted(tally.items()):
        print(f"{many:>9,}  {name}")
    print(f"{failed:>9,}  failures, {time.monotonic() - begun:,.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
