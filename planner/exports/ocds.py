"""The plan as an OCDS 1.1.5 release package: one planning release for it, one for each package.

Open Contracting Data Standard 1.1, https://standard.open-contracting.org/1.1/en/, with its
extensions for lots, delivery locations and budget breakdown. A package of the plan is a contracting
process of its own, with one lot for each aimag; a plan without packages is one process. A method
is named only where a confirmed rule names it, and an estimate only where one shows it or the user
asks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.dossiers import entity_name
from planner.exports import words
from planner.exports.bought import Area, Parcel, area_of, parcels_of
from planner.exports.json_files import filled, rounded, write_json
from planner.labels import Language, item_name, label, sentence, term
from planner.specification import description, role_name
from planner.tender import is_yearly, names_a_make, tendered_category

if TYPE_CHECKING:
    from pathlib import Path

    from planner.dossiers import Dossier
    from planner.exports import ExportContext
    from planner.plan import FundUse, Package
    from sites.site import Site

VERSION = "1.1"
EXTENSIONS = tuple(
    f"https://raw.githubusercontent.com/open-contracting-extensions/{name}/extension.json"
    for name in (
        "ocds_lots_extension/v1.1.5",
        "ocds_location_extension/v1.1.5",
        "ocds_budget_breakdown_extension/master",
    )
)
UNNAMED = "unnamed"  # entity of purchases for which nobody is named to buy
_FEES = "yearly_fees"  # category of packages that nobody tenders
_PLAN = "plan"  # the contracting process of a plan without packages
_FILES = (  # of every run: name, document type of the standard, media type
    (
        "plan.xlsx",
        "procurementPlan",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("plan.html", "needsAssessment", "text/html"),
    ("certificate.json", "feasibilityStudy", "application/json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """Units of one item to be bought for one delivery point, at list price."""

    id: str  # within its process
    point: str  # site id or link id
    sku: str
    description: str  # what it does; never a maker's name
    category: str
    unit: str
    unit_price_minor: int
    quantity: int

    @property
    def amount_minor(self) -> int:
        """Quantity times list price, in whole units of the plan currency."""
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One contracting process: a package with its dossier, or all of a plan that has none."""

    id: str
    dossier: Dossier | None
    goods: tuple[Good, ...]

    @property
    def package(self) -> Package | None:
        """The package that is tendered, None for a plan without packages."""
        return None if self.dossier is None else self.dossier.package

    def amount_minor(self) -> int:
        """Return the estimate: of the package, or of the goods where there is none."""
        package = self.package
        return sum(g.amount_minor for g in self.goods) if package is None else package.amount_minor


def write(context: ExportContext, path: Path) -> None:
    """Write the release package; equal plans of one run give equal bytes.

    Raises OSError when the file cannot be written, ValueError when the run's date is not known.
    """
    write_json(path, release_package(context))


def release_package(context: ExportContext) -> dict[str, Any]:
    """Return the release package; raises ValueError when the run's date is not known."""
    if not context.written_at:
        raise ValueError("an OCDS release needs the date of its run, which is not given")
    found = processes(context)
    return {
        "uri": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ocid(context, 'package'))}",
        "version": VERSION,
        "extensions": list(EXTENSIONS),
        "publishedDate": context.written_at,
        "publisher": {"name": context.plan.project},
        "releases": [_plan_release(context, found), *(_release(context, p) for p in found)],
    }


def ocid(context: ExportContext, process: str) -> str:
    """Return the id of a contracting process, from project, fingerprint and package alone."""
    text = f"{context.plan.project}\n{context.plan.fingerprint}"
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return f"{context.ocid_prefix}-{digest}-{process}"


def processes(context: ExportContext) -> list[Process]:
    """Return the contracting processes of a plan: one-time packages before yearly ones.

    Licence fees are paid to an authority and tendered by nobody.
    """
    if context.dossiers:
        tendered = [d for d in context.dossiers if d.package.category != _FEES]
        return [
            Process(id=d.package.id, dossier=d, goods=tuple(_goods(context, d))) for d in tendered
        ]
    goods = tuple(_good(context, p) for p in parcels_of(context.plan).all)
    return [Process(id=_PLAN, dossier=None, goods=goods)] if goods else []


def _goods(context: ExportContext, dossier: Dossier) -> Iterator[Good]:
    """Yield what the contract delivers to each place, without what comes from elsewhere."""
    lines = {line.number: line for line in dossier.tender.lines}
    neutral, language = context.technology_neutral, context.language
    told = {n: description(line, language, neutral=neutral) for n, line in lines.items()}
    for point, quantities in dossier.bought.items():
        for number, quantity in sorted(quantities.items()):
            if quantity:
                yield Good(
                    id=f"{point}:{number}",
                    point=point,
                    sku=lines[number].sku,
                    description=told[number].replace("\n", " · "),
                    category=tendered_category(dossier.package),
                    unit=lines[number].unit,
                    unit_price_minor=lines[number].unit_price_minor,
                    quantity=quantity,
                )


def _good(context: ExportContext, parcel: Parcel) -> Good:
    """Return a purchase of a plan without packages; an item named after its maker by its use."""
    line, language = parcel.line, context.language
    named = names_a_make(line.name_mn, line.name_en)
    name = item_name(line.name_mn, line.name_en, language)
    return Good(
        id=f"{parcel.point}:{line.sku}",
        point=parcel.point,
        sku=line.sku,
        description=role_name(line.role, language) if named else name,
        category=line.category.value,
        unit=line.unit,
        unit_price_minor=line.unit_price_minor,
        quantity=parcel.bought,
    )


def is_shown(context: ExportContext, process: Process) -> bool:
    """Return whether the estimate may be read by bidders: a confirmed rule says so, or the user."""
    dossier = process.dossier
    return context.estimates or (dossier is not None and dossier.ruling.estimate_shown)


# --- releases -----------------------------------------------------------------------------------


def _plan_release(context: ExportContext, found: Sequence[Process]) -> dict[str, Any]:
    """Return the release that tells of the plan as a whole: why, how much, from which funds."""
    plan = context.plan
    name = ocid(context, "planning")
    told = _tells_no_estimate(context, [p for p in found if not _yearly(p)])
    budget = {
        "id": plan.run_id,
        "description": f"{plan.project}, {plan.scenario}",
        "amount": _value(context, plan.capex_minor) if told else None,
        "project": plan.project,
        "projectID": plan.fingerprint,
        "budgetBreakdown": [_fund_budget(context, fund, found) for fund in plan.funds],
    }
    return {
        **_head(context, name),
        "parties": _parties(context, {p.entity for p in _packages(context)}, plan.funds),
        "planning": filled(
            {
                "rationale": "\n".join(_rationale(context, found)),
                "budget": filled(budget),
                "documents": _documents(context),
                "milestones": _deadlines(plan.funds),
            }
        ),
    }


def _yearly(process: Process) -> bool:
    return process.package is not None and is_yearly(process.package)


def _tells_no_estimate(context: ExportContext, summed: Sequence[Process]) -> bool:
    """Return whether a sum over processes gives away none that is confidential.

    What is published of the others can be taken off the sum: one that is confidential follows.
    """
    return sum(not is_shown(context, process) for process in summed) != 1


def _rationale(context: ExportContext, found: Sequence[Process]) -> list[str]:
    """Return the plan in sentences, without a sum from which a confidential estimate follows."""
    withheld = {
        told
        for told, yearly in ((words.Sum.ONE_TIME, False), (words.Sum.NEW_PER_YEAR, True))
        if not _tells_no_estimate(context, [p for p in found if _yearly(p) == yearly])
    }
    told = words.short_lines(context, _first(context.language))
    return [line.text for line in told if line.tells not in withheld]


def _release(context: ExportContext, process: Process) -> dict[str, Any]:
    plan, package = context.plan, process.package
    name = ocid(context, process.id)
    funds = [f for f in plan.funds if package is not None and f.fund_id == package.fund_id]
    parties = _parties(context, set() if package is None else {package.entity}, funds)
    buyer = _reference(parties, "buyer")
    shown = is_shown(context, process)
    budget = {
        "id": process.id if package is None or not package.fund_id else package.fund_id,
        "amount": _value(context, process.amount_minor()) if shown else None,
        "project": plan.project,
        "projectID": plan.fingerprint,
    }
    related = {
        "id": "planning",
        "relationship": ["planning"],
        "scheme": "ocid",
        "identifier": ocid(context, "planning"),
    }
    return {
        **_head(context, name),
        **filled({"parties": parties, "buyer": buyer}),
        "planning": filled({"budget": filled(budget), "milestones": _deadlines(funds)}),
        "tender": _tender(context, process, name, buyer),
        "relatedProcesses": [related],
    }


def _packages(context: ExportContext) -> Sequence[Package]:
    return [d.package for d in context.dossiers] or context.plan.packages


def _head(context: ExportContext, name: str) -> dict[str, Any]:
    return {
        "ocid": name,
        "id": f"{name}-1",
        "date": context.written_at,
        "tag": ["planning"],
        "initiationType": "tender",
        "language": _first(context.language),
    }


def _first(language: Language) -> Language:
    """Return the one language that sentences are written in: Mongolian where both are asked for."""
    return "mn" if language == "both" else language


def _parties(
    context: ExportContext, entities: Iterable[str], funds: Iterable[FundUse]
) -> list[dict[str, Any]]:
    """Return who buys and who pays; nobody for purchases that nobody is named to buy."""
    language = context.language
    found = [
        {
            "id": f"entity:{entity}",
            "name": term("payer", entity, language),
            "roles": ["buyer", "procuringEntity"],
        }
        for entity in sorted(set(entities) - {UNNAMED})
    ]
    found += [
        {
            "id": f"fund:{fund.fund_id}",
            "name": item_name(fund.name_mn, fund.name_en, language) or fund.fund_id,
            "roles": ["funder"],
        }
        for fund in sorted(funds, key=lambda f: f.fund_id)
    ]
    return found


def _reference(parties: Sequence[dict[str, Any]], role: str) -> dict[str, Any]:
    found = [{"id": p["id"], "name": p["name"]} for p in parties if role in p["roles"]]
    return found[0] if found else {}


def _fund_budget(context: ExportContext, fund: FundUse, found: Sequence[Process]) -> dict[str, Any]:
    """Return what a fund pays, its amount only where it pays for nothing confidential."""
    name = item_name(fund.name_mn, fund.name_en, context.language) or fund.fund_id
    told = all(is_shown(context, p) for p in found if _pays(context, fund, p))
    return filled(
        {
            "id": fund.fund_id,
            "description": f"{name}: {fund.rulebook}" if fund.rulebook else name,
            "amount": _value(context, fund.used_minor) if told else None,
            "period": {"endDate": f"{fund.deadline}T23:59:59Z"} if fund.deadline else None,
            "sourceParty": {"id": f"fund:{fund.fund_id}", "name": name},
        }
    )


def _pays(context: ExportContext, fund: FundUse, process: Process) -> bool:
    """Return whether a fund pays for a process, or adds its part; any may without packages."""
    if process.package is None:
        return True
    payer = process.package.fund_id
    adds = {f.cofinancer for f in context.plan.funds if f.fund_id == payer}
    return fund.fund_id in {payer, *adds}


def _deadlines(funds: Iterable[FundUse]) -> list[dict[str, Any]]:
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


def _documents(context: ExportContext) -> list[dict[str, Any]]:
    """Return the files of the run by name; they have no address before somebody publishes them."""
    return [
        {
            "id": name,
            "documentType": kind,
            "title": name,
            "description": f"{context.plan.run_id}/{name}",
            "format": media_type,
        }
        for name, kind, media_type in _FILES
    ]


# --- tender -------------------------------------------------------------------------------------


def _tender(
    context: ExportContext, process: Process, name: str, buyer: dict[str, Any]
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
            "items": [_item(context, good, shown=shown) for good in process.goods],
            "value": _value(context, process.amount_minor()) if shown else None,
            **_method(process),
            "mainProcurementCategory": _main_category(process),
            **_periods(process),
            "lots": _lots(context, process, shown=shown),
        }
    )


def _method(process: Process) -> dict[str, Any]:
    """Return the method in the rulebook's words; none that nobody has confirmed."""
    ruling = None if process.dossier is None else process.dossier.ruling
    if ruling is None or ruling.method is None:
        return {}
    return {
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
        spent[good.category] += good.amount_minor
    return min(spent, key=lambda c: (-spent[c], c))


def _periods(process: Process) -> dict[str, Any]:
    """Return when bids are invited and opened, and when the contract runs."""
    if process.dossier is None:
        return {}
    days = process.dossier.days
    return {
        "tenderPeriod": _period(days.invitation, days.opening),
        "awardPeriod": _period(days.opening, days.contract),
        "contractPeriod": _period(days.earliest, days.latest),
    }


def _period(start: dt.date, end: dt.date) -> dict[str, str]:
    return {"startDate": f"{start}T00:00:00Z", "endDate": f"{end}T23:59:59Z"}


def _title(context: ExportContext, process: Process) -> str:
    plan, package, language = context.plan, process.package, context.language
    if package is None:
        return f"{plan.project}, {plan.scenario}"
    entity = entity_name(package, language)
    return f"{package.id}: {term('procurement', package.category, language)}, {entity}"


def _notes(context: ExportContext, process: Process) -> Iterator[str]:
    """Yield what a reader of the items must know: what they leave out."""
    language, dossier = context.language, process.dossier
    if not is_shown(context, process):
        yield label("ocds.estimate_withheld", language)
    if dossier is None:
        return
    lines = {line.number: line for line in dossier.tender.lines}
    for number, units in sorted(dossier.unplaced.items()):
        item = description(lines[number], language, neutral=context.technology_neutral)
        yield sentence("ocds.unplaced", language, item=item, units=words.number(units))
    difference = process.amount_minor() - sum(g.amount_minor for g in process.goods)
    if difference and is_shown(context, process):
        amount = words.money(difference, context.plan.currency, 1, language)
        yield sentence("ocds.saved", language, amount=amount)


def _lots(context: ExportContext, process: Process, *, shown: bool) -> list[dict[str, Any]]:
    """Return one lot for each aimag that receives anything, and one for what serves several."""
    amounts: dict[Area, int] = defaultdict(int)
    for good in process.goods:
        amounts[area_of(context, good.point)] += good.amount_minor
    several = label("shared_aimags", context.language)
    return [
        filled(
            {
                "id": _lot_id(area),
                "title": area.name or several,
                "status": "planning",
                "value": _value(context, amount) if shown else None,
            }
        )
        for area, amount in sorted(amounts.items())
    ]


def _lot_id(area: Area) -> str:
    return f"lot:{area.code or area.name or 'several'}"


def _item(context: ExportContext, good: Good, *, shown: bool) -> dict[str, Any]:
    """Return one item at one delivery point, as the standard's users distribute goods to sites."""
    language = context.language
    unit = {
        "scheme": "UNCEFACT",
        "id": good.unit,
        "name": term("unit", good.unit, language),
        "value": _value(context, good.unit_price_minor) if shown else None,
    }
    return filled(
        {
            "id": good.id,
            "description": good.description,
            **_classified(context, good.sku),
            "quantity": good.quantity,
            "unit": filled(unit),
            "relatedLot": _lot_id(area_of(context, good.point)),
            **_delivery(context, good.point),
        }
    )


def _classified(context: ExportContext, sku: str) -> dict[str, Any]:
    """Return UNSPSC as the main and CPV as a further classification, where the catalogue has."""
    item = None if context.catalogue is None else context.catalogue.by_sku.get(sku)
    if item is None:
        return {}
    codes = [("UNSPSC", item.unspsc), ("CPV", item.cpv)]
    found = [{"scheme": scheme, "id": code} for scheme, code in codes if code]
    return filled(
        {"classification": found[0], "additionalClassifications": found[1:]} if found else {}
    )


def _delivery(context: ExportContext, point: str) -> dict[str, Any]:
    """Return where an item goes: a building, or along a link to build."""
    if point in context.site_by_id:
        return _at_site(context, context.site_by_id[point])
    link = context.link_by_id[point]
    line = [rounded(at) for at in link.coordinates]
    geometry = {"type": "LineString", "coordinates": line} if len(line) > 1 else None
    ends = (words.node_name(node, context) for node in (link.from_node, link.to_node))
    return {
        "deliveryLocation": filled({"description": " – ".join(ends), "geometry": geometry}),
        "deliveryAddress": filled({"region": area_of(context, point).name}),
    }


def _at_site(context: ExportContext, site: Site) -> dict[str, Any]:
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


def _value(context: ExportContext, amount_minor: int) -> dict[str, Any]:
    """Return money as the standard writes it: whole units of the plan currency."""
    return {"amount": amount_minor, "currency": context.plan.currency}
