"""The plan as rows for maps: every site, every link to build, and the network that exists.

Column names carry their units and are the same in GeoPackage and GeoJSON. Money of a site or link
is at list prices; only the plan knows what is saved: its `listed_minor` less its `savings_minor`
is its `capex_minor`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from inventory.prices.catalogue import Timing
from planner.fields import fields_of
from planner.rendering.places import link_aimag

if TYPE_CHECKING:
    from planner.candidates.candidate import CostLine
    from planner.plan.plan import BuiltLink, Deployment, Plan
    from planner.rendering.context import ExportContext
    from sites.network import Network
    from sites.site import Site

Row = dict[str, Any]
SITE_COLUMNS = {
    "site_id": str,
    "name": str,
    "name_latin": str,
    "kind": str,
    "aimag": str,
    "aimag_name": str,
    "soum": str,
    "soum_name": str,
    "bagh": str,
    "coordinate_quality": str,
    "status": str,
    "technology": str,
    "reason": str,
    "reason_text": str,
    "reason_text_mn": str,
    "mbps_before": float,
    "mbps_after": float,
    "target_mbps": float,
    "cap_gb_before": float,
    "cap_gb_after": float,
    "target_gb": float,
    "computers_before": int,
    "computers_added": int,
    "benefit_thousandths": int,
    "users_gaining": int,
    "capex_minor": int,
    "new_per_year_minor": int,
    "kept_fee_per_year_minor": int,
    "currency": str,
    "students": int,
    "boarders": int,
    "staff": int,
    "visitors_per_day": float,
    "link_today": str,
    "owner": str,
    "contact": str,
    "access_season": str,
    "parent_id": str,
    "fingerprint": str,
}
LINK_COLUMNS = {
    "link_id": str,
    "kind": str,
    "aimag_name": str,
    "from_node": str,
    "to_node": str,
    "length_m": int,
    "carried_mbps": int,
    "asked_mbps": int,
    "serves_count": int,
    "serves": str,
    "capex_minor": int,
    "new_per_year_minor": int,
    "currency": str,
    "fingerprint": str,
}
POP_COLUMNS = {"pop_id": str, "name": str, "medium": str, "status": str}
TOWER_COLUMNS = {"tower_id": str, "radio": str, "height_m": float}
SPAN_COLUMNS = {"span_id": str, "medium": str}
PURCHASE_COLUMNS = {
    "delivery_point": str,
    "sku": str,
    "role": str,
    "name_mn": str,
    "name_en": str,
    "category": str,
    "timing": str,
    "unit": str,
    "quantity": int,
    "unit_price_minor": int,
    "amount_minor": int,
    "currency": str,
    "payer": str,
}
PLAN_COLUMNS = {
    "run_id": str,
    "fingerprint": str,
    "project": str,
    "scenario": str,
    "status": str,
    "gap": float,
    "listed_minor": int,
    "savings_minor": int,
    "capex_minor": int,
    "opex_per_year_minor": int,
    "npc_minor": int,
    "currency": str,
    "price_date": str,
}


LISTED = "capex_minor is at list prices; the table plan has what is saved of their sum"


def spent(lines: Iterable[CostLine], timing: Timing) -> int:
    """Return what lines cost once or every year, without fees that end, in whole units."""
    return sum(line.amount_minor for line in lines if line.timing is timing and line.sign > 0)


def site_row(deployment: Deployment, site: Site, plan: Plan) -> Row:
    """Return what the plan says of a site, with who uses it and whom to call."""
    own = {name: getattr(deployment, name) for name in SITE_COLUMNS if hasattr(deployment, name)}
    place = {name: getattr(site, name) for name in SITE_COLUMNS if hasattr(site, name)}
    users = {name: getattr(site.users, name) for name in SITE_COLUMNS if hasattr(site.users, name)}
    more = {
        "kind": site.kind.value,
        "coordinate_quality": site.coordinate_quality.value,
        "status": deployment.status.value,
        "reason": deployment.reason.value,
        "benefit_thousandths": deployment.benefit,
        "capex_minor": spent(deployment.lines, Timing.ONE_TIME),
        "new_per_year_minor": spent(deployment.lines, Timing.PER_YEAR),
        "currency": plan.currency,
        "link_today": site.link.type.value,
        "fingerprint": plan.fingerprint,
    }
    found = {**place, **users, **own, **more}
    return {name: found[name] for name in SITE_COLUMNS}


def link_row(link: BuiltLink, context: ExportContext) -> Row:
    """Return what the plan says of a link to build."""
    return {
        "link_id": link.id,
        "kind": link.kind,
        "aimag_name": link_aimag(context, link),
        **fields_of(link, "from_node", "to_node", "length_m", "carried_mbps", "asked_mbps"),
        "serves_count": len(link.serves),
        "serves": " ".join(link.serves),
        "capex_minor": spent(link.lines, Timing.ONE_TIME),
        "new_per_year_minor": spent(link.lines, Timing.PER_YEAR),
        "currency": context.plan.currency,
        "fingerprint": context.plan.fingerprint,
    }


def purchase_rows(plan: Plan) -> list[Row]:
    """Return every purchase line with its delivery point, fees that end included."""
    rows = [
        {
            "delivery_point": point,
            **{name: getattr(line, name) for name in PURCHASE_COLUMNS if hasattr(line, name)},
            "category": line.category.value,
            "timing": line.timing.value,
            "currency": plan.currency,
        }
        for point, line in plan.all_lines()
    ]
    return sorted(rows, key=lambda row: (row["delivery_point"], row["sku"], row["quantity"]))


def plan_row(plan: Plan) -> Row:
    """Return the plan's identity and totals, so that a loose map finds its run."""
    saved = {"savings_minor": plan.listed_minor - plan.capex_minor}
    return {name: saved[name] if name in saved else getattr(plan, name) for name in PLAN_COLUMNS}


def pop_rows(network: Network) -> list[Row]:
    """Return the points of presence."""
    return [
        {"pop_id": p.id, "name": p.name, "medium": p.medium, "status": p.status}
        for p in sorted(network.pops, key=lambda p: p.id)
    ]


def tower_rows(network: Network) -> list[Row]:
    """Return the mobile towers."""
    return [
        {"tower_id": t.id, "radio": t.radio, "height_m": t.height_m}
        for t in sorted(network.towers, key=lambda t: t.id)
    ]


def point(place: Any) -> tuple[float, float] | None:
    """Return longitude and latitude of anything placed, None when it is not."""
    if place.longitude is None or place.latitude is None:
        return None
    return (place.longitude, place.latitude)


def line_of(coordinates: Sequence[tuple[float, float]]) -> list[tuple[float, float]] | None:
    """Return the points of a line, None when there are not two of them."""
    return [(x, y) for x, y in coordinates] if len(coordinates) > 1 else None
