"""The plan in sentences: proof, money, limits and a short summary, the same in every export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from planner.candidates.nodes import Node, NodeKind, OpenGround, SharedLink, TapPlace
from planner.language.formats import first_few, money, number, percent, points
from planner.language.label import Label, Language
from planner.language.labels import LABELS, dotted_date, label, sentence, term
from planner.model.limit_meanings import LimitKind
from planner.model.limit_names import LimitNames
from planner.model.rows.least_shares import LEVELS, WHOLE
from planner.plan.outcome import DirectiveCost, FloorCost, LimitUse
from planner.plan.plan import Assurance, BuiltLink, Deployment, Plan, SiteStatus
from sites.season import ALL_YEAR, months_of

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext
    from sites.site import Site

COUNTED = frozenset({"sites_at_standard", "users_at_standard"})  # goals that count, not weigh
PRESENT = "present"  # shown as technology where the link stays and equipment arrives


def access_season(site: Site, language: Language, separator: str = " · ") -> str:
    """Return when vehicles reach a site, "" where the inventory does not say."""
    months = months_of(site.access_season)
    if months is None:
        return site.access_season
    if months == ALL_YEAR:
        return label("season.any", language, separator)
    first, last = months
    key = "season.month" if first == last else "season.months"
    return sentence(key, language, separator, first=first, last=last)


def proof(plan: Plan, language: Language, separator: str = " · ") -> str:
    """Return what is proven about the plan, in the words fixed for each status."""
    if plan.status != "feasible":
        told = label(f"proof.{plan.status}", language, separator)
        return f"{told}; {_at_least(plan, language, separator)}" if _is_cheapest(plan) else told
    if plan.gap is None or plan.certified_bound is None:
        return label("proof.feasible_unbounded", language, separator)
    gap = percent(plan.gap)
    if _is_cheapest(plan):
        lead = f"{label('gap', language, separator).lower()} {gap}"
        return f"{lead}; {_at_least(plan, language, separator)}"
    bound = goal_value(plan.goal, plan.certified_bound)
    key = "proof.feasible" if plan.goal == "benefit" else f"proof.feasible_{plan.goal}"
    return sentence(key, language, separator, gap=gap, bound=bound)


def _is_cheapest(plan: Plan) -> bool:
    return plan.goal == "cost" and plan.objective is not None and plan.certified_bound is not None


def _at_least(plan: Plan, language: Language, separator: str) -> str:
    """Return the proof of a cheapest plan: what it costs, and less than what none like it costs."""
    cost = money(plan.objective or 0, plan.currency, 1, language)
    bound = money(plan.certified_bound or 0, plan.currency, 1, language)
    return sentence("proof.cheapest", language, separator, cost=cost, bound=bound)


def proof_notes(plan: Plan, language: Language) -> list[str]:
    """Return what else belongs to the proof: the certified gap, and what ended the search."""
    notes = []
    if plan.what_if:
        notes.append(label("what_if", language))
    if plan.status == "solver_optimal" and plan.gap is not None:
        notes.append(sentence("proof.gap", language, gap=percent(plan.gap)))
    if plan.stopped_by is not None:
        notes.append(label(f"stopped.{plan.stopped_by}", language))
    sure = Counter(d.proven for d in plan.deployments if d.proven is not None)
    if sure:
        notes.append(_sure(sure, language))
    return notes


def _sure(sure: Counter[Assurance], language: Language) -> str:
    """Return of how many sites the link is proven, and how."""
    told = {one.value: number(sure[one]) for one in Assurance if one is not Assurance.OPEN}
    proven = sure.total() - sure[Assurance.OPEN]
    return sentence("proof.sure", language, count=number(sure.total()), sure=number(proven), **told)


def stage_value(name: str, value: int | None, context: ExportContext) -> str:
    """Return the value or bound of a stage: points of benefit, a count, or money."""
    if value is None:
        return "–"
    if name == "cost":
        return money(value, context.plan.currency, context.money_unit, context.language)
    return goal_value(name, value)


def goal_value(name: str, value: int) -> str:
    """Return the value or bound of a goal that is no money: points, a count, or a mean share."""
    if name in LEVELS:
        return percent(value / (LEVELS[name] * WHOLE))
    return number(value) if name in COUNTED else points(value)


def told(mongolian: str, english: str, language: Language, separator: str = " · ") -> str:
    """Return a sentence of the plan in a language, the English one where no other was recorded."""
    return Label(mongolian or english, english or mongolian).text(language, separator)


def limit_title(limit: LimitUse, context: ExportContext) -> str:
    """Return what a limit is called: the planner's title, and in Mongolian by its meaning."""
    return limit_names(context).of_limit(limit.meaning, limit.title).text(context.language)


def limit_names(context: ExportContext) -> LimitNames:
    """Return the names that limits of a plan speak of."""
    plan = context.plan
    return LimitNames.of(
        context.sites,
        {row.directive_id: row.text_mn for row in plan.directives},
        {fund.fund_id: fund.name_mn for fund in plan.funds},
    )


def limit_value(value: int | None, limit: LimitUse, context: ExportContext) -> str:
    """Return a side or the use of a limit in its own unit; "" where the side is open."""
    if value is None:
        return ""
    currency = context.plan.currency
    if limit.unit.startswith(currency):
        return money(value, currency, context.money_unit, context.language)
    if limit.unit.startswith("thousandths"):
        return points(value)
    return number(value)


def area(context: ExportContext) -> str:
    """Return the name of the one aimag a plan is for, "" for a plan of all."""
    code = context.plan.aimag
    if code is None:
        return ""
    return next((s.aimag_name for _, s in context.deployments if s.aimag == code), code)


def node_name(node_id: str, context: ExportContext) -> str:
    """Return where a link begins or ends: a site by name, a road junction, or lit fibre."""
    node = Node.of(node_id)
    if node is None:
        return node_id
    if node.building is not None and node.building in context.site_by_id:
        return f"{context.site_by_id[node.building].name} ({node.building})"
    match node.kind:
        case NodeKind.ROOT:
            return label("node.root", context.language)
        case NodeKind.ROAD:
            return sentence("node.road", context.language, id=node.name)
        case NodeKind.LINK:
            return _link_name(node.name, context)
        case NodeKind.TAP:
            return _tap_name(node.name, context)
        case NodeKind.MAST:
            return _mast_name(node.name, context)
        case NodeKind.TOWER:
            return sentence("node.tower", context.language, place=node.name)
        case NodeKind.POP:
            return sentence("node.pop", context.language, place=node.name)
        case _:
            return node_id


def _link_name(name: str, context: ExportContext) -> str:
    """Return a link shared in one building by the site that has it."""
    link = SharedLink.of(name)
    site = None if link is None else context.site_by_id.get(link.site_id)
    shown = name if site is None else f"{site.name} ({site.id})"
    return sentence("node.link", context.language, place=shown)


def _tap_name(name: str, context: ExportContext) -> str:
    """Return where a lit cable is tapped: the span, and how far from its start."""
    place = TapPlace.of(name)
    if place is None:
        return name
    metres = number(place.along_m)
    return sentence("node.tap", context.language, span=place.span_id, metres=metres)


def _mast_name(place: str, context: ExportContext) -> str:
    """Return where a mast stands: at a building or tower, or on open ground towards a site."""
    ground = OpenGround.of(place)
    site_id = place if ground is None else ground.site_id
    site = context.site_by_id.get(site_id)
    shown = site_id if site is None else f"{site.name} ({site_id})"
    if ground is None:
        return sentence("node.mast", context.language, place=shown)
    return sentence("node.mast_open", context.language, place=shown, number=ground.number)


def is_quiet(limit: LimitUse) -> bool:
    """Return whether a limit is a floor, or the most of one group, with room to spare."""
    one_of_many = (LimitKind.AT_MOST, LimitKind.LOAD, LimitKind.SECOND_LINK)
    of_group = limit.meaning is not None and limit.meaning.kind in one_of_many
    return (limit.upper is None or of_group) and not limit.binding


def link_kind(kind: str, language: Language) -> str:
    """Return the word for a kind of link; a hop is called after its technology."""
    return term("link" if f"link.{kind}" in LABELS else "technology", kind, language)


def link_length(link: BuiltLink, language: Language) -> str:
    """Return how long a link is; "" for what has no length, as a splice.

    A link between two places that the inventory puts at one point has to be measured: nobody
    builds 0 m.
    """
    if link.length_m:
        return f"{number(link.length_m)} m"
    return label("length.same_point", language) if len(link.coordinates) > 1 else ""


def limit_share(limit: LimitUse) -> float | None:
    """Return how much of the upper side is used, None where there is none above zero."""
    return limit.used / limit.upper if limit.upper else None


def technology_of(deployment: Deployment) -> str | None:
    """Return what a site receives: a technology, equipment for its present link, or None."""
    if deployment.status is not SiteStatus.DEPLOYED:
        return None
    return deployment.technology or PRESENT


def technology_counts(plan: Plan) -> list[tuple[str, int]]:
    """Return sites that receive by technology, most first."""
    found = Counter(t for d in plan.deployments if (t := technology_of(d)) is not None)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def reason_counts(plan: Plan) -> list[tuple[str, int]]:
    """Return sites that receive nothing though they should, by reason, most first."""
    left_out = [d for d in plan.deployments if d.status is SiteStatus.UNSERVED]
    found = Counter(d.reason.value for d in left_out)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def benefit_interval(row: DirectiveCost | FloorCost, language: Language) -> str:
    """Return the interval of what a directive or floor costs, in points, "" when none is known.

    Without a certificate in the run it says so.
    """
    low, high = row.at_least, row.at_most
    if low is None or high is None:
        return ""
    found = points(low) if low == high else f"{points(low)} – {points(high)}"
    return found if row.verifiable else f"{found} ({label('unverifiable', language)})"


def verify_lines(plan: Plan, language: Language) -> list[str]:
    """Return how anybody can check the plan, step by step."""
    return [
        sentence(
            f"verify.{step}",
            language,
            run_id=plan.run_id,
            fingerprint=plan.printed_fingerprint,
        )
        for step in range(1, 6)
    ]


def computers_added(plan: Plan, language: Language) -> str:
    """Return how many working computers sites gain, and how many of them are not bought."""
    lines = [line for d in plan.deployments for line in d.lines]
    skus = {line.sku for line in lines if line.role == Role.COMPUTER}
    total = sum(d.computers_added for d in plan.deployments)
    repaired = sum(line.quantity for line in lines if line.role == Role.REPAIR)
    moved = sum(m.quantity for m in plan.moves if m.counted and m.sku in skus)
    if not repaired and not moved:
        return sentence("short.computers", language, computers=number(total))
    parts = {"new": total - repaired - moved, "repaired": repaired, "moved": moved}
    counts = {name: number(count) for name, count in parts.items()}
    return sentence("short.computers_from", language, computers=number(total), **counts)


class Sum(StrEnum):
    """A sum of the plan from which a confidential estimate could follow."""

    ONE_TIME = "one_time"
    NEW_PER_YEAR = "new_per_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLine:
    """A sentence of the short summary, and the sum that it tells; None when it tells none."""

    text: str
    tells: Sum | None = None


def short(context: ExportContext, language: Language) -> list[str]:
    """Return the plan in about ten lines: who gets what, cost, proof, limits and next money."""
    return [line.text for line in short_lines(context, language)]


def short_lines(context: ExportContext, language: Language) -> list[ShortLine]:
    """Return the short summary with the sums that its lines tell."""
    plan = context.plan
    prices = sentence(
        "short.prices",
        language,
        date=dotted_date(plan.price_date),
        basis=label(f"price_basis.{plan.price_basis}", language),
    )
    closing = [
        sentence("short.proof", language, proof=proof(plan, language)),
        _binding(context, language),
        _directives(plan, language),
        *_floors(plan, language),
        prices,
    ]
    return [
        *(ShortLine(text=text) for text in _receiving_lines(plan, language)),
        *_money_lines(context, language),
        *(ShortLine(text=text) for text in closing),
    ]


def _receiving_lines(plan: Plan, language: Language) -> list[str]:
    """Return who receives what, and what is built."""
    counts = {k: number(v) for k, v in plan.counts().items()}
    length_km = sum(link.length_m for link in plan.links) / 1000
    return [
        sentence("short.sites", language, **counts),
        sentence("short.users", language, users=number(plan.users_gaining)),
        sentence("short.technology", language, list=_technologies(plan, language)),
        computers_added(plan, language),
        sentence("short.build", language, count=number(len(plan.links)), km=number(length_km, 1)),
    ]


def _money_lines(context: ExportContext, language: Language) -> list[ShortLine]:
    """Return what is paid once and every year."""
    plan, unit = context.plan, context.money_unit

    def shown(amount: int) -> str:
        return money(amount, plan.currency, unit, language)

    once = sentence("short.capex", language, amount=shown(plan.capex_minor))
    yearly = sentence(
        "short.opex",
        language,
        amount=shown(plan.opex_per_year_minor),
        new=shown(plan.opex_per_year_minor - plan.kept_fee_per_year_minor),
        kept=shown(plan.kept_fee_per_year_minor),
    )
    return [
        ShortLine(text=once, tells=Sum.ONE_TIME),
        ShortLine(text=yearly, tells=Sum.NEW_PER_YEAR),
    ]


def _technologies(plan: Plan, language: Language) -> str:
    found = technology_counts(plan)
    words = [f"{term('technology', t, language)} {number(n)}" for t, n in found]
    return ", ".join(words) if words else "–"


def _binding(context: ExportContext, language: Language) -> str:
    binding = [(x.meaning, x.title) for x in context.plan.limits if x.binding]
    titles = [name.text(language) for name in limit_names(context).of_limits(binding)]
    if not titles:
        return label("short.no_binding", language)
    return sentence("short.binding", language, list=first_few(titles))


def _directives(plan: Plan, language: Language) -> str:
    if not plan.directives:
        return label("short.no_directives", language)
    cost = _sum_of_costs(plan.directives, language)
    return sentence("short.directives", language, count=number(len(plan.directives)), cost=cost)


def _floors(plan: Plan, language: Language) -> list[str]:
    if not plan.floors:
        return []
    cost = _sum_of_costs(plan.floors, language)
    return [sentence("short.floors", language, count=number(len(plan.floors)), cost=cost)]


def _sum_of_costs(rows: Sequence[DirectiveCost | FloorCost], language: Language) -> str:
    known = [row.benefit_cost for row in rows if row.benefit_cost is not None]
    cost = points(sum(known)) if len(known) == len(rows) else label("not_computed", language)
    if known and not all(row.verifiable for row in rows if row.benefit_cost is not None):
        cost = f"{cost} ({label('unverifiable', language)})"
    return cost
