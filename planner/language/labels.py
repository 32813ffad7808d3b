"""One table of the words that people read in sheets and pages, in Mongolian and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from inventory.prices.catalogue import Category, Timing
from planner.language.label import Label, Language
from planner.language.messages.audit import WORDS as AUDIT_WORDS
from planner.language.messages.codes import CODES, REASONS
from planner.language.messages.comparison import ON_PAGE as DIFFERENCE_WORDS
from planner.language.messages.comparison import WORDS as COMPARE_WORDS
from planner.language.messages.delegation import WORDS as DELEGATION_WORDS
from planner.language.messages.explanation import WORDS as EXPLAIN_WORDS
from planner.language.messages.headings import HEADINGS, SHEETS, TITLES
from planner.language.messages.importing import WORDS as IMPORT_WORDS
from planner.language.messages.indicators import WORDS as INDICATOR_WORDS
from planner.language.messages.page import WORDS as PAGE_WORDS
from planner.language.messages.phrases.terrain import WORDS as TERRAIN_WORDS
from planner.language.messages.policy_sources import POLICY_SOURCES
from planner.language.messages.report import PROOF, SENTENCES, TOLD
from planner.language.messages.serve import WORDS as SERVE_WORDS
from planner.language.messages.survey import WORDS as SURVEY_WORDS
from planner.language.messages.tenders.bids import WORDS as BID_WORDS
from planner.language.messages.tenders.evaluation import WORDS as EVALUATION_WORDS
from planner.language.messages.tenders.forms import WORDS as FORM_WORDS
from planner.language.messages.tenders.handover import WORDS as HANDOVER_WORDS
from planner.language.messages.tenders.lots import WORDS as LOT_WORDS
from planner.language.messages.tenders.procurement import WORDS as PROCUREMENT_WORDS
from planner.language.messages.terminal import WORDS as TERMINAL_WORDS
from planner.language.messages.years import WORDS as YEARS_WORDS
from planner.language.words import Words

LABELS = Words(
    SHEETS,
    TITLES,
    HEADINGS,
    CODES,
    REASONS,
    TOLD,
    PROOF,
    SENTENCES,
    AUDIT_WORDS,
    BID_WORDS,
    COMPARE_WORDS,
    DIFFERENCE_WORDS,
    DELEGATION_WORDS,
    EVALUATION_WORDS,
    EXPLAIN_WORDS,
    FORM_WORDS,
    HANDOVER_WORDS,
    IMPORT_WORDS,
    INDICATOR_WORDS,
    LOT_WORDS,
    PAGE_WORDS,
    PROCUREMENT_WORDS,
    SURVEY_WORDS,
    TERRAIN_WORDS,
    YEARS_WORDS,
    SERVE_WORDS,
    TERMINAL_WORDS,
)
"""Every message of sheets, pages and answers by its key."""


def label(key: str, language: Language, separator: str = " · ") -> str:
    """Return a label's text; raises KeyError when the table has no such label."""
    return LABELS[key].text(language, separator)


def sentence(key: str, language: Language, separator: str = " · ", **values: object) -> str:
    """Return a label with its {blanks} filled in."""
    return label(key, language, separator).format(**values)


def filled(key: str, **values: object) -> Label:
    """Return a sentence in both languages; blanks take labels in their own language."""
    return _with_values(LABELS[key], values)


def counted(key: str, number: int, **values: object) -> Label:
    """Return a sentence as it is said of so many, "1 site" or "2 sites", in both languages.

    {count} is the number, with thousands apart; other blanks as in `filled`. Raises TypeError for
    a message without two forms.
    """
    return _with_values(LABELS.of(key, number), {"count": f"{number:,}", **values})


def _with_values(found: Label, values: Mapping[str, object]) -> Label:
    if not any(isinstance(value, Label) for value in values.values()):
        return Label(mn=found.mn.format(**values), en=found.en.format(**values))

    def spoken(language: str) -> dict[str, object]:
        return {k: getattr(v, language) if isinstance(v, Label) else v for k, v in values.items()}

    return Label(mn=found.mn.format(**spoken("mn")), en=found.en.format(**spoken("en")))


def word(group: str, code: str) -> Label:
    """Return the words for a code of an open list, its own letters where it is new."""
    return Label(mn=term(group, code, "mn"), en=term(group, code, "en"))


def plain(text: str) -> Label:
    """Return a name or an id that is the same in every language."""
    return Label(mn=text, en=text)


def joined(separator: str, labels: Iterable[Label]) -> Label:
    """Return labels one after another, each language by itself."""
    found = tuple(labels)
    return Label(
        mn=separator.join(one.mn for one in found), en=separator.join(one.en for one in found)
    )


def spoken_on_terminal(language: Language) -> Literal["mn", "en"]:
    """Return the one language that a terminal speaks: "both" is English there."""
    return "mn" if language == "mn" else "en"


def policy_source(text: str, language: Language, separator: str = " · ") -> str:
    """Return the source of a setting in a language; a citation stays as it is written."""
    return Label(POLICY_SOURCES.get(text, text), text).text(language, separator)


def term(group: str, code: str, language: Language, separator: str = " · ") -> str:
    """Return the word for a code, or the code in plain letters when projects may add their own.

    Payers, technologies, units and link kinds are open lists, so that their own name is the
    honest answer; closed lists (status, reason, kind) use `label`, which raises.
    """
    key = f"{group}.{code}"
    return label(key, language, separator) if key in LABELS else code.replace("_", " ")


def category(value: Category, language: Language) -> str:
    """Return the word for goods, works or services."""
    return label(f"category.{value.value}", language)


def timing(value: Timing, language: Language) -> str:
    """Return the word for a one-time or a yearly payment."""
    return label(f"timing.{value.value}", language)


def item_name(name_mn: str, name_en: str, language: Language) -> str:
    """Return an item's name in the language asked for, or the only one that is given."""
    names = {"mn": [name_mn or name_en], "en": [name_en or name_mn], "both": [name_mn, name_en]}
    return " / ".join(dict.fromkeys(n for n in names[language] if n))


def currency_sign(currency: str) -> str:
    """Return ₮ for the tögrög and the ISO 4217 code for any other currency."""
    return "₮" if currency == "MNT" else currency


def money_unit(unit: int, currency: str, language: Language) -> str:
    """Return how money is shown: whole, thousand or million units of the currency.

    Raises KeyError for a unit other than 1, 1,000 and 1,000,000.
    """
    return sentence(f"money_unit.{unit}", language, currency=currency_sign(currency))


def dotted_date(iso: str) -> str:
    """Return an ISO date as Mongolian documents write it: 2026-03-05 as 2026.03.05."""
    return iso.replace("-", ".")
