"""Quantities by ground: metres of every kind add up to what a tender digs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from planner.candidates.candidate import RoadMetres, SlopeMetres, SoilMetres
from planner.plan.plan import BuiltLink
from planner.procurement.quantities import Underfoot, parts_of, quantities_of
from planner.procurement.routes import Route


def link(name: str, length_m: int, **known: Any) -> BuiltLink:
    """Return a trench of a length."""
    return BuiltLink(
        id=name, kind="trench", from_node="root", to_node="road:1", length_m=length_m,
        coordinates=(), lines=(), serves=(), **known,
    )  # fmt: skip


def route(built: BuiltLink, lot: int = 0, role: str = "trench") -> Route:
    """Return a route on which a line of a role is built."""
    line: Any = SimpleNamespace(role=role, number=1)
    return Route(link=built, lot=lot, units=((line, built.length_m),))


FULL = link(
    "T1", 1_000,
    roads=(RoadMetres(road_class="track", metres=400),),
    soils=(SoilMetres(soil_class="rock", metres=300), SoilMetres(soil_class="sand", metres=700)),
    slopes=(SlopeMetres(from_percent=0, metres=600), SlopeMetres(from_percent=15, metres=300)),
    crossings=2,
)  # fmt: skip
BARE = link("T2", 500)


def test_each_kind_of_a_link_adds_up_to_its_length() -> None:
    """What follows no road, or is not known, is a part of its own; unknown kinds are none."""
    parts = list(parts_of(FULL))
    for kind in (Underfoot.ROAD, Underfoot.SOIL, Underfoot.SLOPE):
        assert sum(p.quantity for p in parts if p.kind is kind) == 1_000
    assert [(p.name, p.quantity) for p in parts if p.kind is Underfoot.ROAD] == [
        ("track", 400),
        ("", 600),
    ]
    assert [p.quantity for p in parts if p.kind is Underfoot.RIVER] == [2]
    assert list(parts_of(BARE)) == []


def test_quantities_of_a_tender_add_up_by_lot() -> None:
    """A link of which nothing is known counts as not known wherever others know; splices do not."""
    found = quantities_of([route(FULL, 1), route(BARE, 2), route(FULL, 1, role="splice")])
    for kind in (Underfoot.ROAD, Underfoot.SOIL, Underfoot.SLOPE):
        by_lot = {lot: sum(p.quantity for p in found if (p.kind, p.lot) == (kind, lot))
                  for lot in (1, 2)}  # fmt: skip
        assert by_lot == {1: 1_000, 2: 500}
    assert [(p.lot, p.quantity) for p in found if p.kind is Underfoot.RIVER] == [(1, 2)]
    assert quantities_of([route(BARE)]) == ()
    assert quantities_of([]) == ()
