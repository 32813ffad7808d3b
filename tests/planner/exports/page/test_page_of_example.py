"""The page of the whole example stays within its budget of bytes and of memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import BINARY, MISSING, browser
from example_plan import example_planned
from made_once import made_once

pytestmark = pytest.mark.slow
MOST_BYTES = 380_000
MOST_HEAP_BYTES = 30_000_000


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a quick plan of the example; its data are as large as of a full one."""
    (found,) = made_once(tmp_path_factory, "example", example_planned).glob("*/runs/*/plan.html")
    return found


def test_the_page_of_the_example_is_small(page: Path) -> None:
    """1,206 sites, their links, cards and printed parts take at most 380 KB."""
    assert page.stat().st_size <= MOST_BYTES


@pytest.mark.skipif(BINARY is None, reason=MISSING)
def test_the_page_of_the_example_takes_little_memory(page: Path) -> None:
    """What the open page holds after a search and a card, garbage collected, is at most 30 MB."""
    with browser() as chrome:
        chrome.open(page, "#lang=en&q=hovd")
        chrome.click("#map-list [role=option]")
        chrome.call("HeapProfiler.collectGarbage")

        assert chrome.call("Runtime.getHeapUsage")["usedSize"] <= MOST_HEAP_BYTES
        assert chrome.faults == []
