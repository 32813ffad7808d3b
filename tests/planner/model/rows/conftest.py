"""The small world with a fork in it, for the tests of this room."""

from fork_world import directive, offers, project, world

__all__ = ["directive", "offers", "project", "world"]
