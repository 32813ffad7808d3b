"""Contracts that end early, in a whole run: paid, listed, tendered by nobody, audited."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inventory.prices.catalogue import Role
from planner.analysis.explain import explain_site
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.candidates.assumptions import AssumptionKind, assumptions
from planner.candidates.present_links import monthly_cap_gb
from planner.language.labels import label
from planner.pipeline.make_plan import make_plan
from planner.plan.plan import Plan
from planner.procurement.notes import notes_of
from planner.procurement.tenders import load_tenders, write_sheets
from planner.project.load import load_inputs

Row = dict[str, str]
COST = 7_654_321
BOUND = {"contract_end": "2028-06-30", "contract_end_cost": str(COST)}


def rewrite(path: Path, site_id: str, cells: Row) -> None:
    """Write cells into the row of a site, new columns at the end."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = list(dict.fromkeys([*rows[0], *cells]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="")
        writer.writeheader()
        writer.writerows({**row, **(cells if row["site_id"] == site_id else {})} for row in rows)


def replaced(plan: Plan) -> str:
    """Return the site that gains most by another link in place of its own."""
    found = [
        d
        for d in plan.deployments
        if d.technology not in (None, "upgrade", "content") and d.mbps_before > 0
    ]
    return max(found, key=lambda d: (d.benefit, d.site_id)).site_id


def _sheet(book: Any, key: str) -> Any:
    """Return a sheet of a bilingual workbook, whose names are shortened."""
    start = label(f"sheet.{key}", "mn")
    return next(sheet for sheet in book.worksheets if sheet.title.startswith(start))


@pytest.fixture(scope="module")
def ended(
    small_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, Plan, Path]:
    """Return a project without limits in which a site leaves a contract that costs to end."""
    small = Path(shutil.copytree(small_template, tmp_path_factory.mktemp("ended") / "small"))
    site_id = replaced(make_plan(small, scenario="common", exports=())[0])
    rewrite(small / "data/sites.csv", site_id, BOUND)
    plan, run_dir = make_plan(small, scenario="common")
    return small, site_id, plan, run_dir


def test_the_end_of_a_contract_is_a_line_of_its_own(ended: tuple[Path, str, Plan, Path]) -> None:
    """The site pays 7,654,321 once; the run can be verified and derived again."""
    _, site_id, plan, run_dir = ended
    got = next(d for d in plan.deployments if d.site_id == site_id)
    paid = [x.amount_minor for x in got.lines if x.role == Role.CONTRACT_ENDING.value]

    assert got.technology is not None
    assert paid == [COST]
    assert verify_run(run_dir) == []
    assert rederive(run_dir).differences == []


def test_explain_says_what_is_given_up(ended: tuple[Path, str, Plan, Path]) -> None:
    """The present link is named with its speed, its day and what ending it costs."""
    _, site_id, _, run_dir = ended
    found = explain_site(run_dir, site_id)

    assert found.given_up is not None
    assert found.given_up.ending_cost_minor == COST
    told = next(line for line in found.lines() if line.startswith("  gives up: "))
    assert told.endswith("contract until 2028-06-30, ending it early costs 7,654,321 ₮")
    assert found.to_json()["given_up"]["contract_end"] == "2028-06-30"


def test_the_workbook_lists_what_is_given_up(ended: tuple[Path, str, Plan, Path]) -> None:
    """One row for each link that ends; the costs add up to the line of the bill."""
    _, site_id, plan, run_dir = ended
    book = openpyxl.load_workbook(run_dir / "plan.xlsx", data_only=True)
    rows = list(_sheet(book, "given_up").iter_rows(min_row=5, values_only=True))
    ending = sum(
        line.amount_minor
        for d in plan.deployments
        for line in d.lines
        if line.role == Role.CONTRACT_ENDING.value
    )
    bill = [
        row
        for row in _sheet(book, "bill").iter_rows(values_only=True)
        if any("Ending present contracts early" in str(cell) for cell in row)
    ]

    assert [row[9] for row in rows if row[0] == site_id] == [COST]
    assert sum(row[9] or 0 for row in rows) == ending
    assert len(bill) == 1
    assert ending in bill[0]


def test_nobody_tenders_the_end_of_a_contract(
    ended: tuple[Path, str, Plan, Path], tmp_path: Path
) -> None:
    """It is a package of its own, paid by a fund, with a buyer's copy and no bidders' copy."""
    _, _, plan, run_dir = ended
    packages = [p for p in plan.packages if p.category == "contract_ending"]
    tenders = load_tenders(run_dir, "en")
    names = {p.name for p in write_sheets(tenders, [p.id for p in packages], tmp_path / "out")}

    assert packages == list(plan.packages[-len(packages) :])  # tenders are numbered first
    assert not [
        line
        for package in plan.packages
        if package not in packages
        for _, line in package.lines
        if line.role == Role.CONTRACT_ENDING.value
    ]
    assert names == {"packages.xlsx", *(f"{p.id}-buyer.xlsx" for p in packages)}
    told = {d.package.id: notes_of(d, plan, "en") for d in tenders.dossiers}
    for package in packages:
        assert [note for note in told[package.id] if "it is not tendered" in note]
        assert not [note for note in told[package.id] if "Licence" in note or "perform" in note]


def test_ending_for_nothing_changes_no_plan(small: Path) -> None:
    """With no month due and no cost stated the plan has no such line."""
    rules = "[scenarios.common.present_links]\nending_months_due = 0\n"
    path = small / "kholboo.toml"
    path.write_text(path.read_text(encoding="utf-8") + rules, encoding="utf-8")
    plan, _ = make_plan(small, scenario="common", exports=())

    assert not [x for _, x in plan.all_lines() if x.role == Role.CONTRACT_ENDING.value]


@pytest.mark.parametrize(
    ("cells", "rule", "severity"),
    [
        (
            {"contract_start": "2027-07-01", "contract_end": "2027-06-30"},
            "link.contract_backwards",
            "error",
        ),
        ({"contract_end": "2207-06-30"}, "link.contract_far", "warning"),
        ({"contract_end": "2027-02-30"}, "date.unreadable", "error"),
        ({"contract_end_cost": "-5"}, "number.out_of_range", "error"),
        ({"link_type": "none", "contract_end_cost": "5"}, "link.price_without_link", "warning"),
        (
            {"link_type": "none", "contract_mbps": "", "measured_mbps": "", "link_cap_gb": "50"},
            "link.speed_without_link",
            "warning",
        ),
        ({"link_cap_gb": "50 Mbps"}, "number.unreadable", "error"),
        ({"link_cap_gb": "-1"}, "number.out_of_range", "error"),
    ],
)
def test_contracts_that_cannot_be_are_findings(
    small: Path, cells: Row, rule: str, severity: str
) -> None:
    """Each names the row and the column, and what was expected."""
    site = next(s for s in load_inputs(small).sites if s.link.exists)
    rewrite(small / "data/sites.csv", site.id, cells)
    found = [f for f in load_inputs(small).findings if f.rule == rule and f.row == site.row]

    assert [(f.severity.value, f.column) for f in found]
    assert found[0].severity.value == severity
    assert found[0].column in cells


@pytest.mark.parametrize(
    ("written", "cap_gb", "assumed"), [("", 60.0, True), ("250", 250.0, False), ("0", None, False)]
)
def test_the_monthly_volume_of_a_present_link_can_be_stated(
    small: Path, written: str, cap_gb: float | None, assumed: bool
) -> None:
    """Empty is the default of the medium, counted as assumed; 0 says that there is no limit."""
    site = next(s for s in load_inputs(small).sites if s.link.exists)
    link = {"link_type": "geo", "contract_mbps": "5", "link_cap_gb": written}
    rewrite(small / "data/sites.csv", site.id, link)
    inputs = load_inputs(small)
    read = next(s for s in inputs.sites if s.id == site.id)
    found = assumptions([read], inputs.scenario)

    assert monthly_cap_gb(read, inputs.scenario) == cap_gb
    assert any(x.kind is AssumptionKind.VOLUME_UNKNOWN for x in found) is assumed
