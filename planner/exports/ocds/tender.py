"""The tender of a release: method, periods, lots, items and delivery."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from planner.exports.ocds.confidentiality import is_shown
from planner.exports.ocds.disclosure import Disclosure
from planner.exports.ocds.identifiers import value_of
from planner.exports.ocds.processes import Process, described, good_id
from planner.language import formats
from planner.language.labels import label, sentence, term
from planner.procurement.estimate import lot_amounts
from planner.procurement.notes import category_name, entity_name
from planner.procurement.specification import description
from planner.procurement.yearly import tendered_category
from planner.rendering import sentences
from planner.rendering.json_members import filled, rounded
from planner.rendering.parcels import Parcel
from planner.rendering.places import area_of

if TYPE_CHECKING:
    from planner.plan.purchasing import FundUse
    from planner.procurement.tender_context import TenderContext
    from sites.site import Site


def deadlines(funds: Iterable[FundUse]) -> list[dict[str, Any]]:
    """Return the dates until which funds can be spent, as milestones."""
    return [
        {
            "id": f"deadline:{fund.fund_id}",
            "title": fund.fund_id,
            "type": "financing",
            "dueDate": f"{fund.deadline}T23:59:59Z",
            "status": "scheduled",
        }
        for fund in funds
        if fund.deadline
    ]


def tender_of_process(
    context: TenderContext,
    process: Process,
    name: str,
    buyer: dict[str, Any],
    told: Disclosure,
) -> dict[str, Any]:
    """Return what is going to be tendered: its items by lot, its days and its method if any."""
    shown = is_shown(context, process)
    return filled(
        {
            "id": name,
            "title": _title(context, process),
            "description": " ".join(_notes(context, process)),
            "status": "planning",
            "procuringEntity": buyer,
            "items": [
                _item(context, process, good, priced=shown and good.line.sku in told.prices)
                for good in process.goods
            ],
            "value": value_of(context, process.amount_minor()) if shown else None,
            **_method(process),
            "mainProcurementCategory": _main_category(process),
            **_periods(context, process),
            **_lots(context, process, shown=shown),
        }
    )


def _method(process: Process) -> dict[str, Any]:
    """Return the method in the rulebook's words; none that nobody has confirmed."""
    ruling = None if process.dossier is None else process.dossier.ruling
    if ruling is None or ruling.method is None:
        return {}
    return {
        **({"procurementMethod": ruling.ocds_method.value} if ruling.ocds_method else {}),
        "procurementMethodDetails": ruling.method,
        "procurementMethodRationale": ruling.citation,
    }


def _main_category(process: Process) -> str:
    """Return goods, works or services, all that the standard has."""
    if process.dossier is not None:
        category = tendered_category(process.dossier.package)
        return "services" if category == "installation" else category
    spent: dict[str, int] = defaultdict(int)
    for good in process.goods:
        spent[good.line.category.value] += good.amount_minor
    return min(spent, key=lambda c: (-spent[c], c))


def _periods(context: TenderContext, process: Process) -> dict[str, Any]:
    """Return when bids are invited, opened and evaluated, and when the contract runs."""
    if process.dossier is None:
        return {}
    days, ruling = process.dossier.days, process.dossier.ruling
    evaluated = days.opening + dt.timedelta(days=ruling.evaluation_days or 0)
    stood = evaluated + dt.timedelta(days=ruling.standstill_days or 0)
    ends = [
        ("evaluation", "assessment", "ocds.evaluated", ruling.evaluation_days, evaluated),
        ("standstill", "approval", "ocds.standstill", ruling.standstill_days, stood),
    ]
    found = [
        {
            "id": name,
            "title": label(title, context.language),
            "type": kind,
            "dueDate": f"{day}T23:59:59Z",
            "status": "scheduled",
        }
        for name, kind, title, length, day in ends
        if length is not None
    ]
    return {
        **({"milestones": found} if found else {}),
        "tenderPeriod": _period(days.invitation, days.opening),
        "awardPeriod": _period(days.opening, days.contract),
        "contractPeriod": _period(days.earliest, days.latest),
    }


def _period(start: dt.date, end: dt.date) -> dict[str, str]:
    return {"startDate": f"{start}T00:00:00Z", "endDate": f"{end}T23:59:59Z"}


def _title(context: TenderContext, process: Process) -> str:
    plan, package, language = context.plan, process.package, context.language
    if package is None or process.dossier is None:
        return f"{plan.project}, {plan.scenario}"
    entity = entity_name(process.dossier, language)
    return f"{package.id}: {category_name(package, language)}, {entity}"


def _notes(context: TenderContext, process: Process) -> Iterator[str]:
    """Yield what a reader of the items must know: what they leave out."""
    language, dossier = context.language, process.dossier
    if not is_shown(context, process):
        yield label("ocds.estimate_withheld", language)
    if dossier is None:
        return
    lines = {line.number: line for line in dossier.tender.lines}
    for number, units in sorted(dossier.unplaced.items()):
        item = description(lines[number], language, neutral=context.technology_neutral)
        yield sentence("ocds.unplaced", language, item=item, units=formats.number(units))
    difference = process.amount_minor() - sum(g.amount_minor for g in process.goods)
    if difference and is_shown(context, process):
        amount = formats.money(difference, context.plan.currency, 1, language)
        yield sentence("ocds.saved", language, amount=amount)


def _lots(context: TenderContext, process: Process, *, shown: bool) -> dict[str, Any]:
    """Return the lots that bidders may bid for, whose values add up to that of the tender.

    With how many of them one bidder may win. A tender in one piece has none.
    """
    dossier = process.dossier
    if dossier is None or not dossier.lots:
        return {}
    several = label("shared_aimags", context.language)
    amounts = lot_amounts(dossier)
    most = dossier.lots_per_bidder
    lots = [
        filled(
            {
                "id": lot.code,
                "title": lot.area.name or several,
                "status": "planning",
                "value": value_of(context, amounts[lot.number]) if shown else None,
            }
        )
        for lot in dossier.lots
    ]
    return {"lots": lots, "lotDetails": filled({"maximumLotsAwardedPerSupplier": most})}


def _related_lot(process: Process, good: Parcel) -> str | None:
    """Return the id of the lot that a good is in, None where the tender has none."""
    dossier = process.dossier
    if dossier is None or not dossier.lots:
        return None
    return next(lot.code for lot in dossier.lots if good.point in lot.points)


def _item(
    context: TenderContext, process: Process, good: Parcel, *, priced: bool
) -> dict[str, Any]:
    """Return one item at one delivery point, as the standard's users distribute goods to sites."""
    line = good.line
    unit = {
        "scheme": "UNCEFACT",
        "id": line.unit,
        "name": term("unit", line.unit, context.language),
        "value": value_of(context, line.unit_price_minor) if priced else None,
    }
    return filled(
        {
            "id": good_id(process, good),
            "description": described(context, process, good),
            **_classified(context, line.sku),
            "quantity": good.bought,
            "unit": filled(unit),
            "relatedLot": _related_lot(process, good),
            **_delivery(context, good.point),
        }
    )


def _classified(context: TenderContext, sku: str) -> dict[str, Any]:
    """Return UNSPSC as the main and CPV as a further classification, where the catalogue has."""
    item = None if context.catalogue is None else context.catalogue.by_sku.get(sku)
    if item is None:
        return {}
    codes = [("UNSPSC", item.unspsc), ("CPV", item.cpv)]
    found = [{"scheme": scheme, "id": code} for scheme, code in codes if code]
    return filled(
        {"classification": found[0], "additionalClassifications": found[1:]} if found else {}
    )


def _delivery(context: TenderContext, point: str) -> dict[str, Any]:
    """Return where an item goes: a building, or along a link to build."""
    if point in context.site_by_id:
        return _at_site(context, context.site_by_id[point])
    link = context.link_by_id[point]
    line = [rounded(at) for at in link.coordinates]
    geometry = {"type": "LineString", "coordinates": line} if len(line) > 1 else None
    ends = (sentences.node_name(node, context) for node in (link.from_node, link.to_node))
    return {
        "deliveryLocation": filled({"description": " – ".join(ends), "geometry": geometry}),
        "deliveryAddress": filled({"region": area_of(context, point).name}),
    }


def _at_site(context: TenderContext, site: Site) -> dict[str, Any]:
    geometry = None
    if site.longitude is not None and site.latitude is not None:
        at = rounded((site.longitude, site.latitude))
        geometry = {"type": "Point", "coordinates": at}
    country = context.country
    address = {
        "streetAddress": ", ".join(t for t in (site.name, site.bagh) if t),
        "locality": site.soum_name,
        "region": site.aimag_name,
        "countryName": term("country", country, context.language) if country else None,
    }
    return {
        "deliveryLocation": filled(
            {"description": f"{site.name} ({site.id})", "geometry": geometry}
        ),
        "deliveryAddress": filled(address),
    }
