"""Lit cables that pass sites and that nobody can tap, because the catalogue sells no splice.

Looks at every site and cable, so that only `kholboo check` does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inventory.findings import Finding, in_order, warning_rule
from inventory.kept import NOTHING_KEPT, Kept
from inventory.prices.catalogue import Role
from planner.candidates.surroundings import point_of
from planner.project.checks.not_on_sale import first_of, role_in_catalogue
from planner.scenario.inputs import Inputs
from planner.technologies.fibre import Fibre
from sites.distance import Point
from sites.site import LinkType, Site, SiteKind

CABLES_NOT_TAPPED = warning_rule(
    "span.no_splice",
    "Lit cables pass nearer to sites than any PoP, and the catalogue sells no splice",
    "Without an item of the role splice no cable is tapped between its ends: fibre then starts "
    "at PoPs and at buildings on fibre alone, and such sites may be refused it as too far.",
)
_NEARER_M = 1.0  # a cable that ends at the PoP is no nearer than the PoP


def with_cables_checked(inputs: Inputs, *, kept: Kept = NOTHING_KEPT) -> Inputs:
    """Return the inputs with the warning about cables that are never tapped, where one is due."""
    from planner.project.kept_answers import findings_of, inputs_key

    if not _may_be_missed(inputs):
        return inputs
    key = None if kept is NOTHING_KEPT else inputs_key(inputs)
    found = findings_of(kept, "cables", key, lambda: check_cables(inputs))
    return replace(inputs, findings=in_order([*inputs.findings, *found]))


def _may_be_missed(inputs: Inputs) -> bool:
    """Return whether fibre is offered, there are cables, and only the splice is not on sale."""
    fibre = inputs.scenario.technologies.get(Fibre.id, {})
    sold = inputs.catalogue.first(Role.TRENCH) or inputs.catalogue.first(Role.DROP)
    wanted = inputs.ok and fibre.get("enabled", True) and sold is not None
    return wanted and inputs.catalogue.first(Role.SPLICE) is None and bool(inputs.network.cables)


def check_cables(inputs: Inputs) -> Iterator[Finding]:
    """Yield one warning with the sites that a lit cable is nearer to than the nearest PoP."""
    fibre = Fibre(**inputs.scenario.technologies.get(Fibre.id, {}))
    points = {s.id: p for s in inputs.sites if (p := _wanting(s)) is not None}
    passed = sites_passed(inputs, points, fibre.longest_trench_km * 1000 / fibre.detour)
    if passed:
        yield CABLES_NOT_TAPPED.finding(
            *role_in_catalogue(inputs),
            found=f"no item of the role splice; {len(passed)} of {len(inputs.sites)} sites lie"
            f" nearer to a lit cable than to a PoP: {first_of(passed)}",
            expected="an item of the role splice: joining new fibre to a cable between its ends",
            todo="add the item with its price; or enter splice points as PoPs; or write tap_allowed"
            " = no for spans whose owner refuses",
        )


def _wanting(site: Site) -> Point | None:
    """Return the point of a site that could be led to from a cable, None of any other."""
    moves = site.kind is SiteKind.MOBILE_UNIT
    return None if moves or site.link.type is LinkType.FIBRE else point_of(site)


def sites_passed(inputs: Inputs, points: dict[str, Point], reach_m: float) -> list[str]:
    """Return the ids of the sites that a cable within reach is nearer to than any fibre PoP."""
    from sites.nearest.lines import LineIndex

    ids = sorted(points)
    near = LineIndex(inputs.network.cables).nearest([points[i] for i in ids], reach_m)
    cables = {i: on.distance_m for i, on in zip(ids, near, strict=True) if on is not None}
    pops = _nearest_pop_m(inputs, [points[i] for i in cables])
    return [i for i, pop_m in zip(cables, pops, strict=True) if cables[i] + _NEARER_M < pop_m]


def _nearest_pop_m(inputs: Inputs, points: list[Point]) -> list[float]:
    """Return the metres from each point to the nearest PoP on fibre, endless without one."""
    import numpy as np
    from scipy.spatial import KDTree

    from sites.distance import EARTH_RADIUS_M, unit_vectors

    pops = list(inputs.network.fibre_pops.values())
    if not pops or not points:
        return [float("inf")] * len(points)
    chords, _ = KDTree(unit_vectors(pops)).query(unit_vectors(points))
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, chords / 2))
    return [float(m) for m in metres]
