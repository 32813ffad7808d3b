"""Codes of every column that holds one: sites, links, roles, timings, directives, funds."""

from __future__ import annotations

from inventory.schema.notation import make_codes

SITE_KINDS = make_codes(
    (
        "school",
        "ерөнхий боловсролын сургууль",
        "general education school",
        "сургууль|ЕБС|schools|primary|secondary|primary school|secondary school|high school"
        "|middle school|primary and secondary|pre-primary and primary"
        "|pre-primary, primary and secondary|primary, secondary and post-secondary"
        "|бага сургууль|дунд сургууль|ахлах сургууль|цогцолбор сургууль|лаборатори сургууль",
    ),
    (
        "bagh_school",
        "багийн сургууль",
        "bagh school",
        "багийн бага сургууль|bag school|салбар сургууль|бүлэг сургууль",
    ),
    ("dormitory", "дотуур байр", "dormitory", "сургуулийн дотуур байр|dorm|boarding house|hostel"),
    (
        "kindergarten",
        "цэцэрлэг",
        "kindergarten",
        "хүүхдийн цэцэрлэг|pre-primary|preschool|pre-school|nursery|СӨБ",
    ),
    (
        "tvet",
        "мэргэжлийн боловсрол, сургалтын төв",
        "vocational school",
        "МСҮТ|политехник коллеж|мэргэжлийн сургууль|vocational|vocational centre"
        "|vocational center|technical school|коллеж",
    ),
    (
        "lifelong_learning_centre",
        "насан туршийн боловсролын төв",
        "lifelong learning centre",
        "НТБТ|НТБТөв|насан туршийн суралцахуйн төв|гэгээрэл төв|lifelong learning center"
        "|learning centre|learning center|lifelong learning",
    ),
    (
        "library",
        "номын сан",
        "library",
        "нийтийн номын сан|сумын номын сан|public library|libraries|төв номын сан"
        "|хүүхдийн номын сан",
    ),
    (
        "community_centre",
        "соёлын төв",
        "community or cultural centre",
        "community center|community centre|cultural centre|cultural center|cultural_centre"
        "|соёлын ордон|community|иргэний танхим|олон нийтийн төв",
    ),
    (
        "mobile_unit",
        "явуулын үйлчилгээ",
        "mobile unit",
        "явуулын номын сан|явуулын баг|зөөврийн|mobile library|mobile",
    ),
    ("other", "бусад", "other", "post-secondary|hospital|эмнэлэг"),
)
"""Kinds of site; the codes are those of sites.site.SiteKind (a test compares them)."""
LINK_TYPES = make_codes(
    (
        "none",
        "байхгүй",
        "no link",
        "холболтгүй|интернэтгүй|no|үгүй|not connected|no connection|no coverage|no internet",
    ),
    ("unknown", "тодорхойгүй", "unknown", "unknown_connectivity_type", "other|бусад|wired|утастай"),
    (
        "fibre",
        "шилэн кабель",
        "fibre",
        "fiber|шилэн|optic|fiber optic|fibre optic|optical fibre|ftth|шилэн кабелийн",
        "metro",
    ),
    ("copper", "зэс кабель", "copper", "xdsl|adsl|vdsl|dsl|зэс|coaxial|cable|metallic"),
    (
        "microwave",
        "радио релей",
        "microwave",
        "p2p wireless|p2p|point-to-point|радио реле|РРШ|microwave link|богино долгион",
    ),
    (
        "wireless",
        "утасгүй",
        "local wireless",
        "p2mp wireless|p2mp|wireless link|fixed wireless|fwa|wimax|wi-fi|wifi|утасгүй холбоо",
    ),
    (
        "cellular",
        "үүрэн холбоо",
        "cellular",
        "mobile|mobile_broadband|mobile broadband|2g|3g|4g|5g|lte|4g lte|үүрэн|гар утас"
        "|cellular_2g|cellular_3g|cellular_4g|cellular_5g|p2area|модем",
    ),
    ("leo", "нам тойрог замын хиймэл дагуул", "low-orbit satellite", "starlink|старлинк"),
    (
        "geo",
        "геостационар хиймэл дагуул",
        "geostationary satellite",
        "vsat|всат",
        "satellite|сансрын|хиймэл дагуул|сансар|сансрын холбоо",
    ),
)
"""Media of a link; the codes are those of sites.site.LinkType (a test compares them)."""
POWER_SOURCES = make_codes(
    (
        "grid",
        "төвийн шугам",
        "grid",
        "electrical grid|төвлөрсөн|төвлөрсөн эрчим хүч|эрчим хүчний систем|сүлжээ|цахилгаан шугам",
    ),
    ("solar", "нарны эрчим хүч", "solar", "solar power station|нар|нарны|нарны зай"),
    ("generator", "генератор", "generator", "diesel generator|дизель|дизель станц|diesel"),
    ("none", "байхгүй", "none", "no|үгүй|цахилгаангүй|no electricity"),
    ("other", "бусад", "other", "wind|салхи|hybrid|холимог"),
)
LEVELS = make_codes(
    ("aimag", "аймаг", "aimag", "нийслэл|province|capital|adm1|admin1"),
    ("soum", "сум", "soum", "дүүрэг|sum|district|düüreg|duureg|adm2|admin2"),
)
MEDIA = make_codes(
    ("fibre", "шилэн кабель", "fibre", "fiber|шилэн|optic|fiber optic|fibre optic"),
    ("microwave", "радио релей", "microwave", "РРШ|радио реле|p2p"),
    ("copper", "зэс кабель", "copper", "зэс|coaxial|xdsl"),
    ("satellite", "хиймэл дагуул", "satellite", "сансрын|vsat"),
    ("other", "бусад", "other"),
    ("unknown", "тодорхойгүй", "unknown"),
)
STATUSES = make_codes(
    (
        "operational",
        "ашиглалтад байгаа",
        "operational",
        "active|working|ажиллаж байгаа|lit|existing|in service|in operation|in use|live|on"
        "|ашиглаж байгаа|одоо байгаа",
    ),
    (
        "under_construction",
        "баригдаж байгаа",
        "under construction",
        "underconstruction|construction",
    ),
    ("planned", "төлөвлөсөн", "planned", "төлөвлөгдсөн|төлөвлөж байгаа"),
    ("proposed", "санал болгосон", "proposed"),
    ("inactive", "ажиллахгүй", "inactive", "idle|dark|unlit|not lit|dark fibre|dark fiber|off"),
    ("decommissioned", "татан буулгасан", "decommissioned", "closed|хаагдсан"),
)
RADIOS = make_codes(
    ("2G", "2G", "2G", "gsm|gprs|edge", "cdma|cdmaone|is 95|1g|amps|nmt|iden|tetra"),
    ("3G", "3G", "3G", "umts|wcdma|hspa"),
    ("4G", "4G", "4G", "lte|4g lte"),
    ("5G", "5G", "5G", "nr|5g nr"),
)
ROLES = make_codes(
    ("contract", "интернэтийн гэрээ", "internet contract"),
    ("trench", "шилэн кабелийн суваг", "fibre trench"),
    ("trench_upkeep", "шугамын засвар үйлчилгээ", "trench upkeep"),
    ("trench_extra", "суваг ухах нэмэлт зардал", "extra of a fibre trench"),
    ("river_crossing", "гол гатлах ажил", "river crossing", "crossing|гол гаталт|голын гарц"),
    ("drop", "барилгад оруулах шугам", "drop"),
    ("splice", "кабельд салаалж залгах ажил", "splice into a cable", "tap|залгаас|салаа залгаас"),
    ("terminal", "хүлээн авах төхөөрөмж", "terminal equipment"),
    ("headend", "станцын төхөөрөмж", "head-end equipment"),
    ("installation", "угсралт, суурилуулалт", "installation"),
    ("licence", "зөвшөөрлийн төлбөр", "licence", "license"),
    ("mast", "радио релений шон", "relay mast", "цамхаг|шон|mast|relay tower"),
    ("tower_upgrade", "үүрэн холбооны цамхгийн өргөтгөл", "upgrade of a mobile tower"),
    ("pop_upgrade", "холбооны цэгийн өргөтгөл", "upgrade of a point of presence"),
    ("new_tower", "үүрэн холбооны шинэ цамхаг", "new mobile tower"),
    ("bridge", "хөршийн холболт хуваалцах төхөөрөмж", "bridge pair"),
    ("content_server", "офлайн контент сервер", "offline content server"),
    ("content_update", "контент шинэчлэлт", "content update visits"),
    ("power_kit", "нарны цахилгааны иж бүрдэл", "power kit"),
    ("generator", "цахилгаан үүсгүүр", "generator", "генератор|genset"),
    ("generator_fuel", "үүсгүүрийн түлш", "generator fuel", "diesel|дизель түлш"),
    ("ups", "тасралтгүй тэжээл", "uninterruptible power supply"),
    ("router", "чиглүүлэгч", "router", "рутер"),
    ("access_point", "Wi-Fi цэг", "access point", "wifi access point|AP"),
    ("switch", "свич", "switch"),
    ("cabling", "дотоод кабель", "cabling"),
    ("computer", "компьютер", "computer", "зөөврийн компьютер|laptop|desktop"),
    ("device_upkeep", "компьютерын засвар үйлчилгээ", "device upkeep"),
    ("repair", "компьютер засах", "repair of a computer"),
    ("printer", "хэвлэгч", "printer", "принтер|олон үйлдэлт хэвлэгч"),
    ("projector", "проектор", "projector", "ухаалаг самбар|interactive display"),
    ("tablet", "таблет", "tablet", "планшет"),
    (
        "accessible_workstation",
        "хөгжлийн бэрхшээлтэй хэрэглэгчийн ажлын байр",
        "accessible workstation",
        "хүртээмжтэй ажлын байр",
    ),
    ("rack", "төхөөрөмжийн шүүгээ", "rack", "cabinet"),
    ("contract_ending", "гэрээг хугацаанаас өмнө цуцлах", "ending a contract early"),
    ("delivery", "хүргэлт", "delivery"),
)
"""Roles of items; the codes are those of inventory.prices.catalogue.Role (a test compares them)."""
CATEGORIES = make_codes(
    ("goods", "бараа", "goods"),
    ("works", "ажил", "works"),
    ("services", "үйлчилгээ", "services", "service"),
)
TIMINGS = make_codes(
    ("one_time", "нэг удаа", "one time", "once|one-off"),
    ("per_year", "жил бүр", "per year", "yearly|annual|жилийн"),
    ("per_month", "сар бүр", "per month", "monthly|сарын"),
)
ITEM_UNITS = make_codes(
    ("C62", "ширхэг", "piece", "ш|pcs|unit|each|pc"),
    ("MTR", "метр", "metre", "m|м|meter"),
    ("ANN", "жил", "year", "annum"),
    ("MON", "сар", "month"),
    ("SET", "иж бүрдэл", "set", "багц|kit"),
    ("KWH", "киловатт цаг", "kilowatt hour", "кВт.ц|kW·h"),
    ("E48", "үйлчилгээний нэгж", "service unit", "удаа|visit"),
)
CUSTOMERS = make_codes(
    ("household", "айл өрх", "households", "айл|хувь хүн|residential|consumer"),
    ("institution", "байгууллага", "institutions", "албан|business|corporate"),
    ("both", "айл өрх, байгууллага", "households and institutions", "бүгд|all"),
)
LATENCIES = make_codes(
    ("low", "бага", "low"), ("high", "их", "high"), ("offline", "холболтгүй", "offline")
)
PROCUREMENT_CATEGORIES = make_codes(
    ("goods", "бараа", "goods", "барааны|supply"),
    ("works", "ажил", "works", "барилгын ажил|construction"),
    ("services", "үйлчилгээ", "services", "non-consulting services|service"),
    ("installation", "суурилуулалт", "installation", "угсралт|install|угсралт суурилуулалт"),
)
RULE_STATUSES = make_codes(
    ("confirmed", "баталгаажсан", "confirmed", "баталсан|valid"),
    ("unconfirmed", "баталгаажаагүй", "unconfirmed", "тодруулах|to confirm|unverified"),
    ("superseded", "хүчингүй болсон", "superseded", "хүчингүй|repealed|replaced"),
)
ESTIMATES = make_codes(
    ("confidential", "нууц", "confidential", "задруулахгүй|not shown"),
    ("shown", "ил", "shown", "нээлттэй|published|disclosed"),
)
PRICE_FORMS = make_codes(
    ("one", "нэг хуваарь", "one for all lines", "нэг|single"),
    (
        "by_origin",
        "гарал үүслээр гурав",
        "three: to be imported, already imported, made in the country",
        "гурав|гарал үүслээр|three",
    ),
)
DIRECTIVES = make_codes(
    ("must_serve", "заавал хамруулах", "must serve", "must-serve"),
    ("must_not", "хамруулахгүй", "must not", "must-not|exclude"),
    ("floor", "доод хувь", "floor", "floor share"),
    ("least_points", "доод оноо", "least points", "least-points"),
    ("weight", "жин", "weight"),
    ("price_override", "үнийн залруулга", "price override", "price-override"),
    ("allow_move", "шилжүүлэхийг зөвшөөрөх", "allow move", "allow-move|transfer"),
)
FUND_KINDS = make_codes(
    ("state", "улсын төсөв", "state budget"),
    ("aimag", "аймаг, нийслэлийн төсөв", "aimag or capital budget", "орон нутгийн төсөв"),
    ("soum", "сум, дүүргийн төсөв", "soum or düüreg budget"),
    ("school", "сургуулийн орлого", "school's own income"),
    ("usf", "бүх нийтийн үүргийн сан", "universal service obligation fund", "БНҮС|usof"),
    ("donor", "хандивлагч, зээл, тусламж", "loan or grant", "зээл|тусламж|grant|loan"),
    ("company", "компанийн хандив", "gift of a company", "хандив|gift|in-kind"),
)
