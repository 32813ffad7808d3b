"""Spare units: what a tender asks for on top, and what they would cost if they were bought.

A plan buys none. The catalogue's spares share goes into the specification, to be priced within the
units that are bought; the buyer learns what the same units would cost apart.
"""

from __future__ import annotations

import math

from planner.procurement.tender import Tender, TenderLine
from planner.scenario.rationals import exact


def spare_units(line: TenderLine) -> int:
    """Return the spare units that are asked for with a line: its share, rounded up."""
    share = None if line.item is None else line.item.spares_share
    return 0 if not share else math.ceil(line.quantity * exact(share))


def spares_minor(tender: Tender) -> int:
    """Return what the spares of a tender would cost at list price, in the plan currency."""
    return sum(spare_units(line) * line.unit_price_minor for line in tender.lines)
