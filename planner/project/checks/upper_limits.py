"""Upper limits of each site, building, owner or group: what they say, and what they cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from inventory.findings import Finding, error_rule, warning_rule
from inventory.prices.catalogue import Catalogue
from inventory.values import suggestion
from optimizers.problem import LARGEST, Limit, Problem
from planner.candidates.candidate import Offers, second_medium
from planner.language.formats import plain_money
from planner.language.messages.findings import phrase
from planner.model.arcs import ArcKind
from planner.model.build import Model, build_problem
from planner.model.limit_meanings import LimitKind
from planner.model.rows.policy import group_of
from planner.model.rows.upper_limits import group_of_limit, groups_of_limit
from planner.project.checks.rules import SCENARIO_GROUP, SCENARIO_RANGE
from planner.project.config_text import ConfigText
from planner.scenario.inputs import Inputs
from planner.scenario.setting_faults import as_written
from planner.scenario.settings import Scenario
from planner.scenario.upper_limits import AtMost, MediaShare
from sites.site import Site

AT_MOST_SETTINGS = error_rule(
    "scenario.at_most",
    "A limit of each site or group says nothing, or two things at once",
    "A limit counts units of an item or role, one-time money, yearly money, or a budget.",
)
AT_MOST_NOBODY = warning_rule(
    "scenario.at_most_nobody",
    "A limit of each site or group holds for no site",
    "Its buildings, owners or kinds are perhaps misspelt, or missing in the sites table.",
)
AT_MOST_TOO_LOW = error_rule(
    "scenario.at_most_too_low",
    "A limit of a site or group is less than what it keeps in every plan",
    "Present links that stay cost their fees: no plan can keep the limit.",
)
MEDIA_SETTINGS = error_rule(
    "scenario.media",
    "A share of media is no fraction, or its least is above its most",
    "It counts the sites or users that have one of the media, as a part of all.",
)
MEDIA_ABOVE_OFFERS = error_rule(
    "scenario.media_above_offers",
    "A least share of media is more than all that is on offer",
    "No plan can keep it, whatever else is given up.",
)
QUOTA_BELOW_TODAY = warning_rule(
    "scenario.quota_below_today",
    "A quota of a medium is less than what the present links of that medium have",
    "Every plan has to take links away, or none can be made; perhaps the unit is another one.",
)
SECOND_LINK_NONE = warning_rule(
    "scenario.second_link_none",
    "Sites that are to have a second link are offered none",
    "They are planned as before: what is asked for them is not kept.",
)
RULES = (
    *(AT_MOST_SETTINGS, AT_MOST_NOBODY, AT_MOST_TOO_LOW),
    *(MEDIA_SETTINGS, MEDIA_ABOVE_OFFERS, QUOTA_BELOW_TODAY, SECOND_LINK_NONE),
)


def check_upper_limits(
    name: str, scenario: Scenario, catalogue: Catalogue, sites: Sequence[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield every fault of the upper limits that the tables show, without what is on offer."""
    base, by_id = ("scenarios", name, "limits"), {site.id: site for site in sites}
    total = scenario.limits.total_cost_minor
    if total is not None and total > LARGEST:
        yield _too_large(text, (*base, "total_cost_minor"))
    for number, share in enumerate(scenario.limits.media):
        yield from _share(text, (*base, "media", str(number)), share, by_id)
    for number, limit in enumerate(scenario.limits.at_most):
        where = (*base, "at_most", str(number))
        yield from _settings(text, where, limit)
        yield from _item(text, where, limit, catalogue)
        yield from _groups(text, where, limit, by_id)


def _share(
    text: ConfigText, where: Sequence[str], share: MediaShare, sites: Mapping[str, Site]
) -> Iterator[Finding]:
    """Yield what a share of media says wrongly: no fraction, no side, or least above most."""
    sides = [side for side in (share.least, share.most) if side is not None]
    parts = [_fraction(side) for side in sides]
    right = bool(share.media) and bool(parts) and all(part is not None for part in parts)
    if not right or parts != sorted(part for part in parts if part is not None):
        found = ", ".join(sides) or phrase("no quantity")
        expected = phrase("least, most or both, fractions from 0 to 1, the least first")
        todo = phrase("correct the share")
        yield text.finding(MEDIA_SETTINGS, where, found=found, expected=expected, todo=todo)
    known = (
        sorted({group_of(site, share.by) for site in sites.values()} - {""})
        if (share.by != "country")
        else []
    )
    yield from _unknown(text, where, share.only, known)


def _fraction(text: str) -> Fraction | None:
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return value if 0 <= value <= 1 else None


def _too_large(text: ConfigText, where: Sequence[str]) -> Finding:
    found = f"> {LARGEST:.6g}"
    todo = phrase("lower the limit")
    return text.finding(SCENARIO_RANGE, where, found=found, expected=f"0 to {LARGEST:g}", todo=todo)


def _settings(text: ConfigText, where: Sequence[str], limit: AtMost) -> Iterator[Finding]:
    """Yield what a limit says twice, not at all, or in vain."""

    def wrong(found: str, expected: str, todo: str) -> Finding:
        return text.finding(
            AT_MOST_SETTINGS, where, found=found, expected=phrase(expected), todo=phrase(todo)
        )

    stated = limit.stated
    if len(stated) != 1:
        yield wrong(
            ", ".join(stated) or phrase("no quantity"),
            "one of units, capex, opex_per_year and budget",
            "state one of them; write another limit for another quantity",
        )
    for key, side in {**stated, "per_user": limit.per_user_minor or 0}.items():
        if side > LARGEST:
            yield _too_large(text, (*where, key))
    if "units" in stated and not limit.is_partial:
        yield wrong("units", "units of an item or a role", 'add item = "SKU" or role = "computer"')
    if limit.item and limit.role is not None:
        yield wrong("item, role", "an item or a role", "leave one of the two out")
    if "years" in limit.model_fields_set and "budget" not in stated:
        yield wrong("years", "years beside a budget", "leave years out, or state a budget")
    if limit.per_user_minor is not None and "units" in stated:
        yield wrong("per_user, units", "per_user beside money", "leave per_user out")


def _item(
    text: ConfigText, where: Sequence[str], limit: AtMost, catalogue: Catalogue
) -> Iterator[Finding]:
    if limit.item and limit.item not in catalogue.by_sku:
        near = suggestion(limit.item, sorted(catalogue.by_sku))
        yield text.finding(
            AT_MOST_SETTINGS,
            (*where, "item"),
            found=limit.item,
            expected=phrase("a SKU of the catalogue"),
            todo=phrase("write {near}", near=near) if near else phrase("correct the SKU"),
        )


def _groups(
    text: ConfigText, where: Sequence[str], limit: AtMost, sites: Mapping[str, Site]
) -> Iterator[Finding]:
    known = sorted({group_of_limit(site, limit.by) for site in sites.values()} - {""})
    yield from _unknown(text, where, limit.only, known)
    unnamed = limit.by == "building" and not any(s.building_id for s in sites.values())
    if sites and (unnamed or not groups_of_limit(sites, limit)):
        found = f"by = {as_written(limit.by)}"
        expected = phrase("sites that the limit counts")
        todo = phrase("correct by, only or kinds, or fill the column of the sites table")
        yield text.finding(AT_MOST_NOBODY, where, found=found, expected=expected, todo=todo)


def _unknown(
    text: ConfigText,
    where: Sequence[str],
    only: Sequence[str],
    known: Sequence[str],
    key: str = "only",
) -> Iterator[Finding]:
    for code in only if known else ():
        if code not in known:
            near = suggestion(code, known)
            yield text.finding(
                SCENARIO_GROUP,
                (*where, key),
                found=code,
                expected=phrase("one of {codes}", codes=", ".join(known[:10])),
                todo=phrase("write {near}", near=near) if near else phrase("correct the code"),
            )


def check_what_stays(inputs: Inputs, offers: Offers) -> Iterator[Finding]:
    """Yield limits below what every plan must have, and shares above all that is on offer."""
    yield from _without_second(inputs, offers)
    limits = inputs.scenario.limits
    if not (limits.at_most or limits.media or limits.mbps_by_medium):
        return
    model = build_problem(inputs, offers)
    text = ConfigText.of(inputs.project.folder)
    for row in model.problem.limits:
        meaning = model.limit_meanings[row.id]
        if meaning.kind is LimitKind.MEDIA and row.lower is not None:
            yield from _above_offers(inputs, model.problem, row, text)
        if meaning.kind is LimitKind.MEDIUM_MBPS:
            yield from _below_today(inputs, model, row, meaning.media, text)
        if meaning.kind is not LimitKind.AT_MOST or row.upper is None:
            continue
        least = _forced(model.problem, row)
        if least <= row.upper:
            continue
        yield text.finding(
            AT_MOST_TOO_LOW,
            ("scenarios", inputs.scenario_name, "limits", "at_most"),
            found=f"{row.title}: {_shown(row, model, row.upper)}",
            expected=phrase(
                "at least {least}, what stays in every plan", least=_shown(row, model, least)
            ),
            todo=phrase("raise the limit, or set allow_ending_present_links"),
        )


def _above_offers(
    inputs: Inputs, problem: Problem, row: Limit, text: ConfigText
) -> Iterator[Finding]:
    """Yield the share of media that all offers together cannot reach."""
    best = {
        problem.head[a]: used for a, used in zip(row.arcs, row.coefficients, strict=True) if used
    }
    most = sum(best.values())
    if row.lower is not None and row.lower > most:
        yield text.finding(
            MEDIA_ABOVE_OFFERS,
            ("scenarios", inputs.scenario_name, "limits", "media"),
            found=row.title,
            expected=phrase("at most {most}, all that is on offer", most=f"{most:,}"),
            todo=phrase("lower the share"),
        )


def _without_second(inputs: Inputs, offers: Offers) -> Iterator[Finding]:
    """Yield the sites that are to have a second link and are offered none, and unknown ids."""
    asked, text = inputs.scenario.second_link, ConfigText.of(inputs.project.folder)
    where = ("scenarios", inputs.scenario_name, "second_link")
    yield from _unknown(text, where, asked.sites, sorted(offers.needs), "sites")
    offered = {step.site_id for step in offers.kit if second_medium(step.chain) is not None}
    lacking = [s.id for s in inputs.sites if asked.asks(s.id, s.kind) and s.id not in offered]
    if lacking:
        yield text.finding(
            SECOND_LINK_NONE,
            where,
            found=phrase(
                "{count} sites, such as {sites}",
                count=f"{len(lacking):,}",
                sites=", ".join(lacking[:3]),
            ),
            expected=phrase(
                "a contract by satellite or mobile network, or a hop or fibre way of the site's own"
            ),
            todo=phrase("add contracts and terminals to the catalogue, or leave these sites out"),
        )


def _below_today(
    inputs: Inputs, model: Model, row: Limit, media: Sequence[str], text: ConfigText
) -> Iterator[Finding]:
    """Yield the quota of a medium that is less than what its present links have."""
    used = zip(row.arcs, row.coefficients, strict=True)
    present = {model.arcs[a].head: k for a, k in used if model.arcs[a].kind is ArcKind.KEEP}
    today = sum(present.values())
    if row.upper is not None and today > row.upper:
        yield text.finding(
            QUOTA_BELOW_TODAY,
            ("scenarios", inputs.scenario_name, "limits", "mbps_by_medium", *media),
            found=f"{row.upper:,} Mbps",
            expected=phrase("at least {today} Mbps, what present links have", today=f"{today:,}"),
            todo=phrase("raise the quota, or say in the plan's papers which links end"),
        )


def _forced(problem: Problem, row: Limit) -> int:
    """Return the least that a row comes to: the cheapest entry of each required node."""
    used = dict(zip(row.arcs, row.coefficients, strict=True))
    heads = {problem.head[a] for a in row.arcs} & set(problem.required)
    least: dict[int, int] = {}
    for a, head in enumerate(problem.head):
        if head in heads:
            least[head] = min(least.get(head, LARGEST), used.get(a, 0))
    return sum(least.values())


def _shown(row: Limit, model: Model, amount: int) -> str:
    if row.unit == "units":
        return f"{amount:,}"
    currency = model.policy.currency
    return f"{plain_money(amount, currency)} {currency}"
