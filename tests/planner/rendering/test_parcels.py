"""Units of an item at a place: what is bought there, and what comes for nothing."""

from __future__ import annotations

from dataclasses import replace

from printed_plan import CATALOGUE, MOVES, PACKAGES, PLAN, TENDERED, line

from planner.candidates.candidate import CostLine
from planner.plan.purchasing import Move
from planner.procurement.tender import bought_points, tender_of, tendered_parcels
from planner.rendering.parcels import Parcel, parcels, parcels_of

PC = line("PC", 4)
DELIVERY = replace(line("ONT", 4), sku="DELIVERY", delivers="PC")
MOVE = Move(sku="PC", quantity=3, origin_kind="depot", origin="UB", site_id="A", transport_minor=0)


def units(found: tuple[Parcel, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return units bought and given by place and SKU."""
    return {(p.point, p.line.sku): (p.bought, p.given) for p in found}


def at(point: str, *lines: CostLine) -> list[tuple[str, str, CostLine]]:
    """Return lines of one package at a place."""
    return [("P01", point, each) for each in lines]


def test_equal_lines_are_one_parcel() -> None:
    """Four and two computers at one place are six; other places and packages stay apart."""
    found = parcels([*at("A", PC, line("PC", 2)), *at("B", PC), ("P02", "A", PC)], ())

    told = [(p.package, p.point, p.bought) for p in found]
    assert told == [("P01", "A", 6), ("P01", "B", 4), ("P02", "A", 4)]


def test_what_is_moved_is_not_bought_and_not_delivered() -> None:
    """Three of four computers come from a depot: one is bought, and one is delivered."""
    found = units(parcels(at("A", PC, DELIVERY), [MOVE]))

    assert found == {("A", "PC"): (1, 3), ("A", "DELIVERY"): (1, 3)}


def test_a_proposed_move_changes_nothing() -> None:
    """What nobody has decided is bought."""
    found = units(parcels(at("A", PC), [replace(MOVE, counted=False)]))

    assert found == {("A", "PC"): (4, 0)}


def test_one_move_is_not_taken_off_two_packages() -> None:
    """A place whose computers two packages buy receives the three of the depot once."""
    found = parcels([("P01", "A", line("PC", 2)), ("P02", "A", PC)], [MOVE])

    assert [(p.package, p.given) for p in found] == [("P01", 2), ("P02", 1)]


def test_no_more_is_given_than_is_spared() -> None:
    """A package that saves two computers buys the third; delivery it does not save is bought."""
    found = units(parcels(at("A", PC, DELIVERY), [MOVE], spared={"PC": 2}))

    assert found == {("A", "PC"): (2, 2), ("A", "DELIVERY"): (4, 0)}


def test_a_tender_buys_the_parcels_of_its_package() -> None:
    """What the plan buys for a package, its tender asks for, place by place and line by line."""
    of_plan = parcels_of(TENDERED).all
    for package in PACKAGES:
        tender = tender_of(package, CATALOGUE)
        of_tender = tendered_parcels(tender, MOVES)
        points, unplaced = bought_points(tender, MOVES)

        assert units(of_tender) == units(tuple(p for p in of_plan if p.package == package.id))
        assert unplaced == {}
        assert points == {
            point: {
                tender.line_at(point, p.line.sku).number: p.bought
                for p in of_tender
                if p.point == point
            }
            for point in tender.points
        }


def test_a_plan_without_packages_has_the_parcels_of_its_lines() -> None:
    """Yearly payments and fees that end are no parcels."""
    found = parcels_of(PLAN)

    assert {p.package for p in found.all} == {""}
    assert sum(p.amount_minor for p in found.all) == PLAN.listed_minor
    assert {p.line.sku for p in found.by_point["BO-1"]} == {"ONT"}
