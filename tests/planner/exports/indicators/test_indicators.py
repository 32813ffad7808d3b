"""Indicators: reckoned again by hand from their own rows, in every form the same."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from libre_office import recalculated
from openpyxl import load_workbook

from inventory.prices.catalogue import Role
from planner.errors import SettingsError
from planner.exports.indicators.facts import SiteFacts, State, grouped, settlement_of, underserved
from planner.exports.indicators.programme import Energy, energy_by_aimag, programme_figures
from planner.exports.registry import export
from planner.language.labels import LABELS
from planner.pipeline.export_run import Wanted, export_run
from planner.plan.facts.energy import EnergyFacts
from planner.project.recorded_inputs import recorded_inputs
from planner.rendering.context import ExportContext
from planner.runs.run_folder import load_run
from sites.site import Site, SiteKind

_NAMES = ("indicators", "indicators-workbook", "indicators-json")


@pytest.fixture(scope="module")
def written(planned_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The indicators of the small project's run, in all forms."""
    (run,) = (planned_template / "runs").glob("base-*")
    folder = tmp_path_factory.mktemp("indicators")
    export_run(run, _NAMES, folder, Wanted())
    return folder


@pytest.fixture(scope="module")
def data(written: Path) -> dict[str, Any]:
    """Their JSON."""
    loaded: dict[str, Any] = json.loads((written / "indicators.json").read_text(encoding="utf-8"))
    return loaded


def _figure(data: dict[str, Any], key: str) -> dict[str, Any]:
    return next(row for row in data["indicators"] if row["key"] == key)


def _measure(data: dict[str, Any], key: str, by: str | None = None) -> dict[str, Any]:
    return next(row for row in data["inequality"] if (row["key"], row["by"]) == (key, by))


def test_every_site_is_counted_once(planned_template: Path, data: dict[str, Any]) -> None:
    """The rows are the sites of the plan, with the service that the plan says."""
    (run_dir,) = (planned_template / "runs").glob("base-*")
    plan = load_run(run_dir).plan
    rows = {row["site_id"]: row for row in data["sites"]}

    assert rows.keys() == {d.site_id for d in plan.deployments}
    assert len(rows) == len(data["sites"])
    for d in plan.deployments:
        row = rows[d.site_id]
        assert row["after"]["connected"] == (d.mbps_after > 0)
        computers = row["after"]["computers"] - row["before"]["computers"]
        assert computers == d.computers_added
        assert row["people"] == d.users
        assert d.benefit <= 0 or d.users_gaining == d.users


@pytest.mark.parametrize("when", ["before", "after"])
def test_figures_from_their_rows(data: dict[str, Any], when: str) -> None:
    """Parts of people and sites, reckoned again in plain Python."""
    sites = data["sites"]
    people = sum(s["people"] for s in sites)
    full = [s for s in sites if s[when]["link_thousandths"] >= 1000]
    there = [s for s in sites if s["underserved"]]
    public = ("library", "community_centre", "lifelong_learning_centre")
    expected = {
        "sites_connected": sum(s[when]["connected"] for s in sites) / len(sites),
        "sites_at_standard": len(full) / len(sites),
        "people_at_standard": sum(s["people"] for s in full) / people,
        "penetration_underserved": sum(s["people"] for s in there if s[when]["connected"])
        / sum(s["people"] for s in there),
        "public_centres": sum(s["kind"] in public and s[when]["computers"] > 0 for s in full),
        "computers": 100 * sum(s[when]["computers"] for s in sites) / people,
    }
    for key, value in expected.items():
        assert _figure(data, key)[when] == pytest.approx(value, abs=1e-6), key


@pytest.mark.parametrize("when", ["before", "after"])
def test_inequality_from_its_rows(data: dict[str, Any], when: str) -> None:
    """Gini as the double sum of its definition, the opportunity index from aimags."""
    held = [(s[when]["link_thousandths"], s["people"]) for s in data["sites"] if s["people"]]
    count, total = sum(w for _, w in held), sum(x * w for x, w in held)
    pairs = sum(w * v * abs(x - y) for x, w in held for y, v in held)

    assert _measure(data, "gini")[when] == pytest.approx(pairs / (2 * count * total), abs=1e-6)

    parts: dict[str, list[int]] = {}
    for s in data["sites"]:
        part = parts.setdefault(s["aimag"], [0, 0])
        part[0] += s["people"] * (s[when]["link_thousandths"] >= 1000)
        part[1] += s["people"]
    covered = sum(a for a, _ in parts.values()) / count
    apart = sum(n * abs(a / n - covered) for a, n in parts.values()) / (2 * count * covered)
    index = _measure(data, "opportunity", "aimag")[when]
    assert index == pytest.approx(covered * (1 - apart), abs=1e-6)


def test_theil_is_between_and_within(data: dict[str, Any]) -> None:
    """The parts by any grouping add up to the whole."""
    for by in ("aimag", "kind", "settlement"):
        for when in ("before", "after"):
            parts = [_measure(data, f"theil_{part}", by)[when] for part in ("between", "within")]
            assert sum(parts) == pytest.approx(_measure(data, "theil")[when], abs=3e-6)


def test_groups_have_all_sites_and_people(data: dict[str, Any]) -> None:
    """Whatever sites are grouped by, they are all there."""
    people = sum(s["people"] for s in data["sites"])
    for rows in data["equity"].values():
        assert sum(row["sites"] for row in rows) == len(data["sites"])
        assert sum(row["people"] for row in rows) == people


def test_the_workbook_says_the_same(written: Path, data: dict[str, Any], tmp_path: Path) -> None:
    """Figures of the workbook are those of the JSON, also after LibreOffice has recalculated."""
    (again,) = recalculated([written / "indicators.xlsx"], tmp_path, "the indicators")
    country, _, equity, sites = load_workbook(again, data_only=True).worksheets
    by_name = {row[0].value: row for row in country.iter_rows() if row[0].value}
    for figure in data["indicators"]:
        row = by_name[LABELS[f"indicator.{figure['key']}"].text("both")]
        for cell, when in ((row[2], "before"), (row[3], "after")):
            expected = figure[when]
            assert cell.value == ("–" if expected is None else pytest.approx(expected, abs=1e-6))
    total = next(r for r in equity.iter_rows() if str(r[0].value).startswith("Нийт"))
    assert total[1].value == len(data["sites"])
    assert total[6].value == pytest.approx(_figure(data, "people_at_standard")["after"], abs=1e-6)
    assert sites.max_row == 4 + len(data["sites"]) + 1


def test_the_page_asks_for_nothing(written: Path) -> None:
    """The page is one file without request, its script the switch of languages alone."""
    page = (written / "indicators.html").read_text(encoding="utf-8")

    assert page.count("<script") == 1 and "showLanguage" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page
    assert LABELS["indicator.public_centres.how"].en.split("(")[0] in page


def test_names_are_text(context: ExportContext, tmp_path: Path) -> None:
    """An aimag that is called like a tag stays a name."""
    sites = tuple(replace(s, aimag_name="<b onclick=x>") for s in context.sites)
    export("indicators", replace(context, sites=sites), tmp_path)
    page = (tmp_path / "indicators.html").read_text(encoding="utf-8")

    assert "&lt;b onclick=x&gt;" in page
    assert "<b onclick" not in page


@pytest.mark.parametrize("name", _NAMES)
def test_an_older_run_says_what_to_do(name: str, context: ExportContext, tmp_path: Path) -> None:
    """A plan that does not tell its users has no indicators, and nothing is written."""
    deployments = tuple(replace(d, users=None) for d in context.plan.deployments)
    older = replace(context, plan=replace(context.plan, deployments=deployments))

    with pytest.raises(SettingsError, match="plan again"):
        export(name, older, tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- parts ------------------------------------------------------------------------------------


def _fact(people: int, before: int, after: int, soum: str = "1", **more: Any) -> SiteFacts:
    given: dict[str, Any] = {
        "site_id": "S",
        "people": people,
        "aimag": "A",
        "soum": ("A", soum),
        "kind": SiteKind.SCHOOL,
        "settlement": "soum",
        "before": State(connected=before > 0, link_thousandths=before, computers=0),
        "after": State(connected=after > 0, link_thousandths=after, computers=1),
    }
    return SiteFacts(**{**given, **more})


def test_a_soum_with_half_at_standard_is_served() -> None:
    """Underserved is less than half, by people and not by sites; nobody's soum is neither."""
    facts = [
        *(_fact(50, 1000, 1000, "half"), _fact(50, 999, 1000, "half")),
        *(_fact(49, 1000, 1000, "less"), _fact(51, 0, 1000, "less")),
        _fact(0, 0, 0, "empty"),
    ]

    assert underserved(facts) == {("A", "less")}


def test_bands_of_need_come_in_their_order() -> None:
    """From no link at all to a link at standard."""
    facts = [_fact(1, n, n) for n in (1000, 500, 499, 1, 0, 999)]

    assert {k: len(v) for k, v in grouped(facts, "need").items()} == {
        "nothing": 1,
        "some": 2,
        "most": 2,
        "met": 1,
    }


def test_public_centres_need_link_and_computer() -> None:
    """A library counts with a link at standard and a computer, a school never."""
    library = {"kind": SiteKind.LIBRARY}
    facts = [_fact(10, 1000, 1000, **library), _fact(10, 0, 999, **library), _fact(9, 0, 1000)]
    no_energy = Energy(watts=None, kg_co2_per_kwh=None)
    figures = {f.key: f for f in programme_figures(facts, frozenset(), no_energy)}

    assert (figures["public_centres"].before, figures["public_centres"].after) == (0, 1)
    assert figures["penetration_underserved"].after is None
    assert figures["carbon"].after is None


def test_footprint_by_hand(context: ExportContext) -> None:
    """15 computers of 45 W for AR-1, 8,760 hours; what several aimags share stands apart."""
    energy = EnergyFacts(watts_by_sku={"PC": Fraction(45)}, kg_co2_per_kwh=Fraction(1, 2))
    drawn = energy_by_aimag(replace(context, energy=energy))
    name = context.site_by_id["AR-1"].aimag_name
    figures = {f.key: f for f in programme_figures([], frozenset(), drawn[name])}

    assert drawn[name].watts == 15 * 45
    assert figures["electricity"].after == Fraction(15 * 45 * 8760, 1000)
    assert figures["carbon"].after == Fraction(15 * 45 * 8760, 2_000_000)


def test_what_gives_power_draws_none(planned_template: Path) -> None:
    """Power kits and UPS are no load; everything else with watts is."""
    (run_dir,) = (planned_template / "runs").glob("base-*")
    inputs = recorded_inputs(load_run(run_dir))
    facts = EnergyFacts.of_inputs(inputs)
    items = inputs.catalogue.items
    supply = {i.sku for i in items if i.role in (Role.POWER_KIT, Role.UPS)}

    assert supply
    assert not supply & facts.watts_by_sku.keys()
    assert facts.watts_by_sku["PC-5"] == 45


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"aimag_name": "Улаанбаатар", "kind": SiteKind.MOBILE_UNIT}, "capital"),
        ({"kind": SiteKind.BAGH_SCHOOL, "remoteness_km": 0.0}, "bagh"),
        ({"remoteness_km": 0.0}, "aimag_centre"),
        ({"remoteness_km": 80.0}, "soum"),
        ({}, "soum"),
    ],
)
def test_settlements(more: dict[str, Any], expected: str, context: ExportContext) -> None:
    """The capital is by name, a bagh by kind, an aimag centre is no way from itself."""
    plain = {"aimag_name": "Увс", "kind": SiteKind.SCHOOL, "remoteness_km": None}
    site: Site = replace(context.sites[0], **{**plain, **more})

    assert settlement_of(site) == expected
