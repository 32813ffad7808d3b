"""How to choose under limits: a neutral problem on a graph, the solvers, the bounds, one independent check."""
