"""The columns of each sheet of the allocation workbook, by which formulas of all sheets speak."""

from __future__ import annotations

from planner.rendering.table import Column, Table

PRICES = Table(
    Column("number", 5, "line"),
    Column("sku", 18),
    Column("item", 44, "wrap"),
    Column("category", 14, "wrap"),
    Column("timing", 17, "wrap"),
    Column("unit", 9),
    Column("plan_price", 14, "price"),
    Column("new_price", 16, "input"),
    Column("change", 10, "percent"),
    Column("quantity", 12, "int"),
    Column("amount_plan", 18, "money"),
    Column("amount_new", 18, "money"),
    Column("difference", 16, "money"),
)
BILL = Table(
    Column("number", 5, "line"),
    Column("sku", 18),
    Column("item", 48, "wrap"),
    Column("category", 14, "wrap"),
    Column("timing", 17, "wrap"),
    Column("unit", 9),
    Column("needed", 13, "int"),
    Column("unit_price", 14, "price"),
    Column("amount", 20, "money"),
    Column("distributed", 14, "int"),
    Column("difference", 12, "difference"),
    Column("not_bought", 14, "int"),
    Column("to_buy", 13, "int"),
    Column("in_stock", 14, "int"),
)
DISTRIBUTION_PRINTED = Table(
    Column("bill_line", 5, "line"),
    Column("delivery_point", 13),
    Column("sku", 16),
    Column("item", 43),
    Column("category", 11),
    Column("timing", 9),
    Column("unit", 8),
    Column("quantity", 8, "int"),
    Column("unit_price", 10, "price"),
    Column("amount", 13, "money"),
    Column("payer", 14),
)
"""What is printed for each line of the distribution list: A4, landscape, one row high."""
DISTRIBUTION = Table(
    *DISTRIBUTION_PRINTED,
    Column("delivery_name", 40),  # printed once for each place, above its lines
    Column("aimag", 12),
    Column("soum", 20),
    Column("contact", 24),
    Column("owner_with_register", 50),
)
SITES = Table(
    Column("site_id", 12, "wrap"),
    Column("name", 24, "wrap"),
    Column("kind", 13, "wrap"),
    Column("aimag", 10, "wrap"),
    Column("soum", 12, "wrap"),
    Column("longitude", 9, "degrees"),
    Column("latitude", 9, "degrees"),
    Column("status", 12, "wrap_in"),
    Column("technology", 15, "wrap"),
    Column("mbps_before", 8, "decimal"),
    Column("mbps_after", 8, "decimal"),
    Column("target_mbps", 8, "decimal"),
    Column("cap_gb_after", 8, "decimal"),
    Column("target_gb", 8, "decimal"),
    Column("computers_before", 9, "int"),
    Column("computers_added", 9, "int"),
    Column("users_gaining", 8, "int"),
    Column("benefit", 9, "decimal"),
    Column("proven", 11, "wrap"),
    Column("one_time_cost", 13, "money"),
    Column("new_per_year", 12, "money"),
)
FEES = Table(
    Column("delivery_point", 18),
    Column("delivery_name", 38, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("soum", 18, "wrap"),
    Column("fee_payer", 18, "wrap"),
    Column("present_fees", 18, "money"),
    Column("ended_fees", 18, "money"),
    Column("kept_fees", 18, "money"),
    Column("new_per_year", 18, "money"),
    Column("total_per_year", 18, "money"),
)
LINKS = Table(
    Column("link_id", 28, "wrap"),
    Column("kind", 18, "wrap"),
    Column("aimag", 14, "wrap"),
    Column("from", 29, "wrap"),
    Column("to", 29, "wrap"),
    Column("length_m", 12, "int"),
    Column("carried_mbps", 12, "int"),
    Column("asked_mbps", 12, "int"),
    Column("serves_count", 12, "int"),
    Column("serves", 33, "wrap_in"),
    Column("one_time_cost", 18, "money"),
    Column("new_per_year", 16, "money"),
)
UNSERVED = Table(
    Column("site_id", 16),
    Column("name", 32, "wrap"),
    Column("kind", 20, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("soum", 18, "wrap"),
    Column("mbps_before", 10, "decimal"),
    Column("target_mbps", 10, "decimal"),
    Column("computers_before", 12, "int"),
    Column("reason", 34, "wrap_in"),
    Column("reason_text", 48, "wrap"),
    Column("contact", 18, "wrap"),
)
GIVEN_UP = Table(
    Column("site_id", 16),
    Column("name", 36, "wrap"),
    Column("kind", 20, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("soum", 18, "wrap"),
    Column("link_before", 18, "wrap"),
    Column("mbps_before", 10, "decimal"),
    Column("cap_gb_before", 10, "decimal"),
    Column("contract_end", 12, "wrap"),
    Column("ending_cost", 15, "money"),
    Column("technology", 24, "wrap"),
    Column("mbps_after", 10, "decimal"),
    Column("cap_gb_after", 10, "decimal"),
)
POLICY = Table(
    Column("setting", 44, "wrap"),
    Column("value", 34, "wrap"),
    Column("source", 48, "wrap"),
    Column("sha256", 68, "wrap"),
)
COVER = Table(
    Column("setting", 32, "wrap"),
    Column("value", 16, "wrap"),
    Column("value", 16, "wrap"),
    Column("value", 16, "wrap"),
    Column("value", 15, "wrap"),
    Column("value", 15, "wrap"),
)
