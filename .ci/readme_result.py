"""Put the result of the demo into README.md: its ten lines, and the map as a picture.

Run by `make readme`; the picture needs Chromium and is left as it is without.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "img" / "example-map.png"
WIDTH, HEIGHT = 1072, 610
KHOLBOO = [sys.executable, "-c", "import cli; cli.main()"]


def kholboo(*words: str, folder: Path) -> str:
    """Run a command in a folder and return what it prints."""
    done = subprocess.run(
        [*KHOLBOO, *words], cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


def write_lines(lines: str) -> None:
    """Replace the ten lines under "Sixty seconds"."""
    text = README.read_text(encoding="utf-8")
    found, count = re.subn(r"(?s)(```text\n).*?(```)", lambda m: m[1] + lines + m[2], text, count=1)
    if not count:
        sys.exit("README.md has no block of text for the demo's lines")
    README.write_text(found, encoding="utf-8")


def draw(page: Path) -> None:
    """Take a picture of the map of a page, with its legend."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("No Chromium here: docs/img/example-map.png stays as it is")
        return
    text = page.read_text(encoding="utf-8")
    start = text.index('<div class="map">')
    end = text.index("</ul>", text.index('<ul class="legend">', start)) + len("</ul>")
    only = page.with_name("map.html")
    head = text[: text.index("<body")]
    only.write_text(f"{head}<body>{text[start:end]}</body></html>", encoding="utf-8")
    options = ["--headless", "--disable-gpu", "--hide-scrollbars", "--no-sandbox"]
    options += [f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={PICTURE}", only.as_uri()]
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([browser, *options], check=True, stderr=subprocess.DEVNULL)


def main() -> None:
    """Run the demo and show it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_lines(kholboo("demo", "trial", folder=folder))
        kholboo("-C", "trial", "export", "page", "--lang", "en", "-o", "page", folder=folder)
        draw(folder / "page" / "plan.html")


if __name__ == "__main__":
    main()
