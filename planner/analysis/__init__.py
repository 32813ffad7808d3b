"""Questions about a finished plan: explain, compare, sweep, frontier, price risk, infeasibility."""
