"""Headers and words of strangers' files that the column dictionary does not know: guesses, marked.

What the dictionary (`inventory/schema/`) knows is read without any of this. A header is found here
only where the dictionary finds none for the column, and whatever comes from here is shown as a
guess. The names are those of OpenStreetMap exports (overpass, QGIS, Geofabrik), of KoboToolbox and
ODK Central exports, of the IMLS Public Libraries Survey, of OFDS and of school registers in
English, French, Spanish and Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from inventory.values import fold

_SITES: Mapping[str, str] = {
    "site_id": "facility_id|facility code|facility uid|school uid|school no|emis no|nemis code"
    "|emis number|school_code|institution code|institution id|centre number|registration number"
    "|library id|libid|codigo|código|codigo da escola|co_entidade|code etablissement|_uuid|uuid"
    "|instanceid|meta-instanceid|key|_id|osm_id|@id|full_id|osm_way_id|osmid|objectid|fid|gid"
    "|ref|serial number|s/no|sno|no",
    "name": "facility_name|facility|name of school|name of institution|name of facility"
    "|institution_name|institution|libname|library name|library|official_name|name:en"
    "|nom|nombre|nome|no_entidade|school",
    "kind": "amenity|facility_type|institution type|type of institution|type of school|school_type"
    "|level|category|building",
    "longitude": "longitud|longitude dd|gps_long|lon_dd|x_coord|xcoord|long_|easting_deg",
    "latitude": "latitud|latitude dd|gps_latitude|lat_dd|y_coord|ycoord|lat_|northing_deg",
    "aimag": "region|state|county|governorate|prefecture|adm1_en|adm1_name|admin1name|stabr",
    "soum": "sub-county|subcounty|lga|local government area|department|commune|municipality|woreda"
    "|adm2_en|adm2_name|admin2name|cnty",
    "bagh": "ward|village|sector|parish|adm3_en|adm3_name|admin3name",
    "students": "total students|students total|total enrolment|total enrollment|enrolment total"
    "|num_students_total|pupils total|total pupils|no of students|no of pupils|learners"
    "|total learners|student population|enrolled|alumnos|alunos|eleves|effectif",
    "staff": "total staff|staff total|number of teachers|no of teachers|teachers total"
    "|total teachers",
    "visitors_per_day": "visitors per day|patrons per day|clients per day",
    "rooms": "number of classrooms|no of classrooms|classrooms total|total classrooms",
    "computers_total": "number of computers|no of computers|gpterms|pcs|computers number",
    "connected": "online",
    "electricity": "electricity access|has power|electrified",
}
_POPS: Mapping[str, str] = {
    "pop_id": "pop|pop name|pop code|site_id|facility_id|fid|objectid|osm_id|@id|ref|code|no",
    "name": "pop name|site name|location name|town",
    "medium": "media|backhaul|transmission|type",
    "status": "state|condition",
}
_TOWERS: Mapping[str, str] = {
    "tower_id": "site_id|site code|tower|tower name|cell|cellid|cell id|enodeb|enodeb id|fid"
    "|objectid|osm_id|@id|ref|no",
    "radio": "network|generation|rat|net_type",
    "height_m": "tower height m|height m",
}
_PLACES: Mapping[str, str] = {
    "code": "adm2_pcode|adm1_pcode|pcode|geoid|unit code|area code|admin code|code of unit|id",
    "name": "unit name|area name|place name|adm2_en|adm1_en|name_en|name_2|name_1|place|town"
    "|settlement",
    "parent": "adm1_pcode|parent_code|code of parent|upper unit",
    "population": "total population|pop_total|pop2020|population 2020|residents total",
    "level": "admin_level|type|fclass|place",
}
_SPANS: Mapping[str, str] = {
    "span_id": "fid|objectid|osm_id|@id|name|cable|route",
    "medium": "transmissionmedium|cable type|media|type",
}
_ROADS: Mapping[str, str] = {"highway": "class|road type|type|surface class"}
_COVERAGE: Mapping[str, str] = {"radio": "generation|network|tech|service|layer"}
_BOUNDARIES: Mapping[str, str] = {"code": "shapeid|gid_2|gid_1|geoid", "level": "shapetype"}

_SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "sites": _SITES,
    "pops": _POPS,
    "towers": _TOWERS,
    "places": _PLACES,
    "spans": _SPANS,
    "roads": _ROADS,
    "coverage": _COVERAGE,
    "boundaries": _BOUNDARIES,
}


@cache
def synonyms(table: str) -> Mapping[str, tuple[str, ...]]:
    """Return further headers of a table by column, folded, the likeliest first."""
    words = _SYNONYMS.get(table, {})
    return {column: tuple(map(fold, text.split("|"))) for column, text in words.items()}


@cache
def known_words() -> frozenset[str]:
    """Return every header of this page, folded; the row of a header is found by them."""
    return frozenset(w for t in _SYNONYMS for words in synonyms(t).values() for w in words)


def tails(header: str) -> list[str]:
    """Return a header without the groups of a form before it: school/name, gps-Latitude.

    KoboToolbox separates groups by /, ODK Central by -, older exports by a colon.
    """
    found = []
    for mark in ("/", ":", "-"):
        if mark in header.strip(mark):
            found.append(header.strip(mark).rsplit(mark, 1)[1].strip())
    return [tail for tail in found if tail]


_AXES = {
    "latitude": re.compile(r"(?:^|[\W_])latitude$", re.IGNORECASE),
    "longitude": re.compile(r"(?:^|[\W_])longitude$", re.IGNORECASE),
}


def axis_of(header: str) -> str | None:
    """Return which coordinate a header ends in, as `_school_gps_latitude` does."""
    return next((axis for axis, end in _AXES.items() if end.search(header.strip())), None)


_FILE_WORDS: Mapping[str, str] = {
    "sites": "school|schools|library|libraries|clinic|clinics|hospital|facility|facilities|poi"
    "|pointsofinterest|emis|kindergarten|сургууль|сургуулиуд|номын|цэцэрлэг|байгууллага|escolas"
    "|ecoles|écoles|escuelas",
    "roads": "road|roads|highway|highways|streets|зам|замууд",
    "pops": "pop|pops|node|nodes|transmission|transmissionnodes|presence|станц|цэг",
    "towers": "tower|towers|cell|cells|cellsites|cellsite|bts|opencellid|цамхаг",
    "spans": "fibre|fiber|cable|cables|span|spans|backbone|шилэн|кабель",
    "rivers": "river|rivers|waterway|waterways|гол|голууд",
    "soils": "soil|soils|хөрс",
    "coverage": "coverage|mobilecoverage|хамрах",
    "places": "places|soums|towns|villages|settlements|gazetteer|districts|сум|сумууд",
    "boundaries": "boundary|boundaries|admin|adm1|adm2|borders|хил",
    "catalogue": "catalogue|catalog|prices|pricelist|price|үнэ|каталог",
    "stock": "stock|depot|агуулах",
    "exchange_rates": "rates|exchange|ханш",
}


@cache
def _file_words() -> Mapping[str, str]:
    return {fold(word): table for table, text in _FILE_WORDS.items() for word in text.split("|")}


def table_by_name(file_name: str) -> str | None:
    """Return the table that the name of a file speaks of, None when it says nothing of it."""
    words = re.split(r"[\W_0-9]+", file_name)
    return next((_file_words()[fold(w)] for w in words if fold(w) in _file_words()), None)


_KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("kindergarten", r"kindergarten|nursery|pre-?primary|pre-?school|ecde?\b|цэцэрлэг|maternelle"),
    ("tvet", r"vocational|technical|tvet|polytechnic|college|collège technique|мсүт|коллеж"),
    ("dormitory", r"dormitor|hostel|boarding house|дотуур байр"),
    ("library", r"librar|номын сан|bibliot"),
    ("lifelong_learning_centre", r"lifelong|adult learning|насан туршийн"),
    (
        "community_centre",
        r"communit|cultural|townhall|town hall|arts_?centre|social_?cent|соёлын|telecentre",
    ),
    (
        "school",
        r"\b[js](ss|hs)\b|madrasa|school|primary|secondary|basic|junior|senior|сургууль|escola"
        r"|école|escuela|lycée",
    ),
    ("other", r"hospital|clinic|health|doctors|dispensary|эмнэлэг|university|other"),
)


def kind_by_words(text: str) -> str | None:
    """Return the kind of site that a text speaks of, None when it speaks of none."""
    spoken = text.replace("_", " ").casefold()
    for kind, words in _KIND_WORDS:
        if re.search(words, spoken):
            return kind
    return None
