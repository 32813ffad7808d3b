"""A check ends with what was assumed, in one language, and programs read the same list."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.project.load import load_inputs
from planner.reports.assumption_lines import MOST_LINES, assumed, assumption_lines

PROJECT = """
[project]
name = "Assumed"
country = "MN"
currency = "MNT"
[tables.sites]
path = "sites.csv"
[tables.catalogue]
path = "catalogue.csv"
[scenarios.base]
"""
SITES = (
    "site_id,kind,longitude,latitude,staff,link_type,connected,contract_mbps\n"
    "A,library,104.1234,47.1234,,,yes,\n"
    "B,library,104.2234,47.1234,0.5,fibre,,20480\n"
    "C,library,104.3234,47.1234,,fibre,no,\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three libraries of which little is known."""
    (tmp_path / "kholboo.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    (tmp_path / "catalogue.csv").write_text("sku,role\n", encoding="utf-8")
    return tmp_path


def test_the_assumptions_of_a_project_are_counted(project: Path) -> None:
    """Sites and cells, each kind once."""
    assert assumed(load_inputs(project)) == [
        {"kind": "users_unknown", "sites": 2, "values": []},
        {"kind": "staff_only", "sites": 1, "values": []},
        {"kind": "speed_unknown", "sites": 2, "values": ["5"]},
        {"kind": "speed_doubted", "sites": 1, "values": []},
        {"kind": "link_contradicted", "sites": 1, "values": []},
        {"kind": "number.rounded", "cells": 1},
    ]


def test_they_are_told_in_at_most_eight_lines(project: Path) -> None:
    """Each language has its own words, English where both are asked for."""
    inputs = load_inputs(project)
    english, mongolian = (assumption_lines(inputs, language) for language in ("both", "mn"))

    assert english[:3] == [
        "What was assumed:",
        "  2 of 3 sites name no users: nothing can be planned for them",
        "  1 of 3 sites name staff alone: nobody else counts as a user",
    ]
    assert "  2 connected sites without a speed: taken as 5 Mbps" in english
    assert len(english) == len(mongolian) <= MOST_LINES + 1
    assert not any(set("abcdefgh") & set(line) for line in mongolian)


def test_assumed_prices_and_foreign_figures_are_told_first(project: Path) -> None:
    """Prices that nobody offered, and figures of another country, decide more than any site."""
    config = project / "kholboo.toml"
    text = config.read_text(encoding="utf-8").replace('"MN"', '"KE"').replace('"MNT"', '"USD"')
    config.write_text(text + "vat_rate = 0.16\n", encoding="utf-8")
    (project / "catalogue.csv").write_text(
        "sku,role,category,timing,unit,unit_price,currency,vat_included,price_date,source\n"
        "A,router,goods,one_time,C62,10.50,USD,no,2026-01-01,assumed: an example\n"
        "B,router,goods,one_time,C62,12.50,USD,no,2026-01-01,offer\n",
        encoding="utf-8",
    )

    inputs = load_inputs(project)
    settings = ["discount_rate", "demand.school_months_per_year", "tender.school_year_starts"]

    assert assumed(inputs)[:2] == [
        {"kind": "prices", "items": 1, "of": 2},
        {"kind": "foreign_figures", "settings": settings},
    ]
    assert assumption_lines(inputs, "en")[1:3] == [
        "  1 of 2 prices are assumed, nobody offered them: replace them before any decision",
        "  figures of KE are not stated, Mongolia's stand in: " + ", ".join(settings),
    ]
    assert assumption_lines(inputs, "mn")[1].startswith("  2 үнээс 1 нь таамаг")
