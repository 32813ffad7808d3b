"""How uncertain prices are: what varies by itself, and what many items have in common."""

from __future__ import annotations

from planner.scenario.setting_fields import Open, sourced

ITEM_SD = 0.2
_NO_COMMON = "not stated: what prices have in common is left out"


class Uncertainty(Open):
    """Standard deviations of the logarithm of prices; 0.2 keeps two of three within 82 to 122 %.

    An item with `price_low` and `price_high` has its own. What follows the exchange rate is the
    `import_share` of an item; the rest of works follows the prices of construction.
    """

    item_sd: float = sourced(
        ITEM_SD, "assumption, to confirm", "of an item without a range of prices"
    )
    fx_sd: float = sourced(0.0, _NO_COMMON, "of the exchange rate")
    works_sd: float = sourced(0.0, _NO_COMMON, "of construction")
    stay_within: float | None = sourced(
        None, "no reserve is asked for", "chance of keeping all limits of money at drawn prices"
    )
