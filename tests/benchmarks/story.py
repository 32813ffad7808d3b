"""The story of a planner, played on the example in Chromium.

    python tests/benchmarks/story.py [PROJECT]

Without a project the example is planned first, quickly. She opens the page of the plan, searches a
soum, opens a site, filters to satellites (to mobile links where the plan has no satellite) and
compares the sums with the workbook; then on the local page she forces a site that was left out,
plans again, sees what moved, and prints both. Ends with an error where anything is not as told;
prints one JSON object of what was seen, with seconds of the wall.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "worlds")]
LINKS = {"leo": "LEO satellite", "cellular": "cellular"}  # without links that sites share
PATIENCE_S = 600.0


def asked(chrome: Any, run: Path, chosen: str) -> dict[str, Any]:
    """Play the first half, on the page of a run, and return what was seen."""
    from played_story import of_workbook, total, typed

    chrome.open(run / "plan.html", "#lang=en", seconds=PATIENCE_S)
    everywhere = chrome.text("#totals dd")
    typed(chrome, "#search", "altai")
    chrome.wait(f"document.querySelector('#totals dd').textContent !== '{everywhere}'")
    found = chrome.text("#totals dd")
    chrome.run("document.querySelector('#map-list').focus()")
    for _ in range(6):  # through the sums of areas to a site
        if chrome.run("document.querySelector('#card').hidden"):
            chrome.key("Enter", "\r")
    assert "Target" in chrome.text("#card"), chrome.text("#card")
    chrome.key("Escape")
    chrome.click("#clear")
    box = "document.querySelector('[data-filter=technology]')"
    chrome.run(f"{box}.value = '{chosen}'; {box}.dispatchEvent(new Event('change'))")
    once, yearly = of_workbook(run / "exports" / "plan.xlsx", LINKS[chosen])
    assert once > 0 and yearly > 0
    assert total(chrome, "One-time cost") == once
    assert total(chrome, "New cost a year") == yearly
    printed = len(chrome.pdf())
    assert chrome.faults == []
    assert all(url.startswith(("file:", "about:")) for url in chrome.requests)
    return {"searched": found, "technology": chosen, "once": once, "yearly": yearly,
            "printed_bytes": printed}  # fmt: skip


def forced(chrome: Any, folder: Path, left: str) -> dict[str, Any]:
    """Play the second half, on the local page, and return what was seen."""
    from local_page import local_page
    from played_story import force

    from planner.runs.run_folder import list_runs, load_run

    runs = len(list_runs(folder))
    with local_page(folder, opened=False) as page:
        chrome.call("Page.navigate", url=page.server.address(page.server.sessions.token))
        chrome.wait("document.documentElement.dataset.ready !== undefined || fault()", PATIENCE_S)
        chrome.click("[data-language=en]")
        force(chrome, left)
        before = chrome.run("document.querySelector('#shown-run').value")
        began = time.monotonic()
        chrome.click("#plan-quick")
        shown = f"document.querySelector('#shown-run').value !== {json.dumps(before)}"
        chrome.wait(shown, PATIENCE_S)
        seconds = time.monotonic() - began
        name = chrome.run("document.querySelector('#shown-run').value")
        new = load_run(folder / "runs" / name).plan
        assert left in [d.site_id for d in new.deployments if d.technology is not None]
        moved = chrome.text("#difference-body")
        assert f"{new.capex_minor:,} ₮" in moved, moved[:500]
        assert len(list_runs(folder)) == runs + 1
        assert chrome.pdf().startswith(b"%PDF")
        assert chrome.faults == []
    return {"forced": left, "click_to_map_s": round(seconds, 1), "told_of_moves": len(moved)}


def main() -> None:
    """Play both halves."""
    from chromium import browser
    from example_plan import example_planned

    from planner.runs.run_folder import list_runs, load_run

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "example"
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], folder)
        else:
            example_planned(Path(place))
        run = list_runs(folder)[-1]
        if not (run / "exports" / "plan.xlsx").exists():
            words = ["import cli; cli.main()", "export", "--to", "xlsx", "-C", str(folder)]
            subprocess.run([sys.executable, "-c", *words], check=True, cwd=ROOT)
        plan = load_run(run).plan
        used = {d.technology for d in plan.deployments}
        chosen = next(name for name in LINKS if name in used)
        left = next(d.site_id for d in plan.deployments if d.status == "unserved")
        with browser() as chrome:
            seen = asked(chrome, run, chosen) | forced(chrome, folder, left)
    print(json.dumps({**seen, "all_s": round(time.monotonic() - began)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
