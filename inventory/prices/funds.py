"""Sources of money and gifts: what each may pay for, how much, until when and by which rules."""

from __future__ import annotations

from dataclasses import dataclass
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
    vat_exempt: bool = False  # packages it pays are bought without VAT
    capex_only: bool = True  # may not be named as a payer of yearly fees
    year: int | None = None  # budget year
    decided_by: str = ""  # who decided that this money may be planned with; "" is not stated
    decided_role: str = ""
    decision_document: str = ""
    decision_date: str = ""  # YYYY-MM-DD
    file: str = ""
    row: int = 0


BUDGET = Fund(
    id="budget",
    kind=FundKind.STATE,
    name_mn="Төсөв",
    name_en="Budget",
    rulebook="",
)
"""The one source of a project without a table of funds; the scenario names its rulebook."""
