"""Which fields the forms have, and where the value of each comes from.

Fields of the World Bank are those of its standard documents for goods and of its procurement plan
(STEP) as generally known; of the national plan only three fields are known by name. A field whose
value nothing tells is listed and stays blank: it names who fills it in.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.rendering.table import Column, Table

BUYER, BIDDER, COMMITTEE, BANK = "buyer", "bidder", "committee", "bank"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its column, where its value comes from, and who fills it in otherwise."""

    column: Column
    source: str  # label "form_source.…"
    blank: str = BUYER  # label "form_by.…": who knows it where no value is known

    @property
    def name(self) -> str:
        """The name under which its value is found."""
        return self.column.called


@dataclass(frozen=True, slots=True)
class Form:
    """A form: a sheet with a row for each package, line, award or item."""

    key: str
    fields: tuple[Field, ...]

    @property
    def table(self) -> Table:
        """The columns of its sheet."""
        return Table(*(field.column for field in self.fields))


_PACKAGE = Field(Column("package", 9, "wrap"), "tender")
_LOT = Field(Column("lot", 6, "line"), "lots")
_LINE = Field(Column("number", 6, "line"), "tender")
_AWARD = Field(Column("form_award", 8, "wrap"), "award")
_BIDDER = Field(Column("bidder", 22, "wrap"), "award")

PLAN = Form(
    "form_plan",
    (
        _PACKAGE,
        Field(Column("description", 26, "wrap"), "groups"),
        Field(Column("entity", 20, "wrap"), "entities"),
        Field(Column("unspsc", 11, "wrap"), "catalogue"),
        Field(Column("fund", 18, "wrap"), "plan"),
        Field(Column("cofinancer", 14, "wrap"), "plan"),
        Field(Column("method", 18, "wrap"), "rules"),
        Field(Column("form_market", 12, "wrap"), "unknown"),
        Field(Column("form_review", 11, "wrap"), "unknown", BANK),
        Field(Column("estimate", 17, "money"), "estimate"),
        Field(Column("form_documents", 12, "date"), "unknown"),
        Field(Column("invitation", 11, "date"), "days"),
        Field(Column("opening", 11, "date"), "days"),
        Field(Column("form_evaluated", 11, "date"), "evaluation"),
        Field(Column("contract_by", 12, "date"), "days"),
        Field(Column("completion", 12, "date", "latest"), "days"),
        Field(Column("form_award", 9, "wrap"), "award", COMMITTEE),
        Field(Column("form_contractor", 22, "wrap"), "award", COMMITTEE),
        Field(Column("form_contract_day", 12, "date"), "award", COMMITTEE),
        Field(Column("form_contract_amount", 17, "money"), "award", COMMITTEE),
        Field(Column("form_contract_number", 12, "wrap"), "unknown"),
        Field(Column("form_open", 17, "money"), "open"),
    ),
)
NATIONAL = Form(
    "form_national",
    (
        _PACKAGE,
        Field(Column("description", 40, "wrap"), "groups"),
        Field(Column("entity", 36, "wrap"), "entities"),
        Field(Column("form_register", 18, "wrap"), "entities"),
        Field(Column("cpv", 18, "wrap"), "catalogue"),
        Field(Column("form_budget_code", 18, "wrap"), "unknown"),
    ),
)
REQUIREMENTS = Form(
    "form_requirements",
    (
        _PACKAGE,
        _LOT,
        _LINE,
        Field(Column("description", 42, "wrap"), "catalogue"),
        Field(Column("quantity", 10, "int"), "plan"),
        Field(Column("unit_code", 11, "wrap_in"), "catalogue"),
        Field(Column("destination", 30, "wrap"), "plan"),
        Field(Column("delivery_earliest", 12, "date"), "days"),
        Field(Column("delivery_latest", 12, "date"), "days"),
        Field(Column("offered_date", 12, "date"), "bid_file", BIDDER),
    ),
)
BIDS = Form(
    "form_bid",
    (
        _PACKAGE,
        Field(Column("form_lots", 10, "wrap"), "award"),
        _AWARD,
        _BIDDER,
        Field(Column("form_register", 14, "wrap"), "award", BIDDER),
        Field(Column("bid_total", 18, "wrap"), "award", BIDDER),
        Field(Column("currency", 9, "wrap"), "award", BIDDER),
        Field(Column("rate", 10, "wrap"), "award", COMMITTEE),
        Field(Column("form_rate_day", 12, "date"), "award", COMMITTEE),
        Field(Column("form_correction", 12, "wrap"), "evaluated", COMMITTEE),
        Field(Column("amount", 17, "money"), "award", COMMITTEE),
        Field(Column("date", 11, "date"), "award", COMMITTEE),
        Field(Column("reason", 24, "wrap"), "award", COMMITTEE),
        Field(Column("form_validity", 12, "date"), "bid_file", BIDDER),
        Field(Column("form_security", 12, "wrap"), "unknown", BIDDER),
        Field(Column("form_revoked", 11, "date"), "revocation", COMMITTEE),
        Field(Column("form_revoked_why", 24, "wrap"), "revocation", COMMITTEE),
        Field(Column("file", 16, "wrap"), "award"),
    ),
)
PRICES = Form(
    "form_prices",
    (
        _PACKAGE,
        _LOT,
        _LINE,
        _AWARD,
        _BIDDER,
        Field(Column("description", 36, "wrap"), "catalogue"),
        Field(Column("form_origin", 12, "wrap"), "bid_file", BIDDER),
        Field(Column("form_make", 12, "wrap"), "bid_file", BIDDER),
        Field(Column("quantity", 10, "int"), "award"),
        Field(Column("unit_code", 11, "wrap_in"), "catalogue"),
        Field(Column("currency", 9, "wrap"), "award"),
        Field(Column("unit_price", 15, "wrap_in"), "award"),
        Field(Column("transport", 15, "wrap_in"), "award"),
        Field(Column("line_total", 16, "wrap_in"), "sum"),
    ),
)
NEXT = Form(
    "form_next",
    (
        Field(Column("sku", 16, "wrap"), "catalogue"),
        Field(Column("description", 44, "wrap"), "catalogue"),
        Field(Column("form_planned_units", 12, "int"), "plan"),
        Field(Column("form_planned_price", 16, "price"), "plan"),
        Field(Column("form_awarded_units", 12, "int"), "award", COMMITTEE),
        Field(Column("form_awarded_price", 16, "price"), "prices", COMMITTEE),
        Field(Column("form_awards", 18, "wrap"), "award", COMMITTEE),
        Field(Column("date", 12, "date"), "award", COMMITTEE),
    ),
)
FORMS = (PLAN, NATIONAL, REQUIREMENTS, BIDS, PRICES, NEXT)
"""In the order of the workbook: from the procurement plan to the prices of the next plan."""
