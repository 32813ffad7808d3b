"""What a unit costs as contracts were awarded: a table of new prices for reprice and later plans.

An award holds its total, so that what is taken off for several lots, corrections and transport are
divided over its lines by what each was bid at: prices times quantities come to the award.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path

from inventory.currencies import digits_of
from inventory.prices.catalogue import Timing
from inventory.schema.prices import NEW_PRICES
from planner.bids.awards import Award
from planner.candidates.prices import vat_of
from planner.files import put_bytes
from planner.plan.repricing import half_up
from planner.procurement.tender_plan import Dossier
from planner.procurement.tenders import Tenders


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardedPrice:
    """An item with the mean of what its units were awarded at, on the price basis of the plan."""

    sku: str
    unit_price_minor: int  # rounded half up
    quantity: int  # awarded units
    planned: int  # units that the plan buys in all
    day: str  # of the latest award, YYYY-MM-DD
    awards: tuple[str, ...]  # ids
    yearly: bool


def awarded_prices(tenders: Tenders, awards: Iterable[Award]) -> tuple[AwardedPrice, ...]:
    """Return the price of each catalogue item that awards of a plan hold, by SKU."""
    by_id = {dossier.package.id: dossier for dossier in tenders.dossiers}
    paid: dict[str, Fraction] = defaultdict(Fraction)
    units: dict[str, int] = defaultdict(int)
    of: dict[str, list[Award]] = defaultdict(list)
    for award in awards:
        for sku, (quantity, amount) in _lines(award, by_id[award.package]).items():
            paid[sku] += amount
            units[sku] += quantity
            of[sku].append(award)
    bought = [line for d in tenders.dossiers for line in d.tender.lines if line.sku in paid]
    return tuple(
        AwardedPrice(
            sku=sku,
            unit_price_minor=half_up(paid[sku] / units[sku]),
            quantity=units[sku],
            planned=sum(line.quantity for line in bought if line.sku == sku),
            day=max(award.date for award in of[sku]),
            awards=tuple(sorted({award.id for award in of[sku]})),
            yearly=any(
                line.item is not None and line.item.timing is Timing.PER_YEAR
                for line in bought
                if line.sku == sku
            ),
        )
        for sku in sorted(paid)
    )


def _lines(award: Award, dossier: Dossier) -> dict[str, tuple[int, Fraction]]:
    """Return units and amount of each catalogue item of an award, in the basis of the plan.

    Delivery priced by a table of its own has no price in the catalogue, and is left out.
    """
    bid = {
        x["number"]: x["quantity"] * Fraction(x["unit_price"]) + Fraction(x["transport"])
        for x in award.lines
    }
    whole = sum(bid.values())
    items = {line.number: line for line in dossier.tender.lines}
    found: dict[str, tuple[int, Fraction]] = {}
    for x in award.lines:
        line = items[x["number"]]
        if line.item is None or not x["quantity"] or not whole:
            continue
        amount = award.amount_minor * bid[line.number] / whole
        if dossier.without_vat:
            listed = max(line.unit_price_minor, 1)
            amount *= Fraction(listed, max(listed - vat_of(line.item), 1))
        units, before = found.get(line.sku, (0, Fraction(0)))
        found[line.sku] = units + x["quantity"], before + amount
    return found


def write_prices(tenders: Tenders, prices: Iterable[AwardedPrice], path: Path) -> None:
    """Write prices as a table of new ones; a contract holds whatever an order then comes to.

    A discount by quantity below the awarded price is therefore written at that price.
    Raises OSError when the file cannot be written.
    """
    plan, text = tenders.context.plan, StringIO()
    names = ("sku", "from_quantity", "kind", "unit_price", "currency", "vat_included", "timing")
    columns = [n for n in NEW_PRICES.by_name if n in (*names, "price_date", "source")]
    table = csv.DictWriter(text, columns, lineterminator="\n")
    table.writeheader()
    for price in prices:
        amount = Decimal(price.unit_price_minor).scaleb(-digits_of(plan.currency))
        row = {
            "sku": price.sku,
            "unit_price": f"{amount:f}",
            "currency": plan.currency,
            "vat_included": "yes" if plan.price_basis == "with_vat" else "no",
            "timing": "per_year" if price.yearly else "",
            "price_date": price.day,
            "source": f"{plan.run_id}: {', '.join(price.awards)}",
        }
        table.writerow(row)
        for tier in tenders.tiers:
            if tier.sku == price.sku and tier.unit_price_minor < price.unit_price_minor:
                table.writerow(
                    {**row, "from_quantity": tier.from_quantity, "kind": tier.kind.value}
                )
    put_bytes(path, text.getvalue().encode())
