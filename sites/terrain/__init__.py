"""What the ground between two places does to a radio path: heights, profiles, losses, verdicts."""
