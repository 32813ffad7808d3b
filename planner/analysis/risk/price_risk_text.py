"""Price risk as lines for a terminal and as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from planner.analysis.risk.plan_risk import Cause, interval
from planner.analysis.risk.price_risk import SAFE, PriceDraws, SiteDraws
from planner.analysis.risk.regret import HeldPlan
from planner.language.formats import money, percent, points
from planner.language.label import Language
from planner.language.labels import label, sentence, term
from planner.rendering.csv_cells import harmless


def lines(found: PriceDraws, language: Language = "en") -> list[str]:
    """Return what the draws say as lines of text."""
    told = said_of(found, language)
    if found.plans:
        told += ["", *aligned(*plan_rows(found, language)), label("draws.missed", language)]
    told += ["", *aligned(*technology_rows(found, language)), ""]
    return [*told, *_site_table(found, language)]


def said_of(found: PriceDraws, language: Language) -> list[str]:
    """Return what the draws say in sentences: as many in every language."""
    head = sentence(
        "draws.head",
        language,
        count=found.count,
        spread=f"{found.spread:g}",
        seed=found.seed,
        planned=found.with_plan,
        infeasible=found.infeasible,
    )
    if found.worst_gap is not None:
        head = sentence("draws.gap", language, told=head, gap=percent(found.worst_gap))
    told = [head, *_ranges(found, language)]
    counts = Counter(row.choice for row in found.sites)
    safe, depends, rarely = (counts[c] for c in ("safe", "depends on prices", "rarely"))
    told.append(
        sentence(
            "draws.sites", language, safe=safe, depends=depends, rarely=rarely, share=f"{SAFE:.0%}"
        )
    )
    sure = sum(row.no_regret for row in found.sites)
    told.append(sentence("draws.no_regret", language, count=sure, share=f"{SAFE:.0%}"))
    if found.figures:
        told.append(sentence("draws.figures", language, count=found.figures))
    if found.list_prices:
        told.append(label("sweep.list_prices", language))
    return told


def _ranges(found: PriceDraws, language: Language) -> Iterator[str]:
    """Yield how far the benefit and the cost of today's plan range."""
    if found.benefit is not None and found.benefit_today is not None:
        yield sentence(
            "draws.benefit",
            language,
            low=points(found.benefit.low),
            high=points(found.benefit.high),
            middle=points(found.benefit.middle),
            today=points(found.benefit_today),
        )
    cost = found.capex_of_todays_plan
    if cost is not None and found.capex_today_minor is not None:
        yield sentence(
            "draws.cost",
            language,
            low=_sum(cost.low, found),
            high=_sum(cost.high, found),
            today=_sum(found.capex_today_minor, found),
            fits=found.todays_plan_fits,
            count=found.count,
        )
        yield from _risk(found, language)


def _risk(found: PriceDraws, language: Language) -> Iterator[str]:
    """Yield how far the cost varies, how often each limit of money is kept, and what moves it."""
    if found.capex_sd is not None:
        yield sentence("draws.sd", language, sd=percent(found.capex_sd))
    for one in found.limits_kept:
        share = percent(one.kept / found.count)
        yield sentence("draws.kept", language, limit=one.limit.text(language), share=share)
    low, high = interval(found.todays_plan_fits, found.count)
    ends = {"low": percent(low), "high": percent(high)}
    share = percent(found.todays_plan_fits / found.count)
    yield sentence("draws.kept_all", language, share=share, **ends)
    if found.causes:
        told = (cause_told(cause, language) for cause in found.causes)
        yield sentence("draws.causes", language, list="; ".join(told))


def cause_told(cause: Cause, language: Language) -> str:
    """Return what moves the cost, with its share of the variance."""
    name = term("draws", cause.name, language) if cause.common else cause.name
    return sentence("draws.cause", language, name=name, share=f"{cause.share:.0%}")


def _sum(amount_minor: int, found: PriceDraws) -> str:
    return money(amount_minor, found.currency, 1, "en")


Rows = tuple[list[str], list[tuple[str, ...]]]  # heads, and the rows under them


def plan_rows(found: PriceDraws, language: Language) -> Rows:
    """Return what holding back more or less of the money gives and costs, a row for each share."""
    more = ("supplied", "supplied_chance") if _has_supply(found) else ()
    names = ("held_back", "points", "chance", "missed_middle", "missed_high", *more, "today")
    rows = [
        (
            plan_name(plan, language),
            "–" if plan.benefit is None else points(plan.benefit),
            "–" if plan.benefit is None else percent(plan.keeps / found.count),
            *(("–", "–") if (m := plan.missed) is None else (points(m.middle), points(m.high))),
            *_supplied_cells(plan, found),
            label("yes" if plan.today else "no", language),
        )
        for plan in found.plans
    ]
    return [label(f"draws.{name}", language) for name in names], rows


def _has_supply(found: PriceDraws) -> bool:
    return any(plan.supplied is not None for plan in found.plans)


def _supplied_cells(plan: HeldPlan, found: PriceDraws) -> tuple[str, ...]:
    """Return points and chance of the plan with stock, tiers and funds, where there are any."""
    if not _has_supply(found):
        return ()
    if plan.supplied is None:
        return ("–", "–")
    return points(plan.supplied.benefit), percent(plan.supplied.keeps / found.count)


def plan_name(plan: HeldPlan, language: Language) -> str:
    """Return what a plan is called: its share held back, or how it was made."""
    if plan.name == "held_back":
        return percent(plan.held_back)
    name = label(f"draws.plan.{plan.name}", language)
    if plan.breaks:
        return sentence("draws.plan.breaks", language, name=name, count=plan.breaks)
    return name


def technology_rows(found: PriceDraws, language: Language) -> Rows:
    """Return how many sites each technology serves today and under the draws."""
    names = ("links", "today", "low", "middle", "high")
    rows = [
        (
            t.technology if language == "en" else term("technology", t.technology, language),
            *(f"{n:,}" for n in (t.today, t.sites.low, t.sites.middle, t.sites.high)),
        )
        for t in found.technologies
    ]
    return [label(f"draws.{name}", language) for name in names], rows


def _site_table(found: PriceDraws, language: Language) -> list[str]:
    """Return the sites that prices decide; the safe and the rare ones are in the CSV."""
    names = ("site", "plans", "share", "today", "proven", "over")
    rows = [
        (
            row.site_id,
            f"{row.receives:,}",
            percent(row.receives / found.with_plan),
            label("yes" if row.today else "no", language),
            "–" if row.proven is None else label(f"proven.{row.proven}", language),
            _most_often(row, language),
        )
        for row in found.sites
        if row.choice == "depends on prices"
    ]
    return aligned([label(f"draws.{name}", language) for name in names], rows) if rows else []


def _most_often(row: SiteDraws, language: Language) -> str:
    if not row.technologies:
        return label("draws.equipment", language)
    name = row.technologies[0][0]
    return term("technology", name, "mn") if language == "mn" else name


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows under a head, the first column to the left and the others to the right."""
    widths = [max(len(line[i]) for line in (head, *rows)) for i in range(len(head))]
    return [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (head, *rows)
    ]


def as_csv(found: PriceDraws) -> str:
    """Return the sites as CSV text: how often each receives anything, and over what."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [technology.technology for technology in found.technologies]
    writer.writerow(
        ["site_id", "name", "choice", "proven", "today", "plans_receiving", "plans"]
        + [f"plans_over_{name}" for name in names]
    )
    for row in found.sites:
        over = dict(row.technologies)
        cells = [row.site_id, row.name, row.choice, row.proven or ""]
        cells.append("yes" if row.today else "no")
        counts = [row.receives, found.with_plan, *(over.get(name, 0) for name in names)]
        writer.writerow([harmless(cell) for cell in (*cells, *counts)])
    return out.getvalue()
