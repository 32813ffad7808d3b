"""A run re-checked and re-derived, without trusting who made it."""
