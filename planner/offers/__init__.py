"""What each site could receive from the registered technologies, or why not; their settings."""
