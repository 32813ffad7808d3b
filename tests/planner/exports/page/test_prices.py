"""What the next money brings and what floors and directives cost, drawn only where proven."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chromium import BINARY, MISSING, Browser, browser
from printed_plan import context, plan

from planner.exports.page.prices import prices_data
from planner.exports.registry import export
from planner.rendering.context import ExportContext

__all__ = ["context", "plan"]
in_browser = pytest.mark.skipif(BINARY is None, reason=MISSING)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def changed(context: ExportContext, **values: Any) -> ExportContext:
    """Return a plan with other figures."""
    return replace(context, plan=replace(context.plan, **values))


def test_the_next_money_has_its_interval_and_the_certificate_s_line(
    context: ExportContext,
) -> None:
    """The line begins at what the plan is short of its bound and rises by the limit's price."""
    found, told = context.plan, prices_data(context)
    money, limit = found.next_money, found.limits[0]
    assert money is not None and found.certified_bound and found.objective and limit.dual
    short = found.certified_bound - found.objective

    assert told["next"][:4] == [
        money.extra_minor,
        money.benefit_gain,
        money.at_least,
        money.at_most,
    ]
    assert told["next"][-2:] == [short, short + math.ceil(limit.dual * money.extra_minor)]
    assert told["prices"] == [["заавал хамруулах: BO-1", "must serve BO-1", 1_500, 1_000, 2_000]]


def test_without_a_certificate_nothing_is_there_to_draw(context: ExportContext) -> None:
    """A gain without proof is left out; a directive without proof keeps its text alone."""
    found = context.plan
    assert found.next_money is not None
    unproven = changed(
        context,
        next_money=replace(found.next_money, verifiable=False),
        directives=tuple(replace(d, verifiable=False) for d in found.directives),
    )
    told = prices_data(unproven)

    assert told["next"] is None
    assert [row[2:] for row in told["prices"]] == [[None, None, None]]
    assert prices_data(changed(context, next_money=None))["next"] is None


@in_browser
def test_the_drawing_tells_the_proven_figures(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Gain and interval stand in the table, the axis begins at zero, in both languages."""
    chrome.open(export("page", context, tmp_path), "#lang=en")
    rows = "[...document.querySelectorAll('#charts figure')].slice(-2).map(f => f.textContent)"
    money, prices = chrome.run(rows)

    assert "50.000" in money and "48.000 – 61.000" in money and "+100,000,000 ₮" in money
    assert "must serve BO-1" in prices and "1.500" in prices and "1.000 – 2.000" in prices
    chrome.click("[data-language=mn]")
    assert "Дараагийн мөнгөний" in chrome.run(rows)[0]
    assert chrome.faults == []


@in_browser
def test_what_is_not_proven_is_told_and_not_drawn(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """A directive without proof is a row of the table that says so, without a bar."""
    rows = tuple(replace(d, verifiable=False) for d in context.plan.directives)
    unproven = changed(context, directives=rows, next_money=None)
    chrome.open(export("page", unproven, tmp_path), "#lang=en")
    last = "[...document.querySelectorAll('#charts figure')].at(-1)"

    assert "not proven, not drawn" in chrome.run(f"{last}.querySelector('table').textContent")
    assert chrome.run(f"{last}.querySelectorAll('rect').length") == 0
    assert "next money" not in chrome.run("document.querySelector('#charts').textContent")
