"""Turn side-column values of a solution into transfers of existing equipment, site by site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from optimizers.result import Result
from planner.model.column_meaning import DemandCell, Supply, UnitsMoved
from planner.plan.purchasing import Move
from planner.resources.existing_equipment import DEPOT, SPARE, Origin, owner_of

if TYPE_CHECKING:
    from planner.model.build import Model


def site_moves(model: Model, result: Result) -> tuple[Move, ...]:
    """Return which units go to which site: cells, origins and sites each in order of their ids."""
    supply, chosen = model.supply, set(result.chosen or ())
    left = {o.id: dict(o.sites) for o in supply.moves.origins}
    found = []
    wanted: dict[DemandCell, dict[str, int]] = {}
    for c, meaning in supply.of_kind(UnitsMoved):
        cell, units = meaning.cell, result.amounts[c]
        if not units:
            continue
        if cell not in wanted:
            wanted[cell] = _wanted(model, cell, chosen)
        found += _handed_out(supply, meaning, units, wanted[cell], left[meaning.origin.id])
    return tuple(sorted(_merged(found), key=_in_order))


def _in_order(move: Move) -> tuple[str, str, str, str, str]:
    return move.site_id, move.sku, move.origin, move.decision or "", move.fund_id or ""


def _wanted(model: Model, cell: DemandCell, chosen: set[int]) -> dict[str, int]:
    """Return the units that each site of a cell receives in the plan."""
    wanted: dict[str, int] = {}
    for a, units in model.supply.needs[cell].items():
        site_id = model.arcs[a].site_id
        if a in chosen and site_id is not None:
            wanted[site_id] = wanted.get(site_id, 0) + units
    return dict(sorted(wanted.items()))


def _handed_out(
    supply: Supply, moved: UnitsMoved, units: int, wanted: dict[str, int], spare: dict[str, int]
) -> list[Move]:
    """Return the moves of one column, counting down what sites want and spare sites have."""
    origin = moved.origin
    found = []
    for site_id in sorted(wanted):
        while units and wanted[site_id]:
            start = next((s for s in sorted(spare) if spare[s]), None)
            room = units if start is None else spare[start]
            step = min(units, wanted[site_id], room)
            wanted[site_id] -= step
            units -= step
            if start is not None:
                spare[start] -= step
            move = Move(
                sku=moved.sku,
                quantity=step,
                origin_kind=origin.kind,
                origin=origin.name if start is None else start,
                site_id=site_id,
                transport_minor=step * moved.way.transport_minor,
                decision=_decision(supply, origin, site_id),
                fund_id=origin.fund_id,
            )
            found.append(move)
    return found


def _decision(supply: Supply, origin: Origin, site_id: str) -> str | None:
    """Return the directive that a move needs: none within one owner, or out of a depot."""
    if origin.kind == DEPOT or owner_of(supply.grouping.sites[site_id]) == origin.owner:
        return None
    return origin.decision


def _merged(moves: Sequence[Move]) -> list[Move]:
    """Return moves of one item between the same two places as one."""
    found: dict[tuple[str | None, ...], Move] = {}
    for move in moves:
        key = move.sku, move.origin, move.site_id, move.decision, move.fund_id
        held = found.get(key)
        found[key] = (
            move
            if held is None
            else replace(
                held,
                quantity=held.quantity + move.quantity,
                transport_minor=held.transport_minor + move.transport_minor,
            )
        )
    return list(found.values())


def proposed_moves(model: Model, result: Result, made: Sequence[Move]) -> tuple[Move, ...]:
    """Return moves between owners that would save money if an authority decided on them.

    They are listed and not counted: the plan buys. Sites that still buy are taken in order of
    their ids, spare computers where moving saves most.
    """
    supply = model.supply
    if result.chosen is None:
        return ()
    given: dict[str, int] = {}
    for move in made:
        given[move.origin] = given.get(move.origin, 0) + move.quantity
    received = {(m.site_id, m.sku): 0 for m in made}
    for move in made:
        received[move.site_id, move.sku] += move.quantity
    left = {
        o.id: {s: n - given.get(s, 0) for s, n in o.sites}
        for o in supply.moves.origins
        if o.kind == SPARE and o.decision is None
    }
    if not left:
        return ()
    found = []
    for site_id, sku, units in _still_bought(model, set(result.chosen), received):
        found += _proposals(supply, site_id, sku, units, left)
    return tuple(sorted(_merged(found), key=lambda m: (m.site_id, m.sku, m.origin)))


def _still_bought(
    model: Model, chosen: set[int], received: Mapping[tuple[str, str], int]
) -> list[tuple[str, str, int]]:
    """Return the computers that each site buys although the moves that count are made."""
    found: dict[tuple[str, str], int] = {}
    for (sku, _), arcs in model.supply.bought.items():
        item = model.supply.items.get(sku)
        if item is None or item.role is not Role.COMPUTER:
            continue
        for a, units in arcs.items():
            site_id = model.arcs[a].site_id
            if a in chosen and site_id is not None:
                found[site_id, sku] = found.get((site_id, sku), 0) + units
    rest = ((s, sku, n - received.get((s, sku), 0)) for (s, sku), n in sorted(found.items()))
    return [(s, sku, n) for s, sku, n in rest if n > 0]


def _proposals(
    supply: Supply, site_id: str, sku: str, units: int, left: dict[str, dict[str, int]]
) -> list[Move]:
    """Return the proposed moves to one site, counting down what the origins have."""
    aimag = supply.grouping.sites[site_id].aimag
    ways = []
    for origin in supply.moves.origins:
        way = supply.moves.way(origin, sku, aimag)
        if way is not None and any(left.get(origin.id, {}).values()):
            ways.append((-way.saves_npc_minor, origin.id, way))
    found = []
    for _, origin_id, way in sorted(ways, key=lambda w: w[:2]):
        for start in sorted(left[origin_id]):
            step = min(units, left[origin_id][start])
            if step:
                left[origin_id][start] -= step
                units -= step
                found.append(
                    Move(
                        sku=sku,
                        quantity=step,
                        origin_kind=SPARE,
                        origin=start,
                        site_id=site_id,
                        transport_minor=step * way.transport_minor,
                        counted=False,
                    )
                )
    return found
