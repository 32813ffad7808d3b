"""Which headers of a file make a column: sums of them, keys of several, halves, doubles."""
