"""Ids of nodes are put together and taken apart in one place, whatever signs codes hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.candidates.nodes import (
    Node,
    NodeKind,
    OpenGround,
    mast,
    mast_place,
    premises,
    road,
    service_node,
)

CODES = st.text("ab:/-1", min_size=1, max_size=9)


@given(CODES)
def test_what_a_node_is_follows_from_its_id(code: str) -> None:
    """Codes with colons and slashes come back whole, and only buildings are buildings."""
    made = {NodeKind.ROAD: road, NodeKind.PREMISES: premises, NodeKind.SERVICE: service_node}
    found = {kind: Node.of(make(code)) for kind, make in made.items()}

    assert found == {kind: Node(kind=kind, name=code) for kind in made}
    assert [n.building for n in found.values() if n] == [None, code, code]
    assert mast_place(mast(code)) == code
    assert mast_place(premises(code)) is None


@given(CODES, st.integers(1, 99))
def test_open_ground_is_told_from_sites_and_towers(code: str, number: int) -> None:
    """A place on open ground names its site and number; any other place is none."""
    ground = OpenGround(site_id=code, number=number)

    assert OpenGround.of(ground.place) == ground
    assert OpenGround.of(f"tower:{code}") is None


def test_an_id_of_no_known_kind_is_no_node() -> None:
    """Nothing is guessed."""
    assert Node.of("cable:1") is None
