"""Hops pass over the ground where it is known; without a model everything is as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inventory.prices.catalogue import Item, Role
from inventory.table_specs import RasterSpec
from planner.candidates.candidate import Candidate, Offers, Reason
from planner.candidates.possible_routes import Laid
from planner.offers.build import build_offers, lay_out, offers_at

LOUD = "LINE OF SIGHT IS NOT TESTED: rasterio is missing"
SIZE = {"west": 104.9, "north": 47.15, "columns": 440, "rows": 120}


@pytest.fixture
def over(tmp_path: Path) -> Callable[..., Any]:
    """Return what puts a world on ground of a shape."""
    pytest.importorskip("rasterio", reason=LOUD)
    from mountains import write_dem

    from sites.terrain.ground import Ground
    from sites.terrain.rasters import read_rasters
    from sites.terrain.settings import TerrainSettings

    def put(world: Any, shape: Any, holes: Any = None, **settings: Any) -> Any:
        path = write_dem(tmp_path / "dem.tif", shape, holes=holes, **SIZE)
        rasters, _ = read_rasters([RasterSpec(path=path, label="dem.tif")])
        chosen = TerrainSettings(**{"relief_margin": 0.0, "coarse_cell_m": 300.0, **settings})
        return world.changed(ground=Ground(rasters=rasters, settings=chosen))

    return put


@pytest.fixture
def villages(three_villages: Any, make_item: Callable[..., Item]) -> Any:
    """Return the three villages with a mast on sale, hops of 25 km, and the far school at 40 km."""
    from dataclasses import replace

    pole = make_item("POLE", Role.MAST, 1_000)
    catalogue = three_villages.catalogue
    items = tuple(sorted((*catalogue.items, pole), key=lambda i: i.sku))
    world = three_villages.changed(catalogue=replace(catalogue, items=items))
    longitude = 105.0 + 40_000 / (111_194.9 * 0.68200)
    world = world.with_site("B1", longitude=longitude)
    return world.with_policy(technologies={"microwave": {"longest_hop_km": 45.0}})


def microwave(offers: Offers, site: str) -> list[Candidate]:
    """Return the microwave options of a site."""
    return [c for c in offers.candidates if (c.site_id, c.technology) == (site, "microwave")]


def refused(offers: Offers, site: str) -> tuple[Reason, str]:
    """Return the reason against microwave at a site, and its detail."""
    (found,) = (r for r in offers.rejections if (r.site_id, r.technology) == (site, "microwave"))
    return found.reason, found.detail.en


def skus(option: Candidate) -> set[str]:
    """Return what an option buys."""
    return {line.sku for line in option.lines}


def test_a_plain_lets_hops_pass_and_says_by_how_much(villages: Any, over: Any) -> None:
    """The same options as without a model, with what the ground says in their notes."""
    from mountains import plain

    before = build_offers(villages)
    after = build_offers(over(villages, plain(), tower_height_m=60, building_height_m=60))
    (was,), (now,) = microwave(before, "B1"), microwave(after, "B1")

    assert (now.id, now.lines, now.length_m) == (was.id, was.lines, was.length_m)
    assert was.note is not None and "clear" not in was.note.en
    assert now.note is not None and "m clear of what must be free" in now.note.en
    assert "cells of 278 m" in now.note.en and "278 м" in now.note.mn


def test_a_low_rise_asks_for_the_mast_on_sale(villages: Any, over: Any) -> None:
    """The option buys it and says how tall it has to be; without masts on sale it is refused."""
    from mountains import plain

    ground = {"tower_height_m": 60, "mast_height_m": 50}
    world = over(villages, plain(), **ground)
    option = next(c for c in microwave(build_offers(world), "B1") if c.from_node == "root")
    assert "POLE" in skus(option)
    assert option.note is not None and "needs a mast of" in option.note.en

    reason, detail = refused(build_offers(world.without_items(Role.MAST)), "B1")
    assert reason is Reason.NO_LINE_OF_SIGHT
    assert "mast at the far end would do" in detail


def test_a_mountain_refuses_with_numbers(villages: Any, over: Any) -> None:
    """How much is lacking, where, and that no mast would do."""
    from mountains import ridge

    world = over(villages, ridge(105.25, 2500))
    world = world.with_policy(technologies={"microwave": {"longest_hop_km": 45.0, "most_hops": 1}})
    reason, detail = refused(build_offers(world), "B1")

    assert reason is Reason.NO_LINE_OF_SIGHT
    assert "dB short" in detail and "no mast of up to 80 m would do" in detail
    assert "(47.000" in detail and ", 105.2" in detail
    assert microwave(build_offers(world), "L1")  # this side of the ridge


def test_a_mast_on_the_ridge_relays(villages: Any, over: Any) -> None:
    """On open ground half-way the mast moves to the top, and both sides see it."""
    from mountains import ridge

    world = over(villages, ridge(105.27, 1700, width=0.02), move_masts_m=6_000)
    offers = build_offers(world)
    (option,) = microwave(offers, "B1")
    hops = [a for a in offers.assets if a.kind == "microwave"]

    assert option.from_node == "mast:open:B1:1"
    assert option.from_point is not None
    assert option.from_point[0] == pytest.approx(105.27, abs=0.005)
    assert [hop.to_node for hop in hops] == ["mast:open:B1:1"]


def test_unknown_ground_goes_by_distance_and_says_so(villages: Any, over: Any) -> None:
    """A hole in the model does not stop the link, nor any other."""
    from mountains import plain

    world = over(villages, plain(), holes=lambda x, _: (x > 105.2) & (x < 105.3))
    (option,) = microwave(build_offers(world), "B1")

    assert option.note is not None
    assert "the height of the ground is not known there" in option.note.en


def test_a_bridge_needs_one_roof_to_see_the_other(villages: Any, over: Any) -> None:
    """S1 and L1 lie 300 m apart: over a plain as before, across a wall of rock refused."""
    from mountains import plain

    def bridges(offers: Offers) -> list[str]:
        return [c.id for c in offers.candidates if (c.site_id, c.technology) == ("L1", "neighbour")]

    wall = lambda _, y: 1300 + 200.0 * (abs(y - 46.9995) < 0.0014)  # noqa: E731
    walled = build_offers(over(villages, wall))
    (found,) = (r for r in walled.rejections if (r.site_id, r.technology) == ("L1", "neighbour"))

    assert bridges(build_offers(over(villages, plain()))) == bridges(build_offers(villages)) != []
    assert found.reason is Reason.NO_LINE_OF_SIGHT
    assert "S1, 0.3 km: the ground is" in found.detail.en


def test_one_site_is_answered_as_in_the_whole(villages: Any, over: Any) -> None:
    """Explained alone, from what was laid out and kept, a site has the same options."""
    from mountains import ridge

    world = over(villages, ridge(105.27, 1700, width=0.02), move_masts_m=6_000)
    laid = Laid.from_json(json.loads(json.dumps(lay_out(world).to_json())))

    assert microwave(offers_at(world, "B1", laid), "B1") == microwave(build_offers(world), "B1")


def test_a_tower_of_unbelievable_height_counts_as_the_default(villages: Any, over: Any) -> None:
    """0 m and 3,000 m are findings, not antennas."""
    from mountains import plain

    from planner.candidates.sightlines import Sightlines
    from sites.network import Tower

    lines = Sightlines(over(villages, plain()).ground)
    heights = [
        lines.height_of(Tower(id="T", longitude=105.0, latitude=47.0, height_m=h))
        for h in (None, 0.0, 45.0, 3_000.0)
    ]

    assert heights == [30.0, 30.0, 45.0, 30.0]


def test_a_tower_behind_a_mountain_is_not_received(villages: Any, over: Any) -> None:
    """L1 is 200 m from the tower; a ridge of 600 m between them takes the signal, told in dB."""
    from mountains import plain

    def ridge(x: Any, y: Any) -> Any:
        return 1_300.0 + 600.0 * (abs(y - 46.99915) < 0.0009)

    def cellular(world: Any) -> Any:
        offers = build_offers(world)
        found = [c for c in offers.candidates if (c.site_id, c.technology) == ("L1", "cellular")]
        return found or [
            r for r in offers.rejections if (r.site_id, r.technology) == ("L1", "cellular")
        ]

    (free,) = cellular(over(villages, plain()))
    (hidden,) = cellular(over(villages, ridge))
    (loose,) = cellular(over(villages, ridge, cellular_shadow_db=60.0))

    assert free.id == "L1/cellular/CELLULAR-10" == loose.id
    assert hidden.reason is Reason.NO_LINE_OF_SIGHT
    assert hidden.detail.en.startswith("the ground takes ")
    assert hidden.detail.en.endswith(" dB of the signal of T, 0.2 km away")
