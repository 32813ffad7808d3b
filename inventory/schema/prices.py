"""Columns of the tables of price tiers, recipes and exchange rates."""

from __future__ import annotations

from inventory.schema.codes import TIMINGS
from inventory.schema.column import Table
from inventory.schema.notation import (
    CODE,
    DATE,
    DECIMAL,
    ID,
    NUMBER,
    TEXT,
    WHOLE,
    make_code,
    make_column,
)
from inventory.schema.price_columns import ITEM, OF_PRICE

PRICE_TIERS = Table(
    name="price_tiers",
    mn="Тоо хэмжээний хөнгөлөлттэй үнэ",
    en="Lower prices from a quantity on.",
    unused={},
    columns=(
        ITEM,
        make_column(
            "kind",
            CODE,
            "Хөнгөлөлтийн төрөл",
            "Whether the price holds for all units of the order or for those from the quantity on",
            "төрөл|хөнгөлөлтийн төрөл|type",
            codes=(
                make_code("all_units", "бүх нэгжид", "all units", "all"),
                make_code("incremental", "илүү гарсан нэгжид", "incremental", "marginal|graduated"),
            ),
            required=True,
        ),
        make_column(
            "from_quantity",
            WHOLE,
            "Хэдээс эхлэх",
            "Least quantity of the order for this price",
            "доод тоо|хэдээс|from|minimum quantity|min_quantity",
            unit="pieces",
            required=True,
            low="2",
            high="1000000000",
        ),
        *OF_PRICE,
    ),
)
NEW_PRICES = Table(
    name="new_prices",
    mn="Шинэ үнэ",
    en="Prices in place of those of the catalogue, as contracts were awarded at; for reprice too.",
    unused={},
    columns=(
        *PRICE_TIERS.columns[:1],
        make_column(
            "from_quantity",
            WHOLE,
            "Хэдээс эхлэх",
            "Least quantity of the order for this price; empty for the list price",
            "доод тоо|хэдээс|from|minimum quantity|min_quantity",
            unit="pieces",
            low="2",
            high="1000000000",
        ),
        make_column(
            "kind",
            CODE,
            "Хөнгөлөлтийн төрөл",
            "Whether a tier holds for all units of the order or for those from the quantity on",
            "төрөл|хөнгөлөлтийн төрөл|type",
            codes=PRICE_TIERS.by_name["kind"].codes,
        ),
        *PRICE_TIERS.columns[3:6],
        make_column(
            "timing",
            CODE,
            "Төлөх давтамж",
            "What the price of a yearly service is for: a month or a year",
            "давтамж|төлөх давтамж|хугацаа",
            codes=TIMINGS,
        ),
        make_column(
            "min_order",
            WHOLE,
            "Захиалгын доод тоо",
            "Units that one order has at least",
            "захиалгын доод тоо|minimum order",
            low="1",
        ),
        *PRICE_TIERS.columns[6:],
    ),
)
"""Columns of a file of new prices."""
RECIPES = Table(
    name="recipes",
    mn="Иж бүрдлийн жор",
    en="Kits as recipes: what a connected classroom, a library corner or a digital centre holds.",
    unused={},
    columns=(
        make_column(
            "recipe_id",
            ID,
            "Иж бүрдлийн код",
            "Code of the kit; its rows are its contents",
            "код|иж бүрдэл|recipe|kit|bundle",
            required=True,
        ),
        make_column(
            "site_kinds",
            TEXT,
            "Ямар байгууллагад",
            "Kinds of site it is for, separated by ; or ,; empty: all",
            "байгууллага|байгууллагын төрөл|kinds|site kinds",
        ),
        make_column(
            "sku",
            ID,
            "Барааны код",
            "Code of the item in the catalogue",
            "барааны код|item code",
            required=True,
        ),
        make_column(
            "quantity",
            NUMBER,
            "Тоо хэмжээ",
            "Units for each room, person present at once, square metre or site; rounded up",
            "тоо|тоо хэмжээ|qty",
            required=True,
            low="0",
            high="100000",
        ),
        make_column(
            "per",
            CODE,
            "Юунд ногдох",
            "What the quantity is for",
            "ногдох|нэгж|for each",
            codes=(
                make_code("site", "байгууллага", "site"),
                make_code("room", "өрөө", "room", "анги|classroom"),
                make_code("user", "хэрэглэгч", "user", "хүн|person"),
                make_code("m2", "м²", "square metre", "м2|sqm|floor area"),
            ),
            required=True,
        ),
    ),
)
RATES = Table(
    name="exchange_rates",
    mn="Валютын ханш",
    en="What one unit of a foreign currency costs in the plan currency.",
    unused={},
    columns=(
        make_column(
            "currency",
            ID,
            "Валют (ISO 4217)",
            "Currency (ISO 4217)",
            "валют|мөнгөн тэмдэгт|code",
            required=True,
        ),
        make_column(
            "rate",
            DECIMAL,
            "Ханш",
            "Units of the plan currency for one unit of the currency",
            "ханш|exchange rate",
            required=True,
            low="0",
        ),
        make_column("date", DATE, "Огноо", "Day of the rate", "огноо|rate date", required=True),
        make_column(
            "source", TEXT, "Эх сурвалж", "Who published the rate", "эх сурвалж|published by"
        ),
    ),
)
