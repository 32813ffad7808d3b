"""The words that the script of the page shows, in both languages."""

from __future__ import annotations

from planner.exports.page.coding import spoken
from planner.language.label import Language
from planner.language.labels import LABELS
from planner.language.messages.page import WORDS

_SHARED = (
    *("aimag", "soum", "kind", "technology", "status", "payer", "name", "site_id", "reason"),
    *("mbps_before", "mbps_after", "computers_added", "users_gaining", "benefit", "sites"),
    *("total", "one_time_cost", "new_per_year", "kept_fees", "total_per_year", "links_to_build"),
    *("existing_network", "pop", "search", "total_one_time", "longitude", "latitude"),
    *("status.deployed", "status.adequate", "status.unserved", "package", "fund", "year"),
    *("proven", "benefit_cost", "interval"),
    *("title.map", "less_savings", "one_time_listed", "shared_aimags", "unlocated"),
)


def page_words(language: Language) -> dict[str, list[object]]:
    """Return every word of the script by its key; raises KeyError for one that does not exist."""
    keys = [*_SHARED, *WORDS]
    return {key: spoken(LABELS[key], language) for key in keys}
