"""Programmes of several years on generated countries: certified gap, seconds, year by year.

    python tests/benchmarks/years.py [--sites 1000] [--years 5] [--shares 0.1 0.3] [--seeds 1 2]
        [--effort 0]

Money of a year is its part of `share` of the capital that connecting everything takes beyond the
least plan; yearly money grows to that share in equal steps. All years weigh alike, and nothing
carries over. Every answer is checked by verify_years.py before it is printed. CPU seconds are those
of the process tree, without the first compilation.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace

import generator
import numpy as np
import psutil

from optimizers import verify_years
from optimizers.problem import BENEFIT
from optimizers.result import answer_json
from optimizers.years.programme import Programme
from optimizers.years.solve import solve_years


def programme(sites: int, years: int, share: float, seed: int) -> Programme:
    """Return the programme of a generated country."""
    land = generator.country(sites, seed)
    problem = generator.problem_of(land)
    costs = {"npc": land.npc, "capex": land.capex, "opex": land.opex}
    ends = generator.whole_cost(problem, costs)
    capital, fees = generator.envelope(ends["capex"], share), ends["opex"][0]
    more = generator.envelope(ends["opex"], share) - fees
    stays = (land.tail == 0) & (land.capex == 0) & (land.benefit == 0)
    stays &= np.isin(land.head, land.required)
    paid = int(land.opex[stays].sum())
    until = [capital * (t + 1) // years for t in range(years)]
    problems = [
        replace(
            problem,
            limits=(
                generator._row("capex", land.capex, upper=until[t]),
                generator._row("opex", land.opex, upper=paid + more * (t + 1) // years),
            ),
            goals=(BENEFIT,),
        )
        for t in range(years)
    ]
    return Programme(
        names=tuple(str(2027 + t) for t in range(years)),
        problems=tuple(problems),
        weights=(1,) * years,
        arc_ids=tuple(problem.arc_ids[a] for a in np.flatnonzero(~stays)),
        cost=(tuple(land.capex[~stays].tolist()),) * years,
        money=tuple(b - a for a, b in zip([0, *until], until, strict=False)),
        carries_over=False,
        present=tuple(problem.arc_ids[a] for a in np.flatnonzero(stays)),
    )


def _cpu_seconds() -> float:
    process = psutil.Process()
    return sum(sum(p.cpu_times()[:2]) for p in (process, *process.children(recursive=True)))


def row(sites: int, years: int, share: float, seed: int, effort: int) -> dict[str, object]:
    """Return one measured row; raises AssertionError where the answer does not verify."""
    asked, before = programme(sites, years, share, seed), _cpu_seconds()
    steps: list[tuple[str, float]] = []
    found = solve_years(
        asked,
        effort=effort,
        workers=1,
        tell=lambda step: steps.append((step, _cpu_seconds() - before)),
    )
    seconds = _cpu_seconds() - before
    assert found.schedule is not None
    assert found.bound is not None
    faults = verify_years.check(
        found.to_json(),
        [problem.to_json() for problem in asked.problems],
        [answer_json(answer) for answer in found.answers],
        exact=None if found.exact is None else answer_json(found.exact),
    )
    assert faults == [], faults
    starts = dict(steps)
    compared = starts["schedule"] - starts["year by year"]
    return {
        "sites": sites,
        "years": years,
        "share": share,
        "seed": seed,
        "effort": effort,
        "value": found.schedule.value,
        "bound": found.bound,
        "gap": round(1 - found.schedule.value / found.bound, 5),
        "year_by_year": round(found.others[0].value / found.bound, 5) if found.others else None,
        "cpu_seconds": round(seconds - compared, 1),
        "cpu_seconds_year_by_year": round(compared, 1),
    }


def main() -> int:
    """Measure the rows and print each as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.1, 0.3])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--effort", type=int, default=0)
    asked = parser.parse_args()
    solve_years(programme(40, 2, 0.3, 1), effort=0, workers=1)  # compiles every kernel
    for seed in asked.seeds:
        for share in asked.shares:
            found = row(asked.sites, asked.years, share, seed, asked.effort)
            print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
