"""The example country, one aimag of it, from real files to an audited run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inventory.prices.catalogue import Customers
from planner.analysis.compare import compare_runs
from planner.analysis.explain import explain_site
from planner.audit.rederive_run import rederive_run
from planner.audit.verify_run import verify_run
from planner.offers.build import build_offers
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import EXPORTS, prepare
from planner.pipeline.solve import quick_search
from planner.plan.plan import Plan
from planner.project.init import init_project
from planner.project.load import load_inputs
from planner.runs.run_folder import load_run
from sites.site import LinkType

AIMAG = "MN-035"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    """Return the plan of one aimag of the example, with every export."""
    folder = tmp_path_factory.mktemp("example") / "Жишээ төсөл"
    init_project(folder, "mongolia")
    return make_plan(folder, aimag=AIMAG, overrides={"solve.directives_priced": 0})


def test_the_plan_is_proven_within_one_per_cent(made: tuple[Plan, Path]) -> None:
    """Within its share of the money, and every site of the aimag is told."""
    plan, _ = made

    assert plan.gap is not None and plan.gap <= 0.01
    assert plan.counts()["total"] > 10
    assert all(use.upper is None or use.used <= use.upper for use in plan.limits)
    assert plan.next_money is not None


def test_the_run_verifies_and_rederives(made: tuple[Plan, Path]) -> None:
    """From the run folder alone, and from its recorded inputs."""
    plan, run_dir = made
    written = {path.name for path in run_dir.iterdir()}

    assert verify_run(run_dir) == []
    assert rederive_run(run_dir) == []
    assert load_run(run_dir).plan == plan
    assert {"plan.xlsx", "plan.gpkg", "plan.geojson", "plan.html"} <= written
    assert len(EXPORTS) == 4


def test_a_site_can_be_explained(made: tuple[Plan, Path]) -> None:
    """The lines begin with the site and its reason, and go on with what was on offer."""
    plan, run_dir = made
    deployment = next(d for d in plan.deployments if d.candidate_id is not None)
    found = explain_site(run_dir, deployment.site_id)

    assert deployment.site_id in found.lines()[0]
    assert deployment.reason_text in found.lines()[1]
    assert [a.candidate_id for a in found.alternatives if a.chosen] == [deployment.candidate_id]


def test_a_run_compared_with_itself_has_not_moved(made: tuple[Plan, Path]) -> None:
    """Real inputs read twice are the same twice."""
    _, run_dir = made

    assert compare_runs(run_dir, run_dir).same


def test_no_path_of_this_machine_is_written(made: tuple[Plan, Path]) -> None:
    """Outputs name files as the project does."""
    _, run_dir = made
    for name in ("manifest.json", "plan.json", "problem.json", "certificate.json"):
        assert str(run_dir.parent.parent.parent) not in (run_dir / name).read_text("utf-8")


def test_the_whole_country_is_planned_near_its_bound_at_the_least_effort(tmp_path: Path) -> None:
    """With stock, tiers and funds beside the tree, and less money than the example has."""
    folder = tmp_path / "example"
    init_project(folder, "mongolia")
    inputs = load_inputs(folder)
    problem = prepare(inputs).model.problem
    less = tuple(
        replace(limit, upper=6_000_000_000) if limit.id == "capex" else limit
        for limit in problem.limits
    )

    result = quick_search(replace(problem, limits=less), inputs.scenario)

    assert less != problem.limits
    assert result.objective is not None and result.certified_bound is not None
    assert result.objective >= 0.999 * result.certified_bound


def test_engineers_expect_of_the_example(tmp_path: Path) -> None:
    """No option of the whole example takes a live link's medium or speed, or is for households."""
    init_project(tmp_path / "example", "mongolia")
    inputs = load_inputs(tmp_path / "example")
    sites = {site.id: site for site in inputs.sites}
    household = {i.sku for i in inputs.catalogue.items if i.customers is Customers.HOUSEHOLD}
    offers = build_offers(inputs)

    assert household
    for option in offers.candidates:
        need, site = offers.needs[option.site_id], sites[option.site_id]
        assert option.delivered_mbps >= need.present_mbps
        assert not household & {line.sku for line in option.lines}
        if site.link.type is LinkType.FIBRE and need.present_mbps > 0:
            assert option.link_type == "fibre", option.id
