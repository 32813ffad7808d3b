"""How far the price of each item varies, from its range, its imports and the scenario."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Category, Item

if TYPE_CHECKING:
    from optimizers.reoptimize.price_draws import Spreads
    from planner.scenario.inputs import Inputs
    from planner.scenario.uncertainty_settings import Uncertainty

TENTH = 1.2815515655446004  # standard deviations from the middle, beyond which a tenth lies
EXCHANGE_RATE, CONSTRUCTION = "exchange_rate", "construction"
"""What prices have in common."""
Own = tuple[float, float]  # standard deviation, middle as a part of today's price


def spreads_of(inputs: Inputs, groups: Iterable[str], item_sd: float | None = None) -> Spreads:
    """Return how far the price of each SKU varies; `item_sd` stands for the scenario's own.

    A tenth of the prices lie below `price_low` and a tenth above `price_high`, log-normally.
    """
    from optimizers.reoptimize.price_draws import Spread

    settings = inputs.scenario.uncertainty
    plain = settings.item_sd if item_sd is None else item_sd
    found = {}
    for sku in sorted(groups):
        item = inputs.catalogue.by_sku.get(sku)
        own, middle = (plain, 1.0) if item is None else _own(item, plain)
        common = () if item is None else _common(item, settings)
        found[sku] = Spread(own=own, common=common, middle=middle)
    return found


def _own(item: Item, plain: float) -> Own:
    low, high, price = item.price_low, item.price_high, item.listed_unit_price
    if low is None or high is None or not price:
        return plain, 1.0
    return math.log(high / low) / (2 * TENTH), math.sqrt(low * high) / price


def _common(item: Item, settings: Uncertainty) -> tuple[tuple[str, float], ...]:
    """Return by how much an item follows the exchange rate and the prices of construction."""
    share = item.import_share or 0.0
    works = 1.0 - share if item.category is Category.WORKS else 0.0
    parts = ((EXCHANGE_RATE, settings.fx_sd * share), (CONSTRUCTION, settings.works_sd * works))
    return tuple((name, sd) for name, sd in parts if sd > 0)
