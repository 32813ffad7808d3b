"""What stands beside the tree: stock and spare machines, price tiers, orders and funds, as columns.

The arcs of the decision carry list prices. A column is an amount that costs less, or that says who
pays: units moved instead of bought, units bought at a tier's price, VAT that is not paid, and what
each fund pays of each bundle. With all of them 0 everything is bought at the list price by the one
budget. Every family of rows is one function; docs/model.md explains each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Catalogue
from planner.candidates.candidate import Need
from planner.candidates.prices import with_overrides
from planner.model.arcs import Arc
from planner.model.column_ledger import Ledger
from planner.model.column_meaning import Supply
from planner.model.fund_columns import FundColumns
from planner.model.purchases import Purchases
from planner.model.stock_columns import (
    ceilings_and_orders,
    moving,
    packs_from_stock,
    whole_packs,
)
from planner.model.tier_columns import price_tiers
from planner.resources.bundles import Grouping
from planner.resources.existing_equipment import Moves

if TYPE_CHECKING:
    from planner.scenario.inputs import OfferInputs


def build_supply(inputs: OfferInputs, needs: Mapping[str, Need], arcs: Sequence[Arc]) -> Supply:
    """Return the columns beside the arcs; none where the inputs have nothing of the kind."""
    terms = conditions_of(inputs, needs)
    catalogue = with_overrides(inputs.catalogue, inputs.directives)
    if not is_wanted(inputs, catalogue):
        return terms
    buying, ledger = Purchases.of(catalogue, arcs, terms.grouping, terms.moves), Ledger()
    moving(buying, ledger)
    whole_packs(buying, ledger)
    packs_from_stock(ledger)
    ceilings_and_orders(buying, ledger)
    if inputs.scenario.procurement.use_tiers:
        price_tiers(buying, ledger)
    if catalogue.funds:
        FundColumns(buying, ledger).fund_choice()
    return replace(
        terms,
        columns=tuple(ledger.columns),
        meanings=tuple(ledger.meanings),
        rows=tuple(ledger.rows),
        items=catalogue.by_sku,
        needs=buying.cells,
        costs=buying.costs,
        vat=buying.vat,
        bought=buying.bought,
    )


def conditions_of(inputs: OfferInputs, needs: Mapping[str, Need]) -> Supply:
    """Return who may pay and what may be moved, as `build_supply` does, without any column."""
    catalogue = with_overrides(inputs.catalogue, inputs.directives)
    return Supply(grouping=Grouping.of(inputs, needs), moves=Moves.of(inputs, needs, catalogue))


def is_wanted(inputs: OfferInputs, catalogue: Catalogue) -> bool:
    """Return whether anything but list prices and one budget is on offer."""
    settings = inputs.scenario.procurement
    moved = catalogue.transport and (settings.use_stock or settings.use_surplus)
    ordered = any(i.min_order or i.supply_ceiling is not None for i in catalogue.items)
    tiered = settings.use_tiers and catalogue.tiers
    return bool(moved or ordered or tiered or catalogue.funds)
