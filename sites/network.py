"""The network that exists and the ways along which it can grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An aimag or a soum, from the places table."""

    code: str  # the code our outputs use
    other_codes: tuple[str, ...]  # NSO, COD and older codes of the same place
    level: str  # "aimag" or "soum"
    parent: str  # aimag code of a soum, "" for an aimag
    name: str  # Cyrillic where given
    name_latin: str
    longitude: float | None
    latitude: float | None
    population: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pop:
    """A point of presence: lit fibre that a new link may start from."""

    id: str
    name: str
    longitude: float
    latitude: float
    medium: str = "fibre"
    status: str = "operational"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tower:
    """A mobile tower."""

    id: str
    longitude: float
    latitude: float
    radio: str = "4G"  # 2G, 3G, 4G, 5G
    height_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of existing network, drawn on maps."""

    id: str
    medium: str
    coordinates: tuple[tuple[float, float], ...]  # longitude, latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageArea:
    """A polygon where a radio generation is received."""

    radio: str
    geometry: Any  # shapely geometry, WGS 84


@dataclass(frozen=True, kw_only=True)
class Network:
    """Everything that exists, in id order.

    `roads` is an undirected networkx graph: nodes carry `longitude` and `latitude`,
    edges carry `length_m` (whole metres, at least 1) and `coordinates`.
    """

    pops: tuple[Pop, ...] = ()
    towers: tuple[Tower, ...] = ()
    spans: tuple[Span, ...] = ()
    coverage: tuple[CoverageArea, ...] = ()
    places: tuple[Place, ...] = ()
    roads: nx.Graph[str] = field(default_factory=nx.Graph)
