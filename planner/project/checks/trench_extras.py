"""Extras of trenches: whether a road, soil, slope or river of the project can make one due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from inventory.findings import Finding, at
from inventory.prices.catalogue import Catalogue, Item, Role
from inventory.table_specs import CONFIG_NAME
from planner.project.checks.rules import (
    CROSSING_WITHOUT_RIVERS,
    EXTRA_WITHOUT_HEIGHTS,
    EXTRA_WITHOUT_ROAD,
    EXTRA_WITHOUT_SOIL,
    RIVERS_WITHOUT_PRICE,
)

if TYPE_CHECKING:
    import networkx as nx

    from sites.distance import RoadClasses
    from sites.network import Network
    from sites.terrain.ground import Ground

_LISTED = 6  # classes named in a finding


def check_trench_extras(
    catalogue: Catalogue, network: Network, ground: Ground | None = None
) -> Iterator[Finding]:
    """Yield the extras that no road, soil, slope or river of the project ever makes due."""
    extras = catalogue.of(Role.TRENCH_EXTRA)
    if network.roads.number_of_edges():
        yield from _of_roads(extras, network.roads)
    yield from _of_soils(extras, {soil.soil_class for soil in network.soils})
    yield from _of_slopes(extras, network.roads, ground)
    yield from _of_rivers(catalogue.of(Role.RIVER_CROSSING), network)


def _of_roads(extras: Iterable[Item], roads: nx.Graph[str]) -> Iterator[Finding]:
    of_roads = [item for item in extras if item.road_class is not None]
    known = classes_of(roads) if of_roads else set()
    for item in of_roads:
        if item.road_class not in known:
            yield EXTRA_WITHOUT_ROAD.finding(
                *at(item, "road_class"),
                found=f"{item.road_class} of {item.sku}",
                expected=f"a class of the roads table ({_shown(known)})",
                todo="write the class as the roads table does, or give the roads their classes",
            )


def _of_soils(extras: Iterable[Item], known: set[str]) -> Iterator[Finding]:
    for item in extras:
        if item.soil_class is not None and item.soil_class not in known:
            yield EXTRA_WITHOUT_SOIL.finding(
                *at(item, "soil_class"),
                found=f"{item.soil_class} of {item.sku}",
                expected=f"a class of the soils table ({_shown(known)})",
                todo="write the class as [tables.soils] does, or add the areas that have it",
            )


def _of_slopes(
    extras: Iterable[Item], roads: nx.Graph[str], ground: Ground | None
) -> Iterator[Finding]:
    item = next((item for item in extras if item.slope_percent is not None), None)
    if item is None:
        return
    found = "no elevation model" if ground is None else _without_heights(roads, ground)
    if found:
        yield EXTRA_WITHOUT_HEIGHTS.finding(
            *at(item, "slope_percent"),
            found=found,
            expected="heights wherever a trench may be laid",
            todo="name elevation models that cover the roads under [tables.terrain]",
        )


def _without_heights(roads: nx.Graph[str], ground: Ground) -> str:
    """Return how many junctions of the roads have no height, "" where all have one."""
    import numpy as np

    from sites.terrain.rasters import DamagedRasterError

    nodes = [roads.nodes[name] for name in roads]
    places = [(float(n["longitude"]), float(n["latitude"])) for n in nodes]
    if not places:
        return ""
    try:
        missing = int(np.isnan(ground.heights(places).ground_m).sum())
    except DamagedRasterError:
        return ""  # told where the files of heights are judged
    return f"{missing:,} of {len(places):,} junctions without a height" if missing else ""


def _of_rivers(crossings: Iterable[Item], network: Network) -> Iterator[Finding]:
    sold = list(crossings)
    if sold and not network.rivers:
        yield CROSSING_WITHOUT_RIVERS.finding(
            *at(sold[0], "role"),
            found=sold[0].sku,
            expected="lines of rivers",
            todo="add them as [tables.rivers], or remove the item",
        )
    if network.rivers and not sold:
        yield RIVERS_WITHOUT_PRICE.finding(
            CONFIG_NAME,
            column="tables.rivers",
            found=f"{len(network.rivers):,} lines of rivers",
            expected="an item of the role river_crossing",
            todo="add it to the catalogue with price, date and source",
        )


def _shown(known: set[str]) -> str:
    return ", ".join(sorted(known)[:_LISTED]) or "none"


def classes_of(roads: nx.Graph[str]) -> set[str]:
    """Return the classes of roads that a graph names."""
    found: set[str] = set()
    classes: str | RoadClasses | None
    for _, _, classes in roads.edges(data="classes"):
        if isinstance(classes, str):
            found.add(classes)
        elif classes:
            found.update(name for name, _ in classes)
    return found - {""}
