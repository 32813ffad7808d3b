"""Awards of a project: dated records, one a line, that are added to and never erased.

`awards.jsonl` in the project folder holds each award and each revocation as it was decided. An
award stands until a later record revokes it. What stands is held against the funds: an awarded
package costs its bid and what no bid holds, any other its estimate.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from inventory.currencies import minor_in
from inventory.findings import Finding
from planner.bids.bid import Bid
from planner.bids.lots.awarding import awarded_total, lot_faults, too_many_lots
from planner.bids.lots.comparison import awarded_minor, lot_estimates
from planner.bids.rules import AWARD_ABOVE, AWARD_INCOMPLETE, AWARD_STANDS
from planner.errors import SettingsError
from planner.files import put_bytes
from planner.language.formats import plain_money
from planner.language.messages.findings import phrase
from planner.language.said import said
from planner.procurement.estimate import estimate_of, lot_amounts
from planner.procurement.tender_plan import Dossier
from planner.procurement.tenders import Tenders
from planner.resources.cofinancing import shared

FILE = "awards.jsonl"
FORMAT = "kholboo-award/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A package that was awarded to a bid, on a day, for a reason."""

    id: str
    date: str  # YYYY-MM-DD
    run_id: str
    fingerprint: str
    package: str
    bidder: str
    register: str
    file: str
    sha256: str  # of the bid
    currency: str
    total: str  # decimal text, in that currency
    rate: str  # decimal text; "1" in the plan's own currency
    rate_day: str
    rate_source: str
    amount_minor: int  # in the plan currency
    reason: str
    lines: list[dict[str, Any]]  # number, item, quantity and price of a unit, as bid
    lots: list[int] = field(default_factory=list)  # that were awarded; []: the whole tender
    correction: str = "0"  # of arithmetic, in the total; in the currency of the bid
    evaluation_sha256: str = ""  # of the evaluation workbook that decided it


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """The end of an award, on a day, for a reason."""

    of: str  # id of the award
    date: str  # YYYY-MM-DD
    reason: str


Record = Award | Revocation


def read_awards(folder: Path) -> list[Record]:
    """Return every record of a project, in the order they were made; none without a file.

    Raises SettingsError with the line of a record that cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    found: list[Record] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(_record(json.loads(text)))
        except (ValueError, TypeError, KeyError) as fault:
            raise SettingsError(
                said(
                    "{file} line {number} is no record of an award ({fault}); take the file"
                    " from a copy of the project: records are never edited",
                    file=FILE,
                    number=number,
                    fault=fault,
                )
            ) from fault
    return found


def _record(data: Mapping[str, Any]) -> Record:
    fields = {k: v for k, v in data.items() if k not in ("format", "kind")}
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']!r}")
    if data["kind"] == "award":
        return Award(**fields)
    if data["kind"] == "revocation":
        return Revocation(**fields)
    raise ValueError(f"kind {data['kind']!r}")


def add_record(folder: Path, record: Record) -> None:
    """Add a record to those of a project: the file is written whole, or stays as it is."""
    path = folder / FILE
    held = path.read_bytes() if path.is_file() else b""
    kind = "award" if isinstance(record, Award) else "revocation"
    content = {"format": FORMAT, "kind": kind, **asdict(record)}
    line = json.dumps(content, ensure_ascii=False, allow_nan=False)
    put_bytes(path, held + line.encode() + b"\n")


def standing(records: Iterable[Record]) -> dict[str, Award]:
    """Return the awards that no later record revokes, by id."""
    found: dict[str, Award] = {}
    for record in records:
        if isinstance(record, Award):
            found[record.id] = record
        else:
            found.pop(record.of, None)
    return found


def of_plan(records: Iterable[Record], tenders: Tenders) -> tuple[Award, ...]:
    """Return the standing awards of a plan: those with its fingerprint."""
    mark = tenders.context.plan.fingerprint
    return tuple(a for a in standing(records).values() if a.fingerprint == mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What the committee's workbook decides about an award, besides the bid itself."""

    correction: Decimal  # of the bid's total, in its currency
    sha256: str  # of the workbook


def award_of(
    bid: Bid,
    content: bytes,
    tenders: Tenders,
    records: Sequence[Record],
    *,
    day: str,
    reason: str,
    lots: Sequence[int] = (),
    evaluated: Evaluated | None = None,
) -> tuple[Award | None, list[Finding]]:
    """Return the award of a bid, or None with the findings that stand against it.

    `lots` are those of its lots that are awarded, where the tender has any; `evaluated` is what
    the committee's workbook adds.
    """
    from hashlib import sha256

    plan = tenders.context.plan
    (dossier,) = tenders.chosen([bid.package_id]) if bid.package_id else (None,)
    total, rate = bid.compared_total, bid.rate
    if not bid.responsive or total is None or bid.total is None or rate is None:
        todo = phrase("clear up the findings of the bid first")
        found, asked = phrase("a bid with errors"), phrase("a complete bid with a total")
        return None, [AWARD_INCOMPLETE.finding(bid.file, found=found, expected=asked, todo=todo)]
    if dossier is not None and (faults := lot_faults(bid, dossier, lots)):
        return None, faults
    number = 1 + sum(1 for record in records if isinstance(record, Award))
    exact = total * minor_in(plan.currency)
    amount = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    own = bid.total
    if lots:
        amount = awarded_minor(bid, lots, plan.currency)
        own = awarded_total(bid, lots)
    correction = evaluated.correction if evaluated is not None else Decimal(0)
    if correction:
        own += correction
        more = correction * rate.rate * minor_in(plan.currency)
        amount += int(more.quantize(Decimal(1), ROUND_HALF_UP))
    award = Award(
        id=f"A{number:03d}",
        date=day,
        run_id=plan.run_id,
        fingerprint=plan.fingerprint,
        package=bid.package_id,
        bidder=bid.bidder,
        register=bid.register,
        file=bid.file,
        sha256=sha256(content).hexdigest(),
        currency=bid.currency.upper(),
        total=f"{own:f}",
        rate=f"{rate.rate:f}",
        rate_day=rate.day,
        rate_source=rate.source,
        amount_minor=amount,
        reason=reason,
        lines=_lines(bid, tenders, lots),
        lots=sorted(lots),
        correction=f"{correction:f}",
        evaluation_sha256=evaluated.sha256 if evaluated is not None else "",
    )
    held = of_plan(records, tenders)
    against = [*_stands(award, held), *_above(award, held, tenders)]
    if dossier is not None:
        count = len(_lots_of_bidder(award, held))
        against += too_many_lots(bid.file, bid.package_id, count, dossier.lots_per_bidder)
    return award, against


def _lots_of_bidder(award: Award, held: Sequence[Award]) -> set[int]:
    """Return the lots of a package that a bidder has with an award and those before it."""
    who = award.package, award.bidder, award.register
    own = [one for one in held if (one.package, one.bidder, one.register) == who]
    return {lot for one in (*own, award) for lot in one.lots}


def _lines(bid: Bid, tenders: Tenders, lots: Sequence[int]) -> list[dict[str, Any]]:
    """Return what is bought at which price, so that later prices can be held against it."""
    (dossier,) = tenders.chosen([bid.package_id])
    skus = {line.number: line.sku for line in dossier.tender.lines}
    return [
        {
            "number": line.number,
            "sku": skus[line.number],
            "quantity": line.quantity,
            "unit_price": f"{line.unit_price:f}",
            "transport": f"{line.transport:f}",
        }
        for line in bid.lines
        if not lots or line.lot in lots
    ]


def _stands(award: Award, held: Sequence[Award]) -> list[Finding]:
    """Return which standing awards are of the same package, or of the same lots of it."""
    return [
        AWARD_STANDS.finding(
            award.file,
            found=phrase(
                "{package} is awarded by {name} of {day}",
                package=award.package,
                name=other.id,
                day=other.date,
            )
            if not (award.lots and other.lots)
            else phrase(
                "{package}, lot {lot}, is awarded by {name} of {day}",
                package=award.package,
                lot=", ".join(map(str, sorted({*award.lots} & {*other.lots}))),
                name=other.id,
                day=other.date,
            ),
            expected=phrase("a package without a standing award"),
            todo=phrase("revoke it first: kholboo procure revoke {name}", name=other.id),
        )
        for other in held
        if other.package == award.package
        and (not award.lots or not other.lots or set(award.lots) & set(other.lots))
    ]


def _above(award: Award, held: Sequence[Award], tenders: Tenders) -> list[Finding]:
    """Return the funds whose awards, this one included, come to more than they have."""
    currency = tenders.context.plan.currency
    return [
        AWARD_ABOVE.finding(
            award.file,
            found=phrase(
                "{fund}: {amount} with this award",
                fund=fund.fund_id,
                amount=plain_money(fund.drawn_minor, currency),
            ),
            expected=phrase("at most {most}", most=plain_money(fund.ceiling_minor or 0, currency)),
            todo=phrase("award less from this fund, or have its ceiling raised and plan again"),
        )
        for fund in funds_with(tenders, [*held, award])
        if fund.ceiling_minor is not None and fund.drawn_minor > fund.ceiling_minor
    ]


# -- against the funds ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FundState:
    """What of a fund is awarded and what is still open, in whole units of the plan currency."""

    fund_id: str
    ceiling_minor: int | None
    planned_minor: int
    awarded_minor: int = 0
    open_minor: int = 0  # estimates of packages without an award
    source: str = ""  # the fund whose ceiling it uses
    beside_awarded_minor: int = 0  # of funds that share its ceiling
    beside_open_minor: int = 0

    @property
    def drawn_minor(self) -> int:
        """What is awarded from its ceiling."""
        return self.awarded_minor + self.beside_awarded_minor

    @property
    def left_minor(self) -> int | None:
        """What is left when everything open costs its estimate; None without a ceiling."""
        if self.ceiling_minor is None:
            return None
        return self.ceiling_minor - self.drawn_minor - self.open_minor - self.beside_open_minor

    @property
    def saved_minor(self) -> int:
        """How much less than planned awards and open estimates come to."""
        return self.planned_minor - self.awarded_minor - self.open_minor


def funds_with(tenders: Tenders, awards: Iterable[Award]) -> tuple[FundState, ...]:
    """Return each fund of a plan with what stands awarded and what is open, by package.

    Lots without an award cost their estimate.
    """
    by_package: dict[str, list[Award]] = defaultdict(list)
    for award in awards:
        by_package[award.package].append(award)
    states = {
        f.fund_id: FundState(
            fund_id=f.fund_id,
            ceiling_minor=f.ceiling_minor,
            planned_minor=f.used_minor,
            source=f.within or f.fund_id,
        )
        for f in tenders.context.plan.funds
    }
    for dossier in tenders.dossiers:
        own = by_package.get(dossier.package.id, [])
        awarded = _paid(dossier, sum(cost_of(dossier, award) for award in own)) if own else ()
        left = open_minor(dossier, own)
        still = dossier.paid_by if not own else _paid(dossier, left) if left else ()
        for name, parts in (("awarded_minor", awarded), ("open_minor", still)):
            for fund_id, amount in parts:
                if state := states.get(fund_id):
                    more = getattr(state, name) + amount
                    states[fund_id] = replace(state, **{name: more})
    for name, state in states.items():
        beside = [s for s in states.values() if s.source == name and s.fund_id != name]
        states[name] = replace(
            state,
            beside_awarded_minor=sum(s.awarded_minor for s in beside),
            beside_open_minor=sum(s.open_minor for s in beside),
        )
    return tuple(states[name] for name in sorted(states))


def cost_of(dossier: Dossier, award: Award) -> int:
    """Return what an award costs: its bid, and what of the estimate of its lots no bid holds."""
    if not award.lots:
        return award.amount_minor + dossier.package.amount_minor - estimate_of(dossier).bids_minor
    whole, compared = lot_amounts(dossier), lot_estimates(dossier)
    return award.amount_minor + sum(whole[lot] - compared[lot] for lot in award.lots)


def open_minor(dossier: Dossier, awards: Sequence[Award]) -> int:
    """Return the estimate of what no award holds: lots, or the whole of a tender."""
    if any(not award.lots for award in awards):
        return 0
    awarded = {lot for award in awards for lot in award.lots}
    return sum(amount for lot, amount in lot_amounts(dossier).items() if lot not in awarded)


def _paid(dossier: Dossier, amount: int) -> tuple[tuple[str, int], ...]:
    fund = dossier.fund
    if fund is None or not fund.cofinancer:
        return ((dossier.package.fund_id, amount),)
    part = shared(amount, fund.cofinance_share)
    return (dossier.package.fund_id, amount - part), (fund.cofinancer, part)
