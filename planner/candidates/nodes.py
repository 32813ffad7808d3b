"""Nodes of the graph of a plan: their ids are put together and taken apart here and nowhere else.

Names are codes of the user and may hold colons: an id is read as its kind and all that follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ROOT = "root"
_OPEN = "open"  # begins the place of a mast on open ground


class NodeKind(StrEnum):
    """What it means to reach a node."""

    ROOT = "root"  # everything lit today, and the sky
    ROAD = "road"  # fibre at a road junction
    TAP = "tap"  # a splice into a lit cable between its ends
    PREMISES = "premises"  # fibre at a site's building
    LINK = "link"  # a link that institutions of one building share
    MAST = "mast"  # a radio mast at a site, a tower or on open ground
    TOWER = "tower"  # what an upgrade of a mobile tower adds
    POP = "pop"  # a point of presence that says what new links may take of it
    SERVICE = "service"  # a site has service
    KIT = "kit"  # a pack of equipment is bought


_KINDS: dict[str, NodeKind] = {kind.value: kind for kind in NodeKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node by kind and name: the junction, the site, the place of the mast."""

    kind: NodeKind
    name: str

    @classmethod
    def of(cls, node_id: str) -> Node | None:
        """Return the node of an id, None for an id of no known kind."""
        text, _, name = node_id.partition(":")
        kind = _KINDS.get(text)
        return None if kind is None else cls(kind=kind, name=name)

    @property
    def building(self) -> str | None:
        """The site whose building the node stands for, None elsewhere."""
        return self.name if self.kind in (NodeKind.PREMISES, NodeKind.SERVICE) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGround:
    """A place on open ground on the way to a site; numbers count from the network."""

    site_id: str
    number: int

    @property
    def place(self) -> str:
        """The name of the place."""
        return f"{_OPEN}:{self.site_id}:{self.number}"

    @classmethod
    def of(cls, place: str) -> OpenGround | None:
        """Return the open ground that a place is, None for a site or a tower."""
        kind, _, rest = place.partition(":")
        site_id, _, number = rest.rpartition(":")
        known = kind == _OPEN and number.isdecimal()
        return cls(site_id=site_id, number=int(number)) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TapPlace:
    """A place on a span of the network that exists, where new fibre may be spliced in."""

    span_id: str
    along_m: int  # from the start of the span

    @property
    def place(self) -> str:
        """The name of the place."""
        return f"{self.span_id}@{self.along_m}"

    @classmethod
    def of(cls, place: str) -> TapPlace | None:
        """Return the place on a span that a name means, None when it means none."""
        span_id, mark, metres = place.rpartition("@")
        known = bool(mark) and metres.isdecimal()
        return cls(span_id=span_id, along_m=int(metres)) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLink:
    """A link that institutions of one building may share: the site that has it, and a number."""

    site_id: str
    number: int  # from 1

    @property
    def place(self) -> str:
        """The name of the link."""
        return f"{self.site_id}@{self.number}"

    @classmethod
    def of(cls, place: str) -> SharedLink | None:
        """Return the link that a name means, None when it means none."""
        site_id, mark, number = place.rpartition("@")
        known = bool(mark) and number.isdecimal()
        return cls(site_id=site_id, number=int(number)) if known else None


def shared_link(link: SharedLink) -> str:
    """Return the node of a link that institutions of one building share."""
    return f"{NodeKind.LINK}:{link.place}"


def _name_if(kind: NodeKind, node_id: str) -> str | None:
    """Return the name of a node of one kind, None for a node of another."""
    found, _, name = node_id.partition(":")
    return name if found == kind else None


def link_host(node_id: str) -> str | None:
    """Return the site that has a shared link, None for a node that is none."""
    place = _name_if(NodeKind.LINK, node_id)
    found = None if place is None else SharedLink.of(place)
    return None if found is None else found.site_id


def road(junction: str) -> str:
    """Return the node of a road junction."""
    return f"{NodeKind.ROAD}:{junction}"


def premises(site_id: str) -> str:
    """Return the node of fibre at a site's building."""
    return f"{NodeKind.PREMISES}:{site_id}"


def is_premises(node_id: str) -> bool:
    """Return whether a node is the building of a site."""
    return _name_if(NodeKind.PREMISES, node_id) is not None


def tap(place: TapPlace) -> str:
    """Return the node of a splice into a lit cable."""
    return f"{NodeKind.TAP}:{place.place}"


def tapped(node_id: str) -> TapPlace | None:
    """Return where a node is spliced into a lit cable, None for a node that is no splice."""
    place = _name_if(NodeKind.TAP, node_id)
    return None if place is None else TapPlace.of(place)


def is_tap(node_id: str) -> bool:
    """Return whether a node is a splice into a lit cable."""
    return node_id.startswith(f"{NodeKind.TAP}:")


def mast(place: str) -> str:
    """Return the node of a mast at a site, at a tower or on open ground."""
    return f"{NodeKind.MAST}:{place}"


def mast_place(node_id: str) -> str | None:
    """Return where a mast stands, None for a node that is none."""
    return _name_if(NodeKind.MAST, node_id)


def upgraded_tower(tower_id: str) -> str:
    """Return the node of what an upgrade of a mobile tower adds."""
    return f"{NodeKind.TOWER}:{tower_id}"


def is_upgraded_tower(node_id: str) -> bool:
    """Return whether a node is what an upgrade of a mobile tower adds."""
    return node_id.startswith(f"{NodeKind.TOWER}:")


def pop_node(pop_id: str) -> str:
    """Return the node of a point of presence that says what new links may take of it."""
    return f"{NodeKind.POP}:{pop_id}"


def pop_of(node_id: str) -> str | None:
    """Return the point of presence that a node is, None for a node that is none."""
    return _name_if(NodeKind.POP, node_id)


def service_node(site_id: str) -> str:
    """Return the node that is entered when a site has service."""
    return f"{NodeKind.SERVICE}:{site_id}"


def kit_node(site_id: str, chain: str, step: int) -> str:
    """Return the node that is entered when a pack of equipment is bought."""
    return f"{NodeKind.KIT}:{site_id}:{chain}:{step}"
