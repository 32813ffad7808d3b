"""At most so much: one budget over the whole horizon, and limits of each site or group of sites.

Limits of groups count list prices and units received, of the lines that the group's sites buy, and
present fees that go on. Stretches that several sites share belong to no group but the country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inventory.prices.catalogue import Timing
from optimizers.problem import Limit
from planner.candidates.candidate import CostLine
from planner.model.arcs import Arc
from planner.model.limit_meanings import LimitKind, LimitMeaning, Row, what_is_limited
from planner.model.rows.policy import Policy, group_name, money_row
from planner.scenario.upper_limits import AtMost
from sites.site import Site


def total_cost(policy: Policy) -> Iterator[Row]:
    """Keep all that is paid over the horizon, as its net present cost, within one budget."""
    upper = policy.scenario.limits.total_cost_minor
    if upper is not None:
        yield money_row(
            policy,
            LimitMeaning(kind=LimitKind.TOTAL_COST, years=policy.scenario.horizon_years),
            f"total cost over {policy.scenario.horizon_years} years",
            policy.currency,
            policy.quantities["npc_minor"],
            upper=upper,
            columns=[c.quantities.get("npc_minor", 0) for c in policy.columns],
        )


def at_most(policy: Policy) -> Iterator[Row]:
    """Keep what each group receives or costs within its limit."""
    for number in range(len(policy.scenario.limits.at_most)):
        yield from rows_of_limit(policy, number)


def rows_of_limit(policy: Policy, number: int) -> Iterator[Row]:
    """Yield the rows of one limit: those of groups that could come to more."""
    limit = policy.scenario.limits.at_most[number]
    if len(limit.stated) != 1:
        return
    heads = [arc.head for arc in policy.arcs]
    sites = groups_of_limit(policy.sites, limit)
    for group, members in sorted(_arcs_by_group(policy, limit, sites).items()):
        meaning = meaning_of(limit, group)
        of_arc = {a: used for a in members if (used := used_by(policy.arcs[a], meaning))}
        users = sum(policy.users.get(site_id, 0) for site_id in sites.get(group, ()))
        upper = max(*limit.stated.values(), users * (limit.per_user_minor or 0))
        if most_together(of_arc, heads) > upper:
            yield _row(policy, meaning, number, of_arc, upper)


def meaning_of(limit: AtMost, group: str) -> LimitMeaning:
    """Return what a limit means for one group."""
    (quantity,) = limit.stated
    return LimitMeaning(
        kind=LimitKind.AT_MOST,
        by=limit.by,
        group=group,
        quantity=quantity,
        sku=limit.item,
        role=limit.role or "",
        years=limit.years if quantity == "budget" else 0,
    )


def used_by(arc: Arc, meaning: LimitMeaning) -> int:
    """Return what an arc uses of a limit: units, or money in whole units of account."""
    if meaning.quantity == "units":
        meant = (x for x in arc.lines if _is_meant(x, meaning) and not x.delivers)
        return sum(line.quantity for line in meant)
    bought = sum(money_counted(line, meaning) for line in arc.lines)
    return bought + fee_counted(arc.fee_per_year_minor, meaning)


def money_counted(line: CostLine, meaning: LimitMeaning) -> int:
    """Return how much money of a line a limit counts."""
    if not _is_meant(line, meaning):
        return 0
    once = int(meaning.quantity in ("capex", "budget"))
    return line.amount_minor * (once if line.timing is Timing.ONE_TIME else _years(meaning))


def fee_counted(fee_per_year_minor: int, meaning: LimitMeaning) -> int:
    """Return how much of a present fee that goes on a limit counts."""
    return 0 if meaning.sku or meaning.role else fee_per_year_minor * _years(meaning)


def _years(meaning: LimitMeaning) -> int:
    return meaning.years or int(meaning.quantity == "opex_per_year")


def _is_meant(line: CostLine, meaning: LimitMeaning) -> bool:
    if meaning.sku:
        return line.sku == meaning.sku
    return not meaning.role or line.role == meaning.role


def group_of_limit(site: Site, by: str) -> str:
    """Return the code of a site's group; a site without a named building is one by itself."""
    match by:
        case "site":
            return site.id
        case "building":
            return site.building_id or site.id
        case "owner":
            return site.owner
        case "aimag":
            return site.aimag
        case "kind":
            return site.kind.value
    return "country"


def groups_of_limit(sites: Mapping[str, Site], limit: AtMost) -> dict[str, list[str]]:
    """Return the ids of the sites that a limit counts, by group."""
    found: dict[str, list[str]] = {}
    for site_id, site in sorted(sites.items()):
        group = group_of_limit(site, limit.by)
        of_kind = not limit.kinds or site.kind in limit.kinds
        if group and of_kind and (not limit.only or group in limit.only):
            found.setdefault(group, []).append(site_id)
    return found


def _arcs_by_group(
    policy: Policy, limit: AtMost, sites: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    of_site = {site_id: group for group, ids in sites.items() for site_id in ids}
    whole = limit.by == "country" and not limit.kinds
    found: dict[str, list[int]] = {}
    for a, arc in enumerate(policy.arcs):
        group = of_site.get(arc.site_id or "", "country" if whole and arc.site_id is None else "")
        if group:
            found.setdefault(group, []).append(a)
    return found


def most_together(of_arc: Mapping[int, int], heads: list[str]) -> int:
    """Return the most that a group can come to: every node is entered once."""
    dearest: dict[str, int] = {}
    for a, used in of_arc.items():
        dearest[heads[a]] = max(dearest.get(heads[a], 0), used)
    return sum(dearest.values())


def _row(
    policy: Policy, meaning: LimitMeaning, number: int, of_arc: Mapping[int, int], upper: int
) -> Row:
    units = {"units": "units", "opex_per_year": f"{policy.currency}/year"}
    used = sorted(of_arc)
    row = Limit(
        id=meaning.limit_id(number + 1),
        title=f"{what_is_limited(meaning)} of {_named(policy, meaning.by, meaning.group)}",
        unit=units.get(meaning.quantity, policy.currency),
        arcs=tuple(used),
        coefficients=tuple(of_arc[a] for a in used),
        upper=upper,
    )
    return Row(limit=row, meaning=meaning)


def _named(policy: Policy, by: str, group: str) -> str:
    """Return a group as people call it."""
    if by == "site":
        return f"{policy.sites[group].name} ({group})"
    if by == "country":
        return "the country"
    return group_name(policy.sites, by, group) if by in ("aimag", "kind") else f"{by} {group}"
