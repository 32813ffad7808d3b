"""Two ways of fibre to a building that share no trench, the cheapest together.

Both are found at once as a flow of two units from lit fibre to the building (Suurballe 1974: the
cheapest way and then what is left may have no second one where two together exist). Buildings and
junctions may be passed by both ways only where nothing else is possible, and so may the drop from
the road to the building itself, which is then laid twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from planner.candidates.nodes import ROOT, pop_of, premises, tapped
from planner.candidates.stretches.stretch import DROP, SPLICE, Ground, Stretch, directed
from sites.digging.dug import Dug
from sites.distance import Point

if TYPE_CHECKING:
    from optimizers.graph.two_paths import TwoPaths

_SHARED_M = 10**8  # what passing a place twice counts: no way is so long that it would avoid more
_SOURCE = 0

Way = tuple[Stretch, ...]  # from lit fibre to the building, each stretch turned the way it is used


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWays:
    """A first way as a plan may build it, and a second one for one building alone."""

    first: tuple[str, ...]  # nodes, from lit fibre to the building
    second: Way
    meets: tuple[Point, ...] = ()  # places that both ways pass, their starts included

    def to_json(self) -> dict[str, Any]:
        """Return the ways as plain data."""
        second = [{**asdict(stretch), "dug": asdict(stretch.dug)} for stretch in self.second]
        return {"first": self.first, "second": second, "meets": self.meets}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TwoWays:
        """Return what `to_json` made plain."""
        second = []
        for plain in data["second"]:
            values = {name: _tuples(value) for name, value in plain.items() if name != "dug"}
            dug = {name: _tuples(value) for name, value in plain["dug"].items()}
            second.append(Stretch(**values, dug=Dug(**dug)))
        first, meets = _tuples(data["first"]), _tuples(data["meets"])
        return cls(first=first, second=tuple(second), meets=meets)


def length_of(way: Way) -> int:
    """Return the metres of a way."""
    return sum(stretch.length_m for stretch in way)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


def two_ways(
    stretches: Sequence[Stretch],
    kept: Sequence[Stretch],
    wanting: Collection[str],
    ground: Ground,
    counted: Collection[str] = (),
) -> dict[str, TwoWays]:
    """Return two ways to the buildings that have them, by site id.

    A first way takes only stretches that are `kept` for plans. A second one takes nothing that
    several sites share up to a limit: no PoP that states one, and no cable in `counted`, whose free
    fibres are counted.
    """
    if not wanting:
        return {}
    graph, usable = _Graph.of(stretches, wanting, ground), directed(kept)
    found: dict[str, TwoWays] = {}
    for site_id in sorted(wanting):
        ways = graph.ways_to(premises(site_id))
        for first, second in (ways, ways[::-1]) if ways else ():
            steps = [(s.from_node, s.to_node) for s in first]
            if all(step in usable for step in steps) and _is_free(second, ground, counted):
                found[site_id] = TwoWays(
                    first=(ROOT, *(s.to_node for s in first)),
                    second=second,
                    meets=_meets(first, second),
                )
                break
    return found


def _is_free(way: Way, ground: Ground, counted: Collection[str]) -> bool:
    """Return whether a way is short enough and takes nothing whose use is counted."""
    if length_of(way) > ground.longest_m or any(pop_of(s.from_node) for s in way):
        return False
    places = (tapped(s.to_node) for s in way if s.kind == SPLICE)
    return not any(place is not None and place.span_id in counted for place in places)


def _meets(first: Way, second: Way) -> tuple[Point, ...]:
    """Return the places that both ways pass before the building, in the order of the first."""
    other = {_begins(s) for s in second}
    both = (s.coordinates[0] for s in first if _begins(s) in other and s.coordinates)
    return tuple(dict.fromkeys(both))


@dataclass(frozen=True, kw_only=True)
class _Graph:
    """All stretches as a network of flow; every node has a part that is entered and one left."""

    numbers: Mapping[str, int]
    by_arc: Mapping[int, Stretch]
    paths: TwoPaths

    @classmethod
    def of(cls, stretches: Sequence[Stretch], wanting: Collection[str], ground: Ground) -> _Graph:
        """Return the network, in which passing a place twice is possible and very dear."""
        from optimizers.graph.two_paths import FlowArc, TwoPaths  # where two ways are asked for

        places = {end for s in stretches for end in (_begins(s), s.to_node)} - {ROOT}
        numbers = {name: 1 + 2 * n for n, name in enumerate(sorted(places))}
        arcs = [
            FlowArc(number, number + 1, 1, cost)
            for number in numbers.values()
            for cost in (0, _SHARED_M)
        ]
        starts = sorted({_begins(s) for s in stretches if s.from_node == ROOT})
        arcs += [FlowArc(_SOURCE, numbers[start], 2, 0) for start in starts]
        own, by_arc = {premises(site_id) for site_id in wanting}, {}
        for way in _both(stretches):
            twice = way.kind == DROP and way.to_node in own
            cost = max(1, round(ground.cost_of(way)))
            for extra in (0, _SHARED_M) if twice else (0,):
                by_arc[len(arcs)] = way
                ends = numbers[_begins(way)] + 1, numbers[way.to_node]
                arcs.append(FlowArc(*ends, 1, cost + extra))
        return cls(numbers=numbers, by_arc=by_arc, paths=TwoPaths(arcs, _SOURCE))

    def ways_to(self, building: str) -> tuple[Way, Way] | None:
        """Return the two ways to a building that cost least together, the shorter first."""
        sink = self.numbers.get(building)
        used = [] if sink is None else self.paths.to(sink)
        leaving: dict[str, list[Stretch]] = {}
        for stretch in (self.by_arc[arc] for arc in used if arc in self.by_arc):
            leaving.setdefault(stretch.from_node, []).append(stretch)
        if not leaving:
            return None
        one, other = sorted((_walk(leaving, building) for _ in range(2)), key=_shorter_first)
        return (one, other) if _apart(one, other) else None


def _begins(stretch: Stretch) -> str:
    """Return where a stretch begins; what begins in lit fibre does so at a PoP or on a cable."""
    if stretch.from_node != ROOT:
        return stretch.from_node
    place = tapped(stretch.to_node) if stretch.kind == SPLICE else None
    return f"cable {place.span_id}" if place is not None else f"at {stretch.coordinates[:1]}"


def _both(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield every way that a stretch may be used; what is there today leads from its start."""
    for stretch in stretches:
        yield stretch
        if stretch.two_way:
            yield stretch.reversed()


def _walk(leaving: dict[str, list[Stretch]], building: str) -> Way:
    """Take one unit of flow out of what leaves each node, from lit fibre to the building."""
    node, way = ROOT, []
    while node != building:
        way.append(leaving[node].pop())
        node = way[-1].to_node
    return tuple(way)


def _shorter_first(way: Way) -> tuple[int, list[str]]:
    return length_of(way), [stretch.id for stretch in way]


def _apart(one: Way, other: Way) -> bool:
    """Return whether two ways share no stretch but the drop to the building at their end."""
    same = {s.id for s in one} & {s.id for s in other}
    last = one[-1]
    return same <= ({last.id} if last.kind == DROP else set())
