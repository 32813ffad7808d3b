"""The files of a new project for a country: its currency and words, and open questions in place."""

from __future__ import annotations

from importlib.resources import files

from planner.project.country.countries import Country


def project_text(country: Country) -> str:
    """Return `kholboo.toml` of a new project, without any figure of another country."""
    text = (files("planner") / "templates" / "country" / "kholboo.toml").read_text(encoding="utf-8")
    for blank, filling in (
        ("@COUNTRY@", country.name),
        ("@CODE@", country.code),
        ("@CURRENCY@", country.currency),
        ("@DIGITS@", str(country.digits)),
        ("@LEVELS@", ", ".join(f'"{word}"' for word in country.words)),
        ("@LEVELS_NOTE@", _levels_note(country)),
    ):
        text = text.replace(blank, filling)
    return text


def _levels_note(country: Country) -> str:
    """Return where the words for levels come from, or that they are to be named."""
    if country.levels:
        return f"; to confirm: {country.source_of_levels}"
    return "; QUESTION: what they are called"
