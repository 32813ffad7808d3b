"""Which columns of packs one row may bind together."""

from __future__ import annotations

from planner.model.stock_columns import _fed_together
from planner.resources.existing_equipment import DEPOT, Origin


def test_columns_fed_by_no_other_origins_stand_in_one_row() -> None:
    """Columns of one depot stand in a row, also beside one that has other origins besides."""
    north, south = (
        Origin(id=name, kind=DEPOT, name=name, sku="PC", quantity=1) for name in ("north", "south")
    )

    assert _fed_together({1: [north], 2: [north, south], 3: [north]}) == [(1, 2, 3), (1, 3)]
    assert _fed_together({1: [north], 2: [south], 3: [north]}) == [(1, 2, 3), (1, 3)]
    assert _fed_together({1: [north], 2: [south]}) == [(1, 2)]
    assert _fed_together({1: [north]}) == []
