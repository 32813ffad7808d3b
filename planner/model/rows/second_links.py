"""Second links: of another medium or way than the first, one at most, with each link if asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from inventory.prices.catalogue import LatencyClass
from optimizers.problem import Limit
from planner.candidates.candidate import Candidate, KitStep, Need, second_medium
from planner.model.arcs import Arc, ArcKind
from planner.model.limit_meanings import DEFINITION, TECHNICAL, LimitKind, LimitMeaning, Row
from planner.model.rows.policy import Policy, row_of


def second_links(policy: Policy) -> Iterator[Row]:
    """Keep the second link of a site of another medium or way than the first, and one at most.

    An offline server is no link that a second one could stand in for.
    """
    services = _services(policy)
    stretches = {(arc.tail, arc.head): a for a, arc in enumerate(policy.arcs) if _is_asset(arc)}
    for site_id, seconds in _seconds(policy).items():
        for medium, second in sorted(seconds.items()):
            step = policy.arcs[second].subject
            if isinstance(step, KitStep) and step.first_way:
                yield from _over_the_first_way(policy, second, step, stretches)
                continue
            same = [a for a in services.get(site_id, ()) if _medium(policy, a) == medium]
            if same:
                yield _one_of(f"{site_id}:{medium}", (*same, second))
        offline = [a for a in services.get(site_id, ()) if _is_offline(policy.arcs[a])]
        if len(seconds) + len(offline) > 1:
            yield _one_of(site_id, (*seconds.values(), *offline))


def _over_the_first_way(
    policy: Policy, second: int, step: KitStep, stretches: Mapping[tuple[str, str], int]
) -> Iterator[Row]:
    """Sell a second way only beside a link that comes over the first one.

    A plan enters a node once, so that a link comes over the first way where all of its stretches
    are chosen. Where stretches were joined, the places between them are no nodes of the problem.
    """
    built = {head for _, head in stretches}
    passed = [n for n in step.first_way if n == step.first_way[0] or n in built]
    ways = [[stretches[pair]] if pair in stretches else [] for pair in pairwise(passed)]
    links = [
        a
        for a, arc in enumerate(policy.arcs)
        if isinstance(arc.subject, Candidate)
        and arc.site_id == step.site_id
        and arc.tail == step.first_way[-1]
    ]
    for number, needed in enumerate([links, *ways]):
        terms = sorted([(second, 1), *((a, -1) for a in needed)])
        row = Limit(
            id=f"{TECHNICAL}second:{step.site_id}:way:{number}",
            title=f"{step.site_id}: a second way of fibre goes with the first one",
            unit="links",
            arcs=tuple(a for a, _ in terms),
            coefficients=tuple(k for _, k in terms),
            upper=0,
        )
        yield Row(limit=row, meaning=DEFINITION)


def second_link_with_each(policy: Policy) -> Iterator[Row]:
    """Give no site that is to have a second link a new link without one, where that is asked."""
    if not policy.scenario.second_link.required:
        return
    services = _services(policy)
    for site_id, seconds in _seconds(policy).items():
        signs = dict.fromkeys(seconds.values(), -1)
        signs |= {a: 1 for a in services.get(site_id, ()) if _is_link(policy.arcs[a])}
        yield row_of(
            LimitMeaning(kind=LimitKind.SECOND_LINK, site_id=site_id),
            f"no new link of {policy.sites[site_id].name} ({site_id}) without a second one",
            "links",
            [signs.get(a, 0) for a in range(len(policy.arcs))],
            upper=0,
        )


def _seconds(policy: Policy) -> dict[str, dict[str, int]]:
    """Return per site the arc of its second link by medium."""
    found: dict[str, dict[str, int]] = {}
    for a, arc in enumerate(policy.arcs):
        if isinstance(arc.subject, KitStep):
            medium = second_medium(arc.subject.chain)
            if medium is not None:
                found.setdefault(arc.subject.site_id, {})[medium] = a
    return found


def _services(policy: Policy) -> dict[str, list[int]]:
    """Return per site the arcs that bring it service."""
    found: dict[str, list[int]] = {}
    for a, arc in enumerate(policy.arcs):
        if arc.kind in (ArcKind.OPTION, ArcKind.KEEP) and arc.site_id is not None:
            found.setdefault(arc.site_id, []).append(a)
    return found


def _medium(policy: Policy, a: int) -> str | None:
    arc = policy.arcs[a]
    if isinstance(arc.subject, Candidate):
        return arc.subject.link_type
    if isinstance(arc.subject, Need):
        medium = policy.sites[arc.subject.site_id].link.type
        return None if medium is None else medium.value
    return None


def _is_asset(arc: Arc) -> bool:
    return arc.kind is ArcKind.ASSET


def _is_link(arc: Arc) -> bool:
    return isinstance(arc.subject, Candidate) and not _is_offline(arc)


def _is_offline(arc: Arc) -> bool:
    """Return whether an arc is an offline server: no link, and so nothing to be second to."""
    option = arc.subject
    return isinstance(option, Candidate) and option.latency is LatencyClass.OFFLINE


def _one_of(name: str, arcs: Sequence[int]) -> Row:
    arcs = tuple(sorted(arcs))
    row = Limit(
        id=f"{TECHNICAL}second:{name}",
        title=f"{name}: a second link is of another medium, and there is one",
        unit="links",
        arcs=arcs,
        coefficients=(1,) * len(arcs),
        upper=1,
    )
    return Row(limit=row, meaning=DEFINITION)
