"""Indicators of a plan: who is served before and after, how equally, and the footprint."""
