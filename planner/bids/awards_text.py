"""What awards tell people and programs: the records, and what is left of each fund."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planner.bids.award_prices import AwardedPrice
from planner.bids.awards import Award, Record, Revocation, funds_with, of_plan, standing
from planner.language.formats import number, plain_money
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal, term
from planner.procurement.notes import in_runs
from planner.procurement.tenders import Tenders


def award_line(award: Award, currency: str, language: Language) -> str:
    """Return an award as one line; the language "both" speaks English."""
    return sentence(
        "award.done_lots" if award.lots else "award.done",
        spoken_on_terminal(language),
        lots=in_runs(award.lots),
        name=award.id,
        package=award.package,
        bidder=award.bidder,
        amount=plain_money(award.amount_minor, currency),
        currency=currency,
        day=award.date,
    )


def revoked_line(record: Revocation, language: Language) -> str:
    """Return a revocation as one line."""
    spoken = spoken_on_terminal(language)
    return sentence("award.revoked", spoken, name=record.of, day=record.date, reason=record.reason)


def award_lines(records: Sequence[Record], tenders: Tenders, language: Language) -> list[str]:
    """Return every record of a plan in order, or that there is none."""
    plan = tenders.context.plan
    own = {r.id for r in records if isinstance(r, Award) and r.fingerprint == plan.fingerprint}
    told = [
        award_line(r, plan.currency, language)
        if isinstance(r, Award)
        else revoked_line(r, language)
        for r in records
        if (r.id if isinstance(r, Award) else r.of) in own
    ]
    return told or [label("award.none", spoken_on_terminal(language))]


def fund_lines(tenders: Tenders, awards: Iterable[Award], language: Language) -> Iterator[str]:
    """Yield what of each fund is planned, awarded, open and left."""
    spoken, currency = spoken_on_terminal(language), tenders.context.plan.currency
    for fund in funds_with(tenders, awards):
        left = fund.left_minor
        name = term("fund", fund.fund_id, spoken)
        yield sentence(
            "award.fund",
            spoken,
            fund=name,
            planned=plain_money(fund.planned_minor, currency),
            awarded=plain_money(fund.awarded_minor, currency),
            open=plain_money(fund.open_minor, currency),
            left=label("award.no_ceiling", spoken)
            if left is None
            else sentence("award.left", spoken, left=plain_money(left, currency)),
        )
        if left is not None and left < 0:
            yield sentence("award.over", spoken, fund=name, over=plain_money(-left, currency))


def price_lines(
    prices: Iterable[AwardedPrice], file: Path, currency: str, language: Language
) -> Iterator[str]:
    """Yield each awarded price, then what the file of them is for; or that there is none."""
    spoken, any_price = spoken_on_terminal(language), False
    for price in prices:
        any_price = True
        yield sentence(
            "award.price",
            spoken,
            item=price.sku,
            price=plain_money(price.unit_price_minor, currency),
            currency=currency,
            units=number(price.quantity),
            planned=number(price.planned),
            awards=", ".join(price.awards),
        )
    if any_price:
        yield sentence("award.prices_written", spoken, file=file)
    else:
        yield label("award.none", spoken)


def awards_json(tenders: Tenders, records: Sequence[Record]) -> dict[str, Any]:
    """Return records and funds as plain data; amounts are whole units of the plan currency."""
    held = of_plan(records, tenders)
    stands = set(standing(records))
    return {
        "run": tenders.context.plan.run_id,
        "currency": tenders.context.plan.currency,
        "awards": [
            {**asdict(r), "stands": r.id in stands} for r in records if isinstance(r, Award)
        ],
        "revocations": [asdict(r) for r in records if isinstance(r, Revocation)],
        "funds": [
            {**asdict(f), "left_minor": f.left_minor, "saved_minor": f.saved_minor}
            for f in funds_with(tenders, held)
        ],
    }
