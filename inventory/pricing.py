"""Prices in one currency: the catalogue converted, with or without VAT, exactly and once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from inventory import rules
from inventory.catalogue import (
    Catalogue,
    Category,
    ExchangeRate,
    Item,
    LatencyClass,
    Role,
    Stock,
    Timing,
    sorted_items,
)
from inventory.findings import Finding, Rule, in_order
from inventory.project import CONFIG_NAME
from inventory.records import Record, TableRead
from inventory.values import LARGEST, fold, shorten, suggestion

RATE_MAX_AGE_DAYS = 92
"""An exchange rate this much older than the newest price is told; source: assumption, a quarter."""

_MONTHS = 12
_TUGRIK = frozenset(fold(word) for word in ("₮", "төг", "төгрөг"))

YEARLY_ROLES = frozenset(
    {Role.CONTRACT, Role.TRENCH_UPKEEP, Role.LICENCE, Role.CONTENT_UPDATE, Role.DEVICE_UPKEEP}
)
"""Roles that are paid every year; all others are bought once."""
METRE_ROLES = frozenset({Role.TRENCH, Role.TRENCH_UPKEEP, Role.DROP})
"""Roles that are counted in metres."""
NEEDS: Mapping[Role, tuple[str, ...]] = {
    Role.CONTRACT: ("link_type", "mbps"),
    Role.TERMINAL: ("link_type",),
    Role.HEADEND: ("link_type",),
    Role.LICENCE: ("link_type",),
}
"""Columns that the items of a role cannot be without."""


def read_catalogue(
    tables: Mapping[str, TableRead],
    *,
    currency: str,
    price_basis: Literal["with_vat", "without_vat"],
    vat_rate: float,
) -> tuple[Catalogue, list[Finding]]:
    """Return what may be bought, priced in whole units of the plan currency, and all faults.

    A price is multiplied by the newest exchange rate of its currency, by twelve when it is paid
    monthly, and brought to the price basis; then it is rounded half up, once. A row with a fault
    is left out of the catalogue.
    """
    findings: list[Finding] = []
    rates = _rates(tables.get("exchange_rates"), currency, findings)
    records = tables["catalogue"].records if "catalogue" in tables else ()
    if "catalogue" not in tables:
        findings.append(_no_catalogue())
    vat = Fraction(Decimal(str(vat_rate)))
    items: dict[str, Item] = {}
    first_rows: dict[str, Record] = {}
    for record in records:
        sku = record.values["sku"]
        if sku is None:
            continue
        if sku in first_rows:
            findings.append(_duplicate(record, sku, first_rows[sku]))
            continue
        first_rows[sku] = record
        item = _item(record, currency, rates, price_basis, vat, findings)
        if item is not None:
            items[sku] = item
    findings += _old_rates(items.values(), rates, currency, tables.get("exchange_rates"))
    catalogue = Catalogue(
        currency=currency,
        items=sorted_items(items.values()),
        stock=_stock(tables.get("stock"), first_rows, findings),
        exchange_rates=tuple(rates[name] for name in sorted(rates)),
    )
    return catalogue, in_order(findings)


def _no_catalogue() -> Finding:
    """Return the finding of a project without a catalogue."""
    return rules.CATALOGUE_MISSING.finding(
        CONFIG_NAME,
        column="tables.catalogue",
        expected="a catalogue table",
        todo="add [tables.catalogue] with the path of the price list",
    )


# -- findings at a record -------------------------------------------------------------------------


def _at(
    rule: Rule, record: Record, column: str, *, found: str = "", expected: str, todo: str
) -> Finding:
    """Return a finding at a column of a record, under the header the file writes."""
    return rule.finding(
        record.file,
        record.row,
        record.headers.get(column, column),
        found=found or shorten(_written(record, column)) or "nothing",
        expected=expected,
        todo=todo,
    )


def _written(record: Record, column: str) -> str:
    """Return the text of a column as written, "" when the file lacks the column."""
    return record.raw.get(record.headers.get(column, ""), "").strip()


def _duplicate(record: Record, sku: str, first: Record) -> Finding:
    """Return the finding of a SKU that an earlier row has already."""
    return _at(
        rules.SKU_DUPLICATE,
        record,
        "sku",
        found=shorten(sku),
        expected=f"a SKU other than that of {first.file} row {first.row}",
        todo="give the item its own SKU, or remove the row",
    )


# -- exchange rates -------------------------------------------------------------------------------


def _rates(
    table: TableRead | None, currency: str, findings: list[Finding]
) -> dict[str, ExchangeRate]:
    """Return the newest exchange rate of every currency."""
    newest: dict[str, tuple[ExchangeRate, Record]] = {}
    for record in table.records if table else ():
        rate = _rate(record, currency, findings)
        if rate is None:
            continue
        held = newest.get(rate.currency)
        if held is not None and held[0].date == rate.date:
            findings.append(_two_rates(record, rate, held[1]))
        elif held is None or held[0].date < rate.date:
            newest[rate.currency] = (rate, record)
    return {name: rate for name, (rate, _) in newest.items()}


def _rate(record: Record, currency: str, findings: list[Finding]) -> ExchangeRate | None:
    """Return one row of the exchange table, None when it cannot be used."""
    name = _currency(record, findings)
    rate, date = record.values["rate"], record.values["date"]
    if name is None or rate is None or date is None:
        return None
    if rate == 0 or (name == currency and rate != 1):
        expected = "1, as the plan is in this currency" if rate else "a rate above 0"
        todo = "correct the rate or the currency"
        findings.append(
            _at(rules.NUMBER_OUT_OF_RANGE, record, "rate", expected=expected, todo=todo)
        )
        return None
    source = record.values["source"] or ""
    if not source:
        findings.append(_no_source(record, "name who published the rate, and where"))
    return ExchangeRate(currency=name, rate=f"{rate:f}", date=date, source=source)


def _two_rates(record: Record, rate: ExchangeRate, first: Record) -> Finding:
    """Return the finding of a second rate of the same day."""
    return _at(
        rules.RATE_DUPLICATE,
        record,
        "currency",
        found=f"{rate.currency} again on {rate.date}",
        expected=f"one rate a day; row {first.row} has it already",
        todo="remove one of the two rows",
    )


def _old_rates(
    items: Iterable[Item],
    rates: Mapping[str, ExchangeRate],
    currency: str,
    table: TableRead | None,
) -> list[Finding]:
    """Return the warnings of rates in use that are much older than the newest price."""
    priced = [item for item in items if item.price_date]
    if table is None or not priced:
        return []
    newest = dt.date.fromisoformat(max(item.price_date for item in priced))
    used = {item.listed_price.rsplit(" ", 1)[-1] for item in priced} - {currency}
    findings = []
    for name in sorted(used & set(rates)):
        age = (newest - dt.date.fromisoformat(rates[name].date)).days
        if age > RATE_MAX_AGE_DAYS:
            finding = rules.RATE_OLD.finding(
                table.path,
                found=f"{name} of {rates[name].date}, {age} days before the newest price",
                expected=f"at most {RATE_MAX_AGE_DAYS} days",
                todo="add the rate of a later day",
            )
            findings.append(finding)
    return findings


# -- items --------------------------------------------------------------------------------------


def _item(
    record: Record,
    currency: str,
    rates: Mapping[str, ExchangeRate],
    basis: Literal["with_vat", "without_vat"],
    vat: Fraction,
    findings: list[Finding],
) -> Item | None:
    """Return one catalogue row as an item, None when a fault makes it unusable."""
    values = record.values
    listed = _currency(record, findings)
    factor = _exchange(record, listed, currency, rates, findings)
    faults = [*_undocumented(record), *_pack_faults(record)]
    findings += faults
    needed = ("role", "category", "timing", "unit", "unit_price", "vat_included", "price_date")
    if any(values[name] is None for name in needed) or factor is None or listed is None:
        return None
    role = Role(values["role"])
    against = _against_role(record, role)
    findings += against
    if against or any(f.severity == "error" for f in faults):
        return None
    price = Fraction(values["unit_price"]) * factor
    if values["timing"] == "per_month":
        price *= _MONTHS
    amount = _half_up(price * vat_factor(basis, vat, included=values["vat_included"]))
    if amount > LARGEST:
        findings.append(_too_dear(record, amount))
        return None
    if amount == 0:
        findings.append(_free(record))
    return _built(record, role, amount, listed)


def _built(record: Record, role: Role, amount: int, listed: str) -> Item:
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
        unit_price_minor=amount,
        link_type=values["link_type"],
        mbps=values["mbps"],
        busy_hour_mbps=values["busy_hour_mbps"],
        monthly_cap_gb=values["monthly_cap_gb"],
        latency=None if values["latency"] is None else LatencyClass(values["latency"]),
        useful_life_years=values["useful_life_years"],
        power_w=values["power_w"],
        listed_price=f"{values['unit_price']:f} {listed}",
        vat_included=values["vat_included"],
        price_date=values["price_date"],
        source=values["source"] or "",
        file=record.file,
        row=record.row,
    )


def vat_factor(
    basis: Literal["with_vat", "without_vat"], vat: Fraction, *, included: bool
) -> Fraction:
    """Return what a listed price is multiplied by to be on the plan's price basis."""
    if basis == "with_vat":
        return Fraction(1) if included else 1 + vat
    return 1 / (1 + vat) if included else Fraction(1)


def _half_up(amount: Fraction) -> int:
    """Return the nearest whole number, halves upwards."""
    return math.floor(amount + Fraction(1, 2))


def _currency(record: Record, findings: list[Finding]) -> str | None:
    """Return the currency code of a row, None with a fault when it has none."""
    written = record.values["currency"]
    if written is None:
        if "currency" not in record.headers or not _written(record, "currency"):
            expected, todo = "a currency code such as MNT", "write the currency of the price"
            findings.append(
                _at(rules.PRICE_NO_CURRENCY, record, "currency", expected=expected, todo=todo)
            )
        return None
    if fold(written) in _TUGRIK:
        return "MNT"
    code = str(written).upper()
    if re.fullmatch(r"[A-Z]{3}", code):
        return code
    findings.append(
        _at(
            rules.CURRENCY_UNKNOWN,
            record,
            "currency",
            expected="a three-letter code such as MNT or USD",
            todo="write the ISO 4217 code",
        )
    )
    return None


def _exchange(
    record: Record,
    listed: str | None,
    currency: str,
    rates: Mapping[str, ExchangeRate],
    findings: list[Finding],
) -> Fraction | None:
    """Return how many units of the plan currency one unit of the row's currency costs."""
    if listed is None:
        return None
    if listed == currency:
        return Fraction(1)
    if listed in rates:
        return Fraction(Decimal(rates[listed].rate))
    near = suggestion(listed, [currency, *sorted(rates)])
    findings.append(
        _at(
            rules.RATE_MISSING,
            record,
            "currency",
            expected="one of " + ", ".join([currency, *sorted(rates)]),
            todo=f"did you mean {near}?" if near else f"add {listed} to the exchange rates table",
        )
    )
    return None


def _undocumented(record: Record) -> list[Finding]:
    """Return the faults of a price without date, VAT basis or source."""
    checks = (
        (rules.PRICE_NO_DATE, "price_date", "the day of the price", "write it as 2026.03.31"),
        (rules.PRICE_NO_VAT, "vat_included", "yes or no", "say whether the price includes VAT"),
    )
    found = [
        _at(rule, record, column, expected=expected, todo=todo)
        for rule, column, expected, todo in checks
        if record.values[column] is None and not _written(record, column)
    ]
    if not record.values["source"]:
        found.append(_no_source(record, "name the supplier, contract or page"))
    return found


def _no_source(record: Record, todo: str) -> Finding:
    """Return the warning of a price or rate without a source."""
    return _at(rules.PRICE_NO_SOURCE, record, "source", expected="a source", todo=todo)


def _pack_faults(record: Record) -> list[Finding]:
    """Return the fault of a pack with no units in it."""
    size = record.values["pack_size"]
    if size is None or size >= 1:
        return []
    todo = "write how many units are sold together"
    return [_at(rules.PACK_SIZE, record, "pack_size", expected="at least 1", todo=todo)]


def _against_role(record: Record, role: Role) -> list[Finding]:
    """Return the faults of an item that does not fit its role."""
    values = record.values
    found = [
        _at(
            rules.ITEM_INCOMPLETE,
            record,
            column,
            expected=f"{column} of a {role.value}",
            todo="fill it in, or correct the role",
        )
        for column in NEEDS.get(role, ())
        if values[column] is None and not _written(record, column)
    ]
    found += _timing_faults(record, role)
    if role in METRE_ROLES and values["unit"] != "MTR":
        expected = f"MTR, as {role.value} is counted in metres"
        todo = "write the price of one metre"
        found.append(_at(rules.ITEM_UNIT, record, "unit", expected=expected, todo=todo))
    return found


def _timing_faults(record: Record, role: Role) -> Sequence[Finding]:
    """Return the fault of an item that is paid once or yearly against its role."""
    yearly = record.values["timing"] != "one_time"
    if yearly == (role in YEARLY_ROLES):
        return []
    expected = "per_year or per_month" if role in YEARLY_ROLES else "one_time"
    todo = "correct the timing or the role"
    return [
        _at(
            rules.ITEM_TIMING,
            record,
            "timing",
            expected=f"{expected} for a {role.value}",
            todo=todo,
        )
    ]


def _free(record: Record) -> Finding:
    """Return the warning of an item that costs nothing."""
    expected, todo = "a price above 0", "confirm that it is free"
    return _at(rules.PRICE_ZERO, record, "unit_price", expected=expected, todo=todo)


def _too_dear(record: Record, amount: int) -> Finding:
    """Return the finding of a price that no plan could hold."""
    return _at(
        rules.NUMBER_OUT_OF_RANGE,
        record,
        "unit_price",
        found=f"{amount:.3e} in the plan currency",
        expected=f"at most {LARGEST:f}",
        todo="correct the price or the exchange rate",
    )


# -- stock --------------------------------------------------------------------------------------


def _stock(
    table: TableRead | None, known: Mapping[str, Record], findings: list[Finding]
) -> tuple[Stock, ...]:
    """Return what lies in depots, in SKU and depot order."""
    stock: list[Stock] = []
    for record in table.records if table else ():
        sku, depot, quantity = (record.values[k] for k in ("sku", "depot", "quantity"))
        if sku is None or depot is None or quantity is None:
            continue
        if sku not in known:
            findings.append(_unknown_item(record, sku, known))
            continue
        stock.append(
            Stock(sku=sku, depot=depot, quantity=quantity, file=record.file, row=record.row)
        )
    return tuple(sorted(stock, key=lambda s: (s.sku, s.depot, s.file, s.row)))


def _unknown_item(record: Record, sku: str, known: Mapping[str, Record]) -> Finding:
    """Return the finding of stock of an item that the catalogue lacks."""
    near = suggestion(sku, known)
    return _at(
        rules.STOCK_UNKNOWN_ITEM,
        record,
        "sku",
        expected="a SKU of the catalogue",
        todo=f"did you mean {near}?" if near else "add the item to the catalogue",
    )
