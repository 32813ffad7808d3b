"""Masts: chains of hops to sites that one hop cannot reach, what they buy and what they carry."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from inventory.prices.catalogue import Role
from planner.candidates.candidate import Asset, Candidate, Reason
from planner.candidates.possible_routes import Laid
from planner.candidates.present_value import capex_of, opex_of
from planner.candidates.relay_masts import Reach, raise_masts
from planner.offers.build import build_offers, lay_out, offers_at
from sites.network import Tower
from sites.site import LinkToday, LinkType, SiteKind, Users

POLE = 9_000


@pytest.fixture
def masts_on_sale(three_villages: Any, make_item: Any) -> Any:
    """The three villages, B1 61 km from the tower, with relay masts at 9,000 in the catalogue."""
    pole = make_item("POLE", Role.MAST, POLE, link_type="microwave")
    items = (*three_villages.catalogue.items, pole)
    return three_villages.changed(catalogue=replace(three_villages.catalogue, items=items))


@pytest.fixture
def half_way(masts_on_sale: Any, make_site: Any) -> Any:
    """The same with a library R on the road, 31 km from the tower and 30 km from B1."""
    library = make_site(
        "R", SiteKind.LIBRARY, 32_000, 0, users=Users(visitors_per_day=40.0),
        link=LinkToday(type=LinkType.NONE),
    )  # fmt: skip
    return masts_on_sale.changed(sites=(*masts_on_sale.sites, library))


def radio(world: Any, site_id: str) -> list[Candidate]:
    """Return the microwave options of a site."""
    found = build_offers(world).candidates
    return [c for c in found if (c.site_id, c.technology) == (site_id, "microwave")]


def shared_hops(world: Any) -> list[Asset]:
    """Return the hops that sites may share."""
    return [a for a in build_offers(world).assets if a.carried_mbps is not None]


def refused(world: Any, site_id: str) -> tuple[Reason, str]:
    """Return the reason against microwave at a site."""
    (found,) = [
        r
        for r in build_offers(world).rejections
        if (r.site_id, r.technology) == (site_id, "microwave")
    ]
    return found.reason, found.detail.en


def microwave(**settings: Any) -> dict[str, Any]:
    """Return a policy with settings of microwave."""
    return {"technologies": {"microwave": settings}}


def test_a_mast_on_open_ground_halves_a_way_too_long(masts_on_sale: Any) -> None:
    """61 km are two hops of 30.5 km over one mast, which buys a pole, two kits and a licence."""
    (option,) = radio(masts_on_sale, "B1")
    (hop,) = shared_hops(masts_on_sale)

    assert (option.from_node, option.length_m) == ("mast:open:B1:1", 30_500)
    assert option.note.en == (
        "hop of 30500 m from the mast at open:B1:1, 1 hop from the network at least"
    )
    assert (hop.id, hop.kind, hop.length_m) == ("T--mast:open:B1:1", "microwave", 30_500)
    assert (hop.from_node, hop.to_node, hop.carried_mbps) == ("root", "mast:open:B1:1", 400)
    assert capex_of(hop.lines) == 5_000 + 200 + 50 + POLE + 2 * 2_000
    assert opex_of(hop.lines) == 300
    assert {line.payer for line in hop.lines} == {None, "ministry"}


def test_a_mast_at_a_building_serves_the_building_too(half_way: Any) -> None:
    """R may carry the mast to B1, and then needs no hop of its own: a contract is enough."""
    starts = {c.from_node for c in radio(half_way, "B1")}
    own = [c for c in radio(half_way, "R") if c.from_node == "mast:R"]
    (hop,) = [a for a in shared_hops(half_way) if a.to_node == "mast:R"]

    assert starts == {"mast:R", "mast:open:B1:1"}
    assert [(c.id, capex_of(c.lines), opex_of(c.lines)) for c in own] == [
        ("R/microwave/mast/MICROWAVE-20", 0, 2_000)
    ]
    assert capex_of(hop.lines) == 5_000 + 200 + 50 + POLE  # R is on the grid


def test_without_open_ground_only_buildings_relay(half_way: Any) -> None:
    """Switched off, no mast stands alone."""
    world = half_way.with_policy(**microwave(open_ground=False))

    assert {c.from_node for c in radio(world, "B1")} == {"mast:R"}


def test_towers_that_start_no_hop_may_relay(three_villages: Any, point_at: Any) -> None:
    """A tower 31 km out carries a hop without a pole; its licence has a payer."""
    longitude, latitude = point_at(32_000)
    far = Tower(id="T2", longitude=longitude, latitude=latitude)
    network = replace(three_villages.network, towers=(far,))
    world = three_villages.changed(network=network).with_policy(**microwave(from_towers=False))

    (hop,) = shared_hops(world)

    assert {c.from_node for c in radio(world, "B1")} == {"mast:T2"}
    assert (hop.id, capex_of(hop.lines), opex_of(hop.lines)) == ("PoP--mast:T2", 5_250, 300)


@pytest.mark.parametrize("role", [Role.MAST, Role.HEADEND, Role.TERMINAL])
def test_no_chain_without_what_it_is_made_of(masts_on_sale: Any, role: Role) -> None:
    """A mast and both ends of a hop have to be on sale."""
    assert refused(masts_on_sale.without_items(role), "B1") == (
        Reason.TOO_FAR,
        "61.0 km to T, more than 40 km, and no chain of 3 hops leads here",
    )


def test_no_lone_mast_without_power(masts_on_sale: Any) -> None:
    """Where no power kit is on sale, no mast stands on open ground."""
    assert shared_hops(masts_on_sale.without_items(Role.POWER_KIT)) == []


def test_one_hop_means_no_masts(half_way: Any) -> None:
    """With one hop at most, far sites stay too far."""
    world = half_way.with_policy(**microwave(most_hops=1))

    assert shared_hops(world) == []
    assert refused(world, "B1") == (Reason.TOO_FAR, "61.0 km to T, more than 40 km")


@pytest.mark.parametrize(("most_hops", "offered"), [(3, False), (4, True)])
def test_a_chain_is_no_longer_than_allowed(
    masts_on_sale: Any, most_hops: int, offered: bool
) -> None:
    """61 km in hops of 16 km are four."""
    world = masts_on_sale.with_policy(**microwave(longest_hop_km=16.0, most_hops=most_hops))

    assert bool(radio(world, "B1")) == offered


def test_a_dearer_head_end_that_carries_more_stands_beside(
    masts_on_sale: Any, make_item: Any
) -> None:
    """Of three head ends the one that costs more and carries no more is left out."""
    items = [i for i in masts_on_sale.catalogue.items if i.role is not Role.HEADEND]
    items += [
        make_item(sku, Role.HEADEND, price, link_type="microwave", mbps=mbps)
        for sku, price, mbps in (("H1", 1_000, 50.7), ("H2", 2_000, 50.0), ("H3", 3_000, 900.0))
    ]
    world = masts_on_sale.changed(catalogue=replace(masts_on_sale.catalogue, items=tuple(items)))

    assert [(a.id, a.carried_mbps) for a in shared_hops(world)] == [
        ("T--mast:open:B1:1/H1", 50),
        ("T--mast:open:B1:1/H3", 400),
    ]


def test_masts_of_equally_many_hops_are_kept_for_the_solver(point_at: Any) -> None:
    """Two far places, 10 km apart, may each be reached from the other's mast."""
    lit = {"PoP": point_at(0)}
    places = {"A": point_at(60_000), "B": point_at(60_000, 10_000), "M": point_at(30_000)}
    reach = Reach(longest_m=40_000, most_hops=3, few=2)

    found = raise_masts(lit, places, {k: places[k] for k in "AB"}, reach)

    assert {(h.start, h.end) for h in found.hops} == {
        ("PoP", "M"), ("M", "A"), ("M", "B"), ("A", "B"), ("B", "A"),
    }  # fmt: skip
    assert [(r.place, r.hops) for r in found.relays["A"]] == [("M", 1), ("B", 2)]


def test_offers_at_one_site_know_its_masts(half_way: Any) -> None:
    """Relays and masts kept as plain data give each site the offers that all together have."""
    laid, every = lay_out(half_way), build_offers(half_way)
    again = Laid.from_json(json.loads(json.dumps(laid.to_json())))

    assert again == laid
    assert laid.masts.relays
    assert laid.masts.points
    for site in half_way.sites:
        alone = offers_at(half_way, site.id, again)
        assert alone.candidates == tuple(c for c in every.candidates if c.site_id == site.id)
        assert alone.rejections == tuple(r for r in every.rejections if r.site_id == site.id)
