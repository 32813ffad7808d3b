"""The printed plan, for the tests of this room."""

from printed_plan import plan

__all__ = ["plan"]
