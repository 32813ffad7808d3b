"""What a table says of the present link: contradictions, a plain yes, and impossible speeds."""

from __future__ import annotations

import pytest

from sites.site import LinkType, SiteKind
from sites.speeds import FASTEST_BY_KIND, FASTEST_BY_TYPE, Doubt, doubt_of, fastest_mbps


@pytest.mark.parametrize(
    ("connected", "link_type", "read", "exists"),
    [
        (None, None, LinkType.UNKNOWN, False),
        (None, "none", LinkType.NONE, False),
        (None, "fibre", LinkType.FIBRE, True),
        (True, None, LinkType.UNKNOWN, True),
        (True, "unknown", LinkType.UNKNOWN, True),
        (True, "fibre", LinkType.FIBRE, True),
        (True, "none", LinkType.NONE, False),
        (False, None, LinkType.NONE, False),
        (False, "fibre", LinkType.NONE, False),
        (False, "none", LinkType.NONE, False),
    ],
)
def test_yes_is_a_link_and_no_outweighs_a_type(world, connected, link_type, read, exists):
    """A plain yes is a link of unknown type; a no is none, whatever type stands beside it."""
    row = world.row("sites", "S-101")
    row.update(connected=connected, link_type=link_type, contract_mbps=None, measured_mbps=None)
    link = world.site("S-101").link

    assert (link.type, link.exists, link.speed_unknown) == (read, exists, exists)
    contradicted = (connected is False and link_type == "fibre") or (
        connected is True and link_type == "none"
    )
    assert ("link.contradicted" in world.found()) is contradicted


def test_a_plain_yes_is_told_by_the_name_of_the_site(world):
    """Connected sites without type and speed are warnings that name them."""
    world.row("sites", "L-101").update(connected=True, link_type=None)

    (finding,) = world.findings("link.only_yes")

    assert finding.severity == "warning"
    assert "L-101" in finding.found


def test_a_contradicted_link_is_one_finding(world):
    """The speed, price and volume beside a no follow from it, and are not told again."""
    world.row("sites", "S-101").update(connected=False, link_type="fibre", contract_mbps=10)

    assert [f.rule for f in world.findings()] == ["link.contradicted"]


def test_no_electricity_outweighs_a_source(world):
    """The word no counts, and the contradiction is told."""
    world.row("sites", "S-101").update(electricity=False, power_hours_per_day=None)

    assert world.site("S-101").power.source == "none"
    assert [f.rule for f in world.findings()] == ["power.contradicted"]


@pytest.mark.parametrize(
    ("mbps", "link", "kind", "measured", "doubt"),
    [
        (10_240, "fibre", "school", None, Doubt.KBPS),
        (20_480, "unknown", "school", None, Doubt.KBPS),
        (10_000, "fibre", "school", None, None),
        (10_001, "fibre", "school", None, Doubt.CEILING),
        (9_216, "fibre", "school", None, None),
        (2_000, "fibre", "library", None, Doubt.CEILING),
        (1_000, "fibre", "library", None, None),
        (4_000, "copper", "school", None, Doubt.CEILING),
        (2_048, "geo", "school", None, Doubt.CEILING),
        (100, "geo", "school", None, None),
        (100, "fibre", "school", 5.0, None),
        (101, "fibre", "school", 5.0, Doubt.MEASURED),
        (100, "fibre", "school", 0.0, None),  # nothing was measured while the power was out
    ],
)
def test_speeds_that_are_not_believed(mbps, link, kind, measured, doubt):
    """Multiples of 1,024 from 10,240, 20 times the measured, more than medium or kind can have."""
    assert doubt_of(float(mbps), LinkType(link), SiteKind(kind), measured) is doubt


def test_every_medium_and_kind_has_a_ceiling():
    """No link and no kind of site is believed at any speed."""
    assert set(FASTEST_BY_TYPE) == set(LinkType) - {LinkType.NONE}
    for link in LinkType:
        for kind in SiteKind:
            most = fastest_mbps(link, kind)
            assert 0 < most <= FASTEST_BY_KIND.get(kind, 10_000)
            assert doubt_of(most, link, kind) is None


def test_a_doubted_contract_counts_as_unknown_and_the_measured_speed_stays(world):
    """20,480 kbps in a column of Mbps is no link of 20 Gbps."""
    world.row("sites", "S-101").update(contract_mbps=20_480.0, measured_mbps=6.0)
    link = world.site("S-101").link

    assert (link.contract_mbps, link.measured_mbps, link.speed_doubted) == (None, 6.0, True)
    (finding,) = world.findings()
    assert finding.rule == "link.speed_doubtful"
    assert "20 Mbps" in finding.expected


def test_a_doubted_measurement_says_nothing_about_the_contract(world):
    """A measured speed in kbps is dropped; the contract is not judged by it."""
    world.row("sites", "S-101").update(contract_mbps=10.0, measured_mbps=10_240.0)
    link = world.site("S-101").link

    assert (link.contract_mbps, link.measured_mbps) == (10.0, None)
    assert {f.rule for f in world.findings()} == {"link.speed_doubtful"}


def test_a_confirmed_speed_stands(world):
    """A site with 20 Gbps whose speed was checked keeps it, without a warning."""
    world.row("sites", "S-101").update(
        link_type="fibre", contract_mbps=20_480.0, measured_mbps=None, speed_confirmed=True
    )

    assert world.site("S-101").link.contract_mbps == 20_480.0
    assert world.findings() == []


def test_a_contract_of_nothing_is_a_speed_that_is_not_known(world):
    """Zero stands for missing in many lists: with a link it is unknown, without one it is zero."""
    row = world.row("sites", "S-101")
    row.update(contract_mbps=0.0, measured_mbps=None)
    assert world.site("S-101").link.speed_unknown
    assert "link.speed_doubtful" in world.found()

    row.update(link_type="none", price_per_month=None)
    assert not world.site("S-101").link.speed_unknown
    assert "link.speed_doubtful" not in world.found()
