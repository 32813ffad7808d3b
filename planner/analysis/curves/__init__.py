"""Curves: what money buys, and what fairness costs, as points with proven bounds."""
