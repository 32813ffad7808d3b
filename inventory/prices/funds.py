"""Sources of money and gifts: what each may pay for, how much, until when and by which rules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FundKind(StrEnum):
    """Whose money it is; buyers turn to them in this order."""

    STATE = "state"  # state budget of a year
    AIMAG = "aimag"  # aimag or capital budget
    SOUM = "soum"  # soum or düüreg budget
    SCHOOL = "school"  # own income of a school
    USF = "usf"  # universal service obligation fund
    DONOR = "donor"  # loan or grant of a development partner
    COMPANY = "company"  # gift of a company, in money or in kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A source that pays whole packages of what is bought once, within its own conditions.

    Empty conditions allow everything. A giver in kind has a ceiling of 0 and rows in the stock
    table; its conditions hold for the places its devices may go to.
    """

    id: str
    kind: FundKind
    name_mn: str
    name_en: str
    rulebook: str  # code of the rules that tenders paid by it follow
    ceiling_minor: int | None = None  # plan currency; None: no ceiling of its own
    categories: tuple[str, ...] = ()  # goods, works, services, installation
    aimags: tuple[str, ...] = ()  # codes, as the sites have them
    site_kinds: tuple[str, ...] = ()
    deadline: str | None = None  # YYYY-MM-DD by which goods must be delivered
    cofinance_share: str = ""  # decimal text: part of each package that another fund pays
    cofinancer: str | None = None  # fund that pays that part
    need_from: str = ""  # decimal text: lowest need_index of sites it pays for
    need_to: str = ""  # decimal text: those at or above it are not its own
    within: str = ""  # fund whose ceiling it shares: of one source, the rows of its bands
    vat_exempt: bool = False  # packages it pays are bought without VAT
    capex_only: bool = True  # may not be named as a payer of yearly fees
    year: int | None = None  # budget year
    decided_by: str = ""  # who decided that this money may be planned with; "" is not stated
    decided_role: str = ""
    decision_document: str = ""
    decision_date: str = ""  # YYYY-MM-DD
    file: str = ""
    row: int = 0

    @property
    def source(self) -> str:
        """The fund that has the ceiling: itself, or the one it is within."""
        return self.within or self.id

    @property
    def by_need(self) -> bool:
        """Whether it pays in a band of need alone."""
        return bool(self.need_from or self.need_to)

    @property
    def band(self) -> tuple[Decimal, Decimal]:
        """The ends of its band of need; the upper one is no longer in it."""
        return Decimal(self.need_from or 0), Decimal(self.need_to or "Infinity")

    def takes_need(self, need_index: float | None) -> bool:
        """Return whether a site of this need is in its band."""
        low, high = self.band
        return need_index is not None and low <= Decimal(str(need_index)) < high


BUDGET = Fund(
    id="budget",
    kind=FundKind.STATE,
    name_mn="Төсөв",
    name_en="Budget",
    rulebook="",
)
"""The one source of a project without a table of funds; the scenario names its rulebook."""
