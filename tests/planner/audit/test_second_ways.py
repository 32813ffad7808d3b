"""A second way that shares a trench with the first, or has a gap, is found by the audit."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from planner.audit.second_ways import second_way_differences
from planner.model.build import Model, build_problem
from planner.offers.build import build_offers
from planner.plan.links import built_links
from planner.plan.plan import BuiltLink
from planner.scenario.upper_limits import SecondLink
from sites.network import Pop

FIRST = ("root--road:p", "road:p--road:p~q@1000", "road:p~q@1000--premises:S1")


@pytest.fixture(scope="module")
def told(three_villages: Any, point_at: Any) -> tuple[Any, Model, list[int]]:
    """S1 between two PoPs, with the arcs of its first way, its link and its second way."""
    pops = tuple(
        Pop(id=name, name=name, longitude=at[0], latitude=at[1])
        for name, at in (("PoP", point_at(0)), ("far PoP", point_at(2_000)))
    )
    world = three_villages.changed(network=replace(three_villages.network, pops=pops))
    world = world.with_policy(second_link=SecondLink(sites=["S1"]))
    model = build_problem(world, build_offers(world))
    index = model.arc_index()
    ways = [index[f"asset:{name}"] for name in FIRST]
    return (
        world,
        model,
        [*ways, index["option:S1/fibre/FIBRE-20"], index["kit:S1:second_fibre:1"]],
    )


def found(
    told: tuple[Any, Model, list[int]], links: list[BuiltLink]
) -> dict[str, tuple[str | None, str | None]]:
    """Return the differences of a plan with these links to build, by field."""
    _, model, chosen = told
    plan: Any = SimpleNamespace(links=links)
    return {
        d.field: (d.recorded, d.recomputed)
        for d in second_way_differences(plan, model.problem, chosen)
    }


def test_ways_apart_are_kept(told: tuple[Any, Model, list[int]]) -> None:
    """The links to build name both trenches of the second way, and nothing is found."""
    links = built_links(*told)
    second = [(k.kind, k.from_node, k.to_node, k.length_m) for k in links if k.part]

    assert second == [
        ("second_trench", "road:q", "road:p~q@1000", 1_000),
        ("second_drop", "road:p~q@1000", "premises:S1", 130),
    ]
    assert found(told, list(links)) == {}


def test_a_trench_of_both_ways_is_told(told: tuple[Any, Model, list[int]]) -> None:
    """The second trench is drawn along the first, the other way round."""
    links = {link.id: link for link in built_links(*told)}
    first = links["road:p--road:p~q@1000"]
    second = next(link for link in links.values() if link.part == 1)
    links[second.id] = replace(second, coordinates=first.coordinates[::-1])

    field = "site S1, pieces of trench that both ways have"
    assert found(told, list(links.values())) == {field: ("1", "0")}


def test_a_gap_is_told(told: tuple[Any, Model, list[int]]) -> None:
    """Without its drop the second way ends at the road."""
    links = [link for link in built_links(*told) if link.part != 2]

    assert found(told, links) == {"site S1, gaps of its second way": ("1", "0")}


def test_a_second_way_alone_is_told(told: tuple[Any, Model, list[int]]) -> None:
    """Nothing leads to the building first."""
    world, model, chosen = told
    alone = world, model, chosen[-1:]

    assert found(alone, list(built_links(*alone))) == {
        "site S1, a first way beside the second": ("False", "True")
    }
