"""Columns of the tables of price tiers, recipes and exchange rates."""

from __future__ import annotations

from inventory.schema.codes import TIMINGS
from inventory.schema.column import Table
from inventory.schema.notation import (
    code_column,
    date_column,
    decimal_column,
    id_column,
    make_codes,
    number_column,
    text_column,
    whole_column,
)
from inventory.schema.price_columns import ITEM, OF_PRICE

PRICE_TIERS = Table(
    name="price_tiers",
    mn="Тоо хэмжээний хөнгөлөлттэй үнэ",
    en="Lower prices from a quantity on.",
    columns=(
        ITEM,
        code_column(
            "kind",
            make_codes(
                ("all_units", "бүх нэгжид", "all units", "all"),
                ("incremental", "илүү гарсан нэгжид", "incremental", "marginal|graduated"),
            ),
            "Хөнгөлөлтийн төрөл",
            "Whether the price holds for all units of the order or for those from the quantity on",
            "төрөл|хөнгөлөлтийн төрөл|type",
            required=True,
        ),
        whole_column(
            "from_quantity",
            "Хэдээс эхлэх",
            "Least quantity of the order for this price",
            "доод тоо|хэдээс|from|minimum quantity|min_quantity",
            unit="pieces",
            required=True,
            between=("2", "1000000000"),
        ),
        *OF_PRICE,
    ),
)
NEW_PRICES = Table(
    name="new_prices",
    mn="Шинэ үнэ",
    en="Prices in place of those of the catalogue, as contracts were awarded at; for reprice too.",
    columns=(
        *PRICE_TIERS.columns[:1],
        whole_column(
            "from_quantity",
            "Хэдээс эхлэх",
            "Least quantity of the order for this price; empty for the list price",
            "доод тоо|хэдээс|from|minimum quantity|min_quantity",
            unit="pieces",
            between=("2", "1000000000"),
        ),
        code_column(
            "kind",
            PRICE_TIERS.by_name["kind"].codes,
            "Хөнгөлөлтийн төрөл",
            "Whether a tier holds for all units of the order or for those from the quantity on",
            "төрөл|хөнгөлөлтийн төрөл|type",
        ),
        *PRICE_TIERS.columns[3:6],
        code_column(
            "timing",
            TIMINGS,
            "Төлөх давтамж",
            "What the price of a yearly service is for: a month or a year",
            "давтамж|төлөх давтамж|хугацаа",
        ),
        whole_column(
            "min_order",
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
    columns=(
        id_column(
            "recipe_id",
            "Иж бүрдлийн код",
            "Code of the kit; its rows are its contents",
            "код|иж бүрдэл|recipe|kit|bundle",
            required=True,
        ),
        text_column(
            "site_kinds",
            "Ямар байгууллагад",
            "Kinds of site it is for, separated by ; or ,; empty: all",
            "байгууллага|байгууллагын төрөл|kinds|site kinds",
        ),
        id_column(
            "sku",
            "Барааны код",
            "Code of the item in the catalogue",
            "барааны код|item code",
            required=True,
        ),
        number_column(
            "quantity",
            "Тоо хэмжээ",
            "Units for each room, person present at once, square metre or site; rounded up",
            "тоо|тоо хэмжээ|qty",
            required=True,
            between=("0", "100000"),
        ),
        code_column(
            "per",
            make_codes(
                ("site", "байгууллага", "site"),
                ("room", "өрөө", "room", "анги|classroom"),
                ("user", "хэрэглэгч", "user", "хүн|person"),
                ("m2", "м²", "square metre", "м2|sqm|floor area"),
            ),
            "Юунд ногдох",
            "What the quantity is for",
            "ногдох|нэгж|for each",
            required=True,
        ),
    ),
)
RATES = Table(
    name="exchange_rates",
    mn="Валютын ханш",
    en="What one unit of a foreign currency costs in the plan currency.",
    columns=(
        id_column(
            "currency",
            "Валют (ISO 4217)",
            "Currency (ISO 4217)",
            "валют|мөнгөн тэмдэгт|code",
            required=True,
        ),
        decimal_column(
            "rate",
            "Ханш",
            "Units of the plan currency for one unit of the currency",
            "ханш|exchange rate",
            required=True,
            low="0",
        ),
        date_column("date", "Огноо", "Day of the rate", "огноо|rate date", required=True),
        text_column("source", "Эх сурвалж", "Who published the rate", "эх сурвалж|published by"),
    ),
)
