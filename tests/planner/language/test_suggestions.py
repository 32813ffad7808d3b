"""What is suggested for a name that nobody knows is near to it, or nothing is."""

from __future__ import annotations

from planner.language.suggestions import near_names

SITES = [f"MN-0{n}-01-S1" for n in range(35, 50)]


def test_a_wrong_letter_finds_the_right_name() -> None:
    """One letter off, or the other case, or only a part of the name."""
    assert near_names("MN-041-01-S7", SITES)[0] == "MN-041-01-S1"
    assert near_names("mn-041-01-s1", SITES) == ["MN-041-01-S1"]
    assert near_names("041", SITES) == ["MN-041-01-S1"]


def test_nothing_near_suggests_nothing() -> None:
    """A word that is no id is not answered with the first ids of the country."""
    assert near_names("NOPE", SITES) == []
    assert len(near_names("MN", SITES)) == 5
