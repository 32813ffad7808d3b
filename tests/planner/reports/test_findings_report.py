"""Findings are told in full: text for people, data for programs, a sheet and a page."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from inventory.findings import Finding, Severity, error_rule, warning_rule
from planner.bids.rules import RULES as BID_RULES
from planner.errors import SettingsError
from planner.language.catalogue import mongolian
from planner.procurement.sheets.buyer_template import RULES as TEMPLATE_RULES
from planner.reports.findings_report import (
    COLUMNS,
    SHOWN_PER_RULE,
    all_rules,
    as_data,
    counted,
    explain,
    render,
    rules_with_titles,
)

ERROR = error_rule("position.swapped", "", "").finding(
    "сайт.csv",
    14,
    "уртраг",
    found="longitude 47.9, latitude 106.9",
    expected="longitude 106.9, latitude 47.9",
    todo="exchange the two cells",
)
WARNING = warning_rule("place.soum_unknown", "", "").finding(
    *("сайт.csv", 3, "сум"),
    found="=HYPERLINK(1) <script>alert(1)</script>",
    expected='"Номгон" & co',
    todo="correct the name",
)
NOTE = Finding(rule="link.contract_ended", severity=Severity.NOTE, file="сайт.csv", found="-5")
ALL = [NOTE, WARNING, ERROR, WARNING]


class Page(HTMLParser):
    """Collects the text and the tags of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def test_rules_have_ids_of_their_own():
    """No two rooms use one rule id, and every rule has title and reason."""
    ids = [rule.id for rule in all_rules()]

    assert len(ids) == len(set(ids))
    assert ids == sorted(ids)
    assert len(ids) >= 25
    assert all(rule.title and rule.why for rule in all_rules())


def test_a_rule_explains_itself():
    """The explanation gives title, reason and whether the rule stops a plan."""
    text = explain("position.swapped")

    assert "Longitude and latitude are swapped" in text
    assert "stops a plan" in text


def test_an_unknown_rule_is_answered_with_the_nearest():
    """A misspelt rule id raises with a suggestion."""
    with pytest.raises(SettingsError, match=r"did you mean position\.swapped"):
        explain("position.swaped")


def test_text_groups_by_severity_and_rule():
    """Errors come first, each rule once with its count, the next step last; repeats vanish."""
    text = str(render(ALL, "text"))

    assert text.index("ERRORS (1)") < text.index("WARNINGS (1)") < text.index("NOTES (1)")
    assert "position.swapped: Longitude and latitude are swapped (1)" in text
    assert "сайт.csv row 14, уртраг: found longitude 47.9, latitude 106.9; expected" in text
    assert "1 error, 1 warning, 1 note." in text
    assert text.rstrip().splitlines()[-1].startswith("Next: correct the errors")


def test_text_does_not_drown_in_one_rule():
    """Of a rule with many findings twenty are shown and the rest counted."""
    many = [
        Finding(
            rule="x", severity=Severity.WARNING, file="f", row=n, column=f"c{n // 10}", found=str(n)
        )
        for n in range(1, 501)
    ]

    text = str(render(many, "text"))

    assert text.count("f row ") == SHOWN_PER_RULE
    assert "and 480 more" in text
    assert "500 warnings" in text


def test_one_cause_is_one_line_and_counts_for_all_its_rows():
    """A cause of many rows is told once with its count; CSV alone lists every row."""
    many = [
        Finding(rule="x", severity=Severity.WARNING, file="f", row=n, found="y", site=f"S{n} Нэг")
        for n in range(1, 501)
    ]
    text, data = str(render(many, "text")), render(many, "json")
    told_mn = str(render(many, "text", "mn"))

    assert "f row 1 (S1 Нэг): found y; 500 times, such as row 1 (S1 Нэг), row 2 (S2 Нэг)" in text
    assert "x:  (500)" in text and "500 warnings" in text
    assert "500 удаа, жишээ нь 1-р мөр (S1 Нэг), 2-р мөр (S2 Нэг)" in told_mn
    assert [(row["count"], len(row["examples"])) for row in data] == [(500, 3)]
    assert str(render(many, "csv")).count("\r\n") == 501
    assert "500 ×" in str(render(many, "html"))


@pytest.mark.parametrize(
    ("findings", "step"),
    [([], "run `kholboo plan`"), ([WARNING], "look at the warnings"), (ALL, "correct the errors")],
)
def test_text_ends_with_the_next_step(findings, step):
    """What to do next depends on the worst finding."""
    assert step in str(render(findings, "text"))


def test_counts_are_written_in_words():
    """One is singular, other numbers plural."""
    assert counted([ERROR, WARNING, WARNING]) == "1 error, 2 warnings, 0 notes"


def test_data_is_plain_and_complete():
    """Every field of a finding is there, with the title of its rule, in order of severity."""
    rows = render(ALL, "json")

    assert [row["severity"] for row in rows] == ["error", "warning", "note"]
    assert set(rows[0]) == {*COLUMNS, "examples"}
    assert rows[0]["row"] == 14
    assert rows[2]["row"] is None


def test_csv_opens_in_a_spreadsheet():
    """The sheet starts with a byte order mark, keeps Cyrillic, and holds no formula."""
    text = str(render(ALL, "csv"))

    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["rule"] for row in rows] == [ERROR.rule, WARNING.rule, NOTE.rule]
    assert rows[0]["column"] == "уртраг"
    assert rows[1]["found"].startswith("'=HYPERLINK")
    assert rows[2]["found"] == "'-5"


def test_the_page_needs_nothing_but_itself():
    """The page refers to no other file or address, so it opens offline."""
    page = Page(str(render(ALL, "html")))

    assert not [a for _, a in page.tags if a.get("src") or a.get("href")]
    assert "http:" not in str(render(ALL, "html"))
    assert "https:" not in str(render(ALL, "html"))


def test_the_page_shows_texts_as_texts():
    """What a file holds never becomes part of the page's code."""
    source = str(render(ALL, "html"))

    assert "<script>alert(1)" not in source
    assert "=HYPERLINK(1) <script>alert(1)</script>" in Page(source).texts


def test_the_page_lists_every_finding_with_its_filters():
    """One row for each finding, a box for each severity, a choice for each rule."""
    page = Page(str(render(ALL, "html")))

    rows = [a for tag, a in page.tags if tag == "tr" and "data-rule" in a]
    assert [a["data-level"] for a in rows] == ["error", "warning", "note"]
    assert len([a for tag, a in page.tags if tag == "input" and a.get("type") == "checkbox"]) == 3
    assert {a["value"] for tag, a in page.tags if tag == "option"} == {
        "",
        ERROR.rule,
        WARNING.rule,
        NOTE.rule,
    }


def test_a_page_without_findings_says_so():
    """Nothing found is a page, too."""
    assert "0 errors, 0 warnings, 0 notes" in str(render([], "html"))


def test_another_format_is_refused():
    """A format that does not exist raises."""
    with pytest.raises(ValueError, match="no format"):
        render(ALL, "pdf")


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed here")
def test_the_filter_is_valid_javascript(tmp_path):
    """The script of the page parses."""
    source = str(render(ALL, "html"))
    script = source.split("<script>")[1].split("</script>")[0]
    path = tmp_path / "filter.js"
    path.write_text(script, encoding="utf-8")

    assert subprocess.run(["node", "--check", str(path)], check=False).returncode == 0


def test_findings_of_bids_and_templates_have_titles():
    """Programs get the title of every rule, not only of those that a check looks for."""
    rules = (*BID_RULES, *TEMPLATE_RULES)
    found = as_data([rule.finding("a.xlsx") for rule in rules])

    assert [row["title"] for row in found] == [rule.title for rule in rules]
    assert all(row["title"] for row in found)


def test_every_rule_has_a_mongolian_title():
    """No rule is without, and each title is written in Cyrillic."""
    titles = [mongolian(f"rule.{rule.id}", rule.title) for rule in rules_with_titles()]

    assert len(titles) > len(all_rules())
    assert all(re.search("[А-Яа-яӨөҮү]", title) for title in titles)


def test_the_text_speaks_mongolian_when_asked():
    """Headings, titles, places, counts and the next step; "both" speaks English."""
    text = str(render(ALL, "text", "mn"))

    assert text.startswith("АЛДАА (")
    assert "алдаа 1, анхааруулга 1, тэмдэглэл 1." in text
    assert "Дараагийн алхам: алдааг засаад" in text
    assert "байх ёстой: " in text
    assert f", {ERROR.row}-р мөр, {ERROR.column}; " in text  # the column as the file has it
    assert str(render(ALL, "text", "both")) == str(render(ALL, "text"))


@pytest.mark.parametrize("findings", [ALL, []])
def test_page_obeys_its_own_style_and_script_only(
    findings: list[Finding], locked: Callable[[str], None]
) -> None:
    """With findings or without, the policy allows what the page holds by hash, nothing else."""
    page = render(findings, "html")
    assert isinstance(page, str)
    locked(page)
