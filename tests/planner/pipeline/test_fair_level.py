"""The fair level is reached by a plan, in turn for each floor, and derived without a solver."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from inventory.kept import Kept, kept_in
from optimizers import verify
from optimizers.graph import arrays
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.model.rows.least_shares import WHOLE
from planner.pipeline import fair_level
from planner.pipeline.fair_level import FairLevel, derived, reach
from planner.pipeline.prepare import prepare, read_project


class Memory:
    """Keeps plain data as the project's cache does."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}

    def get(self, what: str, key: Any) -> Any:
        """Return what was kept."""
        return self.entries.get(f"{what} {key}")

    def put(self, what: str, key: Any, value: Any) -> None:
        """Keep it."""
        self.entries[f"{what} {key}"] = list(value)


def _model(world: Any, offers: Offers, *floors: dict[str, Any], **limits: Any) -> Any:
    return build_problem(world.under(limits={"floors": list(floors), **limits}), offers)


def _shares(level: FairLevel) -> list[int]:
    return [group.level(frozenset(level.chosen)) for group in level.groups]


def test_with_all_money_everybody_attains_everything(world: Any, offers: Offers) -> None:
    """Nothing stands between a group and what is on offer."""
    level = reach(_model(world, offers, {"by": "aimag"}), 1)

    assert level.levels == (WHOLE, WHOLE)
    assert _shares(level) == [WHOLE, WHOLE]


@pytest.mark.parametrize("capex", [0, 200, 700, 1500, 1800, 2500, 4000])
def test_the_level_is_what_a_plan_gives_to_the_least(
    world: Any, offers: Offers, capex: int
) -> None:
    """It is reached, never a bound; the plan keeps every limit."""
    model = _model(world, offers, {"by": "aimag"}, capex_minor=capex)
    level = reach(model, 1)

    assert level.levels[0] <= min(_shares(level))
    assert verify.plan_faults(model.problem.to_json(), list(level.chosen), []) == []


@pytest.mark.parametrize("capex", [700, 1800, 2500])
def test_with_ties_broken_the_level_and_its_bound_are_the_same(
    world: Any, offers: Offers, capex: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Benefit, 1 ten-thousandth in all, tells equal plans of a large problem apart, no more."""
    model = _model(world, offers, {"by": "aimag"}, capex_minor=capex)
    plain = reach(model, 1)
    monkeypatch.setattr(arrays, "TIED_ARCS", 0)
    tied = reach(model, 1)

    assert [x - y for x, y in zip(tied.levels, plain.levels, strict=True) if abs(x - y) > 1] == []
    assert derived(model, tied.answers) == tied
    for one, other in zip(plain.answers, tied.answers, strict=True):
        bounds = [answer["stages"][0]["certified_bound"] for answer in (one, other)]
        assert abs(bounds[0] - bounds[1]) <= 1


def test_a_group_that_is_behind_keeps_its_most_and_others_go_on(world: Any, offers: Offers) -> None:
    """Nobody pays for A's link: aimag 11 stays at nothing, aimag 12 attains everything."""
    limits = {"opex_per_year_by_payer_minor": {"ministry": 2400}}
    poor = tuple(c if c.site_id == "A" else _free(c) for c in offers.candidates)
    model = _model(world, _with_candidates(offers, poor), {"by": "aimag"}, **limits)
    level = reach(model, 1)

    assert level.levels == (0, WHOLE)
    assert len(level.answers) == 2


def _free(candidate: Any) -> Any:
    from dataclasses import replace

    return replace(candidate, lines=tuple(x for x in candidate.lines if x.payer is None))


def _with_candidates(offers: Offers, candidates: Iterable[Any]) -> Offers:
    from dataclasses import replace

    return replace(offers, candidates=tuple(candidates))


def test_floors_take_their_turn_and_one_plan_keeps_them_all(world: Any, offers: Offers) -> None:
    """The amounts of the first hold while the level of the second is looked for."""
    floors = ({"by": "aimag", "share": "1"}, {"by": "kind", "share": "0.5"})
    model = _model(world, offers, *floors, capex_minor=1800)
    level = reach(model, 1)
    chosen = frozenset(level.chosen)
    given = level.floors(model.policy.scenario.limits.floors)

    for group in level.groups:
        assert group.received(chosen) >= given[group.floor].amounts[group.group]
    assert [g.floor for g in level.groups] == [0, 0, 1, 1]


def test_limits_that_allow_no_plan_give_no_level(world: Any, offers: Offers) -> None:
    """The floors stay open, the answer says that nothing is possible."""
    model = _model(world, offers, {"by": "aimag"}, opex_per_year_minor=0)
    level = reach(model, 1)

    assert (level.levels, level.chosen) == ((), ())
    assert level.answers[0]["status"] == "infeasible"
    assert level.floors(model.policy.scenario.limits.floors)[0].is_open


def test_recorded_answers_give_the_same_level_or_none(world: Any, offers: Offers) -> None:
    """A plan that was changed, or an answer too few, is no proof of a level."""
    model = _model(world, offers, {"by": "aimag"}, {"by": "kind"}, capex_minor=1800)
    level = reach(model, 1)
    forged = {**level.answers[0], "chosen": level.answers[0]["chosen"][1:]}

    assert derived(model, level.answers) == level
    assert derived(model, level.answers[:1]) is None
    assert derived(model, [*level.answers, level.answers[0]]) is None
    assert derived(model, [forged, *level.answers[1:]]) is None


def test_a_kept_level_is_the_solved_one_and_a_wrong_one_is_solved_again(
    world: Any, offers: Offers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hits and misses give the same; what does not verify is not believed."""
    model = _model(world, offers, {"by": "aimag"}, capex_minor=1800)
    kept: Kept = Memory()
    first = reach(model, 1, kept=kept, key="inputs")
    solved: list[int] = []
    original = fair_level._solved
    monkeypatch.setattr(fair_level, "_solved", lambda *given: solved.append(1) or original(*given))

    assert reach(model, 1, kept=kept, key="inputs") == first
    assert not solved
    for name in list(kept.entries):  # type: ignore[attr-defined]
        kept.entries[name][0] = {**kept.entries[name][0], "chosen": []}  # type: ignore[attr-defined]
    assert reach(model, 1, kept=kept, key="inputs") == first
    assert solved


@pytest.mark.parametrize(
    ("asked", "is_known"),
    [
        ({"effort": 0, "gap": 0.5, "next_money": 0}, True),
        ({"seed": 2}, False),
        ({"capex": 3_000_000}, False),
    ],
)
def test_how_hard_a_plan_looks_does_not_change_the_level(
    four_places: Path, asked: dict[str, Any], is_known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A what-if takes the level that a plan found; another seed or limit has its own."""
    kept = kept_in(four_places, four_places / "secret")
    prepare(read_project(four_places), kept=kept)
    solved: list[int] = []
    original = fair_level._solved
    monkeypatch.setattr(fair_level, "_solved", lambda *given: solved.append(1) or original(*given))

    prepare(read_project(four_places, None, asked), overrides=asked, kept=kept)

    assert bool(solved) is not is_known
