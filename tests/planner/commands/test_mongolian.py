"""With --lang mn no command that tells a result says an English sentence."""

import json
import re

import pytest
from click.testing import CliRunner

import cli
from planner.commands.terminal.answer import ExitCode

ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,:;]+){2}[a-z]{2,}\b")  # three words in a row
KEPT = re.compile(  # a term with its English, citations as given, codes
    r"\(optimal according to HiGHS\)|Шалгах газар: .*|эдгээрийн нэг: [^;)]*"
)
COMMAND = re.compile(r"kholboo [a-z-]+( --?[a-z-]+( [A-Za-z0-9./-]+)?| [a-z-]+)*")  # to be typed


def kholboo(*words):
    """Run a command line in Mongolian."""
    return CliRunner().invoke(cli.shell, [*map(str, words), "--lang", "mn"])


def english_in(text):
    """Return the lines with an English sentence in them, commands to be typed left out."""
    told = (COMMAND.sub("", KEPT.sub("", line)) for line in text.splitlines())
    return [line for line in told if ENGLISH.search(line)]


@pytest.fixture
def served(planned):
    """Give a project with a plan, and a site of it."""
    lines = CliRunner().invoke(cli.shell, ["candidates", "-C", str(planned)]).stdout.splitlines()
    return planned, lines[0].split()[0]


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "SITE"),
        ("explain", "--infeasible"),
        ("candidates",),
        ("candidates", "--site", "SITE"),
        ("procure", "packages"),
        ("audit", "verify"),
        ("audit", "rederive"),
        ("schema",),
        ("schema", "sites"),
        ("sweep", "--budget", "3e8:3e8:2", "--quick", "-o", "OUT"),
        ("sweep", "--draws", "2", "--workers", "1", "-o", "OUT"),
    ],
)
def test_results_are_told_in_mongolian(served, tmp_path, words):
    """Answers, tables and what is said beside them; ids, SKUs and codes stay."""
    project, site = served
    given = [site if w == "SITE" else tmp_path if w == "OUT" else w for w in words]
    result = kholboo(*given, "-C", project)

    assert result.exit_code == ExitCode.OK, result.output
    assert re.search("[А-Яа-яӨөҮү]", result.stdout)
    assert english_in(result.output) == []


def test_a_plan_and_a_comparison_are_told_in_mongolian(four_places):
    """Two budgets: the summary of one and what differs; an impossible one says what to do."""
    kholboo("plan", "-C", four_places)
    (rich,) = (four_places / "runs").glob("base-*")
    result = kholboo("plan", "-C", four_places, "--budget", "8e6")
    (poor,) = (path for path in (four_places / "runs").glob("base-*") if path != rich)
    compared = kholboo("compare", poor, rich, "-C", four_places)
    impossible = kholboo("plan", "-C", four_places, "--budget", "0", "--yearly", "1")
    why = kholboo("explain", "--infeasible", "-C", four_places)

    assert english_in(result.output) == []

    assert "Санхүүжилтээр төлөх" in compared.stdout
    assert english_in(compared.output) == []
    assert impossible.exit_code == ExitCode.INFEASIBLE
    assert english_in(impossible.output) == []
    assert "хамтдаа биелэх боломжгүй" in why.stdout
    assert english_in(why.output) == []


def test_bids_are_told_in_mongolian(planned, tmp_path):
    """An empty bid: every missing price, and the comparison."""
    listed = json.loads(kholboo("procure", "packages", "--json", "-C", planned).stdout)["data"]
    first = listed[0]["package"]
    kholboo("procure", "sheets", first, "-o", tmp_path, "-C", planned)
    result = kholboo("procure", "read-bid", tmp_path / f"{first}-bidder.xlsx", "-C", planned)

    assert result.exit_code == ExitCode.FINDINGS
    assert "үнэгүй" in result.stderr
    assert english_in(result.output) == []


def test_a_folder_that_is_no_project_is_told_in_mongolian(tmp_path):
    """The next step, with the commands as they are typed."""
    result = kholboo("explain", "X", "-C", tmp_path)

    assert result.exit_code == ExitCode.USAGE
    assert "kholboo init DIR" in result.stderr
    assert "kholboo.toml алга" in result.stderr
