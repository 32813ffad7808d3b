"""A plan in ten lines for the terminal, and its figures for programs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inventory.prices.catalogue import Role
from planner.fields import fields_of
from planner.language.formats import first_few, money, percent, points
from planner.language.hash_forms import grouped
from planner.language.label import Label, Language
from planner.language.labels import label, sentence, term
from planner.model.limit_names import LimitNames
from planner.model.rows.least_shares import LEVELS
from planner.plan.outcome import DirectiveCost, FloorCost, LimitUse, NextMoney
from planner.plan.plan import Plan
from planner.rendering import more_money, sentences
from planner.rendering.decisions import who_decided
from planner.rendering.idle_money import idle_lines
from planner.rendering.sentences import computers_added, proof, technology_counts

_LEFT_OVER = 500  # less than this part of a limit is left over, not unspent
_FORCED_SHOWN = 3


def summary_lines(
    plan: Plan,
    run_dir: str,
    language: Language,
    files: Sequence[str] = (),
    seal: str = "",
    *,
    verbose: bool = False,
) -> list[str]:
    """Return the plan in about ten lines of Mongolian or English ("both" speaks English here).

    The last one names the files and, where it is given, the seal of the run. How sure the plan is
    stands in plain words, with bounds and what a solver claims only where `verbose`.
    """
    spoken: Language = "mn" if language == "mn" else "en"
    head = sentence(
        "summary.head",
        spoken,
        project=plan.project,
        scenario=plan.scenario,
        run_id=plan.run_id,
        fingerprint=plan.printed_fingerprint,
        who=who_decided(plan.decided, spoken),
    )
    tail = sentence("summary.files", spoken, run_dir=run_dir, files=", ".join(files))
    if seal:
        tail = f"{tail} {sentence('seal.made', spoken, seal=grouped(seal))}"
    if plan.objective is None:
        return [head, sentence("short.proof", spoken, proof=proof(plan, spoken)), tail]
    return [
        head,
        _sites(plan, spoken),
        _links(plan, spoken),
        _people(plan, spoken),
        " ".join((_within(plan, "capex", _capex(plan, spoken), spoken), *idle_lines(plan, spoken))),
        _within(plan, "opex", _opex(plan, spoken), spoken),
        " ".join(_certain(plan, spoken, verbose)),
        *_beside(plan, spoken),
        tail,
    ]


def against_line(plan: Plan, other: Plan, language: Language) -> str:
    """Return what a plan changes against the one that its search began with.

    Empty where either has no plan, or they count money in different currencies.
    """
    if plan.benefit is None or other.benefit is None or plan.currency != other.currency:
        return ""
    spoken: Language = "mn" if language == "mn" else "en"
    pairs = {
        "benefit": (points(other.benefit), points(plan.benefit)),
        "sites": tuple(f"{p.counts()['deployed']:,}" for p in (other, plan)),
        "users": tuple(f"{p.users_gaining:,}" for p in (other, plan)),
        "capex": tuple(money(p.capex_minor, p.currency, 1, spoken) for p in (other, plan)),
        "opex": tuple(money(p.opex_per_year_minor, p.currency, 1, spoken) for p in (other, plan)),
    }
    shown = {name: f"{before} → {after}" for name, (before, after) in pairs.items()}
    return sentence("summary.against", spoken, run=other.run_id, **shown)


def _beside(plan: Plan, language: Language) -> list[str]:
    """Return what more money buys and what directives cost; of a quick plan that it is one."""
    if plan.what_if:
        return [label("what_if", language)]
    money_line = _next_money(plan.next_money, plan.currency, language)
    if plan.goal in sentences.COUNTED:
        key = f"short.standard_{plan.goal.partition('_')[0]}"
        count, worth = f"{plan.objective or 0:,}", points(plan.benefit or 0)
        money_line = sentence(key, language, count=count, points=worth)
    elif plan.goal in LEVELS:
        share, worth = (
            sentences.goal_value(plan.goal, plan.objective or 0),
            points(plan.benefit or 0),
        )
        money_line = sentence("short.least_shares", language, share=share, points=worth)
    elif plan.goal != "benefit":
        money_line = sentence("summary.worth", language, points=points(plan.benefit or 0))
    forced = [*map(_of_directive, plan.directives), *map(_of_floor, plan.floors)]
    little = more_money.little_more(plan, language)
    return [f"{money_line} {little}".rstrip(), _forced(forced, language)]


def _sites(plan: Plan, language: Language) -> str:
    """Return who receives anything, and why others do not."""
    counts = {k: f"{v:,}" for k, v in plan.counts().items()}
    told = sentence("short.sites", language, **counts)
    reasons = sentences.reason_counts(plan)
    if not reasons:
        return told
    whys = [f"{count:,} {label(f'reason.{reason}', language)}" for reason, count in reasons]
    return f"{told} {sentence('short.left_out', language, list=first_few(whys, 4))}"


def _sure(plan: Plan, language: Language) -> str:
    """Return how sure it is that the plan is the best, in plain words."""
    best, bound = plan.objective, plan.certified_bound
    if plan.goal == "cost" or not best or bound is None or plan.status == "infeasible":
        return _proof(plan, language)
    if bound <= best:
        return label("short.sure_best", language)
    better = math.ceil(10_000 * (bound - best) / best) / 100  # in percent, rounded up
    return sentence("short.sure", language, gap=f"{better:g} %")


def _certain(plan: Plan, language: Language, verbose: bool) -> list[str]:
    """Return how sure it is that the plan is the best, and the cheapest of its benefit."""
    told = _proof(plan, language) if verbose else _sure(plan, language)
    return [part for part in (told, _cheapest(plan, language)) if part]


def _cheapest(plan: Plan, language: Language) -> str:
    """Return how much cheaper a plan of at least this benefit can be; empty where cost is first."""
    stage = next((s for s in plan.stages[1:] if s.name == "cost"), None)
    if stage is None or not stage.value or stage.certified_bound is None:
        return ""
    less = stage.value - stage.certified_bound
    if less <= 0:
        return label("short.cheapest", language)
    gap = math.ceil(10_000 * less / stage.value) / 100  # in percent, rounded up
    told = money(less, plan.currency, 1, language)
    return sentence("short.nearly_cheapest", language, money=told, gap=f"{gap:g} %")


def _links(plan: Plan, language: Language) -> str:
    found = [
        f"{term('technology', name, language)} {count:,}" for name, count in technology_counts(plan)
    ]
    return sentence("short.technology", language, list=", ".join(found) or "–")


def _people(plan: Plan, language: Language) -> str:
    users = sentence("short.users", language, users=f"{plan.users_gaining:,}")
    return f"{users}{_of_each(plan, language)} {computers_added(plan, language)}"


def _of_each(plan: Plan, language: Language) -> str:
    """Return what the plan costs for each person who gains, "" where nobody does."""
    if not plan.users_gaining:
        return ""
    once, yearly = (
        money(total // plan.users_gaining, plan.currency, 1, language)
        for total in (plan.capex_minor, plan.opex_per_year_minor - plan.kept_fee_per_year_minor)
    )
    return f" {sentence('short.of_each', language, once=once, yearly=yearly)}"


def _capex(plan: Plan, language: Language) -> str:
    amount = money(plan.capex_minor, plan.currency, 1, language)
    endings = [x.amount_minor for _, x in plan.all_lines() if x.role == Role.CONTRACT_ENDING]
    if not endings:
        return sentence("short.capex", language, amount=amount)
    ending = money(sum(endings), plan.currency, 1, language)
    count = f"{len(endings):,}"
    return sentence("short.capex_ending", language, amount=amount, ending=ending, count=count)


def _opex(plan: Plan, language: Language) -> str:
    kept = plan.kept_fee_per_year_minor
    return sentence(
        "short.opex",
        language,
        amount=money(plan.opex_per_year_minor, plan.currency, 1, language),
        new=money(plan.opex_per_year_minor - kept, plan.currency, 1, language),
        kept=money(kept, plan.currency, 1, language),
    )


def _within(plan: Plan, limit_id: str, said: str, language: Language) -> str:
    """Return a sentence about money, with the limit on that money when there is one.

    Money that is left though its limit does not bind is explained by the limits that do.
    """
    limits: dict[str, LimitUse] = {limit.id: limit for limit in plan.limits}
    limit = limits.get(limit_id)
    if limit is None or limit.upper is None:
        return said
    told = _of_limit(plan, limit, limit.upper, said, language)
    if limit.binding or (limit.upper - limit.used) * _LEFT_OVER < limit.upper:
        return told
    left = money(limit.upper - limit.used, plan.currency, 1, language)
    return f"{told} {sentence('short.unspent', language, amount=left, why=_why(plan, language))}"


def _of_limit(plan: Plan, limit: LimitUse, upper: int, said: str, language: Language) -> str:
    """Return a sentence about money with its limit, and what is held back of that."""
    held = 0 if limit.meaning is None else limit.meaning.held_back_minor
    told = {"told": said, "limit": money(upper + held, plan.currency, 1, language)}
    if not held:
        return sentence("summary.of_limit", language, **told)
    told["held"] = money(held, plan.currency, 1, language)
    return sentence("summary.of_limit_held", language, **told)


def _why(plan: Plan, language: Language) -> str:
    """Return the limits that keep money from being spent, by name."""
    names, found = LimitNames(aimags={}), []
    for is_least, key in ((False, "short.unspent_full"), (True, "short.unspent_least")):
        binding = [x for x in plan.limits if x.binding and (x.upper is None) is is_least]
        for name in names.of_limits([(x.meaning, x.title) for x in binding]):
            found.append(sentence(key, language, limit=name.text(language)))
    return first_few(found) or label("short.unspent_free", language)


def _proof(plan: Plan, language: Language) -> str:
    """Return what is proven, with the certified and the solver's gap where they differ."""
    told = proof(plan, language)
    if plan.status == "solver_optimal" and plan.gap is not None:
        told += f"; {label('gap', language).lower()} (certified) {percent(plan.gap)}"
    elif plan.status == "feasible" and plan.solver_gap is not None and plan.solver_gap != plan.gap:
        told += f"; {percent(plan.solver_gap)} according to HiGHS"
    return sentence("short.proof", language, proof=told)


def _next_money(found: NextMoney | None, currency: str, language: Language) -> str:
    if found is None:
        return label("summary.no_next", language)
    return sentence(
        more_money.next_money_key(found),
        language,
        extra=money(found.extra_minor, currency, 1, language),
        gain=points(found.benefit_gain),
        low=points(found.at_least),
        high=points(found.at_most),
        sites=more_money.more_or_fewer("sites", found.sites_gained).text(language),
        users=more_money.more_or_fewer("users", found.users_gained).text(language),
        but=more_money.deeper(found).text(language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forced:
    """A directive or a floor, and what it costs."""

    name: str
    text: Label
    cost: int | None
    verifiable: bool


def _of_directive(row: DirectiveCost) -> _Forced:
    text = Label(mn=row.text_mn or row.text, en=row.text)
    return _Forced(
        name=row.directive_id, text=text, cost=row.benefit_cost, verifiable=row.verifiable
    )


def _of_floor(row: FloorCost) -> _Forced:
    text = Label(mn=row.text_mn, en=row.text)
    return _Forced(name=row.floor_id, text=text, cost=row.benefit_cost, verifiable=row.verifiable)


def _forced(rows: Sequence[_Forced], language: Language) -> str:
    if not rows:
        return label("short.no_directives", language)
    if all(row.cost is None for row in rows):
        return sentence(
            "summary.forced_unpriced", language, rows=", ".join(row.name for row in rows)
        )
    dearest = sorted(rows, key=lambda row: (-(row.cost or 0), row.name))
    told = [_forced_row(row, language) for row in dearest[:_FORCED_SHOWN]]
    if len(rows) > _FORCED_SHOWN:
        told.append(f"+{len(rows) - _FORCED_SHOWN}")
    return sentence("summary.forced", language, rows="; ".join(told))


def _forced_row(row: _Forced, language: Language) -> str:
    unknown = row.cost is None
    cost = label("not_computed", language) if unknown else points(row.cost or 0)
    if not (unknown or row.verifiable):
        cost = f"{cost} ({label('unverifiable', language)})"
    return sentence(
        "summary.forced_row", language, id=row.name, text=row.text.text(language), cost=cost
    )


def outcome_json(plan: Plan) -> dict[str, Any]:
    """Return the figures of a plan as plain data, the `data` of `kholboo plan --json`."""
    return {
        "run_id": plan.run_id,
        "fingerprint": plan.fingerprint,
        "decisions": [asdict(decision) for decision in plan.decisions],
        **fields_of(plan, "project", "scenario", "aimag", "solver", "seed", "status", "stopped_by"),
        "stages": [asdict(stage) for stage in plan.stages],
        **fields_of(plan, "objective", "bound", "certified_bound", "gap", "solver_gap"),
        "limits": [{**asdict(limit), "slack": limit.slack} for limit in plan.limits],
        "infeasible_limits": list(plan.infeasible_limits),
        **fields_of(
            plan,
            *("capex_minor", "opex_per_year_minor", "npc_minor", "currency", "minor_digits"),
            *("price_date", "price_basis"),
        ),
        "sites": plan.counts(),
        "users_gaining": plan.users_gaining,
        "directives": [asdict(row) for row in plan.directives],
        "floors": [asdict(row) for row in plan.floors],
        "next_money": None if plan.next_money is None else asdict(plan.next_money),
    }


def seconds_of(run_dir: Path) -> dict[str, float]:
    """Return how long each step of a run took, as its manifest tells; raises RunError."""
    from planner.runs.layout import MANIFEST, read_json

    return dict(read_json(run_dir / MANIFEST)["provenance"]["seconds"])
