"""OCDS: what the standard's own schema accepts, and what a buyer may read out of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from planner.exports.ocds.disclosure import disclosure_of
from planner.exports.ocds.processes import processes
from planner.exports.ocds.release_package import _rationale, release_package
from planner.exports.registry import export
from planner.language import formats
from planner.rendering import sentences
from planner.rendering.context import ExportContext

SCHEMAS = Path(sys.prefix) / "share" / "ocds-1.1.5"  # laid there by `make test`


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    """The schemas of OCDS 1.1.5; the release schema has every registered extension applied."""
    if not (SCHEMAS / "release-schema.json").is_file():
        if os.environ.get("CI"):
            pytest.fail("the OCDS schemas are missing: run .ci/test_files.py")
        pytest.skip("the OCDS schemas are missing: run .ci/test_files.py with this Python")
    found = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in SCHEMAS.glob("*.json")}
    # one of the extensions applied is for public-private partnerships only
    found["release-schema"]["properties"]["initiationType"]["enum"] = ["tender"]
    found["release-package-schema"]["properties"]["releases"]["items"] = {}
    return found


def faults(schemas: dict[str, Any], package: dict[str, Any]) -> list[str]:
    """Return what the standard's schemas find wrong."""
    from jsonschema import Draft4Validator, FormatChecker

    whole = Draft4Validator(schemas["release-package-schema"], format_checker=FormatChecker())
    one = Draft4Validator(schemas["release-schema"], format_checker=FormatChecker())
    found = [*whole.iter_errors(package)]
    for release in package["releases"]:
        found += one.iter_errors(release)
    return [f"{list(e.absolute_path)}: {e.message}" for e in found]


def unknown(schema: dict[str, Any], data: Any, part: dict[str, Any], where: str) -> Iterator[str]:
    """Yield members of data that the schema does not name: misspelt ones pass validation."""
    while "$ref" in part:
        part = schema["definitions"][part["$ref"].rsplit("/", 1)[-1]]
    if isinstance(data, dict):
        for key, value in data.items():
            if key in part.get("properties", {}):
                yield from unknown(schema, value, part["properties"][key], f"{where}.{key}")
            else:
                yield f"{where}.{key}"
    elif isinstance(data, list):
        for value in data:
            yield from unknown(schema, value, part.get("items", {}), where)


@pytest.mark.parametrize("kind", ["context", "tendered"])
@pytest.mark.parametrize("language", ["mn", "en", "both"])
def test_the_standards_own_schema_accepts_a_package(
    kind: str, language: str, schemas: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """With and without tenders, in every language, the schema of OCDS 1.1.5 finds no fault."""
    context = replace(request.getfixturevalue(kind), language=language)

    assert faults(schemas, release_package(context)) == []


def test_every_member_is_one_of_the_standard(
    tendered: ExportContext, schemas: dict[str, Any]
) -> None:
    """No member is invented: each is named by the standard or a declared extension."""
    schema = schemas["release-schema"]
    releases = release_package(tendered)["releases"]

    found = [name for r in releases for name in unknown(schema, r, schema, "release")]

    # budget breakdown and lots are there by their extensions, and so is where items go
    assert sorted(set(found)) == []


def test_the_schema_would_notice(tendered: ExportContext, schemas: dict[str, Any]) -> None:
    """A package with a wrong status and a text for a number is refused."""
    package = release_package(tendered)
    package["releases"][1]["tender"]["status"] = "soon"
    package["releases"][1]["tender"]["items"][0]["quantity"] = "ten"

    assert len(faults(schemas, package)) == 2


def test_each_package_is_a_process_that_names_its_plan(tendered: ExportContext) -> None:
    """A planning release of the plan comes first; each package refers to its ocid."""
    plan, goods, works = release_package(tendered)["releases"]

    ids = [r["ocid"] for r in (plan, goods, works)]
    assert len(set(ids)) == 3
    assert goods["relatedProcesses"][0]["identifier"] == plan["ocid"]
    assert plan["planning"]["budget"]["budgetBreakdown"][0]["sourceParty"]["id"] == "fund:state"


@pytest.mark.parametrize("language", ["mn", "en"])
def test_no_sum_gives_a_confidential_estimate_away(
    tendered: ExportContext, schemas: dict[str, Any], language: str
) -> None:
    """One confidential package: neither its fund's amount nor the plan's is told, in no words."""
    context = replace(tendered, language=language)  # type: ignore[arg-type]
    package = release_package(context)
    planning, capex = package["releases"][0]["planning"], tendered.plan.capex_minor
    inside = release_package(replace(context, estimates=True))["releases"][0]["planning"]
    told = formats.money(capex, "MNT", context.money_unit, language)  # type: ignore[arg-type]

    assert "amount" not in json.dumps(planning["budget"])
    assert told not in planning["rationale"]
    assert faults(schemas, package) == []
    assert inside["budget"]["amount"]["amount"] == capex
    assert inside["budget"]["budgetBreakdown"][0]["amount"]["amount"] == capex
    assert told in inside["rationale"]


@pytest.mark.parametrize("paid", [0, 7])
def test_only_the_sentences_of_a_sum_are_withheld(tendered: ExportContext, paid: int) -> None:
    """What is confidential is known by what it is: a sentence with the same figures stays.

    With nothing paid every sum reads "0 ₮", and a directive's text may hold any figure.
    """
    plan = replace(tendered.plan, capex_minor=paid, price_date="7 ₮")
    context = replace(tendered, plan=plan, language="en")
    all_lines = sentences.short_lines(context, "en")
    told = _rationale(context, disclosure_of(context, processes(context)))

    assert [line.text for line in all_lines if line.tells is not sentences.Sum.ONE_TIME] == told
    assert len(told) == len(all_lines) - 1


def test_a_fund_tells_its_amount_when_nothing_it_pays_for_is_confidential(
    tendered: ExportContext,
) -> None:
    """A co-financer's part gives an estimate away like the fund that it is added to."""
    paying, idle = tendered.plan.funds[0], "idle"
    shared = replace(paying, cofinancer="operator", cofinance_share="0.3")
    funds = (shared, *(replace(paying, fund_id=f, used_minor=7) for f in ("operator", idle)))
    context = replace(tendered, plan=replace(tendered.plan, funds=funds))

    plan = release_package(context)["releases"][0]["planning"]["budget"]["budgetBreakdown"]
    assert [row["id"] for row in plan if "amount" in row] == [idle]


def test_a_sum_over_two_confidential_packages_is_told(tendered: ExportContext) -> None:
    """From their sum alone neither estimate follows; the plan says what it costs."""
    goods, works = tendered.dossiers
    hidden = replace(works, ruling=goods.ruling)
    context = replace(tendered, dossiers=(goods, hidden))
    budget = release_package(context)["releases"][0]["planning"]["budget"]

    assert budget["amount"]["amount"] == tendered.plan.capex_minor
    assert "amount" not in budget["budgetBreakdown"][0]


def test_ids_depend_on_project_and_fingerprint_alone(tendered: ExportContext) -> None:
    """Another date leaves every ocid as it is; another fingerprint changes them all."""

    def ids(context: ExportContext) -> list[str]:
        return [r["ocid"] for r in release_package(context)["releases"]]

    later = replace(tendered, written_at="2031-01-01T00:00:00+00:00")
    other = replace(tendered, plan=replace(tendered.plan, fingerprint="another"))

    assert ids(tendered) == ids(later)
    assert set(ids(tendered)).isdisjoint(ids(other))
    registered = replace(tendered, ocid_prefix="ocds-a1b2c3")
    assert all(name.startswith("ocds-a1b2c3-") for name in ids(registered))


def test_only_what_is_bought_is_tendered(tendered: ExportContext) -> None:
    """Ten of fifteen computers are bought: five come by moves that count, one does not count."""
    items = release_package(tendered)["releases"][1]["tender"]["items"]

    assert [("AR-1", 10), ("BO-1", 1), ("BO-2", 2)] == [
        (item["id"].partition(":")[0], item["quantity"]) for item in items
    ]


def test_items_say_what_and_where(tendered: ExportContext) -> None:
    """An item has its codes, its unit and its place; a link's item runs along the link."""
    _, goods, works = release_package(tendered)["releases"]
    computer = goods["tender"]["items"][0]
    trench = works["tender"]["items"][0]

    assert computer["classification"] == {"scheme": "UNSPSC", "id": "43211507"}
    assert computer["additionalClassifications"] == [{"scheme": "CPV", "id": "30213300"}]
    assert computer["unit"]["scheme"] == "UNCEFACT"
    assert computer["deliveryLocation"]["geometry"]["coordinates"] == [101.45, 47.47]
    assert computer["deliveryAddress"]["region"] == "Архангай"
    assert trench["deliveryLocation"]["geometry"]["type"] == "LineString"
    for release in (goods, works):  # in one piece: whoever bids, bids for all of it
        assert "lots" not in release["tender"]
        assert all("relatedLot" not in item for item in release["tender"]["items"])


def test_estimates_and_methods_are_named_only_by_a_confirmed_rule(tendered: ExportContext) -> None:
    """An unconfirmed rule gives neither method nor estimate; the user may still show estimates."""
    _, goods, works = release_package(tendered)["releases"]
    shown = release_package(replace(tendered, estimates=True))["releases"][1]

    assert "procurementMethodDetails" not in goods["tender"]
    assert works["tender"]["procurementMethodDetails"] == "Нээлттэй тендер"
    assert "amount" not in json.dumps({**goods, "description": ""}, ensure_ascii=False)
    assert works["tender"]["value"]["amount"] == tendered.plan.packages[1].amount_minor
    assert shown["tender"]["value"]["amount"] == tendered.plan.packages[0].amount_minor


def test_no_maker_is_named(context: ExportContext, tendered: ExportContext) -> None:
    """An item that the catalogue calls by its maker is called by its use, and has no SKU."""
    dossier = tendered.dossiers[0]
    lines = tuple(replace(line, name_en="Dell notebook") for line in dossier.tender.lines)
    named = replace(dossier, tender=replace(dossier.tender, lines=lines))
    published = release_package(replace(tendered, dossiers=(named,)))["releases"][1]

    text = json.dumps(published, ensure_ascii=False)
    assert "Dell" not in text
    assert "ONT" not in text
    assert published["tender"]["items"][0]["description"]


def test_licence_fees_are_tendered_by_nobody(tendered: ExportContext) -> None:
    """Yearly fees to an authority are no contracting process."""
    fees = replace(tendered.dossiers[1].package, id="Y01", category="yearly_fees")
    dossier = replace(
        tendered.dossiers[1], tender=replace(tendered.dossiers[1].tender, package=fees)
    )

    releases = release_package(replace(tendered, dossiers=(dossier,)))["releases"]

    assert len(releases) == 1


def test_nobody_is_named_who_is_not_known(tendered: ExportContext) -> None:
    """A package for which nobody is named to buy has no buyer, but has the fund that pays."""
    works = release_package(tendered)["releases"][2]

    assert "buyer" not in works
    assert [party["roles"] for party in works["parties"]] == [["funder"]]


def test_dates_are_those_of_the_run_and_of_the_tender(tendered: ExportContext) -> None:
    """The release bears the run's date, and the tender the days of its dossier, in order."""
    package = release_package(tendered)
    tender = package["releases"][1]["tender"]
    days = [
        datetime.fromisoformat(tender[period][end])
        for period in ("tenderPeriod", "contractPeriod")
        for end in ("startDate", "endDate")
    ]

    assert package["publishedDate"] == tendered.written_at
    assert days == sorted(days)


def test_a_run_without_a_date_is_refused(context: ExportContext) -> None:
    """No clock stands in for a date that is not known."""
    with pytest.raises(ValueError, match="date of its run"):
        release_package(replace(context, written_at=""))


def test_a_site_without_a_place_is_delivered_to_by_name(
    tendered: ExportContext, schemas: dict[str, Any]
) -> None:
    """A delivery point without coordinates keeps its address and has no geometry."""
    sites = tuple(
        replace(s, longitude=None, latitude=None, name='"кавычка"\nшинэ мөр')
        for s in tendered.sites
    )
    package = release_package(replace(tendered, sites=sites))

    place = package["releases"][1]["tender"]["items"][0]["deliveryLocation"]
    assert "geometry" not in place
    assert place["description"].startswith('"кавычка"\nшинэ мөр')
    assert faults(schemas, package) == []


def test_an_infeasible_plan_is_one_planning_release(
    tendered: ExportContext, schemas: dict[str, Any], tmp_path: Path
) -> None:
    """Nothing is tendered where there is no plan, and the file is still valid."""
    empty = replace(
        tendered.plan, deployments=(), links=(), packages=(), savings=(), moves=(), funds=(),
        capex_minor=0, opex_per_year_minor=0, kept_fee_per_year_minor=0, status="infeasible",
    )  # fmt: skip

    path = export("ocds", replace(tendered, plan=empty, dossiers=()), tmp_path)

    package = json.loads(path.read_text(encoding="utf-8"))
    assert len(package["releases"]) == 1
    assert faults(schemas, package) == []
