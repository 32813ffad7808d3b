"""Promises of an earlier run: each site receives at least what it was to have."""

from __future__ import annotations

from collections.abc import Iterator

from optimizers.problem import Limit
from planner.language.formats import points
from planner.model.limit_meanings import LimitKind, LimitMeaning, Row
from planner.model.rows.policy import BENEFIT_UNIT, Policy


def promises(policy: Policy) -> Iterator[Row]:
    """Give each site at least the benefit over today that an earlier run promised it.

    A site on which no arc is left has a row without arcs: no plan keeps its promise.
    """
    keep = policy.scenario.keep
    of_site: dict[str, list[int]] = {}
    for a, arc in enumerate(policy.arcs):
        if arc.site_id is not None and arc.benefit > 0:
            of_site.setdefault(arc.site_id, []).append(a)
    for site_id, least in sorted((keep.promises or {}).items()):
        if least <= 0 or site_id not in policy.sites:
            continue
        arcs = of_site.get(site_id, [])
        meaning = LimitMeaning(kind=LimitKind.PROMISE, quantity="benefit", site_id=site_id)
        row = Limit(
            id=meaning.limit_id(),
            title=f"{policy.sites[site_id].name} ({site_id}) receives at least {points(least)}"
            f" points, as promised by {keep.run}",
            unit=BENEFIT_UNIT,
            arcs=tuple(arcs),
            coefficients=tuple(policy.arcs[a].benefit for a in arcs),
            lower=least,
        )
        yield Row(limit=row, meaning=meaning)
