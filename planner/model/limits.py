"""The limits of policy: one function per rule, each yielding named rows over the arcs.

A row reads  lower <= sum of coefficient x chosen arc <= upper.  Coefficients are whole numbers, so
that anybody can add a row up again. `ROW_RULES` lists every rule; docs/model.md explains each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from inventory.prices.catalogue import Timing
from planner.candidates.candidate import Candidate, Need
from planner.errors import SettingsError
from planner.language.formats import points
from planner.language.labels import term
from planner.language.said import said
from planner.model.arcs import Arc, ArcKind
from planner.model.limit_meanings import LimitKind, LimitMeaning, Row
from planner.model.limit_use import SHARE_DENOMINATOR
from planner.model.rows.at_standard import media_shares
from planner.model.rows.loads import media_quotas, shared_loads
from planner.model.rows.policy import (
    BENEFIT_UNIT,
    Policy,
    counted_as,
    group_name,
    group_of,
    groups_of,
    members_of,
    money_row,
    row_of,
    unit_of,
)
from planner.model.rows.promises import promises
from planner.model.rows.second_links import second_link_with_each, second_links
from planner.model.rows.upper_limits import at_most, total_cost
from planner.scenario.directives import FOR_GROUPS, DirectiveKind
from planner.scenario.floor_settings import Coverage, Floor
from planner.scenario.rationals import exact
from sites.site import Site

_UNITS = {"served": "sites", "served_users": "people", "sites": "sites", "users": "people"}
COVERAGE_WORDS = {
    "served": "served sites",
    "served_users": "people at served sites",
    "sites": "sites with a new link",
    "users": "people at sites with a new link",
    "benefit": "points of benefit",
}
AMOUNT_WORDS = {**COVERAGE_WORDS, "capex": "of capital"}


def limit_rows(policy: Policy) -> tuple[Row, ...]:
    """Return the rows of every rule, in the order of `ROW_RULES`."""
    return tuple(row for rule in ROW_RULES for row in rule(policy))


def capex_envelope(policy: Policy) -> Iterator[Row]:
    """Keep all that is paid once within the capital budget."""
    upper = policy.scenario.limits.capex_minor
    if upper is not None:
        yield money_row(
            policy,
            LimitMeaning(kind=LimitKind.CAPEX),
            "capital budget",
            policy.currency,
            policy.quantities["capex_minor"],
            upper=upper,
            columns=[c.quantities.get("capex_minor", 0) for c in policy.columns],
        )


def opex_envelope(policy: Policy) -> Iterator[Row]:
    """Keep all that is paid every year, present fees that go on included, within its budget."""
    upper = policy.scenario.limits.opex_per_year_minor
    if upper is not None:
        meaning, fees = LimitMeaning(kind=LimitKind.OPEX), policy.quantities["opex_per_year_minor"]
        unit = f"{policy.currency}/year"
        yield money_row(policy, meaning, "recurrent budget a year", unit, fees, upper=upper)


def opex_by_payer(policy: Policy) -> Iterator[Row]:
    """Keep what each payer pays every year, present fees included, within the payer's budget."""
    for payer, upper in sorted(policy.scenario.limits.opex_per_year_by_payer_minor.items()):
        yield money_row(
            policy,
            LimitMeaning(kind=LimitKind.PAYER, payer=payer),
            f"recurrent budget a year of {term('payer', payer, 'en')}",
            f"{policy.currency}/year",
            [yearly_of_payer(arc, payer) for arc in policy.arcs],
            upper=upper,
        )


def yearly_of_payer(arc: Arc, payer: str) -> int:
    """Return what a payer pays every year when an arc is chosen."""
    paid = sum(
        line.amount_minor
        for line in arc.lines
        if line.timing is Timing.PER_YEAR and line.payer == payer
    )
    return paid + (arc.fee_per_year_minor if arc.fee_payer == payer else 0)


def scenario_floors(policy: Policy) -> Iterator[Row]:
    """Give each group the least that the floors of the scenario say."""
    for number in range(len(policy.scenario.limits.floors)):
        yield from floor_rows(policy, number)


def floor_rows(policy: Policy, number: int) -> Iterator[Row]:
    """Yield the rows of one floor: absolute amounts, or shares of the plan."""
    floor = policy.scenario.limits.floors[number]
    give = proportional_floor if floor.of == "plan" else floor_amounts
    yield from give(policy, floor, _number_of_floor(policy, number))


def proportional_floor(policy: Policy, floor: Floor, number: int | None) -> Iterator[Row]:
    """Give each group at least a share of its proportional part of what the plan gives."""
    groups = groups_of(policy, floor.by)
    for group, part in _proportional_parts(policy, floor):
        yield from _share_row(
            policy,
            LimitMeaning(kind=LimitKind.FLOOR, by=floor.by, group=group, quantity=floor.quantity),
            f"{group_name(policy.sites, floor.by, group)} receives at least {floor.share} of"
            f" its proportional part of the {floor.quantity}",
            members_of(groups, group),
            exact(floor.share) * part,
            number=number,
        )


def floor_amounts(policy: Policy, floor: Floor, number: int | None) -> Iterator[Row]:
    """Give each group the amount that is stated for it, or that the fair level gave."""
    groups, values = groups_of(policy, floor.by), policy.quantities[counted_as(floor.quantity)]
    by_level = f" ({floor.share} of the fair level)" if floor.of == "fair" else ""
    for group, least in sorted(floor.amounts.items()):
        if least <= 0:
            continue
        members = members_of(groups, group)
        yield row_of(
            LimitMeaning(kind=LimitKind.AMOUNT, by=floor.by, group=group, quantity=floor.quantity),
            f"{group_name(policy.sites, floor.by, group)} receives at least"
            f" {amount_in_words(floor.quantity, least)}{by_level}",
            unit_of(policy, floor.quantity),
            [v if m else 0 for v, m in zip(values, members, strict=True)],
            number=number,
            lower=least,
        )


def amount_in_words(quantity: str, amount: int) -> str:
    """Return an amount of a floor as people read it."""
    return f"{amount_shown(quantity, amount)} {AMOUNT_WORDS[quantity]}"


def amount_shown(quantity: str, amount: int) -> str:
    """Return the number of an amount: benefit in points."""
    return points(amount) if quantity == "benefit" else f"{amount:,}"


def _number_of_floor(policy: Policy, number: int) -> int | None:
    """Return what tells a floor from earlier ones of the same kind; None where there is none."""
    floors = policy.scenario.limits.floors

    def kind_of(floor: Floor) -> tuple[str, str, bool]:
        return floor.by, floor.quantity, floor.of == "plan"

    repeated = any(kind_of(other) == kind_of(floors[number]) for other in floors[:number])
    return number + 1 if repeated else None


def directive_floors(policy: Policy) -> Iterator[Row]:
    """Give a group what an authority set for it: a share of the whole benefit, or points."""
    for directive in policy.directives:
        by = _grouping_of(policy.sites, directive.target)
        if by is None or directive.kind not in FOR_GROUPS:
            continue
        shared = directive.kind is DirectiveKind.FLOOR
        meaning = LimitMeaning(
            kind=LimitKind.DIRECTIVE if shared else LimitKind.DIRECTIVE_AMOUNT,
            by=by,
            group=directive.target,
            quantity="benefit",
            directive_id=directive.id,
        )
        title = (
            f"{group_name(policy.sites, by, directive.target)} receives at least {directive.value}"
            f" {'of the benefit' if shared else 'points'}"
            f" (directive {directive.id}, {directive.authority})"
        )
        members = members_of(groups_of(policy, by), directive.target)
        if shared:
            yield from _share_row(policy, meaning, title, members, exact(directive.value))
        elif least := int(exact(directive.value) * 1000):
            worth = policy.quantities["benefit"]
            inside = [v if m else 0 for v, m in zip(worth, members, strict=True)]
            yield row_of(meaning, title, BENEFIT_UNIT, inside, lower=least)


def coverage_floors(policy: Policy) -> Iterator[Row]:
    """Reach at least so many served or newly linked sites, people or points, absolutely."""
    for number in range(len(policy.scenario.limits.coverage)):
        yield from coverage_rows(policy, number)


def coverage_rows(policy: Policy, number: int) -> Iterator[Row]:
    """Yield the rows of one coverage floor, of the country or of each group."""
    floor = policy.scenario.limits.coverage[number]
    values = _counted(policy, floor.quantity)
    unit = BENEFIT_UNIT if floor.quantity == "benefit" else _UNITS[floor.quantity]
    least = floor.least * (1000 if floor.quantity == "benefit" else 1)
    everywhere = floor.by == "country"
    groups = [""] * len(policy.arcs) if everywhere else groups_of(policy, floor.by)
    for group in _groups(policy, floor):
        members = members_of(groups, group)
        inside = [v if m else 0 for v, m in zip(values, members, strict=True)]
        where = "the country" if everywhere else group_name(policy.sites, floor.by, group)
        yield row_of(
            LimitMeaning(
                kind=LimitKind.COVERAGE, by=floor.by, group=group, quantity=floor.quantity
            ),
            f"{where} reaches at least {floor.least:,} {COVERAGE_WORDS[floor.quantity]}",
            unit,
            inside,
            number=number + 1,
            lower=least,
        )


def _groups(policy: Policy, floor: Coverage) -> list[str]:
    """Return the groups that a floor holds for, each by itself."""
    if floor.by == "country":
        return [""]
    known = {group_of(site, floor.by) for site in policy.sites.values()} - {""}
    return sorted(set(floor.only) if floor.only else known)


def _counted(policy: Policy, quantity: str) -> Sequence[int]:
    """Return what each arc counts for in a coverage floor."""
    if quantity not in ("served", "served_users"):
        return policy.quantities[quantity]
    serving = [_serves(arc, policy.scenario.minimum_mbps) for arc in policy.arcs]
    if quantity == "served":
        return [int(serves) for serves in serving]
    return [
        policy.users.get(arc.site_id or "", 0) * serves
        for arc, serves in zip(policy.arcs, serving, strict=True)
    ]


def _serves(arc: Arc, minimum_mbps: float) -> bool:
    """Return whether an arc gives its site at least the minimum service."""
    if isinstance(arc.subject, Candidate):
        return arc.subject.reaches_minimum
    return isinstance(arc.subject, Need) and arc.subject.present_mbps >= minimum_mbps


ROW_RULES: tuple[Callable[[Policy], Iterator[Row]], ...] = (
    capex_envelope,
    opex_envelope,
    opex_by_payer,
    total_cost,
    at_most,
    media_shares,
    media_quotas,
    shared_loads,
    second_links,
    second_link_with_each,
    scenario_floors,
    directive_floors,
    coverage_floors,
    promises,
)


def _grouping_of(sites: Mapping[str, Site], target: str) -> str | None:
    for by in ("aimag", "kind"):
        if any(group_of(site, by) == target for site in sites.values()):
            return by
    return None


def _proportional_parts(policy: Policy, floor: Floor) -> list[tuple[str, Fraction]]:
    """Return each group with its part of what all sites together could gain, largest code last."""
    weights: dict[str, int] = {}
    for site_id, weight in _weights(policy, floor.quantity).items():
        group = group_of(policy.sites[site_id], floor.by)
        weights[group] = weights.get(group, 0) + weight
    total = sum(weights.values())
    wanted = set(floor.only) or set(weights)
    return [(g, Fraction(w, total)) for g, w in sorted(weights.items()) if w and g in wanted]


def _weights(policy: Policy, quantity: str) -> dict[str, int]:
    """Return per site its weight in proportional parts, in the floor's own quantity.

    Users and sites count where a new link is on offer; benefit and capital by attainable benefit.
    """
    if quantity in ("benefit", "capex"):
        return dict(policy.attainable)
    most: dict[str, int] = {}
    for arc, value in zip(policy.arcs, policy.quantities[quantity], strict=True):
        if arc.kind is ArcKind.OPTION and arc.site_id is not None:
            most[arc.site_id] = max(most.get(arc.site_id, 0), value)
    return most


def _share_row(
    policy: Policy,
    meaning: LimitMeaning,
    title: str,
    members: Sequence[bool],
    share: Fraction,
    *,
    number: int | None = None,
) -> Iterator[Row]:
    """Yield: the quantity of the members is at least `share` of the plan's, in whole numbers.

    denominator x group - numerator x all >= 0, the share rounded down to a ten-thousandth (and
    never the very whole). Raises SettingsError when more than the whole is asked.
    Shared stretches belong to no group: they count in `all` for capital only.
    """
    if share > 1:
        raise SettingsError(
            said("{title}: more than the whole; lower the share in kholboo.toml", title=title)
        )
    numerator = min(int(share * SHARE_DENOMINATOR), SHARE_DENOMINATOR - 1)
    if numerator <= 0 or all(members):
        return
    quantity = meaning.quantity
    coefficients = [
        value * (SHARE_DENOMINATOR * member - numerator)
        for value, member in zip(policy.quantities[counted_as(quantity)], members, strict=True)
    ]
    unit = unit_of(policy, quantity)
    yield row_of(meaning, title, unit, coefficients, number=number, lower=0)
