"""What else a site could have is told with the plan, and is what an explanation lists first."""

from __future__ import annotations

from pathlib import Path

from four_places import write_project

from planner.analysis.explain import explain_site
from planner.exports.page import packing
from planner.pipeline.make_plan import make_plan
from planner.runs.run_folder import load_run


def test_every_site_has_the_next_best_of_its_explanation(tmp_path: Path) -> None:
    """Technology, service, points and money, stretches still to build included; on the page too."""
    plan, run = make_plan(write_project(tmp_path), exports=("page",))
    found = {d.site_id: d.next_best for d in plan.deployments}
    told = {site_id: explain_site(run, site_id).next_best for site_id in found}
    data = packing.data_of((run / "plan.html").read_text(encoding="utf-8"))

    assert any(found.values()) and {s for s, best in found.items() if best} == {
        s for s, best in told.items() if best
    }
    for n, site_id in enumerate(data["sites"]["id"]):
        best, other = found[site_id], told[site_id]
        if best is None or other is None:
            assert data["sites"]["next"][n] < 0
            continue
        yearly = other.opex_per_year_minor + (other.shared_opex_per_year_minor or 0)
        service = (other.technology, other.delivered_mbps, other.monthly_cap_gb)
        assert (best.technology, best.mbps, best.cap_gb) == service
        assert (best.benefit, best.capex_minor) == (other.benefit, other.full_capex_minor)
        assert best.opex_per_year_minor == yearly
        technology, *row = data["others"][data["sites"]["next"][n]]
        assert data["technologies"][technology][0] == best.technology
        assert row == [best.mbps, best.cap_gb, best.capex_minor, best.opex_per_year_minor]
    assert load_run(run).plan == plan
