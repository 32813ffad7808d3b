"""The ten lines of a plan: money that is left is explained, and signs are words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.candidates.present_links import ending_line
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.plan.outcome import LimitUse
from planner.plan.plan import Plan
from planner.reports.plan_summary import outcome_json, summary_lines


def a_limit(limit_id: str, kind: LimitKind, **more: object) -> LimitUse:
    """Return a limit of which 40 of 100 are used."""
    given: dict[str, object] = {
        "id": limit_id,
        "title": limit_id,
        "unit": "MNT",
        "used": 40,
        "lower": None,
        "upper": 100,
        "binding": False,
        "dual": None,
        "meaning": LimitMeaning(kind=kind),
    }
    return LimitUse(**{**given, **more})  # type: ignore[arg-type]


CAPITAL = a_limit("capex", LimitKind.CAPEX, used=366_000_000, upper=500_000_000)
PAYER = a_limit(
    "opex:soum_budget",
    LimitKind.PAYER,
    title="yearly budget of soum_budget",
    meaning=LimitMeaning(kind=LimitKind.PAYER, payer="soum_budget"),
    used=150,
    upper=151,
    binding=True,
)
FLOOR = a_limit(
    "floor:kind:library:benefit",
    LimitKind.FLOOR,
    title="benefit of kind library",
    meaning=LimitMeaning(kind=LimitKind.FLOOR, by="kind", group="library", quantity="benefit"),
    upper=None,
    lower=39,
    binding=True,
)


def told(plan: Plan, *limits: LimitUse, start: str = "One-time cost") -> str:
    """Return the line of the summary that begins with a text."""
    lines = summary_lines(replace(plan, limits=limits), "runs/x", "en")
    return next(line for line in lines if line.startswith(start))


def test_unspent_money_is_explained_by_name(plan: Plan) -> None:
    """134 million stay because a payer's yearly budget is full and a floor has to hold."""
    assert told(plan, CAPITAL, PAYER).endswith(
        "The limit is 500,000,000 ₮. 134,000,000 ₮ is unspent: "
        "yearly budget of soum_budget is full."
    )
    assert told(plan, CAPITAL, PAYER, FLOOR).endswith(
        ": yearly budget of soum_budget is full; benefit of kind library has to hold."
    )


def test_the_ends_of_contracts_are_told(plan: Plan) -> None:
    """Two contracts that end early cost 1,500 of the capital."""
    first, second, *others = plan.deployments
    ended = tuple(
        replace(d, lines=(*d.lines, ending_line(amount)))
        for d, amount in ((first, 1_000), (second, 500))
    )

    assert ", of which 1,500 ₮ for ending 2 contracts early." in told(
        replace(plan, deployments=(*ended, *others))
    )
    assert "contracts" not in told(plan)


def test_nothing_is_made_up_where_no_limit_binds(plan: Plan) -> None:
    """Without a limit that is proven to bind none is blamed."""
    assert told(plan, CAPITAL).endswith(
        "134,000,000 ₮ is unspent: no limit is proven to hold it back."
    )


def test_money_that_binds_is_not_called_unspent(plan: Plan) -> None:
    """A limit that binds, or is used to the last unit, leaves nothing to explain."""
    full = replace(CAPITAL, used=500_000_000)

    assert "unspent" not in told(plan, replace(CAPITAL, binding=True), PAYER)
    assert "unspent" not in told(plan, full, PAYER)


def test_unspent_money_is_explained_in_mongolian(plan: Plan) -> None:
    """The payer's limit has its Mongolian name."""
    lines = summary_lines(replace(plan, limits=(CAPITAL, PAYER)), "runs/x", "mn")

    assert any("зарцуулагдахгүй үлдэнэ" in line and "дүүрсэн" in line for line in lines)


@pytest.mark.parametrize(
    ("sites", "users", "said"),
    [
        (7, 400, "7 sites more, 400 people more."),
        (-6, 1_250, "6 sites fewer, 1,250 people more."),
        (0, -3, "as many sites, 3 people fewer."),
        (0, 0, "as many sites, as many people."),
        (1, -1, "1 site more, 1 person fewer."),
        (-1, 1, "1 site fewer, 1 person more."),
    ],
)
def test_signs_are_words(plan: Plan, sites: int, users: int, said: str) -> None:
    """More money may leave sites out for others: fewer is a word, not a minus."""
    assert plan.next_money is not None
    more = replace(plan.next_money, sites_gained=sites, users_gained=users)
    line = told(replace(plan, next_money=more), start="Another")

    assert f": {said[:-1]}" in line
    assert "-" not in line


@pytest.mark.parametrize(
    ("used", "lower", "upper", "slack"),
    [(40, None, 100, 60), (40, 39, None, 1), (40, 10, 50, 10), (40, None, None, None)],
)
def test_what_is_left_of_a_limit(
    plan: Plan, used: int, lower: int | None, upper: int | None, slack: int | None
) -> None:
    """Room to the nearer side, told to programs as well."""
    limit = replace(CAPITAL, used=used, lower=lower, upper=upper)

    assert limit.slack == slack
    assert outcome_json(replace(plan, limits=(limit,)))["limits"][0]["slack"] == slack
