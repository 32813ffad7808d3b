"""The project of four places as a programme of three years."""

from __future__ import annotations

from four_places import CONFIG

YEARS = """
[scenarios.base.procurement]
use_stock = false
use_surplus = false
use_tiers = false

[scenarios.base.years]
first = 2027
count = 3
without_funds = true
service_from_month = 9
discount_rate = 0.05
capex = [4_000_000, "4e6", 4_000_000]
opex_per_year = [4_000_000, 6_000_000, 8_000_000]
carries_over = true
price_index = { works = [1.0, 1.1, 1.2] }
earliest = { L-1 = 2028 }
"""
CONFIG_OF_YEARS = CONFIG.replace("capex_minor = 12_000_000\n", "") + YEARS
