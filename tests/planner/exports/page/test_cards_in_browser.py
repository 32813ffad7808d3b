"""Cards of the page: what a standard would take, what was assumed, the ground under a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from printed_plan import context, plan

from planner.exports.registry import export
from planner.language.label import Label
from planner.plan.facts.hop_profiles import HopProfile
from planner.plan.plan import NextBest, ToStandard
from planner.rendering.context import ExportContext

__all__ = ["context", "plan"]
pytestmark = pytest.mark.skipif(BINARY is None, reason=MISSING)
DISH = NextBest(
    technology="leo", mbps=40.0, cap_gb=None, benefit=2_000, capex_minor=1_234_567,
    opex_per_year_minor=3_600_000,
)  # fmt: skip
HILL = HopProfile(
    along_m=(0, 1_000, 2_000, 3_000),
    ground_m=(1_300, 1_380, None, 1_310),
    start_m=1_340,
    end_m=1_322,
    zone_m=9,
    told=Label("чөлөөтэй", "12 m to spare"),
)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def told(context: ExportContext, *blocked_by: str, apart: bool = False) -> ExportContext:
    """Return the plan with an option for AR-1 that brings it to standard, and an assumption."""
    best = replace(DISH, technology="geo") if apart else DISH
    deployments = tuple(
        replace(d, next_best=best, to_standard=ToStandard(option=DISH, blocked_by=blocked_by))
        if d.site_id == "AR-1"
        else d
        for d in context.plan.deployments
    )
    links = {link.id: HILL for link in context.links[:1]}
    return replace(
        context,
        plan=replace(context.plan, deployments=deployments),
        assumed={"AR-1": (Label("хурд тодорхойгүй", "<b>speed</b> unknown"),)},
        profiles=links,
    )


def card(chrome: Browser, context: ExportContext, folder: Path, at: str) -> str:
    """Open a page at a card and return what the card says."""
    chrome.open(export("page", context, folder), at)
    assert chrome.faults == []
    return chrome.text("#card")


def test_a_card_tells_what_the_standard_would_take(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Option, money and the limits that stop it; the next best only where it is another one."""
    found = card(chrome, told(context, "capex"), tmp_path, "#lang=en&site=AR-1")
    assert "What its standard would take: " in found
    assert "1,234,567 ₮" in found and "3,600,000 ₮" in found
    assert "Too little is left for it of: One-time money." in found
    assert "Next best" not in found

    found = card(chrome, told(context, apart=True), tmp_path, "#lang=en&site=AR-1")
    assert "It would fit what is left of every limit." in found
    assert "Next best" in found

    assert "What its standard would take" not in card(
        chrome, told(context), tmp_path, "#lang=en&site=BO-1"
    )


def test_a_card_tells_what_was_assumed(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Each assumption as text, in the language of the page; nothing where nothing was assumed."""
    found = card(chrome, told(context), tmp_path, "#lang=en&site=AR-1")
    assert "What was assumed" in found and "<b>speed</b> unknown" in found
    assert "хурд тодорхойгүй" in card(chrome, told(context), tmp_path, "#lang=mn&site=AR-1")
    other = card(chrome, told(context), tmp_path, "#lang=en&site=BO-1")
    assert "What was assumed" not in other


def test_a_link_and_its_sites_have_the_profile(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Drawn on both cards with its words; gaps of the ground are left out of the drawing."""
    link = context.links[0]
    for at in (f"#lang=en&link={link.id}", f"#lang=en&site={link.serves[0]}"):
        found = card(chrome, told(context), tmp_path, at)
        assert "12 m to spare" in found and "heights in m, 1,300 to 1,380" in found
        assert chrome.run("document.querySelectorAll('#card .profile').length") == 1
        earth = "document.querySelector('#card .earth').getAttribute('d').split('L').length"
        assert chrome.run(earth) == 5  # three known heights and both feet
        assert violations(chrome) == []
    chrome.size(390, 844, phone=True)
    try:
        assert chrome.run("document.documentElement.scrollWidth") <= 390
    finally:
        chrome.size(1280)
