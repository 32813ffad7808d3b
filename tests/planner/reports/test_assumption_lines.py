"""A check ends with what was assumed, in one language, and programs read the same list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_projects import a_config

from inventory.reading_rules import SHEETS_LEFT
from planner.plan.plan import Plan
from planner.project.load import load_inputs
from planner.reports.assumption_lines import MOST_LINES, assumed, assumption_lines
from planner.scenario.settings import Limits

PROJECT = a_config("Assumed", "[scenarios.base]\n", sites="sites.csv", catalogue="catalogue.csv")
SITES = (
    "site_id,kind,longitude,latitude,staff,link_type,connected,contract_mbps,routers\n"
    "A,library,104.1234,47.1234,,,yes,,1\n"
    "B,library,104.2234,47.1234,0.5,fibre,,20480,1\n"
    "C,library,104.3234,47.1234,,fibre,no,,1\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three libraries of which little is known."""
    (tmp_path / "kholboo.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    (tmp_path / "catalogue.csv").write_text("sku,role\n", encoding="utf-8")
    return tmp_path


def test_the_assumptions_of_a_project_are_counted(project: Path) -> None:
    """Sites and cells, each kind once, the most of the benefit first.

    Only B has users, 1 after rounding; A and C are taken as the mean of their kind, which is B's
    worth, so that every site weighs a third, and its link 0.6 of that.
    """
    assert assumed(load_inputs(project)) == [
        {"kind": "users_unknown", "sites": 2, "values": [], "share": 0.667, "of": "benefit"},
        {"kind": "no_yearly_limit", "share": None, "of": "money"},
        {"kind": "no_capital_limit", "share": None, "of": "money"},
        {"kind": "speed_unknown", "sites": 2, "values": ["5"], "share": 0.4, "of": "benefit"},
        {"kind": "staff_only", "sites": 1, "values": [], "share": 0.333, "of": "benefit"},
        {"kind": "speed_doubted", "sites": 1, "values": [], "share": 0.2, "of": "benefit"},
        {"kind": "link_contradicted", "sites": 1, "values": [], "share": 0.2, "of": "benefit"},
        {"kind": "number.rounded", "cells": 1, "share": 0.0, "of": "benefit"},
    ]


def test_they_are_told_in_at_most_eight_lines(project: Path) -> None:
    """Each language has its own words, English where both are asked for."""
    inputs = load_inputs(project)
    english, mongolian = (assumption_lines(inputs, language) for language in ("both", "mn"))

    assert english[:3] == [
        "What was assumed, what decides most first:",
        "  2 of 3 sites name no users: nothing can be planned for them",
        "  no yearly limit: a plan may spend any sum a year",
    ]
    assert "  2 connected sites without a speed: taken as 5 Mbps" in english
    assert len(english) == len(mongolian) == MOST_LINES + 1
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
        {"kind": "prices", "items": 1, "all": 2, "share": 0.5, "of": "money"},
        {"kind": "foreign_figures", "settings": settings, "share": 1.0, "of": "money"},
    ]
    assert assumption_lines(inputs, "en")[1:3] == [
        "  1 of 2 prices are assumed, nobody offered them: replace them before any decision",
        "  figures of KE are not stated, Mongolia's stand in: " + ", ".join(settings),
    ]
    assert assumption_lines(inputs, "mn")[1].startswith("  2 үнээс 1 нь таамаг")


def test_what_is_more_than_eight_is_counted(project: Path) -> None:
    """The eighth line says how many more there are, and where all are listed."""
    inputs = load_inputs(project)
    more = replace(inputs, assumed_cells={"value.unreadable_is_unknown": 2, "number.rounded": 1})

    lines = assumption_lines(more, "en")

    assert len(lines) == MOST_LINES + 1
    assert lines[2] == "  2 cells that cannot be read: taken as unknown"  # 2 of 3 sites at most
    assert lines[-1] == "  and 2 more; `kholboo check --json` lists all"


def test_sheets_that_were_not_read_are_counted(project: Path) -> None:
    """Two sheets beside two files that were read are half of what there is."""
    inputs = load_inputs(project)
    left = SHEETS_LEFT.finding("sites.xlsx", found="Sheet1 read; not read: Sheet2, Sheet3")

    found = assumed(replace(inputs, findings=[replace(left, count=2)]))

    assert {"kind": "sheets_left", "sheets": 2, "share": 0.5, "of": "benefit"} in found
    assert "  2 sheets not read" in assumption_lines(
        replace(inputs, findings=[replace(left, count=2)]), "en"
    )


def test_a_plan_says_what_it_spends_without_a_limit(project: Path, plan: Plan) -> None:
    """Ten years of 620 million weigh 6.2 of the 7 billion that are spent in all."""
    inputs = load_inputs(project)
    spent = replace(plan, opex_per_year_minor=620_000_000, capex_minor=800_000_000)

    found = {one["kind"]: one for one in assumed(inputs, spent)}

    assert found["no_yearly_limit"]["sum_minor"] == 620_000_000
    assert found["no_yearly_limit"]["share"] == 0.886
    assert found["no_capital_limit"]["share"] == 0.114
    lines = assumption_lines(inputs, "en", spent)
    assert lines[1] == "  no yearly limit: this plan would spend 620 million ₮ a year"
    assert "  no limit on one-time money: this plan would spend 800 million ₮" in lines


def test_limits_that_are_set_assume_nothing(project: Path) -> None:
    """A limit of one payer limits yearly money; the cheapest plan needs no limit at all."""
    inputs = load_inputs(project)
    limits = Limits(capex_minor=5, opex_per_year_by_payer_minor={"ministry": 3})
    limited = replace(inputs, scenario=inputs.scenario.model_copy(update={"limits": limits}))
    cheapest = replace(inputs, scenario=inputs.scenario.model_copy(update={"goal": "least_cost"}))

    assert all(one["of"] == "benefit" for one in [*assumed(limited), *assumed(cheapest)])
