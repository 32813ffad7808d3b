"""The links to build as an OFDS 0.4.0 network package: fibre and radio spans and their ends.

Open Fibre Data Standard, https://standard.ofds.info/en/0__4__0/. Mobile and satellite service has
no span there and is left out. Every span is `proposed`; what is lit today is a node in operation.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any

from planner.candidates.nodes import ROOT, Node, is_tap, pop_of
from planner.files import write_json
from planner.language import formats
from planner.language.labels import item_name, sentence, term
from planner.rendering import sentences
from planner.rendering.json_members import filled, rounded
from planner.rendering.places import link_aimag
from sites.site import CoordinateQuality, LinkType

if TYPE_CHECKING:
    from pathlib import Path

    from planner.plan.plan import BuiltLink
    from planner.plan.purchasing import FundUse
    from planner.rendering.context import ExportContext
    from sites.site import Site

SCHEMA = "https://standard.ofds.info/en/0__4__0/network-schema.json"
CRS = {
    "name": "urn:ogc:def:crs:OGC::CRS84",
    "uri": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
}
MEDIA: Mapping[str, tuple[str, str]] = {  # kind of link: medium and deployment of the standard
    "trench": ("fibre", "belowGround"),
    "drop": ("fibre", "belowGround"),
    "second_trench": ("fibre", "belowGround"),
    "second_drop": ("fibre", "belowGround"),
    "fibre": ("fibre", "belowGround"),
    "microwave": ("microwave", "aboveGround"),
    "neighbour": ("microwave", "aboveGround"),  # a short radio bridge
    "bridge": ("microwave", "aboveGround"),
}
_SAME_PLACE_M = 30.0  # a link that starts this near to a point of presence starts there
_M_PER_DEGREE = 111_195.0  # of latitude, mean Earth radius 6,371 km
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where spans begin or end."""

    id: str
    name: str
    at: Point | None
    lit: bool  # in operation today
    kind: str = ""  # of the standard's open list of node types
    site: Site | None = None


def write(context: ExportContext, path: Path) -> None:
    """Write the network package; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    write_json(path, network_package(context))


def network_package(context: ExportContext) -> dict[str, Any]:
    """Return the network package; a plan that builds nothing has a network without spans."""
    return {"networks": [network(context)]}


def network(context: ExportContext) -> dict[str, Any]:
    """Return the network of the links to build."""
    plan, drawn = context.plan, Drawn(context)
    spans = [drawn.span(link) for link in drawn.links]
    name = f"{plan.project}, {plan.scenario}"
    return filled(
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{plan.project}\n{plan.fingerprint}")),
            "identifier": plan.fingerprint,
            "name": name,
            "nodes": [_node(end, context) for end in drawn.ends],
            "spans": spans,
            "phases": [_phase(context)] if spans else [],
            "organisations": _organisations(context),
            "publisher": {"name": plan.project},
            "publicationDate": context.written_at[:10],
            "crs": CRS,
            "accuracyDetails": _accuracy(context, drawn.ends),
            "language": "en" if context.language == "en" else "mn",
            "links": [{"href": SCHEMA, "rel": "describedby"}],
        }
    )


class Drawn:
    """The links that the standard has a medium for, with the ends they share."""

    def __init__(self, context: ExportContext) -> None:
        self.context = context
        self.links = [link for link in context.links if link.kind in MEDIA]

    @cached_property
    def ends(self) -> list[End]:
        """Every end of a span, once, by id."""
        found = {end.id: end for link in self.links for end in self._ends_of(link)}
        return [found[name] for name in sorted(found)]

    def span(self, link: BuiltLink) -> dict[str, Any]:
        """Return a link as a span."""
        medium, deployment = MEDIA[link.kind]
        start, end = self._ends_of(link)
        line = [rounded(at) for at in link.coordinates]
        return filled(
            {
                "id": link.id,
                "name": _span_name(link, self.context),
                "phase": {"id": self.context.plan.run_id, "name": self.context.plan.scenario},
                "status": "proposed",
                "start": start.id,
                "end": end.id,
                "route": {"type": "LineString", "coordinates": line} if len(line) > 1 else None,
                "transmissionMedium": [medium],
                "deployment": [deployment],
                "fibreLength": round(link.length_m / 1000, 3) if medium == "fibre" else None,
                "countries": [self.context.country] if self.context.country else [],
            }
        )

    def _ends_of(self, link: BuiltLink) -> tuple[End, End]:
        first = link.coordinates[0] if link.coordinates else None
        last = link.coordinates[-1] if link.coordinates else None
        return self._end(link.from_node, first), self._end(link.to_node, last)

    def _end(self, node: str, at: Point | None) -> End:
        """Return the end of a link: a building, a road junction, or a place lit today."""
        building = None if (found := Node.of(node)) is None else found.building
        if building is not None and building in self.context.site_by_id:
            return _of_site(self.context.site_by_id[building], at)
        title = sentences.node_name(node, self.context)
        if node == ROOT or pop_of(node) is not None:
            return self._lit(title, at)
        return End(id=node, name=title, at=at, lit=is_tap(node))

    def _lit(self, title: str, at: Point | None) -> End:
        """Return the point of presence, tower or building of today that stands at a point."""
        network = self.context.network
        if at is None:
            return End(id=ROOT, name=title, at=None, lit=True)
        for pop in sorted(network.pops, key=lambda p: p.id):
            if _metres(at, (pop.longitude, pop.latitude)) <= _SAME_PLACE_M:
                name = pop.name or pop.id
                return End(id=f"pop:{pop.id}", name=name, at=at, lit=True, kind="pop")
        for tower in sorted(network.towers, key=lambda t: t.id):
            if _metres(at, (tower.longitude, tower.latitude)) <= _SAME_PLACE_M:
                return End(id=f"tower:{tower.id}", name=tower.id, at=at, lit=True, kind="tower")
        longitude, latitude = rounded(at)
        return End(id=f"lit:{longitude},{latitude}", name=title, at=at, lit=True)


def _of_site(site: Site, at: Point | None) -> End:
    if site.longitude is not None and site.latitude is not None:
        at = (site.longitude, site.latitude)
    lit = site.link.type is LinkType.FIBRE
    return End(
        id=f"site:{site.id}", name=site.name, at=at, lit=lit, kind=site.kind.value, site=site
    )


def _metres(a: Point, b: Point) -> float:
    """Return the distance of two near points, on the plane that touches the Earth there."""
    east = (a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2))
    return hypot(east, a[1] - b[1]) * _M_PER_DEGREE


def _node(end: End, context: ExportContext) -> dict[str, Any]:
    site = end.site
    return filled(
        {
            "id": end.id,
            "name": end.name,
            "status": "operational" if end.lit else "proposed",
            "location": None if end.at is None else _geometry(end.at),
            "address": {} if site is None else _address(site, context.country),
            "type": [end.kind] if end.kind else [],
        }
    )


def _geometry(at: Point) -> dict[str, Any]:
    return {"type": "Point", "coordinates": rounded(at)}


def _address(site: Site, country: str) -> dict[str, Any]:
    parts = {
        "streetAddress": ", ".join(t for t in (site.name, site.bagh) if t),
        "locality": site.soum_name,
        "region": site.aimag_name,
        "country": country,
    }
    return filled(parts)


def _span_name(link: BuiltLink, context: ExportContext) -> str:
    kind = sentences.link_kind(link.kind, context.language)
    aimag = link_aimag(context, link)
    return f"{kind}, {aimag}" if aimag else kind


def _phase(context: ExportContext) -> dict[str, Any]:
    plan = context.plan
    return filled(
        {
            "id": plan.run_id,
            "name": plan.scenario,
            "description": f"{plan.project}, {plan.fingerprint}",
            "funders": [_fund_reference(fund, context) for fund in plan.funds],
        }
    )


def _fund_reference(fund: FundUse, context: ExportContext) -> dict[str, Any]:
    name = item_name(fund.name_mn, fund.name_en, context.language) or fund.fund_id
    return {"id": f"fund:{fund.fund_id}", "name": name}


def _organisations(context: ExportContext) -> list[dict[str, Any]]:
    """Return who pays and who buys."""
    funds = [{**_fund_reference(f, context), "roles": ["funder"]} for f in context.plan.funds]
    return [*funds, *_buyers(context)]


def _buyers(context: ExportContext) -> Iterator[dict[str, Any]]:
    for entity in sorted({p.entity for p in context.plan.packages} - {"unnamed"}):
        name = term("payer", entity, context.language)
        yield {"id": f"entity:{entity}", "name": name, "roles": ["buyer"]}


def _accuracy(context: ExportContext, ends: Iterable[End]) -> str:
    """Return what is known of the coordinates; no figure in metres is, so none is given."""
    found = Counter(end.site.coordinate_quality for end in ends if end.site is not None)
    return sentence(
        "ofds.accuracy",
        context.language,
        surveyed=formats.number(found[CoordinateQuality.SURVEYED]),
        soum_centre=formats.number(found[CoordinateQuality.SOUM_CENTRE]),
    )
