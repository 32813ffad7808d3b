"""Columns of sites: the present link, what it costs and until when."""

from __future__ import annotations

from inventory.schema.codes import LINK_TYPES
from inventory.schema.column import Column
from inventory.schema.notation import (
    code_column,
    date_column,
    id_column,
    money_column,
    number_column,
    yes_no_column,
)

LINK_COLUMNS: tuple[Column, ...] = (
    code_column(
        "link_type",
        LINK_TYPES,
        "Одоогийн интернэт холболтын төрөл",
        "Medium of the present link",
        "connectivity_type|connectivity_type_govt|type_connectivity|connectivity_now"
        "|холболтын төрөл|интернэтийн төрөл|интернэт холболт|интернэт холболтын төрөл"
        "|холболт|link|internet type|connection type",
    ),
    number_column(
        "contract_mbps",
        "Гэрээний хурд",
        "Download speed of the contract",
        "download_speed_contracted|contracted_mbps|contract_speed|contracted_speed_mbps"
        "|гэрээний хурд|гэрээт хурд|интернэтийн хурд|хурд|bandwidth_mbps|download_mbps",
        unit="Mbps",
        between=("0", "1000000"),
    ),
    number_column(
        "measured_mbps",
        "Хэмжсэн хурд",
        "Download speed as measured",
        "download_speed_govt|measured_download_mbps|measured_speed|speed_download"
        "|bandwidth_now_mbps|хэмжсэн хурд|бодит хурд|татах хурд",
        unit="Mbps",
        between=("0", "1000000"),
    ),
    yes_no_column(
        "speed_confirmed",
        "Хурдыг нягталж баталсан эсэх",
        "Whether the speed was checked; a speed too high to be believed counts only then",
        "хурд баталгаажсан|хурдыг баталсан|speed checked|confirmed speed",
    ),
    money_column(
        "price_per_month",
        "Интернэтийн сарын төлбөр, төлөвлөгөөний мөнгөн нэгжээр",
        "Fee of the present link a month, in the plan currency",
        "сарын төлбөр|сарын хураамж|интернэтийн сарын төлбөр|интернэтийн төлбөр"
        "|monthly price|monthly fee|price per month|fee per month",
        unit="₮ a month",
        low="0",
    ),
    number_column(
        "link_cap_gb",
        "Одоогийн холболтын сарын дата хязгаар; хязгааргүй бол 0",
        "Data the present link allows a month; 0 where there is no limit",
        "одоогийн дата хязгаар|сарын дата|дата хязгаар|багц дата|data cap|monthly data cap"
        "|data allowance|gb per month",
        unit="GB a month",
        between=("0", "1000000000"),
    ),
    id_column(
        "payer",
        "Төлбөр төлөгчийн код",
        "Code of who pays the present fee",
        "төлбөр төлөгч|төлөгч|санхүүжилтийн эх үүсвэр|paid by",
    ),
    date_column(
        "contract_start",
        "Гэрээ эхэлсэн өдөр",
        "Day the present contract began",
        "гэрээ эхэлсэн|гэрээ эхэлсэн огноо|гэрээ байгуулсан огноо|contract start date"
        "|contract signed",
    ),
    date_column(
        "contract_end",
        "Гэрээ дуусах өдөр",
        "Day the present contract ends",
        "гэрээ дуусах|гэрээ дуусах өдөр|гэрээ дуусах огноо|гэрээний хугацаа"
        "|contract end date|contract expiry|contract until",
    ),
    money_column(
        "contract_end_cost",
        "Гэрээг хугацаанаас өмнө цуцлах төлбөр, төлөвлөгөөний мөнгөн нэгжээр",
        "What ending the present contract before its end costs, in the plan currency",
        "гэрээ цуцлах төлбөр|гэрээ цуцлах зардал|цуцлалтын төлбөр|contract end cost"
        "|cost of ending|termination fee|early termination fee",
        unit="₮",
        low="0",
    ),
)
