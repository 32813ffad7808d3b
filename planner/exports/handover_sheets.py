"""Handover sheets as data: what arrives at a site, what leaves it, what is tested, who signs.

The PDF and the workbook are both written from these. A sheet is made for every site where anything
arrives, changes or leaves; expected figures are the plan's, so that a test has something to fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from planner.language import formats
from planner.language.label import Language
from planner.language.labels import item_name, label, sentence, term
from planner.plan.plan import SiteStatus
from planner.procurement.dividing import plan_package
from planner.procurement.tender_context import as_tender_context
from planner.rendering import sentences
from planner.rendering.parcels import Parcel, parcels_of
from planner.rendering.places import owner_of
from sites.site import LinkType

if TYPE_CHECKING:
    from planner.plan.plan import BuiltLink, Deployment
    from planner.plan.purchasing import Move
    from planner.rendering.context import ExportContext
    from sites.site import Site

SERIALS = frozenset(  # roles whose units carry a serial number each
    {
        *(Role.TERMINAL, Role.HEADEND, Role.BRIDGE, Role.CONTENT_SERVER, Role.POWER_KIT, Role.UPS),
        *(Role.ROUTER, Role.ACCESS_POINT, Role.SWITCH, Role.COMPUTER),
    }
)
LATENCY_MS = 100  # the most that video lessons bear, as the catalogue's class "low" says
GEO_LATENCY_MS = 700  # a round trip over a geostationary satellite is about 600 ms, and the ground
UNMEASURED = ("content",)  # technologies that bring no link to measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Units of one item from one origin."""

    number: int  # on the sheet, from 1
    sku: str
    name: str
    unit: str
    quantity: int
    origin: str  # "bought, P02", "depot: Ulaanbaatar"
    serials: int  # boxes for serial numbers
    first_serial: int = 1  # number of the first box among those of its item on the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Units of one item that leave for another site."""

    sku: str
    name: str
    quantity: int
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the acceptance test; `expected` is "" where the plan promises nothing."""

    what: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything one site signs for."""

    site: Site
    code: str  # content of the QR code
    facts: tuple[tuple[str, str], ...]  # heading and text; "" is left to fill in
    arrivals: tuple[Arrival, ...]
    departures: tuple[Departure, ...]
    checks: tuple[Check, ...]


def sheets_of(context: ExportContext) -> list[Sheet]:
    """Return the sheets of the selected sites, by aimag, soum and id."""
    maker = _Maker(context)
    chosen = context.selected
    return [
        maker.sheet(deployment, site)
        for deployment, site in context.deployments
        if (chosen is None or site.id in chosen) and maker.concerns(deployment)
    ]


def code_of(fingerprint: str, site_id: str) -> str:
    """Return what the QR code of a sheet says: the plan's fingerprint, then the site's id."""
    return f"kholboo:{fingerprint}:{site_id}"


class _Maker:
    """The plan turned to what each site needs to know of it."""

    def __init__(self, context: ExportContext) -> None:
        self.context = context
        self.language: Language = context.language
        self.parcels = parcels_of(context.plan).by_point
        self.arriving = _moves(context.plan.moves, leaving=False)
        self.leaving = _moves(context.plan.moves, leaving=True)
        self.links = _links(context.links)
        self.tenders = {
            (plan_package(d.package), point, line.sku): d
            for d in as_tender_context(context).dossiers
            for point, line in d.package.lines
        }

    def concerns(self, deployment: Deployment) -> bool:
        """Return whether anything arrives at, changes at or leaves a site."""
        deployed = deployment.status is SiteStatus.DEPLOYED
        return deployed or deployment.site_id in self.leaving

    def sheet(self, deployment: Deployment, site: Site) -> Sheet:
        arrivals = self._arrivals(site)
        return Sheet(
            site=site,
            code=code_of(self.context.plan.fingerprint, site.id),
            facts=tuple(self._facts(deployment, site)),
            arrivals=arrivals,
            departures=self._departures(site),
            checks=tuple(self._checks(deployment, site, arrivals)),
        )

    # what arrives, what leaves

    def _arrivals(self, site: Site) -> tuple[Arrival, ...]:
        rows: list[tuple[Parcel, str, int]] = []
        moves = {m: m.quantity for m in self.arriving.get(site.id, ())}
        for parcel in self.parcels.get(site.id, ()):
            if parcel.line.delivers or parcel.line.role == Role.CONTRACT_ENDING:
                continue  # it brings what arrives, or ends what is there
            if parcel.bought:
                bought = label("handover.bought", self.language)
                tender = f"{self._tender(parcel)}: {bought}" if parcel.package else bought
                rows.append((parcel, tender, parcel.bought))
            rows += [(parcel, *part) for part in self._given(parcel, moves)]
        return _numbered([self._arrival(n, *row) for n, row in enumerate(rows, start=1)])

    def _tender(self, parcel: Parcel) -> str:
        """Return the tender that buys units at a place, with its lot where it has any."""
        dossier = self.tenders.get((parcel.package, parcel.point, parcel.line.sku))
        if dossier is None:
            return parcel.package
        lot = dossier.tender.lot_of.get(parcel.point)
        name = dossier.package.id
        if lot is None:
            return name
        return sentence("handover.lot", self.language, package=name, number=lot)

    def _given(self, parcel: Parcel, moves: dict[Move, int]) -> list[tuple[str, int]]:
        """Return from where the units that are not bought come, using up the site's moves."""
        found, wanted = [], parcel.given
        for move in moves:
            part = min(wanted, moves[move]) if move.sku == parcel.line.sku else 0
            if part:
                moves[move] -= part
                wanted -= part
                found.append((self._origin(move), part))
        return found

    def _origin(self, move: Move) -> str:
        depot = move.origin_kind == "depot"
        kind = label("handover.depot" if depot else "handover.site", self.language)
        giver = next((f for f in self.context.plan.funds if f.fund_id == move.fund_id), None)
        given = f" ({item_name(giver.name_mn, giver.name_en, self.language)})" if giver else ""
        return f"{kind}: {move.origin if depot else self._site_name(move.origin)}{given}"

    def _site_name(self, site_id: str) -> str:
        site = self.context.site_by_id.get(site_id)
        return site_id if site is None else f"{site.name} ({site.id})"

    def _arrival(self, number: int, parcel: Parcel, origin: str, quantity: int) -> Arrival:
        line = parcel.line
        counted = line.unit == "C62" and line.role in SERIALS
        return Arrival(
            number=number,
            sku=line.sku,
            name=item_name(line.name_mn, line.name_en, self.language),
            unit=term("unit", line.unit, self.language),
            quantity=quantity,
            origin=origin,
            serials=quantity if counted else 0,
        )

    def _departures(self, site: Site) -> tuple[Departure, ...]:
        return tuple(
            Departure(
                sku=move.sku,
                name=self._item_name(move.sku),
                quantity=move.quantity,
                to=self._site_name(move.site_id),
            )
            for move in self.leaving.get(site.id, ())
        )

    def _item_name(self, sku: str) -> str:
        catalogue = self.context.catalogue
        item = None if catalogue is None else catalogue.by_sku.get(sku)
        return sku if item is None else item_name(item.name_mn, item.name_en, self.language)

    # what is known of the site, and what is tested

    def _facts(self, deployment: Deployment, site: Site) -> list[tuple[str, str]]:
        at = ""
        if site.longitude is not None and site.latitude is not None:
            quality = label(f"coordinate_quality.{site.coordinate_quality.value}", self.language)
            at = f"{site.longitude:.5f}, {site.latitude:.5f} ({quality})"
        place = " · ".join(t for t in (site.aimag_name, site.soum_name, site.bagh) if t)
        facts = [
            ("handover.place", place),
            ("handover.point", at),
            ("owner_with_register", owner_of(site)),
            ("contact", site.contact),
            ("handover.season", sentences.access_season(site, self.language)),
            ("handover.link", self._link(deployment)),
        ]
        along = self.links.get(site.id, ())
        if along:
            facts.append(("handover.along", "; ".join(map(self._way, along))))
        return facts

    def _way(self, link: BuiltLink) -> str:
        parts = (self._kind(link), sentences.link_length(link, self.language))
        return ", ".join(part for part in parts if part)

    def _kind(self, link: BuiltLink) -> str:
        return sentences.link_kind(link.kind, self.language)

    def _link(self, deployment: Deployment) -> str:
        technology = sentences.technology_of(deployment)
        if technology is None:
            return ""
        return term("technology", technology, self.language)

    def _checks(
        self, deployment: Deployment, site: Site, arrivals: Sequence[Arrival]
    ) -> list[Check]:
        checks = []
        if deployment.technology not in (None, *UNMEASURED) and deployment.mbps_after > 0:
            speed = f"{floor(deployment.mbps_after * 10) / 10:g}"  # never more than is promised
            checks = [
                self._check("handover.download", "≥", speed),
                self._check("handover.upload"),
                self._check("handover.latency", "≤", str(_latency_ms(deployment, site))),
            ]
        computers = deployment.computers_before + deployment.computers_added
        devices = sum(a.serials for a in arrivals)
        if computers:
            checks.append(self._check("handover.computers", "=", formats.number(computers)))
        if devices:
            checks.append(self._check("handover.devices", "=", formats.number(devices)))
        return [*checks, self._check("handover.when")]

    def _check(self, key: str, sense: str = "", value: str = "") -> Check:
        return Check(what=label(key, self.language), expected=f"{sense} {value}".strip())


def _latency_ms(deployment: Deployment, site: Site) -> int:
    """Return the longest round trip that passes: a geostationary link cannot be faster."""
    stays = deployment.technology in ("upgrade", sentences.PRESENT)
    medium = site.link.type.value if stays else deployment.technology
    return GEO_LATENCY_MS if medium == LinkType.GEO else LATENCY_MS


def _numbered(arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """Return arrivals whose boxes are numbered on where an item comes from several places."""
    boxes: dict[str, int] = defaultdict(int)
    found = []
    for arrival in arrivals:
        found.append(replace(arrival, first_serial=boxes[arrival.sku] + 1))
        boxes[arrival.sku] += arrival.serials
    return tuple(found)


def _moves(moves: Sequence[Move], *, leaving: bool) -> dict[str, list[Move]]:
    """Return the moves that count by the site they come to, or leave."""
    found: dict[str, list[Move]] = defaultdict(list)
    for move in sorted(moves, key=lambda m: (m.site_id, m.sku, m.origin_kind, m.origin)):
        if move.counted and (not leaving or move.origin_kind == "site"):
            found[move.origin if leaving else move.site_id].append(move)
    return dict(found)


def _links(links: Sequence[BuiltLink]) -> dict[str, list[BuiltLink]]:
    found: dict[str, list[BuiltLink]] = defaultdict(list)
    for link in links:
        for site_id in sorted(set(link.serves)):
            found[site_id].append(link)
    return dict(found)
