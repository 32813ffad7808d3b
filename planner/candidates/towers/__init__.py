"""New mobile towers: where they could stand, and what one serves."""
