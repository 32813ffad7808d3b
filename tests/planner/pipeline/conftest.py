"""The small world with a fork in it and the printed plan, for the tests of this room."""

from fork_world import directive, offers, project, world
from printed_plan import context, plan, tendered, texts

__all__ = ["context", "directive", "offers", "plan", "project", "tendered", "texts", "world"]
