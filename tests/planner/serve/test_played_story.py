"""One story from start to end in a real browser, as a planner plays it.

She opens the page of a plan from a stick, searches a soum, opens a site, filters to satellites and
compares the sums with the workbook; then on the local page she forces a site, plans again, sees
what moved, and prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import BINARY, MISSING, Browser, browser
from four_places import CONFIG, write_project
from local_page import local_page
from played_story import force, of_workbook, total, typed

from planner.pipeline.make_plan import make_plan
from planner.plan.plan import Plan
from planner.runs.run_folder import list_runs, load_run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BINARY is None, reason=MISSING)]
TOO_LITTLE = CONFIG.replace("capex_minor = 12_000_000", "capex_minor = 2_600_000")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan, Path]:
    """Return a project with money for few of its sites, its plan, and the run."""
    folder = write_project(tmp_path_factory.mktemp("story"), TOO_LITTLE)
    return folder, *make_plan(folder, exports=("page", "workbook"))


def test_the_page_is_asked_and_its_sums_are_the_workbook_s(
    planned: tuple[Path, Plan, Path], chrome: Browser
) -> None:
    """Search, card, filter and sums, by typing and keys, without a request."""
    _, plan, run = planned
    chrome.open(run / "plan.html", "#lang=en")

    typed(chrome, "#search", "bulgan")
    chrome.wait("document.querySelector('#totals dd').textContent === '3'")
    chrome.run("document.querySelector('#map-list').focus()")
    for _ in range(4):  # through the sums of areas to a site
        if chrome.run("document.querySelector('#card').hidden"):
            chrome.key("Enter", "\r")
    assert "Булган" in chrome.text("#card") and "Target" in chrome.text("#card")

    chrome.key("Escape")
    chrome.click("#clear")
    satellite = "document.querySelector('[data-filter=technology]')"
    chrome.run(f"{satellite}.value = 'leo'; {satellite}.dispatchEvent(new Event('change'))")
    once, yearly = of_workbook(run / "plan.xlsx", "LEO satellite")
    assert once > 0 and yearly > 0
    assert total(chrome, "One-time cost") == once
    assert total(chrome, "New cost a year") == yearly

    chrome.click("#clear")
    assert total(chrome, "Yearly cost, total") == plan.opex_per_year_minor
    assert chrome.faults == []
    assert all(url.startswith(("file:", "about:")) for url in chrome.requests)


def test_a_site_is_forced_and_what_moved_is_seen_and_printed(
    planned: tuple[Path, Plan, Path], chrome: Browser
) -> None:
    """A directive with its papers, a quick plan, the totals of both plans, and a print of it."""
    folder, plan, _ = planned
    left = "L-1"
    assert next(d for d in plan.deployments if d.site_id == left).technology is None
    with local_page(folder, opened=False) as page:
        chrome.call("Page.navigate", url=page.server.address(page.server.sessions.token))
        chrome.wait("document.documentElement.dataset.ready !== undefined || fault()")
        chrome.click("[data-language=en]")
        force(chrome, left)

        before = chrome.run("document.querySelector('#shown-run').value")
        chrome.click("#plan-quick")
        chrome.wait(f"document.querySelector('#shown-run').value !== {json.dumps(before)}", 120)
        moved = chrome.text("#difference-body")
        new = load_run(folder / "runs" / chrome.run("document.querySelector('#shown-run').value"))
        assert left in [d.site_id for d in new.plan.deployments if d.technology is not None]
        assert "Алаг номын сан" in moved  # forced
        assert "Баруун сургууль" in moved and "not served" in moved  # what it cost
        for one in (plan, new.plan):
            assert f"{one.capex_minor:,} ₮" in moved
        assert len(list_runs(folder)) == 2
        assert chrome.pdf().startswith(b"%PDF")
        assert chrome.faults == []
