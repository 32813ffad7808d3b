"""Solving again from an answer at hand: warm starts, other prices, other budgets."""
