"""Reading sites and the network: rows of the tables become places with users, links and roads.

Nothing is invented. A site without coordinates is placed at its soum centre and says so; a
figure that the table lacks stays None; the texts of the source are kept as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from inventory.place_words import in_words
from inventory.schema.tables import TABLES
from sites import cells, rules
from sites.boundaries import Boundaries, read_boundaries
from sites.corrections import with_corrections, with_stated
from sites.devices import with_devices
from sites.digging.tables import read_rivers, read_soils, roads_without_soil
from sites.network import Network, Place
from sites.network_tables import (
    one_a_point,
    read_coverage,
    read_pops,
    read_spans,
    read_towers,
)
from sites.places import AIMAG, SOUM, Gazetteer
from sites.questions import as_questions
from sites.read_site import cell, read_site
from sites.roads.read import read_roads
from sites.sections import SectionPlaces
from sites.site import (
    Site,
)

if TYPE_CHECKING:
    import networkx as nx

    from inventory.findings import Finding
    from inventory.records import Record, TableRead
    from sites.distance import Point
    from sites.roads.settings import RoadSettings

RoadsOf: TypeAlias = (
    "Callable[[Sequence[Record], Mapping[str, Point], RoadSettings | None],"
    " tuple[nx.Graph[str], list[Finding]]]"
)
"""Returns what `read_roads` does."""

_QUESTIONS = {rules.AIMAG_UNKNOWN.id: "aimag", rules.SOUM_UNKNOWN.id: "soum"}


@dataclass(frozen=True, kw_only=True)
class SitesRead:
    """Sites and network of a project, in id order, with every finding of the reading."""

    sites: tuple[Site, ...]
    network: Network
    findings: list[Finding]
    gazetteer: Gazetteer
    boundaries: Boundaries
    rows: tuple[tuple[Record, Site], ...]  # every site beside the row it comes from


def read_sites(
    tables: Mapping[str, TableRead],
    road_settings: RoadSettings | None = None,
    minor_digits: int = 0,
    roads_of: RoadsOf = read_roads,
) -> SitesRead:
    """Return the sites and the network that the tables describe.

    `road_settings` says how lines become roads, by its own defaults when None; `minor_digits` are
    the decimals that the project accounts in; `roads_of` answers in the place of `read_roads`.

    Bad rows yield findings; nothing is raised for them. A row without an id or kind is read all
    the same, so that every other fault of it is reported at once.
    """
    gazetteer, findings = read_places(cells.records(tables, "places"))
    if "places" not in tables:
        findings.append(_no_places(tables))
    boundaries, faults = read_boundaries(cells.records(tables, "boundaries"), gazetteer)
    network, network_faults = _read_network(tables, gazetteer, road_settings, roads_of)
    network = replace(network, boundaries=boundaries.areas)
    findings += faults + network_faults
    network, faults = _with_ground(tables, network)
    findings += faults
    rows = []
    sections = SectionPlaces(gazetteer, TABLES["sites"].by_name["kind"].code_of)
    stated = {cells.text(r, "site_id"): r for r in cells.records(tables, "sites")}
    records, faults = with_corrections(
        cells.records(tables, "sites"), cells.records(tables, "corrections")
    )
    corrected = {cells.text(r, "site") for r in cells.records(tables, "corrections")}
    findings += faults
    records, faults = with_devices(records, cells.records(tables, "devices"))
    findings += faults
    for record in records:
        site, site_faults = read_site(record, sections, boundaries, minor_digits)
        if site.id in corrected:
            site = with_stated(site, stated[site.id])
        rows.append((record, _contended(site, gazetteer)))
        findings += site_faults
    findings = as_questions(findings, cells.records(tables, "sites"), _QUESTIONS)
    findings += sections.findings()
    rows.sort(key=lambda pair: (pair[1].id, pair[1].file, pair[1].row))
    return SitesRead(
        sites=tuple(site for _, site in rows),
        network=network,
        findings=findings,
        gazetteer=gazetteer,
        boundaries=boundaries,
        rows=tuple(rows),
    )


def _no_places(tables: Mapping[str, TableRead]) -> Finding:
    records = cells.records(tables, "sites")
    return rules.PLACES_MISSING.finding(
        records[0].file if records else "kholboo.toml",
        found="no [tables.places]",
        expected=in_words("a table of {regions} and {subregions} with codes, names and centres"),
        todo="add [tables.places] to kholboo.toml, or import such a table, as of OCHA COD-AB: "
        "kholboo import FILE...",
    )


# places


def read_places(records: Iterable[Record]) -> tuple[Gazetteer, list[Finding]]:
    """Return the gazetteer of the places table and what is wrong with the table."""
    findings: list[Finding] = []
    kept = [(r, p) for r, p in ((r, _read_place(r)) for r in records) if p.level in (AIMAG, SOUM)]
    aimags = Gazetteer(p for _, p in kept if p.level == AIMAG)
    places: dict[str, Place] = {}
    for record, place in kept:
        aimag = aimags.aimag(place.parent) if place.parent else None
        findings += _place_faults(record, place, aimag, places)
        if place.code and place.code not in places:
            parent = aimag.code if aimag is not None else place.parent
            places[place.code] = _with_parent(place, parent if place.level == SOUM else "")
    return Gazetteer(places[code] for code in sorted(places)), findings


def _read_place(record: Record) -> Place:
    codes = [cells.text(record, c) for c in ("code", "nso_code", "cod_code")]
    given = [code for code in codes if code]
    longitude, latitude = _centre(record)
    return Place(
        code=given[0] if given else "",
        other_codes=tuple(dict.fromkeys(given[1:])),
        level=cells.text(record, "level"),
        parent=cells.text(record, "parent"),
        name=cells.text(record, "name") or cells.text(record, "name_latin"),
        name_latin=cells.text(record, "name_latin"),
        longitude=longitude,
        latitude=latitude,
        population=cells.whole(record, "population"),
        backhaul_mbps=cells.real(record, "backhaul_mbps"),
        contention=cells.real(record, "contention"),
        leo_mbps=cells.real(record, "leo_mbps"),
        geo_mbps=cells.real(record, "geo_mbps"),
    )


def _centre(record: Record) -> Point | tuple[None, None]:
    """Return the centre that a row gives; a point inside its polygon would be none."""
    drawn = cells.kind_of(record.geometry) not in ("", "Point")
    longitude, latitude = cells.point(record)
    if longitude is None or latitude is None or (drawn and "longitude" not in record.headers):
        return None, None
    return longitude, latitude


def _with_parent(place: Place, parent: str) -> Place:
    return replace(place, parent=parent)


def _place_faults(
    record: Record, place: Place, aimag: Place | None, seen: Mapping[str, Place]
) -> list[Finding]:
    faults: list[Finding] = []
    if place.code in seen:
        faults.append(
            cell(rules.PLACE_CODE_REPEATED, record, "code", place.code, "a code of its own")
        )
    if place.level == SOUM and aimag is None:
        expected = in_words("the code or name of {a_region} of this table")
        found = place.parent or "nothing"
        faults.append(cell(rules.PLACE_PARENT_UNKNOWN, record, "parent", found, expected))
    if place.longitude is None:
        found = f"{place.name or place.code} without coordinates"
        expected = f"longitude and latitude of the {place.level} centre"
        faults.append(
            cell(rules.PLACE_WITHOUT_CENTRE, record, "longitude", found, expected, "add them")
        )
    return faults


def _contended(site: Site, gazetteer: Gazetteer) -> Site:
    """Return a site with the contention of its settlement, else of the area around that."""
    places = (gazetteer.by_code.get(code) for code in (site.soum, site.aimag))
    said = (place.contention for place in places if place is not None)
    contention = next((one for one in said if one is not None), None)
    return site if contention is None else replace(site, contention=contention)


# network


def _read_network(
    tables: Mapping[str, TableRead],
    gazetteer: Gazetteer,
    road_settings: RoadSettings | None,
    roads_of: RoadsOf,
) -> tuple[Network, list[Finding]]:
    pops, pop_faults = read_pops(cells.records(tables, "pops"))
    towers, tower_faults = read_towers(cells.records(tables, "towers"))
    coverage, coverage_faults = read_coverage(cells.records(tables, "coverage"))
    known = _known_points(gazetteer)
    known |= {tower.id: (tower.longitude, tower.latitude) for tower in towers}
    known |= {pop.id: (pop.longitude, pop.latitude) for pop in pops}
    pop_ids = {cells.text(record, "pop_id") for record in cells.records(tables, "pops")}
    spans, span_faults = read_spans(cells.records(tables, "spans"), known, pop_ids)
    roads, road_faults = roads_of(cells.records(tables, "roads"), known, road_settings)
    towers, sector_faults = one_a_point(towers, cells.records(tables, "towers"))
    network = Network(
        pops=pops,
        towers=towers,
        spans=spans,
        coverage=coverage,
        places=gazetteer.places,
        roads=roads,
    )
    faults = [*pop_faults, *tower_faults, *sector_faults, *coverage_faults, *span_faults]
    return network, [*faults, *road_faults]


def _with_ground(
    tables: Mapping[str, TableRead], network: Network
) -> tuple[Network, list[Finding]]:
    """Return a network with the soils and rivers that its trenches meet."""
    of_soils = cells.records(tables, "soils")
    soils, faults = read_soils(of_soils, network.boundaries)
    if soils:
        faults += roads_without_soil(soils, network.roads, of_soils[0].file)
    rivers = read_rivers(cells.records(tables, "rivers"))
    return replace(network, soils=soils, rivers=rivers), faults


def _known_points(gazetteer: Gazetteer) -> dict[str, Point]:
    points: dict[str, Point] = {}
    for place in gazetteer.places:
        if place.longitude is not None and place.latitude is not None:
            for code in (place.code, *place.other_codes):
                points.setdefault(code, (place.longitude, place.latitude))
    return points


# sites
