"""Two plans on one page: what it shows is what both plans and their comparison say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from click.testing import CliRunner
from four_places import with_boundaries, write_project

import cli
from planner.analysis.compare import compare_runs
from planner.analysis.compare_page import write_page
from planner.exports.page.packing import data_of
from planner.language.formats import money
from planner.pipeline.make_plan import make_plan
from planner.runs.run_folder import load_run

EVIL = "<img src=x onerror='window.hit=1'></script>"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a plan with all its money and one with seven tenths; a site has a hostile name.

    The project has boundaries.
    """
    folder = with_boundaries(write_project(tmp_path_factory.mktemp("хоёр")))
    sites = folder / "sites.csv"
    text = sites.read_text(encoding="utf-8").replace("Баруун сургууль", f"{EVIL} Баруун")
    sites.write_text(text, encoding="utf-8")
    _, rich = make_plan(folder, exports=())
    once = load_run(rich).plan.capex_minor
    _, poor = make_plan(folder, overrides={"capex": once * 7 // 10}, exports=())
    return rich, poor


@pytest.fixture(scope="module")
def page(runs: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of both."""
    path = tmp_path_factory.mktemp("page") / "moved.html"
    write_page(compare_runs(*runs), *runs, path)
    return path


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def test_equal_runs_give_equal_bytes(runs: tuple[Path, Path], page: Path, tmp_path: Path) -> None:
    """Written again the page is the same, holds both plans, and names no other place."""
    again = tmp_path / "again.html"
    write_page(compare_runs(*runs), *runs, again)
    text = page.read_text(encoding="utf-8")

    assert again.read_bytes() == page.read_bytes()
    assert data_of(text)["plan"]["run"] == load_run(runs[1]).plan.run_id
    assert f'data-earlier="{load_run(runs[0]).plan.run_id}"' in text
    assert re.findall(r'(?:src|href)="', text) == []


def test_the_command_writes_the_page(runs: tuple[Path, Path], tmp_path: Path) -> None:
    """`-o` writes it whole beside what is told; a run without a plan is refused in one line."""
    out = tmp_path / "moved.html"
    done = CliRunner().invoke(cli.shell, ["compare", *map(str, runs), "-o", str(out)])

    assert done.exit_code == 0, done.output
    assert out.stat().st_size > 10_000
    assert done.stdout.rstrip().endswith("moved.html")


@pytest.mark.skipif(BINARY is None, reason=MISSING)
def test_both_plans_are_told(runs: tuple[Path, Path], page: Path, chrome: Browser) -> None:
    """Totals are those of the plans, every changed site is in the table, and names stay text."""
    old, new = (load_run(run).plan for run in runs)
    chrome.open(page, "#lang=en")
    rows = chrome.run(
        "[...document.querySelectorAll('.totals-of-two tbody tr')]"
        ".map(r => [...r.cells].map(c => c.textContent))"
    )
    found = {row[0]: row[1:3] for row in rows}

    assert found["One-time cost"] == [money(p.capex_minor, p.currency, 1, "en") for p in (old, new)]
    assert found["People who gain"] == [f"{p.users_gaining:,}" for p in (old, new)]
    changed = {c.what.en for c in compare_runs(*runs).deployments}
    names = chrome.run("document.querySelectorAll('#difference-body button').length")
    assert 0 < names <= len(changed)
    assert chrome.run("typeof window.hit") == "undefined"
    assert chrome.faults == []
    assert [url for url in chrome.requests if not url.startswith(("file:", "about:"))] == []


@pytest.mark.skipif(BINARY is None, reason=MISSING)
def test_the_line_between_the_plans_is_moved(page: Path, chrome: Browser) -> None:
    """All to the left shows the later plan alone, all to the right the earlier; and back again."""
    chrome.open(page, "#lang=en")
    drawn = {}
    frame = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    chrome.run(frame)  # the first frame measures the map and clears it
    for share in ("0", "100", "50", "0 "):
        chrome.run(
            f"(s => {{ s.value = {share}; s.dispatchEvent(new Event('input')); }})"
            "(document.getElementById('swipe'))"
        )
        drawn[share] = chrome.run(f"{frame}.then(() => document.getElementById('map').toDataURL())")

    assert len({drawn["0"], drawn["100"], drawn["50"]}) == 3
    assert drawn["0"] == drawn["0 "]


@pytest.mark.skipif(BINARY is None, reason=MISSING)
def test_boundaries_lie_under_both_plans(page: Path, chrome: Browser) -> None:
    """The side between the two aimags is drawn on either side of the line."""
    chrome.open(page, "#lang=en&map=104.5,47.7,9")
    for share in ("0", "100"):
        inked = chrome.run(
            f"(s => {{ s.value = {share}; s.dispatchEvent(new Event('input')); }})"
            "(document.getElementById('swipe'));"
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            ".then(() => (c => c.getContext('2d')"
            ".getImageData((c.width - 9) / 2, (c.height - 9) / 2, 9, 9).data.some(part => part))"
            "(document.getElementById('map')))"
        )
        assert inked, share
    assert "Boundaries" in chrome.text("#map-legend")


@pytest.mark.skipif(BINARY is None, reason=MISSING)
@pytest.mark.parametrize("language", ["en", "mn", "both"])
def test_everybody_can_use_it(language: str, page: Path, chrome: Browser) -> None:
    """Axe finds nothing on a desk or a phone, and the buttons of languages are all there."""
    for width, phone in ((1280, False), (390, True)):
        chrome.size(width, phone=phone)
        chrome.open(page, f"#lang={language}")
        shown = "[...document.querySelectorAll('.languages button')].filter(b => b.offsetWidth)"
        assert violations(chrome) == []
        assert chrome.run("document.documentElement.scrollWidth") <= width
        assert chrome.run(f"{shown}.length") == 3
