"""No sentence that is not a message reaches a reader of Mongolian.

Every letter of every Mongolian message is written in letters that nothing else uses, Glagolitic for
Cyrillic and Vai for Latin ones, the blanks left out. What is still Latin or Cyrillic in an answer,
a workbook or a page comes from somewhere else: the project's own data, or a sentence in the code.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli
from inventory import place_words
from inventory.place_words import MONGOLIA
from inventory.schema import codes
from optimizers.result import ClusterError, ClusterFault
from planner.commands.terminal.answer import ExitCode
from planner.commands.terminal.help_texts import CLICK, METAVAR, help_messages, split_example
from planner.commands.terminal.parameters import FORMAT_ALIASES, FORMATS, SOLVERS
from planner.commands.terminal.shell import Command
from planner.language import catalogue
from planner.language.labels import LABELS
from planner.language.messages import findings
from planner.language.messages.click_texts import CLICK_PLURALS, CLICK_TEXTS
from planner.language.messages.policy_sources import POLICY_SOURCES
from planner.pipeline import solve
from planner.project.importing.starter import presets
from planner.reports.findings_report import explain, in_both_languages, rules_with_titles
from planner.scenario.settings import Scenario
from sites.roads.settings import RoadSettings

CYRILLIC, LATIN = "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    ord(letter): chr(start + place)
    for alphabet, low, high in ((CYRILLIC, 0x2C30, 0x2C00), (LATIN, 0xA510, 0xA550))
    for start, cased in ((low, alphabet), (high, alphabet.upper()))
    for place, letter in enumerate(cased)
}
WORD = r"[^\W\d_\u2C00-\u2C5F\uA500-\uA63F]+"
STAYS = {
    "commands to be typed": r"kholboo [a-z-]+(?: --?[a-z-]+)*",
    "names of files": r"[\w./-]+\.(?:json|geojson|gpkg|html|xlsx|py|toml|csv|md)\b",
    "hashes, ids of runs and nodes": r"\b[0-9a-f]{4,}\b|\b[a-z]+-[0-9a-f]{12}\b|\b[a-z]+:[A-Z]-\d",
    "settings as the project file writes them": r"\b[a-z]+(?:[._][a-z0-9_]+)+\b|\{'.*?\}",
    "a setting beside its value": r"\bgoal +benefit\b",
    "citations as given": (
        r"(?:ITU|ETSI|unicef/actual|between \d+ km \(ITU|copper: ADSL2\+ \(ITU)[^;\n]*"
        r"(?:; [^\n]*ITU.*)?"
    ),
    "words of the command line": r"(?<!\w)--?[a-z-]+|\b[A-Z_]{2,}\b",
}


CODES = [
    code.code
    for group in vars(codes).values()
    if isinstance(group, tuple)
    for code in group
    if hasattr(code, "code")
]

SETTINGS = [*Scenario.model_fields]


class Masked:
    """The catalogue with every message in letters that nothing else uses."""

    def __init__(self) -> None:
        """Take the catalogue that is installed."""
        self.real = catalogue.translations()

    def pgettext(self, context: str, message: str) -> str:
        """Return a masked message."""
        return masked(self.real.pgettext(context, message))

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Return a masked message as it is said of so many."""
        return masked(self.real.npgettext(context, one, many, number))


def masked(text: str) -> str:
    """Return a message with other letters; blanks stay."""
    parts = re.split(r"(\{\w+(?:![rs])?\}|%\(\w+\)s)", text)
    return "".join(p if i % 2 else p.translate(LETTERS) for i, p in enumerate(parts))


@pytest.fixture
def mongolian(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Give a command line that speaks masked Mongolian."""
    made = Masked()
    monkeypatch.setattr(catalogue, "translations", lambda: made)
    for table in (LABELS, findings.PHRASES, POLICY_SOURCES):
        monkeypatch.setattr(table, "_found", {})
    monkeypatch.setattr(findings, "_patterns", findings._patterns.__wrapped__)
    forms = tuple(tuple(masked(form) for form in forms) for forms in MONGOLIA.mongolian)
    heads = {"en": MONGOLIA.headings["en"], "mn": tuple(map(masked, MONGOLIA.headings["mn"]))}
    areas = replace(MONGOLIA, mongolian=forms, headings=heads)
    monkeypatch.setattr(place_words, "MONGOLIA", areas)
    place_words.use(areas)

    def run(*words: object) -> Result:
        return CliRunner().invoke(cli.shell, [*map(str, words), "--lang", "mn"])

    return run


def known_words(project: Path) -> set[str]:
    """Return the words of a project's own data, of codes and of settings."""
    files = (p for p in project.glob("*.*") if p.is_file())
    data = [p.read_text(encoding="utf-8", errors="ignore") for p in files]
    texts = (*data, str(project), *CODES, *SETTINGS)
    return {word for text in texts for word in re.findall(WORD, text)}


def unmarked(text: str, known: set[str]) -> Iterator[str]:
    """Yield runs of two words and more that are neither messages nor known."""
    for pattern in STAYS.values():
        text = re.sub(pattern, "", text)
    for run in re.findall(rf"{WORD}(?:[ ,:()'-]+{WORD})+", text):
        if sum(word not in known and len(word) > 1 for word in re.findall(WORD, run)) > 1:
            yield run


def test_a_sentence_that_is_no_message_is_found(tmp_path: Path) -> None:
    """The search finds English and Mongolian, and leaves messages and data."""
    (tmp_path / "sites.csv").write_text("Баянгол сумын сургууль", encoding="utf-8")
    text = f"{masked('төсөв хүрэлцэнэ')} Баянгол сумын сургууль; not served here; төсөв хүрэхгүй"

    assert [*unmarked(text, known_words(tmp_path))] == ["not served here", "төсөв хүрэхгүй"]


@pytest.mark.slow
def test_no_sentence_of_a_plan_reaches_a_reader_unless_it_is_a_message(
    four_places: Path, tmp_path: Path, mongolian: Callable[..., Result]
) -> None:
    """Check, summary, candidates, explanations, tenders, workbook, handover sheets and page."""
    out, at, known = tmp_path / "out", ("-C", four_places), known_words(four_places)
    commands = (
        ("check",),
        ("plan",),
        ("candidates",),
        ("explain", "S-1"),
        ("explain", "--infeasible"),
        ("procure", "packages"),
        ("audit", "verify"),
        ("export", "workbook", "page", "handover-workbook", "-o", out),
    )
    for words in commands:
        result = mongolian(*words, *at)
        assert result.exit_code == 0, result.output
        assert [*unmarked(result.output.replace(str(tmp_path), ""), known)] == [], words

    for name in ("plan.xlsx", "handover.xlsx"):
        assert {*_of_workbook(out / name, known)} == set()
    page = re.sub(
        r"(?s)<style.*?</style>|<script.*?</script>|<[^>]+>",
        " ",
        (out / "plan.html").read_text(encoding="utf-8"),
    )
    assert {*unmarked(page, known)} == set()


def _of_workbook(path: Path, known: set[str]) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        yield from unmarked(sheet.title, known)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    text = cell.value
                    if text.startswith("="):  # of a formula what it shows
                        text = "\n".join(re.findall(r'"([^"]*)"', text))
                    yield from unmarked(text, known)


@pytest.mark.parametrize("faulty", ["4.7e1", "мянга", "106.9"])
def test_no_finding_reaches_a_reader_unless_it_is_a_message(
    four_places: Path, mongolian: Callable[..., Result], faulty: str
) -> None:
    """Wrong cells in each column of sites, and settings that nobody knows."""
    sites = (four_places / "sites.csv").read_text(encoding="utf-8").splitlines()
    width = len(sites[0].split(","))
    for column in range(1, width):
        row = sites[1].split(",")
        row[0], row[column] = f"X-{column}", faulty
        sites.append(",".join(row))
    (four_places / "sites.csv").write_text("\n".join(sites) + "\n", encoding="utf-8")
    config = (four_places / "kholboo.toml").read_text(encoding="utf-8")
    (four_places / "kholboo.toml").write_text(
        config.replace("horizon_years = 10", 'horizon_years = "ten"\nwhatever = 1'),
        encoding="utf-8",
    )

    result = mongolian("check", "-C", four_places)
    data = json.loads(mongolian("check", "--json", "-C", four_places).stdout)["findings"]
    on_the_map = "\n".join(mn for one in in_both_languages(data) for mn, _ in one.values())

    assert result.exit_code != 0
    assert [*unmarked(result.output, known_words(four_places))] == []
    assert [*unmarked(on_the_map, known_words(four_places))] == []


def test_no_help_reaches_a_reader_unless_it_is_a_message(mongolian: Callable[..., Result]) -> None:
    """The help of every command, of its options, names that stand for values, and headings."""
    names = {text for context, text in help_messages(cli.shell) if context == METAVAR}
    for words, command in _commands(cli.shell):
        result = mongolian(*words, "--help")
        example = " ".join(split_example(command.help or "")[1])
        choices = {part for name in CHOICES for part in re.findall(WORD, name)}
        known = {"shell", *words, *choices, *re.findall(WORD, example)}

        assert result.exit_code == 0, result.output
        assert len(re.findall("[\u2c00-\u2c5f]", result.output)) > 100
        assert [*unmarked(result.output, known)] == [], words
        assert names.isdisjoint(re.findall(r"\b[A-Z]{2,}\b", result.output)), words


@pytest.mark.parametrize("name", ["scenario", "terrain", "roads"])
def test_what_settings_mean_is_told_in_messages(
    mongolian: Callable[..., Result], name: str
) -> None:
    """Meanings and sources of settings; names, defaults and citations stay."""
    told = mongolian("schema", name).output.splitlines()
    if name == "roads":  # the columns of the table stand above
        told = [line for line in told if line.split()[0] in RoadSettings.model_fields]
    meant = "\n".join(line.partition("  (")[2] for line in told)

    assert len(re.findall("[\u2c00-\u2c5f]", meant)) > 100
    assert [*unmarked(meant, {*CODES, *SETTINGS})] == []


def test_help_and_errors_speak_the_language_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """--lang counts wherever it stands, also after --help; KHOLBOO_LANG where there is none."""

    def run(*words: str) -> str:
        return CliRunner().invoke(cli.shell, words).output

    assert "Хэрэглээ:" in run("plan", "--help", "--lang", "mn")
    assert "Хэрэглээ:" in run("--lang=mn", "plan", "--help")
    assert "Usage:" in run("plan", "--help")
    assert "гэсэн сонголт алга" in run("plan", "--no-such", "--lang", "mn")
    assert "No such option" in run("plan", "--no-such")

    monkeypatch.setenv("KHOLBOO_LANG", "mn")
    assert "Хэрэглээ:" in run("--help")
    assert "Usage:" in run("--help", "--lang", "en")


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "--no-such"),
        ("plan", "extra"),
        ("plan", "--gap", "3"),
        ("plan", "--gap", "much"),
        ("plan", "--effort"),
        ("plan", "--budget", "650.000"),
        ("plan", "--decision-date", "tomorrow"),
        ("plan", "--region", "Nowhere"),
        ("plan", "--scenario", "none"),
        ("explain",),
        ("explain", "S-1", "--infeasible"),
        ("explain", "S-1", "--run", "nowhere"),
        ("compare", "one"),
        ("sweep",),
        ("sweep", "--budget", "1e9:2e9:2", "--together"),
        ("candidates", "--site", "S-"),
        ("candidates", "--technology", "kite"),
        ("check", "--explain", "position.swaped"),
        ("check", "--format", "odt"),
        ("schema", "nowhere"),
        ("export", "cards"),
        ("procure", "award", "P01", "--bid", "none.xlsx"),
        ("procure", "revoke", "A1", "--date", "2027-01-01", "--reason", "x"),
        ("audit", "verify", "none"),
        ("reprice", "--prices", "none.csv"),
        ("import", "none.csv"),
        ("undo",),
        ("nothing",),
        ("init", "."),
        ("init", "new", "--country", "XX"),
        ("init", "new", "--template", "mongolia", "--country", "KE"),
    ],
)
def test_no_error_reaches_a_reader_unless_it_is_a_message(
    four_places: Path,
    mongolian: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    """A command line, a name or a file that does not fit; what was typed stays."""
    monkeypatch.chdir(four_places)
    result = mongolian(*words)
    known = known_words(four_places) | {part for word in words for part in re.findall(WORD, word)}

    assert result.exit_code not in (0, 70), result.output
    assert re.search("[\u2c00-\u2c5f]", result.output)
    assert [*unmarked(result.output, known | CHOICES)] == []


def test_the_conversation_of_an_import_is_of_messages(
    tmp_path: Path, mongolian: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file is, how it is read, why, what is open, and what taking back does."""
    page = (Path(cli.__file__).parent / "docs" / "your-files.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"(?s)```(?:csv|json) (\S+)\n(.*?)```", page))
    for name, text in named.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = shlex.split(re.search(r"kholboo (import .*--answer .*--yes)", page)[1])  # type: ignore[index]
    monkeypatch.chdir(tmp_path)
    project = ("-C", "kenya")
    heard = [mongolian("init", "kenya", "--country", "KE")]
    known = {
        word
        for folder in (tmp_path, tmp_path / "kenya", tmp_path / "kenya" / "data")
        for word in known_words(folder)
    }
    known |= set(re.findall(WORD, " ".join(presets())))
    heard += [mongolian("import", *project, *named), mongolian(*given), mongolian("undo", *project)]

    for result in heard:
        assert result.exit_code == 0, result.output
        assert re.search("[\u2c00-\u2c5f]{4}", result.output)
        assert [*unmarked(result.output, known)] == []


@pytest.mark.parametrize("fault", list(ClusterFault))
def test_a_cluster_that_cannot_be_used_is_told_in_messages(
    four_places: Path,
    mongolian: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    fault: ClusterFault,
) -> None:
    """What is wrong, with which address, and what to start or install."""
    address = "tcp://10.0.0.1:8786"

    def refuse(*_: object) -> None:
        raise ClusterError(fault, address)

    monkeypatch.setattr(solve, "_searched", refuse)
    result = mongolian("plan", "--quick", "--cluster", address, "-C", four_places)
    typed = {"pip", "install", "dask", "scheduler", "worker", "tcp", "cluster"}

    assert result.exit_code == ExitCode.USAGE, result.output
    assert ("pip install" if fault is ClusterFault.NOT_INSTALLED else "dask") in result.output
    assert [*unmarked(result.output, known_words(four_places) | typed)] == []


@pytest.mark.slow  # the doctor solves a problem
def test_the_doctor_speaks_in_messages(four_places: Path, mongolian: Callable[..., Result]) -> None:
    """What the machine can do, what it lacks, and what to do about it."""
    doctor = mongolian("doctor", "-C", four_places)
    names = (line.split(":")[0].split()[-1] for line in doctor.output.splitlines())
    packages = {part for name in names for part in re.findall(WORD, name)}
    assert [*unmarked(doctor.output, packages | {"Linux", "ortools", "pip", "install"})] == []


@pytest.mark.usefixtures("mongolian")
def test_the_reasons_of_rules_are_messages() -> None:
    """Each rule says in Mongolian what it looks for and why."""
    for rule in rules_with_titles():
        told = explain(rule.id, "mn").partition(": ")[2]
        assert re.search("[\u2c00-\u2c5f]{4}", told.splitlines()[1])
        assert not re.search("[а-яөү]", told), rule.id


def test_the_page_of_findings_is_of_messages(
    four_places: Path, tmp_path: Path, mongolian: Callable[..., Result]
) -> None:
    """Headings, titles, reasons and texts of the page, and of the table for a spreadsheet."""
    sites = (four_places / "sites.csv").read_text(encoding="utf-8")
    (four_places / "sites.csv").write_text(f"{sites}X-1,,school,900,,,,,,,,,\n", encoding="utf-8")
    for form in ("html", "csv"):
        file = tmp_path / f"findings.{form}"
        mongolian("check", "--format", form, "-o", file, "-C", four_places)
        text = file.read_text(encoding="utf-8")
        shown = re.sub(
            r"(?s)<style.*?</style>|<script.*?</script>|<code>.*?</code>|<[^>]+>", "|", text
        )

        assert len(re.findall("[\u2c00-\u2c5f]", shown)) > 100
        rows = shown.partition("\n")[2] if form == "csv" else shown  # names of columns are data
        rules = {part for rule in rules_with_titles() for part in re.findall(WORD, rule.id)}
        assert [*unmarked(rows, known_words(four_places) | rules)] == []


def test_every_sentence_of_click_is_known() -> None:
    """What the installed click can say is in our table; a newer one may bring more."""
    said = {call for module in CLICK_SOURCES for call in _gettext_calls(module)}

    assert said - CLICK_TEXTS - {one for one, _ in CLICK_PLURALS} - NEVER_SAID == set()


def test_a_help_text_without_mongolian_is_missed() -> None:
    """A new option is found by `make words` as every message is: it needs no second place."""

    @click.command(cls=Command, name="greet")
    @click.option("--loud", is_flag=True, help="Say it so that all hear.")
    def greet(loud: bool) -> None:
        """Say hello.

        Example:
          kholboo greet
        """

    group = click.Group("top", commands=[greet], help="All.")
    found = [*help_messages(group)]

    assert ("help.greet", "Say hello.") in found
    assert ("option", "Say it so that all hear.") in found
    assert CLICK not in {context for context, _ in found}


def _commands(
    command: click.Command, *above: str
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command with the words that name it."""
    yield above, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _commands(below, *above, name)


def _gettext_calls(module: ModuleType) -> Iterator[str]:
    """Yield the texts that a module of click says, the first form of those with two."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


CLICK_SOURCES = (click.core, click.exceptions, click.formatting, click.parser, click.types)
NEVER_SAID = {  # of what our commands do not use, or of mistakes of ours in declaring them
    text
    for text in (call for module in CLICK_SOURCES for call in _gettext_calls(module))
    if re.search(
        "DeprecationWarning|Try |defined twice|declaration|UUID|does not match the format"
        "|Positional|flag for true|executable|start character|iterable|len_type|Choice\\("
        "|No options defined|is deprecated",
        text,
    )
}
CHOICES = {*FORMATS, *FORMAT_ALIASES, *SOLVERS, "computers", "content", "neighbour", "upgrade"}
