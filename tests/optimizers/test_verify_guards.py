"""Every guard of verify.py has a forgery that it alone refuses."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from optimizers import verify

sys.path.insert(0, str(Path(__file__).parent))  # the table is shared with the mutation battery
import verify_battery
import verify_guards
import verify_sites
import verify_street

ROWS = list(verify_guards.rows())
SOURCE = Path(verify.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.guards[0]}: {row.what}")
def test_a_forgery_is_refused_by_its_guard_alone(row: verify_guards.Row) -> None:
    """One difference comes out, and it is the guard's; figures at the end of their range hold."""
    assert row.holds(row.run(verify)), row.run(verify)


@pytest.mark.parametrize("name", verify_street.HOLDING)
def test_what_the_forgeries_begin_with_holds(name: str) -> None:
    """The honest cases have no difference, so each forgery differs by what was forged."""
    assert verify_street.STARTS[name]().differences(verify) == []


def test_every_guard_has_a_row() -> None:
    """A new difference in verify.py without a forgery in the table fails here, by its name."""
    guards = set(verify_sites.guards(SOURCE))
    shown = {guard for row in ROWS for guard in row.guards} - {"holds"}

    assert guards - shown == set()
    assert shown - guards == set()


def test_a_row_shows_the_guard_that_it_names() -> None:
    """The last guard of a row is the one whose words come out."""
    for row in (row for row in ROWS if row.expected):
        template = row.guards[-1].split(": ", 1)[1]
        if re.match(r"_\w+\(.*\)$", template):  # worded by a helper that the difference leaves open
            continue
        pattern = ".*".join(map(re.escape, template.split("{}")))
        assert re.fullmatch(pattern, row.expected, re.DOTALL) or row.expected.endswith("*"), row


def test_every_index_is_tried_below_zero() -> None:
    """Index -1, which Python would read from the end, is refused wherever an index stands."""
    tried = defaultdict(set)
    for row in ROWS:
        if row.value in ("-1", '[-1, "law"]', "[[-1, 1]]", "[-1, 1]"):
            tried[row.place.split("/")[0]].add(row.place)
    places = {
        "problem/arcs/tail/6", "problem/arcs/head/6", "problem/required/+",
        "problem/limits/0/arcs/0", "problem/limits/0/columns/0", "problem/hops/0/arcs/0",
        "problem/capacities/0/arcs/0", "answer/chosen/3", "answer/stages/0/certificate/flows",
        "answer/stages/0/certificate/potentials/0/0",
        "answer/stages/0/certificate/potentials/0/1/+",
    }  # fmt: skip

    assert places <= tried["problem"] | tried["answer"]


@pytest.mark.parametrize("part", verify_battery.PARTS, ids=lambda part: part.__name__)
def test_the_battery_holds(part: Callable[[], Iterator[str]]) -> None:
    """What `make mutants` holds each change of verify.py against, verify.py itself passes."""
    assert next(part(), None) is None
