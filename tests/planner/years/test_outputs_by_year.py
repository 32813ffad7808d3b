"""Sheets, pages and data of a programme tell every year as its schedule has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chromium import BINARY, MISSING, browser
from openpyxl import load_workbook

from inventory.prices.catalogue import Timing
from planner.audit.rederive_run import rederive_run
from planner.exports.page import packing
from planner.pipeline.export_run import export_run
from planner.runs.layout import RunError
from planner.runs.run_folder import load_run
from planner.years.files import facts_of_run

INDICATORS = ("indicators", "indicators-workbook", "indicators-json")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def indicators(planned: Path) -> Path:
    """The folder with the indicators of the programme in all forms, part of its run."""
    export_run(planned, INDICATORS)
    return planned / "exports"


def test_indicators_by_year_are_made_of_the_rows_of_each_year(indicators: Path) -> None:
    """People at standard and centres are those of the sites; the last year is the plan."""
    data = _json(indicators / "indicators.json")
    by_year, rows = data["by_year"], {row["site_id"]: row for row in data["sites"]}
    found = {row["key"]: row for row in by_year["country"]}
    people = sum(row["people"] for row in rows.values())
    public = ("library", "community_centre", "lifelong_learning_centre")

    assert by_year["years"] == [2027, 2028, 2029]
    for number, year in enumerate(map(str, by_year["years"])):
        states = by_year["sites"][year]
        full = [s for s, state in states.items() if state["link_thousandths"] >= 1000]
        served = sum(rows[s]["people"] for s in full)
        centres = [s for s in full if rows[s]["kind"] in public and states[s]["computers"]]
        assert found["people_at_standard"]["values"][number] == round(served / people, 6)
        assert found["public_centres"]["values"][number] == len(centres)
    assert {s: row["after"] for s, row in rows.items()} == by_year["sites"]["2029"]
    whole = {row["key"]: row["after"] for row in data["indicators"]}
    for key in found.keys() - {"gini"}:
        assert found[key]["values"][-1] == whole[key], key
    gini = next(m for m in data["inequality"] if m["key"] == "gini")
    assert (found["gini"]["before"], found["gini"]["values"][-1]) == (gini["before"], gini["after"])


def test_a_site_has_what_its_schedule_has_brought_by_then(indicators: Path, planned: Path) -> None:
    """Its link of today until its new one comes, and computers as they come."""
    data, schedule = _json(indicators / "indicators.json"), _json(planned / "years.json")
    rows = {row["site_id"]: row for row in data["sites"]}
    added = {d.site_id: d.computers_added for d in load_run(planned).plan.deployments}
    later = 0
    for site in schedule["figures"]["sites"]:
        row = rows[site["site_id"]]
        assert site["computers"][-1] == added[site["site_id"]]
        for number, year in enumerate(data["by_year"]["years"]):
            state = data["by_year"]["sites"][str(year)][site["site_id"]]
            comes = site["link_year"]
            side = "after" if comes is None or comes <= year else "before"
            later += side == "before"
            assert state["link_thousandths"] == row[side]["link_thousandths"]
            assert state["computers"] == row["before"]["computers"] + site["computers"][number]
    assert later > 0


def test_every_form_of_the_indicators_tells_the_same_years(indicators: Path) -> None:
    """The sheet and the page have a column for each year, with the figures of the data."""
    data = _json(indicators / "indicators.json")
    row = next(r for r in data["by_year"]["country"] if r["key"] == "people_at_standard")
    book = load_workbook(indicators / "indicators.xlsx", read_only=True)
    sheet = next(s for s in book.worksheets if "By year" in s.title)
    cells = [r for r in sheet.iter_rows(values_only=True) if r[0]]
    heads = [r for r in cells if r[3:6] == ("2027", "2028", "2029")]
    told = next(r for r in cells if "People at standard" in str(r[0]))
    page = (indicators / "indicators.html").read_text(encoding="utf-8")

    assert len(heads) == 4
    assert list(told[2:6]) == pytest.approx([row["before"], *row["values"]], abs=1e-6)
    for value in row["values"]:
        assert f">{value:.1%}".replace("%", " %") in page.replace("<b>", "")
    assert page.count('<th class="n">2028</th>') == 4


def test_indicators_by_year_are_derived_again(indicators: Path, planned: Path) -> None:
    """A year that was changed by hand is noticed."""
    assert rederive_run(planned) == []
    path = indicators / "indicators.json"
    path.write_text(path.read_text("utf-8").replace('"years": [', '"years": [2026, '), "utf-8")

    assert any("indicators.json" in d.file for d in rederive_run(planned))


@pytest.fixture
def page(planned: Path) -> Path:
    """The page of the programme, part of its run."""
    (found,) = export_run(planned, ["page"])
    return found


def _spent(page: Path, years: set[int]) -> int:
    """Return the one-time money of a page in some years, at the catalogue's prices."""
    data = packing.data_of(page.read_text(encoding="utf-8"))
    lines = data["lines"]
    return sum(
        quantity * data["items"][item][5]
        for item, quantity, year in zip(
            lines["item"], lines["quantity"], lines["when"], strict=True
        )
        if year in years and not data["items"][item][6]
    )


def test_the_page_has_the_year_of_every_purchase(page: Path, planned: Path) -> None:
    """The first year's money is that of the schedule; all years are the plan; it is made again."""
    years = _json(planned / "years.json")["figures"]["years"]

    assert _spent(page, {2027}) == years[0]["capex_minor"]
    assert _spent(page, {2027, 2028, 2029}) == load_run(planned).plan.listed_minor
    assert rederive_run(planned) == []


def test_dates_are_told_of_every_line_once(planned: Path) -> None:
    """What the lines of the plan buy by year is what the schedule buys; more is refused."""
    plan, facts = load_run(planned).plan, facts_of_run(planned)
    assert facts is not None
    when, found = facts.dates(), dict[int, int]()
    for point, line in plan.all_lines():
        for year, quantity in when(point, line).items():
            if line.timing is Timing.ONE_TIME:
                found[year] = found.get(year, 0) + quantity
    assert set(found) <= set(facts.years)
    point, line = plan.all_lines()[0]
    with pytest.raises(ValueError, match="the schedule buys"):
        when(point, line)


@pytest.mark.skipif(BINARY is None, reason=MISSING)
def test_the_slider_shows_what_is_there_by_each_year(page: Path, planned: Path) -> None:
    """By keyboard and address: sites, people and money of a year are those of years.json."""
    years = _json(planned / "years.json")["figures"]["years"]

    def totals() -> dict[str, str]:
        rows = chrome.run(
            "[...document.querySelectorAll('#totals > div')].map(d => "
            "[d.children[0].textContent, d.children[1].textContent])"
        )
        return {name: value.replace(",", "").removesuffix(" ₮") for name, value in rows}

    with browser() as chrome:
        chrome.open(page, "#lang=en")
        assert chrome.text("#year-shown") == "By the end of 2029"
        assert int(totals()["Sites"]) == len(load_run(planned).plan.deployments)
        charted = chrome.run(
            "[...document.querySelector('#charts figure').querySelectorAll('tbody tr')].map(r => "
            "[...r.children].map(c => c.textContent.replaceAll(',', '').replace(' ₮', '')))"
        )
        assert [[int(cell) for cell in row] for row in charted] == [
            [year["year"], _spent(page, {year["year"]}), year["users"]] for year in years
        ]
        chrome.run("document.getElementById('year-slider').focus()")
        for number in (1, 0):
            chrome.key("ArrowLeft")
            year = years[number]
            told = f"By the end of {year['year']}"
            chrome.wait(f"document.getElementById('year-shown').textContent === '{told}'")
            assert chrome.run("document.getElementById('year-slider').ariaValueText") == told
            assert int(totals()["Sites"]) == year["sites"]
            assert f"until={year['year']}" in chrome.run("location.hash")
        assert int(totals()["One-time cost"]) == years[0]["capex_minor"]
        chrome.open(page, "#lang=en&until=2028")
        assert chrome.text("#year-shown") == "By the end of 2028"
        assert int(totals()["Sites"]) == years[1]["sites"]
        chrome.open(page, "#lang=en&until=1999")
        assert chrome.text("#year-shown") == "By the end of 2029"
        assert chrome.faults == []


@pytest.mark.skipif(BINARY is None, reason=MISSING)
def test_a_site_keeps_its_link_of_today_until_its_new_one_comes(page: Path, planned: Path) -> None:
    """A site that got equipment first stands with equipment for its present link that year."""
    sites = _json(planned / "years.json")["figures"]["sites"]
    with browser() as chrome:
        chrome.open(page, "#lang=en")
        for site in sites:
            t = 2027 - (site["link_year"] or 2027)
            shown = chrome.run(
                "(() => { const s = document.getElementById('year-slider'); s.value = 0;"
                " s.dispatchEvent(new Event('input'));"
                " return [...document.querySelectorAll('.of-sites tbody tr')]"
                f".filter(r => r.cells[0].textContent === '{site['site_id']}')"
                ".map(r => r.cells[6].textContent); })()"
            )
            first = min([*site["equipment_years"], site["link_year"] or 2099])
            assert len(shown) == (first == 2027)
            if shown:
                assert ("stays" in shown[0]) == (t < 0 or site["link_year"] is None)
        assert chrome.faults == []


def _rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet that hold anything."""
    book = load_workbook(path, read_only=True)
    found = next(s for s in book.worksheets if sheet in s.title)
    return [row for row in found.iter_rows(values_only=True) if any(v is not None for v in row)]


def test_each_year_has_a_sheet_that_adds_up_to_what_is_spent(planned: Path) -> None:
    """Every purchase of the year at its prices, with its package; the sum is the year's money."""
    years = _json(planned / "years.json")["figures"]["years"]
    packages = {p.id: p for p in load_run(planned).plan.packages}
    for year in years:
        rows = _rows(planned / "years.xlsx", str(year["year"]))
        bought = [row for row in rows if str(row[0]) in packages]
        assert sum(row[8] for row in bought) == year["capex_minor"] == rows[-1][8]
        assert all(packages[row[0]].year == year["year"] for row in bought)


def test_the_cash_flow_is_what_everybody_pays(planned: Path) -> None:
    """Bought once, yearly and due again: by year the sums of the rows above, payer by payer."""
    years = _json(planned / "years.json")["figures"]["years"]
    rows = _rows(planned / "years.xlsx", "Years")
    begin = next(n for n, row in enumerate(rows) if row[2:5] == ("2027", "2028", "2029"))
    end = next(n for n in range(begin, len(rows)) if str(rows[n][0]).endswith("Total"))
    flow = rows[begin + 1 : end]
    for t, year in enumerate(years):
        kinds = dict.fromkeys(("Bought once", "Yearly cost", "Replacements due"), 0)
        for row in flow:
            kind = next(k for k in kinds if k in row[1])
            kinds[kind] += row[2 + t]
        assert kinds["Bought once"] == year["capex_minor"]
        assert kinds["Yearly cost"] == year["opex_minor"]
        assert kinds["Replacements due"] == year["replacements_minor"]
        assert rows[end][2 + t] == sum(kinds.values())


def test_packages_are_of_one_year_each(planned: Path) -> None:
    """What is tendered together is bought in one year; every line is in one package, whole."""
    plan = load_run(planned).plan
    figures = _json(planned / "years.json")["figures"]
    by_year: dict[int, int] = {}
    for package in plan.packages:
        assert package.year_from == "programme"
        assert package.year is not None
        by_year[package.year] = by_year.get(package.year, 0) + package.amount_minor

    assert [p.id for p in plan.packages] == [f"P{n:02d}" for n in range(1, len(plan.packages) + 1)]
    assert sum(by_year.values()) == plan.listed_minor
    assert by_year[2027] == figures["years"][0]["capex_minor"]
    assert set(by_year) == {y["year"] for y in figures["years"] if y["capex_minor"]}


def test_ocds_has_a_process_for_each_year(planned: Path) -> None:
    """Every package of a year is a contracting process, whose days are not before its year."""
    (path,) = export_run(planned, ["ocds"])
    packages = {p.id: p for p in load_run(planned).plan.packages}
    found = {}
    for release in _json(path)["releases"]:
        (name,) = [pid for pid in packages if f"-{pid}" in release["ocid"]] or [None]
        if name is not None:
            (line,) = release["planning"]["budget"]["budgetBreakdown"]
            begins = release["tender"]["contractPeriod"]["startDate"]
            found[name] = (line["period"]["startDate"][:4], begins[:4])

    assert found == {pid: (str(p.year), str(p.year)) for pid, p in packages.items()}
    assert rederive_run(planned) == []


def test_a_programme_that_cannot_be_read_is_told(planned: Path) -> None:
    """Figures that are gone stop an export with the file and the next step."""
    path = planned / "years.json"
    data = _json(path)
    del data["figures"]["purchases"]
    path.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(RunError, match=r"years\.json: no figures of a programme .*plan again"):
        export_run(planned, ["page"])
