"""Findings of bids have Mongolian words for every phrase that their code can make."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from inventory import archives, geopackages, limits, sheet_extents, workbooks
from inventory.findings import Finding, Severity
from inventory.limits import TooLarge
from planner import amount_checks, bids, procurement_bid_prices
from planner.finding_words import PHRASES, mongolian, told, with_severity

SAID = {"found", "expected", "todo", "what"}  # names of texts in the code that makes findings
VALUE = "7"
NOT_OURS = ("a damaged workbook (", "one of the sheets", "no sheet", "sheet ", "set ", "open the")
"""Sentences of workbooks that are older than the Mongolian of findings, or hold a cause."""


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts of an expression with 7 for every value in them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else VALUE for p in node.values]
        yield "".join(map(str, parts))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from texts(value)


def said_in(path: str) -> set[str]:
    """Return every text of findings that a module can make."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            keywords = [k.value for k in node.keywords if k.arg in SAID]
            places = node.args[1:] if name in ("_tell", "_unreadable") else []
            for expression in (*keywords, *places):
                found.update(texts(expression))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in SAID:
            found.update(texts(node.value))
    return {text for text in found if re.search("[a-z]{2}", text)}


@pytest.mark.parametrize("module", [bids, procurement_bid_prices])
def test_every_phrase_of_a_finding_has_its_mongolian(module: ModuleType) -> None:
    """What the code can say is found in the table, with no English word left."""
    said = said_in(str(module.__file__))
    left = {text for text in said if not re.search("[А-Яа-яӨөҮү]", mongolian(text))}

    assert len(said) > 10
    assert left == set()


LIMITS = (amount_checks, archives, limits, sheet_extents, geopackages, workbooks)


@pytest.mark.parametrize("module", LIMITS)
def test_limits_of_files_and_amounts_are_told_in_mongolian(module: ModuleType) -> None:
    """What a limit says was found, what it expects and what to do has its Mongolian."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    said = {text for text in said_in(str(module.__file__)) if not text.startswith(NOT_OURS)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TooLarge":
            said.update(text for argument in node.args for text in texts(argument))
    left = {text for text in said if not re.search("[А-Яа-яӨөҮү]", mongolian(text))}

    assert said
    assert left == set()


def test_a_limit_is_told_whole_in_mongolian() -> None:
    """A table that is too large says so in one sentence without an English word."""
    finding = TooLarge("17,179,869,185 cells", "at most 1,200 MiB in memory").finding("х.xlsx")

    assert told(finding, "mn") == (
        "х.xlsx; байгаа нь: 17,179,869,185 нүд; байх ёстой: санах ойд 1,200 МиБ-ээс ихгүй; "
        "зөв файл эсэхийг шалгаад, хэрэггүй мөр, баганыг хасна"
    )


def test_blanks_are_the_same_in_both_languages() -> None:
    """A phrase and its Mongolian hold the same values."""
    for english, said in PHRASES.items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", said))
        assert re.search("[А-Яа-яӨөҮү]", said), english


def test_a_finding_is_told_in_the_language_asked_for() -> None:
    """Place, what was found, what was expected and what to do; severity and rule first."""
    finding = Finding(
        rule="bid.price_missing",
        severity=Severity.ERROR,
        file="a.xlsx",
        row=6,
        column="Prices!I6",
        found="line 2 without a price",
        expected="a unit price",
        todo="ask the bidder; nothing is assumed",
    )

    assert with_severity(finding, "mn") == (
        "алдаа [bid.price_missing]: a.xlsx, 6-р мөр, Prices!I6; байгаа нь: 2-р мөр үнэгүй; "
        "байх ёстой: нэгж үнэ; оролцогчоос тодруулна; юуг ч таамаглахгүй"
    )
    assert with_severity(finding, "both") == f"error [bid.price_missing]: {finding.sentence()}"
    assert told(finding, "en") == finding.sentence()


def test_a_bidders_own_words_stay() -> None:
    """A value that merely looks like a phrase is not translated."""
    assert mongolian("Ministry of Culture") == "Ministry of Culture"
    assert mongolian("120 of 100") == "100-ийн 120"


def test_a_pack_is_not_called_a_package() -> None:
    """Багц is the package of the tender; what goods are sold in is савлагаа."""
    said = mongolian("ask whether it is the price of the pack of 5")

    assert said == "5 ширхэгтэй савлагааны үнэ эсэхийг тодруулна"
    assert all("багц" not in text for phrase, text in PHRASES.items() if "pack of" in phrase)
