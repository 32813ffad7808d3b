"""Resolve the newest versions that pyproject.toml allows and write constraints.txt.

Run by `make constraints`, with a Python of the oldest supported version, so that every pinned
version has a wheel for it. Names only: no index, no host, no path is written.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ["babel", "hatchling", "editables"]
WINDOWS_ONLY = ["colorama"]
HEAD = """\
# The exact versions Kholboo is built and tested with, on Python 3.11 to 3.13.
# Written by `make constraints`; colorama is used on Windows only.
"""


def resolve() -> dict[str, str]:
    """Return the newest versions that fit together, by normalised name."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        venv = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        pip = [venv / ("Scripts" if sys.platform == "win32" else "bin") / "python", "-m", "pip"]
        subprocess.run([*pip, "install", "--quiet", "--upgrade", "pip"], check=True)
        wanted = [".[dev,site]", *BUILD, *WINDOWS_ONLY]
        options = ["--quiet", "--dry-run", "--ignore-installed", "--report", report]
        subprocess.run([*pip, "install", *options, *wanted], check=True, cwd=ROOT)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    names = {i["metadata"]["name"].lower().replace("_", "-"): i["metadata"] for i in found}
    return {name: data["version"] for name, data in names.items() if name != "kholboo"}


def main() -> None:
    """Write constraints.txt beside pyproject.toml."""
    if sys.version_info[:2] != (3, 11):
        sys.exit("Pin with the oldest supported Python: make constraints PYTHON=python3.11")
    lines = [f"{name}=={version}\n" for name, version in sorted(resolve().items())]
    (ROOT / "constraints.txt").write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"Pinned {len(lines)} distributions in constraints.txt")


if __name__ == "__main__":
    main()
