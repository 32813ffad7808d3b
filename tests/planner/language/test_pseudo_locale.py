"""No sentence that is not a message reaches a reader of Mongolian.

Every letter of every Mongolian message is written in letters that nothing else uses, Glagolitic for
Cyrillic and Vai for Latin ones, the blanks left out. What is still Latin or Cyrillic in an answer,
a workbook or a page comes from somewhere else: the project's own data, or a sentence in the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli
from inventory.schema import codes
from planner.language import catalogue
from planner.language.labels import LABELS
from planner.language.messages import findings
from planner.language.messages.policy_sources import POLICY_SOURCES
from planner.scenario.settings import Scenario

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
        r"(?:ITU|unicef/actual|between \d+ km \(ITU|copper: ADSL2\+ \(ITU)[^;\n]*(?:; [^\n]*ITU.*)?"
    ),
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
    parts = re.split(r"(\{\w+\})", text)
    return "".join(p if i % 2 else p.translate(LETTERS) for i, p in enumerate(parts))


@pytest.fixture
def mongolian(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Give a command line that speaks masked Mongolian."""
    made = Masked()
    monkeypatch.setattr(catalogue, "translations", lambda: made)
    for table in (LABELS, findings.PHRASES, POLICY_SOURCES):
        monkeypatch.setattr(table, "_found", {})
    monkeypatch.setattr(findings, "_patterns", findings._patterns.__wrapped__)

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
        r"(?s)<style.*?</style>|<script(?![^>]*json).*?</script>|<[^>]+>",
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

    assert result.exit_code != 0
    assert [*unmarked(result.output, known_words(four_places))] == []
