"""The label table speaks both languages for every word that a plan can hold."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from inventory.currencies import Currency
from inventory.findings import Severity
from inventory.prices.catalogue import Category, Timing
from optimizers.result import Status
from planner.candidates.candidate import Reason
from planner.language.formats import amount, money, plain_money, rounded_money
from planner.language.label import Label
from planner.language.labels import (
    LABELS,
    dotted_date,
    item_name,
    label,
    money_unit,
    policy_source,
    sentence,
    term,
)
from planner.plan.plan import SiteStatus
from planner.plan.policy_table import policy_rows
from planner.scenario.settings import Scenario
from planner.technologies import TECHNOLOGIES
from sites.site import CoordinateQuality, LinkType, SiteKind

CLOSED_LISTS = {
    "reason": [r.value for r in Reason],
    "status": [s.value for s in SiteStatus],
    "kind": [k.value for k in SiteKind],
    "link_type": [t.value for t in LinkType],
    "coordinate_quality": [q.value for q in CoordinateQuality],
    "category": [c.value for c in Category],
    "timing": [t.value for t in Timing],
    "severity": [s.value for s in Severity],
    "proof": [s.value for s in Status],
    "result": [s.value for s in Status],
    "price_basis": ["with_vat", "without_vat"],
    "money_unit": ["1", "1000", "1000000"],
    "stopped": ["work", "time", "interrupt"],
    "technology": [t.id for t in TECHNOLOGIES],
}
SAME_IN_BOTH = {"sha256", "money_unit.1"}


@pytest.mark.parametrize("group", sorted(CLOSED_LISTS))
def test_every_code_has_its_words(group: str) -> None:
    """No code of a closed list, and no technology of ours, is left without a label."""
    missing = [code for code in CLOSED_LISTS[group] if f"{group}.{code}" not in LABELS]

    assert missing == []


def test_both_languages_have_the_same_blanks() -> None:
    """A sentence asks for the same values in Mongolian and in English."""

    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    different = [key for key, found in LABELS.items() if blanks(found.mn) != blanks(found.en)]

    assert different == []


def test_mongolian_is_cyrillic_and_english_is_not() -> None:
    """Each label is written in its own letters, and neither is empty."""
    for key, found in LABELS.items():
        words = re.sub(r"{\w+}|₮|№", "", found.en)
        assert found.en.strip(), key
        assert found.mn.strip(), key
        assert not re.search(r"[А-Яа-яӨөҮү]", words), key
        spoken = re.sub(r"{\w+}|\W|\d", "", found.mn)  # a dash between two dates is not
        if spoken and key not in SAME_IN_BOTH and key != "number":
            assert re.search(r"[А-Яа-яӨөҮү]", found.mn), key


def test_no_label_mixes_letters_that_look_alike() -> None:
    """No Mongolian word holds a Latin look-alike of a Cyrillic letter."""
    for key, found in LABELS.items():
        for word in re.findall(r"[\w-]+", found.mn):
            parts = word.split("-")
            assert all(
                not (re.search(r"[A-Za-z]", part) and re.search(r"[А-Яа-яӨөҮү]", part))
                for part in parts
            ), (key, word)


def test_an_unknown_label_is_an_error() -> None:
    """A heading that the table lacks is never made up."""
    with pytest.raises(KeyError, match="no_such"):
        label("no_such", "mn")


def test_an_unknown_language_is_an_error() -> None:
    """A language other than mn, en and both is refused by name."""
    with pytest.raises(ValueError, match="'fr'"):
        Label("а", "a").text("fr")  # type: ignore[arg-type]


def test_open_lists_fall_back_to_their_own_names() -> None:
    """A payer or a unit of a project that the table lacks keeps its name, in plain letters."""
    assert term("payer", "mining_company", "mn") == "mining company"
    assert term("unit", "C62", "both", "/") == "ш/pc"


def test_an_item_named_in_one_language_shows_in_every_other() -> None:
    """An item is never nameless, and never named twice alike."""
    assert item_name("", "Router", "mn") == "Router"
    assert item_name("Чиглүүлэгч", "", "en") == "Чиглүүлэгч"
    assert item_name("Чиглүүлэгч", "Router", "both") == "Чиглүүлэгч / Router"
    assert item_name("UPS", "UPS", "both") == "UPS"


def test_units_of_money_name_the_currency() -> None:
    """Tögrög have their sign, other currencies their code."""
    assert money_unit(1000000, "MNT", "mn") == "сая ₮"
    assert money_unit(1000, "USD", "en") == "thousand USD"
    with pytest.raises(KeyError):
        money_unit(10, "MNT", "mn")


def test_dates_are_written_with_points() -> None:
    """An ISO date becomes YYYY.MM.DD and an absent one stays absent."""
    assert dotted_date("2026-03-05") == "2026.03.05"
    assert dotted_date("") == ""


def test_sentences_fill_their_blanks_in_both_languages() -> None:
    """Both halves of a sentence carry the figures."""
    assert sentence("short.users", "both", users="12").count("12") == 2


def test_sources_of_settings_speak_mongolian_and_citations_stay() -> None:
    """Every source that the scenario model itself gives is known; a citation is never changed."""
    ours = {row[2] for row in policy_rows(Scenario(), SiteKind)}
    plain = {text for text in ours if text.startswith(("assumption", "default", "set", "every"))}
    assert "default of Kholboo" in plain
    short = {text for text in plain if ":" not in text}

    assert [text for text in sorted(short) if policy_source(text, "mn") == text] == []
    assert policy_source("unicef/actual (2022)", "both") == "unicef/actual (2022)"
    assert policy_source("set in the scenario", "en") == "set in the scenario"
    assert policy_source("set in the scenario", "mn") == "хувилбарт заасан"


def test_large_sums_are_told_in_the_size_people_speak_of() -> None:
    """Billions and millions have one decimal at most; smaller sums stay whole."""
    assert rounded_money(6_200_000_000, "MNT", "en") == "6.2 billion ₮"
    assert rounded_money(6_000_000_000, "MNT", "mn") == "6 тэрбум ₮"
    assert rounded_money(620_000_000, "KES", "en") == "620 million KES"
    assert rounded_money(29_800, "USD", "en") == "29,800 USD"


def test_amounts_show_the_decimals_that_are_accounted_in() -> None:
    """2,980,000 cents are 29,800.00 dollars; a code alone is whole units, as ever."""
    cents = Currency("USD", 2)

    assert plain_money(2_980_000, cents) == "29,800.00"
    assert plain_money(-5, cents) == "-0.05"
    assert money(2_980_000, cents, 1, "en") == "29,800.00 USD"
    assert money(2_980_000, cents, 1000, "en") == "29.8 thousand USD"
    assert amount(2_980_000, 1, cents) == "29,800.00"
    assert amount(298_000_000, 1_000_000, cents) == "3.0"
    assert rounded_money(298_000_000, cents, "en") == "3 million USD"
    assert rounded_money(2_980_000, cents, "en") == "29,800.00 USD"
    assert money(29_800, "USD", 1, "en") == "29,800 USD"


def test_names_of_sheets_fit_in_both_languages() -> None:
    """A workbook takes 31 characters, of both languages with a blank between."""
    names = [key for key in LABELS.english if key.startswith("sheet.")]

    assert names
    assert [key for key in names if len(LABELS[key].text("both", " ")) > 31] == []
