"""Offers without a directive are those made anew, though only the sites it reaches are asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.offers import without
from planner.offers.build import build_offers
from planner.offers.without import offers_without
from planner.pipeline.prepare import read_project
from planner.scenario.directives import Directive, DirectiveKind
from sites.site import Site

MUST_NOT, WEIGHT = DirectiveKind.MUST_NOT, DirectiveKind.WEIGHT


def told(kind: DirectiveKind, target: str, value: str = "") -> Directive:
    """Return a directive."""
    return Directive(
        id="D-9", kind=kind, target=target, value=value, reason="", authority="", document="",
        date="",
    )  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many sites were asked, each time."""
    counts: list[int] = []
    original = without.offers_at_sites

    def counted(sites: Collection[Site], *given: Any) -> Any:
        counts.append(len(sites))
        return original(sites, *given)

    monkeypatch.setattr(without, "offers_at_sites", counted)
    return counts


def test_of_a_site_they_are_those_made_anew(small: Path, asked: list[int]) -> None:
    """A forbidden or weighted site changes its own offers, and those that trenches bring it."""
    inputs = read_project(small)
    expected = build_offers(inputs)
    for number, site in enumerate(inputs.sites[::4]):
        kind, value = (WEIGHT, "3") if number % 3 == 0 else (MUST_NOT, "")
        directive = told(kind, site.id, value)
        before = build_offers(replace(inputs, directives=(*inputs.directives, directive)))
        found = offers_without(before, inputs, directive)
        assert found == expected
        assert found.laid == expected.laid
    assert max(asked) < len(inputs.sites) / 2
    assert 1 < max(asked), "no case in which one site reaches another"


def test_a_weight_of_nothing_is_found_to_change_the_ways(small: Path) -> None:
    """A site that gains nothing is led no trench: without the weight it is."""
    inputs = read_project(small)
    expected = build_offers(inputs)
    gaining = [i for i, n in expected.needs.items() if n.link_gap_benefit > 0 and n.users > 0]
    moved = 0
    for site_id in gaining[:5]:
        directive = told(WEIGHT, site_id, "0")
        before = build_offers(replace(inputs, directives=(*inputs.directives, directive)))
        assert before.laid is not None and expected.laid is not None
        moved += before.laid.ways_to(site_id) != expected.laid.ways_to(site_id)
        assert offers_without(before, inputs, directive) == expected
    assert moved


@pytest.mark.parametrize("kind", [MUST_NOT, WEIGHT, DirectiveKind.PRICE_OVERRIDE])
def test_of_the_project_they_are_those_made_anew(four_places: Path, kind: DirectiveKind) -> None:
    """With each of its directives left out, a price for all sites among them."""
    inputs = read_project(four_places)
    directive = next(d for d in inputs.directives if d.kind is kind)
    less = replace(inputs, directives=tuple(d for d in inputs.directives if d is not directive))
    assert offers_without(build_offers(inputs), less, directive) == build_offers(less)


def test_where_a_building_shares_a_link_all_are_asked(small: Path, asked: list[int]) -> None:
    """What others of a building have of a link rests on all of them: nothing is taken over."""
    inputs = read_project(small)
    near = next(s for s in inputs.sites if s.longitude is not None)
    others = [s for s in inputs.sites if s.id != near.id and s.kind is not near.kind][:1]
    roof = {
        "building_id": "B", "longitude": near.longitude, "latitude": near.latitude,
        "coordinate_quality": near.coordinate_quality,
    }  # fmt: skip
    together = {s.id: replace(s, **roof) for s in (near, *others)}
    housed = replace(inputs, sites=tuple(together.get(s.id, s) for s in inputs.sites))
    expected = build_offers(housed)
    assert any(c.periods for c in expected.candidates)
    directive = told(MUST_NOT, near.id)
    before = build_offers(replace(housed, directives=(*housed.directives, directive)))
    assert offers_without(before, housed, directive) == expected
    assert len(asked) == 1
