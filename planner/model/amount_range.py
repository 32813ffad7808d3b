"""Amounts that a problem cannot hold, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inventory.findings import Finding, error_rule
from inventory.table_specs import CONFIG_NAME
from optimizers.problem import LARGEST, OutOfRange
from planner.model.limit_meanings import LimitKind, LimitMeaning

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs


AMOUNT_TOO_LARGE = error_rule(
    "amount.too_large",
    "An amount is larger than a plan can hold",
    "A price, quantity, weight or limit with some zeros too many would end in sums that no "
    "computer adds exactly.",
)


def out_of_range(inputs: Inputs, error: OutOfRange) -> Finding:
    """Return the finding of a number that a problem refused: at its fund, else at its limit."""
    meanings = {f: LimitMeaning(kind=LimitKind.FUND, fund_id=f.id) for f in inputs.catalogue.funds}
    fund = next((f for f, m in meanings.items() if error.what == f"limit {m.limit_id()}"), None)
    if fund is not None:
        return amount_finding(fund.file, fund.row, "ceiling", error.value, "correct the ceiling")
    todo = "correct the limit, or the prices and weights that it adds up"
    return amount_finding(CONFIG_NAME, None, error.what, error.value, todo)


def amount_finding(
    file: str, row: int | None, column: str | None, amount: int, todo: str
) -> Finding:
    """Return the finding of an amount that is too large at a place of the inputs."""
    return AMOUNT_TOO_LARGE.finding(
        file, row, column, found=short(amount), expected=EXPECTED, todo=todo
    )


def short(amount: int) -> str:
    """Return a huge amount as a person reads it."""
    return f"{amount:.3e}"


EXPECTED = f"at most {short(LARGEST)}"
