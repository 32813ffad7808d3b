"""Exchange rates by which bids in other currencies are compared: of one day, with their source.

The tender names the currencies and who publishes the rate; the day is that of the opening of bids.
A rate of another day is never taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inventory.findings import Finding
from inventory.prices.catalogue import ExchangeRate
from planner.bids.rules import CURRENCY, RATE_MISSING
from planner.language.messages.findings import phrase
from planner.procurement.tender_plan import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRate:
    """Units of the plan currency for one unit of a bid's currency."""

    rate: Decimal
    day: str = ""  # YYYY-MM-DD; "" for the plan's own currency
    source: str = ""


OWN = BidRate(rate=Decimal(1))
"""The rate of a bid in the plan's own currency."""


def read_rates(path: Path, currency: str) -> tuple[tuple[ExchangeRate, ...], list[Finding]]:
    """Return every rate of a table such as `exchange_rates`, with its faults."""
    from inventory.prices.exchange_rates import rates_of_every_day
    from inventory.records import read_table
    from inventory.table_specs import FileSpec, TableSpec

    spec = FileSpec(table="exchange_rates", path=path, label=path.name, currency=currency)
    table = read_table(TableSpec(name="exchange_rates", files=(spec,)))
    findings = list(table.findings)
    return rates_of_every_day(table, currency, findings), findings


def rate_for(
    written: str, dossier: Dossier, currency: str, rates: Sequence[ExchangeRate], file: str
) -> tuple[BidRate | None, Finding | None]:
    """Return the rate of a bid's currency, or None with the finding that says why there is none."""
    if written == currency:
        return OWN, None
    allowed = (currency, *dossier.ruling.currencies)
    if written not in allowed:
        named = ", ".join(allowed)
        return None, CURRENCY.finding(
            file,
            column="bid_currency",
            found=written or phrase("nothing"),
            expected=named,
            todo=phrase("ask the bidder for prices in {currency}", currency=named),
        )
    day = dossier.days.opening.isoformat()
    fitting = {r.rate: r for r in rates if (r.currency, r.date) == (written, day)}
    if len(fitting) == 1:
        (found,) = fitting.values()
        return BidRate(rate=Decimal(found.rate), day=found.date, source=found.source), None
    held = ", ".join(sorted({r.date for r in rates if r.currency == written}))
    return None, RATE_MISSING.finding(
        file,
        column="bid_currency",
        found=phrase("{what} of {day}", what=written, day=held)
        if held and not fitting
        else phrase("{count} rates of that day", count=len(fitting)),
        expected=phrase(
            "one rate of {currency} of {day}, the day of opening", currency=written, day=day
        ),
        todo=phrase("name a table with that rate: --rates FILE"),
    )
