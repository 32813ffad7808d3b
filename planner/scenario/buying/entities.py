"""Procuring entities: who buys for a payer, in the whole country, an aimag or a soum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A public body that buys, as its state register has it."""

    id: str
    payer: str
    name_mn: str
    name_en: str = ""
    aimag: str = ""  # code or name; "": every one
    soum: str = ""
    register: str = ""
    address: str = ""
    budget: str = ""
    file: str = ""
    row: int = 0

    def buys_at(self, payer: str, aimag: frozenset[str], soum: frozenset[str]) -> bool:
        """Return whether it buys for a payer at a place, given its codes and names, folded."""
        return (
            self.payer == payer
            and (not self.aimag or self.aimag.casefold() in aimag)
            and (not self.soum or self.soum.casefold() in soum)
        )


def buyer_at(
    entities: Iterable[Entity], payer: str, aimag: frozenset[str], soum: frozenset[str]
) -> Entity | None:
    """Return who buys for a payer at a place: for its soum, its aimag or the country; or nobody."""
    found = [one for one in entities if one.buys_at(payer, aimag, soum)]
    return max(found, key=lambda one: (bool(one.soum), bool(one.aimag)), default=None)
