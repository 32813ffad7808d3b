"""Who owns spare computers, and what it saves to move used ones."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small_records import a_site, an_item

from inventory.prices.catalogue import Catalogue, Transport
from planner.candidates.delivery import Deliveries
from planner.candidates.present_value import PresentValue
from planner.resources.existing_equipment import SPARE, Moves, Origin, Way, owner_of
from planner.resources.funds import Funds
from planner.scenario.calendar import Calendar


@pytest.mark.parametrize(
    ("register", "name", "owner"),
    [("0099887", "Education", "0099887"), ("", "Education", "Education"), ("", "", "S-1")],
)
def test_a_register_number_says_more_than_a_name(register: str, name: str, owner: str) -> None:
    """Two spellings of one ministry are one owner by its number; who names nobody is alone."""
    site = a_site("S-1", owner=name, owner_register=register)

    assert owner_of(site) == owner


def way_of(years_left: int | None, horizon_years: int, transport: int = 100) -> Way | None:
    """Return what moving a computer of 1,000 saves, at 10 % a year; new ones last five years."""
    computer = an_item("PC", 1_000, useful_life_years=5, price_date="2026-01-15")
    moves = Moves(
        origins=(),
        items={"PC": computer},
        transport=(Transport(sku="", origin="", aimag="", unit_cost_minor=transport),),
        funds=Funds(
            listed=(), calendar=Calendar(start=None, tender_days=0, lead_days=0), rulebook=""
        ),
        value=PresentValue(horizon_years=horizon_years, rate=Fraction(1, 10)),
        deliveries=Deliveries(catalogue=Catalogue(currency="MNT", items=(computer,))),
    )
    spare = Origin(id="o", kind=SPARE, name="A", sku="", quantity=1, years_left=years_left)
    return moves.way(spare, "PC", "A")


@pytest.mark.parametrize(
    ("years_left", "horizon_years", "later"),
    [
        (None, 6, 0),  # as good as new
        (5, 6, 0),
        (2, 2, 0),  # it lasts as long as the plan
        (2, 6, 206),  # replaced after 2 years (826.4), a new one after 5 (620.9): 205.5 more
        (2, 8, 719),  # after 2 and 7 years (826.4 + 513.2) against 5 (620.9): 718.7 more
    ],
)
def test_a_used_unit_saves_less_by_its_earlier_replacement(
    years_left: int | None, horizon_years: int, later: int
) -> None:
    """What replacing it earlier costs today is taken off, in whole units, rounded up."""
    way = way_of(years_left, horizon_years)

    assert way is not None
    assert (way.saves_minor, way.saves_npc_minor) == (900, 900 - later)
    assert isinstance(way.saves_npc_minor, int)


@pytest.mark.parametrize(("transport", "saves"), [(146, 1), (147, None), (148, None)])
def test_what_costs_later_what_it_saves_now_stays(transport: int, saves: int | None) -> None:
    """Replaced after 1 and 6 years (909.1 + 564.5) against 5 (620.9), a unit costs 853 later."""
    way = way_of(1, 7, transport)

    assert (None if way is None else way.saves_npc_minor) == saves
