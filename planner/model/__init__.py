"""From candidates to the neutral problem: arcs, limits, hop limits, side columns."""
