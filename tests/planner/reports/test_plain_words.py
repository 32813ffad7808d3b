"""What a terminal shows without -v: plain words, time left, and lines that fit."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from planner.commands.terminal import console
from planner.commands.terminal.console import StepClock, folded
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.plan.outcome import LimitUse, Stage
from planner.plan.plan import Plan
from planner.rendering.more_money import little_more
from planner.reports.plan_summary import summary_lines

FINGERPRINT = "d4184aa00dbc6ac4fa080d802738edb4" * 2
FILES = ("certificate.json", "comparisons.json", "plan.html", "plan.xlsx", "problem.json")


@pytest.mark.parametrize("language", ["mn", "en"])
def test_nothing_wraps_at_eighty_columns(plan: Plan, language: str) -> None:
    """Every line of the summary is broken between words; nothing is lost."""
    named = replace(plan, project="Монгол орны жишээ (Mongolia, example)", fingerprint=FINGERPRINT)
    lines = summary_lines(named, "runs/base-d4184aa00dbc", language, FILES, "a2bd afa7 " * 8)  # type: ignore[arg-type]
    for line in lines:
        parts = folded(line, 80)
        assert max(map(len, parts)) <= 80
        assert " ".join(part.strip() for part in parts).split() == line.split()


@pytest.mark.parametrize("language", ["mn", "en"])
def test_no_solver_is_named_but_where_more_is_asked(plan: Plan, language: str) -> None:
    """Bounds and solvers are for -v."""
    near = replace(plan, status="feasible", gap=0.0001, solver_gap=0.00005)
    near = replace(near, certified_bound=int((near.objective or 0) * 1.0001) + 1)
    plain = " ".join(summary_lines(near, "runs/x", language))  # type: ignore[arg-type]
    full = " ".join(summary_lines(near, "runs/x", language, verbose=True))  # type: ignore[arg-type]

    assert "HiGHS" not in plain and "HiGHS" in full
    assert ("anyone can check it" if language == "en" else "хэн ч шалгаж болно") in plain


def test_how_sure_is_rounded_up(plan: Plan) -> None:
    """0.0101 % more is not called 0.01 %."""
    near = replace(plan, status="feasible", objective=1_000_000, certified_bound=1_000_101)

    assert any("more than 0.02 % better" in x for x in summary_lines(near, "runs/x", "en"))
    best = replace(near, certified_bound=1_000_000)
    assert any("plan within these limits is better" in x for x in summary_lines(best, "r", "en"))


def test_those_left_out_are_told_with_why(plan: Plan) -> None:
    """And what each person's access costs."""
    told = " ".join(summary_lines(plan, "runs/x", "en"))

    assert ("Left out: " in told) is (plan.counts()["unserved"] > 0)
    assert "For each of them" in told


def test_fewer_people_with_more_benefit_is_explained(plan: Plan) -> None:
    """As many sites, 265 people fewer: those that are reached receive more."""
    assert plan.next_money is not None
    more = replace(
        plan.next_money, sites_gained=0, users_gained=-265, benefit_gain=61_927, verifiable=True
    )
    told = " ".join(summary_lines(replace(plan, next_money=more), "runs/x", "en"))

    assert "265 people fewer (those it reaches receive more)." in told
    same = replace(plan, next_money=replace(more, users_gained=3))
    assert "receive more" not in " ".join(summary_lines(same, "runs/x", "en"))


def test_a_little_more_of_each_limit_is_priced_by_the_certificate(plan: Plan) -> None:
    """0.003 thousandths a unit and 40 short of the bound: 3,040 thousandths for a million."""
    yearly = LimitUse(
        id="opex",
        title="recurrent budget a year",
        unit="MNT/year",
        used=100_000_000,
        lower=None,
        upper=100_000_000,
        binding=True,
        dual=0.003,
        meaning=LimitMeaning(kind=LimitKind.OPEX),
    )
    held = replace(
        plan,
        limits=(yearly, replace(yearly, id="x", binding=False)),
        objective=1_000,
        certified_bound=1_040,
    )

    assert little_more(held, "en") == (
        "A little more of one limit alone adds at most: 3.04 points for 1,000,000 ₮ of recurrent"
        " budget a year."
    )
    assert little_more(replace(held, limits=()), "en") == ""


def test_progress_is_a_plain_step_with_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solver steps are not named, and last time's seconds say what is left."""
    talk = console.ConsoleOptions(language="en")
    event = SimpleNamespace(stage="benefit: dual ascent", value=42_178_000, gap=0.0071, seconds=1.0)
    told = console._plain_text(event, 23.0, talk)

    assert told == (
        "choosing for the most benefit, 42,178 points, at most 0.7 % from the best, about 25 s left"
    )


def test_a_gap_of_more_than_the_whole_is_not_told() -> None:
    """Before there is a bound the gap is a huge number, which says nothing to anybody."""
    event = SimpleNamespace(stage="cost: dual ascent", value=89_663_781, gap=8.9e7, seconds=1.0)
    talk = console.ConsoleOptions(language="en")

    assert console._plain_text(event, None, talk) == "choosing the cheapest"
    assert (
        console._event_text(event, 1.0, talk)
        == "  1.0 s  choosing the cheapest: dual ascent, 89,663,781"
    )


def test_time_left_counts_down_within_a_step() -> None:
    """Twenty of choosing and five of writing; after eight of choosing seventeen are left."""
    now = [0.0]
    watch = StepClock(usual={"read": 3.0, "solve": 20.0, "write": 5.0}, clock=lambda: now[0])

    assert watch.left("read") == 28.0
    assert watch.left("benefit: cuts") == 25.0
    now[0] = 8.0
    assert watch.left("cost: cuts") == 17.0
    assert watch.left("drawing prices") is None
    assert StepClock(usual={}, clock=lambda: 0.0).left("solve") is None


def test_how_much_cheaper_it_could_be_is_told_in_money_and_percent(plan: Plan) -> None:
    """Of 20,000,000 all but 19,990,001 are proven: 9,999, and 0.05 rounded up."""
    benefit, *_ = plan.stages
    cost = Stage(
        name="cost",
        sense="min",
        value=20_000_000,
        bound=19_990_001,
        certified_bound=19_990_001,
        status="feasible",
    )
    told = " ".join(summary_lines(replace(plan, stages=(benefit, cost)), "r", "en"))
    exact = replace(cost, certified_bound=20_000_000)
    best = " ".join(summary_lines(replace(plan, stages=(benefit, exact)), "r", "en"))
    alone = " ".join(summary_lines(replace(plan, stages=(benefit,)), "r", "en"))

    assert "is more than 9,999 ₮ (0.05 %) cheaper over the horizon." in told
    assert "No plan of at least this benefit is cheaper over the horizon." in best
    assert "over the horizon" not in alone
