"""docs/model.md names every function that builds a constraint."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import model, rules, supply

PAGE = Path(__file__).parents[3] / "docs" / "model.md"
BUILDERS = [
    *(rule.__name__ for rule in rules.ROW_RULES),
    model.required_services.__name__,
    model.drop_below_minimum.__name__,
    model.drop_gifts_of_excluded.__name__,
    model.kept_worth.__name__,
    model.prune.__name__,
    "planner.settle.settled",
    *(
        name
        for name in ("moving", "whole_packs", "ceilings_and_orders", "all_units", "incremental")
        if hasattr(supply._Builder, name)
    ),
    *("fund_choice", "paid_whole", "cofinanced", "fund_ceiling", "tax_free"),
]


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_page_names_the_function_that_builds_each_constraint(builder: str) -> None:
    """A new rule is documented, or this fails."""
    assert f"`{builder}" in PAGE.read_text("utf-8")


def test_the_page_says_what_is_outside_the_model() -> None:
    """What is not modelled is told, not hidden."""
    assert "## Outside the model" in PAGE.read_text("utf-8")
