"""Quick sweeps and drawn prices: tables, pictures and what they say."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.analysis.curves.frontier import as_csv, at_list_prices, frontier_rows, table, write
from planner.analysis.curves.frontier_chart import page, picture
from planner.analysis.curves.frontier_row import FrontierRow
from planner.analysis.risk.plan_risk import Cause
from planner.analysis.risk.price_parts import price_parts
from planner.analysis.risk.price_risk import (
    LimitDraws,
    PriceDraws,
    Range,
    SiteDraws,
    TechnologyDraws,
    choice_of,
    draw_prices,
)
from planner.analysis.risk.price_risk_text import aligned, lines
from planner.analysis.risk.price_risk_text import as_csv as draws_csv
from planner.analysis.risk.regret import HeldPlan, Missed, Supplied
from planner.errors import SettingsError
from planner.language.label import Label
from planner.model.build import COST
from planner.pipeline.prepare import Prepared, prepare, read_project
from planner.project.init import init_project


@pytest.fixture(scope="module")
def khovsgol(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """One aimag of the example's share."""
    folder = tmp_path_factory.mktemp("sweeps") / "project"
    init_project(folder, "mongolia")
    return prepare(read_project(folder), "MN-035")


def row(
    budget: int, benefit: int | None, bound: int | None, status: str = "feasible"
) -> FrontierRow:
    """A row of a frontier."""
    return FrontierRow(
        budget_minor=budget, status=status, benefit=benefit, certified_bound=bound,
        gap=None if benefit is None else 0.001, marginal=None if bound is None else 45_536,
        next_minor=100_000_000,
        capex_minor=budget, opex_per_year_minor=1, sites_deployed=3, users_gaining=400,
        currency="MNT",
    )  # fmt: skip


ROWS = [
    row(10**9, None, None, "infeasible"),
    row(2 * 10**9, 32_000_000, 32_100_000),
    row(3 * 10**9, 33_000_000, 33_050_000),
]


def test_a_quick_sweep_rises_and_is_checked(khovsgol: Prepared) -> None:
    """Rows are in rising order, worth more with more money, within their bounds and budgets."""
    upper = next(r.upper for r in khovsgol.model.problem.limits if r.id == "capex")
    assert upper is not None
    rows = frontier_rows(khovsgol, [upper, 2 * upper, upper // 2])

    assert [upper // 2, upper, 2 * upper] == [r.budget_minor for r in rows]
    values = [r.benefit for r in rows]
    assert None not in values
    assert values == sorted(values)  # type: ignore[type-var]
    for one in rows:
        assert one.benefit is not None and one.certified_bound is not None
        assert one.benefit <= one.certified_bound
        assert one.capex_minor is not None and one.capex_minor <= one.budget_minor
        assert one.gap is not None and one.gap < 0.02


def test_yearly_limits_may_change_together(khovsgol: Prepared) -> None:
    """Half of the one-time money with half of the yearly money cannot keep what is paid today."""
    upper = next(r.upper for r in khovsgol.model.problem.limits if r.id == "capex")
    assert upper is not None
    rows = frontier_rows(khovsgol, [upper // 20, upper], together=True)

    assert "infeasible" == rows[0].status
    assert rows[0].benefit is None
    assert rows[1].benefit is not None


def test_without_a_budget_there_is_no_frontier(khovsgol: Prepared) -> None:
    """A scenario without one-time limit is told so."""
    model = khovsgol.model
    rest = tuple(r for r in model.problem.limits if r.id != "capex")
    free = replace(khovsgol, model=replace(model, problem=replace(model.problem, limits=rest)))

    with pytest.raises(SettingsError, match="no one-time money"):
        frontier_rows(free, [1])


def test_a_scenario_for_the_least_cost_has_no_value_to_sweep(khovsgol: Prepared) -> None:
    """Quick sweeps and draws ask what money gains; another goal is refused with the next step."""
    problem = replace(khovsgol.model.problem, goals=(COST,))
    cheapest = replace(khovsgol, model=replace(khovsgol.model, problem=problem))

    with pytest.raises(SettingsError, match="--scenario"):
        frontier_rows(cheapest, [10**9])
    with pytest.raises(SettingsError, match="--scenario"):
        draw_prices(cheapest, 1, spread=0.1)


def test_the_picture_is_whole_and_draws_every_plan() -> None:
    """The SVG parses, has a dot per plan, both curves, the steps and a shade for the impossible."""
    drawn = picture(ROWS)
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"

    assert 2 == len(root.findall(f"{space}circle"))
    assert 3 == len(root.findall(f"{space}polyline"))
    assert "боломжгүй" in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert "1,000,000,000" in page(ROWS, "Турших <хувилбар>")
    assert "Турших &lt;хувилбар&gt;" in page(ROWS, "Турших <хувилбар>")


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS[1:2], [ROWS[1], ROWS[1]]])
def test_a_picture_of_little_is_still_a_picture(rows: list[FrontierRow]) -> None:
    """No row, no plan, one plan and equal budgets make a valid file."""
    ElementTree.fromstring(picture(rows))


def test_tables_say_what_is_known() -> None:
    """A budget without a plan shows its status; the CSV leaves its figures empty."""
    text = table(ROWS)
    read = list(csv.DictReader(io.StringIO(as_csv(ROWS))))

    assert "infeasible" in text[1]
    assert "32,000" in text[2] and "45.536" in text[2]
    assert "" == read[0]["benefit"]
    assert "32000000" == read[1]["benefit"]


def test_page_of_a_frontier_obeys_its_own_style_only(locked: Callable[[str], None]) -> None:
    """The policy allows the page's style by hash, and neither scripts nor style attributes."""
    locked(page(ROWS, "Турших <хувилбар>"))


def test_files_are_written_whole(tmp_path: Path) -> None:
    """Table, picture and page lie in the folder, and nothing else; twice gives the same bytes."""
    first = {p.name: p.read_bytes() for p in write(ROWS, tmp_path / "a", "t")}
    again = {p.name: p.read_bytes() for p in write(ROWS, tmp_path / "a", "t")}

    assert {"frontier.csv", "frontier.svg", "frontier.html"} == set(first)
    assert first == again
    assert set(first) == {p.name for p in (tmp_path / "a").iterdir()}


def test_parts_add_up_to_every_row_that_counts_money(khovsgol: Prepared) -> None:
    """Per limit and arc, the items' parts and the known fees are the coefficient."""
    problem = at_list_prices(khovsgol.model)
    arcs = khovsgol.model.arcs
    parts = price_parts(problem, khovsgol.model, khovsgol.inputs.scenario)
    for limit in problem.limits:
        if limit.id not in ("capex", "opex"):
            continue
        total = dict.fromkeys(limit.arcs, 0)
        for part in parts:
            if part.limit == limit.id:
                for a, k in zip(part.arcs, part.coefficients, strict=True):
                    total[a] += k
        fees = {a: arcs[a].fee_per_year_minor if limit.id == "opex" else 0 for a in limit.arcs}
        assert list(limit.coefficients) == [total[a] + fees[a] for a in limit.arcs]


def test_a_row_that_draws_cannot_follow_is_named(khovsgol: Prepared) -> None:
    """A capital row with a coefficient that is no sum of lines stops the draws with its id."""
    problem = at_list_prices(khovsgol.model)
    limits = tuple(
        replace(r, coefficients=(r.coefficients[0] + 1, *r.coefficients[1:]))
        if r.id == "capex"
        else r
        for r in problem.limits
    )

    with pytest.raises(SettingsError, match="cannot follow the limit capex"):
        price_parts(replace(problem, limits=limits), khovsgol.model, khovsgol.inputs.scenario)


def test_drawn_prices_say_what_stays(khovsgol: Prepared) -> None:
    """Counts add up, ranges are in order, a seed says the same twice, no spread changes nothing."""
    found = draw_prices(khovsgol, 4, spread=0.3)

    assert found == draw_prices(khovsgol, 4, spread=0.3)
    assert 4 == found.count == found.with_plan + found.infeasible
    assert found.benefit is not None and found.capex_of_todays_plan is not None
    assert found.benefit.low <= found.benefit.middle <= found.benefit.high
    assert found.capex_of_todays_plan.low < found.capex_of_todays_plan.high
    assert all(0 <= s.receives <= found.with_plan for s in found.sites)
    assert len(found.sites) + 1 == len(draws_csv(found).splitlines())

    still = draw_prices(khovsgol, 2, spread=0.0)
    assert still.capex_of_todays_plan is not None
    assert {still.capex_today_minor} == {
        still.capex_of_todays_plan.low,
        still.capex_of_todays_plan.high,
    }
    assert 2 == still.todays_plan_fits


def test_what_a_count_of_draws_is_called() -> None:
    """19 of 20 is safe, 1 of 20 depends on prices, 0 of 20 is rare; no plan makes nothing safe."""
    assert ["safe", "depends on prices", "rarely", "rarely"] == [
        choice_of(19, 20), choice_of(1, 20), choice_of(0, 20), choice_of(0, 0),
    ]  # fmt: skip


def test_draws_are_told_in_lines() -> None:
    """The lines name the safe sites, the range of the benefit and what today's plan may cost."""
    found = PriceDraws(
        count=10, with_plan=9, infeasible=1, spread=0.2, seed=1, currency="MNT", worst_gap=0.004,
        benefit_today=5_000, benefit=Range(low=4_000, middle=4_900, high=5_500),
        capex_today_minor=90, capex_of_todays_plan=Range(low=80, middle=91, high=120),
        todays_plan_fits=4, capex_sd=0.18,
        limits_kept=(LimitDraws(limit=Label(mn="төсөв", en="capital budget"), kept=5),),
        causes=(
            Cause(name="exchange_rate", common=True, share=0.6),
            Cause(name="PC-1", common=False, share=0.25),
        ),
        technologies=(
            TechnologyDraws(technology="leo", today=2, sites=Range(low=1, middle=2, high=3)),
        ),
        sites=(
            SiteDraws(
                site_id="A", name="=A", receives=9, today=True, technologies=(), choice="safe",
                proven="link",
            ),
            SiteDraws(
                site_id="B", name="b", receives=4, today=False, technologies=(("leo", 4),),
                choice="depends on prices", proven="open",
            ),
        ),
        list_prices=True,
        plans=(
            HeldPlan(held_back=0.0, today=True, benefit=5_000, keeps=4,
                     missed=Missed(draws=4, middle=120, high=700),
                     supplied=Supplied(benefit=5_200, keeps=3)),
            HeldPlan(held_back=0.2, today=False, benefit=None, keeps=0, missed=None),
            HeldPlan(name="proven", held_back=0.0, today=False, benefit=4_000, keeps=10,
                     missed=None, breaks=2),
        ),
    )  # fmt: skip
    text = "\n".join(lines(found))

    assert "9 have a plan, 1 cannot have one" in text
    assert "4 to 5.5 points" in text
    assert "80 ₮ to 120 ₮" in text
    assert "standard deviation 18.00 % of it" in text
    assert "Chance to keep capital budget: 50.00 %" in text
    assert "Chance to keep every limit: 40.00 % (95 %: 16.82 % to 68.73 %)" in text
    assert re.search(r"0 % +5 +40\.00 % +0\.12 +0\.7 +5\.2 +30\.00 % +yes", text)
    assert re.search(r"20\.00 % +– +– +– +– +– +– +no", text)
    assert re.search(r"no more \(floors not kept: 2\) +4 +100\.00 % +– +– +– +– +no", text)
    assert "Choices without regret: 1 sites" in text
    assert re.search(r"^B +4 +44\.44 % +no +open +leo$", text, re.MULTILINE)
    assert "exchange rate 60%; PC-1 25%" in text
    assert "1 are safe choices" in text
    assert "44.44 %" in text
    assert "stock, spare machines" in text
    assert "'=A" in draws_csv(found)
    assert "A,'=A,safe,link,yes,9,9,0" in draws_csv(found)
    assert ["a    1", "bb  22"] == aligned(("a", "1"), [("bb", "22")])
