"""Where service is needed and what is near: sites, existing network, places, distance, roads."""
