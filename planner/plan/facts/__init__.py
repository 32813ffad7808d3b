"""What recorded inputs add to a plan when it is written down: assumptions, ground, energy."""
