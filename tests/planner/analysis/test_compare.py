"""Two runs side by side: what moved going in, and what moved coming out."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from planner.analysis import compare
from planner.analysis.compare import SITE, changes, compare_runs, record_changes
from planner.language.labels import LABELS, plain
from planner.pipeline.make_plan import make_plan
from planner.project.recorded_inputs import recorded_inputs
from planner.runs.run_folder import Run
from planner.scenario.inputs import Inputs


@dataclass(frozen=True, kw_only=True)
class _Record:
    """A record with an id and two fields."""

    id: str
    name: str = ""
    kind: str = ""


def test_two_runs_of_the_same_inputs_differ_in_nothing(project: Any) -> None:
    """Run ids aside, nothing moved, and the terminal says so."""
    folder = project()
    _, one = make_plan(folder, exports=())
    _, two = make_plan(folder, exports=())
    found = compare_runs(one, two)

    assert found.same
    assert "nothing moved" in found.lines()[-1]


def test_a_smaller_budget_moves_settings_and_outcome(project: Any) -> None:
    """B falls back to its present link; files, sites and prices are as they were."""
    folder = project()
    _, one = make_plan(folder, overrides={"capex": 5000}, exports=())
    _, two = make_plan(folder, overrides={"capex": 1000}, exports=())
    found = compare_runs(one, two)
    moved = {c.what.en: (c.before, c.after) for c in found.outcome}

    assert [c.told().en for c in found.settings] == ["limits.capex_minor: 5000 -> 1000"]
    assert moved["paid once"] == (plain("3,000 ₮"), plain("1,000 ₮"))
    assert [c.what.en for c in found.deployments] == ["B"]
    assert {c.what.en for c in found.links} == {"road:a--road:b", "road:b--premises:B"}
    assert (found.files, found.sites, found.prices) == ((), (), ())
    assert json.dumps(found.to_json())


def test_changed_inputs_are_named_by_file_and_field(
    project: Any, world: Any, directive: Any
) -> None:
    """A renamed site, a new directive, a changed file."""
    folder = project()
    _, one = make_plan(folder, exports=())
    renamed = replace(world.sites[0], name="New name")
    project(replace(world, sites=(renamed, *world.sites[1:])).told(directive("must_not", "B")))
    (folder / "data" / "prices.csv").write_text("sku,price\nTRENCH,2\n", encoding="utf-8")
    _, two = make_plan(folder, exports=())
    found = compare_runs(one, two)

    assert [c.what.en for c in found.files] == ["prices data/prices.csv", "project kholboo.toml"]
    assert found.settings == ()
    assert any(c.what.en == "directive D-1" and c.before is None for c in found.directives)
    assert any("B" == c.what.en for c in found.deployments)


def test_inputs_that_no_longer_read_are_told_of_their_own_run(
    project: Any, world: Any, directive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error in the inputs of the later run names that run, and not the earlier one."""
    folder = project()
    _, one = make_plan(folder, exports=())
    project(world.told(directive("must_not", "B")))
    (folder / "data" / "prices.csv").write_text("sku,price\nTRENCH,2\n", encoding="utf-8")
    _, two = make_plan(folder, exports=())

    def read(run: Run, **more: Any) -> Inputs:
        return replace(recorded_inputs(run, **more), ok=run.plan.run_id != two.name)

    monkeypatch.setattr(compare, "recorded_inputs", read)
    (note,) = (n for n in compare_runs(one, two).notes if "read" in n.en)

    assert two.name in note.en


def test_long_lists_are_cut_on_the_terminal_only() -> None:
    """Changes are sorted; what is new or gone says so."""
    found = changes({"a": "1", "b": "2"}, {"b": "3", "c": "4"})

    assert [c.told().en for c in found] == ["a: gone, was 1", "b: 2 -> 3", "c: new, 4"]


def test_a_new_record_is_told_in_one_line() -> None:
    """All fields of what came or went stand in its own line; what stayed tells each field."""
    before = (_Record(id="A", name="x"), _Record(id="B", kind="school"))
    after = (_Record(id="A", name="y"), _Record(id="C", kind="tvet"))
    found = record_changes(before, after, SITE)

    assert [c.told().en for c in found] == [
        "site A, name: x -> y",
        "site B: gone, was school",
        "site C: new, tvet",
    ]
    assert found[0].told().mn == f"{LABELS['compare.site'].mn} A, name: x -> y"


@pytest.mark.parametrize("site_id", ["Khovd, school 1", "A, name", "site", "x"])
def test_a_site_with_a_comma_in_its_id_is_told_once(site_id: str) -> None:
    """Ids are opaque: a new, gone or changed record is one line, whatever its id looks like."""
    record = _Record(id=site_id, name="x", kind="school")

    assert [c.told().en for c in record_changes((), (record,), SITE)] == [
        f"site {site_id}: new, school, x"
    ]
    assert [c.told().en for c in record_changes((record,), (), SITE)] == [
        f"site {site_id}: gone, was school, x"
    ]
    renamed = replace(record, name="y")
    assert [c.told().en for c in record_changes((record,), (renamed,), SITE)] == [
        f"site {site_id}, name: x -> y"
    ]


def test_planned_sites_are_told_in_words(project: Any) -> None:
    """Technologies and statuses are words, and which of several offers it is stands beside."""
    folder = project()
    _, rich = make_plan(folder, exports=())
    _, poor = make_plan(folder, overrides={"capex": 0}, exports=())
    moved = {c.what.en: c for c in compare_runs(rich, poor).deployments}

    assert moved["A"].before.en.startswith("receives, fibre with ")
    assert "(1)" in moved["A"].before.en
    assert moved["A"].after.en == "not served"
