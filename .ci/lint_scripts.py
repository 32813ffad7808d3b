"""Check the scripts of the pages with oxlint, joined as the pages join them.

    python .ci/lint_scripts.py

The files of a page share one scope: each by itself would have names that nobody uses and others
that nobody declares. Lines of the joined text are told as lines of the files.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RULES = Path(__file__).resolve().parent / "oxlint.json"
OXLINT = shutil.which("oxlint", path=Path(sys.executable).parent) or "oxlint"
PAGE = ROOT / "planner" / "exports" / "page"
SHARED = ROOT / "planner" / "rendering" / "script"
PLAN = (SHARED / "language.js", PAGE / "script")
PAGES = {
    "plan": PLAN,
    "compare": (*PLAN, PAGE / "difference", PAGE / "compared"),
    "findings": (SHARED,),
    "written": (SHARED / "language.js", SHARED / "written.js"),
    "serve": (*PLAN, PAGE / "difference", ROOT / "planner" / "serve" / "script"),
}


def joined(parts: tuple[Path, ...]) -> tuple[str, list[str]]:
    """Return the script of a page from files and folders, and of each line where it stands."""
    lines, places = ['"use strict";', "(() => {"], ["", ""]
    for path in (p for part in parts for p in (sorted(part.glob("*.js")) or [part])):
        own = path.read_text(encoding="utf-8").splitlines()
        lines += own
        places += [f"{path.relative_to(ROOT)}:{n}" for n in range(1, len(own) + 1)]
    return "\n".join([*lines, "})();"]) + "\n", places


def faults(name: str, parts: tuple[Path, ...]) -> list[str]:
    """Return what oxlint finds in the script of a page."""
    text, places = joined(parts)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.js").write_text(text, encoding="utf-8")
        command = [OXLINT, "--config", str(RULES), "--format", "json", folder]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(told.stdout)["diagnostics"]
    if told.returncode and not found:
        raise SystemExit(f"oxlint ended with {told.returncode}: {told.stderr}{told.stdout}")
    return [f"{places[_line(one)]}: {one['code']}: {one['message']}" for one in found]


def _line(fault: dict[str, Any]) -> int:
    """Return at which line of the joined text a fault lies, from 0."""
    return int(fault["labels"][0]["span"]["line"]) - 1 if fault["labels"] else 0


def main() -> None:
    """Print every fault once and fail where there is one."""
    found = sorted({fault for name, parts in PAGES.items() for fault in faults(name, parts)})
    print("\n".join(found) or f"The scripts of {len(PAGES)} pages have no fault")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
