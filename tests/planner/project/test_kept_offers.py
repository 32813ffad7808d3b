"""Offers kept in the project's cache are those that would be made, and what-ifs the same bytes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cli
from inventory.kept import kept_in
from planner.offers.build import build_offers
from planner.project import kept_offers
from planner.project.kept_offers import offers_for
from planner.project.load import load_inputs
from planner.runs.run_folder import list_runs
from planner.scenario.inputs import Inputs


def under(**settings: object) -> Callable[[Inputs], Inputs]:
    """Return the change of settings of the scenario."""
    return lambda i: dataclasses.replace(i, scenario=i.scenario.model_copy(update=settings))


def without_directives(inputs: Inputs) -> Inputs:
    """Leave out all directives, though their table stays."""
    return dataclasses.replace(inputs, directives=())


def test_offers_are_made_once(four_places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second question takes them from the cache, equal to what is made without one."""
    inputs, kept = load_inputs(four_places), kept_in(four_places)
    made = offers_for(inputs, kept)
    monkeypatch.setattr(kept_offers, "build_offers", None)
    taken = offers_for(inputs, kept)

    assert taken == made == build_offers(inputs)
    assert taken.laid == made.laid


@pytest.mark.parametrize(
    "change", [without_directives, under(minimum_mbps=40.0), under(utility_exponent=0.7)]
)
def test_what_decides_on_offers_makes_others(
    four_places: Path, change: Callable[[Inputs], Inputs]
) -> None:
    """Settings and directives are part of the key, whatever the tables say."""
    inputs, kept = load_inputs(four_places), kept_in(four_places)
    before, changed = offers_for(inputs, kept), change(inputs)
    after = offers_for(changed, kept)

    assert after == build_offers(changed)
    assert after != before
    assert offers_for(inputs, kept) == before


def test_another_price_makes_others(four_places: Path) -> None:
    """A table that changed is another table."""
    kept = kept_in(four_places)
    before = offers_for(load_inputs(four_places), kept)
    path = four_places / "catalogue.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if ",contract," in line)
    path.write_text(text.replace(row, ""), encoding="utf-8")
    inputs = load_inputs(four_places)

    assert offers_for(inputs, kept) == build_offers(inputs) != before


def test_what_ifs_are_the_same_bytes(four_places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a cache, with an empty one and with a full one."""

    def planned(switch: str) -> dict[str, bytes]:
        monkeypatch.setenv("KHOLBOO_CACHE", switch)
        result = CliRunner().invoke(cli.shell, ["plan", "--quick", "-C", str(four_places)])
        assert result.exit_code == 0, result.output
        run = list_runs(four_places)[-1]
        names = ("problem.json", "certificate.json")
        return {name: (run / name).read_bytes() for name in names} | {"plan": _named_alike(run)}

    def _named_alike(run: Path) -> bytes:
        return (run / "plan.json").read_bytes().replace(run.name.encode(), b"RUN")

    found: list[Any] = [planned("off"), planned("on"), planned("on")]

    assert found[0] == found[1] == found[2]
    assert list((four_places / ".kholboo/cache").glob("offers-*"))
