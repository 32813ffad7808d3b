"""Rows of sweeps that nobody had to plan."""

from __future__ import annotations

from dataclasses import replace

from planner.analysis.curves.fairness_row import FairnessCurve, FairnessRow
from planner.analysis.risk.price_risk import PriceDraws
from planner.analysis.risk.regret import HeldPlan
from planner.analysis.sweep import SweepRow

ROW = SweepRow(
    budget_minor=2_000_000, run_id="base-1", status="feasible", benefit=42_862,
    certified_bound=43_000, gap=0.003, capex_minor=1_999_000, opex_per_year_minor=500_000,
    currency="MNT", sites_deployed=3, users_gaining=410, resumed=False,
)  # fmt: skip
NONE = replace(ROW, budget_minor=1_000, benefit=None, certified_bound=None, status="infeasible")
MORE = replace(ROW, budget_minor=9_000_000, benefit=64_984, certified_bound=64_984)
PLAN = HeldPlan(held_back=0.0, today=True, benefit=66_000, keeps=18, missed=None)
DRAWS = PriceDraws(
    count=40, with_plan=40, infeasible=0, spread=0.2, seed=1, currency="MNT", worst_gap=None,
    benefit_today=66_000, benefit=None, capex_today_minor=None, capex_of_todays_plan=None,
    todays_plan_fits=18, capex_sd=None, limits_kept=(), causes=(), technologies=(), sites=(),
    list_prices=True,
    plans=(PLAN, replace(PLAN, held_back=0.1, today=False, benefit=65_000, keeps=40)),
)  # fmt: skip
BUDGETS = (NONE, ROW, MORE)
FAIREST = FairnessRow(
    asked=0, least=1_200, benefit=66_000, certified_bound=66_100, lost=0, lost_at_least=0,
    lost_at_most=100, sites_deployed=12, users_gaining=4_100,
)  # fmt: skip
FAIRNESS = FairnessCurve(
    by="aimag", least_bound=4_300,
    rows=(FAIREST, replace(FAIREST, asked=4_000, least=4_000, benefit=61_000, lost=5_000)),
)  # fmt: skip
