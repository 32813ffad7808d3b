"""The column dictionary: every table, its columns, units, codes and the headers they go by.

Headers match after folding (case, spaces, ө/о, ү/у, look-alike letters). The names are those of
our own tables, of Mongolian and English spreadsheets, of ITU's Connectivity Planning Platform
uploads and of Giga's school data. `docs/inputs.md` is generated from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from inventory.column_types import Code, Column, HeaderMatch, Implied, Shape, Table, ValueType

__all__ = [
    "LINK_TYPES",
    "ROLES",
    "SITE_KINDS",
    "TABLES",
    "Code",
    "Column",
    "HeaderMatch",
    "Implied",
    "Shape",
    "Table",
    "ValueType",
    "markdown",
]


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a "a|b|c" list."""
    return tuple(word for word in text.split("|") if word)


def _code(code: str, mn: str, en: str, words: str = "", assumed: str = "") -> Code:
    return Code(code=code, mn=mn, en=en, words=_words(words), assumed=_words(assumed))


def _column(
    name: str,
    kind: ValueType,
    mn: str,
    en: str,
    aliases: str = "",
    *,
    unit: str = "",
    codes: tuple[Code, ...] = (),
    many: bool = False,
    required: bool = False,
    low: str | None = None,
    high: str | None = None,
    implies: tuple[Implied, ...] = (),
) -> Column:
    """Return a column; aliases are written "a|b|c", limits as decimal text."""
    return Column(
        name=name,
        type=kind,
        mn=mn,
        en=en,
        aliases=_words(aliases),
        unit=unit,
        codes=codes,
        many=many,
        required=required,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        implies=implies,
    )


_ID, _TEXT, _CODE = ValueType.IDENTIFIER, ValueType.TEXT, ValueType.CODE
_NUMBER, _WHOLE, _MONEY = ValueType.NUMBER, ValueType.WHOLE, ValueType.MONEY
_DECIMAL, _YES_NO, _DATE = ValueType.DECIMAL, ValueType.YES_NO, ValueType.DATE

# -- codes --------------------------------------------------------------------------------------

SITE_KINDS = (
    _code(
        "school",
        "ерөнхий боловсролын сургууль",
        "general education school",
        "сургууль|ЕБС|schools|primary|secondary|primary school|secondary school|high school"
        "|middle school|primary and secondary|pre-primary and primary"
        "|pre-primary, primary and secondary|primary, secondary and post-secondary"
        "|бага сургууль|дунд сургууль|ахлах сургууль|цогцолбор сургууль|лаборатори сургууль",
    ),
    _code(
        "bagh_school",
        "багийн сургууль",
        "bagh school",
        "багийн бага сургууль|bag school|салбар сургууль|бүлэг сургууль",
    ),
    _code(
        "dormitory",
        "дотуур байр",
        "dormitory",
        "сургуулийн дотуур байр|dorm|boarding house|hostel",
    ),
    _code(
        "kindergarten",
        "цэцэрлэг",
        "kindergarten",
        "хүүхдийн цэцэрлэг|pre-primary|preschool|pre-school|nursery|СӨБ",
    ),
    _code(
        "tvet",
        "мэргэжлийн боловсрол, сургалтын төв",
        "vocational school",
        "МСҮТ|политехник коллеж|мэргэжлийн сургууль|vocational|vocational centre"
        "|vocational center|technical school|коллеж",
    ),
    _code(
        "lifelong_learning_centre",
        "насан туршийн боловсролын төв",
        "lifelong learning centre",
        "НТБТ|НТБТөв|насан туршийн суралцахуйн төв|гэгээрэл төв|lifelong learning center"
        "|learning centre|learning center|lifelong learning",
    ),
    _code(
        "library",
        "номын сан",
        "library",
        "нийтийн номын сан|сумын номын сан|public library|libraries|төв номын сан"
        "|хүүхдийн номын сан",
    ),
    _code(
        "community_centre",
        "соёлын төв",
        "community or cultural centre",
        "community center|community centre|cultural centre|cultural center|cultural_centre"
        "|соёлын ордон|community|иргэний танхим|олон нийтийн төв",
    ),
    _code(
        "mobile_unit",
        "явуулын үйлчилгээ",
        "mobile unit",
        "явуулын номын сан|явуулын баг|зөөврийн|mobile library|mobile",
    ),
    _code("other", "бусад", "other", "post-secondary|hospital|эмнэлэг"),
)
"""Kinds of site; the codes are those of sites.site.SiteKind (a test compares them)."""

LINK_TYPES = (
    _code(
        "none",
        "байхгүй",
        "no link",
        "холболтгүй|интернэтгүй|no|үгүй|not connected|no connection|no coverage|no internet",
    ),
    _code(
        "unknown",
        "тодорхойгүй",
        "unknown",
        "unknown_connectivity_type",
        "other|бусад|wired|утастай",
    ),
    _code(
        "fibre",
        "шилэн кабель",
        "fibre",
        "fiber|шилэн|optic|fiber optic|fibre optic|optical fibre|ftth|шилэн кабелийн",
        "metro",
    ),
    _code("copper", "зэс кабель", "copper", "xdsl|adsl|vdsl|dsl|зэс|coaxial|cable|metallic"),
    _code(
        "microwave",
        "радио релей",
        "microwave",
        "p2p wireless|p2p|point-to-point|радио реле|РРШ|microwave link|богино долгион",
    ),
    _code(
        "wireless",
        "утасгүй",
        "local wireless",
        "p2mp wireless|p2mp|wireless link|fixed wireless|fwa|wimax|wi-fi|wifi|утасгүй холбоо",
    ),
    _code(
        "cellular",
        "үүрэн холбоо",
        "cellular",
        "mobile|mobile_broadband|mobile broadband|2g|3g|4g|5g|lte|4g lte|үүрэн|гар утас"
        "|cellular_2g|cellular_3g|cellular_4g|cellular_5g|p2area|модем",
    ),
    _code("leo", "нам тойрог замын хиймэл дагуул", "low-orbit satellite", "starlink|старлинк"),
    _code(
        "geo",
        "геостационар хиймэл дагуул",
        "geostationary satellite",
        "vsat|всат",
        "satellite|сансрын|хиймэл дагуул|сансар|сансрын холбоо",
    ),
)
"""Media of a link; the codes are those of sites.site.LinkType (a test compares them)."""

_POWER_SOURCES = (
    _code(
        "grid",
        "төвийн шугам",
        "grid",
        "electrical grid|төвлөрсөн|төвлөрсөн эрчим хүч|эрчим хүчний систем|сүлжээ|цахилгаан шугам",
    ),
    _code("solar", "нарны эрчим хүч", "solar", "solar power station|нар|нарны|нарны зай"),
    _code("generator", "генератор", "generator", "diesel generator|дизель|дизель станц|diesel"),
    _code("none", "байхгүй", "none", "no|үгүй|цахилгаангүй|no electricity"),
    _code("other", "бусад", "other", "wind|салхи|hybrid|холимог"),
)

_LEVELS = (
    _code("aimag", "аймаг", "aimag", "нийслэл|province|capital|adm1|admin1"),
    _code("soum", "сум", "soum", "дүүрэг|sum|district|düüreg|duureg|adm2|admin2"),
)

_MEDIA = (
    _code("fibre", "шилэн кабель", "fibre", "fiber|шилэн|optic|fiber optic|fibre optic"),
    _code("microwave", "радио релей", "microwave", "РРШ|радио реле|p2p"),
    _code("copper", "зэс кабель", "copper", "зэс|coaxial|xdsl"),
    _code("satellite", "хиймэл дагуул", "satellite", "сансрын|vsat"),
    _code("other", "бусад", "other"),
    _code("unknown", "тодорхойгүй", "unknown"),
)

_STATUSES = (
    _code("operational", "ашиглалтад байгаа", "operational", "active|working|ажиллаж байгаа|lit"),
    _code("under_construction", "баригдаж байгаа", "under construction", "underconstruction"),
    _code("planned", "төлөвлөсөн", "planned", "төлөвлөгдсөн"),
    _code("proposed", "санал болгосон", "proposed"),
    _code("inactive", "ажиллахгүй", "inactive", "idle|dark"),
    _code("decommissioned", "татан буулгасан", "decommissioned", "closed|хаагдсан"),
)

_RADIOS = (
    _code("2G", "2G", "2G", "gsm|gprs|edge"),
    _code("3G", "3G", "3G", "umts|wcdma|hspa"),
    _code("4G", "4G", "4G", "lte|4g lte"),
    _code("5G", "5G", "5G", "nr|5g nr"),
)

ROLES = (
    _code("contract", "интернэтийн гэрээ", "internet contract"),
    _code("trench", "шилэн кабелийн суваг", "fibre trench"),
    _code("trench_upkeep", "шугамын засвар үйлчилгээ", "trench upkeep"),
    _code("drop", "барилгад оруулах шугам", "drop"),
    _code("terminal", "хүлээн авах төхөөрөмж", "terminal equipment"),
    _code("headend", "станцын төхөөрөмж", "head-end equipment"),
    _code("installation", "угсралт, суурилуулалт", "installation"),
    _code("licence", "зөвшөөрлийн төлбөр", "licence", "license"),
    _code("mast", "радио релений шон", "relay mast", "цамхаг|шон|mast|relay tower"),
    _code("bridge", "хөршийн холболт хуваалцах төхөөрөмж", "bridge pair"),
    _code("content_server", "офлайн контент сервер", "offline content server"),
    _code("content_update", "контент шинэчлэлт", "content update visits"),
    _code("power_kit", "нарны цахилгааны иж бүрдэл", "power kit"),
    _code("ups", "тасралтгүй тэжээл", "uninterruptible power supply"),
    _code("router", "чиглүүлэгч", "router", "рутер"),
    _code("access_point", "Wi-Fi цэг", "access point", "wifi access point|AP"),
    _code("switch", "свич", "switch"),
    _code("cabling", "дотоод кабель", "cabling"),
    _code("computer", "компьютер", "computer", "зөөврийн компьютер|laptop|desktop"),
    _code("device_upkeep", "компьютерын засвар үйлчилгээ", "device upkeep"),
    _code("repair", "компьютер засах", "repair of a computer"),
    _code("printer", "хэвлэгч", "printer", "принтер|олон үйлдэлт хэвлэгч"),
    _code("projector", "проектор", "projector", "ухаалаг самбар|interactive display"),
    _code(
        "accessible_workstation",
        "хөгжлийн бэрхшээлтэй хэрэглэгчийн ажлын байр",
        "accessible workstation",
        "хүртээмжтэй ажлын байр",
    ),
    _code("rack", "төхөөрөмжийн шүүгээ", "rack", "cabinet"),
    _code("delivery", "хүргэлт", "delivery"),
)
"""Roles of items; the codes are those of inventory.catalogue.Role (a test compares them)."""

_CATEGORIES = (
    _code("goods", "бараа", "goods"),
    _code("works", "ажил", "works"),
    _code("services", "үйлчилгээ", "services", "service"),
)

_TIMINGS = (
    _code("one_time", "нэг удаа", "one time", "once|one-off"),
    _code("per_year", "жил бүр", "per year", "yearly|annual|жилийн"),
    _code("per_month", "сар бүр", "per month", "monthly|сарын"),
)

_ITEM_UNITS = (
    _code("C62", "ширхэг", "piece", "ш|pcs|unit|each|pc"),
    _code("MTR", "метр", "metre", "m|м|meter"),
    _code("ANN", "жил", "year", "annum"),
    _code("MON", "сар", "month"),
    _code("SET", "иж бүрдэл", "set", "багц|kit"),
    _code("E48", "үйлчилгээний нэгж", "service unit", "удаа|visit"),
)

_LATENCIES = (
    _code("low", "бага", "low"),
    _code("high", "их", "high"),
    _code("offline", "холболтгүй", "offline"),
)

_PROCUREMENT_CATEGORIES = (
    _code("goods", "бараа", "goods", "барааны|supply"),
    _code("works", "ажил", "works", "барилгын ажил|construction"),
    _code("services", "үйлчилгээ", "services", "non-consulting services|service"),
    _code("installation", "суурилуулалт", "installation", "угсралт|install|угсралт суурилуулалт"),
)
_RULE_STATUSES = (
    _code("confirmed", "баталгаажсан", "confirmed", "баталсан|valid"),
    _code("unconfirmed", "баталгаажаагүй", "unconfirmed", "тодруулах|to confirm|unverified"),
    _code("superseded", "хүчингүй болсон", "superseded", "хүчингүй|repealed|replaced"),
)
_ESTIMATES = (
    _code("confidential", "нууц", "confidential", "задруулахгүй|not shown"),
    _code("shown", "ил", "shown", "нээлттэй|published|disclosed"),
)
_PRICE_FORMS = (
    _code("one", "нэг хуваарь", "one for all lines", "нэг|single"),
    _code(
        "by_origin",
        "гарал үүслээр гурав",
        "three: to be imported, already imported, made in the country",
        "гурав|гарал үүслээр|three",
    ),
)
_DIRECTIVES = (
    _code("must_serve", "заавал хамруулах", "must serve", "must-serve"),
    _code("must_not", "хамруулахгүй", "must not", "must-not|exclude"),
    _code("floor", "доод хувь", "floor"),
    _code("weight", "жин", "weight"),
    _code("price_override", "үнийн залруулга", "price override", "price-override"),
    _code("allow_move", "шилжүүлэхийг зөвшөөрөх", "allow move", "allow-move|transfer"),
)

# -- columns several tables share -----------------------------------------------------------------


def _longitude(*, required: bool = False) -> Column:
    return _column(
        "longitude",
        _NUMBER,
        "Уртраг, WGS 84",
        "Longitude, WGS 84, degrees east",
        "lon|lng|long|уртраг|x|point_x|longitude_wgs84|lon_wgs84|уртраг (e)",
        unit="degrees",
        required=required,
    )


def _latitude(*, required: bool = False) -> Column:
    return _column(
        "latitude",
        _NUMBER,
        "Өргөрөг, WGS 84",
        "Latitude, WGS 84, degrees north",
        "lat|өргөрөг|y|point_y|latitude_wgs84|lat_wgs84|өргөрөг (n)",
        unit="degrees",
        required=required,
    )


def _end(which: str, mn: str) -> tuple[Column, Column]:
    """Return the longitude and latitude of one end of a line."""
    return tuple(  # type: ignore[return-value]
        _column(
            f"{which}_{axis}",
            _NUMBER,
            f"{mn} {'уртраг' if axis == 'longitude' else 'өргөрөг'}",
            f"{axis.capitalize()} of the {'start' if which == 'from' else 'end'}, WGS 84",
            f"{which}_{axis[:3]}|{axis[:3]}_{which}|{axis}_{which}",
            unit="degrees",
        )
        for axis in ("longitude", "latitude")
    )


# -- tables -------------------------------------------------------------------------------------

_SITES = Table(
    name="sites",
    mn="Үйлчилгээ авах газрууд: сургууль, номын сан, соёлын төв",
    en="The places that need service, and what they have today.",
    shape=Shape.POINT,
    unused={
        "total_mbps": "a wished speed; the standard is set in the scenario",
        "bandwidth_demand": "a wished speed; the standard is set in the scenario",
        "download_speed_benchmark": "a wished speed; the standard is set in the scenario",
        "num_computers_desired": "a wish; the standard is set in the scenario",
        "power_required_watts": "the need for power follows from the equipment",
        "fiber_node_distance": "its unit differs between sources; distances are measured here",
        "microwave_node_distance": "its unit differs between sources; distances are measured here",
        "nearest_LTE_distance": "its unit differs between sources; distances are measured here",
        "num_tablets": "tablets are not counted as computers; map it to computers_total if meant",
        "upload_speed_govt": "only download speeds are used",
        "speed_upload": "only download speeds are used",
        "computer_availability": "the number of computers is read, not whether there are any",
        "computer_lab": "the number of computers is read, not whether there is a lab",
    },
    columns=(
        _column(
            "site_id",
            _ID,
            "Байгууллагын дахин давтагдашгүй код",
            "Code of the site, unique in the table",
            "poi_id|school_id_govt|giga_id_school|school_id_giga|school_id|сургуулийн код"
            "|байгууллагын код|код|id|site code|school code|emis code|emis",
            required=True,
        ),
        _column(
            "name",
            _TEXT,
            "Нэр",
            "Name as the site writes it",
            "school_name|site_name|нэр|сургуулийн нэр|байгууллагын нэр|байгууллага|сургууль"
            "|name_mn|poi_name|номын сангийн нэр|соёлын төвийн нэр",
        ),
        _column(
            "name_latin",
            _TEXT,
            "Нэр, латин үсгээр",
            "Name in Latin letters",
            "name_en|latin name|english name|латин нэр|англи нэр",
        ),
        _column(
            "kind",
            _CODE,
            "Байгууллагын төрөл",
            "What the site is",
            "poi_type|site_type|type|төрөл|байгууллагын төрөл|education_level|сургуулийн төрөл"
            "|site kind",
            codes=SITE_KINDS,
            required=True,
        ),
        _longitude(),
        _latitude(),
        _column(
            "aimag",
            _ID,
            "Аймаг, нийслэл: код (ҮСХ эсвэл COD) буюу нэр",
            "Aimag or the capital: NSO or COD code, or name",
            "aimag_code|аймгийн код|аймаг|аймаг нийслэл|аймаг/нийслэл|admin1|adm1|aimag_mn"
            "|aimag_name|аймгийн нэр|province|aimag_en|admin1_name",
        ),
        _column(
            "soum",
            _ID,
            "Сум, дүүрэг: код (ҮСХ эсвэл COD) буюу нэр",
            "Soum or düüreg: NSO or COD code, or name",
            "soum_code|nso_code|cod_code|cod_pcode|сумын код|сум|сум дүүрэг|сум/дүүрэг|admin2"
            "|adm2|soum_mn|soum_name|сумын нэр|district|дүүрэг|sum|soum_en|admin2_name",
        ),
        _column(
            "bagh",
            _TEXT,
            "Баг, хороо",
            "Bagh or khoroo",
            "баг|баг хороо|баг/хороо|хороо|khoroo|bag|admin3|adm3",
        ),
        _column(
            "students",
            _WHOLE,
            "Сурагч, хүүхдийн тоо",
            "Students enrolled",
            "num_students|сурагчийн тоо|сурагчдын тоо|сурагч|сурагчид|суралцагч|суралцагчийн тоо"
            "|суралцагчдын тоо|хүүхдийн тоо|хүүхэд|нийт сурагч|enrolment|enrollment|pupils"
            "|number of students|student count",
            unit="persons",
            low="0",
            high="100000",
        ),
        _column(
            "shifts",
            _WHOLE,
            "Ээлжийн тоо",
            "Teaching shifts a day",
            "ээлж|ээлжийн тоо|хичээлийн ээлж|number of shifts|num_shifts",
            low="0",
            high="6",
        ),
        _column(
            "boarders",
            _WHOLE,
            "Дотуур байранд амьдардаг хүүхдийн тоо",
            "Children who live in the dormitory",
            "дотуур байрны хүүхэд|дотуур байрны сурагч|дотуур байранд амьдардаг|дотуур байрны "
            "хүүхдийн тоо|num_boarders|boarding students",
            unit="persons",
            low="0",
            high="100000",
        ),
        _column(
            "staff",
            _WHOLE,
            "Ажилтан, багшийн тоо",
            "Staff, teachers included",
            "ажилтан|ажилтны тоо|ажиллагсад|ажиллагчдын тоо|нийт ажилтан|багш ажилтан"
            "|багш ажилтны тоо|num_staff|employees|num_teachers|teachers|багш|багшийн тоо",
            unit="persons",
            low="0",
            high="100000",
        ),
        _column(
            "visitors_per_day",
            _NUMBER,
            "Өдрийн үйлчлүүлэгчийн тоо",
            "Visitors on an open day",
            "үйлчлүүлэгч|өдрийн үйлчлүүлэгч|уншигч|өдөрт үйлчлүүлэгч|өдрийн уншигч|daily visitors"
            "|visitors|уншигчийн тоо",
            unit="persons a day",
            low="0",
            high="100000",
        ),
        _column(
            "users_at_once",
            _NUMBER,
            "Ид ачааллын үед зэрэг хэрэглэгчийн тоо",
            "People online at once in the busy hour; used where nobody else is counted",
            "зэрэг хэрэглэгч|зэрэг хэрэглэгчийн тоо|number_of_users|peak users",
            unit="persons",
            low="0",
            high="100000",
        ),
        _column(
            "open_hours_per_week",
            _NUMBER,
            "Долоо хоногт ажиллах цаг",
            "Hours open in a week",
            "долоо хоногт ажиллах цаг|7 хоногт ажиллах цаг|ажиллах цаг|opening hours"
            "|hours per week|open hours per week",
            unit="hours a week",
            low="0",
            high="168",
        ),
        _column(
            "open_months_per_year",
            _NUMBER,
            "Жилд ажиллах сар",
            "Months open in a year",
            "жилд ажиллах сар|ажиллах сар|open months|months per year|opening months",
            unit="months a year",
            low="0",
            high="12",
        ),
        _column(
            "rooms",
            _WHOLE,
            "Анги, өрөөний тоо",
            "Classrooms and reading rooms",
            "num_classrooms|classrooms|анги танхим|ангийн тоо|өрөө|өрөөний тоо|танхимын тоо"
            "|хичээлийн анги|анги танхимын тоо",
            unit="rooms",
            low="0",
            high="10000",
        ),
        _column(
            "floor_area_m2",
            _NUMBER,
            "Талбай, м²",
            "Floor area of classrooms and reading rooms, in square metres",
            "талбай|талбайн хэмжээ|floor area|area_m2",
            low="0",
            high="1000000",
        ),
        _column(
            "link_type",
            _CODE,
            "Одоогийн интернэт холболтын төрөл",
            "Medium of the present link",
            "connectivity_type|connectivity_type_govt|type_connectivity|connectivity_now"
            "|холболтын төрөл|интернэтийн төрөл|интернэт холболт|интернэт холболтын төрөл"
            "|холболт|link|internet type|connection type",
            codes=LINK_TYPES,
        ),
        _column(
            "contract_mbps",
            _NUMBER,
            "Гэрээний хурд",
            "Download speed of the contract",
            "download_speed_contracted|contracted_mbps|contract_speed|contracted_speed_mbps"
            "|гэрээний хурд|гэрээт хурд|интернэтийн хурд|хурд|bandwidth_mbps|download_mbps",
            unit="Mbps",
            low="0",
            high="1000000",
        ),
        _column(
            "measured_mbps",
            _NUMBER,
            "Хэмжсэн хурд",
            "Download speed as measured",
            "download_speed_govt|measured_download_mbps|measured_speed|speed_download"
            "|bandwidth_now_mbps|хэмжсэн хурд|бодит хурд|татах хурд",
            unit="Mbps",
            low="0",
            high="1000000",
        ),
        _column(
            "price_per_month",
            _MONEY,
            "Интернэтийн сарын төлбөр, төлөвлөгөөний мөнгөн нэгжээр",
            "Fee of the present link a month, in the plan currency",
            "сарын төлбөр|сарын хураамж|интернэтийн сарын төлбөр|интернэтийн төлбөр"
            "|monthly price|monthly fee|price per month|fee per month",
            unit="₮ a month",
            low="0",
        ),
        _column(
            "payer",
            _ID,
            "Төлбөр төлөгчийн код",
            "Code of who pays the present fee",
            "төлбөр төлөгч|төлөгч|санхүүжилтийн эх үүсвэр|paid by",
        ),
        _column(
            "contract_end",
            _DATE,
            "Гэрээ дуусах өдөр",
            "Day the present contract ends",
            "гэрээ дуусах|гэрээ дуусах өдөр|гэрээ дуусах огноо|гэрээний хугацаа"
            "|contract end date|contract expiry",
        ),
        _column(
            "computers_total",
            _WHOLE,
            "Компьютерын нийт тоо",
            "Computers, working or not",
            "num_computers|computers|компьютер|компьютерын тоо|нийт компьютер|компьютерийн тоо"
            "|компьютер нийт|компьютерын нийт тоо",
            unit="pieces",
            low="0",
            high="100000",
        ),
        _column(
            "computers_working",
            _WHOLE,
            "Ажиллаж байгаа компьютерын тоо",
            "Computers that work",
            "working_computers|компьютер ажиллаж байгаа|ажилладаг компьютер"
            "|ажиллаж байгаа компьютер|ашиглаж байгаа компьютер|компьютер ажилладаг"
            "|functional computers",
            unit="pieces",
            low="0",
            high="100000",
        ),
        _column(
            "computers_repairable",
            _WHOLE,
            "Засаж болох компьютерын тоо",
            "Broken computers that a repair would make work again",
            "засаж болох компьютер|засах боломжтой|repairable computers",
            unit="pieces",
            low="0",
            high="100000",
        ),
        _column(
            "computers_year",
            _WHOLE,
            "Компьютерын үйлдвэрлэсэн он",
            "Year most computers were bought",
            "компьютерын он|компьютер авсан он|computer year|computers year|year of computers",
            low="1980",
            high="2100",
        ),
        _column(
            "routers",
            _WHOLE,
            "Чиглүүлэгчийн тоо",
            "Routers that work",
            "чиглүүлэгч|рутер|num_routers|router count|роутер",
            unit="pieces",
            low="0",
            high="10000",
        ),
        _column(
            "access_points",
            _WHOLE,
            "Wi-Fi цэгийн тоо",
            "Wi-Fi access points that work",
            "wifi цэг|wi-fi цэг|утасгүй цэг|num_access_points|wifi access points|wi-fi|wifi"
            "|access point",
            unit="pieces",
            low="0",
            high="10000",
        ),
        _column(
            "lan",
            _YES_NO,
            "Дотоод сүлжээтэй эсэх",
            "Whether rooms are cabled",
            "дотоод сүлжээ|дотоод сүлжээтэй|lan_available|local network|has_lan",
        ),
        _column(
            "ups",
            _YES_NO,
            "Тасралтгүй тэжээлтэй эсэх",
            "Whether the link equipment has backup power",
            "тасралтгүй тэжээл|тог баригч|has_ups|backup power",
        ),
        _column(
            "power_source",
            _CODE,
            "Цахилгааны эх үүсвэр",
            "Source of electricity",
            "electricity_type|цахилгааны эх үүсвэр|эрчим хүчний эх үүсвэр|цахилгаан|power"
            "|эрчим хүч|power supply",
            codes=_POWER_SOURCES,
        ),
        _column(
            "power_hours_per_day",
            _NUMBER,
            "Хоногт цахилгаантай цаг",
            "Hours of electricity a day",
            "цахилгаантай цаг|хоногт цахилгаантай цаг|hours of electricity|power hours"
            "|electricity hours per day",
            unit="hours a day",
            low="0",
            high="24",
        ),
        _column(
            "outages_per_month",
            _NUMBER,
            "Сард цахилгаан тасрах удаа",
            "Power cuts a month",
            "тасралт|цахилгаан тасралт|сард тасрах удаа|outages|power cuts per month",
            unit="times a month",
            low="0",
            high="10000",
        ),
        _column(
            "owner",
            _TEXT,
            "Өмчлөгч байгууллага",
            "Who owns the building and the equipment",
            "өмчлөгч|эзэмшигч|харьяалал|ownership|property owner|school_funding_type",
        ),
        _column(
            "owner_register",
            _ID,
            "Өмчлөгчийн улсын бүртгэл, регистрийн дугаар",
            "Legal register number of the owner",
            "регистр|регистрийн дугаар|улсын бүртгэлийн дугаар|register number|legal register",
        ),
        _column(
            "contact",
            _TEXT,
            "Холбоо барих хүн, утас",
            "Person and telephone to deliver to",
            "холбоо барих|утас|холбогдох утас|хариуцах хүн|contact person|phone|telephone",
        ),
        _column(
            "access_season",
            _TEXT,
            "Тээврийн хэрэгсэл хүрэх сарууд: 5-9, жилийн турш, эсвэл үгээр",
            "Months when vehicles reach the site: 5-9, all year, or in words",
            "зам нээлттэй сарууд|очих боломжтой үе|хүрэх боломжтой улирал|замын улирал"
            "|months when the road is open|access months|road season|road open|accessible months",
        ),
        _column(
            "parent_id",
            _ID,
            "Харьяалагдах байгууллагын код",
            "Code of the site this one belongs to, as a dormitory to its school",
            "эх байгууллага|харьяа сургууль|харьяа сургуулийн код|parent|parent site"
            "|parent school id",
        ),
        _column(
            "connected",
            _YES_NO,
            "Интернэттэй эсэх",
            "Whether there is any link; no fills an empty link type",
            "is_connected|connectivity_govt|connectivity|интернэттэй|интернэттэй эсэх"
            "|холбогдсон эсэх|has internet",
            implies=(Implied(when=False, column="link_type", code="none"),),
        ),
        _column(
            "electricity",
            _YES_NO,
            "Цахилгаантай эсэх",
            "Whether there is electricity; no fills an empty power source",
            "has_electricity|electricity_availability|цахилгаантай|цахилгаантай эсэх",
            implies=(Implied(when=False, column="power_source", code="none"),),
        ),
    ),
)

_PLACES = Table(
    name="places",
    mn="Аймаг, сумын жагсаалт",
    en="Aimags and soums: codes, names and centres.",
    shape=Shape.POINT,
    unused={},
    columns=(
        _column(
            "code",
            _ID,
            "Үр дүнд хэрэглэх код",
            "The code our outputs use",
            "код|place code|нэгжийн код",
            required=True,
        ),
        _column("nso_code", _ID, "ҮСХ-ны код", "Code of the National Statistics Office", "үсх код"),
        _column(
            "cod_code",
            _ID,
            "COD код",
            "Code of the Common Operational Dataset",
            "cod_pcode|pcode|adm2_pcode",
        ),
        _column(
            "level",
            _CODE,
            "Түвшин",
            "Aimag or soum; the capital is an aimag and its düüregs are soums",
            "түвшин|admin level",
            codes=_LEVELS,
            required=True,
        ),
        _column(
            "parent",
            _ID,
            "Харьяалагдах аймгийн код",
            "Code of the aimag of a soum",
            "aimag_code|аймгийн код|adm1_pcode|parent code|харьяа аймаг",
        ),
        _column(
            "name",
            _TEXT,
            "Нэр",
            "Name in Cyrillic",
            "нэр|name_mn|soum_mn|сум|place name",
            required=True,
        ),
        _column(
            "name_latin",
            _TEXT,
            "Нэр, латин үсгээр",
            "Name in Latin letters",
            "name_en|soum_en|латин нэр|latin name|adm2_en",
        ),
        _longitude(),
        _latitude(),
        _column(
            "population",
            _WHOLE,
            "Хүн ам",
            "Residents",
            "хүн ам|хүн амын тоо|pop|residents",
            unit="persons",
            low="0",
            high="100000000",
        ),
    ),
)

_POPS = Table(
    name="pops",
    mn="Сүлжээний цэгүүд (PoP)",
    en="Points of presence: lit network that new links may start from.",
    shape=Shape.POINT,
    unused={},
    columns=(
        _column(
            "pop_id",
            _ID,
            "Цэгийн код",
            "Code of the point of presence",
            "ict_id|node_id|coordinate_id|id|код|цэгийн код",
            required=True,
        ),
        _column("name", _TEXT, "Нэр", "Name", "нэр|node name|цэгийн нэр"),
        _longitude(),
        _latitude(),
        _column(
            "medium",
            _CODE,
            "Дамжуулах орчин",
            "Medium of its backhaul; empty means fibre",
            "transmission_medium|infrastructure_type|дамжуулах орчин|орчин",
            codes=_MEDIA,
        ),
        _column(
            "status",
            _CODE,
            "Төлөв",
            "Whether it works; empty means operational",
            "node_status|төлөв|байдал",
            codes=_STATUSES,
        ),
    ),
)

_TOWERS = Table(
    name="towers",
    mn="Үүрэн холбооны станцууд",
    en="Mobile towers.",
    shape=Shape.POINT,
    unused={},
    columns=(
        _column(
            "tower_id",
            _ID,
            "Станцын код",
            "Code of the tower",
            "ict_id|site id|id|код|станцын код|cell_id",
            required=True,
        ),
        _longitude(),
        _latitude(),
        _column(
            "radio",
            _CODE,
            "Радио үе",
            "Radio generation; the highest when several are listed",
            "radio_type|technology|технологи|радио",
            codes=_RADIOS,
            many=True,
            required=True,
        ),
        _column(
            "height_m",
            _NUMBER,
            "Антенны өндөр",
            "Height of the antenna",
            "antenna_height|tower_height|height|өндөр|антенны өндөр",
            unit="m",
            low="0",
            high="1000",
        ),
    ),
)

_SPANS = Table(
    name="spans",
    mn="Одоо байгаа шугамууд",
    en="Stretches of existing network; a line geometry, or the coordinates of both ends.",
    shape=Shape.LINE,
    unused={},
    columns=(
        _column(
            "span_id",
            _ID,
            "Хэсгийн код",
            "Code of the stretch; numbered when empty",
            "line_id|id|код|хэсгийн код",
        ),
        _column("from_id", _ID, "Эхлэх цэг", "Where it starts", "from|from_code|эхлэл|эхлэх цэг"),
        _column("to_id", _ID, "Төгсөх цэг", "Where it ends", "to|to_code|төгсгөл|төгсөх цэг"),
        _column(
            "medium",
            _CODE,
            "Дамжуулах орчин",
            "Medium; empty means fibre",
            "transmission_medium|дамжуулах орчин|орчин",
            codes=_MEDIA,
        ),
        *_end("from", "Эхлэлийн"),
        *_end("to", "Төгсгөлийн"),
    ),
)

_ROADS = Table(
    name="roads",
    mn="Замын сүлжээ",
    en="The road graph: edges between junctions, by line geometry or by both ends' coordinates.",
    shape=Shape.LINE,
    unused={
        "length": "its unit is not written; name it length_m or length_km",
        "distance": "its unit is not written; name it length_m or length_km",
    },
    columns=(
        _column(
            "from_node",
            _ID,
            "Эхлэх уулзвар",
            "Junction where the edge starts",
            "from|from_code|from_id|u|source|эхлэх цэг",
        ),
        _column(
            "to_node",
            _ID,
            "Төгсөх уулзвар",
            "Junction where the edge ends",
            "to|to_code|to_id|v|target|төгсөх цэг",
        ),
        _column(
            "length_m",
            _NUMBER,
            "Урт",
            "Length along the road; measured on the geometry when empty",
            "урт_м|road length m",
            unit="m",
            low="0",
            high="10000000",
        ),
        _column(
            "highway",
            _TEXT,
            "Замын ангилал, OpenStreetMap-ын үгээр",
            "Class of the road, in words of OpenStreetMap; [roads] says which are used",
            "fclass|road_class|замын ангилал",
        ),
        _column(
            "layer",
            _TEXT,
            "Түвшин: дээгүүр өнгөрвөл 1, доогуур бол -1",
            "Level: 1 above, -1 below; roads that pass each other at two levels do not join",
            "түвшин",
        ),
        _column("bridge", _TEXT, "Гүүр эсэх", "Whether the road is a bridge here", "гүүр"),
        _column("tunnel", _TEXT, "Хонгил эсэх", "Whether the road is a tunnel here", "хонгил"),
        _column("route", _TEXT, "Маршрут: ferry бол гарам", "Kind of route; ferry is no road", ""),
        _column(
            "other_tags",
            _TEXT,
            "OpenStreetMap-ын бусад шошго, GDAL-ын бичдэгээр",
            "Further tags of OpenStreetMap as GDAL writes them",
            "",
        ),
        *_end("from", "Эхлэлийн"),
        *_end("to", "Төгсгөлийн"),
    ),
)

_COVERAGE = Table(
    name="coverage",
    mn="Үүрэн холбооны хамрах хүрээ",
    en="Areas where a radio generation is received.",
    shape=Shape.AREA,
    needs_geometry=True,
    unused={},
    columns=(
        _column(
            "radio",
            _CODE,
            "Радио үе",
            "Radio generation; the highest when several are listed",
            "radio_type|technology|coverage_type|технологи",
            codes=_RADIOS,
            many=True,
            required=True,
        ),
    ),
)

_BOUNDARIES = Table(
    name="boundaries",
    mn="Аймаг, сумын хил",
    en="Areas of aimags and soums, to check that sites lie where they are said to.",
    shape=Shape.AREA,
    needs_geometry=True,
    unused={},
    columns=(
        _column(
            "code",
            _ID,
            "Аймаг, сумын код",
            "Any code of the place, as in the places table",
            "adm2_pcode|nso_code|adm1_pcode|pcode|код",
            required=True,
        ),
        _column(
            "level",
            _CODE,
            "Түвшин",
            "Aimag or soum",
            "түвшин|admin level",
            codes=_LEVELS,
            required=True,
        ),
    ),
)

_CATALOGUE = Table(
    name="catalogue",
    mn="Үнийн жагсаалт",
    en="What may be bought, at what price.",
    unused={},
    columns=(
        _column(
            "sku",
            _ID,
            "Барааны код",
            "Stock-keeping code, unique in the table",
            "код|барааны код|item code|item_id",
            required=True,
        ),
        _column(
            "role",
            _CODE,
            "Үүрэг",
            "What the item is for",
            "үүрэг|зориулалт",
            codes=ROLES,
            required=True,
        ),
        _column(
            "name_mn", _TEXT, "Нэр, монголоор", "Name in Mongolian", "нэр|барааны нэр|нэр монгол"
        ),
        _column("name_en", _TEXT, "Нэр, англиар", "Name in English", "name|item|нэр англи"),
        _column(
            "category",
            _CODE,
            "Бараа, ажил, үйлчилгээ",
            "Goods, works or services",
            "ангилал|төрөл",
            codes=_CATEGORIES,
            required=True,
        ),
        _column(
            "timing",
            _CODE,
            "Төлөх давтамж",
            "Paid once, every year or every month (a month is counted twelve times a year)",
            "давтамж|төлөх давтамж|хугацаа",
            codes=_TIMINGS,
            required=True,
        ),
        _column(
            "unit",
            _CODE,
            "Хэмжих нэгж (UN/CEFACT)",
            "Unit of the price (UN/CEFACT code)",
            "хэмжих нэгж|нэгж|uom|unit of measure",
            codes=_ITEM_UNITS,
            required=True,
        ),
        _column(
            "pack_size",
            _WHOLE,
            "Савлагаан дахь тоо",
            "Units sold together; empty means one",
            "багц дахь тоо|савлагаа|pack",
            high="1000000",
        ),
        _column(
            "unit_price",
            _DECIMAL,
            "Нэгж үнэ, бичсэн мөнгөн тэмдэгтээр",
            "Price of one unit, in the currency of the row",
            "price|нэгж үнэ|нэгжийн үнэ|үнэ|unit price",
            required=True,
            low="0",
        ),
        _column(
            "currency",
            _ID,
            "Мөнгөн тэмдэгт (ISO 4217)",
            "Currency of the price (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        _column(
            "vat_included",
            _YES_NO,
            "НӨАТ орсон эсэх",
            "Whether the price includes VAT",
            "нөат|нөат орсон|нөат орсон эсэх|нөат-тай|vat|with vat|vat incl",
        ),
        _column(
            "price_date",
            _DATE,
            "Үнийн огноо",
            "Day of the price",
            "үнийн огноо|огноо|date|price date",
        ),
        _column("source", _TEXT, "Эх сурвалж", "Where the price comes from", "эх сурвалж|supplier"),
        _column(
            "link_type",
            _CODE,
            "Холболтын төрөл",
            "Medium the item belongs to",
            "холболтын төрөл|technology|технологи",
            codes=LINK_TYPES,
        ),
        _column(
            "mbps",
            _NUMBER,
            "Гэрээний хурд",
            "Contract speed sold",
            "speed_mbps|хурд|хурд мбит/с|contract_mbps",
            unit="Mbps",
            low="0",
            high="1000000",
        ),
        _column(
            "busy_hour_mbps",
            _NUMBER,
            "Ачаалалтай цагийн хурд",
            "Speed delivered in the busy hour",
            "ачаалалтай цагийн хурд|оргил цагийн хурд",
            unit="Mbps",
            low="0",
            high="1000000",
        ),
        _column(
            "monthly_cap_gb",
            _NUMBER,
            "Сарын дата хязгаар",
            "Data allowed a month; empty means no cap",
            "дата хязгаар|сарын дата|data cap",
            unit="GB a month",
            low="0",
            high="1000000000",
        ),
        _column(
            "latency",
            _CODE,
            "Хоцролт",
            "Round trip in the busy hour",
            "хоцролт|latency class",
            codes=_LATENCIES,
        ),
        _column(
            "useful_life_years",
            _WHOLE,
            "Ашиглах хугацаа",
            "Years until it is replaced",
            "ашиглах хугацаа|ашиглалтын хугацаа|useful life",
            unit="years",
            low="1",
            high="100",
        ),
        _column(
            "power_w",
            _NUMBER,
            "Чадал",
            "Electric power it draws",
            "чадал|power|watts",
            unit="W",
            low="0",
            high="1000000",
        ),
        _column(
            "unspsc",
            _ID,
            "UNSPSC ангиллын код",
            "UNSPSC commodity code, eight digits",
            "unspsc код|unspsc code",
        ),
        _column(
            "cpv",
            _ID,
            "CPV ангиллын код",
            "CPV code of the European Union, eight digits and a check digit or none",
            "cpv код|cpv code",
        ),
        _column(
            "lead_time_days",
            _WHOLE,
            "Нийлүүлэх хугацаа",
            "From contract to delivery; the scenario's lead_days when empty",
            "нийлүүлэх хугацаа|lead time|delivery days",
            low="0",
            high="3650",
        ),
        _column(
            "warranty_months",
            _WHOLE,
            "Баталгаат хугацаа",
            "Warranty asked for",
            "баталгаа|баталгаат хугацаа|warranty",
            low="0",
            high="600",
        ),
        _column(
            "spares_share",
            _NUMBER,
            "Сэлбэгийн хувь",
            "Spare units the tender asks for on top, as a share of those bought: 0.02 is two in "
            "a hundred; no price is added",
            "сэлбэг|сэлбэгийн хувь|spares|spares rate",
            low="0",
            high="1",
        ),
        _column(
            "min_order",
            _WHOLE,
            "Захиалгын доод хэмжээ",
            "Units that an order has at least, when there is one",
            "захиалгын доод хэмжээ|minimum order|moq",
            unit="pieces",
            low="1",
            high="1000000000",
        ),
        _column(
            "supply_ceiling",
            _WHOLE,
            "Нийлүүлэх дээд хэмжээ",
            "Units that suppliers can deliver in all; empty means no ceiling",
            "нийлүүлэх дээд хэмжээ|ceiling|available quantity",
            unit="pieces",
            low="0",
            high="1000000000",
        ),
        _column(
            "end_of_sale",
            _DATE,
            "Худалдаа дуусах өдөр",
            "Last day it is sold; items that are no longer sold at the start are not offered",
            "худалдаа дуусах өдөр|end of sale|eos",
        ),
        _column(
            "requires",
            _ID,
            "Хамт авах барааны код",
            "SKU bought with every unit, as a switch needs its rack",
            "хамт авах|шаардах бараа|compatible with|needs",
        ),
        _column(
            "performance_mn",
            _TEXT,
            "Шаардах гүйцэтгэл, монголоор",
            "Minimum requirement of the tender in Mongolian: performance, separated by semicolons, "
            "never a make",
            "гүйцэтгэл|шаардлага|техникийн үзүүлэлт|үзүүлэлт",
        ),
        _column(
            "performance_en",
            _TEXT,
            "Шаардах гүйцэтгэл, англиар",
            "Minimum requirement of the tender in English, separated by semicolons, never a make",
            "performance|minimum requirement|technical requirement",
        ),
    ),
)

_PRICE_TIERS = Table(
    name="price_tiers",
    mn="Тоо хэмжээний хөнгөлөлттэй үнэ",
    en="Lower prices from a quantity on.",
    unused={},
    columns=(
        _column(
            "sku",
            _ID,
            "Барааны код",
            "Code of the item in the catalogue",
            "код|барааны код|item code",
            required=True,
        ),
        _column(
            "kind",
            _CODE,
            "Хөнгөлөлтийн төрөл",
            "Whether the price holds for all units of the order or for those from the quantity on",
            "төрөл|хөнгөлөлтийн төрөл|type",
            codes=(
                _code("all_units", "бүх нэгжид", "all units", "all"),
                _code("incremental", "илүү гарсан нэгжид", "incremental", "marginal|graduated"),
            ),
            required=True,
        ),
        _column(
            "from_quantity",
            _WHOLE,
            "Хэдээс эхлэх",
            "Least quantity of the order for this price",
            "доод тоо|хэдээс|from|minimum quantity|min_quantity",
            unit="pieces",
            required=True,
            low="2",
            high="1000000000",
        ),
        _column(
            "unit_price",
            _DECIMAL,
            "Нэгж үнэ, бичсэн мөнгөн тэмдэгтээр",
            "Price of one unit, in the currency of the row",
            "price|нэгж үнэ|нэгжийн үнэ|үнэ|unit price",
            required=True,
            low="0",
        ),
        _column(
            "currency",
            _ID,
            "Мөнгөн тэмдэгт (ISO 4217)",
            "Currency of the price (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        _column(
            "vat_included",
            _YES_NO,
            "НӨАТ орсон эсэх",
            "Whether the price includes VAT",
            "нөат|нөат орсон|нөат орсон эсэх|нөат-тай|vat|with vat|vat incl",
        ),
        _column(
            "price_date",
            _DATE,
            "Үнийн огноо",
            "Day of the price",
            "үнийн огноо|огноо|date|price date",
        ),
        _column("source", _TEXT, "Эх сурвалж", "Where the price comes from", "эх сурвалж|supplier"),
    ),
)

_RECIPES = Table(
    name="recipes",
    mn="Иж бүрдлийн жор",
    en="Kits as recipes: what a connected classroom, a library corner or a digital centre holds.",
    unused={},
    columns=(
        _column(
            "recipe_id",
            _ID,
            "Иж бүрдлийн код",
            "Code of the kit; its rows are its contents",
            "код|иж бүрдэл|recipe|kit|bundle",
            required=True,
        ),
        _column(
            "site_kinds",
            _TEXT,
            "Ямар байгууллагад",
            "Kinds of site it is for, separated by ; or ,; empty: all",
            "байгууллага|байгууллагын төрөл|kinds|site kinds",
        ),
        _column(
            "sku",
            _ID,
            "Барааны код",
            "Code of the item in the catalogue",
            "барааны код|item code",
            required=True,
        ),
        _column(
            "quantity",
            _NUMBER,
            "Тоо хэмжээ",
            "Units for each room, person present at once, square metre or site; rounded up",
            "тоо|тоо хэмжээ|qty",
            required=True,
            low="0",
            high="100000",
        ),
        _column(
            "per",
            _CODE,
            "Юунд ногдох",
            "What the quantity is for",
            "ногдох|нэгж|for each",
            codes=(
                _code("site", "байгууллага", "site"),
                _code("room", "өрөө", "room", "анги|classroom"),
                _code("user", "хэрэглэгч", "user", "хүн|person"),
                _code("m2", "м²", "square metre", "м2|sqm|floor area"),
            ),
            required=True,
        ),
    ),
)

_STOCK = Table(
    name="stock",
    mn="Агуулах дахь нөөц",
    en="Units that lie in depots.",
    unused={},
    columns=(
        _column(
            "sku",
            _ID,
            "Барааны код",
            "Code of the item in the catalogue",
            "код|барааны код|item code",
            required=True,
        ),
        _column(
            "depot",
            _TEXT,
            "Агуулах",
            "Where the units lie",
            "агуулах|warehouse|location",
            required=True,
        ),
        _column(
            "quantity",
            _WHOLE,
            "Тоо хэмжээ",
            "Units",
            "тоо|тоо хэмжээ|тоо ширхэг|qty|үлдэгдэл",
            unit="pieces",
            required=True,
            low="0",
            high="1000000000",
        ),
        _column(
            "fund_id",
            _ID,
            "Хандивлагчийн код",
            "Code of the fund that gives the units, whose conditions hold; empty: public stock",
            "хандивлагч|giver|donor|fund",
        ),
    ),
)

# of a row that prices one unit: its currency, VAT, day and source
_OF_COST = (
    _column(
        "currency",
        _ID,
        "Мөнгөн тэмдэгт (ISO 4217)",
        "Currency of the cost (ISO 4217)",
        "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
    ),
    _column(
        "vat_included",
        _YES_NO,
        "НӨАТ орсон эсэх",
        "Whether the cost includes VAT",
        "нөат|нөат орсон|нөат орсон эсэх|нөат-тай|vat|with vat|vat incl",
    ),
    _column(
        "price_date",
        _DATE,
        "Үнийн огноо",
        "Day of the price",
        "үнийн огноо|огноо|date|price date",
    ),
    _column("source", _TEXT, "Эх сурвалж", "Where the cost comes from", "эх сурвалж|supplier"),
)

_TRANSPORT = Table(
    name="transport",
    mn="Тээврийн зардал",
    en="What it costs to move one unit of stock, or a spare computer, to an aimag.",
    unused={},
    columns=(
        _column(
            "sku",
            _ID,
            "Барааны код",
            "Code of the item; empty means any",
            "код|барааны код|item code",
        ),
        _column(
            "origin",
            _TEXT,
            "Хаанаас",
            "Depot, or code or name of the aimag of a spare computer; empty means anywhere",
            "хаанаас|агуулах|from|depot",
        ),
        _column(
            "aimag",
            _ID,
            "Хаашаа",
            "Aimag it goes to, by code or name; empty means any",
            "хаашаа|аймаг|to|destination",
        ),
        _column(
            "unit_cost",
            _DECIMAL,
            "Нэг нэгжийн зардал, бичсэн мөнгөн тэмдэгтээр",
            "Cost of moving one unit, in the currency of the row; the most exact row counts",
            "зардал|нэгжийн зардал|cost|cost per unit",
            required=True,
            low="0",
        ),
        *_OF_COST,
    ),
)

_DELIVERY = Table(
    name="delivery",
    mn="Худалдан авсан барааны хүргэлтийн зардал",
    en="What it costs to deliver one unit of bought goods to a site of an aimag.",
    unused={},
    columns=(
        _column(
            "sku",
            _ID,
            "Барааны код",
            "Code of the item; empty means any",
            "код|барааны код|item code",
        ),
        _column(
            "role",
            _CODE,
            "Барааны үүрэг",
            "What the item is for, instead of its code; empty means any",
            "үүрэг|барааны үүрэг|item role",
            codes=tuple(code for code in ROLES if code.code != "delivery"),
        ),
        _column(
            "aimag",
            _ID,
            "Хаашаа",
            "Aimag it goes to, by code or name; empty means any",
            "хаашаа|аймаг|to|destination",
        ),
        _column(
            "unit_cost",
            _DECIMAL,
            "Нэг нэгжийг хүргэх зардал, бичсэн мөнгөн тэмдэгтээр",
            "Cost of delivering one unit, in the currency of the row; the most exact row counts",
            "зардал|нэгжийн зардал|хүргэлтийн зардал|cost|cost per unit|delivery cost",
            required=True,
            low="0",
        ),
        *_OF_COST,
    ),
)

_FUND_KINDS = (
    _code("state", "улсын төсөв", "state budget"),
    _code("aimag", "аймаг, нийслэлийн төсөв", "aimag or capital budget", "орон нутгийн төсөв"),
    _code("soum", "сум, дүүргийн төсөв", "soum or düüreg budget"),
    _code("school", "сургуулийн орлого", "school's own income"),
    _code("usf", "бүх нийтийн үүргийн сан", "universal service obligation fund", "БНҮС|usof"),
    _code("donor", "хандивлагч, зээл, тусламж", "loan or grant", "зээл|тусламж|grant|loan"),
    _code("company", "компанийн хандив", "gift of a company", "хандив|gift|in-kind"),
)

_WHO_DECIDED = (
    _column(
        "decided_by",
        _TEXT,
        "Шийдвэр гаргасан хүн",
        "Name of the person who decided",
        "шийдсэн хүн|decided by|decision maker",
    ),
    _column(
        "decided_role",
        _TEXT,
        "Шийдвэр гаргасан хүний албан тушаал",
        "Role or office in which that person decided",
        "албан тушаал|role|office",
    ),
)

_FUNDS = Table(
    name="funds",
    mn="Санхүүжилтийн эх үүсвэр",
    en="Who pays for what is bought once: conditions, ceilings, deadlines and rulebooks.",
    unused={},
    columns=(
        _column(
            "fund_id",
            _ID,
            "Эх үүсвэрийн код",
            "Code of the fund, unique in the table",
            "код|id|эх үүсвэрийн код|fund",
            required=True,
        ),
        _column(
            "kind",
            _CODE,
            "Төрөл",
            "Whose money it is",
            "төрөл|type",
            codes=_FUND_KINDS,
            required=True,
        ),
        _column(
            "name_mn", _TEXT, "Нэр, монголоор", "Name in Mongolian", "нэр|эх үүсвэр|нэр монгол"
        ),
        _column("name_en", _TEXT, "Нэр, англиар", "Name in English", "name|нэр англи"),
        _column(
            "rulebook",
            _ID,
            "Журмын код",
            "Code of the rules that its tenders follow; empty: the scenario's",
            "журам|дүрэм|rule book|rules",
        ),
        _column(
            "ceiling",
            _DECIMAL,
            "Дээд хэмжээ, бичсэн мөнгөн тэмдэгтээр",
            "Most it pays, in the currency of the row; empty: no ceiling; 0: gives things only",
            "дээд хэмжээ|дүн|хязгаар|amount|budget",
            low="0",
        ),
        _column(
            "currency",
            _ID,
            "Мөнгөн тэмдэгт (ISO 4217)",
            "Currency of the ceiling (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        _column(
            "categories",
            _TEXT,
            "Юунд зарцуулах",
            "Categories it may pay, separated by ; or , (goods, works, services, installation); "
            "empty: all",
            "ангилал|зориулалт|pays for|category",
        ),
        _column(
            "aimags",
            _TEXT,
            "Аль аймагт",
            "Codes or names of the aimags it may help, separated by ; or ,; empty: all",
            "аймаг|аймгууд|бүс|regions|aimag",
        ),
        _column(
            "site_kinds",
            _TEXT,
            "Ямар байгууллагад",
            "Kinds of site it may help, separated by ; or ,; empty: all",
            "байгууллага|байгууллагын төрөл|kinds|site kinds",
        ),
        _column(
            "deadline",
            _DATE,
            "Зарцуулж дуусах өдөр",
            "Day by which everything must be delivered",
            "дуусах өдөр|хугацаа|closing date|spend by",
        ),
        _column(
            "cofinance_share",
            _DECIMAL,
            "Хамтран санхүүжүүлэх хувь",
            "Part of each package that another fund pays: 0.2 is a fifth",
            "хамтран санхүүжилт|cofinancing|co-financing share|counterpart share",
            low="0",
            high="1",
        ),
        _column(
            "cofinancer",
            _ID,
            "Хамтран санхүүжүүлэгчийн код",
            "Code of the fund that pays that part",
            "хамтран санхүүжүүлэгч|co-financer|counterpart fund",
        ),
        _column(
            "vat_exempt",
            _YES_NO,
            "НӨАТ-аас чөлөөлөгдөх эсэх",
            "Whether packages it pays are bought without VAT",
            "нөат-аас чөлөөлөгдөх|vat exempt|tax exempt",
        ),
        _column(
            "capex_only",
            _YES_NO,
            "Зөвхөн хөрөнгө оруулалт эсэх",
            "Whether it may not be named as a payer of yearly fees; empty means yes",
            "зөвхөн хөрөнгө|capital only|capex",
        ),
        _column(
            "year",
            _WHOLE,
            "Төсвийн жил",
            "Budget year",
            "жил|төсвийн жил|budget year",
            low="2000",
            high="2200",
        ),
        *_WHO_DECIDED,
        _column(
            "decision_document",
            _TEXT,
            "Шийдвэрийн дугаар",
            "Number of the decision, agreement or budget law",
            "шийдвэрийн дугаар|гэрээний дугаар|decision number",
        ),
        _column(
            "decision_date",
            _DATE,
            "Шийдвэрийн огноо",
            "Day of the decision",
            "шийдвэрийн огноо|decision day",
        ),
    ),
)

_RATES = Table(
    name="exchange_rates",
    mn="Валютын ханш",
    en="What one unit of a foreign currency costs in the plan currency.",
    unused={},
    columns=(
        _column(
            "currency",
            _ID,
            "Валют (ISO 4217)",
            "Currency (ISO 4217)",
            "валют|мөнгөн тэмдэгт|code",
            required=True,
        ),
        _column(
            "rate",
            _DECIMAL,
            "Ханш",
            "Units of the plan currency for one unit of the currency",
            "ханш|exchange rate",
            required=True,
            low="0",
        ),
        _column("date", _DATE, "Огноо", "Day of the rate", "огноо|rate date", required=True),
        _column("source", _TEXT, "Эх сурвалж", "Who published the rate", "эх сурвалж|published by"),
    ),
)

_DIRECTIVE_TABLE = Table(
    name="directives",
    mn="Шийдвэр, чиглэл",
    en="Decisions of an authority that force, forbid, weigh or re-price, with their papers.",
    unused={},
    columns=(
        _column(
            "directive_id", _ID, "Дугаар", "Code of the directive", "id|код|дугаар", required=True
        ),
        _column(
            "kind",
            _CODE,
            "Төрөл",
            "What the directive does",
            "төрөл|type",
            codes=_DIRECTIVES,
            required=True,
        ),
        _column(
            "target",
            _ID,
            "Хамаарах зүйл",
            "Site code, aimag code, site kind or SKU, by kind",
            "хамаарах|хамаарах зүйл|объект",
            required=True,
        ),
        _column(
            "value",
            _DECIMAL,
            "Утга",
            "Share, factor or price, by kind; empty where the kind needs none",
            "утга",
            low="0",
        ),
        _column("reason", _TEXT, "Үндэслэл", "Why", "үндэслэл|шалтгаан", required=True),
        _column(
            "authority",
            _TEXT,
            "Шийдвэр гаргасан байгууллага",
            "Who decided",
            "байгууллага|шийдвэр гаргагч",
            required=True,
        ),
        _column(
            "document",
            _TEXT,
            "Баримт бичгийн дугаар",
            "Number of the decision",
            "баримт|баримтын дугаар|тушаалын дугаар|document number",
            required=True,
        ),
        _column("date", _DATE, "Огноо", "Day of the decision", "огноо", required=True),
        *_WHO_DECIDED,
    ),
)

_PROCUREMENT_RULES = Table(
    name="procurement_rules",
    mn="Худалдан авах ажиллагааны журам, босго",
    en="Procurement methods of each rulebook by category and amount, dated and cited.",
    unused={},
    columns=(
        _column(
            "rulebook",
            _ID,
            "Журмын код",
            "Code of the rulebook, as the funds name it",
            "журам|дүрэм|rule book",
            required=True,
        ),
        _column(
            "category",
            _CODE,
            "Юу худалдан авах",
            "What is bought",
            "ангилал|төрөл",
            codes=_PROCUREMENT_CATEGORIES,
            required=True,
        ),
        _column(
            "method",
            _TEXT,
            "Худалдан авах арга",
            "Method, in the rulebook's own words",
            "арга|худалдан авах ажиллагааны арга|procurement method",
            required=True,
        ),
        _column(
            "from_minor",
            _MONEY,
            "Төсөвт өртөг, энэ дүнгээс",
            "Estimated cost from this amount on; empty means from nothing",
            "доод босго|дүнгээс|from",
            low="0",
        ),
        _column(
            "to_minor",
            _MONEY,
            "Төсөвт өртөг, энэ дүнд хүрэхгүй",
            "Estimated cost below this amount; empty means without end",
            "дээд босго|дүн хүртэл|to",
            low="0",
        ),
        _column(
            "valid_from", _DATE, "Хүчинтэй болсон өдөр", "First day it is in force", "эхлэх өдөр"
        ),
        _column(
            "valid_to", _DATE, "Хүчингүй болсон өдөр", "Last day it is in force", "дуусах өдөр"
        ),
        _column(
            "citation",
            _TEXT,
            "Эшлэл: хууль, зүйл, хэсэг",
            "Law or regulation, article and paragraph, or where to check",
            "эшлэл|үндэслэл|хууль|заалт|article",
            required=True,
        ),
        _column(
            "status",
            _CODE,
            "Баталгаажсан эсэх",
            "Whether somebody checked the row against the law; only a confirmed row gives a method",
            "төлөв|баталгаа",
            codes=_RULE_STATUSES,
            required=True,
        ),
        _column(
            "estimate",
            _CODE,
            "Төсөвт өртгийг зарлах эсэх",
            "Whether bidders see the estimate; empty means confidential",
            "төсөвт өртөг зарлах|estimate shown",
            codes=_ESTIMATES,
        ),
        _column(
            "natural_supplier",
            _YES_NO,
            "Төрийн өмчит нийлүүлэгчийг тэмдэглэх эсэх",
            "Whether the rulebook asks to name a state-owned enterprise that could supply",
            "төрийн өмчит нийлүүлэгч|state-owned supplier|state owned enterprise",
        ),
        _column(
            "price_schedules",
            _CODE,
            "Барааны үнийн хуваарь",
            "Price schedules that bidders of goods fill in; empty means one",
            "үнийн хуваарь|price schedule|price forms",
            codes=_PRICE_FORMS,
        ),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _SITES,
        _PLACES,
        _POPS,
        _TOWERS,
        _SPANS,
        _ROADS,
        _COVERAGE,
        _BOUNDARIES,
        _CATALOGUE,
        _PRICE_TIERS,
        _RECIPES,
        _STOCK,
        _TRANSPORT,
        _DELIVERY,
        _FUNDS,
        _RATES,
        _DIRECTIVE_TABLE,
        _PROCUREMENT_RULES,
    )
}
"""The tables of a project by name, in the order the documentation lists them."""


def markdown() -> str:
    """Return docs/inputs.md: every table, column, unit, code and accepted header."""
    from inventory.inputs_page import page

    return page(TABLES)
