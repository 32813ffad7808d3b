"""One row of the table of sites becomes a site: place, users, link, equipment, power."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from inventory.place_words import in_words
from sites import cells

if TYPE_CHECKING:
    from inventory.findings import Finding, Rule
    from inventory.records import Record

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sites import rules
from sites.boundaries import Boundaries
from sites.distance import haversine_m
from sites.network import Place
from sites.places import AIMAG, SOUM, Gazetteer, Located, PlaceDoubt, PlaceFault
from sites.sections import SectionPlaces
from sites.site import (
    CoordinateQuality,
    Equipment,
    LinkToday,
    LinkType,
    Power,
    Site,
    SiteKind,
    Users,
)
from sites.speeds import SPEED_COLUMNS, believed_speeds

if TYPE_CHECKING:
    from inventory.findings import Finding, Rule
    from inventory.records import Record


_DOUBT_RULES: Mapping[PlaceFault, Rule] = {
    PlaceFault.UNKNOWN_AIMAG: rules.AIMAG_UNKNOWN,
    PlaceFault.UNKNOWN_SOUM: rules.SOUM_UNKNOWN,
    PlaceFault.AMBIGUOUS_SOUM: rules.SOUM_AMBIGUOUS,
    PlaceFault.SOUM_WITHOUT_AIMAG: rules.SOUM_WITHOUT_AIMAG,
    PlaceFault.AIMAG_DISAGREES: rules.AIMAG_DISAGREES,
}
_ANY_OF = {
    "aimag": "the code or name of {a_region} of the places table",
    "soum": "the code or name of {a_subregion} of the places table",
}
_DOUBT_TODO: Mapping[PlaceFault, str] = {
    PlaceFault.UNKNOWN_AIMAG: "correct the name or add the place to the places table",
    PlaceFault.UNKNOWN_SOUM: "correct the name, or the {region} beside it, or add the place",
    PlaceFault.AMBIGUOUS_SOUM: (
        "write the {region} beside the {subregion}, or use the {subregion}'s code"
    ),
    PlaceFault.SOUM_WITHOUT_AIMAG: "write the {region} beside the {subregion}",
    PlaceFault.AIMAG_DISAGREES: (
        "correct the {region} or the {subregion} code; the {subregion} is believed"
    ),
}


def read_site(
    record: Record, sections: SectionPlaces, boundaries: Boundaries, minor_digits: int = 0
) -> tuple[Site, list[Finding]]:
    """Return the site of a row, with what was found while placing it.

    `minor_digits` are the decimals that the project accounts in.
    """
    gazetteer, texts = sections.gazetteer, sections.texts(record)
    located, findings = _locate(record, texts, gazetteer, boundaries)
    longitude, latitude, quality, point_faults = _position(record, located)
    aimag, soum, kind = located.aimag, located.soum, _kind(record)
    codes = ("", "") if gazetteer.places else texts
    site = Site(
        id=cells.text(record, "site_id"),
        name=cells.text(record, "name") or cells.text(record, "name_latin"),
        name_latin=cells.text(record, "name_latin"),
        kind=kind,
        longitude=longitude,
        latitude=latitude,
        coordinate_quality=quality,
        aimag=aimag.code if aimag else codes[0],
        aimag_name=aimag.name if aimag else texts[0],
        soum=soum.code if soum else codes[1],
        soum_name=soum.name if soum else texts[1],
        bagh=cells.text(record, "bagh") or located.khoroo,
        users=_users(record),
        link=_link(record, kind, minor_digits),
        equipment=_equipment(record),
        power=_power(record),
        owner=cells.text(record, "owner"),
        owner_register=cells.text(record, "owner_register"),
        contact=cells.text(record, "contact"),
        access_season=cells.text(record, "access_season"),
        parent_id=cells.text(record, "parent_id") or None,
        building_id=cells.text(record, "building_id"),
        population=soum.population if soum else None,
        need_index=cells.real(record, "need_index"),
        remoteness_km=_remoteness_km(aimag, soum),
        file=record.file,
        row=record.row,
    )
    return site, findings + point_faults


def _kind(record: Record) -> SiteKind:
    """Return the kind; a row whose kind is missing is an error elsewhere and read as other."""
    kind = cells.text(record, "kind")
    return SiteKind(kind) if kind else SiteKind.OTHER


def _locate(
    record: Record, texts: tuple[str, str], gazetteer: Gazetteer, boundaries: Boundaries
) -> tuple[Located, list[Finding]]:
    aimag, soum = texts
    if not gazetteer.places:
        return Located(), []
    if not aimag and not soum:
        return _locate_by_boundary(record, gazetteer, boundaries)
    located = gazetteer.locate(aimag=aimag, soum=soum)
    around = _around(record, gazetteer, boundaries) if located.doubts else []
    return located, [_doubt(record, doubt, around, gazetteer) for doubt in located.doubts]


def _around(record: Record, gazetteer: Gazetteer, boundaries: Boundaries) -> list[Place]:
    """Return the places whose outlines hold a row's own coordinates."""
    longitude, latitude = cells.point(record)
    if longitude is None or latitude is None:
        return []
    return [gazetteer.by_code[a.code] for a in boundaries.around(longitude, latitude) if a.known]


def _doubt(record: Record, doubt: PlaceDoubt, around: list[Place], gazetteer: Gazetteer) -> Finding:
    column = "aimag" if doubt.fault is PlaceFault.UNKNOWN_AIMAG else "soum"
    likely = [place for place in around if place.level == column] or doubt.suggestions
    names = [_named(place, gazetteer) for place in likely]
    expected = " or ".join(names) or in_words(_ANY_OF[column])
    todo = in_words(_DOUBT_TODO[doubt.fault])
    return cell(_DOUBT_RULES[doubt.fault], record, column, doubt.text, expected, todo)


def _named(place: Place, gazetteer: Gazetteer) -> str:
    aimag = gazetteer.by_code.get(place.parent)
    name = f"{aimag.name} {place.name}" if aimag is not None else place.name
    return f"{name} ({place.code})"


def _locate_by_boundary(
    record: Record, gazetteer: Gazetteer, boundaries: Boundaries
) -> tuple[Located, list[Finding]]:
    places = _around(record, gazetteer, boundaries)
    soums = [p for p in places if p.level == SOUM]
    aimags = [p for p in places if p.level == AIMAG]
    if len(soums) == 1:
        aimag = gazetteer.by_code.get(soums[0].parent)
        return Located(aimag=aimag, soum=soums[0]), [_from_boundary(record, soums[0], gazetteer)]
    if len(aimags) == 1:
        return Located(aimag=aimags[0]), [_from_boundary(record, aimags[0], gazetteer)]
    finding = cell(
        rules.SITE_WITHOUT_PLACE,
        record,
        "soum",
        in_words("neither {region} nor {subregion}"),
        "codes or names",
        in_words("write {region} and {subregion}"),
    )
    return Located(), [finding]


def _from_boundary(record: Record, place: Place, gazetteer: Gazetteer) -> Finding:
    found = f"nothing; the point lies in {_named(place, gazetteer)}"
    expected = in_words("{region} and {subregion}")
    todo = "write them if that is right"
    return cell(rules.PLACE_FROM_BOUNDARY, record, "soum", found, expected, todo)


def _position(
    record: Record, located: Located
) -> tuple[float | None, float | None, CoordinateQuality, list[Finding]]:
    longitude, latitude = cells.point(record)
    faults: list[Finding] = []
    if longitude is not None and latitude is not None:
        return longitude, latitude, CoordinateQuality.SURVEYED, faults
    missing = "latitude" if longitude is not None else "longitude"
    if longitude is not None or latitude is not None:
        faults.append(
            cell(rules.COORDINATE_HALF, record, missing, "nothing", "both coordinates", "add it")
        )
    soum = located.soum
    if soum is not None and soum.longitude is not None and soum.latitude is not None:
        faults.append(_at_soum_centre(record, missing, soum))
        return soum.longitude, soum.latitude, CoordinateQuality.SOUM_CENTRE, faults
    faults.append(_not_placed(record, missing))
    return None, None, CoordinateQuality.NONE, faults


def _at_soum_centre(record: Record, column: str, soum: Place) -> Finding:
    found = f"no coordinates; placed at the centre of {soum.name}"
    todo = "survey the site when it is visited"
    return cell(rules.SITE_AT_SOUM_CENTRE, record, column, found, "longitude and latitude", todo)


def _not_placed(record: Record, column: str) -> Finding:
    found = in_words("no coordinates and no known {subregion} centre")
    expected = in_words("longitude and latitude, or {a_subregion} with a centre")
    todo = in_words("give coordinates, or {a_subregion} of the places table")
    return cell(rules.SITE_NOT_PLACED, record, column, found, expected, todo)


def _remoteness_km(aimag: Place | None, soum: Place | None) -> float | None:
    if aimag is None or soum is None:
        return None
    if aimag.longitude is None or aimag.latitude is None:
        return None
    if soum.longitude is None or soum.latitude is None:
        return None
    return _km_apart(aimag.longitude, aimag.latitude, soum.longitude, soum.latitude)


@lru_cache(maxsize=4096)  # many sites lie in one soum
def _km_apart(from_lon: float, from_lat: float, to_lon: float, to_lat: float) -> float:
    return round(haversine_m((from_lon, from_lat), (to_lon, to_lat)) / 1000, 3)


def _users(record: Record) -> Users:
    hours = ("visitors_per_day", "open_hours_per_week", "open_months_per_year", "floor_area_m2")
    return Users(
        **_by_name(cells.whole, record, "students", "shifts", "boarders", "staff", "rooms"),
        **_by_name(cells.real, record, *hours),
        at_once=cells.real(record, "users_at_once"),
    )


def _by_name(read: Callable[[Record, str], Any], record: Record, *columns: str) -> dict[str, Any]:
    """Return what columns hold, by their names."""
    values = record.values
    return {n: None if values.get(n) is None else read(record, n) for n in columns}


def _link(record: Record, kind: SiteKind, minor_digits: int) -> LinkToday:
    """Return the present link: where the table says "no", none, whatever else it says."""
    written, connected = cells.text(record, "link_type"), cells.yes(record, "connected")
    link_type = LinkType(written) if written else LinkType.UNKNOWN
    if connected is False:
        link_type = LinkType.NONE
    contract, measured = believed_speeds(record, link_type, kind)
    given = [cells.real(record, column) for column in SPEED_COLUMNS]
    return LinkToday(
        type=link_type,
        connected=connected,
        contradicted=connected is not None
        and written not in ("", LinkType.UNKNOWN.value)
        and connected is (written == LinkType.NONE.value),
        contract_mbps=contract,
        measured_mbps=measured,
        speed_doubted=given != [contract, measured],
        cap_gb=cells.real(record, "link_cap_gb"),
        price_per_month_minor=cells.money_minor(record, "price_per_month", minor_digits),
        payer=cells.text(record, "payer") or None,
        start_date=cells.day(record, "contract_start"),
        end_date=cells.day(record, "contract_end"),
        end_cost_minor=cells.money_minor(record, "contract_end_cost", minor_digits),
    )


def _equipment(record: Record) -> Equipment:
    states = ("computers_working", "computers_repairable", "computers_year")
    kinds = ("routers", "access_points", "printers", "projectors", "tablets", "switches", "racks")
    return Equipment(
        computers=cells.whole(record, "computers_total"),
        **_by_name(cells.whole, record, *states, *kinds),
        **_by_name(cells.yes, record, "lan", "ups", "content_server"),
    )


def _power(record: Record) -> Power:
    """Return the electricity: where the table says "no", none, whatever else it says."""
    source = cells.text(record, "power_source") or None
    if cells.yes(record, "electricity") is False:
        source = "none"
    return Power(
        source=source,
        hours_per_day=cells.real(record, "power_hours_per_day"),
        outages_per_month=cells.real(record, "outages_per_month"),
    )


def cell(
    rule: Rule, record: Record, column: str, found: str, expected: str, todo: str = ""
) -> Finding:
    """Return the finding of a rule at a cell of a record."""
    return rule.finding(
        *record.at(column), found=found, expected=expected, todo=todo or "correct the row"
    )
