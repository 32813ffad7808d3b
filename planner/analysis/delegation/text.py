"""Divided limits and joined plans in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from planner.analysis.delegation.divide import Budget
from planner.analysis.delegation.merge import Merged
from planner.language.formats import first_few, money, number, points
from planner.language.label import Language
from planner.language.labels import sentence, spoken_on_terminal
from planner.model.limit_names import LimitNames

MOST_LINES = 20  # of a list on the terminal; data hold all


def divided_lines(
    run_id: str, budgets: Sequence[Budget], currency: str, language: Language
) -> list[str]:
    """Return the parts of each aimag, and their sums, as lines of text."""
    language = spoken_on_terminal(language)

    def parts(one: Budget) -> str:
        sums: list[tuple[str, int | None, str]] = [
            ("divide.once", one.capex_minor, ""),
            ("divide.yearly", one.opex_per_year_minor, ""),
            ("divide.total", one.total_cost_minor, ""),
        ]
        payers = one.opex_per_year_by_payer_minor.items()
        sums += [("divide.payer", amount, payer) for payer, amount in payers]
        return ", ".join(
            sentence(key, language, payer=payer, amount=money(amount, currency, 1, language))
            for key, amount, payer in sums
            if amount is not None
        )

    return [
        sentence("divide.head", language, run=run_id),
        *(
            sentence(
                "divide.line",
                language,
                name=one.name or "–",
                code=one.aimag or "–",
                sites=one.sites,
                parts=parts(one),
            )
            for one in budgets
        ),
        sentence("divide.sum", language, parts=parts(sum_of(budgets))),
        sentence("divide.next", language, run=run_id),
    ]


def sum_of(budgets: Sequence[Budget]) -> Budget:
    """Return what all parts add up to: the limits that were divided."""

    def added(amounts: Sequence[int | None]) -> int | None:
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known else None

    payers: Counter[str] = Counter()
    for one in budgets:
        payers.update(one.opex_per_year_by_payer_minor)
    return Budget(
        aimag="",
        name="",
        sites=sum(one.sites for one in budgets),
        capex_minor=added([one.capex_minor for one in budgets]),
        opex_per_year_minor=added([one.opex_per_year_minor for one in budgets]),
        opex_per_year_by_payer_minor=dict(sorted(payers.items())),
        total_cost_minor=added([one.total_cost_minor for one in budgets]),
    )


def merged_lines(found: Merged, language: Language) -> list[str]:
    """Return what joining found as lines of text."""
    return list(_told(found, spoken_on_terminal(language)))


def _told(found: Merged, language: Language) -> Iterator[str]:
    country, currency = found.country, found.country.currency

    def shown(amount: int) -> str:
        return money(amount, currency, 1, language)

    yield sentence("merge.head", language, count=len(found.aimags), run=country.run_id)
    if found.twice:
        saved = sum(one.capex_minor * (len(one.aimags) - 1) for one in found.twice)
        count = len(found.twice)
        yield sentence("merge.twice", language, count=count, amount=shown(saved))
    yield from _listed(
        [
            sentence(
                "merge.stretch",
                language,
                link=one.link_id,
                amount=shown(one.capex_minor),
                aimags=", ".join(one.aimags),
            )
            for one in found.twice
        ],
        language,
    )
    uses, names = {limit.id: limit for limit in country.limits}, LimitNames(aimags={})
    for over in found.overruns:
        limit = uses[over.limit_id]
        told = shown if limit.unit.startswith(currency) else number
        used, upper, beyond = map(told, (over.used, over.upper, over.used - over.upper))
        name = names.of_limit(limit.meaning, limit.title).text(language)
        yield sentence("merge.over", language, limit=name, used=used, upper=upper, over=beyond)
    for below in found.shortfalls:
        limit = uses[below.limit_id]
        figure = points if limit.unit.startswith("thousandths") else number
        used, lower = map(figure, (below.used, below.lower))
        name = names.of_limit(limit.meaning, limit.title).text(language)
        yield sentence("merge.below", language, limit=name, used=used, lower=lower)
    for short in found.short:
        of = {**asdict(short), "aimags": ", ".join(short.aimags)}
        yield sentence("merge.short", language, **of)
    if not (found.overruns or found.shortfalls or found.short):
        yield sentence("merge.fits", language)
    yield from _outcome(found, language)


def _outcome(found: Merged, language: Language) -> Iterator[str]:
    if found.plan is None:
        names = LimitNames(aimags={})
        clash = [x for x in found.country.limits if x.id in found.infeasible]
        told = first_few([names.of_limit(x.meaning, x.title).text(language) for x in clash])
        yield sentence("merge.none", language, limits=told or ", ".join(found.infeasible[:3]))
        return
    if found.moved:
        yield sentence("merge.moved", language, count=len(found.moved))
    yield from _listed(
        [
            sentence(
                "merge.site",
                language,
                site=one.site_id,
                aimag=one.aimag,
                then=points(one.benefit_then),
                now=points(one.benefit_now),
            )
            for one in found.moved
        ],
        language,
    )
    value, country = found.plan.objective or 0, found.country.objective or 0
    yield sentence("merge.value", language, points=points(value), country=points(country))
    if found.cost is not None:
        least, most = map(points, found.cost)
        yield sentence("merge.cost", language, least=least, most=most)


def _listed(lines: Sequence[str], language: Language) -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield sentence("merge.more", language, count=len(lines) - MOST_LINES)


def merged_json(found: Merged) -> dict[str, Any]:
    """Return what joining found as plain data."""
    cost = found.cost
    return {
        "country": found.country.run_id,
        "aimags": list(found.aimags),
        "twice": [asdict(one) for one in found.twice],
        "overruns": [asdict(one) for one in found.overruns],
        "shortfalls": [asdict(one) for one in found.shortfalls],
        "short": [asdict(one) for one in found.short],
        "infeasible_limits": list(found.infeasible),
        "moved": [asdict(one) for one in found.moved],
        "run_id": None if found.plan is None else found.plan.run_id,
        "benefit": None if found.plan is None else found.plan.objective,
        "benefit_of_country": found.country.objective,
        "certified_bound": found.country.certified_bound,
        "cost_at_least": None if cost is None else cost[0],
        "cost_at_most": None if cost is None else cost[1],
    }
