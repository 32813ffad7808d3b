"""A damaged start of a search is told as damage, with the file and the next step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.pipeline.start import Start, recorded_start, write_start
from planner.runs.layout import START, RunError


def test_a_start_is_read_as_it_was_written(tmp_path: Path) -> None:
    """A folder without one began with nothing."""
    start = Start(arcs=("a", "b"), amounts={"x": 3}, prices={"capex": 0.25}, run_id="base-1")

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
    ],
)
def test_damage_is_told_with_the_file(tmp_path: Path, damage: dict[str, Any]) -> None:
    """Nobody sees a traceback."""
    good = Start(arcs=("a",), amounts={"x": 3}, prices={"capex": 0.25}).to_json()
    (tmp_path / START).write_text(json.dumps({**good, **damage}), encoding="utf-8")

    with pytest.raises(RunError, match=r"start\.json.*restore the run folder"):
        recorded_start(tmp_path)


@pytest.mark.parametrize("content", ["[]", "{}", "3"])
def test_content_of_another_kind_is_told_too(tmp_path: Path, content: str) -> None:
    """A list, an empty object and a number are no start."""
    (tmp_path / START).write_text(content, encoding="utf-8")

    with pytest.raises(RunError, match="restore the run folder"):
        recorded_start(tmp_path)
