"""The terminal: one command a file, over one library call each."""
