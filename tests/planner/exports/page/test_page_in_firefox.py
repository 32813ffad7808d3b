"""The page in Firefox, as from a memory stick: a folder that cannot be written, no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from firefox import BINARY, MISSING, Firefox, firefox
from printed_plan import context, plan

from planner.exports.registry import export
from planner.rendering.context import ExportContext

__all__ = ["context", "plan"]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BINARY is None, reason=MISSING)]
EVIL = "</script><img src=x onerror='window.hit=1'>"


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    """Give one Firefox for the tests of this file."""
    with firefox() as found:
        yield found


def test_the_page_opens_from_a_memory_stick(
    context: ExportContext, fox: Firefox, tmp_path: Path
) -> None:
    """Totals, search, map, card, languages and a phone's width work; nothing is asked or told."""
    sites = (replace(context.sites[0], name=EVIL), *context.sites[1:])
    stick = tmp_path / "санах ой"
    stick.mkdir()
    page = export("page", replace(context, sites=sites), stick)
    page.chmod(0o444)
    stick.chmod(0o555)
    try:
        fox.open(page, "#lang=en")
        told = fox.run("document.getElementById('totals').innerText").replace(",", "")
        assert str(context.plan.capex_minor) in told
        assert str(context.plan.opex_per_year_minor) in told
        assert fox.run(
            "(c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(p => p))"
            "(document.getElementById('map'))"
        )
        fox.open(page, f"#lang=mn&site={sites[0].id}")
        assert EVIL in fox.run("document.getElementById('card').innerText")
        assert fox.run("typeof window.hit") == "undefined"
        fox.open(page, "#q=Olgii")
        assert "Баян-Өлгий" in fox.run("document.getElementById('table-body').innerText")
        for width in (450, 1280):  # a window of Firefox is never narrower than 450
            fox.size(width, 900)
            assert fox.run("document.documentElement.scrollWidth <= innerWidth")
        assert fox.faults() == []
        assert fox.requests() == []
    finally:
        stick.chmod(0o755)


def test_faults_would_be_heard(context: ExportContext, fox: Firefox, tmp_path: Path) -> None:
    """What the policy stops is counted, and does not run."""
    fox.open(export("page", context, tmp_path))
    script = "const s = document.createElement('script'); s.textContent = 'window.hit=3';"
    fox.run(f"(() => {{ {script} document.body.append(s); }})()")

    assert any("Content-Security-Policy" in fault for fault in fox.faults())
    assert fox.run("typeof window.hit") == "undefined"
