"""docs/forms.md names columns that the sheets have, and leaves none of what bidders fill in out."""

from __future__ import annotations

import re
from pathlib import Path

from planner.procurement.sheets import cover_and_form, distribution, routes, schedule
from planner.procurement.sheets.lots import BIDDER_LOTS, DISCOUNTS
from planner.procurement.sheets.price_schedules import SCHEDULES

PAGE = Path(__file__).parents[4] / "docs" / "forms.md"


def columns() -> dict[str, dict[str, str]]:
    """Return the style of each column by the key of its sheet."""
    tables = {
        "tender_schedule": schedule.schedule_columns("goods"),
        "tender_related": schedule.RELATED,
        "tender_spec": schedule.SPECIFICATION,
        "tender_sites": distribution.PLACES,
        "tender_routes": routes.KNOWN,
        "tender_ground": routes.QUANTITIES,
        "tender_lots": BIDDER_LOTS,
        "tender_discounts": DISCOUNTS,
    }
    found = {key: {c.called: c.style for c in table} for key, table in tables.items()}
    for form in SCHEDULES:
        found.setdefault(form.key, {}).update({c.called: c.style for c in form.columns})
    return {**found, "tender_form": dict(cover_and_form.FORM_FIELDS)}


def test_every_field_that_is_named_is_a_column() -> None:
    """A renamed or removed column fails here, so that the page stays true."""
    known = columns()
    named = re.findall(r"`(tender_[a-z_]+)\.([a-z_]+)`", PAGE.read_text("utf-8"))

    assert len(named) > 40
    assert [pair for pair in named if pair[1] not in known.get(pair[0], {})] == []


def test_everything_that_a_bidder_fills_in_is_on_the_page() -> None:
    """Each yellow cell of a bid stands in a row that says who fills it in; some are alike."""
    named = set(re.findall(r"`tender_[a-z_]+\.([a-z_]+)`", PAGE.read_text("utf-8")))
    asked = {
        name for table in columns().values() for name, style in table.items() if "input" in style
    }

    assert asked <= named, asked - named
