"""The data package: frictionless accepts it, notices a changed byte, and its sums tie."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.exports.datapackage import RESOURCES
from planner.exports.registry import export
from planner.rendering.context import ExportContext


def read(path: Path) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """Return the descriptor and the rows of every table."""
    with zipfile.ZipFile(path) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        tables = {
            r["name"]: list(
                csv.DictReader(io.StringIO(archive.read(r["path"]).decode(), newline=""))
            )
            for r in descriptor["resources"]
        }
    return descriptor, tables


def faults(path: Path) -> list[str]:
    """Return what frictionless finds wrong with a package."""
    from frictionless import validate

    report = validate(str(path))
    found = [e.message for e in report.errors]
    return found + [f"{t.name}: {e.message}" for t in report.tasks for e in t.errors]


@pytest.mark.parametrize("kind", ["context", "tendered"])
def test_frictionless_accepts_a_package(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Types, keys, references between tables, sizes and hashes: no fault."""
    path = export("datapackage", request.getfixturevalue(kind), tmp_path)

    assert faults(path) == []


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("lines.csv", b"AR-1,AR-1,,P01,PC", b"AR-9,AR-9,,P01,PC"),  # a site that is not there
        ("funds.csv", b"state,", b"stat,"),  # a package's fund
        ("sites.csv", b"BO-1,", b"BO-2,"),  # a key twice
        ("limits.csv", b"capex,", b"Capex,"),  # only the hash tells
    ],
)
def test_frictionless_would_notice(
    table: str, old: bytes, new: bytes, tendered: ExportContext, tmp_path: Path
) -> None:
    """A reference that leads nowhere, a key twice, or one changed letter is a fault."""
    path = export("datapackage", tendered, tmp_path)
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == table:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)

    assert faults(broken) != []


def test_hashes_and_sizes_are_those_of_the_tables(tendered: ExportContext, tmp_path: Path) -> None:
    """Every table has its own SHA-256 and number of bytes in the descriptor."""
    path = export("datapackage", tendered, tmp_path)
    descriptor, _ = read(path)
    with zipfile.ZipFile(path) as archive:
        for resource in descriptor["resources"]:
            content = archive.read(resource["path"])
            assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]
            assert len(content) == resource["bytes"]
    assert [r["name"] for r in descriptor["resources"]] == [r.name for r in RESOURCES]


def test_lines_add_up_to_plan_packages_and_funds(tendered: ExportContext, tmp_path: Path) -> None:
    """One-time lines less savings are the plan's capital, by package and in all."""
    _, tables = read(export("datapackage", tendered, tmp_path))
    plan = tendered.plan

    listed: Counter[str] = Counter()
    for row in tables["lines"]:
        if row["timing"] == "one_time":
            listed[row["package_id"]] += int(row["amount_minor"])
    saved: Counter[str] = Counter()
    for row in tables["savings"]:
        saved[row["package_id"]] += int(row["amount_minor"])
    for row in tables["packages"]:
        assert int(row["listed_minor"]) == listed[row["package_id"]]
        assert int(row["amount_minor"]) == listed[row["package_id"]] - saved[row["package_id"]]
    assert sum(listed.values()) - sum(saved.values()) == plan.capex_minor
    assert int(tables["plan"][0]["capex_minor"]) == plan.capex_minor
    assert int(tables["funds"][0]["used_minor"]) == plan.capex_minor
    yearly = sum(
        int(r["amount_minor"])
        for r in tables["lines"]
        if r["timing"] == "per_year" and int(r["amount_minor"]) > 0
    )
    assert yearly == plan.opex_per_year_minor - plan.kept_fee_per_year_minor


def test_moves_that_count_are_not_bought(tendered: ExportContext, tmp_path: Path) -> None:
    """Five of fifteen computers come from elsewhere; the proposed move is listed, not counted."""
    _, tables = read(export("datapackage", tendered, tmp_path))

    computers = [r for r in tables["lines"] if r["sku"] == "PC" and r["site_id"] == "AR-1"]
    assert [("15", "5")] == [(r["quantity"], r["from_elsewhere"]) for r in computers]
    assert ["false", "true", "true"] == sorted(r["counted"] for r in tables["moves"])
    assert {"BO-3", "AR-2", ""} == {r["origin_site_id"] for r in tables["moves"]}


def test_no_cell_can_be_a_formula(tendered: ExportContext, tmp_path: Path) -> None:
    """Names that begin like a formula carry an apostrophe; keys and references agree."""
    sites = tuple(
        replace(s, name='@1+1 "кавычка"\nмөр') if s.id == "AR-1" else s for s in tendered.sites
    )
    path = export("datapackage", replace(tendered, sites=sites), tmp_path)
    _, tables = read(path)

    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert [c for c in cells if c.startswith(("=", "@", "+", "\t", "\r"))] == []
    assert [c for c in cells if c.startswith("-") and not c[1:].isdigit()] == []
    assert "'+BRIDGE" in {row["sku"] for row in tables["items"]}
    assert '\'@1+1 "кавычка"\nмөр' in {row["name"] for row in tables["sites"]}
    assert faults(path) == []


def test_an_infeasible_plan_is_a_valid_package(tendered: ExportContext, tmp_path: Path) -> None:
    """Tables without rows are still tables."""
    empty = replace(
        tendered.plan, deployments=(), links=(), packages=(), savings=(), moves=(), funds=(),
        limits=(), objective=None, certified_bound=None, gap=None, status="infeasible",
    )  # fmt: skip

    path = export("datapackage", replace(tendered, plan=empty), tmp_path)

    assert faults(path) == []
    assert read(path)[1]["deployments"] == []


def test_sites_say_when_vehicles_reach_them(tendered: ExportContext, tmp_path: Path) -> None:
    """The season stands with the inventory, the load of shared hops with the links."""
    first, *links = tendered.plan.links
    site, *sites = tendered.sites
    told = replace(
        tendered,
        plan=replace(tendered.plan, links=(replace(first, carried_mbps=9, asked_mbps=7), *links)),
        sites=(replace(site, access_season="5-9"), *sites),
    )
    path = export("datapackage", told, tmp_path)
    tables = read(path)[1]

    assert faults(path) == []
    assert {row["site_id"]: row["access_season"] for row in tables["sites"]}[site.id] == "5-9"
    loads = {r["link_id"]: (r["carried_mbps"], r["asked_mbps"]) for r in tables["links"]}
    assert loads[first.id] == ("9", "7")
    assert loads[links[0].id] == ("", "")
