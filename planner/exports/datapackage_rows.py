"""Rows of the data package: plan, sites, links, items, lines, packages, funds, limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from inventory.prices.catalogue import Timing
from planner.exports import features
from planner.rendering.parcels import parcels_of

if TYPE_CHECKING:
    from planner.candidates.candidate import CostLine
    from planner.rendering.context import ExportContext


Row = dict[str, Any]


def plan_rows(context: ExportContext) -> Iterator[Row]:
    """Yield the one row of the plan."""
    plan = context.plan
    more = {n: getattr(plan, n) for n in PLAN if n not in features.PLAN_COLUMNS}
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
SITES = {name: _ALL_SITE_COLUMNS[name] for name in _INVENTORY}
_NOT_DEPLOYMENT = {"site_id", "fingerprint", *_INVENTORY}
DEPLOYMENTS = {
    "site_id": str,
    **{n: kind for n, kind in _ALL_SITE_COLUMNS.items() if n not in _NOT_DEPLOYMENT},
}


def site_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each site, by id."""
    for deployment, site in sorted(context.deployments, key=lambda pair: pair[1].id):
        row = features.site_row(deployment, site, context.plan)
        place = {"longitude": site.longitude, "latitude": site.latitude}
        yield {
            **row,
            **place,
            "owner_register": site.owner_register,
            "kept_fee_payer": deployment.kept_fee_payer,
        }


def link_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each link to build."""
    for link in context.links:
        line = "; ".join(f"{x:.6f} {y:.6f}" for x, y in link.coordinates)
        yield {**features.link_row(link, context), "coordinates": line}


LINKS = {n: k for n, k in features.LINK_COLUMNS.items() if n not in ("serves", "fingerprint")} | {
    "coordinates": str
}


def link_site_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each site behind each link."""
    for link in context.links:
        for site_id in sorted(set(link.serves)):
            yield {"link_id": link.id, "site_id": site_id}


def item_rows(context: ExportContext) -> Iterator[Row]:
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


def line_rows(context: ExportContext) -> list[Row]:
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


def package_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each package."""
    for package in context.plan.packages:
        saved = sum(s.amount_minor for s in package.savings)
        yield {
            "package_id": package.id,
            **{n: getattr(package, n) for n in PACKAGES if hasattr(package, n)},
            "listed_minor": package.amount_minor + saved,
            "saved_minor": saved,
            "currency": context.plan.currency,
        }


def saving_rows(context: ExportContext) -> Iterator[Row]:
    """Yield every saving with the package it belongs to; a plan without packages has its own."""
    plan = context.plan
    found = [(p.id, s) for p in plan.packages for s in p.savings]
    for package, saving in found or [("", s) for s in plan.savings]:
        own = {n: getattr(saving, n) for n in SAVINGS if hasattr(saving, n)}
        yield {**own, "saving_id": saving.id, "package_id": package, "currency": plan.currency}


def move_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each transfer of equipment."""
    moves = sorted(context.plan.moves, key=lambda m: (m.site_id, m.sku, m.origin_kind, m.origin))
    for move in moves:
        own = {n: getattr(move, n) for n in MOVES if hasattr(move, n)}
        from_site = move.origin if move.origin_kind == "site" else None
        yield {**own, "origin_site_id": from_site, "currency": context.plan.currency}


def fund_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each fund."""
    for fund in context.plan.funds:
        own = {n: getattr(fund, n) for n in FUNDS if hasattr(fund, n)}
        yield {**own, "currency": context.plan.currency}


def limit_rows(context: ExportContext) -> Iterator[Row]:
    """Yield a row for each limit."""
    for limit in context.plan.limits:
        own = {n: getattr(limit, n) for n in LIMITS if hasattr(limit, n)}
        yield {**own, "limit_id": limit.id}


PLAN: dict[str, type] = {
    **features.PLAN_COLUMNS,
    "price_basis": str,
    "kept_fee_per_year_minor": int,
    "objective": int,
    "certified_bound": int,
}
PACKAGES: dict[str, type] = {
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
SAVINGS: dict[str, type] = {
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
MOVES: dict[str, type] = {
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
FUNDS: dict[str, type] = {
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
    "need_from": str,
    "need_to": str,
    "within": str,
}
LIMITS: dict[str, type] = {
    "limit_id": str,
    "title": str,
    "unit": str,
    "used": int,
    "lower": int,
    "upper": int,
    "slack": int,
    "binding": bool,
    "dual": float,
}
