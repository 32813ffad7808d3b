"""The pages of findings, of the inventory and of indicators in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from click.testing import CliRunner

import cli

pytestmark = [pytest.mark.skipif(BINARY is None, reason=MISSING), pytest.mark.slow]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def written(project: Path, folder: Path, words: str) -> Path:
    """Run a command that writes into a folder, and return the page that it wrote."""
    folder.mkdir(exist_ok=True)
    line = words.replace("OUT", str(folder)).split()
    done = CliRunner().invoke(cli.shell, [*line, "-C", str(project)])
    assert done.exit_code == 0, done.output
    return next(folder.glob("*.html"))


@pytest.mark.parametrize("language", ["mn", "en", "both"])
@pytest.mark.parametrize(
    "words",
    [
        "check --format html -o OUT/findings.html",
        "inventory report -o OUT",
        "export --to indicators -o OUT",
    ],
)
def test_a_page_is_open_to_all(
    words: str, language: str, planned: Path, chrome: Browser, tmp_path: Path
) -> None:
    """Axe finds nothing on a desk or a phone, nothing is asked for, and no page overflows."""
    page = written(planned, tmp_path / "out", f"{words} --lang {language}")
    for width, phone in ((1280, False), (390, True)):
        chrome.size(width, phone=phone)
        chrome.show(page)
        assert violations(chrome) == []
        assert chrome.run("document.documentElement.scrollWidth") <= width
        assert [url for url in chrome.requests if not url.startswith("file:")] == []
        assert chrome.faults == []
