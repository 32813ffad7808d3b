"""Columns of sites: computers, network and other equipment that is there already."""

from __future__ import annotations

from inventory.schema.column import Column, Decimals
from inventory.schema.notation import (
    WHOLE,
    YES_NO,
    make_column,
)

EQUIPMENT_COLUMNS: tuple[Column, ...] = (
    make_column(
        "computers_total",
        WHOLE,
        "Компьютерын нийт тоо",
        "Computers, working or not",
        "num_computers|computers|компьютер|компьютерын тоо|нийт компьютер|компьютерийн тоо"
        "|компьютер нийт|компьютерын нийт тоо",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "computers_working",
        WHOLE,
        "Ажиллаж байгаа компьютерын тоо",
        "Computers that work",
        "working_computers|компьютер ажиллаж байгаа|ажилладаг компьютер"
        "|ажиллаж байгаа компьютер|ашиглаж байгаа компьютер|компьютер ажилладаг"
        "|functional computers",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "computers_repairable",
        WHOLE,
        "Засаж болох компьютерын тоо",
        "Broken computers that a repair would make work again",
        "засаж болох компьютер|засах боломжтой|repairable computers",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "computers_year",
        WHOLE,
        "Компьютерын үйлдвэрлэсэн он",
        "Year most computers were bought",
        "компьютерын он|компьютер авсан он|computer year|computers year|year of computers",
        low="1980",
        high="2100",
    ),
    make_column(
        "routers",
        WHOLE,
        "Чиглүүлэгчийн тоо",
        "Routers that work",
        "чиглүүлэгч|рутер|num_routers|router count|роутер",
        unit="pieces",
        low="0",
        high="10000",
    ),
    make_column(
        "access_points",
        WHOLE,
        "Wi-Fi цэгийн тоо",
        "Wi-Fi access points that work",
        "wifi цэг|wi-fi цэг|утасгүй цэг|num_access_points|wifi access points|wi-fi|wifi"
        "|access point",
        unit="pieces",
        low="0",
        high="10000",
    ),
    make_column(
        "lan",
        YES_NO,
        "Дотоод сүлжээтэй эсэх",
        "Whether rooms are cabled",
        "дотоод сүлжээ|дотоод сүлжээтэй|lan_available|local network|has_lan",
    ),
    make_column(
        "ups",
        YES_NO,
        "Тасралтгүй тэжээлтэй эсэх",
        "Whether the link equipment has backup power",
        "тасралтгүй тэжээл|тог баригч|has_ups|backup power",
    ),
    make_column(
        "content_server",
        YES_NO,
        "Ажиллаж байгаа офлайн контент сервертэй эсэх",
        "Whether an offline content server works there; no second one is bought",
        "offline_server|school_server|offline content server|offline library|content servers"
        "|has_content_server|rachel|kolibri|офлайн сервер|контент сервер"
        "|офлайн контент сервер|сургуулийн сервер|офлайн номын сан",
    ),
    make_column(
        "printers",
        WHOLE,
        "Ажиллаж байгаа хэвлэгчийн тоо",
        "Printers that work, copiers that print included",
        "num_printers|printer|printer count|working printers|printers working"
        "|number of printers|хэвлэгч|хэвлэгчийн тоо|принтер|принтерийн тоо"
        "|ажиллаж байгаа хэвлэгч|ажиллаж байгаа принтер",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "projectors",
        WHOLE,
        "Ажиллаж байгаа проектор, ухаалаг самбарын тоо",
        "Projectors and interactive displays that work",
        "num_projectors|projector|projector count|working projectors|projectors working"
        "|number of projectors|interactive displays|smart boards|проектор"
        "|проекторын тоо|прожектор|ухаалаг самбар|ажиллаж байгаа проектор",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "tablets",
        WHOLE,
        "Ажиллаж байгаа таблетын тоо",
        "Tablets that work; they are not counted as computers",
        "num_tablets|tablet|tablet count|working tablets|tablets working"
        "|number of tablets|таблет|таблетын тоо|планшет|ажиллаж байгаа таблет",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "switches",
        WHOLE,
        "Ажиллаж байгаа свичийн тоо",
        "Network switches that work",
        "num_switches|network switches|switch count|working switches|switches working"
        "|number of switches|свич|свичийн тоо|коммутатор|ажиллаж байгаа свич",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
    make_column(
        "racks",
        WHOLE,
        "Төхөөрөмжийн шүүгээний тоо",
        "Racks and cabinets for network equipment that have room",
        "num_racks|rack|rack count|cabinets|network racks|network cabinets"
        "|number of racks|шүүгээ|төхөөрөмжийн шүүгээ|рэк|сүлжээний шүүгээ",
        unit="pieces",
        low="0",
        high="100000",
        decimals=Decimals.NEAREST,
    ),
)
