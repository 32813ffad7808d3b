"""How uncertain prices and sites are: what varies by itself, and what many have in common."""

from __future__ import annotations

from planner.scenario.setting_fields import Open, sourced

ITEM_SD = 0.2
_NO_COMMON = "not stated: what prices have in common is left out"
_CONFIRM = "assumption, to confirm"
_COUNTED = "not stated: what was counted or measured is taken as it is"
_NO_COMMON_OF_SITES = "not stated: what sites have in common is left out"


class Uncertainty(Open):
    """Standard deviations of the logarithm; 0.2 keeps two of three within 82 to 122 %.

    Those of power are hours a day. An item with `price_low` and `price_high` has its own. What
    follows the exchange rate is the `import_share` of an item; the rest of works follows the prices
    of construction.
    """

    item_sd: float = sourced(
        ITEM_SD, "assumption, to confirm", "of an item without a range of prices"
    )
    fx_sd: float = sourced(0.0, _NO_COMMON, "of the exchange rate")
    works_sd: float = sourced(0.0, _NO_COMMON, "of construction")
    users_sd: float = sourced(0.0, _COUNTED, "of counted users")
    assumed_users_sd: float = sourced(0.4, _CONFIRM, "of users that nobody counted")
    demand_sd: float = sourced(0.0, _NO_COMMON_OF_SITES, "of the users of all sites together")
    mbps_sd: float = sourced(0.0, _COUNTED, "of measured speeds of present links")
    assumed_mbps_sd: float = sourced(0.7, _CONFIRM, "of speeds known from a contract or not at all")
    network_sd: float = sourced(0.0, _NO_COMMON_OF_SITES, "of the speeds of all links together")
    power_hours_sd: float = sourced(0.0, _COUNTED, "of counted hours of power a day")
    assumed_power_hours_sd: float = sourced(6.0, _CONFIRM, "of hours of power that nobody counted")
    outages_sd: float = sourced(0.0, _NO_COMMON_OF_SITES, "of the hours of all sites together")
    visit_cost_minor: int | None = sourced(
        None, "not stated: value is told without the cost", "of a visit to a site"
    )
    visit_cost_per_km_minor: int = sourced(
        0, "not stated: distance costs nothing", "of a visit, for a km of the way to the site"
    )
    stay_within: float | None = sourced(
        None, "no reserve is asked for", "chance of keeping all limits of money at drawn prices"
    )
