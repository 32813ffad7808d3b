"""Columns that several tables of prices share: the item, its price, and where that comes from."""

from __future__ import annotations

from inventory.schema.column import Column
from inventory.schema.notation import DATE, DECIMAL, ID, TEXT, YES_NO, make_column


def item_code(text: str, *, required: bool = False) -> Column:
    """Return the column of the code of an item in the catalogue."""
    return make_column(
        "sku", ID, "Барааны код", text, "код|барааны код|item code", required=required
    )


def origin_of(what: str) -> tuple[Column, ...]:
    """Return currency, VAT, day and source of a "price" or a "cost"."""
    return (
        make_column(
            "currency",
            ID,
            "Мөнгөн тэмдэгт (ISO 4217)",
            f"Currency of the {what} (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        make_column(
            "vat_included",
            YES_NO,
            "НӨАТ орсон эсэх",
            f"Whether the {what} includes VAT",
            "нөат|нөат орсон|нөат орсон эсэх|нөат-тай|vat|with vat|vat incl",
        ),
        make_column(
            "price_date",
            DATE,
            "Үнийн огноо",
            "Day of the price",
            "үнийн огноо|огноо|date|price date",
        ),
        make_column(
            "source", TEXT, "Эх сурвалж", f"Where the {what} comes from", "эх сурвалж|supplier"
        ),
    )


ITEM = item_code("Code of the item in the catalogue", required=True)
ANY_ITEM = item_code("Code of the item; empty means any")
UNIT_PRICE = make_column(
    "unit_price",
    DECIMAL,
    "Нэгж үнэ, бичсэн мөнгөн тэмдэгтээр",
    "Price of one unit, in the currency of the row",
    "price|нэгж үнэ|нэгжийн үнэ|үнэ|unit price",
    required=True,
    low="0",
    is_price=True,
)
OF_PRICE = (UNIT_PRICE, *origin_of("price"))
OF_COST = origin_of("cost")
