"""What a plan is told with beside its decisions: assumptions, ground, energy, idle money."""
