"""Read the register of procuring entities, and judge it: one buyer for each payer and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from inventory.findings import Finding, at, error_rule, rules_in
from inventory.place_words import in_words
from inventory.values import shorten
from planner.scenario.buying.entities import Entity
from sites import cells

if TYPE_CHECKING:
    from inventory.records import Record, TableRead

ENTITY_TWICE = error_rule(
    "entity.twice",
    "Two procuring entities have one code, or buy for one payer at one place",
    "A tender has one buyer, who signs its contract; which of the two is never guessed.",
)
RULES = rules_in(globals())
"""Every rule about the register of entities, in id order."""


def read_entities(tables: Mapping[str, TableRead]) -> tuple[tuple[Entity, ...], list[Finding]]:
    """Return the register of a project in its order, and every fault."""
    records: Sequence[Record] = cells.records(tables, "entities")
    whole = [r for r in records if all(cells.text(r, n) for n in ("entity_id", "payer", "name_mn"))]
    found = tuple(_entity(record) for record in whole)
    return found, [*_twice(found)]


def _entity(record: Record) -> Entity:
    texts = {
        name: cells.text(record, name)
        for name in (
            "payer",
            "name_mn",
            "name_en",
            "aimag",
            "soum",
            "register",
            "address",
            "budget",
        )
    }
    return Entity(id=cells.text(record, "entity_id"), file=record.file, row=record.row, **texts)


def _twice(found: Sequence[Entity]) -> Iterator[Finding]:
    ids: dict[str, Entity] = {}
    places: dict[tuple[str, str, str], Entity] = {}
    for one in found:
        place = one.payer, one.aimag.casefold(), one.soum.casefold()
        first = ids.setdefault(one.id, one), places.setdefault(place, one)
        other = next((held for held in first if held is not one), None)
        if other is not None:
            yield ENTITY_TWICE.finding(
                *at(one, "entity_id"),
                found=f"{shorten(one.id)}: {shorten(one.name_mn)}",
                expected=f"one entity for each code, payer and place; row {other.row} has it",
                todo=in_words(
                    "delete one of the two rows, or name the {region} or {subregion} that each"
                    " buys for"
                ),
            )
