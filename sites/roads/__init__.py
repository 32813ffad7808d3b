"""Line layers become one road graph: classes, joins, near misses, levels, limits on tangles."""
