"""The local page of `kholboo serve`: a plan by hand on a map, on this machine only."""
