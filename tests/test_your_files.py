"""The page "From your own files in ten minutes" does what it says, command by command."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

PAGE = (Path(__file__).parents[1] / "docs" / "your-files.md").read_text(encoding="utf-8")


def _commands() -> list[list[str]]:
    """Return the command lines of the page, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, flags=re.S)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Result]:
    """Run the page from start to end in a new folder, on its own three files."""
    monkeypatch.chdir(tmp_path)
    for name, text in re.findall(r"```(?:csv|json) (\S+)\n(.*?)```", PAGE, flags=re.S):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [CliRunner().invoke(cli.shell, words) for words in _commands()]


def test_the_page_works_as_it_is_written(results: list[Result]) -> None:
    """Every command ends well, what the page shows is shown, and the plan serves four sites."""
    assert [result.exit_code for result in results] == [0] * 7, [r.output for r in results]
    _, shown, _, _, _, check, plan = (result.output for result in results)
    for block in re.findall(r"```text\n(.*?)```", PAGE, flags=re.S):
        for line in block.splitlines():
            assert line in shown, line
    assert "0 errors" in check
    assert "scenario.foreign" not in check
    assert "Of 4 sites, 4 receive" in plan
