"""Standard forms are filled from the plan, then by an award and its revocation; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from six_lots import a_bid, only, read, tenders, without_prices

from planner.bids.awards import Award, Record, Revocation, award_of, cost_of, open_minor
from planner.bids.forms.fields import FORMS
from planner.bids.forms.filled import filled_forms
from planner.bids.forms.workbook import forms_json, write
from planner.language.labels import LABELS
from planner.procurement.tenders import Tenders

__all__ = ["tenders", "without_prices"]

OFFER = {1: 900, 2: 800, 3: 950}


def forms(tenders: Tenders, *records: Record) -> dict[str, dict[str, Any]]:
    """Return the forms as programs get them, by key."""
    found = forms_json(tenders.context, filled_forms(tenders, records))
    return {form["form"]: form for form in found["forms"]}


def blank(form: dict[str, Any]) -> dict[str, str]:
    """Return the fields that are blank in every row, with who fills them in."""
    return {f["field"]: f["blank_filled_by"] for f in form["fields"] if not f["filled"]}


@pytest.fixture
def award(tenders: Tenders, tmp_path: Path) -> Award:
    """Give the award of lots 1 and 2 to a bid."""
    path = a_bid(tenders, tmp_path, OFFER, "one")
    (bid,) = read(tenders, path)
    made, against = award_of(
        bid, path.read_bytes(), tenders, (), day="2027-04-02", reason="lowest", lots=(1, 2)
    )
    assert made is not None and against == []
    return made


def test_before_any_award_the_plan_fills_what_it_knows(tenders: Tenders) -> None:
    """Estimate and days are the tender's; what nothing tells is blank and says who knows it."""
    found, dossier = forms(tenders), only(tenders)
    row = next(r for r in found["form_plan"]["rows"] if r["package"] == "P01")

    assert row["estimate"] == row["form_open"] == dossier.package.amount_minor
    assert row["invitation"] == dossier.days.invitation.isoformat()
    assert blank(found["form_plan"]) == {
        "unspsc": "buyer", "cofinancer": "buyer", "method": "buyer", "form_market": "buyer",
        "form_review": "bank", "form_documents": "buyer", "form_evaluated": "buyer",
        "form_award": "committee", "form_contractor": "committee",
        "form_contract_day": "committee", "form_contract_amount": "committee",
        "form_contract_number": "buyer",
    }  # fmt: skip
    assert blank(found["form_national"]) == dict.fromkeys(
        ("form_register", "cpv", "form_budget_code"), "buyer"
    )
    assert found["form_bid"]["rows"] == found["form_prices"]["rows"] == []
    lines = [line for line in dossier.tender.lines if line.quantity]
    asked = [r for r in found["form_requirements"]["rows"] if r["package"] == "P01"]
    assert [r["quantity"] for r in asked] == [line.quantity for line in lines]


def test_an_award_fills_contract_prices_and_the_next_plan(tenders: Tenders, award: Award) -> None:
    """Lots 1 and 2 are awarded: their cost, lines and mean price; the rest stays open."""
    found, dossier = forms(tenders, award), only(tenders)
    row = next(r for r in found["form_plan"]["rows"] if r["package"] == "P01")

    assert (row["form_award"], row["form_contractor"]) == ("A001", "one LLC")
    assert row["form_contract_amount"] == cost_of(dossier, award)
    assert row["form_open"] == open_minor(dossier, [award])
    priced = {
        (r["lot"], r["unit_price"]): int(r["line_total"]) for r in found["form_prices"]["rows"]
    }
    assert priced.keys() == {(1, "900"), (2, "800"), (2, "4000")}
    assert sum(priced.values()) == award.amount_minor
    units = {line["number"]: line["quantity"] for line in award.lines if line["sku"] == "A"}
    item = next(r for r in found["form_next"]["rows"] if r["sku"] == "A")
    paid = sum(n * (900 if i == 0 else 800) for i, n in enumerate(units.values()))
    assert item["form_awarded_units"] == sum(units.values())
    assert item["form_awarded_price"] == (2 * paid + sum(units.values())) // (
        2 * sum(units.values())
    )
    assert item["form_planned_price"] == 1_000
    assert set(blank(found["form_bid"])) >= {"form_validity", "form_security", "form_revoked"}


def test_a_revoked_award_stays_with_its_day_and_reason(tenders: Tenders, award: Award) -> None:
    """The letter of bid stays on the form; contract and prices are open again."""
    ended = Revocation(of="A001", date="2027-05-03", reason="complaint upheld")
    found = forms(tenders, award, ended)
    (letter,) = found["form_bid"]["rows"]
    row = next(r for r in found["form_plan"]["rows"] if r["package"] == "P01")

    assert (letter["form_revoked"], letter["form_revoked_why"]) == (
        "2027-05-03",
        "complaint upheld",
    )
    assert row["form_award"] is None and row["form_open"] == only(tenders).package.amount_minor
    assert found["form_prices"]["rows"] == []


def test_the_workbook_says_what_the_data_say(
    tenders: Tenders, award: Award, tmp_path: Path
) -> None:
    """A sheet for each form, every field with its source; the same bytes from the same records."""
    filled = filled_forms(tenders, [award])
    for name in ("a.xlsx", "b.xlsx"):
        write(tenders.context, filled, tmp_path / name)
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert len(book.sheet_names) == 1 + len(FORMS)
    assert [r[2] for r in rows[0][4:]] == [
        LABELS[f"form_source.{field.source}"].en for form in FORMS for field in form.fields
    ]
    for form, sheet in zip(filled, rows[1:], strict=True):
        for given, written in zip(form.rows, sheet[4:], strict=True):
            names = [field.name for field in form.form.fields]
            assert {n for n, cell in zip(names, written, strict=True) if cell != ""} == set(given)
