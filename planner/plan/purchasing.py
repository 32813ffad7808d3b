"""What a plan saves, moves, draws from funds and tenders together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from planner.candidates.candidate import CostLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Money a plan does not spend although its lines show the list price: a tier, or no purchase.

    `amount_minor` = quantity x per_unit_minor, exactly; capex is the sum of the lines less savings.
    """

    id: str  # such as "tier:PC-01:100" or "depot:PC-01:UB:046"
    kind: str  # "tier", "depot", "move", "repair", "vat", "delivery"
    sku: str
    quantity: int
    per_unit_minor: int
    text: str  # one plain sentence
    text_mn: str = ""

    @property
    def amount_minor(self) -> int:
        """What is not spent, in whole units of the plan currency."""
        return self.quantity * self.per_unit_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Equipment that exists already and goes to a site instead of being bought."""

    sku: str
    quantity: int
    origin_kind: str  # "depot" or "site"
    origin: str  # depot name or site id
    site_id: str  # where it goes
    transport_minor: int  # of all units
    decision: str | None = None  # directive that allows a move between owners
    counted: bool = True  # False: proposed only, no decision is recorded, the plan buys instead
    fund_id: str | None = None  # giver of a gift in kind


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleMoney:
    """Why money of a fund that is left does not pay a package that it may pay, or a part of it."""

    package_id: str
    reason: str  # "too_large", "cofinancer", "vat", "goes_first", "search"
    amount_minor: int = 0  # the least that is needed of the fund or its co-financer; VAT to pay
    other: str = ""  # fund that goes first, or the co-financer


@dataclass(frozen=True, slots=True, kw_only=True)
class FundUse:
    """A source of money, its rules in one line, and how far the plan uses it."""

    fund_id: str
    name_mn: str
    name_en: str
    rulebook: str
    ceiling_minor: int | None
    used_minor: int
    deadline: str = ""  # YYYY-MM-DD by which it must be spent
    cofinance_share: str = ""  # decimal text: the part that another fund must add
    cofinancer: str = ""  # that fund
    need_from: str = field(default="", metadata={"quiet": True})  # band of need that it pays in
    need_to: str = field(default="", metadata={"quiet": True})
    within: str = field(default="", metadata={"quiet": True})  # fund whose ceiling it shares
    idle: tuple[IdleMoney, ...] = field(default=(), metadata={"quiet": True})


def sharing(funds: Iterable[FundUse], fund: FundUse) -> tuple[FundUse, ...]:
    """Return the funds that use the ceiling of a fund: itself, and those within it."""
    return tuple(f for f in funds if fund.fund_id in (f.fund_id, f.within))


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is tendered together: one procuring entity, one fund, one rulebook, one category."""

    id: str  # "P01", in order of entity, category and fund
    entity: str
    fund_id: str
    rulebook: str
    category: str  # "goods", "works", "services", "installation"
    year: int | None
    lines: tuple[tuple[str, CostLine], ...]  # delivery point (site or link id), line; one-time only
    savings: tuple[Saving, ...] = ()
    aimag: str | None = None  # code, when packages are divided by aimag
    year_from: str = ""  # what states the year: "fund", "start_date", "price_date", "programme"

    @property
    def amount_minor(self) -> int:
        """Estimated cost: its lines less its savings."""
        bought = sum(line.amount_minor for _, line in self.lines)
        return bought - sum(saving.amount_minor for saving in self.savings)


def added(savings: Iterable[Saving]) -> tuple[Saving, ...]:
    """Return savings in id order, those of one id and price added up."""
    found: dict[tuple[str, int], Saving] = {}
    for saving in savings:
        key = saving.id, saving.per_unit_minor
        held = found.get(key)
        quantity = saving.quantity + (held.quantity if held is not None else 0)
        found[key] = replace(saving, quantity=quantity)
    return tuple(found[key] for key in sorted(found))
