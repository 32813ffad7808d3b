"""Floors that a group cannot reach are told before a plan is made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Offers
from planner.project.checks.floors import FLOOR_ABOVE_REACH, POINTS_ABOVE_OFFERS, check_floors
from planner.scenario.directives import DirectiveKind


def _told(world: Any, offers: Offers, directive: Any, group: str, share: str) -> list[Any]:
    inputs = world.told(directive(DirectiveKind.FLOOR, group, share))
    return list(check_floors(inputs, offers))


def test_a_floor_within_reach_is_silent(world: Any, offers: Offers, directive: Any) -> None:
    """A group that alone could gain may be promised any share, and a small share is no trouble."""
    alone = replace(world, sites=tuple(replace(site, aimag="1") for site in world.sites))

    assert _told(alone, offers, directive, "1", "1") == []
    assert _told(world, offers, directive, "school", "0.01") == []


def test_a_floor_above_reach_says_what_it_leaves_to_others(
    world: Any, offers: Offers, directive: Any
) -> None:
    """The reach of the group and what all others keep are the sums of what is on offer."""
    group = world.sites[0].aimag
    worth = attainable_benefit(offers)
    total = sum(worth.values())
    own = sum(worth[site.id] for site in world.sites if site.aimag == group)
    assert 0 < own < total
    reach = own / total
    asked = (1 + reach) / 2

    (finding,) = _told(world, offers, directive, group, f"{asked:.6f}")

    left = own * (1 - asked) / asked / (total - own)
    assert finding.rule == FLOOR_ABOVE_REACH.id
    assert f"at most {100 * reach:.3g} %" in finding.expected
    assert f"gain at most {100 * left:.3g} %" in finding.todo
    assert _told(world, offers, directive, group, f"{reach - 0.001:.6f}") == []


def test_a_floor_for_sites_that_nothing_helps_is_named(
    world: Any, offers: Offers, directive: Any
) -> None:
    """A group without any gain on offer would stop the whole plan."""
    bare = replace(offers, candidates=(), kit=())

    (finding,) = _told(world, bare, directive, world.sites[0].aimag, "0.1")

    assert "delete it" in finding.todo


def test_points_above_all_on_offer_are_an_error(world: Any, offers: Offers, directive: Any) -> None:
    """All that a group could gain may be asked, a thousandth more may not."""
    worth = attainable_benefit(offers)
    own = sum(worth[site.id] for site in world.sites if site.kind.value == "school")

    def told(thousandths: int) -> list[Any]:
        asked = f"{thousandths // 1000}.{thousandths % 1000:03d}"
        row = directive(DirectiveKind.LEAST_POINTS, "school", asked)
        return list(check_floors(world.told(row), offers))

    assert told(own) == []
    (finding,) = told(own + 1)
    assert finding.rule == POINTS_ABOVE_OFFERS.id
    assert "all that is on offer" in finding.expected
