"""What the amounts of a plan's floors rest on: the max-min plans that reached the fair level.

`floors.json` of a run holds the answers of the max-min problems with their certificates, and what
every group has at the level reached, so that the amounts are derived again without a solver.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from planner.language.said import said
from planner.runs.layout import RunError, read_json

FILE = "floors.json"
FORMAT = "kholboo-floors/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLevel:
    """What a group could attain, and which part of it all groups have at once."""

    floor: int  # its place among the scenario's floors, from 1
    by: str
    group: str
    quantity: str
    attainable: int  # in thousandths of a point, people, sites
    most_level: int  # proven: money alone allows it no more, in ten-thousandths
    level: int | None  # reached, in ten-thousandths; None where no plan was found
    amount: int | None  # its floor, in the same unit


@dataclass(frozen=True, kw_only=True)
class FloorsRecord:
    """The max-min answers, the settings they were found under, and the levels they give."""

    overrides: Mapping[str, Any]  # settings by name, as those of a run
    groups: tuple[GroupLevel, ...]
    answers: tuple[Mapping[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain data, the content of floors.json."""
        return {
            "format": FORMAT,
            "overrides": dict(sorted(self.overrides.items())),
            "groups": [asdict(group) for group in self.groups],
            "answers": [dict(answer) for answer in self.answers],
        }


def write_floors(run_dir: Path, record: FloorsRecord) -> None:
    """Write floors.json of a run; raises OSError when it cannot be written."""
    text = json.dumps(record.to_json(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    (run_dir / FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def read_floors(run_dir: Path) -> FloorsRecord | None:
    """Return the record of a run, None where it has none.

    Raises RunError when the file is no JSON or holds something else.
    """
    if not (run_dir / FILE).exists():
        return None
    data = read_json(run_dir / FILE)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RunError(
            said(
                "{path}: not of the format {format}; restore the run folder",
                path=run_dir / FILE,
                format=FORMAT,
            )
        )
    try:
        names = {field.name for field in fields(GroupLevel)}
        if any(set(group) != names for group in data["groups"]):
            raise ValueError("a group has other fields")
        return FloorsRecord(
            overrides=dict(data["overrides"]),
            groups=tuple(GroupLevel(**group) for group in data["groups"]),
            answers=tuple(dict(answer) for answer in data["answers"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise RunError(
            said(
                "{path}: damaged ({fault!r}); restore the run folder",
                path=run_dir / FILE,
                fault=fault,
            )
        ) from fault
