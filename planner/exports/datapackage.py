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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inventory.prices.catalogue import Timing
from planner.exports import features
from planner.files import as_json, write_zip
from planner.language.hash_forms import SHORT
from planner.language.labels import LABELS
from planner.rendering.csv_cells import harmless
from planner.rendering.json_members import filled
from planner.rendering.parcels import parcels_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.candidates.candidate import CostLine
    from planner.rendering.context import ExportContext

Row = dict[str, Any]
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


@dataclass(frozen=True, slots=True, kw_only=True)
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


def _plan_rows(context: ExportContext) -> Iterator[Row]:
    plan = context.plan
    more = {n: getattr(plan, n) for n in _PLAN if n not in features.PLAN_COLUMNS}
    yield {**features.plan_row(plan), **more}


_INVENTORY = (  # what is known of a site before any plan
    *("site_id", "name", "name_latin", "kind", "aimag", "aimag_name", "soum", "soum_name", "bagh"),
    *("longitude", "latitude", "coordinate_quality", "link_today", "owner", "owner_register"),
    *("students", "boarders", "staff", "visitors_per_day", "contact", "access_season"),
    "parent_id",
)
_ALL_SITE_COLUMNS = {
    **features.SITE_COLUMNS,
    "longitude": float,
    "latitude": float,
    "owner_register": str,
    "kept_fee_payer": str,
}
_SITES = {name: _ALL_SITE_COLUMNS[name] for name in _INVENTORY}
_NOT_DEPLOYMENT = {"site_id", "fingerprint", *_INVENTORY}
_DEPLOYMENTS = {
    "site_id": str,
    **{n: kind for n, kind in _ALL_SITE_COLUMNS.items() if n not in _NOT_DEPLOYMENT},
}


def _site_rows(context: ExportContext) -> Iterator[Row]:
    for deployment, site in sorted(context.deployments, key=lambda pair: pair[1].id):
        row = features.site_row(deployment, site, context.plan)
        place = {"longitude": site.longitude, "latitude": site.latitude}
        yield {
            **row,
            **place,
            "owner_register": site.owner_register,
            "kept_fee_payer": deployment.kept_fee_payer,
        }


def _link_rows(context: ExportContext) -> Iterator[Row]:
    for link in context.links:
        line = "; ".join(f"{x:.6f} {y:.6f}" for x, y in link.coordinates)
        yield {**features.link_row(link, context), "coordinates": line}


_LINKS = {n: k for n, k in features.LINK_COLUMNS.items() if n not in ("serves", "fingerprint")} | {
    "coordinates": str
}


def _link_site_rows(context: ExportContext) -> Iterator[Row]:
    for link in context.links:
        for site_id in sorted(set(link.serves)):
            yield {"link_id": link.id, "site_id": site_id}


def _item_rows(context: ExportContext) -> Iterator[Row]:
    """Yield every item that the plan buys, pays for, moves or ends, once."""
    lines: dict[str, CostLine] = {}
    for _, line in context.plan.all_lines():
        lines.setdefault(line.sku, line)
    for sku in sorted({*lines, *(m.sku for m in context.plan.moves)}):
        yield {"sku": sku, **_item_words(context, sku, lines.get(sku))}


def _item_words(context: ExportContext, sku: str, line: CostLine | None) -> Row:
    listed = None if context.catalogue is None else context.catalogue.by_sku.get(sku)
    known = line or listed
    of_item = ("role", "name_mn", "name_en", "unit")
    return {
        **{n: None if known is None else getattr(known, n) for n in of_item},
        "unspsc": None if listed is None else listed.unspsc,
        "cpv": None if listed is None else listed.cpv,
    }


def _line_rows(context: ExportContext) -> list[Row]:
    """Return every line: one-time ones by package, and the yearly ones, ended fees negative."""
    once = [
        _line_row(context, p.point, p.line, p.package, p.given)
        for p in parcels_of(context.plan).all
    ]
    yearly = [
        _line_row(context, point, line, "", 0)
        for point, line in context.plan.all_lines()
        if line.timing is Timing.PER_YEAR or line.sign < 0
    ]
    return sorted(
        once + yearly,
        key=lambda r: (r["delivery_point"], r["timing"], r["sku"], r["package_id"], r["quantity"]),
    )


def _line_row(context: ExportContext, point: str, line: CostLine, package: str, given: int) -> Row:
    at_site = point in context.site_by_id
    return {
        "delivery_point": point,
        "site_id": point if at_site else None,
        "link_id": None if at_site else point,
        "package_id": package,
        "sku": line.sku,
        "category": line.category.value,
        "timing": line.timing.value,
        "quantity": line.quantity,
        "from_elsewhere": given,
        "unit_price_minor": line.unit_price_minor,
        "amount_minor": line.amount_minor,
        "currency": context.plan.currency,
        "payer": line.payer,
    }


def _package_rows(context: ExportContext) -> Iterator[Row]:
    for package in context.plan.packages:
        saved = sum(s.amount_minor for s in package.savings)
        yield {
            "package_id": package.id,
            **{n: getattr(package, n) for n in _PACKAGES if hasattr(package, n)},
            "listed_minor": package.amount_minor + saved,
            "saved_minor": saved,
            "currency": context.plan.currency,
        }


def _saving_rows(context: ExportContext) -> Iterator[Row]:
    """Yield every saving with the package it belongs to; a plan without packages has its own."""
    plan = context.plan
    found = [(p.id, s) for p in plan.packages for s in p.savings]
    for package, saving in found or [("", s) for s in plan.savings]:
        own = {n: getattr(saving, n) for n in _SAVINGS if hasattr(saving, n)}
        yield {**own, "saving_id": saving.id, "package_id": package, "currency": plan.currency}


def _move_rows(context: ExportContext) -> Iterator[Row]:
    moves = sorted(context.plan.moves, key=lambda m: (m.site_id, m.sku, m.origin_kind, m.origin))
    for move in moves:
        own = {n: getattr(move, n) for n in _MOVES if hasattr(move, n)}
        from_site = move.origin if move.origin_kind == "site" else None
        yield {**own, "origin_site_id": from_site, "currency": context.plan.currency}


def _fund_rows(context: ExportContext) -> Iterator[Row]:
    for fund in context.plan.funds:
        own = {n: getattr(fund, n) for n in _FUNDS if hasattr(fund, n)}
        yield {**own, "currency": context.plan.currency}


def _limit_rows(context: ExportContext) -> Iterator[Row]:
    for limit in context.plan.limits:
        own = {n: getattr(limit, n) for n in _LIMITS if hasattr(limit, n)}
        yield {**own, "limit_id": limit.id}


_PLAN: dict[str, type] = {
    **features.PLAN_COLUMNS,
    "price_basis": str,
    "kept_fee_per_year_minor": int,
    "objective": int,
    "certified_bound": int,
}
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
_PACKAGES: dict[str, type] = {
    "package_id": str,
    "entity": str,
    "fund_id": str,
    "rulebook": str,
    "category": str,
    "year": int,
    "year_from": str,
    "aimag": str,
    "listed_minor": int,
    "saved_minor": int,
    "amount_minor": int,
    "currency": str,
}
_SAVINGS: dict[str, type] = {
    "package_id": str,
    "saving_id": str,
    "kind": str,
    "sku": str,
    "quantity": int,
    "per_unit_minor": int,
    "amount_minor": int,
    "currency": str,
    "text": str,
    "text_mn": str,
}
_MOVES: dict[str, type] = {
    "sku": str,
    "quantity": int,
    "origin_kind": str,
    "origin": str,
    "origin_site_id": str,
    "site_id": str,
    "transport_minor": int,
    "currency": str,
    "decision": str,
    "counted": bool,
    "fund_id": str,
}
_FUNDS: dict[str, type] = {
    "fund_id": str,
    "name_mn": str,
    "name_en": str,
    "rulebook": str,
    "ceiling_minor": int,
    "used_minor": int,
    "currency": str,
    "deadline": str,
    "cofinance_share": str,
    "cofinancer": str,
}
_LIMITS: dict[str, type] = {
    "limit_id": str,
    "title": str,
    "unit": str,
    "used": int,
    "lower": int,
    "upper": int,
    "binding": bool,
    "dual": float,
}
_AT_SITE = ("site_id", "sites", "site_id")
_OF_ITEM = ("sku", "items", "sku")
_IN_PACKAGE = ("package_id", "packages", "package_id")
RESOURCES: Sequence[Resource] = (
    Resource(
        name="plan",
        title="The plan and its totals",
        columns=_PLAN,
        rows=_plan_rows,
        key=("run_id",),
    ),
    Resource(
        name="sites",
        title="Sites as the inventory has them",
        columns=_SITES,
        rows=_site_rows,
        key=("site_id",),
    ),
    Resource(
        name="deployments",
        title="What becomes of each site",
        columns=_DEPLOYMENTS,
        rows=_site_rows,
        key=("site_id",),
        refers=(_AT_SITE,),
    ),
    Resource(
        name="links", title="Links to build", columns=_LINKS, rows=_link_rows, key=("link_id",)
    ),
    Resource(
        name="link_sites",
        title="Sites that each link serves",
        columns={"link_id": str, "site_id": str},
        rows=_link_site_rows,
        key=("link_id", "site_id"),
        refers=(("link_id", "links", "link_id"), _AT_SITE),
    ),
    Resource(
        name="items",
        title="Items bought, paid for, moved or ended",
        columns=_ITEMS,
        rows=_item_rows,
        key=("sku",),
    ),
    Resource(
        name="lines",
        title="Purchases by delivery point, and yearly payments",
        columns=_LINES,
        rows=_line_rows,
        refers=(_AT_SITE, ("link_id", "links", "link_id"), _OF_ITEM, _IN_PACKAGE),
    ),
    Resource(
        name="funds", title="Sources of money", columns=_FUNDS, rows=_fund_rows, key=("fund_id",)
    ),
    Resource(
        name="packages",
        title="What is tendered together",
        columns=_PACKAGES,
        rows=_package_rows,
        key=("package_id",),
        refers=(("fund_id", "funds", "fund_id"),),
    ),
    Resource(
        name="savings",
        title="Money not spent although the lines show list prices",
        columns=_SAVINGS,
        rows=_saving_rows,
        refers=(_IN_PACKAGE,),
    ),
    Resource(
        name="moves",
        title="Equipment that exists and moves",
        columns=_MOVES,
        rows=_move_rows,
        refers=(_OF_ITEM, _AT_SITE, ("fund_id", "funds", "fund_id")),
    ),
    Resource(
        name="limits",
        title="Limits and how far each is used",
        columns=_LIMITS,
        rows=_limit_rows,
        key=("limit_id",),
    ),
)
"""Every table of the package, those referred to before or beside those that refer."""
