"""The network that exists and the ways along which it can grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import networkx as nx

from sites.nearest.points import PointIndex
from sites.site import LinkType, Site, SiteKind

FIBRE_MEDIUM = "fibre"  # of a PoP or a span that new fibre may start from
_GENERATIONS = ("2G", "3G", "4G", "5G")  # of mobile radio, from the oldest


def generation(radio: str) -> int:
    """Return the rank of a radio generation; a code that is not known stands last."""
    return _GENERATIONS.index(radio) if radio in _GENERATIONS else -1


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
    backhaul_mbps: float | None = None  # that all its contracts share; None: not looked at
    contention: float | None = None  # contracts that share the speed of one in the busy hour
    leo_mbps: float | None = (
        None  # for all new low-orbit links; 0: none may be; None: not looked at
    )
    geo_mbps: float | None = None  # the same of geostationary ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Pop:
    """A point of presence: lit fibre that a new link may start from."""

    id: str
    name: str
    longitude: float
    latitude: float
    medium: str = "fibre"
    status: str = "operational"
    ports: int | None = None  # for links of sites, today's included; None: not counted
    backhaul_mbps: float | None = None  # what the link behind it carries; None: not looked at

    @property
    def is_limited(self) -> bool:
        """Whether the table says what new links may take of it."""
        return self.ports is not None or self.backhaul_mbps is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tower:
    """A mobile tower."""

    id: str
    longitude: float
    latitude: float
    radio: str = "4G"  # 2G, 3G, 4G, 5G
    height_m: float | None = None
    sectors: int | None = None  # of that generation
    backhaul_mbps: float | None = None  # what the link behind it carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of network; one in operation is drawn on maps and may be tapped between its ends.

    A tap carries and costs what the PoPs at the span's ends do: new fibre buys the same contracts
    there. So a span that only ends at PoPs which fibre cannot start from is not tapped either.
    """

    id: str
    medium: str
    coordinates: tuple[tuple[float, float], ...]  # longitude, latitude
    is_lit: bool = True  # in operation today
    tap_allowed: bool = True  # by its owner
    pop_ends: tuple[str, ...] = ()  # ids of its ends in the table of PoPs, in operation or not
    spare_fibres: int | None = None  # free ones, None: nobody looks at their number


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageArea:
    """A polygon where a radio generation is received."""

    radio: str
    geometry: Any  # shapely geometry, WGS 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The outline of one aimag or soum; `code` is a place's code, or the file's own."""

    code: str
    level: str
    known: bool  # whether a place has the code
    geometry: Any = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Soil:
    """An area of one soil, as the table of soils draws or names it."""

    soil_class: str
    geometry: Any = field(compare=False)  # shapely polygon, WGS 84


@dataclass(frozen=True, slots=True, kw_only=True)
class River:
    """A line of water that a trench has to cross."""

    name: str
    coordinates: tuple[tuple[float, float], ...]  # longitude, latitude


@dataclass(frozen=True, kw_only=True)
class Network:
    """Everything that exists, in id order; outlines of places as their table has them.

    `roads` is an undirected networkx graph: nodes carry `longitude` and `latitude`,
    edges carry `length_m` (whole metres, at least 1) and `coordinates`.
    """

    pops: tuple[Pop, ...] = ()
    towers: tuple[Tower, ...] = ()
    spans: tuple[Span, ...] = ()
    coverage: tuple[CoverageArea, ...] = ()
    places: tuple[Place, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    soils: tuple[Soil, ...] = ()  # the first that holds a place counts
    rivers: tuple[River, ...] = ()
    roads: nx.Graph[str] = field(default_factory=nx.Graph)

    @property
    def lit_spans(self) -> tuple[Span, ...]:
        """The spans in operation: the others are no existing network."""
        return tuple(span for span in self.spans if span.is_lit)

    @property
    def fibre_pops(self) -> dict[str, tuple[float, float]]:
        """Where fibre is lit today: the PoPs that fibre reaches, by id."""
        return {p.id: (p.longitude, p.latitude) for p in self.pops if p.medium == FIBRE_MEDIUM}

    @cached_property
    def limited_pops(self) -> frozenset[str]:
        """The PoPs that say what new links may take of them, by id."""
        return frozenset(p.id for p in self.pops if p.is_limited)

    @property
    def cables(self) -> dict[str, tuple[tuple[float, float], ...]]:
        """The lit fibre that may be tapped between its ends: longitude, latitude by span id."""
        lit = self.fibre_pops
        return {
            span.id: span.coordinates
            for span in self.lit_spans
            if span.medium == FIBRE_MEDIUM
            and span.tap_allowed
            and (not span.pop_ends or any(end in lit for end in span.pop_ends))
        }


def on_fibre_by_pop(network: Network, sites: Iterable[Site]) -> dict[str, list[Site]]:
    """Return the sites on fibre today by the fibre PoP nearest to each, which serves them."""
    index = PointIndex.of(network.fibre_pops)
    found: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        fixed = site.link.type is LinkType.FIBRE and site.kind is not SiteKind.MOBILE_UNIT
        if fixed and site.longitude is not None and site.latitude is not None:
            near = index.nearest((site.longitude, site.latitude))
            if near is not None:
                found[near[0]].append(site)
    return dict(found)
