"""How to choose under limits: a neutral problem, the solvers, the bounds, one check."""
