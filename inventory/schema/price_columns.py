"""Columns that several tables of prices share: the item, its price, and where that comes from."""

from __future__ import annotations

from inventory.schema.column import Column
from inventory.schema.notation import (
    date_column,
    decimal_column,
    id_column,
    text_column,
    yes_no_column,
)


def item_code(text: str, *, required: bool = False) -> Column:
    """Return the column of the code of an item in the catalogue."""
    return id_column("sku", "Барааны код", text, "код|барааны код|item code", required=required)


def origin_of(what: str) -> tuple[Column, ...]:
    """Return currency, VAT, day and source of a "price" or a "cost"."""
    return (
        id_column(
            "currency",
            "Мөнгөн тэмдэгт (ISO 4217)",
            f"Currency of the {what} (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        yes_no_column(
            "vat_included",
            "НӨАТ орсон эсэх",
            f"Whether the {what} includes VAT",
            "нөат|нөат орсон|нөат орсон эсэх|нөат-тай|vat|with vat|vat incl",
        ),
        date_column(
            "price_date", "Үнийн огноо", "Day of the price", "үнийн огноо|огноо|date|price date"
        ),
        text_column("source", "Эх сурвалж", f"Where the {what} comes from", "эх сурвалж|supplier"),
    )


ITEM = item_code("Code of the item in the catalogue", required=True)
ANY_ITEM = item_code("Code of the item; empty means any")
UNIT_PRICE = decimal_column(
    "unit_price",
    "Нэгж үнэ, бичсэн мөнгөн тэмдэгтээр",
    "Price of one unit, in the currency of the row",
    "price|нэгж үнэ|нэгжийн үнэ|үнэ|unit price",
    required=True,
    low="0",
    is_price=True,
)
OF_PRICE = (UNIT_PRICE, *origin_of("price"))
OF_COST = origin_of("cost")
