"""A summary that opens in any browser without a network: map, proof, limits and who is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.currencies import minor_in
from inventory.prices.catalogue import Timing
from planner.exports.map_svg import draw
from planner.exports.page import packing
from planner.exports.page.page_data import page_data
from planner.exports.page.script_text import page_script, page_style
from planner.language import formats, labels
from planner.language.collation import named_first
from planner.language.label import Label, Language
from planner.language.labels import label, sentence, term
from planner.plan.plan import SiteStatus
from planner.rendering import sentences
from planner.rendering.decisions import what_was_decided, who_decided
from planner.rendering.deliveries import Purchases, purchases_of
from planner.rendering.html import in_each, own, render, two_sizes, without_row_ends
from planner.rendering.more_money import next_money_told
from planner.rendering.places import soum_of

if TYPE_CHECKING:
    from planner.model.limit_names import LimitNames
    from planner.plan.outcome import DirectiveCost, FloorCost, LimitUse, Stage
    from planner.plan.plan import Deployment, Plan
    from planner.rendering.context import ExportContext
    from planner.scenario.decisions import Decision
    from sites.site import Site


BOTH: tuple[Language, ...] = ("mn", "en")
MOST_LEFT_OUT = 50  # rows of the printed list; the table of the script and the workbook have all


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the page, with the sum of its rows below."""

    title: str
    columns: tuple[str, ...]
    rows: list[list[Any]]
    total: list[Any]


def write(context: ExportContext, path: Path) -> None:
    """Write the summary page of a plan; equal plans give equal bytes.

    Raises ValueError when the plan's lines do not add up to its totals, OSError when the file
    cannot be written.
    """
    text = without_row_ends(render("page.html", context.language, **_content(context)))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _content(context: ExportContext) -> dict[str, Any]:
    plan, language = context.plan, context.language
    bought = purchases_of(context)
    each: Sequence[Language] = ("mn", "en") if language == "both" else (language,)
    names = sentences.limit_names(context)
    left_out = _of(context, SiteStatus.UNSERVED)
    shown = labels.money_unit(context.money_unit, plan.currency, language)
    return {
        "plan": plan,
        "page_css": own(page_style()),
        "script": own(page_script()),
        "data_type": own(packing.TYPE),
        "data": packing.packed(page_data(context, bought)),
        "policy": _policy(plan, language),
        "policy_count": len(plan.policy),
        "area": sentences.area(context),
        "tiles": _tiles(context),
        "short": [(one, sentences.short(context, one)) for one in each],
        "map": draw(context, language),
        "proof": [(one, sentences.proof(plan, one)) for one in each],
        "proof_notes": _notes(lambda one: sentences.proof_notes(plan, one), language),
        "stages": [_stage(stage, context) for stage in plan.stages],
        "limits": [
            _limit(limit, context, names) for limit in plan.limits if not sentences.is_quiet(limit)
        ],
        **_quiet_limits(context, names),
        "tables": [_by_aimag(context, bought), _by_kind(context), _by_technology(context)],
        "money_unit": shown,
        "reasons": _reasons(context),
        "left_out": _left_out(left_out[:MOST_LEFT_OUT], language),
        "left_out_count": len(left_out),
        "left_out_shorter": len(left_out) > MOST_LEFT_OUT,
        "shorter": in_each(language, lambda one: _shorter(len(left_out), one)),
        "directives": [_directive(d, language) for d in plan.directives],
        "floor_costs": [_floor(row, language) for row in plan.floors],
        "decided": in_each(language, lambda one: who_decided(plan.decided, one)),
        "decisions": [_decision(one, language) for one in plan.decisions],
        "next_money": _next_money(context),
        "verify": _notes(lambda one: sentences.verify_lines(plan, one), language),
    }


def _decision(decision: Decision, language: Language) -> tuple[Any, Any]:
    """Return what was decided and by whom, each in both languages where the page has both."""
    return (
        in_each(language, partial(what_was_decided, decision)),
        in_each(language, partial(who_decided, decision)),
    )


def _policy(plan: Plan, language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the settings under their source, told once, in the order of their first names."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, value, source in plan.policy:
        found.setdefault(source, []).append((name, value))
    return [
        (in_each(language, partial(labels.policy_source, source)), rows)
        for source, rows in found.items()
    ]


def _notes(write: Callable[[Language], list[str]], language: Language) -> list[Any]:
    """Return lines, each in both languages where the page has both."""
    count = len(write("en"))
    return [in_each(language, lambda one, n=n: write(one)[n]) for n in range(count)]  # type: ignore[misc]


def _shorter(count: int, language: Language) -> str:
    shown = formats.number(MOST_LEFT_OUT)
    return sentence("page.shorter", language, shown=shown, count=formats.number(count))


def _quiet_limits(context: ExportContext, names: LimitNames) -> dict[str, list[dict[str, Any]]]:
    """Return floors that are met with room to spare, and limits of groups that have some left."""
    quiet = [limit for limit in context.plan.limits if sentences.is_quiet(limit)]
    return {
        "floors": [_limit(limit, context, names) for limit in quiet if limit.upper is None],
        "at_most": [_limit(limit, context, names) for limit in quiet if limit.upper is not None],
    }


def _of(context: ExportContext, status: SiteStatus) -> list[tuple[Deployment, Site]]:
    return [(d, site) for d, site in context.deployments if d.status is status]


def _tiles(context: ExportContext) -> list[tuple[str, str]]:
    plan = context.plan
    counts = plan.counts()

    def money(amount: int) -> str:
        unit = max(
            context.money_unit,
            1_000_000 if abs(amount) >= 100_000_000 * minor_in(plan.currency) else 1,
        )
        return in_each(
            context.language, lambda one: formats.money(amount, plan.currency, unit, one)
        )

    tiles = [
        (
            f"{formats.number(counts['deployed'])} / {formats.number(counts['total'])}",
            "tile.sites",
        ),
        (formats.number(plan.users_gaining), "users_gaining"),
        (money(plan.capex_minor), "total_one_time"),
        (money(plan.opex_per_year_minor), "total_per_year"),
    ]
    if plan.gap is not None:
        tiles.append((formats.percent(plan.gap), "tile.gap"))
    return tiles


def _next_money(context: ExportContext) -> list[str]:
    found = context.plan.next_money
    if found is None:
        return []
    told = (next_money_told(found, replace(context, language=one)) for one in BOTH)
    return [in_each(context.language, Label(*told).text)]


def _stage(stage: Stage, context: ExportContext) -> dict[str, Any]:
    return {
        "name": in_each(context.language, lambda one: term("stage", stage.name, one)),
        "value": sentences.stage_value(stage.name, stage.value, context),
        "certified": sentences.stage_value(stage.name, stage.certified_bound, context),
        "bound": sentences.stage_value(stage.name, stage.bound, context),
        "status": in_each(context.language, lambda one: label(f"result.{stage.status}", one)),
    }


def _limit(limit: LimitUse, context: ExportContext, names: LimitNames) -> dict[str, Any]:
    share = sentences.limit_share(limit)
    return {
        "title": in_each(context.language, names.of_limit(limit.meaning, limit.title).text),
        "used": sentences.limit_value(limit.used, limit, context),
        "lower": sentences.limit_value(limit.lower, limit, context),
        "upper": sentences.limit_value(limit.upper, limit, context),
        "slack": sentences.limit_value(limit.slack, limit, context),
        "share": None if share is None else formats.percent(share),
        "width": 0 if share is None else f"{min(max(share, 0), 1) * 100:.1f}",
        "binding": limit.binding,
    }


_COUNTED = ("sites", "status.deployed", "status.adequate", "status.unserved", "users_gaining")


def _counted(deployments: Iterable[Deployment]) -> list[int]:
    """Return sites, those receiving, at standard and left out, and people who gain."""
    found = list(deployments)
    by = [sum(d.status is status for d in found) for status in SiteStatus]
    return [len(found), *by, sum(d.users_gaining for d in found)]


def _in_words(figures: Iterable[int]) -> list[str]:
    return [formats.number(figure) for figure in figures]


def _by_aimag(context: ExportContext, bought: Purchases) -> Table:
    pairs, unit = context.deployments, context.money_unit
    names = {site.aimag_name for _, site in pairs} | {d.aimag for d in bought.deliveries}
    rows = []
    for name in sorted(names, key=named_first):
        here = [d for d, site in pairs if site.aimag_name == name]
        costs = [
            sum(
                d.amount_minor
                for d in bought.deliveries
                if d.aimag == name and d.item.timing is timing
            )
            for timing in Timing
        ]
        shown = name or in_each(context.language, partial(label, "shared_aimags"))
        rows.append(
            [
                shown,
                *_in_words(_counted(here)),
                *(formats.amount(c, unit, context.plan.currency) for c in costs),
            ]
        )
    plan = context.plan
    cost = "one_time_listed" if plan.savings else "one_time_cost"
    return Table(
        title="title.by_aimag",
        columns=("aimag", *_COUNTED, cost, "new_per_year"),
        rows=rows,
        total=[
            in_each(context.language, partial(label, "total")),
            *_in_words(_counted(plan.deployments)),
            formats.amount(plan.listed_minor, unit, plan.currency),
            formats.amount(bought.yearly.new_minor, unit, plan.currency),
        ],
    )


def _by_kind(context: ExportContext) -> Table:
    pairs = context.deployments
    rows = [
        [
            two_sizes(f"kind.{kind.value}", context.language),
            *_in_words(_counted(d for d, site in pairs if site.kind is kind)),
        ]
        for kind in sorted({site.kind for _, site in pairs})
    ]
    return Table(
        title="title.by_kind",
        columns=("kind", *_COUNTED),
        rows=rows,
        total=[
            in_each(context.language, partial(label, "total")),
            *_in_words(_counted(context.plan.deployments)),
        ],
    )


def _by_technology(context: ExportContext) -> Table:
    found = context.plan.deployments
    rows = []
    figures = []
    for technology, count in sentences.technology_counts(context.plan):
        here = [d for d in found if sentences.technology_of(d) == technology]
        computers = sum(d.computers_added for d in here)
        figures.append([count, computers, sum(d.users_gaining for d in here)])
        name = in_each(context.language, partial(term, "technology", technology))
        rows.append([name, *_in_words(figures[-1])])
    totals = [sum(column) for column in zip(*figures, strict=True)] or [0, 0, 0]
    return Table(
        title="title.by_technology",
        columns=("technology", "sites", "computers_added", "users_gaining"),
        rows=rows,
        total=[in_each(context.language, partial(label, "total")), *_in_words(totals)],
    )


def _reasons(context: ExportContext) -> list[dict[str, Any]]:
    found = sentences.reason_counts(context.plan)
    most = max((count for _, count in found), default=1)
    return [
        {
            "text": two_sizes(f"reason.{reason}", context.language),
            "count": count,
            "width": f"{100 * count / most:.1f}",
        }
        for reason, count in found
    ]


def _left_out(
    pairs: Sequence[tuple[Deployment, Site]], language: Language
) -> list[tuple[Any, list[tuple[str, str, str, str]]]]:
    """Return the sites left out under each reason; the script adds the sentence of each."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for d, site in pairs:
        row = site.id, site.name, site.aimag_name, soum_of(site)
        found.setdefault(d.reason.value, []).append(row)
    most_first = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(two_sizes(f"reason.{reason}", language), rows) for reason, rows in most_first]


def _directive(d: DirectiveCost, language: Language) -> dict[str, Any]:
    unknown = d.benefit_cost is None
    return {
        "text": in_each(language, partial(sentences.told, d.text_mn, d.text)),
        "reason": d.reason,
        "authority": d.authority,
        "document": f"{d.document}, {labels.dotted_date(d.date)}",
        "cost": label("not_computed", language) if unknown else formats.points(d.benefit_cost or 0),
        "interval": sentences.benefit_interval(d, language),
    }


def _floor(row: FloorCost, language: Language) -> dict[str, Any]:
    cost = row.benefit_cost
    return {
        "text": in_each(language, partial(sentences.told, row.text_mn, row.text)),
        "cost": label("not_computed", language) if cost is None else formats.points(cost),
        "interval": sentences.benefit_interval(row, language),
    }
