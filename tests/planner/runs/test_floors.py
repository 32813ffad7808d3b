"""The record of a fair level is read as it was written, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.runs.floors import FILE, FloorsRecord, GroupLevel, read_floors, write_floors
from planner.runs.layout import RunError

RECORD = FloorsRecord(
    overrides={"capex": 5},
    groups=(
        GroupLevel(
            floor=1, by="aimag", group="MN-035", quantity="benefit", attainable=1000,
            most_level=10_000, level=8895, amount=444,
        ),
    ),
    answers=({"chosen": [1, 2]},),
)  # fmt: skip


def test_a_record_comes_back(tmp_path: Path) -> None:
    """Nothing is lost, and equal records are equal bytes."""
    write_floors(tmp_path, RECORD)
    first = (tmp_path / FILE).read_bytes()
    write_floors(tmp_path, RECORD)

    assert read_floors(tmp_path) == RECORD
    assert (tmp_path / FILE).read_bytes() == first


def test_a_run_may_have_none(tmp_path: Path) -> None:
    """Plans without such floors, and older ones, record nothing."""
    assert read_floors(tmp_path) is None


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"format": "kholboo-floors/9"}', '{"format": "kholboo-floors/1"}',
     '{"format": "kholboo-floors/1", "overrides": {}, "groups": [{}], "answers": []}'],
)  # fmt: skip
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    """In words, with the file and what to do."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(RunError, match=r"restore the run folder|readable as JSON"):
        read_floors(tmp_path)
