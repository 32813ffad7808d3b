"""Findings for people and programs: text, plain data, CSV and one self-contained page."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, overload

from inventory.findings import Finding, Rule, Severity, condensed, in_order, total
from inventory.place_words import in_words
from planner.errors import SettingsError
from planner.fields import fields_of
from planner.language.catalogue import mongolian
from planner.language.label import Label, Language
from planner.language.labels import LABELS, label, sentence, spoken_on_terminal
from planner.language.messages.findings import mongolian_text, told
from planner.language.said import said
from planner.rendering import html
from planner.rendering.csv_cells import harmless

FORMATS = ("text", "json", "csv", "html")
SHOWN_PER_RULE = 20  # in text; the other formats list everything
COLUMNS = (
    *("severity", "rule", "title", "file", "row", "site", "column", "found", "expected", "todo"),
    "count",
)
_ORDER: Mapping[Severity, int] = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def all_rules() -> tuple[Rule, ...]:
    """Return every rule that a check looks for, in id order."""
    import inventory.prices.rules
    import inventory.rules
    import planner.project.checks.amounts_of_floors
    import planner.project.checks.days_off
    import planner.project.checks.entities
    import planner.project.checks.package_rules
    import planner.project.checks.procurement_rules
    import planner.project.checks.rules
    import planner.project.checks.upper_limits
    import planner.project.checks.years_rules
    import planner.project.promises
    import sites.corrections
    import sites.devices
    import sites.digging.rules
    import sites.network_rules
    import sites.people.rules
    import sites.roads.rules
    import sites.rules
    import sites.terrain.rules
    from planner import technologies
    from planner.model.amount_range import AMOUNT_TOO_LARGE
    from planner.project.checks.buildings import BUILDING_APART, BUILDING_WITHOUT_CABLING
    from planner.project.checks.cables import CABLES_NOT_TAPPED
    from planner.project.checks.floors import RULES as OF_DIRECTIVES

    rules = (
        *(*inventory.rules.RULES, *inventory.prices.rules.RULES),
        *(*sites.rules.RULES, *sites.network_rules.RULES, *sites.roads.rules.RULES),
        *sites.terrain.rules.RULES,
        *sites.people.rules.RULES,
        *sites.corrections.RULES,
        *sites.devices.RULES,
        *sites.digging.rules.RULES,
        *planner.project.checks.rules.RULES,
        *planner.project.checks.amounts_of_floors.RULES,
        *planner.project.checks.upper_limits.RULES,
        *planner.project.checks.years_rules.RULES,
        *planner.project.promises.RULES,
    )
    of_procurement = (
        *planner.project.checks.procurement_rules.RULES,
        *planner.project.checks.package_rules.RULES,
        *planner.project.checks.entities.RULES,
        *planner.project.checks.days_off.RULES,
    )
    of_technologies = (rule for kind in technologies.TECHNOLOGIES for rule in kind.rules)
    of_buildings = (BUILDING_APART, BUILDING_WITHOUT_CABLING)
    apart = (AMOUNT_TOO_LARGE, *OF_DIRECTIVES, CABLES_NOT_TAPPED, *of_buildings)
    found = (*rules, *of_procurement, *of_technologies, *apart)
    return tuple(sorted(found, key=lambda rule: rule.id))


def explain(rule_id: str, language: Language = "en") -> str:
    """Return what a rule looks for and why; raises SettingsError when there is no such rule."""
    rules = {rule.id: rule for rule in rules_with_titles()}
    if rule_id not in rules:
        from inventory.values import suggestion

        near = suggestion(rule_id, rules)
        if near:
            raise SettingsError(
                said("no rule {rule!r}; did you mean {near}?", rule=rule_id, near=near)
            )
        raise SettingsError(
            said("no rule {rule!r}; `kholboo check --json` names the rules found", rule=rule_id)
        )
    rule = rules[rule_id]
    effect = "stops" if rule.severity is Severity.ERROR else "goes_on"
    severity = label(f"severity.{rule.severity.value}", language)
    return "\n".join(
        (
            f"{rule.id}: {title_of(rule, language)}.",
            why_of(rule, language),
            sentence(f"check.rule.{effect}", language, severity=severity),
        )
    )


def title_of(rule: Rule, language: Language = "en") -> str:
    """Return what is wrong under a rule, in Mongolian or in English."""
    if language == "mn":
        return in_words(mongolian(f"rule.{rule.id}", rule.title), "mn")
    return in_words(rule.title)


def why_of(rule: Rule, language: Language = "en") -> str:
    """Return why a rule matters, in Mongolian or in English."""
    if language == "mn":
        return in_words(mongolian(f"why.{rule.id}", rule.why), "mn")
    return in_words(rule.why)


def rules_markdown() -> str:
    """Return docs/findings.md: every rule by severity, with its reason."""
    lines = [_RULES_INTRODUCTION]
    for level in Severity:
        rules = [rule for rule in all_rules() if rule.severity is level]
        lines += [f"## {level.value.capitalize()}s ({len(rules)})", "", _EFFECTS[level], ""]
        lines += ["| rule | what is wrong | why it matters |", "| --- | --- | --- |"]
        lines += [f"| `{rule.id}` | {title_of(rule)} | {why_of(rule)} |" for rule in rules]
        lines.append("")
    return "\n".join(lines)


_EFFECTS: Mapping[Severity, str] = {
    Severity.ERROR: "No plan is made before they are corrected.",
    Severity.WARNING: "A plan goes on with the data as they are; look at them first.",
    Severity.NOTE: "For information: what was read in which way.",
}
_RULES_INTRODUCTION = """# Findings

This page is generated from the rules by `make docs`; a test keeps it current.

In five minutes: `kholboo check` lists what is wrong with a project, and `kholboo check --explain
RULE` says why a rule looks.

`kholboo check` looks for all of this at once, before anything is computed.
Every finding names file, row, column, what was found, what was expected and what to do.
"""


@overload
def render(findings: Sequence[Finding], as_format: Literal["json"]) -> list[dict[str, Any]]: ...


@overload
def render(
    findings: Sequence[Finding], as_format: str, language: Language = "en"
) -> str | list[dict[str, Any]]: ...


def render(
    findings: Sequence[Finding], as_format: str, language: Language = "en"
) -> str | list[dict[str, Any]]:
    """Return the findings as text, json (a list of dicts), csv or html.

    Findings of one cause are one, with a count and examples, but in csv, which lists every row.
    Text and csv speak one language, "both" English; the page speaks both side by side; json is
    English. Raises ValueError for another format.
    """
    ordered = _by_severity(findings)
    if as_format == "csv":
        return as_csv(ordered, spoken_on_terminal(language))
    ordered = condensed(ordered)
    if as_format == "text":
        return as_text(ordered, spoken_on_terminal(language))
    if as_format == "json":
        return as_data(ordered)
    if as_format == "html":
        return as_html(ordered, language)
    raise ValueError(f"no format {as_format!r}, expected one of {', '.join(FORMATS)}")


def _by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without repeats: errors first, then by rule, file and row."""
    return sorted(in_order(findings), key=lambda f: (_ORDER[f.severity], f.rule))


def counted(findings: Iterable[Finding], language: Language = "en") -> str:
    """Return how many errors, warnings and notes there are, as "2 errors, 1 warning, 0 notes"."""
    counts = _counts(findings)
    if language == "mn":
        return ", ".join(
            f"{label(f'severity.{level.value}', 'mn')} {counts[level]:,}" for level in Severity
        )
    return ", ".join(
        f"{counts[level]:,} {level}{'' if counts[level] == 1 else 's'}".replace(",", " ")
        for level in Severity
    )


def _counts(findings: Iterable[Finding]) -> Counter[Severity]:
    """Return how many rows the findings of each severity stand for."""
    counts: Counter[Severity] = Counter()
    for finding in findings:
        counts[finding.severity] += finding.count
    return counts


def next_step(findings: Iterable[Finding], language: Language = "en") -> str:
    """Return what to do after reading the findings."""
    levels = {f.severity for f in findings}
    worst = next((level.value for level in Severity if level in levels), "none")
    return label(f"check.next.{'none' if worst == 'note' else worst}", language)


# text


def as_text(findings: Sequence[Finding], language: Language = "en") -> str:
    """Return the findings by severity and rule, at most 20 of a rule, and the next step."""
    end = [counted(findings, language) + ".", next_step(findings, language)]
    return "\n".join([*_listed(findings, language), *end]) + "\n"


def stopping_lines(
    findings: Iterable[Finding], language: Language = "en", *, strict: bool = False
) -> list[str]:
    """Return the findings that stop a plan, or would with `strict`, as lines; often none."""
    levels = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    found = [f for f in findings if f.severity in levels]
    return _listed(condensed(_by_severity(found)), language)


def _listed(findings: Sequence[Finding], language: Language) -> list[str]:
    """Return the findings by severity and rule, at most 20 of a rule."""
    lines: list[str] = []
    titles = _titles(language)
    for level, of_level in groupby(findings, key=lambda f: f.severity):
        found = list(of_level)
        lines += [f"{label(f'check.{level.value}', language)} ({total(found)})", ""]
        for rule_id, of_rule in groupby(found, key=lambda f: f.rule):
            lines += _rule_lines(rule_id, titles.get(rule_id, ""), list(of_rule), language)
    return lines


def _rule_lines(
    rule_id: str, title: str, found: Sequence[Finding], language: Language
) -> list[str]:
    lines = [f"{rule_id}: {title} ({total(found)})"]
    lines += [f"  {told(finding, language)}" for finding in found[:SHOWN_PER_RULE]]
    if len(found) > SHOWN_PER_RULE:
        lines.append(sentence("check.more", language, more=total(found[SHOWN_PER_RULE:])))
    return [*lines, ""]


def rules_with_titles() -> tuple[Rule, ...]:
    """Return every rule, those of bids and of buyers' workbooks among them."""
    import planner.bids.evaluation.rules
    import planner.bids.rules
    import planner.bids.survey.rules
    import planner.procurement.sheets.buyer_template
    import planner.project.new_prices

    of_prices = planner.project.new_prices.RULES
    of_bids = (*planner.bids.rules.RULES, *planner.bids.evaluation.rules.RULES)
    of_surveys = planner.bids.survey.rules.RULES
    of_templates = planner.procurement.sheets.buyer_template.RULES
    return (*all_rules(), *of_prices, *of_bids, *of_surveys, *of_templates)


def _titles(language: Language = "en") -> dict[str, str]:
    """Return the title of every rule in Mongolian or in English."""
    return {rule.id: title_of(rule, language) for rule in rules_with_titles()}


# data


def in_both_languages(findings: Sequence[Mapping[str, Any]]) -> list[dict[str, tuple[str, str]]]:
    """Return title, found, expected and next step of findings as data, Mongolian and English."""
    titles = _titles("mn")
    return [
        {
            "title": (titles.get(one["rule"], one["title"]), one["title"]),
            **{
                name: (mongolian_text(one[name], one["rule"]), one[name])
                for name in ("found", "expected", "todo")
            },
        }
        for one in findings
    ]


def as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the findings as dicts of plain values, the title of the rule among them."""
    titles = _titles()
    return [
        {
            "severity": finding.severity.value,
            "rule": finding.rule,
            "title": titles.get(finding.rule, ""),
            **fields_of(
                finding, "file", "row", "site", "column", "found", "expected", "todo", "count"
            ),
            "examples": [dataclasses.asdict(example) for example in finding.examples],
        }
        for finding in findings
    ]


def as_csv(findings: Iterable[Finding], language: Language = "en") -> str:
    """Return the findings as CSV with a byte order mark, so that spreadsheets read Cyrillic."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _as_read(findings, lambda told: told.text(language)):
        writer.writerow([harmless(row[column]) for column in COLUMNS])
    return text.getvalue()


def _as_read(findings: Iterable[Finding], show: Callable[[Label], str]) -> list[dict[str, Any]]:
    """Return the findings as dicts with their texts as `show` writes them."""
    rules = {rule.id: rule for rule in rules_with_titles()}

    def read(text: str, rule: str) -> str:
        return show(Label(mn=mongolian_text(text, rule), en=text)) if text else text

    found = []
    for finding, row in zip(listed := list(findings), as_data(listed), strict=True):
        texts = {name: read(getattr(finding, name), finding.rule) for name in _TEXTS}
        examples = [{**e, "found": read(e["found"], finding.rule)} for e in row["examples"]]
        rule = rules.get(finding.rule)
        title = "" if rule is None else show(_in_both(title_of, rule))
        found.append({**row, **texts, "title": title, "examples": examples})
    return found


_TEXTS = ("found", "expected", "todo")


def _in_both(told_of: Callable[[Rule, Language], str], rule: Rule) -> Label:
    """Return a text of a rule in both languages."""
    return Label(mn=told_of(rule, "mn"), en=told_of(rule, "en"))


# page


def as_html(findings: Sequence[Finding], language: Language = "both") -> str:
    """Return one page that opens anywhere, offline, and filters by severity, rule and text."""
    rows = _as_read(findings, lambda told: html.in_each(language, told.text))
    counts = _counts(findings)
    return html.render(
        "findings_report.html",
        language,
        script=html.written_script("findings.js") if rows else "",
        rows=rows,
        all_rules=LABELS["findings.all"],
        rules=_rules_told(rows, language),
        levels=[
            (level.value, LABELS[f"severity.{level.value}"], counts[level]) for level in Severity
        ],
        severities={level.value: LABELS[f"severity.{level.value}"] for level in Severity},
        counted=html.in_each(language, lambda one: counted(findings, one)),
        next_step=html.in_each(language, lambda one: next_step(findings, one).replace("`", "")),
    )


def _rules_told(
    rows: Sequence[Mapping[str, Any]], language: Language
) -> Iterator[tuple[str, Label, str, str, int]]:
    """Yield each rule of the rows: id, words to choose it by, title, reason and count."""
    rules = {rule.id: rule for rule in rules_with_titles()}
    for rule in dict.fromkeys(row["rule"] for row in rows):
        count = sum(row["count"] for row in rows if row["rule"] == rule)
        known = rules.get(rule)
        title, why = (
            (_in_both(told_of, known) if known else Label("", "")) for told_of in (title_of, why_of)
        )
        choice = Label(mn=f"{title.mn} ({count})", en=f"{title.en} ({count})")
        shown = (html.in_each(language, text.text) for text in (title, why))
        yield rule, choice, *shown, count
