"""Columns of sites: computers, network and other equipment that is there already."""

from __future__ import annotations

from inventory.schema.column import Column, Decimals
from inventory.schema.notation import (
    whole_column,
    yes_no_column,
)

EQUIPMENT_COLUMNS: tuple[Column, ...] = (
    whole_column(
        "computers_total",
        "Компьютерын нийт тоо",
        "Computers, working or not",
        "num_computers|computers|компьютер|компьютерын тоо|нийт компьютер|компьютерийн тоо"
        "|компьютер нийт|компьютерын нийт тоо",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "computers_working",
        "Ажиллаж байгаа компьютерын тоо",
        "Computers that work",
        "working_computers|компьютер ажиллаж байгаа|ажилладаг компьютер"
        "|ажиллаж байгаа компьютер|ашиглаж байгаа компьютер|компьютер ажилладаг"
        "|functional computers",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "computers_repairable",
        "Засаж болох компьютерын тоо",
        "Broken computers that a repair would make work again",
        "засаж болох компьютер|засах боломжтой|repairable computers",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "computers_year",
        "Компьютерын үйлдвэрлэсэн он",
        "Year most computers were bought",
        "компьютерын он|компьютер авсан он|computer year|computers year|year of computers",
        between=("1980", "2100"),
    ),
    whole_column(
        "routers",
        "Чиглүүлэгчийн тоо",
        "Routers that work",
        "чиглүүлэгч|рутер|num_routers|router count|роутер",
        unit="pieces",
        between=("0", "10000"),
    ),
    whole_column(
        "access_points",
        "Wi-Fi цэгийн тоо",
        "Wi-Fi access points that work",
        "wifi цэг|wi-fi цэг|утасгүй цэг|num_access_points|wifi access points|wi-fi|wifi"
        "|access point",
        unit="pieces",
        between=("0", "10000"),
    ),
    yes_no_column(
        "lan",
        "Дотоод сүлжээтэй эсэх",
        "Whether rooms are cabled",
        "дотоод сүлжээ|дотоод сүлжээтэй|lan_available|local network|has_lan",
    ),
    yes_no_column(
        "ups",
        "Тасралтгүй тэжээлтэй эсэх",
        "Whether the link equipment has backup power",
        "тасралтгүй тэжээл|тог баригч|has_ups|backup power",
    ),
    yes_no_column(
        "content_server",
        "Ажиллаж байгаа офлайн контент сервертэй эсэх",
        "Whether an offline content server works there; no second one is bought",
        "offline_server|school_server|offline content server|offline library|content servers"
        "|has_content_server|rachel|kolibri|офлайн сервер|контент сервер"
        "|офлайн контент сервер|сургуулийн сервер|офлайн номын сан",
    ),
    whole_column(
        "printers",
        "Ажиллаж байгаа хэвлэгчийн тоо",
        "Printers that work, copiers that print included",
        "num_printers|printer|printer count|working printers|printers working"
        "|number of printers|хэвлэгч|хэвлэгчийн тоо|принтер|принтерийн тоо"
        "|ажиллаж байгаа хэвлэгч|ажиллаж байгаа принтер",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "projectors",
        "Ажиллаж байгаа проектор, ухаалаг самбарын тоо",
        "Projectors and interactive displays that work",
        "num_projectors|projector|projector count|working projectors|projectors working"
        "|number of projectors|interactive displays|smart boards|проектор"
        "|проекторын тоо|прожектор|ухаалаг самбар|ажиллаж байгаа проектор",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "tablets",
        "Ажиллаж байгаа таблетын тоо",
        "Tablets that work; they are not counted as computers",
        "num_tablets|tablet|tablet count|working tablets|tablets working"
        "|number of tablets|таблет|таблетын тоо|планшет|ажиллаж байгаа таблет",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "switches",
        "Ажиллаж байгаа свичийн тоо",
        "Network switches that work",
        "num_switches|network switches|switch count|working switches|switches working"
        "|number of switches|свич|свичийн тоо|коммутатор|ажиллаж байгаа свич",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
    whole_column(
        "racks",
        "Төхөөрөмжийн шүүгээний тоо",
        "Racks and cabinets for network equipment that have room",
        "num_racks|rack|rack count|cabinets|network racks|network cabinets"
        "|number of racks|шүүгээ|төхөөрөмжийн шүүгээ|рэк|сүлжээний шүүгээ",
        unit="pieces",
        between=("0", "100000"),
        decimals=Decimals.NEAREST,
    ),
)
