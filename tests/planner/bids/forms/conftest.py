"""The printed plan, for the tests of this room."""

from printed_plan import context, plan, tendered, texts

__all__ = ["context", "plan", "tendered", "texts"]
