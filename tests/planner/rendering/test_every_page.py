"""Every page that we write: one look, one switch of languages, nothing that overflows a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessible import violations
from chromium import BINARY, MISSING, Browser, browser
from click.testing import CliRunner
from drawn_sweeps import BUDGETS, DRAWS, FAIRNESS

import cli
from planner.analysis.compare import compare_runs
from planner.analysis.compare_page import write_page
from planner.analysis.curves.fairness import write as write_fairness
from planner.analysis.curves.frontier import write as write_frontier
from planner.analysis.curves.frontier_row import FrontierRow
from planner.analysis.risk.draws_page import page as draws_page
from planner.analysis.sweep import write_budgets
from planner.language.label import Language
from planner.pipeline.make_plan import make_plan
from planner.runs.run_folder import list_runs, load_run

pytestmark = [pytest.mark.skipif(BINARY is None, reason=MISSING), pytest.mark.slow]
Writer = Callable[[Path, Path, Language], Path]
SIZES = ((1280, False), (390, True))
TITLE = "Budgets"  # without a Cyrillic letter, as the whole of a sweep's page in English is


def by_command(words: str) -> Writer:
    """Return what runs a command that writes into a folder, and finds the page there."""

    def write(project: Path, folder: Path, language: Language) -> Path:
        line = words.replace("OUT", str(folder)).split()
        done = CliRunner().invoke(cli.shell, [*line, "--lang", language, "-C", str(project)])
        assert done.exit_code == 0, done.output
        return next(folder.glob("*.html"))

    return write


def compared(project: Path, folder: Path, language: Language) -> Path:
    """Write the page that compares the project's plan with one of four fifths of its money."""
    run, *others = list_runs(project)
    if not others:
        less = load_run(run).plan.capex_minor * 4 // 5
        others = [make_plan(project, what_if=True, overrides={"capex": less}, exports=())[1]]
    other = others[0]
    write_page(compare_runs(run, other), run, other, folder / "moved.html", language)
    return folder / "moved.html"


def budgets(project: Path, folder: Path, language: Language) -> Path:
    """Write the page of a sweep of saved runs."""
    return write_budgets(folder, BUDGETS, TITLE)[-1]


def frontier(project: Path, folder: Path, language: Language) -> Path:
    """Write the page of a quick sweep, with what the next money brings."""
    rows = [
        FrontierRow(
            budget_minor=row.budget_minor, status=row.status, benefit=row.benefit, gap=row.gap,
            certified_bound=row.certified_bound, capex_minor=row.capex_minor, marginal=12,
            next_minor=100_000, opex_per_year_minor=0, sites_deployed=3, users_gaining=410,
            currency="MNT",
        )
        for row in BUDGETS
    ]  # fmt: skip
    return write_frontier(rows, folder, TITLE)[-1]


def fairness(project: Path, folder: Path, language: Language) -> Path:
    """Write the page of what fairness costs."""
    return write_fairness(FAIRNESS, folder, TITLE)[-1]


def draws(project: Path, folder: Path, language: Language) -> Path:
    """Write the page of drawn prices."""
    (folder / "draws.html").write_text(draws_page(DRAWS, TITLE), encoding="utf-8")
    return folder / "draws.html"


SWEEPS: dict[str, Writer] = {
    "budgets": budgets, "frontier": frontier, "fairness": fairness, "draws": draws
}  # fmt: skip
PAGES: dict[str, Writer] = {
    "plan": by_command("export --to page -o OUT"),
    "findings": by_command("check --format html -o OUT/findings.html"),
    "inventory": by_command("inventory report -o OUT"),
    "indicators": by_command("export --to indicators -o OUT"),
    "candidates": by_command("candidates --map OUT/candidates.html"),
    "compared": compared,
}


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Give one browser for the tests of this file."""
    with browser() as found:
        yield found


def shown(chrome: Browser, page: Path, at: str = "") -> None:
    """Open a page, and wait for its script where it has data."""
    if 'id="plan-data"' in page.read_text(encoding="utf-8"):
        chrome.open(page, at)
    else:
        chrome.show(page)


def open_to_all(chrome: Browser, page: Path) -> None:
    """Assert that a page is whole on a desk and a phone, safe, and asks for nothing."""
    text = page.read_text(encoding="utf-8")
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None and "default-src 'none'; style-src 'sha256-" in policy[1]
    assert policy[1].endswith("base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy[1] and not re.search(r"\son[a-z]+=|\sstyle=", text)
    for width, phone in SIZES:
        for scheme in ("light", "dark"):
            chrome.media(prefers_color_scheme=scheme)
            chrome.size(width, 844, phone=phone)
            shown(chrome, page)
            assert violations(chrome) == [], (width, scheme)
            assert chrome.run("document.documentElement.scrollWidth") <= width
            assert [url for url in chrome.requests if not url.startswith(("file:", "about:"))] == []
            assert chrome.faults == []
    chrome.media()
    chrome.size(1280)


def words_of(chrome: Browser) -> list[str]:
    """Return the visible words of what a page says, in no order."""
    return sorted(chrome.text("main").split())


@pytest.mark.parametrize("name", [*PAGES, *SWEEPS])
def test_a_page_is_open_to_all(name: str, planned: Path, chrome: Browser, tmp_path: Path) -> None:
    """Axe finds nothing in light or dark, nothing is asked for, no page overflows; as it prints."""
    (tmp_path / "out").mkdir()
    page = (PAGES | SWEEPS)[name](planned, tmp_path / "out", "both")
    open_to_all(chrome, page)
    chrome.media(media="print")
    assert chrome.run("getComputedStyle(document.querySelector('.languages')).display") == "none"
    assert chrome.pdf().startswith(b"%PDF")
    chrome.media()


@pytest.mark.parametrize("language", ["mn", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_the_switch_shows_what_a_page_of_one_language_says(
    name: str, language: Language, planned: Path, chrome: Browser, tmp_path: Path
) -> None:
    """A page in both languages, switched to one, has the words of the page written in that one."""
    for folder in ("both", language):
        (tmp_path / folder).mkdir()
    written = PAGES[name](planned, tmp_path / language, language)
    shown(chrome, written)
    expected = words_of(chrome)
    assert chrome.run("document.querySelector('.languages')") is None

    shown(chrome, PAGES[name](planned, tmp_path / "both", "both"))
    chrome.click(f".languages [data-language={language}]")

    assert words_of(chrome) == expected
    assert chrome.run("document.documentElement.lang") == language
    assert f"lang={language}" in chrome.run("location.hash")


@pytest.mark.parametrize("name", SWEEPS)
def test_pages_of_sweeps_switch_their_languages(
    name: str, planned: Path, chrome: Browser, tmp_path: Path
) -> None:
    """English has no Cyrillic letter, drawing and cells included; an address keeps the choice."""
    page = SWEEPS[name](planned, tmp_path, "both")
    shown(chrome, page)
    chrome.click(".languages [data-language=en]")
    english = chrome.text("main") + chrome.text(".map svg")
    assert not re.search("[а-яөү]", english, re.IGNORECASE), english
    chrome.click(".languages [data-language=mn]")
    assert re.search("[а-яөү]", chrome.text("main")) and "certified" not in chrome.text("main")
    chrome.run("location.reload()")
    chrome.wait("document.documentElement.dataset.shown === 'mn'")
    assert chrome.faults == []


def test_a_page_of_one_language_has_no_script(planned: Path, tmp_path: Path) -> None:
    """Without a switch nothing has to run."""
    page = PAGES["inventory"](planned, tmp_path, "en").read_text(encoding="utf-8")
    assert "<script" not in page and "script-src" not in page
