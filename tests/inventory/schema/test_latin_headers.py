"""Mongolian headers in Latin letters are read as the Cyrillic ones they stand for."""

from __future__ import annotations

import pytest

from inventory.schema.tables import TABLES


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("kod", "site_id"),
        ("Ner", "name"),
        ("turul", "kind"),
        ("torol", "kind"),
        ("Urgurug", "latitude"),
        ("orgorog", "latitude"),
        ("URTRAG", "longitude"),
        ("suragchdiin too", "students"),
        ("Suragchdyn_too", "students"),
        ("hüükhed", "students"),
        ("sum", "soum"),
        ("aimag", "aimag"),
        ("gereet khurd, kbps", "contract_mbps"),
    ],
)
def test_any_usual_spelling_is_known(header: str, column: str) -> None:
    """Kh and h, u and o, y and ii, accents and underscores; a unit is brought to ours."""
    match = TABLES["sites"].match(header)

    assert match is not None
    assert match.column.name == column


def test_units_of_latin_headers_are_brought_to_ours() -> None:
    """Kilobits a second are a thousandth."""
    match = TABLES["sites"].match("gereet khurd, kbps")

    assert match is not None
    assert match.factor is not None
    assert float(match.factor) == 0.001


@pytest.mark.parametrize("header", ["on", "hour", "one", "some", "data", "title", "too", "tone"])
def test_words_of_other_languages_are_no_mongolian(header: str) -> None:
    """Short words, and those that only look alike."""
    match = TABLES["sites"].match(header)

    assert match is None


def test_a_cyrillic_header_stands_before_its_spelling() -> None:
    """Where a file has both, the exact one is preferred."""
    exact, spelt = TABLES["sites"].match("нэр"), TABLES["sites"].match("ner")

    assert exact is not None and spelt is not None
    assert exact.rank < spelt.rank
