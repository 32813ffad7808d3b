"""The inventory report counts the same sites in every breakdown and hides nothing it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_records import a_need, a_site

from inventory.findings import Finding, Severity
from inventory.prices.catalogue import Catalogue, Stock
from inventory.project import Project
from planner.candidates.candidate import Need, Offers
from planner.language.hash_forms import printed_form
from planner.language.labels import label
from planner.reports.inventory_figures import (
    COLUMNS,
    FIGURES,
    Report,
    fingerprint,
    make_report,
)
from planner.reports.inventory_report import write
from planner.scenario.inputs import Inputs, Source
from planner.scenario.settings import Scenario
from sites.network import Network
from sites.site import (
    CoordinateQuality,
    Equipment,
    LinkToday,
    LinkType,
    Power,
    Site,
    SiteKind,
    Users,
)

SOURCES = (
    Source(path="data/sites.csv", table="sites", sha256="ab" * 32, rows=3),
    Source(path="data/places.csv", table="places", sha256="cd" * 32, rows=2),
)
FINDINGS = [
    Finding(rule="site.near_duplicate", severity=Severity.WARNING, file="data/sites.csv", row=row)
    for row in (2, 3)
]


def need(site_id: str, **more: object) -> Need:
    """Return a need without any gap but those given."""
    start = {"user_hours_per_week": 0.0, "users": 1, "present_at_once": 0.0, "payer": None}
    link = {"target_mbps": 0.0, "present_mbps": 0.0, "present_utility_thousandths": 0}
    return a_need(site_id, **{**start, **link, **more})


def inputs_of(sites: tuple[Site, ...]) -> Inputs:
    """Return inputs that hold sites, two findings and two sources."""
    project = Project(
        folder=Path(),
        name="Тооллого & шалгалт",
        country="MN",
        currency="MNT",
        tables={},
        scenarios={"base": {}},
        findings=(),
    )
    return Inputs(
        project=project,
        scenario_name="base",
        scenario=Scenario(),
        sites=sites,
        network=Network(),
        catalogue=Catalogue(currency="MNT", items=(), stock=STOCK),
        directives=(),
        findings=FINDINGS,
        sources=SOURCES,
    )


STOCK = (
    Stock(sku="PC", depot="Төв агуулах", quantity=40),
    Stock(sku="PC", depot="=Ховд", quantity=2),
)


def offers_of(needs: list[Need]) -> Offers:
    """Return offers of nothing, with the needs given."""
    return Offers(
        needs={n.site_id: n for n in needs}, candidates=(), rejections=(), assets=(), kit=()
    )


SITES = (
    a_site(
        "S1",
        name="=1+1",
        kind=SiteKind.SCHOOL,
        longitude=106.9,
        latitude=47.9,
        aimag="MN-1",
        aimag_name="Улаанбаатар",
        soum="MN-1-01",
        soum_name="Баянгол",
        users=Users(students=500, staff=40),
        link=LinkToday(type=LinkType.FIBRE, contract_mbps=20.0),
        equipment=Equipment(
            computers=20,
            computers_working=12,
            computers_year=2018,
            routers=1,
            lan=True,
            ups=False,
            content_server=True,
            printers=2,
            projectors=3,
        ),
        power=Power(source="grid"),
        owner="Нийслэл",
    ),
    a_site(
        "S2",
        name="Номын сан",
        kind=SiteKind.LIBRARY,
        longitude=101.4,
        latitude=47.4,
        coordinate_quality=CoordinateQuality.SOUM_CENTRE,
        aimag="MN-073",
        aimag_name="Архангай",
        soum="MN-073-01",
        soum_name="Булган",
        equipment=Equipment(computers=3),
    ),
    a_site(
        "S3",
        name="Сургууль",
        kind=SiteKind.SCHOOL,
        longitude=None,
        latitude=None,
        coordinate_quality=CoordinateQuality.NONE,
        aimag="MN-063",
        aimag_name="Булган",
        soum="MN-063-01",
        soum_name="Булган",
        users=Users(students=80),
    ),
)
NEEDS = [
    need(
        "S1",
        target_mbps=25.0,
        present_mbps=12.0,
        link_gap_benefit=9,
        target_computers=30,
        working_computers=12,
        needs_ups=True,
    ),
    need("S2"),
    need("S3", needs_lan=True, target_access_points=4, access_points=1, reliable_power=False),
]


@pytest.fixture
def report() -> Report:
    """Give the report of the three sites, in English."""
    return make_report(inputs_of(SITES), offers_of(NEEDS), "en")


def test_figures_are_those_of_the_sites(report: Report) -> None:
    """What is stated adds up, and what is not stated is counted apart, never as broken."""
    totals = dict(zip(FIGURES, report.totals, strict=True))

    assert totals == {
        "sites": 3,
        "students": 580,
        "staff": 40,
        "computers": 23,
        "computers_working": 12,
        "computers_broken": 8,
        "computers_unstated": 3,
        "routers": 1,
        "access_points": 0,
        "content_servers": 1,
        "printers": 2,
        "projectors": 3,
        "tablets": 0,
        "switches": 0,
        "racks": 0,
        "with_lan": 1,
        "with_ups": 0,
        "with_link": 1,
        "at_standard": 1,
        "below_standard": 2,
        "short_of_mbps": 1,
        "missing_computers": 18,
        "missing_access_points": 3,
        "missing_lan": 1,
        "missing_ups": 1,
        "unreliable_power": 1,
    }


def test_soums_of_one_name_in_two_aimags_stay_apart(report: Report) -> None:
    """Two soums called Булган are two rows."""
    names = [tuple(n.mn for n in names) for names, _ in report.breakdown("by_soum").rows]

    assert [("Архангай", "Булган"), ("Булган", "Булган"), ("Улаанбаатар", "Баянгол")] == names


def test_filled_and_empty_are_all_sites(report: Report) -> None:
    """A column is filled where a site says something; an unknown link says nothing."""
    found = {row.column: (row.filled, row.empty) for row in report.filled}

    assert set(found) == set(COLUMNS)
    assert found["students"] == (2, 1)
    assert found["link_type"] == (1, 2)
    assert found["ups"] == (1, 2)
    assert found["computers_working"] == (1, 2)
    assert dict(report.coordinates)["Архангай"] == (0, 1, 0)


def test_fingerprint_follows_the_sources() -> None:
    """The fingerprint changes with any source, and not with their order."""
    turned = SOURCES[::-1]
    other = (SOURCES[0], Source(path="data/places.csv", table="places", sha256="ef" * 32, rows=2))

    assert fingerprint(SOURCES) == fingerprint(turned)
    assert fingerprint(SOURCES) != fingerprint(other)
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(SOURCES))


figures = st.none() | st.integers(0, 500)


@st.composite
def surveyed_sites(draw: st.DrawFn) -> tuple[tuple[Site, ...], list[Need]]:
    """Draw sites that state much or little, with needs."""
    sites, needs = [], []
    for place in range(draw(st.integers(0, 12))):
        name = f"S{place}"
        sites.append(
            a_site(
                name,
                kind=draw(st.sampled_from(list(SiteKind))),
                longitude=None,
                latitude=None,
                coordinate_quality=draw(st.sampled_from(list(CoordinateQuality))),
                aimag="",
                aimag_name=draw(st.sampled_from(["Ховд", "Увс", ""])),
                soum="",
                soum_name=draw(st.sampled_from(["Булган", "Баян", ""])),
                users=Users(students=draw(figures), staff=draw(figures)),
                link=LinkToday(type=draw(st.sampled_from(list(LinkType)))),
                equipment=Equipment(
                    computers=draw(figures),
                    computers_working=draw(figures),
                    computers_year=draw(st.none() | st.integers(2009, 2025)),
                    lan=draw(st.none() | st.booleans()),
                ),
                power=Power(source=draw(st.sampled_from([None, "grid", "wind"]))),
                owner=draw(st.sampled_from(["", "Яам", "Сум"])),
            )
        )
        needs.append(
            need(name, target_computers=draw(st.integers(0, 50)), needs_lan=draw(st.booleans()))
        )
    return tuple(sites), needs


@given(surveyed_sites())
def test_every_breakdown_has_the_same_totals(found: tuple[tuple[Site, ...], list[Need]]) -> None:
    """However the sites are divided, nobody is lost and nobody is counted twice."""
    sites, needs = found
    report = make_report(inputs_of(sites), offers_of(needs), "mn")

    assert {b.totals for b in report.breakdowns} == {report.totals}
    assert report.totals[0] == len(sites)
    assert sum(sum(counts) for _, counts in report.coordinates) == len(sites)


@pytest.mark.parametrize("language", ["mn", "en", "both"])
def test_both_files_are_written_alike_twice(language: str, tmp_path: Path) -> None:
    """The report is a workbook and a page; equal inputs give equal bytes."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    inputs, offers = inputs_of(SITES), offers_of(NEEDS)

    first = write(inputs, offers, tmp_path / "a", language)  # type: ignore[arg-type]
    second = write(inputs, offers, tmp_path / "b", language)  # type: ignore[arg-type]

    assert ["inventory.xlsx", "inventory.html"] == [path.name for path in first]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_an_inventory_without_sites_is_still_a_report(tmp_path: Path) -> None:
    """An empty country has zeros, not a fault."""
    for path in write(inputs_of(()), offers_of([]), tmp_path):
        assert path.stat().st_size > 0


def test_workbook_shows_that_the_totals_agree(tmp_path: Path) -> None:
    """The last row of the sheet of totals is 0 for every figure, from live formulas."""
    path, _ = write(inputs_of(SITES), offers_of(NEEDS), tmp_path, "en")
    name = label("sheet.totals", "en")
    values = openpyxl.load_workbook(path, data_only=True)[name]
    formulas = openpyxl.load_workbook(path)[name]

    assert [0] * len(FIGURES) == [cell.value for cell in values[values.max_row][1:]]
    assert all(str(cell.value).startswith("=MAX(") for cell in formulas[formulas.max_row][1:])


def test_workbook_names_its_sources_and_runs_no_formula_of_a_name(tmp_path: Path) -> None:
    """Sources stand with their sha256, and a name that opens like a formula is text."""
    path, _ = write(inputs_of(SITES), offers_of(NEEDS), tmp_path, "en")
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert {"ab" * 32, "cd" * 32} <= {cell.value for cell in cells}
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
    assert all(printed_form(fingerprint(SOURCES)) in sheet["A2"].value for sheet in book)


def test_page_loads_nothing_and_says_that_totals_agree(tmp_path: Path) -> None:
    """The page opens offline, shows findings by rule and the agreement of its totals."""
    _, path = write(inputs_of(SITES), offers_of(NEEDS), tmp_path, "en")
    text = path.read_text(encoding="utf-8")

    assert "http:" not in text
    assert "https:" not in text
    assert "site.near_duplicate" in text
    assert "Agrees: <b>yes</b>" in text
    assert "Тооллого &amp; шалгалт" in text


def test_page_obeys_its_own_style_only(tmp_path: Path, locked: Callable[[str], None]) -> None:
    """The policy allows the page's style by hash, and neither scripts nor style attributes."""
    _, path = write(inputs_of(SITES), offers_of(NEEDS), tmp_path, "both")
    locked(path.read_text(encoding="utf-8"))


def test_stock_in_depots_is_listed_and_added_up(tmp_path: Path) -> None:
    """Every depot's stock stands in the workbook, as text and live total, and on the page."""
    book, page = write(inputs_of(SITES), offers_of(NEEDS), tmp_path, "en")
    name = label("sheet.stock", "en")
    values = openpyxl.load_workbook(book, data_only=True)[name]
    formulas = openpyxl.load_workbook(book)[name]
    rows = list(values.iter_rows(values_only=True))

    assert ("PC", None, "Төв агуулах", 40) in rows or ("PC", "", "Төв агуулах", 40) in rows
    assert rows[-1][-1] == 42
    assert str(formulas[formulas.max_row][3].value).startswith("=SUM(")
    assert "Төв агуулах" in page.read_text(encoding="utf-8")


def test_aimags_stand_in_the_order_of_the_alphabet() -> None:
    """Өмнөговь comes before Увс, which it does not in Unicode; what is unknown comes last."""
    renamed = {"Улаанбаатар": "Увс", "Архангай": "Өмнөговь"}
    sites = tuple(
        replace(s, aimag_name=renamed.get(s.aimag_name, s.aimag_name)) for s in reversed(SITES)
    )
    nowhere = replace(SITES[0], id="S4", aimag_name="")
    needs = [*NEEDS, need("S4")]
    made = make_report(inputs_of((nowhere, *sites)), offers_of(needs), "mn")
    names = [tuple(n.mn for n in names) for names, _ in made.breakdown("by_aimag").rows]

    assert names == [("Булган",), ("Өмнөговь",), ("Увс",), (label("unknown", "mn"),)]
    assert [name for name, _ in made.coordinates] == ["Булган", "Өмнөговь", "Увс", ""]
