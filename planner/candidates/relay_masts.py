"""Where microwave could be relayed: masts at buildings, towers or on open ground, and their hops.

Only what a far site needs is kept: a site that one hop from the network of today cannot reach gets
the nearest few masts that chains of few enough hops could lead to, and those masts theirs. On open
ground masts stand evenly along the straight line from the network to the site.
Only distance is looked at, unless the ground is known: then a hop has to pass over it, and masts on
open ground move to the highest cell near by.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from planner.candidates.nodes import OpenGround
from planner.candidates.sightlines import LOOKED_AT, HopSights
from sites.distance import Point, unit_vectors
from sites.nearest.points import PointIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A radio hop that could lead to a mast, not yet priced; `start` is a PoP, tower or mast."""

    start: str
    end: str  # the place of the mast
    from_network: bool  # starts at what is lit today
    length_m: int
    coordinates: tuple[Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A mast from which a site could be reached."""

    place: str
    point: Point
    metres: float  # from the mast to the site
    hops: int  # on the shortest chain to the mast


@dataclass(frozen=True, kw_only=True)
class Masts:
    """Every useful mast by place, with the hops that could lead to it."""

    points: Mapping[str, Point] = field(default_factory=dict)
    hops: tuple[Hop, ...] = ()
    relays: Mapping[str, tuple[Relay, ...]] = field(default_factory=dict)  # by far site


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far and over how many hops a chain may lead."""

    longest_m: float
    most_hops: int
    few: int  # masts considered from each place, by the hops before them
    sights: HopSights | None = None  # what hops may pass; None: all within reach


def raise_masts(
    lit: Mapping[str, Point],
    places: Mapping[str, Point],
    wanting: Mapping[str, Point],
    reach: Reach,
    builders: Collection[str] = (),
) -> Masts:
    """Return the masts and hops that sites which want a link could need.

    `lit` are the points of today's network that a hop may start from; masts stand at `places`, and
    on open ground on the way to `builders`. Chains over masts of equally many hops are kept: that
    they do not get too long is for the solver.
    """
    network = PointIndex.of(lit)
    near = _reached(network, wanting, reach, to_site=True)
    far = {s: p for s, p in wanting.items() if network.ids and s not in near}
    if not far or reach.most_hops < 2:
        return Masts()
    ways = {site: far[site] for site in sorted(far.keys() & set(builders))}
    places = {**places, **_on_open_ground(ways, lit, network, reach)}
    levels = _levels(network, places, reach)
    for index in levels:
        index.look_ahead(far.values(), reach.longest_m, _most_starts(reach, reach.few + 1))
        _look(index, far, reach, to_site=True)
    relays = {
        s: _relays(s, point, places, levels, reach, to_site=True)
        for s, point in sorted(far.items())
    }
    relays = {site: found for site, found in relays.items() if found}
    wanted = sorted({relay.place for found in relays.values() for relay in found})
    kept: dict[str, list[Hop]] = {}
    while wanted:
        place = wanted.pop()
        if place not in kept:
            kept[place] = _hops_to(place, places, lit, network, levels, reach)
            wanted += [hop.start for hop in kept[place] if not hop.from_network]
    return Masts(
        points={place: places[place] for place in sorted(kept)},
        hops=tuple(hop for _, hops in sorted(kept.items()) for hop in hops),
        relays=relays,
    )


def _on_open_ground(
    ways: Mapping[str, Point], lit: Mapping[str, Point], network: PointIndex, reach: Reach
) -> dict[str, Point]:
    """Return masts evenly on the line to each site, as few as will do, if few enough will."""
    found = {}
    for site, end in ways.items():
        start, metres = network.nearest(end) or ("", math.inf)
        hops = metres / reach.longest_m if reach.longest_m else math.inf
        if hops <= reach.most_hops:
            # over known ground also a site in reach may want a mast half-way
            count = max(math.ceil(hops), 1 if reach.sights is None else 2)
            for k in range(1, count):
                found[OpenGround(site_id=site, number=k).place] = _between(
                    lit[start], end, k / count
                )
    return found if reach.sights is None else reach.sights.lines.moved(found)


def _between(start: Point, end: Point, share: float) -> Point:
    """Return the point at a share of the straight line between two points, on the sphere."""
    one, other = unit_vectors([start, end]) * [[1.0 - share], [share]]
    x, y, z = (float(v) for v in one + other)
    longitude, latitude = math.atan2(y, x), math.atan2(z, math.hypot(x, y))
    return (round(math.degrees(longitude), 7), round(math.degrees(latitude), 7))


def _reached(
    index: PointIndex, points: Mapping[str, Point], reach: Reach, *, to_site: bool
) -> set[str]:
    """Return the places that a hop from some point of an index leads to."""
    index.look_ahead(points.values(), reach.longest_m, _most_starts(reach, 1))
    _look(index, points, reach, to_site=to_site)
    return {
        name
        for name, point in points.items()
        if _starts(index, name, point, reach, 1, to_site=to_site)
    }


def _look(index: PointIndex, points: Mapping[str, Point], reach: Reach, *, to_site: bool) -> None:
    """Ask the ground about all hops to places at once, where it is known."""
    if reach.sights is None:
        return
    reach.sights.lines.ask(
        reach.sights.link(start, index.by_id[start], point, to_site=to_site)
        for name, point in sorted(points.items())
        for start, _ in index.nearest_few(point, LOOKED_AT, reach.longest_m)
        if start != name
    )


def _most_starts(reach: Reach, count: int) -> int:
    """Return how many starts are looked at to find so many that the ground lets pass."""
    return count if reach.sights is None else LOOKED_AT


def _starts(
    index: PointIndex, name: str, point: Point, reach: Reach, count: int, *, to_site: bool
) -> list[tuple[str, float]]:
    """Return the nearest few starts of hops to a place, with their distance in metres."""
    near = index.nearest_few(point, _most_starts(reach, count), reach.longest_m)
    if reach.sights is None:
        return near
    return [
        (start, metres)
        for start, metres in near
        if start != name
        and reach.sights.passes(
            reach.sights.link(start, index.by_id[start], point, to_site=to_site)
        )
    ][:count]


def _levels(
    network: PointIndex, places: Mapping[str, Point], reach: Reach
) -> tuple[PointIndex, ...]:
    """Return the places by the least hops to them, from one to one less than the most."""
    before, left = network, dict(sorted(places.items()))
    found = []
    for _ in range(reach.most_hops - 1):
        reached = _reached(before, left, reach, to_site=False)
        here = {place: point for place, point in left.items() if place in reached}
        left = {place: point for place, point in left.items() if place not in here}
        before = PointIndex.of(here)
        found.append(before)
    return tuple(found)


def _relays(
    site: str,
    point: Point,
    places: Mapping[str, Point],
    levels: Iterable[PointIndex],
    reach: Reach,
    *,
    to_site: bool,
) -> tuple[Relay, ...]:
    """Return the nearest few masts of every level from which a place could be reached."""
    return tuple(
        Relay(place=place, point=places[place], metres=metres, hops=hops)
        for hops, index in enumerate(levels, start=1)
        for place, metres in _others(index, site, point, reach, to_site=to_site)
    )


def _others(
    index: PointIndex, site: str, point: Point, reach: Reach, *, to_site: bool
) -> list[tuple[str, float]]:
    near = _starts(index, site, point, reach, reach.few + 1, to_site=to_site)
    return [found for found in near if found[0] != site][: reach.few]


def _hops_to(
    place: str,
    places: Mapping[str, Point],
    lit: Mapping[str, Point],
    network: PointIndex,
    levels: tuple[PointIndex, ...],
    reach: Reach,
) -> list[Hop]:
    """Return the hops that may enter a mast: from the network when that is near, else from masts.

    A mast of more hops than its own shortest chain takes is no help on the way to it.
    """
    point = places[place]
    if start := _starts(network, place, point, reach, 1, to_site=False):
        name, metres = start[0]
        return [_hop(name, place, lit[name], point, metres, from_network=True)]
    own = next(k for k, index in enumerate(levels, start=1) if place in index.ids)
    return [
        _hop(relay.place, place, relay.point, point, relay.metres, from_network=False)
        for relay in _relays(place, point, places, levels[:own], reach, to_site=False)
    ]


def _hop(
    start: str, end: str, from_point: Point, to_point: Point, metres: float, *, from_network: bool
) -> Hop:
    return Hop(
        start=start,
        end=end,
        from_network=from_network,
        length_m=max(1, round(metres)),
        coordinates=(from_point, to_point),
    )
