"""What would bring a link to its standard: the cheapest option in reach, and what stops it."""

from __future__ import annotations

from pathlib import Path

import pytest
from four_places import write_project

from planner.analysis.explain import explain_site
from planner.exports.page import packing
from planner.pipeline.make_plan import make_plan
from planner.plan.plan import Plan
from planner.runs.run_folder import load_run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    """Return a plan with too little money for all four places, with its page."""
    folder = write_project(tmp_path_factory.mktemp("places"))
    return make_plan(folder, overrides={"capex": 2_000_000}, exports=("page",))


def test_it_is_the_cheapest_option_that_reaches_the_standard(made: tuple[Plan, Path]) -> None:
    """Of the options that an explanation lists, none as good costs less over the horizon."""
    plan, run = made
    below = [d for d in plan.deployments if d.to_standard is not None]
    assert below
    for d in below:
        assert d.to_standard is not None and (d.link_after_thousandths or 0) < 1000
        told, options = d.to_standard.option, explain_site(run, d.site_id).alternatives
        as_good = [
            o for o in options
            if o.benefit >= told.benefit and not o.chosen and o.npc_minor is not None
        ]  # fmt: skip
        best = min(as_good, key=lambda o: (o.npc_minor, o.candidate_id))
        yearly = best.opex_per_year_minor + (best.shared_opex_per_year_minor or 0)
        assert (told.technology, told.mbps) == (best.technology, best.delivered_mbps)
        assert (told.capex_minor, told.opex_per_year_minor) == (best.full_capex_minor, yearly)
    assert load_run(run).plan == plan


def test_limits_that_stop_it_have_too_little_left(made: tuple[Plan, Path]) -> None:
    """Capital is named exactly where the option costs more than is left of it."""
    plan, _ = made
    (capital,) = (limit for limit in plan.limits if limit.id == "capex")
    assert capital.upper is not None
    below = [d for d in plan.deployments if d.to_standard is not None]
    stopped = {d.site_id for d in below if "capex" in d.to_standard.blocked_by}  # type: ignore[union-attr]
    own = {d.site_id: sum(x.amount_minor for x in d.lines if x.timing == "one_time") for d in below}
    dear = {
        d.site_id
        for d in below
        if d.to_standard and d.to_standard.option.capex_minor - own[d.site_id] > capital.slack  # type: ignore[operator]
    }

    assert stopped and stopped >= dear


def test_the_page_has_it_with_the_names_of_limits(made: tuple[Plan, Path]) -> None:
    """Each site's option and limits stand in the page's data; of others, nothing."""
    plan, run = made
    data = packing.data_of((run / "plan.html").read_text(encoding="utf-8"))
    by_id = {d.site_id: d.to_standard for d in plan.deployments}
    for n, site_id in enumerate(data["sites"]["id"]):
        found, which = by_id[site_id], data["sites"]["standard"][n]
        if found is None:
            assert (which, data["sites"]["barrier"][n]) == (-1, -1)
            continue
        option, names = found.option, data["barriers"][data["sites"]["barrier"][n]]
        assert data["others"][which][1:] == [
            option.mbps, option.cap_gb, option.capex_minor, option.opex_per_year_minor
        ]  # fmt: skip
        assert len(names) == len(found.blocked_by)
