"""Which sites to visit first: what knowing their figures is worth, and the sheet for the visit."""
