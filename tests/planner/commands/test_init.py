"""`kholboo init --country` says what it made, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli


def kholboo(*words: object) -> Result:
    """Run a command line in this process; no exception may come out of it."""
    result = CliRunner().invoke(cli.shell, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_country_is_told_with_its_money_and_words(tmp_path: Path) -> None:
    """Currency, decimals and levels are data; the next step is to bring in files."""
    done = kholboo("init", tmp_path / "np", "--country", "np", "--json")
    data = json.loads(done.stdout)["data"]

    assert done.exit_code == 0
    assert (data["country"], data["currency"], data["digits"]) == ("NP", "NPR", 2)
    assert data["levels"] == ["province", "district", "municipality"]
    again = kholboo("init", tmp_path / "x", "--country", "NP")
    assert "kholboo import -C" in again.output
    assert "Mongolia" not in again.output


def test_without_a_country_it_says_whose_project_it_is(tmp_path: Path) -> None:
    """Nobody gets Mongolia's project in silence."""
    done = kholboo("init", tmp_path / "mine")

    assert "A project for Mongolia (MN, MNT). For another country" in done.output


@pytest.mark.parametrize("language", ["en", "mn"])
def test_an_unknown_country_makes_nothing(tmp_path: Path, language: str) -> None:
    """A code that is none is an error with the nearest country, and no folder appears."""
    done = kholboo("--lang", language, "init", tmp_path / "x", "--country", "Keniya")

    assert done.exit_code == 2
    assert "KE (Kenya)" in done.output
    assert ("улсын код алга" in done.output) == (language == "mn")
    assert not (tmp_path / "x").exists()


def test_a_country_without_known_words_asks_for_them(tmp_path: Path) -> None:
    """Levels are neutral and marked as a question in the project file."""
    kholboo("init", tmp_path / "tv", "--country", "TV")

    text = (tmp_path / "tv" / "kholboo.toml").read_text(encoding="utf-8")
    assert 'levels = ["region", "district"]' in text
    assert "QUESTION: what they are called" in text
