"""What ends because of a plan is named with its contract, and paid for once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Reason
from planner.candidates.present_links import ENDING_SKU, ending_line
from planner.plan.given_up import given_up
from planner.plan.plan import Deployment, SiteStatus
from sites.site import LinkToday, LinkType


@pytest.fixture
def site(three_villages: Any) -> Any:
    """Return S1 with copper of 5 Mbps until the middle of 2027."""
    copper = LinkToday(
        type=LinkType.COPPER, contract_mbps=10, measured_mbps=5, end_date="2027-06-30"
    )
    return replace(three_villages.sites[0], link=copper)


def deployment(**more: Any) -> Deployment:
    """Return what S1 receives: fibre of 20 Mbps instead of 5."""
    given: dict[str, Any] = {
        "site_id": "S1",
        "status": SiteStatus.DEPLOYED,
        "reason": Reason.CHOSEN,
        "reason_text": "",
        "reason_text_mn": "",
        "technology": "fibre",
        "candidate_id": "S1/fibre/1",
        "mbps_before": 5.0,
        "mbps_after": 20.0,
        "target_mbps": 20.0,
        "computers_before": 0,
        "computers_added": 0,
        "benefit": 1,
        "users_gaining": 1,
        "lines": (),
        "kept_fee_per_year_minor": 0,
        "kept_fee_payer": None,
    }
    return Deployment(**{**given, **more})


def test_a_replaced_link_is_named_with_its_contract(site: Any) -> None:
    """Medium, speed, contract and cost stand in one sentence, in both languages."""
    lost = given_up(deployment(lines=(ending_line(900),)), site)

    assert lost is not None
    assert lost.ending_cost_minor == 900
    assert lost.told("₮").en == (
        "copper 5 Mbps; contract until 2027-06-30, ending it early costs 900 ₮"
    )
    assert "2027-06-30" in lost.told("₮").mn


@pytest.mark.parametrize(
    ("end", "cost", "said"),
    [
        (None, 0, "copper 5 Mbps"),
        (None, 70, "copper 5 Mbps; ending its contract costs 70 ₮"),
        ("2026-01-31", 0, "copper 5 Mbps; contract until 2026-01-31"),
    ],
)
def test_only_what_is_known_is_said(site: Any, end: str | None, cost: int, said: str) -> None:
    """Without a day or a cost neither is invented."""
    known = replace(site, link=replace(site.link, end_date=end))
    lost = given_up(deployment(lines=(ending_line(cost),) if cost else ()), known)

    assert lost is not None
    assert lost.told("₮").en == said


def test_what_stays_is_not_given_up(site: Any) -> None:
    """A site that keeps its link, or had none, gives up nothing; one that is cut off does."""
    stays = deployment(technology=None, mbps_after=5.0)
    cut_off = deployment(technology=None, mbps_after=0.0)
    without = replace(site, link=LinkToday(type=LinkType.NONE))

    assert given_up(stays, site) is None
    assert given_up(deployment(mbps_before=0.0), without) is None
    assert given_up(cut_off, site) is not None


def test_the_line_of_an_ending_is_an_amount(site: Any) -> None:
    """One unit of money is its price, so that all endings of a plan are one line of the bill."""
    line = ending_line(1_234)

    assert (line.sku, line.role) == (ENDING_SKU, Role.CONTRACT_ENDING.value)
    assert (line.quantity, line.unit_price_minor, line.amount_minor) == (1_234, 1, 1_234)
    assert line.payer is None
    assert site.id == "S1"
