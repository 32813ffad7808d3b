"""What a process remembers is used again only where it would be made alike."""

from __future__ import annotations

from inventory.kept import NOTHING_KEPT
from inventory.remembered import MOST, Remembering, once


def made(count: list[int]) -> object:
    """Make a new object, and count it."""
    count[0] += 1
    return object()


def test_the_same_objects_under_equal_settings_give_the_same_object() -> None:
    """Equal objects are not the same: only the very ones that it was made from count."""
    kept, count, one = Remembering(inner=NOTHING_KEPT), [0], [1, 2]

    def ask(made_from: list[object], settings: object) -> object:
        return once(kept, "things", made_from, settings, lambda: made(count))

    first = ask([one], {"a": 1})
    assert ask([one], {"a": 1}) is first
    assert ask([[1, 2]], {"a": 1}) is not first
    assert ask([one], {"a": 2}) is not first
    assert once(kept, "others", [one], {"a": 1}, lambda: made(count)) is not first
    assert count == [4]


def test_a_process_of_one_command_remembers_nothing() -> None:
    """Without a memory everything is made each time."""
    count = [0]
    for _ in range(2):
        once(NOTHING_KEPT, "things", [], None, lambda: made(count))

    assert count == [2]


def test_what_was_not_asked_for_longest_is_forgotten() -> None:
    """As many as said are remembered of each kind; one that is asked for again stays."""
    kept, count = Remembering(inner=NOTHING_KEPT), [0]
    for number in (*range(MOST), 0, MOST):
        once(kept, "things", [], number, lambda: made(count))
    before = count[0]

    once(kept, "things", [], 0, lambda: made(count))
    assert count[0] == before
    once(kept, "things", [], 1, lambda: made(count))
    assert count[0] == before + 1
