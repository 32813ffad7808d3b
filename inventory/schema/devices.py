"""Columns of the register of devices: a row for each device, or for several alike."""

from __future__ import annotations

from inventory.schema.column import Table
from inventory.schema.notation import (
    code_column,
    make_codes,
    site_column,
    whole_column,
)

DEVICES = make_codes(
    (
        "computer",
        "компьютер",
        "computer",
        "компьютер|суурин компьютер|зөөврийн компьютер|нөүтбүүк|ноутбук|desktop|desktop computer"
        "|laptop|notebook|pc|all-in-one|chromebook|computers|thin client",
    ),
    ("tablet", "таблет", "tablet", "таблет|планшет|ipad|tablet computer|tablets"),
    ("router", "чиглүүлэгч", "router", "рутер|роутер|modem|модем|gateway|routers"),
    (
        "access_point",
        "Wi-Fi цэг",
        "Wi-Fi access point",
        "access point|ap|wap|wifi|wi-fi|утасгүй цэг|wifi access point|wireless access point",
    ),
    ("switch", "свич", "switch", "network switch|коммутатор|switches"),
    ("printer", "принтер", "printer", "хэвлэгч|printers|mfp|олон үйлдэлт принтер"),
    ("projector", "проектор", "projector", "дэлгэцийн проектор|projectors|beamer"),
    ("rack", "рак", "rack", "cabinet|сүлжээний шүүгээ|racks|network cabinet"),
    ("ups", "нөөц тэжээл", "backup power", "ups|упс|тог баригч|battery backup"),
    (
        "content_server",
        "агуулгын сервер",
        "offline content server",
        "content server|school server|raspberry pi|rachel|kolibri|сургуулийн сервер",
    ),
    ("other", "бусад", "other", "other device|scanner|сканнер|tv|телевизор"),
)
STATES = make_codes(
    (
        "working",
        "ажиллаж байгаа",
        "works",
        "ажилладаг|ажиллагаатай|хэвийн|working|functional|operational|in use|good|ok|new|шинэ",
    ),
    (
        "repairable",
        "засаж болох",
        "a repair would make it work",
        "засах боломжтой|засвартай|under repair|needs repair|repair",
    ),
    (
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
    columns=(
        site_column(
            "Code of the site that has it",
            "сургуулийн код|school id|school_id|school code|library id|location code",
        ),
        code_column(
            "device",
            DEVICES,
            "Төхөөрөмжийн төрөл",
            "What it is",
            "төхөөрөмж|төрөл|device type|type|equipment|equipment type|asset type|asset|category",
            required=True,
        ),
        code_column(
            "state",
            STATES,
            "Ажиллагаа",
            "Whether it works; empty means that it does",
            "ажиллагаа|төлөв|байдал|status|condition|working|device status|functionality",
        ),
        whole_column(
            "quantity",
            "Тоо ширхэг",
            "How many alike the row stands for; empty means one",
            "тоо ширхэг|тоо|ширхэг|number|count|pieces|qty",
            unit="pieces",
            between=("0", "100000"),
        ),
        whole_column(
            "year",
            "Авсан он",
            "Year in which it was bought",
            "авсан он|он|үйлдвэрлэсэн он|year bought|purchase year|year of purchase",
            between=("1980", "2100"),
        ),
    ),
)
