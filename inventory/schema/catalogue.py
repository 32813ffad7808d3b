"""Columns of the tables of the catalogue, price tiers, recipes and exchange rates."""

from __future__ import annotations

from inventory.schema.codes import (
    CATEGORIES,
    CUSTOMERS,
    ITEM_UNITS,
    LATENCIES,
    LINK_TYPES,
    ROLES,
    TIMINGS,
)
from inventory.schema.column import Table
from inventory.schema.notation import (
    code_column,
    date_column,
    decimal_column,
    id_column,
    number_column,
    text_column,
    whole_column,
)
from inventory.schema.price_columns import OF_PRICE

CATALOGUE = Table(
    name="catalogue",
    mn="Үнийн жагсаалт",
    en="What may be bought, at what price.",
    columns=(
        id_column(
            "sku",
            "Барааны код",
            "Stock-keeping code, unique in the table",
            "код|барааны код|item code|item_id",
            required=True,
        ),
        code_column(
            "role", ROLES, "Үүрэг", "What the item is for", "үүрэг|зориулалт", required=True
        ),
        text_column("name_mn", "Нэр, монголоор", "Name in Mongolian", "нэр|барааны нэр|нэр монгол"),
        text_column("name_en", "Нэр, англиар", "Name in English", "name|item|нэр англи"),
        code_column(
            "category",
            CATEGORIES,
            "Бараа, ажил, үйлчилгээ",
            "Goods, works or services",
            "ангилал|төрөл",
            required=True,
        ),
        code_column(
            "timing",
            TIMINGS,
            "Төлөх давтамж",
            "Paid once, every year or every month (a month is counted twelve times a year)",
            "давтамж|төлөх давтамж|хугацаа",
            required=True,
        ),
        code_column(
            "unit",
            ITEM_UNITS,
            "Хэмжих нэгж (UN/CEFACT)",
            "Unit of the price (UN/CEFACT code)",
            "хэмжих нэгж|нэгж|uom|unit of measure",
            required=True,
        ),
        whole_column(
            "pack_size",
            "Савлагаан дахь тоо",
            "Units sold together; empty means one",
            "багц дахь тоо|савлагаа|pack",
            high="1000000",
        ),
        *OF_PRICE,
        code_column(
            "link_type",
            LINK_TYPES,
            "Холболтын төрөл",
            "Medium the item belongs to",
            "холболтын төрөл|technology|технологи",
        ),
        number_column(
            "mbps",
            "Гэрээний хурд",
            "Contract speed sold",
            "speed_mbps|хурд|хурд мбит/с|contract_mbps",
            unit="Mbps",
            between=("0", "1000000"),
        ),
        number_column(
            "busy_hour_mbps",
            "Ачаалалтай цагийн хурд",
            "Speed delivered in the busy hour",
            "ачаалалтай цагийн хурд|оргил цагийн хурд",
            unit="Mbps",
            between=("0", "1000000"),
        ),
        text_column(
            "road_class",
            "Замын ангилал",
            "Class of roads, as the roads table names it, along which an extra of trenches is due",
            "замын ангилал|road class|highway",
        ),
        whole_column(
            "ports",
            "Нэмэх порт",
            "Ports for links of sites that an upgrade of a point of presence adds",
            "порт|нэмэх порт|added ports",
            between=("0", "1000000"),
        ),
        number_column(
            "monthly_cap_gb",
            "Сарын дата хязгаар",
            "Data allowed a month; empty means no cap",
            "дата хязгаар|сарын дата|data cap",
            unit="GB a month",
            between=("0", "1000000000"),
        ),
        code_column(
            "customers",
            CUSTOMERS,
            "Хэнд зориулсан гэрээ",
            "Whom a contract is sold to; empty means both. Plans for households are not offered to"
            " institutions unless the scenario allows it",
            "хэрэглэгчийн төрөл|customer|customer type|customer_type|segment",
        ),
        code_column(
            "latency", LATENCIES, "Хоцролт", "Round trip in the busy hour", "хоцролт|latency class"
        ),
        whole_column(
            "useful_life_years",
            "Ашиглах хугацаа",
            "Years until it is replaced",
            "ашиглах хугацаа|ашиглалтын хугацаа|useful life",
            unit="years",
            between=("1", "100"),
        ),
        number_column(
            "power_w",
            "Чадал",
            "Electric power it draws",
            "чадал|power|watts",
            unit="W",
            between=("0", "1000000"),
        ),
        number_column(
            "panel_w",
            "Нарны хавтангийн чадал",
            "Peak power of the solar panels of a power kit; with battery_wh it is sized by the sun",
            "panel power|peak power|wp|хавтангийн чадал",
            unit="W",
            between=("1", "1000000"),
        ),
        number_column(
            "battery_wh",
            "Зайны багтаамж",
            "Capacity of the batteries of a power kit",
            "battery capacity|зайны багтаамж",
            unit="Wh",
            between=("1", "10000000"),
        ),
        id_column(
            "unspsc",
            "UNSPSC ангиллын код",
            "UNSPSC commodity code, eight digits",
            "unspsc код|unspsc code",
        ),
        id_column(
            "cpv",
            "CPV ангиллын код",
            "CPV code of the European Union, eight digits and a check digit or none",
            "cpv код|cpv code",
        ),
        whole_column(
            "lead_time_days",
            "Нийлүүлэх хугацаа",
            "From contract to delivery; the scenario's lead_days when empty",
            "нийлүүлэх хугацаа|lead time|delivery days",
            between=("0", "3650"),
        ),
        whole_column(
            "warranty_months",
            "Баталгаат хугацаа",
            "Warranty asked for",
            "баталгаа|баталгаат хугацаа|warranty",
            between=("0", "600"),
        ),
        number_column(
            "spares_share",
            "Сэлбэгийн хувь",
            "Spare units the tender asks for on top, as a share of those bought: 0.02 is two in "
            "a hundred; no price is added",
            "сэлбэг|сэлбэгийн хувь|spares|spares rate",
            between=("0", "1"),
        ),
        decimal_column(
            "price_low",
            "Үнийн доод хязгаар",
            "Price below which one quotation in ten lies, in currency and unit of the price; for"
            " the risk of prices, never for the plan",
            "доод үнэ|үнийн доод|price low|lowest price",
            low="0",
            is_price=True,
        ),
        decimal_column(
            "price_high",
            "Үнийн дээд хязгаар",
            "Price above which one quotation in ten lies",
            "дээд үнэ|үнийн дээд|price high|highest price",
            low="0",
            is_price=True,
        ),
        number_column(
            "import_share",
            "Импортын хувь",
            "Part of the price that follows the exchange rate: 0.8 for what is mostly imported",
            "импорт|импортын хувь|import share",
            between=("0", "1"),
        ),
        whole_column(
            "min_order",
            "Захиалгын доод хэмжээ",
            "Units that an order has at least, when there is one",
            "захиалгын доод хэмжээ|minimum order|moq",
            unit="pieces",
            between=("1", "1000000000"),
        ),
        whole_column(
            "supply_ceiling",
            "Нийлүүлэх дээд хэмжээ",
            "Units that suppliers can deliver in all; empty means no ceiling",
            "нийлүүлэх дээд хэмжээ|ceiling|available quantity",
            unit="pieces",
            between=("0", "1000000000"),
        ),
        date_column(
            "end_of_sale",
            "Худалдаа дуусах өдөр",
            "Last day it is sold; items that are no longer sold at the start are not offered",
            "худалдаа дуусах өдөр|end of sale|eos",
        ),
        id_column(
            "requires",
            "Хамт авах барааны код",
            "SKU bought with every unit, as a switch needs its rack",
            "хамт авах|шаардах бараа|compatible with|needs",
        ),
        whole_column(
            "serves",
            "Нэгд багтах тоо",
            "Units of what requires it that one of it serves, as switches that a rack holds; "
            "empty means one",
            "багтаамж|holds|capacity",
            unit="pieces",
            between=("1", "1000"),
        ),
        text_column(
            "performance_mn",
            "Шаардах гүйцэтгэл, монголоор",
            "Minimum requirement of the tender in Mongolian: performance, separated by semicolons, "
            "never a make",
            "гүйцэтгэл|шаардлага|техникийн үзүүлэлт|үзүүлэлт",
        ),
        text_column(
            "performance_en",
            "Шаардах гүйцэтгэл, англиар",
            "Minimum requirement of the tender in English, separated by semicolons, never a make",
            "performance|minimum requirement|technical requirement",
        ),
    ),
)
