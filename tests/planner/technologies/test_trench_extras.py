"""Trenches cost more along roads of some classes, and plans say along which they run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from inventory.prices.catalogue import Role
from optimizers import verify
from optimizers.solve import solve
from planner.candidates.candidate import RoadMetres
from planner.model.build import build_problem
from planner.offers.build import build_offers
from planner.plan.links import built_links
from planner.plan.plan import BuiltLink
from planner.project.checks.trench_extras import check_trench_extras
from sites.network import Network, Pop
from sites.site import LinkToday, LinkType, SiteKind, Users

OTHERS = ("upgrade", "neighbour", "microwave", "leo", "geo", "content", "cellular")


@pytest.fixture
def by_the_road(three_villages: Any, make_site: Any, point_at: Any, make_item: Any) -> Any:
    """Return a library at the end of a road of 900 m primary and 1,100 m track from a PoP."""
    roads: nx.Graph[str] = nx.Graph()
    for name, east in (("p", 0), ("q", 2_000)):
        longitude, latitude = point_at(east)
        roads.add_node(name, longitude=longitude, latitude=latitude)
    classes = (("primary", 900), ("track", 1_100))
    line = (point_at(0), point_at(2_000))
    roads.add_edge("p", "q", length_m=2_000, coordinates=line, classes=classes)
    x, y = point_at(0)
    users, none = Users(visitors_per_day=400.0), LinkToday(type=LinkType.NONE)
    site = make_site("L", SiteKind.LIBRARY, 2_000, 40, users=users, link=none)
    technologies: dict[str, Any] = {name: {"enabled": False} for name in OTHERS}
    technologies["fibre"] = {"mesh_reach_km": 0.0}

    def world(*extras: tuple[str, int]) -> Any:
        items = (
            make_item(f"X-{name}", Role.TRENCH_EXTRA, price, unit="MTR", road_class=name)
            for name, price in extras
        )
        catalogue = three_villages.catalogue
        return three_villages.changed(
            sites=(site,),
            network=Network(pops=(Pop(id="P", name="P", longitude=x, latitude=y),), roads=roads),
            catalogue=replace(catalogue, items=(*catalogue.items, *items)),
        ).with_policy(technologies=technologies)

    return world


def trench_of(world: Any) -> BuiltLink:
    """Return the trench of the best plan, whose certificate holds."""
    model = build_problem(world, build_offers(world))
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    links = built_links(world, model, result.chosen or ())
    (trench,) = [link for link in links if link.kind == "trench"]
    return trench


def test_a_trench_says_how_many_metres_follow_which_class(by_the_road: Any) -> None:
    """Without any extra the metres by class are there, and the bill is as before."""
    trench = trench_of(by_the_road())

    assert trench.roads == (
        RoadMetres(road_class="primary", metres=900),
        RoadMetres(road_class="track", metres=1_100),
    )
    assert [line.role for line in trench.lines if line.role == "trench_extra"] == []


def test_the_extra_of_a_class_is_bought_for_its_metres(by_the_road: Any) -> None:
    """900 m of primary road cost 2 more each; a class without an extra costs none."""
    plain = trench_of(by_the_road())
    trench = trench_of(by_the_road(("primary", 2)))
    extra = [line for line in trench.lines if line.role == "trench_extra"]

    assert [(line.sku, line.quantity, line.amount_minor) for line in extra] == [
        ("X-primary", 900, 1_800)
    ]
    assert [line for line in trench.lines if line not in extra] == list(plain.lines)


def test_an_extra_for_a_class_that_no_road_has_is_told(by_the_road: Any) -> None:
    """A misspelt class would never be bought."""
    world = by_the_road(("primary", 2), ("trak", 5))
    (finding,) = check_trench_extras(world.catalogue, world.network.roads)

    assert (finding.rule, finding.column) == ("item.road_class", "road_class")
    assert finding.found == "trak of X-trak"
    assert "primary, track" in finding.expected
    assert list(check_trench_extras(by_the_road().catalogue, world.network.roads)) == []
    assert list(check_trench_extras(world.catalogue, nx.Graph())) == []
