"""docs/model.md names every function that builds a constraint."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.model import build, limits, stock_columns, tier_columns
from planner.model.fund_columns import FundColumns

PAGE = Path(__file__).parents[3] / "docs" / "model.md"
BUILDERS = [
    *(rule.__name__ for rule in limits.ROW_RULES),
    build.required_services.__name__,
    build.drop_below_minimum.__name__,
    build.drop_gifts_of_excluded.__name__,
    build.kept_worth.__name__,
    build.prune.__name__,
    "optimizers.programs.tight_amounts.tightened",
    *(
        rule.__name__
        for rule in (
            stock_columns.moving,
            stock_columns.whole_packs,
            stock_columns.packs_from_stock,
            stock_columns.ceilings_and_orders,
            tier_columns.all_units,
            tier_columns.incremental,
            FundColumns.fund_choice,
            FundColumns.paid_whole,
            FundColumns.cofinanced,
            FundColumns.fund_ceiling,
            FundColumns.tax_free,
        )
    ),
]


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_page_names_the_function_that_builds_each_constraint(builder: str) -> None:
    """A new rule is documented, or this fails."""
    assert f"`{builder}" in PAGE.read_text("utf-8")


def test_the_page_says_what_is_outside_the_model() -> None:
    """What is not modelled is told, not hidden."""
    assert "## Outside the model" in PAGE.read_text("utf-8")
