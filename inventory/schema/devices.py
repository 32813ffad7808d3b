"""Columns of the register of devices: a row for each device, or for several alike."""

from __future__ import annotations

from inventory.schema.column import Shape, Table
from inventory.schema.notation import CODE, WHOLE, make_code, make_column, site_column

DEVICES = (
    make_code(
        "computer",
        "компьютер",
        "computer",
        "компьютер|суурин компьютер|зөөврийн компьютер|нөүтбүүк|ноутбук|desktop|desktop computer"
        "|laptop|notebook|pc|all-in-one|chromebook|computers|thin client",
    ),
    make_code("tablet", "таблет", "tablet", "таблет|планшет|ipad|tablet computer|tablets"),
    make_code("router", "чиглүүлэгч", "router", "рутер|роутер|modem|модем|gateway|routers"),
    make_code(
        "access_point",
        "Wi-Fi цэг",
        "Wi-Fi access point",
        "access point|ap|wap|wifi|wi-fi|утасгүй цэг|wifi access point|wireless access point",
    ),
    make_code("switch", "свич", "switch", "network switch|коммутатор|switches"),
    make_code("printer", "принтер", "printer", "хэвлэгч|printers|mfp|олон үйлдэлт принтер"),
    make_code("projector", "проектор", "projector", "дэлгэцийн проектор|projectors|beamer"),
    make_code("rack", "рак", "rack", "cabinet|сүлжээний шүүгээ|racks|network cabinet"),
    make_code("ups", "нөөц тэжээл", "backup power", "ups|упс|тог баригч|battery backup"),
    make_code(
        "content_server",
        "агуулгын сервер",
        "offline content server",
        "content server|school server|raspberry pi|rachel|kolibri|сургуулийн сервер",
    ),
    make_code("other", "бусад", "other", "other device|scanner|сканнер|tv|телевизор"),
)
STATES = (
    make_code(
        "working",
        "ажиллаж байгаа",
        "works",
        "ажилладаг|ажиллагаатай|хэвийн|working|functional|operational|in use|good|ok|new|шинэ",
    ),
    make_code(
        "repairable",
        "засаж болох",
        "a repair would make it work",
        "засах боломжтой|засвартай|under repair|needs repair|repair",
    ),
    make_code(
        "broken",
        "ажиллахгүй",
        "does not work",
        "эвдэрсэн|эвдрэлтэй|актлах|акталсан|broken|not working|non-functional|out of order"
        "|written off|scrapped|obsolete|lost|stolen",
    ),
)
DEVICE_TABLE = Table(
    name="devices",
    mn="Төхөөрөмжийн бүртгэл",
    en="A register of devices, one row a device: they are summed for each site.",
    shape=Shape.NONE,
    unused={},
    columns=(
        site_column(
            "Code of the site that has it",
            "сургуулийн код|school id|school_id|school code|library id|location code",
        ),
        make_column(
            "device",
            CODE,
            "Төхөөрөмжийн төрөл",
            "What it is",
            "төхөөрөмж|төрөл|device type|type|equipment|equipment type|asset type|asset|category",
            codes=DEVICES,
            required=True,
        ),
        make_column(
            "state",
            CODE,
            "Ажиллагаа",
            "Whether it works; empty means that it does",
            "ажиллагаа|төлөв|байдал|status|condition|working|device status|functionality",
            codes=STATES,
        ),
        make_column(
            "quantity",
            WHOLE,
            "Тоо ширхэг",
            "How many alike the row stands for; empty means one",
            "тоо ширхэг|тоо|ширхэг|number|count|pieces|qty",
            unit="pieces",
            low="0",
            high="100000",
        ),
        make_column(
            "year",
            WHOLE,
            "Авсан он",
            "Year in which it was bought",
            "авсан он|он|үйлдвэрлэсэн он|year bought|purchase year|year of purchase",
            low="1980",
            high="2100",
        ),
    ),
)
