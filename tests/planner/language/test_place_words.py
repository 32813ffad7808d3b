"""A reader of a project elsewhere is told of counties, never of aimags."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from four_places import CONFIG, write_project

import cli
from inventory import place_words
from inventory.place_words import MONGOLIA, in_words, plural, use, words_of
from planner.language.catalogue import DOMAIN, FOLDER
from planner.runs.run_folder import find_run, load_run

KENYA = ("county", "sub-county", "ward")
OURS = re.compile(
    r"\b(?:aimags?|soums?|baghs?|düüregs?|khoroos?)\b"
    r"|(?<![а-яөү])(?:айма?г|сум(?:ын|ыг|аар|анд|аас|ууд)?|баг(?:ийн|ийг|аар|т)?)(?![а-яөү])",
    re.IGNORECASE,
)
STAYS = {
    "settings as they are typed": r"\b(?:[a-z_]+[.=])+[a-z_]+\b|[\"'`](?:aimag|soum)[\"'`]",
    "names of columns": r"(?m), (?:aimag|soum|bagh)(?=[:;])|^  (?:aimag|soum|bagh)(?= \()",
    "options as they are typed": r"--(?:aimag|soum)",
    "ids of limits and payers": r"\b[a-z_]+:[a-z_:]+\b",
}


@pytest.fixture
def kenya(tmp_path: Path) -> Path:
    """Give a small project with Kenya's words, in a country where the test world's places lie."""
    config = CONFIG.replace('country = "MN"', f'country = "CN"\nlevels = {json.dumps(KENYA)}')
    return write_project(tmp_path / "ke", config)


def kholboo(folder: Path, *words: object) -> str:
    """Return all that a command line says."""
    result = CliRunner().invoke(cli.shell, [*map(str, words), "-C", str(folder)])
    assert not isinstance(result.exception, AssertionError | AttributeError), result.output
    return result.output


def ours_in(text: str) -> set[str]:
    """Return the lines that speak of areas of Mongolia, what is typed left out."""
    for pattern in STAYS.values():
        text = re.sub(pattern, "", text)
    return {line for line in text.splitlines() if OURS.search(line)}


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts of JSON data, without its keys."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, str) and " " in value:
        yield value


def page_text(path: Path) -> str:
    """Return what a page shows: its text, and the texts of its data."""
    page = path.read_text(encoding="utf-8")
    data = re.findall(r'(?s)<script type="application/json"[^>]*>(.*?)</script>', page)
    page = re.sub(r"<td[^>]*>(?:aimag|soum|bagh)\s*<", "<", page)  # names of columns
    shown = re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]+>", " ", page)
    return "\n".join([shown, *(text for one in data for text in texts_of(json.loads(one)))])


def book_text(path: Path) -> str:
    """Return all texts of a workbook, with the names of its sheets."""
    book = openpyxl.load_workbook(path)
    codes = ("aimag", "soum", "bagh")  # values of settings and names of columns, as typed
    texts = (str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value)
    cells = (text for text in texts if text not in codes)
    return "\n".join([*book.sheetnames, *cells])


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "mn"])
def test_no_area_of_mongolia_reaches_a_reader_elsewhere(
    kenya: Path, tmp_path: Path, language: str
) -> None:
    """Check, summary, explanations, tenders, audits, workbooks and pages of a Kenyan project."""
    out, lang = tmp_path / "out", ("--lang", language)
    for words in (
        ("check",),
        ("plan",),
        ("candidates",),
        ("explain", "S-1"),
        ("explain", "L-2"),
        ("explain", "--infeasible"),
        ("inventory", "report", "-o", tmp_path),
        ("procure", "packages"),
        ("audit", "verify"),
        ("schema", "sites"),
        ("candidates", "--region", "Nowhere"),
        ("export", "workbook", "page", "handover-workbook", "-o", out),
    ):
        told = kholboo(kenya, *words, *lang)
        assert ours_in(told) == set(), words
    for path in (*out.glob("*.xlsx"), *tmp_path.glob("*.xlsx")):
        assert ours_in(book_text(path)) == set(), path.name
    for path in (*out.glob("*.html"), *tmp_path.glob("*.html")):
        assert ours_in(page_text(path)) == set(), path.name
    if language == "en":
        assert "By county" in book_text(next(tmp_path.glob("*.xlsx")))
        assert {"County", "Sub-county"} <= {*book_text(out / "plan.xlsx").splitlines()}


def test_findings_name_the_areas_of_the_project(kenya: Path) -> None:
    """Places that are not known are told in the project's words, on the terminal and the page."""
    rows = (kenya / "sites.csv").read_text(encoding="utf-8").splitlines()
    head = rows[0].split(",")
    for number, (aimag, soum) in enumerate((("9", "901"), ("", ""), ("2", "101"), ("", "Алаг"))):
        row = dict(zip(head, rows[2].split(","), strict=True)) | {"site_id": f"X-{number}"}
        row |= {"aimag": aimag, "soum": soum, "longitude": "", "latitude": ""}
        rows.append(",".join(row.values()))
    (kenya / "sites.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    told = kholboo(kenya, "check", "--lang", "en")
    page = kenya / "findings.html"
    kholboo(kenya, "check", "--format", "html", "-o", page)

    assert "A site names neither county nor sub-county" in told
    assert "correct the name, or the county beside it, or add the place" in told
    assert ours_in(told) == set()
    assert ours_in(page_text(page)) == set()
    assert "A site names neither county nor sub-county" in page_text(page)


def test_a_run_is_told_in_the_words_it_recorded(kenya: Path) -> None:
    """Whoever reads a run reads the words of its project, not of the project read before."""
    kholboo(kenya, "plan", "--effort", "0", "--quick")
    use(MONGOLIA)

    load_run(find_run(kenya))

    assert in_words("{Regions}") == "Counties"


def test_words_of_a_project() -> None:
    """Mongolia's words without others, neutral ones where nobody says, plurals by rule."""
    assert words_of("MN", ()) is words_of("", ()) is words_of("MN", MONGOLIA.english) is MONGOLIA
    assert words_of("TV", ()).english == ("region", "district", "locality")
    assert words_of("NP", ["province"]).english == ("province", "sub-province", "locality")
    assert [plural(w) for w in ("county", "parish", "ward", "day")] == [
        "counties",
        "parishes",
        "wards",
        "days",
    ]


def test_every_form_of_a_word_is_a_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles, plurals, capitals and cases are filled; other blanks stay."""
    monkeypatch.setattr(place_words, "_current", words_of("KE", KENYA))

    assert in_words("{A_region}, {a_subregion} and {Wards} of {site}") == (
        "A county, a sub-county and Wards of {site}"
    )
    assert in_words("{Region_by}, {subregion_it}", "mn") == "Мужаар, дүүргийг"


def test_no_message_names_an_area_of_mongolia() -> None:
    """Messages of all kinds have blanks for areas; what is typed, and help for all, may differ."""
    allowed = ("option", "import.table.places")  # help names both, for readers without a project
    found = set()
    for message in read_po(io.BytesIO((FOLDER / f"{DOMAIN}.po").read_bytes()), locale="mn"):
        for text in (message.id, message.string) if message.id else ():
            for form in (text,) if isinstance(text, str) else text:
                said = re.sub(r"\{\w+(?:![rs])?\}|--\w+|`[^`]*`|level (?:нь )?aimag", "", form)
                arrows = message.context in ("page.list_help", "page.map_help")  # "сум" is an arrow
                columns = "categories, aimags" in said
                if OURS.search(said) and not arrows and not columns:
                    found.add(message.context)
    assert found <= {*allowed}
