"""What keeps people from using a page, as axe finds it (WCAG 2.2 A and AA, and good practice)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from chromium import Browser

AXE = Path(sys.prefix) / "share" / "axe-4.12.1" / "axe.min.js"
_RULES = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]'
_LOOK = (
    f"axe.run(document, {{ runOnly: {{ type: 'tag', values: {_RULES} }} }}).then(found =>"
    " [found.passes.length, found.violations.flatMap(v => v.nodes.map(n =>"
    " v.id + ': ' + n.html.slice(0, 120)))])"
)


def violations(chrome: Browser, least: int = 20) -> list[str]:
    """Return what axe finds in the page that is open; axe is run by the browser, not the page.

    More than `least` rules must hold somewhere: behind an open dialog the page is not looked at.
    Skips the test where axe could not be had, and fails it in CI.
    """
    if not AXE.is_file():
        if os.environ.get("CI"):
            pytest.fail("axe is missing: run .ci/test_files.py")
        pytest.skip("AXE IS MISSING: run .ci/test_files.py with this Python")
    chrome.run(AXE.read_text(encoding="utf-8") + "; 1")
    passed, found = chrome.run(_LOOK)
    assert passed > least, "axe looked at nothing"
    return [str(one) for one in found]
