"""The column dictionary: every table, its columns, units, codes and the headers they go by.

Headers match after folding (case, spaces, ө/о, ү/у, look-alike letters). The names are those of
our own tables, of Mongolian and English spreadsheets, of ITU's Connectivity Planning Platform
uploads and of Giga's school data. `docs/inputs.md` is generated from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from inventory.schema.catalogue import CATALOGUE
from inventory.schema.column import Table
from inventory.schema.corrections import CORRECTIONS
from inventory.schema.devices import DEVICE_TABLE
from inventory.schema.land import POPULATION, RIVERS, SOILS
from inventory.schema.network import BOUNDARIES, COVERAGE, PLACES, POPS, ROADS, SPANS, TOWERS
from inventory.schema.policy import (
    DAYS_OFF,
    DIRECTIVE_TABLE,
    PACKAGE_RULES,
    PROCUREMENT_RULES,
)
from inventory.schema.prices import NEW_PRICES, PRICE_TIERS, RATES, RECIPES
from inventory.schema.sites import SITES
from inventory.schema.supply import DELIVERY, ENTITIES, FUNDS, STOCK, TRANSPORT

# -- tables -------------------------------------------------------------------------------------


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        SITES,
        CORRECTIONS,
        DEVICE_TABLE,
        PLACES,
        POPULATION,
        POPS,
        TOWERS,
        SPANS,
        ROADS,
        COVERAGE,
        BOUNDARIES,
        SOILS,
        RIVERS,
        CATALOGUE,
        PRICE_TIERS,
        NEW_PRICES,
        RECIPES,
        STOCK,
        TRANSPORT,
        DELIVERY,
        FUNDS,
        RATES,
        DIRECTIVE_TABLE,
        PROCUREMENT_RULES,
        PACKAGE_RULES,
        ENTITIES,
        DAYS_OFF,
    )
}
"""The tables of a project by name, in the order the documentation lists them."""
