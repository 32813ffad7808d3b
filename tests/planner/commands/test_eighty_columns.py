"""What a planner reads on a terminal fits it, in both languages: no line wraps by itself."""

import re

import pytest
from click.testing import CliRunner

import cli

WIDTH = 80


def kholboo(*words):
    """Run a command line on a terminal of 80 columns."""
    result = CliRunner().invoke(cli.shell, [*map(str, words)], env={"COLUMNS": str(WIDTH)})
    assert "Traceback" not in result.output
    return result.stdout


def too_wide(text):
    """Return the lines beyond the terminal; a path or a number that people copy stays whole."""
    return [line for line in text.splitlines() if len(line) > WIDTH and " " in line.strip()]


@pytest.fixture
def terminal(monkeypatch):
    """Let every command believe that somebody reads along."""
    monkeypatch.setattr("planner.commands.terminal.shell._on_terminal", lambda: True)


@pytest.mark.parametrize("language", ["en", "mn"])
def test_screens_about_a_run_fit_a_terminal(four_places, terminal, language):
    """`audit`, `procure packages`, `sweep` over budgets: broken between words too."""
    where = ("-C", four_places, "--lang", language)
    kholboo("plan", *where)
    (manifest,) = (four_places / "runs").glob("*/manifest.json")
    told = {
        "verify": kholboo("audit", "verify", manifest.parent, *where),
        "rederive": kholboo("audit", "rederive", manifest.parent, *where),
        "packages": kholboo("procure", "packages", *where),
        "sweep": kholboo("sweep", "--budget", "10000:30000:2", "--quick", *where),
    }

    assert all(text.strip() for text in told.values()), told
    assert {name: too_wide(text) for name, text in told.items() if too_wide(text)} == {}


@pytest.mark.parametrize("language", ["en", "mn"])
def test_screens_of_a_plan_fit_a_terminal(four_places, terminal, language):
    """`check`, `plan`, `candidates`, `explain` of each site, `compare`: broken between words."""
    told = {"plan": kholboo("plan", "-C", four_places, "--lang", language)}
    told["check"] = kholboo("check", "-C", four_places, "--lang", language)
    (manifest,) = (four_places / "runs").glob("*/manifest.json")
    run = manifest.parent
    sites = re.findall(r"^(\S+)", kholboo("candidates", "-C", four_places), re.MULTILINE)
    for site in sorted(set(sites)):
        told[site] = kholboo("explain", site, "-C", four_places, "--lang", language)
    told["candidates"] = kholboo("candidates", "-C", four_places, "--lang", language)
    told["compare"] = kholboo("compare", run, run, "-C", four_places, "--lang", language)

    assert all(text.strip() for text in told.values()), told
    assert {name: too_wide(text) for name, text in told.items() if too_wide(text)} == {}


def test_findings_are_broken_between_words(small, terminal):
    """A finding of a row is longer than a terminal; its words are all there, in their order."""
    path = small / "data" / "sites.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",school,", ",scool,"), encoding="utf-8")
    told = kholboo("check", "-C", small)

    assert "scool" in told
    assert too_wide(told) == []
    assert max(map(len, told.splitlines())) > WIDTH // 2


def test_a_file_keeps_whole_lines(four_places):
    """Nothing is broken where the answer goes to a file or another program."""
    told = kholboo("plan", "-C", four_places)

    assert max(map(len, told.splitlines())) > WIDTH
