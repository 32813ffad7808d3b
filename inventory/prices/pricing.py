"""Prices in one currency: the catalogue converted, with or without VAT, exactly and once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal

from inventory.files.file_findings import FileFindings
from inventory.findings import Finding, in_order
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import (
    Catalogue,
    Category,
    Customers,
    Item,
    LatencyClass,
    Role,
    Stock,
    Timing,
    sorted_items,
)
from inventory.prices.delivery_table import read_delivery
from inventory.prices.exchange_rates import newest_rates, old_rates
from inventory.prices.fund_table import read_funds, read_recipes
from inventory.prices.price_cells import (
    Amounts,
    Money,
    at,
    currency_of,
    origin_of,
    undocumented,
    written,
)
from inventory.prices.quotations import repeated, taken
from inventory.prices.tier_table import read_tiers, read_transport
from inventory.records import Record, TableRead
from inventory.settings.file_settings import QUOTATIONS
from inventory.table_specs import CONFIG_NAME
from inventory.values import shorten, suggestion

_MONTHS = 12

YEARLY_ROLES = frozenset(
    {Role.CONTRACT, Role.TRENCH_UPKEEP, Role.LICENCE, Role.CONTENT_UPDATE, Role.DEVICE_UPKEEP}
)
"""Roles that are paid every year."""
EITHER_ROLES = frozenset({Role.POP_UPGRADE, Role.TOWER_UPGRADE, Role.NEW_TOWER})
"""Roles that are bought once or leased by the year; all others are bought once."""
METRE_ROLES = frozenset({Role.TRENCH, Role.TRENCH_UPKEEP, Role.TRENCH_EXTRA, Role.DROP})
"""Roles that are counted in metres."""
NEEDS: Mapping[Role, tuple[str, ...]] = {
    Role.CONTRACT: ("link_type", "mbps"),
    Role.TERMINAL: ("link_type",),
    Role.HEADEND: ("link_type",),
    Role.LICENCE: ("link_type",),
}
"""Columns that the items of a role cannot be without."""
EXTRA_OF = ("road_class", "soil_class", "slope_percent")
"""Columns of which an extra of trenches has exactly one."""


def read_catalogue(
    tables: Mapping[str, TableRead],
    *,
    currency: str,
    price_basis: Literal["with_vat", "without_vat"],
    vat_rate: float,
    quotations: str | None = None,
) -> tuple[Catalogue, list[Finding]]:
    """Return what may be bought, priced in whole units of the plan currency, and all faults.

    A price is multiplied by the newest exchange rate of its currency, by twelve when it is paid
    monthly, and brought to the price basis; then it is rounded half up, once. A row with a fault
    is left out of the catalogue. `quotations` is the rule that takes one of several prices of an
    item.
    """
    findings: list[Finding] = []
    rates = newest_rates(tables.get("exchange_rates"), currency, findings)
    records = tables["catalogue"].records if "catalogue" in tables else ()
    if "catalogue" not in tables:
        findings.append(_no_catalogue())
    vat = Fraction(Decimal(str(vat_rate)))
    money = Money(currency=currency, rates=rates, basis=price_basis, vat=vat)
    quoted: dict[str, list[tuple[Record, Item]]] = {}
    first_rows: dict[str, Record] = {}
    for record in records:
        sku = record.values["sku"]
        if sku is None:
            continue
        if sku in first_rows and quotations is None:
            findings.append(repeated(record, sku, first_rows[sku], None))
            continue
        first_rows.setdefault(sku, record)
        item = _item(record, money, findings)
        if item is not None:
            quoted.setdefault(sku, []).append((record, item))
    items = taken(quoted, quotations or QUOTATIONS[0], findings)
    findings += old_rates(items.values(), rates, currency, tables.get("exchange_rates"))
    findings += _unknown_requirements(first_rows)
    catalogue = Catalogue(
        currency=currency,
        items=sorted_items(items.values()),
        stock=_stock(tables.get("stock"), first_rows, findings),
        exchange_rates=tuple(rates[name] for name in sorted(rates)),
        tiers=read_tiers(tables.get("price_tiers"), items, first_rows, money, findings),
        transport=read_transport(tables.get("transport"), first_rows, money, findings),
        delivery=read_delivery(tables.get("delivery"), first_rows, money, findings),
        recipes=read_recipes(tables.get("recipes"), first_rows, findings),
        funds=read_funds(tables.get("funds"), money, findings),
    )
    return catalogue, in_order(findings)


def _no_catalogue() -> Finding:
    """Return the finding of a project without a catalogue."""
    return price_rules.CATALOGUE_MISSING.finding(
        CONFIG_NAME,
        column="tables.catalogue",
        expected="a catalogue table",
        todo="add [tables.catalogue] with the path of the price list",
    )


# -- findings at a record -------------------------------------------------------------------------


# -- items --------------------------------------------------------------------------------------


def _item(record: Record, money: Money, findings: list[Finding]) -> Item | None:
    """Return one catalogue row as an item, None when a fault makes it unusable."""
    values = record.values
    times = _MONTHS if values["timing"] == "per_month" else 1
    amounts = money.of(record, "unit_price", findings, times)
    faults = [*undocumented(record), *_pack_faults(record), *_range_faults(record)]
    findings += faults
    needed = ("role", "category", "timing", "unit", "unit_price", "vat_included", "price_date")
    if any(values[name] is None for name in needed) or amounts is None:
        return None
    role = Role(values["role"])
    against = _against_role(record, role)
    findings += against
    if against or any(f.severity == "error" for f in faults):
        return None
    if values["unit_price"] == 0:
        findings.append(_free(record))
    return _built(record, role, amounts, currency_of(record, []) or "")


def _built(record: Record, role: Role, amounts: Amounts, listed: str) -> Item:
    """Return the item of a row that has no fault."""
    values = record.values
    name_mn, name_en = values["name_mn"], values["name_en"]
    yearly = values["timing"] != "one_time"
    return Item(
        sku=values["sku"],
        role=role,
        name_mn=name_mn or name_en or values["sku"],
        name_en=name_en or name_mn or values["sku"],
        category=Category(values["category"]),
        timing=Timing.PER_YEAR if yearly else Timing.ONE_TIME,
        unit="ANN" if values["unit"] == "MON" else values["unit"],
        pack_size=1 if values["pack_size"] is None else values["pack_size"],
        unit_price_minor=amounts.amount_minor,
        link_type=values["link_type"],
        mbps=values["mbps"],
        busy_hour_mbps=values["busy_hour_mbps"],
        road_class=_folded(values["road_class"]),
        soil_class=_folded(values["soil_class"]),
        slope_percent=values["slope_percent"],
        ports=values["ports"],
        monthly_cap_gb=values["monthly_cap_gb"],
        customers=Customers(values["customers"] or "both"),
        latency=None if values["latency"] is None else LatencyClass(values["latency"]),
        useful_life_years=values["useful_life_years"],
        power_w=values["power_w"],
        panel_w=values["panel_w"],
        battery_wh=values["battery_wh"],
        unspsc=values["unspsc"] or "",
        cpv=values["cpv"] or "",
        lead_time_days=values["lead_time_days"],
        warranty_months=values["warranty_months"],
        spares_share=values["spares_share"],
        price_low=_float(values["price_low"]),
        price_high=_float(values["price_high"]),
        listed_unit_price=_float(values["unit_price"]),
        import_share=values["import_share"],
        min_order=values["min_order"],
        supply_ceiling=values["supply_ceiling"],
        end_of_sale=values["end_of_sale"],
        requires=values["requires"],
        serves=values["serves"] or 1,
        performance_mn=values["performance_mn"] or values["performance_en"] or "",
        performance_en=values["performance_en"] or values["performance_mn"] or "",
        without_vat_minor=amounts.without_vat_minor,
        **origin_of(record, "unit_price", listed),
    )


def _folded(name: str | None) -> str | None:
    """Return a class of roads or soil as its table has it, None where none is written."""
    return None if name is None else name.strip().casefold()


def _pack_faults(record: Record) -> list[Finding]:
    """Return the fault of a pack with no units in it."""
    size = record.values["pack_size"]
    if size is None or size >= 1:
        return []
    todo = "write how many units are sold together"
    return [at(price_rules.PACK_SIZE, record, "pack_size", expected="at least 1", todo=todo)]


def _range_faults(record: Record) -> list[Finding]:
    """Return the fault of a range of prices that is none, or has one end alone."""
    low, price, high = (record.values[n] for n in ("price_low", "unit_price", "price_high"))
    if low is None and high is None:
        return []
    if low is None or high is None:
        column = "price_low" if low is None else "price_high"
        if written(record, column):
            return []  # it cannot be read, which is told
        todo = "write both ends of the range, or neither"
        return [at(price_rules.PRICE_RANGE, record, column, expected="both ends", todo=todo)]
    if 0 < low <= high and (price is None or low <= price <= high):
        return []
    expected, todo = "price_low <= unit_price <= price_high, above 0", "correct one of the three"
    return [at(price_rules.PRICE_RANGE, record, "price_low", expected=expected, todo=todo)]


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _against_role(record: Record, role: Role) -> list[Finding]:
    """Return the faults of an item that does not fit its role."""
    values = record.values
    found = [
        at(
            price_rules.ITEM_INCOMPLETE,
            record,
            column,
            expected=f"{column} of a {role.value}",
            todo="fill it in, or correct the role",
        )
        for column in NEEDS.get(role, ())
        if values[column] is None and not written(record, column)
    ]
    found += [*_extra_faults(record, role), *_timing_faults(record, role)]
    if role is Role.DELIVERY:
        expected = "an item; what delivery costs is in the delivery table"
        todo = "move the row to the delivery table"
        found.append(at(price_rules.ITEM_DELIVERY, record, "role", expected=expected, todo=todo))
    if role is Role.CONTRACT_ENDING:
        expected = "an item; what ending a contract early costs is in the sites table"
        todo = "write it at the site, as contract_end_cost"
        found.append(at(price_rules.ITEM_ENDING, record, "role", expected=expected, todo=todo))
    if role in METRE_ROLES and values["unit"] != "MTR":
        expected = f"MTR, as {role.value} is counted in metres"
        todo = "write the price of one metre"
        found.append(at(price_rules.ITEM_UNIT, record, "unit", expected=expected, todo=todo))
    return found


def _extra_faults(record: Record, role: Role) -> list[Finding]:
    """Return the fault of an extra of trenches that is due for nothing, or for two things."""
    given = [n for n in EXTRA_OF if record.values[n] is not None or written(record, n)]
    if role is not Role.TRENCH_EXTRA or len(given) == 1:
        return []
    expected = f"one of {', '.join(EXTRA_OF)} of a {role.value}"
    todo = "fill one of them in; an extra for two things is two items"
    column = given[1] if given else EXTRA_OF[0]
    return [at(price_rules.ITEM_INCOMPLETE, record, column, expected=expected, todo=todo)]


def _timing_faults(record: Record, role: Role) -> Sequence[Finding]:
    """Return the fault of an item that is paid once or yearly against its role."""
    yearly = record.values["timing"] != "one_time"
    if role in EITHER_ROLES or yearly == (role in YEARLY_ROLES):
        return []
    expected = "per_year or per_month" if role in YEARLY_ROLES else "one_time"
    todo = "correct the timing or the role"
    return [
        at(
            price_rules.ITEM_TIMING,
            record,
            "timing",
            expected=f"{expected} for a {role.value}",
            todo=todo,
        )
    ]


def _free(record: Record) -> Finding:
    """Return the warning of an item that costs nothing."""
    expected, todo = "a price above 0", "confirm that it is free"
    return at(price_rules.PRICE_ZERO, record, "unit_price", expected=expected, todo=todo)


def _unknown_requirements(known: Mapping[str, Record]) -> list[Finding]:
    """Return the findings of items that require one the catalogue lacks, or themselves."""
    found = []
    for sku, record in known.items():
        required = record.values["requires"]
        if required is not None and (required == sku or required not in known):
            near = suggestion(required, set(known) - {sku})
            expected = "the SKU of another item of the catalogue"
            todo = f"did you mean {near}?" if near else "correct the SKU, or empty the cell"
            found.append(
                at(price_rules.ITEM_REQUIRES, record, "requires", expected=expected, todo=todo)
            )
    return found


# -- stock --------------------------------------------------------------------------------------


def _stock(
    table: TableRead | None, known: Mapping[str, Record], findings: list[Finding]
) -> tuple[Stock, ...]:
    """Return what lies in depots, in SKU and depot order; endless unknown items are counted."""
    stock: list[Stock] = []
    unknown: dict[str, FileFindings] = {}
    near = cache(lambda sku: suggestion(sku, known))
    for record in table.records if table else ():
        sku, depot, quantity = (record.values[k] for k in ("sku", "depot", "quantity"))
        if sku is None or depot is None or quantity is None:
            continue
        if sku not in known:
            _unknown_item(record, near(sku), unknown)
            continue
        stock.append(
            Stock(
                sku=sku,
                depot=depot,
                quantity=quantity,
                fund_id=record.values["fund_id"],
                file=record.file,
                row=record.row,
            )
        )
    findings += [finding for of_file in unknown.values() for finding in of_file.all()]
    return tuple(sorted(stock, key=lambda s: (s.sku, s.depot, s.file, s.row)))


def _unknown_item(record: Record, near: str | None, unknown: dict[str, FileFindings]) -> None:
    """Record stock of an item that the catalogue lacks."""
    unknown.setdefault(record.file, FileFindings(record.file)).add(
        price_rules.STOCK_UNKNOWN_ITEM,
        record.row,
        record.headers.get("sku", "sku"),
        found=shorten(written(record, "sku")) or "nothing",
        expected="a SKU of the catalogue",
        todo=f"did you mean {near}?" if near else "add the item to the catalogue",
    )
