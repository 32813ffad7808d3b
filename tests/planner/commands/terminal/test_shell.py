"""The shell says the help of each call in the language of that call."""

import pytest
from click.testing import CliRunner

import cli
from planner.commands.terminal.help_texts import help_messages


@pytest.mark.parametrize("words", [(), ("plan",), ("audit",)])
def test_help_does_not_stay_in_the_language_of_the_first_call(words, monkeypatch):
    """Help asked for in Mongolian leaves none of it in the English help that follows."""
    said = {}
    for language in ("en", "mn", "en"):
        monkeypatch.setenv("KHOLBOO_LANG", language)
        shown = CliRunner().invoke(cli.shell, [*words, "--help"]).stdout
        said.setdefault(language, []).append(shown)
    first, last = said["en"]

    assert first == last
    assert "Show this message and exit." in first
    assert "Show this message and exit." not in said["mn"][0]


def test_reading_the_texts_of_help_leaves_the_options_as_they_are():
    """`make words` reads all commands; the short name of --help stays with each of them."""
    list(help_messages(cli.shell))

    assert "-h, --help" in CliRunner().invoke(cli.shell, ["undo", "--help"]).stdout
