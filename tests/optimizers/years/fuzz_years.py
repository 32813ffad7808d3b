"""Hold the bound by years against every schedule of tiny programmes.

    python tests/optimizers/years/fuzz_years.py [--programmes 160] [--first 0]

Each programme is drawn from its number, every second one with works, half of them with loads, every
third with a stock and a price tier, every third with two purses of which one pays. Its bound must
not be below its best schedule, found by trying every one; the schedule found must keep every rule,
and verify_years.py must hold.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

import tiny_programmes

from optimizers import verify_years
from optimizers.result import answer_json
from optimizers.years.solve import solve_years


def main() -> int:
    """Try the programmes, print what was found, return 1 after a failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=160)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    failures, gaps, best_found, impossible, none_found = [], [], 0, 0, 0
    for number in range(asked.first, asked.first + asked.programmes):
        programme = tiny_programmes.programme(number, nodes=4 + number % 3, years=2 + number % 2)
        if number % 4 > 1:
            programme = tiny_programmes.with_loads(programme, number)
        if number % 2:
            programme = tiny_programmes.with_works(programme, number)
        more: tiny_programmes.Shop | tiny_programmes.Purses | None = None
        if number % 3 == 0:
            programme, more = tiny_programmes.with_shop(programme, number)
        elif number % 3 == 1:
            programme, more = tiny_programmes.with_purses(programme, number)
        best = tiny_programmes.best(programme, more)
        found = solve_years(programme, effort=1, workers=1)
        if best is None:
            impossible += 1
            if found.schedule is not None:
                failures.append(f"{number}: a schedule where there is none")
            continue
        if found.bound is None or found.bound < best:
            failures.append(f"{number}: the bound {found.bound} is below the best, {best}")
            continue
        if found.schedule is None:
            none_found += 1
            continue
        faults = verify_years.check(
            found.to_json(),
            [p.to_json() for p in programme.problems],
            [answer_json(a) for a in found.answers],
            exact=None if found.exact is None else answer_json(found.exact),
        )
        value = tiny_programmes.value(programme, dict(found.schedule.built), more)
        if faults or value != found.schedule.value:
            failures.append(f"{number}: {faults or value}")
        best_found += value == best
        if value != best:
            print(f"{number}: {value} found, the best is {best}", flush=True)
        gaps.append((found.bound - (value or 0)) / max(found.bound, 1))
    print(
        f"{asked.programmes} programmes, {impossible} without a schedule, {none_found} where none"
        f" was found; the best was found in {best_found} of {len(gaps)}; gap: median"
        f" {statistics.median(gaps or [0]):.1%}, largest {max(gaps, default=0):.1%};"
        f" {time.process_time():.0f} CPU s"
    )
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
