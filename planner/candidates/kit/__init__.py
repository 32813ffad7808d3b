"""Equipment at a site: what is there and counted, and the steps that complete it."""
