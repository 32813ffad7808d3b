"""The steps on the graph: arrays, paths, trees, cuts, dual ascent and local search."""
