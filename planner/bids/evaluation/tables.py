"""The sheets of the evaluation workbook: their columns, and where the committee writes."""

from __future__ import annotations

from collections.abc import Sequence

from planner.rendering.table import Column, Table
from planner.scenario.buying.procurement_rules import Criterion

FORMAT = "kholboo-evaluation/1"
OPENING, CHECKLIST = "evaluation_opening", "evaluation_checks"
ARITHMETIC, CRITERIA, RANKING = (
    "evaluation_arithmetic",
    "evaluation_criteria",
    "evaluation_ranking",
)
OPENING_TABLE = Table(
    Column("bid_number", 6, "line"),
    Column("bidder", 28, "wrap"),
    Column("bidder_register", 15, "wrap"),
    Column("file", 24, "wrap"),
    Column("bid_date", 12, "date"),
    Column("bid_valid_until", 12, "date"),
    Column("bid_currency", 9, "wrap_in"),
    Column("evaluation_rate", 12, "decimal"),
    Column("evaluation_read_out", 18, "decimal"),
    Column("evaluation_computed", 18, "decimal"),
    Column("difference", 14, "decimal"),
    Column("evaluation_discounts", 34, "wrap"),
    Column("evaluation_received", 18, "input_text"),
    Column("remark", 26, "input_text"),
)
CHECKS_TABLE = Table(
    Column("number", 6, "line"),
    Column("bid_number", 6, "line"),
    Column("bidder", 28, "wrap"),
    Column("evaluation_check", 34, "wrap"),
    Column("evaluation_found", 70, "wrap"),
    Column("evaluation_passed", 14, "input_text"),
    Column("remark", 34, "input_text"),
)
ARITHMETIC_TABLE = Table(
    Column("number", 6, "line"),
    Column("bid_number", 6, "line"),
    Column("lot", 6, "line"),
    Column("evaluation_line", 7, "line"),
    Column("description", 40, "wrap"),
    Column("quantity", 11, "int"),
    Column("bid_price", 16, "decimal"),
    Column("bid_transport", 16, "decimal"),
    Column("line_total", 18, "decimal"),
    Column("evaluation_correction", 16, "input_number"),
    Column("evaluation_corrected", 18, "decimal"),
    Column("remark", 30, "input_text"),
)
CRITERIA_TABLE = Table(
    Column("evaluation_criterion", 30, "wrap"),
    Column("evaluation_weight", 14, "int"),
    Column("evaluation_how", 90, "wrap"),
)
_FIGURES = {  # of criteria that have a figure beside the price: its column, as it is filled in
    Criterion.DELIVERY: (
        Column("evaluation_day", 14, "input_date"),
        Column("evaluation_days", 9, "int"),
    ),
    Criterion.LIFE_CYCLE: (Column("evaluation_life_cycle", 18, "input_number"),),
    Criterion.PERFORMANCE: (Column("evaluation_points", 12, "input_number"),),
}
FIGURE_OF = {
    Criterion.PRICE: "evaluation_price",
    Criterion.DELIVERY: "evaluation_days",
    Criterion.LIFE_CYCLE: "evaluation_life_cycle",
    Criterion.PERFORMANCE: "evaluation_points",
}
"""The column that holds the figure of a criterion."""


def ranking_table(criteria: Sequence[tuple[Criterion, int]]) -> Table:
    """Return the columns of the ranking: figures and points of each criterion with a weight."""
    own = [criterion for criterion, _ in criteria]
    figures = [column for c in own for column in _FIGURES.get(c, ())]
    points = [
        Column(f"evaluation_score.{c.value}", 12, "decimal", f"points_{c.value}") for c in own
    ]
    return Table(
        Column("lot", 6, "line"),
        Column("bid_number", 6, "line"),
        Column("bidder", 28, "wrap"),
        Column("evaluation_failed", 10, "int"),
        Column("evaluation_open", 10, "int"),
        Column("evaluation_unpriced", 10, "int"),
        Column("evaluation_responsive", 11, "int"),
        Column("evaluation_price", 20, "decimal"),
        *figures,
        *points,
        Column("evaluation_score", 13, "decimal"),
        Column("evaluation_rank", 8, "int"),
        Column("evaluation_decision", 14, "input_text"),
        Column("evaluation_reason", 40, "input_text"),
    )
