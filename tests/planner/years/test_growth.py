"""Users and targets that grow: what each year's problem counts, and what the last year asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from four_places import write_project
from three_years import CONFIG_OF_YEARS

from optimizers.years.programme import Programme
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import Prepared, before_floors, read_project
from planner.years.programme import needs_in, programme_of

LEO = "option:S-2/leo/L-50"  # of a school of 250 in region 2, which has no link today


def _config(growth: str) -> str:
    line = f"carries_over = true\ngrowth = [{growth}]\n" if growth else "carries_over = true\n"
    return CONFIG_OF_YEARS.replace("carries_over = true\n", line)


def _asked(folder: Path, growth: str) -> tuple[Prepared, Programme]:
    prepared = before_floors(read_project(write_project(folder, _config(growth))))
    return prepared, programme_of(prepared.inputs, prepared.offers, prepared.model)


def _worth(programme: Programme, arc_id: str) -> list[int]:
    pairs = zip(programme.problems, programme.index, strict=True)
    return [problem.benefit_of(index[arc_id]) for problem, index in pairs]


def test_growth_of_nothing_changes_no_problem(tmp_path: Path) -> None:
    """Valued anew under the same needs, everything earns what it did, to the last digit."""
    _, without = _asked(tmp_path / "without", "")
    _, still = _asked(tmp_path / "still", "{ users = 0.0 }")

    assert [p.to_json() for p in still.problems] == [p.to_json() for p in without.problems]


def test_users_and_targets_grow_from_the_first_year_on(tmp_path: Path) -> None:
    """The first year has today's people; two years later there are 1.21 times as many."""
    growth = '{ kinds = ["school"], users = 0.1, target = 0.2 }, { aimags = ["1"], users = -0.5 }'
    prepared, _ = _asked(tmp_path / "grown", growth)
    today, _ = _asked(tmp_path / "today", "")
    first, last = (needs_in(prepared.inputs, t) for t in (0, 2))

    assert first == today.offers.needs
    assert last == prepared.offers.needs
    people = [(first[s].users, last[s].users) for s in ("S-1", "S-2")]
    assert people[1] == (250, 303)
    assert people[0] == (300, 91)
    times = last["S-2"].target_mbps / first["S-2"].target_mbps
    assert times == pytest.approx(1.44)  # of the floor of a school, however many share it


def test_a_link_is_worth_what_the_year_makes_of_it(tmp_path: Path) -> None:
    """More people make a link worth more in proportion, or less where they share its Mbps."""
    _, more = _asked(tmp_path / "more", "{ users = 0.1, target = -0.0909090909 }")
    _, asking = _asked(tmp_path / "asking", "{ target = 0.5 }")
    first, second, third = _worth(more, LEO)

    assert second / first == pytest.approx(1.1, abs=0.002)
    assert third / first == pytest.approx(1.21, abs=0.002)
    worth = _worth(asking, LEO)
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > worth[2]


def test_a_programme_of_growth_is_audited(tmp_path: Path) -> None:
    """People of each year are told, benefits of sites add up to those of years, audits hold."""
    folder = write_project(tmp_path, _config("{ users = 0.1 }"))
    _, run = make_plan(folder, exports=())
    figures = json.loads((run / "years.json").read_text(encoding="utf-8"))["figures"]

    for t, year in enumerate(figures["years"]):
        assert sum(site["benefits"][t] for site in figures["sites"]) == year["benefit"]
    same = [site for site in figures["sites"] if site["link_year"] == 2027]
    assert all(site["benefits"][2] > site["benefits"][0] > 0 for site in same)
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []
