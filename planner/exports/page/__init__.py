"""The offline page of a plan: its data, its script and its style."""
