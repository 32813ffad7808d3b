"""Pages of sweeps share the look of all pages, break axes in sight, and ask for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from drawn_sweeps import BUDGETS, DRAWS, PLAN

from planner.analysis.curves.curve_page import CurveTable, curve_page
from planner.analysis.curves.frontier import write
from planner.analysis.curves.frontier_chart import picture
from planner.analysis.curves.frontier_row import FrontierRow
from planner.analysis.risk.draws_page import page
from planner.analysis.risk.draws_page import picture as drawn
from planner.analysis.risk.regret import Missed
from planner.analysis.sweep import write_budgets
from planner.language.label import Label


def test_saved_runs_are_drawn_with_their_bounds(tmp_path: Path) -> None:
    """Every run is a row; what has no plan is told so, and nothing is said of list prices."""
    table, drawing, whole = write_budgets(tmp_path, BUDGETS, "<b>Нэр")
    text = whole.read_text(encoding="utf-8")

    assert [p.name for p in (table, drawing, whole)] == [
        "budgets.csv",
        "budgets.svg",
        "budgets.html",
    ]
    assert "42.862" in text and "43" in text and "64.984" in text and "боломжгүй" in text
    assert "&lt;b&gt;Нэр" in text and "<b>Нэр" not in text
    assert "list prices" not in text and 'href="budgets.csv"' in text
    again = write_budgets(tmp_path, BUDGETS, "<b>Нэр")[2]
    assert again.read_text(encoding="utf-8") == text


def test_saved_runs_tell_nothing_of_the_next_money(tmp_path: Path) -> None:
    """They have no price of the next money: neither page nor CSV has a column for it."""
    table, drawing, whole = write_budgets(tmp_path, BUDGETS, "Нэр")
    page, head = whole.read_text(encoding="utf-8"), table.read_text("utf-8-sig").splitlines()[0]

    assert page.count("<th>") + page.count('<th class="n">') == 6 and "дараагийн" not in page
    assert "next" not in page and "next" not in drawing.read_text(encoding="utf-8")
    assert head == (
        "budget_minor,status,benefit,certified_bound,gap,capex_minor,opex_per_year_minor,"
        "sites_deployed,users_gaining,currency"
    )


def test_axes_that_do_not_begin_at_zero_show_it(tmp_path: Path) -> None:
    """The break is drawn and told with where both axes begin; from zero there is none."""
    rows = [
        FrontierRow(
            budget_minor=budget * 10**9, status="feasible", benefit=benefit, gap=0.0,
            certified_bound=benefit, marginal=None, capex_minor=0, opex_per_year_minor=0,
            next_minor=100_000_000,
            sites_deployed=1, users_gaining=1, currency="MNT",
        )
        for budget, benefit in ((0, 0), (5, 50_000))
    ]  # fmt: skip
    assert "axis broken" not in picture(rows)
    assert (
        picture([replace(r, benefit=40_000, certified_bound=50_000) for r in rows]).count(
            "axis broken"
        )
        == 1
    )
    assert picture(rows[1:]).count("axis broken") == 2
    assert write(rows, tmp_path, "t")[2].name == "frontier.html"


def test_draws_have_a_page_with_each_plan_and_its_chance() -> None:
    """Points and the interval of the chance are drawn; plans that are alike share a name."""
    svg, text = drawn(DRAWS), page(DRAWS, "Нэр")
    alike = replace(DRAWS, plans=(PLAN, replace(PLAN, held_back=0.05, today=False)))

    assert svg.count("<circle") == 2 and "10.00 %" in svg
    assert "45.00 %" in text and "100.00 %" in text
    assert 'href="draws.csv"' in text and text.count("<script") == 1
    assert drawn(alike).count("<circle") == 1
    assert "<svg xmlns" not in page(replace(DRAWS, plans=()), "Нэр")


def test_a_page_without_drawing_has_its_tables() -> None:
    """Names and cells are text, whatever they hold."""
    table = CurveTable(title="frontier.title", head=["<i>a", "b"], rows=[["</td><script>", "1"]])
    text = curve_page("T", "frontier.title", "", [Label("<u>", "<u>")], [table], ["x.csv"])

    assert not re.search("<td><script|<i>a|<u>", text) and text.count("<script") == 1
    assert "&lt;/td&gt;&lt;script&gt;" in text


def test_missed_benefit_is_in_the_table() -> None:
    """What a plan misses stands beside its chance."""
    missed = Missed(draws=18, middle=1_234, high=2_345)
    text = page(replace(DRAWS, plans=(replace(PLAN, missed=missed),)), "Нэр")

    assert "1.234" in text and "2.345" in text


def test_axis_and_next_sum_fit_the_money(tmp_path: Path) -> None:
    """Half a million is drawn in units, two billion in billions; the sum of the next is told."""
    small = FrontierRow(
        budget_minor=500_000, status="feasible", benefit=5_000, gap=0.0, certified_bound=5_000,
        marginal=100, next_minor=10_000, capex_minor=0, opex_per_year_minor=0,
        sites_deployed=1, users_gaining=1, currency="EUR",
    )  # fmt: skip
    rows = [small, replace(small, budget_minor=400_000, benefit=4_000, certified_bound=4_000)]
    large = [replace(row, budget_minor=row.budget_minor * 4_000) for row in rows]

    assert "one-time money, EUR" in picture(rows) and ">500,000<" in picture(rows)
    assert "the next 10,000 EUR" in picture(rows)
    assert "next 10,000 EUR" in write(rows, tmp_path, "t")[2].read_text(encoding="utf-8")
    assert ",marginal,next_minor," in write(rows, tmp_path, "t")[0].read_text(encoding="utf-8")
    assert "one-time money, billion EUR" in picture(large)
