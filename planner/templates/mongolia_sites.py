"""The synthetic sites of the example: where they stand, their names and owners, and their faults.

Every figure here is drawn from a seeded stream of its own. The number of schools resembles the
published totals of 2015-16 (http://geo-eco.mn/?p=2005: 174 in aimag centres, 333 in soum centres,
54 in baghs); which site exists, and everything it has, is invented. What a site has is drawn in
`mongolia_equipment`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import atan2, cos, pi, radians
from random import Random

from .mongolia_equipment import Row, Spot, equipment, power, present_link, users
from .mongolia_network import DETOUR, Point, Road, offset, stream
from .mongolia_places import Settlement, distance_m

COLUMNS = [
    "site_id",
    "name",
    "name_latin",
    "kind",
    "longitude",
    "latitude",
    "aimag",
    "soum",
    "bagh",
    "students",
    "shifts",
    "boarders",
    "staff",
    "visitors_per_day",
    "open_hours_per_week",
    "open_months_per_year",
    "rooms",
    "link_type",
    "contract_mbps",
    "measured_mbps",
    "price_per_month",
    "payer",
    "contract_end",
    "computers_total",
    "computers_working",
    "computers_repairable",
    "computers_year",
    "routers",
    "access_points",
    "lan",
    "ups",
    "power_source",
    "power_hours_per_day",
    "outages_per_month",
    "owner",
    "owner_register",
    "contact",
    "access_season",
    "parent_id",
]

LETTERS = {
    "school": "S",
    "bagh_school": "B",
    "dormitory": "D",
    "kindergarten": "K",
    "tvet": "V",
    "lifelong_learning_centre": "N",
    "library": "L",
    "community_centre": "C",
    "mobile_unit": "M",
    "other": "O",
}
NAMES = {  # Mongolian, English
    "school": ("ерөнхий боловсролын сургууль", "school"),
    "bagh_school": ("багийн сургууль", "bagh school"),
    "dormitory": ("дотуур байр", "dormitory"),
    "kindergarten": ("цэцэрлэг", "kindergarten"),
    "tvet": ("политехник коллеж", "vocational college"),
    "lifelong_learning_centre": ("насан туршийн боловсролын төв", "lifelong learning centre"),
    "library": ("номын сан", "library"),
    "community_centre": ("соёлын төв", "community centre"),
    "mobile_unit": ("явуулын сургалтын баг", "mobile teaching unit"),
    "other": ("нийтийн үйлчилгээний цэг", "public service point"),
}
# How many sites of each kind stand in a capital, an aimag centre and a soum centre: whole number
# plus the chance of one more.
COUNTS = {
    "capital": {
        "school": 18.0,
        "dormitory": 3.0,
        "kindergarten": 8.0,
        "tvet": 4.0,
        "lifelong_learning_centre": 2.0,
        "library": 4.0,
        "community_centre": 4.0,
        "mobile_unit": 1.0,
        "other": 2.0,
    },
    "aimag_centre": {
        "school": 8.3,
        "dormitory": 1.6,
        "kindergarten": 2.2,
        "tvet": 1.1,
        "lifelong_learning_centre": 1.0,
        "library": 1.0,
        "community_centre": 1.0,
        "mobile_unit": 1.0,
        "other": 0.4,
    },
    "soum_centre": {
        "school": 1.05,
        "dormitory": 0.4,
        "kindergarten": 0.12,
        "tvet": 0.01,
        "lifelong_learning_centre": 0.06,
        "library": 0.42,
        "community_centre": 0.42,
        "mobile_unit": 0.01,
        "other": 0.01,
    },
}
BAGH_SCHOOLS = 54
REMOTE_M = 30_000  # assumption, to confirm: a bagh school this far from its soum centre is remote
REMOTE_SEASON = "5-10"  # assumption, to confirm: months when vehicles reach it
WITHOUT_COORDINATES = 12


def spot_of(settlement: Settlement, lit: set[str]) -> Spot:
    """Return the centre of a settlement as a place for sites."""
    level = "aimag_centre" if settlement.is_centre else "soum_centre"
    if settlement.is_capital and settlement.is_centre:
        level = "capital"
    return Spot(
        settlement=settlement,
        point=settlement.point,
        level=level,
        lit=settlement.code in lit,
        spread_m={"capital": 8_000, "aimag_centre": 2_000, "soum_centre": 700}[level],
    )


def build_sites(
    settlements: Sequence[Settlement], lit: set[str], bagh_points: Mapping[str, Sequence[Point]]
) -> list[Row]:
    """Return the rows of the sites table, in id order."""
    rows: list[Row] = []
    for settlement in settlements:
        spot = spot_of(settlement, lit)
        own = list(_sites_at(spot))
        rows += own
        for number, point in enumerate(bagh_points.get(settlement.code, ()), start=1):
            bagh = Spot(settlement=settlement, point=point, level="bagh", lit=False, spread_m=0)
            row = _site(bagh, "bagh_school", number, parent=str(own[0]["site_id"]))
            remote = distance_m(settlement.point, point) >= REMOTE_M
            rows.append(row | {"access_season": REMOTE_SEASON if remote else ""})
    _spoil(rows)
    return sorted(rows, key=lambda row: str(row["site_id"]))


def choose_bagh_points(
    settlements: Sequence[Settlement], trunk: Sequence[Road]
) -> dict[str, list[Point]]:
    """Return synthetic points of bagh schools by settlement, 12 km from it or farther.

    Each lies roughly towards a neighbouring settlement, at most 60 % of the way, so that none
    falls outside the country.
    """
    rural = [s for s in settlements if not s.is_centre and not s.is_capital]
    drawn = sorted(rural, key=lambda s: stream("bagh", s.geonameid).random())
    pairs = BAGH_SCHOOLS // 6
    points: dict[str, list[Point]] = {}
    for settlement in drawn:
        ways = _neighbours(settlement, trunk)
        left = BAGH_SCHOOLS - sum(map(len, points.values()))
        if ways and left:
            count = min(left, 2 if len(points) < pairs else 1)
            points[settlement.code] = [_bagh_point(settlement, ways, k) for k in range(count)]
    return points


def _neighbours(settlement: Settlement, trunk: Sequence[Road]) -> list[Point]:
    """Return the settlements at the other end of trunk roads longer than 30 km."""
    ends = []
    for edge in trunk:
        if edge.length_m > 30_000 * DETOUR and edge.from_node == settlement.code:
            ends.append(edge.to_point)
        elif edge.length_m > 30_000 * DETOUR and edge.to_node == settlement.code:
            ends.append(edge.from_point)
    return ends


def _bagh_point(settlement: Settlement, ways: Sequence[Point], number: int) -> Point:
    chance = stream("bagh point", settlement.geonameid, number)
    way = ways[chance.randrange(len(ways))]
    reach = min(70_000.0, 0.6 * distance_m(settlement.point, way))
    east = (way[0] - settlement.longitude) * cos(radians(settlement.latitude))
    bearing = atan2(east, way[1] - settlement.latitude) + chance.random() - 0.5
    metres = 12_000 + (reach - 12_000) * chance.random() ** 1.5
    return offset(settlement.point, metres, bearing)


def _sites_at(spot: Spot) -> Iterator[Row]:
    """Yield the sites of a settlement; its first school is the parent of its dormitories."""
    chance = stream("count", spot.settlement.geonameid)
    school = ""
    for kind, expected in COUNTS[spot.level].items():
        count = int(expected) + (chance.random() < expected % 1)
        for number in range(1, count + 1):
            row = _site(spot, kind, number, parent=school if kind == "dormitory" else "")
            school = school or str(row["site_id"])
            yield row


def _spoil(rows: list[Row]) -> None:
    """Put in the faults that real inventories have, so that a check has something to show."""
    small = ("library", "community_centre", "dormitory")
    for row in _drawn(rows, "no coordinates", WITHOUT_COORDINATES, small):
        row["longitude"] = row["latitude"] = ""
    for row in _drawn(rows, "kbps", 2, ("school",), link="fibre"):
        row["contract_mbps"] = int(float(str(row["contract_mbps"])) * 1024)
    for row in _drawn(rows, "measured above contract", 3, ("school",), link="fibre"):
        row["measured_mbps"] = f"{float(str(row['contract_mbps'])) * 2.4:.1f}"
    for row in _drawn(rows, "no speed", 4, small, link="fibre"):
        row["contract_mbps"] = row["measured_mbps"] = ""
    for row in _drawn(rows, "no parent", 2, ("bagh_school",)):
        row["parent_id"] = ""
    for row in _drawn(rows, "no users", 3, ("library",)):
        row["visitors_per_day"] = row["staff"] = ""
    for row in _drawn(rows, "price without link", 2, ("library", "school"), link="none"):
        row["price_per_month"] = 60_000
    _crowd(rows)


def _drawn(
    rows: Sequence[Row], purpose: str, count: int, kinds: Sequence[str], link: str = ""
) -> list[Row]:
    """Return so many rows of the kinds (and present link), drawn for a purpose."""
    fitting = [r for r in rows if r["kind"] in kinds and link in ("", r["link_type"])]
    return sorted(fitting, key=lambda r: stream(purpose, r["site_id"]).random())[:count]


def _crowd(rows: Sequence[Row]) -> None:
    """Put all sites of the settlement that has exactly five on one point, as clerks do."""
    sites: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] != "bagh_school":
            sites.setdefault(str(row["site_id"]).rsplit("-", 1)[0], []).append(row)
    five = min(code for code, own in sites.items() if len(own) == 5)
    for row in sites[five]:
        row["longitude"], row["latitude"] = (
            sites[five][0][axis] for axis in ("longitude", "latitude")
        )


def _site(spot: Spot, kind: str, number: int, parent: str) -> Row:
    """Return one row of the sites table."""
    site_id = f"{spot.settlement.code}-{LETTERS[kind]}{number}"
    chance = stream("site", spot.settlement.geonameid, kind, number)
    metres = spot.spread_m * (0.1 + 0.9 * chance.random())
    longitude, latitude = offset(spot.point, metres, chance.random() * 2 * pi)
    row: Row = dict.fromkeys(COLUMNS, "")
    row |= {
        "site_id": site_id,
        "kind": kind,
        "longitude": f"{longitude:.5f}",
        "latitude": f"{latitude:.5f}",
        "aimag": spot.settlement.aimag_name,
        "soum": spot.settlement.name,
        "bagh": _bagh(spot, chance),
        "parent_id": parent,
    }
    row |= _names(spot, kind, number)
    row |= _owner(spot, kind, site_id)
    row |= users(spot, kind, chance)
    row |= present_link(spot, kind, chance)
    row |= equipment(spot, row, chance)
    row |= power(spot, chance)
    return row


def _bagh(spot: Spot, chance: Random) -> str:
    word = "хороо" if spot.settlement.is_capital else "баг"
    return f"{1 + chance.randrange(12 if spot.level == 'aimag_centre' else 5)}-р {word}"


def _names(spot: Spot, kind: str, number: int) -> Row:
    """Return names that say they are synthetic."""
    mongolian, english = NAMES[kind]
    place = "сумын" if spot.level in ("soum_centre", "bagh") else "хотын"
    return {
        "name": f"{spot.settlement.name} {place} {mongolian} {number} (зохиомол)",
        "name_latin": f"{spot.settlement.name_latin} {english} {number} (synthetic)",
    }


def _owner(spot: Spot, kind: str, site_id: str) -> Row:
    """Return an owner and contact that cannot be taken for real ones."""
    of_culture = kind in ("library", "community_centre")
    office = "соёл урлагийн газар" if of_culture else "боловсролын газар"
    region = "нийслэлийн" if spot.settlement.is_capital else "аймгийн"
    return {
        "owner": f"{spot.settlement.aimag_name} {region} {office} (зохиомол)",
        "owner_register": f"SYN-{spot.settlement.aimag}-{'C' if of_culture else 'E'}",
        "contact": f"{site_id.lower()}@example.org",
    }
