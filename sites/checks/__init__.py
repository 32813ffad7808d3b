"""Every fault of sites, places and networks, found at once."""
