"""Links to build and the network that exists, as the page draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.exports import countries
from planner.exports.features import point
from planner.exports.page import outlines
from planner.exports.page.coding import (
    SCALE,
    chained,
    coarse_lines,
    degrees,
    differences,
    line,
    runs,
    spoken,
)
from planner.language.labels import LABELS, filled
from sites.distance import haversine_m

if TYPE_CHECKING:
    from planner.exports.page.lists import Lists
    from planner.plan.facts.hop_profiles import HopProfile
    from planner.rendering.context import ExportContext
    from sites.network import Boundary

MOST_ROAD_POINTS = 5_000
MOST_SPAN_POINTS = 20_000
MOST_LINK_POINTS = 60_000
POINTS_PER_SITE = 1  # of boundaries, where that is more than what all pages may have


def links_data(context: ExportContext, lists: Lists) -> dict[str, Any]:
    """Return the links to build as columns; who is behind each as stretches of site numbers."""
    numbers = {site.id: n for n, (_, site) in enumerate(context.deployments)}
    step = _step([link.coordinates for link in context.links])
    return {
        "step": step,
        "id": [link.id for link in context.links],
        "kind": [lists.link_kinds.of(link.kind) for link in context.links],
        "from": [lists.nodes.of(link.from_node) for link in context.links],
        "to": [lists.nodes.of(link.to_node) for link in context.links],
        "metres": [link.length_m for link in context.links],
        "carried": [link.carried_mbps for link in context.links],
        "asked": [link.asked_mbps for link in context.links],
        "serves": [runs(numbers[s] for s in link.serves) for link in context.links],
        "line": [line(link.coordinates, step) for link in context.links],
        **_profiles(context, lists),
    }


def _profiles(context: ExportContext, lists: Lists) -> dict[str, Any]:
    """Return the ground under each link, None for one without; nothing without heights."""
    if not context.profiles:
        return {}
    found = (context.profiles.get(link.id) for link in context.links)
    return {"profile": [None if one is None else _profile(one, lists) for one in found]}


def _profile(one: HopProfile, lists: Lists) -> list[object]:
    text = lists.texts.of((one.told.mn, one.told.en))
    ends = [one.start_m, one.end_m, one.zone_m]
    return [text, *ends, differences(one.along_m), differences(one.ground_m)]


def _step(lines: list[tuple[tuple[float, float], ...]]) -> int:
    """Return the finest grid, in hundred-thousandths of a degree, that keeps lines small enough."""
    step = 1
    while sum(len(line(one, step)) for one in lines) > 2 * MOST_LINK_POINTS and step < SCALE // 10:
        step *= 4
    return step


def network_data(context: ExportContext, lists: Lists) -> dict[str, Any]:
    """Return lit lines, points of presence, roads and where aimags and soums lie."""
    network = context.network
    spans = sorted(network.lit_spans, key=lambda span: span.id)
    edges = sorted(network.roads.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1])))
    drawn = coarse_lines([data["coordinates"] for _, _, data in edges], MOST_ROAD_POINTS)
    lit = coarse_lines([span.coordinates for span in spans], MOST_SPAN_POINTS, step=20)
    pops = sorted((degrees(p.longitude), degrees(p.latitude)) for p in network.pops)
    places = {place.code: point(place) for place in network.places}
    return {
        "roads": {"step": drawn[0], "lines": drawn[1]},
        "spans": {"step": lit[0], "lines": lit[1], "metres": sum(_metres(s) for s in spans)},
        "pops": [differences(at[k] for at in pops) for k in (0, 1)],
        "aimags": _positions(lists.aimags.rows, places),
        "soums": _positions(lists.soums.rows, places),
        **_borders(context),
    }


def _borders(context: ExportContext) -> dict[str, Any]:
    """Return the outlines of aimags and soums, or that of the country where there are none."""
    most = max(outlines.MOST_POINTS, POINTS_PER_SITE * len(context.deployments))
    step, aimags, soums = outlines.outlines(_around(context), most)
    if not aimags and not soums:
        return _country(context)
    km = f"{outlines.true_to_km(step):.1f}"
    name = spoken(filled("map.boundaries", km=km), context.language)
    return {"borders": {"step": step, "aimags": aimags, "soums": soums, "name": name}}


def _country(context: ExportContext) -> dict[str, Any]:
    """Return the coarse outline of the country in the place of boundaries; {} if it is unknown."""
    rings = countries.outline(context.country)
    if not rings:
        return {}
    name = spoken(LABELS["map.country"], context.language)
    drawn = {"step": countries.STEP, "aimags": chained(rings), "soums": [], "name": name}
    return {"borders": drawn}


def _around(context: ExportContext) -> list[Boundary]:
    """Return the areas that reach into the box around the plan's sites."""
    placed = [at for _, site in context.deployments if (at := point(site)) is not None]
    if not placed or not context.network.boundaries:
        return []
    xs, ys = zip(*placed, strict=True)
    return [
        area
        for area in context.network.boundaries
        for west, south, east, north in (area.geometry.bounds,)
        if west <= max(xs) and min(xs) <= east and south <= max(ys) and min(ys) <= north
    ]


def _positions(
    rows: list[list[object]], places: dict[str, tuple[float, float] | None]
) -> list[list[int | None]]:
    """Return longitude and latitude of the places of a list, None where nothing places one."""
    found = [places.get(str(row[0])) for row in rows]
    return [differences(None if at is None else degrees(at[k]) for at in found) for k in (0, 1)]


def _metres(span: Any) -> int:
    pairs = zip(span.coordinates, span.coordinates[1:], strict=False)
    return round(sum(haversine_m(one, other) for one, other in pairs))
