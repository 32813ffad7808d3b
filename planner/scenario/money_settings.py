"""Sums of money in a scenario as people write them, turned into whole accounting units.

`capex = "2.5e9"`, `opex_per_year = "1,000,000 USD"` and plain numbers are units of the currency,
with decimals where the project accounts in decimals (`minor_digits`); older project files name the
same settings `capex_minor` and so on, which are units of the currency too, and are still read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inventory.currencies import digits_of, minor_in
from inventory.money_text import MoneyError, whole_money
from planner.scenario.upper_limits import SUMS as SUMS_OF_EACH

_SUFFIX = "_minor"
SUMS: Mapping[str, tuple[str, ...]] = {
    "limits": ("capex", "opex_per_year", "opex_per_year_by_payer", "total_cost"),
    "solve": ("next_money",),
    "years": ("capex", "capex_by_fund", "opex_per_year", "opex_per_year_by_payer"),
    "uncertainty": ("visit_cost", "visit_cost_per_km"),
}
"""Settings that hold money, by the table they stand in, as a person writes them."""
AT_MOST = ("limits", "at_most")
"""The list of tables whose entries hold money, too."""


@dataclass(frozen=True, slots=True)
class MoneyFault:
    """A sum that cannot be used: where it stands in the scenario, and why."""

    where: tuple[str, ...]
    found: str
    expected: str


def written_name(where: Sequence[str]) -> tuple[str, ...]:
    """Return the path of a setting as a person writes it: limits.capex for limits.capex_minor."""
    if tuple(where[:2]) == AT_MOST and where[-1].removesuffix(_SUFFIX) in SUMS_OF_EACH:
        return (*where[:-1], where[-1].removesuffix(_SUFFIX))
    if len(where) < 2 or where[0] not in SUMS:
        return tuple(where)
    name = where[1].removesuffix(_SUFFIX)
    return (where[0], name if name in SUMS[where[0]] else where[1], *where[2:])


def in_units(name: str, value: str, minor_digits: int) -> str:
    """Return the value of a setting as people read it: a sum in units of the currency."""
    is_sum = any(part.endswith(_SUFFIX) for part in name.split("."))
    if not minor_digits or not is_sum or not value.isdecimal():
        return value
    return f"{Decimal(value).scaleb(-minor_digits):f}"


def by_inner_names(table: str, settings: Any) -> Any:
    """Return the settings of a table with its sums under the names that the code uses.

    What names a sum twice stays as it is, to be refused as an unknown setting.
    """
    if not isinstance(settings, Mapping):
        return settings
    new = {name: name + _SUFFIX for name in SUMS[table] if name + _SUFFIX not in settings}
    return {new.get(key, key): value for key, value in settings.items()}


def with_sums_read(
    scenario: Mapping[str, Any], currency: str
) -> tuple[dict[str, Any], list[MoneyFault]]:
    """Return the settings of a scenario with its sums in accounting units, and their faults.

    What is neither text nor number stays as it is written, to be judged with the other settings.
    """
    read, faults = dict(scenario), []
    for table, names in SUMS.items():
        if not isinstance(read.get(table), Mapping):
            continue
        settings = dict(read[table])
        for name in names:
            faults += _read_one(settings, (table,), name, currency)
        if isinstance(settings.get(AT_MOST[1]), list) and table == AT_MOST[0]:
            settings[AT_MOST[1]], more = _each_read(settings[AT_MOST[1]], currency)
            faults += more
        read[table] = settings
    return read, faults


def _each_read(entries: list[Any], currency: str) -> tuple[list[Any], list[MoneyFault]]:
    """Return the limits of each group with their sums in accounting units, and their faults."""
    read, faults = [], []
    for place, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            entry = dict(entry)
            for name in SUMS_OF_EACH:
                faults += _read_one(entry, (*AT_MOST, str(place)), name, currency)
        read.append(entry)
    return read, faults


def _read_one(
    settings: dict[str, Any], table: tuple[str, ...], name: str, currency: str
) -> list[MoneyFault]:
    """Replace a sum in its table by accounting units under its own name; return its faults."""
    older = name + _SUFFIX
    if name in settings and older in settings:
        return [MoneyFault((*table, name), f"{name} and {older}", "one of the two")]
    key = name if name in settings else older
    if key not in settings:
        return []
    faults: list[MoneyFault] = []
    value = settings.pop(key)
    settings[older] = _whole(value, (*table, key), currency, faults)
    return faults


def _whole(value: Any, where: tuple[str, ...], currency: str, faults: list[MoneyFault]) -> Any:
    """Return a sum as whole accounting units; sums by payer and by year likewise."""
    if isinstance(value, Mapping):
        return {k: _whole(v, (*where, k), currency, faults) for k, v in value.items()}
    if isinstance(value, list):
        return [_whole(v, (*where, str(k)), currency, faults) for k, v in enumerate(value)]
    if isinstance(value, bool):
        faults.append(MoneyFault(where, str(value).lower(), 'a sum such as 2500000 or "2.5e9"'))
        return 0
    if not isinstance(value, str):
        return _number(value, currency)
    try:
        return whole_money(value, currency)
    except MoneyError as error:
        faults.append(MoneyFault(where, value, str(error)))
        return 0


def _number(value: Any, currency: str) -> Any:
    """Return a plain number in accounting units; a part of one stays, to be refused."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not digits_of(currency):
        return value
    exact = Decimal(str(value)) * minor_in(currency)
    return int(exact) if exact.is_finite() and exact == exact.to_integral_value() else value
