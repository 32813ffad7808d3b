"""Extras of trenches along roads of a class: whether any road has that class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inventory.findings import Finding, at
from inventory.prices.catalogue import Catalogue, Role
from planner.project.checks.rules import EXTRA_WITHOUT_ROAD

if TYPE_CHECKING:
    import networkx as nx

    from sites.distance import RoadClasses

_LISTED = 6  # classes named in a finding


def check_trench_extras(catalogue: Catalogue, roads: nx.Graph[str]) -> Iterator[Finding]:
    """Yield the extras whose class no road of the roads table has, where there are roads."""
    extras = catalogue.of(Role.TRENCH_EXTRA)
    if not extras or not roads.number_of_edges():
        return
    known = classes_of(roads)
    shown = ", ".join(sorted(known)[:_LISTED]) or "none"
    for item in extras:
        if item.road_class not in known:
            yield EXTRA_WITHOUT_ROAD.finding(
                *at(item, "road_class"),
                found=f"{item.road_class} of {item.sku}",
                expected=f"a class of the roads table ({shown})",
                todo="write the class as the roads table does, or give the roads their classes",
            )


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
