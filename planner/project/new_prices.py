"""New prices, read and judged against the items that a plan knows.

A file of them reckons a plan again; as a table of a project they are what its plans are made at,
such as the prices that contracts were awarded at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from inventory.findings import Finding, Severity, error_rule, in_order, note_rule, rules_in
from inventory.prices.catalogue import Catalogue, Item, PriceTier, TierKind, Timing
from inventory.prices.price_cells import Amounts, Money, at, undocumented
from inventory.prices.tier_table import unknown_sku
from inventory.records import Record, read_table
from inventory.schema.prices import NEW_PRICES
from inventory.table_specs import FileSpec, TableSpec
from inventory.values import NumberFormat, shorten
from planner.plan.repricing import PriceFacts
from planner.scenario.directives import DirectiveKind

if TYPE_CHECKING:
    from inventory.records import TableRead
    from planner.scenario.inputs import Inputs

_MONTHS = 12
TWICE = error_rule(
    "new_price.twice", "An item has two new prices", "Which of them holds is never guessed."
)
BASIS = error_rule(
    "new_price.basis",
    "The price of a yearly service does not say whether it is for a month or a year",
    "Twelve times too much, or a twelfth, would be taken for the price.",
)
DECIDED = note_rule(
    "new_price.decided",
    "A directive sets the price of an item",
    "What an authority decided stands until it decides otherwise; the new price is not used.",
)
RULES = rules_in(globals())
"""Every rule about files of new prices, in id order."""


@dataclass(frozen=True, kw_only=True)
class NewPrices:
    """What a file of new prices says, by SKU."""

    prices: Mapping[str, int] = field(default_factory=dict)  # of a unit, in whole units
    tiers: tuple[PriceTier, ...] = ()
    least_orders: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # day and source
    findings: tuple[Finding, ...] = ()


def read_new_prices(path: Path, inputs: Inputs) -> NewPrices:
    """Return the prices of a file, on the basis and in the currency of the plan, and all faults.

    Prices in other currencies are converted at the rates that the plan was made with.
    """
    spec = FileSpec(
        table=NEW_PRICES.name,
        path=path,
        label=path.name,
        currency=inputs.project.currency,
        number_format=NumberFormat("1234.5"),
    )
    table = read_table(TableSpec(name=NEW_PRICES.name, files=(spec,)), NEW_PRICES)
    found = new_prices_of(table, inputs)
    return replace(found, findings=tuple(in_order([*table.findings, *found.findings])))


def new_prices_of(table: TableRead, inputs: Inputs) -> NewPrices:
    """Return the prices of a table that was read, and what is wrong with its rows."""
    reader = _Reader(inputs)
    for record in table.records:
        reader.take(record)
    return NewPrices(
        prices=reader.prices,
        tiers=tuple(reader.tiers[key] for key in sorted(reader.tiers)),
        least_orders=reader.least,
        origins=reader.origins,
        findings=tuple(in_order(reader.findings)),
    )


def at_new_prices(inputs: Inputs, tables: Mapping[str, TableRead]) -> Inputs:
    """Return the inputs of a project at the prices of its table of new ones, if it has any."""
    table = tables.get(NEW_PRICES.name)
    if table is None or not table.records:
        return inputs
    asked = new_prices_of(table, inputs)
    findings = in_order([*inputs.findings, *asked.findings])
    return replace(inputs, catalogue=catalogue_at(inputs, asked), findings=findings)


def catalogue_at(inputs: Inputs, asked: NewPrices) -> Catalogue:
    """Return the catalogue at new prices and tiers, each with the day and source of the new one.

    A tier of an item that has a new price falls away where it is not below it.
    """
    facts = PriceFacts.of_inputs(inputs)

    def at(item: Item) -> Item:
        price = asked.prices.get(item.sku)
        if price is None:
            return item
        day, source = asked.origins.get(item.sku, ("", ""))
        return replace(
            item,
            unit_price_minor=price,
            without_vat_minor=price - facts.vat_at(item.sku, price, item.unit_price_minor),
            min_order=asked.least_orders.get(item.sku, item.min_order),
            price_date=day or item.price_date,
            source=source or item.source,
        )

    held: dict[str, tuple[PriceTier, ...]] = defaultdict(tuple)
    for tier in inputs.catalogue.tiers:
        held[tier.sku] = (*held[tier.sku], tier)
    tiers = (tier for own in tiers_with(held, asked.tiers).values() for tier in own)
    return replace(
        inputs.catalogue,
        items=tuple(map(at, inputs.catalogue.items)),
        tiers=tuple(t for t in tiers if t.unit_price_minor < asked.prices.get(t.sku, 10**18)),
    )


def tiers_with(
    held: Mapping[str, tuple[PriceTier, ...]], new: Sequence[PriceTier]
) -> dict[str, tuple[PriceTier, ...]]:
    """Return tiers with those of a file: one of the same quantity takes the place of another."""
    found = {(t.sku, t.from_quantity): t for tiers in held.values() for t in tiers}
    found.update({(t.sku, t.from_quantity): t for t in new})
    by_sku: dict[str, list[PriceTier]] = defaultdict(list)
    for key in sorted(found):
        by_sku[key[0]].append(found[key])
    return {sku: tuple(tiers) for sku, tiers in by_sku.items()}


class _Reader:
    """Takes one row after the other; what is wrong is told."""

    def __init__(self, inputs: Inputs) -> None:
        catalogue, scenario = inputs.catalogue, inputs.scenario
        self.items: Mapping[str, Item] = catalogue.by_sku
        self.decided = {
            d.target: d.id for d in inputs.directives if d.kind is DirectiveKind.PRICE_OVERRIDE
        }
        self.money = Money(
            currency=catalogue.currency,
            rates={rate.currency: rate for rate in catalogue.exchange_rates},
            basis=scenario.price_basis,
            vat=Fraction(str(scenario.vat_rate)),
        )
        self.findings: list[Finding] = []
        self.prices: dict[str, int] = {}
        self.tiers: dict[tuple[str, int], PriceTier] = {}
        self.least: dict[str, int] = {}
        self.origins: dict[str, tuple[str, str]] = {}
        self.seen: dict[tuple[str, int], Record] = {}

    def take(self, record: Record) -> None:
        """Take a row as a list price, or as the price of a tier where it names a quantity."""
        values, sku = record.values, record.values["sku"]
        if sku is None:
            return
        item = self.items.get(sku)
        if item is None:
            known: Mapping[str, Record] = dict.fromkeys(self.items, record)
            self.findings.append(unknown_sku(record, sku, known))
            return
        faults = [*undocumented(record), *self._faults(record, item)]
        self.findings += faults
        monthly = values["timing"] == "per_month"
        amounts = self.money.of(record, "unit_price", self.findings, _MONTHS if monthly else 1)
        if amounts is None or any(f.severity is Severity.ERROR for f in faults):
            return
        if sku in self.decided:
            self.findings.append(
                at(
                    DECIDED,
                    record,
                    "sku",
                    found=f"{shorten(sku)}, priced by directive {self.decided[sku]}",
                    expected="an item that no directive prices",
                    todo="change or end the directive to use the new price",
                )
            )
        elif values["from_quantity"] is None:
            self._list_price(record, sku, amounts)
        else:
            self._tier(record, sku, values["from_quantity"], amounts)

    def _faults(self, record: Record, item: Item) -> Iterator[Finding]:
        key = item.sku, record.values["from_quantity"] or 0
        first = self.seen.setdefault(key, record)
        if first is not record:
            found = f"{shorten(item.sku)} again"
            expected = f"one price; row {first.row} has it already"
            todo = "remove one of the two rows"
            yield at(TWICE, record, "sku", found=found, expected=expected, todo=todo)
        stated = record.values["timing"]
        yearly = item.timing is Timing.PER_YEAR
        if (stated is None and yearly) or (stated is not None and (stated == "one_time") == yearly):
            expected = "per_month or per_year" if yearly else "one_time, or nothing"
            todo = "say in the column timing what the price is for"
            yield at(BASIS, record, "timing", expected=expected, todo=todo)

    def _list_price(self, record: Record, sku: str, amounts: Amounts) -> None:
        self.prices[sku] = amounts.amount_minor
        self.origins[sku] = record.values["price_date"] or "", record.values["source"] or ""
        if record.values["min_order"] is not None:
            self.least[sku] = record.values["min_order"]

    def _tier(self, record: Record, sku: str, quantity: int, amounts: Amounts) -> None:
        held = [t.kind for t in self.tiers.values() if t.sku == sku]
        kind = record.values["kind"]
        self.tiers[sku, quantity] = PriceTier(
            sku=sku,
            kind=TierKind(kind) if kind else (held or [TierKind.ALL_UNITS])[0],
            from_quantity=quantity,
            unit_price_minor=amounts.amount_minor,
            without_vat_minor=amounts.without_vat_minor,
            price_date=record.values["price_date"] or "",
            source=record.values["source"] or "",
            file=record.file,
            row=record.row,
        )
