"""Findings of bids have Mongolian words for every phrase that their code can make."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from inventory.files import archives, limits, sheet_extents, sheets, workbooks
from inventory.files.limits import TooLarge
from inventory.files.vectors import geopackages
from inventory.findings import Finding, Severity, error_rule
from inventory.place_words import is_area
from planner.bids import (
    additions,
    awards,
    bid_file,
    changed_cells,
    formats,
    offered,
    price_limits,
    prices,
    rates,
    read,
    rows,
)
from planner.bids.evaluation import awarding as of_evaluation
from planner.bids.evaluation import reading
from planner.bids.lots import awarding, discounts
from planner.bids.survey import reading as survey_reading
from planner.language.messages.findings import (
    PHRASES,
    as_phrase,
    mongolian_text,
    phrase,
    told,
    with_severity,
)
from planner.language.messages.phrases.files import PHRASES_OF_FILES
from planner.language.messages.phrases.floors import PHRASES_OF_FLOORS
from planner.language.messages.years import PHRASES_OF_YEARS
from planner.model import amount_range

ROOT = Path(__file__).resolve().parents[3]
MAKERS = ("finding", "_tell", "_unreadable")  # calls whose texts a person reads
SAID = {"found", "expected", "todo", "what"}  # names of texts in the code that makes findings
VALUE = "7"
NOT_OURS = ("a damaged workbook (", "one of the sheets", "no sheet", "sheet ", "set ", "open the")
"""Sentences of workbooks that are older than the Mongolian of findings, or hold a cause."""


def texts(path: str) -> Iterator[ast.expr]:
    """Yield every expression that a module gives as a text of a finding."""
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in MAKERS:
            yield from (k.value for k in node.keywords if k.arg in ("found", "expected", "todo"))
            yield from node.args[{"_tell": 2, "_unreadable": 1}.get(name, len(node.args)) :]


def english(node: ast.expr) -> Iterator[str]:
    """Yield the words that an expression writes by itself, outside of `phrase` and `label`."""
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in ("phrase", "label"):
            for part in (*node.args, *(k.value for k in node.keywords)):
                yield from english(part)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and re.search("[a-z]{2}", node.value):
            yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from english(child)


def named(path: str) -> set[str]:
    """Return the names that texts of findings are taken from."""
    return {node.id for node in texts(path) if isinstance(node, ast.Name)}


def assigned(path: str, names: set[str]) -> Iterator[ast.expr]:
    """Yield what a module assigns to such names."""
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = (
                    zip(target.elts, node.value.elts, strict=True)
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                    else [(target, node.value)]
                )
                yield from (value for at, value in pairs if getattr(at, "id", "") in names)


def asked_for(path: str) -> set[str]:
    """Return the phrases that a module asks for."""
    found = set()
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "phrase":
            text = node.args[0]
            assert isinstance(text, ast.Constant) and isinstance(text.value, str)
            found.add(text.value)
    return found


MODULES = [
    *(read, bid_file, changed_cells, prices),
    *(additions, awards, offered, price_limits, rates, rows),
    *(awarding, discounts, of_evaluation),
]


@pytest.mark.parametrize("module", MODULES)
def test_no_finding_of_a_bid_has_words_in_one_language(module: ModuleType) -> None:
    """Every text of a finding is a phrase of the table or a value, however it is put together."""
    path = str(module.__file__)
    expressions = [*texts(path), *assigned(path, named(path))]

    assert expressions
    assert [word for node in expressions for word in english(node)] == []


def test_every_phrase_is_in_the_table_and_is_used() -> None:
    """A phrase that the table lacks would stop the reader; one that nobody asks for is old."""
    asked = set().union(
        *(
            asked_for(str(module.__file__))
            for module in (*MODULES, formats, reading, survey_reading)
        )
    )

    assert asked - set(PHRASES) == set()
    of_checks = set(PHRASES_OF_FILES) | set(PHRASES_OF_FLOORS) | set(PHRASES_OF_YEARS)
    assert set(PHRASES) - asked - of_checks == set()
    with pytest.raises(KeyError):
        phrase("a phrase of nobody")


def written(node: ast.expr) -> Iterator[str]:
    """Yield the texts of an expression with 7 for every value in them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else VALUE for p in node.values]
        yield "".join(map(str, parts))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from written(value)


def said_in(path: str) -> set[str]:
    """Return every text of findings that a module can make."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            keywords = [k.value for k in node.keywords if k.arg in SAID]
            places = node.args[1:] if name in ("_tell", "_unreadable") else []
            for expression in (*keywords, *places):
                found.update(written(expression))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in SAID:
            found.update(written(node.value))
    return {text for text in found if re.search("[a-z]{2}", text)}


LIMITS = (amount_range, archives, limits, sheet_extents, sheets, geopackages, workbooks)


@pytest.mark.parametrize("module", LIMITS)
def test_limits_of_files_and_amounts_are_told_in_mongolian(module: ModuleType) -> None:
    """What a limit says was found, what it expects and what to do has its Mongolian."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    said = {text for text in said_in(str(module.__file__)) if not text.startswith(NOT_OURS)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TooLarge":
            said.update(text for argument in node.args for text in written(argument))
    left = {text for text in said if not re.search("[А-Яа-яӨөҮү]", as_phrase(text).mongolian)}

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
        blanks = [[b for b in re.findall(r"{(\w+)}", t) if not is_area(b)] for t in (english, said)]
        assert sorted(blanks[0]) == sorted(blanks[1])
        figures_alone = not re.search("[A-Za-z]{2}", re.sub(r"{\w+}", "", said))
        assert re.search("[А-Яа-яӨөҮү]", said) or figures_alone, english


def test_a_finding_is_told_in_the_language_asked_for() -> None:
    """Place, what was found, what was expected and what to do; severity and rule first."""
    finding = error_rule("bid.price_missing", "", "").finding(
        *("a.xlsx", 6, "Prices!I6"),
        found=phrase("line {number} without a price", number=2),
        expected=phrase("a unit price"),
        todo=phrase("ask the bidder; nothing is assumed"),
    )

    assert with_severity(finding, "mn") == (
        "алдаа [bid.price_missing]: a.xlsx, 6-р мөр, Prices!I6; байгаа нь: 2-р мөр үнэгүй; "
        "байх ёстой: нэгж үнэ; оролцогчоос тодруулна; юуг ч таамаглахгүй"
    )
    assert with_severity(finding, "both") == f"error [bid.price_missing]: {finding.sentence()}"
    assert told(finding, "en") == finding.sentence()


@pytest.mark.parametrize("written", ["Ministry of Culture", "nothing", "a date", "line 2: x"])
def test_a_bidders_own_words_stay(written: str) -> None:
    """A value that merely looks like a phrase is not translated."""
    finding = Finding(rule="bid.date", severity=Severity.ERROR, file="a.xlsx", found=written)

    assert told(finding, "mn") == f"a.xlsx; байгаа нь: {written}"


def test_figures_of_any_form_are_told_in_mongolian() -> None:
    """What stands in a blank does not decide whether a phrase is known."""
    found = phrase("{one} of {all}", one="1E-7", all="1E-8")

    assert found == "1E-7 of 1E-8"
    assert found.mongolian == "1E-8-ийн 1E-7"


def test_a_phrase_within_a_phrase_is_told_in_both_languages() -> None:
    """A bid for another plan names its package in the language of the sentence."""
    package = phrase("package {package} of {run}", package="P01", run="r")
    found = phrase("{what}, {copy} copy", what=package, copy="buyer")

    assert found == "package P01 of r, buyer copy"
    assert found.mongolian == "r төлөвлөгөөний P01 багц, buyer хувь"


def test_a_pack_is_not_called_a_package() -> None:
    """Багц is the package of the tender; what goods are sold in is савлагаа."""
    said = phrase("ask whether it is the price of the pack of {size}", size=5).mongolian

    assert said == "5 ширхэгтэй савлагааны үнэ эсэхийг тодруулна"
    assert all("багц" not in text for key, text in PHRASES.items() if "pack of" in key)


ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,:;]+){2}[a-z]{2,}\b")  # three words in a row
KEPT = {"benefit, users, sites"}  # codes, as they are written


def _texts_of_findings(path: Path) -> Iterator[str]:
    """Yield what is told as expected or to be done in a module, word for word."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        named = isinstance(node, ast.keyword) and node.arg in ("expected", "todo")
        if not (named or (isinstance(node, ast.Assign) and _is_told(node.targets[0]))):
            continue
        value = node.value  # type: ignore[attr-defined]
        for one in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value:
                yield one.value


def _is_told(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id in ("expected", "todo")


@pytest.mark.parametrize("room", ["inventory", "sites", "planner"])
def test_every_text_of_a_finding_has_its_mongolian(room: str) -> None:
    """No sentence stays English, and none is taken for the name in a phrase such as `write {}`."""
    modules = [p for p in (ROOT / room).rglob("*.py") if "messages" not in p.parts]
    texts = {text for path in modules for text in _texts_of_findings(path)} - KEPT
    left = [text for text in texts if ENGLISH.search(re.sub("`.*?`", "", mongolian_text(text, "")))]

    assert len(texts) > 10
    assert sorted(text for text in left if "kholboo.toml" not in text) == []
