"""Power kit: solar and battery for the link equipment where electricity is not reliable.

A link is worth little without power, so the kit is bundled into every option of such a site and is
never an option of its own. Sized by the load of what the option buys; computers, lighting and the
season's sunshine are not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar

from inventory.prices.catalogue import Catalogue, Item, Role
from planner.candidates.candidate import CostLine
from planner.candidates.cost_lines import line
from planner.candidates.technology import PowerSupply, setting


class Power(PowerSupply):
    """The kits that carry the link equipment of a site without reliable power."""

    id: ClassVar[str] = "power"
    title: ClassVar[str] = "Power kit"

    load_w: float = setting(
        75.0,
        "assumption, to confirm: a satellite terminal and a router",
        "load of equipment that states none",
        ge=0,
    )

    def can_power(self, catalogue: Catalogue) -> bool:
        """Return whether kits are on sale, or power is not looked at."""
        return not self.enabled or catalogue.first(Role.POWER_KIT) is not None

    def power_bundle(
        self, bought: Sequence[CostLine], catalogue: Catalogue
    ) -> tuple[CostLine, ...] | None:
        """Return the kits that power what an option buys, None when the catalogue sells none."""
        if not self.enabled:
            return ()
        load = self.load_of(bought, catalogue)
        kits = sorted(
            (count * item.unit_price_minor, item.sku, count, item)
            for item in catalogue.of(Role.POWER_KIT)
            for count in [kits_for(item, load)]
        )
        if not kits:
            return None
        _, _, count, item = kits[0]
        return (line(item, count),)

    def load_of(self, bought: Sequence[CostLine], catalogue: Catalogue) -> float:
        """Return the load in watts of what is bought: as stated, else the default."""
        stated = [
            (catalogue.by_sku[entry.sku].power_w, entry.quantity)
            for entry in bought
            if entry.sku in catalogue.by_sku
        ]
        known = sum(watts * quantity for watts, quantity in stated if watts is not None)
        return known or self.load_w


def kits_for(item: Item, load_w: float) -> int:
    """Return how many kits carry a load; a kit without a stated power carries any."""
    return 1 if not item.power_w else max(1, math.ceil(load_w / item.power_w))
