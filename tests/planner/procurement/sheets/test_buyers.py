"""Who buys: entities of the register, tendered apart and published with their numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from six_lots import only, tenders_of, without_prices

from planner.exports.ocds.release_package import release_package
from planner.plan.plan import Plan
from planner.procurement.notes import entity_name, notes_of
from planner.procurement.tender_context import TenderContext
from planner.procurement.tenders import Tenders, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.buying.entities import Entity
from planner.scenario.buying.package_rules import LotsBy
from planner.scenario.buying.procurement_rules import OcdsMethod, ProcurementRule, RuleStatus

__all__ = ["without_prices"]
pytestmark = pytest.mark.usefixtures("without_prices")
COUNTRY = Entity(
    id="MOE", payer="education_ministry", name_mn="Яам", name_en="Ministry", register="901",
    address="Ulaanbaatar", budget="state budget",
)  # fmt: skip
OFFICE = Entity(
    id="A2", payer="education_ministry", aimag="Aimag 2", name_mn="Газар", name_en="Office"
)
ROW = ProcurementRule(
    rulebook="bank", category="goods", method="Open", from_minor=None, to_minor=None,
    valid_from="", valid_to="", citation="Law 1", status=RuleStatus.CONFIRMED,
    ocds_method=OcdsMethod.OPEN, evaluation_days=20, standstill_days=10, estimate_shown=True,
)  # fmt: skip


def released(tenders: Tenders) -> list[dict[str, object]]:
    """Return the releases of the tenders, after that of the plan."""
    context = TenderContext(
        plan=tenders.context.plan, sites=tenders.context.sites, network=tenders.context.network,
        language="en", written_at="2026-11-22T06:00:00+00:00",
        dossiers=tuple(d for d in tenders.dossiers if d.package.fund_id == "loan"),
    )  # fmt: skip
    found: list[dict[str, object]] = release_package(context)["releases"]
    return found


def test_each_entity_tenders_its_own_places(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """The office buys for aimag 2, the ministry for the others; together they are the package."""
    tenders = tenders_of(plan, context, LotsBy.ONE, entities=(COUNTRY, OFFICE))
    own = [d for d in tenders.dossiers if d.package.fund_id == "loan"]

    assert sum(d.package.amount_minor for d in own) == 243_700
    assert {entity_name(d, "en"): {p for p, _ in d.package.lines} for d in own} == {
        "Ministry": {"AR-10", "AR-30", "AR-40", "AR-50", "AR-60"},
        "Office": {"AR-20"},
    }
    write_sheets(tenders, [own[0].package.id], tmp_path)
    cover = openpyxl.load_workbook(tmp_path / f"{own[0].package.id}-bidder.xlsx")["Cover"]
    shown = {cover.cell(r, 1).value: cover.cell(r, 2).value for r in range(1, cover.max_row + 1)}
    assert shown["Procuring entity"] == "Ministry"
    assert (shown["Register number"], shown["Address"]) == ("901", "Ulaanbaatar")


def test_a_payer_that_the_register_lacks_is_told(plan: Plan, context: ExportContext) -> None:
    """Without a register the payer stands as the buyer, with the row to add."""
    tenders = tenders_of(plan, context)
    notes = notes_of(only(tenders), tenders.context.plan, "en")

    assert any("payer 'education_ministry' to the table entities" in note for note in notes)
    named = tenders_of(plan, context, entities=(COUNTRY,))
    assert not any("entities" in n for n in notes_of(only(named), named.context.plan, "en"))


def test_releases_name_the_entity_the_method_and_the_days(
    plan: Plan, context: ExportContext
) -> None:
    """Register number, codelist method, evaluation, standstill and the fund's own part."""
    tenders = tenders_of(plan, context, LotsBy.ONE, entities=(COUNTRY,), rules=(ROW,))
    whole, release = released(tenders)
    tender, opening = release["tender"], only(tenders).days.opening  # type: ignore[index]
    buyer = next(p for p in release["parties"] if "buyer" in p["roles"])  # type: ignore[attr-defined]

    assert buyer["identifier"] == {"id": "901", "legalName": "Яам"}
    assert buyer["address"] == {"streetAddress": "Ulaanbaatar"}
    assert release["buyer"] == {"id": "entity:MOE", "name": "Ministry"}
    assert buyer in whole["parties"]  # type: ignore[operator]
    assert (tender["procurementMethod"], release["initiationType"]) == ("open", "tender")
    ends = {m["id"]: m["dueDate"][:10] for m in tender["milestones"]}
    assert ends == {
        "evaluation": str(opening.fromordinal(opening.toordinal() + 20)),
        "standstill": str(opening.fromordinal(opening.toordinal() + 30)),
    }
    budget = release["planning"]["budget"]  # type: ignore[index]
    assert [(b["id"], b["amount"]["amount"]) for b in budget["budgetBreakdown"]] == [
        ("loan", 243_700)
    ]
    assert budget["amount"]["amount"] == 243_700


@pytest.mark.parametrize(
    ("to_minor", "said"), [(500_000, "buy it by the method"), (None, "no row")]
)
def test_a_crumb_is_bought_by_the_method_for_small_value(
    plan: Plan, context: ExportContext, to_minor: int | None, said: str
) -> None:
    """A tender that is small and joins no other names the method, or that no row has it."""
    row = replace(ROW, to_minor=to_minor)
    dossier = only(tenders_of(plan, context, LotsBy.ONE, rules=(row,)))
    crumb = replace(dossier, small=True)

    assert not dossier.small
    assert any(said in note and "(Open)" in note for note in notes_of(crumb, plan, "en"))
    assert not any(said in note for note in notes_of(dossier, plan, "en"))
