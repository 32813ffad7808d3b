"""What the things that a plan buys draw, and what a kilowatt hour emits, as inputs say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from planner.scenario.rationals import exact

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

_SUPPLY = frozenset({Role.POWER_KIT, Role.UPS, Role.GENERATOR})  # their watts are what they give


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyFacts:
    """Watts of a piece of each item that states them, and the emissions of electricity."""

    watts_by_sku: Mapping[str, Fraction]
    kg_co2_per_kwh: Fraction | None

    @classmethod
    def of_inputs(cls, inputs: Inputs) -> EnergyFacts:
        """Return what the catalogue and the scenario of a plan say."""
        stated = inputs.scenario.kg_co2_per_kwh
        return cls(
            watts_by_sku={
                item.sku: exact(item.power_w)
                for item in inputs.catalogue.items
                if item.power_w is not None and item.role not in _SUPPLY
            },
            kg_co2_per_kwh=None if stated is None else exact(stated),
        )
