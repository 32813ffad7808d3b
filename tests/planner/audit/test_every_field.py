"""No field of plan.json can be changed without `audit verify` or `audit rederive` refusing it."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from examples import examples

from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.runs.layout import RunError

Steps = tuple[str | int, ...]
Forge = Callable[[Path, str, Callable[[Any], Any]], None]

# fields of plan.json that nobody could derive or check; there is none
FREE: frozenset[str] = frozenset()
SAMPLE = examples(40)  # of about a thousand; KHOLBOO_EVERY_FIELD=1 tries all of them


def leaves(data: Any, steps: Steps = ()) -> Iterator[Steps]:
    """Yield the way to every value that holds no other, in order."""
    if isinstance(data, dict):
        pairs: list[tuple[str | int, Any]] = list(data.items())
    elif isinstance(data, list):
        pairs = list(enumerate(data))
    else:
        yield steps
        return
    for step, value in pairs:
        yield from leaves(value, (*steps, step))


def change(data: Any, steps: Steps) -> None:
    """Change the value at the end of a way to another of its kind."""
    for step in steps[:-1]:
        data = data[step]
    data[steps[-1]] = _other(data[steps[-1]])


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value}x" if isinstance(value, str) else 1


def shape(steps: Steps) -> str:
    """Return a way without the numbers in it: the name of the field."""
    return ".".join(str(step) for step in steps if isinstance(step, str))


def sampled(found: list[Steps]) -> list[Steps]:
    """Return one value of each field that the sample has room for, in another order each field."""
    if os.environ.get("KHOLBOO_EVERY_FIELD"):
        return found
    return random.Random(20261129).sample(found, SAMPLE)


def test_every_field_of_the_plan_is_held(recorded: Path, tmp_path: Path, forge: Forge) -> None:
    """Site ids, amounts, transfers, savings, packages, funds, reasons: each change is refused."""
    plan = json.loads((recorded / "plan.json").read_text("utf-8"))
    for needed in ("links", "savings", "moves", "funds", "packages", "directives", "next_money"):
        assert plan[needed], f"the run shows no {needed}"
    run_dir = tmp_path / "run"
    shutil.copytree(recorded, run_dir)
    accepted = set()
    for steps in sampled(list(leaves(plan))):
        forge(run_dir, "plan.json", lambda data, steps=steps: change(data, steps))
        if not (verify_run(run_dir) or rederive_run(run_dir)):
            accepted.add(shape(steps))
        (run_dir / "plan.json").write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")

    assert accepted == FREE


@pytest.mark.parametrize("name", ["deployments", "links", "packages", "funds", "moves", "sources"])
def test_nothing_can_be_left_out_or_told_twice(
    recorded: Path, tmp_path: Path, forge: Forge, name: str
) -> None:
    """The last of every list is missed, and noticed when it stands there twice."""
    for number, edit in enumerate((lambda rows: rows.pop(), lambda rows: rows.append(rows[-1]))):
        run_dir = tmp_path / str(number)
        shutil.copytree(recorded, run_dir)
        forge(run_dir, "plan.json", lambda data, edit=edit: edit(data[name]))

        assert verify_run(run_dir) or rederive_run(run_dir)


# fields of manifest.json that the inputs do not give: versions are told, and clock and host are
# provenance; hashes and checksum are made to fit here, and checked by `audit verify`
# Whether sheets were left out cannot be told of this run, which has none: see the next test.
FREE_OF_MANIFEST = ("provenance", "outputs", "checksum", "exports_stopped")


def test_every_field_of_the_manifest_is_held(recorded: Path, tmp_path: Path, forge: Forge) -> None:
    """Whatever is told of a run but its provenance is refused when it changes."""
    manifest = json.loads((recorded / "manifest.json").read_text("utf-8"))
    held = [s for s in leaves(manifest) if s[0] not in FREE_OF_MANIFEST]
    accepted = set()
    for number, steps in enumerate(sampled(held)):
        run_dir = tmp_path / str(number)
        shutil.copytree(recorded, run_dir)
        forge(run_dir, "manifest.json", lambda data, steps=steps: change(data, steps))
        try:
            found = verify_run(run_dir) or rederive_run(run_dir)
        except RunError:
            continue  # no longer a manifest at all
        if not found:
            accepted.add(shape(steps))
        shutil.rmtree(run_dir)

    assert accepted == set()


def test_a_run_with_all_its_sheets_was_not_interrupted(planned: Path, forge: Forge) -> None:
    """Saying that an interrupt left sheets out, where all of them are there, is a difference."""
    (run_dir,) = (path.parent for path in planned.glob("runs/*/plan.json"))
    forge(run_dir, "manifest.json", lambda data: data.update(exports_stopped=True))

    assert "exports_stopped" in {d.field for d in rederive_run(run_dir)}
