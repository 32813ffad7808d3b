"""What the rules of limits look at, and how they make rows over its arcs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from inventory.place_words import in_words
from optimizers.problem import Column, Limit
from planner.model.arcs import Arc
from planner.model.limit_meanings import MONEY, LimitMeaning, Row, limit_over
from planner.scenario.directives import Directive
from planner.scenario.rationals import exact
from planner.scenario.settings import Scenario
from sites.site import Site

BENEFIT_UNIT = "thousandths of a point"
NOTHING = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """All that a rule may look at: the arcs, what they consume, and what was asked for."""

    arcs: Sequence[Arc]
    quantities: Mapping[str, Sequence[int]]  # per arc, benefit included
    scenario: Scenario
    currency: str
    directives: Sequence[Directive]
    sites: Mapping[str, Site]
    attainable: Mapping[str, int]  # per site, thousandths of a point
    columns: Sequence[Column] = ()  # amounts beside the arcs: they save money
    users: Mapping[str, int] = field(default_factory=dict)  # people by site


def group_of(site: Site, by: str) -> str:
    """Return the code of the group that a site belongs to."""
    if by == "aimag":
        return site.aimag
    if by == "kind":
        return site.kind.value
    raise ValueError(f"no grouping {by!r}, expected 'aimag' or 'kind'")


def group_name(sites: Mapping[str, Site], by: str, group: str) -> str:
    """Return a group as people call it: the aimag's name, or the kind of site."""
    if by == "kind":
        return f"kind {group.replace('_', ' ')}"
    names = sorted({site.aimag_name for site in sites.values() if site.aimag == group})
    name = names[0] if names and names[0] else group
    return f"{in_words('{region}')} {name}"


def groups_of(policy: Policy, by: str) -> list[str | None]:
    """Return the group of every arc's site; None for a shared stretch, which is of no group."""
    of_site = {site_id: group_of(site, by) for site_id, site in policy.sites.items()}
    return [None if arc.site_id is None else of_site[arc.site_id] for arc in policy.arcs]


def members_of(groups: Sequence[str | None], group: str) -> list[bool]:
    """Return per arc whether it is of a group."""
    return [found == group for found in groups]


def row_of(
    meaning: LimitMeaning,
    title: str,
    unit: str,
    coefficients: Sequence[int],
    *,
    number: int | None = None,
    lower: int | None = None,
    upper: int | None = None,
    columns: Sequence[int] = (),
) -> Row:
    """Return a row over the arcs, and columns, whose coefficient is not zero."""
    name, terms = meaning.limit_id(number), (enumerate(coefficients), enumerate(columns))
    limit = limit_over(name, title, unit, *terms, lower=lower, upper=upper)
    return Row(limit=limit, meaning=meaning)


def money_row(
    policy: Policy, meaning: LimitMeaning, title: str, unit: str, coefficients: Sequence[int],
    upper: int, columns: Sequence[int] = (),
) -> Row:  # fmt: skip
    """Return a limit of money, less the reserve that the scenario holds back of it.

    Whole units are planned: the reserve is rounded up.
    """
    planned = _planned(upper, exact(policy.scenario.limits.reserve))
    if planned < upper:
        meaning = replace(meaning, held_back_minor=upper - planned)
    return row_of(meaning, title, unit, coefficients, upper=planned, columns=columns)


def with_reserve(
    limits: Iterable[Limit], meanings: Mapping[str, LimitMeaning], share: Fraction = NOTHING
) -> tuple[Limit, ...]:
    """Return the limits with another share held back of those of money; with 0 all is there."""
    return tuple(
        row
        if row.upper is None or (meaning := meanings[row.id]).kind not in MONEY
        else replace(row, upper=_planned(row.upper + meaning.held_back_minor, share))
        for row in limits
    )


def _planned(upper: int, share: Fraction) -> int:
    return int(upper * (1 - share))


def unit_of(policy: Policy, quantity: str) -> str:
    """Return the unit of a floor's rows."""
    return {"benefit": BENEFIT_UNIT, "capex": policy.currency}.get(quantity, quantity)


def counted_as(quantity: str) -> str:
    """Return the name among an arc's quantities of what a floor counts."""
    return "capex_minor" if quantity == "capex" else quantity
