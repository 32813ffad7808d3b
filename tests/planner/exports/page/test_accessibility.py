"""What a program can measure of WCAG 2.2 AA beyond axe; docs/accessibility.md has the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from printed_plan import context, plan, tendered

from planner.exports.map_svg import COLOURS
from planner.exports.registry import export
from planner.rendering.context import ExportContext

__all__ = ["context", "plan", "tendered"]
in_browser = pytest.mark.skipif(BINARY is None, reason=MISSING)
LEAST_CONTRAST = 3.0
GROUNDS = ("#fbfcfd", "#10191f")  # of the map, light and dark
SPACED = """(sheet => {
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;" +
    "word-spacing: .16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [sheet];
})(new CSSStyleSheet())"""
SMALL = """[...document.querySelectorAll("button, select, input, a, summary, [role=option]")]
  .filter(part => part.offsetParent).map(part => part.getBoundingClientRect())
  .filter(box => box.width < 24 || box.height < 24).length"""


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("technology", "ground"), list(product(COLOURS, GROUNDS)))
def test_marks_stand_out_from_the_ground(technology: str, ground: str) -> None:
    """The colour of each technology has 3 : 1 on the light and on the dark map (1.4.11)."""
    dark, light = sorted((brightness(COLOURS[technology]), brightness(ground)))

    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


@in_browser
@pytest.mark.parametrize(("width", "criterion"), [(320, "1.4.10"), (640, "1.4.4")])
def test_a_narrow_or_enlarged_page_is_not_cut(
    width: int, criterion: str, tendered: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """320 pixels, and 200 % of 1,280: nothing scrolls sideways but tables by themselves."""
    chrome.size(width, 640)
    try:
        chrome.open(export("page", tendered, tmp_path), "#lang=both&site=AR-1")
        assert chrome.run("document.documentElement.scrollWidth") <= width, criterion
        assert violations(chrome) == []
    finally:
        chrome.size(1280)


@in_browser
def test_wide_spacing_of_text_cuts_nothing_off(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """With the spacing of 1.4.12 no button or figure is wider than its place."""
    chrome.open(export("page", context, tmp_path), "#lang=both")
    chrome.run(SPACED)
    cut = """[...document.querySelectorAll("button, dt, dd, .tile, #map-legend li")]
      .filter(part => part.offsetParent && part.scrollWidth > part.clientWidth + 1 &&
        getComputedStyle(part).overflow !== "visible").length"""

    assert chrome.run(cut) == 0
    assert chrome.run("document.documentElement.scrollWidth") <= 1280


@in_browser
def test_what_is_pressed_is_large_enough(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Every control has 24 by 24 pixels or more (2.5.8)."""
    chrome.open(export("page", context, tmp_path), "#lang=en&site=AR-1")

    assert chrome.run(SMALL) == 0


@in_browser
def test_the_map_moves_without_dragging(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """Four buttons move what the map shows, each by a click (2.5.7), and have names."""
    chrome.open(export("page", context, tmp_path), "#lang=en&map=95,48,7")
    at = "new URLSearchParams(location.hash.slice(1)).get('map').split(',').map(Number)"
    for key, axis, sign in (("Right", 0, 1), ("Left", 0, -1), ("Up", 1, 1), ("Down", 1, -1)):
        before = chrome.run(at)
        chrome.click(f"[data-pan=Arrow{key}]")
        assert (chrome.run(at)[axis] - before[axis]) * sign > 0
        name = chrome.run(f"document.querySelector('[data-pan=Arrow{key}]').ariaLabel")
        assert name == f"Move {key.lower()}"


@in_browser
def test_what_hovering_shows_can_be_reached_and_sent_away(
    context: ExportContext, chrome: Browser, tmp_path: Path
) -> None:
    """The words beside the mouse stay while it is on them, and Escape hides them (1.4.13)."""
    chrome.open(export("page", context, tmp_path), "#lang=en")
    chrome.run("document.querySelector('#map-frame').scrollIntoView({ block: 'center' })")
    left, top, wide, high = chrome.run(
        "(r => [r.left, r.top, r.width, r.height])"
        "(document.querySelector('#map-frame').getBoundingClientRect())"
    )
    hidden = "document.querySelector('#map-tip').hidden"

    def mouse(x: float, y: float) -> None:
        chrome.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    places = product(range(0, int(wide), 12), range(0, int(high), 12))
    for x, y in places:
        mouse(left + x, top + y)
        if not chrome.run(hidden):
            break
    assert not chrome.run(hidden)
    mouse(
        *chrome.run(
            "(r => [r.left + 6, r.top + 6])"
            "(document.querySelector('#map-tip').getBoundingClientRect())"
        )
    )
    chrome.run("new Promise(done => setTimeout(done, 500))")
    assert not chrome.run(hidden)
    chrome.key("Escape")
    assert chrome.run(hidden)
    assert chrome.faults == []
