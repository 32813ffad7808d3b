"""Pages are made of templates of this room."""

from __future__ import annotations

from planner.rendering import html


def test_a_template_is_compiled_once() -> None:
    """A second page of the same kind takes the template as it was compiled for the first."""
    first = html._templates().get_template("map_part.html")

    assert html._templates().get_template("map_part.html") is first
