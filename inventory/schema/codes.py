"""Codes of every column that holds one: sites, links, roles, timings, directives, funds."""

from __future__ import annotations

from inventory.schema.notation import make_code

SITE_KINDS = (
    make_code(
        "school",
        "ерөнхий боловсролын сургууль",
        "general education school",
        "сургууль|ЕБС|schools|primary|secondary|primary school|secondary school|high school"
        "|middle school|primary and secondary|pre-primary and primary"
        "|pre-primary, primary and secondary|primary, secondary and post-secondary"
        "|бага сургууль|дунд сургууль|ахлах сургууль|цогцолбор сургууль|лаборатори сургууль",
    ),
    make_code(
        "bagh_school",
        "багийн сургууль",
        "bagh school",
        "багийн бага сургууль|bag school|салбар сургууль|бүлэг сургууль",
    ),
    make_code(
        "dormitory",
        "дотуур байр",
        "dormitory",
        "сургуулийн дотуур байр|dorm|boarding house|hostel",
    ),
    make_code(
        "kindergarten",
        "цэцэрлэг",
        "kindergarten",
        "хүүхдийн цэцэрлэг|pre-primary|preschool|pre-school|nursery|СӨБ",
    ),
    make_code(
        "tvet",
        "мэргэжлийн боловсрол, сургалтын төв",
        "vocational school",
        "МСҮТ|политехник коллеж|мэргэжлийн сургууль|vocational|vocational centre"
        "|vocational center|technical school|коллеж",
    ),
    make_code(
        "lifelong_learning_centre",
        "насан туршийн боловсролын төв",
        "lifelong learning centre",
        "НТБТ|НТБТөв|насан туршийн суралцахуйн төв|гэгээрэл төв|lifelong learning center"
        "|learning centre|learning center|lifelong learning",
    ),
    make_code(
        "library",
        "номын сан",
        "library",
        "нийтийн номын сан|сумын номын сан|public library|libraries|төв номын сан"
        "|хүүхдийн номын сан",
    ),
    make_code(
        "community_centre",
        "соёлын төв",
        "community or cultural centre",
        "community center|community centre|cultural centre|cultural center|cultural_centre"
        "|соёлын ордон|community|иргэний танхим|олон нийтийн төв",
    ),
    make_code(
        "mobile_unit",
        "явуулын үйлчилгээ",
        "mobile unit",
        "явуулын номын сан|явуулын баг|зөөврийн|mobile library|mobile",
    ),
    make_code("other", "бусад", "other", "post-secondary|hospital|эмнэлэг"),
)
"""Kinds of site; the codes are those of sites.site.SiteKind (a test compares them)."""
LINK_TYPES = (
    make_code(
        "none",
        "байхгүй",
        "no link",
        "холболтгүй|интернэтгүй|no|үгүй|not connected|no connection|no coverage|no internet",
    ),
    make_code(
        "unknown",
        "тодорхойгүй",
        "unknown",
        "unknown_connectivity_type",
        "other|бусад|wired|утастай",
    ),
    make_code(
        "fibre",
        "шилэн кабель",
        "fibre",
        "fiber|шилэн|optic|fiber optic|fibre optic|optical fibre|ftth|шилэн кабелийн",
        "metro",
    ),
    make_code("copper", "зэс кабель", "copper", "xdsl|adsl|vdsl|dsl|зэс|coaxial|cable|metallic"),
    make_code(
        "microwave",
        "радио релей",
        "microwave",
        "p2p wireless|p2p|point-to-point|радио реле|РРШ|microwave link|богино долгион",
    ),
    make_code(
        "wireless",
        "утасгүй",
        "local wireless",
        "p2mp wireless|p2mp|wireless link|fixed wireless|fwa|wimax|wi-fi|wifi|утасгүй холбоо",
    ),
    make_code(
        "cellular",
        "үүрэн холбоо",
        "cellular",
        "mobile|mobile_broadband|mobile broadband|2g|3g|4g|5g|lte|4g lte|үүрэн|гар утас"
        "|cellular_2g|cellular_3g|cellular_4g|cellular_5g|p2area|модем",
    ),
    make_code("leo", "нам тойрог замын хиймэл дагуул", "low-orbit satellite", "starlink|старлинк"),
    make_code(
        "geo",
        "геостационар хиймэл дагуул",
        "geostationary satellite",
        "vsat|всат",
        "satellite|сансрын|хиймэл дагуул|сансар|сансрын холбоо",
    ),
)
"""Media of a link; the codes are those of sites.site.LinkType (a test compares them)."""
POWER_SOURCES = (
    make_code(
        "grid",
        "төвийн шугам",
        "grid",
        "electrical grid|төвлөрсөн|төвлөрсөн эрчим хүч|эрчим хүчний систем|сүлжээ|цахилгаан шугам",
    ),
    make_code("solar", "нарны эрчим хүч", "solar", "solar power station|нар|нарны|нарны зай"),
    make_code("generator", "генератор", "generator", "diesel generator|дизель|дизель станц|diesel"),
    make_code("none", "байхгүй", "none", "no|үгүй|цахилгаангүй|no electricity"),
    make_code("other", "бусад", "other", "wind|салхи|hybrid|холимог"),
)
LEVELS = (
    make_code("aimag", "аймаг", "aimag", "нийслэл|province|capital|adm1|admin1"),
    make_code("soum", "сум", "soum", "дүүрэг|sum|district|düüreg|duureg|adm2|admin2"),
)
MEDIA = (
    make_code("fibre", "шилэн кабель", "fibre", "fiber|шилэн|optic|fiber optic|fibre optic"),
    make_code("microwave", "радио релей", "microwave", "РРШ|радио реле|p2p"),
    make_code("copper", "зэс кабель", "copper", "зэс|coaxial|xdsl"),
    make_code("satellite", "хиймэл дагуул", "satellite", "сансрын|vsat"),
    make_code("other", "бусад", "other"),
    make_code("unknown", "тодорхойгүй", "unknown"),
)
STATUSES = (
    make_code(
        "operational",
        "ашиглалтад байгаа",
        "operational",
        "active|working|ажиллаж байгаа|lit|existing|in service|in operation|in use|live|on"
        "|ашиглаж байгаа|одоо байгаа",
    ),
    make_code(
        "under_construction",
        "баригдаж байгаа",
        "under construction",
        "underconstruction|construction",
    ),
    make_code("planned", "төлөвлөсөн", "planned", "төлөвлөгдсөн|төлөвлөж байгаа"),
    make_code("proposed", "санал болгосон", "proposed"),
    make_code(
        "inactive", "ажиллахгүй", "inactive", "idle|dark|unlit|not lit|dark fibre|dark fiber|off"
    ),
    make_code("decommissioned", "татан буулгасан", "decommissioned", "closed|хаагдсан"),
)
RADIOS = (
    make_code("2G", "2G", "2G", "gsm|gprs|edge", "cdma|cdmaone|is 95|1g|amps|nmt|iden|tetra"),
    make_code("3G", "3G", "3G", "umts|wcdma|hspa"),
    make_code("4G", "4G", "4G", "lte|4g lte"),
    make_code("5G", "5G", "5G", "nr|5g nr"),
)
ROLES = (
    make_code("contract", "интернэтийн гэрээ", "internet contract"),
    make_code("trench", "шилэн кабелийн суваг", "fibre trench"),
    make_code("trench_upkeep", "шугамын засвар үйлчилгээ", "trench upkeep"),
    make_code("trench_extra", "суваг ухах нэмэлт зардал", "extra of a fibre trench"),
    make_code(
        "river_crossing",
        "гол гатлах ажил",
        "river crossing",
        "crossing|гол гаталт|голын гарц",
    ),
    make_code("drop", "барилгад оруулах шугам", "drop"),
    make_code(
        "splice", "кабельд салаалж залгах ажил", "splice into a cable", "tap|залгаас|салаа залгаас"
    ),
    make_code("terminal", "хүлээн авах төхөөрөмж", "terminal equipment"),
    make_code("headend", "станцын төхөөрөмж", "head-end equipment"),
    make_code("installation", "угсралт, суурилуулалт", "installation"),
    make_code("licence", "зөвшөөрлийн төлбөр", "licence", "license"),
    make_code("mast", "радио релений шон", "relay mast", "цамхаг|шон|mast|relay tower"),
    make_code("tower_upgrade", "үүрэн холбооны цамхгийн өргөтгөл", "upgrade of a mobile tower"),
    make_code("pop_upgrade", "холбооны цэгийн өргөтгөл", "upgrade of a point of presence"),
    make_code("new_tower", "үүрэн холбооны шинэ цамхаг", "new mobile tower"),
    make_code("bridge", "хөршийн холболт хуваалцах төхөөрөмж", "bridge pair"),
    make_code("content_server", "офлайн контент сервер", "offline content server"),
    make_code("content_update", "контент шинэчлэлт", "content update visits"),
    make_code("power_kit", "нарны цахилгааны иж бүрдэл", "power kit"),
    make_code("generator", "цахилгаан үүсгүүр", "generator", "генератор|genset"),
    make_code("generator_fuel", "үүсгүүрийн түлш", "generator fuel", "diesel|дизель түлш"),
    make_code("ups", "тасралтгүй тэжээл", "uninterruptible power supply"),
    make_code("router", "чиглүүлэгч", "router", "рутер"),
    make_code("access_point", "Wi-Fi цэг", "access point", "wifi access point|AP"),
    make_code("switch", "свич", "switch"),
    make_code("cabling", "дотоод кабель", "cabling"),
    make_code("computer", "компьютер", "computer", "зөөврийн компьютер|laptop|desktop"),
    make_code("device_upkeep", "компьютерын засвар үйлчилгээ", "device upkeep"),
    make_code("repair", "компьютер засах", "repair of a computer"),
    make_code("printer", "хэвлэгч", "printer", "принтер|олон үйлдэлт хэвлэгч"),
    make_code("projector", "проектор", "projector", "ухаалаг самбар|interactive display"),
    make_code("tablet", "таблет", "tablet", "планшет"),
    make_code(
        "accessible_workstation",
        "хөгжлийн бэрхшээлтэй хэрэглэгчийн ажлын байр",
        "accessible workstation",
        "хүртээмжтэй ажлын байр",
    ),
    make_code("rack", "төхөөрөмжийн шүүгээ", "rack", "cabinet"),
    make_code("contract_ending", "гэрээг хугацаанаас өмнө цуцлах", "ending a contract early"),
    make_code("delivery", "хүргэлт", "delivery"),
)
"""Roles of items; the codes are those of inventory.prices.catalogue.Role (a test compares them)."""
CATEGORIES = (
    make_code("goods", "бараа", "goods"),
    make_code("works", "ажил", "works"),
    make_code("services", "үйлчилгээ", "services", "service"),
)
TIMINGS = (
    make_code("one_time", "нэг удаа", "one time", "once|one-off"),
    make_code("per_year", "жил бүр", "per year", "yearly|annual|жилийн"),
    make_code("per_month", "сар бүр", "per month", "monthly|сарын"),
)
ITEM_UNITS = (
    make_code("C62", "ширхэг", "piece", "ш|pcs|unit|each|pc"),
    make_code("MTR", "метр", "metre", "m|м|meter"),
    make_code("ANN", "жил", "year", "annum"),
    make_code("MON", "сар", "month"),
    make_code("SET", "иж бүрдэл", "set", "багц|kit"),
    make_code("KWH", "киловатт цаг", "kilowatt hour", "кВт.ц|kW·h"),
    make_code("E48", "үйлчилгээний нэгж", "service unit", "удаа|visit"),
)
CUSTOMERS = (
    make_code("household", "айл өрх", "households", "айл|хувь хүн|residential|consumer"),
    make_code("institution", "байгууллага", "institutions", "албан|business|corporate"),
    make_code("both", "айл өрх, байгууллага", "households and institutions", "бүгд|all"),
)
LATENCIES = (
    make_code("low", "бага", "low"),
    make_code("high", "их", "high"),
    make_code("offline", "холболтгүй", "offline"),
)
PROCUREMENT_CATEGORIES = (
    make_code("goods", "бараа", "goods", "барааны|supply"),
    make_code("works", "ажил", "works", "барилгын ажил|construction"),
    make_code("services", "үйлчилгээ", "services", "non-consulting services|service"),
    make_code(
        "installation", "суурилуулалт", "installation", "угсралт|install|угсралт суурилуулалт"
    ),
)
RULE_STATUSES = (
    make_code("confirmed", "баталгаажсан", "confirmed", "баталсан|valid"),
    make_code("unconfirmed", "баталгаажаагүй", "unconfirmed", "тодруулах|to confirm|unverified"),
    make_code("superseded", "хүчингүй болсон", "superseded", "хүчингүй|repealed|replaced"),
)
ESTIMATES = (
    make_code("confidential", "нууц", "confidential", "задруулахгүй|not shown"),
    make_code("shown", "ил", "shown", "нээлттэй|published|disclosed"),
)
PRICE_FORMS = (
    make_code("one", "нэг хуваарь", "one for all lines", "нэг|single"),
    make_code(
        "by_origin",
        "гарал үүслээр гурав",
        "three: to be imported, already imported, made in the country",
        "гурав|гарал үүслээр|three",
    ),
)
DIRECTIVES = (
    make_code("must_serve", "заавал хамруулах", "must serve", "must-serve"),
    make_code("must_not", "хамруулахгүй", "must not", "must-not|exclude"),
    make_code("floor", "доод хувь", "floor", "floor share"),
    make_code("least_points", "доод оноо", "least points", "least-points"),
    make_code("weight", "жин", "weight"),
    make_code("price_override", "үнийн залруулга", "price override", "price-override"),
    make_code("allow_move", "шилжүүлэхийг зөвшөөрөх", "allow move", "allow-move|transfer"),
)
FUND_KINDS = (
    make_code("state", "улсын төсөв", "state budget"),
    make_code("aimag", "аймаг, нийслэлийн төсөв", "aimag or capital budget", "орон нутгийн төсөв"),
    make_code("soum", "сум, дүүргийн төсөв", "soum or düüreg budget"),
    make_code("school", "сургуулийн орлого", "school's own income"),
    make_code("usf", "бүх нийтийн үүргийн сан", "universal service obligation fund", "БНҮС|usof"),
    make_code("donor", "хандивлагч, зээл, тусламж", "loan or grant", "зээл|тусламж|grant|loan"),
    make_code("company", "компанийн хандив", "gift of a company", "хандив|gift|in-kind"),
)
