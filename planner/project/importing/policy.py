"""What a plan needs besides files: questions about prices, money, users and a country's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from inventory.currencies import digits_of
from inventory.records import Record
from planner.language.label import Label
from planner.language.labels import filled
from planner.project.country.check_country import OF_A_COUNTRY
from planner.project.country.countries import OURS, UnknownCountryError, country_of
from planner.project.importing import starter
from planner.project.importing.entries import Entry
from planner.project.importing.present import Present
from planner.project.importing.project_text import SettingChange, TableChange
from planner.project.importing.questions import AnswerKind, Answers, Question
from planner.scenario.settings import Scenario

NONE = "none"
_USERS = ("students", "boarders", "visitors_per_day", "users_at_once")
_KINDS_OF: Mapping[str, AnswerKind] = {
    "vat_rate": AnswerKind.FRACTION,
    "discount_rate": AnswerKind.FRACTION,
    "school_months_per_year": AnswerKind.NUMBER,
    "school_year_starts": AnswerKind.DAY,
}


@dataclass(kw_only=True)
class Policy:
    """What the answers to these questions change."""

    questions: list[Question] = field(default_factory=list)
    settings: list[SettingChange] = field(default_factory=list)
    tables: list[TableChange] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Label] = field(default_factory=list)


def policy_of(
    present: Present, records: Mapping[str, Sequence[Record]], answers: Answers
) -> Policy:
    """Return the questions that a project leaves open once some rows are in it.

    `records` are the rows that each imported table will have.
    """
    policy = Policy()
    _prices(present, records, answers, policy)
    for where, question in _figures(present):
        _ask(present, where, question, answers, policy)
    sites = [*records.get("sites", ()), *_present_rows(present, "sites", records)]
    for where, question in _users(present, sites):
        _ask(present, where, question, answers, policy)
    for where, question in _limits(present):
        _ask(present, where, question, answers, policy)
    return policy


def _present_rows(
    present: Present, table: str, records: Mapping[str, Sequence[Record]]
) -> list[Record]:
    """Return the rows of a table that an import leaves alone."""
    if table in records:
        return []
    return [row for rows in present.records(table).values() for row in rows]


def _ask(
    present: Present, where: tuple[str, ...], question: Question, answers: Answers, policy: Policy
) -> None:
    """Note a question, and its answer as a setting of the scenario."""
    policy.questions.append(question)
    answer = answers.to(question)
    if answer is None or question.id not in answers.given:
        return
    value = _value(question, answer)
    words = filled("import.comment.said").en
    path = ("scenarios", present.scenario_name, *where)
    policy.settings.append(SettingChange(where=path, value=value, comment=words))


def _value(question: Question, answer: str) -> Any:
    """Return an answer as the project file holds it."""
    if question.kind in (AnswerKind.MONEY, AnswerKind.WHOLE):
        return int(answer)
    if question.kind in (AnswerKind.FRACTION, AnswerKind.NUMBER):
        return float(Decimal(answer))
    return answer


# -- a country's figures, limits, users -----------------------------------------------------------


def _figures(present: Present) -> Iterator[tuple[tuple[str, ...], Question]]:
    """Yield a question for every figure of the country that nobody states."""
    project = present.project
    if project.country in ("", OURS):
        return
    for where in OF_A_COUNTRY:
        if present.setting(*where) is None:
            yield (
                where,
                Question(
                    id=where[-1],
                    text=filled(f"import.ask.{where[-1]}", country=_country(project.country)),
                    kind=_KINDS_OF[where[-1]],
                    is_needed=False,
                ),
            )


def _country(code: str) -> str:
    try:
        return country_of(code).name
    except UnknownCountryError:
        return code


def _limits(present: Present) -> Iterator[tuple[tuple[str, ...], Question]]:
    """Yield the questions for the capital and the yearly limit that nobody states."""
    for name in ("capex", "opex_per_year"):
        if any(present.setting("limits", n) is not None for n in (name, f"{name}_minor")):
            continue
        question = Question(
            id=name,
            text=filled(f"import.ask.{name}", currency=present.project.currency),
            kind=AnswerKind.MONEY,
            is_needed=False,
            currency=present.project.currency,
        )
        yield ("limits", name), question


def _users(present: Present, sites: Sequence[Record]) -> Iterator[tuple[tuple[str, ...], Question]]:
    """Yield a question for every kind of which some sites name no users."""
    of_kind = Counter(str(row.values["kind"]) for row in sites if row.values["kind"])
    without = Counter(
        str(row.values["kind"])
        for row in sites
        if row.values["kind"] and all(row.values[name] is None for name in _USERS)
    )
    for kind in sorted(without):
        if present.setting("standard", kind, "users_if_unknown") is not None:
            continue
        question = Question(
            id=f"users.{kind}",
            text=filled("import.ask.users", count=without[kind], all=of_kind[kind], kind=kind),
            kind=AnswerKind.WHOLE,
            is_needed=False,
        )
        yield ("standard", kind, "users_if_unknown"), question


# -- prices ---------------------------------------------------------------------------------------


def _prices(
    present: Present, records: Mapping[str, Sequence[Record]], answers: Answers, policy: Policy
) -> None:
    """Offer assumed or published prices where there are none, with the rate that they need."""
    if records.get("catalogue") or present.records("catalogue"):
        return
    question = Question(
        id="catalogue",
        text=filled("import.ask.catalogue", date=starter.newest_date()),
        kind=AnswerKind.CHOICE,
        options=(starter.STARTER, *starter.presets(), NONE),
        guess=starter.STARTER,
    )
    policy.questions.append(question)
    taken = answers.to(question)
    if taken not in (starter.STARTER, *starter.presets()):
        return
    currency = present.project.currency
    policy.files[starter.CATALOGUE_PATH] = starter.catalogue_bytes(taken)
    if taken != starter.STARTER:
        policy.files[starter.SOURCE_PATH] = starter.source_bytes(taken)
        told = filled("import.preset", preset=taken, path=starter.SOURCE_PATH)
        policy.notes.append(told)
    _table(policy, "catalogue", starter.CATALOGUE_PATH)
    has_rate = any(
        row.values["currency"] == starter.CURRENCY
        for rows in (records.get("exchange_rates", ()), *present.records("exchange_rates").values())
        for row in rows
    )
    if has_rate:
        return
    rate = "1" if currency == starter.CURRENCY else _rate(present, currency, answers, policy)
    if rate is not None:
        home = starter.Home(
            currency=currency,
            rate=Decimal(rate),
            vat=_vat(present, answers),
            digits=digits_of(currency),
        )
        policy.files[starter.CATALOGUE_PATH], left = starter.catalogue_for(home, taken)
        if left:
            skus = ", ".join(left)
            policy.notes.append(filled("import.left_out", skus=skus, currency=currency))


def _vat(present: Present, answers: Answers) -> Decimal:
    """Return the VAT that prices of the plan get: as stated, else as answered, else the default."""
    if present.setting("price_basis") == "without_vat":
        return Decimal(0)
    stated = present.setting("vat_rate")
    if stated is None and "vat_rate" in answers.given:
        question = Question(
            id="vat_rate", text=Label(mn="", en=""), kind=AnswerKind.FRACTION, is_needed=False
        )
        stated = answers.to(question)
    return Decimal(str(Scenario().vat_rate if stated is None else stated))


def _rate(present: Present, currency: str, answers: Answers, policy: Policy) -> str | None:
    """Ask how much a dollar is, and write the table of rates beside those there are."""
    question = Question(
        id="usd_rate",
        text=filled("import.ask.usd_rate", currency=currency, date=starter.newest_date()),
        kind=AnswerKind.NUMBER,
        guess=starter.EXAMPLE_RATE.get(currency, ""),
    )
    policy.questions.append(question)
    rate = answers.to(question)
    if rate is None:
        return None
    source = "assumed: stated when the starter catalogue was taken, to confirm"
    policy.files[starter.RATES_PATH] = starter.rates_bytes(rate, source)
    has_others = bool(present.records("exchange_rates"))
    _table(policy, "exchange_rates", starter.RATES_PATH, is_added=has_others)
    return rate


def _table(policy: Policy, table: str, path: str, *, is_added: bool = False) -> None:
    """Note a table that is read from a file of ours."""
    why = filled("import.why.starter")
    entry = Entry(
        table=table,
        path=path,
        settings={("number_format",): "1234.5"},
        why={("number_format",): why},
    )
    policy.tables.append(TableChange(entry=entry, instead_of=() if is_added else None))
