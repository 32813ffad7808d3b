"""How many small problems are decided with a certificate, and what that takes.

    python tests/benchmarks/small.py [--sites 2 3 5 10 20 30] [--seeds 3] [--worlds 200]
        [--projects 200]

Generated countries with 40 rows of limits and floors (`generator.with_limits`, 30 % of the money),
and problems drawn from a number with hop limits, loads, columns and several goals
(`tests/optimizers/verify_worlds.py`), at the default effort. Projects are samples of the example's
sites, half of 4 to 30 and half of 31 to 100, with stock, tiers and funds drawn from a seed
(`allocation.small_country`), 30 to 150 % of the example's money for so many sites, and no floors;
both goals have to be certified. Every answer is checked by `verify`,
and of the drawn problems the first goal against all plans. Prints Markdown.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "optimizers"))
import allocation
import generator
import usage
import verify_worlds as worlds

from optimizers import verify
from optimizers.problem import Problem
from optimizers.result import Result, StageResult, answer_json, relative_gap
from optimizers.solve import solve
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.project.init import init_project
from planner.project.load import load_inputs
from planner.scenario.inputs import Inputs

SMALL, LARGE = (4, 30), (31, 100)  # sites of a project
QUICK_S = 10.0  # CPU seconds in which a small problem is to be decided
SHARE = 0.3  # of what connecting and equipping everything costs


def is_proven(stage: StageResult) -> bool:
    """Return whether a stage is decided with a certificate: optimal, or no plan exists."""
    if stage.status == "infeasible":
        return stage.certificate is not None or bool(stage.tree)
    return stage.status == "certified_optimal"


def measured(problem: Problem) -> tuple[Result, float, float]:
    """Return a checked answer, and CPU seconds of the process tree for solving and checking."""
    begun = usage.tree_usage(os.getpid())[0]
    result = solve(problem, effort=1, seed=1, gap=0.0)
    solved = usage.tree_usage(os.getpid())[0] - begun
    begun = time.process_time()
    faults = verify.check(problem.to_json(), answer_json(result))
    assert faults == [], faults
    return result, solved, time.process_time() - begun


def countries(sites: int, seeds: int) -> str:
    """Return the row of countries of one size."""
    gaps, seconds, checks, proven = [], [], [], 0
    for seed in range(1, seeds + 1):
        land = generator.country(sites, seed)
        result, solved, checked = measured(generator.with_limits(land, SHARE))
        stage = result.stages[0]
        proven += is_proven(stage)
        gap = relative_gap(stage.value, stage.certified_bound)
        gaps.append(0.0 if is_proven(stage) or gap is None else gap)
        seconds.append(solved)
        checks.append(checked)
    worst = f"{100 * statistics.median(gaps):.2f} ({100 * max(gaps):.2f})"
    took = f"{statistics.median(seconds):.1f} ({max(seconds):.1f})"
    told = (f"country of {sites} sites", f"{proven} of {seeds}", worst, took, f"{max(checks):.2f}")
    return f"| {' | '.join(told)} |"


def drawn(count: int) -> str:
    """Return the row of drawn problems; each stage of each counts."""
    proven = stages = 0
    seconds, checks = [], []
    for number in range(4000, 4000 + count):
        made = worlds.problem(worlds.Draw(f"proofs {number}"))
        result, solved, checked = measured(Problem.from_json(made))
        best = worlds.best(made, 0, [])
        assert result.objective == (None if best is None else worlds.signs(made)[0] * best)
        proven += sum(map(is_proven, result.stages))
        stages += len(result.stages)
        seconds.append(solved)
        checks.append(checked)
    took = f"{statistics.median(seconds):.2f} ({max(seconds):.1f})"
    return f"| {count} drawn problems | {proven} of {stages} goals | | {took} | {max(checks):.2f} |"


def project(inputs: Inputs, seed: int, sites: int) -> Problem:
    """Return a sample of the example as a problem, its money drawn from the seed."""
    chance = random.Random(f"limits {seed}")
    country = allocation.small_country(inputs, seed, sites)
    limits, part = inputs.scenario.limits, sites / len(inputs.sites)
    fees = sum(12 * (site.link.price_per_month_minor or 0) for site in country.sites)
    assert limits.capex_minor and limits.opex_per_year_minor
    capex_minor = int(limits.capex_minor * part * chance.uniform(0.3, 1.5))
    yearly_minor = int(fees + limits.opex_per_year_minor * part * chance.uniform(0.3, 1.5))
    own = limits.model_copy(
        update={
            "capex_minor": capex_minor,
            "opex_per_year_minor": yearly_minor,
            "opex_per_year_by_payer_minor": {},
            "floors": [],
        }
    )
    scenario = country.scenario.model_copy(update={"limits": own})
    country = replace(country, scenario=scenario)
    return build_problem(country, build_offers(country)).problem


def projects(inputs: Inputs, sites: tuple[int, int], seeds: range) -> str:
    """Return the row of projects of some sizes, each with both goals."""
    gaps, seconds, checks, proven, quick = [], [], [], 0, 0
    for seed in seeds:
        result, solved, checked = measured(
            project(inputs, seed, random.Random(seed * 77).randint(*sites))
        )
        certified = all(map(is_proven, result.stages))
        proven, quick = proven + certified, quick + (certified and solved <= QUICK_S)
        gaps += [relative_gap(s.value, s.certified_bound) or 0.0 for s in result.stages]
        seconds.append(solved)
        checks.append(checked)
    name = f"project of {sites[0]} to {sites[1]} sites, both goals"
    decided = f"{proven} of {len(seeds)}, {quick} in {QUICK_S:.0f} CPU s"
    worst = f"{100 * statistics.median(gaps):.3f} ({100 * max(gaps):.3f})"
    took = f"{statistics.median(seconds):.1f} ({max(seconds):.1f})"
    return f"| {name} | {decided} | {worst} | {took} | {max(checks):.2f} |"


def rows(given: argparse.Namespace) -> Iterator[str]:
    """Yield the table."""
    yield "| problem | decided, certified | gap %, median (largest) | CPU s | CPU s to check |"
    yield "| --- | --- | --- | --- | --- |"
    for sites in given.sites:
        yield countries(sites, given.seeds)
    if given.worlds:
        yield drawn(given.worlds)
    if given.projects:
        with tempfile.TemporaryDirectory() as scratch:
            init_project(Path(scratch) / "project", "mongolia")
            inputs = load_inputs(Path(scratch) / "project")
        for number, sites in enumerate((SMALL, LARGE)):
            yield projects(inputs, sites, range(1 + number, given.projects + 1, 2))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, nargs="*", default=[2, 3, 5, 10, 20, 30])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--projects", type=int, default=0)
    solve(generator.with_limits(generator.country(5, 9), SHARE))  # compiles every kernel
    for row in rows(parser.parse_args()):
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
