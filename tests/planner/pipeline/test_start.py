"""A damaged start of a search is told as damage, with the file and the next step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from optimizers import verify
from optimizers.result import Proven
from planner.pipeline.start import Start, recorded_start, start_of_run, write_start
from planner.runs.layout import ANSWER, PROBLEM, START, RunError
from planner.runs.run_folder import find_run, load_run


def test_a_start_is_read_as_it_was_written(tmp_path: Path) -> None:
    """A folder without one began with nothing."""
    start = Start(
        arcs=("a", "b"),
        amounts={"x": 3},
        prices={"capex": 0.25},
        run_id="base-1",
        later={"cost": Proven(prices={"goal:benefit": -2.5}, gap=0.01)},
    )

    assert recorded_start(tmp_path) is None
    write_start(tmp_path, start)
    assert recorded_start(tmp_path) == start


@pytest.mark.parametrize(
    "damage",
    [
        {"arcs": 1},
        {"arcs": [1]},
        {"amounts": {"x": 1.5}},
        {"amounts": []},
        {"prices": {"capex": "1"}},
        {"prices": {"capex": float("inf")}},
        {"prices": None},
        {"later": []},
        {"later": {"cost": {"gap": 0.1}}},
        {"later": {"cost": {"gap": "0.1", "prices": {}}}},
        {"later": {"cost": {"gap": 0.1, "prices": {"capex": None}}}},
    ],
)
def test_damage_is_told_with_the_file(tmp_path: Path, damage: dict[str, Any]) -> None:
    """Nobody sees a traceback."""
    good = Start(arcs=("a",), amounts={"x": 3}, prices={"capex": 0.25}).to_json()
    (tmp_path / START).write_text(json.dumps({**good, **damage}), encoding="utf-8")

    with pytest.raises(RunError, match=r"start\.json.*restore the run folder"):
        recorded_start(tmp_path)


def test_a_start_of_before_says_nothing_of_later_goals(tmp_path: Path) -> None:
    """Runs of the first format are read; what they do not say is not known."""
    known = Start(arcs=("a",), amounts={}, prices={}, run_id="base-1")
    data = known.to_json()
    del data["later"]
    text = json.dumps({**data, "format": "kholboo-start/1"})
    (tmp_path / START).write_text(text, encoding="utf-8")

    assert recorded_start(tmp_path) == known


def test_what_is_allowed_of_a_later_goal_does_not_grow_from_run_to_run(
    planned: Path,
) -> None:
    """A what-if may leave a goal at a tenth more than its run proved, not beyond what that may.

    Full plans take nothing of later goals: they prove them anew.
    """
    run_dir = find_run(planned)
    answer = json.loads((run_dir / ANSWER).read_text("utf-8"))
    answer["stages"][1] |= {"value": 1000, "certified_bound": 900}
    answer["stages"][1].pop("tree", None)
    (run_dir / ANSWER).write_text(json.dumps(answer), encoding="utf-8")
    run = load_run(run_dir)

    first = start_of_run(run, what_if=True).later["cost"]
    assert first.gap == pytest.approx(1.1 * 100 / 900)
    assert set(first.prices) == set(answer["stages"][1]["certificate"]["prices"])
    assert start_of_run(run).later == {}

    earlier = Start(arcs=(), amounts={}, prices={}, later={"cost": Proven(prices={}, gap=0.1)})
    write_start(run_dir, earlier)
    assert start_of_run(run, what_if=True).later["cost"].gap == 0.1


def test_a_goal_proven_in_parts_is_begun_with_what_its_prices_prove(planned: Path) -> None:
    """A what-if has no parts: the gap that its prices reach is that of the first certificate."""
    run_dir = find_run(planned)
    answer = json.loads((run_dir / ANSWER).read_text("utf-8"))
    problem = json.loads((run_dir / PROBLEM).read_text("utf-8"))
    benefit, cost = answer["stages"]
    assert cost["tree"], "the small project's cost is proven in parts"
    total, scale = verify.certified_bound(problem, 1, [benefit["value"]], cost["certificate"])
    by_prices = (cost["value"] + total // scale) / -(total // scale)

    gap = start_of_run(load_run(run_dir), what_if=True).later["cost"].gap

    assert gap == pytest.approx(1.1 * by_prices)
    assert gap > 1.1 * (cost["value"] - cost["certified_bound"]) / cost["certified_bound"]


@pytest.mark.parametrize("content", ["[]", "{}", "3"])
def test_content_of_another_kind_is_told_too(tmp_path: Path, content: str) -> None:
    """A list, an empty object and a number are no start."""
    (tmp_path / START).write_text(content, encoding="utf-8")

    with pytest.raises(RunError, match="restore the run folder"):
        recorded_start(tmp_path)
