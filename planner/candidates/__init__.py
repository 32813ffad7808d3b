"""What each site could receive: needs, surroundings, trenches, options, equipment, cost lines."""
