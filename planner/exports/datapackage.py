"""The whole allocation as a Frictionless data package: CSV tables that refer to each other.

Data Package and Table Schema, version 1, https://specs.frictionlessdata.io. One zip holds
datapackage.json and the tables; every table has its size and SHA-256 in the descriptor. A text that
a spreadsheet would take for a formula begins with an apostrophe, in keys and references alike.
"""

from __future__ import annotations

import csv
import hashlib
import io
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.exports.datapackage_rows import (
    DEPLOYMENTS,
    FUNDS,
    LIMITS,
    LINKS,
    MOVES,
    PACKAGES,
    PLAN,
    SAVINGS,
    SITES,
    Row,
    fund_rows,
    item_rows,
    limit_rows,
    line_rows,
    link_rows,
    link_site_rows,
    move_rows,
    package_rows,
    plan_rows,
    saving_rows,
    site_rows,
)
from planner.files import as_json, write_zip
from planner.language.hash_forms import SHORT
from planner.language.labels import LABELS
from planner.rendering.csv_cells import harmless
from planner.rendering.json_members import filled

if TYPE_CHECKING:
    from pathlib import Path

    from planner.rendering.context import ExportContext

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of the package: its columns, its rows, its key and what it refers to."""

    name: str
    title: str
    columns: dict[str, type]
    rows: Callable[[ExportContext], Iterable[Row]]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str, str], ...] = ()  # column, other table, its column


def write(context: ExportContext, path: Path) -> None:
    """Write the package as a zip; equal plans of one run give equal bytes.

    Raises OSError when the file cannot be written.
    """
    tables = {f"{r.name}.csv": _csv(r, context) for r in RESOURCES}
    descriptor = as_json(_descriptor(context, tables)).encode()
    write_zip(path, {"datapackage.json": descriptor, **tables})


def _csv(resource: Resource, context: ExportContext) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(resource.columns)
    for row in resource.rows(context):
        writer.writerow([_cell(row[name]) for name in resource.columns])
    return text.getvalue().encode()


def _cell(value: Any) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value)


def _descriptor(context: ExportContext, tables: dict[str, bytes]) -> dict[str, Any]:
    plan = context.plan
    return filled(
        {
            "profile": "tabular-data-package",
            "name": f"kholboo-plan-{_slug(plan.fingerprint[:SHORT])}",
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{plan.project}\n{plan.fingerprint}")),
            "title": f"{plan.project}, {plan.scenario}",
            "created": context.written_at,
            "keywords": ["connectivity", "schools", "procurement"],
            "resources": [_described(r, tables[f"{r.name}.csv"]) for r in RESOURCES],
        }
    )


def _slug(text: str) -> str:
    return "".join(c for c in text.lower() if c.isascii() and (c.isalnum() or c in "-_."))


def _described(resource: Resource, content: bytes) -> dict[str, Any]:
    schema = {
        "fields": [_field(name, kind, resource) for name, kind in resource.columns.items()],
        "missingValues": [""],
        "primaryKey": list(resource.key),
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": [theirs]}}
            for column, other, theirs in resource.refers
        ],
    }
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "title": resource.title,
        "path": f"{resource.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": filled(schema),
    }


def _field(name: str, kind: type, resource: Resource) -> dict[str, Any]:
    own = LABELS.get(name)
    unique = resource.key == (name,)
    constraints = {"required": True, "unique": True} if unique else {}
    if name in resource.key and not unique:
        constraints = {"required": True}
    return filled(
        {
            "name": name,
            "type": _TYPES[kind],
            "title": "" if own is None else own.text("both"),
            "constraints": constraints,
        }
    )


# --- rows ---------------------------------------------------------------------------------------


_ITEMS: dict[str, type] = dict.fromkeys(
    ("sku", "role", "name_mn", "name_en", "unit", "unspsc", "cpv"), str
)
_LINES: dict[str, type] = {
    "delivery_point": str,
    "site_id": str,
    "link_id": str,
    "package_id": str,
    "sku": str,
    "category": str,
    "timing": str,
    "quantity": int,
    "from_elsewhere": int,
    "unit_price_minor": int,
    "amount_minor": int,
    "currency": str,
    "payer": str,
}
_AT_SITE = ("site_id", "sites", "site_id")
_OF_ITEM = ("sku", "items", "sku")
_IN_PACKAGE = ("package_id", "packages", "package_id")
RESOURCES: Sequence[Resource] = (
    Resource("plan", "The plan and its totals", PLAN, plan_rows, key=("run_id",)),
    Resource("sites", "Sites as the inventory has them", SITES, site_rows, key=("site_id",)),
    Resource(
        "deployments",
        "What becomes of each site",
        DEPLOYMENTS,
        site_rows,
        key=("site_id",),
        refers=(_AT_SITE,),
    ),
    Resource("links", "Links to build", LINKS, link_rows, key=("link_id",)),
    Resource(
        "link_sites",
        "Sites that each link serves",
        {"link_id": str, "site_id": str},
        link_site_rows,
        key=("link_id", "site_id"),
        refers=(("link_id", "links", "link_id"), _AT_SITE),
    ),
    Resource("items", "Items bought, paid for, moved or ended", _ITEMS, item_rows, key=("sku",)),
    Resource(
        "lines",
        "Purchases by delivery point, and yearly payments",
        _LINES,
        line_rows,
        refers=(_AT_SITE, ("link_id", "links", "link_id"), _OF_ITEM, _IN_PACKAGE),
    ),
    Resource("funds", "Sources of money", FUNDS, fund_rows, key=("fund_id",)),
    Resource(
        "packages",
        "What is tendered together",
        PACKAGES,
        package_rows,
        key=("package_id",),
        refers=(("fund_id", "funds", "fund_id"),),
    ),
    Resource(
        "savings",
        "Money not spent although the lines show list prices",
        SAVINGS,
        saving_rows,
        refers=(_IN_PACKAGE,),
    ),
    Resource(
        "moves",
        "Equipment that exists and moves",
        MOVES,
        move_rows,
        refers=(_OF_ITEM, _AT_SITE, ("fund_id", "funds", "fund_id")),
    ),
    Resource("limits", "Limits and how far each is used", LIMITS, limit_rows, key=("limit_id",)),
)
"""Every table of the package, those referred to before or beside those that refer."""
