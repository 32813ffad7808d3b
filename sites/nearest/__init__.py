"""What lies nearest to a point: other points, and lines."""
