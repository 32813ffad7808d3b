"""A link that ends at its socket is brought to people in a whole run: planned, told, audited."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from inventory.prices.catalogue import Role
from planner.analysis.explain import explain_site
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.pipeline.make_plan import make_plan
from planner.project.load import load_inputs
from planner.project.recorded_inputs import recorded_settings
from planner.runs.run_folder import load_run

LEAST = {"effort": 0}  # what is bought does not hang on how hard the search looks
TECHNOLOGIES = ("upgrade", "neighbour", "fibre", "microwave", "cellular", "leo", "geo", "content")
NOTHING = {"routers": "0", "access_points": "0", "lan": "no"}
Row = dict[str, str]


def rewrite(path: Path, change: dict[str, Row]) -> None:
    """Write new cells into the rows of a table, by the value of their first column."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    key = next(iter(rows[0]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, **change.get(row[key], {})} for row in rows)


def without_rows(path: Path, start: str) -> None:
    """Leave out the rows of a table that begin with a text."""
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(r for r in rows if not r.startswith(start)), encoding="utf-8")


def without_new_links(project: Path) -> None:
    """Switch every technology off, so that only equipment is offered."""
    path = project / "kholboo.toml"
    text = path.read_text(encoding="utf-8")
    off = "".join(f"{name} = {{ enabled = false }}\n" for name in TECHNOLOGIES)
    text = text.replace(
        '[scenarios.common.technologies]\nfibre = { upkeep_payer = "education_ministry" }\n',
        f"[scenarios.common.technologies]\n{off}",
    )
    path.write_text(text, encoding="utf-8")


def linked_school(project: Path) -> str:
    """Return a school of the project that has a link."""
    sites = load_inputs(project).sites
    return next(s.id for s in sites if s.kind.value == "school" and s.link.exists)


@pytest.fixture
def cut_off(small: Path) -> tuple[Path, str]:
    """Return the small project with a linked school in which nothing leads the link further."""
    school = linked_school(small)
    rewrite(small / "data/sites.csv", {school: NOTHING})
    without_new_links(small)
    without_rows(small / "data/directives.csv", "D1")  # must serve by what is no longer offered
    return small, school


def test_the_present_link_is_brought_to_people(cut_off: tuple[Path, str]) -> None:
    """With no new link on offer the school keeps its own, its fee, and buys a way inside."""
    project, school = cut_off
    plan, run_dir = make_plan(project, scenario="common", overrides=LEAST, exports=())
    got = next(d for d in plan.deployments if d.site_id == school)
    lines = {line.role: line.quantity for line in got.lines}

    assert got.technology is None
    assert got.mbps_after == got.mbps_before
    assert lines[Role.ROUTER.value] == 1
    assert lines[Role.ACCESS_POINT.value] >= 1
    assert "1 x Site router" in got.reason_text
    assert verify_run(run_dir) == []
    assert rederive(run_dir).differences == []


def test_explain_names_the_way_inside(cut_off: tuple[Path, str]) -> None:
    """The pack is listed as chosen, by its name in both languages."""
    project, school = cut_off
    found = explain_site(
        make_plan(project, scenario="common", overrides=LEAST, exports=())[1], school
    )

    assert [(p.chain, p.chosen) for p in found.packs if p.chain == "inside"] == [("inside", True)]
    assert "what brings the link to people" in "\n".join(found.lines())


def test_a_catalogue_without_a_router_is_a_finding(cut_off: tuple[Path, str]) -> None:
    """One warning at the scenario counts the sites, names three and says what is missing."""
    project, _ = cut_off
    for table in ("catalogue.csv", "stock.csv"):
        without_rows(project / "data" / table, "RTR-")
    found = [f for f in load_inputs(project).findings if f.rule == "supply.way_inside"]

    assert len(found) == 1
    assert found[0].column == "scenarios.base.allow_links_without_way_inside"
    assert found[0].found.startswith("no router in the catalogue; ")
    assert "have neither router, access point nor LAN: MN-" in found[0].found
    assert found[0].todo.startswith("add a router to the catalogue")


def test_the_example_lacks_nothing_for_it(small: Path) -> None:
    """With a router and access points on sale nothing is told."""
    assert not [f for f in load_inputs(small).findings if f.rule == "supply.way_inside"]


def test_a_run_that_did_not_ask_is_read_as_it_was(planned: Path) -> None:
    """A run recorded without the setting let links end at their socket, and is derived so."""
    run_dir = next(path for path in (planned / "runs").iterdir() if path.is_dir())
    assert not recorded_settings(load_run(run_dir)).scenario.allow_links_without_way_inside

    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    del manifest["scenario"]["allow_links_without_way_inside"]
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert recorded_settings(load_run(run_dir)).scenario.allow_links_without_way_inside
