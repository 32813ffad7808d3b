"""Which rows of a file count, and where they lie."""
