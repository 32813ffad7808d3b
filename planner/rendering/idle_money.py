"""Money that is left although packages were eligible for it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.language.formats import money
from planner.language.label import Language
from planner.language.labels import item_name, sentence, term
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, IdleMoney, sharing


def idle_lines(plan: Plan, language: Language) -> list[str]:
    """Return for each fund with such money how much is left, and why no package is paid with it."""
    return [idle_line(fund, plan, language) for fund in plan.funds if fund.idle]


def idle_line(fund: FundUse, plan: Plan, language: Language) -> str:
    """Return what is left of a fund, and why; empty where no package was eligible."""
    if not fund.idle:
        return ""
    source = next(f for f in plan.funds if f.fund_id == (fund.within or fund.fund_id))
    ceiling = source.ceiling_minor or 0
    left = ceiling - sum(one.used_minor for one in sharing(plan.funds, source))
    return sentence(
        "idle.left",
        language,
        fund=_name(fund.fund_id, plan.funds, language),
        left=money(left, plan.currency, 1, language),
        ceiling=money(ceiling, plan.currency, 1, language),
        reasons="; ".join(_reasons(fund.idle, plan, language)),
    )


def _reasons(idle: Sequence[IdleMoney], plan: Plan, language: Language) -> Iterable[str]:
    """Yield each reason once, with the packages that it holds for and the least amount."""
    kinds = dict.fromkeys((one.reason, one.other) for one in idle)
    for reason, other in kinds:
        own = [one for one in idle if (one.reason, one.other) == (reason, other)]
        yield sentence(
            f"idle.{reason}",
            language,
            packages=", ".join(dict.fromkeys(one.package_id for one in own)),
            amount=money(min(one.amount_minor for one in own), plan.currency, 1, language),
            other=_name(other, plan.funds, language),
        )


def _name(code: str, funds: Sequence[FundUse], language: Language) -> str:
    """Return a fund by name, its code where it has none."""
    fund = next((f for f in funds if f.fund_id == code), None)
    if fund is None or not (fund.name_mn or fund.name_en):
        return term("fund", code, language) if code else "–"
    return item_name(fund.name_mn, fund.name_en, language)
