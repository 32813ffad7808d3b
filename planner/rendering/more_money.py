"""What more money buys, in sentences: the next sum once, and a little more of each limit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from inventory.currencies import minor_in
from planner.language.formats import first_few, money, number, points
from planner.language.label import Label, Language
from planner.language.labels import LABELS, filled, plain, sentence
from planner.model.limit_meanings import MONEY
from planner.model.limit_names import LimitNames
from planner.plan.outcome import LimitUse, NextMoney
from planner.plan.plan import Plan

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

MILLION = 1_000_000
LITTLE = 50  # a sum is little where it is at most this part of a limit


def next_money_told(found: NextMoney, context: ExportContext) -> str:
    """Return what a larger budget would buy, in one sentence per language."""
    currency, unit, language = context.plan.currency, context.money_unit, context.language
    told = filled(
        next_money_key(found),
        extra=money(found.extra_minor, currency, unit, language),
        gain=points(found.benefit_gain),
        low=points(found.at_least),
        high=points(found.at_most),
        sites=more_or_fewer("sites", found.sites_gained),
        users=more_or_fewer("users", found.users_gained),
        but=deeper(found),
    )
    return told.text(language, "\n")


def more_or_fewer(what: str, count: int) -> Label:
    """Return by how many sites or users a plan differs: the sign is a word."""
    if count == 0:
        sign = "same"
    elif abs(count) == 1:
        sign = "plus" if count > 0 else "minus"
    else:
        sign = "more" if count > 0 else "fewer"
    return filled(f"next_money.{what}_{sign}", count=number(abs(count)))


def deeper(found: NextMoney) -> Label:
    """Return why more benefit may reach fewer: those whom it reaches receive more."""
    fewer = min(found.sites_gained, found.users_gained) < 0 < found.benefit_gain
    return LABELS["next_money.deeper"] if fewer else plain("")


def next_money_key(found: NextMoney) -> str:
    """Return which sentence tells of the next money: the proven one needs a certificate."""
    return "next_money.text" if found.verifiable else "next_money.unverifiable"


def little_more(plan: Plan, language: Language) -> str:
    """Return what a little more of each limit of money that binds adds at most, "" for none.

    No solve is needed: the certificate of the plan holds for a limit raised by a sum, too, and then
    proves a bound that is higher by the limit's price times the sum. What the plan is short of its
    own bound is in the figure, since another plan might be worth that much more as it is.
    """
    if plan.goal != "benefit" or plan.objective is None or plan.certified_bound is None:
        return ""
    names = LimitNames(aimags={})
    told = []
    for limit in plan.limits:
        extra = _little(limit, plan)
        if not extra or not limit.dual or limit.dual <= 0:
            continue
        most = plan.certified_bound - plan.objective + math.ceil(limit.dual * extra)
        told.append(
            sentence(
                "little_more.limit",
                language,
                limit=names.of_limit(limit.meaning, limit.title).text(language),
                extra=money(extra, plan.currency, 1, language),
                most=points(most),
            )
        )
    return sentence("little_more", language, limits=first_few(told, 4)) if told else ""


def _little(limit: LimitUse, plan: Plan) -> int:
    """Return a sum that is little beside a limit of money that binds, 0 for any other limit."""
    is_money = limit.meaning is not None and limit.meaning.kind in MONEY
    if not (is_money and limit.binding) or limit.upper is None:
        return 0
    million = MILLION * minor_in(plan.currency)
    if limit.upper >= LITTLE * million:
        return million
    digits = len(str(limit.upper // LITTLE))
    return int(10 ** (digits - 1)) if limit.upper >= LITTLE else 0
