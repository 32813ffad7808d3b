"""Keeping the graph of stretches small: no dead ends, chains joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from planner.candidates.nodes import ROOT
from planner.candidates.stretches.stretch import TRENCH, Stretch


def prune(stretches: Iterable[Stretch], wanted: Iterable[str]) -> list[Stretch]:
    """Return the stretches without dead ends that lead to no wanted node, chains joined.

    Services are the same: a dead end could only cost, and a chain is built whole or not at all.
    """
    keep = {*wanted, ROOT}
    return sorted(_join_chains(_cut_dead_ends(list(stretches), keep), keep), key=lambda s: s.id)


def _by_node(stretches: Iterable[Stretch]) -> dict[str, dict[str, Stretch]]:
    """Return the stretches at every node, by the id of the stretch."""
    at: dict[str, dict[str, Stretch]] = defaultdict(dict)
    for s in stretches:
        at[s.from_node][s.id] = s
        at[s.to_node][s.id] = s
    return at


def _cut_dead_ends(stretches: list[Stretch], keep: set[str]) -> list[Stretch]:
    at = _by_node(stretches)
    ends = [n for n in at if n not in keep and _leads_nowhere(n, at[n])]
    while ends:
        node = ends.pop()
        for s in list(at[node].values()):
            other = s.to_node if s.from_node == node else s.from_node
            del at[node][s.id], at[other][s.id]
            if other not in keep and _leads_nowhere(other, at[other]):
                ends.append(other)
    return [s for i, s in sorted({s.id: s for here in at.values() for s in here.values()}.items())]


def _leads_nowhere(node: str, here: Mapping[str, Stretch]) -> bool:
    """Return whether no stretch at a node can be entered and left over another one."""
    into = [s.id for s in here.values() if s.to_node == node or s.two_way]
    out = [s.id for s in here.values() if s.from_node == node or s.two_way]
    return not any(i != o for i in into for o in out)


def _join_chains(stretches: list[Stretch], keep: set[str]) -> list[Stretch]:
    """Join two trenches at a junction where nothing else meets."""
    at = _by_node(stretches)
    for node in sorted(at):
        if node in keep or len(at[node]) != 2:
            continue
        one, other = at[node].values()
        if one.kind != TRENCH or other.kind != TRENCH or ROOT in _ends(one) | _ends(other):
            continue
        joined = _joined(one, other, node)
        if joined is None or _parallel(joined, at):
            continue
        for s in (one, other):
            for end in _ends(s):
                del at[end][s.id]
        at[joined.from_node][joined.id] = joined
        at[joined.to_node][joined.id] = joined
    return list({s.id: s for here in at.values() for s in here.values()}.values())


def _ends(stretch: Stretch) -> set[str]:
    return {stretch.from_node, stretch.to_node}


def _parallel(joined: Stretch, at: Mapping[str, Mapping[str, Stretch]]) -> bool:
    return any(_ends(s) == _ends(joined) for s in at[joined.from_node].values())


def _joined(one: Stretch, other: Stretch, node: str) -> Stretch | None:
    """Return two stretches that meet at a node as one, or None when no way leads through."""
    first = one if one.to_node == node else one.reversed()
    second = other if other.from_node == node else other.reversed()
    if first.from_node == second.to_node:
        return None
    ahead = (first is one or one.two_way) and (second is other or other.two_way)
    back = (first is not one or one.two_way) and (second is not other or other.two_way)
    if not (ahead or back):
        return None
    joined = Stretch(
        kind=TRENCH,
        from_node=first.from_node,
        to_node=second.to_node,
        two_way=ahead and back,
        length_m=first.length_m + second.length_m,
        coordinates=first.coordinates + second.coordinates[1:],
        classes=first.classes + second.classes,
        dug=first.dug + second.dug,
    )
    return joined if ahead else joined.reversed()
