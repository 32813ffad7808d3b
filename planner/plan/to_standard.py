"""What would bring a site's link to its standard: the cheapest option, and what it is too much for.

An amount is at list prices, as an arc of the problem has it; stock, tiers and funds may make it
less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.model.arcs import ArcKind
from planner.model.build import Model
from planner.model.limit_use import row_use
from planner.plan.next_best import Reachable, reachable
from planner.plan.plan import ToStandard

STANDARD = 1000  # thousandths of the utility of a link
_LINKS = (ArcKind.OPTION, ArcKind.KEEP)


def to_standard(
    model: Model, chosen: Sequence[int], amounts: Sequence[int]
) -> dict[str, ToStandard]:
    """Return by site id the cheapest option over the horizon whose link is at standard.

    Sites that no option in reach brings there have none. Limits that what is left of does not
    hold the option are named in their order, the site's own link as it is now given up for it.
    """
    found: dict[str, tuple[tuple[int, str], Reachable]] = {}
    for one in reachable(model, chosen):
        rank = one.over_horizon_minor, one.option.id
        site_id = one.option.site_id
        if one.option.utility_thousandths < STANDARD:
            continue
        if site_id not in found or rank < found[site_id][0]:
            found[site_id] = rank, one
    now = _links_now(model, chosen)
    room = _Room(model, chosen, amounts)
    return {
        site_id: ToStandard(
            option=one.told, blocked_by=room.too_small_for(one.arcs, now.get(site_id, ()))
        )
        for site_id, (_, one) in found.items()
    }


def _links_now(model: Model, chosen: Sequence[int]) -> dict[str, list[int]]:
    """Return by site id the arcs of the link that it has in a plan."""
    found: dict[str, list[int]] = defaultdict(list)
    for a in chosen:
        arc = model.arcs[a]
        if arc.kind in _LINKS and arc.site_id is not None:
            found[arc.site_id].append(a)
    return found


class _Room:
    """What is left of the limits that a reader knows."""

    def __init__(self, model: Model, chosen: Sequence[int], amounts: Sequence[int]) -> None:
        self._left: dict[str, int] = {}
        self._uses: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for limit in model.problem.limits:
            meaning = model.limit_meanings[limit.id]
            if limit.upper is None or meaning.technical:
                continue
            used = row_use(model.problem, limit, meaning, chosen, amounts).used
            self._left[limit.id] = limit.upper - used
            for a, each in zip(limit.arcs, limit.coefficients, strict=True):
                self._uses[a].append((limit.id, each))

    def too_small_for(self, arcs: Iterable[int], instead_of: Iterable[int]) -> tuple[str, ...]:
        """Return the limits that do not hold more arcs in the place of others."""
        more: dict[str, int] = defaultdict(int)
        for sign, some in ((1, arcs), (-1, instead_of)):
            for a in some:
                for limit_id, each in self._uses.get(a, ()):
                    more[limit_id] += sign * each
        return tuple(name for name in self._left if more.get(name, 0) > max(self._left[name], 0))
